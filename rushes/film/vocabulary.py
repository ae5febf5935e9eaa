"""The closed word lists of a plan: what a shot, a scene or a figure can be.

A brain chooses from these; a backend can count on nothing else. Values are what
stands in the manifest's JSON.
"""

from enum import StrEnum


class ShotSize(StrEnum):
    """How much of the subject the frame holds, widest first (order matters: see `width_rank`)."""

    EXTREME_LONG = "extreme-long"  # the place; people are marks in it
    LONG = "long"  # the place and whole people, with air
    FULL = "full"  # head to toe
    MEDIUM_LONG = "medium-long"  # to the knees
    MEDIUM = "medium"  # to the waist
    MEDIUM_CLOSE = "medium-close"  # to the chest
    CLOSE = "close"  # the face
    EXTREME_CLOSE = "extreme-close"  # eyes, a mouth, a hand
    INSERT = "insert"  # an object, filling the frame

    @property
    def width_rank(self) -> int:
        """0 is the widest; an insert ranks beside an extreme close-up."""
        order = list(ShotSize)
        return min(order.index(self), order.index(ShotSize.EXTREME_CLOSE))


class Angle(StrEnum):
    """Where the camera stands relative to the subject."""

    EYE = "eye"
    LOW = "low"
    HIGH = "high"
    OVERHEAD = "overhead"
    DUTCH = "dutch"
    OVER_SHOULDER = "over-shoulder"
    POINT_OF_VIEW = "point-of-view"


class Move(StrEnum):
    """What the camera does while the shot runs. Left and right are screen directions of the camera."""

    STATIC = "static"
    PAN_LEFT = "pan-left"
    PAN_RIGHT = "pan-right"
    TILT_UP = "tilt-up"
    TILT_DOWN = "tilt-down"
    PUSH_IN = "push-in"
    PULL_OUT = "pull-out"
    TRACK_LEFT = "track-left"
    TRACK_RIGHT = "track-right"
    ZOOM_IN = "zoom-in"
    ZOOM_OUT = "zoom-out"
    HANDHELD = "handheld"


class TransitionIn(StrEnum):
    """How a shot is entered from the one before it."""

    CUT = "cut"
    DISSOLVE = "dissolve"
    FADE_IN = "fade-in"  # from black


class Setting(StrEnum):
    """Inside or outside."""

    INTERIOR = "interior"
    EXTERIOR = "exterior"


class TimeOfDay(StrEnum):
    """The light's clock."""

    DAWN = "dawn"
    MORNING = "morning"
    DAY = "day"
    AFTERNOON = "afternoon"
    DUSK = "dusk"
    EVENING = "evening"  # after sunset, lamps lit
    NIGHT = "night"


class Weather(StrEnum):
    """What is in the air. Indoors it shows in windows and light."""

    CLEAR = "clear"
    CLOUDY = "cloudy"
    FOG = "fog"
    RAIN = "rain"
    STORM = "storm"
    SNOW = "snow"
    WIND = "wind"


class Mood(StrEnum):
    """The scene's feeling; it tints the light and paces the cutting."""

    NEUTRAL = "neutral"
    CALM = "calm"
    JOYFUL = "joyful"
    TENDER = "tender"
    MELANCHOLY = "melancholy"
    TENSE = "tense"
    FEARFUL = "fearful"
    ANGRY = "angry"
    MYSTERIOUS = "mysterious"
    WONDROUS = "wondrous"
    COMIC = "comic"


class SetKind(StrEnum):
    """The backlot: what sort of place a location is. `limbo` is a bare, lit stage for the unplaceable."""

    ROOM = "room"
    STUDY = "study"
    DINING_ROOM = "dining-room"
    KITCHEN = "kitchen"
    BEDROOM = "bedroom"
    HALL = "hall"
    CORRIDOR = "corridor"
    STAIRS = "stairs"
    CELLAR = "cellar"
    ATTIC = "attic"
    WORKSHOP = "workshop"
    LABORATORY = "laboratory"
    OFFICE = "office"
    SHOP = "shop"
    TAVERN = "tavern"
    STUDIO = "studio"
    THEATRE = "theatre"
    SCHOOLROOM = "schoolroom"
    HOSPITAL = "hospital"
    PRISON = "prison"
    CHURCH = "church"
    LIBRARY = "library"
    CAVE = "cave"
    VEHICLE = "vehicle"
    TRAIN = "train"
    SHIP_CABIN = "ship-cabin"
    SPACESHIP = "spaceship"
    SHIP_DECK = "ship-deck"
    STREET = "street"
    ALLEY = "alley"
    SQUARE = "square"
    MARKET = "market"
    VILLAGE = "village"
    CITY = "city"
    ROOFTOP = "rooftop"
    HOUSE = "house"  # seen from outside
    CASTLE = "castle"
    LIGHTHOUSE = "lighthouse"
    STATION = "station"
    HARBOUR = "harbour"
    BRIDGE = "bridge"
    ROAD = "road"
    GARDEN = "garden"
    PARK = "park"
    FIELD = "field"
    FARM = "farm"
    FOREST = "forest"
    RIVER = "river"
    LAKE = "lake"
    BEACH = "beach"
    CLIFF = "cliff"
    SEA = "sea"
    MOUNTAIN = "mountain"
    DESERT = "desert"
    SNOWFIELD = "snowfield"
    SWAMP = "swamp"
    GRAVEYARD = "graveyard"
    RUINS = "ruins"
    SKY = "sky"
    SPACE = "space"
    LIMBO = "limbo"


