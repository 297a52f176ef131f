"""The process that reads: what it gives back, what it may cost, and what it cannot see."""

import subprocess
import sys

import pytest

from etl.reading import Limits, Reading, peek, read
from etl.reading.forks import TOO_LONG, Forks
from vocabulary.errors import Refused

BIG = b"a,b\n" + b"12345678,12345678\n" * 6_000_000


@pytest.fixture
def kept(tmp_path):
    def keep(content: bytes):
        path = tmp_path / "kept"
        path.write_bytes(content)
        return path

    return keep


def test_a_sheet_crosses_from_the_child_as_it_was_read(kept):
    [sheet] = read(kept(b"id;day\n007;NA\n1;2;3\n"), "run-R7.csv", Reading(file_name=r"run-(?P<run>\w+)"))
    assert sheet.cells.to_pylist() == [{"c0": "007", "c1": "NA"}]
    assert (sheet.name, sheet.headers, sheet.delimiter, sheet.encoding) == ("run-R7", ("id", "day"), ";", "utf-8")
    assert (sheet.source_rows.tolist(), sheet.label, sheet.file_rows) == ([2], 1, 3)
    assert sheet.unreadable == ((3, "1;2;3", "has 3 cells, the header has 2"),)
    assert sheet.file_values == {"run": "R7"}


def test_a_refusal_crosses_with_what_why_and_how_to_mend(kept):
    with pytest.raises(Refused) as refused:
        read(kept(b"a,a\n"), "roster.csv")
    assert (refused.value.what, refused.value.mend) == ("roster.csv", "Rename one of them, or take one out")


def test_peek_names_the_sheet_and_its_first_rows(kept):
    (name, rows), *_ = peek(kept(b"a,b\n1,2\n"), "roster.csv")
    assert (name, rows[:2]) == ("roster", [["a", "b"], ["1", "2"]])


def test_a_reading_is_not_given_the_answer_of_one_that_was_broken_off(tmp_path):
    forks, nowhere = Forks(), tmp_path / "nowhere"
    process = forks._started()
    process.stdin.write(f"5 {nowhere}\n")  # asked, and nobody waits for the answer
    process.stdin.flush()
    assert [forks.run(tmp_path, 0), forks.run(nowhere, 30)] == [TOO_LONG, 1]
    process.kill()
    process.communicate()


def test_memory_beyond_the_limit_ends_the_child_and_not_us(kept):
    with pytest.raises(Refused, match="memory"):
        read(kept(BIG), "big.csv", limits=Limits(memory_bytes=600 << 20))


def test_a_slow_file_is_refused_when_its_time_is_up(kept):
    with pytest.raises(Refused, match=r"time|longer"):
        read(kept(BIG), "big.csv", limits=Limits(seconds=0))


def test_the_child_gets_nothing_of_our_environment(kept, monkeypatch):
    monkeypatch.setenv("PYTHONHOME", "/nowhere")  # a child that inherited this could not start
    assert read(kept(b"a,b\n1,2\n"), "roster.csv")[0].cells.num_rows == 1


def test_what_a_reading_process_needs_is_there_before_it_is_forked(kept):
    """pyarrow loads pandas at its first question, which cost each file ten times what reading it did."""
    path = kept(b"a,b\n1,2\n")
    asks = f"""
import sys
from pathlib import Path
from etl.reading.child import load_late_parts
from etl.reading.how import Limits, Reading
from etl.reading.whole import sheets_in
load_late_parts()
before = set(sys.modules)
sheets_in(Path({str(path)!r}), "roster.csv", Reading(), Limits(), Path("."))
print([name for name in set(sys.modules) - before if name.startswith(("pandas", "numpy", "pyarrow"))])
"""
    said = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
