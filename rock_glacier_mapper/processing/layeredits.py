"""Editing vector layers: one undo step where a person edits, else saved in one piece.

A layer in edit mode is changed in its edit buffer, as one undo step, and stays in edit mode; the
person saves or discards. Any other layer is put in edit mode, changed, and committed. In both
cases an error or a cancel leaves every layer as it was.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from osgeo import gdal
from qgis.core import (
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsVectorDataProvider,
    QgsVectorLayer,
)

from ..core.errors import InputError
from ..core.feedback import Feedback
from ..core.files import LEAST_ROOM, require_space
from ..core.translation import tr
from .layersaving import save

if TYPE_CHECKING:  # packages that a QGIS may lack are imported where they are used
    from shapely.geometry.base import BaseGeometry

    from ..core.vector import Feature

#: Features between two questions whether to stop.
_STEP = 100


class LayerEdit:
    """The edits of one layer within :func:`edit_layers`; each method may be called repeatedly.

    Attributes:
        layer: the layer, in edit mode.
    """

    def __init__(self, layer: QgsVectorLayer):
        self.layer = layer
        self._attributes: set[tuple[int, int]] = set()
        self._geometries: set[int] = set()
        self._deleted: set[int] = set()
        self._adds = False

    def add_features(
        self, features: Sequence[QgsFeature], feedback: Feedback | None = None
    ) -> None:
        """Add features made with the layer's fields.

        Raises:
            InputError: the layer refuses one.
            Cancelled: the user stopped.
        """
        feedback = feedback or Feedback()
        for number, feature in enumerate(features):
            _tick(feedback, number, len(features))
            self._adds = True
            if not self.layer.addFeature(feature):
                raise InputError(
                    tr("{layer} refuses a new feature. Does it allow its geometry type?").format(
                        layer=self.layer.name()
                    )
                )

    def change_attributes(
        self,
        changes: Mapping[int, Mapping[str, Any]],
        feedback: Feedback | None = None,
        old: Mapping[int, QgsFeature] | None = None,
    ) -> None:
        """Change attributes.

        Args:
            changes: feature number to new values by field name (None = NULL).
            old: features with the present values where they are at hand; saves reading them.

        Raises:
            InputError: the layer refuses a change.
            Cancelled: the user stopped.
        """
        feedback = feedback or Feedback()
        fields = self.layer.fields()
        if old is None:
            old = _features(self.layer, changes)
        for number, (identifier, values) in enumerate(changes.items()):
            _tick(feedback, number, len(changes))
            feature = old.get(identifier)
            self._require(feature is not None, identifier)
            new = {fields.indexOf(name): _storable(value) for name, value in values.items()}
            before = {fields.indexOf(name): feature[name] for name in values}
            self._attributes.update((identifier, index) for index in new)
            self._require(
                self.layer.changeAttributeValues(identifier, new, before, True), identifier
            )

    def change_geometries(
        self, changes: Mapping[int, QgsGeometry], feedback: Feedback | None = None
    ) -> None:
        """Give features new geometries, in the layer's CRS.

        Args:
            changes: feature number to geometry.

        Raises:
            InputError: the layer refuses a change.
            Cancelled: the user stopped.
        """
        feedback = feedback or Feedback()
        for number, (identifier, geometry) in enumerate(changes.items()):
            _tick(feedback, number, len(changes))
            self._geometries.add(identifier)
            done = self.layer.changeGeometry(identifier, geometry, True)
            self._require(done, identifier)

    def delete_features(self, numbers: Iterable[int]) -> None:
        """Delete features.

        Raises:
            InputError: the layer refuses it.
        """
        numbers = list(numbers)
        if not numbers:
            return
        self._deleted.update(numbers)
        if not self.layer.deleteFeatures(numbers):
            raise InputError(
                tr("Features of {layer} could not be deleted.").format(layer=self.layer.name())
            )

    def _require(self, done: bool, identifier: int) -> None:
        if not done:
            raise InputError(
                tr("Feature {number} of {layer} could not be changed.").format(
                    number=identifier, layer=self.layer.name()
                )
            )

    @property
    def steps(self) -> int:
        """How many writes to the data source the edits need; each is all or nothing."""
        kinds = self._attributes, self._geometries, self._deleted
        return sum(map(bool, kinds)) + self._adds

    def deleted(self) -> set[int]:
        """Numbers of stored features that were deleted."""
        return {identifier for identifier in self._deleted if identifier >= 0}

    def changed(self) -> tuple[set[int], set[int]]:
        """(numbers of the stored features that were touched, indexes of the touched fields)."""
        numbers = {identifier for identifier, _ in self._attributes} | self._geometries
        return {i for i in numbers if i >= 0}, {index for _, index in self._attributes}


@contextlib.contextmanager
def edit_layers(
    layers: Sequence[QgsVectorLayer], title: str, feedback: Feedback | None = None
) -> Iterator[list[LayerEdit]]:
    """Edit several layers, for example GO, PM and RGS of an inventory, all or none.

    When one of them is in edit mode, all are put in edit mode and stay so, and each gets one undo
    step (QGIS keeps one undo stack a layer); layers without changes get none. Otherwise the
    changes of all are saved at the end of the block, see :mod:`.layersaving`.

    Args:
        title: text of the undo step.
        feedback: asked before saving whether to stop.

    Yields:
        an edit for each layer, in the order given.

    Raises:
        InputError: a layer cannot be edited or saved; all are then as before.
    """
    feedback = feedback or Feedback()
    were_editable = [layer.isEditable() for layer in layers]
    in_buffer = any(were_editable)
    edits = [LayerEdit(layer) for layer in layers]
    try:
        for layer in layers:
            _start(layer)
        for layer in layers:
            layer.beginEditCommand(title)
        yield edits
        feedback.check()
    except BaseException:
        for layer, was_editable in zip(layers, were_editable):
            if layer.isEditable():
                layer.destroyEditCommand()
                if not was_editable:
                    layer.rollBack()
        raise
    for edit in edits:
        if edit.steps:
            edit.layer.endEditCommand()
        else:  # an empty command would be an undo step that undoes nothing
            edit.layer.destroyEditCommand()
    if not in_buffer:
        save(edits)
    for edit in edits:
        edit.layer.triggerRepaint()


@contextlib.contextmanager
def edit_layer(
    layer: QgsVectorLayer, title: str, feedback: Feedback | None = None
) -> Iterator[LayerEdit]:
    """Edit one layer; see :func:`edit_layers`."""
    with edit_layers([layer], title, feedback) as (edit,):
        yield edit


def require_editable(
    layer: QgsVectorLayer,
    fields: Iterable[str] = (),
    what: str | None = None,
    add: bool = False,
    geometry: bool = False,
) -> None:
    """Check, before long work, that a layer can be edited.

    Args:
        fields: names that it must have.
        what: what it should be, for the message about missing fields; None: a GO layer.
        add: features will be added.
        geometry: geometries will be changed.

    Raises:
        InputError: a field is missing, there is no CRS, the layer is read-only, or another
            program has locked its file.
    """
    missing = [name for name in fields if layer.fields().indexOf(name) < 0]
    if missing:
        raise InputError(
            tr(
                "{layer} is no {what}: it lacks the fields {names}. Make an inventory from it "
                "first with Create RGIK inventory."
            ).format(
                layer=layer.name(),
                what=what or tr("GO layer of an inventory"),
                names=", ".join(missing),
            )
        )
    if layer.isSpatial() and not layer.crs().isValid():
        raise InputError(
            tr("{layer} has no coordinate reference system. Assign the right one first.").format(
                layer=layer.name()
            )
        )
    able = QgsVectorDataProvider.Capability
    wanted = [able.ChangeAttributeValues] if not add or fields else []
    wanted += [able.AddFeatures] if add else []
    wanted += [able.ChangeGeometries] if geometry else []
    if not layer.isEditable():
        # Before the capabilities: QGIS opens a locked GeoPackage as a read-only one.
        _require_unlocked(layer)
    capabilities = layer.dataProvider().capabilities()
    if not layer.readOnly():
        _require_room(layer)
    if layer.readOnly() or not all(capabilities & capability for capability in wanted):
        raise InputError(
            tr(
                "{layer} is read-only. Unlock it (layer properties, or the file's permissions) or "
                "copy the inventory to a place where you may write."
            ).format(layer=layer.name())
        )


def make_feature(layer: QgsVectorLayer, feature: Feature) -> QgsFeature:
    """A feature of the core as one of a layer; attributes that the layer lacks are left out.

    Raises:
        InputError: the layer cannot hold its geometry.
    """
    row = QgsFeature(layer.fields())
    for name, value in feature.attributes.items():
        if value is not None and layer.fields().indexOf(name) >= 0:
            row[name] = _storable(value)
    if feature.geometry is not None and layer.isSpatial():
        row.setGeometry(make_geometry(layer, feature.geometry))
    return row


def make_geometry(layer: QgsVectorLayer, shape: BaseGeometry) -> QgsGeometry:
    """A shapely geometry in the geometry type of a layer.

    Raises:
        InputError: the layer cannot hold it, for example several parts in a layer of single ones.
    """
    import shapely

    geometry = QgsGeometry()
    geometry.fromWkb(shapely.to_wkb(shape, output_dimension=2))
    fitting = geometry.coerceToType(layer.wkbType())
    if len(fitting) != 1:
        raise InputError(
            tr("{layer} cannot hold a geometry of type {kind}. Use a multipart layer.").format(
                layer=layer.name(), kind=shape.geom_type
            )
        )
    return fitting[0]


def source_file(layer: QgsVectorLayer) -> str:
    """The file behind a layer of OGR; empty for other layers."""
    return layer.source().partition("|")[0] if layer.providerType() == "ogr" else ""


def _require_unlocked(layer: QgsVectorLayer) -> None:
    """Raise InputError when another program keeps a GeoPackage locked (waits five seconds)."""
    path, problem, dataset = source_file(layer), "", None
    if Path(path).suffix.lower() != ".gpkg":
        return
    gdal.ErrorReset()
    try:
        dataset = gdal.OpenEx(path, gdal.OF_VECTOR | gdal.OF_UPDATE)
        if dataset is not None:
            dataset.ExecuteSQL("BEGIN IMMEDIATE")
            problem = gdal.GetLastErrorMsg()
            dataset.ExecuteSQL("ROLLBACK")
    except RuntimeError as error:
        problem = str(error)
    finally:
        dataset = None
    if "locked" in (problem or gdal.GetLastErrorMsg()):
        raise InputError(
            tr(
                "{layer} cannot be edited now: another program has locked its file. Save or end "
                "the editing there, then try again."
            ).format(layer=layer.name())
        )


def _require_room(layer: QgsVectorLayer) -> None:
    """Raise DiskFullError where the disk is too full even to open the file for editing."""
    path = source_file(layer)
    if path and os.access(path, os.W_OK):
        require_space(path, LEAST_ROOM)


def _storable(value: Any) -> Any:
    """A value that QGIS understands; a number of numpy would silently become NULL."""
    return value.item() if hasattr(value, "item") else value


def _tick(feedback: Feedback, number: int, total: int) -> None:
    if number % _STEP == 0:
        feedback.check()
        feedback.progress(number / total)


def _start(layer: QgsVectorLayer) -> None:
    if not layer.isEditable() and not layer.startEditing():
        raise InputError(
            tr("{layer} cannot be edited. It may be open in another program.").format(
                layer=layer.name()
            )
        )


def _features(layer: QgsVectorLayer, numbers: Iterable[int]) -> dict[int, QgsFeature]:
    """Features by number, unsaved edits included."""
    request = QgsFeatureRequest(list(numbers))
    request.setInvalidGeometryCheck(QgsFeatureRequest.InvalidGeometryCheck.GeometryNoCheck)
    return {feature.id(): feature for feature in layer.getFeatures(request)}
