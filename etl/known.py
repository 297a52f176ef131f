"""What rules may know: the warehouse as it is, overlaid by the rows of the submission being checked."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from expectations.dataset import Dataset
from vocabulary.errors import Refused
from vocabulary.scope import Scope
from warehouse.store import Warehouse


@dataclass
class KnownNow:
    """`expectations.known.Known` over a warehouse and the candidate rows of one submission.

    Args:
        warehouse: read with the steward's scope, in its newest edition.
        datasets: every declared dataset, by key.
        received_on, partner, programme, period, extract: what the submission claims.
        declared_missing: columns that the profile says this source does not carry.
        candidates: typed rows of this submission by dataset; changed while its parts are checked.
        asked: datasets whose rows were asked for.
    """

    warehouse: Warehouse
    datasets: Mapping[str, Dataset]
    received_on: dt.date
    partner: str = ""
    programme: str = ""
    period: str = ""
    extract: str = "DELTA"
    declared_missing: frozenset[str] = frozenset()
    candidates: dict[str, pd.DataFrame] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    _read: dict[tuple[str, str, frozenset[str]], pd.DataFrame] = field(default_factory=dict)

    def before(self, dataset: str, column: str = "", values: Iterable[str] = ()) -> pd.DataFrame:
        """The last accepted versions, without this submission."""
        asked = frozenset(_texts(values)) if column else frozenset()
        place = (dataset, column, asked)
        if place not in self._read:
            self._read[place] = self._current(dataset, column, asked)
        return self._read[place]

    def rows(self, dataset: str, column: str = "", values: Iterable[str] = ()) -> pd.DataFrame:
        """The rows as they will be known if this submission is accepted."""
        self.asked.add(dataset)
        asked = _texts(values) if column else []
        earlier = self.before(dataset, column, asked)
        candidates = self.candidates.get(dataset)
        if candidates is None or candidates.empty:
            return earlier
        if column:
            candidates = candidates[candidates[column].isin(asked)]
        return self._overlaid(dataset, earlier, candidates)

    def _current(self, dataset: str, column: str, asked: frozenset[str]) -> pd.DataFrame:
        frame = self.warehouse.rows(dataset, Scope.steward(), column=column, values=sorted(asked))
        return frame[[*self.datasets[dataset].column_names, "marking"]]

    def _overlaid(self, dataset: str, earlier: pd.DataFrame, candidates: pd.DataFrame) -> pd.DataFrame:
        columns = [*self.datasets[dataset].column_names, "marking"]
        if earlier.empty:
            return candidates[columns].reset_index(drop=True)
        keys = list(self.datasets[dataset].key_columns)
        replaced = pd.MultiIndex.from_frame(earlier[keys].astype(str)).isin(
            pd.MultiIndex.from_frame(candidates[keys].astype(str))
        )
        return pd.concat([earlier[~replaced], candidates[columns]], ignore_index=True)


def held(warehouse: Warehouse, datasets: Mapping[str, Dataset], dataset: str, column: str, keys: Iterable[str]) -> dict:
    """Key to what *column* holds in the newest edition, of the rows of *dataset* with those keys.

    Raises:
        Refused: the dataset is not known, or its key is more than one column.
    """
    keys_of = datasets[dataset].key_columns if dataset in datasets else ()
    if len(keys_of) != 1:
        why = f"it looks {dataset!r} up, which is no dataset with a key of one column"
        raise Refused("the profile", why, "Look up one that is, or leave `known` out.")
    key = keys_of[0]
    frame = warehouse.rows(dataset, Scope.steward(), column=key, values=sorted(keys))
    return dict(zip(frame[key], frame[column], strict=True))


def _texts(values: Iterable[str]) -> list[str]:
    """The distinct values that are there; a missing value looks nothing up."""
    # Through an array of Python texts: one that lets go of its texts one by one costs ten times as much.
    given = np.asarray(values, dtype=object) if isinstance(values, (pd.Series, ExtensionArray)) else values
    return [value for value in dict.fromkeys(given) if isinstance(value, str)]
