"""Saving edited layers in one piece.

The layers of one GeoPackage are saved in one transaction of SQLite, so that even a killed process
leaves all changes or none. Other layers are committed by QGIS one after the other, and taken back
when a later one fails.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsProviderRegistry,
    QgsVectorDataProvider,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QByteArray, QDate, QDateTime, Qt, QTime

from ..core.errors import InputError
from ..core.translation import tr
from .polygons import plain

if TYPE_CHECKING:
    from ..core.inventory.geopackage import TableChanges
    from .layeredits import LayerEdit


def save(edits: Sequence[LayerEdit]) -> None:
    """Save what lies in the edit buffers of layers, all or nothing, and end their edit mode.

    Raises:
        InputError: a layer cannot be saved; all are as before.
    """
    edits = list(edits)
    places = [_table(edit.layer) for edit in edits]
    files = {place and place[0] for place in places}
    if len(files) == 1 and None not in files:
        _save_together(edits, *files, [name for _, name in places])
    else:
        _commit(edits)


# --- one transaction -----------------------------------------------------------------------


def _table(layer: QgsVectorLayer) -> tuple[str, str] | None:
    """(GeoPackage, name of the table) of a layer; None when it is of another kind."""
    if layer.providerType() != "ogr":
        return None
    parts = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
    path = parts.get("path") or ""
    name = parts.get("layerName") or _only_layer(layer)
    if Path(path).suffix.lower() != ".gpkg" or not name or parts.get("vsiPrefix"):
        return None
    return str(Path(path).resolve()), name


def _only_layer(layer: QgsVectorLayer) -> str:
    """Name of the layer where the source names none: the first of the file."""
    found = layer.dataProvider().subLayers()
    separator = layer.dataProvider().sublayerSeparator()
    return found[0].split(separator)[1] if found else ""


def _save_together(edits: list[LayerEdit], path: str, tables: list[str]) -> None:
    from ..core.inventory.geopackage import save_changes

    changes = [_changes(edit.layer, table) for edit, table in zip(edits, tables) if edit.steps]
    try:
        if changes:
            save_changes(path, changes)
    finally:
        for edit in edits:
            edit.layer.rollBack()
        for edit in edits:
            edit.layer.dataProvider().reloadData()
            edit.layer.updateExtents()


def _changes(layer: QgsVectorLayer, table: str) -> TableChanges:
    """What lies in a layer's edit buffer."""
    from ..core.inventory.geopackage import TableChanges

    buffer, names = layer.editBuffer(), layer.fields().names()
    keys = set(layer.primaryKeyAttributes())

    def values(pairs) -> dict[str, Any]:
        return {names[index]: _value(value) for index, value in pairs if index not in keys}

    def row(feature: QgsFeature) -> tuple[dict[str, Any], bytes | None]:
        filled = [(i, v) for i, v in enumerate(feature.attributes()) if plain(v) is not None]
        return values(filled), _wkb(feature.geometry())

    return TableChanges(
        table,
        layer.name(),
        {number: values(new.items()) for number, new in buffer.changedAttributeValues().items()},
        {number: _wkb(shape) for number, shape in buffer.changedGeometries().items()},
        sorted(buffer.deletedFeatureIds()),
        # Numbers of new features count down from -1.
        [row(feature) for _, feature in sorted(buffer.addedFeatures().items(), reverse=True)],
    )


def _value(value: Any) -> Any:
    """A value of QGIS as one that OGR takes."""
    value = plain(value)
    if isinstance(value, QDateTime):
        return value.toString(Qt.DateFormat.ISODateWithMs)
    if isinstance(value, (QDate, QTime)):
        return value.toString(Qt.DateFormat.ISODate)
    if isinstance(value, QByteArray):
        return bytes(value)
    return value


def _wkb(geometry: QgsGeometry) -> bytes | None:
    return None if geometry.isNull() else bytes(geometry.asWkb())


# --- layer by layer ------------------------------------------------------------------------


def _stored(provider: QgsVectorDataProvider, numbers: Iterable[int]) -> dict[int, QgsFeature]:
    """Whole features of a data source by number."""
    numbers = list(numbers)
    if not numbers:
        return {}
    request = QgsFeatureRequest(numbers)
    request.setInvalidGeometryCheck(QgsFeatureRequest.InvalidGeometryCheck.GeometryNoCheck)
    return {feature.id(): feature for feature in provider.getFeatures(request)}


class _Journal:
    """What a layer's data source held before a commit, to put it back."""

    def __init__(self, edit: LayerEdit):
        self._layer, provider = edit.layer, edit.layer.dataProvider()
        numbers, self._indexes = edit.changed()
        self._gone = _stored(provider, edit.deleted())
        request = QgsFeatureRequest(list(numbers)).setSubsetOfAttributes(list(self._indexes))
        request.setInvalidGeometryCheck(QgsFeatureRequest.InvalidGeometryCheck.GeometryNoCheck)
        self._request = request
        self._old = {f.id(): f for f in provider.getFeatures(request)} if numbers else {}
        self._added: list[int] = []
        self._layer.committedFeaturesAdded.connect(self._note)

    def _note(self, _, features: list[QgsFeature]) -> None:
        self._added += [feature.id() for feature in features]

    def close(self) -> None:
        self._layer.committedFeaturesAdded.disconnect(self._note)

    def restore(self) -> bool:
        """Put back what differs; whether the data source is then as before."""
        provider, done = self._layer.dataProvider(), True
        if self._added:
            done = provider.deleteFeatures(self._added)
        attributes, geometries = {}, {}
        for now in provider.getFeatures(self._request) if self._old else ():
            before = self._old[now.id()]
            values = {i: before[i] for i in self._indexes if plain(before[i]) != plain(now[i])}
            if values:
                attributes[now.id()] = values
            if bytes(before.geometry().asWkb()) != bytes(now.geometry().asWkb()):
                geometries[now.id()] = before.geometry()
        if attributes:
            done = provider.changeAttributeValues(attributes) and done
        if geometries:
            done = provider.changeGeometryValues(geometries) and done
        left = _stored(provider, self._gone)
        lost = [feature for number, feature in self._gone.items() if number not in left]
        if lost:
            done = provider.addFeatures(lost)[0] and done
        return done


def _commit(edits: Sequence[LayerEdit]) -> None:
    """Commit layer by layer; when one cannot be saved, the earlier ones get their old content."""
    # A single write is all or nothing by itself.
    needs_journal = sum(edit.steps for edit in edits) > 1
    journals: list[_Journal] = []
    failed: QgsVectorLayer | None = None
    problem = ""
    try:
        for edit in edits:
            if needs_journal:
                journals.append(_Journal(edit))
            if not edit.layer.commitChanges():
                problem = " ".join(" ".join(edit.layer.commitErrors()).split())
                failed = edit.layer
                break
    finally:
        for journal in journals:
            journal.close()
    if failed is None:
        return
    for edit in edits:
        edit.layer.rollBack()
    restored = all([journal.restore() for journal in reversed(journals)])
    for edit in edits:
        edit.layer.dataProvider().reloadData()
    message = tr("The changes to {layer} could not be saved: {errors}").format(
        layer=failed.name(), errors=problem
    )
    if not restored:
        message += " " + tr(
            "What had been saved before could not be taken back; restore the file from a copy."
        )
    raise InputError(message)
