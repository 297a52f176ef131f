"""Facts of markings: who may see a row, and who may see what it is about."""

from collections.abc import Sequence

import pandas as pd

from expectations.dataset import Fact
from expectations.known import Known
from vocabulary.scope import EVERYBODY, NOBODY


def no_wider(name: str, parents: Sequence[str]) -> Fact:
    """*name*: whether nobody sees the row who may not see the rows whose markings stand in *parents* (facts)."""

    def compute(frame: pd.DataFrame, _known: Known) -> pd.Series:
        markings = [frame["marking"].fillna(NOBODY), *(frame[parent].fillna(EVERYBODY) for parent in parents)]
        codes, distinct = pd.factorize(pd.MultiIndex.from_arrays(markings))
        narrow = [all(_is_within(own, parent) for parent in others) for own, *others in distinct]
        return pd.Series(narrow, dtype="boolean").take(codes).set_axis(frame.index)

    return Fact(name, compute, f"its marking lets nobody see it who may not see {' or '.join(parents)}")


def _is_within(own: str, parent: str) -> bool:
    if parent == EVERYBODY or own == NOBODY:
        return True
    if own == EVERYBODY or parent == NOBODY:
        return False
    return set(own.split(" ")) <= set(parent.split(" "))
