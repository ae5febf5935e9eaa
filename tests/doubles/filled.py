"""A project whose takes are rows alone, filled by hand."""

import hashlib
import json
from fractions import Fraction

from doubles.plans import a_manifest
from rushes.film.gates import Gate
from rushes.film.take import Judge, MediaFacts, Score, ShotState, Slate, TakeKind, Verdict
from rushes.memory.vault import Kept
from rushes.service.report import report_of

STILL, CLIP, PRINT = TakeKind.KEYFRAME, TakeKind.CLIP, TakeKind.PRINT


class Filled:
    """A project whose takes are rows alone."""

    def __init__(self, project, scenes):
        self.project, self.store = project, project.store
        self.ticks = 0
        self.store.plans.adopt(a_manifest(*scenes), "scripted", self.now())

    def now(self):
        self.ticks += 1
        return f"2026-01-01T00:00:{self.ticks:06}"

    def take(self, shot, kind, *, of=(), scores=(), seconds=6.0, backend="draft"):
        slate = Slate(
            kind=kind, backend=backend, revision="1", seed=self.ticks, parents=tuple(one.sha256 for one in of)
        )
        kept = Kept(hashlib.sha256(f"{shot}{kind}{self.ticks}".encode()).hexdigest(), ".png", 1)
        facts = MediaFacts(96, 54, 1, Fraction(0))
        return self.store.takes.add(shot, slate, kept, facts, scores, self.now(), seconds)

    def shot(self, number, *, still=(), clip=()):
        """A shot taken at once, with what it measured."""
        keyframe = self.take(number, STILL, scores=still)
        moving = self.take(number, CLIP, of=[keyframe], scores=clip)
        self.store.shots.circle(keyframe)
        self.store.shots.circle(moving)
        self.store.shots.stand(number, ShotState.SHOT)
        return keyframe, moving, self.take(number, PRINT, of=[moving])

    def ruled(self, take, decision, reason="", rung=None, gain=None):
        verdict = Verdict(by=Judge.CRITIC, decision=decision, reason=reason, rung=rung, gain=gain)
        self.store.takes.judge(take.id, verdict, self.now())

    def report(self):
        return json.loads(json.dumps(report_of(self.project), allow_nan=False))


def score(value, gate="0.3..", measure="sharp"):
    passed = Gate.parse(gate).holds(value)
    reason = "" if passed else f"its {measure} is {value}, the gate is {gate}"
    return Score(measure=measure, value=value, gate=gate, passed=passed, reason=reason)
