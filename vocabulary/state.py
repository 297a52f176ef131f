"""The five states a figure can be in. Only the first two are numbers."""

from enum import StrEnum


class State(StrEnum):
    """What stands behind a figure; never draw the last three as zero."""

    VALUE = "value"
    ZERO = "zero"
    NOT_REPORTED = "not reported"
    NOT_APPLICABLE = "not applicable"
    SUPPRESSED = "suppressed"

    def __init__(self, text: str) -> None:
        self.is_number = text in ("value", "zero")
        """True where a number may be drawn. Set once: a screen asks it many hundred times."""
