"""Scorers that look at a take with a model: what they see in it, as numbers. What those mean is the critic's."""
