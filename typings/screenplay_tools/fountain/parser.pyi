from screenplay_tools.screenplay import Script

class Parser:
    script: Script
    mergeActions: bool  # noqa: N815  (the library's name)
    mergeDialogue: bool  # noqa: N815  (the library's name)
    def add_line(self, line: str) -> None: ...
