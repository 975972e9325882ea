"""Kappa and binomial intervals against published worked examples and independent formulas."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom, norm

from rock_glacier_mapper.core.accuracy.proportions import half_width, sample_size, wilson_interval
from rock_glacier_mapper.core.accuracy.reviewers import ANSWERS, answer_table, cohens_kappa
from rock_glacier_mapper.core.errors import InputError


def answers_of(table, categories):
    pairs = [
        (categories[i], categories[j])
        for i, row in enumerate(table)
        for j, count in enumerate(row)
        for _ in range(count)
    ]
    return [a for a, _ in pairs], [b for _, b in pairs]


def delta_method(table):
    """Standard error of kappa from its numeric gradient and the multinomial covariance."""
    shares = np.array(table, float) / np.sum(table)

    def kappa(p):
        p = p.reshape(shares.shape)
        expected = p.sum(1) @ p.sum(0)
        return (np.trace(p) - expected) / (1 - expected)

    flat, step = shares.ravel(), 1e-6
    unit = np.eye(flat.size) * step
    gradient = np.array([(kappa(flat + e) - kappa(flat - e)) / (2 * step) for e in unit])
    covariance = (np.diag(flat) - np.outer(flat, flat)) / np.sum(table)
    return np.sqrt(gradient @ covariance @ gradient)


def test_worked_example_of_fleiss():
    """Fleiss, *Statistical methods for rates and proportions*: diagnoses of 100 people.

    kappa 0.68, standard error 0.087, 95 % interval 0.51 to 0.85.
    """
    table = [[75, 1, 4], [5, 4, 1], [0, 0, 10]]
    got = cohens_kappa(*answers_of(table, "abc"), "abc")
    assert (got.observed, got.expected) == (pytest.approx(0.89), pytest.approx(0.66))
    assert round(got.kappa, 2) == 0.68 and round(got.standard_error, 3) == 0.088
    assert got.low == pytest.approx(0.51, abs=0.01) and got.high == pytest.approx(0.85, abs=0.01)
    assert got.table.tolist() == table and got.count == 100


def test_standard_error_against_the_delta_method():
    rng = np.random.default_rng(1)
    for _ in range(30):
        table = rng.integers(0, 40, (4, 4)) + np.diag(rng.integers(1, 60, 4))
        got = cohens_kappa(*answers_of(table, ANSWERS))
        assert got.standard_error == pytest.approx(delta_method(table), rel=1e-5)


def test_extremes_of_kappa():
    same = ["yes", "no", "yes"]
    assert cohens_kappa(same, same).kappa == 1 and cohens_kappa(same, same).standard_error == 0
    assert cohens_kappa(["yes", "no"], ["no", "yes"]).kappa == -1
    assert cohens_kappa(["yes"] * 3, ["yes"] * 3).kappa is None  # chance alone agrees
    assert cohens_kappa(["yes"] * 4, ["yes", "no"] * 2).kappa == 0
    got = cohens_kappa([None, "yes", ""], ["yes", None, "no"])
    assert got.count == 0 and got.kappa is None and got.observed is None
    with pytest.raises(InputError, match="same sample"):
        cohens_kappa(["yes"], [])
    with pytest.raises(InputError, match="no answer"):
        cohens_kappa(["maybe"], ["yes"])


def test_table_4_of_tprogi():
    """Sun et al. 2024: 2110 markers; 87 % yes by both, no 1 % and 6 %."""
    counts = {"Reviewer 1": (1836, 17, 42, 215), "Reviewer 2": (1844, 127, 44, 95)}
    given = {
        name: [answer for answer, n in zip(ANSWERS, numbers) for _ in range(n)] + [None]
        for name, numbers in counts.items()
    }
    rows = answer_table(given)
    for row, numbers in zip(rows, counts.values()):
        assert (row.sample, row.answered) == (2111, 2110)
        assert tuple(share.count for share in row.shares) == numbers
    yes = rows[0].shares[0]
    assert yes.share == pytest.approx(0.870, abs=5e-4) and yes.low < yes.share < yes.high
    assert [round(100 * row.shares[1].share) for row in rows] == [1, 6]
    assert answer_table({"R": [None]})[0].shares[0].share is None


def test_wilson_solves_its_equation():
    """The ends are the shares p for which (count / n - p)² = z² p (1 - p) / n."""
    for count, total in ((1, 10), (5, 10), (1836, 2110), (99, 100)):
        for end in wilson_interval(count, total, 0.9):
            z2 = norm.ppf(0.95) ** 2
            assert (count / total - end) ** 2 == pytest.approx(z2 * end * (1 - end) / total)
    # Newcombe 1998, Statistics in Medicine 17:857-872: 81 of 263 and 15 of 148.
    assert wilson_interval(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson_interval(15, 148) == pytest.approx((0.0624, 0.1605), abs=5e-5)
    assert wilson_interval(0, 20) == pytest.approx((0, 0.1611), abs=5e-5)
    assert wilson_interval(0, 0) == (None, None) and wilson_interval(3, 3)[1] == 1
    for wrong in ((4, 3), (-1, 3)):
        with pytest.raises(InputError):
            wilson_interval(*wrong)


def test_wilson_covers_as_often_as_it_says():
    share, size = 0.87, 200
    counts = np.arange(size + 1)
    inside = [low <= share <= high for low, high in (wilson_interval(int(c), size) for c in counts)]
    assert binom.pmf(counts, size, share)[inside].sum() == pytest.approx(0.95, abs=0.015)


def test_sample_size():
    assert sample_size(0.05, 0.5) == 385  # the textbook number
    assert sample_size(0.05, 0.5, 1000) == 278
    for half in (0.01, 0.02, 0.05):
        size = sample_size(half, 0.87, 44273)
        assert half_width(0.87, size, 44273) <= half * 1.0001
        assert half_width(0.87, size - 2, 44273) > half
    assert sample_size(0.001, 0.5, 30) == 30 and half_width(0.5, 30, 30) == 0
    for wrong in ((0, 0.5), (1, 0.5), (0.1, 1.5)):
        with pytest.raises(InputError):
            sample_size(*wrong)
