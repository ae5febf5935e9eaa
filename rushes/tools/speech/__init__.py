"""Ears: recordings, their transcripts, and the words in them with their times."""
