"""Settings and profiles: loaded once at the door, passed down as values."""
