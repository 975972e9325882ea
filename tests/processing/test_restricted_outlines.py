"""Suggest restricted outlines in a real QGIS: what is written, what is kept, undo and cancel."""

from __future__ import annotations

import json
import math
import shutil
import sqlite3

import numpy as np
import pytest
import rasterio
import shapely
from affine import Affine
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
)
from shapely.geometry import LineString

from rock_glacier_mapper.core.inventory.build import OUTLINE, outline_fingerprint
from rock_glacier_mapper.processing.createinventory import CreateInventory
from rock_glacier_mapper.processing.polygons import plain, read_polygon
from rock_glacier_mapper.processing.restrictedoutlines import RestrictedOutlines

X0, Y0 = 500000.0, 5200000.0
#: West: margins of 40 m; middle: 80 m, too wide; east: no body in the DEM; last: outside of it.
PLACES = {"west": (X0, 120, 40), "middle": (X0 + 800, 200, 80), "east": (X0 + 1600, 120, 0)}
BODIES = {
    name: LineString([(x, Y0 - 180), (x, Y0 + 180)]).buffer(half, quad_segs=16)
    for name, (x, half, _) in PLACES.items()
}
OUTSIDE = shapely.geometry.box(X0 + 9000, Y0, X0 + 9300, Y0 + 300)


class Log(QgsProcessingFeedback):
    """Keeps messages; cancels at the ``stop``-th question whether to."""

    def __init__(self, stop=None):
        super().__init__(False)
        self.warnings, self.questions, self.stop = [], 0, stop

    def pushWarning(self, text):
        self.warnings.append(text)

    def isCanceled(self):
        self.questions += 1
        return self.stop is not None and self.questions >= self.stop


def run(parameters, feedback=None, algorithm=RestrictedOutlines):
    """Run as the toolbox does; the errors of the algorithm are raised."""
    context, feedback = QgsProcessingContext(), feedback or Log()
    instance = algorithm().create()
    results, ok = QgsProcessingAlgorithm.run(instance, parameters, context, feedback, {}, False)
    assert ok
    return results


@pytest.fixture(autouse=True)
def _empty_project(qgis_app):
    yield
    QgsProject.instance().clear()


@pytest.fixture(scope="module")
def dem(tmp_path_factory):
    """Slabs with 34° margins on a slope of 10° to the south, 10 m."""
    size, cell = (100, 300), 10.0
    transform = Affine(cell, 0, X0 - 500, 0, -cell, Y0 + 500)
    column, row = np.meshgrid(np.arange(size[1]) + 0.5, np.arange(size[0]) + 0.5)
    x, y = transform * (column, row)
    fall = math.tan(math.radians(10))
    rise = math.sqrt(math.tan(math.radians(34)) ** 2 - fall**2)
    z = 2500 + fall * (y - Y0)
    points = shapely.points(x, y)
    for name, (_, _, width) in PLACES.items():
        inside = shapely.contains(BODIES[name], points)
        inward = np.where(inside, shapely.distance(BODIES[name].exterior, points), 0)
        z += rise * np.minimum(inward, width)
    path = tmp_path_factory.mktemp("dem") / "dem.tif"
    with rasterio.open(
        path, "w", driver="GTiff", width=size[1], height=size[0], count=1, dtype="float32",
        crs="EPSG:32632", transform=transform, nodata=-9999,
    ) as dataset:  # fmt: skip
        dataset.write(z.astype("float32"), 1)
    return str(path)


@pytest.fixture(scope="module")
def made(qgis_app, tmp_path_factory):
    """An inventory of the four outlines."""
    candidates = QgsVectorLayer("Polygon?crs=EPSG:32632", "candidates", "memory")
    for shape in (*BODIES.values(), OUTSIDE):
        feature = QgsFeature(candidates.fields())
        feature.setGeometry(QgsGeometry.fromWkt(shape.wkt))
        candidates.dataProvider().addFeatures([feature])
    path = tmp_path_factory.mktemp("inventory") / "inventory.gpkg"
    parameters = {"CANDIDATES": candidates, "OUTPUT": str(path), "SOUR_DATA": "Sentinel-2"}
    run(parameters, algorithm=CreateInventory)
    return path


