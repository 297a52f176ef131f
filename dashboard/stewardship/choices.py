"""What may be said of a file when it is sent: every choice comes from a list, and nothing else is taken."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.desk import Desk
from expectations.catalogue import datasets, load_order
from vocabulary.errors import Unavailable

TEMPLATE = "template"
"""Profile of a workbook with several of our own sheets."""
_PERIODS_OFFERED = 30


class Unknown(Exception):
    """Something was said that is on no list."""


@dataclass(frozen=True)
class Claims:
    """What the steward says of a file; "" leaves it to the file."""

    profile: str
    partner: str
    programme: str
    period: str
    for_us_alone: bool


@dataclass(frozen=True)
class Offered:
    """What there is to choose from: words by code."""

    templates: Mapping[str, str]
    profiles: Mapping[str, str]
    partners: Mapping[str, str]
    programmes: Mapping[str, str]
    periods: Mapping[str, str]


def offered(desk: Desk) -> Offered:
    """The lists as the newest edition knows them; before there is one, only the ways to read a file."""
    templates = {TEMPLATE: "Our workbook with several sheets"} | templates_of()
    profiles = dict(desk.intake.profiles) if desk.intake else {}
    try:
        edition = desk.edition()
    except Unavailable:
        return Offered(templates, profiles, {}, {}, {})
    names = desk.names(edition.number)
    return Offered(templates, profiles, names.partners, names.programmes, _periods(desk, edition.number))


def templates_of() -> dict[str, str]:
    """Title of each dataset that somebody sends, in the order in which they load."""
    declared = datasets()
    return {key: declared[key].title for key in load_order(declared) if not declared[key].is_ours}


def claimed(desk: Desk, form: Mapping[str, str]) -> Claims:
    """What the form says of the file.

    Raises:
        Unknown: a code is on no list.
    """
    lists = offered(desk)
    return Claims(
        _one_of(form, "profile", {**lists.templates, **lists.profiles}),
        _one_of(form, "partner", lists.partners),
        _one_of(form, "programme", lists.programmes),
        _one_of(form, "period", lists.periods),
        bool(form.get("for_us_alone")),
    )


def _one_of(form: Mapping[str, str], name: str, known: Mapping[str, str]) -> str:
    said = form.get(name, "")
    if said and said not in known:
        raise Unknown(f"This {name} is on no list of this warehouse. Open the page again and choose one from its list.")
    return said


def _periods(desk: Desk, edition: int) -> dict[str, str]:
    """Periods that have begun, the newest first."""
    known = desk.warehouse.rows("period", desk.scope, edition)
    begun = known[known["start_on"].dt.date <= desk.today].sort_values(["end_on", "period"], ascending=False)
    return {code: code for code in begun["period"].head(_PERIODS_OFFERED)}
