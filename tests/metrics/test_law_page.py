"""The page about the laws of the close says every law that is asked, and is the one that is made from them."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from expectations.catalogue import datasets
from metrics.__main__ import app
from metrics.signed.closing import _FIND
from metrics.signed.law_page import law_page
from metrics.signed.stated import STATED

HOME = Path(__file__).parents[2]
COMMITTED = HOME / "docs" / "closing.md"
LEAST_LETTERS = 10


def test_the_committed_page_is_the_one_that_is_made(tmp_path):
    made = tmp_path / "closing.md"
    assert CliRunner().invoke(app, ["laws", str(made)]).exit_code == 0
    assert COMMITTED.read_text(encoding="utf-8") == made.read_text(encoding="utf-8"), "run: make docs"


def test_every_law_that_is_asked_is_stated_by_number():
    assert [law.rule for law in STATED] == list(_FIND) == sorted(_FIND)


@pytest.mark.parametrize("law", STATED, ids=lambda law: law.rule)
def test_a_law_says_both_sides_and_what_to_do_on_the_page(law):
    section = law_page(datasets()).split(f"## {law.rule}\n")[1].split("\n## ")[0]
    for said in (law.says, law.one_side, law.other_side, law.mend):
        assert len(said) > LEAST_LETTERS
        assert f" {said} |" in section
    assert ("not signed before it is mended" in section) is law.must_hold


def test_rules_across_datasets_that_are_asked_at_loading_stand_on_the_page_too():
    loading = law_page(datasets()).split("## Asked when a file is loaded")[1]
    asked = {(rule.id, key) for key, each in datasets().items() for rule in each.rules if rule.id.startswith("XD-")}
    assert asked
    assert {(rule, key) for rule, key in asked if f"| `{rule}` | [{key}](datasets/{key}.md) |" in loading} == asked


def test_who_reads_the_first_page_finds_the_way():
    assert "(docs/closing.md)" in (HOME / "README.md").read_text(encoding="utf-8")
