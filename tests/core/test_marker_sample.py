"""Validation samples: allocation, draws, orders, control points and the file."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from rasterio.crs import CRS

from rock_glacier_mapper.core.errors import InputError
from rock_glacier_mapper.core.inventory.markersample import (
    allocate,
    draw_sample,
    empty_places,
    shuffled,
)
from rock_glacier_mapper.core.inventory.samplefile import answered_layers, region_of, write_sample
from rock_glacier_mapper.core.vector import read_layer

UTM32 = CRS.from_epsg(32632)


def test_allocation():
    assert allocate({"a": 100, "b": 100}, 0.05) == {"a": 5, "b": 5}
    # Quotas 4.5, 0.3, 0.2: 4 and at least one of each, above the 5 that the share asks for.
    assert allocate({"a": 90, "b": 6, "c": 4}, 0.05) == {"a": 4, "b": 1, "c": 1}
    # Quotas 3.5, 2.5, 1.5 of 8: ties go by the alphabet.
    assert allocate({"b": 25, "a": 35, "c": 15}, 0.1) == {"b": 3, "a": 4, "c": 1}
    assert allocate({"a": 3, "b": 1}, 1) == {"a": 3, "b": 1}
    assert sum(allocate({"a": 44273}, 0.05).values()) == 2214
    for wrong in (0, 1.1, -1, float("nan")):
        with pytest.raises(InputError, match="share"):
            allocate({"a": 1}, wrong)


def test_draw_is_within_strata_without_replacement_and_seeded():
    strata = ["x"] * 200 + ["y"] * 40 + ["z"]
    drawn = draw_sample(strata, 0.1, seed=4)
    assert len(set(drawn.index.tolist())) == len(drawn.index) == 25
    assert (drawn.index < 200).sum() == 20 and 240 in drawn.index
    assert drawn.population == {"x": 200, "y": 40, "z": 1}
    assert drawn.sample == {"x": 20, "y": 4, "z": 1}
    assert (draw_sample(strata, 0.1, seed=4).index == drawn.index).all()
    assert (draw_sample(strata, 0.1, seed=5).index != drawn.index).any()
    with pytest.raises(InputError, match="no landforms"):
        draw_sample([], 0.1)


def test_every_landform_is_drawn_equally_often():
    times = np.zeros(40)
    for seed in range(600):
        times[draw_sample(["a"] * 40, 0.25, seed).index] += 1
    # 150 expected; the standard deviation is about 10.6.
    assert np.abs(times - 150).max() < 45


def test_reviewers_have_orders_of_their_own():
    one, two = shuffled(50, 2, 3)
    assert sorted(one) == sorted(two) == list(range(50)) and (one != two).any()
    with pytest.raises(InputError, match="reviewer"):
        shuffled(5, 0)


def test_empty_places_keep_away_and_fill_the_area():
    area = shapely.box(0, 0, 1000, 1000).difference(shapely.box(400, 400, 600, 600))
    landforms = [shapely.box(0, 0, 200, 200), shapely.Point(900, 900)]
    places = empty_places(800, area, landforms, 50, seed=1)
    points = shapely.points(places)
    assert shapely.contains(area, points).all() and len(places) == 800
    assert min(shapely.distance(points, one).min() for one in landforms) >= 50
    room = area.difference(shapely.union_all(landforms).buffer(50))
    west = room.intersection(shapely.box(0, 0, 500, 1000)).area / room.area
    assert (places[:, 0] < 500).mean() == pytest.approx(west, abs=0.06)
    with pytest.raises(InputError, match="room"):
        empty_places(5, shapely.box(0, 0, 10, 10), landforms, 50)


def test_regions():
    regions = {"w": shapely.box(0, 0, 10, 10), "e": shapely.box(10, 0, 20, 10)}
    shapes = np.array(
        [shapely.box(7, 0, 11, 1), shapely.Point(15, 5), shapely.box(50, 0, 51, 1)], object
    )
    assert region_of(shapes, regions, "-") == ["w", "e", "-"]


def write(path, controls=()):
    drawn = draw_sample(["s"] * 10 + ["t"] * 2, 0.5, seed=1)
    points = [shapely.Point(500000 + 100 * i, 5200000) for i in drawn.index]
    strata = ["s" if i < 10 else "t" for i in drawn.index]
    write_sample(
        path, points, [f"rg{i}" for i in drawn.index], strata, drawn, controls, UTM32, 2, 7
    )


def test_file_without_control_points(tmp_path):
    path = tmp_path / "sample.gpkg"
    write(path)
    one, two, key = (
        [f.attributes for f in read_layer(path, layer)[0]]
        for layer in ("REVIEWER_1", "REVIEWER_2", "SAMPLE")
    )
    assert len(one) == len(two) == len(key) == 6
    assert [r["marker_id"] for r in key] == [1, 2, 3, 4, 5, 6]
    assert [r["marker_id"] for r in one] != [r["marker_id"] for r in two]
    names = {r["marker_id"]: r["PrimaryID"] for r in key}
    for row in one + two:
        assert row["PrimaryID"] == names[row["marker_id"]] and row["answer"] is None
        assert row["x"] == 500000 + 100 * int(row["PrimaryID"][2:]) and row["crs"] == "EPSG:32632"
        assert row["seed"] == 7
    assert {r["weight"] for r in key} == {2.0} and sum(r["weight"] for r in key) == 12


def test_control_points_cannot_be_told_from_markers(tmp_path):
    path = tmp_path / "sample.gpkg"
    write(path, [shapely.Point(0, 0), shapely.Point(1, 1)])
    rows = [f.attributes for f in read_layer(path, "REVIEWER_1")[0]]
    assert len(rows) == 8 and {r["PrimaryID"] for r in rows} == {r["stratum"] for r in rows}
    key = {f.attributes["marker_id"]: f.attributes for f in read_layer(path, "SAMPLE")[0]}
    controls = {r["marker_id"] for r in rows if r["x"] < 10}
    assert {i for i, r in key.items() if r["kind"] == "control"} == controls


def test_answers_are_seen(tmp_path):
    from osgeo import ogr

    path = tmp_path / "sample.gpkg"
    assert answered_layers(path) == []
    write(path)
    assert answered_layers(path) == []
    dataset = ogr.Open(str(path), 1)
    dataset.ExecuteSQL("UPDATE REVIEWER_2 SET answer = 'yes' WHERE marker_id = 3")
    dataset = None
    assert answered_layers(path) == ["REVIEWER_2"]
