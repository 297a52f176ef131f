"""Raw sheets and a profile to the text frames of datasets, with every row of the file accounted for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
import pyarrow as pa

from etl.cells import TEXT, Cells
from etl.folding import Records, cleared, last_state, long, one_per_key, whole_grid
from etl.headers import folded
from etl.makers import made
from etl.outside import outside_findings, part_findings, personal_headers
from etl.persons import only_behind_pseudonyms, pseudonym_columns
from etl.profile_parts import Grid, Maker, Part, Profile
from etl.reading.sheet import RawSheet
from etl.sheets import agree, sheets_of
from etl.steps import Making
from expectations.catalogue import datasets as declared_datasets
from expectations.dataset import Column, Dataset
from expectations.finding import Finding

CONSTANT_SOURCES = ("manifest", "file_name")


@dataclass(frozen=True)
class Mapped:
    """The rows of one dataset in one sheet, as text.

    Args:
        frame: every column of the dataset, in its order; pandas `str`, missing is NaN; RangeIndex.
        source_rows: int64, the row number that a spreadsheet shows; 0 for records that the profile made.
        control, detail: group columns of the profile's control rows and `count`: as printed, and row by row.
        counts: label, control, elsewhere, folded, unreadable, read, made, records, file_rows.
        unreadable: (row number, text, why); with the last part of a sheet only, so that no line is held back twice.
        findings: about the sheet and its columns; none is about a cell.
        declared_missing: column to the reason why this source does not carry it.
        keep: columns whose last known value stays where this file is silent.
    """

    dataset: str
    sheet: str
    frame: pd.DataFrame
    source_rows: np.ndarray
    counts: dict[str, int]
    part: Part
    control: pd.DataFrame = field(default_factory=pd.DataFrame)
    detail: pd.DataFrame = field(default_factory=pd.DataFrame)
    unreadable: tuple[tuple[int, str, str], ...] = ()
    findings: tuple[Finding, ...] = ()
    declared_missing: Mapping[str, str] = field(default_factory=dict)
    keep: tuple[str, ...] = ()
    _raw: RawSheet | None = None
    _rows: np.ndarray = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    _withheld: frozenset[str] = frozenset()
    _unused: frozenset[str] = frozenset()
    _pseudonyms: Mapping[str, str] = field(default_factory=dict)

    def verbatim(self, positions: np.ndarray) -> list[dict[str, str]]:
        """Of each record, header to text of the row that it comes from, as written, without personal columns.

        Where a pseudonym is made of a cell, it stands there: the row can be mended and sent back. A record that the
        profile made has the texts it was made with.
        """
        stands = self._rows[positions] >= 0 if self._raw else np.zeros(len(positions), dtype=bool)
        columns = {header: self._texts(header, positions[stands]) for header in self.headers()}
        written = [dict(zip(columns, texts, strict=True)) for texts in zip(*columns.values(), strict=True)]
        lines = iter(written or [{}] * int(stands.sum()))
        return [next(lines) if on_line else self._said(at) for at, on_line in zip(positions, stands, strict=True)]

    def _texts(self, header: str, positions: np.ndarray) -> list[str]:
        """What stands under a header, on the lines of those records."""
        if column := self._pseudonyms.get(folded(header)):
            return self.frame[column].fillna("").iloc[positions].tolist()
        cells = self._raw.cells.column(self._raw.headers.index(header))
        return cells.take(pa.array(self._rows[positions])).to_pylist()

    def _said(self, position: int) -> dict[str, str]:
        """What a record says that the profile made: it stands on no line."""
        return {name: text for name, text in self.frame.iloc[position].items() if isinstance(text, str)}

    def written(self) -> tuple[RawSheet | None, frozenset[str]]:
        """The sheet as it was written, and the folded headers of which evidence shows nothing: personal, or not used."""
        return self._raw, self._withheld | self._unused

    def headers(self) -> list[str]:
        """The headers of the sheet, as written, without personal columns but those whose pseudonym is shown."""
        hidden = self._withheld - set(self._pseudonyms)
        return [header for header in self._raw.headers if folded(header) not in hidden] if self._raw else []

    def headers_of(self, columns: Iterable[str]) -> list[str]:
        """The headers that those columns of the dataset come from, as written."""
        wanted: set[str] = set()
        for name in columns:
            source = self.part.columns[name].header if name in self.part.columns else ()
            wanted |= {folded(header) for header in ((source,) if isinstance(source, str) else source)}
        return [header for header in self.headers() if folded(header) in wanted]


def map_parts(
    sheets: list[RawSheet],
    profile: Profile,
    manifest_values: Mapping[str, object],
    datasets: Mapping[str, Dataset] | None = None,
) -> list[Mapped]:
    """Every part of the profile that the sheets hold, in the profile's order.

    Args:
        manifest_values: what the sender claims (`partner`, `programme`, `period`, `received_on` ...), `salt`, and
            `known`, which looks up what the warehouse holds (`etl.known.held`).
        datasets: the declared ones, unless given.

    Raises:
        Refused: a header that is needed is not there (MF-03), or no sheet belongs to any part (MF-02).
    """
    datasets = declared_datasets() if datasets is None else datasets
    chosen = sheets_of(sheets, profile, datasets)
    mapped: list[Mapped] = []
    for sheet in sheets:
        parts = [part for part, its_sheet in chosen if its_sheet is sheet]
        if parts:
            mapped += _SheetMapping(sheet, profile, dict(manifest_values), datasets).parts(parts)
    return mapped


class _SheetMapping:
    """One sheet and its parts: cells are cleaned once, shared columns made once."""

    def __init__(self, sheet: RawSheet, profile: Profile, manifest: dict, datasets: Mapping[str, Dataset]) -> None:
        self.sheet, self.profile, self.datasets = sheet, profile, datasets
        self.cells = Cells(sheet, profile.values, f"sheet {sheet.name!r}")
        self.making = Making(profile, manifest)
        for name, maker in profile.make.items():
            self.cells.put(name, made(name, maker, self.cells, self.making))
        control = profile.control
        self.is_control = self.cells.where(control.where) if control else np.zeros(self.cells.length, dtype=bool)
        self.rejected = self._rejected()

    def parts(self, parts: list[Part]) -> list[Mapped]:
        """What is said of the sheet stands with its first part; lines that are no records with its last."""
        mapped = [self._part(part, is_last=part is parts[-1]) for part in parts]
        # only now is it known which columns are used: one that looks personal and is not used stays behind
        withheld = personal_headers(self.sheet, self.profile, self.cells)
        withheld = withheld.union(*(only_behind_pseudonyms(self.profile, part) for part in parts))
        told = {"_withheld": withheld, "_unused": frozenset(map(folded, self.sheet.headers)) - self.cells.used}
        mapped = [
            replace(each, **told, _pseudonyms=pseudonym_columns(self.profile, each.part)) for each in mapped
        ]
        about_sheet = outside_findings(self.sheet, self.profile, self.cells, parts)
        mapped[0] = replace(mapped[0], findings=(*about_sheet, *mapped[0].findings))
        mapped[-1] = replace(mapped[-1], unreadable=self._unreadable(withheld))
        return mapped

    def _rejected(self) -> pd.Series:
        why = self.cells.same(None)
        for rejected in self.profile.rejected:
            now = self.cells.where(rejected.where) & why.isna().to_numpy() & ~self.is_control
            why = why.mask(now, rejected.why)
        return why

    def _part(self, part: Part, is_last: bool) -> Mapped:
        dataset = self.datasets[part.dataset]
        agree(part, dataset, self.profile.key)
        records_here = ~self.is_control & self.rejected.isna().to_numpy()
        belongs = records_here & self.cells.where(part.where)
        rows = np.flatnonzero(belongs)
        cells = long(self.cells, rows, part.unpivot) if part.unpivot else self.cells.at(rows)
        making = Making(self.profile, self.making.manifest)
        there = {
            name: maker for name, maker in part.columns.items() if _is_there(maker, cells, part, dataset.column(name))
        }
        columns = {name: made(name, maker, cells, making) for name, maker in there.items()}
        frame = pd.DataFrame(columns, index=pd.RangeIndex(cells.length), dtype=TEXT)
        records, said = self._folded(Records(frame, cells.rows), part, cells)
        frame = _in_order(cleared(records.frame, part.open_clears), dataset)
        made_once = records.rows >= 0
        return Mapped(
            dataset=part.dataset,
            sheet=self.sheet.name,
            frame=frame,
            source_rows=np.where(
                made_once, self.sheet.source_rows[records.rows] if len(self.sheet.source_rows) else 0, 0
            ),
            counts=self._counts(records, belongs, is_last),
            part=part,
            control=self._control(self.is_control, part),
            detail=self._control(records_here, part),
            findings=part_findings(dataset, frame, making, self.making, said),
            declared_missing=part.missing,
            keep=part.keep,
            _raw=self.sheet,
            _rows=records.rows,
        )

    def _folded(self, records: Records, part: Part, cells: Cells) -> tuple[Records, list[str]]:
        said: list[str] = []
        if part.last_per:
            records = last_state(records, cells, part.last_per)
        if part.once_per:
            records, said = one_per_key(records, part)
        if part.grid:
            same = {
                name: cells.same(maker.constant) if maker.constant else made(name, maker, cells, self.making)
                for name, maker in part.columns.items()
                if maker.constant or any(getattr(maker, source) for source in CONSTANT_SOURCES)
            }
            records = whole_grid(records, part.grid, dict(part.columns), same, self._groups(records, part.grid))
        return records, said

    def _groups(self, records: Records, grid: Grid) -> pd.Series:
        """The value of `within` for each record; those without one are a group too."""
        column = self.cells.column(grid.within) if grid.within else self.cells.same("")
        return column.fillna("").take(records.rows).reset_index(drop=True)

    def _unreadable(self, withheld: frozenset[str]) -> tuple[tuple[int, str, str], ...]:
        places = np.flatnonzero(self.rejected.notna())
        rows = self.sheet.cells.take(places).to_pylist()
        shown = [place for place, header in enumerate(self.sheet.headers) if folded(header) not in withheld]
        lines = [" | ".join(row[f"c{place}"] for place in shown) for row in rows]
        rejected = zip(self.sheet.source_rows[places].tolist(), lines, self.rejected.iloc[places].tolist(), strict=True)
        return (*self.sheet.unreadable, *rejected)

    def _counts(self, records: Records, belongs: np.ndarray, is_last: bool) -> dict[str, int]:
        control = int(self.is_control.sum())
        unreadable = int(self.rejected.notna().sum()) + len(self.sheet.unreadable)
        others = self.sheet.file_rows - self.sheet.label - control - unreadable - int(belongs.sum())
        return {
            "file_rows": self.sheet.file_rows,
            "label": self.sheet.label,
            "control": control,
            "elsewhere": others if is_last else others + unreadable,
            "folded": records.folded,
            "unreadable": unreadable if is_last else 0,
            "read": int(belongs.sum()) - records.folded,
            "made": records.made,
            "records": len(records.rows),
        }

    def _control(self, chosen: np.ndarray, part: Part) -> pd.DataFrame:
        control = self.profile.control
        if control is None or control.part != part.dataset:
            return pd.DataFrame()
        cells = self.cells.at(np.flatnonzero(chosen))
        columns = {name: cells.column(name) for name in control.group if name in cells}
        return pd.DataFrame({**columns, "count": cells.column(control.count)})


def _is_there(maker: Maker, cells: Cells, part: Part, column: Column) -> bool:
    """False where a header is not in the file and need not be; the column is then empty."""
    headers = (maker.header,) if isinstance(maker.header, str) else maker.header
    if not headers or any(header in cells for header in headers):
        return True
    return column.required and column.name not in part.missing


def _in_order(frame: pd.DataFrame, dataset: Dataset) -> pd.DataFrame:
    """Every column of the dataset, in its order; those that nobody made are empty."""
    nothing = pd.Series(pd.array([None], dtype=TEXT).take(np.zeros(len(frame), dtype=np.int64)))
    return pd.DataFrame({name: frame.get(name, nothing) for name in dataset.column_names}, index=frame.index)
