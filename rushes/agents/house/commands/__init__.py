"""The house rules as director: plain commands become tool calls; what is not understood does nothing."""
