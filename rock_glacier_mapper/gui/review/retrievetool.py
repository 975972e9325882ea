"""The magic wand on the map: a click proposes a landform, the wheel changes its level."""

from __future__ import annotations

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsRasterLayer,
    QgsWkbTypes,
)
from qgis.gui import QgsMapCanvas, QgsMapTool, QgsRubberBand
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor

from ...core.errors import InputError
from ...core.translation import tr

#: Change of the level with one step of the wheel.
STEP = 0.02


class RetrieveTool(QgsMapTool):
    """Proposes regions of a heatmap.

    Attributes:
        proposal: the present region (``core.review.retrieval.Proposal``), or None.
        level: probability at its outline.
    """

    #: A region was proposed, or none was found (then why).
    proposed = pyqtSignal(str)
    accepted = pyqtSignal()
    cancelled = pyqtSignal()

    def __init__(self, canvas: QgsMapCanvas):
        super().__init__(canvas)
        self._canvas = canvas
        self._heatmap: QgsRasterLayer | None = None
        self._wand = None
        self.proposal, self.level = None, 0.0
        self._band = QgsRubberBand(canvas, QgsWkbTypes.GeometryType.PolygonGeometry)
        self._band.setStrokeColor(QColor("#d55e00"))
        self._band.setFillColor(QColor(213, 94, 0, 50))
        self._band.setWidth(2)
        self.setCursor(Qt.CursorShape.CrossCursor)

    def use(self, heatmap: QgsRasterLayer) -> None:
        """Look at this heatmap from now on."""
        self.clear()
        self._heatmap = heatmap

    def clear(self) -> None:
        """Forget the proposal."""
        self._wand = self.proposal = None
        self._band.reset(QgsWkbTypes.GeometryType.PolygonGeometry)

    def close(self) -> None:
        """Take everything off the map."""
        self.clear()
        self._heatmap = None
        if self._canvas.mapTool() is self:
            self._canvas.unsetMapTool(self)
        self._canvas.scene().removeItem(self._band)

    def look(self, point: QgsPointXY) -> None:
        """Propose the landform around a point of the map."""
        from ...core.raster import RasterSource
        from ...core.review.retrieval import MagicWand

        self.clear()
        try:
            place = self._to_heatmap().transform(point)
            source = RasterSource(self._heatmap.source(), (1,), "heatmap")
            self._wand = MagicWand(source, place.x(), place.y())
        except QgsCsException:
            self.proposed.emit(tr("The heatmap does not cover this place. Click inside it."))
            return
        except InputError as error:
            self.proposed.emit(str(error))
            return
        self.set_level(self._wand.first_level)

    def set_level(self, level: float) -> None:
        """Propose the region above another level."""
        from ...core.review.retrieval import LOWEST

        if self._wand is None:
            return
        self.level = min(max(level, LOWEST), self._wand.peak)
        self.proposal = self._wand.region(self.level)
        message = tr("The region is cut off; raise the level.") if self.proposal.cut else ""
        self._band.setToGeometry(self._shown(), None)
        self.proposed.emit(message)

    def geometry(self, crs: QgsCoordinateReferenceSystem) -> QgsGeometry:
        """The proposed outline in a CRS."""
        import shapely

        geometry = QgsGeometry()
        geometry.fromWkb(shapely.to_wkb(self.proposal.polygon))
        project = QgsProject.instance()
        geometry.transform(QgsCoordinateTransform(self._heatmap.crs(), crs, project))
        return geometry

    def _shown(self) -> QgsGeometry:
        return self.geometry(self._canvas.mapSettings().destinationCrs())

    def _to_heatmap(self) -> QgsCoordinateTransform:
        crs = self._canvas.mapSettings().destinationCrs()
        return QgsCoordinateTransform(crs, self._heatmap.crs(), QgsProject.instance())

    def canvasReleaseEvent(self, event) -> None:  # noqa: D102
        if event.button() == Qt.MouseButton.LeftButton:
            self.look(event.mapPoint())
        elif event.button() == Qt.MouseButton.RightButton and self.proposal is not None:
            self.accepted.emit()

    def wheelEvent(self, event) -> None:  # noqa: D102
        if self._wand is None:
            event.ignore()  # the map zooms
            return
        event.accept()
        self.set_level(self.level + (STEP if event.angleDelta().y() > 0 else -STEP))

    def keyPressEvent(self, event) -> None:  # noqa: D102
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.proposal is not None:
            event.accept()
            self.accepted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.accept()
            self.cancelled.emit()
