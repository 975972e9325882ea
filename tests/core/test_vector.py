"""Repair of geometries."""

import pytest
import shapely
from shapely.affinity import rotate
from shapely.geometry import MultiPolygon, Polygon, box

from rock_glacier_mapper.core.vector import repaired


@pytest.mark.parametrize("angle", [0, 20])
def test_parts_that_overlap_are_united(angle):
    """Whether their edges lie on each other or cross."""
    parts = [box(0, 0, 90, 180), box(9, 0, 99, 180)]
    shape = rotate(MultiPolygon(parts), angle, (0, 0))
    if angle:
        shape = MultiPolygon([parts[0], rotate(parts[1], angle)])
    assert not shape.is_valid
    made = repaired(shape)
    assert made.is_valid
    assert made.area == pytest.approx(shapely.union(*shape.geoms).area, rel=1e-9)


def test_what_is_valid_stays_and_what_crosses_itself_keeps_its_area():
    square = box(0, 0, 1, 1)
    assert repaired(square) is square
    bow_tie = Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
    assert repaired(bow_tie).is_valid and repaired(bow_tie).area == pytest.approx(2)
