"""Add rock glaciers to an inventory layer: candidates join the layers GO, PM and RGS in place."""

from __future__ import annotations

from collections import Counter
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsFeatureRequest,
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingException,
    QgsProcessingOutputNumber,
    QgsProcessingOutputVectorLayer,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterNumber,
    QgsProcessingParameterVectorLayer,
    QgsVectorLayer,
)

from ..core.errors import InputError
from ..core.feedback import Feedback
from ..core.inventory.provenance import may_overwrite, read_machine_values, write_machine_values
from ..core.inventory.schema import AUTO, MACHINE_VALUES
from ..core.translation import mark, tr
from .base import RockGlacierAlgorithm
from .candidates import (
    SYSTEM_DISTANCE,
    add_candidate_parameter,
    add_metadata_parameters,
    add_system_distance,
    candidate_source,
    metadata,
    read_candidates,
)
from .inventoryproject import add_relations, layer_in, place, sibling_layer
from .inventorystock import attribute_request, read_stock, value_of
from .layeredits import LayerEdit, edit_layers, make_feature, make_geometry, require_editable
from .layers import polygons_in

#: Duplicate rules of ``core.inventory.duplicates``.
_RULES = ("skip", "add", "replace_automatic")


class AppendToInventory(RockGlacierAlgorithm):
    """Adds candidates as new units, with outline, marker and system, as one undo step a layer."""

    NAME = "appendtoinventory"
    TITLE = mark("Add rock glaciers to an inventory layer")
    GROUP = mark("Inventory")
    GROUP_ID = "inventory"
    SUMMARY = mark(
        "Adds candidate polygons to the outlines of an inventory, in place, with markers, "
        "identifiers and systems, and without what the inventory has already."
    )
    HELP = mark(
        "<p>Each new rock glacier unit gets an extended outline in GO, a marker in PM and "
        "an identifier that the inventory does not have yet. A unit that touches one of "
        "the inventory joins its system (AssocRGS; NUnits and RGSType of RGS are brought "
        "up to date); the others get systems of their own in RGS. Systems are never "
        "merged.</p><p>A candidate is a duplicate when its overlap with an outline of the "
        "inventory is at least the given share of the smaller of the two. <i>skip</i> "
        "leaves duplicates out. <i>add</i> adds them nevertheless. "
        "<i>replace_automatic</i> gives the unit the candidate's outline where a machine "
        "drew the present one, there is no restricted one, and no person has edited, "
        "assessed or reviewed the unit. The unit keeps its identifier and metadata; its "
        "marker moves only when it would lie outside; automatic attributes of the old "
        "outline are emptied (run Populate RGIK attributes again). An outline that is "
        "there already is never added again: a second run adds nothing.</p><p>When a layer "
        "is in edit mode, GO, PM and RGS are changed in their edit buffers, stay in edit "
        "mode, and each gets one undo step; missing ones are added to the project. "
        "Otherwise the changes are saved in one piece, or not at all.</p>"
    )
    TAGS = ("RGIK", "inventory", "append", "merge", "duplicates", "update")

    def flags(self):  # noqa: D102
        return super().flags() | QgsProcessingAlgorithm.Flag.FlagNoThreading

    def initAlgorithm(self, configuration=None):  # noqa: D102
        add_candidate_parameter(self, tr("Any CRS; they are transformed to that of the inventory."))
        self.add(
            QgsProcessingParameterVectorLayer(
                "INVENTORY",
                tr("Outlines (GO layer of an inventory)"),
                [QgsProcessing.SourceType.TypeVectorPolygon],
            ),
            tr(
                "Layer GO of an inventory made with Create RGIK inventory; edited in place, "
                "with PM and RGS of the same GeoPackage. As a path: "
                "inventory.gpkg|layername=GO."
            ),
        )
        self.add(
            QgsProcessingParameterEnum(
                "DUPLICATES",
                tr("Candidates that overlap an outline of the inventory"),
                list(_RULES),
                defaultValue=_RULES[0],
                usesStaticStrings=True,
            ),
            tr(
                "skip: leave them out. add: add them nevertheless. replace_automatic: give "
                "automatic outlines that no person has worked on the candidate's shape, leave "
                "the others out."
            ),
        )
        self.add(
            QgsProcessingParameterNumber(
                "OVERLAP",
                tr("Overlap that makes a duplicate (share of the smaller outline)"),
                QgsProcessingParameterNumber.Type.Double,
                0.5,
                minValue=0.01,
                maxValue=1.0,
            ),
            tr("From 0.01 to 1. Candidates that overlap less are added as they are."),
        )
        self.add(
            QgsProcessingParameterFeatureSource(
                "AOI",
                tr("Only within"),
                [QgsProcessing.SourceType.TypeVectorPolygon],
                optional=True,
            ),
            tr("Polygons, any CRS: only candidates whose marker would lie inside are added."),
        )
        add_metadata_parameters(self)
        add_system_distance(self)
        self.addOutput(QgsProcessingOutputVectorLayer("OUTPUT", tr("Edited layer")))
        self.addOutput(QgsProcessingOutputNumber("ADDED", tr("Units added")))
        self.addOutput(QgsProcessingOutputNumber("REPLACED", tr("Outlines replaced")))
        self.addOutput(QgsProcessingOutputNumber("SKIPPED", tr("Candidates left out")))

    def compute(self, parameters, context, feedback: Feedback):  # noqa: D102
        from rasterio.crs import CRS

        from ..core.inventory.append import grow
        from ..core.inventory.schema import load_schema

        outlines = self.parameterAsVectorLayer(parameters, "INVENTORY", context)
        if outlines is None or not outlines.isValid():
            raise QgsProcessingException(self.invalidSourceError(parameters, "INVENTORY"))
        layers = _inventory_layers(outlines, context.project(), feedback)
        rule = self.parameterAsEnumString(parameters, "DUPLICATES", context)
        share = self.parameterAsDouble(parameters, "OVERLAP", context)
        distance = self.parameterAsDouble(parameters, SYSTEM_DISTANCE, context)
        source = candidate_source(self, parameters, context)
        transform = QgsCoordinateTransform(
            source.sourceCrs(), outlines.crs(), context.transformContext()
        )
        candidates = read_candidates(source, feedback.part(0, 0.2), transform)
        wkt = outlines.crs().toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT2_2018)
        crs = CRS.from_wkt(wkt)
        total = len(candidates)
        area = polygons_in(self, parameters, "AOI", context, crs, feedback)
        if area is not None:
            candidates = _within(candidates, area)
        schema = load_schema()
        stock = read_stock(layers, schema, candidates, crs, distance, feedback.part(0.2, 0.5))
        values = metadata(self, parameters, context, feedback) if candidates else {}
        growth = grow(
            candidates, crs, schema, stock, values, rule, share, distance, feedback.part(0.5, 0.8)
        )
        added, replaced = len(growth.added["GO"]), len(growth.replaced)
        if added or replaced:
            _keep_in_project(layers, context.project())
            # What outlines refer to is saved before them.
            codes = [code for code in ("RGS", "PM", "GO") if code in layers]
            ordered = [layers[code] for code in codes]
            with edit_layers(ordered, tr(self.TITLE), feedback) as edits:
                _apply(growth, dict(zip(codes, edits)), schema, crs, feedback.part(0.8, 1))
        _report(growth, total, len(candidates), feedback)
        return {
            "OUTPUT": outlines.source() if outlines.providerType() == "ogr" else outlines.id(),
            "ADDED": added,
            "REPLACED": replaced,
            "SKIPPED": total - added - replaced,
        }


