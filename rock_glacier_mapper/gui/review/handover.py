"""Handing over to QGIS's own tools: the vertex tool, reshape, split and draw; and coming back."""

from __future__ import annotations

from qgis.core import QgsGeometry
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...core.translation import tr

try:  # Qt 6 moved it
    from qgis.PyQt.QtGui import QAction
except ImportError:
    from qgis.PyQt.QtWidgets import QAction

#: What is waited for.
REFINE, SPLIT, DRAW = "refine", "split", "retrieve"


class Handover(QObject):
    """A person edits with QGIS's tools while the review waits.

    Attributes:
        kind: what is waited for; "" when nothing.
        row: of the candidate; None when one is drawn.
        before: the candidate's outline before.
        parts: numbers of new features.
        changed: whether anything was edited.
    """

    #: Something was edited.
    edited = pyqtSignal()

    def __init__(self, iface, parent: QObject):
        super().__init__(parent)
        self._iface = iface
        self._layer = self._tool = None
        self._clear()

    def _clear(self) -> None:
        self.kind, self.row, self.before = "", None, None
        self.parts: list[int] = []
        self.changed = False
        self._fid = None

    def begin(self, kind: str, session, row: int | None = None) -> None:
        """Hand over; the layer is put in edit mode and the candidate selected.

        Raises:
            InputError: the layer cannot be edited.
        """
        self.end()
        session.start_editing()
        self._layer = layer = session.layer
        self.kind, self.row = kind, row
        self._tool = self._iface.mapCanvas().mapTool()
        self._iface.setActiveLayer(layer)
        if row is not None:
            self._fid = int(session.table.fids[row])
            self.before = QgsGeometry(layer.getFeature(self._fid).geometry())
            layer.selectByIds([self._fid])
        layer.geometryChanged.connect(self._geometry_changed)
        layer.featureAdded.connect(self._feature_added)
        layer.featureDeleted.connect(self._feature_deleted)
        self._trigger(kind)

    def reshape(self) -> None:
        """Take the reshape tool instead of the vertex tool."""
        action = self._iface.mainWindow().findChild(QAction, "mActionReshapeFeatures")
        if action is not None:
            action.trigger()

    def end(self) -> None:
        """Come back: stop listening and take the former map tool."""
        layer, self._layer = self._layer, None
        if layer is not None and not sip.isdeleted(layer):
            layer.geometryChanged.disconnect(self._geometry_changed)
            layer.featureAdded.disconnect(self._feature_added)
            layer.featureDeleted.disconnect(self._feature_deleted)
            layer.removeSelection()
        if self._tool is not None and not sip.isdeleted(self._tool):
            self._iface.mapCanvas().setMapTool(self._tool)
        self._tool = None
        self._clear()

    def restore(self) -> None:
        """Give the candidate its former outline, as a step of its own that can be undone."""
        layer = self._layer
        if layer is None or not self.changed or not layer.isEditable():
            return
        layer.beginEditCommand(tr("Restore the outline"))
        if self.before is not None:
            layer.changeGeometry(self._fid, self.before)
        layer.deleteFeatures(list(self.parts))
        layer.endEditCommand()

    def _trigger(self, kind: str) -> None:
        actions = {
            REFINE: self._iface.actionVertexToolActiveLayer,
            SPLIT: self._iface.actionSplitFeatures,
            DRAW: self._iface.actionAddFeature,
        }
        action = actions[kind]()
        if action is not None:
            action.trigger()

    def _geometry_changed(self, fid: int, geometry: QgsGeometry) -> None:
        if fid == self._fid:
            self.changed = not geometry.equals(self.before)
            self.edited.emit()

    def _feature_added(self, fid: int) -> None:
        if self.kind in (SPLIT, DRAW) and fid not in self.parts:
            self.parts.append(fid)
            self.changed = True
            self.edited.emit()

    def _feature_deleted(self, fid: int) -> None:
        if fid in self.parts:
            self.parts.remove(fid)
            self.edited.emit()
