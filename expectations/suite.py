"""The only door to Great Expectations: rules and a frame in, findings out.

Five habits make it fast without changing an answer: failing rows as positions, without key columns and without the
query text (which 1.24.1 gets wrong); timestamps in nanoseconds; `batch.validate` on an ephemeral context; no
fingerprint of the frame; and narrow frames, which hold only the columns that a rule touches. Never share an asset
between threads: it then finds a part of the failures and says nothing. Each thread has its own, and so has each large
frame, which would stay in it.
"""

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from time import perf_counter
from typing import Any

import great_expectations as gx
import numpy as np
import pandas as pd
from great_expectations.core.id_dict import IDDict
from great_expectations.data_context.types.base import (
    DataContextConfig,
    InMemoryStoreBackendDefaults,
    ProgressBarsConfig,
)
from great_expectations.execution_engine import pandas_execution_engine
from great_expectations.expectations.expectation import Expectation
from great_expectations.expectations.expectation_configuration import ExpectationConfiguration
from great_expectations.validator import validation_graph

from expectations.dataset import Dataset, Effect, Rule
from expectations.finding import Finding, Outcome
from expectations.implied import all_rules
from expectations.known import Known
from expectations.rules import columns_of
from vocabulary.errors import BrokenPromise

SEVERITY = {
    Effect.REFUSE_SUBMISSION: "critical",
    Effect.REFUSE_ROW: "critical",
    Effect.WARN: "warning",
    Effect.NOTE: "info",
}
ALL_POSITIONS = {
    "result_format": "COMPLETE",
    "return_unexpected_index_query": False,
    "exclude_unexpected_values": True,
    "partial_unexpected_count": 0,
}
HELD_OR_NOT = {"result_format": "BOOLEAN_ONLY"}
NARROW_FROM = 20_000
"""Rows from which every set of columns has a frame of its own. Below, a rule costs more than its rows: one suite for all
costs half as much a rule, and asking for positions only where a rule is broken half of that."""
_KEPT = threading.local()
_PLAIN = (str, int, float, bool, type(None))
NO_POSITIONS = np.empty(0, dtype=np.int64)


def check(dataset: Dataset, frame: pd.DataFrame, known: Known, rules: Sequence[Rule] | None = None) -> list[Finding]:
    """Ask every rule of *dataset* of the rows in *frame*.

    Args:
        dataset: whose rows they are.
        frame: columns `dataset.column_names` and `marking`, RangeIndex, dtypes as `Known` says.
        known: what the rules may know beyond the rows.
        rules: the rules to ask; None asks the declared ones and those that the columns imply.

    Returns:
        One finding a rule, in the order of the rules, held or broken. `seconds` is what the rule cost: its share of
        the suite it was asked in, and of the facts it speaks of.

    Raises:
        BrokenPromise: the frame is not as promised, or a fact gave something other than one value a row.
    """
    _as_promised(dataset, frame)
    asked = all_rules(dataset) if rules is None else tuple(rules)
    applicable = [rule for rule in asked if not known.declared_missing.intersection(rule.needs)]
    rows, cost = _with_facts(dataset, frame, known, applicable)
    found = {finding.rule: finding for finding in _judged(dataset, rows, applicable)}
    return [
        _with_cost(found[rule.id], rule, cost) if rule.id in found else _not_applicable(dataset, rule, known)
        for rule in asked
    ]


def _as_promised(dataset: Dataset, frame: pd.DataFrame) -> None:
    missing = [name for name in (*dataset.column_names, "marking") if name not in frame.columns]
    if missing:
        raise BrokenPromise(f"rows of {dataset.key} came to be checked without {', '.join(missing)}")
    if not (isinstance(frame.index, pd.RangeIndex) and frame.index.start == 0 and frame.index.step == 1):
        raise BrokenPromise(f"rows of {dataset.key} are not numbered from 0: positions would be wrong")


