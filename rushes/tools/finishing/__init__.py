"""Finishing: a clip's frames made larger, brought to the delivery's size and to another rate, as one stream."""
