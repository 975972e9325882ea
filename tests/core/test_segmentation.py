"""Multiresolution segmentation: superpixels, the merge criterion, levels, tiles and windows."""

import itertools
import math
import tracemalloc

import numpy as np
import pytest
from affine import Affine
from conftest import write_raster
from rasterio.enums import Resampling
from scipy import ndimage

from rock_glacier_mapper.core.errors import Cancelled, InputError
from rock_glacier_mapper.core.feedback import Feedback
from rock_glacier_mapper.core.objects import merging
from rock_glacier_mapper.core.objects.multiresolution import segment_scene
from rock_glacier_mapper.core.objects.segmentation import (
    SceneBands,
    SegmentationSettings,
    segment_gate,
)
from rock_glacier_mapper.core.objects.superpixels import drainage, gradient, superpixels
from rock_glacier_mapper.core.raster import GridReader, RasterSource
from rock_glacier_mapper.core.terrain import slope_degrees

UTM = "EPSG:32645"
GRID = Affine(10, 0, 400_000, 0, -10, 3_900_000)


def save(path, array, transform=GRID, crs=UTM, nodata=None, role="image"):
    array = np.asarray(array, np.float32)
    return RasterSource(write_raster(path, array, transform, crs, nodata), role=role)


def noise(shape, sigma, seed, bands=1):
    rng = np.random.default_rng(seed)
    out = [ndimage.gaussian_filter(rng.standard_normal(shape), sigma) for _ in range(bands)]
    return np.stack([(band - band.min()) / np.ptp(band) * 255 for band in out]).astype(np.float32)


def same_partition(one, other):
    pairs = np.unique(np.stack([one, other]).reshape(2, -1), axis=1)
    return len(np.unique(pairs[0])) == len(np.unique(pairs[1])) == pairs.shape[1]


def everywhere(shape):
    return np.ones(shape, bool)


def merged_labels(labels, bands, weights, scale, shape=0.1, compactness=0.5):
    described = merging.described(labels, bands)
    merged = merging.merge(*described, weights, scale, shape, compactness)
    for kept, value in zip(described, merging.described(labels, bands)):  # inputs stay
        assert all(np.array_equal(vars(kept)[name], vars(value)[name]) for name in vars(value))
    return merging.relabelled(labels, merged.parent), merged


# --- superpixels -------------------------------------------------------------------------------


def test_gradient_equals_binomial_smoothing_and_central_differences():
    bands = np.round(noise((40, 50), 1, 1, 2) * 16) / 16
    want = np.zeros((40, 50))
    for band, weight in zip(bands.astype(float), (0.7, 0.3)):
        for axis in (0, 1):
            kernel = np.array([1, 4, 6, 4, 1]) / 16
            band = ndimage.correlate1d(band, kernel, axis, mode="nearest")
        steps = [ndimage.correlate1d(band, [-0.5, 0, 0.5], axis) for axis in (0, 1)]
        want += weight * np.hypot(*steps)
    got = gradient(bands, (0.7, 0.3))
    assert got.dtype == np.float32
    assert np.allclose(got[3:-3, 3:-3], want[3:-3, 3:-3], atol=1e-4)


def test_gradient_of_a_ramp_is_its_slope_and_gaps_make_no_edge():
    ramp = np.tile(np.arange(60, dtype=np.float32) * 3, (50, 1))
    ramp[20:25, 30:35] = np.nan
    edges = gradient(np.stack([ramp, ramp]), (0.25, 0.75))
    assert edges[10, 10] == pytest.approx(3, abs=1e-5)
    flat = np.full((40, 40), 7, np.float32)
    flat[:, 20:30] = np.nan
    assert gradient(flat[None], (1.0,))[np.isfinite(flat)].max() == 0


