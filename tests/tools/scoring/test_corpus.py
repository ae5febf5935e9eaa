"""Defects made on purpose, before the draft profile's own scorers and gates: a piece of `make critic`'s corpus."""

from pathlib import Path

import pytest

from rushes.film.frames import Size

ROOT = Path(__file__).parents[3]


@pytest.mark.slow
def test_each_kind_of_defect_is_caught_and_clean_takes_pass(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT))
    from benchmarks.critic.corpus import CLEAN, confusion, judged

    story = str(ROOT / "examples" / "the-orchard-in-winter.md")
    verdicts = list(judged((story,), every=7, seed=7, size=Size(640, 360)))
    wrong = [(one.shot, one.kind, one.defect, one.failed) for one in verdicts if one.weak == (one.defect == CLEAN)]
    assert wrong == []
    rows = confusion(verdicts)
    assert len({row.defect for row in rows}) >= 14
    assert all(row.takes >= 1 for row in rows)
