"""Deeds: what the verbs of a sentence ask of the camera."""

import re
from collections.abc import Mapping
from enum import StrEnum


class Deed(StrEnum):
    """What somebody does, as far as a camera cares."""

    TRAVEL = "travel"
    LOOK = "look"
    RISE = "rise"
    SINK = "sink"
    ARRIVE = "arrive"
    LEAVE = "leave"
    QUARREL = "quarrel"
    HANDLE = "handle"  # something small, done with the hands


_VERBS: Mapping[Deed, str] = {
    Deed.TRAVEL: (
        "walk walks walked walking run runs ran running hurry hurries hurried hurrying stride strides strode striding "
        "march marches marched wander wanders wandered wandering cross crosses crossed crossing follow follows "
        "followed following ride rides rode riding drive drives drove trudge trudges trudged limp limps limped "
        "rush rushes rushed rushing dash dashes dashed race races raced sail sails sailed sailing row rows rowed creep "
        "creeps crept flee flees fled pace paces paced stroll strolls strolled"
    ),
    Deed.LOOK: (
        "look looks looked looking see sees saw seen watch watches watched watching stare stares stared staring gaze "
        "gazes gazed gazing notice notices noticed discover discovers discovered find finds found spot spots spotted "
        "glance glances glanced peer peers peered peering glimpse glimpsed observe observes observed examine examines "
        "examined study studies studied realise realised realize realized recognise recognised recognize recognized"
    ),
    Deed.RISE: (
        "rise rises rose rising climb climbs climbed climbing ascend ascended lift lifts lifted raise raises raised "
        "soar soars soared stands tower towers towered loom looms loomed"
    ),
    Deed.SINK: (
        "fall falls fell falling sink sinks sank sinking drop drops dropped kneel kneels knelt collapse collapses "
        "collapsed descend descends descended bow bows bowed slump slumps slumped lower lowers lowered"
    ),
    Deed.ARRIVE: (
        "arrive arrives arrived arriving enter enters entered entering approach approaches approached approaching "
        "return returns returned appear appears appeared emerge emerges emerged reach reaches reached came comes"
    ),
    Deed.LEAVE: (
        "leave leaves left leaving depart departs departed vanish vanishes vanished disappear disappears disappeared "
        "goes went departing retreat retreats retreated"
    ),
    Deed.QUARREL: (
        "fight fights fought fighting struggle struggles struggled strike strikes struck hit hits shout shouts shouted "
        "shouting scream screams screamed grab grabs grabbed seize seizes seized push pushes pushed slam slams slammed "
        "throw throws threw wrestle wrestled attack attacks attacked smash smashes smashed grapple grappled"
    ),
    Deed.HANDLE: (
        "hold holds held take takes took turn turns turned open opens opened close closes closed light lights lit "
        "press presses pressed pull pulls pulled pour pours poured write writes wrote unfold unfolds unfolded wipe "
        "wipes wiped tie ties tied wind winds wound touch touches touched pick picks picked place places placed set "
        "sets put puts lay lays laid"
    ),
}

_DEED_OF: Mapping[str, Deed] = {verb: deed for deed, verbs in _VERBS.items() for verb in verbs.split()}
_WORD = re.compile(r"[a-z]+")
_FIRST_WORDS = 2_000

HEIGHT = frozenset(
    {"loomed", "looms", "towered", "towering", "colossal", "huge", "enormous", "giant", "gigantic", "vast"}
)
SMALLNESS = frozenset({"alone", "lonely", "small", "tiny", "lost", "helpless", "abandoned", "naked", "frail"})


def deed_of(text: str) -> Deed | None:
    """The first deed the words tell, or None."""
    return next((_DEED_OF[word] for word in _words(text) if word in _DEED_OF), None)


def speaks_of(text: str, words: frozenset[str]) -> bool:
    """Whether any of `words` is among the text's."""
    return not words.isdisjoint(_words(text))


def _words(text: str) -> list[str]:
    return _WORD.findall(text[:_FIRST_WORDS].casefold())
