"""The words of a quarter, commentary and decisions, as they are signed and as they are found again."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Protocol

from warehouse.minutes import Comment, Decision

_WORDS = ("commentary", "commentary_by", "commentary_at", "decisions_at")


class Words(Protocol):
    """What this module asks of the warehouse."""

    def comments(self, programme: str, quarter: str) -> list[Comment]: ...

    def every_comment(self, programme: str, quarter: str) -> list[Comment]: ...

    def decisions(self, programme: str) -> list[Decision]: ...


def words(minutes: Words, programme: str, quarter: str) -> dict[str, Any]:
    """What stands written of a quarter."""
    standing = minutes.comments(programme, quarter)
    return {
        "commentary": {each.indicator: each.said for each in standing},
        "commentary_by": {each.indicator: each.role for each in standing},
        "commentary_at": {each.indicator: _moment(each.written_at) for each in standing},
        **_decisions(each for each in minutes.decisions(programme) if each.quarter == quarter),
    }


def words_apart(told: dict[str, Any]) -> dict[str, Any]:
    """The same with each decision at its number, so that a comparison names the decision that differs."""
    decisions = {str(each["id"]): each for each in told["decisions"]}
    return {name: told[name] for name in _WORDS if name in told} | {"decisions": decisions}


def words_found(minutes: Words, signed: dict[str, Any], at: dt.datetime) -> dict[str, Any]:
    """What the warehouse now says was written of a quarter when it was signed. What came later is no difference."""
    programme, quarter = signed["programme"], signed["quarter"]
    stood: dict[str, Comment] = {}
    for each in minutes.every_comment(programme, quarter):
        said = signed["commentary"].get(each.indicator)
        # Of what was written in the very second of the sign-off, the order is told by what was signed.
        if each.written_at < at or (each.written_at == at and said is not None and said == each.said):
            stood[each.indicator] = each
    numbers = {each["id"] for each in signed["decisions"]}
    mine = [each for each in minutes.decisions(programme) if each.quarter == quarter]
    return {
        "commentary": {indicator: each.said for indicator, each in stood.items()},
        "commentary_by": {indicator: each.role for indicator, each in stood.items()},
        "commentary_at": {indicator: _moment(each.written_at) for indicator, each in stood.items()},
        **_decisions(each for each in mine if each.id in numbers or each.written_at < at),
    }


def _decisions(decided: Iterable[Decision]) -> dict[str, Any]:
    told = tuple(decided)
    return {
        "decisions": [_decided(each) for each in told],
        "decisions_at": {str(each.id): _moment(each.written_at) for each in told},
    }


def _moment(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).isoformat()


def _decided(decision: Decision) -> dict[str, Any]:
    names = ("id", "indicator", "said", "owner_role", "role")
    return {name: getattr(decision, name) for name in names} | {"due_on": decision.due_on.isoformat()}
