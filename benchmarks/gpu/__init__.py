"""What a card makes of full-size models: for a day with a GPU."""
