"""The house rules: film grammar in code, the brain that needs no weights."""
