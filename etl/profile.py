"""Profiles: found by key in `profiles`, derived from datasets for our own templates, recognised by a file's headers."""

import dataclasses
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from etl.headers import folded
from etl.profile_parts import SOURCES, Maker, Part, Profile
from etl.reading.how import Reading
from etl.strict import built
from expectations.dataset import Dataset
from vocabulary.errors import Refused

FOLDER = Path(__file__).parent / "profiles"
TEMPLATE = "template"
_PLURALS = {"part": "parts"}


def keys(folder: Path = FOLDER) -> tuple[str, ...]:
    """Keys of the profiles there are, in order."""
    return tuple(sorted(path.stem for path in folder.glob("*.toml")))


def load(key: str, folder: Path = FOLDER) -> Profile:
    """Read the profile of that key.

    Raises:
        Refused: there is none, or it says something that no profile can say; names the file and the key.
    """
    path = folder / f"{key}.toml"
    if key not in keys(folder):
        raise Refused(key, "no profile has this key", f"The profiles are {', '.join(keys(folder))}")
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise Refused(path.name, f"it is not TOML: {error}", "Mend the line") from error
    profile = built(Profile, _spelled_out(table), path.name, key)
    _agree(profile, path.name)
    return dataclasses.replace(profile, parts=tuple(_told(part, profile) for part in profile.parts))


def _told(part: Part, profile: Profile) -> Part:
    """The part with what its columns must know of the whole: how cells are written, which hold plain numbers by then."""
    made = {folded(name) for name, maker in profile.make.items() if maker.number}
    plain = tuple(
        name
        for name, maker in part.columns.items()
        if maker.number or (isinstance(maker.header, str) and folded(maker.header) in made)
    )
    return dataclasses.replace(part, values=profile.values, plain_numbers=plain)


def _spelled_out(table: dict[str, Any]) -> dict[str, Any]:
    """The short spellings made long: `run = "slug"` is `run = { header = "slug" }`."""
    table = {_PLURALS.get(name, name): value for name, value in table.items()}
    for part in table.get("parts", ()):
        part["columns"] = _makers(part.get("columns", {}))
    return table | {"make": _makers(table.get("make", {}))}


def _makers(columns: Mapping[str, Any]) -> dict[str, Any]:
    return {name: {"header": value} if isinstance(value, str) else value for name, value in columns.items()}


def _agree(profile: Profile, file: str) -> None:
    if profile.key != Path(file).stem:
        raise Refused(file, f"its key is {profile.key!r}", f"Write key = {Path(file).stem!r}, or rename the file")
    makers = {f"make.{name}": maker for name, maker in profile.make.items()}
    for part in profile.parts:
        makers |= {f"part {part.dataset}.{name}": maker for name, maker in part.columns.items()}
    for place, maker in makers.items():
        given = [name for name in SOURCES if getattr(maker, name) not in ("", (), {}, None)]
        if len(given) != 1 and maker.constant != "":
            raise Refused(file, f"a column has one source; this has {given or 'none'}", "Name one", place)
        if maker.recode and maker.recode not in profile.recode:
            raise Refused(file, f"there is no table [recode.{maker.recode}]", "Add it, or drop the key", place)


def for_datasets(datasets: Mapping[str, Dataset]) -> Profile:
    """The profile of our own template: sheet or file name is the dataset, headers are its columns or their aliases."""
    parts = tuple(
        Part(
            dataset=key,
            columns={c.name: Maker(header=(c.name, *c.aliases)) for c in dataset.columns},
            sheet=key if len(datasets) > 1 else "",
            from_template=True,
        )
        for key, dataset in datasets.items()
    )
    return Profile(key=TEMPLATE, title="Our own template", parts=parts, reading=Reading())


def recognise(
    file_name: str,
    header_rows: Sequence[tuple[str, Sequence[Sequence[str]]]],
    profiles: Mapping[str, Profile],
    datasets: Mapping[str, Dataset],
) -> str:
    """The key of the one profile, or dataset, whose headers a file has; `template` for a workbook of several datasets.

    Args:
        file_name: as it arrived.
        header_rows: for each sheet its name and its first rows (`reading.peek`).

    Raises:
        Refused: no profile fits, or more than one does (all are named: it is never guessed).
    """
    rows = _rows(header_rows)
    fits = _by_signature(rows, profiles)
    names = {folded(name) for name, _ in header_rows} | {_stem(file_name)}
    named = [key for key in datasets if folded(key) in names]
    if not fits and len(named) > 1:
        return TEMPLATE
    fits += named or _by_template(rows, datasets)
    if len(fits) == 1:
        return fits[0]
    if not fits:
        raise Refused(
            file_name,
            "its headers fit no profile and no template (MF-02)",
            _nearest(rows, profiles, datasets)
            or f"Is it the right sheet, with its header? Else name the profile: {', '.join([*profiles, *datasets])}",
        )
    raise Refused(
        file_name, f"its headers fit {', '.join(fits)} (MF-02)", f"Name the one that is meant: --profile {fits[0]}"
    )


