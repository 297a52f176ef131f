"""The laws of the close of a quarter in words: what must hold, what is counted on each side, what to do where it is broken."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Stated:
    """One law.

    Args:
        rule: its number in the field's list.
        says: what must hold.
        must_hold: a quarter is not signed before it holds, or without a reason; else it is worth knowing.
        one_side, other_side: what is counted, and what it is held against.
        mend: what to do where it is broken.
    """

    rule: str
    says: str
    must_hold: bool
    one_side: str
    other_side: str
    mend: str


STATED = (
    Stated(
        "XD-01", "every report that was owed for the quarter came by its cut-off", False,
        "reports expected for a period that ends in the quarter and whose due day has come, as `expected_submission` lists them",
        "those of them that arrived, as PEN-04 counts them",
        "Ask the partner that is named for the file, or close the expectation if it was never owed. "
        "The list of gaps goes into the minutes.",
    ),
    Stated(
        "XD-04", "every area for improvement has an action, or a reason for none", False,
        "findings of the kind AREA_FOR_IMPROVEMENT of reviews finalised by the end of the quarter",
        "those of them that an action names as its source, or that carry a `no_action_reason`",
        "Propose an action whose source is the finding, or send the finding again with the reason why there is none.",
    ),
    Stated(
        "XD-05", "open actions at the start, and what came, less what went, are those at the end", True,
        "open actions in the edition that was known on the first day of the quarter, and those endorsed or reopened since, "
        "less those implemented, validated, cancelled, merged, not concurred with, accepted as a risk, or only proposed again",
        "open actions in the edition under review",
        "Send again the actions that are named as gone: an action ends by its state, its row never leaves the register.",
    ),
    Stated(
        "XD-06", "every place in a run that was held has an outcome, or is in progress", True,
        "places enrolled in runs that were held and ended in the quarter",
        "places of the same runs with an outcome, in progress included",
        "Ask the host of the run that is named for the outcome of the places recorded as NOT_RECORDED.",
    ),
    Stated(
        "XD-07", "no share has a numerator above its denominator", True,
        "the numerator of every share, by month and for the quarter, of all and of each partner",
        "its denominator",
        "Open the rows behind the figure (`python -m metrics evidence`): a definition counts a case that its "
        "denominator does not hold. `python -m etl rebuild` makes the counts anew from the kept files.",
    ),
    Stated(
        "XD-08", "the partners' counts add up to the programme's", True,
        "numerators and cases of every partner, and of the rows that name none, added up",
        "those of the programme; not asked of figures of few persons, nor of those that are no sum of partners",
        "`python -m etl rebuild` makes the counts anew from the kept files; if they are still apart, the "
        "definition of the indicator that is named is wrong.",
    ),
    Stated(
        "XD-09", "figures of a signed quarter that moved since have a reason written down", False,
        "every figure of every quarter signed before, as it was signed",
        "the same figure as known now: apart by more than 2 percentage points or 5 records, without a comment on it "
        "written after the signing",
        "Find the cause with `python -m etl diff`, and write it down: `python -m metrics comment --quarter` (the signed "
        "quarter) `--indicator` (the one named).",
    ),
    Stated(
        "XD-12", "every link from an observation or finding to action, change and course leads somewhere", True,
        "codes that a row names: the source of an action, what it was merged into, what caused a change, the courses "
        "that it affects, what an observation recurs from",
        "rows that are there, in whichever programme",
        "Send the row that is named and missing, or send the naming row again with the right code.",
    ),
    Stated(
        "XD-13", "nobody was trained for a unit that had closed", False,
        "rows of runs that were held and ended in the quarter, by unit",
        "units that had not closed before the run began",
        "Send the row again under the unit that took over, or mend the unit's `valid_to`.",
    ),
    Stated(
        "XD-14", "a stock begins as the quarter before was signed", True,
        "every stock at the end of the last quarter that was signed, as it was signed",
        "the same stock at the same day, as known now",
        "Rows that came or were corrected after the signing moved it: find them with `python -m etl diff`. Write the reason "
        "as a comment on the quarter before, and sign it anew: the sign-off before it is kept.",
    ),
)  # fmt: skip
"""By number. Those of the field's list that are missing here are asked when a file is loaded."""
MEND = {law.rule: law.mend for law in STATED}
"""What to do where a law is broken."""
