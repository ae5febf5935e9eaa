"""Tiny models as a person's own `models.toml` names them."""

MODELS = """
[models.tiny-flux]
kind = "image"
title = "A tiny FLUX"
pipeline = "FluxPipeline"
repository = ""
licence = "none of note"
gate = "none"
abilities = ["t2i"]
size_multiple = 16
guidance = 3.5
source = "random weights"
[models.tiny-mochi]
kind = "video"
title = "A tiny Mochi"
pipeline = "MochiPipeline"
repository = ""
licence = "none of note"
gate = "none"
abilities = ["t2v", "i2v"]
size_multiple = 16
frame_step = 6
frame_offset = 1
fps = "12"
native_frames = 13
native_size = "96x64"
guidance = 4.5
source = "random weights"
[models.tiny-mochi.extra]
i2v = "rushes"
[models.tiny-mochi.extra.call]
max_sequence_length = 16
"""
