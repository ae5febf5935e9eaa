"""What the crew calls: one Protocol per capability, one file per backend."""
