"""The quality of the data behind the scorecard: by how many rules the quarter's rows were checked, and what was refused."""

from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

from dashboard import words
from dashboard.address import Asked
from dashboard.desk import Desk
from dashboard.markup import scrolling, tag
from dashboard.screen import Drawn
from expectations.dataset import Effect
from metrics.indicator import Indicator
from vocabulary.errors import Unavailable
from vocabulary.period import Period, Quarter

_STEWARDSHIP = "/stewardship"
_HEAD = ("Indicator", "Submissions", "Rules", "Held", "Warned", "Rows refused", "Findings")


@dataclass(frozen=True)
class Quality:
    """What was checked behind one indicator.

    Args:
        submissions: how many submissions for the quarter hold rows of its sources.
        rules: rules that these rows were checked by; `held` of them in every submission.
        warned: rules that let rows in with a warning.
        refused: rows held back, of `records`.
        worst: the submission with the most rows refused, then the most rules broken; "" where all held.
    """

    indicator: Indicator
    submissions: int
    rules: int
    held: int
    warned: int
    refused: int
    records: int
    worst: str


@dataclass(frozen=True)
class Behind:
    """The quality behind every indicator of the scorecard, as it stands there."""

    quarter: str
    rows: tuple[Quality, ...]
    is_own: bool
    refused: int


def query(desk: Desk, asked: Asked) -> Behind:
    """Read the manifest of the quarter and what the rules said of it; a partner's user those that the partner sent."""
    sent = _sent(desk, asked)
    if sent.empty:
        raise Unavailable(f"No submission for {desk.quarter_name(asked.selection)} has been checked yet.")
    checks = desk.warehouse.checks(sorted(set(sent["batch"])))
    rows = tuple(_quality(indicator, sent, checks) for indicator, _ in desk.scorecard(asked.selection))
    return Behind(desk.quarter_name(asked.selection), rows, desk.scope.partner is not None, int(sent["refused_rows"].sum()))


def _sent(desk: Desk, asked: Asked) -> pd.DataFrame:
    """Lines of the manifest whose period lies in the quarter, or holds some of it, in the edition shown."""
    sent = desk.warehouse.rows("submission_manifest", desk.scope, asked.selection.edition)
    sent = sent[sent["period"].notna() & sent["dataset"].notna()]
    if desk.scope.partner is not None:
        sent = sent[sent["partner"] == desk.scope.partner]
    for name, chosen in (("programme", [asked.selection.programme]), ("partner", list(asked.selection.partners))):
        if chosen:
            sent = sent[sent[name].isna() | sent[name].isin(chosen)]
    within = [code for code in sent["period"].unique() if _overlaps(code, asked.selection.quarter)]
    return sent[sent["period"].isin(within)]


def _overlaps(code: str, quarter: Quarter) -> bool:
    """Whether a period holds some of the quarter; what a sender wrote for a period, and is none, holds nothing."""
    try:
        period = Period.parse(code)
    except ValueError:
        return False
    return period.start <= quarter.last.last_day and period.end >= quarter.first.first_day


def _quality(indicator: Indicator, sent: pd.DataFrame, checks: pd.DataFrame) -> Quality:
    own = sent[sent["dataset"].isin(indicator.sources)]
    asked = checks[checks["dataset"].isin(indicator.sources) & checks["submission"].isin(own["batch"])]
    held = asked.groupby(["dataset", "rule"])["is_held"].all()
    broken = asked[~asked["is_held"]]
    refused = own.groupby("batch")["refused_rows"].sum()
    trouble = pd.DataFrame({"refused": refused, "broken": broken.groupby("submission").size()}).fillna(0)
    trouble = trouble[(trouble > 0).any(axis=1)].sort_values(["refused", "broken"])
    return Quality(
        indicator,
        submissions=own["batch"].nunique(),
        rules=len(held),
        held=int(held.sum()),
        warned=len(broken[broken["effect"].isin((Effect.WARN, Effect.NOTE))].drop_duplicates(["dataset", "rule"])),
        refused=int(refused.sum()),
        records=int((own["loaded_rows"] + own["refused_rows"]).sum()),
        worst="" if trouble.empty else str(trouble.index[-1]),
    )


def draw(behind: Behind) -> Drawn:
    """One line an indicator, in the order of the scorecard."""
    whose = "the submissions that you sent" if behind.is_own else "the submissions"
    note = f"Rules that the rows of {whose} for {behind.quarter} were checked by. Lists without a period left out."
    head = tag("tr", [tag("th", name, scope="col", class_="num" if 0 < at < 6 else None)
                      for at, name in enumerate(_HEAD)])  # fmt: skip
    rows = [_row(each, behind.is_own) for each in behind.rows]
    table = tag("table", tag("thead", head), tag("tbody", rows), class_="plain quality")
    links = () if behind.is_own else (("Stewardship", _STEWARDSHIP),)
    return Drawn(_title(behind), note, scrolling(table, "Rules passed"), links=links)


def _title(behind: Behind) -> str:
    warned = sum(each.warned > 0 for each in behind.rows)
    refused = f"{words.counted(behind.refused, 'row')} refused"
    said = f"warnings behind {words.counted(warned, 'indicator')}" if warned else "no warnings"
    return f"Data behind the scorecard: {refused}, {said}"


def _row(of: Quality, is_own: bool) -> Markup:
    name = f"{of.indicator.code} {of.indicator.short_title}"
    findings = tag("a", of.worst, href=f"{_STEWARDSHIP}/{of.worst}") if of.worst and not is_own else of.worst or "–"
    return tag(
        "tr", tag("th", name, scope="row"),
        [tag("td", text, class_="num", data_name=head) for text, head in zip(_figures(of), _HEAD[1:-1], strict=True)],
        tag("td", findings, data_name=_HEAD[-1]),
    )  # fmt: skip


def _figures(of: Quality) -> tuple[str, ...]:
    if not of.submissions:
        return "none", "–", "–", "–", "–"
    refused = f"{of.refused:,} of {of.records:,}".replace(" ", words.SPACE)
    return f"{of.submissions}", f"{of.rules}", f"{of.held}", f"{of.warned}", refused
