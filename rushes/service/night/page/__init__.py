"""The morning report as one page: no script, no server, nothing to fetch; pictures and film are in it.

Foreign words go through the gate and are escaped, all of them and in one place: whatever the template shows passes
`_shown`, and what is no Markup of ours is then escaped.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from rushes.gate import clean
from rushes.service.night import amounts, sentences
from rushes.service.night.pictures import SHOWN, Pictures, as_uri
from rushes.service.night.screening import Screening


def page_of(facts: Mapping[str, Any], pictures: Pictures, screening: Screening, root: str) -> str:
    """The whole page. `facts` are `morning_of`'s; `root` leads from the page to its project: "" or "../"."""
    return _template().render(
        facts=facts,
        stills={name: _data("image/jpeg", data) for name, data in pictures.items()},
        film=_data("video/mp4", screening.film),
        film_says=screening.says,
        poster=_data("image/jpeg", screening.poster),
        root=root,
    )


def _data(kind: str, data: bytes) -> Markup:
    """Our own bytes as an address; base64 has nothing to escape, and there is much of it."""
    return Markup(as_uri(kind, data)) if data else Markup()  # noqa: S704


@cache
def _template() -> Any:
    environment: Any = Environment(
        loader=PackageLoader("rushes.service.night", "page"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(says=sentences, amounts=amounts, shown=SHOWN)
    return environment.get_template("morning.html")


def _shown(value: Any) -> Any:
    """What the template shows: text only through the gate."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value
