"""Upslope connection on slopes whose parts, glaciers and distances are known."""

from __future__ import annotations

import heapq
import math
import re

import numpy as np
import pytest
import rasterio
import shapely
from affine import Affine
from rasterio.crs import CRS
from shapely.geometry import MultiPolygon, Polygon, box

from rock_glacier_mapper.core.errors import Cancelled, InputError
from rock_glacier_mapper.core.feedback import Feedback
from rock_glacier_mapper.core.geodesy import transform_coordinates, transform_polygons
from rock_glacier_mapper.core.inventory.flow import flow_distance, receivers
from rock_glacier_mapper.core.inventory.schema import load_schema
from rock_glacier_mapper.core.inventory.upslope import (
    DEBRIS_MANTLED,
    FOREFIELD,
    GLACIER,
    HU_CATEGORIES,
    POLY,
    TALUS,
    UNKNOWN,
    upslope_suggestions,
)
from rock_glacier_mapper.core.raster import RasterSource

UTM, WGS84 = CRS.from_epsg(32632), CRS.from_epsg(4326)
X0, Y0 = 500000.0, 5200000.0
#: A rock glacier on a slope to the south; its upper rim is the northern edge.
LANDFORM = box(X0 - 100, Y0 - 300, X0 + 100, Y0)


def degrees(angle):
    return math.tan(math.radians(angle))


def profile(*pieces):
    """Surface that rises to the north: (from y on, slope in degrees), the first from below."""

    def surface(x, y):
        z = np.full(np.shape(y), 2000.0)
        bounds = [*[start for start, _ in pieces[1:]], np.inf]
        for (start, angle), end in zip(pieces, bounds):
            z += degrees(angle) * (np.clip(y, start, end) - start)
        return z

    return surface


LOW = Y0 - 3000
DEBRIS = profile((LOW, 15), (Y0, 25))
#: 100 m of scree, then a wall.
SCREE_AND_WALL = profile((LOW, 15), (Y0, 34), (Y0 + 100, 50))


def write(path, z, transform, crs=UTM, nodata=-9999.0):
    z = np.where(np.isfinite(z), z, nodata).astype("float32")
    with rasterio.open(
        path, "w", driver="GTiff", width=z.shape[1], height=z.shape[0], count=1,
        dtype="float32", crs=crs, transform=transform, nodata=nodata,
    ) as dataset:  # fmt: skip
        dataset.write(z, 1)
    return RasterSource(str(path), (1,), "DEM")


def dem(path, surface, cell=10.0, half=(1200.0, 2600.0)):
    transform = Affine(cell, 0, X0 - half[0], 0, -cell, Y0 + half[1])
    size = round(2 * half[1] / cell), round(2 * half[0] / cell)
    column, row = np.meshgrid(np.arange(size[1]) + 0.5, np.arange(size[0]) + 0.5)
    return write(path, surface(*(transform * (column, row))), transform)


def suggest(path, surface, glaciers, landform=LANDFORM, **options):
    return upslope_suggestions(
        [landform], UTM, dem(path / "dem.tif", surface, **options), glaciers
    )[0]


def shares(found):
    """Percentages of the evidence: 15-35°, 30-38°, > 40°."""
    return [int(number) for number in re.findall(r"° (\d+) %", found.evidence)]


def test_codes_are_those_of_the_schema():
    lists = load_schema().value_lists
    codes = lists["upslope_connection"].codes
    assert {GLACIER, FOREFIELD, DEBRIS_MANTLED, TALUS, POLY, UNKNOWN} <= set(codes)
    assert set(HU_CATEGORIES.values()) == set(lists["upslope_category_hu"].codes)


def test_debris_mantled_slope(tmp_path):
    found = suggest(tmp_path, DEBRIS, [])
    assert (found.category, found.hu) == ("Debris-mantled slope", "DMS-RG")
    assert found.glacier_distance_m is None
    # Beside the rim the slope is that of both sides: 15° below, 25° above.
    gentle, scree, wall = shares(found)
    assert gentle > 90 and scree == wall == 0
    assert "No glacier within 20 km" in found.evidence


