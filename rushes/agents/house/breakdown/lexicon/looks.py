"""Words for how somebody looks: colours, clothes, hair, age and build."""

from rushes.agents.house.breakdown.lexicon.listing import listed
from rushes.film.vocabulary import Age, Beard, Build, Garment, Hair, Headwear, Height

COLOURS: dict[str, str] = {
    "black": "#23232a",
    "white": "#f2efe6",
    "grey": "#8a8d91",
    "gray": "#8a8d91",
    "red": "#b5322c",
    "scarlet": "#c4271f",
    "crimson": "#9b1c2e",
    "blue": "#2f5d9b",
    "navy": "#1f2f52",
    "green": "#3c7a4a",
    "yellow": "#e3b93b",
    "orange": "#d9772b",
    "purple": "#6b3a86",
    "violet": "#7a58a8",
    "mauve": "#a583ad",
    "pink": "#dd8fa5",
    "brown": "#6e4a2f",
    "tan": "#b58d62",
    "beige": "#cdb795",
    "cream": "#ece0c4",
    "gold": "#c99b2e",
    "golden": "#c99b2e",
    "silver": "#b9bec4",
    "turquoise": "#2f9c9c",
    "teal": "#2a7480",
    "olive": "#6f7340",
    "maroon": "#6b2230",
    "indigo": "#3b3a7a",
    "khaki": "#9c8f63",
    "ochre": "#b9842f",
    "rust": "#a14e2a",
    "emerald": "#1f8a5b",
    "copper": "#a8623a",
    "lavender": "#a99bc9",
    "plum": "#6f3560",
    "rose": "#c9677b",
    "mustard": "#c49a2c",
    "ivory": "#eee6d0",
    "amber": "#d08b26",
    "azure": "#4a8fc7",
}
"""Colour word → the paint."""

HAIR_COLOURS: dict[str, str] = {
    "black": "#1f1b1a",
    "dark": "#2e2320",
    "brown": "#4a3426",
    "chestnut": "#6b3f24",
    "red": "#a8432a",
    "ginger": "#b8562a",
    "auburn": "#7d3a22",
    "fair": "#d6b370",
    "blond": "#dcbc78",
    "blonde": "#dcbc78",
    "golden": "#d9ae55",
    "yellow": "#dcb95f",
    "white": "#ece9e2",
    "grey": "#9a9a98",
    "gray": "#9a9a98",
    "silver": "#c3c4c6",
    "sandy": "#b98f5c",
    "copper": "#a35430",
    "raven": "#17151a",
    "pink": "#d67fa0",
    "blue": "#3f6ea8",
    "green": "#4d8a58",
}

HAIR: dict[str, Hair] = {
    "bald": Hair.BALD,
    "hairless": Hair.BALD,
    "curly": Hair.CURLY,
    "curls": Hair.CURLY,
    "curled": Hair.CURLY,
    "wavy": Hair.LONG,
    "long": Hair.LONG,
    "short": Hair.SHORT,
    "cropped": Hair.SHORT,
    "close-cropped": Hair.SHORT,
    "bun": Hair.BUN,
    "braid": Hair.BRAID,
    "braids": Hair.BRAID,
    "braided": Hair.BRAID,
    "plait": Hair.BRAID,
    "plaits": Hair.BRAID,
    "pigtails": Hair.BRAID,
    "wild": Hair.WILD,
    "unkempt": Hair.WILD,
    "tousled": Hair.WILD,
    "untidy": Hair.WILD,
    "shaggy": Hair.WILD,
    "dishevelled": Hair.WILD,
    "bushy": Hair.WILD,
    "tangled": Hair.WILD,
}

BEARDS: dict[str, Beard] = {
    "beard": Beard.FULL,
    "bearded": Beard.FULL,
    "whiskers": Beard.FULL,
    "stubble": Beard.SHORT,
    "goatee": Beard.SHORT,
    "moustache": Beard.MOUSTACHE,
    "mustache": Beard.MOUSTACHE,
    "moustaches": Beard.MOUSTACHE,
    "moustached": Beard.MOUSTACHE,
}

