"""A lane's worker in a process of its own, and what it and its parent say to each other."""
