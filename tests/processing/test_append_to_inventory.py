"""Add rock glaciers to an inventory layer, in a real QGIS."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
import shapely
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsGeometry,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
)
from rasterio.crs import CRS

from rock_glacier_mapper.core.inventory.identifiers import make_id
from rock_glacier_mapper.core.vector import Feature, write_layer
from rock_glacier_mapper.processing.appendtoinventory import AppendToInventory
from rock_glacier_mapper.processing.createinventory import CreateInventory
from rock_glacier_mapper.processing.provider import ALGORITHMS

X0, Y0 = 500000, 5200000
CODES = ("GO", "PM", "RGS")
HOLD_LOCK = (
    "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); "
    "c.execute('begin exclusive'); print('locked', flush=True); sys.stdin.read()"
)


class Log(QgsProcessingFeedback):
    """Keeps messages; cancels at the ``stop``-th question whether to."""

    def __init__(self, stop=None):
        super().__init__(False)
        self.texts, self.questions, self.stop = [], 0, stop

    def pushWarning(self, text):
        self.texts.append(text)

    def pushInfo(self, text):
        self.texts.append(text)

    def isCanceled(self):
        self.questions += 1
        return self.stop is not None and self.questions >= self.stop


def run(algorithm, parameters, feedback=None, project=None):
    context = QgsProcessingContext()
    context.setProject(project or QgsProject.instance())
    results, ok = QgsProcessingAlgorithm.run(
        algorithm().create(), parameters, context, feedback or Log(), {}, False
    )
    assert ok
    return results


def box(x, y, width, height):
    """A rectangle, metres from the corner of the test area."""
    x, y = X0 + x, Y0 + y
    ring = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
    return "Polygon((" + ", ".join(f"{a} {b}" for a, b in ring) + "))"


#: Two units that touch, and one on its own.
FIRST = [box(-300, -300, 300, 400), box(0, -300, 200, 400), box(1000, 100, 150, 250)]
FAR, NEAR = box(3000, 0, 300, 200), box(205, -300, 150, 300)  # NEAR: 5 m from the first system


def candidates(shapes, crs="EPSG:32632", extra="", values=(), kind="Polygon"):
    layer = QgsVectorLayer(f"{kind}?crs={crs}{extra}", "candidates", "memory")
    for number, text in enumerate(shapes):
        feature = QgsFeature(layer.fields())
        if text:
            feature.setGeometry(QgsGeometry.fromWkt(text))
        if values:
            feature.setAttributes(list(values[number]))
        layer.dataProvider().addFeatures([feature])
    return layer


def open_layer(path, name="GO"):
    layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
    assert layer.isValid()
    return layer


def in_project(layer):
    """The layer, owned by the project as in the desktop."""
    QgsProject.instance().addMapLayer(layer, False)
    return layer


def plain(value):
    return None if value is None or (hasattr(value, "isNull") and value.isNull()) else value


def rows(layer):
    """Attributes and geometry of all features, unsaved ones last, without their numbers."""
    names = layer.fields().names()
    order = sorted(layer.getFeatures(), key=lambda f: (f.id() < 0, abs(f.id())))
    return [
        {
            **{n: plain(v) for n, v in zip(names, f.attributes()) if n != "fid"},
            "shape": f.geometry().asWkt() if f.hasGeometry() else None,
        }
        for f in order
    ]


def stored(path):
    return {code: rows(open_layer(path, code)) for code in (*CODES, "REVIEW_LOG", "AOI", "MA")}


def append(path, shapes, feedback=None, **more):
    layer = candidates(shapes) if isinstance(shapes, list) else shapes
    inventory = path if isinstance(path, QgsVectorLayer) else f"{path}|layername=GO"
    return run(AppendToInventory, {"CANDIDATES": layer, "INVENTORY": inventory, **more}, feedback)


def same_shape(one, other):
    return QgsGeometry.fromWkt(one).isGeosEqual(QgsGeometry.fromWkt(other))


def counts(result):
    return tuple(result[name] for name in ("ADDED", "REPLACED", "SKIPPED"))


@pytest.fixture(autouse=True)
def _empty_project(qgis_app):
    yield
    QgsProject.instance().clear()


@pytest.fixture(scope="module")
def made(qgis_app, tmp_path_factory):
    path = tmp_path_factory.mktemp("made") / "inventory.gpkg"
    run(CreateInventory, {"CANDIDATES": candidates(FIRST), "OUTPUT": str(path), "MAPPER": "A"})
    log = open_layer(path, "REVIEW_LOG")
    feature = QgsFeature(log.fields())
    feature["Action"] = "remain"
    assert log.dataProvider().addFeatures([feature])[0]
    return path


@pytest.fixture
def inventory(made, tmp_path):
    return Path(shutil.copy(made, tmp_path / "inventory.gpkg"))


def check_consistency(path):
    """Identifiers unique and linked, markers inside, systems counted."""
    content = {code: list(open_layer(path, code).getFeatures()) for code in CODES}
    outlines = {f["PrimaryID"]: f.geometry() for f in content["GO"]}
    ids = [f["PrimaryID"] for f in content["PM"]]
    assert len(ids) == len(set(ids)) and set(ids) == set(outlines)
    assert len({f["PolyUID"] for f in content["GO"]}) == len(content["GO"])
    systems = [f["RGSID"] for f in content["RGS"]]
    assert len(systems) == len(set(systems))
    assert {f["AssocRGS"] for f in content["PM"]} == set(systems)
    for f in content["PM"]:
        assert outlines[f["PrimaryID"]].contains(f.geometry())
    for f in content["RGS"]:
        units = sum(m["AssocRGS"] == f["RGSID"] for m in content["PM"])
        assert f["NUnits"] == units
        assert f["RGSType"] == ("mono-unit" if units == 1 else "multi-unit")


def test_definition(qgis_app):
    algorithm = AppendToInventory().create()
    assert algorithm.group() == "Inventory"
    assert all(d.help() for d in algorithm.parameterDefinitions())
    assert algorithm.flags() & QgsProcessingAlgorithm.Flag.FlagNoThreading
    assert algorithm.parameterDefinition("DUPLICATES").defaultValue() == "skip"
    assert algorithm.parameterDefinition("OVERLAP").defaultValue() == 0.5


def test_new_units_and_their_systems(inventory):
    before = stored(inventory)
    extra = "&field=prob_mean:double&field=rg_id:string"
    layer = candidates([FAR, NEAR], extra=extra, values=[(0.8, "c1"), (0.6, "c2")])
    result = append(
        inventory, layer, MAPPER="B. Mapper", SOUR_DATA="Sentinel-2", MAP_DATE="2025-07-31"
    )
    assert counts(result) == (2, 0, 0)
    assert result["OUTPUT"] == f"{inventory}|layername=GO"
    after = stored(inventory)
    assert after["GO"][:3] == before["GO"] and after["PM"][:3] == before["PM"]
    for code in ("REVIEW_LOG", "AOI", "MA"):
        assert after[code] == before[code]
    new = {row["CandID"]: row for row in after["GO"][3:]}
    assert new["c1"]["prob_mean"] == 0.8 and new["c1"]["MAPPER"] == "B. Mapper"
    assert new["c1"]["AREA"] == pytest.approx(0.06, rel=2e-3) and new["c1"]["AREASrc"] == "auto"
    assert new["c1"]["ReviewStat"] == "unreviewed" and new["c1"]["OutlineSrc"] == "auto"
    assert sorted(row["WorkingID"] for row in after["GO"]) == ["001", "002", "003", "004", "005"]
    system = {row["PrimaryID"]: row["AssocRGS"] for row in after["PM"]}
    first = before["PM"][0]["AssocRGS"]
    assert system[new["c2"]["PrimaryID"]] == first  # NEAR joins
    assert system[new["c1"]["PrimaryID"]] == new["c1"]["PrimaryID"].replace("RGU", "RGS")
    sizes = {row["RGSID"]: (row["NUnits"], row["RGSType"]) for row in after["RGS"]}
    assert sizes[first] == (3, "multi-unit") and len(sizes) == 3
    check_consistency(inventory)


def test_a_lone_unit_becomes_a_system_of_several(inventory):
    before = stored(inventory)
    append(inventory, [box(1150, 100, 100, 250), box(1250, 100, 100, 250)])
    lone = before["PM"][2]["AssocRGS"]
    (row,) = [r for r in stored(inventory)["RGS"] if r["RGSID"] == lone]
    assert (row["NUnits"], row["RGSType"]) == (3, "multi-unit")  # the second by way of the first
    check_consistency(inventory)


def test_a_unit_between_two_systems_joins_the_one_with_more_contacts(inventory):
    before, log = stored(inventory), Log()
    append(inventory, [box(200, 50, 800, 100)], log)
    after = stored(inventory)
    systems = [row["AssocRGS"] for row in before["PM"]]
    assert after["PM"][3]["AssocRGS"] == min(systems)  # one contact each: the smaller identifier
    assert after["PM"][:3] == before["PM"]
    assert any("touches several systems" in text for text in log.texts)
    check_consistency(inventory)


def test_a_second_run_adds_nothing(inventory):
    shapes = [FAR, NEAR, box(3100, 0, 150, 150), box(5000, 0, 200, 200)]
    for rule, added in (("skip", 3), ("add", 1), ("replace_automatic", 0)):
        assert append(inventory, shapes, DUPLICATES=rule)["ADDED"] == added
        once = stored(inventory)
        for again in (shapes, shapes[::-1]):
            assert counts(append(inventory, again, DUPLICATES=rule)) == (0, 0, 4)
        assert stored(inventory) == once
    check_consistency(inventory)


def test_identifiers_do_not_depend_on_the_order(made, tmp_path):
    shapes = [FAR, NEAR, box(5000, 0, 200, 200), box(5001, 1, 200, 200)]
    found = []
    for number, order in enumerate((shapes, shapes[::-1], shapes[2:] + shapes[:2])):
        path = shutil.copy(made, tmp_path / f"{number}.gpkg")
        append(path, order, DUPLICATES="add")
        content = stored(path)
        found.append({row["shape"]: row["PrimaryID"] for row in content["GO"]})
        assert len(set(found[-1].values())) == 7
    assert found[0] == found[1] == found[2]


@pytest.mark.parametrize(
    ("share", "added"),
    [(0.5, 1), (0.4, 0), (0.61, 2)],
)
def test_overlap_is_a_share_of_the_smaller_outline(inventory, share, added):
    """40 % of one candidate lie on the third outline, 60 % of the other."""
    shapes = [box(1090, 100, 150, 250), box(960, 250, 100, 90)]
    result = append(inventory, shapes, OVERLAP=share)
    assert counts(result) == (added, 0, 2 - added)


def test_replacing_automatic_outlines(inventory):
    go, pm = open_layer(inventory), open_layer(inventory, "PM")
    fields = go.fields()
    filled = {fields.indexOf("ELE_MEAN"): 3000.0, fields.indexOf("ELE_MEANSrc"): "auto"}
    typed = {fields.indexOf("SLO_MEAN"): 20.0, fields.indexOf("SLO_MEANSrc"): "manual"}
    go.dataProvider().changeAttributeValues({3: {**filled, **typed}})
    del go, pm
    before = stored(inventory)
    larger = box(990, 80, 400, 300)  # the old marker lies inside
    result = append(inventory, [larger], DUPLICATES="replace_automatic")
    assert counts(result) == (0, 1, 0)
    after = stored(inventory)
    assert after["GO"][:2] == before["GO"][:2] and after["PM"] == before["PM"]
    assert after["RGS"] == before["RGS"]
    old, new = before["GO"][2], after["GO"][2]
    for name in ("PrimaryID", "PolyUID", "WorkingID", "MAPPER", "MAP_DATE"):
        assert new[name] == old[name]
    assert same_shape(new["shape"], larger)
    assert new["AREA"] == pytest.approx(0.12, rel=2e-3)
    assert new["ELE_MEAN"] is None and new["ELE_MEANSrc"] is None
    assert (new["SLO_MEAN"], new["SLO_MEANSrc"]) == (20.0, "manual")
    assert json.loads(new["MachineVal"])["AREA"] == new["AREA"]
    # An outline that was replaced is still an automatic one.
    assert counts(append(inventory, [FIRST[2]], DUPLICATES="replace_automatic")) == (0, 1, 0)
    assert stored(inventory)["GO"][2]["shape"] == old["shape"]
    check_consistency(inventory)


def test_the_marker_moves_only_when_it_would_lie_outside(inventory):
    before = stored(inventory)
    shifted = box(1000, 240, 150, 200)  # overlaps by 55 %, without the marker
    append(inventory, [shifted], DUPLICATES="replace_automatic")
    after = stored(inventory)
    assert after["PM"][2]["shape"] != before["PM"][2]["shape"]
    assert after["PM"][2]["PrimaryID"] == before["PM"][2]["PrimaryID"]
    check_consistency(inventory)


def set_values(path, code, number, **values):
    layer = open_layer(path, code)
    new = {layer.fields().indexOf(name): value for name, value in values.items()}
    assert layer.dataProvider().changeAttributeValues({number: new})


def edit_outline(path):
    layer = open_layer(path)
    layer.startEditing()
    assert layer.moveVertex(X0 + 999, Y0 + 99, 3, 0)
    assert layer.commitChanges()


def move_marker(path):
    layer = open_layer(path, "PM")
    geometry = layer.getFeature(3).geometry()
    geometry.translate(5, 0)
    assert layer.dataProvider().changeGeometryValues({3: geometry})


def add_restricted(path):
    layer = open_layer(path)
    feature = QgsFeature(layer.getFeature(3))
    feature["fid"], feature["OutType"], feature["PolyUID"] = None, "Restricted", "r"
    assert layer.dataProvider().addFeatures([feature])[0]


@pytest.mark.parametrize(
    "work",
    [
        edit_outline,
        move_marker,
        add_restricted,
        lambda path: set_values(path, "GO", 3, OutlineSrc="manual"),
        lambda path: set_values(path, "GO", 3, ReviewStat="remain"),
        lambda path: set_values(path, "GO", 3, RelFr=0),
        lambda path: set_values(path, "PM", 3, Landform=1, LandformSrc="manual"),
        lambda path: set_values(path, "PM", 3, Landform=1),  # by another program
        lambda path: set_values(path, "PM", 3, UpslCon="Talus", UpslConSrc="manual"),
        lambda path: set_values(path, "PM", 3, VALID1="yes"),
        lambda path: set_values(path, "PM", 3, Morpho="Simple"),
    ],
)
def test_what_a_person_worked_on_is_never_replaced(inventory, work):
    work(inventory)
    before, log = stored(inventory), Log()
    result = append(inventory, [box(990, 80, 400, 300)], log, DUPLICATES="replace_automatic")
    assert result["REPLACED"] == 0 and result["SKIPPED"] == 1
    assert stored(inventory) == before
    assert any("a person drew" in text or "overlap outlines" in text for text in log.texts)


def test_of_several_candidates_for_a_unit_the_best_replaces(inventory):
    good, bad = box(1000, 100, 160, 250), box(1000, 100, 150, 140)
    for order in ([good, bad], [bad, good]):
        result = append(inventory, order, DUPLICATES="replace_automatic")
        assert result["ADDED"] == 0
        assert same_shape(stored(inventory)["GO"][2]["shape"], good)
    both = box(-300, -300, 500, 400)
    assert counts(append(inventory, [both], DUPLICATES="replace_automatic")) == (0, 0, 1)


def test_a_rejected_outline_is_not_proposed_again_and_no_system_to_join(inventory):
    set_values(inventory, "GO", 3, ReviewStat="remove")
    before = stored(inventory)
    assert counts(append(inventory, [box(1010, 110, 140, 230)])) == (0, 0, 1)
    append(inventory, [box(1150, 100, 100, 250)])
    after = stored(inventory)
    assert after["PM"][3]["AssocRGS"] not in {row["AssocRGS"] for row in before["PM"]}
    check_consistency(inventory)


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:3857", "EPSG:25833"])
def test_candidates_in_another_crs(inventory, crs):
    transform = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:32632"),
        QgsCoordinateReferenceSystem(crs),
        QgsProject.instance(),
    )
    shapes = []
    for text in (FAR, FIRST[2]):
        geometry = QgsGeometry.fromWkt(text)
        geometry.transform(transform)
        shapes.append(geometry.asWkt(17))
    assert counts(append(inventory, candidates(shapes, crs))) == (1, 0, 1)
    new = stored(inventory)["GO"][3]
    assert QgsGeometry.fromWkt(new["shape"]).area() == pytest.approx(60000, rel=1e-3)
    assert counts(append(inventory, candidates(shapes, crs), DUPLICATES="add"))[0] == 0
    check_consistency(inventory)


def test_multipolygons_z_and_invalid_geometries(inventory):
    two = "MultiPolygon(((503000 5200000, 503300 5200000, 503300 5200200, 503000 5200000)),"
    two += "((503400 5200000, 503500 5200000, 503500 5200200, 503400 5200000)))"
    z = "MultiPolygonZ(((504000 5200000 7, 504300 5200000 7, 504300 5200200 7, 504000 5200000 7)))"
    bow = "MultiPolygon(((505000 5200000, 505300 5200300, 505300 5200000, 505000 5200300,"
    bow += " 505000 5200000)))"
    log = Log()
    layer = candidates([two, z, bow, ""], kind="MultiPolygonZ")
    assert counts(append(inventory, layer, log)) == (3, 0, 0)
    new = [QgsGeometry.fromWkt(row["shape"]).area() for row in stored(inventory)["GO"][3:]]
    assert sorted(new) == pytest.approx([30000, 40000, 45000])
    assert all(f.geometry().isGeosValid() for f in open_layer(inventory).getFeatures())
    assert not any("Z" in row["shape"].split("(")[0] for row in stored(inventory)["GO"])
    assert any("1 candidates have no polygon" in text for text in log.texts)
    assert any("1 invalid outlines were repaired" in text for text in log.texts)
    check_consistency(inventory)


def test_only_within_an_area(inventory):
    area = candidates([box(2900, -100, 1000, 1000)])
    assert counts(append(inventory, [FAR, box(5000, 0, 200, 200)], AOI=area)) == (1, 0, 1)


@pytest.mark.parametrize("editing", [False, True])
def test_no_candidates(inventory, editing):
    before = stored(inventory)
    layer = in_project(open_layer(inventory))
    if editing:
        layer.startEditing()
    assert counts(append(layer, [])) == (0, 0, 0)
    assert layer.isEditable() is editing and layer.undoStack().count() == 0
    assert stored(inventory) == before


def test_an_empty_inventory(qgis_app, tmp_path):
    path = tmp_path / "empty.gpkg"
    run(CreateInventory, {"CANDIDATES": candidates([]), "OUTPUT": str(path)})
    assert counts(append(path, FIRST)) == (3, 0, 0)
    check_consistency(path)
    whole = tmp_path / "whole.gpkg"
    run(CreateInventory, {"CANDIDATES": candidates(FIRST), "OUTPUT": str(whole)})
    assert {row["PrimaryID"]: row["AssocRGS"] for row in stored(path)["PM"]} == {
        row["PrimaryID"]: row["AssocRGS"] for row in stored(whole)["PM"]
    }


def test_undo_and_redo_in_edit_mode(inventory):
    before = stored(inventory)
    go = in_project(open_layer(inventory))
    go.startEditing()
    go.changeAttributeValue(1, go.fields().indexOf("Comment"), "mine")
    unsaved, steps = rows(go), go.undoStack().count()
    assert counts(append(go, [FAR, NEAR])) == (2, 0, 0)
    layers = {}
    for layer in QgsProject.instance().mapLayers().values():
        layers[layer.source().rpartition("=")[2]] = layer
    assert set(layers) == set(CODES)  # the missing ones were added, with their form
    assert all(layer.isEditable() for layer in layers.values())
    assert layers["PM"].renderer().type() == "categorizedSymbol"
    assert len(QgsProject.instance().relationManager().relations()) == 2
    assert go.undoStack().count() == steps + 1
    assert layers["PM"].undoStack().count() == layers["RGS"].undoStack().count() == 1
    assert go.undoStack().undoText() == "Add rock glaciers to an inventory layer"
    assert stored(inventory) == before  # nothing is saved yet
    grown = {code: rows(layer) for code, layer in layers.items()}
    assert [len(grown[code]) for code in CODES] == [5, 5, 3]
    # Unsaved units count as existing ones.
    assert counts(append(go, [FAR, NEAR])) == (0, 0, 2)
    for layer in layers.values():
        layer.undoStack().undo()
    assert rows(go) == unsaved
    assert rows(layers["PM"]) == before["PM"] and rows(layers["RGS"]) == before["RGS"]
    for layer in layers.values():
        layer.undoStack().redo()
    assert {code: rows(layer) for code, layer in layers.items()} == grown
    for layer in layers.values():
        assert layer.commitChanges()
    assert stored(inventory)["GO"][0]["Comment"] == "mine"
    check_consistency(inventory)


def test_replacing_in_edit_mode_can_be_undone(inventory):
    go = in_project(open_layer(inventory))
    go.startEditing()
    before = rows(go)
    append(go, [box(1000, 240, 150, 200)], DUPLICATES="replace_automatic")
    assert rows(go) != before and go.undoStack().count() == 1
    go.undoStack().undo()
    assert rows(go) == before
    for layer in QgsProject.instance().mapLayers().values():
        layer.rollBack()


@pytest.mark.parametrize("editing", [False, True])
@pytest.mark.parametrize("rule", ["skip", "replace_automatic"])
def test_cancelling_changes_nothing(inventory, editing, rule):
    shapes = [FAR, NEAR, box(990, 80, 400, 300)]
    before = stored(inventory)
    layer = in_project(open_layer(inventory))
    whole = Log()
    layer.startEditing()
    append(layer, shapes, whole, DUPLICATES=rule)
    for other in QgsProject.instance().mapLayers().values():
        other.rollBack()
    assert whole.questions > 8
    for stop in range(1, whole.questions + 1):
        if editing:
            layer.startEditing()
        with pytest.raises(QgsProcessingException, match="Cancelled"):
            append(layer, shapes, Log(stop), DUPLICATES=rule)
        assert layer.isEditable() is editing and not layer.isModified()
        for other in QgsProject.instance().mapLayers().values():
            assert not other.isModified()
            other.rollBack()
    assert stored(inventory) == before


def test_a_layer_that_cannot_be_saved(inventory):
    """PM is written before GO; when GO refuses, PM stays as it was."""
    with sqlite3.connect(inventory) as database:
        database.execute(
            "create trigger stop before insert on GO begin select raise(abort, 'no'); end"
        )
    database.close()
    before = stored(inventory)
    layer = in_project(open_layer(inventory))
    for code in ("PM", "RGS"):
        in_project(open_layer(inventory, code))
    with pytest.raises(QgsProcessingException, match="could not be saved"):
        append(layer, [FAR, NEAR])
    assert stored(inventory) == before


def test_a_file_that_another_process_has_locked(inventory):
    before = stored(inventory)
    layer = in_project(open_layer(inventory))
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD_LOCK, str(inventory)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert process.stdout.readline().strip() == b"locked"
        with pytest.raises(QgsProcessingException, match="locked its file"):
            append(layer, [FAR])
    finally:
        process.communicate()
    assert stored(inventory) == before
    assert counts(append(layer, [FAR])) == (1, 0, 0)


def test_refused_layers(inventory, tmp_path):
    with pytest.raises(QgsProcessingException, match=r"lacks the fields PolyUID.*Create RGIK"):
        append(in_project(candidates(FIRST)), [FAR])
    locked = in_project(open_layer(inventory))
    locked.setReadOnly(True)
    with pytest.raises(QgsProcessingException, match="read-only"):
        append(locked, [FAR])
    QgsProject.instance().clear()
    filtered = in_project(open_layer(inventory))
    filtered.setSubsetString("fid = 1")
    with pytest.raises(QgsProcessingException, match="is filtered"):
        append(filtered, [FAR])
    QgsProject.instance().clear()
    with pytest.raises(QgsProcessingException, match="coordinate reference system"):
        append(inventory, candidates([FAR], crs=""))
    with pytest.raises(QgsProcessingException):
        append(tmp_path / "missing.gpkg", [FAR])


def test_outlines_alone(qgis_app):
    """A layer with the fields of GO that is in no inventory: outlines only, and it is said."""
    fields = "&field=PolyUID:string&field=PrimaryID:string&field=OutType:string"
    layer, log = in_project(candidates([], extra=fields)), Log()
    assert counts(append(layer, [FAR], log)) == (1, 0, 0)
    (row,) = rows(layer)
    assert row["PolyUID"] == f"{row['PrimaryID']}-Extended"
    assert sum("it is not filled" in text for text in log.texts) == 2


READ_ONLY = """
import os, sys
os.setgid(65534), os.setuid(65534)
from qgis.core import *
application = QgsApplication([], False)
application.initQgis()
from tests.processing.test_append_to_inventory import FAR, append
try:
    append(sys.argv[1], [FAR])
