"""Words for places: what set each one is, and whether it lies indoors."""

from typing import NamedTuple

from rushes.agents.house.breakdown.lexicon.listing import listed
from rushes.film.vocabulary import SetKind, Setting


class PlaceSense(NamedTuple):
    """What a place word means on the backlot."""

    kind: SetKind
    setting: Setting


_IN, _OUT = Setting.INTERIOR, Setting.EXTERIOR

_ROWS: tuple[tuple[SetKind, Setting, str], ...] = (
    (
        SetKind.ROOM,
        _IN,
        """
        room parlour parlor drawing-room drawing_room sitting-room sitting_room living-room living_room lounge
        apartment flat chamber salon lodgings front_room back_room lodge hut cottage cabin shack hovel tent
        waiting_room waiting-room control_room engine_room lamp_room watch_room boardroom ward-room
        """,
    ),
    (SetKind.STUDY, _IN, "study den smoking-room smoking_room"),
    (
        SetKind.DINING_ROOM,
        _IN,
        "dining-room dining_room dining_hall banquet_hall refectory breakfast-room",
    ),
    (SetKind.KITCHEN, _IN, "kitchen scullery pantry galley"),
    (SetKind.BEDROOM, _IN, "bedroom bed-room bedchamber bed-chamber nursery dormitory hotel_room"),
    (
        SetKind.HALL,
        _IN,
        """
        hall ballroom great_hall throne_room lobby foyer entrance_hall vestibule courtroom assembly_room
        auditorium gymnasium
        """,
    ),
    (SetKind.CORRIDOR, _IN, "corridor hallway passage passageway gallery tunnel"),
    (SetKind.STAIRS, _IN, "stairs staircase stairway stairwell landing spiral_stair"),
    (SetKind.CELLAR, _IN, "cellar basement vault crypt dungeon-cellar wine_cellar undercroft"),
    (SetKind.ATTIC, _IN, "attic garret loft hayloft"),
    (
        SetKind.WORKSHOP,
        _IN,
        """
        workshop forge smithy garage factory foundry workroom mill-room boathouse shed engine-room hangar
        warehouse darkroom
        """,
    ),
    (SetKind.LABORATORY, _IN, "laboratory lab observatory operating_theatre"),
    (
        SetKind.OFFICE,
        _IN,
        "office bureau counting-house police_station headquarters newsroom chambers bank",
    ),
    (
        SetKind.SHOP,
        _IN,
        """
        shop store bookshop bakery pharmacy butcher's grocery supermarket food_store bookstore chemist's
        barber's laundromat arcade
        """,
    ),
    (
        SetKind.TAVERN,
        _IN,
        """
        tavern inn pub bar café cafe coffee-house coffee_house alehouse public-house public_house saloon
        restaurant diner tea-room tearoom nightclub club
        """,
    ),
    (SetKind.STUDIO, _IN, "studio radio_studio recording_studio tv_studio atelier"),
    (SetKind.THEATRE, _IN, "theatre theater stage opera opera-house cinema circus music-hall"),
    (SetKind.SCHOOLROOM, _IN, "schoolroom classroom school lecture_room lecture_hall schoolhouse"),
    (SetKind.HOSPITAL, _IN, "hospital ward infirmary clinic sickroom surgery asylum sanatorium"),
    (SetKind.PRISON, _IN, "prison cell jail gaol dungeon prison_cell"),
    (
        SetKind.CHURCH,
        _IN,
        "church chapel cathedral abbey temple mosque monastery cloister nave belfry vestry",
    ),
    (SetKind.LIBRARY, _IN, "library archive reading_room"),
    (SetKind.CAVE, _IN, "cave cavern grotto mine mine_shaft burrow"),
    (
        SetKind.VEHICLE,
        _IN,
        "car cab taxi carriage coach hansom truck bus limousine stagecoach cockpit van",
    ),
    (
        SetKind.TRAIN,
        _IN,
        "train compartment railway_carriage dining_car train_car tram subway_car",
    ),
    (
        SetKind.SHIP_CABIN,
        _IN,
        "captain's_cabin stateroom forecastle fo'c'sle ship's_cabin berth hold steerage",
    ),
    (
        SetKind.SPACESHIP,
        _IN,
        "spaceship ship_cockpit space_station starship airlock spacecraft shuttle capsule",
    ),
    (
        SetKind.SHIP_DECK,
        _OUT,
        """
        deck quarter-deck quarterdeck ship boat schooner brig whaler ferry forecastle_head masthead gunwale
        gangway trawler raft canoe rowboat yacht steamer
        """,
    ),
    (
        SetKind.STREET,
        _OUT,
        "street avenue boulevard pavement sidewalk high_street crescent terrace",
    ),
    (
        SetKind.ALLEY,
        _OUT,
        "alley alleyway lane-end backstreet side_street courtyard yard back_yard",
    ),
    (SetKind.SQUARE, _OUT, "square plaza piazza town_square market_square village_green"),
    (SetKind.MARKET, _OUT, "market bazaar marketplace market-place fair fairground"),
    (SetKind.VILLAGE, _OUT, "village hamlet settlement camp"),
    (SetKind.CITY, _OUT, "city town metropolis capital skyline"),
    (SetKind.ROOFTOP, _OUT, "roof rooftop battlements ramparts balcony rooftops housetops"),
    (
        SetKind.HOUSE,
        _OUT,
        """
        house mansion manor villa farmhouse porch verandah veranda doorstep front_door gate gateway homestead
        estate parsonage vicarage hall_door
        """,
    ),
    (SetKind.CASTLE, _OUT, "castle palace fortress fort tower citadel keep"),
    (SetKind.LIGHTHOUSE, _OUT, "lighthouse light-house beacon"),
    (SetKind.STATION, _OUT, "station platform railway_station depot terminus bus_stop airport"),
    (
        SetKind.HARBOUR,
        _OUT,
        """
        harbour harbor port quay dock docks wharf pier jetty marina waterfront slipway harbour_wall harbor_wall
        sea_wall quayside boatyard
        """,
    ),
    (SetKind.BRIDGE, _OUT, "bridge drawbridge footbridge viaduct"),
    (
        SetKind.ROAD,
        _OUT,
        "road highway lane path track trail crossroads footpath roadside high_road pathway",
    ),
    (
        SetKind.GARDEN,
        _OUT,
        """
        garden lawn orchard rose-garden shrubbery hedge greenhouse croquet-ground arbour rose_garden
        kitchen_garden
        """,
    ),
    (SetKind.PARK, _OUT, "park playground promenade"),
    (
        SetKind.FIELD,
        _OUT,
        """
        field fields meadow pasture plain moor heath prairie downs hillside hill grass grassland battlefield
        hills slope valley glade turf cornfield hilltop moors common_land
        """,
    ),
    (
        SetKind.FARM,
        _OUT,
        "farm barn stable stables farmyard barnyard ranch mill windmill sty henhouse vineyard",
    ),
    (
        SetKind.FOREST,
        _OUT,
        "forest wood woods jungle grove thicket clearing woodland copse undergrowth",
    ),
    (
        SetKind.RIVER,
        _OUT,
        "river stream brook riverbank creek canal ford waterfall weir towpath river_bank",
    ),
    (SetKind.LAKE, _OUT, "lake pond pool loch reservoir mere lakeside"),
    (SetKind.BEACH, _OUT, "beach shore sands seashore strand coast dunes seaside shingle island"),
    (
        SetKind.CLIFF,
        _OUT,
        "cliff cliffs precipice ledge headland crag promontory cliff_top clifftop",
    ),
    (SetKind.SEA, _OUT, "sea ocean open_sea waves lagoon bay high_seas seabed reef"),
    (
        SetKind.MOUNTAIN,
        _OUT,
        "mountain mountains peak summit ridge pass gorge canyon ravine volcano mountainside",
    ),
    (SetKind.DESERT, _OUT, "desert dune wasteland salt_flat badlands oasis wastes"),
    (SetKind.SNOWFIELD, _OUT, "snowfield glacier ice tundra icefield ice_floe snowdrift snows"),
    (SetKind.SWAMP, _OUT, "swamp marsh bog fen marshes bayou mudflats"),
    (SetKind.GRAVEYARD, _OUT, "graveyard cemetery churchyard burial_ground tomb grave graveside"),
    (SetKind.RUINS, _OUT, "ruins ruin ruined_abbey wreckage rubble"),
    (SetKind.SKY, _OUT, "sky clouds balloon airship aeroplane open_air"),
    (SetKind.SPACE, _OUT, "outer_space deep_space orbit moon's_surface asteroid"),
)

