"""Which version of our own template a workbook was filled into, and whether it is one that is read here."""

from collections.abc import Sequence

from expectations.template import SUPPORTED_VERSIONS, VERSION_CLAIM
from vocabulary.errors import Refused


def ask_version(file_name: str, about: Sequence[Sequence[str]]) -> None:
    """Raise Refused (MF-02) where the sheet about the file names a version that is not supported.

    A file that names none, such as a CSV with our headers, is known by its columns alone.
    """
    named = [row[1] for row in about if len(row) > 1 and row[0] == VERSION_CLAIM and row[1]]
    if unknown := [version for version in named if version not in SUPPORTED_VERSIONS]:
        raise Refused(
            file_name,
            f"it was filled into version {unknown[0]} of the template, which is not supported (MF-02)",
            f"Copy its rows into today's blank workbook, version {SUPPORTED_VERSIONS[-1]}",
        )
