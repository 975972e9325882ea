"""Object-based step: segmentation, reshaping, outlines, features, rules and the whole chain."""

import dataclasses
import json
import math

import numpy as np
import pytest
import shapely
from affine import Affine
from conftest import write_raster
from rasterio.crs import CRS
from rasterio.warp import transform as warp_points
from scipy import ndimage
from shapely.geometry import box

from rock_glacier_mapper.core.errors import Cancelled, InputError
from rock_glacier_mapper.core.feedback import Feedback
from rock_glacier_mapper.core.objects import (
    FIELDS,
    Rules,
    SegmentationSettings,
    extract_rock_glaciers,
    features,
    merging,
    shaping,
)
from rock_glacier_mapper.core.objects.outlines import outlines
from rock_glacier_mapper.core.objects.superpixels import gradient, superpixels
from rock_glacier_mapper.core.raster import RasterSource

UTM = "EPSG:32645"
GRID = Affine(10, 0, 400_000, 0, -10, 3_900_000)
REQUIRED = [
    *("rg_id", "system_id", "area_km2", "prob_mean", "prob_max", "prob_p10", "uncertainty"),
    *("length_m", "width_m", "elongation", "compactness", "slope_mean", "elev_min", "elev_max"),
    *("glacier_overlap", "score", "status", "reason"),
]


def save(path, array, transform=GRID, crs=UTM, nodata=None, role="raster"):
    array = np.asarray(array, np.float32)
    return RasterSource(write_raster(path, array, transform, crs, nodata), role=role)


def blocks(shape, *parts):
    """A heatmap of rectangles (row, column, height, width, probability)."""
    out = np.zeros(shape, np.float32)
    for row, column, height, width, value in parts:
        out[row : row + height, column : column + width] = value
    return out


def pixel_box(row, column, height, width, transform=GRID):
    left, top = transform * (column, row)
    right, bottom = transform * (column + width, row + height)
    return box(left, bottom, right, top)


def noise(shape, sigma, seed, bands=1):
    rng = np.random.default_rng(seed)
    out = [ndimage.gaussian_filter(rng.standard_normal(shape), sigma) for _ in range(bands)]
    return np.stack([(band - band.min()) / np.ptp(band) * 255 for band in out]).astype(np.float32)


def inner_overlap(polygons):
    tree = shapely.STRtree(polygons)
    first, second = tree.query(polygons, predicate="intersects")
    return sum(polygons[a].intersection(polygons[b]).area for a, b in zip(first, second) if a < b)


# --- superpixels -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["noise", "flat", "steps"])
def test_superpixels_do_not_depend_on_tiles(kind):
    shape = 530, 410
    bands = {
        "noise": noise(shape, 2, 1, 2),
        "flat": np.zeros((2, *shape), np.float32),
        "steps": np.round(noise(shape, 6, 2, 2) / 64) * 64,
    }[kind]
    bands[0, 100:140, 200:290] = np.nan
    valid = np.isfinite(bands[0])
    edges = gradient(bands, (0.7, 0.3))
    whole = superpixels(edges, valid, 1000, 77, tile=4096)
    tiled = superpixels(edges, valid, 1000, 77, tile=256)
    assert np.array_equal(whole, tiled)
    assert (whole[~valid] == 0).all() and (whole[valid] > 0).all()
    if kind == "flat":
        rows, columns = np.indices(shape)
        cells = (rows + 1000) // 6 * 100_000 + (columns + 77) // 6
        inner = np.s_[200:500, 20:390]  # away from the gap and the rim
        assert same_partition(cells[inner], whole[inner])


def test_superpixels_are_named_by_the_scene_not_the_window():
    bands = noise((300, 300), 2, 5)
    edges = gradient(bands, (1.0,))
    valid = np.zeros((300, 300), bool)
    valid[60:220, 70:250] = True
    whole = superpixels(edges, valid)
    part = superpixels(edges[54:230, 66:260], valid[54:230, 66:260], 54, 66)
    cut = whole[54:230, 66:260]
    pairs = np.unique(np.stack([cut, part]).reshape(2, -1), axis=1)
    assert len(np.unique(pairs[0])) == len(np.unique(pairs[1])) == pairs.shape[1]


