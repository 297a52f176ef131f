"""A month is a key, whatever kind of whole number it was made of."""

import numpy as np

from vocabulary.period import Month


def test_a_month_of_numbers_of_a_frame_is_the_same_key():
    assert {Month(2026, 3): "known"}[Month(np.int64(2026), np.int64(3))] == "known"
    assert len({Month(2026, 3), Month(2025, 15 - 12), Month(2027, 3)}) == 3
