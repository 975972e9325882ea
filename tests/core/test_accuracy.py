"""Agreement figures against cases worked out by hand."""

import pytest
import shapely

from rock_glacier_mapper.core.accuracy import assess


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
