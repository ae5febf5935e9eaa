"""The morning report's sentences, the same on the page and in a terminal. Pure: facts in, words out.

A sentence about something that did not happen is empty.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from rushes.film.night import GB
from rushes.film.take import BIBLE, ShotState
from rushes.service.night.amounts import count, day, hour, megabytes, running, span
from rushes.service.state_words import STATE_WORDS

Facts = Mapping[str, Any]

_DONE = "nothing left to better"

_ENDS = {
    "": "the crew was still at work",
    "stopped": "the crew was called off",
    "the deadline": "the crew stopped for the deadline",
    "the limits": "the crew stopped at its limits",
    _DONE: "the crew was done: nothing was left to better",
}

_MADE = {"reference": "sheet or plate", "keyframe": "still", "clip": "clip", "print": "print"}

_WORK = {
    "keyframe": "Painting stills",
    "clip": "Shooting clips",
    "print": "Finishing prints",
    "look at a keyframe": "Looking at stills",
    "look at a clip": "Looking at clips",
    "look at a print": "Looking at prints",
    "compare": "Looking at scenes",
    "splice": "Making joints",
    "join": "Joining the film",
    "thought": "Thinking",
}

_WITH = {
    "seed": "another seed",
    "prompt": "other words",
    "keyframe": "another still",
    "references": "the bible's stills held otherwise",
}

_AGAIN = ("↻", "again")
"""Of a shot that is in the film and planned all the same: another take was begun and did not come to be."""

_IN_FULL = {"again": "to be shot again"}

_NOT_MEASURED = "Energy was not measured: no card says what it draws."


def when(facts: Facts) -> str:
    """The night's date and hours."""
    until = f"until {hour(facts['ended'])}" if facts["ended"] else f"as it stood at {hour(facts['told'])}"
    return f"{day(facts['began'])}, from {hour(facts['began'])} {until}"


def how_it_went(facts: Facts) -> str:
    """The night in a sentence: the film, its first cut, the crew's end."""
    first = f"the first cut stood at {hour(facts['first_film'])}" if facts["first_film"] else ""
    told = "; ".join(part for part in (_in_the_film(facts), first, _end(facts)) if part)
    return f"{told[0].upper()}{told[1:]}."


def _in_the_film(facts: Facts) -> str:
    film = facts["film"]
    if film:
        length = running(film["seconds"])
        return f"{film['shots']} of {count(facts['shots'], 'shot')} are in the film, {length} long"
    if not facts["shots"]:
        return "there is no plan yet, so nothing could be shot"
    return f"there is no film yet: {facts['finished']} of {count(facts['shots'], 'shot')} are finished"


def _end(facts: Facts) -> str:
    words = _ENDS.get(facts["outcome"], f"the crew stopped: {facts['outcome']}")
    if facts["outcome"] == _DONE and not facts["film"]:
        words = "the crew stopped"
    head, colon, tail = words.partition(":")
    return f"{head} at {hour(facts['ended'] or facts['told'])}{colon}{tail}"


def waiting(facts: Facts) -> str:
    """How many shots wait for a person."""
    number = len(facts["waiting"])
    return f"{count(number, 'shot')} {'waits' if number == 1 else 'wait'} for your word." if number else ""


def your_word(facts: Facts) -> str:
    """What a person may do with the first of what waits."""
    if not facts["waiting"]:
        return ""
    shot = facts["waiting"][0]["shot"]
    return f'`rushes approve {shot}` takes it as it is, `rushes reject {shot} --note "…"` sends it back.'


def whole_film(facts: Facts) -> str:
    """How many shots in how many scenes, by state."""
    if not facts["contact"]:
        return ""
    states = Counter(word(one) for one in facts["contact"])
    by_state = ", ".join(f"{states[one]} {_IN_FULL.get(one, one)}" for one in _words() if states[one])
    return f"{count(facts['shots'], 'shot')} in {count(len(facts['scenes']), 'scene')}: {by_state}."


def legend(facts: Facts) -> str:
    """The signs of the contact sheet, and what they mean."""
    said = {word(one): sign(one) for one in facts["contact"]}
    return ", ".join(f"{said[one]} {one}" for one in _words() if one in said)


def _words() -> list[str]:
    """Every word for how a shot stands, in the order of the states."""
    return [_AGAIN[1], *(words for _, words in STATE_WORDS.values())]


def sign(one: Facts) -> str:
    """The sign of how a shot stands."""
    return _standing(one)[0]


def word(one: Facts) -> str:
    """The word for how a shot stands."""
    return _standing(one)[1]


def _standing(one: Facts) -> tuple[str, str]:
    state = ShotState(one["state"])
    return _AGAIN if state is ShotState.PLANNED and one.get("printed") else STATE_WORDS[state]


def what_was_made(facts: Facts) -> str:
    """The takes the night made."""
    made = [_of_a_kind(kind, number) for kind, number in facts["made"].items()]
    return f"The crew made {_and(made)}." if made else ""


def _of_a_kind(kind: str, number: int) -> str:
    return f"{number} sheets and plates" if kind == "reference" and number > 1 else count(number, _MADE[kind])


def _and(parts: Sequence[str]) -> str:
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)


