"""Random crops and their augmentation: image and mask together, directions turned, light varied."""

import numpy as np
import pytest
from affine import Affine
from conftest import UTM32
from scipy import ndimage

from rock_glacier_mapper.core.channels import make_channel, terrain_channel
from rock_glacier_mapper.core.errors import InputError
from rock_glacier_mapper.core.grid import Grid
from rock_glacier_mapper.core.training.augmentation import AUGMENTATIONS, augment, random_crop
from rock_glacier_mapper.core.training.scenes import IGNORE, TrainingScene

RGB = tuple(make_channel(role) for role in ("red", "green", "blue"))
ALL = tuple(make_channel(r) for r in ("red", "nir", "coherence", "slope"))
PIXELS = ("flip", "rotate", "scale", "crop")
LIGHT = ("blur", "brightness", "contrast", "noise")


def blob_scene(seed, channels=3, size=96):
    """A bright disc on noise; the disc is the class."""
    rng = np.random.default_rng(seed)
    rows, columns = np.mgrid[0:size, 0:size]
    row, column = rng.integers(size // 4, 3 * size // 4, 2)
    label = ((rows - row) ** 2 + (columns - column) ** 2 < 15**2).astype(np.uint8)
    values = rng.normal(0, 0.5, (channels, size, size)) + 2.0 * label
    return TrainingScene(f"blob {seed}", f"blob {seed}", values.astype(np.float16), label)


def test_crops_keep_image_and_label_together_and_pad_with_ignore():
    scene = blob_scene(1, size=40)
    scene.values[0] = scene.label * 3
    rng = np.random.default_rng(0)
    for positive in (True, False):
        for _ in range(20):
            values, label = random_crop(scene, 64, rng, positive)
            known = label != IGNORE
            assert known.sum() == 1600
            np.testing.assert_array_equal(values[0][known], 3 * (label[known] == 1))
            assert (values[:, ~known] == 0).all()
    values, label = random_crop(blob_scene(2, size=300), 64, rng, True)
    assert (label == 1).any() and (label != IGNORE).all()


@pytest.mark.parametrize("name", [*AUGMENTATIONS, "all"])
def test_image_and_label_move_alike(name):
    """A channel that copies the label still does; pixels inside and outside are what they say."""
    channels = (make_channel("slope"), make_channel("red"))
    label = blob_scene(3).label
    label[20:30, 70:] = 1
    rng = np.random.default_rng(2)
    changed = []
    for _ in range(40):
        values = np.stack([label * 2.0 - 1, np.zeros(label.shape)]).astype(np.float32)
        moved, found = augment(
            values, label, channels, rng, AUGMENTATIONS if name == "all" else (name,)
        )
        assert moved.dtype == np.float32 and found.dtype == np.uint8
        assert moved.shape == (2, 96, 96) and set(np.unique(found)) <= {0, 1, IGNORE}
        changed.append(not np.array_equal(found, label))
        if not moved.any():  # terrain was dropped
            continue
        known = found != IGNORE
        edge = ndimage.binary_dilation(ndimage.morphological_gradient(found, 3) > 0)
        np.testing.assert_array_equal(moved[0][known & ~edge] > 0, (found == 1)[known & ~edge])
        # On the edge a bilinear value is a mixture, with the label's own side in the majority.
        agree = (moved[0][known] > 0) == (found == 1)[known]
        assert agree.mean() > 0.985
        assert (moved[:, ~known] == 0).all()
    assert (sum(changed) >= 5) == (name in (*PIXELS, "all"))
    assert name in (*PIXELS, "all") or not any(changed)


def test_zoom_and_turn_are_as_large_as_stated():
    """Area of a disc gives the factor, the place of a mark the angle."""
    rows, columns = np.mgrid[0:128, 0:128] - 63.5
    label = (np.hypot(rows, columns) < 25).astype(np.uint8)
    mark = (np.hypot(rows, columns - 40) < 6).astype(np.uint8)
    channels = (make_channel("slope"),)
    rng = np.random.default_rng(5)
    factors, angles = [], []
    for _ in range(100):
        _, found = augment(label[None].astype(np.float32), label, channels, rng, ("scale",))
        factors.append(np.sqrt((found == 1).sum() / label.sum()))
        _, found = augment(mark[None].astype(np.float32), mark, channels, rng, ("rotate",))
        place = np.argwhere(found == 1).mean(axis=0) - 63.5
        angles.append(np.degrees(np.arctan2(-place[0], place[1])) % 360)
        assert abs(np.hypot(*place) - 40) < 0.5
    factors, angles = np.array(factors), np.array(angles)
    assert 0.6 < (np.abs(factors - 1) < 0.005).mean() < 0.85
    assert 0.49 < factors.min() < 0.75 and 1.25 < factors.max() < 2.02
    quarter = np.abs((angles + 45) % 90 - 45)
    assert 0.65 < (quarter < 0.1).mean() < 0.85 and quarter.max() > 30
    assert len(set(np.rint(angles[quarter < 0.1] / 90) % 4)) == 4


def test_directions_turn_with_the_picture():
    """The turned DEM travels along as a channel; northness and eastness made from it anew agree."""
    roles = ("tpi_100m", "eastness", "slope", "northness")
    channels = tuple(make_channel(role) for role in roles)
    side = 128
    grid = Grid(UTM32, Affine(10, 0, 600000, 0, -10, 5200000), side, side)
    rows, columns = np.mgrid[0:side, 0:side] * 10.0
    dem = 900 - 0.6 * np.sqrt((columns - 503) ** 2 + 2 * (rows - 798) ** 2 + 150**2)
    values = np.stack([dem] + [terrain_channel(role, dem, grid) for role in roles[1:]])
    values = np.nan_to_num(values).astype(np.float32)
    label = np.zeros((side, side), np.uint8)
    rng = np.random.default_rng(4)
    free = exact = 0
    for _ in range(40):
        moved, found = augment(values, label, channels, rng, ("flip", "rotate"))
        anew = [terrain_channel(role, moved[0], grid) for role in roles[1:]]
        inside = ndimage.binary_erosion(found == 0, iterations=4)
        error = np.abs(moved[[1, 3]] - np.stack(anew)[[0, 2]])[:, inside]
        if (found == IGNORE).any():
            free += 1
            assert error.max() < 0.01
        else:
            exact += 1
            assert error.max() < 5e-6  # elevation was rounded to float32
        length = np.hypot(moved[1], moved[3])
        assert np.abs(length - np.sin(np.radians(moved[2])))[inside & (moved[2] > 5)].max() < 0.01
    assert free >= 5 and exact >= 20
    assert np.abs(values[1]).max() > 0.3


def test_half_a_direction_cannot_be_turned():
    channels = (make_channel("red"), make_channel("eastness"))
    with pytest.raises(InputError, match="northness"):
        augment(
            np.ones((2, 8, 8), np.float32),
            np.zeros((8, 8), np.uint8),
            channels,
            np.random.default_rng(0),
        )


def test_holes_move_as_holes():
    """A hole is marked in the label too; what is empty in the one stays so in the other."""
    label = np.zeros((64, 64), np.uint8)
    label[20:40, 10:25] = IGNORE
    values = np.where(label == IGNORE, 0, 1.5)[None].astype(np.float32)
    rng = np.random.default_rng(6)
    channels = (make_channel("coherence"),)
    for _ in range(30):
        moved, found = augment(values, label, channels, rng, PIXELS)
        np.testing.assert_array_equal(moved[0] == 0, found == IGNORE)


@pytest.mark.parametrize("name", LIGHT)
def test_light_changes_optical_channels_only_and_leaves_holes(name):
    rng = np.random.default_rng(7)
    values = rng.normal(0, 1, (4, 48, 48)).astype(np.float32)
    values[:2, 10:20, 10:20] = 0
    label = (values[2] > 0).astype(np.uint8)
    changed = 0
    for _ in range(20):
        moved, found = augment(values, label, ALL, rng, (name,))
        np.testing.assert_array_equal(moved[2:], values[2:])
        np.testing.assert_array_equal(found, label)
        assert (moved[:2, 10:20, 10:20] == 0).all() and np.abs(moved[:2]).max() <= 4
        changed += not np.array_equal(moved[:2], values[:2])
    assert changed >= (20 if name in ("brightness", "contrast") else 2)


def test_each_kind_of_light_does_what_its_name_says():
    rng = np.random.default_rng(8)
    values = rng.normal(0, 0.5, (3, 64, 64)).astype(np.float32)
    label = np.zeros((64, 64), np.uint8)
    for _ in range(30):
        moved, _ = augment(values, label, RGB, rng, ("brightness",))
        shift = moved - values
        assert shift.std(axis=(1, 2)).max() < 1e-6
        moved, _ = augment(values, label, RGB, rng, ("contrast",))
        for before, after in zip(values, moved):  # brighter stays brighter
            assert (np.diff(after.ravel()[np.argsort(before.ravel())]) >= -1e-6).all()
        moved, _ = augment(values, label, RGB, rng, ("blur",))
        assert moved.std() <= values.std() and abs(moved.mean() - values.mean()) < 0.02
        moved, _ = augment(values, label, RGB, rng, ("noise",))
        added = moved - values
        assert added.std() == 0 or 0.015 < added.std() < 0.21


def test_names_switch_off_what_is_not_listed():
    rng = np.random.default_rng(9)
    scene = blob_scene(4, channels=4)
    values = scene.values.astype(np.float32)
    moved, label = augment(values, scene.label, ALL, rng, ())
    np.testing.assert_array_equal(moved, values)
    np.testing.assert_array_equal(label, scene.label)
    for _ in range(30):
        moved, label = augment(values, scene.label, ALL, rng, ("flip",))
        back = [np.flip(moved, axes) for axes in ((), 1, 2, (1, 2))]
        assert any(np.array_equal(one, values) for one in back)
        moved, _ = augment(values, scene.label, ALL, rng, tuple(set(AUGMENTATIONS) - {"channels"}))
        assert moved.any(axis=(1, 2)).all()


def test_a_seed_repeats_it_and_the_input_is_left_alone():
    scene = blob_scene(5, channels=4)
    values, label = scene.values.astype(np.float32), scene.label
    kept = values.copy(), label.copy()
    for seed in range(10):
        one = augment(values, label, ALL, np.random.default_rng(seed))
        other = augment(values, label, ALL, np.random.default_rng(seed))
        np.testing.assert_array_equal(one[0], other[0])
        np.testing.assert_array_equal(one[1], other[1])
        assert one[0].flags.writeable and one[0].flags.c_contiguous
    np.testing.assert_array_equal(values, kept[0])
    np.testing.assert_array_equal(label, kept[1])


def test_channels_are_dropped_as_groups_and_colours_stay():
    rng = np.random.default_rng(3)
    values = np.ones((4, 32, 32), np.float32)
    seen = set()
    for _ in range(200):
        got, _ = augment(values, np.zeros((32, 32), np.uint8), ALL, rng)
        seen.add(tuple(bool(band.any()) for band in got))
    assert all(kept[0] for kept in seen)
    assert (True, False, False, False) in seen and (True, True, True, True) in seen


def test_missing_channels_stay_missing_under_augmentation():
    values = np.ones((3, 32, 32), np.float32)
    values[1] = 0
    for seed in range(20):
        rng = np.random.default_rng(seed)
        got, _ = augment(values, np.zeros((32, 32), np.uint8), RGB, rng)
        assert not got[1].any()