PLACES: dict[str, PlaceSense] = {
    word: PlaceSense(kind, setting) for kind, setting, words in _ROWS for word in listed(words)
}
"""Place word → its sense. Two-word entries are matched before their heads."""

WEAK = frozenset(
    listed("""
        grass sky clouds open_air waves ice hill hills slope gate landing passage pass stage hold ship boat car
        train wood fair bar school ward mine cell coast hall_door track path ledge sea club city town island turf
        house room chamber valley capital estate keep ruin terrace lodge opera circus cab pool plain hedge market
        tower balloon tomb grave shore port tent moor ridge peak stream road street bay mill court
        """)
)
"""Place words that are often said in passing: they move a scene only after a verb of going or being there."""

NO_PLACE_AFTER = frozenset(listed("of for with about like than"))
"""Prepositions after which a place word tells no whereabouts."""

EVIDENCE: dict[str, tuple[SetKind, float]] = {
    word: (kind, weight)
    for kind, weight, words in (
        (
            SetKind.STUDY,
            1.0,
            """
        armchair armchairs hearthrug hearth mantel mantelpiece fireplace desk bookcase pipe cigar cigars
        bookshelves fireside
        """,
        ),
        (
            SetKind.DINING_ROOM,
            1.0,
            "after-dinner dinner supper soup wineglass tablecloth decanter dessert port-wine",
        ),
        (SetKind.KITCHEN, 1.0, "stove oven saucepan kettle dishes sink ladle dresser frying"),
        (
            SetKind.BEDROOM,
            1.0,
            "bed pillow blanket bedside bedclothes mattress nightgown bedpost quilt",
        ),
        (SetKind.LABORATORY, 1.0, "bench retort test-tube microscope apparatus dials beakers"),
        (SetKind.WORKSHOP, 1.0, "anvil lathe hammer bellows workbench saw"),
        (
            SetKind.SHIP_DECK,
            1.0,
            "mast sails helm rudder bowsprit rigging topsail starboard larboard mizzen hatchway",
        ),
        (SetKind.FOREST, 0.8, "trees branches undergrowth oaks pines ferns moss"),
        (SetKind.GARDEN, 0.8, "flowers rhododendron roses shrubs flowerbed lawn bushes"),
        (SetKind.SEA, 0.5, "surf breakers billows swell tide"),
        (SetKind.BEACH, 0.8, "sand pebbles seaweed shells"),
        (SetKind.CHURCH, 1.0, "altar pew pulpit pews organ congregation sermon"),
        (SetKind.SCHOOLROOM, 1.0, "blackboard chalk pupils schoolmaster desks"),
        (SetKind.OFFICE, 0.8, "typewriter clerk clerks ledger ledgers filing"),
        (SetKind.TAVERN, 1.0, "barmaid ale beer landlord tankard barman bartender waiter counter"),
        (
            SetKind.STREET,
            0.8,
            "pavement lamppost lamp-post cobbles passers-by shopfronts traffic kerb gutter",
        ),
        (SetKind.TRAIN, 1.0, "locomotive carriages conductor guard's rails"),
        (SetKind.SPACESHIP, 1.0, "airlock viewport thrusters console bulkhead"),
        (SetKind.HOSPITAL, 1.0, "nurse patients stretcher bandages"),
        (SetKind.PRISON, 1.0, "jailer gaoler warder shackles"),
        (SetKind.MOUNTAIN, 0.8, "summit peaks crags avalanche"),
        (SetKind.DESERT, 0.8, "camel camels dunes"),
        (SetKind.CAVE, 0.8, "stalactites stalagmites"),
        (SetKind.STATION, 0.8, "platform porter timetable"),
    )
    for word in listed(words)
}
"""Things that betray where a scene plays when nobody says it."""

