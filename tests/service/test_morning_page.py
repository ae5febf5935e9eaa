"""The morning's page: whole in itself, safe with any words, of real films and of nights that came to nothing."""

import base64
import io
import shutil
import time

import av
import pytest
from doubles.mornings import NIGHT, OVER, Page, a_night, ended, entry
from doubles.productions import a_production, a_project
from PIL import Image

from rushes.errors import ToolFailed
from rushes.film.night_log import What
from rushes.film.take import Decision, Judge, ShotState, Slate, TakeKind, Verdict
from rushes.memory.project import open_for_reading, open_for_writing
from rushes.memory.vault import Vault
from rushes.service.filming import film as shoot
from rushes.service.night import pictures, screening
from rushes.service.night.morning import morning_of
from rushes.service.night.page import page_of
from rushes.service.night.pictures import pictures_for, small
from rushes.service.night.screening import Screening, screening_of
from rushes.service.night.writing import write_report
from rushes.tools.proxy import proxy

POLICY = "default-src 'none'; img-src data:; media-src data:; style-src 'unsafe-inline'"
HOSTILE = (
    '<script>alert(1)</script>"><img src=x onerror=alert(2)>{{ 7*7 }}{% raw %}\x1b[31m\u202eevil\u2066</style>&amp;'
)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A film of three shots, made once."""
    folder = a_project(tmp_path_factory.mktemp("morning") / "film")
    with a_production(folder) as (production, _):
        shoot(production)
    return folder


@pytest.fixture
def folder(made, tmp_path):
    """A copy of it for a test alone."""
    return shutil.copytree(made, tmp_path / "film")


def quiet():
    """Nobody hears."""


def a_page(folder, *entries, night=NIGHT, beat=quiet):
    a_night(folder, *(entries or [entry(What.CUT, minutes=101), ended()]), night=night)
    file = write_report(folder, night, OVER, beat)
    return file, file.read_text(encoding="utf-8")


def decoded(address):
    head, _, data = address.partition(",")
    return head, base64.b64decode(data, validate=True)


def test_the_page_is_whole_in_itself(folder):
    file, text = a_page(folder)
    assert text.startswith("<!doctype html>")
    page = Page(text)
    assert file == folder / "nights" / f"{NIGHT}.html"
    policies = [one["content"] for one in page.all("meta") if one.get("http-equiv") == "Content-Security-Policy"]
    assert policies == [POLICY]
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"script", "link", "iframe", "object", "embed", "base", "form"}
    assert not any(name.startswith("on") for _, one in page.elements for name in one)
    assert "url(" not in text
    for address in page.addresses():
        assert address.startswith(("data:", "#", "../cuts/")), address[:80]
    ids = [one["id"] for _, one in page.elements if "id" in one]
    assert ids == ["1-1", "1-2", "2-1"]


def test_the_film_is_in_the_page_as_it_is(folder):
    _, text = a_page(folder)
    (video,) = Page(text).all("video")
    assert decoded(video["src"]) == ("data:video/mp4;base64", (folder / "cuts" / "film.mp4").read_bytes())
    assert decoded(video["poster"])[0] == "data:image/jpeg;base64"
    assert "controls" in video
    assert "playsinline" in video


def test_the_newest_page_is_also_at_the_project_s_root_with_its_own_links(folder):
    _, text = a_page(folder)
    (folder / "morning.html").write_text("an old one that is longer than the new" * 9999)
    _, later = a_page(folder, ended("stopped"), night="20261122T220000Z")
    newest = (folder / "morning.html").read_text(encoding="utf-8")
    assert newest == later.replace('href="../cuts/film.mp4"', 'href="cuts/film.mp4"')
    assert "called off" in newest
    assert (folder / "nights" / f"{NIGHT}.html").read_text(encoding="utf-8") == text
    assert not list(folder.rglob(".*.new"))


def test_its_pictures_decode_and_are_small(folder):
    _, text = a_page(folder)
    shown = Page(text).all("img")
    assert len(shown) == 3
    for one in shown:
        head, data = decoded(one["src"])
        assert head == "data:image/jpeg;base64"
        with Image.open(io.BytesIO(data)) as picture:
            picture.load()
            assert picture.width <= 240
        assert one["loading"] == "lazy"
        assert one["alt"].startswith("Shot ")


def test_a_missing_and_a_damaged_still_have_a_place_of_their_own(folder):
    with open_for_reading(folder) as project:
        stills = [project.vault.path(project.store.takes.get(f"{one}/k1").media) for one in ("1-1", "1-2")]
    stills[0].unlink()
    stills[1].write_bytes(stills[1].read_bytes()[:200])
    _, text = a_page(folder)
    page = Page(text)
    assert len(page.all("img")) == 1
    assert page.words.count("picture missing") == 2
    assert [one["aria-label"] for one in page.all("span") if one.get("role") == "img"] == [
        "Shot 1-1: its picture is missing",
        "Shot 1-2: its picture is missing",
    ]


def test_the_sections_come_in_the_order_of_a_story(folder):
    with open_for_writing(folder) as project:
        first = project.store.takes.get("1-1/k1")
        again = Slate(kind=TakeKind.KEYFRAME, backend="draft", revision="1", seed=99)
        kept = project.store.takes.add("1-1", again, _kept(first), first.facts, (), "2026-01-02", 1.0)
        verdict = Verdict(by=Judge.CRITIC, decision=Decision.REROLL, reason="it is soft")
        project.store.takes.judge("1-1/k1", verdict, "2026-01-02")
        better = Verdict(by=Judge.CRITIC, decision=Decision.ACCEPT, rung="seed", gain=0.5)
        project.store.takes.judge(kept.id, better, "2026-01-02")
        project.store.shots.stand("1-2", ShotState.FLAGGED, "it stands still")
        project.store.shots.stand("2-1", ShotState.FAILED, "no take could be made")
    _, text = a_page(folder, entry(What.CUT), entry(What.LOST, text="it was silent"), ended())
    page = Page(text)
    assert page.headings == [
        "Waiting for you",
        "The whole film",
        "Shot tonight",
        "Shot again",
        "Not in the can",
        "What it took",
        "Still to do",
    ]
    assert "1-1/k1 → 1-1/k2 with another seed passes 50 % more of its gates it is soft" in page.words
    assert page.words.index("3 of 3 shots are in the film") < page.words.index("cuts/film.mp4")
    assert page.words.index("cuts/film.mp4") < page.words.index("Waiting for you")
    assert [one["href"] for one in page.all("a") if one["href"].startswith("#")] == ["#1-2", "#1-2", "#2-1", "#2-1"]
    assert "⚑ flagged" in page.words  # a sign and a word, not a colour alone


def _kept(take):
    from rushes.memory.vault import Kept

    return Kept(take.sha256, take.suffix, take.size)


def test_hostile_words_stay_words(folder):
    with open_for_writing(folder) as project:
        for one in project.store.shots.all():
            project.store.shots.stand(one.number, ShotState.FLAGGED, HOSTILE)
        log = a_night(folder, entry(What.ASIDE, text=HOSTILE), entry(What.LOST, text=HOSTILE), ended(HOSTILE))
        facts = morning_of(project, log, OVER)
    facts["title"] = HOSTILE
    facts["scenes"] = [one | {"heading": HOSTILE} for one in facts["scenes"]]
    facts["rerolls"] = [_reroll(HOSTILE, gain) for gain in (0.5, None)]
    facts["refused"] = [{"reason": HOSTILE, "calls": 1, "shots": [HOSTILE]}]
    facts["failed"] = [{"shot": "2-1", "state": "failed", "reason": HOSTILE}]
    facts["stages"] = [{"work": HOSTILE, "calls": 1, "seconds": 1.0, "joules": None}]
    facts["ahead"] = {"shots": 1, "seconds": None, "says": HOSTILE}
    text = page_of(facts, {}, Screening(b"", HOSTILE, b""), "")
    page = Page(text)
    assert not any(one in text for one in "\x1b\u202e\u2066")
    assert [tag for tag, _ in page.elements].count("script") == 0
    assert page.all("img") == []
    assert not any(name.startswith("on") for _, one in page.elements for name in one)
    seen = (
        '<script>alert(1)</script>"><img src=x onerror=alert(2)>{{ 7*7 }}{% raw %}␛[31m\\u202eevil\\u2066</style>&amp;'
    )
    assert page.words.count(seen) >= 13
    assert "49" not in page.words.replace(seen, "")


def _reroll(words, gain):
    return {
        "take": words,
        "kind": "keyframe",
        "reason": words,
        "rung": words,
        "next": words,
        "gain": gain,
        "shot": words,
        "before": words,
        "after": None,
    }


def test_a_night_of_no_shots_is_no_broken_page(tmp_path):
    folder = a_project(tmp_path / "film")
    _, text = a_page(folder, entry(What.ASIDE, text="You rejected the plan."), ended("nothing left to better"))
    page = Page(text)
    assert page.headings == ["Not in the can", "What it took"]
    assert "There is no plan yet, so nothing could be shot; the crew stopped at" in page.words
    assert "Set aside: You rejected the plan." in page.words
    assert page.all("video") == page.all("img") == page.all("figure") == []
    assert "None" not in page.words


def test_a_plan_of_which_nothing_was_shot_shows_its_empty_places(tmp_path):
    folder = a_project(tmp_path / "film")
    with a_production(folder) as (production, _):
        production.store.plans.adopt(production.brain.manifest, "scripted", "2026-01-01")
    _, text = a_page(folder, ended("stopped"))
    page = Page(text)
    assert page.words.count("no picture yet") == 3
    assert page.headings == ["The whole film", "What it took", "Still to do"]


def test_signs_of_life_are_given_while_pictures_are_made(folder):
    beats = []
    a_page(folder, beat=lambda: beats.append(time.monotonic()))
    assert len(beats) >= 5


# -- the film ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def too_large(folder, monkeypatch):
    """The film is one byte larger than what a page carries."""
    monkeypatch.setattr(screening, "MOST", (folder / "cuts" / "film.mp4").stat().st_size - 1)
    monkeypatch.setattr(screening, "_BITS", (1, 1_500_000))


@pytest.mark.usefixtures("too_large")
def test_a_large_film_is_shown_as_a_small_copy_and_linked(folder, monkeypatch):
    monkeypatch.setattr(screening, "WIDE", (48, 48))
    _, text = a_page(folder)
    page = Page(text)
    (video,) = page.all("video")
    _, data = decoded(video["src"])
    with av.open(io.BytesIO(data)) as copy:
        track = copy.streams.video[0]
        assert (track.width, track.height, track.pix_fmt, track.codec.name) == (48, 28, "yuv420p", "h264")
        frames = sum(1 for _ in copy.decode(track))
    with av.open(str(folder / "cuts" / "film.mp4")) as whole:
        assert frames == sum(1 for _ in whole.decode(whole.streams.video[0]))
    assert data.index(b"moov") < data.index(b"mdat")  # it begins to play before it is all there
    assert "This is a small copy. The whole film: cuts/film.mp4, 0:02, " in page.words


@pytest.mark.usefixtures("too_large")
@pytest.mark.parametrize("error", [ToolFailed("ffmpeg could not make proxy.mp4: no"), OSError(28, "No space left")])
def test_a_film_that_can_t_be_copied_is_said_and_the_page_comes(folder, monkeypatch, error):
    def fails(*_):
        raise error

    monkeypatch.setattr(screening, "proxy", fails)
    _, text = a_page(folder)
    page = Page(text)
    assert page.all("video") == []
    assert "The film could not be brought into this page: " in page.words
    assert "The whole film" in page.headings


def test_a_film_of_hours_is_linked_alone(folder, monkeypatch):
    monkeypatch.setattr(screening, "MOST", 100)
    _, text = a_page(folder)
    page = Page(text)
    assert page.all("video") == []
    assert "The film is too long to be played in this page. cuts/film.mp4" in page.words


@pytest.mark.usefixtures("too_large")
def test_a_damaged_film_is_no_error(folder):
    (folder / "cuts" / "film.mp4").write_bytes(b"no film" * 99_999)
    _, text = a_page(folder)
    assert "The film could not be brought into this page: ffmpeg could not make proxy.mp4" in Page(text).words


@pytest.mark.usefixtures("too_large")
def test_signs_of_life_are_given_while_the_film_is_copied(folder, monkeypatch):
    def slow(film, made, wide, bits):
        time.sleep(0.5)
        return proxy(film, made, wide, bits)

    monkeypatch.setattr(screening, "_BEAT", 0.1)
    monkeypatch.setattr(screening, "proxy", slow)
    beats = []
    with open_for_reading(folder) as project:
        facts = morning_of(project, a_night(folder, ended()), OVER)
        assert screening_of(facts, project, lambda: beats.append(1)).film
    assert len(beats) >= 4


# -- pictures ----------------------------------------------------------------------------------------------------------


def a_grainy_still(file, width=640, height=360):
    Image.effect_noise((width, height), 200).convert("RGB").save(file)
    return file


def test_a_picture_keeps_to_its_bytes_and_its_shape(tmp_path):
    made = small(a_grainy_still(tmp_path / "still.png"), 240, 9_000)
    with Image.open(io.BytesIO(made)) as picture:
        assert picture.size == (240, 135)
    assert len(made) <= 9_000 < len(small(tmp_path / "still.png", 240, 90_000))


@pytest.mark.parametrize("data", [b"", b"no picture", b"\x89PNG\r\n\x1a\n" + b"\0" * 50])
def test_what_is_no_picture_is_none(tmp_path, data):
    (tmp_path / "still.png").write_bytes(data)
    assert small(tmp_path / "still.png", 240, 9_000) is None
    assert small(tmp_path / "gone.png", 240, 9_000) is None


def test_a_huge_picture_is_not_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(pictures, "_MOST_PIXELS", 10)
    assert small(a_grainy_still(tmp_path / "still.png", 64, 36), 240, 9_000) is None


def test_many_pictures_share_the_room_there_is(tmp_path, monkeypatch):
    vault = Vault(tmp_path / "media")
    vault.open()
    names = [vault.keep(a_grainy_still(tmp_path / f"{number}.png")).name for number in range(20)]
    monkeypatch.setattr(pictures, "ALL", 20 * 4_000)
    facts = {"contact": [{"still": name} for name in [*names, None]], "rerolls": []}
    shown = pictures_for(facts, vault, quiet)
    assert list(shown) == names
    assert sum(map(len, shown.values())) <= 20 * 4_000
    with Image.open(io.BytesIO(shown[names[0]])) as picture:
        assert 96 <= picture.width < 240
