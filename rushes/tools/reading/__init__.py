"""Readers: a story file becomes a reading, whatever format it came in."""

from rushes.tools.reading.source import read_bytes, read_source

__all__ = ["read_bytes", "read_source"]
