from collections.abc import Iterator

class XMLSyntaxError(SyntaxError):
    msg: str

class Element:
    tag: object
    text: str | None
    def get(self, key: str) -> str | None: ...
    def find(self, path: str) -> Element | None: ...
    def findall(self, path: str) -> list[Element]: ...
    def iter(self, tag: str | None = ...) -> Iterator[Element]: ...
    def itertext(self) -> Iterator[str]: ...
    def __iter__(self) -> Iterator[Element]: ...

class XMLParser:
    def __init__(
        self,
        *,
        resolve_entities: bool = ...,
        no_network: bool = ...,
        load_dtd: bool = ...,
        dtd_validation: bool = ...,
        huge_tree: bool = ...,
        recover: bool = ...,
    ) -> None: ...

def fromstring(text: bytes, parser: XMLParser) -> Element: ...
