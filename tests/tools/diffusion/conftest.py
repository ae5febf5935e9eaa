"""What all diffusion tests share: one thread, and memory that is quickly looked through."""

import gc

import pytest


@pytest.fixture(scope="session", autouse=True)
def _libraries_aside():
    """Models are let go of with a collection each, which takes half as long without the libraries' own objects."""
    try:
        import diffusers
        import torch
        import transformers
    except ImportError:
        yield
        return
    assert diffusers.__version__
    assert transformers.__version__
    torch.set_num_threads(1)
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()
