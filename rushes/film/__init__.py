"""The nouns of a film and their arithmetic: pure, no I/O."""
