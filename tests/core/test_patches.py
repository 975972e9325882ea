"""Training patches: where they lie, how they are split, what is written and read again."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter

import numpy as np
import pytest
import rasterio
import shapely
from affine import Affine
from conftest import UTM19S, UTM32, write_raster
from rasterio.crs import CRS
from rasterio.features import rasterize
from shapely import affinity
from shapely.geometry import Point, box

from rock_glacier_mapper.core.channels import ChannelStack, make_channel
from rock_glacier_mapper.core.errors import Cancelled, InputError
from rock_glacier_mapper.core.feedback import Feedback
from rock_glacier_mapper.core.grid import Grid
from rock_glacier_mapper.core.patches.contact_sheet import choose
from rock_glacier_mapper.core.patches.dataset import Patch, read_dataset, read_patch
from rock_glacier_mapper.core.patches.export import PatchSettings, export_patches
from rock_glacier_mapper.core.patches.outlines import Outline, find_sources
from rock_glacier_mapper.core.patches.splitting import Splitter, choose_block_size, keep_apart
from rock_glacier_mapper.core.patches.windows import Box, cover, overlapping
from rock_glacier_mapper.core.raster import RasterSource, grid_of
from rock_glacier_mapper.core.vector import read_layer

ROLES = {"blue": 3, "green": 2, "red": 1, "coherence": 4, "slope": 5}
X0, Y0 = 600000, 5200000
SMALL = PatchSettings(buffer_m=150, patch_size=48, overlap=16, block_size_m=800)


class Log(Feedback):
    """Keeps messages; cancels once the progress reaches ``stop``."""

    def __init__(self, stop=2.0):
        self.warnings, self.infos, self.stop, self.reached = [], [], stop, 0.0

    def progress(self, fraction):
        assert self.reached - 1e-9 <= fraction <= 1
        self.reached = fraction

    def info(self, text):
        self.infos.append(text)

    def warning(self, text):
        self.warnings.append(text)

    def is_cancelled(self):
        return self.reached >= self.stop


def blob(x, y, radius):
    """A rough rock glacier around pixel (x, y) of the stack, radius in pixels."""
    return Point(X0 + 10 * x, Y0 - 10 * y).buffer(10 * radius, 5)


def outlines(*shapes):
    return [Outline(str(number), shape) for number, shape in enumerate(shapes, start=1)]


LANDFORMS = outlines(
    blob(30, 40, 9), blob(200, 45, 12), blob(60, 190, 8), blob(230, 200, 14), blob(130, 120, 7)
)


@pytest.fixture(scope="module")
def stack(tmp_path_factory):
    """A stack of 280 x 240 pixels with a hole in all bands and another in the coherence only."""
    rng = np.random.default_rng(3)
    bands = rng.gamma(4, 0.05, (6, 240, 280)).astype(np.float32)
    bands[4] *= 100
    bands[:, 30:46, 208:224] = -9999
    bands[3, 100:150, :] = -9999
    path = tmp_path_factory.mktemp("stack") / "stack.tif"
    names = ("red", "green", "blue", "coherence", "slope", "quality")
    return write_raster(path, bands, nodata=-9999, names=names)


@pytest.fixture(scope="module")
def exported(stack, tmp_path_factory):
    folder = tmp_path_factory.mktemp("export") / "patches"
    log = Log()
    negatives = outlines(blob(150, 200, 5), blob(33, 40, 5))
    result = export_patches(stack, ROLES, LANDFORMS, negatives, folder, SMALL, None, log)
    return read_dataset(folder), result, log


def index_of(dataset):
    features, crs = read_layer(f"{dataset.folder}/patches.gpkg", "patches")
    return features, crs


# where windows lie


def test_windows_of_the_papers():
    """480 pixels with 160 in common: a stride of 320, the last one moved back."""
    image = Box(0, 0, 4000, 3000)
    assert cover(Box(100, 200, 1100, 500), image, image, 480, 160) == [
        (100, 110),
        (420, 110),
        (620, 110),
    ]
    assert cover(Box(0, 0, 50, 40), image, image, 480, 160) == [(0, 0)]
    assert cover(Box(3990, 2990, 4000, 3000), image, image, 480, 160) == [(3520, 2520)]
    small = Box(0, 0, 300, 600)
    assert cover(small, small, small, 480, 160) == [(0, 0), (0, 120)]


def test_windows_cover_their_region_and_stay_inside():
    rng = np.random.default_rng(0)
    image = Box(0, 0, 500, 400)
    for _ in range(200):
        left, top = rng.integers(0, 480), rng.integers(0, 380)
        right, bottom = rng.integers(left + 1, 501), rng.integers(top + 1, 401)
        size = int(rng.integers(16, 200))
        overlap = int(rng.integers(0, size))
        region = Box(int(left), int(top), int(right), int(bottom))
        covered = np.zeros((400, 500), bool)
        for column, row in cover(region, image, image, size, overlap):
            assert 0 <= column <= 500 - size and 0 <= row <= 400 - size
            covered[row : row + size, column : column + size] = True
        assert covered[region.top : region.bottom, region.left : region.right].all()


def test_overlap_is_what_shapely_says():
    rng = np.random.default_rng(1)
    first, second = (rng.integers(0, 100, (40, 2)).tolist() for _ in range(2))
    found = overlapping(first, second, 9)
    for (x, y), one in zip(first, found):
        square = box(x, y, x + 9, y + 9)
        expected = any(square.intersection(box(u, v, u + 9, v + 9)).area > 0 for u, v in second)
        assert one == expected
    assert 0 < found.sum() < 40
    assert not overlapping([(0, 0)], [], 9).any()


# the split


def random_case(rng):
    """A grid, settings and sources of landforms and negatives, some crowded, some far apart."""
    width, height = (int(n) for n in rng.integers(120, 700, 2))
    origin = 10 * rng.integers(-50000, 50000, 2) + rng.choice([0, 3.7])
    grid = Grid(UTM32, Affine(10, 0, origin[0], 0, -10, origin[1]), width, height)
    size = int(rng.integers(24, 90))
    crowd = rng.uniform(0.2, 1)

    def shapes(count):
        for _ in range(count):
            x, y = rng.uniform(0, crowd, 2) * (width, height)
            ellipse = affinity.scale(Point(0, 0).buffer(1), *rng.uniform(20, 400, 2))
            turned = affinity.rotate(ellipse, rng.uniform(0, 180))
            yield affinity.translate(turned, origin[0] + 10 * x, origin[1] - 10 * y)

    buffer = float(rng.choice([0, 100, 300, 800]))

    def known(column, row, width, height):
        return np.ones((height, width), bool)

    found = [
        find_sources(
            outlines(*shapes(int(rng.integers(2, 14)))), one, grid, buffer, known, Feedback()
        )[0]
        for one in (True, False)
    ]
    options = {
        "size": size,
        "overlap": int(rng.integers(0, size // 2)),
        "share": float(rng.uniform(0.05, 0.5)),
        "seed": int(rng.integers(1000)),
        "block_size_m": float(rng.choice([choose_block_size(grid, size), 700, 2000.5])),
        "usable": lambda column, row: True,
    }
    return grid, found[0], found[1], options


def kept_windows(splitter, positives, negatives, refuse=lambda window: False):
    kept = []

    def keep(window):
        if refuse(window):
            return False
        kept.append(window)
        return True

    keep_apart(splitter.plan(positives, negatives), splitter.size, keep)
    return kept


@pytest.mark.parametrize("rule", ["block", "landform"])
def test_no_ground_is_on_both_sides(rule):
    """Over many random cases, proved with shapely on the footprints."""
    rng = np.random.default_rng(17)
    proved = crossings = 0
    for _ in range(40):
        grid, positives, negatives, options = random_case(rng)
        splitter = Splitter(grid, rule=rule, **options)
        try:
            planned = splitter.plan(positives, negatives)
            kept = kept_windows(
                splitter, positives, negatives, lambda w: (w.column * 7 + w.row) % 11 == 0
            )
        except InputError as error:
            assert "PATCH_SIZE" in str(error) or "BLOCK_SIZE" in str(error)
            continue
        sides = {
            split: [
                box(*grid.part(w.column, w.row, splitter.size, splitter.size).bounds)
                for w in kept
                if w.split == split
            ]
            for split in ("train", "validation")
        }
        tree = shapely.STRtree(sides["train"])
        near = tree.query(sides["validation"], predicate="intersects")
        for held_out, training in near.T:
            shared = sides["validation"][held_out].intersection(sides["train"][training])
            assert shared.area == 0
        places = {}
        for window in kept:
            assert places.setdefault(window.place, window.split) == window.split
        assert len({(w.column, w.row) for w in kept}) == len(kept)
        proved += bool(sides["train"] and sides["validation"])
        crossings += len(planned) > len(kept)
    assert proved > 20 and crossings > 10


@pytest.mark.parametrize("rule", ["block", "landform", "random"])
def test_negatives_never_move_a_rock_glacier_to_the_other_side(rule):
    rng = np.random.default_rng(23)
    compared = 0
    for _ in range(25):
        grid, positives, negatives, options = random_case(rng)
        try:
            windows = [
                kept_windows(Splitter(grid, rule=rule, **options), positives, more)
                if rule != "random"
                else Splitter(grid, rule=rule, **options).plan(positives, more)
                for more in ([], negatives)
            ]
        except InputError:
            continue
        sides = [{w.corner: w.split for w in one if w.source.positive} for one in windows]
        assert sides[0] == sides[1]
        compared += 1
    assert compared > 10


def test_validation_has_about_its_share_and_depends_on_the_seed():
    grid = Grid(UTM32, Affine(10, 0, X0, 0, -10, Y0), 4000, 4000)
    rng = np.random.default_rng(2)
    shapes = [blob(x, y, r) for x, y, r in rng.uniform((50, 50, 5), (3950, 3950, 40), (150, 3))]
    sources, _ = find_sources(
        outlines(*shapes), True, grid, 200, lambda c, r, w, h: np.ones((h, w), bool), Feedback()
    )
    chosen = set()
    for seed in range(3):
        splitter = Splitter(grid, 64, 16, "block", 0.1, seed, 2000.0, lambda c, r: True)
        windows = kept_windows(splitter, sources, [])
        areas = Counter()
        for source, split in {(w.source, w.split) for w in windows}:
            areas[split] += source.area
        assert areas["validation"] / areas.total() == pytest.approx(0.1, abs=0.02)
        assert len(windows) > 0.9 * len(splitter.plan(sources, []))
        chosen.add(frozenset(w.place for w in windows if w.split == "validation"))
    assert len(chosen) == 3


def test_blocks_are_twice_a_patch_but_leave_room_for_nine():
    def grid(width, height):
        return Grid(UTM32, Affine(10, 0, X0, 0, -10, Y0), width, height)

    assert choose_block_size(grid(10980, 10980), 480) == 9600
    assert choose_block_size(grid(10980, 10980), 128) == 5000
    assert choose_block_size(grid(512, 512), 128) == 1700
    assert choose_block_size(grid(1200, 300), 64) == 2000


def test_blocks_lie_on_multiples_of_their_size(exported):
    """So that they stay where they are when the image is clipped differently."""
    dataset, _, _ = exported
    blocks, _ = read_layer(f"{dataset.folder}/patches.gpkg", "blocks")
    assert {b.attributes["split"] for b in blocks} == {"train", "validation"}
    for block in blocks:
        bounds = np.array(block.geometry.bounds)
        assert (bounds % 800 == 0).all() and block.geometry.area == 800**2
    places = {b.attributes["place"]: b for b in blocks}
    for patch in dataset.patches:
        assert places[patch.place].attributes["split"] == patch.split


# what is written


def test_masks_are_the_burnt_polygons_and_images_the_stack_itself(exported, stack):
    dataset, result, _ = exported
    with rasterio.open(stack) as source:
        values = source.read((3, 2, 1, 4, 5))
        transform, shape = source.transform, source.shape
    truth = rasterize(
        [(outline.geometry, 1) for outline in LANDFORMS], out_shape=shape, transform=transform
    )
    truth[(values[:3] == -9999).any(axis=0)] = 255
    features, crs = index_of(dataset)
    assert crs == UTM32 and len(features) == len(dataset.patches) == result.counts["patches"]
    rows = {feature.attributes["name"]: feature for feature in features}
    seen = np.zeros(shape, bool)
    for patch in dataset.patches:
        window = np.s_[patch.row : patch.row + 48, patch.column : patch.column + 48]
        with rasterio.open(patch.mask) as mask, rasterio.open(patch.image) as image:
            np.testing.assert_array_equal(mask.read(1), truth[window])
            np.testing.assert_array_equal(image.read(), values[(slice(None), *window)])
            assert image.descriptions == ("blue", "green", "red", "coherence", "slope")
            assert image.nodata == -9999 and image.dtypes[0] == "float32"
            assert image.transform == mask.transform
            assert image.bounds == rows[patch.name].geometry.bounds
        label = truth[window]
        assert patch.positive_share == pytest.approx((label == 1).sum() / (label < 255).sum())
        assert rows[patch.name].attributes["valid_share"] == pytest.approx((label < 255).mean())
        seen[window] = True
    assert (truth[seen] == 1).sum() > 0.75 * (truth == 1).sum()
    assert (truth[seen] == 255).any()
    assert {p.split for p in dataset.patches} == {"train", "validation"}


def test_the_network_sees_in_a_patch_what_it_sees_in_mapping(exported, stack):
    """For the model's own channels and order, with some that the stack lacks."""
    dataset, _, _ = exported
    channels = tuple(map(make_channel, ("slope", "red", "tpi_100m", "blue", "green", "coherence")))
    source = RasterSource(stack)
    with ChannelStack(channels, source, grid_of(source)) as mapping:
        for patch in dataset.patches:
            values, label = read_patch(dataset, patch, channels)
            expected = mapping.read(patch.column, patch.row, 48, 48)
            np.testing.assert_array_equal(values, mapping.scaled(expected))
            assert values.dtype == np.float32 and label.dtype == np.uint8
    assert not values[2].any()


