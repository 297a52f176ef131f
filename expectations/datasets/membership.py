"""Which partner takes part in which programme, from when to when."""

import pandas as pd

from expectations.columns import PROGRAMME, day
from expectations.dataset import Column, Dataset, Effect
from expectations.facts import day_received, exists, looked_up, say
from expectations.known import Known
from expectations.life_cycle import ACTION_OPEN
from expectations.reference_facts import EVER, FOR_EVER, ONE_DAY, apart
from expectations.rules import in_order, true

LEAST_MEMBERS = 2


@say("membership.is_settled", "a partner whose membership ended leaves no open action behind")
def _is_settled(frame: pd.DataFrame, known: Known) -> pd.Series:
    keys = ["programme", "partner"]
    programmes = list(frame["programme"].dropna().unique())
    actions = known.rows("corrective_action", "programme", programmes)
    owners = actions[actions["state"].isin(ACTION_OPEN)].rename(columns={"responsible_partner": "partner"})[keys]
    members = known.rows("membership", "programme", programmes)
    stays = members.loc[~(members["valid_to"] < day_received(known)), keys].drop_duplicates().assign(stays=True)
    left = owners.drop_duplicates().merge(stays, how="left", on=keys)
    left = left[left["stays"].isna()].assign(owns=True)[[*keys, "owns"]]
    owns = frame[keys].merge(left, how="left", on=keys)["owns"].notna()
    return (~owns).astype("boolean").set_axis(frame.index)


@say("programme.is_led", "the programme has a lead and two members on every day of its life up to now")
def _is_led(frame: pd.DataFrame, known: Known) -> pd.Series:
    programmes = list(frame["programme"].dropna().unique())
    lives = known.rows("programme", "programme", programmes).drop_duplicates("programme", keep="last")
    members = known.rows("membership", "programme", programmes)
    today = day_received(known)
    led = {
        life.programme: _is_led_daily(members[members["programme"] == life.programme], life.start_on, min(end, today))
        for life, end in zip(lives.itertuples(), lives["end_on"].fillna(today), strict=True)
    }
    return frame["programme"].map(pd.Series(led, dtype="boolean"))


def _is_led_daily(members: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> bool:
    """Whether both counts hold on every day on which somebody comes or goes, which is every day there is to look at."""
    begins, ends = members["valid_from"].fillna(EVER), members["valid_to"].fillna(FOR_EVER)
    turns = pd.concat([pd.Series([first]), begins, ends + ONE_DAY])
    for turn in turns[(turns >= first) & (turns <= last)].unique():
        there = members[(begins <= turn) & (turn <= ends)]
        if there["partner"].nunique() < LEAST_MEMBERS or not (there["role"] == "LEAD").any():
            return False
    return True


DATASET = Dataset(
    key="membership",
    title="Memberships",
    one_row_is="one partner's membership of one programme, from a day to a day",
    prefix="ME",
    columns=(
        PROGRAMME,
        Column("partner", "id", "the partner"),
        Column("role", "code", "its part in the programme", allowed=("LEAD", "MEMBER", "OBSERVER")),
        day("valid_from", "first day of the membership", required=True),
        day("valid_to", "last day of the membership; empty while it goes on"),
    ),
    key_columns=("programme", "partner", "valid_from"),
    references=("programme", "partner"),
    facts=(
        exists("programme", "programme"),
        exists("partner", "partner"),
        looked_up("programme", "programme", "start_on"),
        apart("membership.is_apart", "membership", ("programme", "partner")),
        _is_led, _is_settled,
    ),
    rules=(
        true(
            "RF-01", Effect.REFUSE_SUBMISSION, "membership.is_apart", shows=("valid_from", "valid_to", "partner"),
            reason="Memberships of one partner in one programme do not overlap.",
            hint="End the earlier one the day before the later one begins.",
        ),
        in_order(
            "RF-01b", Effect.REFUSE_SUBMISSION, "valid_from", "valid_to",
            reason="A membership does not end before it begins.", hint="Mend valid_from or valid_to.",
        ),
        true(
            "RF-04", Effect.WARN, "programme.is_led", shows=("programme", "role", "valid_from", "valid_to"),
            reason="A programme has a lead and at least two members on every day of its life.",
            hint="Add the missing membership, or close the gap between two.",
        ),
        true(
            "XD-10", Effect.WARN, "membership.is_settled", shows=("valid_to", "partner", "programme"),
            reason="A partner that left owns no open action.",
            hint="Agree a new owner of each action; until then they stay open and overdue.",
        ),
        true(
            "ME-01", Effect.REFUSE_ROW, "programme.exists",
            reason="The programme is in the list of programmes.", hint="Add the programme first, or mend its code.",
        ),
        true(
            "ME-02", Effect.REFUSE_ROW, "partner.exists",
            reason="The partner is in the list of partners.", hint="Add the partner first, or mend its code.",
        ),
    ),
    usage_warnings=("A partner is expected to report only while its membership lasts.",),
    example={"programme": "DEMO-CRP", "partner": "ALD", "role": "LEAD", "valid_from": "2023-01-01"},
)  # fmt: skip