# --- the layers ----------------------------------------------------------------------------


def _inventory_layers(outlines: QgsVectorLayer, project, feedback: Feedback) -> dict:
    """The layers to edit by code, GO first; without PM or RGS where there are none.

    Raises:
        InputError: one cannot be edited, lacks a field, or shows only a part of its features.
    """
    needed = {
        "GO": ("PolyUID", "PrimaryID", "OutType"),
        "PM": ("PrimaryID", "AssocRGS"),
        "RGS": ("RGSID", "NUnits", "RGSType"),
    }
    layers: dict[str, QgsVectorLayer] = {}
    for code, names in needed.items():
        layer = outlines if code == "GO" else sibling_layer(outlines, code, project)
        if layer is None:
            feedback.warning(
                tr("There is no layer {code} beside {layer}; it is not filled.").format(
                    code=code, layer=outlines.name()
                )
            )
            continue
        what = tr("{code} layer of an inventory").format(code=code)
        require_editable(layer, names, what, add=True, geometry=code != "RGS")
        if layer.subsetString():
            raise InputError(
                tr(
                    "{layer} is filtered, so that duplicates and identifiers in use could be "
                    "missed. Remove its filter (layer menu, Filter)."
                ).format(layer=layer.name())
            )
        layers[code] = layer
    return layers


