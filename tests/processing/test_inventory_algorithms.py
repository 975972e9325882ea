"""Create RGIK inventory and Populate RGIK attributes in a real QGIS."""

from __future__ import annotations

import math
import sqlite3

import numpy as np
import pytest
import rasterio
from affine import Affine
from conftest import files_in
from qgis.analysis import QgsNativeAlgorithms
from qgis.core import (
    QgsApplication,
    QgsCoordinateTransformContext,
    QgsDistanceArea,
    QgsFeature,
    QgsFieldConstraints,
    QgsGeometry,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputVectorLayer,
    QgsProcessingUtils,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
    QgsVectorLayerUtils,
    QgsWkbTypes,
)
from qgis.PyQt.QtXml import QDomDocument

from rock_glacier_mapper.core.inventory.identifiers import make_id
from rock_glacier_mapper.processing.createinventory import CreateInventory
from rock_glacier_mapper.processing.inventoryproject import add_relations, inventory_styler
from rock_glacier_mapper.processing.populateattributes import PopulateAttributes

LAYERS = ("AOI", "PM", "MA", "GO", "RGS", "REVIEW_LOG")
VIEWS = ("UNITS", "TPRoGI")
#: Names and order of Sun et al. (2024).
TPROGI = [
    "ID",
    "SUBREGION",
    "LAT",
    "LON",
    "SOUR_DATA",
    "MAP_DATE",
    "MAPPER",
    "REVIEWER",
    "ADDI_INF",
]
TPROGI += ["AREA", "ELE_MEAN", "ELE_MEDIAN", "ELE_MIN", "ELE_MAX"]
TPROGI += ["SLO_MEAN", "SLO_MEDIAN", "SLO_MIN", "SLO_MAX", "ASPECT", "PISR", "MAAT", "MAGT", "AP"]
TERRAIN = [f"{name}_{what}" for name in ("ELE", "SLO") for what in ("MIN", "MEAN", "MEDIAN", "MAX")]
TERRAIN += ["ASPECT", "ASPECT_R"]
X0, Y0 = 500000, 5200000


class Log(QgsProcessingFeedback):
    """Keeps warnings; cancels at the ``stop``-th question whether to."""

    def __init__(self, stop=None):
        super().__init__(False)
        self.warnings, self.questions, self.stop = [], 0, stop

    def pushWarning(self, text):
        self.warnings.append(text)

    def isCanceled(self):
        self.questions += 1
        return self.stop is not None and self.questions >= self.stop


def run(algorithm, parameters, feedback=None, context=None):
    """Run as the toolbox does; the errors of the algorithm are raised."""
    context = context or QgsProcessingContext()
    feedback = feedback or Log()
    instance = algorithm().create()
    # By the base class, whatever Python methods the subclass has.
    results, ok = QgsProcessingAlgorithm.run(instance, parameters, context, feedback, {}, False)
    assert ok
    return results


def polygon(x, y, width, height):
    return (
        f"Polygon(({x} {y}, {x + width} {y}, {x + width} {y + height}, {x} {y + height}, {x} {y}))"
    )


SQUARES = [
    polygon(X0 - 300, Y0 - 300, 300, 400),
    polygon(X0, Y0 - 300, 200, 400),
    polygon(X0 + 250, Y0 + 100, 150, 250),
]


def candidates(shapes=SQUARES, crs="EPSG:32632", extra="", values=()):
    layer = QgsVectorLayer(f"Polygon?crs={crs}{extra}", "candidates", "memory")
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
    """The layer, owned by the project as in the desktop.

    An error that passes through QGIS keeps the frames it came from, and a layer in them would
    outlive QGIS if Python owned it.
    """
    QgsProject.instance().addMapLayer(layer, False)
    return layer


@pytest.fixture(autouse=True)
def _empty_project(qgis_app):
    yield
    QgsProject.instance().clear()


def plain(value):
    return None if value is None or (hasattr(value, "isNull") and value.isNull()) else value


def rows(layer):
    names = layer.fields().names()
    return [
        {n: plain(v) for n, v in zip(names, f.attributes())}
        for f in sorted(layer.getFeatures(), key=lambda f: f.id())
    ]


@pytest.fixture(scope="session")
def native(qgis_app):
    registry = QgsApplication.processingRegistry()
    if registry.providerById("native") is None:
        registry.addProvider(QgsNativeAlgorithms(registry))
    return registry


@pytest.fixture
def inventory(qgis_app, tmp_path):
    path = tmp_path / "inventory.gpkg"
    run(CreateInventory, {"CANDIDATES": candidates(), "OUTPUT": str(path)})
    return path


@pytest.fixture(scope="session")
def dem(tmp_path_factory):
    """A rough slope towards the south-east, 10 m, that covers the squares."""
    size, cell = 120, 10
    transform = Affine(cell, 0, X0 - 600, 0, -cell, Y0 + 600)
    columns, rows_ = np.meshgrid(np.arange(size), np.arange(size))
    z = 3000 - 2.5 * columns + 2.0 * rows_[::-1] + 15 * np.sin(columns / 5) * np.cos(rows_ / 7)
    path = tmp_path_factory.mktemp("dem") / "dem.tif"
    with rasterio.open(
        path, "w", driver="GTiff", width=size, height=size, count=1, dtype="float32",
        crs="EPSG:32632", transform=transform, nodata=-9999,
    ) as dataset:  # fmt: skip
        dataset.write(z.astype("float32"), 1)
    return str(path)


