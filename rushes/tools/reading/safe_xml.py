"""XML from strangers: no entities, no network, no depth without end."""

from lxml import etree

from rushes.errors import BadSource


def parsed_xml(data: bytes, what: str) -> etree.Element:
    """The root element. `what` names the document in errors. Raises BadSource for broken or dangerous XML."""
    if b"<!ENTITY" in data:
        raise BadSource(
            f"{what} declares XML entities, which can be used to attack a reader.",
            "Export it again from the program it was written in.",
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, recover=False
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as trouble:
        raise BadSource(
            f"{what} is broken XML: {trouble.msg}.", "Export it again from the program it was written in."
        ) from trouble
