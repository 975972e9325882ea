"""The validation dock: one marker after the other, answered with one key press, blind."""

from __future__ import annotations

import contextlib

from qgis.core import (
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeature,
    QgsProject,
    QgsRectangle,
    QgsSettings,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.gui import QgsDockWidget, QgsRubberBand
from qgis.PyQt.QtCore import QDateTime, Qt
from qgis.PyQt.QtGui import QColor

from ...core.errors import InputError
from ...core.translation import tr
from ...processing.inventoryproject import place
from ...processing.inventorystock import attribute_request, value_of
from ...processing.layeredits import edit_layer, require_editable
from ..review.features import layer_values
from ..review.shortcuts import Shortcuts
from .answers import FIELDS, read_answers, results
from .panel import ANSWERS, PREFIX, ValidationPanel
from .resultsdialog import ResultsDialog

_KEYS = {"next": "F", "previous": "B", "zoom": "Z"}
#: Metres of a degree of latitude.
_DEGREE = 111_320.0


class ValidationDock(QgsDockWidget):
    """Markers of one reviewer, one after the other.

    Each answer is saved at once, unless the layer was in edit mode already. Nothing of a
    candidate is shown but its place.

    Args:
        iface: of QGIS.
        parent: main window.
    """

    def __init__(self, iface, parent=None):
        super().__init__(tr("Rock glacier validation"), parent)
        self.setObjectName("RockGlacierValidation")
        self._canvas = iface.mapCanvas()
        self.layer: QgsVectorLayer | None = None
        self._fids: list[int] = []
        self._answers: list[str | None] = []
        self.current: int | None = None
        self.panel = panel = ValidationPanel(self)
        self.setWidget(panel)
        panel.back.clicked.connect(lambda: self.step(-1))
        panel.forward.clicked.connect(lambda: self.step(1))
        panel.show_results.clicked.connect(lambda: self.open_results())
        panel.map_width.currentIndexChanged.connect(self._keep_width)
        self._cross = QgsRubberBand(self._canvas, QgsWkbTypes.GeometryType.PointGeometry)
        self._cross.setIcon(QgsRubberBand.IconType.ICON_CIRCLE)
        self._cross.setIconSize(34)
        self._cross.setStrokeColor(QColor("#ffd400"))
        self._cross.setFillColor(QColor(0, 0, 0, 0))
        self._cross.setWidth(3)
        slots = {name: lambda name=name: self.answer(name) for name in ANSWERS}
        for name, slot in slots.items():
            self.panel.buttons[name].clicked.connect(lambda _checked=False, slot=slot: slot())
        slots |= {
            "next": lambda: self.step(1),
            "previous": lambda: self.step(-1),
            "zoom": self.zoom,
        }
        keys = {name: key for name, (key, *_) in ANSWERS.items()} | _KEYS
        self._shortcuts = Shortcuts(PREFIX + "key/", keys, slots, panel, self._canvas)
        self.visibilityChanged.connect(self._shortcuts.set_enabled)
        self.panel.combo.layerChanged.connect(self._load)
        self._show()

    def validate(self, layer: QgsVectorLayer) -> None:
        """Answer the markers of a layer of the project."""
        self.panel.combo.setLayer(layer)

    def close_validation(self) -> None:
        """Let go of everything; for unloading."""
        self._leave()
        self._shortcuts.remove()
        self.panel.combo.layerChanged.disconnect(self._load)
        self._canvas.scene().removeItem(self._cross)

    # --- the layer -----------------------------------------------------------------------

    def _leave(self) -> None:
        if self.layer is not None:
            with contextlib.suppress(TypeError, RuntimeError):
                self.layer.willBeDeleted.disconnect(self._gone)
        self.layer = self.current = None
        self._fids, self._answers = [], []
        self._cross.reset(QgsWkbTypes.GeometryType.PointGeometry)

    def _gone(self) -> None:
        self._leave()
        self._show()

    def _load(self, layer) -> None:
        self._leave()
        self.panel.tell("")
        if layer is not None:
            missing = [name for name in FIELDS if layer.fields().indexOf(name) < 0]
            if missing:
                text = tr(
                    "{layer} holds no validation sample. Draw one with Draw a validation sample."
                )
                self.panel.tell(text.format(layer=layer.name()))
            else:
                self.layer = layer
                layer.willBeDeleted.connect(self._gone)
                self._read()
        self._show()
        self.next_open()

    def _read(self) -> None:
        # In the order of the layer, which the sample has put at random for each reviewer.
        request = attribute_request(self.layer, ("answer",), geometry=False)
        for feature in self.layer.getFeatures(request):
            self._fids.append(feature.id())
            self._answers.append(value_of(feature, "answer"))
        if self._others():
            self.panel.tell(
                tr(
                    "The project shows the markers of another reviewer as well. Remove that "
                    "layer, so that you judge independently."
                )
            )

    def _others(self) -> list[QgsVectorLayer]:
        """Layers of other reviewers of the same sample in the project."""
        here = place(self.layer)
        return [
            other
            for other in QgsProject.instance().mapLayers().values()
            if isinstance(other, QgsVectorLayer)
            and other is not self.layer
            and here is not None
            and (place(other) or (None,))[0] == here[0]
            and other.fields().indexOf("answer") >= 0
        ]

    def _keep_width(self, _=None) -> None:
        QgsSettings().setValue(PREFIX + "width", self.panel.map_width.currentData())
        self.zoom()

    # --- answering -----------------------------------------------------------------------

    @property
    def open(self) -> int:
        """Markers without an answer."""
        return sum(answer is None for answer in self._answers)

    def answer(self, answer: str) -> None:
        """Answer the present marker and go on to the next open one."""
        if self.layer is None or self.current is None:
            return
        number = self._fids[self.current]
        time = QDateTime.currentDateTimeUtc().toString(Qt.DateFormat.ISODate)
        values = {"answer": answer, "answered_at": time}
        if self.panel.comment.text().strip():
            values["comment"] = self.panel.comment.text().strip()
        try:
            require_editable(self.layer, what=tr("layer of markers"))
            title = tr("Answer: {answer}").format(answer=answer)
            with edit_layer(self.layer, title) as edit:
                edit.change_attributes({number: layer_values(self.layer, values)})
        except InputError as error:
            self.panel.tell(str(error))
            return
        self._answers[self.current] = answer
        self.panel.comment.clear()
        self.next_open()

    def next_open(self) -> None:
        """Go on to the next marker without an answer."""
        count = len(self._fids)
        start = -1 if self.current is None else self.current
        behind = [*range(start + 1, count), *range(0, start + 1)]
        found = next((i for i in behind if self._answers[i] is None), None)
        if found is None and count:
            self.panel.tell(tr("All markers are answered. Thank you."))
            found = start if start >= 0 else 0
        self.current = found
        self._show()
        self.zoom()

    def step(self, by: int) -> None:
        """Go to the marker before or behind, answered or not."""
        if self.current is not None:
            self.current = min(max(self.current + by, 0), len(self._fids) - 1)
            self._show()
            self.zoom()

    def _feature(self) -> QgsFeature | None:
        if self.layer is None or self.current is None:
            return None
        return self.layer.getFeature(self._fids[self.current])

    def _show(self) -> None:
        """Bring progress, question and buttons up to date."""
        self.panel.progress.setRange(0, max(1, len(self._fids)))
        self.panel.progress.setValue(len(self._fids) - self.open)
        there = self.current is not None
        text = ""
        if there:
            text = tr("Marker {number} of {count}: is it a rock glacier?").format(
                number=self.current + 1, count=len(self._fids)
            )
            given = self._answers[self.current]
            if given:
                text += " " + tr("Your answer: {answer}").format(answer=tr(given.capitalize()))
        self.panel.question.setText(f"<b>{text}</b>")
        for button in (*self.panel.buttons.values(), self.panel.back, self.panel.forward):
            button.setEnabled(there)
        self.panel.show_results.setEnabled(self.layer is not None)

    def zoom(self) -> None:
        """Show the place of the present marker."""
        self._cross.reset(QgsWkbTypes.GeometryType.PointGeometry)
        feature = self._feature()
        if feature is None or not feature.hasGeometry():
            return
        crs = self._canvas.mapSettings().destinationCrs()
        transform = QgsCoordinateTransform(self.layer.crs(), crs, QgsProject.instance())
        with contextlib.suppress(QgsCsException):  # not on this map
            point = transform.transform(feature.geometry().centroid().asPoint())
            self._cross.addPoint(point)
            half = self.panel.map_width.currentData() / 2
            if crs.isGeographic():
                half /= _DEGREE
            self._canvas.setExtent(
                QgsRectangle(point.x() - half, point.y() - half, point.x() + half, point.y() + half)
            )
            self._canvas.refresh()

    # --- results -------------------------------------------------------------------------

    def open_results(self) -> ResultsDialog | None:
        """Show the answers of all reviewers, once this one has finished."""
        if self.layer is None:
            return None
        if self.open:
            self.panel.tell(
                tr(
                    "{count} markers are open. The answers of the others are shown when you have "
                    "answered all of yours."
                ).format(count=self.open)
            )
            return None
        if self.layer.isModified():
            self.panel.tell(tr("Save the layer first, so that its answers count."))
            return None
        path, _ = place(self.layer) or (None, "")
        try:
            if path is None:
                raise InputError(tr("The markers lie in no GeoPackage."))
            dialog = ResultsDialog(results(read_answers(path)), path, self)
        except InputError as error:
            self.panel.tell(str(error))
            return None
        dialog.show()
        return dialog
