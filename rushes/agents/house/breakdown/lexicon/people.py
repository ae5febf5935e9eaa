"""Words for people and other somebodies, and words with a capital that are none."""

from typing import NamedTuple

from rushes.agents.house.breakdown.lexicon.listing import listed
from rushes.film.vocabulary import Age, Form


class RoleSense(NamedTuple):
    """What a role word tells: gender ("m", "f" or ""), age if it says one, form."""

    gender: str
    age: Age | None = None
    form: Form = Form.HUMAN


NOBODY = RoleSense("")
"""A role that tells nothing."""

_ROLES: tuple[tuple[RoleSense, str], ...] = (
    (
        RoleSense("m"),
        """
        man gentleman husband father brother uncle king prince duke count lord baron priest monk friar fisherman
        postman policeman watchman footman butler waiter actor sailor-man businessman milkman fireman salesman
        son nephew squire bishop abbot father-in-law tailor
        """,
    ),
    (
        RoleSense("f"),
        """
        woman lady wife mother sister aunt queen princess duchess countess baroness nun nurse waitress actress
        maid housemaid housekeeper governess landlady witch widow daughter niece bride seamstress hostess
        midwife mistress-of-the-house
        """,
    ),
    (RoleSense("m", Age.CHILD), "boy lad cabin-boy schoolboy"),
    (RoleSense("f", Age.CHILD), "girl schoolgirl"),
    (RoleSense("", Age.CHILD), "child kid baby infant toddler apprentice urchin"),
    (RoleSense("m", Age.OLD), "grandfather grandpa"),
    (RoleSense("f", Age.OLD), "grandmother grandma crone"),
    (RoleSense("m", Age.YOUNG), "youth"),
    (
        RoleSense(""),
        """
        keeper lightkeeper lamplighter captain sailor mate bosun doctor physician psychologist editor journalist
        mayor professor teacher pupil student clerk lawyer judge soldier officer sergeant colonel general
        lieutenant major detective inspector constable guard driver coachman pilot engineer mechanic inventor
        scientist traveller traveler stranger visitor guest host servant cook baker butcher smith blacksmith
        carpenter farmer shepherd hunter miner merchant shopkeeper innkeeper landlord thief robber murderer
        prisoner warden jailer beggar hermit pilgrim poet painter artist musician singer dancer violinist
        pianist writer author storyteller narrator announcer reporter photographer neighbour neighbor friend
        companion master mistress owner boss manager secretary president emperor knight wizard sorcerer magician
        barman bartender gardener porter conductor passenger messenger spy astronaut cosmonaut commander
        navigator helmsman harpooner surgeon dentist chemist librarian archivist caretaker janitor watchmaker
        clockmaker bookseller ferryman boatman undertaker gravedigger dj caller operator rider horseman cabman
        coastguard harbourmaster cartographer mapmaker glassblower weaver miller barber chef croupier beekeeper
        bellringer
        """,
    ),
    (RoleSense("", None, Form.DOG), "dog hound puppy terrier spaniel sheepdog"),
    (RoleSense("", None, Form.CAT), "cat kitten tomcat"),
    (RoleSense("", None, Form.HORSE), "horse mare pony stallion donkey mule"),
    (
        RoleSense("", None, Form.BIRD),
        "parrot raven crow owl gull seagull eagle hawk falcon heron swan magpie",
    ),
    (RoleSense("", None, Form.ROBOT), "robot android automaton drone"),
    (
        RoleSense("", None, Form.CREATURE),
        """
        creature monster beast dragon troll goblin alien rabbit caterpillar mouse tortoise gryphon fox wolf bear
        lion tiger giant dwarf hare dormouse walrus ape
        """,
    ),
    (RoleSense("", None, Form.GHOST), "ghost phantom spectre spirit apparition"),
)

ROLES: dict[str, RoleSense] = {word: sense for sense, words in _ROLES for word in listed(words)}
"""Role noun → what it tells."""

VAGUE = frozenset(
    listed("""
        man woman lady gentleman boy girl child friend companion guest stranger visitor creature master father
        mother brother sister son daughter wife husband uncle aunt lad youth servant pupil student owner guard
        passenger beast spirit giant mate host kid baby horse dog cat king author writer narrator infant soldier
        officer bird general major count lord neighbour neighbor doctor judge nurse maid fox wolf bear lion tiger
        mouse rabbit horse mule donkey pony crow owl hawk eagle ape
        """)
)
"""Role nouns that name somebody only when told of more than once."""

TITLES: dict[str, str] = {
    **dict.fromkeys(
        (
            "mr",
            "mister",
            "sir",
            "lord",
            "master",
            "father",
            "brother",
            "uncle",
            "king",
            "prince",
            "count",
            "baron",
            "duke",
            "señor",
            "monsieur",
            "herr",
            "don",
            "squire",
            "grandfather",
            "rev",
            "reverend",
            "friar",
            "pope",
            "m",
        ),
        "m",
    ),
    **dict.fromkeys(
        (
            "mrs",
            "miss",
            "ms",
            "lady",
            "madame",
            "madam",
            "mademoiselle",
            "sister",
            "aunt",
            "queen",
            "princess",
            "countess",
            "duchess",
            "baroness",
            "frau",
            "señora",
            "dame",
            "mother",
            "mme",
            "mlle",
            "grandmother",
            "nurse",
            "signora",
        ),
        "f",
    ),
    **dict.fromkeys(
        (
            "dr",
            "doctor",
            "professor",
            "prof",
            "captain",
            "capt",
            "colonel",
            "col",
            "major",
            "general",
            "sergeant",
            "sgt",
            "lieutenant",
            "lieut",
            "lt",
            "inspector",
            "detective",
            "commander",
            "admiral",
            "judge",
            "president",
            "mayor",
            "officer",
            "corporal",
            "private",
            "chief",
            "st",
            "saint",
            "old",
            "constable",
            "bishop",
            "warden",
            "bosun",
        ),
        "",
    ),
}
"""Title (lower case, no dot) → gender."""