def _keep_in_project(layers: dict, project) -> None:
    """With one layer in edit mode, have all in the project, so that a person can save them.

    Raises:
        InputError: there is no project.
    """
    if not any(layer.isEditable() for layer in layers.values()):
        return
    path, _ = place(layers["GO"]) or (None, "")
    for code, layer in layers.items():
        if code == "GO" or layer_in(project, path, code) is not None:
            continue
        if project is None:
            raise InputError(
                tr("{layer} is in edit mode. Save or discard its changes first.").format(
                    layer=layers["GO"].name()
                )
            )
        layer.loadDefaultStyle()
        project.addMapLayer(layer)
    if project is not None and path is not None:
        add_relations(project, path)


def _within(candidates: list, area: list) -> list:
    """Candidates whose marker would lie in the area."""
    import shapely

    points = [candidate.geometry.representative_point() for candidate in candidates]
    if not points or not area:
        return []
    inside = set(shapely.STRtree(points).query(area, predicate="intersects")[1].tolist())
    return [candidates[i] for i in sorted(inside)]


# --- changing it ---------------------------------------------------------------------------


def _apply(growth, edits: dict[str, LayerEdit], schema, crs, feedback: Feedback) -> None:
    """Put the planned features and changes into the layers."""
    for share, code in ((0.3, "PM"), (0.6, "GO"), (0.8, "RGS")):
        if code in edits:
            layer = edits[code].layer
            rows = [make_feature(layer, feature) for feature in growth.added[code]]
            edits[code].add_features(rows, feedback.part(share - 0.2, share))
    if "RGS" in edits and growth.system_sizes:
        _resize_systems(growth.system_sizes, edits["RGS"], feedback)
    if growth.replaced:
        _replace(growth.replaced, edits, schema, crs, feedback.part(0.8, 1))


def _resize_systems(sizes: dict[str, int], edit: LayerEdit, feedback: Feedback) -> None:
    from ..core.inventory.build import system_size

    changes = {}
    for feature in edit.layer.getFeatures(
        attribute_request(edit.layer, ("RGSID", "NUnits", "RGSType"), geometry=False)
    ):
        units = sizes.get(value_of(feature, "RGSID"))
        if units is not None:
            changes[feature.id()] = system_size(units)
    edit.change_attributes(changes, feedback)


def _replace(replaced: dict, edits: dict[str, LayerEdit], schema, crs, feedback: Feedback) -> None:
    """Give units the outline of a candidate; their automatic attributes are emptied."""
    from ..core.inventory.attributes import areas_km2
    from ..core.inventory.build import OUTLINE, carried_values, outline_fingerprint

    edit, definition = edits["GO"], schema.layer("GO")
    areas = dict(
        zip(replaced, areas_km2([candidate.geometry for candidate in replaced.values()], crs))
    )
    old, changes, shapes = {}, {}, {}
    for feature in _features_of(edit.layer, replaced):
        unit = value_of(feature, "PrimaryID")
        candidate = replaced[unit]
        values, record = _emptied(feature, definition, keep=())
        values.update(carried_values(definition, candidate))
        present, source = value_of(feature, "AREA"), value_of(feature, "AREASrc")
        if "AREA" in values or (present is None and may_overwrite(present, source)):
            values["AREA"], values["AREASrc"] = areas[unit], AUTO
            record["AREA"] = areas[unit]
        record[OUTLINE] = outline_fingerprint(candidate.geometry)
        values[MACHINE_VALUES] = write_machine_values(record)
        old[feature.id()] = feature
        changes[feature.id()] = _for_layer(values, feature)
        shapes[feature.id()] = make_geometry(edit.layer, candidate.geometry)
    edit.change_attributes(changes, feedback.part(0, 0.4), old)
    edit.change_geometries(shapes, feedback.part(0.4, 0.6))
    if "PM" in edits:
        _update_markers(replaced, edits["PM"], schema.layer("PM"), feedback.part(0.6, 1))