# --- create inventory ----------------------------------------------------------------------


def test_definitions(qgis_app):
    for algorithm in (CreateInventory(), PopulateAttributes()):
        algorithm = algorithm.create()
        assert algorithm.group() == "Inventory" and algorithm.groupId() == "inventory"
        assert all(d.help() for d in algorithm.parameterDefinitions())
        assert algorithm.canExecute()[0]
        assert algorithm.shortHelpString()
    create, fill = CreateInventory().create(), PopulateAttributes().create()
    outputs = {o.name(): type(o) for o in create.outputDefinitions()}
    assert outputs["GO"] is QgsProcessingOutputVectorLayer
    assert outputs["UNITS"] is outputs["SYSTEMS"] is QgsProcessingOutputNumber
    outputs = {o.name(): type(o) for o in fill.outputDefinitions()}
    assert outputs["OUTPUT"] is QgsProcessingOutputVectorLayer
    assert outputs["UPDATED"] is outputs["SKIPPED"] is QgsProcessingOutputNumber
    flag = QgsProcessingAlgorithm.Flag.FlagNoThreading
    assert fill.flags() & flag
    assert not create.flags() & flag


def test_layers_units_and_systems(qgis_app, tmp_path):
    path = tmp_path / "new" / "inventory.gpkg"
    result = run(
        CreateInventory,
        {
            "CANDIDATES": candidates(
                extra="&field=prob_mean:double&field=reason:string&field=rg_id:integer",
                values=[(0.9, "area, slope", 3), (0.7, None, 4), (None, None, 5)],
            ),
            "SOUR_DATA": "Sentinel-2 2024-08-10",
            "MAPPER": "A. Mapper",
            "OUTPUT": str(path),
        },
    )
    assert result == {
        "OUTPUT": str(path),
        "GO": f"{path}|layername=GO",
        "UNITS": 3,
        "SYSTEMS": 2,
    }
    assert files_in(path.parent) == ["inventory.gpkg"]
    for name in LAYERS:
        layer = open_layer(path, name)
        if name != "REVIEW_LOG":
            assert layer.crs().authid() == "EPSG:32632"
    go, pm, rgs = (rows(open_layer(path, name)) for name in ("GO", "PM", "RGS"))
    assert [r["prob_mean"] for r in go] == [0.9, 0.7, None]
    assert [r["reason"] for r in go] == ["area, slope", None, None]
    assert [r["CandID"] for r in go] == ["3", "4", "5"]
    assert {r["OutType"] for r in go} == {"Extended"}
    assert {r["Landform"] for r in pm} == {0}
    assert {r["MAPPER"] for r in pm + go} == {"A. Mapper"}
    assert all(r["MAP_DATE"] for r in pm)
    assert sorted(r["NUnits"] for r in rgs) == [1, 2]
    assert {r["AssocRGS"] for r in pm} == {r["RGSID"] for r in rgs}
    outlines = {f["PrimaryID"]: f.geometry() for f in open_layer(path).getFeatures()}
    markers = open_layer(path, "PM")
    for feature in markers.getFeatures():
        assert outlines[feature["PrimaryID"]].contains(feature.geometry())
        assert feature["PrimaryID"] == make_id(feature["LAT"], feature["LON"])
    assert open_layer(path, "AOI").extent() == open_layer(path).extent()


def test_areas_agree_with_qgis(inventory):
    layer = open_layer(inventory)
    measure = QgsDistanceArea()
    measure.setSourceCrs(layer.crs(), QgsCoordinateTransformContext())
    measure.setEllipsoid("EPSG:7030")
    for feature in layer.getFeatures():
        assert feature["AREA"] == pytest.approx(
            measure.measureArea(feature.geometry()) / 1e6, rel=1e-4
        )


