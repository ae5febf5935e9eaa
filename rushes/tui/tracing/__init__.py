"""What the trace room is made of: a run's lines, where they are read from, and how they are drawn."""
