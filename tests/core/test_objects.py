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
    shaping,
)
from rock_glacier_mapper.core.objects.outlines import outlines
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


def two_lobes():
    """Two discs, joined by a neck 100 m wide."""
    rows, columns = np.indices((140, 180))
    heat = np.zeros((140, 180), np.float32)
    for centre in (55, 115):
        heat[(rows - 70) ** 2 + (columns - centre) ** 2 <= 27**2] = 0.9
    heat[65:75, 70:100] = 0.9
    return heat


def test_two_lobes_become_two_units_of_one_system(tmp_path):
    source = save(tmp_path / "p.tif", two_lobes())
    whole = extract_rock_glaciers(source)
    assert len(whole.kept) == 1
    found = extract_rock_glaciers(source, separate_units=True)
    west, east = found.kept
    assert (west.attributes["rg_id"], east.attributes["rg_id"]) == (1, 2)
    assert west.attributes["system_id"] == east.attributes["system_id"] == 1
    assert west.geometry.centroid.x < 400_855 < east.geometry.centroid.x
    assert west.geometry.area == pytest.approx(east.geometry.area, rel=0.06)
    joint = west.geometry.union(east.geometry)
    assert joint.symmetric_difference(whole.kept[0].geometry).area < 0.01 * joint.area
    assert 80 < west.geometry.intersection(east.geometry).length < 200
    assert west.geometry.intersection(east.geometry).area == 0
    for unit in (west, east):
        assert "; unit of a system, split at neck " in unit.attributes["reason"]


OPTICAL = ("blue", "green", "red", "nir", "swir1")
#: Reflectance × 10000 of covers; NDVI, NDSI and NDWI of debris lie near 0.1, -0.2 and -0.2.
COVERS = {
    "debris": (1000, 1200, 1400, 1700, 1800),
    "grass": (400, 800, 400, 3600, 1800),
    "snow": (8000, 8000, 8000, 7500, 800),
    "lake": (900, 800, 500, 200, 800),
}


def optical(path, cover):
    values = np.stack([np.choose(cover, [COVERS[name][k] for name in COVERS]) for k in range(5)])
    write_raster(path, values.astype(np.uint16), GRID, UTM, 0, OPTICAL)
    return RasterSource(str(path), role="image")


@pytest.mark.parametrize(
    "cover, rule, said", [(1, "ndvi", "vegetation"), (2, "ndsi", "snow"), (3, "ndwi", "water")]
)
def test_covered_ground_is_no_rock_glacier(tmp_path, cover, rule, said):
    heat = save(tmp_path / "p.tif", blocks((120, 160), (40, 40, 40, 80, 0.9)))
    ground = np.zeros((120, 160), int)
    ground[:, 90:] = cover
    image = optical(tmp_path / "i.tif", ground)
    found = extract_rock_glaciers(heat, images=[image], with_objects=True)
    (one,) = found.kept
    bare = pixel_box(40, 40, 40, 50)
    assert one.geometry.intersection(bare).area / one.geometry.union(bare).area > 0.95
    against = [o.attributes for o in found.objects if said in (o.attributes["reason"] or "")]
    assert against and all(o["status"] == "background" and o["score"] == 0 for o in against)
    assert all(f"{rule.upper()} " in o["reason"] for o in against)
    (whole,) = extract_rock_glaciers(heat, Rules(**{f"max_{rule}": None}), images=[image]).kept
    assert whole.geometry.area == pytest.approx(40 * 80 * 100, rel=0.02)
    _, green, red, nir, swir = COVERS["debris"]
    assert one.attributes["ndvi"] == pytest.approx((nir - red) / (nir + red), abs=0.01)
    assert one.attributes["ndsi"] == pytest.approx((green - swir) / (green + swir), abs=0.01)
    assert one.attributes["ndwi"] == pytest.approx((green - nir) / (green + nir), abs=0.01)


def test_display_images_give_no_indices(tmp_path):
    heat = save(tmp_path / "p.tif", blocks((120, 160), (40, 40, 40, 80, 0.9)))
    values = np.full((5, 120, 160), 90, np.uint8)
    values[0, :, 80:] = 200
    image = RasterSource(write_raster(tmp_path / "i.tif", values, GRID, UTM, None, OPTICAL))
    (one,) = extract_rock_glaciers(heat, images=[image]).kept
    assert one.attributes["ndvi"] is None and one.attributes["ndsi"] is None


