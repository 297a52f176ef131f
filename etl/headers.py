"""Headers as they are compared: without byte order mark, case, or surplus blanks."""

import re
import unicodedata

_BLANKS = re.compile(r"[\s\u00a0\u200b\ufeff]+")


def folded(header: str) -> str:
    """The header in the form in which two headers are the same: `\\ufeff Start  Date ` is `start date`."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", header)).strip().casefold()
