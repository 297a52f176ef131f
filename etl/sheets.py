"""Which sheet holds which part."""

from collections.abc import Mapping

from etl.headers import folded
from etl.profile_parts import Part, Profile
from etl.reading.sheet import RawSheet
from expectations.dataset import Dataset
from vocabulary.errors import Refused


def sheets_of(sheets: list[RawSheet], profile: Profile, datasets: Mapping[str, Dataset]) -> list[tuple[Part, RawSheet]]:
    """Each part with its sheet; parts of our template that the file does not hold are left out.

    Raises:
        Refused: a sheet that a profile names is not there (MF-03), or nothing fits (MF-02).
    """
    by_name = {folded(sheet.name): sheet for sheet in sheets}
    if len(by_name) < len(sheets):
        why = "two of its sheets have one name, but for blanks, lines or capitals (MF-02)"
        raise Refused(", ".join(sheet.name for sheet in sheets), why, "Give each sheet a name of its own")
    found = []
    for part in profile.parts:
        if sheet := _sheet_of(part, sheets, by_name):
            found.append((part, sheet))
        elif not part.from_template:
            raise Refused(
                profile.title, f"there is no sheet {part.sheet!r} (MF-03)", f"Its sheets are {', '.join(by_name)}"
            )
    if not found:
        found = _by_headers(sheets, profile, datasets)
    if not found:
        names = ", ".join(part.dataset for part in profile.parts)
        raise Refused(
            ", ".join(by_name),
            "no sheet is named as a dataset, and none has a dataset's headers (MF-02)",
            f"Datasets: {names}",
        )
    return found


def _sheet_of(part: Part, sheets: list[RawSheet], by_name: Mapping[str, RawSheet]) -> RawSheet | None:
    if part.sheet:
        return by_name.get(folded(part.sheet))
    named = by_name.get(folded(part.dataset)) if part.from_template else None
    return named or sheets[0]


def _by_headers(
    sheets: list[RawSheet], profile: Profile, datasets: Mapping[str, Dataset]
) -> list[tuple[Part, RawSheet]]:
    found = []
    for sheet in sheets:
        headers = {folded(header) for header in sheet.headers}
        fits = [part for part in profile.parts if has_columns(datasets[part.dataset], headers)]
        if len(fits) > 1:
            names = ", ".join(part.dataset for part in fits)
            raise Refused(sheet.name, f"its headers fit {names} (MF-02)", "Name the sheet or the file as the dataset")
        found += [(part, sheet) for part in fits]
    return found


def has_columns(dataset: Dataset, headers: set[str]) -> bool:
    """True where every column that cannot be empty has its header, or an alias of it, among the folded *headers*."""
    wanted = [column for column in dataset.columns if column.required]
    return all(headers & {folded(name) for name in (column.name, *column.aliases)} for column in wanted)


def agree(part: Part, dataset: Dataset, profile: str) -> None:
    """Raise Refused where the part names a column that its dataset does not have."""
    unknown = [name for name in (*part.columns, *part.missing, *part.keep) if name not in dataset.column_names]
    if unknown:
        raise Refused(
            f"{profile}.toml",
            f"{part.dataset} has no column {unknown[0]!r}",
            f"It has {', '.join(dataset.column_names)}",
        )
