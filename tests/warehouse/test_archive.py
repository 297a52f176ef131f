"""Files are kept as they came, and never changed."""

import hashlib
import io
import stat

import pytest

from vocabulary.errors import Unavailable


def test_a_file_is_kept_under_its_hash_read_only(archive):
    sha256 = archive.keep(io.BytesIO(b"run,person\n"))
    assert sha256 == hashlib.sha256(b"run,person\n").hexdigest()
    kept = archive.path(sha256)
    assert kept.read_bytes() == b"run,person\n"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o444


def test_the_same_content_is_kept_once(archive):
    first = archive.path(archive.keep(io.BytesIO(b"same")))
    before = first.stat().st_ino
    assert archive.path(archive.keep(io.BytesIO(b"same"))).stat().st_ino == before
    assert [path.name for path in first.parent.iterdir()] == [first.name]


def test_a_file_larger_than_one_piece_is_kept_whole(archive):
    content = b"0123456789" * 300_000
    assert archive.path(archive.keep(io.BytesIO(content))).read_bytes() == content


def test_a_stream_that_breaks_off_leaves_nothing(archive, tmp_path):
    class Broken(io.BytesIO):
        def read(self, size=-1):
            raise OSError("the line went dead")

    with pytest.raises(OSError, match="went dead"):
        archive.keep(Broken())
    assert [path for path in (tmp_path / "archive").rglob("*") if path.is_file()] == []


def test_what_is_made_from_a_submission_is_kept_beside_it_and_replaced(archive):
    archive.keep_derived("S000001", "refused.xlsx", b"first")
    archive.keep_derived("S000001", "refused.xlsx", b"second")
    assert archive.derived("S000001", "refused.xlsx").read_bytes() == b"second"


def test_what_is_not_kept_is_unavailable(archive):
    with pytest.raises(Unavailable):
        archive.path("0" * 64)
    with pytest.raises(Unavailable):
        archive.derived("S000001", "refused.xlsx")


@pytest.mark.parametrize("name", ["../warehouse.sqlite", "a/b", "", ".hidden", ".."])
def test_a_name_that_leads_elsewhere_is_an_error(archive, name):
    with pytest.raises(ValueError, match="cannot name"):
        archive.keep_derived("S000001", name, b"")
    with pytest.raises(ValueError, match="cannot name"):
        archive.derived(name, "refused.xlsx")
    with pytest.raises(ValueError, match="is no sha256"):
        archive.path(name)