def test_gradient_of_a_ramp_is_its_slope_and_gaps_make_no_edge():
    ramp = np.tile(np.arange(60, dtype=np.float32) * 3, (50, 1))
    ramp[20:25, 30:35] = np.nan
    edges = gradient(np.stack([ramp, ramp]), (0.25, 0.75))
    assert edges[10, 10] == pytest.approx(3, abs=1 / 64)
    flat = np.full((40, 40), 7, np.float32)
    flat[:, 20:30] = np.nan
    assert gradient(flat[None], (1.0,))[:, :20].max() == 0


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
            (brute_cost(labels, bands, a, b, weights, shape, compactness), a, b) for a, b in pairs
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


def same_partition(one, other):
    pairs = np.unique(np.stack([one, other]).reshape(2, -1), axis=1)
    return len(np.unique(pairs[0])) == len(np.unique(pairs[1])) == pairs.shape[1]


def test_merge_cost_equals_the_two_region_calculation():
    bands = noise((36, 30), 1, 3, 3)
    labels = superpixels(gradient(bands, (1, 1, 1)), np.ones((36, 30), bool))
    labels[10:14, 8:13] = 0
    labels = np.unique(labels, return_inverse=True)[1].reshape(labels.shape).astype(np.int32)
    table, graph = merging.region_table(labels, bands), merging.region_graph(labels)
    weights = (0.5, 0.3, 1.2)
    cost = merging.merge_cost(table, graph, weights, 0.3, 0.7)
    assert len(cost) > 40
    for f, a, b in zip(cost, graph.first, graph.second):
        want = brute_cost(labels, bands, a + 1, b + 1, weights, 0.3, 0.7)
        assert f == pytest.approx(want, rel=1e-6, abs=1e-3)


def test_merging_equals_brute_force_and_keeps_the_sums():
    bands = np.round(noise((30, 36), 2, 8, 2))
    start = superpixels(gradient(bands, (1, 1)), np.ones((30, 36), bool))
    labels, merged = merging.segment(start, bands, (0.6, 0.4), 22, 0.2, 0.5)
    assert 3 < len(merged.table.n) < 20
    assert same_partition(labels, brute_merge(start, bands, (0.6, 0.4), 22, 0.2, 0.5))
    again = merging.region_table(labels, bands)
    for name, value in vars(again).items():
        assert np.allclose(value, getattr(merged.table, name)), name
    graph = merging.region_graph(labels)
    for name, value in vars(graph).items():
        assert np.array_equal(value, getattr(merged.graph, name)), name
    assert (merging.merge_cost(again, graph, (0.6, 0.4), 0.2, 0.5) >= 22**2).all()


def test_two_colours_give_two_objects():
    band = np.full((60, 80), 40, np.float32)
    band[:, 37:] = 200
    start = superpixels(gradient(band[None], (1.0,)), np.ones(band.shape, bool))
    labels, merged = merging.segment(start, band[None], (1.0,), 30)
    assert len(merged.table.n) == 2
    assert np.array_equal(labels, np.where(band == 40, 1, 2))
    assert merged.graph.length.tolist() == [60]
    assert merged.table.box.tolist() == [[0, 0, 60, 37], [0, 37, 60, 80]]
    assert merged.table.perimeter.tolist() == [2 * (60 + 37), 2 * (60 + 43)]


def test_scale_zero_merges_nothing():
    band = np.zeros((1, 40, 40), np.float32)
    start = superpixels(band[0], np.ones((40, 40), bool))
    labels, merged = merging.segment(start, band, (1.0,), 0)
    assert merged.rounds == 0 and len(merged.table.n) == 49
    assert same_partition(labels, start)


