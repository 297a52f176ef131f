"""What a file is, told by its content and its name together. It opens nothing."""

import re
from pathlib import Path

from vocabulary.errors import Refused

_HEAD = 4096
_TEXT_NAMES = {".csv", ".txt", ".tsv", ".tab"}
_WORKBOOK_NAMES = {".xlsx"}
_SIGNATURES = (
    (b"\xd0\xcf\x11\xe0", "it is an old or a password-protected Office file", "Save it as .xlsx without a password"),
    (b"%PDF", "it is a PDF", "Send the table it was made from, as CSV or .xlsx"),
    (b"\x1f\x8b", "it is compressed (gzip)", "Send it unpacked"),
    (b"7z\xbc\xaf", "it is compressed (7z)", "Send it unpacked"),
    (b"Rar!", "it is compressed (rar)", "Send it unpacked"),
    (b"SQLite format 3", "it is a database", "Send a CSV or .xlsx made from it"),
    (b"PAR1", "it is a Parquet file", "Send a CSV or .xlsx made from it"),
    (b"\x89PNG", "it is a picture", "Send the table it shows, as CSV or .xlsx"),
    (b"\xff\xd8\xff", "it is a picture", "Send the table it shows, as CSV or .xlsx"),
    (b"MZ", "it is a program", "Send a CSV or .xlsx"),
    (b"\x7fELF", "it is a program", "Send a CSV or .xlsx"),
)
_PAGE = re.compile(rb"^\s*(<!doctype\b|<html\b|<head\b|<body\b|<\?xml\b|<script\b|<error\b)", re.IGNORECASE)


def kind_of(path: Path, file_name: str, most_bytes: int) -> str:
    """`text` or `workbook`.

    Raises:
        Refused: the file is empty, too large, neither of the two, or not what its name says (MF-01).
    """
    size, suffix = path.stat().st_size, Path(file_name).suffix.lower()
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if size > most_bytes:
        raise Refused(file_name, f"it has {size:,} bytes; at most {most_bytes:,} are taken", "Send it in parts")
    if not head.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"):
        raise Refused(
            file_name, "it is empty (MF-01)", "Send the file again; a period without records has its header row"
        )
    for signature, why, mend in _SIGNATURES:
        if head.startswith(signature):
            raise Refused(file_name, f"{why} (MF-01)", mend)
    if _PAGE.match(head.removeprefix(b"\xef\xbb\xbf")):
        raise Refused(file_name, "it is a web page, not a table (MF-01)", "Sign in to the source again and export anew")
    is_zip = head.startswith((b"PK\x03\x04", b"PK\x05\x06"))
    _agree(file_name, suffix, is_zip)
    return "workbook" if is_zip else "text"


def _agree(file_name: str, suffix: str, is_zip: bool) -> None:
    if suffix in (".xlsm", ".xltm", ".xlam"):
        raise Refused(file_name, "it may hold macros (MF-01)", "Save it as .xlsx")
    if suffix not in _TEXT_NAMES | _WORKBOOK_NAMES:
        raise Refused(
            file_name, f"files named {suffix or 'without an ending'!s} are not read (MF-01)", "Send .csv or .xlsx"
        )
    if is_zip != (suffix in _WORKBOOK_NAMES):
        content = "a workbook or another zip" if is_zip else "text"
        raise Refused(
            file_name,
            f"its content is {content}, its name says {suffix} (MF-01)",
            "Export it again, or name it rightly",
        )