def test_talus_below_a_wall(tmp_path):
    """Above the rim a third of the 300 m is scree, two thirds wall."""
    found = suggest(tmp_path, SCREE_AND_WALL, [])
    assert (found.category, found.hu) == ("Talus", "T-RG")
    # Whatever is cut at 300 m of flow: 10 rows of cells out of 30, less those beside a break.
    assert shares(found) == pytest.approx([30, 27, 63], abs=6)


def test_between_the_two_it_is_unknown(tmp_path):
    """45 m of wall: too much for debris, too little for talus."""
    surface = profile((LOW, 15), (Y0, 33), (Y0 + 250, 50), (Y0 + 295, 33))
    found = suggest(tmp_path, surface, [])
    assert (found.category, found.hu) == ("Unknown", None)
    assert "> 40° 1" in found.evidence


@pytest.mark.parametrize("gap", [0, 12.5, 45])
def test_glacier_in_contact(tmp_path, gap):
    glacier = box(X0 - 300, Y0 + gap, X0 + 300, Y0 + 900)
    found = suggest(tmp_path, DEBRIS, [glacier])
    assert (found.category, found.hu) == ("Glacier", "G-RG")
    assert found.glacier_distance_m == pytest.approx(gap, abs=0.1)
    # The rim is the northern edge and 75 m of either side, up to 50 m from the glacier.
    share = int(re.search(r"along (\d+) % of it", found.evidence)[1])
    assert share == pytest.approx(100 * (200 + 2 * (50 - gap)) / 350, abs=6)


def test_glacier_over_the_rim(tmp_path):
    found = suggest(tmp_path, DEBRIS, [box(X0 - 300, Y0 - 40, X0 + 300, Y0 + 900)])
    assert found.category == "Glacier" and found.glacier_distance_m == 0


def test_forefield(tmp_path):
    glacier = box(X0 - 300, Y0 + 800, X0 + 300, Y0 + 1500)
    found = suggest(tmp_path, DEBRIS, [glacier])
    assert (found.category, found.hu) == ("Glacier forefield", "GF-RG")
    assert found.glacier_distance_m == pytest.approx(800 / 0.9996, abs=0.1)
    # 200 m wide above the landform (and what the cells beside it add), 700 m long.
    area = float(found.evidence.split(" km²")[0])
    assert 0.13 <= area <= 0.20
    assert "8" in found.evidence.split("nearest ")[1][:3]


def test_glaciers_that_are_too_far_too_small_below_or_beside(tmp_path):
    for glacier, distance in (
        (box(X0 - 300, Y0 + 2300, X0 + 300, Y0 + 2500), 2300),  # more than 2 km of flow
        (box(X0 - 40, Y0 + 800, X0 + 40, Y0 + 880), 800),  # 0.006 km²
        (box(X0 - 300, Y0 - 900, X0 + 300, Y0 - 400), 325),  # below the landform
        (box(X0 + 300, Y0 + 300, X0 + 600, Y0 + 900), math.hypot(200, 300)),  # drains past it
    ):
        found = suggest(tmp_path, DEBRIS, [glacier])
        assert found.category == "Debris-mantled slope", found.evidence
        # From the southern end of the rim, 75 m down the sides.
        assert found.glacier_distance_m == pytest.approx(distance, abs=6)


def test_glacier_close_by_but_not_higher(tmp_path):
    """Beside the rim, on a shelf that lies lower."""

    def surface(x, y):
        return DEBRIS(x, y) - np.where(x > X0 + 115, 150.0, 0.0)

    found = suggest(tmp_path, surface, [box(X0 + 130, Y0 - 80, X0 + 400, Y0 + 20)])
    assert found.glacier_distance_m == pytest.approx(30, abs=0.2)
    assert found.category != "Glacier"


def test_glacier_behind_a_crest(tmp_path):
    crest = Y0 + 200

    def surface(x, y):
        return DEBRIS(x, crest - np.abs(crest - y))

    found = suggest(tmp_path, surface, [box(X0 - 300, Y0 + 300, X0 + 300, Y0 + 900)])
    assert found.category == "Debris-mantled slope"
    assert found.glacier_distance_m == pytest.approx(300, abs=0.2)


