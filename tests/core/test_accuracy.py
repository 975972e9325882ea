"""Agreement figures against cases worked out by hand, and against brute force."""

from itertools import permutations

import numpy as np
import pytest
import shapely

from rock_glacier_mapper.core.accuracy import assess, match, segmentation_errors
from rock_glacier_mapper.core.accuracy.assessment import Options, assess_inventory
from rock_glacier_mapper.core.errors import InputError


def test_shifted_square():
    """10 x 10 shifted by 5: 50 common of 100 and 100."""
    got = assess([shapely.box(5, 0, 15, 10)], [shapely.box(0, 0, 10, 10)])
    assert (got.found, got.missed, got.false_finds) == (1, 0, 0)
    assert got.precision == got.recall == got.f1 == 0.5
    assert got.iou == pytest.approx(1 / 3) and got.area_bias == 0


def test_units_of_a_system_do_not_count_twice():
    whole = shapely.box(0, 0, 10, 10)
    parts = [shapely.box(0, 0, 6, 10), shapely.box(4, 0, 10, 10)]
    for mapped, reference in (([whole], parts), (parts, [whole])):
        got = assess(mapped, reference)
        assert got.f1 == got.iou == 1 and got.false_finds == got.missed == 0


def test_miss_false_find_and_bias():
    reference = [shapely.box(0, 0, 10, 10), shapely.box(100, 0, 110, 10)]
    mapped = [shapely.box(0, 0, 10, 12), shapely.box(50, 0, 60, 10)]
    got = assess(mapped, reference)
    assert (got.found, got.missed, got.false_finds) == (1, 1, 1)
    assert got.precision == pytest.approx(100 / 220) and got.recall == 0.5
    assert got.area_bias == pytest.approx(0.1)


def test_empty_sides():
    assert assess([], []).f1 is None
    got = assess([], [shapely.box(0, 0, 1, 1)])
    assert (got.found, got.missed, got.recall, got.precision) == (0, 1, 0, None)
    assert assess([shapely.box(0, 0, 1, 1)], []).false_finds == 1


def strip(start, end, bottom=0):
    """A rectangle 10 high from ``start`` to ``end``."""
    return shapely.box(start, bottom, end, bottom + 10)


def test_one_mapped_polygon_cannot_claim_two_references():
    """IoU 60/100 and 40/100: only the larger counts, unlike the best IoU of each reference."""
    found = match([strip(0, 10)], [strip(0, 6), strip(6, 10)], iou=0.3)
    assert found.pairs.tolist() == [[0, 0]] and found.iou.tolist() == [0.6]
    assert (found.mapped, found.reference) == (1, 2)


def test_assignment_is_the_best_over_all_not_greedy():
    """Greedy takes 6/8 and is left with 2/13, 0.90 in all; 4/15 and 4/6 make 0.93."""
    found = match([strip(0, 8), strip(2, 6)], [strip(2, 8), strip(4, 15)], iou=0.0)
    assert found.pairs.tolist() == [[0, 1], [1, 0]]
    assert found.iou == pytest.approx([4 / 15, 4 / 6])


def test_iou_must_exceed_the_limit():
    assert len(match([strip(0, 5)], [strip(0, 10)]).iou) == 0
    assert len(match([strip(0, 5.01)], [strip(0, 10)]).iou) == 1
    for wrong in (1.0, -0.1, float("nan")):
        with pytest.raises(InputError, match="IoU"):
            match([], [], iou=wrong)


def test_polygons_that_only_touch_are_no_pair():
    assert len(match([strip(0, 10)], [strip(10, 20)], iou=0.0).iou) == 0


def all_of(mapped, reference, **options):
    """Totals and figures over everything."""
    row = assess_inventory(mapped, reference, options=Options(draws=100, **options)).rows[0]
    return {**row.totals, **row.values}


def counts(got):
    return got["pairs"], got["false_finds"], got["missed"]


def qualities(got):
    """Panoptic, segmentation and recognition quality."""
    return got["panoptic_quality"], got["mean_iou"], got["object_f1"]


def test_panoptic_quality_by_hand():
    """One perfect pair, one of IoU 0.8, one false, two missed: PQ = 1.8 / (2 + 0.5 + 1)."""
    reference = [strip(0, 10), strip(20, 30), strip(40, 50), strip(60, 70)]
    got = all_of([strip(0, 10), strip(20, 28), strip(100, 110)], reference)
    assert counts(got) == (2, 1, 2)
    assert qualities(got) == pytest.approx((1.8 / 3.5, 0.9, 2 / 3.5))


def test_system_mapped_as_one_costs_both_units():
    units = [strip(0, 10), strip(10, 20)]
    whole = all_of([strip(0, 20)], units)
    assert counts(whole) == (0, 1, 2) and qualities(whole) == (0, None, 0)
    assert qualities(all_of(units, units)) == (1, 1, 1)


