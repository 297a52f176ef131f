"""What the partners sent: one roster a period, on time or late."""

from collections.abc import Callable, Sequence

from etl.demo.cast import PARTNERS, RELEASED_TO, Partner
from etl.demo.chance import days
from etl.demo.parcel import Parcel
from etl.demo.rhythm import Turn, turns
from etl.demo.training import Row, places_in
from etl.demo.training_exports import USUAL, Export
from etl.demo.truth import Truth

Spoil = Callable[[list[Row]], list[Row]]


def roster(truth: Truth, partner: Partner, turn: Turn, spoil: Spoil = list, export: Export | None = None) -> Parcel:
    """The roster of one partner for one period, as it was written that day.

    Args:
        spoil: what the sender got wrong or did not know yet, rows to rows.
        export: how it is written; as the partner usually does where None.
    """
    last = min(turn.period.end, turn.received_at.date() - days(5))
    places = spoil(list(places_in(truth.training, turn.period.start, last, partner.code)))
    form = export or USUAL[partner.code]
    return Parcel(
        f"{partner.code}_roster_{turn.period.code}.{form.ending}",
        form.write(truth.training, places),
        form.profile,
        turn.received_at,
        partner=partner.code,
        period=turn.period.code,
        declared_rows=len(places),
        releasability=RELEASED_TO.get(partner.code, "ALL"),
    )


def usual_rosters(truth: Truth, except_for: Sequence[tuple[str, str]]) -> list[Parcel]:
    """The rosters that hold nothing special; *except_for* are (partner, period) that `mishaps` sends instead."""
    return [
        roster(truth, partner, turn)
        for partner in PARTNERS
        for turn in turns(truth.seed, partner)
        if (partner.code, turn.period.code) not in except_for
    ]
