"""The lane's contract: jobs."""

import asyncio
import random
from fractions import Fraction

import pytest
from doubles.plans import a_manifest
from doubles.stunts import a_still, directed
from studio.asking import TICKETS, done, made, running

from rushes.errors import Bug
from rushes.film.cut import Dissolve, Part
from rushes.film.setup import setup_for
from rushes.film.take import Slate, TakeKind
from rushes.studio.jobs import Join, Look, Make, Splice
from rushes.studio.lane import CallCancelled, Step


class Jobs:
    """What is asked for is made, and said as it goes."""

    def test_a_job_makes_its_file(self, lane, play, tmp_path):
        outcome = play(made(lane, tmp_path))
        assert outcome.file.parent == tmp_path
        assert outcome.file.read_bytes().startswith(b"\x89PNG")
        assert outcome.settled["made"][-1] == ""

    def test_every_kind_of_job_is_carried_out(self, lane, play, tmp_path):
        clip, film = play(self._a_film(lane, tmp_path))
        assert clip.measures["frames"] == 12
        assert film.measures["frames"] == 20

    async def _a_film(self, lane, folder):
        setup = directed("")
        still = await made(lane, folder)
        given = {"setup": setup.model_dump(mode="json"), "size": "96x54", "keyframe_seed": 3, "frames": 12, "fps": "12"}
        slate = Slate(kind=TakeKind.CLIP, backend="cards", revision="1", seed=3, parameters=given)
        clip = await done(lane, Make(slate=slate, parents=(still.file,), scratch=folder))
        looked = await done(lane, Look(kind=TakeKind.CLIP, file=clip.file, setup=setup, stills=(still.file,)))
        finish = {"slate": "1-1", "subtitles": [], "fps": "12", "crf": 30, "preset": "ultrafast"}
        printing = Slate(kind=TakeKind.PRINT, backend="ffmpeg", revision="1", seed=0, parameters=finish)
        take = await done(lane, Make(slate=printing, parents=(clip.file,), scratch=folder))
        cut = {"fps": Fraction(12), "crf": 30, "preset": "ultrafast", "scratch": folder}
        head = await done(lane, Splice(piece=Part("a", 0, 8), files=(take.file,), **cut))
        joint = await done(lane, Splice(piece=Dissolve("a", 8, "b", 4), files=(take.file, take.file), **cut))
        tail = await done(lane, Splice(piece=Part("b", 4, 12), files=(take.file,), **cut))
        film = await done(lane, Join(files=(head.file, joint.file, tail.file), scratch=folder))
        return looked, await done(lane, Look(kind=TakeKind.PRINT, file=film.file, setup=setup))

    def test_progress_is_heard_in_order_before_the_result(self, lane, play, tmp_path):
        heard = []
        play(lane.submit(next(TICKETS), a_still(tmp_path, "steps 300"), heard.append))
        assert heard == [Step(step, 300) for step in range(1, 301)]

    def test_a_step_may_show_a_still(self, lane, play, tmp_path):
        heard = []
        play(lane.submit(next(TICKETS), a_still(tmp_path, "preview half.png"), heard.append))
        assert heard == [Step(1, 2, tmp_path / "half.png")]

    def test_slots_work_side_by_side(self, lane, play, tmp_path):
        async def night():
            both = (made(lane, tmp_path, "meet a b"), made(lane, tmp_path, "meet b a"))
            await asyncio.wait_for(asyncio.gather(*both), 20)

        play(night())
        assert lane.slots == 2

    def test_the_call_sheet_is_known_as_it_grows_and_again_after_a_loss(self, lane, play, tmp_path):
        async def night():
            await lane.end()
            sheet = [directed("a"), directed("b")]
            seen = [await made(lane, tmp_path, "", sheet)]
            sheet.append(directed("c"))
            seen += [await made(lane, tmp_path, "", sheet), await made(lane, tmp_path, "", sheet)]
            await lane.end()
            seen.append(await made(lane, tmp_path, "", sheet))
            await lane.end()
            return ["".join(outcome.settled["read"]) for outcome in seen]

        assert play(night()) == ["ab", "abc", "abc", "abc"]

    def test_a_sheet_of_a_long_film_goes_through_both_ways_at_once(self, lane, play, tmp_path):
        async def night():
            await lane.end()
            manifest = a_manifest()
            scene, shot = next(manifest.shots())
            setups = [
                setup_for(manifest, scene, shot.model_copy(update={"action": f"{i} " + "x" * 800})) for i in range(1500)
            ]
            noisy = asyncio.create_task(made(lane, tmp_path, "steps 5000"))
            outcome = await made(lane, tmp_path, "", setups)
            await noisy
            await lane.end()
            return outcome

        assert len(play(night()).settled["read"]) == 1500

    def test_many_calls_each_get_their_own_answer(self, lane, play, tmp_path):
        chance = random.Random(4)

        async def one(number):
            ticket = next(TICKETS)
            heard = []
            task = asyncio.create_task(lane.submit(ticket, a_still(tmp_path, f"steps {number}"), heard.append))
            if chance.random() < 0.3:
                await asyncio.sleep(chance.random() * 0.1)
                await lane.cancel(ticket)
            try:
                outcome = await task
            except CallCancelled:
                return len(heard) <= number
            return outcome.file.is_file() and [step.done for step in heard] == list(range(1, number + 1))

        async def night():
            return await asyncio.gather(*(one(number) for number in range(1, 150)))

        assert all(play(night()))

    def test_one_ticket_names_one_call(self, lane, play, tmp_path):
        async def night():
            ticket, task = await running(lane, tmp_path, "until go")
            with pytest.raises(Bug, match="two calls"):
                await lane.submit(ticket, a_still(tmp_path), lambda _step: None)
            (tmp_path / "go").touch()
            return await task

        assert play(night()).file.is_file()