@pytest.fixture
def inventory(made, tmp_path):
    return shutil.copy(made, tmp_path / "inventory.gpkg")


def open_layer(path, name="GO"):
    """The layer, owned by the project as in the desktop."""
    layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
    assert layer.isValid()
    QgsProject.instance().addMapLayer(layer, False)
    return layer


def content(layer):
    """All features as plain values with their geometries."""
    return [
        ([plain(v) for v in f.attributes()], f.geometry().asWkt())
        for f in sorted(layer.getFeatures(), key=lambda f: f.id())
    ]


def restricted(layer):
    return sorted(
        (f for f in layer.getFeatures() if f["OutType"] == "Restricted"),
        key=lambda f: f.geometry().boundingBox().xMinimum(),
    )


def extended(layer):
    return sorted(
        (f for f in layer.getFeatures() if f["OutType"] == "Extended"),
        key=lambda f: f.geometry().boundingBox().xMinimum(),
    )


def populate(layer, feature, **values):
    """Write values as an automatic step does."""
    record = json.loads(feature["MachineVal"])
    changes = {"MachineVal": json.dumps({**record, **values})}
    for name, value in values.items():
        changes.update({name: value, f"{name}Src": "auto"})
    indexed = {layer.fields().indexOf(name): value for name, value in changes.items()}
    assert layer.dataProvider().changeAttributeValues({feature.id(): indexed})


def shape_of(feature):
    return read_polygon(feature.geometry())[0]


def test_definition(qgis_app):
    algorithm = RestrictedOutlines().create()
    assert (algorithm.name(), algorithm.displayName(), algorithm.group()) == (
        "restrictedoutlines",
        "Suggest restricted outlines",
        "Inventory",
    )
    assert all(d.help() for d in algorithm.parameterDefinitions())
    assert [d.name() for d in algorithm.parameterDefinitions()] == [
        "INVENTORY", "DEM", "SELECTED_ONLY", "REPLACE", "CUT_FRONTS", "SMOOTHING", "MIN_SLOPE",
        "MIN_SHARE", "MAX_FRONT",
    ]  # fmt: skip
    assert algorithm.flags() & QgsProcessingAlgorithm.Flag.FlagNoThreading
    assert algorithm.canExecute()[0] and algorithm.shortHelpString()


def test_what_is_written(inventory, dem):
    log = Log()
    before = content(open_layer(inventory))
    result = run({"INVENTORY": f"{inventory}|layername=GO", "DEM": dem}, log)
    counts = {k: v for k, v in result.items() if k != "OUTPUT"}
    assert counts == {
        "ADDED": 2, "REPLACED": 0, "KEPT": 0, "SKIPPED": 2, "WIDE_FRONTS": 1, "CUT": 0,
    }  # fmt: skip
    layer = open_layer(inventory)
    assert content(layer)[:4] == before
    new, old = restricted(layer), extended(layer)
    assert len(new) == 2 and len(old) == 4
    for inner, outer, name in zip(new, old, BODIES):
        key = outer["PrimaryID"]
        assert inner["PrimaryID"] == key and inner["PolyUID"] == f"{key}-Restricted"
        assert inner["WorkingID"] == outer["WorkingID"]
        assert inner["OutlineSrc"] == inner["AREASrc"] == "auto"
        assert inner["ReviewStat"] == "unreviewed"
        for part in ("RelFr", "RelLeftLM", "RelRightLM", "RelUpsCon", "RelIndex", "ELE_MEAN"):
            assert plain(inner[part]) is None
        assert inner["SOUR_DATA"] == "Sentinel-2; DEM dem.tif"
        assert inner["ADDI_INF"].startswith("Suggested restricted outline: talus steeper than 30°")
        shape = shape_of(inner)
        assert shape.geom_type == "MultiPolygon" and shape.is_valid
        assert shape_of(outer).contains_properly(shape)
        assert inner["AREA"] == pytest.approx(shape.area / 1e6, rel=2e-3)
        record = json.loads(inner["MachineVal"])
        assert record == {"AREA": inner["AREA"], OUTLINE: outline_fingerprint(shape)}
        width = PLACES[name][2]
        south = BODIES[name].bounds[1]
        assert shape.bounds[1] == pytest.approx(south + width, abs=10)
    assert plain(old[2]["AREA"]) is not None
    messages = " ".join(log.warnings)
    assert "1 outlines get no restricted one: they lie outside the DEM" in messages
    assert "nowhere as steep as talus" in messages
    assert "1 fronts are wider than 50 m" in messages and old[1]["PrimaryID"] in messages


