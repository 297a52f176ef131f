"""Finding texts that say nearly the same, without comparing every pair."""

import itertools

import pandas as pd

from expectations.near_duplicates import near_duplicates


def texts(*rows: tuple[str, str, str]) -> pd.DataFrame:
    """One row a text: who wrote it, when, and its words."""
    frame = pd.DataFrame(rows, columns=["by", "on", "text"]).astype({"on": "datetime64[ns]"})
    return frame.assign(id=[f"T{at}" for at in range(len(frame))])


def test_four_shared_words_in_five_are_near_and_three_are_not():
    near = texts(("ALD", "2026-01-01", "one two three four five"), ("ALD", "2026-01-02", "one two three four"))
    far = texts(("ALD", "2026-01-01", "one two three four five"), ("ALD", "2026-01-02", "one two three"))
    assert near_duplicates(near, 30).tolist() == [True, True]
    assert near_duplicates(far, 30).tolist() == [False, False]


def test_thirty_days_apart_is_near_and_thirty_one_is_not():
    rows = texts(("ALD", "2026-01-01", "the very same"), ("ALD", "2026-01-31", "The very, SAME"),
                 ("ALD", "2026-03-03", "the very same"))  # fmt: skip
    assert near_duplicates(rows, 30).tolist() == [True, True, False]


def test_other_authors_and_missing_texts_are_not_compared():
    rows = texts(("ALD", "2026-01-01", "the very same"), ("BRE", "2026-01-01", "the very same"),
                 ("ALD", "2026-01-01", None), ("ALD", "2026-01-01", "..."), ("ALD", "2026-01-01", "..."))  # fmt: skip
    assert near_duplicates(rows, 30).tolist() == [False] * 5


def test_nothing_has_no_duplicates():
    assert near_duplicates(texts(), 30).tolist() == []


def test_the_answer_is_that_of_comparing_every_pair():
    words = "form list term step plan note call team".split()  # noqa: SIM905 - easier to read
    said = [" ".join(some) for size in (4, 5, 6) for some in itertools.combinations(words, size)]
    days = pd.date_range("2026-01-01", periods=len(said), freq="D").strftime("%Y-%m-%d")
    rows = texts(*(("ALD", day, text) for day, text in zip(days, said, strict=True)))
    sets = [set(text.split()) for text in said]

    def is_near(one: int, other: int) -> bool:
        shared, either = sets[one] & sets[other], sets[one] | sets[other]
        return one != other and abs(one - other) <= 60 and len(shared) * 5 >= len(either) * 4

    by_hand = [any(is_near(one, other) for other in range(len(said))) for one in range(len(said))]
    assert 0 < sum(by_hand) < len(said)
    assert near_duplicates(rows, 60).tolist() == by_hand
