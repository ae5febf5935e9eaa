"""A look for everybody: what the text says, and distinct fixed choices for what it leaves open."""

from rushes.agents.house.breakdown.appearance import Appearance
from rushes.agents.house.breakdown.cast import Persona
from rushes.agents.house.breakdown.lexicon.looks import (
    AGES,
    BEARDS,
    BUILDS,
    COLOURS,
    GARMENTS,
    HAIR,
    HAIR_COLOURS,
    HEADWEAR,
    HEIGHTS,
    SKINS,
)
from rushes.film.manifest import Character, Look
from rushes.film.vocabulary import Age, Beard, Build, Form, Garment, Hair, Headwear, Height

PALETTE: tuple[tuple[str, str, str], ...] = (
    # main, second, accent: names of COLOURS, mains far apart from their neighbours
    ("teal", "cream", "rust"),
    ("maroon", "beige", "gold"),
    ("mustard", "brown", "cream"),
    ("indigo", "silver", "orange"),
    ("olive", "cream", "crimson"),
    ("plum", "lavender", "gold"),
    ("rust", "cream", "navy"),
    ("emerald", "ivory", "amber"),
    ("grey", "white", "crimson"),
    ("blue", "white", "yellow"),
    ("brown", "cream", "green"),
    ("rose", "ivory", "plum"),
    ("black", "white", "scarlet"),
    ("khaki", "brown", "blue"),
    ("lavender", "white", "purple"),
    ("crimson", "cream", "black"),
    ("turquoise", "white", "orange"),
    ("copper", "cream", "green"),
    ("navy", "cream", "mustard"),
    ("green", "beige", "rust"),
    ("purple", "lavender", "silver"),
    ("ochre", "brown", "teal"),
    ("violet", "cream", "gold"),
    ("orange", "cream", "indigo"),
)
_GARMENTS = {
    "m": (Garment.SUIT, Garment.COAT, Garment.SHIRT, Garment.SUIT, Garment.CLOAK, Garment.COAT),
    "f": (Garment.DRESS, Garment.SKIRT, Garment.COAT, Garment.DRESS, Garment.CLOAK, Garment.SHIRT),
    "": (Garment.COAT, Garment.SHIRT, Garment.SUIT, Garment.CLOAK, Garment.COAT, Garment.SHIRT),
}
_HAIR_STYLES = {
    "m": (Hair.SHORT, Hair.CURLY, Hair.SHORT, Hair.WILD),
    "f": (Hair.LONG, Hair.BUN, Hair.CURLY, Hair.BRAID),
    "": (Hair.SHORT, Hair.CURLY, Hair.LONG, Hair.WILD),
}
_HAIR_PAINTS = ("brown", "black", "auburn", "fair", "chestnut", "dark", "sandy", "ginger")
_SKIN_PAINTS = ("#d9a881", "#c98f68", "#e6bd98", "#a8754f", "#dfb08c", "#8a5c3c")
_BEARDS = (Beard.NONE, Beard.SHORT, Beard.MOUSTACHE, Beard.NONE, Beard.FULL, Beard.NONE)
_BY_ROLE: dict[str, tuple[Garment, Headwear]] = {
    **dict.fromkeys(
        (
            "captain",
            "officer",
            "soldier",
            "sergeant",
            "constable",
            "policeman",
            "guard",
            "postman",
            "lieutenant",
            "colonel",
            "general",
            "conductor",
            "commander",
        ),
        (Garment.UNIFORM, Headwear.CAP),
    ),
    **dict.fromkeys(
        ("cook", "baker", "butcher", "smith", "blacksmith", "barber", "chef"), (Garment.APRON, Headwear.NONE)
    ),
    **dict.fromkeys(("maid", "housemaid", "nurse", "waitress"), (Garment.APRON, Headwear.BONNET)),
    **dict.fromkeys(("king", "queen", "prince", "princess", "emperor"), (Garment.ROBE, Headwear.CROWN)),
    **dict.fromkeys(("priest", "monk", "friar", "wizard", "hermit", "judge"), (Garment.ROBE, Headwear.HOOD)),
    **dict.fromkeys(("sailor", "fisherman", "ferryman", "boatman", "keeper"), (Garment.COAT, Headwear.CAP)),
    **dict.fromkeys(("mechanic", "engineer", "miner", "farmer", "gardener"), (Garment.OVERALLS, Headwear.CAP)),
    **dict.fromkeys(("beggar", "urchin"), (Garment.RAGS, Headwear.NONE)),
    **dict.fromkeys(("astronaut", "cosmonaut"), (Garment.SPACESUIT, Headwear.HELMET)),
    "mayor": (Garment.SUIT, Headwear.TOP_HAT),
    "lamplighter": (Garment.COAT, Headwear.BRIMMED),
}
_ANIMAL_PAINT = {
    Form.DOG: "brown",
    Form.CAT: "grey",
    Form.HORSE: "copper",
    Form.BIRD: "black",
    Form.ROBOT: "silver",
    Form.CREATURE: "olive",
    Form.GHOST: "white",
}