except QgsProcessingException as error:
    print("MESSAGE", error, flush=True)
os._exit(0)
"""


@pytest.mark.skipif(os.name != "posix", reason="needs file permissions")
def test_a_read_only_file(inventory, tmp_path):
    """Root writes to read-only files; for root this runs as nobody."""
    top = Path(tempfile.gettempdir())
    for folder in (one for one in (tmp_path, *tmp_path.parents) if top in one.parents):
        folder.chmod(0o755)
    with contextlib.closing(sqlite3.connect(inventory)) as database:
        database.execute("pragma journal_mode = delete")  # as QGIS leaves it
    inventory.chmod(0o444)
    before = inventory.read_bytes()
    if os.geteuid() != 0:
        with pytest.raises(QgsProcessingException, match="is read-only"):
            append(in_project(open_layer(inventory)), [FAR])
        assert inventory.read_bytes() == before
        return
    environment = {**os.environ, "HOME": "/nonexistent", "PYTHONDONTWRITEBYTECODE": "1"}
    result = subprocess.run(
        [sys.executable, "-c", READ_ONLY, str(inventory)],
        cwd=Path(__file__).parents[2],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert "is read-only" in result.stdout, result.stderr
    assert inventory.read_bytes() == before


@pytest.mark.skipif(AppendToInventory not in ALGORITHMS, reason="not in the provider")
def test_the_real_qgis_process(inventory, tmp_path):
    """In a process of its own: saved in one piece; the second time nothing is added."""
    from environment import checkout_environment  # the test above has no such module

    environment = checkout_environment()
    polygons = [Feature(shapely.from_wkt(text), {"rg_id": 7}) for text in (FAR, NEAR, FIRST[0])]
    write_layer(tmp_path / "candidates.gpkg", "candidates", polygons, CRS.from_epsg(32632))
    for expected in ((2, 0, 1), (0, 0, 3)):
        done = subprocess.run(
            [
                environment["QGIS_PROCESS"],
                "run",
                "rockglacier:appendtoinventory",
                "--",
                f"CANDIDATES={tmp_path / 'candidates.gpkg'}",
                f"INVENTORY={inventory}|layername=GO",
                "DUPLICATES=skip",
                "MAPPER=A. Mapper",
            ],
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        lines = dict(line.split(":\t") for line in done.stdout.splitlines() if ":\t" in line)
        found = tuple(int(lines[name]) for name in ("ADDED", "REPLACED", "SKIPPED"))
        assert found == expected
    check_consistency(inventory)
    assert [row["CandID"] for row in stored(inventory)["GO"][3:]] == ["7", "7"]


def test_identifiers_are_those_of_the_markers(inventory):
    append(inventory, [FAR])
    feature = list(open_layer(inventory, "PM").getFeatures())[-1]
    assert feature["PrimaryID"] == make_id(feature["LAT"], feature["LON"])
