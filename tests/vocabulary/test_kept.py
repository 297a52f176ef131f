"""What is kept is made once, however many ask for it at the same moment, and bounded."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from vocabulary.kept import Kept

READERS = 8


def test_of_many_that_miss_together_one_makes_it_and_all_get_the_same():
    kept, made, all_there = Kept(most=3), [], threading.Barrier(READERS)

    def make() -> object:
        made.append(threading.get_ident())
        threading.Event().wait(0.05)  # long enough for the others to come
        return object()

    def ask(_: int) -> object:
        all_there.wait()
        return kept.get("cells", make)

    with ThreadPoolExecutor(READERS) as readers:
        found = list(readers.map(ask, range(READERS)))
    assert len(made) == 1
    assert len({id(each) for each in found}) == 1


def test_where_making_fails_each_who_asks_is_told_and_the_next_one_tries_again():
    kept = Kept(most=3)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            kept.get("share", lambda: 1 / 0)
    assert kept.get("share", lambda: 1) == 1


def test_a_thing_may_be_made_of_others_and_what_was_used_last_stays():
    kept = Kept(most=2)
    assert kept.get("page", lambda: kept.get("cells", lambda: 2) + 1) == 3
    kept.get("cells", lambda: pytest.fail("it is there"))
    kept.get("more", lambda: 4)
    assert kept.get("cells", lambda: 5) == 2
    assert kept.get("page", lambda: 6) == 6