def test_no_data_never_merges():
    band = np.full((1, 48, 48), 90, np.float32)
    band[0, :, 20:22] = np.nan
    valid = np.isfinite(band[0])
    start = superpixels(gradient(band, (1.0,)), valid)
    labels, merged = merging.segment(start, band, (1.0,), 1000)
    assert len(merged.table.n) == 2 and merged.graph.first.size == 0
    assert np.array_equal(labels > 0, valid)
    assert merged.table.n.tolist() == [20 * 48, 26 * 48]


@pytest.mark.parametrize("bad", [{"scale": -1}, {"shape": 1.5}, {"compactness": -0.1}])
def test_merge_parameters_are_checked(bad):
    with pytest.raises(InputError):
        SegmentationSettings(**bad)


# --- reshaping and outlines --------------------------------------------------------------------


def test_surface_tension_fills_notches_and_removes_spurs():
    mask = np.zeros((40, 40), bool)
    mask[10:30, 10:30] = True
    mask[19, 10] = False
    mask[9, 20] = True
    smoothed = shaping.surface_tension(mask)
    assert smoothed[19, 10] and not smoothed[9, 20]
    assert smoothed[14:26, 10:30].all()


def test_holes_and_necks():
    mask = np.zeros((60, 60), bool)
    mask[5:30, 5:30] = mask[35:55, 35:55] = True
    mask[15:18, 15:18] = False
    mask[40:50, 40:50] = False
    mask[28, 30:41] = mask[28:35, 40] = True
    filled = shaping.fill_holes(mask, 20)
    assert filled[15:18, 15:18].all() and not filled[40:50, 40:50].any()
    labels = shaping.components(shaping.cut_necks(filled))
    assert labels.max() == 2
    assert np.array_equal(labels > 0, shaping.cut_necks(filled))
    assert (labels == 1).sum() == 625 and (labels == 2).sum() == 300


def test_outlines_of_random_labels_are_valid_apart_and_keep_area_and_pixels():
    mask = noise((150, 150), 2, 4)[0] > 135
    mask[:2] = mask[-2:] = mask[:, :2] = mask[:, -2:] = False
    labels = shaping.components(mask)
    pixels = np.bincount(labels.ravel()).astype(float)
    polygons = {}
    for number in range(1, labels.max() + 1):
        own = np.where(labels == number, 1, 0)
        polygons[number] = outlines(own, pixels[[0, number]], GRID)[1]
    shapes = list(polygons.values())
    assert all(shape.is_valid and shape.geom_type == "Polygon" for shape in shapes)
    assert inner_overlap(shapes) == 0
    for number, shape in polygons.items():
        if pixels[number] >= 30:
            assert shape.area / 100 == pytest.approx(pixels[number], rel=0.01)
    rows, columns = np.indices(labels.shape)
    centres = shapely.points(*(GRID * (columns.ravel() + 0.5, rows.ravel() + 0.5)))
    tree = shapely.STRtree(shapes)
    point, polygon = tree.query(centres, predicate="within")
    found = np.zeros(labels.size, int)
    found[point] = polygon + 1
    assert np.array_equal(found.reshape(labels.shape), labels)


def test_outline_of_a_disc_is_smooth_and_round():
    rows, columns = np.indices((81, 81))
    mask = (rows - 40) ** 2 + (columns - 40) ** 2 <= 30**2
    shape = outlines(mask.astype(int), np.array([0, mask.sum()]), Affine.identity())[1]
    assert shape.centroid.coords[0] == pytest.approx((40.5, 40.5), abs=0.02)
    assert 4 * math.pi * shape.area / shape.length**2 > 0.985
    assert len(shape.exterior.coords) < 0.7 * 240


