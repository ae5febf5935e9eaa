"""How a person is built: heights in metres, lengths as shares of the height, girths by build and age.

The canon is the draughtsman's: an adult is 7 heads tall, a child 5, and an old back loses some height.
"""

from dataclasses import dataclass

from rushes.film.manifest import Look
from rushes.film.vocabulary import Age, Build, Form, Height

_HEIGHTS = {Age.CHILD: 1.16, Age.YOUNG: 1.66, Age.ADULT: 1.73, Age.OLD: 1.68}
_STATURE = {Height.SHORT: 0.90, Height.AVERAGE: 1.0, Height.TALL: 1.11}
_FORMS = {Form.DOG: 0.72, Form.CAT: 0.42, Form.HORSE: 2.15, Form.BIRD: 0.36, Form.ROBOT: 1.78, Form.CREATURE: 2.25}
_HEADS = {Age.CHILD: 5.0, Age.YOUNG: 6.6, Age.ADULT: 7.0, Age.OLD: 6.8}


@dataclass(frozen=True, slots=True)
class Proportions:
    """Lengths in metres. `wide` and `deep` scale the trunk's half width and half depth, `girth` the limbs."""

    height: float
    head: float
    neck: float
    torso: float
    shoulder: float
    hip: float
    upper_arm: float
    forearm: float
    hand: float
    thigh: float
    shin: float
    ankle: float
    foot: float
    chest: float
    waist: float
    belly: float
    girth: float


def natural_height(look: Look) -> float:
    """How tall the character stands, in metres; an animal to the top of its raised head."""
    base = _FORMS.get(look.form, _HEIGHTS[look.age])
    if look.form in _FORMS:
        base *= {Age.CHILD: 0.68, Age.YOUNG: 0.92, Age.ADULT: 1.0, Age.OLD: 0.97}[look.age]
    return base * _STATURE[look.height]


def proportions(look: Look, height: float) -> Proportions:
    """A person's lengths when `height` metres tall."""
    child = look.age is Age.CHILD
    head = height / _HEADS[look.age] * {Height.SHORT: 1.05, Height.AVERAGE: 1.0, Height.TALL: 0.95}[look.height]
    rest = height - head
    broad, thick, belly = {
        Build.SLIGHT: (0.87, 0.80, 0.86),
        Build.AVERAGE: (1.0, 1.0, 1.0),
        Build.BROAD: (1.22, 1.22, 1.08),
        Build.HEAVY: (1.13, 1.30, 1.62),
    }[look.build]
    if look.age in (Age.CHILD, Age.YOUNG):
        broad, thick = broad * 0.93, thick * (0.95 if child else 0.92)
    if look.age is Age.OLD:
        thick *= 0.93
    unit = height * (0.92 if child else 1.0)
    return Proportions(height=height, head=head, neck=rest * 0.042,
        torso=rest * (0.36 if child else 0.347), shoulder=unit * 0.108 * broad,
        hip=unit * 0.050 * (0.6 + 0.4 * broad), upper_arm=rest * 0.197, forearm=rest * 0.172,
        hand=rest * 0.088, thigh=rest * (0.275 if child else 0.286),
        shin=rest * (0.268 if child else 0.277), ankle=rest * 0.046, foot=rest * 0.135,
        chest=unit * 0.094 * broad * (0.75 + 0.25 * thick),
        waist=unit * 0.074 * (0.35 * broad + 0.65 * belly), belly=unit * 0.060 * belly,
        girth=unit * 0.036 * thick)  # fmt: skip