@pytest.mark.parametrize("kind", ["byte", "alpha", "mask band", "uint16", "double", "bare float"])
def test_every_kind_of_image_is_read_back_as_in_mapping(tmp_path, kind):
    """Holes marked by zeros, an alpha band, a data mask, a nodata value, or NaN."""
    rng = np.random.default_rng(8)
    hole = np.zeros((150, 160), bool)
    hole[60:90, 70:100] = True
    dtype = {"uint16": np.uint16, "double": np.float64, "bare float": np.float32}.get(
        kind, np.uint8
    )
    bands = rng.integers(0, 250, (3, 150, 160)).astype(dtype)
    nodata, names = None, ("red", "green", "blue")
    if kind == "double":
        bands += 1e-9
        nodata = -1
    if kind == "uint16":
        nodata = 65535
    if kind in ("alpha", "mask band"):
        bands = np.concatenate([bands, np.where(hole, 0, 255)[None].astype(dtype)])
        names = (*names, "dataMask" if kind == "mask band" else "")
    else:
        empty = {"byte": 0, "bare float": np.nan}.get(kind, nodata)
        bands[:, hole] = empty
    path = write_raster(tmp_path / "image.tif", bands, nodata=nodata, names=names)
    if kind == "alpha":
        with rasterio.open(path, "r+") as dataset:
            dataset.colorinterp = [
                rasterio.enums.ColorInterp[c] for c in ("red", "green", "blue", "alpha")
            ]
    shapes = outlines(blob(30, 30, 6), blob(120, 120, 6), blob(85, 85, 20))
    settings = PatchSettings(buffer_m=100, patch_size=40, overlap=8, min_valid=0.1, rule="landform")
    export_patches(
        path, {"red": 1, "green": 2, "blue": 3}, shapes, [], tmp_path / "patches", settings
    )
    dataset = read_dataset(tmp_path / "patches")
    source = RasterSource(path)
    channels = tuple(map(make_channel, ("red", "green", "blue")))
    unknown = 0
    with ChannelStack(channels, source, grid_of(source)) as mapping:
        for patch in dataset.patches:
            values, label = read_patch(dataset, patch, channels)
            expected = mapping.read(patch.column, patch.row, 40, 40)
            empty = ~mapping.valid(expected)
            np.testing.assert_array_equal(label == 255, empty)
            np.testing.assert_array_equal(values, mapping.scaled(expected))
            window = np.s_[patch.row : patch.row + 40, patch.column : patch.column + 40]
            with rasterio.open(patch.image) as image:
                assert image.dtypes[0] == bands.dtype
                written, original = image.read(), bands[(slice(None), *window)][(2, 1, 0), ...]
            np.testing.assert_array_equal(written[:, ~empty], original[:, ~empty])
            unknown += empty.sum()
    assert unknown > 100


