"""What a file is, told by its content and its name together. It opens nothing."""

import re
from pathlib import Path

from vocabulary.errors import Refused

_HEAD = 4096
_PIECE = 1 << 20
_NOTHING = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n\x0b\x0c"
_TEXT_NAMES = {".csv", ".txt", ".tsv", ".tab"}
_WORKBOOK_NAMES = {".xlsx"}
_SIGNATURES = (
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
_PAGE = re.compile(
    rb"^\s*<(!--|(!doctype|html|head|body|\?xml|script|style|error|title|meta|div|span|table|h\d|p)\b)", re.IGNORECASE
)
_JSON = re.compile(rb'^\s*(\{\s*"|\[\s*[\[{])')
_OFFICE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OLD_WORKBOOK = "Workbook\0".encode("utf-16-le"), "Book\0".encode("utf-16-le")


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
    if _is_blank(path):
        what = f"it is empty: its {size:,} bytes are nothing but blanks and line ends" if size else "it is empty"
        raise Refused(
            file_name, f"{what} (MF-01)", "Export and send it again; a period without records has its header row"
        )
    if head.startswith(_OFFICE):
        raise Refused(file_name, *_old_or_locked(path))
    for signature, why, mend in _SIGNATURES:
        if head.startswith(signature):
            raise Refused(file_name, f"{why} (MF-01)", mend)
    if _PAGE.match(head.removeprefix(b"\xef\xbb\xbf")):
        raise Refused(file_name, "it is a web page, not a table (MF-01)", "Sign in to the source again and export anew")
    if _JSON.match(head.removeprefix(b"\xef\xbb\xbf")):
        raise Refused(file_name, "it is JSON, not a table (MF-01)", "Export the table as CSV or .xlsx")
    is_zip = head.startswith((b"PK\x03\x04", b"PK\x05\x06"))
    _agree(file_name, suffix, is_zip)
    return "workbook" if is_zip else "text"


def _is_blank(path: Path) -> bool:
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            if piece.strip(_NOTHING):
                return False
    return True


def _old_or_locked(path: Path) -> tuple[str, str]:
    """Both are one container; a password puts the workbook into an entry of its own."""
    with path.open("rb") as file:
        container = file.read(_PIECE)
    if _ENCRYPTED in container:
        return "it is protected by a password (MF-01)", "Open it, take the password off, save it as .xlsx, send it again"
    if any(entry in container for entry in _OLD_WORKBOOK):
        return "it is a workbook of before 2007, .xls (MF-01)", "Open it, save it as .xlsx, send it again"
    return "it is an old or a password-protected Office file (MF-01)", "Save it as .xlsx without a password"


def _agree(file_name: str, suffix: str, is_zip: bool) -> None:
    if suffix in (".xlsm", ".xltm", ".xlam"):
        raise Refused(file_name, "it may hold macros (SG-04)", "Save it as .xlsx")
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
