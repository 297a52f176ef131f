"""The corrective action register as the programme office sends it: an improvement plan with titles above its header."""

from etl.demo import actions
from etl.demo.office import changed, days_before
from etl.demo.parcel import Parcel
from etl.demo.rhythm import ACTIONS_DAY, office_turns
from etl.demo.tables import template_workbook
from etl.demo.truth import Truth


def register_parcels(truth: Truth) -> list[Parcel]:
    """One file a period: the actions that are new or changed since the one before."""
    turns = office_turns(truth.seed, ACTIONS_DAY, "actions")
    parcels = []
    for turn, before in zip(turns, days_before(turns), strict=True):
        rows = changed(truth.actions, actions.as_known, before, turn.received_at.date())
        content = template_workbook({"corrective_action": rows})
        parcels.append(Parcel(f"improvement_plan_{turn.period.code}.xlsx", content, "corrective_action", turn.received_at,
                              period=turn.period.code, declared_rows=len(rows)))
    return parcels
