"""The tools of a profile on one device, and where its models have room."""
