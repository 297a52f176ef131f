"""The reading process: sets its own limits, reads one file, leaves its answer in a folder, and ends."""

import dataclasses
import json
import re
import resource
import sys
from pathlib import Path

import pyarrow as pa

from etl.reading.delimited import DELIMITERS, first_rows, grid_of
from etl.reading.encoding import as_utf8
from etl.reading.how import Limits, Reading
from etl.reading.kind import kind_of
from etl.reading.layout import sheet_of
from etl.reading.sheet import Note, RawSheet
from etl.reading.workbook import grids_of
from vocabulary.errors import Refused

PEEKED_ROWS = 12


def main(folder: Path) -> None:
    """Read what `job.json` in *folder* asks for; write `answer.json` and one Arrow file a sheet."""
    job = json.loads((folder / "job.json").read_text(encoding="utf-8"))
    limits = Limits(**job["limits"])
    how = Reading(**{key: tuple(value) if isinstance(value, list) else value for key, value in job["how"].items()})
    _confine(limits)
    try:
        answer = (_peek if job["peek"] else _read)(Path(job["path"]), job["file_name"], how, limits, folder)
    except Refused as refused:
        answer = {"refused": [refused.what, refused.why, refused.mend, refused.where]}
    except MemoryError:
        answer = {"refused": [job["file_name"], "reading it takes more memory than is allowed (MF-01)", "Send it in parts", ""]}
    (folder / "answer.json").write_text(json.dumps(answer), encoding="utf-8")


def _confine(limits: Limits) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.file_bytes * 4, limits.file_bytes * 4))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_no_network)


def _no_network(event: str, _: tuple) -> None:
    if event.startswith("socket."):
        raise PermissionError("reading a file needs no network")


def _read(path: Path, file_name: str, how: Reading, limits: Limits, folder: Path) -> dict:
    values = _file_values(file_name, how)
    if kind_of(path, file_name, limits.file_bytes) == "workbook":
        grids, said = grids_of(path, file_name, how, limits)
        encoding = delimiter = ""
        notes: tuple[Note, ...] = ()
    else:
        text = as_utf8(path, file_name, how.encoding, how.damaged_text == "refuse", folder)
        grid, delimiter, said = grid_of(text, file_name, how, limits)
        grids, encoding, notes = [(Path(file_name).stem, grid)], text.encoding, text.notes
    grids = [(name, grid) for name, grid in grids if grid.table.num_rows]
    if not grids:
        raise Refused(file_name, "no sheet holds anything (MF-01)", "Send the sheet with its header")
    notes += tuple(Note("MF-02", sentence) for sentence in said)
    sheets = [sheet_of(grid, name, f"{file_name}, sheet {name}" if not delimiter else file_name, how) for name, grid in grids]
    return {
        "sheets": [
            _kept(sheet, n, folder) | {"encoding": encoding, "delimiter": delimiter, "file_values": values}
            for n, sheet in enumerate(sheets)
        ],
        "notes": [dataclasses.astuple(note) for note in notes],
    }


def _file_values(file_name: str, how: Reading) -> dict[str, str]:
    if not how.file_name:
        return {}
    match = re.search(how.file_name, file_name)
    if match is None:
        raise Refused(file_name, f"its name is not like {how.file_name} (MF-02)", "Name the file as the source names it")
    return {key: value or "" for key, value in match.groupdict().items()}


def _kept(sheet: RawSheet, number: int, folder: Path) -> dict:
    cells = sheet.cells.append_column("source_row", pa.array(sheet.source_rows))
    with pa.OSFile(str(folder / f"{number}.arrow"), "wb") as file, pa.ipc.new_file(file, cells.schema) as writer:
        writer.write_table(cells)
    return {
        "name": sheet.name,
        "headers": sheet.headers,
        "unreadable": sheet.unreadable,
        "label": sheet.label,
        "notes": [dataclasses.astuple(note) for note in sheet.notes],
    }


def _peek(path: Path, file_name: str, how: Reading, limits: Limits, folder: Path) -> dict:
    """The first rows of every sheet, to recognise the file by. Bytes that are no UTF-8 do not matter yet."""
    if kind_of(path, file_name, limits.file_bytes) == "workbook":
        grids, _ = grids_of(path, file_name, Reading(), limits)
        found = [(name, grid.table.slice(0, PEEKED_ROWS)) for name, grid in grids]
        return {"peeked": [(name, [list(row.values()) for row in head.to_pylist()]) for name, head in found]}
    text = as_utf8(path, file_name, how.encoding or "latin-1", False, folder)
    rows = [row for delimiter in DELIMITERS for row in first_rows(text, delimiter, PEEKED_ROWS)]
    return {"peeked": [(Path(file_name).stem, rows)]}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
