"""Rules fitted on a reference area: what is found, and that held-out figures are held out."""

import csv
import dataclasses
import json
import math

import numpy as np
import pytest
import shapely
from affine import Affine
from conftest import write_raster
from matplotlib.image import imread
from scipy import ndimage
from shapely import affinity
from shapely.geometry import Point, box

from rock_glacier_mapper.core.errors import Cancelled, InputError
from rock_glacier_mapper.core.feedback import Feedback
from rock_glacier_mapper.core.objects import Rules, SegmentationSettings, extract_rock_glaciers
from rock_glacier_mapper.core.objects.fitting import (
    crossvalidation,
    fit_rules,
    place,
    write_curve,
    write_table,
)
from rock_glacier_mapper.core.objects.fitting.landforms import SEARCHED, Landforms, free_rules
from rock_glacier_mapper.core.raster import RasterSource

GRID = Affine(10, 0, 400_000, 0, -10, 3_900_000)
PAIRS = [(0.3, 0.5), (0.3, 0.7), (0.5, 0.6)]


@pytest.fixture(autouse=True, scope="module")
def _each_extraction_once():
    """The same heatmap and rules give the same polygons; extracting them takes most of the time."""
    found = {}

    def extract(heatmap, rules, **options):
        name = heatmap.path, rules, options["segmentation"], options["dem"]
        if name in found:
            options["feedback"].progress(1.0)
            return found[name]
        found[name] = extract_rock_glaciers(heatmap, rules, **options)
        return found[name]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(crossvalidation, "extract_rock_glaciers", extract)
        yield


def save(path, array, role="heatmap", nodata=None):
    return RasterSource(write_raster(path, np.float32(array), GRID, 32645, nodata), (1,), role)


def ellipse(row, column, height, width):
    """Polygon with the centre at a pixel corner; half axes in pixels."""
    x, y = GRID * (column, row)
    return affinity.scale(Point(x, y).buffer(10, quad_segs=32), width, height)


def drawn(shape, parts, background=0.02):
    """Heatmap of (polygon, probability), later ones on top."""
    out = np.full(shape, background, np.float32)
    rows, columns = np.indices(shape)
    x, y = GRID * (columns + 0.5, rows + 0.5)
    for polygon, value in parts:
        out[shapely.contains_xy(polygon, x, y)] = value
    return out


