from doubles.plans import a_manifest, a_scene

from rushes.film.revision import intents, keeping_numbers


def test_a_removed_scene_stays_as_omitted():
    before, fresh = (
        a_manifest(a_scene("1", 1), a_scene("2", 1), a_scene("3", 1)),
        a_manifest(a_scene("1", 1), a_scene("3", 1)),
    )
    kept = keeping_numbers(fresh, before)
    assert [(scene.number, scene.omitted) for scene in kept.scenes] == [("1", False), ("2", True), ("3", False)]
    assert [shot.number for _, shot in kept.shots()] == ["1-1", "3-1"]


def test_an_omitted_scene_stays_omitted_over_revisions():
    first, second = a_manifest(a_scene("1", 1), a_scene("2", 1)), a_manifest(a_scene("1", 1))
    assert [s.number for s in keeping_numbers(second, keeping_numbers(second, first)).scenes] == ["1", "2"]


def test_only_what_a_print_depends_on_changes_its_intent():
    manifest = a_manifest(a_scene("1", 2))
    shot = manifest.scenes[0].shots[0]

    def changed(**update: object) -> set[str]:
        shots = (shot.model_copy(update=update), manifest.scenes[0].shots[1])
        scene = manifest.scenes[0].model_copy(update={"shots": shots})
        before, after = intents(manifest), intents(manifest.model_copy(update={"scenes": (scene,)}))
        return {number for number in before if before[number] != after[number]}

    assert changed(action="Ada leaves.") == {"1-1"}
    assert changed(seconds=2.0) == {"1-1"}
    assert changed(fade_out=True) == set()