def _with_facts(
    dataset: Dataset, frame: pd.DataFrame, known: Known, rules: Sequence[Rule]
) -> tuple[pd.DataFrame, Mapping[str, float]]:
    """The rows with one more column a fact, and what each fact costs each rule that speaks of it.

    Facts are not asked of no rows: there is nothing to compute, and no rule over rows can be broken.
    """
    rows, seconds = frame.copy(deep=False), {}
    for fact in dataset.facts:
        begun = perf_counter()
        values = fact.compute(rows, known) if len(frame) else pd.Series(index=frame.index, dtype="boolean")
        if not values.index.equals(frame.index):
            raise BrokenPromise(f"the fact {fact.name} of {dataset.key} gives something other than one value a row")
        rows[fact.name] = _in_nanoseconds(values)
        seconds[fact.name] = perf_counter() - begun
    speaking = [name for rule in rules for name in set(_touched(rule))]
    return rows, {name: spent / max(speaking.count(name), 1) for name, spent in seconds.items()}


def _in_nanoseconds(values: pd.Series) -> pd.Series:
    """The engine compares timestamps of any other resolution one by one."""
    return values.astype("datetime64[ns]") if pd.api.types.is_datetime64_dtype(values.dtype) else values


def _judged(dataset: Dataset, rows: pd.DataFrame, rules: Sequence[Rule]) -> Iterator[Finding]:
    # Two constants of modules, not options: hashing the whole frame at every look at it, and a thread that watches
    # progress bars, which starts even when there are none.
    pandas_execution_engine.HASH_THRESHOLD = -1
    validation_graph.tqdm.monitor_interval = 0
    whole = _frames_of_its_own() if len(rows) >= NARROW_FROM else _frames_of_this_thread()
    for group in _groups(rules, len(rows)):
        narrow = _asked_rows(rows, group)
        if len(narrow) == 0 and all(columns_of(rule.arguments) for rule in group):
            yield from (_finding(dataset, rule, Outcome.HELD) for rule in group)
            continue
        formats = (ALL_POSITIONS,) if len(rows) >= NARROW_FROM else (HELD_OR_NOT, ALL_POSITIONS)
        yield from _answers(dataset, whole.get_batch({"dataframe": narrow}), group, formats)


def _frames_of_this_thread() -> Any:
    """What small frames are asked through, one after the other: making it costs as much as asking ten rules of few rows."""
    if not hasattr(_KEPT, "frames"):
        _KEPT.frames = _frames_of_its_own()
    return _KEPT.frames


def _frames_of_its_own() -> Any:
    """What frames are asked through, by a context in memory without pages of its own and without progress bars."""
    stores = InMemoryStoreBackendDefaults(init_temp_docs_sites=False)
    bars = ProgressBarsConfig(globally=False)
    config = DataContextConfig(store_backend_defaults=stores, progress_bars=bars)
    context = gx.get_context(mode="ephemeral", project_config=config)
    asset = context.data_sources.add_pandas("task").add_dataframe_asset("rows")
    return asset.add_batch_definition_whole_dataframe("all")


def _groups(rules: Sequence[Rule], row_count: int) -> list[list[Rule]]:
    """Rules that are asked together: of the same rows and, where there are many rows, of the same columns."""
    groups: dict[tuple[str, ...], list[Rule]] = {}
    for rule in rules:
        place = (rule.when, *sorted(columns_of(rule.arguments))) if row_count >= NARROW_FROM else (rule.when,)
        groups.setdefault(place, []).append(rule)
    return list(groups.values())


def _asked_rows(rows: pd.DataFrame, group: Sequence[Rule]) -> pd.DataFrame:
    """The columns the group touches, of the rows it is asked of; row labels stay positions in the whole."""
    columns = list(dict.fromkeys(name for rule in group for name in columns_of(rule.arguments)))
    if not group[0].when:
        return rows[columns]
    return rows.loc[rows[group[0].when].fillna(False).astype(bool), columns]


def _answers(dataset: Dataset, batch: Any, group: Sequence[Rule], formats: Sequence[Any]) -> Iterator[Finding]:
    """One finding a rule; asked in one format after the other until it holds."""
    begun, results = perf_counter(), {}
    for result_format in formats:
        left = [rule for rule in group if rule.id not in results or not results[rule.id].success]
        results |= _results(batch, left, result_format) if left else {}
    seconds = (perf_counter() - begun) / len(group)
    for rule in group:
        yield _read(dataset, rule, results[rule.id], seconds)


