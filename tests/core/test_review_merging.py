"""Merging the decisions of several mappers who worked on copies of one file."""

import shutil
import sqlite3

import pytest
from conftest import UTM32
from osgeo import gdal, ogr
from shapely import wkb
from shapely.geometry import box

from rock_glacier_mapper.core.errors import InputError
from rock_glacier_mapper.core.review.decisions import ADD, SET, Change, decide
from rock_glacier_mapper.core.review.log import append_log, read_log
from rock_glacier_mapper.core.review.merging import merge_reviews
from rock_glacier_mapper.core.vector import Feature, read_layer, write_layer


def square(column, row=0, size=80):
    return box(column * 100, row * 100, column * 100 + size, row * 100 + size)


@pytest.fixture
def base(tmp_path):
    """Six candidates side by side."""
    path = tmp_path / "base.gpkg"
    features = [Feature(square(i), {"rg_id": i + 1, "status": "candidate"}) for i in range(6)]
    write_layer(path, "candidates", features, UTM32)
    return path


class Mapper:
    """A mapper's copy; its edits are those of a review."""

    def __init__(self, base, name):
        self.name = name
        self.path = base.with_name(f"{name}.gpkg")
        shutil.copy(base, self.path)
        dataset = gdal.OpenEx(str(self.path), gdal.OF_VECTOR | gdal.OF_UPDATE)
        dataset.GetLayer(0).CreateField(ogr.FieldDefn("review", ogr.OFTString))
        dataset = None

    def do(self, action, number, shape=None, delete=()):
        dataset = gdal.OpenEx(str(self.path), gdal.OF_VECTOR | gdal.OF_UPDATE)
        table = dataset.GetLayer(0)
        rows = {row.GetField("rg_id"): row.GetFID() for row in table}
        if number in rows:
            row = table.GetFeature(rows[number])
        else:
            row = ogr.Feature(table.GetLayerDefn())
            row.SetField("rg_id", number)
        row.SetField("review", "refine" if action == "merge" else action)
        if shape is not None:
            row.SetGeometry(ogr.CreateGeometryFromWkb(shape.wkb))
        (table.SetFeature if number in rows else table.CreateFeature)(row)
        for other in delete:
            table.DeleteFeature(rows[other])
        table = dataset = row = None
        change = Change(SET if number in rows else ADD, f"rg_id {number}")
        append_log(self.path, [decide(action, change.key, self.name, (change,))])
        return self


def result(path):
    features, _ = read_layer(path, "candidates")
    return {f.attributes["rg_id"]: (f.attributes.get("review"), f.geometry) for f in features}


def test_each_mappers_work_is_taken_over(base, tmp_path):
    ann = Mapper(base, "ann").do("remain", 1).do("refine", 2, square(1, size=90))
    ben = Mapper(base, "ben").do("remove", 5).do("remain", 1)
    merged = merge_reviews(base, [ann.path, ben.path], tmp_path / "out.gpkg", "candidates")
    rows = result(tmp_path / "out.gpkg")
    assert {number: row[0] for number, row in rows.items()} == {
        1: "remain", 2: "refine", 3: None, 4: None, 5: "remove", 6: None,
    }  # fmt: skip
    assert rows[2][1].equals(square(1, size=90)) and rows[3][1].equals(square(2))
    assert (merged.changed, merged.added, merged.deleted) == (3, 0, 0)
    assert merged.conflicts == [] and merged.logged == 4
    log = read_log(tmp_path / "out.gpkg")
    assert [(r["PolyUID"], r["Action"], r["Reviewer"]) for r in log] == [
        ("rg_id 1", "remain", "ann"),
        ("rg_id 2", "refine", "ann"),
        ("rg_id 5", "remove", "ben"),
        ("rg_id 1", "remain", "ben"),
    ]


def test_conflicts_stay_open_and_are_listed(base, tmp_path):
    ann = Mapper(base, "ann").do("remain", 1).do("refine", 2, square(1, size=90))
    ben = Mapper(base, "ben").do("remove", 1).do("refine", 2, square(1, size=70))
    merged = merge_reviews(base, [ann.path, ben.path], tmp_path / "out.gpkg", "candidates")
    rows = result(tmp_path / "out.gpkg")
    assert rows[1][0] is None and rows[2][0] is None and rows[2][1].equals(square(1))
    assert [(c.key, c.decisions, c.reason) for c in merged.conflicts] == [
        ("rg_id 1", (("ann", "remain"), ("ben", "remove")), "the decisions differ"),
        ("rg_id 2", (("ann", "refine"), ("ben", "refine")), "the outlines differ"),
    ]
    assert merged.changed == 0 and merged.logged == 4