def test_poly(tmp_path):
    forefield = suggest(tmp_path, SCREE_AND_WALL, [box(X0 - 300, Y0 + 800, X0 + 300, Y0 + 1500)])
    assert (forefield.category, forefield.hu) == ("Poly", "GF-RG")
    wide = suggest(tmp_path, SCREE_AND_WALL, [box(X0 - 120, Y0 + 10, X0 + 120, Y0 + 90)])
    assert (wide.category, wide.hu) == ("Glacier", "G-RG")
    partly = suggest(tmp_path, SCREE_AND_WALL, [box(X0 + 80, Y0 + 10, X0 + 200, Y0 + 90)])
    assert (partly.category, partly.hu) == ("Poly", "G-RG")


def test_glaciers_not_known(tmp_path):
    found = suggest(tmp_path, DEBRIS, None)
    assert (found.category, found.hu, found.glacier_distance_m) == ("Unknown", None, None)
    assert found.evidence.startswith("Glaciers are not known. Slopes above it")


def test_landform_that_reaches_up_to_the_crest(tmp_path):
    def surface(x, y):
        return DEBRIS(x, Y0 - np.abs(Y0 - y))

    found = suggest(tmp_path, surface, [])
    assert (found.category, found.hu) == ("Unknown", None)
    assert max(shares(found)) < 50


def test_far_glaciers(tmp_path):
    """Distances beyond the DEM, against the projection's (scale 0.9996 at the meridian)."""
    for away in (5000, 15000):
        found = suggest(tmp_path, DEBRIS, [box(X0 + 100 + away, Y0 - 500, X0 + 20000, Y0)])
        assert found.glacier_distance_m == pytest.approx(away / 0.9996, rel=5e-4)
    found = suggest(tmp_path, DEBRIS, [box(X0 + 21000, Y0 - 500, X0 + 22000, Y0)])
    assert found.glacier_distance_m is None


def test_in_degrees(tmp_path):
    """The DEM in degrees; outlines and glaciers in UTM, or in degrees too."""
    corner = transform_coordinates(UTM, WGS84, [X0 - 1200, X0 + 1200], [Y0 - 2600, Y0 + 2600])
    step = 1 / 3600
    transform = Affine(step, 0, corner[0][0], 0, -step, corner[1][1])
    shape = int(np.ptp(corner[1]) / step), int(np.ptp(corner[0]) / step)
    column, row = np.meshgrid(np.arange(shape[1]) + 0.5, np.arange(shape[0]) + 0.5)
    x, y = transform_coordinates(WGS84, UTM, *(v.ravel() for v in transform * (column, row)))
    source = write(tmp_path / "d.tif", SCREE_AND_WALL(x, y).reshape(shape), transform, WGS84)
    for glacier, category in (
        (box(X0 - 300, Y0 + 40, X0 + 300, Y0 + 900), "Glacier"),
        (box(X0 - 300, Y0 + 800, X0 + 300, Y0 + 1500), "Poly"),
        (box(X0 - 300, Y0 + 6000, X0 + 300, Y0 + 7000), "Talus"),
    ):
        (found,) = upslope_suggestions([LANDFORM], UTM, source, [glacier])
        assert found.category == category
        assert found.glacier_distance_m == pytest.approx(glacier.bounds[1] - Y0, rel=2e-3, abs=0.5)
        shapes = transform_polygons([LANDFORM, glacier], UTM, WGS84)
        (other,) = upslope_suggestions(shapes[:1], WGS84, source, shapes[1:])
        assert (other.category, other.hu) == (found.category, found.hu)