def dressed(cast: tuple[Persona, ...], looks: dict[str, Appearance]) -> tuple[Character, ...]:
    """Characters with a look and a description in the look's own words, in the cast's order."""
    used = [COLOURS[looks[one.id].garment_colour] for one in cast if looks[one.id].garment_colour]
    free = [colours for colours in PALETTE if COLOURS[colours[0]] not in used]
    made: list[Character] = []
    silhouettes: set[tuple[Garment, Headwear, Hair, Beard]] = set()
    for place, one in enumerate(cast):
        said = looks[one.id]
        colours = (free.pop(0) if free else PALETTE[place % len(PALETTE)]) if not said.garment_colour else None
        chosen = colours or _companions(said.garment_colour)
        if said.headwear_colour and said.headwear_colour != chosen[0]:
            chosen = (chosen[0], chosen[1], said.headwear_colour)
        if one.sense.form is not Form.HUMAN and not said.garment:
            colours = chosen = (_animal_colour(said, one), chosen[1], chosen[2])
        look = _look(one, said, place, chosen, silhouettes)
        silhouettes.add((look.garment, look.headwear, look.hair, look.beard))
        made.append(
            Character(
                id=one.id,
                name=one.name,
                aliases=_aliases(one),
                look=look,
                description=_description(one, said, look, chosen),
            )
        )
    return tuple(made)


def _aliases(one: Persona) -> tuple[str, ...]:
    own = one.name.lower().removeprefix("the ")
    return tuple(form[:80] for form in dict.fromkeys(one.forms) if form.lower() != own)[:12]


def _companions(colour: str) -> tuple[str, str, str]:
    second, accent = next(((two, three) for main, two, three in PALETTE if main == colour), ("cream", "rust"))
    return colour, second, accent


def _animal_colour(said: Appearance, one: Persona) -> str:
    own = said.hide or said.hair_colour
    return own if own in COLOURS else _ANIMAL_PAINT[one.sense.form]


