"""Comparison of inventories: cases by hand, and brute force over pairs."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from rock_glacier_mapper.core.errors import InputError
from rock_glacier_mapper.core.inventory.comparison import (
    FIELDS,
    Inventory,
    compare_inventories,
    write_comparison,
)
from rock_glacier_mapper.core.vector import as_array


def box(x, y=0, size=1000):
    return shapely.box(x, y, x + size, y + size)


def inventory_of(name, shapes):
    return Inventory(name, as_array(shapes))


THIS = inventory_of("ours", [box(0), box(2000), box(5000), box(90000)])


def test_polygons_by_hand():
    """The other: one the same, one that overlaps ours by a fifth, one that we lack."""
    other = inventory_of("theirs", [box(0), box(2800), box(7000)])
    (row,) = compare_inventories(THIS, [other])
    assert list(row) == list(FIELDS)
    assert (row["other"], row["n_other"], row["n_this"]) == ("theirs", 3, 3)  # 90 km away: not
    assert (row["other_found"], row["other_missing"], row["other_found_share"]) == (2, 1, 2 / 3)
    assert (row["this_found"], row["this_new"], row["n_same"]) == (2, 1, 1)
    assert (row["this_km2"], row["other_km2"]) == (pytest.approx(3), pytest.approx(3))
    assert row["common_km2"] == pytest.approx(1.2) and row["iou"] == pytest.approx(1.2 / 4.8)


def test_markers_and_distance():
    markers = [shapely.Point(500, 500), shapely.Point(2000 - 40, 500), shapely.Point(7000, 0)]
    other = inventory_of("markers", markers)
    for distance, found in ((0, 1), (39, 1), (41, 2)):
        (row,) = compare_inventories(THIS, [other], distance=distance)
        assert row["other_kind"] == "markers" and row["other_found"] == found
        assert row["this_found"] == found and row["n_this"] - row["this_new"] == found
        assert row["other_km2"] is None and row["n_same"] is None
    (row,) = compare_inventories(inventory_of("m", markers), [other])
    assert row["other_found"] == 3 and row["this_new"] == 0


def test_regions_in_which_the_other_has_nothing_are_left_out():
    other = inventory_of("theirs", [box(0), box(2800)])
    regions = {"west": box(-10, -10, 3500), "far": box(89000, -10, 3000)}
    rows = compare_inventories(THIS, [other], regions)
    assert [row["location"] for row in rows] == ["west"]
    # Ours at 2000 lies in it, theirs at 2800 with 690 of 1000 m; land is cut at its border.
    assert (rows[0]["n_this"], rows[0]["n_other"]) == (2, 2)
    assert rows[0]["other_km2"] == pytest.approx(1.69)
    assert rows[0]["common_km2"] == pytest.approx(1.2)


def test_against_brute_force():
    rng = np.random.default_rng(3)
    for _ in range(10):
        one = [shapely.Point(p).buffer(300) for p in rng.uniform(0, 5000, (12, 2))]
        two = [shapely.Point(p).buffer(200) for p in rng.uniform(0, 5000, (9, 2))]
        regions = {"all": shapely.box(-1e4, -1e4, 1e5, 1e5)}
        (row,) = compare_inventories(
            inventory_of("1", one), [inventory_of("2", two)], regions, iou=0.2
        )
        found = [any(a.intersection(b).area > 0 for a in one) for b in two]
        known = [any(a.intersection(b).area > 0 for b in two) for a in one]
        assert row["other_found"] == sum(found) and row["this_new"] == 12 - sum(known)
        surfaces = shapely.union_all(one), shapely.union_all(two)
        assert row["common_km2"] == pytest.approx(surfaces[0].intersection(surfaces[1]).area / 1e6)
        assert row["n_same"] <= row["other_found"]


def test_empty_inventories_and_bad_options(tmp_path):
    assert compare_inventories(THIS, [inventory_of("none", [])]) == []
    (row,) = compare_inventories(inventory_of("none", []), [THIS])
    assert row["n_this"] == 0 and row["other_missing"] == 4 and row["this_found_share"] is None
    with pytest.raises(InputError, match="Distances"):
        compare_inventories(THIS, [THIS], distance=-1)
    with pytest.raises(InputError, match="IoU"):
        compare_inventories(THIS, [THIS], iou=1)
    page = tmp_path / "page.html"
    write_comparison(page, "<ours>", [row], ["a note"])
    text = page.read_text(encoding="utf-8")
    assert "&lt;ours&gt;" in text and "a note" in text
