"""Systematic shift or ramp of a field on stable ground, and its error."""

from __future__ import annotations

import numpy as np
import pytest
import rasterio
from rasterio.features import rasterize

from rock_glacier_mapper.core.errors import InputError
from rock_glacier_mapper.core.kinematics.stableground import (
    PLANE,
    SHIFT,
    correlation_length,
    stable_ground,
)
from rock_glacier_mapper.core.vector import read_layer


def field(count=2000, noise=(0.05, 0.08), outliers=0.25, ramp=(0, 0), seed=4):
    rng = np.random.default_rng(seed)
    x, y = rng.uniform(6e5, 6.02e5, count), rng.uniform(5.2e6, 5.203e6, count)
    east = 0.3 + ramp[0] * (x - 6e5) + rng.normal(0, noise[0], count)
    north = -0.7 + ramp[1] * (y - 5.2e6) + rng.normal(0, noise[1], count)
    wrong = rng.choice(count, int(outliers * count), replace=False)
    east[wrong] += rng.uniform(0.5, 6, wrong.size)
    north[wrong] -= rng.uniform(0.5, 6, wrong.size)
    return x, y, east, north


def test_shift_and_error_despite_outliers():
    x, y, east, north = field(outliers=0.1)
    found = stable_ground(x, y, east, north, SHIFT)
    np.testing.assert_allclose(found.median, [0.3, -0.7], atol=0.02)
    np.testing.assert_allclose(found.nmad, [0.05, 0.08], rtol=0.2)
    np.testing.assert_allclose(found.rmse, [0.05, 0.08], rtol=0.15)
    assert (found.rmse_all > 0.8).all()
    assert found.outliers == pytest.approx(0.1, abs=0.02)
    np.testing.assert_allclose(
        found.systematic(np.array([[0.0, 6e5]]), np.array([[9.0, 5.2e6]]))[:, 0, 1], found.median
    )


def test_ramp_despite_outliers():
    x, y, east, north = field(outliers=0.15, ramp=(4e-5, -3e-5))
    found = stable_ground(x, y, east, north, PLANE)
    np.testing.assert_allclose(found.coefficients[1:], [[4e-5, 0], [0, -3e-5]], atol=8e-6)
    expected = np.array([0.3 + 4e-5 * 500, -0.7 - 3e-5 * 1500])
    np.testing.assert_allclose(
        found.systematic(np.float64(6.005e5), np.float64(5.2015e6)), expected, atol=0.01
    )


def test_clean_plane_is_that_of_least_squares():
    x, y, east, north = field(outliers=0, noise=(0, 0), ramp=(1e-4, 2e-4))
    found = stable_ground(x, y, east, north, PLANE)
    np.testing.assert_allclose(found.systematic(x, y), [east, north], atol=1e-9)
    assert found.deviation < 1e-9


def test_rounded_fields_without_scatter():
    x, y = np.arange(20.0), np.arange(20.0) ** 2
    found = stable_ground(x, y, np.full(20, 0.5), np.full(20, -0.25))
    assert found.median.tolist() == [0.5, -0.25] and found.deviation == 0 and found.outliers == 0


def test_too_little_stable_ground():
    x, y, east, north = field(20)
    east[5:] = np.nan
    with pytest.raises(InputError, match="Only 5 vectors lie on stable ground"):
        stable_ground(x, y, east, north)
    with pytest.raises(InputError, match="one line"):
        stable_ground(np.arange(50.0), np.zeros(50), np.arange(50.0), np.zeros(50), PLANE)
    with pytest.raises(InputError, match="not one of"):
        stable_ground(x, y, east, north, "spline")


def test_correlation_length():
    rng = np.random.default_rng(1)
    white = rng.normal(size=(2, 120, 120))
    assert correlation_length(*white, 10) == 10
    averaged = np.stack([rng.normal(size=(150, 150)) for _ in range(2)])
    for values in averaged:  # moving average of 8 x 8: autocorrelation 1 - lag / 8
        total = np.cumsum(np.cumsum(np.pad(values, ((8, 0), (8, 0))), 0), 1)
        values[8:, 8:] = (total[8:, 8:] - total[:-8, 8:] - total[8:, :-8] + total[:-8, :-8])[
            : values.shape[0] - 8, : values.shape[1] - 8
        ]
    averaged = averaged[:, 8:, 8:]
    averaged[:, 20:40, 30:90] = np.nan
    assert 40 <= correlation_length(*averaged, 10) <= 70  # 1 - lag / 8 < 1 / e at lag 5.06
    assert correlation_length(*np.full((2, 5, 5), np.nan), 10) == 10


def test_glaft_velocities(real_data):
    """Landsat velocities with outliers: error of bedrock, m/day."""
    folder = real_data / "insar" / "glaft_kaskawulsh_velocity"
    pair = []
    for name in ("vx", "vy"):
        with rasterio.open(folder / f"20180304-20180405_velo-raw_{name}.tif") as dataset:
            pair.append(dataset.read(1, masked=True).filled(np.nan).astype(float))
            grid = dataset.transform, dataset.shape, dataset.crs
    shapes, _ = read_layer(folder / "bedrock_V2.shp", None, grid[2])
    burnt = rasterize([(f.geometry, 1) for f in shapes], grid[1], transform=grid[0]) == 1
    row, column = np.nonzero(burnt)
    x, y = grid[0] * (column + 0.5, row + 0.5)
    found = stable_ground(x, y, pair[0][burnt], pair[1][burnt])
    assert found.count > 40000
    assert np.nanstd(pair[0][burnt]) > 0.3  # what outliers make of the plain deviation
    assert (found.nmad < 0.06).all() and (found.rmse < 0.06).all()
    assert (np.abs(found.median) < 0.05).all() and 0.03 < found.outliers < 0.15
