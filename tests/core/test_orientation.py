"""Turned and mirrored pictures, and channels that hold a direction."""

from dataclasses import replace

import numpy as np
import pytest
from affine import Affine
from conftest import UTM32

from rock_glacier_mapper.core.channels import Scaling, make_channel, terrain_channel
from rock_glacier_mapper.core.errors import InputError
from rock_glacier_mapper.core.grid import Grid
from rock_glacier_mapper.core.orientation import (
    SYMMETRIES,
    transform_view,
    turn_vectors,
    undo_view,
    vector_pair,
)

#: Eastness before northness, with others around them.
CHANNELS = tuple(make_channel(role) for role in ("red", "eastness", "slope", "northness"))


def mountain(x, y):
    """Elevation of a cone with an elliptic base beside the centre, with a ripple on it."""
    return 3000 - 0.5 * np.sqrt((x - 90) ** 2 + 2 * (y + 140) ** 2 + 400) + 8 * np.sin(x / 80)


def stack_of(dem):
    """Elevation in the place of red, and the true terrain channels."""
    grid = Grid(UTM32, Affine(10, 0, 600000, 0, -10, 5200000), *dem.shape[::-1])
    layers = [dem] + [terrain_channel(c.role, dem, grid) for c in CHANNELS[1:]]
    return np.stack(layers).astype(np.float32)


def square_dem(angle=0.0, side=80):
    """The mountain turned by ``angle`` degrees counterclockwise, computed at its own positions."""
    steps = 10 * (np.arange(side) - (side - 1) / 2)
    x, y = np.meshgrid(steps, -steps)
    cosine, sine = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    return mountain(cosine * x + sine * y, cosine * y - sine * x)


@pytest.mark.parametrize("view", SYMMETRIES)
def test_a_turned_stack_is_the_stack_of_the_turned_landscape(view):
    """To the last bit, on a picture that is not square either; and back again."""
    values = stack_of(square_dem()[:, :60])
    turned = transform_view(values, CHANNELS, *view)
    dem = transform_view(square_dem()[None, :, :60], (), *view)[0]
    np.testing.assert_array_equal(turned, stack_of(dem))
    assert turned.flags.c_contiguous and not np.shares_memory(turned, values)
    np.testing.assert_array_equal(undo_view(turned, CHANNELS, *view), values)


def test_turning_the_directions_by_any_angle():
    """Two ways to the same field: turn the directions where they stand, or turn the mountain."""
    for angle in (-120, -31, 0, 45, 90):
        values = stack_of(square_dem())[:, 1:-1, 1:-1]
        turn_vectors(values, CHANNELS, angle)
        there = stack_of(square_dem(angle))
        # Value of the turned landscape at the place where each pixel comes to lie.
        steps = np.arange(78) - 38.5
        column, up = np.meshgrid(steps, -steps)
        cosine, sine = np.cos(np.radians(angle)), np.sin(np.radians(angle))
        rows = np.rint(39.5 - (sine * column + cosine * up)).astype(int)
        columns = np.rint(39.5 + cosine * column - sine * up).astype(int)
        near = np.hypot(column, up) < 35
        found = there[:, rows[near], columns[near]]
        steep = values[[1, 3]][:, near] - found[[1, 3]]
        assert np.quantile(np.abs(steep), 0.95) < 0.02, angle


def test_the_components_make_the_slope():
    values = stack_of(square_dem())[:, 1:-1, 1:-1]
    length = np.hypot(values[1], values[3])
    np.testing.assert_allclose(length, np.sin(np.radians(values[2])), atol=1e-6)


@pytest.mark.parametrize("role", ["northness", "eastness"])
def test_one_component_alone_is_refused(role):
    channels = (make_channel("red"), make_channel(role))
    other = {"northness": "eastness", "eastness": "northness"}[role]
    with pytest.raises(InputError, match=f"{role} without {other}"):
        vector_pair(channels)
    with pytest.raises(InputError, match="needs both"):
        transform_view(np.zeros((2, 4, 4)), channels, True, False, False)


@pytest.mark.parametrize("scaling", [Scaling("fixed", 0.0, 0.5), Scaling("scene", 0.0, 0.35)])
def test_scalings_that_do_not_turn_are_refused(scaling):
    channels = (make_channel("eastness"), replace(make_channel("northness"), scaling=scaling))
    with pytest.raises(InputError, match="same fixed scaling"):
        vector_pair(channels)
    assert vector_pair(CHANNELS) == (3, 1) and vector_pair(CHANNELS[:1]) is None
