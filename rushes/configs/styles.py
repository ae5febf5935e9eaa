"""Style presets: words, and if wanted a LoRA, that give every picture of a film one look. TOML, a user may add more."""

import tomllib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints, ValidationError

from rushes.errors import Bug, UserMustFix
from rushes.film.manifest import Noun, Words

StyleName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,40}$")]
LoraName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")]
"""A LoRA file's name without its .safetensors."""
Weight = Annotated[float, Field(ge=-2, le=2, allow_inf_nan=False)]
"""How strongly a LoRA works: 1 as trained, 0 not at all; beyond 2 pictures fall apart (our own bound)."""


class Style(Noun):
    """One look: words added to every keyframe's composition and texture, and a LoRA of the user's by name."""

    composition: Words = ""
    texture: Words = ""
    lora: LoraName | None = None
    lora_weight: Weight = 1.0


class _Styles(Noun):
    styles: dict[StyleName, Style]


@cache
def shipped_styles() -> dict[str, Style]:
    """The presets that come with rushes."""
    text = (resources.files("rushes.configs") / "styles.toml").read_text(encoding="utf-8")
    try:
        return dict(_Styles.model_validate(tomllib.loads(text)).styles)
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise Bug(f"The style presets do not hold: {error}") from error


def styles(own: Path | None = None) -> dict[str, Style]:
    """All presets: those that come with rushes, and the user's file over them where there is one.

    Raises UserMustFix with every fault of the user's file.
    """
    if own is None or not own.is_file():
        return shipped_styles()
    try:
        found = _Styles.model_validate(tomllib.loads(own.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UserMustFix(f"The style presets in {own} can't be read: {error}.", "Mend that file.") from error
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()[:8])
        raise UserMustFix(f"The style presets in {own} do not hold: {faults}.", "Mend these entries.") from error
    return shipped_styles() | found.styles


def style_named(name: str, own: Path | None = None) -> Style:
    """A preset by name. Raises UserMustFix that lists the known ones."""
    known = styles(own)
    if name not in known:
        raise UserMustFix(f"There is no style called {name!r}.", f"Known are: {', '.join(sorted(known))}.")
    return known[name]