def lattice(rows, columns, step=60):
    """Centres of cells, in pixels."""
    return [
        (step // 2 + step * r, step // 2 + step * c) for r in range(rows) for c in range(columns)
    ]


def banded_dem(shape, step=60, gentle=15.0, steep=33.0):
    """Elevation that rises by rows: gentle in even bands of rows, steep in odd ones."""
    band = np.arange(shape[0]) // step % 2
    rise = 10 * np.tan(np.radians(np.where(band == 0, gentle, steep)))
    return np.broadcast_to(1000 + np.cumsum(rise)[:, None], shape)


@pytest.fixture(scope="module")
def halo(tmp_path_factory):
    """True landforms with a faint halo that is none, and weaker, small false ones between them."""
    folder = tmp_path_factory.mktemp("halo")
    parts, reference = [], []
    for number, (row, column) in enumerate(lattice(6, 6)):
        if number // 6 % 2 == 0:
            reference.append(ellipse(row, column, 14, 10))
            parts += [(ellipse(row, column, 20, 16), 0.42), (reference[-1], 0.75)]
        else:
            parts.append((ellipse(row, column, 9, 8), 0.56))
    return save(folder / "heatmap.tif", drawn((360, 360), parts)), reference


@pytest.fixture(scope="module")
def fitted(halo):
    return fit_rules(*halo, block_m=900, folds=4, thresholds=PAIRS)


def agreement(mapped, reference):
    """Areas in km² by unions."""
    one, other = shapely.union_all(mapped), shapely.union_all(reference)
    return [a / 1e6 for a in (one.area, other.area, shapely.intersection(one, other).area)]


def f1_of(mapped, reference, common):
    return 2 * common / (mapped + reference)


# --- what is found -----------------------------------------------------------------------------


def test_known_thresholds_are_recovered(fitted):
    assert fitted.rules.threshold == 0.5  # without the halo
    for fold in fitted.folds:
        assert fold.rules.threshold == 0.5
    assert fitted.start_held_out.f1 < 0.75
    assert fitted.held_out.f1 > 0.95
    assert fitted.held_out.precision > 0.95 and fitted.held_out.recall > 0.95
    low, high = fitted.intervals["f1"]
    assert low - 1e-9 <= fitted.held_out.f1 <= high + 1e-9
    assert fitted.intervals["f1_gain"][0] > 0.1 and fitted.f1_gain > 0.2
    assert not fitted.notes


def test_the_rule_that_tells_true_from_false_moves_and_no_other(tmp_path):
    shape = 360, 360
    cells = lattice(6, 6)
    shapes = [ellipse(row, column, 12, 9) for row, column in cells]
    reference = [one for one, (row, _) in zip(shapes, cells) if row // 60 % 2 == 0]
    heatmap = save(tmp_path / "h.tif", drawn(shape, [(one, 0.8) for one in shapes]))
    dem = save(tmp_path / "dem.tif", banded_dem(shape), "DEM")
    found = fit_rules(heatmap, reference, dem=dem, block_m=900, thresholds=[(0.3, 0.5)])
    assert 20 < found.rules.max_slope < 28  # midway between the two kinds
    assert dataclasses.replace(found.rules, max_slope=35.0) == Rules()
    assert {fold.rules for fold in found.folds} == {found.rules}
    effects = {one.name: one for one in found.effects}
    assert effects["max_slope"].f1_gain == pytest.approx(found.f1_gain)
    assert effects["max_slope"].false_removed_km2 == pytest.approx(18 * math.pi * 1.08e-2, rel=0.05)
    assert effects["max_slope"].true_lost_km2 == 0
    assert effects["min_slope"].f1_gain == 0 and effects["min_slope"].false_removed_km2 == 0
    assert "glacier_demand" not in effects  # no glaciers were given
    # Without the DEM there is nothing to tell them by, and the rules stay as they are.
    blind = fit_rules(heatmap, reference, block_m=900, thresholds=[(0.3, 0.5)])
    assert blind.rules == Rules() and blind.f1_gain == 0
    assert any("No rule moved" in note for note in blind.notes)


def test_a_start_rule_that_drops_true_landforms_is_loosened(tmp_path):
    reference = [ellipse(row, column, 12, 9) for row, column in lattice(4, 6)]
    heatmap = save(tmp_path / "h.tif", drawn((240, 360), [(one, 0.8) for one in reference]))
    dem = save(tmp_path / "dem.tif", banded_dem((240, 360)), "DEM")
    start = Rules(max_slope=20)
    found = fit_rules(
        heatmap, reference, dem=dem, block_m=900, thresholds=[(0.3, 0.5)], start=start
    )
    assert 33 < found.rules.max_slope < 34
    assert found.start_held_out.recall < 0.55 and found.held_out.recall > 0.9


def test_the_least_area_of_the_user_is_not_lowered(tmp_path):
    sizes = [6 + number % 6 for number in range(24)]
    reference = [ellipse(*cell, size, size) for cell, size in zip(lattice(4, 6), sizes)]
    heatmap = save(tmp_path / "h.tif", drawn((240, 360), [(one, 0.8) for one in reference]))
    found = fit_rules(
        heatmap,
        reference,
        block_m=900,
        thresholds=[(0.3, 0.5)],
        start=Rules(min_area_km2=0.0254321),
    )
    assert found.rules.min_area_km2 == 0.0254321
    assert found.held_out.recall < 0.8


@pytest.fixture(scope="module")
def cones(tmp_path_factory):
    """Probability falls from peaks of several heights outwards; the reference ends at 0.5."""
    rng = np.random.default_rng(1)
    rows, columns = np.indices((240, 360))
    out = np.zeros(rows.shape)
    reference = []
    for row, column in lattice(4, 6):
        peak = rng.uniform(0.75, 0.95)
        r = np.hypot(rows + 0.5 - row, columns + 0.5 - column)
        out = np.maximum(out, peak - 0.03 * r)
        radius = (peak - 0.5) / 0.03
        reference.append(ellipse(row, column, radius, radius))
    path = tmp_path_factory.mktemp("cones") / "heatmap.tif"
    return save(path, np.clip(out, 0, 1)), reference


CONE_OPTIONS = {
    "block_m": 900,
    "thresholds": [(one, one) for one in (0.35, 0.4, 0.45, 0.5, 0.55, 0.6)],
    "segmentation": SegmentationSettings(scale=8),
}


@pytest.mark.parametrize("wanted", [-0.2, 0.0, 0.2])
def test_the_bias_comes_near_to_the_wanted_one(cones, wanted):
    options = {"target": "bias", "wanted_bias": wanted, "allowed_loss": 0.3}
    found = fit_rules(*cones, **CONE_OPTIONS, **options)
    assert found.held_out.area_bias == pytest.approx(wanted, abs=0.1)
    assert found.held_out.f1 > 0.7
    nearer = abs(found.held_out.area_bias - wanted) < abs(found.start_held_out.area_bias - wanted)
    assert nearer == (not found.notes)


def test_the_bias_costs_no_more_f1_than_allowed(cones):
    options = {**CONE_OPTIONS, "wanted_bias": 2.0}
    best = fit_rules(*cones, **options)
    bounded = fit_rules(*cones, **options, target="bias", allowed_loss=0.05)
    free = fit_rules(*cones, **options, target="bias", allowed_loss=0.5)
    assert bounded.held_out.f1 >= best.held_out.f1 - 0.08
    assert best.held_out.area_bias <= bounded.held_out.area_bias < free.held_out.area_bias


# --- held out ----------------------------------------------------------------------------------


def test_held_out_figures_equal_a_calculation_from_scratch(tmp_path):
    """Landforms anywhere, across block borders, some of them pairs 50 m apart."""
    rng = np.random.default_rng(4)
    size, parts, reference, centres = 690.0, [], [], []
    for row, column in lattice(5, 7):
        row, column = (int(n + rng.integers(-8, 9)) for n in (row, column))
        level = rng.uniform(0.55, 0.9)
        kind = rng.integers(0, 4)
        if kind < 2:
            mine = [ellipse(row, column, rng.integers(8, 16), rng.integers(8, 13))]
        elif kind == 2:
            mine = [ellipse(row, column - 9, 10, 7), ellipse(row, column + 10, 11, 7)]
        else:
            mine = []
            parts.append((ellipse(row, column, 12, 8), rng.uniform(0.5, 0.6)))
        reference += mine
        whole = mine or [parts[-1][0]]
        centre = shapely.union_all(whole).centroid
        centres.append((centre, (math.floor(centre.x / size), math.floor(centre.y / size))))
        parts += [(one, level) for one in mine]
    heatmap = save(tmp_path / "h.tif", drawn((300, 420), parts))
    found = fit_rules(heatmap, reference, block_m=size, folds=3, thresholds=PAIRS, seed=2)
    near = shapely.STRtree([centre for centre, _ in centres])

    def blocks_of(polygons):
        return [centres[near.nearest(polygon.centroid)][1] for polygon in polygons]

    cells = [cell for fold in found.folds for cell in fold.blocks]
    assert len(cells) == len(set(cells)) and set(blocks_of(reference)) <= set(cells)
    totals = np.zeros(3)
    assert all(fold.rules != Rules() for fold in found.folds)
    for fold in found.folds:
        mapped = [one.geometry for one in extract_rock_glaciers(heatmap, fold.rules).kept]
        here = [
            [one for one, cell in zip(shapes, blocks_of(shapes)) if cell in fold.blocks]
            for shapes in (mapped, reference)
        ]
        areas = agreement(*here)
        wanted = dataclasses.astuple(fold.held_out)[:3]
        np.testing.assert_allclose(areas, wanted, rtol=1e-9, atol=1e-12)
        assert fold.held_out.f1 == pytest.approx(f1_of(*areas))
        totals += areas
        start = [one.geometry for one in extract_rock_glaciers(heatmap, Rules()).kept]
        start = [one for one, cell in zip(start, blocks_of(start)) if cell in fold.blocks]
        wanted = dataclasses.astuple(fold.start)[:3]
        np.testing.assert_allclose(agreement(start, here[1]), wanted, rtol=1e-9, atol=1e-12)
    mapped, truth, common = totals
    assert found.held_out.f1 == pytest.approx(f1_of(mapped, truth, common))
    assert found.held_out.precision == pytest.approx(common / mapped)
    assert found.held_out.recall == pytest.approx(common / truth)
    assert found.held_out.iou == pytest.approx(common / (mapped + truth - common))
    assert found.held_out.area_bias == pytest.approx(mapped / truth - 1)
    assert found.held_out.reference_km2 == pytest.approx(agreement([], reference)[1])


def test_a_block_has_no_part_in_its_own_rules(halo, fitted):
    """Another truth in one fold's blocks changes its figures but not its rules."""
    heatmap, reference = halo
    fold = fitted.folds[0]
    changed = [
        affinity.translate(one, 30, 0)
        if (math.floor(one.centroid.x / 900), math.floor(one.centroid.y / 900)) in fold.blocks
        else one
        for one in reference
    ]
    assert changed != reference
    again = fit_rules(heatmap, changed, block_m=900, folds=4, thresholds=PAIRS)
    same = next(one for one in again.folds if one.blocks == fold.blocks)
    assert same.rules == fold.rules and same.held_out != fold.held_out


def test_landforms_that_a_run_joins_are_held_out_together(tmp_path):
    """Five landforms, three of them joined by a faint bridge across blocks."""
    reference = [ellipse(30, 30 + 60 * n, 12, 9) for n in range(5)]
    x, y = GRID * (30, 31)
    bridge = box(x, y, x + 1200, y + 60)
    parts = [(bridge, 0.43), *((one, 0.8) for one in reference)]
    heatmap = save(tmp_path / "h.tif", drawn((60, 300), parts))
    joined = fit_rules(heatmap, reference, block_m=600, thresholds=[(0.3, 0.5)], folds=9)
    apart = fit_rules(
        heatmap,
        reference,
        block_m=600,
        thresholds=[(0.5, 0.5)],
        start=Rules(threshold=0.5),
        folds=9,
    )
    assert (joined.counts["blocks_with_reference"], len(joined.folds)) == (3, 3)
    assert (apart.counts["blocks_with_reference"], len(apart.folds)) == (5, 5)
    areas = sorted(round(fold.held_out.reference_km2, 3) for fold in joined.folds)
    one = reference[0].area / 1e6
    assert areas == pytest.approx([one, one, 3 * one], abs=1e-3)


def test_thresholds_that_join_most_of_the_reference_are_left_out(tmp_path):
    reference = [ellipse(row, column, 12, 9) for row, column in lattice(3, 4)]
    heatmap = drawn((180, 240), [(one, 0.8) for one in reference], background=0.15)
    heatmap = save(tmp_path / "h.tif", heatmap)
    pairs = [(0.1, 0.12), (0.3, 0.5), (0.5, 0.5)]
    found = fit_rules(heatmap, reference, block_m=600, thresholds=pairs)
    assert any("up to 0.1" in note for note in found.notes)
    assert found.counts["thresholds_tried"] == 2
    assert {one.rules.threshold for fold in found.folds for one in fold.settings} == {0.3, 0.5}


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_on_noise_fitting_gains_nothing(tmp_path, seed):
    rng = np.random.default_rng(seed)
    noise = ndimage.gaussian_filter(rng.standard_normal((400, 400)), 5)
    noise = (noise - noise.mean()) / noise.std()
    heatmap = save(tmp_path / "h.tif", np.clip(0.25 + 0.2 * noise, 0, 1))
    reference = [ellipse(*rng.integers(15, 385, 2), *rng.integers(5, 14, 2)) for _ in range(40)]
    found = fit_rules(
        heatmap, reference, block_m=800, thresholds=[(0.4, 0.5), (0.5, 0.6), (0.4, 0.7)],
        start=Rules(threshold=0.4),
    )  # fmt: skip
    assert found.held_out.f1 < found.start_held_out.f1 + 0.02
    covered = found.start_held_out.reference_km2 / 16
    assert found.held_out.precision < covered + 0.1


def test_the_same_input_gives_the_same_result(halo, fitted):
    heatmap, reference = halo
    options = {"block_m": 900, "folds": 4, "thresholds": PAIRS}
    again = fit_rules(heatmap, reference, **options)
    assert again == fitted
    assert again.record() == fitted.record()
    other = fit_rules(heatmap, reference, seed=5, **options)
    assert [fold.blocks for fold in other.folds] != [fold.blocks for fold in fitted.folds]
    assert other.rules == fitted.rules


def test_folds_hold_about_the_same_reference(fitted):
    areas = [fold.held_out.reference_km2 for fold in fitted.folds]
    assert len(areas) == 4 and max(areas) < 2 * min(areas)
    assert sum(areas) == pytest.approx(fitted.held_out.reference_km2)


# --- area --------------------------------------------------------------------------------------


def test_only_the_area_counts_and_its_landforms_are_mapped_whole(halo, monkeypatch):
    heatmap, reference = halo
    left, top = GRID * (0, 0)
    area = box(left + 300, top - 2100, left + 2100, top - 300)
    options = {"area": [area], "block_m": 600, "thresholds": PAIRS, "folds": 3}
    found = fit_rules(heatmap, reference, **options)
    assert found.counts["area_km2"] == pytest.approx(1.8**2)
    inside = shapely.intersection(shapely.union_all(reference), area)
    assert found.held_out.reference_km2 == pytest.approx(inside.area / 1e6)
    kept = [one.geometry for one in extract_rock_glaciers(heatmap, Rules()).kept]
    mapped = shapely.intersection(shapely.union_all(kept), area)
    assert found.start_held_out.mapped_km2 == pytest.approx(mapped.area / 1e6)
    # A smaller margin crops the heatmap; what lies inside stays the same.
    read = []
    monkeypatch.setattr(place, "_MARGIN_M", 400.0)
    real = extract_rock_glaciers
    monkeypatch.setattr(
        crossvalidation,
        "extract_rock_glaciers",
        lambda source, *more, **options: read.append(source.path) or real(source, *more, **options),
    )
    cropped = fit_rules(heatmap, reference, **options)
    assert heatmap.path not in read
    assert cropped.start_held_out.mapped_km2 == pytest.approx(found.start_held_out.mapped_km2)
    assert cropped.rules == found.rules


def test_no_data_is_not_missed(tmp_path):
    reference = [ellipse(row, column, 12, 9) for row, column in lattice(4, 4)]
    values = drawn((240, 240), [(one, 0.8) for one in reference])
    values[:, :60] = -9999
    heatmap = save(tmp_path / "h.tif", values, nodata=-9999)
    found = fit_rules(heatmap, reference, block_m=600, thresholds=[(0.3, 0.5)])
    assert found.counts["area_km2"] == pytest.approx(1.8 * 2.4)
    assert found.counts["reference_landforms"] == 12
    assert any("4 reference landforms" in note for note in found.notes)
    assert found.held_out.recall > 0.97


def test_a_reference_in_a_corner_is_told(tmp_path):
    reference = [ellipse(row, column, 12, 9) for row, column in lattice(2, 2)]
    heatmap = save(tmp_path / "h.tif", drawn((240, 240), [(one, 0.8) for one in reference]))
    found = fit_rules(heatmap, reference, block_m=600, thresholds=[(0.3, 0.5)])
    assert any("less than half" in note for note in found.notes)


def test_invalid_and_overlapping_references(halo):
    heatmap, reference = halo
    bow = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    options = {"block_m": 900, "thresholds": [(0.5, 0.6)], "start": Rules(threshold=0.5)}
    once = fit_rules(heatmap, reference, **options)
    twice = fit_rules(heatmap, [*reference, reference[0].buffer(-20), bow], **options)
    assert twice.held_out.reference_km2 == pytest.approx(once.held_out.reference_km2)
    assert twice.held_out.f1 == pytest.approx(once.held_out.f1)


# --- the rules' own judgement ------------------------------------------------------------------


def test_columns_are_judged_as_the_rules_judge():
    rng = np.random.default_rng(3)
    n = 400

    def column(low, high, gaps=0.1):
        values = rng.uniform(low, high, n)
        return np.where(rng.random(n) < gaps, np.nan, values)

    features = {
        "area_km2": column(0.005, 0.1, 0),
        "prob_mean": column(0.1, 1),
        "slope_mean": column(0, 45),
        "elongation": column(1, 12),
        "compactness": column(0, 1),
        "glacier_overlap": np.where(rng.random(n) < 0.5, 0.0, column(0, 1)),
        "front_contrast": column(-10, 20),
    }
    rows = [
        {name: None if np.isnan(values[k]) else values[k] for name, values in features.items()}
        for k in range(n)
    ]
    names = {one.feature for one in SEARCHED.values()}
    assert names == set(features)
    empty = np.zeros(n, int)
    for number in range(20):
        rules = Rules(
            threshold=rng.uniform(0.1, 0.4),
            min_probability=None if number % 3 else rng.uniform(0.1, 0.8),
            min_slope=rng.uniform(0, 15),
            max_slope=rng.uniform(15, 40),
            max_elongation=rng.uniform(2, 12),
            min_compactness=rng.uniform(0, 0.5),
            max_glacier_overlap=rng.uniform(0, 1),
            glacier_demand=rng.uniform(0, 1),
            min_front_contrast=None if number % 2 else rng.uniform(-5, 5),
        )
        free = free_rules(rules, (rules.threshold, rules.seed_threshold))
        others = np.array([free.judge(row).status == "candidate" for row in rows])
        table = Landforms((0.3, 0.5), empty, features, others, empty, empty, empty)
        judged = [rules.judge(row).status == "candidate" for row in rows]
        np.testing.assert_array_equal(table.keeps(rules), judged)
        assert 0 < sum(judged) < n
        # Every dropped landform fails a rule, and only dropped ones do.
        failed = [table.fails(rules, name) for name in SEARCHED if name in vars(rules)]
        np.testing.assert_array_equal(~np.any(failed, axis=0) & others, judged)


# --- errors, cancelling, outputs ---------------------------------------------------------------


def test_what_cannot_be_fitted_is_refused(halo, tmp_path):
    heatmap, reference = halo
    options = {"thresholds": [(0.3, 0.5)], "block_m": 900}
    away = [affinity.translate(one, 1e6, 0) for one in reference]
    left, top = GRID * (0, 0)
    far, empty = box(0, 0, 1, 1), box(left, top - 100, left + 100, top)
    for parts, more in (
        (("no rock glaciers",), {"reference": []}),
        (("does not overlap", "coordinate"), {"reference": away}),
        (("area", "no part"), {"area": [far]}),
        (("area", "no part"), {"area": []}),
        (("No rock glacier of the reference",), {"area": [empty]}),
        (("smaller blocks", "1 block(s)"), {"block_m": 1e6}),
        (("larger reference area",), {"reference": reference[:1]}),
        (("target",), {"target": "beauty"}),
        (("bias",), {"wanted_bias": -1.5}),
        (("block size",), {"block_m": 0}),
        (("2 folds",), {"folds": 1}),
        (("threshold",), {"thresholds": [(0.3, 1.5)]}),
    ):
        arguments = {"heatmap": heatmap, "reference": reference, **options, **more}
        with pytest.raises(InputError) as caught:
            fit_rules(**arguments)
        for part in parts:
            assert part in str(caught.value)
    flat = save(tmp_path / "flat.tif", np.full((360, 360), 0.05))
    with pytest.raises(InputError, match="Nothing is mapped"):
        fit_rules(flat, reference, **options)


@pytest.mark.parametrize("stop", [0.02, 0.4, 0.9])
def test_cancel(halo, stop):
    class Impatient(Feedback):
        done = 0.0

        def progress(self, fraction):
            assert fraction >= self.done - 1e-9
            self.done = fraction

        def is_cancelled(self):
            return self.done >= stop

    feedback = Impatient()
    with pytest.raises(Cancelled):
        fit_rules(*halo, block_m=900, thresholds=PAIRS, feedback=feedback)
    assert stop <= feedback.done < 1


def test_the_file_tells_where_the_rules_come_from(fitted, tmp_path):
    path = tmp_path / "rules.json"
    fitted.rules.save(path, fitted=fitted.record())
    assert Rules.load(path) == fitted.rules
    record = json.loads(path.read_text(encoding="utf-8"))["fitted"]
    assert record["held_out"]["f1"] == round(fitted.held_out.f1, 4)
    assert record["intervals"]["f1"] == [round(n, 4) for n in fitted.intervals["f1"]]
    assert record["folds"] == len(record["rules_by_fold"]) == 4
    assert record["start_rules"] == Rules().to_dict()
    assert record["seed"] == 0 and record["block_m"] == 900


def test_table_adds_up_to_the_pooled_figures(fitted, tmp_path):
    path = tmp_path / "table.csv"
    write_table(path, fitted)
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 4 * (1 + len(PAIRS))
    assert set(Rules().to_dict()) <= set(rows[0])
    for kind, wanted in (
        (lambda row: row["chosen"] == "1", fitted.held_out),
        (lambda row: row["rules"] == "start", fitted.start_held_out),
    ):
        chosen = [row for row in rows if kind(row)]
        assert len(chosen) == 4
        areas = [
            sum(float(row[name]) for row in chosen)
            for name in ("mapped_km2", "reference_km2", "common_km2")
        ]
        assert f1_of(*areas) == pytest.approx(wanted.f1, abs=1e-4)


def test_the_curve_passes_through_the_fitted_point(fitted, tmp_path):
    seeds = dict(fitted.curves["seed_threshold"])
    assert set(seeds) == {0.5, 0.6, 0.7}
    if len({fold.rules.seed_threshold for fold in fitted.folds}) == 1:
        assert seeds[fitted.folds[0].rules.seed_threshold] == fitted.held_out
    least = [figures.mapped_km2 for _, figures in fitted.curves["min_probability"]]
    assert least == sorted(least, reverse=True) and least[-1] == 0
    path = tmp_path / "curve.png"
    write_curve(path, fitted)
    picture = imread(path)
    assert picture.shape[:2] == (550, 1210)
    assert len(np.unique(picture.reshape(-1, 4), axis=0)) > 50
