"""The codes of the field's indicators, with unit and direction: what a target may be set for.

This floor cannot see the indicators themselves; a test of the floor above proves that the two agree.
"""

UNITS = ("PERCENT", "RATIO", "DAYS", "COUNT")
DIRECTIONS = ("UP", "DOWN", "NEUTRAL")

_LAST = {"TRN": 9, "FBK": 11, "PEN": 8, "REV": 5, "SED": 10, "DQ": 2}
_OTHER_UNITS = {
    "TRN-07": ("RATIO",), "FBK-01": ("COUNT",), "FBK-06": ("DAYS",), "PEN-06": ("RATIO",),
    "PEN-08": ("COUNT", "PERCENT"), "SED-02": ("COUNT", "RATIO"),
}  # fmt: skip
_DOWN = ("TRN-04", "FBK-06", "FBK-07", "FBK-09", "FBK-10", "SED-02")
_NEUTRAL = ("TRN-03", "FBK-01", "FBK-03", "SED-10")

CODES = tuple(f"{group}-{number:02d}" for group, last in _LAST.items() for number in range(1, last + 1))
MEASURED_IN = {code: _OTHER_UNITS.get(code, ("PERCENT",)) for code in CODES}
DIRECTION = {code: "DOWN" if code in _DOWN else "NEUTRAL" if code in _NEUTRAL else "UP" for code in CODES}
"""Of each code, the units its targets may be given in and the way that is better. An index from 0 to 100 (PEN-08) and
a distance in levels (SED-02) have no unit of their own."""
