"""The models that can think for the crew, each behind one chat interface."""
