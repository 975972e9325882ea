"""Turn wrong finds into negatives in a real QGIS."""

from __future__ import annotations

import pytest
from processinglog import Log, run
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsGeometry,
    QgsProcessingException,
    QgsProject,
    QgsVectorLayer,
)

from rock_glacier_mapper.core.paths import resources
from rock_glacier_mapper.processing.collectnegatives import CollectNegatives
from rock_glacier_mapper.processing.createinventory import CreateInventory

X0, Y0 = 500000, 5200000


@pytest.fixture(autouse=True)
def _empty_project(qgis_app):
    yield
    QgsProject.instance().clear()


def square(x, y=0, side=100):
    return QgsGeometry.fromWkt(
        f"Polygon(({X0 + x} {Y0 + y},{X0 + x + side} {Y0 + y},{X0 + x + side} {Y0 + y + side},"
        f"{X0 + x} {Y0 + y + side},{X0 + x} {Y0 + y}))"
    )


def layer_of(geometries, crs="EPSG:32632", fields="", values=(), kind="Polygon"):
    """A memory layer in the project, of geometries given in UTM 32 N."""
    layer = QgsVectorLayer(f"{kind}?crs={crs}{fields}", "polygons", "memory")
    project = QgsProject.instance()
    transform = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:32632"), layer.crs(), project
    )
    for number, geometry in enumerate(geometries):
        feature = QgsFeature(layer.fields())
        geometry = QgsGeometry(geometry)
        if layer.crs().isValid():
            geometry.transform(transform)
        feature.setGeometry(geometry)
        if values:
            feature.setAttributes(list(values[number]))
        assert layer.dataProvider().addFeatures([feature])[0]
    assert project.addMapLayer(layer, False)
    return layer


def rows(path):
    layer = QgsVectorLayer(str(path), "negatives", "ogr")
    assert layer.isValid()
    names = layer.fields().names()
    found = [dict(zip(names, f.attributes()), shape=f.geometry()) for f in layer.getFeatures()]
    return found, layer.crs().authid()


FIELDS = "&field=rg_id:integer&field=prob_mean:double&field=status:string(20)"


def test_candidates_that_miss_a_reference_in_another_crs(tmp_path):
    """9 and 11 per cent on the reference, in a neighbouring zone; a bow tie is repaired."""
    tie = QgsGeometry.fromWkt(
        f"Polygon(({X0 + 900} {Y0},{X0 + 1000} {Y0 + 100},{X0 + 1000} {Y0},"
        f"{X0 + 900} {Y0 + 100},{X0 + 900} {Y0}))"
    )
    candidates = layer_of(
        [square(0), square(300), square(600), tie],
        fields=FIELDS,
        values=[(n, 0.9 - n / 10, "candidate") for n in range(4)],
    )
    # Squares of 200 m that reach 9 and 11 m into the second and the third candidate.
    reference = layer_of([square(109, -50, 200), square(411, -50, 200)], "EPSG:32633")
    log = Log()
    output = tmp_path / "negatives.gpkg"
    results = run(
        CollectNegatives,
        {"CANDIDATES": candidates, "REFERENCE": reference, "OUTPUT": str(output)},
        log,
    )
    assert (results["REVIEWED"], results["MISSED"], results["EARLIER"]) == (0, 3, 0)
    found, crs = rows(output)
    assert crs == "EPSG:32632"
    assert [row["source_id"] for row in found] == ["0", "1", "3", "3"]
    assert {row["source"] for row in found} == {"reference"} and found[0]["round"] == 1
    assert found[0]["prob_mean"] == 0.9 and found[0]["area_km2"] == pytest.approx(0.01, rel=2e-3)
    assert found[0]["shape"].equals(square(0))
    assert sum(row["area_km2"] for row in found[2:]) == pytest.approx(0.005, rel=2e-3)
    assert any("1 invalid" in text for text in log.warnings)
    assert any("0 negatives by review, 3 by reference" in text for text in log.infos)


