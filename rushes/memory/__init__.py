"""What a project remembers: the store, the media vault, the checkpoints and the lock."""