def test_style_and_form_load_by_default(inventory):
    layer = open_layer(inventory)
    fields = layer.fields()

    def widget(name):
        return layer.editorWidgetSetup(fields.indexOf(name))

    assert widget("OutType").type() == "ValueMap"
    assert {"Extended": "Extended"} in widget("OutType").config()["map"]
    assert {"2 - high": "2"} in widget("RelFr").config()["map"]
    assert widget("MachineVal").type() == "Hidden"
    assert layer.renderer().type() == "categorizedSymbol"
    assert layer.renderer().classAttribute() == "ReviewStat"
    assert layer.labelsEnabled()
    assert [tab.name() for tab in layer.editFormConfig().tabs()][:2] == [
        "Outline",
        "Terrain and climate",
    ]
    constraints = fields.field("PolyUID").constraints().constraints()
    assert constraints & QgsFieldConstraints.Constraint.ConstraintUnique
    assert constraints & QgsFieldConstraints.Constraint.ConstraintNotNull
    markers = open_layer(inventory, "PM")
    names = markers.fields()
    assert names.field("UpslCon").alias() == "Upsl.Con."
    assert markers.attributeDisplayName(names.indexOf("KinAtt")) == "Kin.Att."
    setup = markers.editorWidgetSetup(names.indexOf("Landform"))
    assert setup.config()["map"][1] == {"Rock glacier": "1"}
    not_null = names.field("AssocRGS").constraints().constraints()
    assert not_null & QgsFieldConstraints.Constraint.ConstraintNotNull
    log = open_layer(inventory, "REVIEW_LOG")
    assert log.editorWidgetSetup(log.fields().indexOf("Action")).type() == "ValueMap"
    with sqlite3.connect(inventory) as database:
        styles = database.execute(
            "select f_table_name, styleName from layer_styles where useAsDefault"
        ).fetchall()
    defaults = dict(styles)
    assert len(styles) == len(defaults) and set(defaults) == {*LAYERS, *VIEWS}
    assert (defaults["GO"], defaults["PM"]) == ("Review status", "Activity class")


def named_style(path, name, style):
    """The layer with one of its stored styles, as "Load Style, From Database" gives it."""
    with sqlite3.connect(path) as database:
        ((text,),) = database.execute(
            "select styleQML from layer_styles where f_table_name = ? and styleName = ?",
            (name, style),
        ).fetchall()
    document = QDomDocument()
    assert document.setContent(text)[0]
    layer = open_layer(path, name)
    assert layer.importNamedStyle(document)[0]
    return layer


@pytest.mark.parametrize("name", ["PM", "UNITS"])
def test_upslope_categories_have_the_colours_of_hu_et_al(inventory, name):
    layer = named_style(inventory, name, "Upslope connection (Hu et al.)")
    assert layer.renderer().classAttribute() == "UpslHu"
    hues = {c.value(): c.symbol().color().hue() for c in layer.renderer().categories()}
    ranges = {"DMS-RG": (20, 45), "G-RG": (90, 150), "GF-RG": (255, 285), "T-RG": (310, 345)}
    for category, (low, high) in ranges.items():  # orange, green, purple, pink
        assert low <= hues[category] <= high, category
    assert "" in hues  # not assessed yet


def test_outline_type_and_review_status_are_styles_of_their_own(inventory):
    kinds = named_style(inventory, "GO", "Outline type")
    assert kinds.renderer().classAttribute() == "OutType"
    assert [c.value() for c in kinds.renderer().categories()] == ["Extended", "Restricted", ""]
    assert kinds.editorWidgetSetup(kinds.fields().indexOf("RelFr")).type() == "ValueMap"
    review = named_style(inventory, "GO", "Review status")
    assert {"unreviewed", "remain", "remove"} <= {c.value() for c in review.renderer().categories()}


@pytest.mark.parametrize(
    ("style", "field", "classes"),
    [("Activity class", "ActiCl", 6), ("Kinematic attribute", "KinAtt", 8)],
)
def test_units_can_be_mapped_by_attributes_of_their_markers(inventory, style, field, classes):
    markers = open_layer(inventory, "PM")
    values = {"ActiCl": "Active", "KinAtt": 4}
    markers.dataProvider().changeAttributeValues(
        {2: {markers.fields().indexOf(k): v for k, v in values.items()}}
    )
    layer = named_style(inventory, "UNITS", style)
    assert layer.renderer().classAttribute() == field
    assert len(layer.renderer().categories()) == classes + 1
    found = {f["PrimaryID"]: plain(f[field]) for f in layer.getFeatures()}
    expected = {f["PrimaryID"]: plain(f[field]) for f in markers.getFeatures()}
    assert found == expected and values[field] in found.values()
    assert all(layer.editFormConfig().readOnly(i) for i in range(layer.fields().count()))


def test_the_tprogi_view_follows_the_layers(inventory):
    layer = open_layer(inventory, "TPRoGI")
    assert layer.wkbType() == QgsWkbTypes.Type.MultiPolygon
    assert layer.crs().authid() == "EPSG:32632"
    assert layer.fields().names() == ["OGC_FID", *TPROGI]
    numeric = {f.name() for f in layer.fields() if f.isNumeric()}
    assert numeric == {"OGC_FID", "LAT", "LON", *TPROGI[9:]}
    go, pm = open_layer(inventory), open_layer(inventory, "PM")
    outlines = {f["PrimaryID"]: f for f in go.getFeatures()}
    markers = {f["PrimaryID"]: f for f in pm.getFeatures()}
    shown = {f["ID"]: f for f in layer.getFeatures()}
    assert set(shown) == set(outlines)
    for identifier, feature in shown.items():
        outline, marker = outlines[identifier], markers[identifier]
        assert feature["AREA"] == pytest.approx(outline["AREA"] * 1e6, rel=1e-12)
        assert (feature["LAT"], feature["LON"]) == (marker["LAT"], marker["LON"])
        assert feature.geometry().equals(outline.geometry())
    # Rejected landforms, removed outlines and restricted ones are not part of it.
    ids = sorted(shown, key=lambda i: outlines[i].id())
    pm.dataProvider().changeAttributeValues(
        {markers[ids[0]].id(): {pm.fields().indexOf("Landform"): 2}}
    )
    go.dataProvider().changeAttributeValues(
        {outlines[ids[1]].id(): {go.fields().indexOf("ReviewStat"): "remove"}}
    )
    restricted = QgsFeature(outlines[ids[2]])
    restricted["fid"], restricted["OutType"], restricted["PolyUID"] = None, "Restricted", "r"
    assert go.dataProvider().addFeatures([restricted])[0]
    assert [f["ID"] for f in open_layer(inventory, "TPRoGI").getFeatures()] == ids[2:]
    assert open_layer(inventory, "UNITS").featureCount() == 3


