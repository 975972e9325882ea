"""What the validation algorithms read: landforms of a layer with their names, and regions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsWkbTypes,
)

from ..core.errors import InputError
from ..core.feedback import Feedback
from ..core.translation import tr
from .base import RockGlacierAlgorithm
from .layers import source_polygons, warn_of_repairs
from .polygons import plain, read_features, read_polygon

REGIONS, REGION_FIELD = "REGIONS", "REGION_FIELD"

#: Fields that name a landform, the first that a layer has.
_NAMES = ("PrimaryID", "rg_id", "ID", "PolyUID", "unit_id")


@dataclass(frozen=True)
class Landforms:
    """Landforms of a layer.

    Attributes:
        title: of the layer.
        crs: rasterio CRS.
        shapes: valid shapely polygons, or points, in it.
        fids: feature ids; names: texts that name the landforms.
        attributes: of each landform, by field.
    """

    title: str
    crs: Any
    shapes: list
    fids: list[int]
    names: list[str]
    attributes: list[dict[str, Any]]

    def __len__(self) -> int:
        return len(self.fids)


def add_regions(algorithm: RockGlacierAlgorithm, text: str) -> None:
    """Regions and the field that names them."""
    algorithm.add(
        QgsProcessingParameterFeatureSource(
            REGIONS, tr("Regions"), [QgsProcessing.SourceType.TypeVectorPolygon], optional=True
        ),
        tr("{text} Any CRS. Polygons with the same name are one region.").format(text=text),
    )
    algorithm.add(
        QgsProcessingParameterField(
            REGION_FIELD, tr("Name of the region"), None, REGIONS, optional=True
        ),
        tr(
            "Field of the regions with their names. Empty: the first field with texts, else "
            "the numbers of the features."
        ),
        advanced=True,
    )


def rasterio_crs(crs: QgsCoordinateReferenceSystem, name: str):
    """Rasterio's object for a CRS of QGIS.

    Raises:
        InputError: it is not defined.
    """
    from rasterio.crs import CRS
    from rasterio.errors import CRSError

    try:
        if crs.isValid():
            return CRS.from_wkt(crs.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT2_2018))
    except CRSError:
        pass
    raise InputError(
        tr("{name}: the layer has no CRS. Set it in the layer properties.").format(name=name)
    )


def read_landforms(algorithm, parameters, name, context, feedback: Feedback) -> Landforms:
    """The landforms of a parameter, see :func:`landforms_of`."""
    source = algorithm.parameterAsSource(parameters, name, context)
    if source is None:
        raise QgsProcessingException(algorithm.invalidSourceError(parameters, name))
    return landforms_of(source, source.sourceCrs(), source.sourceName() or name, name, feedback)


def landforms_of(source, crs, title: str, label: str, feedback: Feedback) -> Landforms:
    """The landforms of a layer of polygons or markers, invalid geometries repaired.

    Restricted outlines of an inventory are left out, as the extended ones stand for the
    landforms, and so is what a review removed or what is no rock glacier; the log tells how many.

    Args:
        source: layer or Processing source; crs: its CRS, QGIS's object.
        title: of the layer; label: what messages call it.

    Raises:
        InputError: the layer has no CRS.
        Cancelled: the user stopped.
    """
    known = rasterio_crs(crs, label)
    fields = source.fields().names()
    shapes, fids, rows = [], [], []
    repaired = empty = left_out = 0
    for feature in read_features(source):
        feedback.check()
        shape, valid = _shape(feature)
        row = dict(zip(fields, map(plain, feature.attributes())))
        repaired += not valid
        if shape is None:
            empty += 1
        elif _left_out(row):
            left_out += 1
        else:
            shapes.append(shape)
            fids.append(feature.id())
            rows.append(row)
    if repaired:
        feedback.warning(
            tr("{name}: {count} invalid geometries were repaired.").format(
                name=label, count=repaired
            )
        )
    for count, text in (
        (empty, tr("{name}: {count} features without geometry were ignored.")),
        (left_out, tr("{name}: {count} restricted or removed outlines were left out.")),
    ):
        if count:
            feedback.info(text.format(name=label, count=count))
    field = next((field for field in _NAMES if field in fields), None)
    names = [str(i if _missing(row, field) else row[field]) for i, row in zip(fids, rows)]
    return Landforms(title, known, shapes, fids, names, rows)


def _shape(feature) -> tuple[Any, bool]:
    """(polygon or point of a feature or None, whether it was valid)."""
    import shapely

    if not feature.hasGeometry():
        return None, True
    geometry = feature.geometry()
    if geometry.type() != QgsWkbTypes.GeometryType.PointGeometry:
        return read_polygon(geometry)
    if geometry.isEmpty():
        return None, True
    point = next(geometry.vertices())
    return shapely.Point(point.x(), point.y()), True


def read_regions(algorithm, parameters, context, target, feedback) -> dict[str, Any]:
    """Region to polygon in ``target`` (rasterio CRS), in the order of the layer; may be empty."""
    import shapely

    from ..core.accuracy.equalarea import in_crs

    if parameters.get(REGIONS) in (None, ""):
        return {}
    source = algorithm.parameterAsSource(parameters, REGIONS, context)
    if source is None:
        raise QgsProcessingException(algorithm.invalidSourceError(parameters, REGIONS))
    crs = rasterio_crs(source.sourceCrs(), REGIONS)
    own = source.sourceCrs()
    read = source_polygons(algorithm, parameters, REGIONS, context, own, feedback, attributes=True)
    warn_of_repairs(read, REGIONS, feedback)
    read = [one for one in read if one.geometry is not None]
    if not read:
        raise InputError(tr("REGIONS: the layer has no polygons. Choose another one."))
    field = algorithm.text(parameters, REGION_FIELD, context) or _text_field(read)
    shapes = in_crs([one.geometry for one in read], crs, target)
    groups: dict[str, list] = {}
    for one, shape in zip(read, shapes):
        name = str(one.id if _missing(one.attributes, field) else one.attributes[field])
        groups.setdefault(name, []).append(shape)
    return {name: shapely.union_all(parts) for name, parts in groups.items()}


def read_area(algorithm, parameters, name, context, target, feedback):
    """The union of a polygon parameter in ``target`` (rasterio CRS); None when it is empty.

    Raises:
        InputError: the layer has no polygons.
    """
    import shapely

    from ..core.accuracy.equalarea import in_crs

    if parameters.get(name) in (None, ""):
        return None
    source = algorithm.parameterAsSource(parameters, name, context)
    if source is None:
        raise QgsProcessingException(algorithm.invalidSourceError(parameters, name))
    crs = rasterio_crs(source.sourceCrs(), name)
    read = source_polygons(algorithm, parameters, name, context, source.sourceCrs(), feedback)
    warn_of_repairs(read, name, feedback)
    shapes = [one.geometry for one in read if one.geometry is not None]
    if not shapes:
        raise InputError(
            tr("{name}: the layer has no polygons. Choose another one.").format(name=name)
        )
    return shapely.union_all(in_crs(shapes, crs, target))


def _left_out(attributes: dict) -> bool:
    restricted = attributes.get("OutType") == "Restricted"
    no_rock_glacier = str(attributes.get("Landform")) == "2"
    return restricted or no_rock_glacier or attributes.get("ReviewStat") == "remove"


def _missing(attributes: dict, field: str | None) -> bool:
    return field is None or attributes.get(field) in (None, "")


def _text_field(read: list) -> str | None:
    """The first field in which all features have a text."""
    for field in read[0].attributes:
        if all(isinstance(one.attributes.get(field), str) for one in read):
            return field
    return None
