import csv
import io

import pytest

from dashboard.export import csv_answer
from dashboard.screen import Table


def written(*cells: str) -> list[str]:
    text = csv_answer(Table("", ("a",) * len(cells), (cells,)), "x").get_data(as_text=True)
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))[1]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_a_text_that_starts_like_a_formula_is_made_harmless(start):
    assert written(f"{start}HYPERLINK(1)") == [f"'{start}HYPERLINK(1)"]


def test_numbers_stay_numbers():
    assert written("-3", "+1.5", "61\u00a0%", "1,204") == ["-3", "+1.5", "61\u00a0%", "1,204"]