def test_description_says_what_was_done(exported, stack):
    dataset, result, log = exported
    info = dataset.info
    assert info["split"] == {
        "rule": "block",
        "block_size_m": 800,
        "validation_share": 0.1,
        "seed": 1,
        "overlapping": False,
    }
    assert info["counts"] == result.counts and info["notes"] == result.notes == log.warnings
    assert (dataset.resolution_m, dataset.patch_size, dataset.crs) == (10, 48, "EPSG:32632")
    assert set(dataset.statistics) == {"red", "green", "blue"}
    with rasterio.open(stack) as source:
        red = source.read(1, masked=True).compressed()
    assert dataset.statistics["red"].centre == pytest.approx(np.median(red))
    assert info["sources"]["stack"] == stack
    counts = result.counts
    splits = Counter(patch.split for patch in dataset.patches)
    assert (counts["train"], counts["validation"]) == (splits["train"], splits["validation"])
    pixels = Counter()
    for patch in dataset.patches:
        with rasterio.open(patch.mask) as mask:
            pixels.update(mask.read(1).ravel().tolist())
    written = {name: sum(p[name] for p in counts["pixels"].values()) for name in pixels_named}
    assert written == {name: pixels[value] for name, value in pixels_named.items()}
    assert any("quality" in text for text in log.infos)
    assert any("negative" in t and "the rock glacier holds (feature 2)" in t for t in log.warnings)
    assert (dataset.folder / "contact_sheet.png").read_bytes().startswith(b"\x89PNG")


