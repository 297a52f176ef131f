"""What a rule may know beyond the rows it judges. The loader provides it; facts read it."""

import datetime as dt
from collections.abc import Iterable
from typing import Protocol

import pandas as pd


class Known(Protocol):
    """The warehouse as it is now, overlaid by the rows of the submission being checked.

    Frames have the dataset's columns, typed as the rows being judged are:
    text, id, code, list and marking are pandas `str`; date and moment are `datetime64[ns]` (moments in
    UTC, without zone); integer, number and percent are `float64`; boolean is `boolean`. Missing is NaN or NaT.
    """

    received_on: dt.date
    """The day the submission was received. The only "today" that rules know."""

    partner: str
    """Code of the sender; "" when the programme office sends."""

    programme: str
    """Code of the programme the submission is for; "" when the file says it row by row."""

    period: str
    """Period code the submission is for; "" when none was named."""

    extract: str
    """`FULL` or `DELTA`."""

    declared_missing: frozenset[str]
    """Columns that the profile says this source does not carry."""

    def rows(self, dataset: str, column: str = "", values: Iterable[str] = ()) -> pd.DataFrame:
        """Rows of *dataset* as they will be known if this submission is accepted.

        With *column* and *values*, only rows whose column holds one of the values: use it for every
        dataset that can be large, so that a check reads what it needs and not the warehouse.
        """

    def before(self, dataset: str, column: str = "", values: Iterable[str] = ()) -> pd.DataFrame:
        """The same as `rows`, without the submission being checked: the last accepted versions."""
