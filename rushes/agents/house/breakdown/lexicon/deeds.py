"""Verbs and adjectives: what bodies do, how voices sound, what faces say."""

from rushes.agents.house.breakdown.lexicon.listing import listed
from rushes.film.vocabulary import Feeling, Pose

SAYING = frozenset(
    listed("""
        said asked replied answered cried exclaimed whispered murmured muttered shouted continued proceeded began
        added remarked observed interrupted suggested retorted called returned inquired enquired demanded repeated
        protested admitted agreed declared insisted explained screamed yelled sighed gasped growled snapped hissed
        groaned sobbed stammered announced told thought says asks replies whispers shouts cries answers ventured
        objected urged pleaded begged warned promised laughed breathed grunted chuckled ejaculated responded
        rejoined concluded offered mused pursued quoth spoke roared bellowed croaked faltered bawled piped grumbled
        """)
)

VOICES: dict[str, tuple[str, Feeling]] = {
    word: (delivery, feeling)
    for words, delivery, feeling in (
        ("whispered whispers breathed", "whispering", Feeling.NEUTRAL),
        ("murmured muttered mused", "murmuring", Feeling.THOUGHTFUL),
        ("shouted shouts yelled bellowed roared bawled", "shouting", Feeling.ANGRY),
        ("cried cries exclaimed ejaculated", "crying out", Feeling.SURPRISED),
        ("screamed shrieked", "screaming", Feeling.AFRAID),
        ("snapped hissed growled snarled retorted", "sharply", Feeling.ANGRY),
        ("sobbed wept", "sobbing", Feeling.SAD),
        ("sighed groaned", "sighing", Feeling.TIRED),
        ("laughed chuckled", "laughing", Feeling.HAPPY),
        ("stammered faltered gasped", "haltingly", Feeling.AFRAID),
        ("interrupted", "cutting in", Feeling.NEUTRAL),
        ("pleaded begged urged", "pleading", Feeling.SAD),
    )
    for word in listed(words)
}
"""Verb of saying → how it sounds, and the feeling under it."""

POSES: dict[str, Pose] = {
    word: pose
    for pose, words in (
        (
            Pose.WALK,
            """
        walk walks walked walking went go strolled strode paced crossed came come comes approached approaching
        entered enters followed led wandered marched stepped stepping trudged crept left returned shuffling
        shuffled limped advanced moved passed hurrying
        """,
        ),
        (
            Pose.RUN,
            """
        run runs ran running rushed dashed fled raced hurried sprinted bolted chased galloped darted
        """,
        ),
        (Pose.SIT, "sit sits sat sitting seated resting perched rode riding"),
        (
            Pose.KNEEL,
            "knelt kneel kneels kneeling crouched crouching stooped stooping bowed bent squatted",
        ),
        (Pose.LIE, "lay lying lie slept sleeping asleep collapsed sprawled"),
        (Pose.POINT, "pointed points pointing indicated gestured beckoned"),
        (
            Pose.REACH,
            """
        reached reaches reaching grasped seized snatched stretched caught touched pressed knocked pressing
        opened pulled pushed
        """,
        ),
        (
            Pose.HOLD,
            """
        held holds holding carried carries carrying gripped clutched lifted raised took picked taking gripping
        clutching grappled wore lit lighting poured
        """,
        ),
        (Pose.LEAN, "leaned leant leans leaning peered peering rested"),
        (Pose.CLIMB, "climbed climbs climbing clambered ascended mounted scaled"),
        (
            Pose.FALL,
            "fell falls falling stumbled tumbled toppled tripped flung reeling staggered",
        ),
        (Pose.EMBRACE, "embraced hugged kissed hugging embracing"),
        (Pose.STAND, "stood stands standing rose waited stopped stayed"),
    )
    for word in listed(words)
}
"""Verb → pose."""

FEELINGS: dict[str, Feeling] = {
    word: feeling
    for feeling, words in (
        (
            Feeling.HAPPY,
            """
        smiled smiling smile smiles laughed laughing laughter laughs grinned grin happy happily glad cheerful
        cheerfully delighted merrily beamed joy joyful chuckled brightening twinkled gaily pleased
        """,
        ),
        (
            Feeling.SAD,
            """
        sad sadly wept weeping tears sobbed sobbing grief sorrow mournful gloomy miserable unhappy crying
        heartbroken lonely sorrowful sigh sighed
        """,
        ),
        (
            Feeling.ANGRY,
            """
        angry angrily anger furious furiously rage glared scowled snarled fierce fiercely indignant indignantly
        irritated annoyed frowned frowning stern sternly clenched
        """,
        ),
        (
            Feeling.AFRAID,
            """
        afraid fear frightened terrified terror dread panic trembled trembling shuddered shivered horror
        horrified scared nervous nervously anxious anxiously frantically alarmed pale
        """,
        ),
        (
            Feeling.SURPRISED,
            """
        surprised surprise astonished amazed amazement startled gasped stared suddenly wonder astonishment
        bewildered stupor incredulous puzzled speechless
        """,
        ),
        (
            Feeling.THOUGHTFUL,
            """
        thoughtful thoughtfully pensive pondered considered wondered mused meditated introspective gravely
        thinking remembered contemplated frowning-thoughtfully dreamily quietly
        """,
        ),
        (
            Feeling.TIRED,
            "tired weary wearily exhausted yawned sleepy drowsy fatigue weakly brain-weary worn-out",
        ),
    )
    for word in listed(words)
}
"""Word → the feeling it shows."""

TURNS = frozenset(
    listed("""
        suddenly but then until never last finally vanished gone dead discovered found saw realised realized broke
        screamed exploded opened revealed disappeared killed died fell struck shot burst secret
        """)
)
"""Words that mark a turn in a story."""

PLAIN = frozenset(
    listed("""
        thought considered supposed believed knew remembered seemed appeared felt perhaps probably possibly
        generally indeed moreover therefore however opinion idea fact reason principle always often sometimes
        usually used would might could should must nature meaning sensation sensations
        """)
)
"""Words of reflection and summary: little to see."""

SEEING = frozenset(listed("saw see sees looked watched noticed beheld glimpsed gazed stared peered heard spied"))

GOING = frozenset(
    listed("""
        went go goes came come walked ran hurried led entered returned reached arrived crossed climbed descended
        rode drove sailed followed stepped rushed marched crept passed moved strode wandered travelled traveled left
        fled turned got gone going sat stood was were stayed lay lived waited am arrived slept stopped awoke woke
        found retreated dined met gathered assembled dashed scrambled
        """)
)
"""Verbs after which a place phrase says where the scene is."""

BODY = frozenset(
    listed("""
        face eye eyes hand hands voice head mouth hair arm arms lips heart finger fingers shoulder shoulders mind
        brow smile feet foot beard expression cheek cheeks knees back tone gaze anecdote words opinion
        """)
)
"""What only somebody has."""
