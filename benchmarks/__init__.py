"""What rushes costs, measured: `make bench`."""
