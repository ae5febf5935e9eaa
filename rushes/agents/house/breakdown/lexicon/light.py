"""Words that tell the hour, the weather and the mood."""

from rushes.agents.house.breakdown.lexicon.listing import listed
from rushes.film.vocabulary import Mood, TimeOfDay, Weather

HOURS: dict[str, TimeOfDay] = {
    phrase: hour
    for hour, phrases in (
        (TimeOfDay.DAWN, "dawn daybreak sunrise first_light cock-crow break_of_day"),
        (TimeOfDay.MORNING, "morning breakfast forenoon this_morning next_morning"),
        (TimeOfDay.DAY, "noon midday daylight daytime high_noon noonday mid-day day sunshine"),
        (TimeOfDay.AFTERNOON, "afternoon teatime tea-time luncheon"),
        (TimeOfDay.DUSK, "dusk twilight sunset sundown nightfall gloaming magic_hour"),
        (
            TimeOfDay.EVENING,
            "evening after_dinner after-dinner supper lamplight dinner candlelight",
        ),
        (
            TimeOfDay.NIGHT,
            "night midnight moonlight tonight starlight moonlit moonless bedtime small_hours at_night",
        ),
    )
    for phrase in listed(phrases)
}
"""Phrase → hour of the light."""

WEAK_HOURS = frozenset(("day", "dinner", "supper", "breakfast", "luncheon", "tonight", "sunshine", "daylight"))
"""Hour words that count only where no other is near."""

SKIES: dict[str, Weather] = {
    word: weather
    for weather, words in (
        (Weather.FOG, "fog mist misty foggy haze hazy vapour fogs mists"),
        (
            Weather.RAIN,
            """
        rain raining rained rainy drizzle downpour drizzling shower showers rain-soaked raindrops
        """,
        ),
        (
            Weather.STORM,
            """
        storm thunder lightning tempest hail thunderstorm hailstones gale hurricane squall stormy
        """,
        ),
        (
            Weather.SNOW,
            "snow snowing snowed snowflakes blizzard snowy snowstorm sleet snowfall",
        ),
        (Weather.WIND, "wind windy breeze gust gusts blustery gusty winds"),
        (Weather.CLOUDY, "overcast cloudy clouded"),
        (Weather.CLEAR, "sunny cloudless sunlit sunlight sunshine"),
    )
    for word in listed(words)
}

MOODS: dict[str, Mood] = {
    word: mood
    for mood, words in (
        (
            Mood.CALM,
            """
        calm quiet peaceful serene still gentle softly lazily drowsy restful tranquil placid comfortable
        """,
        ),
        (
            Mood.JOYFUL,
            """
        laughed laughing laughter joy merry happy happily delighted cheerful cheerfully smiled gaily sang danced
        cheered glad rejoiced triumph singing dancing
        """,
        ),
        (
            Mood.TENDER,
            """
        love loved kiss kissed tenderly embraced caress darling beloved gently dear sweetheart tender
        """,
        ),
        (
            Mood.MELANCHOLY,
            """
        sad sadly wept tears grief sorrow mourning lonely alone sighed sigh melancholy weary funeral regret
        forlorn desolate grave weeping cried lost dead died
        """,
        ),
        (
            Mood.TENSE,
            """
        suddenly danger tense waited silence hush alert gripped watch watched anxious anxiously hurried urgent
        nervous suspense breathless warning panting strained careful chase pursued escape
        """,
        ),
        (
            Mood.FEARFUL,
            """
        fear afraid terror terrified horror horrible scream screamed dread panic frightened shuddered trembling
        nightmare ghastly frenzy dreadful shrieked haunted monstrous
        """,
        ),
        (
            Mood.ANGRY,
            """
        angry anger rage furious fury shouted quarrel quarrelled snarled roared hatred savage cursed enraged
        fought
        """,
        ),
        (
            Mood.MYSTERIOUS,
            """
        strange mysterious mystery shadow shadows secret whispered curious unknown vanished ghost queer hidden
        inexplicable paradox riddle puzzled uncanny peculiar faint dim silhouette
        """,
        ),
        (
            Mood.WONDROUS,
            """
        wonder wonderful marvellous splendid beautiful glorious magic magical miracle brilliant glittering
        dazzling luminous vast colossal magnificent radiant shining stars
        """,
        ),
        (
            Mood.COMIC,
            """
        absurd ridiculous comic funny joke joked grinned nonsense giggled silly chuckled winked farce
        """,
        ),
    )
    for word in listed(words)
}

JUMPS = (
    r"(?:the )?(?:next|following) (?:morning|day|night|evening|afternoon|week|spring|summer|autumn|winter|year)|"
    r"(?:that|one|on the|late that|early that|all that) (?:same )?(?:morning|night|evening|afternoon|day)|"
    r"(?:an hour|hours|days|weeks|months|years|a week|a month|a year|a day|two days|three days|half an hour|"
    r"some time|a (?:little|short|long) (?:while|time)|many years|ten years|"
    r"(?:two|three|four|five|six|seven|ten|twenty) (?:hours|days|weeks|months|years|minutes)) "
    r"(?:later|afterwards|after|passed|had passed|went by)|"
    r"(?:at|by|towards|until|about|before|after|around) (?:dawn|daybreak|sunrise|noon|midday|dusk|twilight|sunset|"
    r"nightfall|midnight|daylight|dark|breakfast|supper|dinner|sundown|first light|"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half[- ]past \w{3,6}) o[’']clock)|"
    r"when (?:the )?(?:morning|night|evening|dawn|darkness|spring|summer|winter|autumn) (?:came|fell|arrived|broke)|"
    r"in the (?:morning|evening|afternoon|night|middle of the night|small hours)|"
    r"on (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)|"
    r"it was (?:now )?(?:nearly |almost |already |about |past |after )?(?:dawn|morning|noon|midday|afternoon|evening|"
    r"night|midnight|dusk|dark|late|sunset|spring|summer|autumn|winter|early|\w{3,6} o[’']clock)|"
    r"once upon a time|meanwhile|long ago|years ago|soon afterwards|"
    r"(?:morning|night|evening|dawn|dusk|darkness) (?:came|fell|had fallen|broke)"
)
"""Openings of a sentence that say time has passed, as an alternation for one pattern."""
