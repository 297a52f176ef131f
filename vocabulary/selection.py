"""What a reader chose to look at. Frozen; the address of a screen is its spelling."""

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from vocabulary.period import Month, Quarter

MONTHS_SHOWN = 24


@dataclass(frozen=True)
class Selection:
    """One programme, a run of months, some or all partners, and the edition that is read.

    Args:
        programme: the programme's code.
        since: first month shown.
        until: last month shown; the quarter under review is the one that holds it.
        partners: codes of the partners chosen, sorted; empty means all.
        edition: the edition that is read; None means the newest.
    """

    programme: str
    since: Month
    until: Month
    partners: tuple[str, ...] = ()
    edition: int | None = None

    def __post_init__(self) -> None:
        if self.since > self.until:
            raise ValueError(f"the selection starts ({self.since}) after it ends ({self.until})")
        object.__setattr__(self, "partners", tuple(sorted(set(self.partners))))

    @classmethod
    def ending(cls, programme: str, until: Month, months: int = MONTHS_SHOWN) -> "Selection":
        """The usual selection: the *months* up to *until*, all partners, newest edition."""
        return cls(programme, until + (1 - months), until)

    @cached_property
    def months(self) -> tuple[Month, ...]:
        return _run(self.since, self.until)

    @property
    def quarter(self) -> Quarter:
        """The quarter under review."""
        return Quarter.of(self.until)

    def narrowed(self, *partners: str) -> "Selection":
        """The same selection for these partners only."""
        return replace(self, partners=partners)

    def as_known_in(self, edition: int | None) -> "Selection":
        """The same selection, read in another edition."""
        return replace(self, edition=edition)


@lru_cache(maxsize=1024)
def _run(since: Month, until: Month) -> tuple[Month, ...]:
    """Each month of a run; many selections, of a screen and of its partners, have the same."""
    return tuple(since.until(until))