def test_defaults_and_constraints_of_new_features(inventory):
    """What the form fills in for a landform that a person adds."""
    markers = open_layer(inventory, "PM")
    point = QgsGeometry.fromWkt(f"Point ({X0 + 700} {Y0 - 200})")
    feature = QgsVectorLayerUtils.createFeature(
        markers, point, {}, markers.createExpressionContext()
    )
    assert feature["PrimaryID"] == make_id(feature["LAT"], feature["LON"])
    assert feature["Landform"] == 0
    index = markers.fields().indexOf("PrimaryID")

    def errors(value):
        feature["PrimaryID"] = value
        return QgsVectorLayerUtils.validateAttribute(markers, feature, index)[1]

    existing = next(markers.getFeatures())["PrimaryID"]
    assert errors("RGU469535N0090091E") == []
    for wrong in (None, existing, "RGU46953N0090091E", "RGS469535N0090091E"):
        assert errors(wrong), wrong
    index = markers.fields().indexOf("MAPPER")
    feature["MAPPER"] = None
    assert QgsVectorLayerUtils.validateAttribute(markers, feature, index)[1]
    outlines = open_layer(inventory)
    context = outlines.createExpressionContext()
    made = [QgsVectorLayerUtils.createFeature(outlines, QgsGeometry(), {}, context) for _ in "12"]
    assert made[0]["PolyUID"] != made[1]["PolyUID"] and made[0]["OutType"] == "Extended"


@pytest.mark.parametrize(("latitude", "longitude"), [(-30.12345, -70.05), (0.00001, 0.00001)])
def test_the_form_makes_the_identifier_as_the_core_does(qgis_app, tmp_path, latitude, longitude):
    path = tmp_path / "i.gpkg"
    run(CreateInventory, {"CANDIDATES": candidates([], "EPSG:4326"), "OUTPUT": str(path)})
    for name, field, prefix in (("PM", "PrimaryID", "RGU"), ("RGS", "RGSID", "RGS")):
        layer = open_layer(path, name)
        point = QgsGeometry.fromWkt(f"Point ({longitude} {latitude})")
        context = layer.createExpressionContext()
        feature = QgsVectorLayerUtils.createFeature(layer, point, {}, context)
        assert feature[field] == make_id(latitude, longitude, prefix)


def test_expressions_of_the_style_are_valid(inventory):
    from qgis.core import QgsExpression

    for name in LAYERS:
        layer = open_layer(inventory, name)
        for index in range(layer.fields().count()):
            text = layer.defaultValueDefinition(index).expression()
            assert not QgsExpression(text).hasParserError() or text == "", text
    markers, outlines = open_layer(inventory, "PM"), open_layer(inventory)
    assert not QgsExpression(markers.renderer().classAttribute()).hasParserError()
    label = outlines.labeling().settings().fieldName
    assert not QgsExpression(label).hasParserError()


def test_a_hand_edit_marks_the_value_as_manual(inventory):
    layer = open_layer(inventory)
    layer.startEditing()
    feature = next(layer.getFeatures())
    assert feature["AREASrc"] == "auto"
    layer.changeAttributeValue(feature.id(), layer.fields().indexOf("RelFr"), 2)
    assert layer.getFeature(feature.id())["AREASrc"] == "auto"
    layer.changeAttributeValue(feature.id(), layer.fields().indexOf("AREA"), 0.5)
    assert layer.getFeature(feature.id())["AREASrc"] == "manual"
    for name in ("RelLeftLM", "RelRightLM", "RelUpsCon"):
        assert plain(layer.getFeature(feature.id())["RelIndex"]) is None
        layer.changeAttributeValue(feature.id(), layer.fields().indexOf(name), 1)
    assert layer.getFeature(feature.id())["RelIndex"] == 5
    layer.rollBack()


