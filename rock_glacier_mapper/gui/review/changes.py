"""Applying the changes of a decision to the layers' edit buffers, now or after a crash."""

from __future__ import annotations

from qgis.core import QgsFeature, QgsFeatureRequest, QgsVectorLayer

from ...core.errors import InputError
from ...core.translation import tr
from ...processing.layeredits import LayerEdit
from ...processing.layers import make_fields
from .features import (
    REVIEW_FIELDS,
    Roles,
    fingerprint,
    from_hex,
    journal_value,
    layer_values,
)

#: Field that names a feature in the other layers of an inventory.
_KEY_FIELDS = {"PM": "PrimaryID", "RGS": "RGSID"}


def ensure_fields(layer: QgsVectorLayer, roles: Roles) -> None:
    """Give a candidate layer the review fields, in its edit buffer.

    Raises:
        InputError: the layer refuses one.
    """
    if roles.is_inventory:
        return
    for name in REVIEW_FIELDS:
        field = make_fields({name: str}).at(0)
        if layer.fields().indexOf(name) < 0 and not layer.addAttribute(field):
            raise InputError(
                tr("{layer} refuses the field {name} for the review.").format(
                    layer=layer.name(), name=name
                )
            )


def apply_changes(changes, edits: dict[str, LayerEdit], session) -> None:
    """Apply the changes of a decision.

    Args:
        edits: by layer code, "" is the reviewed layer; changes of layers that are not there are
            left out.

    Raises:
        InputError: a feature is missing or was changed since, or a layer refuses a change.
    """
    from ...core.review.decisions import ADD, DELETE

    for change in changes:
        edit = edits.get(change.layer)
        if edit is None or is_applied(change, session):
            continue
        if change.kind == ADD:
            _add(change, edit, session)
            continue
        feature = find(change, session)
        if feature is None or not _fits(change, feature):
            raise InputError(
                tr("{key} is missing or was changed since; nothing was done.").format(
                    key=change.key
                )
            )
        if change.kind == DELETE:
            edit.delete_features([feature.id()])
            continue
        values = layer_values(edit.layer, change.values)
        if values:
            edit.change_attributes({feature.id(): values})
        if change.geometry is not None and fingerprint(feature.geometry()) != change.after:
            edit.change_geometries({feature.id(): from_hex(change.geometry)})


def is_applied(change, session) -> bool:
    """Whether the layer looks as after the change; the time of a decision does not count."""
    from ...core.review.decisions import DELETE

    feature = find(change, session)
    if change.kind == DELETE or feature is None:
        return (feature is None) == (change.kind == DELETE)
    if change.after is not None and fingerprint(feature.geometry()) != change.after:
        return False
    names = set(feature.fields().names()) - {"fid", session.roles.date}
    if session.roles.status in change.values.keys() - names:
        return False  # the review fields come with the first decision
    return all(
        journal_value(feature[name]) == value
        for name, value in change.values.items()
        if name in names
    )


def find(change, session) -> QgsFeature | None:
    """The feature that a change is about; None when there is none."""
    from ...core.review.decisions import ADD

    layer = session.sibling(change.layer)
    if layer is None:
        return None
    if change.layer:
        field = _KEY_FIELDS[change.layer]
        request = QgsFeatureRequest().setFilterExpression(f"\"{field}\" = '{change.key}'")
        return next(iter(layer.getFeatures(request)), None)
    row = session.row_of_key(change.key)
    if row is not None and not session.table.gone[row]:
        feature = layer.getFeature(int(session.table.fids[row]))
        return feature if feature.isValid() else None
    if change.kind == ADD:
        return _alike(change, layer)
    return _by_uid(change.key, layer) if session.roles.is_inventory else None


def _by_uid(key: str, layer: QgsVectorLayer) -> QgsFeature | None:
    """A restricted outline, which the list leaves out."""
    request = QgsFeatureRequest().setFilterExpression(f"\"PolyUID\" = '{key}'")
    return next(iter(layer.getFeatures(request)), None)


def _alike(change, layer: QgsVectorLayer) -> QgsFeature | None:
    """A feature with the outline of a new one: a tool made it, or it was saved since."""
    geometry = from_hex(change.geometry)
    request = QgsFeatureRequest().setFilterRect(geometry.boundingBox())
    request.setInvalidGeometryCheck(QgsFeatureRequest.InvalidGeometryCheck.GeometryNoCheck)
    for feature in layer.getFeatures(request):
        if fingerprint(feature.geometry()) == change.after:
            return feature
    return None


def _fits(change, feature: QgsFeature) -> bool:
    """Whether a feature has the outline that the decision was about."""
    if change.layer or change.before is None:
        return True
    return fingerprint(feature.geometry()) in (change.before, change.after)


def _add(change, edit: LayerEdit, session) -> None:
    values = layer_values(edit.layer, change.values)
    known = find(change, session)
    if known is not None and known.id() >= 0:
        edit.change_attributes({known.id(): values})
        return
    if known is not None:
        # A tool of QGIS made it. It is made anew: QGIS would save it without the values of fields
        # that the layer got later.
        edit.delete_features([known.id()])
    row = QgsFeature(edit.layer.fields())
    for name, value in values.items():
        row[name] = value
    if change.geometry is not None:
        (geometry,) = from_hex(change.geometry).coerceToType(edit.layer.wkbType())
        row.setGeometry(geometry)
    edit.add_features([row])