pixels_named = {"background": 0, "rock_glacier": 1, "unknown": 255}


def test_negatives_make_patches_but_burn_nothing(exported):
    dataset, _, _ = exported
    rows, _ = index_of(dataset)
    from_negative = [f.attributes for f in rows if f.attributes["source"] == "negative"]
    assert from_negative and {row["source_id"] for row in from_negative} <= {"1", "2"}
    assert any(row["positive_share"] == 0 for row in from_negative)


def test_outlines_that_cannot_be_used_are_named(stack, tmp_path):
    shapes = [
        blob(30, 40, 9),
        blob(230, 200, 14),
        None,  # 3
        blob(900, 900, 5),  # 4: outside
        blob(278, 120, 8),  # 5: partly outside
        Point(X0 + 1000, Y0 - 1500).buffer(1),  # 6: on the corner of four pixels, tiny
        blob(216, 38, 5),  # 7: in the hole
    ]
    named = [*outlines(*shapes), Outline("8", blob(60, 190, 8), repaired=True)]
    many = [Outline(f"m{n}", None) for n in range(11)]
    log = Log()
    result = export_patches(
        stack, ROLES, named, [Outline("9", None)], tmp_path / "a", SMALL, None, log
    )
    expected = (
        "1 rock glacier polygon without a polygon, left out (feature 3).",
        "1 rock glacier polygon with invalid geometry, repaired (feature 8).",
        "1 rock glacier polygon outside the image, left out (feature 4).",
        "1 rock glacier polygon partly outside the image: the part inside is used (feature 5).",
        "1 rock glacier polygon so small that no pixel has its centre inside, left out (feature 6)",
        "1 rock glacier polygon where the image has no data, left out (feature 7).",
        "1 negative polygon without a polygon, left out (feature 9).",
    )
    for text in expected:
        assert any(text in note for note in result.notes), text
    ids = {f.attributes["source_id"] for f in index_of(read_dataset(tmp_path / "a"))[0]}
    assert ids == {"1", "2", "5", "8"}
    result = export_patches(stack, ROLES, named[:2] + many, [], tmp_path / "b", SMALL)
    assert "11 rock glacier polygons without a polygon, left out." in result.notes
    with pytest.raises(InputError, match=r"No rock glacier polygon can be used.*outside"):
        export_patches(stack, ROLES, named[3:4], [], tmp_path / "c", SMALL)