def rerolls(facts: Facts) -> str:
    """How many takes were sent back, and what that brought."""
    rows = facts["rerolls"]
    if not rows:
        return ""
    good = len(better(rows))
    sent = f"{count(len(rows), 'take')} {'was' if len(rows) == 1 else 'were'} sent back and made again"
    return f"{sent}; {good or 'none'} of the new ones {'is' if good == 1 else 'are'} better than what was there."


def made_with(reroll: Facts) -> str:
    """What a new take was made with that the one before was not."""
    rung: str = reroll["rung"]
    return _WITH.get(rung, rung)


def better(rows: Sequence[Facts]) -> list[Facts]:
    """The re-rolls that gained, those that gained the most first."""
    return sorted((one for one in rows if (one["gain"] or 0) > 0), key=lambda one: -one["gain"])


def no_better(rows: Sequence[Facts]) -> list[Facts]:
    """The re-rolls that gained nothing, in the order in which they were made."""
    return [one for one in rows if (one["gain"] or 0) <= 0]


def how_many_others(facts: Facts) -> str:
    """How many re-rolls gained nothing."""
    others = len(no_better(facts["rerolls"]))
    return f"{count(others, 'take')} brought nothing better" if others else ""


def called(take: str) -> str:
    """A take's name, of a sheet or plate too."""
    return take.removeprefix(BIBLE)


def gained(reroll: Facts) -> str:
    """What a re-roll brought, in shares of the gates that a take has to pass."""
    gain = round(100 * (reroll["gain"] or 0))
    if not gain:
        return "no gain" if reroll["gain"] is not None else "not measured"
    return f"passes {abs(gain)} % {'more' if gain > 0 else 'less'} of its gates"


def failed(facts: Facts) -> str:
    """How many shots could not be made."""
    return f"{count(len(facts['failed']), 'shot')} could not be made." if facts["failed"] else ""


def refused(row: Facts) -> str:
    """Why takes were not begun, and of which shots."""
    shots = [called(shot) for shot in row["shots"] if shot]
    of = f" ({', '.join(shots[:8])}{', …' if len(shots) > 8 else ''})" if shots else ""
    return f"{count(row['calls'], 'take')} {'was' if row['calls'] == 1 else 'were'} not begun: {row['reason']}{of}."


def lost(facts: Facts) -> str:
    """How often the crew's process was lost."""
    times = len(facts["lost"])
    how_often = {1: "once", 2: "twice"}.get(times, f"{times} times")
    return f"The crew was lost {how_often} and sent out again; what was finished was kept." if times else ""


def spent(facts: Facts) -> str:
    """What the night used."""
    parts = [_used(row) for row in facts["budget"] if row["used"] or row["of"]]
    return f"The night took {_and(parts)}." if parts else ""


def _used(row: Facts) -> str:
    of = f"{amount(row, 'used')} of {amount(row, 'of')}" if row["of"] else amount(row, "used")
    named = {"takes": " takes", "cards": " of the cards", "disk": " of disk", "cost": " of money"}
    return f"{of}{named.get(row['what'], '')}"


def amount(row: Facts, which: str) -> str:
    """What was `used`, or `of` how much, in the row's unit; a dash for no bound."""
    value = row[which]
    if value is None:
        return "–"
    if row["unit"] == "h":
        return span(3600 * value)
    if row["what"] == "takes":
        return f"{value:,.0f}"
    if row["unit"] == "GB":
        return megabytes(round(value * GB))
    return f"{value:.2f} {row['unit']}".rstrip()


def stages(facts: Facts) -> str:
    """What took most of the time, and the energy."""
    rows = facts["stages"]
    if not rows:
        return ""
    whole = sum(row["seconds"] for row in rows)
    energy = _NOT_MEASURED
    if any(row["joules"] is not None for row in rows):
        energy = f"The cards drew {watt_hours(sum(row['joules'] or 0 for row in rows))}."
    return f"{work(rows[0])} took most of the time: {span(rows[0]['seconds'])} of {span(whole)} of work. {energy}"


def work(row: Facts) -> str:
    """A kind of work."""
    name: str = row["work"]
    return _WORK.get(name, name.capitalize())


def watt_hours(joules: float | None) -> str:
    """Energy; a dash where none was measured."""
    if joules is None:
        return "–"
    hours = joules / 3600
    return f"{hours / 1000:.2f} kWh" if hours >= 1000 else f"{hours:.1f} Wh"


def ahead(facts: Facts) -> str:
    """What is still to be shot, and how long that takes."""
    left = facts["ahead"]
    if left is None:
        return ""
    if not left["shots"]:
        return "Nothing is left to shoot."
    shots = f"{count(left['shots'], 'shot')} {'is' if left['shots'] == 1 else 'are'} still to be shot"
    if not left["seconds"]:
        return f"{shots}; {left['says'].rstrip('.')}."
    return f"{shots}, which takes {_between(left['seconds'])} ({left['says']})."


def _between(seconds: Facts) -> str:
    least, most = span(seconds["least"]), span(seconds["most"]) if seconds["most"] is not None else ""
    if not most:
        return f"{least} or more"
    return f"about {least}" if least == most else f"{least} to {most}"
