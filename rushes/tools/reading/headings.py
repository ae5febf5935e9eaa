"""What in a prose text is a chapter's title, and what is a typographic break."""

import re

TITLE_WIDTH = 80

_WORD = (
    r"chapters?|part|book|act|volume|vol\.|canto|stave|letter|section|episode|prologue|epilogue|prelude|interlude|"
    r"preface|introduction|foreword|afterword|appendix|kapitel|teil|chapitre|partie|prologo|capítulo|capitulo|parte|"
    r"capitolo|hoofdstuk|rozdział|kapitola|глава|часть|κεφάλαιο|fejezet"
)
_ROMAN = r"(?=[ivxlc])(?:c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3}))"
_COUNT = (
    r"\d{1,3}|the\s+\w{1,12}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
    r"fifteen|sixteen|seventeen|eighteen|nineteen|twenty|first|second|third|fourth|fifth|last|" + _ROMAN
)
_ALONE = re.compile(
    r"(?:prologue|epilogue|prelude|interlude|preface|introduction|foreword|afterword|coda)[.:]?", re.IGNORECASE
)
_NUMBERED = re.compile(rf"(?:{_WORD})\s{{1,3}}(?:{_COUNT})(?=$|[\s.:,;—–-])", re.IGNORECASE)
_NUMBER_ONLY = re.compile(rf"(?:{_ROMAN}|\d{{1,3}})[.)]?", re.IGNORECASE)
_NUMBER_TITLE = re.compile(r"(?:[IVXLC]{1,7}|\d{1,3})[.):]?\s{1,4}[A-Z“‘\"].{0,70}")
_CJK_CHAPTER = re.compile(r"第[一二三四五六七八九十百零〇\d]{1,5}[章回節节部]")
_MARKDOWN = re.compile(r"#{1,6}[ \t]+(\S.*)")
_RULE_SIGNS = frozenset("*-_~•⁂·=—–+§◊❦⁎∗♦#")
_RULE_WIDTH = 80


def is_break(line: str) -> bool:
    """Whether a line parts two scenes: `* * *`, `---`, `⁂`, a lone `#`."""
    signs = "".join(line[: _RULE_WIDTH + 1].split())
    if not signs or len(line.strip()) > _RULE_WIDTH or not set(signs) <= _RULE_SIGNS:
        return False
    return len(signs) >= 3 or signs in {"*", "#", "⁂", "~", "❦", "§", "◊", "**", "##", "•"}


def markdown_title(line: str) -> str | None:
    """The words of a Markdown heading, or None."""
    found = _MARKDOWN.match(line.strip()[:400])
    return found[1].rstrip("# \t") if found else None


def is_chapter(lines: list[str]) -> bool:
    """Whether a chunk of lines standing by itself is a chapter's or part's title."""
    if len(lines) > 3 or any(len(line) > TITLE_WIDTH for line in lines):
        return False
    first = lines[0].strip().strip("*_ ")
    whole = " ".join(line.strip() for line in lines)
    if _ALONE.fullmatch(first) or _CJK_CHAPTER.match(first):
        return True
    if _NUMBERED.match(first):
        return len(whole) <= TITLE_WIDTH + 40 and not _ends_like_a_sentence(whole, first)
    if _NUMBER_ONLY.fullmatch(first):
        return len(lines) == 1 or (len(lines) == 2 and not _ends_like_a_sentence(whole, first))
    if len(lines) == 1 and _NUMBER_TITLE.fullmatch(first):
        return first[-1] not in ".,;:!?”’\"'" or first.upper() == first
    return _is_shouted(whole)


def _ends_like_a_sentence(whole: str, first: str) -> bool:
    """`Chapter one of her life was over.` is prose; `CHAPTER I.` and `Chapter 3. The Pool of Tears.` are not."""
    return whole[-1:] in '.!?”"' and len(whole.split()) > 8 and first.upper() != first


def _is_shouted(whole: str) -> bool:
    """A short line in capitals that is no cry."""
    letters = [sign for sign in whole if sign.isalpha()]
    return (
        4 <= len(letters) <= 60
        and all(sign.isupper() for sign in letters)
        and whole[-1] not in "!?,;”\"'’"
        and whole[0] not in "“\"‘'«—["
    )
