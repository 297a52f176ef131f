"""Start the reading process, wait no longer than allowed, take its answer."""

import dataclasses
import json
import signal
import tempfile
from pathlib import Path

import pyarrow as pa

from etl.reading.forks import TOO_LONG, Forks
from etl.reading.how import Limits, Reading
from etl.reading.sheet import Note, RawSheet
from vocabulary.errors import BrokenPromise, NoRoom, Refused

_ENDED_BY_LIMIT = (-signal.SIGKILL, -signal.SIGXCPU, -signal.SIGABRT, -signal.SIGSEGV, -signal.SIGXFSZ, -signal.SIGBUS)

_FORKS = Forks()


def read(path: Path, file_name: str, how: Reading = Reading(), limits: Limits = Limits()) -> list[RawSheet]:
    """Every sheet of the kept file as text.

    Args:
        path: of the kept file.
        file_name: as it arrived.

    Raises:
        Refused: the file cannot be read, with the rule (MF-..) in the reason.
    """
    with tempfile.TemporaryDirectory(prefix="reading-") as folder:
        answer = _answer(Path(folder), path, file_name, how, limits, peek=False)
        return [_sheet(Path(folder), number, told) for number, told in enumerate(answer["sheets"])]


def peek(path: Path, file_name: str, limits: Limits = Limits()) -> list[tuple[str, list[list[str]]]]:
    """Name and first rows of every sheet, for `profile.recognise`; refuses as `read` does."""
    with tempfile.TemporaryDirectory(prefix="reading-") as folder:
        answer = _answer(Path(folder), path, file_name, Reading(), limits, peek=True)
        return [(name, rows) for name, rows in answer["peeked"]]


def _answer(folder: Path, path: Path, file_name: str, how: Reading, limits: Limits, *, peek: bool) -> dict:
    job = {"path": str(path.resolve()), "file_name": file_name, "how": dataclasses.asdict(how), "peek": peek}
    (folder / "job.json").write_text(json.dumps(job | {"limits": dataclasses.asdict(limits)}), encoding="utf-8")
    ended = _FORKS.run(folder, limits.seconds)
    if ended == TOO_LONG:
        raise Refused(file_name, f"reading it takes longer than {limits.seconds} s (MF-01)", "Send it in parts")
    if ended in _ENDED_BY_LIMIT:
        raise Refused(file_name, "reading it takes more memory or time than is allowed (MF-01)", "Send it in parts")
    if ended or not (folder / "answer.json").exists():
        error = folder / "error.txt"
        said = error.read_text(encoding="utf-8")[-2000:] if error.exists() else ""
        raise BrokenPromise(f"reading {file_name} ended with {ended}: {said}")
    answer = json.loads((folder / "answer.json").read_text(encoding="utf-8"))
    if "no_room" in answer:
        raise NoRoom(answer["no_room"])
    if "refused" in answer:
        raise Refused(*answer["refused"])
    return answer


def _sheet(folder: Path, number: int, told: dict) -> RawSheet:
    # read, not mapped: the folder goes away
    with pa.OSFile(str(folder / f"{number}.arrow")) as file:
        table = pa.ipc.open_file(file).read_all()
    return RawSheet(
        cells=table.drop_columns(["source_row"]),
        source_rows=table["source_row"].to_numpy(),
        headers=tuple(told.pop("headers")),
        unreadable=tuple((row, text, why) for row, text, why in told.pop("unreadable")),
        notes=tuple(Note(*note) for note in told.pop("notes")),
        **told,
    )