class Prop(StrEnum):
    """Objects a shot can show or dwell on."""

    BOOK = "book"
    LETTER = "letter"
    NEWSPAPER = "newspaper"
    MAP = "map"
    PHOTOGRAPH = "photograph"
    LAMP = "lamp"
    LANTERN = "lantern"
    CANDLE = "candle"
    FIRE = "fire"
    MATCH = "match"
    CLOCK = "clock"
    WATCH = "watch"
    KEY = "key"
    DOOR = "door"
    WINDOW = "window"
    MIRROR = "mirror"
    TABLE = "table"
    CHAIR = "chair"
    BED = "bed"
    CUP = "cup"
    BOTTLE = "bottle"
    BREAD = "bread"
    KNIFE = "knife"
    SWORD = "sword"
    GUN = "gun"
    ROPE = "rope"
    BAG = "bag"
    BOX = "box"
    COIN = "coin"
    RING = "ring"
    FLOWER = "flower"
    TREE = "tree"
    BELL = "bell"
    TELESCOPE = "telescope"
    TELEPHONE = "telephone"
    RADIO = "radio"
    MICROPHONE = "microphone"
    COMPUTER = "computer"
    CAMERA = "camera"
    MACHINE = "machine"
    LEVER = "lever"
    WHEEL = "wheel"
    TOOLS = "tools"
    CAR = "car"
    CARRIAGE = "carriage"
    TRAIN = "train"
    BICYCLE = "bicycle"
    BOAT = "boat"
    SHIP = "ship"
    POSTER = "poster"
    STATUE = "statue"
    MUSICAL_INSTRUMENT = "musical-instrument"
    UMBRELLA = "umbrella"
    STAR = "star"
    MOON = "moon"


class Place(StrEnum):
    """Where in the frame a figure stands, in screen terms."""

    FAR_LEFT = "far-left"
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    FAR_RIGHT = "far-right"


class Facing(StrEnum):
    """Which way a figure looks, in screen terms."""

    LEFT = "left"
    RIGHT = "right"
    CAMERA = "camera"
    AWAY = "away"


class Pose(StrEnum):
    """What a figure's body does."""

    STAND = "stand"
    WALK = "walk"
    RUN = "run"
    SIT = "sit"
    KNEEL = "kneel"
    LIE = "lie"
    POINT = "point"
    REACH = "reach"
    HOLD = "hold"
    LEAN = "lean"
    CLIMB = "climb"
    FALL = "fall"
    EMBRACE = "embrace"


class Feeling(StrEnum):
    """What a figure's face and shoulders say."""

    NEUTRAL = "neutral"
    HAPPY = "happy"
    SAD = "sad"
    ANGRY = "angry"
    AFRAID = "afraid"
    SURPRISED = "surprised"
    THOUGHTFUL = "thoughtful"
    TIRED = "tired"


class Form(StrEnum):
    """What a character is."""

    HUMAN = "human"
    DOG = "dog"
    CAT = "cat"
    HORSE = "horse"
    BIRD = "bird"
    ROBOT = "robot"
    CREATURE = "creature"
    GHOST = "ghost"


class Age(StrEnum):
    """A character's age, as it draws."""

    CHILD = "child"
    YOUNG = "young"
    ADULT = "adult"
    OLD = "old"


class Build(StrEnum):
    """A character's build, as it draws."""

    SLIGHT = "slight"
    AVERAGE = "average"
    BROAD = "broad"
    HEAVY = "heavy"


class Height(StrEnum):
    """A character's height, as it draws."""

    SHORT = "short"
    AVERAGE = "average"
    TALL = "tall"


class Hair(StrEnum):
    """How a head of hair is cut."""

    BALD = "bald"
    SHORT = "short"
    CURLY = "curly"
    LONG = "long"
    BUN = "bun"
    BRAID = "braid"
    WILD = "wild"


class Beard(StrEnum):
    """What grows on a face."""

    NONE = "none"
    MOUSTACHE = "moustache"
    SHORT = "short"
    FULL = "full"


class Headwear(StrEnum):
    """What a head wears."""

    NONE = "none"
    CAP = "cap"
    BRIMMED = "brimmed"
    BOWLER = "bowler"
    TOP_HAT = "top-hat"
    HOOD = "hood"
    SCARF = "scarf"
    BONNET = "bonnet"
    HELMET = "helmet"
    CROWN = "crown"


class Garment(StrEnum):
    """What carries a silhouette."""

    SUIT = "suit"
    COAT = "coat"
    CLOAK = "cloak"
    DRESS = "dress"
    SKIRT = "skirt"
    ROBE = "robe"
    TUNIC = "tunic"
    SHIRT = "shirt"
    UNIFORM = "uniform"
    APRON = "apron"
    OVERALLS = "overalls"
    RAGS = "rags"
    SPACESUIT = "spacesuit"