def _results(batch: Any, group: Sequence[Rule], result_format: Any) -> dict[str, Any]:
    """The result of each rule; they come back in another order, so they are paired by the rule's id."""
    suite = gx.ExpectationSuite("rules", expectations=[_expectation(rule) for rule in group])
    with _spelled_once():
        results = batch.validate(suite, result_format=result_format).results
    return {result.expectation_config.meta["rule"]: result for result in results}


@contextmanager
def _spelled_once() -> Iterator[None]:
    """The engine spells the configuration of an expectation anew each time one of its arguments is looked at, a hundred
    times a rule, and the name of a metric's domain and values each time it speaks of the metric.

    Nothing changes them in between; kept, a rule on a small frame costs half.
    """
    configuration_of, name_of, configurations, names = Expectation.configuration, IDDict.to_id, {}, {}

    def configuration(self: Expectation) -> ExpectationConfiguration:
        if id(self) not in configurations:
            configurations[id(self)] = self, configuration_of.fget(self)
        return configurations[id(self)][1]

    def name(self: IDDict, id_keys: Any = None, id_ignore_keys: Any = None) -> Any:
        if id_keys is not None or id_ignore_keys is not None or not all(type(v) in _PLAIN for v in self.values()):
            return name_of(self, id_keys, id_ignore_keys)
        spelled = tuple((key, type(value), value) for key, value in self.items())
        if spelled not in names:
            names[spelled] = name_of(self)
        return names[spelled]

    Expectation.configuration, IDDict.to_id = property(configuration), name
    try:
        yield
    finally:
        Expectation.configuration, IDDict.to_id = configuration_of, name_of


def _expectation(rule: Rule) -> Any:
    return ExpectationConfiguration(
        type=rule.expectation,
        kwargs=dict(rule.arguments),
        meta={"rule": rule.id},
        severity=SEVERITY[rule.effect],
    ).to_domain_obj()


def _read(dataset: Dataset, rule: Rule, result: Any, seconds: float) -> Finding:
    if result.success:
        return _finding(dataset, rule, Outcome.HELD, seconds=seconds)
    if not result.result:
        return _finding(dataset, rule, Outcome.COULD_NOT_RUN, seconds=seconds, detail=_why(result.exception_info))
    if "unexpected_index_list" not in result.result:
        found = result.result.get("observed_value")
        return _finding(dataset, rule, Outcome.BROKEN, seconds=seconds, detail=f"found {found}")
    positions = np.array(result.result["unexpected_index_list"], dtype=np.int64)
    return _finding(dataset, rule, Outcome.BROKEN, seconds=seconds, positions=np.sort(positions))


def _why(exception_info: Mapping[str, Any]) -> str:
    """What was raised; a rule of several metrics has one entry a metric."""
    entries = [exception_info] if "exception_message" in exception_info else list(exception_info.values())
    said = [str(entry.get("exception_message")) for entry in entries if entry.get("raised_exception")]
    return "; ".join(dict.fromkeys(said)) or "the engine gave no result and no reason"


def _not_applicable(dataset: Dataset, rule: Rule, known: Known) -> Finding:
    absent = [name for name in rule.needs if name in known.declared_missing]
    return _finding(dataset, rule, Outcome.NOT_APPLICABLE, detail=f"this source does not carry {', '.join(absent)}")


def _with_cost(finding: Finding, rule: Rule, cost: Mapping[str, float]) -> Finding:
    return replace(finding, seconds=finding.seconds + sum(cost.get(name, 0.0) for name in set(_touched(rule))))


def _touched(rule: Rule) -> tuple[str, ...]:
    return (*columns_of(rule.arguments), rule.when) if rule.when else columns_of(rule.arguments)


def _finding(dataset: Dataset, rule: Rule, outcome: Outcome, **found: Any) -> Finding:
    return Finding(
        rule=rule.id, dataset=dataset.key, effect=rule.effect, outcome=outcome, reason=rule.reason, hint=rule.hint,
        shows=rule.shows, **{"positions": NO_POSITIONS, **found},
    )  # fmt: skip
