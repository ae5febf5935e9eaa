"""Edits: pure functions from a plan to a plan. Each leaves a plan that holds, or raises and leaves everything."""
