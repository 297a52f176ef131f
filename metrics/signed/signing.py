"""Sign a quarter, and prove at any later time that its figures are still what was signed."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from metrics import read
from metrics.catalogue import indicators
from metrics.cube import Cubes
from metrics.indicator import Indicator
from metrics.series import Point, Series
from metrics.signed.ground import ground
from metrics.signed.law import Law, told_to_sign
from metrics.signed.words import Words, words, words_apart, words_found
from metrics.statistics.method import METHODS
from vocabulary.errors import FullCircleError, Refused, Unavailable
from vocabulary.period import Quarter
from vocabulary.scope import Scope
from vocabulary.selection import Selection
from warehouse.definitions import Definition
from warehouse.minutes import SignOff

FORMAT = 1
_DIGITS = 12
"""Significant digits of a figure that are signed: what floating point leaves open is less."""


class Minutes(Words, Protocol):
    """What this module asks of the warehouse."""

    def sign_offs(self) -> list[SignOff]: ...

    def newest_sign_off(self, programme: str, quarter: str) -> SignOff | None: ...

    def sign(self, written: SignOff) -> SignOff: ...

    def definitions(self, edition: int | None = None) -> dict[str, Definition]: ...


@dataclass(frozen=True)
class Difference:
    """One thing that is not as it was signed.

    Args:
        what: where: "FBK-05 2026Q3, numerator".
        signed, found: as they were and as they are; "" where there is nothing.
    """

    what: str
    signed: str
    found: str


@dataclass(frozen=True)
class Verified:
    """What a check of a sign-off found.

    Args:
        is_untouched: the document is what its hash was made of.
        is_chained: the hash of the sign-off before it is the one that it names.
        differences: figures, definitions and words that the warehouse now gives differently for the signed edition.
        count: how many things were compared.
    """

    sign_off: SignOff
    is_untouched: bool
    is_chained: bool
    differences: tuple[Difference, ...]
    count: int

    @property
    def is_equal(self) -> bool:
        return self.is_untouched and self.is_chained and not self.differences

    @property
    def is_judged_otherwise(self) -> bool:
        """True where charts are judged in another way since: verdicts may differ though no figure did."""
        return any(each.what == "methods" for each in self.differences)


def sign(
    minutes: Minutes,
    cubes: Cubes,
    selection: Selection,
    role: str,
    at: dt.datetime,
    asked: Sequence[Law],
    despite: str = "",
) -> SignOff:
    """Sign the quarter under review as the edition of the selection knows it.

    Everything that is known of the quarter is signed: figures of every indicator, definitions, commentary, decisions;
    and the laws of the close that did not hold or could not be *asked*, with the reason to sign all the same (*despite*),
    so that nobody can say later that they were not known.

    Raises:
        Refused: the quarter is not over in that edition, the edition has no figures of the programme, or a law that must
            hold does not and no reason is given.
    """
    edition = cubes.edition(selection.edition)
    quarter = selection.quarter
    if edition.as_of <= quarter.last.last_day:
        said = f"edition {edition.number} is of {edition.as_of}, when the quarter was not over"
        raise Refused(quarter.name, said, "Sign it once the quarter is over")
    if selection.programme not in {each.code for each in read.programmes(cubes, Scope.steward(), edition.number)}:
        raise Refused(selection.programme, f"edition {edition.number} knows no such programme", "Check its code")
    made = SignOff(
        0,
        selection.programme,
        str(quarter),
        edition.number,
        " ".join(role.split()),
        at,
        document="",
        sha256="",
        previous="",
    )
    document = _spelled(
        _heading(made)
        | {
            "format": FORMAT,
            "definitions": definitions_version(minutes.definitions(edition.number)),
            "methods": METHODS,
            "figures": _figures(cubes, selection.programme, quarter, edition.number),
        }
        | told_to_sign(quarter.name, asked, despite)
        | _ground(cubes, selection.programme, quarter, edition.number)
        | words(minutes, selection.programme, str(quarter))
    )
    return minutes.sign(replace(made, document=document))


def verify(minutes: Minutes, cubes: Cubes, sign_off: SignOff) -> Verified:
    """Compute what was signed anew from the warehouse, and compare; also the words, and what is listed of it.

    What was written after it was signed is no difference.
    """
    chain = minutes.sign_offs()
    place = next(at for at, each in enumerate(chain) if each.id == sign_off.id)
    before = chain[place - 1].sha256 if place else ""
    signed = signed_document(sign_off)
    quarter = Quarter.parse(signed["quarter"])
    found = {"methods": METHODS, "figures": _figures_or_why_not(cubes, signed)} | _heading(sign_off)
    try:
        found["definitions"] = definitions_version(minutes.definitions(signed["edition"]))
        found |= _ground(cubes, signed["programme"], quarter, signed["edition"])
    except FullCircleError as error:  # the edition itself is gone: the other sign-offs are still verified
        found |= dict.fromkeys(("definitions", "published_at"), f"cannot be read: {error}")
    found = json.loads(_spelled(found | words_apart(words_found(minutes, signed, sign_off.signed_at))))
    found = {name: said for name, said in found.items() if name in signed}
    told = signed | words_apart(signed)
    left, right = (dict(_leaves({name: part[name] for name in found})) for part in (told, found))
    places = sorted({*left, *right})
    differs = (
        Difference(where, left.get(where, ""), right.get(where, ""))
        for where in places
        if left.get(where) != right.get(where)
    )
    return Verified(sign_off, sign_off.is_untouched, sign_off.previous == before, tuple(differs), len(places))


def newest(minutes: Minutes, programme: str, quarter: Quarter) -> SignOff | None:
    """The sign-off that stands for a quarter; None while it is not signed."""
    return minutes.newest_sign_off(programme, str(quarter))


def signed_document(sign_off: SignOff) -> dict[str, Any]:
    """What was signed: programme, quarter, edition, definitions, figures by indicator code, commentary, decisions,
    laws of the close that were broken or could not be asked, and why it was signed despite of those that must hold.

    Raises:
        Unavailable: it was signed by a newer program.
    """
    document = json.loads(sign_off.document)
    if document["format"] != FORMAT:
        raise Unavailable(f"this sign-off was written by a newer program (format {document['format']})")
    return document


def definitions_version(definitions: dict[str, Definition]) -> str:
    """A hash over every definition in force: its words, and the statement that makes its cells."""
    told = {key: [each.fingerprint, each.sheet] for key, each in definitions.items()}
    return hashlib.sha256(_spelled(told).encode()).hexdigest()


def _heading(sign_off: SignOff) -> dict[str, Any]:
    """What is listed of a sign-off: it stands in the document too, so that nobody can hand it to another role or quarter."""
    names = ("programme", "quarter", "edition", "role")
    at = sign_off.signed_at.astimezone(dt.UTC).isoformat()
    return {name: getattr(sign_off, name) for name in names} | {"signed_at": at}


def _ground(cubes: Cubes, programme: str, quarter: Quarter, edition: int) -> dict[str, Any]:
    selection = Selection.ending(programme, quarter.last).as_known_in(edition)
    return ground(cubes, selection, read.partners(cubes, selection, Scope.steward()))


def _figures(cubes: Cubes, programme: str, quarter: Quarter, edition: int) -> dict[str, Any]:
    """Every figure: quarter, months, target and verdict of each indicator of the catalogue, and its partners' figures."""
    selection = Selection.ending(programme, quarter.last).as_known_in(edition)
    return {each.code: _figures_of(cubes, each, selection) for each in indicators().values()}


