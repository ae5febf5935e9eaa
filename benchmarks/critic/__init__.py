"""What the critic catches, and what acting on it brings: `make critic`."""
