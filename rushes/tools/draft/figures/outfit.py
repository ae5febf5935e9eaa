"""What each garment is made of: which parts of the body it covers, how far, how full, in which colour."""

from dataclasses import dataclass

from rushes.film.manifest import Look
from rushes.film.vocabulary import Garment
from rushes.tools.draft.colour import Colour, from_hex, mix
from rushes.tools.draft.figures.pen import darker, lighter


@dataclass(frozen=True, slots=True)
class Skirts:
    """What hangs from the waist. `hem` is how far it reaches from hips (0) to soles (1), `flare` how full it is."""

    colour: Colour
    hem: float
    flare: float
    torn: bool = False


@dataclass(frozen=True, slots=True)
class Outfit:
    """A dressed body. Lengths are shares of the limb: a sleeve of 1 reaches the wrist; 0 leaves it bare.

    `full` scales the limb's thickness in cloth, `cuff` how much wider the sleeve is at its end.
    """

    top: Colour
    sleeve: Colour
    sleeves: float = 1.0
    full: float = 1.18
    cuff: float = 1.0
    trousers: Colour | None = None
    trouser_full: float = 1.15
    skirts: Skirts | None = None
    shoes: Colour | None = (0.16, 0.13, 0.12)
    boots: float = 0.0
    gloves: Colour | None = None
    padding: float = 1.0
    """How much wider than the body the trunk is drawn."""


def outfit_for(look: Look) -> Outfit:  # noqa: C901, PLR0911, PLR0912 - a table of thirteen garments in three colours
    """The outfit of a look, in its own colours."""
    main, second, accent = (from_hex(c) for c in (look.main_colour, look.second_colour, look.accent_colour))
    leather = mix(darker(accent, 0.8), (0.20, 0.15, 0.12), 0.6)
    dark = mix(darker(main, 0.8), (0.17, 0.17, 0.20), 0.5)
    match look.garment:
        case Garment.SUIT:
            return Outfit(main, main, trousers=darker(main, 0.25), skirts=Skirts(main, 0.24, 0.16), padding=1.08)
        case Garment.COAT:
            return Outfit(
                main, main, full=1.42, trousers=dark, skirts=Skirts(main, 0.74, 0.38), padding=1.16, shoes=leather
            )
        case Garment.CLOAK:
            return Outfit(second, second, trousers=dark, skirts=Skirts(second, 0.42, 0.2), shoes=leather, boots=0.55)
        case Garment.DRESS:
            return Outfit(main, main, full=1.15, skirts=Skirts(main, 0.95, 0.95), shoes=leather,
                padding=0.97, trousers=darker(second))  # fmt: skip
        case Garment.SKIRT:
            return Outfit(
                second, second, full=1.32, cuff=0.8, skirts=Skirts(main, 0.70, 0.55), shoes=leather, padding=0.98
            )
        case Garment.ROBE:
            return Outfit(main, main, full=1.5, cuff=2.1, skirts=Skirts(main, 0.97, 0.42), padding=1.14, trousers=dark)
        case Garment.TUNIC:
            return Outfit(main, main, sleeves=0.62, full=1.35, trousers=second, trouser_full=0.98,
                skirts=Skirts(main, 0.40, 0.42), shoes=leather, boots=0.6)  # fmt: skip
        case Garment.SHIRT:
            return Outfit(second, second, sleeves=0.58, full=1.4, trousers=main, trouser_full=1.28, shoes=leather)
        case Garment.UNIFORM:
            return Outfit(main, main, trousers=darker(main, 0.35), skirts=Skirts(main, 0.20, 0.18),
                boots=0.85, padding=1.1, gloves=lighter(second, 0.4))  # fmt: skip
        case Garment.APRON:
            return Outfit(
                main, main, sleeves=0.55, full=1.3, trousers=dark, skirts=Skirts(dark, 0.52, 0.3), shoes=leather
            )
        case Garment.OVERALLS:
            return Outfit(second, second, sleeves=0.85, full=1.3, trousers=main, trouser_full=1.5,
                shoes=leather, boots=0.2, padding=1.04)  # fmt: skip
        case Garment.RAGS:
            dull = mix(main, (0.42, 0.38, 0.32), 0.35)
            return Outfit(dull, darker(dull, 0.2), sleeves=0.72, full=1.3,
                trousers=mix(dark, second, 0.25), trouser_full=1.1,
                skirts=Skirts(dull, 0.50, 0.4, torn=True), shoes=None)  # fmt: skip
        case Garment.SPACESUIT:
            return Outfit(main, main, full=1.95, trousers=main, trouser_full=1.75, shoes=second,
                boots=0.5, gloves=second, padding=1.3)  # fmt: skip
