"""The reading process: sets its own limits, reads one file, leaves its answer in a folder, and ends."""

import dataclasses
import errno
import json
import resource
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from etl.reading.how import Limits, Reading
from etl.reading.sheet import RawSheet
from etl.reading.whole import first_rows_of, sheets_in
from vocabulary.errors import Refused

_LEAST_WRITTEN = 64 << 20
_AS_UTF8 = 4  # bytes that one byte of a text can become


def load_late_parts() -> None:
    """Have pyarrow load what it loads at its first question: pandas, which costs ten times what a small file does.

    Asked before the first fork, so that every reading process has it already.
    """
    pc.equal(pa.array([""]), "").to_numpy(zero_copy_only=False)


def main(folder: Path) -> None:
    """Read what `job.json` in *folder* asks for; write `answer.json` and one Arrow file a sheet."""
    job = json.loads((folder / "job.json").read_text(encoding="utf-8"))
    limits = Limits(**job["limits"])
    _confine(limits)
    try:
        answer = _answer(job, limits, folder)
    except Refused as refused:
        answer = {"refused": [refused.what, refused.why, refused.mend, refused.where]}
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        for half in folder.glob("*.arrow"):
            half.unlink()
        answer = {"no_room": f"there is no room in the folder for temporary files to read {job['file_name']}: make some"}
    except MemoryError:
        answer = {
            "refused": [
                job["file_name"],
                "reading it takes more memory than is allowed (MF-01)",
                "Send it in parts",
                "",
            ]
        }
    (folder / "answer.json").write_text(json.dumps(answer), encoding="utf-8")


def _confine(limits: Limits) -> None:
    most_written = max(limits.file_bytes * _AS_UTF8, _LEAST_WRITTEN)
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_written, most_written))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    sys.addaudithook(_no_network)


def _no_network(event: str, _: tuple) -> None:
    if event.startswith("socket."):
        raise PermissionError("reading a file needs no network")


def _answer(job: dict, limits: Limits, folder: Path) -> dict:
    path, file_name = Path(job["path"]), job["file_name"]
    if job["peek"]:
        return {"peeked": first_rows_of(path, file_name, limits, folder)}
    how = Reading(**{key: tuple(value) if isinstance(value, list) else value for key, value in job["how"].items()})
    sheets = sheets_in(path, file_name, how, limits, folder)
    return {"sheets": [_kept(sheet, number, folder) for number, sheet in enumerate(sheets)]}


def _kept(sheet: RawSheet, number: int, folder: Path) -> dict:
    """The sheet's cells in an Arrow file, all the rest as it is told in JSON."""
    cells = sheet.cells.append_column("source_row", pa.array(sheet.source_rows))
    with pa.OSFile(str(folder / f"{number}.arrow"), "wb") as file, pa.ipc.new_file(file, cells.schema) as writer:
        writer.write_table(cells)
    told = {field.name: getattr(sheet, field.name) for field in dataclasses.fields(sheet)}
    told = {name: value for name, value in told.items() if name not in ("cells", "source_rows")}
    return told | {"notes": [dataclasses.astuple(note) for note in sheet.notes]}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