ADJECTIVES_OF_NAME = frozenset(listed("poor dear old little young good great big mad wise black-hearted"))
"""Words that stand before a name without being a part of it."""

FEMALE = frozenset(
    listed("""
        mary elizabeth jane anne anna emma alice margaret catherine katherine kate sarah lucy ellen nell nellie mara
        maria marie julia juliet lydia charlotte emily rose ruth rebecca rachel sophie sophia clara grace helen
        helena ida irene iris ivy juno amara laura lily louisa martha molly nora olive olivia phoebe polly susan
        sylvia victoria violet weena wendy amy agnes beth betty bella carmen caroline christine daisy diana dora
        dorothy edith eleanor eliza elsa esther eva eve fanny fiona florence frances georgiana gertrude hannah
        harriet hester ingrid isabel jenny jessica jo joan josephine judith kay kitty lena linda lisa lizzy lola
        mabel maggie mildred mina miranda nadia naomi nina patricia penelope priya rita rosa sally samantha sonia
        stella tess theresa tilda ursula vera zoe zelda ada adele astrid beatrice bridget cecilia cora delia estella
        ines leila lila luna maya mei mira noor petra sara selma thea yuki ophelia gwen freya greta
        """)
)
MALE = frozenset(
    listed("""
        john james william george charles thomas henry robert edward richard joseph david michael peter paul arthur
        albert alfred frank fred harry jack jim joe tom tim sam ben bill bob dan dave dick ned nick oliver oscar
        philip ralph roger samuel simon stephen steven theodore tobias victor walter watson sherlock adam alan
        alexander andrew anthony antonio basil bernard carlos christopher daniel dennis edgar edmund elias ernest
        eugene felix francis gabriel gregory gustav hans harold hugh ishmael ivan jacob jonathan jonas karl leo
        leonard lewis louis luke marco marcus mark martin matthew max miguel nathaniel noah omar otto patrick pedro
        percy queequeg raymond rufus sean sebastian silas sydney tomas vincent wilhelm xavier kofi hiro ahab abel
        amos ezra gideon isaac jasper kenji mateo milo rafael ravi stefan viktor yusuf fitzwilliam
        """)
)

NEVER_PEOPLE = frozenset(
    listed("""
        monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
        september october november december christmas easter god heaven hell lord bible english french german
        spanish italian russian american british chinese japanese indian greek roman latin irish scotch scottish
        welsh dutch european african asian turkish arab persian egyptian jewish christian catholic protestant muslim
        england france germany spain italy russia america britain china japan india greece rome london paris berlin
        europe africa asia egypt ireland scotland wales york new north south east west northern southern eastern
        western chapter part book volume act scene earth sun moon time space nature death fate fortune providence
        state street road avenue square lane bridge park river hill house hall castle church college university
        school court company society club hotel inn station island islands sea ocean bay lake mount mountain
        mountains city town county kingdom empire republic parliament government army navy war peace great
        illustration note footnote contents the end yes no oh ah well why what now then indeed hello goodbye please
        thank thanks sorry nothing everything something nobody everybody everyone someone anything perhaps however
        therefore thus hence alas hush hurrah hurray bravo amen o’clock i’m i’ll i’ve i’d i'm i'll i've i'd it's
        it’s that's that’s what's what’s don't don’t there's there’s let's let’s sir madam mr mrs miss ma'am ma’am
        internet dimension dimensions length breadth thickness duration battle tv radio ok okay god's sphinx marble
        """)
)
"""Capitalised words that are not somebody."""

OPENERS = frozenset(
    listed("""
        a an the this that these those there here he she it they we you i his her its their our your my him them us
        me who whom whose which what when where why how if though although because since while until unless before
        after as and but or nor so yet for not no nor neither either both all some any each every many much more
        most few several one two three four five six seven eight nine ten such only just even still also too very
        then now thus hence once again never ever always often sometimes perhaps maybe indeed of in on at to from by
        with without within into onto upon over under above below between among through across along around about
        against behind beside beyond near toward towards up down out off away back outside inside at last first
        second third next last presently suddenly finally meanwhile later soon instead however moreover besides
        nevertheless otherwise somehow somewhere nothing nobody nowhere something someone somebody anyone anybody
        everyone everybody everything anything can could may might must shall should will would do does did done has
        have had is are was were be been being am let make made look see come go get take give tell say said ask put
        set seeing being having looking coming going taking turning holding standing sitting walking running
        thinking feeling knowing like than another other others same own half whole none well yes oh ah o hush hark
        alas say listen wait stop please thank thanks hello goodbye good bad great little old young long short high
        low new early late far deep dark cold warm hot wet dry white black red green blue grey gray yellow brown
        dead alone alive gone quite rather almost nearly already enough beneath throughout despite except during per
        via twice thrice dear poor fine nice right left sure true false whatever whoever wherever whenever whether
        according owing thanks nor ere lest till amid above certainly probably possibly slowly quickly quietly
        softly silently gently carefully
        """)
)
"""Words that open sentences with a capital and are no names."""

CROWDS = frozenset(
    listed("""
        people crowd men women children others everyone everybody boys girls sailors soldiers guests passengers
        villagers crew servants we they group voices figures
        """)
)
