"""The studio on a clock that jumps: what a night will be like, before it is over."""