def test_coherence_and_slope_deviation_of_a_landform(tmp_path):
    shape = 100, 100
    heat = save(tmp_path / "p.tif", blocks(shape, (30, 30, 30, 30, 1)))
    values = noise(shape, 3, 5) / 255
    image = write_raster(tmp_path / "c.tif", values, GRID, UTM, None, ("coherence",))
    dem = save(tmp_path / "d.tif", plane(shape, 15) + noise(shape, 4, 6)[0] * 0.1)
    (one,) = extract_rock_glaciers(heat, images=[RasterSource(image)], dem=dem).kept
    assert one.attributes["coherence"] == pytest.approx(values[0, 30:60, 30:60].mean(), abs=0.01)
    assert one.attributes["downslope_alignment"] is None or one.attributes["slope_std"] > 0.5
    assert one.attributes["front_slope"] == pytest.approx(one.attributes["slope_mean"], abs=8)


def test_full_scene_covers_the_scene_and_finds_the_same(landscape):
    gated = extract_rock_glaciers(**landscape, with_objects=True)
    whole = extract_rock_glaciers(**landscape, with_objects=True, full_scene=True)
    data = (300 - 10) * 320 * 100
    assert sum(o.geometry.area for o in whole.objects) == pytest.approx(data)
    assert sum(o.geometry.area for o in gated.objects) < 0.99 * data
    assert whole.notes["gates"] == 1 < gated.notes["gates"]
    one, other = (shapely.union_all([f.geometry for f in found.kept]) for found in (gated, whole))
    assert one.intersection(other).area / one.union(other).area > 0.9


def test_levels_of_objects_nest(landscape):
    found = extract_rock_glaciers(**landscape, with_objects=True, levels=(60, 120))
    by_id = {one.attributes["object_id"]: one for one in found.objects}
    assert len(by_id) == len(found.objects)
    children = {}
    for one in found.objects:
        parent = one.attributes["parent_id"]
        if one.attributes["level"] == 3:
            assert parent is None
            continue
        assert by_id[parent].attributes["level"] == one.attributes["level"] + 1
        children.setdefault(parent, []).append(one.geometry)
    counts = np.bincount([one.attributes["level"] for one in found.objects])
    assert counts[1] > counts[2] > counts[3] > 0
    for parent, parts in children.items():
        joint = shapely.union_all(parts)
        assert joint.symmetric_difference(by_id[parent].geometry).area < 1e-6
    with pytest.raises(InputError, match="rise"):
        extract_rock_glaciers(**landscape, with_objects=True, levels=(20,))


def test_reshaping_tells_how_much_it_changed(tmp_path):
    shape = 160, 160
    heat = blocks(shape, (50, 50, 50, 50, 0.9))
    heat[70:75, 70:75] = 0  # a hole of 0.0025 km²
    source = save(tmp_path / "p.tif", heat)
    (plain,) = extract_rock_glaciers(source).kept
    filled = plain.attributes["area_change"]
    assert plain.geometry.area == pytest.approx(250_000, rel=0.01)
    assert filled == pytest.approx(25 / 2475, abs=0.006)
    (grown,) = extract_rock_glaciers(
        source, reshaping=shaping.Reshaping(grow=3, shrink=0, surface_tension=0.2)
    ).kept
    assert grown.geometry.area > 1.1 * plain.geometry.area
    assert grown.attributes["area_change"] > filled + 0.1
    limited = shaping.Reshaping(grow=3, shrink=0, surface_tension=0.2, max_growth=0.05)
    (held,) = extract_rock_glaciers(source, reshaping=limited).kept
    assert held.attributes["area_change"] < 0.07
    # Steep ground to the east holds growth up, though not to the west.
    dem = plane(shape, 15)
    dem[:, 101:] += 40 * np.arange(59)
    free = shaping.Reshaping(grow=3, shrink=0, surface_tension=0.2, max_slope=None)
    stopped = shaping.Reshaping(grow=3, shrink=0, surface_tension=0.2, max_slope=50)
    rise = save(tmp_path / "d.tif", dem)
    rules = Rules(max_slope=90)
    bounds = [
        extract_rock_glaciers(source, rules, dem=rise, reshaping=one).kept[0].geometry.bounds
        for one in (free, stopped)
    ]
    assert bounds[0][2] - bounds[1][2] > 15
    assert bounds[0][0] == pytest.approx(bounds[1][0], abs=2)


def test_necks_are_cut_by_their_width():
    mask = np.zeros((60, 90), bool)
    mask[10:50, 10:35] = mask[10:50, 55:80] = True
    mask[27:32, 35:55] = True
    for width, parts in ((2, 1), (5, 1), (6, 2), (10, 2)):
        cut = shaping.cut_necks(mask, width)
        assert shaping.components(cut).max() == parts
        assert not (cut & ~mask).any()
        assert cut[12:48, 12:33].all()


@pytest.mark.parametrize(
    "bad", [{"grow": -1}, {"box": 4}, {"surface_tension": 2}, {"max_slope": 91}, {"neck_m": -1}]
)
def test_reshaping_parameters_are_checked(bad):
    with pytest.raises(InputError):
        shaping.Reshaping(**bad)


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
