"""Any row of changes by the tools can be taken back one by one: plan and board stand as before at every step."""

import tempfile
from pathlib import Path

import pytest
from doubles.plans import a_manifest, a_scene
from doubles.talks import a_planned_project, with_cards
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rushes.agents.conversation.calls import Call
from rushes.agents.conversation.tools import checked
from rushes.errors import RushesError, UserMustFix
from rushes.film.manifest import KeyframePrompt
from rushes.film.take import ShotState
from rushes.film.vocabulary import Age, Angle, Pose, ShotSize, TimeOfDay
from rushes.memory.project import open_for_writing
from rushes.service.hands import ProjectHands

SHOTS = st.sampled_from(["1-1", "1-2", "1-3", "2-1", "2-2", "1-2A", "1-1A"])
CALLS = st.one_of(
    st.builds(lambda s, z: Call("edit_shot", {"shots": [s], "size": z}), SHOTS, st.sampled_from(ShotSize)),
    st.builds(lambda s, a: Call("edit_shot", {"shots": [s], "angle": a, "steps": ["longer"]}), SHOTS, st.sampled_from(Angle)),
    st.builds(lambda h: Call("edit_scene", {"scenes": ["2"], "time_of_day": h}), st.sampled_from(TimeOfDay)),
    st.builds(lambda a: Call("cast", {"character": "ada", "age": a}), st.sampled_from(Age)),
    st.builds(lambda look: Call("restyle", {"look": look}), st.sampled_from(["noir", "woodcut"])),
    st.builds(lambda s, p: Call("block", {"shots": [s], "character": "ada", "pose": p}), SHOTS, st.sampled_from(Pose)),
    st.builds(lambda s: Call("block", {"shots": [s], "character": "ada", "frame": "leaves"}), SHOTS),
    st.builds(lambda s: Call("block", {"shots": [s], "character": "ada", "frame": "enters"}), SHOTS),
    st.builds(lambda s: Call("split_shot", {"shot": s}), SHOTS),
    st.builds(lambda s, t: Call("merge_shots", {"first": s, "second": t}), SHOTS, SHOTS),
    st.builds(lambda s, t, w: Call("move_shot", {"shot": s, "beside": t, "where": w}), SHOTS, SHOTS, st.sampled_from(["before", "after"])),
    st.builds(lambda s: Call("drop_shots", {"shots": [s]}), SHOTS),
    st.builds(lambda s: Call("insert_shot", {"after": s, "size": "close", "subject": "the wheel"}), SHOTS),
    st.builds(lambda s: Call("approve", {"shots": [s]}), SHOTS),
    st.builds(lambda s: Call("reject", {"shots": [s], "note": "darker"}), SHOTS),
    st.builds(lambda s: Call("reroll", {"shots": [s]}), SHOTS),
)  # fmt: skip


def a_film():
    scenes = (a_scene("1", 3), a_scene("2", 2))
    slow = tuple(
        scene.model_copy(update={"shots": tuple(shot.model_copy(update={"seconds": 4.0}) for shot in scene.shots)})
        for scene in scenes
    )
    return a_manifest(*slow)


@given(st.lists(CALLS, min_size=1, max_size=7))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_change_can_be_taken_back_and_made_again(row):
    with tempfile.TemporaryDirectory() as place:
        folder = a_planned_project(Path(place) / "film", a_film())
        with open_for_writing(folder) as project:
            hands = ProjectHands(project, with_cards, lambda _event: None)
            for number in ("1-1", "1-2", "2-1"):
                project.store.shots.stand(number, ShotState.SHOT)

            def stands():
                return hands.plan().manifest, [(one.number, one.state, one.note, one.rounds) for one in hands.board()]

            path = [stands()]
            for call in row:
                try:
                    done = checked(call).run(hands)
                except RushesError:
                    assert stands() == path[-1], "what was refused changed something"
                    continue
                if done.change is not None:
                    path.append(stands())
            for before in reversed(path[:-1]):
                hands.undo("change")
                assert stands() == before
            with pytest.raises(UserMustFix):
                hands.undo("change")
            for after in path[1:]:
                hands.undo("undo")
                assert stands() == after


def test_prompts_are_written_anew_for_what_changed_and_for_nothing_else(tmp_path):
    own = KeyframePrompt(composition="A model's own words.", texture="Grain.")
    film = a_film()
    film = film.model_copy(
        update={
            "scenes": tuple(
                scene.model_copy(
                    update={"shots": tuple(s.model_copy(update={"keyframe_prompt": own}) for s in scene.shots)}
                )
                for scene in film.scenes
            )
        }
    )
    folder = a_planned_project(tmp_path / "film", film)
    with open_for_writing(folder) as project:
        hands = ProjectHands(project, with_cards, lambda _event: None)
        checked(Call("edit_shot", {"shots": ["1-2"], "angle": "low"})).run(hands)
        checked(Call("move_shot", {"shot": "2-2", "beside": "2-1", "where": "before"})).run(hands)
        checked(Call("edit_shot", {"shots": ["1-3"], "seconds": 6})).run(hands)
        prompts = {shot.number: shot.keyframe_prompt for _, shot in hands.plan().manifest.shots()}
    assert "low angle" in prompts.pop("1-2").composition
    assert set(prompts) == {"1-1", "1-3", "2-1A", "2-1B"}
    assert set(prompts.values()) == {own}
