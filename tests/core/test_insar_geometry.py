"""Line-of-sight geometry and its errors, against the specified values and Monte Carlo draws."""

from __future__ import annotations

import math

import numpy as np
import pytest
from references import downslope_deviation, downslope_vector, line_of_sight

from rock_glacier_mapper.core.kinematics import geometry
from rock_glacier_mapper.core.kinematics.geometry import (
    azimuth_from_heading,
    azimuth_from_hyp3,
    azimuth_from_mintpy,
    azimuth_to_satellite,
    compass_point,
    describe_azimuth,
    downslope,
    partials,
    pass_of,
    sensitivity,
)
from rock_glacier_mapper.core.kinematics.settings import Settings
from rock_glacier_mapper.core.kinematics.uncertainty import (
    StructureFunction,
    block_variance,
    los_deviation,
    phase_deviation,
)

#: Aspect, and C of an ascending (heading -12°) and a descending (-168°) pass; incidence 39°,
#: slope 17°.
TABLE = [
    (0, -0.352, -0.352),
    (45, -0.732, 0.101),
    (90, -0.816, 0.361),
    (135, -0.555, 0.278),
    (180, -0.102, -0.102),
    (225, 0.278, -0.555),
    (270, 0.361, -0.816),
    (315, 0.101, -0.732),
]


@pytest.mark.parametrize(("aspect", "ascending", "descending"), TABLE)
def test_specified_sensitivities(aspect, ascending, descending):
    for heading, expected in ((-12, ascending), (-168, descending)):
        azimuth = azimuth_from_heading(heading)
        assert sensitivity(39, azimuth, 17, aspect) == pytest.approx(expected, abs=5e-4)


def test_specified_velocity():
    c = sensitivity(39, azimuth_from_heading(-12), 17, 90)
    assert downslope(-8.16, c) == pytest.approx(10.0, abs=0.01)
    assert math.isnan(downslope(1.0, 0.0))
    assert np.isnan(downslope(np.ones(2), np.array([0.0, 0.5]))).tolist() == [True, False]


def test_sensitivity_is_the_scalar_product_of_unit_vectors():
    rng = np.random.default_rng(1)
    theta, beta = rng.uniform(20, 50, 500), rng.uniform(0, 60, 500)
    azimuth, aspect = rng.uniform(0, 360, (2, 500))
    sight, down = line_of_sight(theta, azimuth), downslope_vector(beta, aspect)
    for vector in (sight, down):
        assert np.linalg.norm(vector, axis=-1) == pytest.approx(np.ones(500))
    expected = (sight * down).sum(axis=-1)
    assert sensitivity(theta, azimuth, beta, aspect) == pytest.approx(expected)


def test_partials_are_derivatives():
    rng = np.random.default_rng(2)
    at = [rng.uniform(20, 50, 200), rng.uniform(0, 360, 200), rng.uniform(1, 50, 200)]
    at.append(rng.uniform(0, 360, 200))
    names = ("incidence", "azimuth", "slope", "aspect")
    found, step = partials(*at), 1e-4
    for number, name in enumerate(names):
        low, high = list(at), list(at)
        low[number], high[number] = at[number] - step, at[number] + step
        slope = (sensitivity(*high) - sensitivity(*low)) / math.radians(2 * step)
        assert getattr(found, name) == pytest.approx(slope, abs=1e-7)


def test_conventions_name_the_same_direction():
    assert azimuth_from_heading(-12) == pytest.approx(258)
    assert azimuth_from_heading(-168) == pytest.approx(102)
    assert azimuth_from_heading(-12, "left") == pytest.approx(78)
    assert azimuth_from_mintpy(102) == pytest.approx(258)
    assert azimuth_from_mintpy(-102) == pytest.approx(102)
    assert azimuth_from_mintpy(-78) == pytest.approx(78)
    assert azimuth_from_hyp3(math.radians(-168)) == pytest.approx(258)
    assert azimuth_from_hyp3(0.0) == pytest.approx(90)
    assert azimuth_from_hyp3(math.pi / 2) == pytest.approx(0)
    given = {"to_satellite": 258, "mintpy": 102, "hyp3": -168, "heading_right": -12}
    for convention, value in {**given, "heading_left": 168}.items():
        assert azimuth_to_satellite(value, convention) == pytest.approx(258)
    with pytest.raises(ValueError, match="right or left"):
        azimuth_from_heading(-12, "up")