def _figures_of(cubes: Cubes, indicator: Indicator, selection: Selection) -> dict[str, Any]:
    found = _series(read.series(cubes, indicator, selection, Scope.steward()))
    return found | {"partners": _partners(cubes, indicator, selection)}


def _figures_or_why_not(cubes: Cubes, signed: dict[str, Any]) -> dict[str, Any]:
    """Figures found again; of an indicator whose cells make no figure any more, why: the others are still compared."""
    selection = Selection.ending(signed["programme"], Quarter.parse(signed["quarter"]).last)
    found: dict[str, Any] = {}
    for each in indicators().values():
        try:
            found[each.code] = _figures_of(cubes, each, selection.as_known_in(signed["edition"]))
        except (ValueError, FullCircleError) as error:
            found[each.code] = {"cannot be counted": str(error)}
    return found


def _series(series: Series) -> dict[str, Any]:
    return {
        "quarter": _point(series.quarter),
        "months": {str(point.month): _point(point) for point in series.points},
        "target": series.target,
        "variation": str(series.verdict.variation),
        "assurance": str(series.verdict.assurance),
        "verdict": series.verdict.title,
    }


def _partners(cubes: Cubes, indicator: Indicator, selection: Selection) -> dict[str, Any]:
    found = read.by_partner(cubes, indicator, selection, Scope.steward())
    return {point.partner: _point(point) for point in found}


def _point(point: Point) -> dict[str, Any]:
    names = ("value", "numerator", "n", "low", "high", "left_out")
    return {"state": str(point.state)} | {name: getattr(point, name) for name in names}


def _spelled(told: Any) -> str:
    """One spelling for what is equal: keys in order, figures to twelve digits."""
    return json.dumps(_rounded(told), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _rounded(told: Any) -> Any:
    if isinstance(told, dict):
        return {str(key): _rounded(value) for key, value in told.items()}
    if isinstance(told, list | tuple):
        return [_rounded(each) for each in told]
    if isinstance(told, float):
        return float(f"{told:.{_DIGITS}g}")
    return told


def _leaves(told: Any, where: str = "") -> Iterator[tuple[str, str]]:
    """Every value with the way to it: `figures, FBK-05, quarter, n`."""
    if isinstance(told, dict) and told:
        for key, value in told.items():
            yield from _leaves(value, f"{where}, {key}" if where else str(key))
    else:
        yield where, json.dumps(told, ensure_ascii=False)
