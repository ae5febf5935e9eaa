"""The crew alone at work until the morning."""
