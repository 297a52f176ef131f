"""The datasets there are, and the order in which they load."""

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter

from expectations.dataset import Dataset
from vocabulary.catalogue import declared


def datasets() -> Mapping[str, Dataset]:
    """Every dataset that a module of `expectations.datasets` declares, by key."""
    return declared("expectations.datasets", Dataset)


def load_order(datasets: Mapping[str, Dataset]) -> tuple[str, ...]:
    """Keys of *datasets*, what is named before what names it.

    A dataset may name itself (a parent unit). References to datasets that are not in *datasets* do not count: a
    submission may bring only some of them.

    Raises:
        ValueError: datasets name each other in a circle.
    """
    named = {
        key: sorted({reference for reference in dataset.references if reference != key and reference in datasets})
        for key, dataset in sorted(datasets.items())
    }
    try:
        return tuple(TopologicalSorter(named).static_order())
    except CycleError as circle:
        raise ValueError(f"datasets name each other in a circle: {' -> '.join(circle.args[1])}") from circle