def test_passes_and_words():
    assert pass_of(258) == pass_of(78, "left") == "ascending"
    assert pass_of(102) == "descending"
    assert compass_point(258) == "west-south-west"
    assert compass_point(-10) == compass_point(350) == "north"
    assert len({compass_point(22.5 * number) for number in range(16)}) == 16
    text = describe_azimuth(102, "mintpy")
    assert "102° anti-clockwise from north (MintPy, ISCE) = 258°" in text
    assert "west-south-west, ascending" in text
    assert set(geometry.CONVENTIONS) == set(geometry._MEANINGS)


def test_specified_error_and_monte_carlo():
    azimuth = azimuth_from_heading(-10)
    c = sensitivity(38.7, azimuth, 17, 90)
    assert c == pytest.approx(-0.817, abs=5e-4)
    assert downslope(-15, c) == pytest.approx(18.4, abs=0.05)
    sigma = downslope_deviation(-15, 1, 38.7, azimuth, 17, 90)
    assert sigma == pytest.approx(1.4, abs=0.05)
    assert sigma / 18.4 == pytest.approx(0.074, abs=2e-3)
    rng = np.random.default_rng(7)
    errors, size = Settings(), 400_000
    drawn = sensitivity(
        rng.normal(38.7, errors.incidence_error, size),
        rng.normal(azimuth, errors.azimuth_error, size),
        rng.normal(17, errors.slope_error, size),
        rng.normal(90, errors.aspect_error, size),
    )
    velocities = rng.normal(-15, 1, size) / drawn
    assert velocities.mean() == pytest.approx(18.6, abs=0.1)
    assert velocities.std() == pytest.approx(1.4, abs=0.1)


@pytest.mark.parametrize("aspect", [60, 90, 120, 250, 300])
def test_error_propagation_by_monte_carlo(aspect):
    rng = np.random.default_rng(aspect)
    errors, size = Settings(slope_error=1.0, aspect_error=3.0), 200_000
    azimuth = 258.0 if aspect < 180 else 102.0
    v_los = 20 * sensitivity(39, azimuth, 20, aspect)
    drawn = sensitivity(
        rng.normal(39, errors.incidence_error, size),
        rng.normal(azimuth, errors.azimuth_error, size),
        rng.normal(20, errors.slope_error, size),
        rng.normal(aspect, errors.aspect_error, size),
    )
    sigma = downslope_deviation(v_los, 0.5, 39, azimuth, 20, aspect, errors)
    assert (rng.normal(v_los, 0.5, size) / drawn).std() == pytest.approx(sigma, rel=0.04)


def test_phase_noise():
    # One over the square root of twice the looks times the signal to noise ratio.
    assert phase_deviation(math.sqrt(0.5), 50) == pytest.approx(0.1)
    assert phase_deviation(0.8, 16) == pytest.approx(math.sqrt(0.36 / (32 * 0.64)))
    assert np.isfinite(phase_deviation(np.array([0.0, 1.0]), 10)).all()
    days = 36
    expected = 0.0555 / (4 * math.pi) * 0.1 * 365.25 / days
    assert los_deviation(math.sqrt(0.5), 50, 0.0555, days) == pytest.approx(expected)


def test_structure_function_finds_a_known_variogram():
    rng = np.random.default_rng(5)
    structure, slope = StructureFunction(), 2e-3
    x, y = rng.uniform(0, 2000, (2, 120))
    distance = np.hypot(x[:, None] - x, y[:, None] - y)
    # A field with a linear semivariance, by its generalised covariance.
    covariance = 10.0 - slope * distance
    root = np.linalg.cholesky(covariance + 1e-9 * np.eye(len(x)))
    for _ in range(60):
        structure.add(x, y, root @ rng.normal(size=len(x)))
    at = np.array([250.0, 650.0, 1250.0])
    assert structure.semivariance(at) == pytest.approx(slope * at, rel=0.15)
    assert structure.semivariance(np.array(0.0)) == 0
    assert np.isnan(StructureFunction().semivariance(at)).all()


def test_block_variance_by_brute_force():
    rng = np.random.default_rng(6)
    x, y = rng.uniform(0, 400, (2, 150))
    reference = (1200.0, 300.0)
    px, py = np.append(x, reference[0]), np.append(y, reference[1])
    distance = np.hypot(px[:, None] - px, py[:, None] - py)
    covariance = 4.0 * np.exp(-distance / 500)
    factors = np.append(np.full(len(x), 1 / len(x)), -1.0)

    def semivariance(h):
        return 4.0 * (1 - np.exp(-np.asarray(h) / 500))

    found = block_variance(semivariance, x, y, reference)
    assert found == pytest.approx(float(factors @ covariance @ factors), rel=1e-6)
