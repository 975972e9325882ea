"""Separation into units on forms and terrains whose units are known by construction."""

import numpy as np
import pytest
from scipy import ndimage

from rock_glacier_mapper.core.errors import InputError
from rock_glacier_mapper.core.objects.units import (
    UnitSettings,
    separate_units,
    separation,
)

PIXEL = 10.0
SHAPE = (120, 100)
ROWS, COLUMNS = np.mgrid[: SHAPE[0], : SHAPE[1]].astype(float)


def tongue(points, half_width):
    """Pixels within ``half_width`` of a line through (row, column) points; rounded ends."""
    line = np.zeros(SHAPE, bool)
    for (y, x), (v, u) in zip(points[:-1], points[1:]):
        share = np.linspace(0, 1, 400)
        cells = np.rint(y + share * (v - y)).astype(int), np.rint(x + share * (u - x)).astype(int)
        line[cells] = True
    return ndimage.distance_transform_edt(~line) <= half_width


def slope(gradient=0.27):
    """A plane that falls towards the last row."""
    return 2800 - gradient * PIXEL * ROWS


def rough(seed, sigma_m=1.0):
    """Terrain noise of about 30 m wavelength, in metres."""
    noise = ndimage.gaussian_filter(np.random.default_rng(seed).standard_normal(SHAPE), 1.0)
    return noise / noise.std() * sigma_m


def laid_on(body, thickness=25.0, front=0.65):
    """Height that a body adds: its margins rise at the gradient ``front`` to ``thickness``."""
    return np.clip(ndimage.distance_transform_edt(body) * PIXEL * front, 0, thickness)


def probability(mask):
    return ndimage.gaussian_filter(mask.astype(float), 1.5)


def units_of(mask, elevation=None, **settings):
    least = settings.pop("least", 100)
    found = separation(
        mask,
        probability(mask),
        elevation,
        pixel_m=PIXEL,
        settings=UnitSettings(**settings),
        least=least,
    )
    check(found, mask)
    return found


def check(found, mask):
    """What holds for every separation."""
    labels = found.labels
    assert labels.dtype == np.int32 and labels.shape == mask.shape
    assert ((labels > 0) == mask).all()
    for number in range(1, labels.max() + 1):
        assert ndimage.label(labels == number)[1] == 1
    first = [np.flatnonzero(labels == number)[0] for number in range(1, labels.max() + 1)]
    assert first == sorted(first)
    for border in found.borders:
        assert 1 <= border.first < border.second <= labels.max() and border.reason


def overlap(one, other):
    return (one & other).sum() / (one | other).sum()


SINGLE = {
    "tongue": (tongue([(20, 50), (95, 50)], 12), 0.0),
    "curved tongue": (tongue([(20, 25), (45, 30), (65, 50), (85, 80)], 11), 0.0),
    "wide lobe": (tongue([(45, 30), (45, 70)], 22), 0.0),
    "ridges": (tongue([(20, 50), (95, 50)], 12), 2.0),
}


@pytest.mark.parametrize("name", SINGLE)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_one_unit_stays_whole(name, seed):
    """On rough ground too, with a front of its own, and with ridges of 60 m wavelength."""
    mask, ridges = SINGLE[name]
    elevation = slope() + laid_on(mask) + rough(seed)
    elevation += mask * ridges * np.sin(2 * np.pi * ROWS * PIXEL / 60)
    assert units_of(mask).labels.max() == 1
    assert units_of(mask, elevation).labels.max() == 1


def test_two_lobes_with_a_neck():
    """A neck of 60 m between lobes 400 m wide; without elevation it alone decides."""
    upper, lower = tongue([(30, 50), (32, 50)], 20), tongue([(85, 50), (87, 50)], 20)
    mask = upper | lower | tongue([(30, 50), (87, 50)], 3)
    found = units_of(mask)
    assert found.labels.max() == 2
    assert overlap(found.labels == 1, upper) > 0.9 and overlap(found.labels == 2, lower) > 0.9
    assert found.borders[0].reason == "neck 70 m wide between parts 392 m and 392 m wide"
    assert found.borders[0].strength == pytest.approx((1 - 4 / 21) / 0.7, abs=0.02)
    assert units_of(mask, neck=0.0).labels.max() == 1
    assert units_of(mask, slope()).labels.max() == 2


