"""Cells added over what a measure does not tell apart: fewer of them, the same sums."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.cells import AMOUNTS, MAY_TELL_APART, Cells
from vocabulary.errors import BrokenPromise

PLACES = ("partner", "month", "kind", "bucket", *MAY_TELL_APART)
_ROW = st.fixed_dictionaries(
    {name: st.sampled_from(["", "A", "B"]) for name in ("kind", "partner", "unit", "topic")}
    | {"month": st.sampled_from([202512, 202601]), "bucket": st.integers(-1, 1)}
    | {name: st.integers(-3, 2**40) for name in AMOUNTS}
)


def _cells(rows: list[dict]) -> Cells:
    return Cells.of(pd.DataFrame([{"programme": "P", **row} for row in rows]))


def _sums(cells: Cells, *names: str) -> list[tuple]:
    columns = [getattr(cells, name) for name in (*names, *AMOUNTS)]
    told = [column if isinstance(column, np.ndarray) else np.array(column.names)[column.codes] for column in columns]
    frame = pd.DataFrame(dict(zip((*names, *AMOUNTS), told, strict=True)))
    return list(frame.groupby(list(names))[list(AMOUNTS)].sum().reset_index().itertuples(index=False, name=None))


@given(st.lists(_ROW, min_size=1, max_size=30), st.sampled_from([(), ("unit",), ("topic",), MAY_TELL_APART]), st.randoms())
def test_added_up_they_hold_the_same_counts_in_one_order(rows, tells_apart, random):
    left = tuple(name for name in PLACES if name not in MAY_TELL_APART or name in tells_apart)
    added = _cells(rows).added_up(tells_apart)
    assert _sums(added, *left) == _sums(_cells(rows), *left)
    assert len(added) == len({tuple(row[name] for name in left) for row in rows})
    shuffled = random.sample(rows, len(rows))
    assert all(
        np.array_equal(getattr(added, name), getattr(_cells(shuffled).added_up(tells_apart), name)) for name in AMOUNTS
    )


def test_what_was_added_over_is_not_answered_wrongly():
    added = _cells([{"kind": "", "partner": "A", "unit": "U", "topic": "T", "month": 202601, "bucket": 0,
                     "numerator": 1, "denominator": 1, "left_out": 0}]).added_up(("topic",))  # fmt: skip
    assert added.topic.names == ("T",)
    with pytest.raises(BrokenPromise, match="tells_apart"):
        _ = added.unit.codes
    with pytest.raises(BrokenPromise, match="tells_apart"):
        _ = added.where(np.array([True])).unit.names
    with pytest.raises(BrokenPromise, match="tells_apart"):
        added.unit.are("U")


def test_of_nothing_nothing_is_left():
    nothing = Cells.of(pd.DataFrame(columns=["programme", *PLACES, *AMOUNTS]).astype({"month": int, "bucket": int}))
    assert len(nothing.added_up(())) == 0