NAMES: dict[SetKind, str] = {
    SetKind.STUDY: "Study",
    SetKind.DINING_ROOM: "Dining room",
    SetKind.KITCHEN: "Kitchen",
    SetKind.BEDROOM: "Bedroom",
    SetKind.LABORATORY: "Laboratory",
    SetKind.WORKSHOP: "Workshop",
    SetKind.SHIP_DECK: "Ship's deck",
    SetKind.FOREST: "Forest",
    SetKind.GARDEN: "Garden",
    SetKind.SEA: "The sea",
    SetKind.BEACH: "Beach",
    SetKind.CHURCH: "Church",
    SetKind.SCHOOLROOM: "Schoolroom",
    SetKind.OFFICE: "Office",
    SetKind.TAVERN: "Tavern",
    SetKind.STREET: "Street",
    SetKind.TRAIN: "Train",
    SetKind.SPACESHIP: "Spaceship",
    SetKind.HOSPITAL: "Hospital",
    SetKind.PRISON: "Prison",
    SetKind.MOUNTAIN: "Mountainside",
    SetKind.DESERT: "Desert",
    SetKind.CAVE: "Cave",
    SetKind.STATION: "Station",
}
"""What a place known by its things alone is called."""

INDOORS = frozenset(kind for kind, setting, _ in _ROWS if setting is Setting.INTERIOR)
"""The sets that lie indoors."""
