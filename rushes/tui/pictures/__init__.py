"""Takes shown large: stills and clips in any terminal, over SSH and in tmux."""
