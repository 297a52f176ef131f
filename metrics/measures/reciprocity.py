"""How even giving and receiving are."""

from dataclasses import dataclass, field

import numpy as np

from metrics.cells import Cells
from metrics.measures.tally import Asked, Tally
from metrics.statistics.bootstrap import DRAWS, INTERVAL, SEED

GIVEN, RECEIVED = "given", "received"


@dataclass(frozen=True)
class Reciprocity:
    """1 - |given - received| / (given + received); for several partners both sums are over the partners.

    It is 1 where every partner gives as much as it receives, and 0 where each only gives or only receives. Adding the
    partners up first would always give 1, for whatever one gives another receives.

    The interval is of exchanges drawn anew from those there were, who gives to whom kept together: `topic` is the
    other partner. The draws are always the same ones.

    Args:
        fewest: of fewer exchanges a partner's balance says nothing; they are left out and counted.
        draws: how many times exchanges are drawn for the interval; 0 gives none.

    Source:
        Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapter 13: the percentile interval.
    """

    fewest: int
    draws: int = DRAWS
    least_n: int = 0
    is_share: bool = field(default=False, init=False)
    is_stock: bool = field(default=False, init=False)
    quarters_pooled: int = field(default=1, init=False)
    tells_apart: tuple[str, ...] = field(default=("topic",), init=False)

    def tallies(self, asked: Asked) -> list[Tally]:
        """See `metrics.measures.tally.Measure`."""
        places = asked.window_places()
        return [self._tally(asked.cells.where(places == at)) for at in range(len(asked.windows))]

    def _tally(self, cells: Cells) -> Tally:
        if not len(cells):
            return Tally(is_reported=False)
        given, received = (_by_partner(cells, kind) for kind in (GIVEN, RECEIVED))
        counts = given + received >= self.fewest
        total = int((given + received)[counts].sum())
        uneven = int(abs(given - received)[counts].sum())
        left_out = int((given + received)[~counts].sum())
        low, high = self._interval(cells, counts) if total and self.draws else (None, None)
        return Tally(
            is_reported=True,
            numerator=total - uneven,
            n=total,
            left_out=left_out,
            value=1 - uneven / total if total else None,
            low=low,
            high=high,
            note=f"{left_out} left out: of partners with fewer than {self.fewest}" if left_out else "",
            parts={GIVEN: int(given.sum()), RECEIVED: int(received.sum())},
        )

    def _interval(self, cells: Cells, counts: np.ndarray) -> tuple[float, float]:
        """The middle 95 % of the balances of exchanges drawn anew; partners that counted before count again."""
        balance = _balances(cells)[:, counts]
        amounts = cells.denominator[_each_once(cells)]
        drawn = np.random.default_rng(SEED).multinomial(amounts.sum(), amounts / amounts.sum(), self.draws)
        uneven = abs(drawn @ balance).sum(axis=1)
        total = (drawn @ abs(balance)).sum(axis=1)
        found = 1 - uneven[total > 0] / total[total > 0]
        low, high = np.quantile(found, INTERVAL)
        value = 1 - abs(amounts @ balance).sum() / (amounts @ abs(balance)).sum()
        return float(min(low, value)), float(max(high, value))


def _by_partner(cells: Cells, kind: str) -> np.ndarray:
    chosen = cells.of_kind(kind)
    amounts = np.bincount(chosen.partner.codes, weights=chosen.denominator, minlength=len(cells.partner.names))
    return amounts.astype(np.int64)


def _each_once(cells: Cells) -> np.ndarray:
    """The cells that hold every exchange once: an exchange between two partners of the cells stands there twice."""
    among = np.isin(np.array(cells.topic.names, dtype=object), cells.partner.present)[cells.topic.codes]
    return np.flatnonzero(cells.kind.are(GIVEN) | ~among)


def _balances(cells: Cells) -> np.ndarray:
    """For each cell that holds its exchanges once, and each partner, 1 where it gives and -1 where it receives."""
    once = cells.where(_each_once(cells))
    names = {name: at for at, name in enumerate(cells.partner.names)}
    balance = np.zeros((len(once), len(names)), dtype=np.int64)
    sign = np.where(once.kind.are(GIVEN), 1, -1)
    balance[np.arange(len(once)), once.partner.codes] = sign
    others = np.array([names.get(name, -1) for name in once.topic.names])[once.topic.codes]
    is_in = others >= 0
    balance[np.flatnonzero(is_in), others[is_in]] = -sign[is_in]
    return balance
