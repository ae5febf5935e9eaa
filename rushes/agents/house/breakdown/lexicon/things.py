"""Words for the objects a shot can dwell on."""

from rushes.agents.house.breakdown.lexicon.listing import listed
from rushes.film.vocabulary import Prop

PROPS: dict[str, Prop] = {
    word: prop
    for prop, words in (
        (Prop.BOOK, "book books volume volumes diary notebook bible novel logbook journal"),
        (Prop.LETTER, "letter letters envelope note telegram postcard parchment manuscript"),
        (Prop.NEWSPAPER, "newspaper newspapers gazette"),
        (Prop.MAP, "map maps chart charts atlas"),
        (Prop.PHOTOGRAPH, "photograph photographs photo photos portrait picture"),
        (Prop.LAMP, "lamp lamps lamplight streetlamp"),
        (Prop.LANTERN, "lantern lanterns"),
        (Prop.CANDLE, "candle candles candlestick candlesticks taper"),
        (Prop.FIRE, "fire fires bonfire flames hearth campfire blaze"),
        (Prop.MATCH, "matches matchbox matchstick"),
        (Prop.CLOCK, "clock clocks"),
        (Prop.WATCH, "pocket-watch wristwatch pocketwatch stopwatch"),
        (Prop.KEY, "key keys"),
        (Prop.DOOR, "door doors doorway"),
        (Prop.WINDOW, "window windows pane panes window-pane"),
        (Prop.MIRROR, "mirror mirrors looking-glass"),
        (Prop.TABLE, "table tables"),
        (Prop.CHAIR, "chair chairs armchair stool bench armchairs"),
        (Prop.BED, "bed beds bunk hammock cot"),
        (Prop.CUP, "cup cups mug glass glasses tea coffee teacup goblet wineglass"),
        (Prop.BOTTLE, "bottle bottles flask decanter vial"),
        (Prop.BREAD, "bread loaf loaves"),
        (Prop.KNIFE, "knife knives dagger blade razor"),
        (Prop.SWORD, "sword swords sabre cutlass rapier"),
        (Prop.GUN, "gun guns pistol revolver rifle musket shotgun pistols"),
        (Prop.ROPE, "rope ropes cord"),
        (
            Prop.BAG,
            "bag bags sack satchel suitcase knapsack purse backpack portmanteau rucksack",
        ),
        (Prop.BOX, "box boxes chest trunk crate casket"),
        (Prop.COIN, "coin coins guinea shilling penny pence sovereign"),
        (Prop.RING, "ring rings"),
        (
            Prop.FLOWER,
            "flower flowers rose roses blossom blossoms bouquet violets lilies daisy",
        ),
        (Prop.TREE, "tree trees oak pine elm willow"),
        (Prop.BELL, "bell bells"),
        (Prop.TELESCOPE, "telescope spyglass binoculars"),
        (Prop.TELEPHONE, "telephone phone receiver mobile"),
        (Prop.RADIO, "radio wireless transistor"),
        (Prop.MICROPHONE, "microphone mic mike"),
        (Prop.COMPUTER, "computer laptop keyboard monitor"),
        (Prop.CAMERA, "camera"),
        (
            Prop.MACHINE,
            "machine machines engine mechanism apparatus contraption device generator",
        ),
        (Prop.LEVER, "lever levers"),
        (Prop.WHEEL, "wheel wheels"),
        (Prop.TOOLS, "tools hammer wrench screwdriver spanner axe spade shovel"),
        (Prop.CAR, "car cars truck taxi van automobile"),
        (Prop.CARRIAGE, "carriage coach cart wagon hansom cab"),
        (Prop.TRAIN, "train locomotive"),
        (Prop.BICYCLE, "bicycle bike"),
        (Prop.BOAT, "boat boats dinghy canoe rowboat raft lifeboat"),
        (Prop.SHIP, "ship ships schooner brig vessel steamer"),
        (Prop.POSTER, "poster posters placard"),
        (Prop.STATUE, "statue statues sphinx bust sculpture"),
        (
            Prop.MUSICAL_INSTRUMENT,
            "piano violin guitar flute fiddle drum trumpet harp organ accordion cello",
        ),
        (Prop.UMBRELLA, "umbrella parasol"),
        (Prop.STAR, "star stars"),
        (Prop.MOON, "moon"),
    )
    for word in listed(words)
}
"""Word → prop."""

FURNITURE = frozenset(
    (Prop.TABLE, Prop.CHAIR, Prop.DOOR, Prop.WINDOW, Prop.BED, Prop.TREE, Prop.CUP, Prop.FIRE, Prop.STAR, Prop.MOON)
)
"""Props that are a part of the set: no object beat is made of them."""
