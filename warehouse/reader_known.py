"""Whether the partner whose eyes are asked for is one that the warehouse knows."""

import difflib

from vocabulary.errors import Refused, Unavailable
from vocabulary.scope import Scope
from warehouse.reader import Reader

_SETTING = "FULL_CIRCLE_PARTNER"


def ask_reader(warehouse: Reader, scope: Scope) -> str:
    """What is to be said before anything is shown to this reader; "" where there is nothing.

    A partner that no list names would be shown what is for everybody, and take that for all there is of its own.

    Raises:
        Refused: the warehouse has partners, and this is none of them.
    """
    if scope.partner is None:
        return ""
    known = _partners(warehouse)
    if not known:
        return (
            f"{_SETTING}={scope.partner}: this warehouse has no list of partners yet. "
            "Nothing of its own is shown until one that names it is loaded."
        )
    if scope.partner in known:
        return ""
    near = difflib.get_close_matches(scope.partner.upper(), known, 1)
    meant = f"Did you mean {near[0]}? " if near else ""
    listed = ", ".join(f"{code} ({name})" for code, name in sorted(known.items()))
    raise Refused(
        f"{_SETTING}={scope.partner}",
        "no partner of this warehouse has that code",
        f"{meant}The partners are {listed}. Without the setting, the screens are the steward's.",
    )


def _partners(warehouse: Reader) -> dict[str, str]:
    try:
        rows = warehouse.rows("partner", Scope.steward())
    except Unavailable:  # there is no edition
        return {}
    return dict(zip(rows["partner"], rows["name"], strict=True))