@pytest.mark.parametrize("kind", ["noise", "fine", "flat", "steps"])
def test_superpixels_are_connected_and_hold_one_minimum_each(kind):
    shape = 130, 110
    band = {
        "noise": noise(shape, 3, 1),
        "fine": noise(shape, 0.7, 2),
        "flat": np.zeros((1, *shape)),
        "steps": np.round(noise(shape, 6, 2) / 64) * 64,
    }[kind]
    valid = everywhere(shape)
    valid[40:50, 20:70] = False
    valid[::3, 90] = False
    edges = gradient(np.where(valid, band, np.nan), (1.0,))
    labels = superpixels(edges, valid, 1000, 77)
    assert labels.dtype == np.int32 and np.array_equal(labels > 0, valid)
    code = drainage(edges, valid, 1000, 77)
    minima = labels[(code == 2) & valid]
    assert np.array_equal(np.sort(minima), np.arange(1, labels.max() + 1))
    assert np.array_equal(minima, np.arange(1, labels.max() + 1))  # in raster order
    for number, place in enumerate(ndimage.find_objects(labels), start=1):
        assert ndimage.label(labels[place] == number)[1] == 1
    if kind == "flat":
        rows, columns = np.indices(shape)
        cells = (rows + 1000) // 6 * 100_000 + (columns + 77) // 6
        inner = np.s_[60:, 5:80]  # away from the gaps
        assert same_partition(cells[inner], labels[inner])


def test_every_pixel_drains_to_something_lower_until_a_minimum():
    shape = 60, 70
    rng = np.random.default_rng(3)
    edges = rng.integers(0, 4, shape).astype(np.float32)  # many plateaus
    valid = rng.random(shape) < 0.9
    code = drainage(edges, valid)
    moves = np.array([(-1, 0), (0, -1), (0, 0), (0, 1), (1, 0)])
    labels = superpixels(edges, valid)
    for row, column in zip(*np.nonzero(valid)):
        seen = set()
        while code[row, column] != 2:
            assert (row, column) not in seen
            seen.add((row, column))
            below = moves[code[row, column]] + (row, column)
            assert valid[tuple(below)] and labels[tuple(below)] == labels[row, column]
            row, column = below


def test_superpixels_are_named_by_the_scene_not_the_window():
    bands = noise((300, 300), 2, 5)
    edges = gradient(bands, (1.0,))
    valid = np.zeros((300, 300), bool)
    valid[60:220, 70:250] = True
    whole = superpixels(edges, valid)
    part = superpixels(edges[54:230, 66:260], valid[54:230, 66:260], 54, 66)
    assert np.array_equal(whole[54:230, 66:260], part)


def test_superpixels_follow_an_edge():
    band = np.full((60, 80), 40, np.float32)
    band[:, 37:] = 200
    labels = superpixels(gradient(band[None], (1.0,)), everywhere(band.shape))
    assert not np.intersect1d(labels[:, :37], labels[:, 37:]).size
    assert 36 / 2 < band.size / labels.max() < 36 * 2


# --- table and graph ---------------------------------------------------------------------------


def brute_description(labels, bands):
    count = labels.max()
    padded = np.pad(labels, 1)
    sides = [(padded[:, :-1], padded[:, 1:]), (padded[:-1], padded[1:])]
    pairs = {}
    perimeter = np.zeros(count + 1)
    for one, other in sides:
        for a, b in zip(one.ravel(), other.ravel()):
            if a != b:
                perimeter[[a, b]] += 1
                if a and b:
                    pair = min(a, b) - 1, max(a, b) - 1
                    pairs[pair] = pairs.get(pair, 0) + 1
    boxes = [
        (place[0].start, place[1].start, place[0].stop, place[1].stop)
        for place in ndimage.find_objects(labels)
    ]
    index = np.arange(1, count + 1)
    total = np.stack([ndimage.sum(band, labels, index) for band in bands.astype(float)], axis=1)
    squares = np.stack(
        [ndimage.sum(band**2, labels, index) for band in bands.astype(float)], axis=1
    )
    return np.bincount(labels.ravel())[1:], total, squares, perimeter[1:], boxes, pairs


