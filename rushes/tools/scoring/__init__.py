"""Scorers: what can be measured of a take's pixels, with models and without."""
