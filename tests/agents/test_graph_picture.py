"""The state machine's picture: a change of wiring must be meant, and be drawn in the docs."""

from pathlib import Path

import pytest

from rushes.graph import build_film, build_shot

FILM = """graph TD;
	__start__ --> read;
	approve_bible -.-> bible;
	approve_bible -.-> review;
	approve_bible -.-> shoot;
	approve_plan --> bible;
	bible --> approve_bible;
	cut --> report;
	plan --> approve_plan;
	read --> plan;
	review -.-> cut;
	review -.-> shoot;
	shoot --> review;
	report --> __end__;"""

SHOT = """graph TD;
	__start__ --> compose;
	approve -.-> compose;
	approve -.-> done;
	compose --> keyframe;
	finish --> approve;
	judge_clip -.-> compose;
	judge_clip -.-> done;
	judge_clip -.-> finish;
	judge_clip -.-> motion;
	judge_keyframe -.-> compose;
	judge_keyframe -.-> done;
	judge_keyframe -.-> motion;
	keyframe --> judge_keyframe;
	motion --> judge_clip;
	done --> __end__;"""


@pytest.mark.parametrize(("build", "picture"), [(build_film, FILM), (build_shot, SHOT)])
def test_the_graph_is_the_one_in_the_docs(build, picture):
    assert build().get_graph().draw_mermaid(with_styles=False).strip() == picture
    assert picture in Path("docs/architecture.md").read_text(encoding="utf-8")
