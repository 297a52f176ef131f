import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.statistics.learning_gain import learning_gain, normalised_gains

NAN = float("nan")
marks = st.lists(st.tuples(st.integers(0, 99), st.integers(0, 100)), min_size=1, max_size=20)


def test_the_worked_example():
    before, after = [40, 55, 60, 70, 50], [70, 80, 75, 85, 65]
    assert normalised_gains(before, after, 100) == pytest.approx([0.5, 0.5556, 0.375, 0.5, 0.3], abs=5e-5)
    assert learning_gain(before, after, 100).median.value == 0.5
    gain_of_means = (np.mean(after) - np.mean(before)) / (100 - np.mean(before))
    assert gain_of_means == pytest.approx(0.4444, abs=5e-5)  # another figure, and not ours


def test_who_cannot_be_compared_is_counted_and_left_out():
    gain = learning_gain([40, 100, NAN, 50, NAN], [70, 90, 80, NAN, NAN], 100)
    assert (gain.paired, gain.at_ceiling, gain.unpaired) == (1, 1, 2)
    assert gain.pairing_rate == 0.5
    assert gain.median.value == 0.5


def test_nobody_tested_has_no_gain():
    gain = learning_gain([], [], 100)
    assert (gain.median.value, gain.pairing_rate) == (None, None)


def test_marks_lost_are_a_negative_gain():
    assert normalised_gains([60], [40], 100).tolist() == [-0.5]


@pytest.mark.parametrize(("before", "after"), [([-1], [5]), ([5], [101]), ([5, 6], [7])])
def test_impossible_marks_are_an_error(before, after):
    with pytest.raises(ValueError, match=r"marks must|each person"):
        normalised_gains(before, after, 100)


@given(marks, st.sampled_from([0.5, 2, 3]))
def test_the_unit_of_marks_changes_nothing(pairs, scale):
    before, after = (np.array(each, float) for each in zip(*pairs, strict=True))
    scaled = normalised_gains(before * scale, after * scale, 100 * scale)
    assert scaled == pytest.approx(normalised_gains(before, after, 100))


@given(marks)
def test_all_that_could_be_learnt_is_one_and_nothing_is_none(pairs):
    before = np.array([mark for mark, _ in pairs], float)
    assert normalised_gains(before, np.full(before.size, 100.0), 100) == pytest.approx(np.ones(before.size))
    assert normalised_gains(before, before, 100).tolist() == [0] * before.size
