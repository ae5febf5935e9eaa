"""Sentences for prompts, within the manifest's bounds."""

from collections.abc import Iterable

WORDS = 900
"""The manifest's bound on a prompt, in characters."""


def in_one_line(text: str) -> str:
    """The words with every run of white space one space."""
    return " ".join(text.split())


def sentence(words: str) -> str:
    """The words with a capital and a full stop; nothing stays nothing."""
    words = words.rstrip(" .,;:")
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def fitted(sentences: Iterable[str], limit: int) -> str:
    """The sentences in a row, cut at a word's border to `limit` characters; empty ones are dropped."""
    whole = " ".join(words for words in sentences if words)
    if len(whole) <= limit:
        return whole
    head = whole[:limit]
    border = head.rfind(" ")
    return (head[:border] if border > 0 else head).rstrip(" ,;:")