def test_unit_figures_of_empty_sides():
    one = [strip(0, 10)]
    assert qualities(all_of([], [])) == (None, None, None)
    missed, wrong = all_of([], one), all_of(one, [])
    assert qualities(missed) == qualities(wrong) == (0, None, 0)
    assert counts(missed) == (0, 0, 1) and counts(wrong) == (0, 1, 0)
    for sides in (([], []), ([], one), (one, [])):
        assert segmentation_errors(*sides).distance is None
        got = all_of(*sides)
        assert got["overestimation_mean"] is None and got["any_pairs"] == 0


def test_split_and_merged_by_hand():
    """One reference in three parts; one polygon over two references; one good pair."""
    reference = [strip(0, 10), strip(20, 24), strip(24, 30), strip(40, 50)]
    mapped = [strip(0, 3), strip(3, 6), strip(6, 10), strip(20, 30), strip(41, 50)]
    got = segmentation_errors(mapped, reference)
    assert (got.split, got.merged) == (1, 1)
    # Six pairs. OS: 0.7, 0.7, 0.6, 0, 0, 0.1. US: 0, 0, 0, 0.6, 0.4, 0.
    assert got.oversegmentation == pytest.approx(2.1 / 6)
    assert got.undersegmentation == pytest.approx(1.0 / 6)
    assert got.distance == pytest.approx((((2.1 / 6) ** 2 + (1 / 6) ** 2) / 2) ** 0.5)


def test_split_needs_parts_that_lie_inside_and_cover():
    reference = [strip(0, 10)]
    assert segmentation_errors([strip(0, 2), strip(2, 4)], reference).split == 0  # cover 40 %
    assert segmentation_errors([strip(0, 2), strip(2, 5)], reference).split == 1  # 50 %
    assert segmentation_errors([strip(0, 5), strip(5, 16)], reference).split == 0  # 5/11 inside
    assert segmentation_errors([strip(0, 5), strip(5, 15)], reference).split == 1
    assert segmentation_errors([strip(0, 5), strip(5, 15)], reference, 0.8).split == 0
    with pytest.raises(InputError, match="covered"):
        segmentation_errors([], [], 0)


def test_overestimation_by_hand():
    """+20 %, -50 %, +100 %: mean 23.3 %, median 20 %, pooled 27 / 30 - 1; one has no partner."""
    reference = [strip(0, 10), strip(20, 36), strip(40, 44), strip(60, 70)]
    mapped = [strip(40, 48), strip(0, 12), strip(20, 28)]
    got = all_of(mapped, reference)
    assert got["any_pairs"] == 3
    assert got["overestimation_mean"] == pytest.approx(0.7 / 3)
    assert got["overestimation_median"] == pytest.approx(0.2)
    assert got["overestimation_pooled"] == pytest.approx(28 / 30 - 1)


def test_against_brute_force_on_random_polygons():
    rng = np.random.default_rng(3)

    def draw(count):
        corner, size = rng.uniform(0, 60, (count, 2)), rng.uniform(4, 25, (count, 2))
        return [
            shapely.box(x, y, x + w, y + h).intersection(shapely.Point(x, y).buffer(22))
            for (x, y), (w, h) in zip(corner, size)
        ]

    for _ in range(40):
        mapped, reference = draw(int(rng.integers(1, 7))), draw(int(rng.integers(1, 7)))
        limit = float(rng.choice([0.0, 0.1, 0.3]))
        table = np.array(
            [[a.intersection(b).area / a.union(b).area for b in reference] for a in mapped]
        )
        table[table <= limit] = 0
        short, long = sorted(table.shape)
        square = table if table.shape[0] == short else table.T
        best = max(
            sum(square[i, j] for i, j in enumerate(chosen))
            for chosen in permutations(range(long), short)
        )
        got = match(mapped, reference, limit)
        assert got.iou.sum() == pytest.approx(best)
        assert np.allclose(got.iou, table[tuple(got.pairs.T)]) and (got.iou > limit).all()
        assert len(set(got.pairs[:, 0])) == len(set(got.pairs[:, 1])) == len(got.iou)

        got = segmentation_errors(mapped, reference)
        common = np.array([[a.intersection(b).area for b in reference] for a in mapped])
        of_a = common / np.array([[a.area] for a in mapped])
        of_b = common / np.array([b.area for b in reference])
        split = sum(
            (of_a[:, j] >= 0.5).sum() > 1 and of_b[of_a[:, j] >= 0.5, j].sum() >= 0.5
            for j in range(len(reference))
        )
        merged = sum(
            (row_b >= 0.5).sum() > 1 and row_a[row_b >= 0.5].sum() >= 0.5
            for row_a, row_b in zip(of_a, of_b)
        )
        assert (got.split, got.merged) == (split, merged)


def test_order_does_not_matter():
    rng = np.random.default_rng(4)
    reference = [strip(10 * k, 10 * k + 9, 20 * row) for k in range(30) for row in range(5)]
    mapped = [shapely.affinity.translate(one, *rng.normal(0, 1.5, 2)) for one in reference]
    shuffled = [mapped[k] for k in rng.permutation(len(mapped))]
    one, other = all_of(mapped, reference), all_of(shuffled, reference)
    assert counts(one) == counts(other) and one["pairs"] > 100
    assert qualities(one) == pytest.approx(qualities(other), abs=1e-12)
