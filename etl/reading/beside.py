"""What a workbook says beside its cells: comments, text in shapes and charts, and the properties of the document."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from defusedxml import ElementTree

_PLACES = (
    (re.compile(r"^xl/(comments|threadedComments)/?[^/]*\.xml$", re.I), "a comment", ("text", "comment", "threadedComment")),
    (re.compile(r"^xl/(drawings|charts)/[^/]*\.xml$", re.I), "a shape or a chart", ("p", "v")),
    (re.compile(r"^docProps/[^/]*\.xml$", re.I), "a property of the document", ()),
)
"""Which parts of the package, what to call them, and the elements that hold one text each: any, where none is named."""


def texts_beside(path: Path) -> Iterator[tuple[str, str]]:
    """Where it stands, and the text, for each of them. The package was found harmless before: `package.inspected`.

    Raises:
        ParseError: a part is no XML.
    """
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            for pattern, place, holders in _PLACES:
                if pattern.match(name):
                    yield from ((place, text) for text in _texts(ElementTree.fromstring(package.read(name)), holders))


def _texts(root: Element, holders: tuple[str, ...]) -> Iterator[str]:
    for element in root.iter():
        if not holders or element.tag.rpartition("}")[2] in holders:
            yield "".join(element.itertext())