def test_units_that_touch_share_their_border():
    labels = np.zeros((40, 60), int)
    labels[5:35, 5:30] = 1
    labels[5:35, 30:55] = 2
    labels[12:20, 26:34] = 3
    pixels = np.bincount(labels.ravel()).astype(float)
    shapes = outlines(labels, pixels, GRID)
    parts = list(shapes.values())
    assert all(part.is_valid for part in parts) and inner_overlap(parts) == 0
    joint = shapely.union_all(parts)
    assert joint.geom_type == "Polygon"
    # Only at the four places where three units meet may a sliver stay open.
    assert sum(shapely.Polygon(ring).area for ring in joint.interiors) < 4 * 100 / 4
    assert shapes[1].intersection(shapes[2]).length > 150


# --- rules and features ------------------------------------------------------------------------


GOOD = {"area_km2": 0.084, "prob_mean": 0.71, "slope_mean": 17.2, "seed_share": 0.8}


def test_reasons_carry_numbers():
    rules = Rules()
    assert rules.judge(GOOD) == (
        "candidate",
        "kept: mean probability 0.71, 0.084 km², slope 17°",
        0.71,
    )
    small = rules.judge(GOOD | {"area_km2": 0.004})
    assert small.status == "rejected"
    assert small.reason == "dropped: area 0.004 km² is below 0.010 km²"
    edge = rules.judge(GOOD | {"area_km2": 0.00996, "elongation": 9.0})
    assert edge.reason == (
        "dropped: area 0.00996 km² is below 0.01000 km²; too thin: length/width 9.0 is above 8.0"
    )
    assert "slope not checked" in rules.judge(GOOD | {"slope_mean": None}).reason


def test_glacier_overlap_is_a_soft_rule():
    rules = Rules()
    assert rules.demanded_probability(None) == rules.demanded_probability(0.5) == 0.5
    assert rules.demanded_probability(0.75) == pytest.approx(0.65)
    assert rules.demanded_probability(1.0) == pytest.approx(0.75)
    assert Rules(min_probability=0.3).demanded_probability(1.0) == pytest.approx(0.6)
    weak, strong = GOOD | {"prob_mean": 0.62}, GOOD | {"prob_mean": 0.8}
    assert rules.judge(weak).status == "candidate"
    dropped = rules.judge(weak | {"glacier_overlap": 1.0})
    assert dropped.reason == (
        "dropped: mean probability 0.62 is below 0.75 (raised, as 100% lies on glaciers)"
    )
    kept = rules.judge(strong | {"glacier_overlap": 1.0})
    assert kept.status == "candidate" and kept.score == pytest.approx(0.4)


def test_rules_json(tmp_path):
    rules = Rules(threshold=0.25, object_threshold=0.4, min_area_km2=0.03)
    rules.save(tmp_path / "rules.json")
    assert Rules.load(tmp_path / "rules.json") == rules
    (tmp_path / "part.json").write_text(json.dumps({"max_slope": 40}))
    assert Rules.load(tmp_path / "part.json") == Rules(max_slope=40)
    for text in ('{"max_slop": 40}', '{"threshold": "x"}', "[1]", "{", '{"threshold": 0.9}'):
        (tmp_path / "bad.json").write_text(text)
        with pytest.raises(InputError):
            Rules.load(tmp_path / "bad.json")
    with pytest.raises(InputError, match="max_slop"):
        Rules.from_dict({"max_slop": 40})
    with pytest.raises(InputError):
        Rules.load(tmp_path / "none.json")
    with pytest.raises(dataclasses.FrozenInstanceError):
        rules.threshold = 1


def test_form_features_of_a_turned_rectangle():
    shape = shapely.affinity.rotate(box(0, 0, 400, 100), 33)
    values = features.form_features(shape)
    assert values["area_km2"] == pytest.approx(0.04)
    assert values["length_m"] == pytest.approx(400) and values["width_m"] == pytest.approx(100)
    assert values["elongation"] == pytest.approx(4)
    assert values["compactness"] == pytest.approx(4 * math.pi * 40_000 / 1000**2)
    assert values["border_index"] == pytest.approx(1)
    feet = features.form_features(shape, 0.3048)
    assert feet["area_km2"] == pytest.approx(0.04 * 0.3048**2)
    assert feet["width_m"] == pytest.approx(30.48)


