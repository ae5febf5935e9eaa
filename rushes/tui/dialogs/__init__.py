"""What asks a person something, over whichever room."""
