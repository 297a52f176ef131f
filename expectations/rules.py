"""Readable makers of Rule.

Every maker takes the rule's id, its effect, the columns it speaks of, and by keyword what a steward reads:
`reason` and `hint`. A cell that is missing passes every rule but `filled` (a missing value is a finding of its own).

`shows` and `needs` are the dataset's own columns behind the ones named (`run` behind the fact `run.end_on`);
say them yourself where a fact has a name of its own.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Required, TypedDict, Unpack

from expectations.dataset import Effect, Rule

BEFORE = "before."
SUBMISSION = "submission."


class Said(TypedDict, total=False):
    """What every maker takes by keyword; see `Rule`."""

    reason: Required[str]
    hint: Required[str]
    shows: tuple[str, ...]
    needs: tuple[str, ...]
    when: str


def in_order(rule_id: str, effect: Effect, earlier: str, later: str, **said: Unpack[Said]) -> Rule:
    """*earlier* <= *later*; an empty cell on either side passes. The later cell is the one marked."""
    return _pair(rule_id, effect, (earlier, later), True, said)


def strictly_in_order(rule_id: str, effect: Effect, earlier: str, later: str, **said: Unpack[Said]) -> Rule:
    """*earlier* < *later*; an empty cell on either side passes."""
    return _pair(rule_id, effect, (earlier, later), False, said)


def between(
    rule_id: str, effect: Effect, column: str, least: float | None, most: float | None, **said: Unpack[Said]
) -> Rule:
    """*least* <= the number <= *most*; None leaves that side open."""
    arguments = {"column": column, "min_value": least, "max_value": most}
    return _rule(rule_id, effect, "expect_column_values_to_be_between", arguments, said)


def one_of(rule_id: str, effect: Effect, column: str, values: Sequence[Any], **said: Unpack[Said]) -> Rule:
    """The value is one of *values*."""
    arguments = {"column": column, "value_set": list(values)}
    return _rule(rule_id, effect, "expect_column_values_to_be_in_set", arguments, said)


def none_of(rule_id: str, effect: Effect, column: str, values: Sequence[Any], **said: Unpack[Said]) -> Rule:
    """The value is none of *values*."""
    arguments = {"column": column, "value_set": list(values)}
    return _rule(rule_id, effect, "expect_column_values_to_not_be_in_set", arguments, said)


def filled(rule_id: str, effect: Effect, column: str, **said: Unpack[Said]) -> Rule:
    """The cell holds something."""
    return _rule(rule_id, effect, "expect_column_values_to_not_be_null", {"column": column}, said)


def empty(rule_id: str, effect: Effect, column: str, **said: Unpack[Said]) -> Rule:
    """The cell holds nothing."""
    return _rule(rule_id, effect, "expect_column_values_to_be_null", {"column": column}, said)


def unique(rule_id: str, effect: Effect, columns: Sequence[str], **said: Unpack[Said]) -> Rule:
    """No two rows have the same values in *columns*; all rows of a clash are named."""
    if len(columns) == 1:
        return _rule(rule_id, effect, "expect_column_values_to_be_unique", {"column": columns[0]}, said)
    arguments = {"column_list": list(columns), "ignore_row_if": "all_values_are_missing"}
    return _rule(rule_id, effect, "expect_compound_columns_to_be_unique", arguments, said)


def matches(rule_id: str, effect: Effect, column: str, pattern: str, **said: Unpack[Said]) -> Rule:
    """The text matches the regular expression *pattern*."""
    arguments = {"column": column, "regex": pattern}
    return _rule(rule_id, effect, "expect_column_values_to_match_regex", arguments, said)


def avoids(rule_id: str, effect: Effect, column: str, pattern: str, **said: Unpack[Said]) -> Rule:
    """The text does not match the regular expression *pattern* anywhere."""
    arguments = {"column": column, "regex": pattern}
    return _rule(rule_id, effect, "expect_column_values_to_not_match_regex", arguments, said)


def longest(rule_id: str, effect: Effect, column: str, characters: int, **said: Unpack[Said]) -> Rule:
    """The text has at most that many *characters*."""
    arguments = {"column": column, "max_value": characters}
    return _rule(rule_id, effect, "expect_column_value_lengths_to_be_between", arguments, said)


def true(rule_id: str, effect: Effect, fact: str, **said: Unpack[Said]) -> Rule:
    """The fact (or boolean column) is true where it is known."""
    return _rule(rule_id, effect, "expect_column_values_to_be_in_set", {"column": fact, "value_set": [True]}, said)


def listed(rule_id: str, column: str, thing: str, effect: Effect = Effect.REFUSE_ROW) -> Rule:
    """What *column* names is in the list of *thing*s (the fact `{column}.exists`)."""
    reason, hint = f"The {thing} is in the list of {thing}s.", f"Add the {thing} first, or mend its code."
    return true(rule_id, effect, f"{column}.exists", reason=reason, hint=hint)


def own_columns(names: Sequence[str]) -> tuple[str, ...]:
    """The dataset's own columns behind columns and facts: `run` for `run.end_on`, `due_on` for `before.due_on`."""
    own = (
        name.removeprefix(BEFORE) if name.startswith(BEFORE) else name.partition(".")[0]
        for name in names
        if not name.startswith(SUBMISSION)
    )
    return tuple(dict.fromkeys(own))


def columns_of(arguments: Mapping[str, Any]) -> tuple[str, ...]:
    """The columns and facts that an expectation's arguments name."""
    single = [arguments[word] for word in ("column", "column_A", "column_B") if word in arguments]
    return (*single, *arguments.get("column_list", ()))


def _pair(rule_id: str, effect: Effect, columns: tuple[str, str], or_equal: bool, said: Said) -> Rule:
    earlier, later = columns
    arguments = {
        "column_A": later,
        "column_B": earlier,
        "or_equal": or_equal,
        "ignore_row_if": "either_value_is_missing",
    }
    return _rule(rule_id, effect, "expect_column_pair_values_a_to_be_greater_than_b", arguments, said)


def _rule(rule_id: str, effect: Effect, expectation: str, arguments: Mapping[str, Any], said: Said) -> Rule:
    own = own_columns(columns_of(arguments))
    shows = said.get("shows", own)
    words = {"shows": shows, "needs": shows, **said}
    return Rule(id=rule_id, effect=effect, expectation=expectation, arguments=arguments, **words)
