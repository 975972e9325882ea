"""The whole assessment: by hand, against an independent count on a grid, and its intervals."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from rasterio.crs import CRS

from rock_glacier_mapper.core.accuracy.area import areas_inside, dissolve
from rock_glacier_mapper.core.accuracy.assessment import ALL, Options, assess_inventory
from rock_glacier_mapper.core.accuracy.bootstrap import block_intervals, blocks_of
from rock_glacier_mapper.core.accuracy.equalarea import equal_area_crs, in_crs
from rock_glacier_mapper.core.accuracy.measures import MEASURES, QUANTITIES, figures
from rock_glacier_mapper.core.accuracy.report import FIELDS, table_rows
from rock_glacier_mapper.core.errors import InputError
from rock_glacier_mapper.core.geodesy import ellipsoidal_areas
from rock_glacier_mapper.core.vector import as_array

WGS84 = CRS.from_epsg(4326)


def strip(start, end, bottom=0):
    return shapely.box(start, bottom, end, bottom + 10)


def row_of(*arguments, name=ALL, **options):
    result = assess_inventory(*arguments, options=Options(draws=100, block_m=1000, **options))
    return next(row for row in result.rows if row.name == name)


def test_all_measures_by_hand():
    """IoU 0.8; 0.4 with two units of 0.4 each (many to one); one false, one missed."""
    reference = [strip(0, 10), strip(100, 110), strip(200, 210)]
    mapped = [strip(0, 8), strip(100, 104), strip(106, 110), strip(300, 310)]
    row = row_of(mapped, reference)
    values = row.values
    assert values["precision"] == pytest.approx(160 / 260)
    assert values["recall"] == pytest.approx(160 / 300)
    assert values["f1"] == pytest.approx(320 / 560)
    assert values["iou"] == pytest.approx(160 / 400)
    assert values["area_bias"] == pytest.approx(260 / 300 - 1)
    # One pair above 0.5; three mapped and two reference polygons are left.
    assert values["object_precision"] == 1 / 4 and values["object_recall"] == 1 / 3
    assert values["object_f1"] == pytest.approx(2 / 7)
    assert values["mean_iou"] == pytest.approx(0.8)
    assert values["panoptic_quality"] == pytest.approx(0.8 / 3.5)
    assert values["detection_rate"] == pytest.approx(2 / 3) and values["confirmed_rate"] == 0.75
    # Pairs by any overlap: -20 % and -60 %.
    assert values["overestimation_mean"] == pytest.approx(-0.4)
    assert values["overestimation_median"] == pytest.approx(-0.4)
    assert values["overestimation_pooled"] == pytest.approx(120 / 200 - 1)
    assert values["count_precision"] == 1 / 4 and values["count_recall"] == 1 / 3
    assert row.totals["split"] == 1 and row.totals["merged"] == 0


def test_count_of_landuse_dl_lets_two_claim_one():
    """Two overlapping mapped polygons of IoU 0.6 and 0.8 with one reference."""
    row = row_of([strip(0, 6), strip(2, 10)], [strip(0, 10)])
    assert row.totals["count_found"] == 2 and row.totals["pairs"] == 1
    assert row.values["count_precision"] == 1 and row.values["object_precision"] == 0.5
    assert row.values["count_recall"] == 1
    assert row.values["count_recall_difference"] == 2  # misses by difference go below 0
    assert row.values["precision"] == row.values["recall"] == 1  # the overlap counts once


def test_empty_sides():
    none = row_of([], [])
    assert set(none.values.values()) == {None} and none.blocks == 0 and not none.intervals
    missed, wrong = row_of([], [strip(0, 10)]), row_of([strip(0, 10)], [])
    assert missed.values["recall"] == 0 and missed.values["precision"] is None
    assert missed.totals["missed"] == 1 and wrong.totals["false_finds"] == 1
    assert wrong.values["precision"] == 0 and wrong.values["area_bias"] is None


def test_multipart_is_one_landform():
    both = shapely.MultiPolygon([strip(0, 10), strip(20, 30)])
    row = row_of([strip(0, 10)], [both])
    assert row.totals["reference"] == 1 and row.values["recall"] == 0.5


def test_border_of_an_area_makes_no_misses():
    """The pair crosses the border: the land inside counts, the pair where the reference is."""
    mapped, reference = [strip(0, 12), strip(90, 95)], [strip(2, 12)]
    area = shapely.box(-100, -100, 8, 100)
    result = assess_inventory(mapped, reference, area, {"east": shapely.box(7, -99, 999, 99)})
    whole, east = result.rows
    assert whole.totals["mapped_area"] == 80 and whole.totals["common_area"] == 60
    assert (whole.totals["pairs"], whole.totals["missed"], whole.totals["false_finds"]) == (1, 0, 0)
    assert result.outside == (1, 0)
    assert east.totals["mapped_area"] == 10 and east.totals["reference"] == 0
    (found,) = result.found
    assert (found.result, found.mapped, found.reference, found.region) == ("match", 0, 0, None)
    assert found.iou == pytest.approx(100 / 120) and found.covered == pytest.approx(100 / 120)


def test_found_names_what_overlaps_most():
    mapped = [strip(0, 4), strip(4, 9), strip(50, 60)]
    result = assess_inventory(mapped, [strip(0, 10)], options=Options(iou=0.6))
    kinds = [(f.result, f.mapped, f.reference, f.iou) for f in result.found]
    assert kinds == [
        ("miss", 1, 0, pytest.approx(0.5)),
        ("false find", 0, 0, pytest.approx(0.4)),
        ("false find", 1, 0, pytest.approx(0.5)),
        ("false find", 2, None, 0.0),
    ]


def random_shapes(rng, count):
    """Polygons of whole cells of a 100 x 100 grid, with masks of the cells."""
    masks = np.zeros((count, 100, 100), bool)
    for mask in masks:
        for _ in range(2):
            row, column = rng.integers(0, 85, 2)
            height, width = rng.integers(3, 15, 2)
            mask[row : row + height, column : column + width] = True
    cells = [
        shapely.union_all([shapely.box(x, y, x + 1, y + 1) for y, x in np.argwhere(mask)])
        for mask in masks
    ]
    return cells, masks


def test_against_counting_cells():
    rng = np.random.default_rng(8)
    inside = np.zeros((100, 100), bool)
    inside[10:90, 20:70] = True
    zone = shapely.box(20, 10, 70, 90)
    for _ in range(6):
        mapped, m = random_shapes(rng, int(rng.integers(1, 7)))
        reference, r = random_shapes(rng, int(rng.integers(1, 7)))
        for area, where in ((None, np.ones_like(inside)), (zone, inside)):
            row = row_of(mapped, reference, area)
            surface, truth = m.any(0) & where, r.any(0) & where
            common = (surface & truth).sum()
            assert row.totals["common_area"] == pytest.approx(common)
            assert row.values["iou"] == pytest.approx(common / (surface | truth).sum())
            assert row.values["recall"] == pytest.approx(common / truth.sum())
            kept_m = [2 * (one & where).sum() >= one.sum() for one in m]
            kept_r = [2 * (one & where).sum() >= one.sum() for one in r]
            assert (row.totals["mapped"], row.totals["reference"]) == (sum(kept_m), sum(kept_r))
            detected = [(one & m.any(0)).any() for one, kept in zip(r, kept_r) if kept]
            assert row.totals["detected"] == sum(detected)
            table = np.array([[(a & b).sum() / (a | b).sum() for b in r] for a in m])
            good = (table.max(1) > 0.5) & kept_m
            assert row.totals["count_found"] == good.sum()


def test_dissolve_and_areas_inside():
    surface = dissolve([strip(0, 10), strip(20, 30), strip(5, 15), strip(30, 40)])
    assert surface.part_of.tolist() == [0, 1, 0, 1] and surface.overlapping == 2
    assert shapely.area(surface.parts).tolist() == [150, 200]
    zone = shapely.MultiPolygon([strip(0, 5), strip(100, 200)])
    assert areas_inside(as_array([strip(0, 4), strip(2, 9), strip(6, 8)]), zone).tolist() == [
        40,
        30,
        0,
    ]


def test_block_intervals_of_a_ratio():
    """Of a mean of many independent blocks: about ± 1.96 standard errors."""
    rng = np.random.default_rng(0)
    values = rng.normal(5, 2, 400)
    sums = np.column_stack((values, np.ones(400)))

    def mean(totals):
        with np.errstate(invalid="ignore"):
            return totals[:, :1] / totals[:, 1:]

    ((low, high),) = block_intervals(sums, mean, draws=4000, seed=3)
    error = values.std() / 20
    assert low == pytest.approx(values.mean() - 1.96 * error, abs=0.15 * error)
    assert high == pytest.approx(values.mean() + 1.96 * error, abs=0.15 * error)
    again = block_intervals(sums, mean, draws=4000, seed=3)
    assert (again == [[low, high]]).all()
    assert np.isnan(block_intervals(sums[:1], mean)).all()
    with pytest.raises(InputError, match="draw"):
        block_intervals(sums, mean, draws=0)


def test_blocks():
    block, count = blocks_of(np.array([1, 9, 11, -1]), np.array([1, 9, 1, 1]), 10)
    assert count == 3 and block[0] == block[1] and len(set(block.tolist())) == 3
    with pytest.raises(InputError, match="block size"):
        blocks_of(np.zeros(1), np.zeros(1), 0)


def test_intervals_hold_the_value_and_whatever_overlaps_is_one_block():
    rng = np.random.default_rng(2)
    places = rng.uniform(0, 40_000, (60, 2))
    reference = [shapely.Point(p).buffer(200) for p in places]
    mapped = [shapely.Point(p + rng.normal(0, 80, 2)).buffer(220) for p in places]
    row = assess_inventory(mapped, reference, options=Options(block_m=5000, draws=500)).rows[0]
    for name in ("precision", "recall", "f1", "iou", "object_f1", "overestimation_mean"):
        low, high = row.intervals[name]
        assert low <= row.values[name] <= high and high > low
    # Along a border of blocks, mapped and reference on either side: still one block.
    one = assess_inventory([strip(990, 999)], [strip(998, 1010)], options=Options(block_m=1000))
    assert one.rows[0].blocks == 1


def test_measures_are_ratios_of_known_quantities():
    for measure in MEASURES:
        assert set(measure.above) | set(measure.below) <= set(QUANTITIES)
    assert np.isnan(figures(np.zeros((1, len(QUANTITIES))))).all()
    (row,) = table_rows(assess_inventory([strip(0, 8)], [strip(0, 10)]))
    assert list(row) == list(FIELDS) and row["users_accuracy"] == 1
    assert row["producers_accuracy"] == pytest.approx(0.8) and row["matches"] == 1


def test_equal_area_crs_keeps_areas_and_crosses_the_antimeridian():
    east, west = shapely.box(179.5, -17, 180, -16), shapely.box(-180, -17, -179, -16)
    crs = equal_area_crs([([east], WGS84), ([west], WGS84)])
    moved = in_crs([east, west], WGS84, crs)
    assert shapely.area(moved) == pytest.approx(ellipsoidal_areas([east, west], WGS84), rel=1e-5)
    assert shapely.distance(*moved) < 1
    with pytest.raises(InputError, match="whole Earth"):
        equal_area_crs([([shapely.Point(0, 0), shapely.Point(180, 0)], WGS84)])
    with pytest.raises(InputError, match="no place"):
        equal_area_crs([([shapely.Point(np.inf, 0)], WGS84)])


def test_order_of_the_polygons_does_not_matter():
    rng = np.random.default_rng(9)
    mapped, _ = random_shapes(rng, 6)
    reference, _ = random_shapes(rng, 6)
    one = row_of(mapped, reference).values
    assert row_of(mapped[::-1], reference[::-1]).values == pytest.approx(one)
