"""The conversation with the director: a person's message in, tool calls on the project out."""