def test_table_and_graph_equal_counting():
    rng = np.random.default_rng(2)
    bands = np.round(noise((40, 50), 1, 3, 2) * 16) / 16
    labels = superpixels(gradient(bands, (1, 1)), rng.random((40, 50)) < 0.9)
    table, graph = merging.described(labels, bands)
    n, total, squares, perimeter, boxes, pairs = brute_description(labels, bands)
    assert np.array_equal(table.n, n)
    assert np.array_equal(table.total, total) and np.array_equal(table.squares, squares)
    assert np.array_equal(table.perimeter, perimeter)
    assert np.array_equal(table.box, boxes)
    got = dict(zip(zip(graph.first.tolist(), graph.second.tolist()), graph.length.tolist()))
    assert got == pairs and len(graph.first) == len(pairs)
    assert [*got] == sorted(got)
    again = merging.borders(labels, labels.max())
    assert np.array_equal(again[0], perimeter) and np.array_equal(again[1], boxes)
    assert np.array_equal(merging.region_graph(labels).length, graph.length)


# --- merging -----------------------------------------------------------------------------------


def brute_cost(labels, bands, a, b, weights, shape, compactness):
    """f of two labels from their pixels, formula by formula."""

    def terms(mask):
        rows, columns = np.nonzero(mask)
        padded = np.pad(mask, 1)
        length = sum(
            int((padded[1:-1, 1:-1] & ~np.roll(padded, move, axis)[1:-1, 1:-1]).sum())
            for move, axis in ((1, 0), (-1, 0), (1, 1), (-1, 1))
        )
        around = 2 * (np.ptp(rows) + 1 + np.ptp(columns) + 1)
        n = mask.sum()
        colour = sum(w * n * band[mask].std() for w, band in zip(weights, bands.astype(float)))
        return colour, n * length / math.sqrt(n), n * length / around

    one, other, both = (terms(m) for m in (labels == a, labels == b, np.isin(labels, (a, b))))
    colour, compact, smooth = (u - x - y for u, x, y in zip(both, one, other))
    return (1 - shape) * colour + shape * (compactness * compact + (1 - compactness) * smooth)


def brute_merge(labels, bands, weights, scale, shape, compactness):
    """Local mutual best fit with dictionaries, every f computed from pixels."""
    labels = labels.copy()
    while True:
        pairs = set()
        for one, other in ((labels[:, :-1], labels[:, 1:]), (labels[:-1], labels[1:])):
            for a, b in zip(one.ravel(), other.ravel()):
                if a != b and a and b:
                    pairs.add((min(a, b), max(a, b)))
        ranked = sorted(
            (round(brute_cost(labels, bands, a, b, weights, shape, compactness), 6), a, b)
            for a, b in pairs
        )
        best = {}
        for _, a, b in ranked:
            best.setdefault(a, (a, b))
            best.setdefault(b, (a, b))
        chosen = [(a, b) for f, a, b in ranked if f < scale**2 and best[a] == best[b] == (a, b)]
        if not chosen:
            return labels
        for a, b in chosen:
            labels[labels == b] = a


def test_merge_cost_equals_the_two_region_calculation():
    bands = noise((36, 30), 1, 3, 3)
    valid = everywhere((36, 30))
    valid[10:14, 8:13] = False
    labels = superpixels(gradient(bands, (1, 1, 1)), valid)
    table, graph = merging.described(labels, bands)
    weights = (0.5, 0.3, 1.2)
    cost = merging.merge_cost(table, graph, weights, 0.3, 0.7)
    assert len(cost) > 40
    for f, a, b in zip(cost, graph.first, graph.second):
        want = brute_cost(labels, bands, a + 1, b + 1, weights, 0.3, 0.7)
        assert f == pytest.approx(want, rel=1e-6, abs=1e-3)


