"""What people ask for, without a screen: the command line and the TUI both call in here."""
