import pytest
from doubles.productions import a_production, a_project

from rushes.errors import BadProject
from rushes.film.take import ShotState
from rushes.service.filming import film
from rushes.service.health import repair, reproduce, verify


@pytest.fixture
def folder(tmp_path):
    folder = a_project(tmp_path / "film")
    with a_production(folder) as (production, _):
        film(production)
    return folder


def media(production, take):
    return production.project.vault.path(production.store.takes.get(take).media)


def test_a_whole_project_is_whole(folder):
    with a_production(folder) as (production, _):
        assert verify(production.project).damages == ()


@pytest.mark.parametrize("take", ["1-1/k1", "1-1/c1", "1-1/p1"])
@pytest.mark.parametrize("damage", ["gone", "cut", "changed"])
def test_damage_is_found_and_mended_to_the_same_bytes(folder, take, damage):
    with a_production(folder) as (production, _):
        file = media(production, take)
        whole = file.read_bytes()
        if damage == "gone":
            file.unlink()
        else:
            file.write_bytes(whole[:-20] if damage == "cut" else whole[:-20] + bytes(20))
        assert [one.take for one in verify(production.project).damages] == [take]
        assert repair(production).mended == (take,)
        assert file.read_bytes() == whole


def test_what_was_made_by_another_tool_is_written_off_and_shot_anew(folder):
    with a_production(folder) as (production, crew):
        media(production, "1-1/c1").unlink()
        crew.mover.fault = lambda _kind, _count: "frozen"
        done = repair(production)
        assert [take for take, _ in done.lost] == ["1-1/c1"]
        assert production.store.shots.get("1-1").state is ShotState.PLANNED
        assert any("1-1/c1" in failure for failure in production.store.takes.failures("1-1"))
    with a_production(folder) as (production, _):
        film(production)
        assert production.store.shots.get("1-1").state is ShotState.SHOT
        assert verify(production.project).damages == ()


def test_a_take_whose_file_is_gone_is_not_passed_over(folder):
    with a_production(folder) as (production, _):
        media(production, "1-1/p1").unlink()
        production.store.shots.stand("1-1", ShotState.PLANNED)
        with pytest.raises(BadProject, match="rushes repair"):
            film(production)


def test_strays_are_counted_and_cleared(folder):
    with a_production(folder) as (production, _):
        stray = production.project.vault.scratch / "stray.png"
        stray.write_bytes(b"left by a kill")
        production.project.vault.keep(stray)
        assert len(verify(production.project).strays) == 1
        assert repair(production).strays == 1
        assert verify(production.project).strays == ()


def test_reproducing_says_whether_it_is_the_same(folder):
    with a_production(folder) as (production, crew):
        take = production.store.takes.get("1-1/k1")
        assert reproduce(production, take).same
        crew.painter.fault = lambda _kind, _count: "black"
        assert not reproduce(production, take).same
        crew.painter.fault = lambda _kind, _count: "fails"
        assert "ink" in reproduce(production, take).fault