@pytest.mark.parametrize("cell", [2.0, 5.0, 30.0])
def test_other_resolutions(tmp_path, cell):
    """Small cells are averaged, so that boulders of 2 m do not count as rock wall."""

    def surface(x, y):
        rough = np.random.default_rng(4).uniform(-2, 2, np.shape(x)) if cell == 2 else 0.0
        return DEBRIS(x, y) + rough

    options = {"cell": cell, "half": (500.0, 1100.0)}
    found = suggest(tmp_path, surface, [], **options)
    assert found.category == "Debris-mantled slope"
    found = suggest(tmp_path, SCREE_AND_WALL, [], **options)
    assert found.category == "Talus"


def test_dem_too_coarse_for_slopes(tmp_path):
    options = {"cell": 50.0, "half": (2000.0, 3000.0)}
    found = suggest(tmp_path, DEBRIS, [], **options)
    assert (found.category, found.hu) == ("Unknown", None) and "Too coarse" in found.evidence
    found = suggest(tmp_path, DEBRIS, [box(X0 - 300, Y0 + 20, X0 + 300, Y0 + 900)], **options)
    assert found.category == "Glacier"


def test_no_data(tmp_path):
    def cut(*boxes):
        def surface(x, y):
            z = DEBRIS(x, y)
            for hole in boxes:
                z[shapely.contains(hole, shapely.points(x, y))] = np.nan
            return z

        return surface

    glacier = [box(X0 - 300, Y0 + 40, X0 + 300, Y0 + 900)]
    found = suggest(tmp_path, cut(box(X0 - 200, Y0 - 400, X0 + 200, Y0 - 100)), glacier)
    assert found.category is found.hu is found.glacier_distance_m is None
    assert found.evidence == "The DEM has data in 33 % of the outline only."
    above = box(X0 - 2000, Y0, X0 + 2000, Y0 + 3000)
    found = suggest(tmp_path, cut(above), glacier)
    assert found.category is found.hu is None
    assert found.glacier_distance_m == pytest.approx(40, abs=0.1)
    assert "of the ground above the rim only" in found.evidence
    (found,) = upslope_suggestions(
        [box(X0 + 9000, Y0, X0 + 9100, Y0 + 100)], UTM, dem(tmp_path / "d.tif", DEBRIS), glacier
    )
    assert found.category is None and found.evidence == "The outline lies outside the DEM."


def test_many_polygons_do_not_change_each_other(tmp_path):
    source = dem(tmp_path / "dem.tif", SCREE_AND_WALL)
    rng = np.random.default_rng(5)
    shapes = [LANDFORM, Polygon(), MultiPolygon([LANDFORM, box(X0 + 200, Y0, X0 + 250, Y0 + 50)])]
    for _ in range(20):
        x, y = X0 + rng.uniform(-800, 700), Y0 + rng.uniform(-2000, 1500)
        shapes.append(box(x, y, x + rng.uniform(20, 200), y + rng.uniform(20, 300)))
    bow_tie = Polygon([(X0, Y0), (X0 + 200, Y0 + 200), (X0 + 200, Y0), (X0, Y0 + 200)])
    glaciers = [bow_tie, Polygon(), box(X0 - 500, Y0 + 600, X0, Y0 + 1200)]
    together = upslope_suggestions(shapes, UTM, source, glaciers)
    assert len(together) == len(shapes)
    for shape, found in zip(shapes, together):
        assert upslope_suggestions([shape], UTM, source, glaciers) == [found]
        assert 0 < len(found.evidence) <= 254
        assert found.glacier_distance_m is None or type(found.glacier_distance_m) is float
    assert upslope_suggestions([], UTM, source, glaciers) == []


def test_bad_input_and_cancel(tmp_path):
    class Stop(Feedback):
        def is_cancelled(self):
            return True

    with pytest.raises(Cancelled):
        upslope_suggestions([LANDFORM], UTM, dem(tmp_path / "d.tif", DEBRIS), [], Stop())
    with pytest.raises(InputError):
        upslope_suggestions([LANDFORM], UTM, RasterSource(str(tmp_path / "none.tif")), [])


# --- flow ----------------------------------------------------------------------------------