def test_retrieved_landforms_get_numbers_of_their_own(base, tmp_path):
    ann = Mapper(base, "ann").do("retrieve", 7, square(0, 5))
    ben = Mapper(base, "ben").do("retrieve", 7, square(3, 5)).do("retrieve", 8, square(4, 5))
    merged = merge_reviews(base, [ann.path, ben.path], tmp_path / "out.gpkg", "candidates")
    rows = result(tmp_path / "out.gpkg")
    assert merged.added == 3 and merged.conflicts == [] and set(rows) == set(range(1, 10))
    shapes = {7: square(0, 5), 8: square(3, 5), 9: square(4, 5)}
    assert all(rows[number][1].equals(shape) for number, shape in shapes.items())
    keys = [(r["Reviewer"], r["PolyUID"]) for r in read_log(tmp_path / "out.gpkg")]
    assert keys == [("ann", "rg_id 7"), ("ben", "rg_id 8"), ("ben", "rg_id 9")]


def test_a_landform_that_two_retrieved_is_added_once_and_listed(base, tmp_path):
    ann = Mapper(base, "ann").do("retrieve", 7, square(0, 5))
    ben = Mapper(base, "ben").do("retrieve", 7, square(0, 5, 75))
    merged = merge_reviews(base, [ann.path, ben.path], tmp_path / "out.gpkg", "candidates")
    rows = result(tmp_path / "out.gpkg")
    assert len(rows) == 7 and rows[7][0] == "unreviewed" and rows[7][1].equals(square(0, 5))
    (conflict,) = merged.conflicts
    assert conflict.reason == "found by two mappers" and conflict.decisions == (
        ("ann", "retrieve"),
        ("ben", "retrieve"),
    )


def test_merges_and_splits(base, tmp_path):
    both = square(0).union(square(1)).convex_hull
    ann = Mapper(base, "ann").do("merge", 1, both, delete=(2,))
    ben = (
        Mapper(base, "ben").do("split", 4, square(3, size=40)).do("split", 7, box(341, 0, 380, 80))
    )
    merged = merge_reviews(base, [ann.path, ben.path], tmp_path / "out.gpkg", "candidates")
    rows = result(tmp_path / "out.gpkg")
    assert (merged.changed, merged.added, merged.deleted) == (2, 1, 1) and not merged.conflicts
    assert set(rows) == {1, 3, 4, 5, 6, 7} and rows[1][1].equals(both)
    assert rows[7][0] == "split" and rows[4][1].equals(square(3, size=40))


def test_half_of_a_disputed_merge_is_not_taken(base, tmp_path):
    both = square(0).union(square(1)).convex_hull
    ann = Mapper(base, "ann").do("merge", 1, both, delete=(2,))
    ben = Mapper(base, "ben").do("remain", 2)
    merged = merge_reviews(base, [ann.path, ben.path], tmp_path / "out.gpkg", "candidates")
    rows = result(tmp_path / "out.gpkg")
    assert set(rows) == set(range(1, 7)) and rows[1][1].equals(square(0))
    assert [c.key for c in merged.conflicts] == ["rg_id 2", "rg_id 1"]


def test_parts_of_a_disputed_split_are_not_added(base, tmp_path):
    ann = (
        Mapper(base, "ann").do("split", 4, square(3, size=40)).do("split", 7, box(341, 0, 380, 80))
    )
    ben = Mapper(base, "ben").do("remove", 4)
    merged = merge_reviews(base, [ann.path, ben.path], tmp_path / "out.gpkg", "candidates")
    assert set(result(tmp_path / "out.gpkg")) == set(range(1, 7))
    assert [c.key for c in merged.conflicts] == ["rg_id 4"] and merged.added == 0


def test_merging_twice_gives_the_same_file_content(base, tmp_path):
    ann = Mapper(base, "ann").do("retrieve", 7, square(0, 5)).do("remove", 3)
    contents = []
    for name in ("one.gpkg", "two.gpkg"):
        merge_reviews(base, [ann.path], tmp_path / name, "candidates")
        database = sqlite3.connect(tmp_path / name)
        rows = database.execute("SELECT fid, geom, rg_id, review FROM candidates").fetchall()
        contents.append((rows, database.execute("SELECT * FROM REVIEW_LOG").fetchall()))
        database.close()
    assert contents[0] == contents[1]
    assert wkb.loads(bytes(contents[0][0][0][1])[40:]).equals(square(0))


def test_wrong_files_are_told(base, tmp_path):
    ann = Mapper(base, "ann")
    with pytest.raises(InputError, match="one of the inputs"):
        merge_reviews(base, [ann.path], base, "candidates")
    with pytest.raises(InputError, match="given twice"):
        merge_reviews(base, [ann.path, ann.path], tmp_path / "o.gpkg", "candidates")
    with pytest.raises(InputError, match="has no layer GO"):
        merge_reviews(base, [ann.path], tmp_path / "o.gpkg")
    with pytest.raises(InputError, match="is missing"):
        merge_reviews(base, [tmp_path / "no.gpkg"], tmp_path / "o.gpkg", "candidates")
    assert not (tmp_path / "o.gpkg").exists()