def _update_markers(replaced: dict, edit: LayerEdit, definition, feedback: Feedback) -> None:
    """Empty what was derived from the old outlines; bring markers inside the new ones."""
    from ..core.vector import Feature

    old, changes, points = {}, {}, {}
    for feature in _features_of(edit.layer, replaced):
        shape = replaced[value_of(feature, "PrimaryID")].geometry
        values, record = _emptied(feature, definition, keep=("Landform",))
        if values:
            values[MACHINE_VALUES] = write_machine_values(record)
            old[feature.id()] = feature
            changes[feature.id()] = _for_layer(values, feature)
        point = feature.geometry().centroid().asPoint() if feature.hasGeometry() else None
        if point is None or not _contains(shape, point.x(), point.y()):
            marker = make_feature(edit.layer, Feature(shape.representative_point()))
            points[feature.id()] = marker.geometry()
    edit.change_attributes(changes, feedback.part(0, 0.5), old)
    edit.change_geometries(points, feedback.part(0.5, 1))


def _contains(shape, x: float, y: float) -> bool:
    from shapely.geometry import Point

    return shape.contains(Point(x, y))


def _features_of(layer: QgsVectorLayer, units) -> list[QgsFeature]:
    """Whole features of some units."""
    numbers = [
        feature.id()
        for feature in layer.getFeatures(attribute_request(layer, ("PrimaryID",), geometry=False))
        if value_of(feature, "PrimaryID") in units
    ]
    request = QgsFeatureRequest(numbers)
    request.setInvalidGeometryCheck(QgsFeatureRequest.InvalidGeometryCheck.GeometryNoCheck)
    return list(layer.getFeatures(request))


def _emptied(feature: QgsFeature, definition, keep: tuple[str, ...]) -> tuple[dict, dict]:
    """(values that empty what a machine filled, the rest of the record of such values)."""
    record = read_machine_values(value_of(feature, MACHINE_VALUES))
    values: dict[str, Any] = {}
    for field in definition.fields:
        name = field.name
        if not field.suggested or name in keep or value_of(feature, name) is None:
            continue
        if may_overwrite(
            value_of(feature, name), value_of(feature, f"{name}Src"), record.get(name)
        ):
            values[name] = values[f"{name}Src"] = None
            record.pop(name, None)
    note = value_of(feature, "AttrNote")
    if note is not None and note == record.get("AttrNote"):
        values["AttrNote"] = None
        del record["AttrNote"]
    return values, record


def _for_layer(values: dict, feature: QgsFeature) -> dict:
    return {name: value for name, value in values.items() if feature.fieldNameIndex(name) >= 0}


# --- telling -------------------------------------------------------------------------------


def _report(growth, total: int, considered: int, feedback: Feedback) -> None:
    reasons = Counter(decision.reason for decision in growth.decisions if decision.reason)
    texts = {
        "identical": tr("{count} candidates are in the inventory already."),
        "known": tr("{count} candidates overlap outlines of the inventory and were left out."),
        "twice": tr("{count} candidates overlap larger candidates and were left out."),
        "touched": tr(
            "{count} candidates overlap outlines that a person drew, edited or assessed, or that "
            "have a restricted outline; these were kept."
        ),
        "several": tr("{count} candidates overlap several units; these were kept."),
        "worse": tr("{count} candidates fit a unit less well than another one."),
    }
    for reason, count in sorted(reasons.items()):
        feedback.info(texts[reason].format(count=count))
    if total > considered:
        feedback.info(
            tr("{count} candidates lie outside the area.").format(count=total - considered)
        )
    for unit, system in sorted(growth.several.items()):
        feedback.warning(
            tr(
                "{unit} touches several systems and joined {system}. Merge them by hand if they "
                "are one."
            ).format(unit=unit, system=system)
        )
    feedback.info(
        tr("{added} rock glacier units were added, {replaced} outlines replaced.").format(
            added=len(growth.added["GO"]), replaced=len(growth.replaced)
        )
    )