def test_review_of_an_inventory_and_earlier_rounds(tmp_path):
    """GO layer with decisions; negatives of the last round in degrees; the output is new."""
    inventory = tmp_path / "inventory.gpkg"
    shapes = [square(0), square(1000), square(2000), square(3000)]
    run(CreateInventory, {"CANDIDATES": layer_of(shapes), "OUTPUT": str(inventory)})
    go = f"{inventory}|layername=GO"
    layer = QgsVectorLayer(go, "GO", "ogr")
    column = layer.fields().indexOf("ReviewStat")
    ids = sorted(f.id() for f in layer.getFeatures())
    decided = dict(zip(ids, ("remove", "remain", "unreviewed", "remove")))
    assert layer.dataProvider().changeAttributeValues({k: {column: v} for k, v in decided.items()})
    earlier = layer_of([square(10, 5), square(9000)], "EPSG:4326", kind="MultiPolygon")
    first, second = tmp_path / "first.gpkg", tmp_path / "second.gpkg"
    parameters = {"CANDIDATES": go, "EXISTING": earlier, "OUTPUT": str(first)}
    results = run(CollectNegatives, parameters)
    assert (results["REVIEWED"], results["MISSED"], results["EARLIER"]) == (1, 0, 2)
    found, _ = rows(first)
    assert [(row["source"], row["round"]) for row in found] == [
        ("earlier", 0),
        ("earlier", 0),
        ("review", 1),
    ]
    assert found[2]["source_id"].startswith("RG") and found[2]["shape"].equals(shapes[3])
    assert found[0]["shape"].area() == pytest.approx(110 * 105 - 5 * 10 - 10 * 5, rel=1e-4)

    # Everything counts now: with a reference that misses all, the undecided one is wrong too.
    parameters |= {"REFERENCE": layer_of([]), "EXISTING": str(first), "OUTPUT": str(second)}
    results = run(CollectNegatives, parameters)
    assert (results["REVIEWED"], results["MISSED"], results["EARLIER"]) == (0, 1, 3)
    assert sorted(row["round"] for row in rows(second)[0]) == [0, 0, 1, 2]


def test_a_field_of_ones_own_and_the_area_of_the_reference(tmp_path):
    candidates = layer_of(
        [square(0), square(300), square(600)],
        fields="&field=mine:string(20)",
        values=[("False find",), ("good",), (None,)],
    )
    output = tmp_path / "negatives.gpkg"
    parameters = {
        "CANDIDATES": candidates,
        "REVIEW_FIELD": "mine",
        "REMOVED_VALUES": "wrong, false find",
        "REFERENCE": layer_of([]),
        "AOI": layer_of([square(-50, -50, 500)], "EPSG:4326"),
        "OUTPUT": str(output),
    }
    run(CollectNegatives, parameters)
    assert [row["source_id"] for row in rows(output)[0]] == ["1"]
    del parameters["AOI"]
    run(CollectNegatives, parameters)
    assert [row["source"] for row in rows(output)[0]] == ["review", "reference"]
    log = Log()
    run(CollectNegatives, parameters | {"MIN_AREA": 1}, log)
    assert not rows(output)[0] and "no negatives" in log.warnings[-1]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, ("REFERENCE", "REVIEW_FIELD", "'status' holds no decision")),
        ({"REVIEW_FIELD": "other"}, ("no field 'other'", "rg_id, prob_mean, status")),
        ({"EXISTING": "same"}, ("same file",)),
        ({"REFERENCE": "no crs"}, ("REFERENCE", "no CRS")),
        ({"EXISTING": "no crs"}, ("EXISTING", "no CRS")),
    ],
)
def test_what_cannot_work_is_explained(tmp_path, changes, words):
    candidates = layer_of([square(0)], fields=FIELDS, values=[(1, 0.5, "candidate")])
    output = tmp_path / "negatives.gpkg"
    parameters = {"CANDIDATES": candidates, "OUTPUT": str(output)}
    for name, value in changes.items():
        if value == "same":
            run(CollectNegatives, {**parameters, "REFERENCE": layer_of([])})
            value = str(output)
        elif value == "no crs":
            value = layer_of([square(0)], "")
            value.setCrs(QgsCoordinateReferenceSystem())
        parameters[name] = value
    before = output.read_bytes() if output.exists() else None
    with pytest.raises(QgsProcessingException) as caught:
        run(CollectNegatives, parameters)
    for word in words:
        assert word in str(caught.value)
    assert (output.read_bytes() if output.exists() else None) == before


def test_the_style_is_a_red_hatch(qgis_app):
    layer = layer_of([square(0)])
    _, ok = layer.loadNamedStyle(str(resources() / "styles" / "negatives.qml"))
    fill = layer.renderer().symbol().symbolLayer(0)
    assert ok and fill.properties()["style"] == "b_diagonal" and fill.fillColor().red() > 200