def test_glacier_overlap_counts_overlapping_glaciers_once():
    ice = features.GlacierOverlap([box(0, 0, 50, 100), box(20, 0, 70, 100), box(500, 0, 600, 9)])
    assert ice.of(box(0, 0, 100, 100)) == pytest.approx(0.7)
    assert ice.of(box(200, 0, 300, 100)) == 0
    assert features.GlacierOverlap([]).of(box(0, 0, 1, 1)) is None


# --- the chain ---------------------------------------------------------------------------------


@pytest.mark.parametrize("row, column", [(60, 60), (61, 64), (57, 50)])
def test_square_has_the_right_place_and_area(tmp_path, row, column):
    heat = save(tmp_path / "p.tif", blocks((130, 120), (row, column, 10, 10, 1)))
    found = extract_rock_glaciers(heat, Rules(min_area_km2=0.009))
    (square,) = found.kept
    want = pixel_box(row, column, 10, 10)
    assert square.geometry.area == pytest.approx(want.area, rel=0.03)
    assert square.geometry.centroid.distance(want.centroid) < 0.2
    assert square.attributes["area_km2"] == pytest.approx(0.01, rel=0.03)
    assert square.attributes["prob_max"] == 1
    assert list(square.attributes)[: len(REQUIRED)] == REQUIRED
    assert list(square.attributes) == list(FIELDS)
    assert found.crs == CRS.from_user_input(UTM) and found.rejected == []


def test_large_rectangle_keeps_area_within_one_per_cent(tmp_path):
    heat = save(tmp_path / "p.tif", blocks((160, 160), (40, 50, 60, 33, 0.9)))
    (one,) = extract_rock_glaciers(heat).kept
    want = pixel_box(40, 50, 60, 33)
    assert one.geometry.area == pytest.approx(want.area, rel=0.01)
    iou = one.geometry.intersection(want).area / one.geometry.union(want).area
    assert iou > 0.98


def test_utm_south(tmp_path):
    grid = Affine(10, 0, 350_000, 0, -10, 6_300_000)
    heat = save(tmp_path / "p.tif", blocks((100, 100), (30, 40, 20, 20, 1)), grid, "EPSG:32719")
    found = extract_rock_glaciers(heat)
    assert found.crs == CRS.from_epsg(32719)
    x, y = found.kept[0].geometry.centroid.coords[0]
    assert (x, y) == pytest.approx((350_500, 6_299_600), abs=1)
    (longitude,), (latitude,) = warp_points(found.crs, CRS.from_epsg(4326), [x], [y])
    assert (longitude, latitude) == pytest.approx((-70.61, -33.43), abs=0.005)


def test_hysteresis_keeps_weak_parts_only_with_a_seed(tmp_path):
    heat = blocks(
        (160, 200),
        (20, 20, 30, 30, 0.45),  # weak, alone
        (100, 20, 30, 30, 0.8),  # strong …
        (100, 50, 30, 30, 0.45),  # … with a weak part beside
        (100, 90, 30, 30, 0.45),  # weak, inside the same gate but apart
    )
    found = extract_rock_glaciers(save(tmp_path / "p.tif", heat))
    (one,) = found.kept
    want = pixel_box(100, 20, 30, 60)
    assert one.geometry.area == pytest.approx(want.area, rel=0.03)
    assert one.attributes["prob_mean"] == pytest.approx(0.625, abs=0.02)
    assert all(
        "no part reaches the seed probability" in r.attributes["reason"] for r in found.rejected
    )
    assert not any(r.geometry.intersects(pixel_box(20, 20, 30, 30)) for r in found.rejected)