def test_second_run_changes_nothing(inventory, dem):
    parameters = {"INVENTORY": f"{inventory}|layername=GO", "DEM": dem}
    run(parameters)
    before = content(open_layer(inventory))
    again = run(parameters)
    assert (again["ADDED"], again["REPLACED"], again["KEPT"]) == (0, 0, 2)
    again = run({**parameters, "REPLACE": True})
    assert (again["ADDED"], again["REPLACED"], again["KEPT"]) == (0, 0, 2)
    assert content(open_layer(inventory)) == before


def test_replacing_only_what_no_person_touched(inventory, dem):
    parameters = {"INVENTORY": f"{inventory}|layername=GO", "DEM": dem, "REPLACE": True}
    run(parameters)
    layer = open_layer(inventory)
    west, middle = restricted(layer)
    populate(layer, west, ELE_MEAN=2512.0)
    layer.startEditing()
    fields = layer.fields()
    layer.changeAttributeValue(west.id(), fields.indexOf("Comment"), "look again")
    moved = QgsGeometry(middle.geometry())
    moved.translate(0.001, 0)
    layer.changeGeometry(middle.id(), moved)
    assert layer.commitChanges()
    edited = content(layer)
    again = run({**parameters, "MIN_SLOPE": 25})
    assert (again["ADDED"], again["REPLACED"], again["KEPT"]) == (0, 1, 1)
    layer = open_layer(inventory)
    now = restricted(layer)
    assert now[1].geometry().asWkt() == moved.asWkt()
    new = now[0]
    assert new.id() == west.id() and new["PolyUID"] == west["PolyUID"]
    assert new.geometry().asWkt() != west.geometry().asWkt()
    assert new["AREA"] == pytest.approx(shape_of(new).area / 1e6, rel=2e-3)
    assert new["AREA"] != west["AREA"]
    assert plain(new["ELE_MEAN"]) is None and plain(new["ELE_MEANSrc"]) is None
    assert new["Comment"] == "look again" and "25°" in new["ADDI_INF"]
    assert json.loads(new["MachineVal"])[OUTLINE] == outline_fingerprint(shape_of(new))
    assert [row for row in content(layer) if "Restricted" not in row[0]] == [
        row for row in edited if "Restricted" not in row[0]
    ]


@pytest.mark.parametrize(
    ("name", "value"), [("OutlineSrc", "manual"), ("ReviewStat", "remain"), ("MachineVal", None)]
)
def test_outline_of_a_person_is_never_touched(inventory, dem, name, value):
    parameters = {"INVENTORY": f"{inventory}|layername=GO", "DEM": dem}
    run(parameters)
    layer = open_layer(inventory)
    first = restricted(layer)[0]
    layer.startEditing()
    layer.changeAttributeValue(first.id(), layer.fields().indexOf(name), value)
    assert layer.commitChanges()
    before = content(layer)
    result = run({**parameters, "REPLACE": True, "MIN_SLOPE": 25})
    assert result["KEPT"] == 1 and result["REPLACED"] == 1
    now = content(open_layer(inventory))
    changed = [a[0][0] for a, b in zip(now, before) if a != b]
    assert len(now) == len(before) and first.id() not in changed and len(changed) == 1


def test_one_undo_step_in_edit_mode(inventory, dem):
    layer = open_layer(inventory)
    before = content(layer)
    layer.startEditing()
    result = run({"INVENTORY": layer, "DEM": dem, "CUT_FRONTS": True})
    assert result["ADDED"] == 2 and result["CUT"] == 1
    assert layer.isEditable() and len(restricted(layer)) == 2
    assert content(open_layer(inventory)) == before
    assert layer.undoStack().count() == 1
    layer.undoStack().undo()
    assert content(layer) == before
    layer.undoStack().redo()
    assert layer.commitChanges()
    assert len(restricted(open_layer(inventory))) == 2


