"""Headers and labels as they are compared: without invisible marks, case, surplus blanks, or marks that tools change."""

import html
import re
import unicodedata
from functools import lru_cache

from etl.invisible import without_marks

_BLANKS = re.compile(r"[\s\u00a0\u200b\ufeff]+|(?<=[^\W_])_+(?=[^\W_])")  # an interface writes unique_key, its portal Unique Key
_MARKS = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'})


@lru_cache(maxsize=4096)
def folded(header: str) -> str:
    """The header in the form in which two headers are the same: `\\ufeff I&apos;d  Go ` and `I’d go` are `i'd go`.

    `Unique_Key` is `unique key`, `_id` stays `_id`.
    """
    plain = without_marks(html.unescape(header) if "&" in header else header)
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", plain).translate(_MARKS)).strip().casefold()
