"""Keyframes and clips by diffusion models, on the diffusers library. Importing this package imports none of it."""
