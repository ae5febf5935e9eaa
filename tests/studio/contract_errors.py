"""The lane's contract: errors."""

import errno
from pathlib import Path

import pytest
from doubles.stunts import directed
from studio.asking import done, made

from rushes import errors
from rushes.errors import BadMedia, BadPlan, Bug, UserMustFix
from rushes.film.take import TakeKind
from rushes.studio.jobs import Look

OURS = [name for name, kind in vars(errors).items() if isinstance(kind, type) and name != "RushesError"]


class Errors:
    """What a tool raises comes through."""

    @pytest.mark.parametrize("name", OURS)
    def test_an_error_of_ours_comes_as_the_same_class(self, lane, play, tmp_path, name):
        with pytest.raises(getattr(errors, name)) as caught:
            play(made(lane, tmp_path, f"raise {name}"))
        assert type(caught.value) is getattr(errors, name)
        assert (caught.value.title, caught.value.way_out) == ("It went wrong.", "Mend it.")
        if isinstance(caught.value, BadPlan):
            assert caught.value.faults == ("here: a", "there: b")

    @pytest.mark.parametrize(("name", "kind"), [("BadWeights", UserMustFix), ("RushesError", Bug)])
    def test_an_error_that_is_not_in_the_tree_comes_as_the_one_it_is_from(self, lane, play, tmp_path, name, kind):
        with pytest.raises(kind, match="It went wrong") as caught:
            play(made(lane, tmp_path, f"raise {name}"))
        assert type(caught.value) is kind

    @pytest.mark.parametrize(
        ("name", "words"),
        [
            ("ValueError", r"ValueError: seven .* in _raise, .*stunts.py"),
            ("SystemExit", "3"),
            ("unspeakable", "Unspeakable"),
            ("endless", "xxx"),
        ],
    )
    def test_any_other_error_is_a_bug_that_says_where(self, lane, play, tmp_path, name, words):
        with pytest.raises(Bug, match=words) as caught:
            play(made(lane, tmp_path, f"raise {name}"))
        assert len(str(caught.value)) < 5000

    def test_a_full_disk_is_the_system_s_own_error(self, lane, play, tmp_path):
        with pytest.raises(OSError, match="No space left") as caught:
            play(made(lane, tmp_path, "raise full"))
        assert (caught.value.errno, caught.value.filename) == (errno.ENOSPC, str(tmp_path))

    def test_an_error_of_a_library_s_reading_is_an_os_error(self, lane, play, tmp_path):
        with pytest.raises(OSError, match="cannot identify") as caught:
            play(made(lane, tmp_path, "raise unnumbered"))
        assert caught.value.errno is None

    def test_a_missing_parent_is_what_it_is(self, lane, play, tmp_path):
        with pytest.raises(BadMedia):
            play(done(lane, Look(kind=TakeKind.CLIP, file=tmp_path / "no.mp4", setup=directed(""))))

    def test_a_path_that_no_json_carries_is_said_to_be_the_trouble(self, lane, play, tmp_path):
        with pytest.raises(UserMustFix, match="Unicode"):
            play(made(lane, Path("/film\udcff")))
        assert play(made(lane, tmp_path)).file.is_file()
