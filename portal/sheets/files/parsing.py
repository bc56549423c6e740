"""XML of any length, in flat memory and without entities."""

from xml.parsers import expat

from portal.sheets.files.refusals import has_entities

PIECE_OF_XML = 64 * 1024  # bytes that are parsed at once


def refuse_document_type(*_said):
    raise has_entities()


def parsed(part, start, end, said):
    """Goes through an open part, telling `start(tag, attributes)`, `end(tag)` and `said(text)`, and yields after each piece of it. A tag
    is its namespace, a space and its name. Raises FileRefused at a document type, which may hide what it unfolds to."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, said
    parser.StartDoctypeDeclHandler = refuse_document_type
    while piece := part.read(PIECE_OF_XML):
        parser.Parse(piece, False)
        yield
    parser.Parse(b"", True)
    yield