def flooded(z):
    """Filled DEM by priority flood (Barnes et al. 2014), one cell after the other."""
    level = np.full(z.shape, np.inf)
    height, width = z.shape
    queue = []

    def neighbours(r, c):
        for dr in (-1, 0, 1):
            for dc in (-1, 0, 1):
                if dr or dc:
                    yield r + dr, c + dc

    for r in range(height):
        for c in range(width):
            edge = any(
                not (0 <= a < height and 0 <= b < width) or np.isnan(z[a, b])
                for a, b in neighbours(r, c)
            )
            if edge and not np.isnan(z[r, c]):
                level[r, c] = z[r, c]
                heapq.heappush(queue, (z[r, c], r, c))
    while queue:
        here, r, c = heapq.heappop(queue)
        if here > level[r, c]:
            continue
        for a, b in neighbours(r, c):
            if 0 <= a < height and 0 <= b < width and not np.isnan(z[a, b]):
                new = max(z[a, b], here)
                if new < level[a, b]:
                    level[a, b] = new
                    heapq.heappush(queue, (new, a, b))
    return np.where(np.isnan(z), np.nan, level)


@pytest.mark.parametrize(("seed", "step"), [(0, 0.0), (1, 1.0), (2, 0.0)])
def test_receivers_go_down_the_filled_dem_to_its_rim(seed, step):
    """Rough ground with pits, a hole, below sea level; with ``step`` in whole metres, so flats."""
    rng = np.random.default_rng(seed)
    z = rng.normal(0, 3, (37, 45)) + np.linspace(-40, 20, 45)
    z = np.round(z) if step else z
    z[10:13, 20:24] = np.nan
    receiver = receivers(z, (10.0, 20.0))
    level = flooded(z)
    flat = level.ravel()
    own = np.arange(z.size)
    known = ~np.isnan(flat)
    assert (receiver[~known] == own[~known]).all()
    assert (flat[receiver[known]] <= flat[known]).all()
    r, c = np.divmod(own, 45)
    assert np.abs(r - r[receiver]).max() <= 1 and np.abs(c - c[receiver]).max() <= 1
    ends = own.copy()
    for _ in range(z.size):
        further = receiver[ends]
        if (further == ends).all():
            break
        ends = further
    assert (receiver[ends] == ends).all()
    beside = np.pad(np.isnan(z), 1, constant_values=True)
    for i in np.unique(ends[known]):
        assert beside[r[i] : r[i] + 3, c[i] : c[i] + 3].any()
    for i in rng.choice(own[known], 200):  # the steepest way where there is one down
        best, to = 0.0, None
        for dr in (-1, 0, 1):
            for dc in (-1, 0, 1):
                a, b = r[i] + dr, c[i] + dc
                if (dr or dc) and 0 <= a < 37 and 0 <= b < 45 and not np.isnan(level[a, b]):
                    fall = (level[r[i], c[i]] - level[a, b]) / math.hypot(20 * dr, 10 * dc)
                    if fall > best + 1e-12:
                        best, to = fall, a * 45 + b
        if to is not None:
            assert (flat[i] - flat[receiver[i]]) / math.hypot(
                20 * (r[i] - r[receiver[i]]), 10 * (c[i] - c[receiver[i]])
            ) == pytest.approx(best)


def test_flow_distance_by_walking():
    rng = np.random.default_rng(7)
    z = rng.normal(0, 1, (30, 40)) + np.linspace(0, 60, 30)[:, None]
    receiver = receivers(z, (10.0, 15.0))
    targets = np.zeros(z.shape, bool)
    targets[5, 5:30] = True
    distance, reached = flow_distance(receiver, targets, (10.0, 15.0))
    for start in range(z.size):
        here, total = start, 0.0
        while not targets.flat[here] and receiver[here] != here:
            there = receiver[here]
            total += math.hypot(15 * (here // 40 - there // 40), 10 * (here % 40 - there % 40))
            here = there
        if targets.flat[here]:
            assert distance.flat[start] == pytest.approx(total)
            assert reached.flat[start] == here
        else:
            assert distance.flat[start] == np.inf


def test_flow_without_any_data():
    empty = np.full((4, 5), np.nan)
    assert (receivers(empty, (10.0, 10.0)) == np.arange(20)).all()
