"""Every indicator is found by its file, declared in full, and printed on its page."""

from pathlib import Path

import pytest

from expectations.catalogue import datasets
from metrics.catalogue import indicator, indicators, statements
from metrics.sheets import sheets

PAGE = Path(__file__).parents[2] / "docs" / "indicators.md"
LEAST_LETTERS = 20


def test_the_twelve_indicators_have_the_fields_own_codes():
    assert sorted(each.code for each in indicators().values()) == [
        "DQ-01", "FBK-05", "FBK-06", "FBK-07", "FBK-08", "PEN-01", "PEN-04", "PEN-05", "REV-02",
        "TRN-01", "TRN-04", "TRN-08",
    ]  # fmt: skip


@pytest.mark.parametrize("key", list(indicators()))
def test_an_indicator_is_declared_in_full(key):
    each = indicator(key)
    for name in ("definition", "numerator", "denominator", "period_key", "question", "target_source", "owner_role"):
        assert len(getattr(each, name)) > LEAST_LETTERS or name in ("owner_role", "period_key"), name
        assert getattr(each, name), name
    assert each.limitations
    assert each.change_log
    assert all(sentence.endswith((".", "?")) for sentence in (*each.limitations, each.definition, each.question))
    assert set(each.sources) <= set(datasets())


def test_each_indicator_hands_the_warehouse_one_statement():
    assert [each.indicator for each in statements()] == list(indicators())


def test_the_page_of_reference_sheets_is_fresh():
    assert PAGE.read_text(encoding="utf-8") == sheets(indicators().values()), (
        "run python -m metrics sheets docs/indicators.md"
    )


def test_an_unknown_key_is_answered_with_the_known_ones():
    with pytest.raises(KeyError, match="course_completion"):
        indicator("completion")