def test_parts_of_a_feature_that_lie_far_apart_get_windows_of_their_own(stack, tmp_path):
    """An inventory that was dissolved into one feature is not one landform of 2 km."""
    both = shapely.union_all([blob(30, 40, 9), blob(230, 200, 9)])
    export_patches(stack, ROLES, outlines(both), [], tmp_path / "a", SMALL)
    dataset = read_dataset(tmp_path / "a")
    assert len(dataset.patches) < 12
    assert {p.split for p in dataset.patches} == {"train", "validation"}


def test_patches_without_enough_data_or_structure_are_left_out(tmp_path):
    bands = np.random.default_rng(0).integers(1, 200, (3, 120, 240)).astype(np.uint8)
    bands[:, :60, 60:160] = 0
    bands[:, :, 180:] = 77
    path = write_raster(tmp_path / "image.tif", bands, nodata=0, names=("red", "green", "blue"))
    shapes = outlines(blob(20, 20, 6), blob(20, 95, 6), blob(110, 70, 8), blob(215, 60, 6))
    settings = PatchSettings(buffer_m=50, patch_size=40, overlap=8, block_size_m=400)
    result = export_patches(
        path, {"red": 1, "green": 2, "blue": 3}, shapes, [], tmp_path / "a", settings
    )
    assert result.counts["dropped"]["too_little_data"] >= 1
    assert result.counts["dropped"]["constant"] >= 1
    rows, _ = index_of(read_dataset(tmp_path / "a"))
    assert min(f.attributes["valid_share"] for f in rows) >= 0.8
    assert {f.attributes["source_id"] for f in rows} == {"1", "2"}