def test_unsaved_outlines_count(inventory, dem):
    layer = open_layer(inventory)
    layer.startEditing()
    run({"INVENTORY": layer, "DEM": dem})
    again = run({"INVENTORY": layer, "DEM": dem})
    assert again["ADDED"] == 0 and again["KEPT"] == 2
    assert layer.undoStack().count() == 1
    layer.rollBack()


def test_selected_only(inventory, dem):
    layer = open_layer(inventory)
    parameters = {"INVENTORY": layer, "DEM": dem, "SELECTED_ONLY": True}
    with pytest.raises(QgsProcessingException, match="No outline of GO is selected"):
        run(parameters)
    layer.selectByIds([extended(layer)[1].id()])
    result = run(parameters)
    assert result["ADDED"] == 1 and result["SKIPPED"] == 0
    (new,) = restricted(layer)
    assert new["PrimaryID"] == extended(layer)[1]["PrimaryID"]


def test_cutting_back(inventory, dem):
    layer = open_layer(inventory)
    west, middle, *_ = extended(layer)
    old = shape_of(middle)
    populate(layer, middle, ELE_MIN=2400.0)
    layer.startEditing()
    layer.changeAttributeValue(middle.id(), layer.fields().indexOf("SLO_MAX"), 44.0)
    assert layer.commitChanges()
    log = Log()
    result = run({"INVENTORY": layer, "DEM": dem, "CUT_FRONTS": True}, log)
    assert result["WIDE_FRONTS"] == 1 and result["CUT"] == 1
    assert "Run Populate RGIK attributes again" in " ".join(log.warnings)
    now = extended(layer)
    assert now[0].geometry().asWkt() == west.geometry().asWkt()
    cut = shape_of(now[1])
    assert old.covers(cut) and cut.geom_type == "MultiPolygon"
    assert cut.bounds[1] == pytest.approx(old.bounds[1] + 30, abs=12)
    assert cut.contains_properly(shape_of(restricted(layer)[1]))
    assert now[1]["AREA"] == pytest.approx(cut.area / 1e6, rel=2e-3)
    assert plain(now[1]["ELE_MIN"]) is None and now[1]["SLO_MAX"] == 44.0
    assert json.loads(now[1]["MachineVal"])[OUTLINE] == outline_fingerprint(cut)


def test_front_of_a_person_is_reported_not_cut(inventory, dem):
    layer = open_layer(inventory)
    middle = extended(layer)[1]
    layer.startEditing()
    layer.changeAttributeValue(middle.id(), layer.fields().indexOf("OutlineSrc"), "manual")
    assert layer.commitChanges()
    result = run({"INVENTORY": layer, "DEM": dem, "CUT_FRONTS": True})
    assert result["WIDE_FRONTS"] == 1 and result["CUT"] == 0
    assert extended(layer)[1].geometry().asWkt() == middle.geometry().asWkt()


def test_cancel_leaves_everything(inventory, dem):
    questions = Log()
    layer = open_layer(inventory)
    before = content(layer)
    layer.startEditing()
    run({"INVENTORY": layer, "DEM": dem, "CUT_FRONTS": True}, questions)
    layer.rollBack()
    assert questions.questions > 5
    for editing in (False, True):
        for stop in range(1, questions.questions + 1):
            if editing:
                layer.startEditing()
            with pytest.raises(QgsProcessingException, match="Cancelled"):
                run({"INVENTORY": layer, "DEM": dem, "CUT_FRONTS": True}, Log(stop))
            assert content(layer) == before
            assert layer.isEditable() == editing and layer.undoStack().count() == 0
            if editing:
                layer.rollBack()
    assert content(open_layer(inventory)) == before


