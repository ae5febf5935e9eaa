from screenplay_tools.screenplay import Script

class Parser:
    def parse(self, xml_content: str) -> Script: ...
