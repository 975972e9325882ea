"""The layers MA and PM of an inventory when moving areas and kinematic attributes are written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from qgis.core import QgsFeature, QgsVectorLayer

from ..core.errors import InputError
from ..core.feedback import Feedback
from ..core.inventory.provenance import (
    may_overwrite,
    read_machine_values,
    same,
    write_machine_values,
)
from ..core.inventory.schema import AUTO, MACHINE_VALUES, MANUAL
from ..core.translation import tr
from .inventoryproject import sibling_layer
from .inventorystock import value_of
from .layeredits import LayerEdit, edit_layers, make_feature, make_geometry, require_editable
from .outlineedits import machine_changes
from .polygons import read_features, read_polygon

KEY = "PrimaryID"
#: Fields of a moving area that a machine writes.
_WRITTEN = ("VelClass", "RelMA", "TimeObs", "DataTech")
#: Fields of the markers that speak of KinAtt, and of ActiCl.
_OF_ATTRIBUTE = ("KinAtt", "RelKin", "KinPeriod", "KinSpatRep", "KinData")
_OF_ACTIVITY = ("ActiCl", "ActiAss")


@dataclass(frozen=True)
class Row:
    """A feature of a layer of moving areas.

    Attributes:
        feature: of QGIS.
        area: :class:`..core.kinematics.movingareas.MovingArea`, in the layer's CRS.
        print: fingerprint of its geometry.
    """

    feature: QgsFeature
    area: Any
    print: str


def sibling(outlines: QgsVectorLayer, code: str, project) -> QgsVectorLayer:
    """Another layer of the inventory.

    Raises:
        InputError: there is none.
    """
    layer = sibling_layer(outlines, code, project)
    if layer is None:
        raise InputError(
            tr(
                "There is no layer {code} beside {layer}. Choose the layer GO of an inventory made "
                "with Create RGIK inventory."
            ).format(code=code, layer=outlines.name())
        )
    return layer


def require_moving_areas(layer: QgsVectorLayer) -> None:
    """Check that moving areas can be written to a layer.

    Raises:
        InputError: it lacks fields, is read-only, locked, or filtered.
    """
    needed = ("PolyUID", *_WRITTEN, MACHINE_VALUES)
    require_editable(layer, needed, tr("MA layer of an inventory"), add=True, geometry=True)
    if layer.subsetString():
        raise InputError(
            tr(
                "{layer} is filtered, so that areas could be drawn twice. Remove its filter "
                "(layer menu, Filter)."
            ).format(layer=layer.name())
        )


def read_rows(layer: QgsVectorLayer, feedback: Feedback) -> list[Row]:
    """Features with a polygon, names with or without dots; unsaved edits are seen."""
    from ..core.inventory.build import outline_fingerprint
    from ..core.kinematics.movingareas import MovingArea

    names = {name.replace(".", "").lower(): name for name in layer.fields().names()}
    if "velclass" not in names:
        raise InputError(
            tr("{layer} is no layer of moving areas: it has no field VelClass.").format(
                layer=layer.name()
            )
        )

    def value(feature, name):
        stored = names.get(name.lower())
        return None if stored is None else value_of(feature, stored)

    rows = []
    for feature in read_features(layer):
        feedback.check()
        shape, _ = read_polygon(feature.geometry()) if feature.hasGeometry() else (None, True)
        if shape is None:
            continue
        try:
            code = int(value(feature, "VelClass"))
        except (TypeError, ValueError):
            code = 0
        mark = outline_fingerprint(shape)
        area = MovingArea(
            shape,
            code,
            value(feature, "RelMA"),
            value(feature, "TimeObs") or "",
            value(feature, "DataTech") or "",
            not _is_machine_made(feature, mark),
        )
        rows.append(Row(feature, area, mark))
    return rows


def _is_machine_made(feature: QgsFeature, mark: str) -> bool:
    """Whether shape and values are still as a machine wrote them, and nobody commented."""
    from ..core.inventory.build import OUTLINE

    record = read_machine_values(value_of(feature, MACHINE_VALUES))
    if record.get(OUTLINE) != mark or value_of(feature, "Comment") is not None:
        return False
    return all(
        value_of(feature, f"{name}Src") != MANUAL
        and same(value_of(feature, name), record.get(name))
        for name in _WRITTEN
    )


@dataclass
class AreaPlan:
    """What becomes of a layer of moving areas.

    Attributes:
        new: values and geometries of areas that are not there yet.
        gone: features whose place they take, or that are deleted.
        areas: all moving areas as they will be.
        drawn: how many were drawn from the raster, those that were there already included.
    """

    new: list[tuple[dict, Any]]
    gone: list[QgsFeature]
    areas: list
    drawn: int = 0


def plan_areas(rows: Sequence[Row], drawn: Sequence, coverage, replace: bool) -> AreaPlan:
    """Put new moving areas in the place of the automatic ones in the raster's coverage.

    Args:
        drawn: new moving areas in the CRS of the layer.
        coverage: polygon; automatic areas that lie in it are replaced.
        replace: leave no earlier automatic area in the coverage.
    """
    from ..core.inventory.build import OUTLINE, outline_fingerprint

    by_hand = [row for row in rows if row.area.manual]
    automatic = {(row.print, *_texts(row.area)): row for row in rows if not row.area.manual}
    marks = [outline_fingerprint(area.geometry) for area in drawn]
    wanted = {(mark, *_texts(area)): area for mark, area in zip(marks, drawn)}
    gone, kept = [], by_hand
    for content, row in automatic.items():
        again = content in wanted
        leave = again or not replace or not row.area.geometry.intersects(coverage)
        (kept if leave else gone).append(row)
    taken = {value_of(row.feature, "PolyUID") for row in kept}
    new, fresh = [], []
    for (mark, *_), area in wanted.items():
        if (mark, *_texts(area)) in automatic:
            continue
        uid, number = f"MA-{mark}", 1
        while uid in taken:
            number += 1
            uid = f"MA-{mark}-{number}"
        taken.add(uid)
        values = dict(zip(_WRITTEN, _texts(area)))
        sources = {f"{name}Src": AUTO for name in _WRITTEN if values[name] is not None}
        record = write_machine_values({**values, OUTLINE: mark})
        row = {"PolyUID": uid, **values, **sources, MACHINE_VALUES: record}
        new.append((row, area.geometry))
        fresh.append(area)
    areas = [row.area for row in kept] + fresh
    return AreaPlan(new, [row.feature for row in gone], areas, len(drawn))


def _texts(area) -> tuple:
    return area.velocity_class, area.reliability, area.period[:60] or None, area.technique[:254]


def marker_changes(marker: QgsFeature, attribute) -> dict[str, Any]:
    """New values of a marker; what a person entered stays, with all that speaks of it."""
    values = attribute.fields()
    record = read_machine_values(value_of(marker, MACHINE_VALUES))

    def free(name: str) -> bool:
        present, source = value_of(marker, name), value_of(marker, f"{name}Src")
        return may_overwrite(present, source, record.get(name))

    held = set()
    if not free("KinAtt"):
        held = {*_OF_ATTRIBUTE, *_OF_ACTIVITY}
    elif not free("ActiCl"):
        held = set(_OF_ACTIVITY)
    found = {name: value for name, value in values.items() if name not in held}
    return machine_changes(marker, found, False)[0]


def write(
    moving: QgsVectorLayer,
    markers: QgsVectorLayer,
    plan: AreaPlan | None,
    changes: dict[int, dict],
    title: str,
    project,
    feedback: Feedback,
) -> None:
    """Edit both layers, all or nothing, as one undo step each.

    Raises:
        InputError: a layer cannot be edited or saved.
        Cancelled: the user stopped; nothing was changed.
    """
    edits_areas = plan is not None and (plan.new or plan.gone)
    layers = [markers, moving] if edits_areas else [markers]
    if not changes and not edits_areas:
        return
    _keep_in_project(layers, project)
    with edit_layers(layers, title, feedback) as edits:
        edits[0].change_attributes(changes, feedback.part(0, 0.4))
        if edits_areas:
            _write_areas(edits[1], plan, feedback.part(0.4, 1))


def _write_areas(edit: LayerEdit, plan: AreaPlan, feedback: Feedback) -> None:
    """Change areas that go into new ones, then add or delete what is left over.

    So that there is nothing to delete unless there are fewer areas than before.
    """
    from ..core.vector import Feature

    names = set(edit.layer.fields().names())
    old, changes, shapes = {}, {}, {}
    for feature, (values, shape) in zip(plan.gone, plan.new):
        old[feature.id()] = feature
        changes[feature.id()] = {k: v for k, v in values.items() if k in names}
        shapes[feature.id()] = make_geometry(edit.layer, shape)
    more = plan.new[len(plan.gone) :]
    surplus = plan.gone[len(plan.new) :]
    edit.change_attributes(changes, feedback.part(0, 0.3), old)
    edit.change_geometries(shapes, feedback.part(0.3, 0.6))
    rows = [make_feature(edit.layer, Feature(shape, values)) for values, shape in more]
    edit.add_features(rows, feedback.part(0.6, 0.9))
    edit.delete_features(feature.id() for feature in surplus)


def _keep_in_project(layers: Sequence[QgsVectorLayer], project) -> None:
    """With one layer in edit mode, have all in the project, so that a person can save them."""
    if not any(layer.isEditable() for layer in layers):
        return
    for layer in layers:
        if project is None:
            raise InputError(
                tr("{layer} is in edit mode. Save or discard its changes first.").format(
                    layer=next(one for one in layers if one.isEditable()).name()
                )
            )
        if project.mapLayer(layer.id()) is None:
            layer.loadDefaultStyle()
            project.addMapLayer(layer)