def test_an_image_smaller_than_a_patch_is_filled_up(tmp_path):
    bands = np.random.default_rng(0).integers(1, 200, (3, 50, 300)).astype(np.uint16)
    path = write_raster(tmp_path / "image.tif", bands, names=("red", "green", "blue"))
    roles = {"red": 1, "green": 2, "blue": 3}
    shapes = outlines(blob(30, 25, 8), blob(250, 25, 8))
    settings = PatchSettings(buffer_m=0, patch_size=64, overlap=0, rule="landform")
    result = export_patches(path, roles, shapes, [], tmp_path / "a", settings)
    assert any("smaller than a patch" in note for note in result.notes)
    dataset = read_dataset(tmp_path / "a")
    values, label = read_patch(dataset, dataset.patches[0], dataset.channels)
    assert label.shape == (64, 64) and (label[50:] == 255).all() and (label[:50] < 255).all()
    assert not values[:, 50:].any() and values[:, :50].all(axis=0).mean() > 0.9


def test_random_split_says_that_it_overlaps(stack, tmp_path):
    settings = PatchSettings(
        buffer_m=200, patch_size=48, overlap=32, rule="random", validation_share=0.25
    )
    result = export_patches(stack, ROLES, LANDFORMS, [], tmp_path / "a", settings)
    dataset = read_dataset(tmp_path / "a")
    assert dataset.split["overlapping"] is True
    assert any("too good" in note for note in result.notes)
    share = result.counts["validation"] / result.counts["patches"]
    assert share == pytest.approx(0.25, abs=0.02)
    corners = {
        split: [(p.column, p.row) for p in dataset.patches if p.split == split]
        for split in ("train", "validation")
    }
    assert overlapping(corners["validation"], corners["train"], 48).any()


