"""The page about the laws of the close of a quarter, in Markdown, made from what they say."""

from collections.abc import Mapping

from expectations.dataset import Dataset
from expectations.handbook import IN_WORDS, table
from metrics.signed.stated import STATED, Stated

_ACROSS = "XD-"
TITLE = "What must hold when a quarter closes"
INTRODUCTION = f"""# {TITLE}

Before a quarter is signed, each law below is asked of everything that the warehouse holds, and whatever breaks it is
named: `python -m metrics close --programme P --quarter 2026Q3`. Its exit code is 1 where a law that must hold is
broken or cannot be asked. `python -m metrics sign` then refuses, unless it is given a reason (`--despite "reason"`), which is
signed and shown with the rest. Of the first quarter that is signed, XD-09 and XD-14 have nothing to be held against, and of a
quarter on whose first day nothing had been published yet XD-05 has not: they say so, and keep nobody from signing.
"""
MADE_BY = """
This page is made from `metrics/signed/stated.py` by `python -m metrics laws docs/closing.md`. Change the words there, not
here.
"""
AT_LOADING = """## Asked when a file is loaded

These rules hold rows of a file against rows of other datasets that are there already. Two of the laws above have one
too, asked row by row: XD-04 is RV-11 of [finding](datasets/finding.md), XD-13 is TR-02c of
[training_roster](datasets/training_roster.md).
"""


def law_page(declared: Mapping[str, Dataset]) -> str:
    """The whole page: an overview, each law in full, and the rules across datasets that *declared* ones ask."""
    overview = table(("law", "what must hold", "if it is broken"), (_overview(law) for law in STATED))
    loading = table(("rule", "dataset", "if it is broken", "what is expected", "how to mend it"), _across(declared))
    full = [line for law in STATED for line in _in_full(law)]
    return "\n".join([INTRODUCTION, *overview, "", *full, AT_LOADING, *loading]) + "\n"


def _overview(law: Stated) -> tuple[str, ...]:
    return f"[{law.rule}](#{law.rule.lower()})", law.says, _breach(law)


def _breach(law: Stated) -> str:
    return "not signed before it is mended, or without a reason" if law.must_hold else "worth knowing; the quarter may be signed"


def _in_full(law: Stated) -> list[str]:
    rows = (
        ("Must hold", law.says), ("Counted", law.one_side), ("Held against", law.other_side),
        ("If it is broken", _breach(law)), ("What to do", law.mend),
    )  # fmt: skip
    return [f"## {law.rule}", "", *table(("of the law", "in words"), rows), ""]


def _across(declared: Mapping[str, Dataset]) -> list[tuple[str, ...]]:
    """Rules across datasets, by number: where, what a breach does, what is expected, how to mend it."""
    asked = [(rule, dataset) for dataset in declared.values() for rule in dataset.rules if rule.id.startswith(_ACROSS)]
    return [
        (f"`{rule.id}`", f"[{dataset.key}](datasets/{dataset.key}.md)", IN_WORDS[rule.effect], rule.reason, rule.hint)
        for rule, dataset in sorted(asked, key=lambda pair: pair[0].id)
    ]
