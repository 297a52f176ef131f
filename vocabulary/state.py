"""The five states a figure can be in. Only the first two are numbers."""

from enum import StrEnum


class State(StrEnum):
    """What stands behind a figure; never draw the last three as zero."""

    VALUE = "value"
    ZERO = "zero"
    NOT_REPORTED = "not reported"
    NOT_APPLICABLE = "not applicable"
    SUPPRESSED = "suppressed"

    @property
    def is_number(self) -> bool:
        """True where a number may be drawn."""
        return self in (State.VALUE, State.ZERO)