GLASSES = frozenset(("spectacles", "eyeglasses", "pince-nez", "monocle", "bespectacled", "goggles", "sunglasses"))

HEADWEAR: dict[str, Headwear] = {
    word.replace("_", " "): kind
    for kind, words in (
        (Headwear.CAP, "cap beret flat-cap nightcap flat_cap night_cap"),
        (
            Headwear.BRIMMED,
            "hat sunhat sombrero fedora sou'wester sou’wester stetson wide-brimmed straw-hat",
        ),
        (Headwear.BOWLER, "bowler derby bowler_hat"),
        (Headwear.TOP_HAT, "top-hat topper top_hat silk_hat"),
        (Headwear.HOOD, "hood cowl hooded"),
        (Headwear.SCARF, "headscarf shawl scarf turban veil kerchief bandana"),
        (Headwear.BONNET, "bonnet"),
        (Headwear.HELMET, "helmet"),
        (Headwear.CROWN, "crown tiara coronet diadem circlet"),
    )
    for word in listed(words)
}

GARMENTS: dict[str, Garment] = {
    word.replace("_", " "): kind
    for kind, words in (
        (Garment.SUIT, "suit tuxedo waistcoat blazer tweeds tweed dinner-jacket"),
        (
            Garment.COAT,
            """
        coat overcoat greatcoat jacket raincoat oilskin oilskins pea-jacket parka frock-coat trenchcoat peacoat
        pea-coat mackintosh anorak frock_coat trench_coat pea_coat
        """,
        ),
        (Garment.CLOAK, "cloak cape mantle poncho"),
        (Garment.DRESS, "dress gown frock"),
        (Garment.SKIRT, "skirt petticoat kilt"),
        (Garment.ROBE, "robe robes dressing-gown dressing_gown habit cassock kimono toga"),
        (Garment.TUNIC, "tunic doublet smock jerkin"),
        (
            Garment.SHIRT,
            "shirt jersey sweater blouse pullover t-shirt jumper vest hoodie cardigan gansey",
        ),
        (Garment.UNIFORM, "uniform livery"),
        (Garment.APRON, "apron"),
        (
            Garment.OVERALLS,
            "overalls dungarees boiler-suit coveralls flight_suit flightsuit boiler_suit jumpsuit",
        ),
        (Garment.RAGS, "rags tatters"),
        (Garment.SPACESUIT, "spacesuit space-suit space_suit diving_suit"),
    )
    for word in listed(words)
}

AGES: dict[str, Age] = {
    **dict.fromkeys(
        listed("old elderly aged ancient white-haired grey-haired gray-haired wizened venerable"),
        Age.OLD,
    ),
    **dict.fromkeys(["young", "youthful", "teenage"], Age.YOUNG),
}

BUILDS: dict[str, Build] = {
    **dict.fromkeys(
        listed("slight slender thin slim lean frail gaunt skinny delicate wiry lanky bony"),
        Build.SLIGHT,
    ),
    **dict.fromkeys(
        listed("broad broad-shouldered burly sturdy muscular strong square brawny stocky"),
        Build.BROAD,
    ),
    **dict.fromkeys(listed("fat stout plump heavy corpulent portly rotund"), Build.HEAVY),
}

HEIGHTS: dict[str, Height] = {
    **dict.fromkeys(listed("tall towering giant lanky"), Height.TALL),
    **dict.fromkeys(listed("short small little tiny diminutive"), Height.SHORT),
}

SKINS: dict[str, str] = {
    "pale": "#ecc9ae",
    "dark-skinned": "#6b4630",
    "brown-skinned": "#8a5c3c",
    "black-skinned": "#4a3024",
    "tanned": "#b9825a",
    "sunburnt": "#c07a58",
    "weathered": "#b98a68",
    "swarthy": "#a3724d",
    "ruddy": "#cf8f74",
    "olive-skinned": "#b58a60",
    "fair-skinned": "#eecdb4",
    "freckled": "#e2b796",
}
