"""What a profile may say: plain values, one class for each kind of table in its TOML file (profiles/README.md)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from etl.reading.how import Reading

Where = Mapping[str, Any]
"""Column to condition: a text, a list of texts, or a table with `matches`, `missing`, `not`. All must hold."""


@dataclass(frozen=True)
class Recognise:
    """How a file of this source is known: these headers are there (of a list, one of them), those are not."""

    headers: tuple[str | tuple[str, ...], ...]
    absent: tuple[str, ...] = ()


@dataclass(frozen=True)
class Values:
    """How cells are written."""

    decimal: Literal[".", ","] = "."
    thousands: str = ""
    date_order: Literal["YMD", "DMY", "MDY"] = "YMD"
    date_formats: tuple[str, ...] = ()
    timezone: str = "UTC"
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Maker:
    """How one column is made: one source, then steps in the order in which they stand here."""

    # sources, one of them
    header: str | tuple[str, ...] = ()
    constant: str | None = None
    template: str = ""
    manifest: str = ""
    file_name: str = ""
    date_of: Mapping[str, str | int] = field(default_factory=dict)
    days_after: Mapping[str, str | int] = field(default_factory=dict)
    difference: tuple[str, ...] = ()
    choices: Mapping[str, Any] = field(default_factory=dict)
    cases: tuple[Mapping[str, Any], ...] = ()
    known: Mapping[str, str] = field(default_factory=dict)
    # steps
    pattern: str = ""
    date: bool = False
    number: bool = False
    split: str = ""
    recode: str = ""
    code: bool = False
    prefix: str = ""
    distinct: bool = False
    pseudonym: bool = False
    otherwise: str | None = None
    only_where: Where = field(default_factory=dict)
    # when rows are folded
    pick: Literal["first", "last", "earliest", "latest", "least", "most", "sum"] = "first"


SOURCES = (
    "header",
    "constant",
    "template",
    "manifest",
    "file_name",
    "date_of",
    "days_after",
    "difference",
    "choices",
    "cases",
    "known",
)


@dataclass(frozen=True)
class Rejected:
    """Rows that are no record of anything; kept among the refused with `why`."""

    where: Where
    why: str


@dataclass(frozen=True)
class Control:
    """The file's own totals: never loaded; added up again from the other rows."""

    where: Where
    group: tuple[str, ...]
    count: str
    part: str


@dataclass(frozen=True)
class LastPer:
    """Of the rows with the same `key`, the last by `order` (then by place in the file) is the record."""

    key: tuple[str, ...]
    order: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unpivot:
    """Wide to long: one record for each row and item column."""

    name: str
    value: str
    headers: tuple[str, ...] = ()
    matching: str = ""
    all_but: tuple[str, ...] = ()
    next_column: str = ""


@dataclass(frozen=True)
class Grid:
    """A record for every pair of the two columns' values, inside each value of `within`; those that lack are made."""

    columns: tuple[str, ...]
    fill: Mapping[str, str]
    within: str = ""


@dataclass(frozen=True)
class OpenClears:
    """An open item is open: unless `column` holds one of `unless`, the columns `clear` are emptied."""

    column: str
    unless: tuple[str, ...]
    clear: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """The rows of one dataset that a file holds."""

    dataset: str
    columns: Mapping[str, Maker]
    sheet: str = ""
    where: Where = field(default_factory=dict)
    once_per: tuple[str, ...] = ()
    last_per: LastPer | None = None
    unpivot: Unpivot | None = None
    grid: Grid | None = None
    open_clears: tuple[OpenClears, ...] = ()
    missing: Mapping[str, str] = field(default_factory=dict)
    keep: tuple[str, ...] = ()
    most_refused_share: float | None = None
    values: Values = Values()
    plain_numbers: tuple[str, ...] = ()
    from_template: bool = False


@dataclass(frozen=True)
class Profile:
    """How the files of one source become rows of our datasets."""

    key: str
    title: str
    parts: tuple[Part, ...]
    source_system: str = ""
    licence: str = ""
    attribution: str = ""
    assumptions: tuple[str, ...] = ()
    usage_notes: tuple[str, ...] = ()
    recognise: Recognise | None = None
    reading: Reading = field(default_factory=Reading)
    values: Values = Values()
    personal: tuple[str, ...] = ()
    ignored: Mapping[str, str] = field(default_factory=dict)
    make: Mapping[str, Maker] = field(default_factory=dict)
    rejected: tuple[Rejected, ...] = ()
    control: Control | None = None
    recode: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
