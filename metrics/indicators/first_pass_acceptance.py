"""Submissions accepted at the first attempt (DQ-02)."""

from sqlalchemy import FromClause, Select, and_, func, or_

from metrics.facts.fact import Adds, Place, when
from metrics.indicator import Change, Direction, Indicator, OverTime, Unit
from metrics.measures.share import Share
from warehouse.facts import Rows

IN_ALL, ROWS_RECEIVED, ROWS_REFUSED = "submissions", "rows received", "rows refused"
_SENT_FOR = ("programme", "partner", "dataset", "period")
_SAME_FILE = ("programme", "partner", "dataset", "sha256")


def _facts(rows: Rows) -> tuple[Select, ...]:
    return _first(rows, _SENT_FOR), _first(rows, _SAME_FILE), *_all(rows)


def _first(rows: Rows, alike: tuple[str, ...]) -> Select:
    """Submissions with none before them that is alike: for a period the first; without a period the first of its file.

    Asked in two statements, because a join that says "or" is one that a database cannot look up.
    """
    sent, earlier = rows.of("submission_manifest"), rows.of("submission_manifest")
    is_alike = and_(*(func.coalesce(earlier.c[name], "") == func.coalesce(sent.c[name], "") for name in alike))
    is_earlier = or_(
        earlier.c.received_on < sent.c.received_on,
        and_(earlier.c.received_on == sent.c.received_on, earlier.c.batch < sent.c.batch),
    )
    names_period = sent.c.period.is_not(None)
    is_asked = names_period if alike is _SENT_FOR else ~names_period
    place = _place(rows, sent, sent.outerjoin(earlier, is_alike & is_earlier))
    is_first = earlier.c.batch.is_(None)
    return place.fact(Adds(when(sent.c.outcome == "ACCEPTED"), 1), is_asked, is_first)


def _all(rows: Rows) -> tuple[Select, ...]:
    sent = rows.of("submission_manifest")
    place = _place(rows, sent, sent)
    counts = ((IN_ALL, 1), (ROWS_RECEIVED, sent.c.file_rows), (ROWS_REFUSED, sent.c.refused_rows))
    return tuple(place.fact(Adds(denominator=func.coalesce(count, 0)), kind=kind) for kind, count in counts)


def _place(rows: Rows, sent: FromClause, source: FromClause) -> Place:
    return Place(
        source=source,
        month=rows.month(sent.c.received_on),
        programme=sent.c.programme,
        partner=sent.c.partner,
        marking=sent.c.marking,
        topic=sent.c.dataset,
    )


INDICATOR = Indicator(
    key="first_pass_acceptance",
    code="DQ-02",
    title="Submissions accepted at the first attempt",
    short_title="First-pass acceptance",
    question="Do submissions come right the first time, or only after being sent back?",
    definition=(
        "Of the submissions first sent in the period, the share that was accepted as it came. The first submission is "
        "the earliest that a partner sent of a dataset for a reporting period; where no period is named, the first of "
        "its file. A submission of several datasets counts once for each."
    ),
    numerator="Submissions of the denominator that were accepted.",
    denominator="First submissions received in the period: partner, programme, dataset and reporting period.",
    period_key="The day on which the first submission was received.",
    unit=Unit.SHARE,
    direction=Direction.UP,
    over_time=OverTime.SUM,
    topic_is="dataset",
    target=0.90,
    target_source="Proposed default, to be confirmed by the data steward",
    limitations=(
        "Loosening a rule raises it. Read it with the rows refused beside it, and with the ledger, which counts for every "
        "submission how many rows broke which rule: those counts are not cells, and do not stand beside the figure.",
        "Accepted means that the submission was loaded; some of its rows may have been refused all the same. Rows "
        "received and refused are of all submissions of the period, not of the first ones alone.",
        "The same file sent again is recognised and does not count again.",
        "A submission for no single programme is in the figure of none; the ledger has it.",
    ),
    owner_role="Data steward",
    sources=("submission_manifest",),
    facts=_facts,
    read=Share(beside={IN_ALL: "submissions in all", ROWS_RECEIVED: ROWS_RECEIVED, ROWS_REFUSED: ROWS_REFUSED}),
    change_log=(Change("2026-01-01", "First definition."),),
    headline=False,
)
