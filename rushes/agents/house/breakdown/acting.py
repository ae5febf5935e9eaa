"""What a beat shows: its kind, pose, feeling, props and its weight in the story."""

from rushes.agents.house.breakdown.lexicon.deeds import FEELINGS, PLAIN, POSES, SEEING, TURNS
from rushes.agents.house.breakdown.lexicon.listing import listed
from rushes.agents.house.breakdown.lexicon.looks import COLOURS, GARMENTS, HAIR_COLOURS
from rushes.agents.house.breakdown.lexicon.places import EVIDENCE, PLACES
from rushes.agents.house.breakdown.lexicon.things import FURNITURE, PROPS
from rushes.film.breakdown import BeatKind
from rushes.film.vocabulary import Feeling, Pose, Prop

PROPS_A_BEAT = 3
_VERBS_TOO = frozenset(
    listed("""
        rose match lit saw watch ring rings book note picture bust fire lamp-light blaze trunk chest
        """)
)
_VISIBLE = frozenset(COLOURS) | frozenset(
    listed("""
        landscape light lights darkness shadow shadows building buildings wall walls floor ceiling roof sun moon
        stars star tree trees figure shape shapes water dust smoke silence colour color glass stone brick wood metal
        ivory brass crystal surface leaves grass mist sky cloud clouds rain snow wind lamp flame flames dark bright
        misty huge vast tall windows curtains carpet corner rock rocks bushes marble bronze column columns
        """)
)
_LOOKS = frozenset(GARMENTS) | frozenset(
    listed("hair beard eyes face dressed wearing wore clad tall slight stout pale")
)
_ARTICLES = frozenset(listed("the a an his her my our their its from this that left-hand"))
_DRESSED = frozenset(listed("in with wore wears clad dressed wearing"))
_STILL = frozenset((Pose.STAND, Pose.SIT, Pose.LIE, Pose.LEAN))
_BEING = frozenset(listed("was were is are stood lay hung stretched rose seemed there loomed shone"))
BASE = {
    BeatKind.PLACE: 0.42,
    BeatKind.PERSON: 0.5,
    BeatKind.ACTION: 0.5,
    BeatKind.SPEECH: 0.45,
    BeatKind.OBJECT: 0.48,
    BeatKind.THOUGHT: 0.22,
}


def pose_of(words: list[str]) -> Pose | None:
    """The first pose a sentence's verbs tell; `from the left` and `the rest` are no verbs."""
    before = ["", *words]
    return next(
        (POSES[word] for last, word in zip(before, words, strict=False) if word in POSES and last not in _ARTICLES),
        None,
    )


def feeling_of(words: list[str]) -> Feeling:
    """The first feeling a sentence shows."""
    return next((FEELINGS[word] for word in words if word in FEELINGS), Feeling.NEUTRAL)


def props_of(words: list[str]) -> tuple[Prop, ...]:
    """The objects a sentence names, telling ones before furniture, at most PROPS_A_BEAT."""
    before = ["", *words]
    found = list(
        dict.fromkeys(
            PROPS[word]
            for last, word in zip(before, words, strict=False)
            if word in PROPS and not (word in _VERBS_TOO and last not in _ARTICLES)
        )
    )
    found.sort(key=lambda prop: prop in FURNITURE)
    return tuple(found[:PROPS_A_BEAT])


def kind_of(words: list[str], *, people: bool, props: tuple[Prop, ...]) -> BeatKind:
    """What a told sentence is, by its words and whether somebody is in it."""
    bag = set(words)
    abstract = sum(word in PLAIN for word in words)
    pose = pose_of(words)
    if people:
        return _kind_with_people(words, bag, abstract, pose)
    if abstract >= 2:
        return BeatKind.THOUGHT
    if bag & _BEING and bag & (PLACES.keys() | EVIDENCE.keys()):
        return BeatKind.PLACE
    if any(prop not in FURNITURE for prop in props):
        return BeatKind.OBJECT
    if pose is not None and pose not in _STILL:
        return BeatKind.ACTION
    return BeatKind.PLACE if bag & (PLACES.keys() | _VISIBLE) else BeatKind.ACTION if pose else BeatKind.THOUGHT


def _kind_with_people(words: list[str], bag: set[str], abstract: int, pose: Pose | None) -> BeatKind:
    looks = sum(word in _LOOKS or word in HAIR_COLOURS for word in words)
    if looks >= 3 and bag & (_BEING | _DRESSED):
        return BeatKind.PERSON
    if (pose is not None and pose not in _STILL) or bag & SEEING:
        return BeatKind.ACTION
    if bag & _LOOKS:
        return BeatKind.PERSON
    return BeatKind.THOUGHT if abstract >= 2 or (abstract and pose is None) else BeatKind.ACTION


def weight_of(kind: BeatKind, words: list[str], text: str, *, first_seen: bool, edge: bool) -> float:
    """How much the story would miss the beat, in [0, 1]."""
    weight = BASE[kind]
    weight += 0.18 * first_seen
    weight += 0.12 * edge
    weight += 0.08 * min(2, sum(word in TURNS for word in words))
    weight += 0.08 * ("!" in text)
    weight += 0.05 * ("?" in text)
    weight += 0.06 * (feeling_of(words) is not Feeling.NEUTRAL)
    weight += 0.06 * (kind is BeatKind.ACTION and pose_of(words) not in (None, *_STILL))
    weight -= 0.03 * min(4, sum(word in PLAIN for word in words))
    weight -= 0.12 * (len(words) < 3)
    return round(min(1.0, max(0.0, weight)), 3)