@pytest.mark.parametrize(
    ("crs", "x", "y", "size", "identifier"),
    [
        ("EPSG:32719", 400000, 6900000, 300, "S070"),
        ("EPSG:4326", -70.02, -28.03, 0.003, "S070"),
        ("EPSG:2056", 2600000, 1180000, 300, "N00744"),
    ],
)
def test_other_crs(qgis_app, tmp_path, crs, x, y, size, identifier):
    path = tmp_path / "i.gpkg"
    layer = candidates([polygon(x, y, size, size)], crs)
    run(CreateInventory, {"CANDIDATES": layer, "OUTPUT": str(path)})
    made = open_layer(path)
    assert made.crs().authid() == crs
    (row,) = rows(made)
    assert identifier in row["PrimaryID"]
    measure = QgsDistanceArea()
    measure.setSourceCrs(layer.crs(), QgsCoordinateTransformContext())
    measure.setEllipsoid(layer.crs().ellipsoidAcronym())
    geometry = next(layer.getFeatures()).geometry()
    assert row["AREA"] == pytest.approx(measure.measureArea(geometry) / 1e6, rel=1e-4)


def test_invalid_and_missing_geometry_is_reported(qgis_app, tmp_path):
    bow = (
        f"Polygon(({X0} {Y0}, {X0 + 300} {Y0 + 300}, {X0 + 300} {Y0}, {X0} {Y0 + 300}, {X0} {Y0}))"
    )
    z = f"PolygonZ(({X0} {Y0} 5, {X0 + 300} {Y0} 5, {X0 + 300} {Y0 + 300} 5, {X0} {Y0} 5))"
    path, log = tmp_path / "i.gpkg", Log()
    layer = candidates([SQUARES[0], bow, "", z])
    result = run(CreateInventory, {"CANDIDATES": layer, "OUTPUT": str(path)}, log)
    assert result["UNITS"] == 3
    assert all(f.geometry().isGeosValid() for f in open_layer(path).getFeatures())
    assert any("repaired" in text and " 2" in text for text in log.warnings)
    assert any("left out" in text and " 3" in text for text in log.warnings)
    assert rows(open_layer(path))[1]["AREA"] == pytest.approx(0.045, rel=2e-3)


def test_no_candidates(qgis_app, tmp_path):
    path, log = tmp_path / "i.gpkg", Log()
    result = run(CreateInventory, {"CANDIDATES": candidates([]), "OUTPUT": str(path)}, log)
    assert (result["UNITS"], result["SYSTEMS"]) == (0, 0)
    assert any("no candidates" in text for text in log.warnings)
    assert [open_layer(path, name).featureCount() for name in (*LAYERS, *VIEWS)] == [0] * 8
    assert open_layer(path).editorWidgetSetup(4).type() == "ValueMap"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"CANDIDATES": candidates}, "coordinate reference system"),
        ({"OUTPUT": "inventory.shp"}, ".gpkg"),
        ({"AOI": candidates}, "AOI: the layer .* has no CRS"),
    ],
)
def test_refused_inputs(qgis_app, tmp_path, change, message):
    parameters = {"CANDIDATES": candidates(), "OUTPUT": str(tmp_path / "i.gpkg")}
    for key, value in change.items():
        parameters[key] = value(crs="") if callable(value) else str(tmp_path / value)
    with pytest.raises(QgsProcessingException, match=message):
        run(CreateInventory, parameters)
    assert list(tmp_path.iterdir()) == []


def test_area_of_interest_in_another_crs(qgis_app, tmp_path):
    path = tmp_path / "i.gpkg"
    aoi = candidates([polygon(8.9, 46.9, 0.2, 0.2)], "EPSG:4326")
    run(CreateInventory, {"CANDIDATES": candidates(), "AOI": aoi, "OUTPUT": str(path)})
    extent = open_layer(path, "AOI").extent()
    assert extent.contains(open_layer(path).extent())
    assert extent.width() == pytest.approx(15200, rel=0.02)


def test_cancelling_leaves_nothing_and_keeps_what_was_there(qgis_app, tmp_path):
    path = tmp_path / "i.gpkg"
    path.write_text("older")
    parameters = {"CANDIDATES": candidates(), "OUTPUT": str(path)}
    whole = Log()
    run(CreateInventory, {**parameters, "OUTPUT": str(tmp_path / "whole.gpkg")}, whole)
    (tmp_path / "whole.gpkg").unlink()
    assert whole.questions > 5
    for stop in range(1, whole.questions + 1):
        with pytest.raises(QgsProcessingException, match="Cancelled"):
            run(CreateInventory, parameters, Log(stop))
        assert files_in(tmp_path) == ["i.gpkg"]
        assert path.read_text() == "older"


def test_an_error_while_styling_leaves_nothing(qgis_app, tmp_path, monkeypatch):
    monkeypatch.setattr(QgsVectorLayer, "saveStyleToDatabase", lambda *_: "disk full", raising=True)
    with pytest.raises(QgsProcessingException, match="disk is full"):
        run(CreateInventory, {"CANDIDATES": candidates(), "OUTPUT": str(tmp_path / "i.gpkg")})
    assert list(tmp_path.iterdir()) == []