@pytest.mark.parametrize("seed, shape", [(8, 0.2), (9, 0.0), (10, 0.6)])
def test_merging_equals_brute_force_and_keeps_the_sums(seed, shape):
    bands = np.round(noise((30, 36), 2, seed, 2))
    start = superpixels(gradient(bands, (1, 1)), everywhere((30, 36)))
    labels, merged = merged_labels(start, bands, (0.6, 0.4), 22, shape)
    assert 3 < len(merged.table.n) < 30
    assert same_partition(labels, brute_merge(start, bands, (0.6, 0.4), 22, shape, 0.5))
    table, graph = merging.described(labels, bands)
    for name, value in (vars(table) | vars(graph)).items():
        known = vars(merged.table) | vars(merged.graph)
        assert np.array_equal(value, known[name]), name
    assert (merging.merge_cost(table, graph, (0.6, 0.4), shape, 0.5) >= 22**2).all()


def test_equal_costs_go_by_lower_numbers():
    """Two-pixel regions of one colour in a grid: nearly all f are equal."""
    rows, columns = np.indices((12, 16))
    labels = (rows // 2 * 4 + columns // 4 + 1).astype(np.int32)
    bands = np.zeros((1, 12, 16), np.float32)
    for scale in (1.5, 2.2, 3, 5):
        got, merged = merged_labels(labels, bands, (1.0,), scale, 0.9, 0.8)
        assert same_partition(got, brute_merge(labels, bands, (1.0,), scale, 0.9, 0.8))
    assert len(merged.table.n) < 24


def test_ranks_decide_ties_only():
    bands = noise((40, 40), 2, 4)
    start = superpixels(gradient(bands, (1.0,)), everywhere((40, 40)))
    described = merging.described(start, bands)
    ranks = np.random.default_rng(0).permutation(len(described[0].n))
    plain = merging.merge(*described, (1.0,), 15)
    assert np.array_equal(plain.parent, merging.merge(*described, (1.0,), 15, order=ranks).parent)
    flat = np.zeros((1, 120, 120), np.float32)
    start = superpixels(flat[0], everywhere((120, 120)))
    described = merging.described(start, flat)
    ranks = np.random.default_rng(0).permutation(len(described[0].n))
    mixed = merging.merge(*described, (1.0,), 30, order=ranks)
    assert mixed.rounds < merging.merge(*described, (1.0,), 30).rounds * 0.6
    assert len(mixed.table.n) == 1 and mixed.table.n[0] == 120 * 120


def test_two_colours_give_two_objects():
    band = np.full((60, 80), 40, np.float32)
    band[:, 37:] = 200
    start = superpixels(gradient(band[None], (1.0,)), everywhere(band.shape))
    labels, merged = merged_labels(start, band[None], (1.0,), 30)
    assert len(merged.table.n) == 2
    assert np.array_equal(labels, np.where(band == 40, 1, 2))
    assert merged.graph.length.tolist() == [60]
    assert merged.table.box.tolist() == [[0, 0, 60, 37], [0, 37, 60, 80]]
    assert merged.table.perimeter.tolist() == [2 * (60 + 37), 2 * (60 + 43)]


def test_scale_zero_merges_nothing():
    band = np.zeros((1, 40, 40), np.float32)
    start = superpixels(band[0], everywhere((40, 40)))
    labels, merged = merged_labels(start, band, (1.0,), 0)
    assert merged.rounds == 0 and len(merged.table.n) == 49
    assert np.array_equal(labels, start)


def test_no_data_never_merges():
    band = np.full((1, 48, 48), 90, np.float32)
    band[0, :, 20:22] = np.nan
    valid = np.isfinite(band[0])
    start = superpixels(gradient(band, (1.0,)), valid)
    labels, merged = merged_labels(start, band, (1.0,), 1000)
    assert len(merged.table.n) == 2 and merged.graph.first.size == 0
    assert np.array_equal(labels > 0, valid)
    assert merged.table.n.tolist() == [20 * 48, 26 * 48]


def test_nothing_to_merge():
    labels = np.zeros((5, 6), np.int32)
    merged = merging.merge(*merging.described(labels, np.zeros((2, 5, 6))), (1, 1), 10)
    assert merged.parent.size == 0 and merged.table.total.shape == (0, 2)


@pytest.mark.parametrize(
    "bad", [{"scale": -1}, {"shape": 1.5}, {"compactness": -0.1}, {"tile": 3}, {"workers": -1}]
)
def test_parameters_are_checked(bad):
    with pytest.raises(InputError):
        SegmentationSettings(**bad)


# --- scenes ------------------------------------------------------------------------------------


def segmented(sources, scales=(10, 25), window=None, gate=None, **settings):
    with SceneBands(settings=SegmentationSettings(**settings), **sources) as scene:
        if gate is None:
            return segment_scene(scene, scales, window=window)
        return segment_gate(scene, gate, 0, 0, scales=scales).levels


def equal_levels(one, other):
    assert len(one) == len(other)
    assert np.array_equal(one.finest, other.finest)
    for a, b in zip(one, other):
        for part in ("table", "graph"):
            for name, value in vars(getattr(a, part)).items():
                assert np.array_equal(value, vars(getattr(b, part))[name]), name
        assert (a.parent is None) == (b.parent is None)
        assert a.parent is None or np.array_equal(a.parent, b.parent)


@pytest.fixture
def scene_files(tmp_path):
    """Heatmap with gaps, image on a coarser grid, DEM."""
    shape = 290, 310
    heat = 1 / (1 + np.exp(-(noise(shape, 5, 11)[0] - 150) / 20))
    heat[120:130, :] = np.nan
    coarse = Affine(20, 0, 399_950, 0, -20, 3_900_050)
    rows = np.arange(shape[0])[:, None]
    return {
        "heatmap": save(tmp_path / "p.tif", heat, role="heatmap"),
        "images": [save(tmp_path / "i.tif", noise((160, 170), 2, 12, 2), coarse)],
        "dem": save(tmp_path / "d.tif", 4000 - 3 * rows + noise(shape, 8, 13)[0] * 0.2),
    }


def test_tiles_and_workers_change_nothing(scene_files):
    want = segmented(scene_files, tile=4096, workers=1)
    assert len(want[0].table.n) > 100
    for tile, workers in itertools.product((256, 1000, 97), (1, 2)):
        equal_levels(segmented(scene_files, tile=tile, workers=workers), want)


def test_windows_and_gates_depend_on_their_pixels_alone(scene_files):
    window = 51, 37, 180, 160
    part = segmented(scene_files, window=window, tile=64)
    gate = np.zeros((290, 310), bool)
    gate[37 : 37 + 160, 51 : 51 + 180] = True
    whole = segmented(scene_files, gate=gate, tile=100)
    assert np.array_equal(whole.finest[37 : 37 + 160, 51 : 51 + 180], part.finest)
    assert not whole.finest[~gate].any()
    assert np.array_equal(whole.labels(1)[37 : 37 + 160, 51 : 51 + 180], part.labels(1))
    gate &= np.random.default_rng(1).random(gate.shape) < 0.97
    with SceneBands(**scene_files) as scene:
        one = segment_gate(scene, gate, 0, 0)
        other = segment_gate(scene, gate[30:220, 45:240], 30, 45)
    assert np.array_equal(one.labels[30:220, 45:240], other.labels)
    assert np.array_equal(one.merged.table.n, other.merged.table.n)
    assert one.superpixels == other.superpixels


def spiral(size, pitch=6):
    rows, columns = np.indices((size, size)) - size / 2
    turn = np.arctan2(rows, columns) / (2 * np.pi)
    return (np.hypot(rows, columns) / pitch - turn) % 1 * pitch


def test_an_empty_gate_gives_no_objects(scene_files):
    levels = segmented(scene_files, (5, 10), gate=np.zeros((290, 310), bool))
    assert levels.superpixels == 0 and not levels.finest.any() and not levels.labels(1).any()
    assert [level.table.total.shape for level in levels] == [(0, 4)] * 2


ADVERSARIAL = {
    # One way down from corner to corner, hundreds of pixels long.
    "bowl": lambda r, c: ((r + c) / 8.0) ** 2 / 4,
    "corridors": lambda r, c: 100.0 * (r % 12 < 6) + c**2 / 700,
    "spiral": lambda r, c: spiral(len(r)) * 30 + np.hypot(r - 100, c - 100) ** 2 / 500,
    "plateaus": lambda r, c: np.floor(r / 50) * 40 + np.floor(c / 70) * 25,
    "flat": lambda r, c: np.where(r < 3, 1.0, 2.0),
    "checks": lambda r, c: (r + c) % 2 * 50.0 + (r // 9 + c // 9) % 2 * 20,
    "comb": lambda r, c: np.where((c % 4 == 1) & (r % 90 > 2), np.nan, r + 0.2 * c),
    "dots": lambda r, c: np.where((r * 7 + c * 13) % 5 == 0, np.nan, (r * c) % 97),
}


@pytest.mark.parametrize("name", ADVERSARIAL)
def test_adversarial_images_are_independent_of_tiles(tmp_path, name):
    values = ADVERSARIAL[name](*np.indices((200, 200)).astype(float)) + 1
    sources = {"images": [save(tmp_path / "i.tif", values, nodata=-1)]}
    want = segmented(sources, (5, 20), tile=4096, workers=1)
    assert np.array_equal(want.finest > 0, np.isfinite(values))
    for tile, workers in ((16, 2), (61, 1), (128, 2)):
        equal_levels(segmented(sources, (5, 20), tile=tile, workers=workers), want)


def test_levels_nest_and_describe_their_labels(scene_files):
    levels = segmented(scene_files, (5, 12, 30, 80))
    sizes = [len(level.table.n) for level in levels]
    assert sizes == sorted(sizes, reverse=True) and sizes[0] < levels.superpixels
    assert [level.scale for level in levels] == [5, 12, 30, 80]
    assert levels[-1].parent is None and levels.labels(0) is levels.finest
    assert np.array_equal(levels.labels(-1), levels.labels(3))
    with SceneBands(**scene_files) as scene:
        bands = scene.segmentation_bands(0, 0, 310, 290)
        weights = scene.weights
    assert np.array_equal(levels.finest > 0, np.isfinite(bands[0]))
    for number, level in enumerate(levels):
        labels = levels.labels(number)
        table, graph = merging.described(labels, bands)
        for name, value in (vars(table) | vars(graph)).items():
            known = vars(level.table) | vars(level.graph)
            assert np.array_equal(value, known[name]), name
        assert (merging.merge_cost(table, graph, weights) >= level.scale**2).all()
        if level.parent is not None:
            inside = labels > 0
            coarser = levels.labels(number + 1)
            assert np.array_equal(level.parent[labels[inside] - 1] + 1, coarser[inside])


def test_one_level_does_not_depend_on_the_coarser_ones(scene_files):
    assert np.array_equal(
        segmented(scene_files, (12,)).finest, segmented(scene_files, (12, 40)).finest
    )


def test_scale_zero_gives_the_superpixels(scene_files):
    levels = segmented(scene_files, (0, 20))
    assert len(levels[0].table.n) == levels.superpixels
    assert np.array_equal(levels.labels(1), segmented(scene_files, (20,)).finest)


@pytest.mark.parametrize("scales", [(), (20, 10), (10, 10), (-1,), (float("nan"),)])
def test_scales_must_rise(scene_files, scales):
    with pytest.raises(InputError, match="scale"):
        segmented(scene_files, scales)


@pytest.mark.parametrize("window", [(0, 0, 311, 10), (-1, 0, 9, 9), (5, 5, 0, 9), (400, 0, 9, 9)])
def test_windows_must_lie_in_the_scene(scene_files, window):
    with pytest.raises(InputError, match="window"):
        segmented(scene_files, window=window)


def test_flat_scenes_take_few_rounds(tmp_path):
    image = np.full((300, 300), 7.0)
    image[0, 0] = 8
    levels = segmented({"images": [save(tmp_path / "i.tif", image)]}, (50,))
    assert len(levels[0].table.n) == 2 and levels[0].merged.rounds < 40


# --- rasters of a scene ------------------------------------------------------------------------


def test_a_scene_without_heatmap_lies_on_its_first_image(tmp_path):
    image = noise((80, 90), 2, 1, 3) + 1
    image[1, 10:20, 10:20] = -9999
    image[:, 50:60, 50:60] = -9999
    second = noise((40, 45), 2, 2) + 1
    second[0, :5] = -9999
    coarse = Affine(20, 0, 400_000, 0, -20, 3_900_000)
    sources = [
        save(tmp_path / "a.tif", image, nodata=-9999),
        save(tmp_path / "b.tif", second, coarse, nodata=-9999),
    ]
    with SceneBands(images=sources) as scene:
        assert scene.grid.shape == (80, 90)
        assert scene.weights == pytest.approx([0.25] * 4)
        bands = scene.segmentation_bands(0, 0, 90, 80)
        with pytest.raises(InputError, match="heatmap"):
            scene.probability(0, 0, 5, 5)
        labels = segment_scene(scene, (10,)).finest
    gap = np.zeros((80, 90), bool)
    gap[10:20, 10:20] = gap[50:60, 50:60] = True
    assert np.array_equal(labels == 0, gap)
    assert np.isnan(bands[:, gap]).all() and np.isfinite(bands[:, ~gap]).all()
    assert (bands[3, :5] == 127.5).all()
    assert (bands[:, ~gap] * 16 % 1 == 0).all()


def test_zero_is_no_data_in_images_without_a_nodata_value(tmp_path):
    image = noise((60, 60), 2, 1, 2) + 1
    image[:, :, :20] = 0
    image[0, 30, 40] = 0  # in one band only: a value
    untagged = save(tmp_path / "a.tif", image)
    tagged = save(tmp_path / "b.tif", image, nodata=-1)
    for source, missing in ((untagged, 20 * 60), (tagged, 0)):
        labels = segmented({"images": [source]}, (10,)).finest
        assert (labels == 0).sum() == missing
    heat = save(tmp_path / "p.tif", np.full((60, 60), 0.5), role="heatmap")
    with SceneBands(heat, [untagged]) as scene:
        bands = scene.segmentation_bands(0, 0, 60, 60)
        assert scene.stretch[0][0] > 1
    assert (bands[1:, :, :20] == 127.5).all() and np.isfinite(bands).all()


def test_the_dem_is_resampled_as_for_prediction(tmp_path):
    heat = save(tmp_path / "p.tif", np.full((60, 60), 0.5), role="heatmap")
    coarse = Affine(30, 0, 399_700, 0, -30, 3_900_300)
    dem = save(tmp_path / "d.tif", noise((50, 50), 1.5, 3)[0], coarse, role="DEM")
    with SceneBands(heat, dem=dem) as scene:
        elevation, slope = scene.terrain(0, 0, 60, 60)
        bands = scene.segmentation_bands(20, 10, 30, 40)
        wide = scene.grid.part(-1, -1, 62, 62)
    with GridReader(dem, wide, resampling=Resampling.cubic) as reader:
        want = reader.read(0, 0, 62, 62)[0]
    assert np.array_equal(elevation, want[1:-1, 1:-1])
    assert np.allclose(slope, slope_degrees(want, 10, 10)[1:-1, 1:-1], atol=1e-4)
    assert np.isfinite(slope).all()  # up to the scene's edge
    assert np.allclose(bands[1], slope[10:50, 20:50] / 60 * 255, atol=1 / 16)


def test_the_heatmap_is_smoothed_over_its_data(scene_files):
    window = 40, 100, 120, 60  # with the gap in rows 120 to 129
    with SceneBands(**scene_files) as scene:
        raw, smoothed = scene.heatmap(*window)
        assert np.array_equal(raw, scene.probability(*window), equal_nan=True)
        assert np.array_equal(smoothed, scene.smoothed(*window), equal_nan=True)
        bands = scene.segmentation_bands(*window)
        known = scene.probability(0, 0, 310, 290).astype(float)
    weight = np.isfinite(known).astype(float)
    mean = ndimage.gaussian_filter(np.nan_to_num(known), 0.7, mode="constant")
    want = mean / np.maximum(ndimage.gaussian_filter(weight, 0.7, mode="constant"), 1e-9)
    want = np.where(weight > 0, want, np.nan)[100:160, 40:160]
    assert np.allclose(smoothed, want, atol=1e-6, equal_nan=True)
    assert np.allclose(bands[0], want * 255, atol=1 / 16, equal_nan=True)
    assert np.isnan(bands[:, 20:30]).all()


def test_scenes_that_cannot_be_segmented(tmp_path):
    with pytest.raises(InputError, match="heatmap or at least one image"):
        SceneBands()
    degrees = save(
        tmp_path / "g.tif", noise((20, 20), 1, 1), Affine(1e-4, 0, 85, 0, -1e-4, 35), "EPSG:4326"
    )
    with pytest.raises(InputError, match="in degrees"), SceneBands(images=[degrees]):
        pass
    empty = save(tmp_path / "e.tif", np.zeros((20, 20)))
    with pytest.raises(InputError, match="no data"), SceneBands(images=[empty]):
        pass
    image = save(tmp_path / "i.tif", noise((20, 20), 1, 1))
    with (
        pytest.raises(InputError, match="weights"),
        SceneBands(images=[image], settings=SegmentationSettings(image_weight=0)),
    ):
        pass


# --- running -----------------------------------------------------------------------------------


class Stopping(Feedback):
    def __init__(self, after):
        self.left, self.seen = after, []

    def is_cancelled(self):
        self.left -= 1
        return self.left < 0

    def progress(self, fraction):
        self.seen.append(fraction)


@pytest.mark.parametrize("workers", [1, 2])
def test_cancelling_works_at_every_check(scene_files, workers):
    settings = SegmentationSettings(tile=100, workers=workers)
    with SceneBands(settings=settings, **scene_files) as scene:
        through = Stopping(10**9)
        levels = segment_scene(scene, (10, 25), feedback=through)
        assert through.seen == sorted(through.seen) and through.seen[-1] == 1
        checks = 10**9 - through.left
        assert checks > 9 + sum(level.merged.rounds for level in levels)  # tiles and rounds
        for after in range(0, checks, 5):
            with pytest.raises(Cancelled):
                segment_scene(scene, (10, 25), feedback=Stopping(after))
        want = segment_scene(scene, (10, 25)).finest
        assert np.array_equal(
            want, segment_scene(scene, (10, 25), feedback=Stopping(checks)).finest
        )


def test_memory_grows_with_labels_and_superpixels_only(tmp_path):
    image = noise((768, 768), 1.5, 1, 3) + 1
    sources = {"images": [save(tmp_path / "i.tif", image)]}
    peaks = []
    for tile in (128, 768):
        tracemalloc.start()
        segmented(sources, (20,), tile=tile, workers=1)
        peaks.append(tracemalloc.get_traced_memory()[1] / image[0].size)
        tracemalloc.stop()
    # Bytes per pixel: 4 of the labels, the tables of some 30 pixels each, and one tile.
    assert peaks[0] < 35 < peaks[1]
