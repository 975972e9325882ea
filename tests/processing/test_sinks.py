"""Vector outputs appear whole, with name, place and options as Processing would give them."""

from __future__ import annotations

import pytest
from osgeo import gdal
from processinglog import Log
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFields,
    QgsGeometry,
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterFeatureSink,
    QgsProject,
    QgsProperty,
    QgsVectorLayer,
    QgsWkbTypes,
)

from rock_glacier_mapper.core.errors import InputError
from rock_glacier_mapper.processing.layers import make_fields
from rock_glacier_mapper.processing.sinks import fill_sink

UTM = QgsCoordinateReferenceSystem("EPSG:32632")


class Writing(QgsProcessingAlgorithm):
    """Has a sink and nothing else."""

    def name(self):
        return "writing"

    def displayName(self):
        return "Writing"

    def createInstance(self):
        return Writing()

    def initAlgorithm(self, configuration=None):
        kind = QgsProcessing.SourceType.TypeVectorPoint
        self.addParameter(QgsProcessingParameterFeatureSink("OUTPUT", "The points", kind))

    def processAlgorithm(self, *_):
        return {}


def rows(count, fields=None):
    for number in range(count):
        feature = QgsFeature(fields or make_fields({"n": int}))
        feature.setAttributes([number])
        feature.setGeometry(QgsGeometry.fromWkt(f"Point ({number} 0)"))
        yield feature


def fill(wanted, count=3, given=None, crs=UTM):
    algorithm, context = Writing().create(), QgsProcessingContext()
    context.setFeedback(Log())
    kind = make_fields({"n": int}), QgsWkbTypes.Type.Point, crs
    features = rows(count) if given is None else given
    destination = fill_sink(
        algorithm, {"OUTPUT": wanted}, "OUTPUT", context, *kind, features, count
    )
    return destination, context


@pytest.mark.parametrize("name", ["points.gpkg", "points.shp", "points.geojson", "points.csv"])
def test_formats(qgis_app, tmp_path, name):
    crs = QgsCoordinateReferenceSystem("EPSG:4326") if "json" in name else UTM
    destination, _ = fill(str(tmp_path / name), crs=crs)
    assert destination == str(tmp_path / name)
    layer = QgsVectorLayer(destination, "", "ogr")
    assert [int(feature["n"]) for feature in layer.getFeatures()] == [0, 1, 2]
    del layer
    assert all(path.name.startswith("points.") for path in tmp_path.iterdir())
    dataset = gdal.OpenEx(destination)
    assert dataset.GetLayer(0).GetName() == "points"  # not that of a temporary file
    dataset = None


def test_an_unknown_suffix_becomes_a_geopackage(qgis_app, tmp_path):
    destination, _ = fill(str(tmp_path / "my.points"))
    assert destination == str(tmp_path / "my.points.gpkg")
    assert [path.name for path in tmp_path.iterdir()] == ["my.points.gpkg"]


def test_a_wanted_layer_is_loaded_with_its_title(qgis_app, tmp_path):
    project = QgsProject()
    path = tmp_path / "points.gpkg"
    wanted = QgsProcessingOutputLayerDefinition(str(path), project)
    wanted.createOptions = {"layerName": "of mine"}
    destination, context = fill(wanted)
    details = context.layersToLoadOnCompletion()
    assert list(details) == [destination] == [str(path)]
    assert (details[destination].name, details[destination].outputName) == ("The points", "OUTPUT")
    assert details[destination].project == project
    wanted.destinationName = "named"
    destination, context = fill(wanted)
    assert context.layersToLoadOnCompletion()[destination].name == "named"


def test_a_property_names_the_file(qgis_app, tmp_path):
    wanted = QgsProcessingOutputLayerDefinition()
    wanted.sink = QgsProperty.fromValue(str(tmp_path / "a.gpkg"))
    assert fill(wanted)[0] == str(tmp_path / "a.gpkg")


def test_memory_layers_and_skipped_sinks(qgis_app):
    destination, context = fill("memory:points")
    assert context.takeResultLayer(destination).featureCount() == 3
    assert fill(None)[0] is None


def test_a_failure_leaves_the_old_file(qgis_app, tmp_path):
    path = tmp_path / "points.gpkg"
    fill(str(path))
    before = path.read_bytes()

    def failing():
        yield from rows(2)
        raise ValueError

    with pytest.raises(ValueError):
        fill(str(path), given=failing())
    with pytest.raises(InputError, match=r"could not be written .*Free some space"):
        fill(str(path), count=5, given=rows(2))  # as when the disk filled unnoticed
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["points.gpkg"]


def test_wrong_places_are_told(qgis_app, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="cannot be made"):
        fill(str(tmp_path / "file" / "a.gpkg"))
    assert QgsFields().count() == 0


def test_a_text_field_named_fid_gets_another_name(tmp_path):
    """A GeoPackage numbers its features by it."""
    fields = make_fields({"FID": str, "fid_1": str, "n": int})
    feature = QgsFeature(fields)
    feature.setAttributes(["a", "b", 3])
    context, path = QgsProcessingContext(), tmp_path / "o.gpkg"
    algorithm = Writing().create()
    fill_sink(
        algorithm,
        {"OUTPUT": str(path)},
        "OUTPUT",
        context,
        fields,
        QgsWkbTypes.Type.Point,
        UTM,
        [feature],
        1,
    )
    layer = QgsVectorLayer(str(path), "o", "ogr")
    assert [field.name() for field in layer.fields()] == ["fid", "FID_2", "fid_1", "n"]
    (row,) = layer.getFeatures()
    assert row.attributes()[1:] == ["a", "b", 3]
