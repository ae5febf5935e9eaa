import pytest

from rushes.configs.inventory import parse_llms, shipped_llms
from rushes.errors import Bug, UserMustFix

ENTRY = """
default = "mine"
[models.mine]
title = "Mine"
repository = "someone/mine-GGUF"
file = "mine.Q4_K_M.gguf"
chat = "in the file"
licence = "Apache-2.0"
gate = "none"
context = 4096
usual_context = 2048
layers = 2
kv_heads = 2
head_size = 16
memory_source = "computed"
"""


def test_the_shipped_models_hold():
    inventory = shipped_llms()
    assert inventory.named() is inventory.models["llama-3.1-70b"]
    for entry in inventory.models.values():
        assert entry.usual_context <= entry.context
        assert "Q4_K_M" in entry.file


def test_the_large_one_fits_two_cards_of_24_gb_and_the_small_one_a_card_of_8():
    inventory = shipped_llms()
    assert 42e9 < (inventory.named("llama-3.1-70b").memory_floor() or 0) < 46e9
    assert 5e9 < (inventory.named("llama-3.1-8b").memory_floor() or 0) < 7.5e9


def test_memory_grows_with_the_context_and_is_unknown_without_a_size():
    small = shipped_llms().named("llama-3.1-8b")
    assert small.memory_floor(2000) - small.memory_floor(1000) == 1000 * 4 * 32 * 8 * 128
    assert parse_llms(ENTRY).named().memory_floor() is None


def test_an_unknown_name_lists_the_known_ones():
    with pytest.raises(UserMustFix) as caught:
        shipped_llms().named("gpt")
    assert "llama-3.1-70b, llama-3.1-8b" in caught.value.way_out


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('default = "mine"', 'default = "theirs"'),
        ('"someone/mine-GGUF"', '"../../etc"'),
        ('"mine.Q4_K_M.gguf"', '"../mine.gguf"'),
        ("layers = 2", "layers = 0"),
        ('gate = "none"', 'gate = "open?"'),
        ("head_size = 16", "head_size = 16\nsize = 3"),
        ("[models.mine]", "[models.mine"),
    ],
)
def test_an_inventory_that_does_not_hold_is_a_bug(right, wrong):
    assert right in ENTRY
    with pytest.raises(Bug):
        parse_llms(ENTRY.replace(right, wrong))