def plane(shape, degrees, transform=GRID, base=4000.0):
    """A DEM that rises to the north with this slope."""
    rows = np.arange(shape[0])[:, None] * np.ones(shape[1])
    return base - rows * -transform.e * math.tan(math.radians(degrees))


def test_rejected_with_the_right_reasons(tmp_path):
    heat = save(
        tmp_path / "p.tif",
        blocks((200, 200), (20, 20, 7, 7, 1), (60, 20, 7, 130, 1), (120, 60, 20, 40, 1)),
    )
    found = extract_rock_glaciers(heat)
    assert len(found.kept) == 1 and len(found.rejected) == 2
    by_row = sorted(found.rejected, key=lambda one: -one.geometry.centroid.y)
    small, thin = (one.attributes["reason"] for one in by_row)
    assert small.startswith("dropped: area 0.00") and "is below 0.010 km²" in small
    assert thin.startswith("dropped: too thin: length/width 1") and "is above 8.0" in thin
    for degrees, word in ((2, "too flat: slope 2°"), (50, "too steep: slope 50°")):
        dem = save(tmp_path / "d.tif", plane((200, 200), degrees))
        every = extract_rock_glaciers(heat, dem=dem)
        assert every.kept == []
        assert all(word in r.attributes["reason"] for r in every.rejected)
        assert [r.attributes["status"] for r in every.rejected] == ["rejected"] * 3


def test_slope_and_elevation_of_a_plane(tmp_path):
    heat = save(tmp_path / "p.tif", blocks((120, 120), (40, 40, 30, 20, 1)))
    dem = save(tmp_path / "d.tif", plane((120, 120), 17))
    (one,) = extract_rock_glaciers(heat, dem=dem).kept
    assert one.attributes["slope_mean"] == pytest.approx(17, abs=0.01)
    fall = 10 * math.tan(math.radians(17))
    assert one.attributes["elev_max"] == pytest.approx(4000 - 40 * fall, abs=fall)
    assert one.attributes["elev_min"] == pytest.approx(4000 - 69 * fall, abs=fall)
    assert one.attributes["reason"].endswith("slope 17°")


def test_dem_in_another_crs_gives_the_same(tmp_path):
    shape = 160, 160
    heat = save(tmp_path / "p.tif", blocks(shape, (60, 60, 40, 30, 1)))
    dem = save(tmp_path / "d.tif", plane(shape, 20))
    (want,) = extract_rock_glaciers(heat, dem=dem).kept
    degrees = Affine(1 / 7200, 0, 85.88, 0, -1 / 7200, 35.26)
    rows, columns = np.indices((300, 300))
    longitude, latitude = degrees * (columns + 0.5, rows + 0.5)
    _, y = warp_points(
        CRS.from_epsg(4326), CRS.from_user_input(UTM), longitude.ravel(), latitude.ravel()
    )
    height = 4000 - (3_899_995 - np.array(y).reshape(300, 300)) * math.tan(math.radians(20))
    other = save(tmp_path / "g.tif", height, degrees, "EPSG:4326")
    (got,) = extract_rock_glaciers(heat, dem=other).kept
    for name, tolerance in (("slope_mean", 0.2), ("elev_min", 3), ("elev_max", 3)):
        assert got.attributes[name] == pytest.approx(want.attributes[name], abs=tolerance)
    assert got.geometry.area == pytest.approx(want.geometry.area, rel=0.01)


