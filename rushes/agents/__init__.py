"""The crew: who decides what is shot, and whether it is good enough."""