def fitting(
    header_rows: Sequence[tuple[str, Sequence[Sequence[str]]]],
    profiles: Mapping[str, Profile],
    datasets: Mapping[str, Dataset],
) -> list[str]:
    """Keys of every profile and dataset whose headers a file has, whatever it and its sheets are called.

    Args:
        header_rows: as `recognise` takes them.
    """
    rows = _rows(header_rows)
    return [*_by_signature(rows, profiles), *_by_template(rows, datasets)]


def _rows(header_rows: Sequence[tuple[str, Sequence[Sequence[str]]]]) -> list[set[str]]:
    """What stands in each of the first rows, in the form in which headers are compared."""
    return [{folded(cell) for cell in row} - {""} for _, sheet in header_rows for row in sheet]


def _by_signature(rows: Sequence[set[str]], profiles: Mapping[str, Profile]) -> list[str]:
    return [key for key, profile in profiles.items() if any(_has_signature(profile, row) for row in rows)]


def _by_template(rows: Sequence[set[str]], datasets: Mapping[str, Dataset]) -> list[str]:
    return [key for key, dataset in datasets.items() if any(_is_template(dataset, row) for row in rows)]


def header_row(
    profile: Profile,
    first_rows: Sequence[tuple[str, Sequence[Sequence[str]]]],
    datasets: Mapping[str, Dataset],
) -> int:
    """The row in which the headers stand by which the profile, or our template, is known; where the profile says if none.

    Args:
        first_rows: as `recognise` takes them.
    """
    ours = [datasets[part.dataset] for part in profile.parts if part.from_template]
    told = profile.reading.header_row
    for _, rows in first_rows:
        for number, row in enumerate(rows, start=1):
            found = {folded(cell) for cell in row} - {""}
            if number > told and (_has_signature(profile, found) or any(_is_template(one, found) for one in ours)):
                return number
    return told


def _nearest(rows: Sequence[set[str]], profiles: Mapping[str, Profile], datasets: Mapping[str, Dataset]) -> str:
    """What the file lacks of the profile or template that it comes nearest to, as a sentence; "" where none is near."""
    wanted = {key: [_names(h) for h in p.recognise.headers] for key, p in profiles.items() if p.recognise}
    wanted |= {key: _template_headers(dataset) for key, dataset in datasets.items()}
    lacking = {
        key: min(([names[0] for names in headers if not row & {folded(n) for n in names}] for row in rows), key=len)
        for key, headers in wanted.items()
        if rows
    }
    near = {key: names for key, names in lacking.items() if len(names) * 2 <= len(wanted[key])}
    if not near:
        return ""
    key = min(near, key=lambda each: len(near[each]) / len(wanted[each]))
    if not near[key]:
        others = [h for h in profiles[key].recognise.absent if any(folded(h) in row for row in rows)]
        return f"It would be {key}, but that one has no {', '.join(others)}. Name the profile if it is that."
    return (
        f"The nearest is {key}, which has {', '.join(near[key])} besides: add or rename that, or name another profile."
    )


def _has_signature(profile: Profile, row: set[str]) -> bool:
    signature = profile.recognise
    if signature is None:
        return False
    is_there = all(row & {folded(name) for name in _names(header)} for header in signature.headers)
    return is_there and not {folded(h) for h in signature.absent} & row


def _names(header: str | tuple[str, ...]) -> tuple[str, ...]:
    return (header,) if isinstance(header, str) else header


def _is_template(dataset: Dataset, row: set[str]) -> bool:
    return all(row & {folded(name) for name in names} for names in _template_headers(dataset))


def _template_headers(dataset: Dataset) -> list[tuple[str, ...]]:
    """Name and aliases of each column by which our own template is known."""
    wanted = [column for column in dataset.columns if column.required or column.name in dataset.key_columns]
    return [(column.name, *column.aliases) for column in wanted]


def _stem(file_name: str) -> str:
    return folded(Path(file_name).stem)