def test_an_inventory_with_decisions_is_not_replaced(inventory):
    log = open_layer(inventory, "REVIEW_LOG")
    feature = QgsFeature(log.fields())
    feature["Action"] = "remain"
    assert log.dataProvider().addFeatures([feature])[0]
    del log
    with pytest.raises(QgsProcessingException, match="1 review decisions"):
        run(CreateInventory, {"CANDIDATES": candidates(), "OUTPUT": str(inventory)})
    assert open_layer(inventory).featureCount() == 3


def test_temporary_output_and_loading(qgis_app, tmp_path):
    context = QgsProcessingContext()
    parameters = {"CANDIDATES": candidates(), "OUTPUT": "TEMPORARY_OUTPUT"}
    result = run(CreateInventory, parameters, context=context)
    assert result["OUTPUT"].endswith(".gpkg")
    assert not context.layersToLoadOnCompletion()
    project = QgsProject()
    context = QgsProcessingContext()
    context.setProject(project)
    result = run(CreateInventory, parameters, context=context)
    loading = context.layersToLoadOnCompletion()
    names = ("GO", "PM", "RGS")
    assert set(loading) == {f"{result['OUTPUT']}|layername={name}" for name in names}
    for source, details in loading.items():
        layer = QgsProcessingUtils.mapLayerFromString(source, context, True)
        details.postProcessor().postProcessLayer(layer, context, Log())
        single = source.endswith("RGS")
        assert layer.renderer().type() == ("singleSymbol" if single else "categorizedSymbol")
        assert layer.attributeDisplayName(layer.fields().indexOf("AssocRGS")) == "Assoc.RGS" or (
            not source.endswith("PM")
        )


def test_relations_of_the_loaded_layers(inventory):
    """As the desktop does: each layer is added to the project, then post-processed."""
    project = QgsProject.instance()
    context = QgsProcessingContext()
    context.setProject(project)
    for name in ("RGS", "GO", "PM"):
        layer = open_layer(inventory, name)
        project.addMapLayer(layer, False)
        inventory_styler().postProcessLayer(layer, context, Log())
    layers = {layer.name(): layer for layer in project.mapLayers().values()}
    relations = project.relationManager()
    assert len(relations.relations()) == 2 and all(
        relation.isValid() for relation in relations.relations().values()
    )
    (outlines,) = relations.referencedRelations(layers["PM"])
    (units,) = relations.referencedRelations(layers["RGS"])
    for marker in layers["PM"].getFeatures():
        (outline,) = outlines.getRelatedFeatures(marker)
        assert outline["PrimaryID"] == marker["PrimaryID"]
        assert units.getReferencedFeature(marker)["RGSID"] == marker["AssocRGS"]
    assert sorted(len(list(units.getRelatedFeatures(f))) for f in layers["RGS"].getFeatures()) == [
        1,
        2,
    ]
    for name, field in (("GO", "PrimaryID"), ("PM", "AssocRGS")):
        setup = layers[name].editorWidgetSetup(layers[name].fields().indexOf(field))
        assert setup.type() == "RelationReference"
        assert setup.config()["Relation"] in relations.relations()
    assert layers["PM"].editFormConfig().tabs()[-1].name() == "Outlines"
    assert layers["RGS"].editFormConfig().tabs()[-1].name() == "Units"
    # A second loading changes nothing, and the stored style knows nothing of this project.
    add_relations(project, inventory.resolve())
    assert len(relations.relations()) == 2
    fresh = open_layer(inventory)
    assert fresh.editorWidgetSetup(fresh.fields().indexOf("PrimaryID")).type() == "TextEdit"


def test_forms_can_be_filled_in(inventory):
    """The form of the stored style in a real form widget; what a person chooses is manual."""
    from qgis.gui import QgsAttributeEditorContext, QgsAttributeForm, QgsGui

    if not QgsGui.editorWidgetRegistry().factories():
        QgsGui.editorWidgetRegistry().initEditors()
    layer = open_layer(inventory, "PM")
    assert layer.startEditing()
    feature = layer.getFeature(1)
    form = QgsAttributeForm(layer, feature, QgsAttributeEditorContext())
    form.setMode(QgsAttributeEditorContext.Mode.SingleEditMode)
    form.changeAttribute("Landform", 1)
    form.changeAttribute("ActiCl", "Active")
    form.changeAttribute("UpslHu", "T-RG")
    form.changeAttribute("Comment", "clear front")
    assert form.save()
    form.deleteLater()
    assert layer.commitChanges(), layer.commitErrors()
    row = rows(open_layer(inventory, "PM"))[0]
    assert (row["Landform"], row["ActiCl"], row["UpslHu"]) == (1, "Active", "T-RG")
    assert row["LandformSrc"] == row["ActiClSrc"] == row["UpslHuSrc"] == "manual"
    assert row["KinAttSrc"] is None and row["Comment"] == "clear front"


