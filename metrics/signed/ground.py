"""What signed figures stand on: the edition's moment, every cell, every partner's target.

A figure is a sum. A cell can be changed so that no sum of a quarter shows it (another topic, another day of a histogram),
and a reader who drills down sees it all the same. So the cells are signed as they are.
"""

import hashlib
from typing import Any

from metrics.catalogue import indicators
from metrics.cube import Cubes
from metrics.reading import Reading
from metrics.reference import Named
from vocabulary.scope import Scope
from vocabulary.selection import Selection

STEWARD = Scope.steward()


def ground(cubes: Cubes, selection: Selection, partners: tuple[Named, ...]) -> dict[str, Any]:
    """What the figures of a selection stand on, by name of the part of the signed document.

    Args:
        selection: with its edition.
        partners: those that belong to the programme.
    """
    edition = cubes.edition(selection.edition)
    return {
        "published_at": edition.published_at.isoformat(),
        "cells": {each.code: _seal_of_cells(cubes, each.key, selection) for each in indicators().values()},
        "partner_targets": _partner_targets(cubes, selection, tuple(each.code for each in partners)),
    }


def _seal_of_cells(cubes: Cubes, indicator: str, selection: Selection) -> str:
    """A hash over every cell of the programme, and who may see it, in whatever order the database gives them."""
    cells = cubes.marked(indicator, cubes.edition(selection.edition), selection.programme, STEWARD)
    lines = sorted("\t".join(map(str, each)) for each in cells.itertuples(index=False, name=None))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _partner_targets(cubes: Cubes, selection: Selection, partners: tuple[str, ...]) -> dict[str, dict[str, float]]:
    """By code of the indicator, the targets that partners have of their own."""
    found: dict[str, dict[str, float]] = {}
    for indicator in indicators().values():
        reading = Reading.of(cubes, indicator, selection, STEWARD)
        own = {code: reading.narrowed(code).indicator.target for code in partners}
        told = {code: target for code, target in own.items() if target != reading.indicator.target}
        if told:
            found[indicator.code] = told
    return found
