"""What is wished of finishing: values alone, so that a slate can keep them and a take be made from it again."""

from pydantic import Field, JsonValue

from rushes.film.manifest import Noun


class Wishes(Noun):
    """What a profile asks of finishing, as a print's slate keeps it. Everything empty: the clip stays as it is.

    `upscale` and `interpolate` are tools' names, `scale` the upscaler's; `delivery` is a size like 3840x2160,
    `fps_out` a rate like 60 or 60000/1001. `frames` is how many there are to be at that rate, 0 for as many as lie
    between the clip's first instant and its last.
    """

    upscale: str = ""
    scale: int = Field(default=1, ge=1, le=8)
    delivery: str = ""
    interpolate: str = ""
    fps_out: str = ""
    frames: int = Field(default=0, ge=0)

    @property
    def slate(self) -> dict[str, JsonValue]:
        """The entries of a print's slate: none where nothing is wished, so that such a print keeps its key."""
        wished = self.model_dump(mode="json", exclude_defaults=True)
        return {"finishing": wished} if wished else {}


UNFINISHED = Wishes()
"""Nothing is wished: a clip's own size, rate and frames."""
