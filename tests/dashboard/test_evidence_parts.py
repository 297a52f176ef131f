"""What the pages behind a figure say of its parts, and of rows that have no name for their reader."""

import datetime as dt
import html

import pytest

from dashboard.evidence import composite
from dashboard.evidence.listing import NOT_NAMED, row_name
from expectations.catalogue import datasets
from metrics.catalogue import indicator
from metrics.evidence.evidence import Evidence, evidence
from metrics.evidence.said import Wanted, evidence_lines
from metrics.evidence.sought import Sought
from tests.lending import Lender
from tests.metrics.conftest import PROGRAMME, Shelf
from vocabulary.scope import Scope

ADD_UP = "The counts of the parts add up to the figure's"
FORM = {"survey": "S", "form_version": "1"}
ITEMS = [FORM | {"item_code": code, "scale": "LIKERT5", "measures": "TRUST"} for code in ("T1", "T2", "T3")]


def answers(item: str, count: int) -> list[dict]:
    """So many persons who answered an item."""
    about = FORM | {"wave": "W1", "programme": PROGRAMME, "partner": "AAA", "status": "REAL", "item_code": item}
    return [
        about | {"response": f"R{at}", "value_num": 4 + at % 2, "submitted_at": dt.datetime(2026, 2, 10)} for at in range(count)
    ]


def trust(lender: Lender, counts: tuple[int, ...]) -> Evidence:
    with lender.lent("sqlite", datasets()) as warehouse:
        shelf = Shelf(warehouse)
        given = [row for item, count in zip(ITEMS, counts, strict=True) for row in answers(item["item_code"], count)]
        shelf.fill("2026-06-01", survey_item=ITEMS, survey_response=given)
        return evidence(warehouse, shelf.cubes, Sought(indicator("trust"), shelf.selection("2026-03")), Scope.steward())


@pytest.mark.parametrize(("counts", "hidden"), [((20, 21, 22), 0), ((30, 3, 2), 3)])
def test_that_parts_add_up_is_said_where_each_of_them_is_shown(lender, counts, hidden):
    found = trust(lender, counts)
    shown = [part.figure.n for part in found.parts if part.figure.n]
    assert (len(found.parts), len(found.parts) - len(shown)) == (len(counts), hidden)
    drawn = html.unescape(composite.draw(found))
    assert (sum(shown) == found.figure.n, ADD_UP in drawn) == (not hidden, not hidden)
    assert (drawn.count(">–<"), drawn.count(">0<")) == (3 * hidden, len(shown)), "hidden is not nought"
    with lender.lent("sqlite", datasets()) as warehouse:
        told = [line for line in evidence_lines(found, warehouse, Scope.steward(), Wanted()) if line.startswith("  S T")]
    assert [("numerator 0" in line, "hidden: fewer" in line) for line in told] == [(False, bool(hidden))] * len(counts)


def test_a_row_without_a_name_for_its_reader_is_not_told_as_all_of_them(lender):
    found = trust(lender, (20, 21, 22))
    assert row_name(found, {"dataset": "training_roster", "row_id": 7}, {}) == NOT_NAMED
    assert row_name(found, {"dataset": "", "row_id": 0, "partner": ""}, {}) == "all together"
    assert row_name(found, {"dataset": "", "row_id": 0, "partner": "AAA"}, {}) == "AAA"
