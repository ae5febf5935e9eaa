"""rushes: a local film crew. A story goes in, a film comes out, and every take on the way is kept."""

__version__ = "0.1.0"
