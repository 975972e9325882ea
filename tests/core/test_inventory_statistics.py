"""Statistics of landform attributes against numpy, scipy and closed forms."""

import numpy as np
import pytest
from scipy.stats import circmean, circstd

from rock_glacier_mapper.core.inventory.statistics import (
    Direction,
    Summary,
    bin_edges,
    direction,
    histogram,
    sector,
    summary,
)


def test_summary_is_that_of_numpy_and_misses_nothing_else():
    values = np.random.default_rng(0).lognormal(0, 1, 501)
    found = summary([*values, np.nan, np.inf])
    assert found.count == 501
    assert found.mean == pytest.approx(values.mean(), rel=1e-12)
    assert found.deviation == pytest.approx(values.std(ddof=1), rel=1e-12)
    quartiles = np.percentile(values, (0, 25, 50, 75, 100))
    assert (found.minimum, found.lower, found.median, found.upper, found.maximum) == tuple(
        quartiles
    )


def test_few_values():
    assert summary([]) == summary([np.nan]) == Summary(0)
    assert summary([4.0]) == Summary(1, 4.0, None, 4.0, 4.0, 4.0, 4.0, 4.0)
    assert summary([1.0, 2.0]).lower == 1.25


def test_direction_is_that_of_scipy():
    angles = np.degrees(np.random.default_rng(1).vonmises(2.0, 1.2, 300)) % 360
    found = direction([*angles, np.nan])
    assert found.count == 300
    assert found.mean == pytest.approx(circmean(angles, high=360), abs=1e-9)
    assert found.deviation == pytest.approx(circstd(angles, high=360), abs=1e-9)


def test_direction_across_north_weights_and_balance():
    assert direction([350, 20]).mean == pytest.approx(5)
    assert direction([0, 90], [1, 0]).mean == pytest.approx(0, abs=1e-9)
    assert direction([0, 90], [1, np.sqrt(3)]).mean == pytest.approx(60)
    assert direction([0, 90], [1, np.nan]).count == 1
    balanced = direction([0, 90, 180, 270])
    assert balanced.mean is None and balanced.resultant == pytest.approx(0, abs=1e-12)
    assert direction([]) == Direction(0) and direction([10.0], [0.0]) == Direction(1)


def test_sectors_begin_at_their_lower_limit():
    degrees = [0, 22.4999, 22.5, 67.5, 337.5, 337.4999, 359.9, 360, -10, 180, np.nan]
    assert sector(degrees).tolist() == [0, 0, 1, 2, 0, 7, 0, 0, 0, 4, -1]


@pytest.mark.parametrize(
    ("values", "step", "first", "width"),
    [
        ([0.02, 0.3, 0.69], 0.1, 0.0, 0.1),
        ([0.0, 4.6], 0.1, 0.0, 0.1),
        ([0.0, 14.0], 0.1, 0.0, 0.5),
        ([3389.0, 5541.0], 100, 3300.0, 100.0),
        ([2110.0, 2590.0], 100, 2100.0, 50.0),
        ([-9.4, 2.0], 1, -10.0, 1.0),
        ([5.0, 5.0], 1, 5.0, 1.0),
        ([0.0, 99999.0], 100, 0.0, 5000.0),
    ],
)
def test_bins_are_at_multiples_of_a_step(values, step, first, width):
    edges = bin_edges(values, step)
    assert edges[0] == first and edges[-1] > max(values)
    assert np.allclose(np.diff(edges), width) and len(edges) <= 52
    assert histogram(values, edges).sum() == len(values)


def test_a_bin_holds_its_lower_limit_as_it_is_written():
    edges = bin_edges([0.0, 1.0], 0.1)
    assert edges.tolist() == [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1]
    counts = histogram([0.3, 0.7, 0.29999, 1.0, np.nan], edges)
    assert np.flatnonzero(counts).tolist() == [2, 3, 7, 10] and counts.sum() == 4
    assert bin_edges([np.nan], 1).size == 0