def test_the_same_settings_give_the_same_files(exported, stack, tmp_path):
    dataset, _, _ = exported
    negatives = outlines(blob(150, 200, 5), blob(33, 40, 5))
    export_patches(stack, ROLES, LANDFORMS, negatives, tmp_path / "again", SMALL)
    for patch, again in zip(dataset.patches, read_dataset(tmp_path / "again").patches):
        assert (patch.name, patch.split, patch.place) == (again.name, again.split, again.place)
        assert patch.image.read_bytes() == again.image.read_bytes()
        assert patch.mask.read_bytes() == again.mask.read_bytes()


@pytest.mark.parametrize(
    ("crs", "transform", "words"),
    [
        (CRS.from_epsg(4326), Affine(1e-4, 0, 10, 0, -1e-4, 46), "Prepare image stack"),
        (UTM19S, Affine(10, 0, X0, 0, -15, Y0), "Prepare image stack"),
        (None, Affine(10, 0, X0, 0, -10, Y0), "coordinate reference system"),
    ],
)
def test_the_stack_must_have_square_pixels_in_metres(tmp_path, crs, transform, words):
    path = write_raster(tmp_path / "image.tif", np.ones((3, 90, 90), np.uint8), transform, crs)
    with pytest.raises(InputError, match=words):
        export_patches(path, {"red": 1, "green": 2, "blue": 3}, LANDFORMS, [], tmp_path / "a")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"overlap": 48}, "OVERLAP"),
        ({"validation_share": 0.0}, "VALIDATION_SHARE"),
        ({"rule": "luck"}, "SPLIT"),
        ({"patch_size": 200, "block_size_m": None}, "smaller PATCH_SIZE"),
        ({"block_size_m": 20000}, "smaller BLOCK_SIZE"),
        ({"min_valid": 1.0, "buffer_m": 5000, "patch_size": 150}, "PATCH_SIZE"),
    ],
)
def test_settings_that_cannot_work_are_explained(stack, tmp_path, options, words):
    settings = PatchSettings(**{**SMALL.__dict__, **options})
    with pytest.raises(InputError, match=words):
        export_patches(stack, ROLES, LANDFORMS, [], tmp_path / "a", settings)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("stop", [0.0, 0.3, 0.7, 0.95])
def test_cancel_leaves_nothing(stack, tmp_path, stop):
    with pytest.raises(Cancelled):
        export_patches(stack, ROLES, LANDFORMS, [], tmp_path / "a", SMALL, None, Log(stop))
    assert not list(tmp_path.iterdir())


def test_a_folder_with_something_in_it_is_not_touched(stack, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(InputError, match="not empty"):
        export_patches(stack, ROLES, LANDFORMS, [], tmp_path, SMALL)
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def test_contact_sheet_shows_both_sides_and_both_kinds():
    patches = [
        Patch(
            f"{n:06d}", None, None, "validation" if n < 20 else "train", "", float(n % 4 > 0), 0, 0
        )
        for n in range(400)
    ]
    shown = choose(patches)
    assert len(shown) == len(set(shown)) == 48
    positive = [p.positive_share > 0 for p in shown]
    assert positive == sorted(positive, reverse=True) and sum(positive) == 32
    assert {(p.split, p.positive_share > 0) for p in shown} == {
        (split, kind) for split in ("train", "validation") for kind in (True, False)
    }
    assert choose(patches[:5]) == sorted(
        patches[:5], key=lambda p: (p.positive_share == 0, p.split, p.name)
    )


# reading what is not as it was written


@pytest.fixture
def copy(exported, tmp_path):
    """A copy of the folder, to damage."""
    import shutil

    shutil.copytree(exported[0].folder, tmp_path / "copy")
    return tmp_path / "copy"


def test_folders_that_hold_no_patches_are_named(tmp_path, copy):
    with pytest.raises(InputError, match="does not exist"):
        read_dataset(tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="is empty"):
        read_dataset(tmp_path / "empty")
    (copy / "dataset.json").unlink()
    with pytest.raises(InputError, match=r"has no dataset\.json"):
        read_dataset(copy)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("{", "damaged"),
        ("[]", "damaged"),
        ({"format_version": 99}, "Update the plugin"),
        ({"channels": []}, "damaged"),
        ({"channels": [{"role": "red"}]}, "damaged"),
        ({"statistics": {"red": {"centre": 1, "spread": 0}}}, "damaged"),
        ({"resolution_m": "fine"}, "damaged"),
        ({"patch_size": None}, "damaged"),
    ],
)
def test_a_damaged_description_is_named(copy, change, words):
    file = copy / "dataset.json"
    if isinstance(change, dict):
        change = json.dumps({**json.loads(file.read_text()), **change})
    file.write_text(change)
    with pytest.raises(InputError, match=words):
        read_dataset(copy)