def test_overriding_lobe_shows_only_in_the_elevation():
    mask = tongue([(20, 50), (100, 50)], 14)
    upper = mask & (ROWS + 0.02 * (COLUMNS - 50) ** 2 < 60)
    elevation = slope() + laid_on(mask, 15) + laid_on(upper) + rough(5, 0.5)
    assert units_of(mask).labels.max() == 1
    assert units_of(mask, slope() + laid_on(mask, 15) + rough(5, 0.5)).labels.max() == 1
    found = units_of(mask, elevation)
    assert found.labels.max() == 2 and len(found.borders) == 1
    assert overlap(found.labels == 1, upper) > 0.9
    border = found.borders[0]
    assert border.strength >= 1
    assert border.reason.startswith("front of the upper unit: slope ")
    # 0.27 below the foot, 0.27 + 0.65 on the face for 38 m, then 0.27 again.
    above, below = (
        int(part.strip(" °")) for part in border.reason.split("slope ")[1].split("above")
    )
    assert 30 <= above <= 43 and 12 <= below <= 20


def test_neighbours_with_a_furrow_between_them():
    left, right = tongue([(20, 36), (95, 36)], 13), tongue([(20, 63), (95, 63)], 13)
    right &= ~left
    mask = ndimage.binary_closing(left | right, iterations=2)
    elevation = slope() + laid_on(left) + laid_on(right) + rough(6, 0.5)
    assert units_of(mask).labels.max() == 1
    found = units_of(mask, elevation)
    assert found.labels.max() == 2
    assert sorted(found.labels[60, [36, 63]]) == [1, 2]
    assert overlap(found.labels == found.labels[60, 36], left) > 0.9
    assert found.borders[0].reason.startswith("furrow between the units")


def test_tongues_that_part_from_a_common_root():
    """No neck and no slope break: only how the landform drains tells the two fronts apart."""
    left, right = ([(18, 50), (45, 50), (100, side)] for side in (16, 84))
    mask = tongue(left, 9) | tongue(right, 9)
    assert units_of(mask).labels.max() == 1
    found = units_of(mask, slope())
    assert found.labels.max() == 2
    assert found.labels[95, 19] != found.labels[95, 81]
    assert "two fronts, " in found.borders[0].reason
    assert units_of(mask, slope(), fork=1.0).labels.max() == 1
    # The same form on ground that falls the other way is one unit with two roots.
    assert units_of(mask, -slope()).labels.max() == 1


def scene(seed):
    """An overriding lobe in an irregular landform, rough ground."""
    mask = tongue([(20, 45), (60, 50), (98, 58)], 14) & (rough(seed, 1.0) > -2.2)
    mask = ndimage.binary_fill_holes(ndimage.binary_opening(mask, iterations=2))
    mask = ndimage.label(mask)[0] == 1
    upper = mask & (ROWS + 0.02 * (COLUMNS - 48) ** 2 < 58)
    return mask, slope() + laid_on(mask, 15) + laid_on(upper) + rough(seed + 50, 0.7)


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_rotation_gives_the_rotated_units(turns):
    for seed in (1, 2):
        mask, elevation = scene(seed)
        labels = units_of(mask, elevation).labels
        turned = units_of(np.rot90(mask, turns), np.rot90(elevation, turns)).labels
        turned = np.rot90(turned, -turns)
        assert labels.max() == turned.max() == 2
        same = (labels == turned)[mask].mean()
        assert max(same, 1 - same) == 1


def test_same_input_same_units_whatever_the_window():
    mask, elevation = scene(3)
    found = units_of(mask, elevation)
    again = units_of(mask.copy(), elevation.copy())
    assert np.array_equal(found.labels, again.labels) and found.borders == again.borders
    larger = units_of(np.pad(mask, 30), np.pad(elevation, 30, mode="edge"))
    assert np.array_equal(larger.labels[30:-30, 30:-30], found.labels)