def test_an_empty_template_of_an_area(qgis_app, tmp_path):
    """No candidates yet: layers, forms and the area that will be searched."""
    path = tmp_path / "template.gpkg"
    aoi = candidates([polygon(X0, Y0, 5000, 4000)])
    parameters = {"CANDIDATES": candidates([]), "AOI": aoi, "OUTPUT": str(path)}
    assert run(CreateInventory, parameters)["UNITS"] == 0
    (area,) = open_layer(path, "AOI").getFeatures()
    assert area.geometry().area() == pytest.approx(2e7)
    layer = open_layer(path)
    assert layer.startEditing()
    feature = QgsVectorLayerUtils.createFeature(
        layer,
        QgsGeometry.fromWkt(f"Multi{SQUARES[0]}".replace("((", "(((").replace("))", ")))")),
        {layer.fields().indexOf("PrimaryID"): "RGU469526N0089980E"},
        layer.createExpressionContext(),
    )
    assert layer.addFeature(feature) and layer.commitChanges()
    assert rows(open_layer(path))[0]["OutlineSrc"] == "manual"


# --- populate attributes -------------------------------------------------------------------


def populate(layer, dem, feedback=None, **more):
    return run(PopulateAttributes, {"INVENTORY": layer, "DEM": dem, **more}, feedback)


def test_values_agree_with_qgis(inventory, dem, native, tmp_path):
    result = populate(f"{inventory}|layername=GO", dem)
    assert result["UPDATED"] == 3 and result["SKIPPED"] == 0
    assert result["OUTPUT"].endswith("|layername=GO")
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback()

    def native_run(name, parameters):
        results, ok = native.createAlgorithmById(name).run(parameters, context, feedback)
        assert ok
        return results["OUTPUT"]

    slope, aspect = str(tmp_path / "slope.tif"), str(tmp_path / "aspect.tif")
    native_run("native:slope", {"INPUT": dem, "Z_FACTOR": 1, "OUTPUT": slope})
    native_run("native:aspect", {"INPUT": dem, "Z_FACTOR": 1, "OUTPUT": aspect})
    layer = str(inventory) + "|layername=GO"
    for prefix, raster in (("e_", dem), ("s_", slope)):
        layer = native_run(
            "native:zonalstatisticsfb",
            {
                "INPUT": layer,
                "INPUT_RASTER": raster,
                "RASTER_BAND": 1,
                "COLUMN_PREFIX": prefix,
                "STATISTICS": [2, 3, 5, 6],
                "OUTPUT": str(tmp_path / f"{prefix}.gpkg"),
            },
        )
    compared = rows(QgsVectorLayer(layer, "z", "ogr"))
    assert len(compared) == 3
    for row in compared:
        for ours, theirs in (
            ("MIN", "min"),
            ("MEAN", "mean"),
            ("MEDIAN", "median"),
            ("MAX", "max"),
        ):
            assert row[f"ELE_{ours}"] == pytest.approx(row[f"e_{theirs}"], abs=0.01)
            assert row[f"SLO_{ours}"] == pytest.approx(row[f"s_{theirs}"], abs=0.02)
        assert row["ASPECTSrc"] == row["ELE_MEANSrc"] == "auto"
        assert row["PISR"] is None and row["PISRSrc"] is None
    with rasterio.open(slope) as s, rasterio.open(aspect) as a:
        weight = np.sin(np.radians(s.read(1)))[50:90, 30:60]
        angle = np.radians(a.read(1))[50:90, 30:60]
    expected = math.degrees(np.angle((weight * np.exp(1j * angle)).sum())) % 360
    assert compared[0]["ASPECT"] == pytest.approx(expected, abs=0.1)


def test_undo_restores_the_old_values(inventory, dem):
    layer = open_layer(inventory)
    layer.startEditing()
    index = layer.fields().indexOf("Comment")
    layer.changeAttributeValue(1, index, "mine")
    before = rows(layer)
    steps = layer.undoStack().count()
    populate(layer, dem)
    assert layer.isEditable()
    assert layer.undoStack().count() == steps + 1
    assert layer.undoStack().undoText() == "Populate RGIK attributes"
    filled = rows(layer)
    assert all(row["ELE_MEAN"] is not None for row in filled)
    layer.undoStack().undo()
    assert rows(layer) == before
    layer.undoStack().redo()
    assert rows(layer) == filled
    assert rows(open_layer(inventory))[0]["ELE_MEAN"] is None
    layer.rollBack()


def test_manual_values_stay(inventory, dem):
    populate(f"{inventory}|layername=GO", dem)
    first = rows(open_layer(inventory))
    layer = open_layer(inventory)
    provider, fields = layer.dataProvider(), layer.fields()
    provider.changeAttributeValues(
        {
            1: {fields.indexOf("SLO_MEAN"): 11.0, fields.indexOf("SLO_MEANSrc"): "manual"},
            2: {fields.indexOf("ELE_MIN"): 1.0},  # edited by another program, Src still auto
            3: {fields.indexOf("ELE_MAX"): None, fields.indexOf("ELE_MAXSrc"): None},
        }
    )
    del provider, layer
    result = populate(f"{inventory}|layername=GO", dem)
    assert result["UPDATED"] == 3
    second = rows(open_layer(inventory))
    assert second[0]["SLO_MEAN"] == 11.0
    assert second[1]["ELE_MIN"] == 1.0
    assert second[2]["ELE_MAX"] == first[2]["ELE_MAX"]


