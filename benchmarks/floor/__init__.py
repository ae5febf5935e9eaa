"""The studio floor: how soon it is there, how soon a key is answered, and whether a long night makes it grow."""