def test_failed_commit_leaves_everything(inventory, dem):
    """A trigger refuses the new rows when they are saved."""
    before = content(open_layer(inventory))
    QgsProject.instance().clear()
    with sqlite3.connect(inventory) as connection:
        connection.execute(
            "CREATE TRIGGER refuse BEFORE INSERT ON GO BEGIN SELECT RAISE(ABORT, 'refused'); END"
        )
    connection.close()
    parameters = {"INVENTORY": f"{inventory}|layername=GO", "DEM": dem, "CUT_FRONTS": True}
    with pytest.raises(QgsProcessingException, match="could not be saved"):
        run(parameters)
    assert content(open_layer(inventory)) == before


def test_taken_uid(inventory, dem):
    layer = open_layer(inventory)
    first, last = extended(layer)[0], extended(layer)[3]
    layer.startEditing()
    uid = f"{first['PrimaryID']}-Restricted"
    layer.changeAttributeValue(last.id(), layer.fields().indexOf("PolyUID"), uid)
    assert layer.commitChanges()
    run({"INVENTORY": layer, "DEM": dem})
    assert restricted(layer)[0]["PolyUID"] == f"{uid}-2"


def test_other_layers_and_other_geometry_types(inventory, dem, tmp_path):
    plain_layer = QgsVectorLayer("Polygon?crs=EPSG:32632", "plain", "memory")
    QgsProject.instance().addMapLayer(plain_layer, False)
    with pytest.raises(QgsProcessingException, match="no GO layer"):
        run({"INVENTORY": plain_layer, "DEM": dem})
    names = open_layer(inventory).fields()
    for kind, crs in (("PolygonZ", "EPSG:32632"), ("MultiPolygonZM", "EPSG:4326")):
        layer = QgsVectorLayer(f"{kind}?crs={crs}", "typed", "memory")
        layer.dataProvider().addAttributes(list(names))
        layer.updateFields()
        QgsProject.instance().addMapLayer(layer, False)
        feature = QgsFeature(layer.fields())
        geometry = QgsGeometry.fromWkt(BODIES["west"].wkt)
        if crs == "EPSG:4326":
            from rasterio.crs import CRS

            from rock_glacier_mapper.core.geodesy import transform_polygons

            (shape,) = transform_polygons(
                [BODIES["west"]], CRS.from_epsg(32632), CRS.from_epsg(4326)
            )
            geometry = QgsGeometry.fromWkt(shape.wkt)
        feature.setGeometry(geometry.coerceToType(layer.wkbType())[0])
        feature["PrimaryID"], feature["OutType"] = "RGU469500N0090000E", "Extended"
        assert layer.dataProvider().addFeatures([feature])[0]
        assert run({"INVENTORY": layer, "DEM": dem})["ADDED"] == 1
        (new,) = restricted(layer)
        assert new.geometry().wkbType() == layer.wkbType()
        assert shape_of(extended(layer)[0]).contains_properly(shape_of(new))


def test_empty_and_unusable_layers(inventory, dem):
    layer = open_layer(inventory)
    layer.startEditing()
    index = layer.fields().indexOf("PrimaryID")
    first, second, *_ = extended(layer)
    layer.changeAttributeValue(first.id(), index, second["PrimaryID"])
    log = Log()
    result = run({"INVENTORY": layer, "DEM": dem}, log)
    assert result["ADDED"] == 1 and "1 of 4 extended outlines are left out" in log.warnings[0]
    layer.deleteFeatures([f.id() for f in layer.getFeatures()])
    count = layer.undoStack().count()
    result = run({"INVENTORY": layer, "DEM": dem})
    assert result["ADDED"] == result["SKIPPED"] == 0
    assert layer.undoStack().count() == count
    layer.rollBack()
    layer.setReadOnly(True)
    with pytest.raises(QgsProcessingException, match="read-only"):
        run({"INVENTORY": layer, "DEM": dem})
    layer.setReadOnly(False)
    bare = QgsVectorLayer("MultiPolygon", "bare", "memory")
    bare.dataProvider().addAttributes(list(layer.fields()))
    bare.updateFields()
    bare.setCrs(QgsCoordinateReferenceSystem())
    QgsProject.instance().addMapLayer(bare, False)
    with pytest.raises(QgsProcessingException, match="no coordinate reference system"):
        run({"INVENTORY": bare, "DEM": dem})
    with pytest.raises(QgsProcessingException):
        run({"INVENTORY": layer, "DEM": "missing.tif"})