def test_gaps_in_the_elevation():
    mask, elevation = scene(4)
    whole = units_of(mask, elevation).labels
    far = elevation.copy()
    far[85:95, 20:50] = np.nan  # away from the front
    labels = units_of(mask, far).labels
    assert labels.max() == 2 and (labels == whole)[mask].mean() > 0.98
    hidden = elevation.copy()
    hidden[40:76] = np.nan  # the front itself
    assert units_of(mask, hidden).labels.max() == 1
    assert np.array_equal(units_of(mask, np.full(SHAPE, np.nan)).labels, units_of(mask).labels)
    # A gap makes no border where there is none.
    plain = slope() + laid_on(mask, 15)
    plain[50:56, 30:52] = np.nan
    assert units_of(mask, plain).labels.max() == 1


def test_mask_on_the_windows_edge():
    """The slope goes on beyond the edge, which is no front."""
    mask, elevation = scene(2)
    whole = units_of(mask, elevation).labels
    rows, columns = np.nonzero(mask)
    tight = np.s_[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    labels = units_of(mask[tight], elevation[tight]).labels
    assert labels.max() == 2 and (labels == whole[tight])[mask[tight]].mean() > 0.97
    one = tongue([(20, 50), (95, 50)], 12)
    cut = np.s_[30:80, 40:62]
    assert units_of(one[cut], (slope() + rough(9))[cut]).labels.max() == 1


@pytest.mark.parametrize("shape", [(1, 1), (1, 7), (6, 1), (2, 2), (3, 5)])
def test_tiny_masks(shape):
    mask = np.ones(shape, bool)
    elevation = np.arange(mask.size, dtype=float).reshape(shape)
    for ground in (None, elevation, np.full(shape, np.nan), np.zeros(shape)):
        assert (units_of(mask, ground).labels == 1).all()
        assert (units_of(mask, ground, least=1).labels == 1).all()
    assert not separate_units(np.zeros(shape, bool), mask * 1.0, elevation).any()


def test_small_units_join_the_neighbour_with_the_longest_border():
    small, large = tongue([(25, 50), (26, 50)], 8), tongue([(75, 50), (77, 50)], 25)
    mask = small | large | tongue([(25, 50), (77, 50)], 1)
    sizes = np.bincount(units_of(mask, least=1).labels.ravel())[1:]
    assert len(sizes) == 2
    assert units_of(mask, least=int(sizes.min())).labels.max() == 2
    joined = units_of(mask, least=int(sizes.min()) + 1)
    assert joined.labels.max() == 1 and joined.borders == []
    assert units_of(mask, least=10**6).labels.max() == 1


def test_parts_that_do_not_touch_are_units_of_their_own():
    mask = tongue([(20, 20), (22, 20)], 8) | tongue([(80, 70), (82, 70)], 8)
    found = units_of(mask, slope(), least=10**6)
    assert found.labels.max() == 2 and found.borders == []


def test_missing_probability_counts_as_low():
    mask = SINGLE["tongue"][0]
    gaps = probability(mask)
    gaps[50:55] = np.nan
    assert separate_units(mask, gaps, least=100).max() >= 1
    assert (separate_units(mask, np.full(SHAPE, np.nan)) == mask).all()


def test_other_pixel_sizes():
    """The same ground at 20 m: settings are in metres, so the units stay."""
    mask, elevation = scene(1)
    coarse = mask[::2, ::2]
    fine = units_of(mask, elevation).labels[::2, ::2]
    labels = separate_units(
        coarse, probability(coarse), elevation[::2, ::2], pixel_m=20.0, least=25
    )
    assert labels.max() == 2 and (labels == fine)[coarse].mean() > 0.93


@pytest.mark.parametrize(
    "wrong",
    [
        {"slope_break": 0},
        {"slope_break": -1},
        {"neck": 1.0},
        {"fork": 1.5},
        {"fork": 0},
        {"break_m": float("nan")},
        {"flow_m": True},
        {"neck": "half"},
    ],
)
def test_settings_are_checked(wrong):
    with pytest.raises(InputError, match=next(iter(wrong))):
        UnitSettings(**wrong)


def test_inputs_are_checked():
    mask = np.ones((4, 5), bool)
    with pytest.raises(InputError, match="probability"):
        separate_units(mask, np.ones((5, 4)))
    with pytest.raises(InputError, match="elevation"):
        separate_units(mask, np.ones((4, 5)), np.ones((4, 6)))
    with pytest.raises(InputError, match="pixel"):
        separate_units(mask, np.ones((4, 5)), pixel_m=0)
    with pytest.raises(InputError, match="two dimensions"):
        separate_units(mask[0], np.ones(5))
