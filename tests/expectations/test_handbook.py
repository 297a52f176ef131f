"""The handbook's pages are those that the declarations make."""

from pathlib import Path

import pytest

from expectations.catalogue import datasets
from expectations.handbook import pages, write_pages

FOLDER = Path(__file__).parents[2] / "docs" / "datasets"
PAGES = pages(datasets())


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_fresh(name):
    text = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    assert text == PAGES[name], "run: python -m expectations.handbook docs/datasets"


def test_there_is_no_page_of_something_that_is_gone():
    assert sorted(path.stem for path in FOLDER.glob("*.md")) == sorted(PAGES)


def test_pages_are_written_where_asked(tmp_path):
    assert write_pages(tmp_path / "new") == len(PAGES)
    assert {path.stem for path in (tmp_path / "new").iterdir()} == set(PAGES)
