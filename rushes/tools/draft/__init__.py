"""The draft renderer: storyboard frames composed from the plan, and moved by the shot's camera."""
