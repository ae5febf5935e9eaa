"""The rooms of the studio floor, a screen each."""