def test_a_damaged_index_or_a_missing_file_is_named(copy):
    index = copy / "patches.gpkg"
    whole = index.read_bytes()
    for change in ("DELETE FROM patches", "UPDATE patches SET split = 'test'"):
        connection = sqlite3.connect(index)
        connection.execute("DROP TRIGGER IF EXISTS trigger_delete_feature_count_patches")
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute(change)
        connection.commit()
        connection.close()
        with pytest.raises(InputError, match=r"lists no patches|field split"):
            read_dataset(copy)
        index.write_bytes(whole)
    index.write_bytes(b"no database at all" * 100)
    with pytest.raises(InputError, match="damaged"):
        read_dataset(copy)
    index.write_bytes(whole)
    (copy / "masks" / "000002.tif").unlink()
    with pytest.raises(InputError, match=r"1 file.*masks.000002\.tif"):
        read_dataset(copy)
    index.unlink()
    with pytest.raises(InputError, match="missing"):
        read_dataset(copy)


def test_damaged_patches_are_named(copy):
    dataset = read_dataset(copy)
    first, second, third, fourth = dataset.patches[:4]
    write_raster(first.image, np.ones((2, 48, 48), np.float32))
    with pytest.raises(InputError, match=r"2 band.*5 channels"):
        read_patch(dataset, first, dataset.channels)
    write_raster(second.mask, np.zeros((1, 40, 48), np.uint8))
    with pytest.raises(InputError, match=r"48 x 48.*48 x 40"):
        read_patch(dataset, second, dataset.channels)
    write_raster(third.mask, np.full((1, 48, 48), 7, np.uint8))
    with pytest.raises(InputError, match="other values"):
        read_patch(dataset, third, dataset.channels)
    fourth.image.write_bytes(fourth.image.read_bytes()[:2000])
    with pytest.raises(InputError, match=r"damaged|cannot be opened"):
        read_patch(dataset, fourth, dataset.channels)


def test_real_mosaic_with_holes_and_outlines_in_degrees(real_data, tmp_path):
    """Sentinel-2 mosaic of site W: holes are unknown, masks lie where the label raster has them."""
    scene = real_data / "scenes" / "andes_s2_atacama28S"
    image = scene / "mosaic_W_clear1.tif"
    features, _ = read_layer(
        real_data / "inventories" / "andes_rock_glaciers.gpkg",
        None,
        grid_of(RasterSource(image)).crs,
    )
    shapes = outlines(*(feature.geometry for feature in features))
    settings = PatchSettings(buffer_m=300, patch_size=96, overlap=32)
    result = export_patches(
        image, {"red": 1, "green": 2, "blue": 3}, shapes, [], tmp_path / "a", settings
    )
    assert any("outside the image" in note for note in result.notes)
    dataset = read_dataset(tmp_path / "a")
    with rasterio.open(image) as source, rasterio.open(scene / "labels_W.tif") as labels:
        offset = ~labels.transform * (source.transform.c, source.transform.f)
        left, top = (round(n) for n in offset)
        truth = labels.read(1)[top : top + source.height, left : left + source.width] > 0
        hole = (source.read() == 0).any(axis=0)
    for patch in dataset.patches:
        window = np.s_[patch.row : patch.row + 96, patch.column : patch.column + 96]
        _, label = read_patch(dataset, patch, dataset.channels)
        np.testing.assert_array_equal(label == 255, hole[window])
        known = label < 255
        assert ((label == 1) == truth[window])[known].mean() > 0.99