def test_only_empty(inventory, dem, tmp_path):
    populate(f"{inventory}|layername=GO", dem)
    first = rows(open_layer(inventory))
    higher = str(tmp_path / "higher.tif")
    with rasterio.open(dem) as source:
        profile, z = source.profile, source.read(1)
    with rasterio.open(higher, "w", **profile) as target:
        target.write(z + 100, 1)
    result = populate(f"{inventory}|layername=GO", higher, ONLY_EMPTY=True)
    assert (result["UPDATED"], result["SKIPPED"]) == (0, 3)
    assert rows(open_layer(inventory)) == first
    populate(f"{inventory}|layername=GO", higher)
    for old, new in zip(first, rows(open_layer(inventory))):
        assert new["ELE_MEAN"] == pytest.approx(old["ELE_MEAN"] + 100, abs=0.02)
        assert new["SLO_MEAN"] == pytest.approx(old["SLO_MEAN"], abs=0.01)


def test_dem_in_degrees(inventory, dem, tmp_path):
    from osgeo import gdal

    other = str(tmp_path / "degrees.tif")
    gdal.Warp(other, dem, dstSRS="EPSG:4326", resampleAlg="cubic", dstNodata=-9999)
    populate(f"{inventory}|layername=GO", dem)
    first = rows(open_layer(inventory))
    populate(f"{inventory}|layername=GO", other)
    for a, b in zip(first, rows(open_layer(inventory))):
        assert b["ELE_MEAN"] == pytest.approx(a["ELE_MEAN"], abs=1)
        assert b["SLO_MEAN"] == pytest.approx(a["SLO_MEAN"], abs=0.3)
        assert b["ASPECT"] == pytest.approx(a["ASPECT"], abs=1)


def test_outlines_outside_the_dem(qgis_app, dem, tmp_path):
    path, log = tmp_path / "i.gpkg", Log()
    shapes = [SQUARES[0], polygon(X0 + 9000, Y0, 200, 200)]
    run(CreateInventory, {"CANDIDATES": candidates(shapes), "OUTPUT": str(path)})
    result = populate(f"{path}|layername=GO", dem, log)
    assert (result["UPDATED"], result["SKIPPED"]) == (1, 1)
    assert any(text.startswith("1 of 2 outlines") for text in log.warnings)
    inside, outside = rows(open_layer(path))
    assert all(inside[name] is not None for name in TERRAIN)
    assert all(outside[name] is None for name in TERRAIN)
    assert outside["AREA"] is not None


@pytest.mark.parametrize("editing", [False, True])
def test_cancelling_changes_nothing(inventory, dem, editing):
    before = rows(open_layer(inventory))
    layer = in_project(open_layer(inventory))
    whole = Log()
    layer.startEditing()
    populate(layer, dem, whole)
    layer.rollBack()
    for stop in range(1, whole.questions + 1):
        if editing:
            layer.startEditing()
        with pytest.raises(QgsProcessingException, match="Cancelled"):
            populate(layer, dem, Log(stop))
        assert layer.isEditable() is editing
        assert rows(layer) == before
        assert not layer.isModified()
        layer.rollBack()
    assert rows(open_layer(inventory)) == before


@pytest.mark.parametrize("editing", [False, True])
def test_an_error_half_way_changes_nothing(inventory, dem, editing):
    class Fragile(QgsVectorLayer):
        calls = 0

        def changeAttributeValues(self, *values):
            self.calls += 1
            return self.calls < 2 and super().changeAttributeValues(*values)

    before = rows(open_layer(inventory))
    layer = in_project(Fragile(f"{inventory}|layername=GO", "GO", "ogr"))
    if editing:
        layer.startEditing()
    with pytest.raises(QgsProcessingException, match="could not be changed"):
        populate(layer, dem)
    assert layer.calls == 2
    assert layer.isEditable() is editing
    assert rows(layer) == before
    layer.rollBack()


def test_refused_layers(inventory, dem, tmp_path):
    with pytest.raises(QgsProcessingException, match=r"lacks the fields AREA, .*Create RGIK"):
        populate(in_project(candidates()), dem)
    locked = in_project(open_layer(inventory))
    locked.setReadOnly(True)
    with pytest.raises(QgsProcessingException, match="read-only"):
        populate(locked, dem)
    with pytest.raises(QgsProcessingException):
        populate(f"{inventory}|layername=GO", str(tmp_path / "missing.tif"))


def test_layers_of_a_project_chain(inventory, dem):
    """As in a model: the outputs of one step are the inputs of the next."""
    context = QgsProcessingContext()
    context.setProject(QgsProject())
    raster = QgsRasterLayer(dem, "dem")
    result = run(
        PopulateAttributes,
        {"INVENTORY": f"{inventory}|layername=GO", "DEM": raster},
        context=context,
    )
    again = QgsProcessingUtils.mapLayerFromString(result["OUTPUT"], context)
    assert again.isValid() and again.featureCount() == 3
    assert all(name.endswith(".gpkg") for name in files_in(inventory.parent) if "-" not in name)