def _look(
    one: Persona,
    said: Appearance,
    place: int,
    colours: tuple[str, str, str],
    taken: set[tuple[Garment, Headwear, Hair, Beard]],
) -> Look:
    age = said.age or next((AGES[word] for word in said.sizes if word in AGES), one.sense.age or Age.ADULT)
    role = one.forms[0].rsplit(" ", 1)[-1].lower() if one.forms else ""
    usual, hat = _BY_ROLE.get(role, (None, Headwear.NONE))
    headwear = HEADWEAR.get(said.headwear, hat)
    options = _GARMENTS[one.gender]
    rows = [
        (
            GARMENTS[said.garment] if said.garment else usual or options[(place + turn) % len(options)],
            headwear,
            HAIR[said.hair] if said.hair else _HAIR_STYLES[one.gender][(place + turn // 2) % 4],
            _beard(one, said, age, place + turn),
        )
        for turn in range(12)
    ]
    garment, headwear, hair, beard = next((row for row in rows if row not in taken), rows[0])
    hair_word = said.hair_colour or ("white" if age is Age.OLD else _HAIR_PAINTS[place % len(_HAIR_PAINTS)])
    return Look(
        form=one.sense.form,
        age=age,
        build=next((BUILDS[word] for word in said.sizes if word in BUILDS), Build.AVERAGE),
        height=next(
            (HEIGHTS[word] for word in said.sizes if word in HEIGHTS),
            Height.SHORT if age is Age.CHILD else Height.AVERAGE,
        ),
        skin=SKINS[said.skin] if said.skin else _SKIN_PAINTS[place % len(_SKIN_PAINTS)],
        hair=hair,
        hair_colour=HAIR_COLOURS[hair_word],
        beard=beard,
        glasses=bool(said.glasses),
        headwear=headwear,
        garment=garment,
        main_colour=COLOURS[colours[0]],
        second_colour=COLOURS[colours[1]],
        accent_colour=COLOURS[colours[2]],
    )


def _beard(one: Persona, said: Appearance, age: Age, place: int) -> Beard:
    if said.beard:
        return BEARDS[said.beard]
    if one.gender != "m" or age in (Age.CHILD, Age.YOUNG) or one.sense.form is not Form.HUMAN:
        return Beard.NONE
    return _BEARDS[place % len(_BEARDS)]


def _description(one: Persona, said: Appearance, look: Look, colours: tuple[str, str, str]) -> str:
    """One or two sentences a painter could work from."""
    if look.form is not Form.HUMAN and not said.garment:
        return f"{one.name}: {_article(f'{colours[0]} {look.form.value}')}, marked with {colours[1]}."
    parts = [_noun(one, said, look)]
    features = [_hair_words(look), *(trait if trait.endswith("eyes") else _article(trait) for trait in said.traits)]
    if look.beard is not Beard.NONE:
        features.append(
            {Beard.FULL: "a full beard", Beard.SHORT: "a short beard", Beard.MOUSTACHE: "a moustache"}[look.beard]
        )
    if look.glasses:
        features.append("spectacles")
    parts.append("with " + _listed(features))
    garment = said.garment or look.garment.value
    wears = f"wearing {_article(f'{colours[0]} {garment}')} with {colours[1]} and {colours[2]} details"
    if look.headwear is not Headwear.NONE:
        hat = said.headwear or look.headwear.value.replace("brimmed", "brimmed hat").replace("bowler", "bowler hat")
        wears += f" and {_article(f'{said.headwear_colour} {hat}'.strip())}"
    return f"{one.name}: {parts[0]} {parts[1]}, {wears}."[:900]


def _noun(one: Persona, said: Appearance, look: Look) -> str:
    sizes = " ".join(dict.fromkeys(said.sizes[:3]))
    if look.age is Age.OLD and "old" not in sizes:
        sizes = f"{sizes} old".strip()
    if look.age is Age.YOUNG and "young" not in sizes:
        sizes = f"{sizes} young".strip()
    if look.age is Age.CHILD:
        noun = {"m": "boy", "f": "girl"}.get(one.gender, "child")
    else:
        noun = {"m": "man", "f": "woman"}.get(one.gender, "person")
    return _article(f"{sizes} {noun}".strip())


def _hair_words(look: Look) -> str:
    if look.hair is Hair.BALD:
        return "a bald head"
    colour = next(name for name, paint in HAIR_COLOURS.items() if paint == look.hair_colour)
    if look.hair in (Hair.BUN, Hair.BRAID):
        return f"{colour} hair in a {look.hair.value}"
    return f"{look.hair.value} {colour} hair"


def _listed(items: list[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def _article(words: str) -> str:
    if words.endswith("s") and words.rsplit(" ", 1)[-1] in (
        "rags",
        "overalls",
        "oilskins",
        "robes",
        "tweeds",
        "dungarees",
    ):
        return words
    return f"{'an' if words[:1] in 'aeiou' else 'a'} {words}"