def test_glacier_overlap_and_uncertainty(tmp_path):
    shape = 100, 100
    heat = save(tmp_path / "p.tif", blocks(shape, (30, 30, 30, 30, 1)))
    spread = save(tmp_path / "u.tif", np.full(shape, 0.125), role="uncertainty")
    ice = [box(400_000, 3_899_000, 400_410, 3_900_000), box(0, 0, 1, 1)]
    (one,) = extract_rock_glaciers(heat, glaciers=ice, uncertainty=spread).kept
    want = one.geometry.intersection(ice[0]).area / one.geometry.area
    assert one.attributes["glacier_overlap"] == pytest.approx(want)
    assert want == pytest.approx(11 / 30, abs=0.01)
    assert one.attributes["uncertainty"] == 0.125
    assert f"{want:.0%} on glaciers" in one.attributes["reason"]
    (bare,) = extract_rock_glaciers(heat).kept
    assert bare.attributes["glacier_overlap"] is None
    assert bare.attributes["uncertainty"] is None and bare.attributes["slope_mean"] is None


@pytest.fixture
def landscape(tmp_path):
    """A noisy scene with gaps: heatmap, image on a coarser grid, DEM."""
    shape = 300, 320
    heat = 1 / (1 + np.exp(-(noise(shape, 5, 11)[0] - 150) / 20))
    heat[120:130, :] = np.nan
    image = noise((160, 170), 2, 12, 2)
    coarse = Affine(20, 0, 399_950, 0, -20, 3_900_050)
    return {
        "heatmap": save(tmp_path / "p.tif", heat),
        "images": [save(tmp_path / "i.tif", image, coarse)],
        "dem": save(tmp_path / "d.tif", plane(shape, 15) + noise(shape, 8, 13)[0] * 0.2),
    }


@pytest.mark.parametrize("units", [False, True])
def test_polygons_are_valid_apart_and_large_enough(landscape, units):
    found = extract_rock_glaciers(**landscape, separate_units=units, with_objects=True)
    assert len(found.kept) > 5 and len(found.rejected) > 3
    every = found.kept + found.rejected
    shapes = [one.geometry for one in every]
    assert all(shape.is_valid and shape.geom_type == "Polygon" for shape in shapes)
    assert inner_overlap(shapes) == 0
    assert all(one.attributes["area_km2"] >= 0.01 for one in found.kept)
    assert [one.attributes["rg_id"] for one in every] == list(range(1, len(every) + 1))
    assert all(one.attributes["reason"].startswith("kept: ") for one in found.kept)
    assert all(one.attributes["reason"].startswith("dropped: ") for one in found.rejected)
    systems = {one.attributes["system_id"] for one in every}
    assert systems == set(range(1, len(systems) + 1))
    assert (len(systems) < len(every)) == units
    objects = [one.geometry for one in found.objects]
    assert all(shape.is_valid for shape in objects) and inner_overlap(objects) < 1e-6
    member = [one for one in found.objects if one.attributes["status"] == "landform"]
    tied = sum(o.geometry.area for o in member if o.attributes["rg_id"])
    assert tied > 0.95 * sum(shape.area for shape in shapes)


def test_result_is_deterministic_and_independent_of_tiles(landscape):
    first = extract_rock_glaciers(**landscape)
    second = extract_rock_glaciers(**landscape)
    tiled = extract_rock_glaciers(**landscape, segmentation=SegmentationSettings(tile=90))
    for other in (second, tiled):
        assert len(other.kept) == len(first.kept) and len(other.rejected) == len(first.rejected)
        for a, b in zip(first.kept + first.rejected, other.kept + other.rejected):
            assert a.geometry.equals_exact(b.geometry, 0)
            assert a.attributes == b.attributes


def test_landform_does_not_depend_on_its_neighbours(tmp_path):
    blob = noise((60, 60), 6, 21)[0]
    blob = (blob / 255 * np.hanning(60)[:, None] * np.hanning(60)[None, :]) ** 0.5
    alone, among = np.zeros((2, 240, 240), np.float32)
    alone[90:150, 90:150] = among[90:150, 90:150] = blob
    among[5:40, 10:50] = 0.9
    among[190:230, 150:220] = 0.7
    (one,) = extract_rock_glaciers(save(tmp_path / "a.tif", alone)).kept
    every = extract_rock_glaciers(save(tmp_path / "b.tif", among)).kept
    assert len(every) == 3
    assert sum(one.geometry.equals_exact(other.geometry, 0) for other in every) == 1


