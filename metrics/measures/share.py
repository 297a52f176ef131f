"""A share of the cases of a month: sum of numerators over sum of denominators."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from metrics.facts.fact import COUNT
from metrics.measures.tally import Asked, Tally, day_number


@dataclass(frozen=True)
class Share:
    """Numerator over denominator, the cases being counted in the month of their period key.

    Args:
        matures_after: days after the day in `bucket` from which a case counts; None where every case counts at
            once. A case matures on the day itself: it counts when bucket + days <= as of.
        left_out_because: what the cases left out for good have in common, for the note.
        immature_because: what the cases that do not count yet are waiting for, for the note.
        beside: kinds of facts that are counted beside the figure, and the name a reader knows them by.
        least_n: see `Measure`.
    """

    matures_after: int | None = None
    left_out_because: str = "not recorded"
    immature_because: str = "not due yet"
    beside: Mapping[str, str] = field(default_factory=dict)
    least_n: int = 0
    is_share: bool = field(default=True, init=False)
    is_stock: bool = field(default=False, init=False)
    quarters_pooled: int = field(default=1, init=False)
    tells_apart: tuple[str, ...] = field(default=(), init=False)

    def tallies(self, asked: Asked) -> list[Tally]:
        """See `Measure`."""
        places, is_ripe, is_count = asked.window_places(), self._is_ripe(asked), asked.cells.kind.are(COUNT)
        counted, waiting = is_count & is_ripe, is_count & ~is_ripe
        reported = asked.sums(np.ones(len(places)), places).tolist()
        numerator = asked.sums(asked.cells.numerator * counted, places).tolist()
        n = asked.sums(asked.cells.denominator * counted, places).tolist()
        left_out = asked.sums(asked.cells.left_out * is_count, places).tolist()
        immature = asked.sums(asked.cells.denominator * waiting, places).tolist()
        persons = self._persons(asked, n)
        parts = {name: sums.tolist() for name, sums in self._parts(asked, np.where(is_ripe, places, -1)).items()}
        return [
            Tally(
                is_reported=reported[at] > 0,
                numerator=numerator[at],
                n=n[at],
                left_out=left_out[at] + immature[at],
                persons=persons[at],
                immature=immature[at],
                note=self._note(left_out[at], immature[at]),
                parts={name: counts[at] for name, counts in parts.items()},
            )
            for at in range(len(asked.windows))
        ]

    def _persons(self, asked: Asked, _n: list[int]) -> list[int]:
        """How many persons are behind each figure, where that is looked at."""
        return [0] * len(asked.windows)

    def _is_ripe(self, asked: Asked) -> np.ndarray:
        """Which cells' day has come."""
        if self.matures_after is None:
            return np.ones(len(asked.cells), dtype=bool)
        return asked.cells.bucket + self.matures_after <= day_number(asked.as_of)

    def _parts(self, asked: Asked, places: np.ndarray) -> dict[str, np.ndarray]:
        return {
            name: asked.sums(asked.cells.denominator * asked.cells.kind.are(kind), places)
            for kind, name in self.beside.items()
        }

    def _note(self, left_out: int, immature: int) -> str:
        said = [f"{left_out} left out: {self.left_out_because}"] if left_out else []
        said += [f"{immature} left out: {self.immature_because}"] if immature else []
        return "; ".join(said)


@dataclass(frozen=True)
class PersonShare(Share):
    """A share of persons: of too few it is hidden."""

    def _persons(self, _asked: Asked, n: list[int]) -> list[int]:
        """Those counted."""
        return n


@dataclass(frozen=True)
class Profile(Share):
    """A share of ordered steps, with how many stand on each beside it. `bucket` is the step.

    Args:
        steps: what each step is called, from the best to the worst.
    """

    steps: Mapping[int, str] = field(default_factory=dict)

    def _parts(self, asked: Asked, places: np.ndarray) -> dict[str, np.ndarray]:
        is_count = asked.cells.kind.are(COUNT)
        by_step = {
            name: asked.sums(asked.cells.denominator * (is_count & (asked.cells.bucket == step)), places)
            for step, name in self.steps.items()
        }
        return by_step | super()._parts(asked, places)


RESPONDENT = "respondent"
"""Kind of the facts that count persons, where `count` counts their answers."""


@dataclass(frozen=True)
class AnswerShare(Share):
    """A share of answers on a scale, with the whole distribution beside it. `bucket` holds the answer."""

    scale: tuple[int, ...] = (1, 2, 3, 4, 5)

    def _persons(self, asked: Asked, _n: list[int]) -> list[int]:
        """The respondents, not their answers."""
        return self._respondents(asked).tolist()

    @staticmethod
    def _respondents(asked: Asked) -> np.ndarray:
        return asked.sums(asked.cells.denominator * asked.cells.kind.are(RESPONDENT), asked.window_places())

    def _parts(self, asked: Asked, places: np.ndarray) -> dict[str, np.ndarray]:
        is_count = asked.cells.kind.are(COUNT)
        answers = {
            f"answered {answer}": asked.sums(
                asked.cells.denominator * (is_count & (asked.cells.bucket == answer)), places
            )
            for answer in self.scale
        }
        return {"respondents": self._respondents(asked), **answers}