def test_two_lobes_become_two_units_of_one_system(tmp_path):
    rows, columns = np.indices((140, 180))
    heat = np.zeros((140, 180), np.float32)
    for centre in (60, 110):
        heat[(rows - 70) ** 2 + (columns - centre) ** 2 <= 28**2] = 0.9
    source = save(tmp_path / "p.tif", heat)
    whole = extract_rock_glaciers(source)
    assert len(whole.kept) == 1
    found = extract_rock_glaciers(source, separate_units=True)
    west, east = found.kept
    assert (west.attributes["rg_id"], east.attributes["rg_id"]) == (1, 2)
    assert west.attributes["system_id"] == east.attributes["system_id"] == 1
    assert west.geometry.centroid.x < 400_855 < east.geometry.centroid.x
    assert west.geometry.area == pytest.approx(east.geometry.area, rel=0.03)
    joint = west.geometry.union(east.geometry)
    assert joint.symmetric_difference(whole.kept[0].geometry).area < 0.01 * joint.area
    assert west.geometry.intersection(east.geometry).length > 150
    assert west.geometry.intersection(east.geometry).area == 0


def test_a_single_lobe_is_one_unit():
    rows, columns = np.indices((90, 90))
    mask = ((rows - 45) / 38) ** 2 + ((columns - 45) / 15) ** 2 <= 1
    assert shaping.separate_units(mask, np.full(mask.shape, 0.8)).max() == 1


def test_empty_and_unusable_heatmaps(tmp_path):
    low = save(tmp_path / "low.tif", np.full((50, 50), 0.2))
    found = extract_rock_glaciers(low)
    assert found.kept == found.rejected == found.objects == []
    assert found.notes["gates"] == 0 and found.notes["rules"]["threshold"] == 0.3
    weak = save(tmp_path / "weak.tif", np.full((50, 50), 0.45))
    assert extract_rock_glaciers(weak).kept == []
    with pytest.raises(InputError, match="no data"):
        extract_rock_glaciers(save(tmp_path / "n.tif", np.full((50, 50), np.nan)))
    with pytest.raises(InputError, match="between 0 and 1"):
        extract_rock_glaciers(save(tmp_path / "b.tif", blocks((50, 50), (10, 10, 9, 9, 255))))
    degrees = Affine(1e-4, 0, 85, 0, -1e-4, 35)
    with pytest.raises(InputError, match="degrees"):
        extract_rock_glaciers(save(tmp_path / "g.tif", np.zeros((50, 50)), degrees, "EPSG:4326"))


def test_no_data_stays_outside(tmp_path):
    heat = blocks((120, 120), (40, 40, 40, 40, 0.9))
    heat[:, 70:] = -9999
    (one,) = extract_rock_glaciers(save(tmp_path / "p.tif", heat, nodata=-9999)).kept
    assert one.geometry.bounds[2] <= 400_700 + 0.36 * 10
    assert one.geometry.area == pytest.approx(1200 * 100, rel=0.02)
    assert one.attributes["prob_mean"] == pytest.approx(0.9, abs=0.01)


def test_cancel(tmp_path):
    class Stop(Feedback):
        def is_cancelled(self):
            return True

    heat = save(tmp_path / "p.tif", blocks((60, 60), (20, 20, 20, 20, 1)))
    with pytest.raises(Cancelled):
        extract_rock_glaciers(heat, feedback=Stop())


def test_progress_rises_to_one(landscape):
    class Steps(Feedback):
        def __init__(self):
            self.seen = []

        def progress(self, fraction):
            self.seen.append(fraction)

    steps = Steps()
    extract_rock_glaciers(**landscape, feedback=steps)
    assert steps.seen == sorted(steps.seen) and steps.seen[-1] == 1
    assert len(steps.seen) > 5
