"""The review dock: the most doubtful candidate first, one key press for each clear case."""

from __future__ import annotations

import contextlib

from qgis.core import (
    QgsApplication,
    QgsCoordinateTransform,
    QgsCsException,
    QgsProject,
    QgsSettings,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.gui import QgsDockWidget, QgsRubberBand
from qgis.PyQt.QtGui import QColor

from ...core.errors import InputError
from ...core.translation import tr
from ..plaintext import ask
from .candidatelist import CandidateList
from .menu import ReviewMenu
from .operations import Operations
from .panel import FURTHER_KEYS, OPERATIONS, ReviewPanel
from .recovery import discard, recover, recoverable
from .session import ReviewSession
from .shortcuts import Shortcuts
from .waiting import Waiting

_PREFIX = "rockglacier/review/"
#: How much larger than the candidate the map is.
_MARGIN = 1.8


class ReviewDock(QgsDockWidget):
    """Candidates of a layer one after the other.

    Args:
        iface: of QGIS.
        open_algorithm: opens a Processing dialog (algorithm, parameters).
        parent: main window.

    Attributes:
        session: of the layer under review, or None.
        current: row of the candidate that is shown, or None.
    """

    def __init__(self, iface, open_algorithm=None, parent=None):
        super().__init__(tr("Rock glacier review"), parent)
        self.setObjectName("RockGlacierReview")
        self._iface, self._canvas = iface, iface.mapCanvas()
        self.session: ReviewSession | None = None
        self.operations: Operations | None = None
        self.current: int | None = None
        self._sessions: dict[str, ReviewSession] = {}
        self.panel = panel = ReviewPanel(self._canvas, self)
        self.list = CandidateList(panel, self._canvas, self)
        self.setWidget(panel)
        self._band = QgsRubberBand(self._canvas, QgsWkbTypes.GeometryType.PolygonGeometry)
        self._band.setStrokeColor(QColor("#d55e00"))
        self._band.setFillColor(QColor(0, 0, 0, 0))
        self._band.setWidth(3)
        self.waiting = Waiting(iface, self)
        self._menu = ReviewMenu(self, open_algorithm)
        self._connect(panel)
        panel.reviewer.setText(
            str(QgsSettings().value(_PREFIX + "reviewer", QgsApplication.userFullName() or ""))
        )
        self.list.follow(None)

    def _connect(self, panel: ReviewPanel) -> None:
        slots = {name: lambda name=name: self.decide(name) for name in OPERATIONS}
        for name, slot in slots.items():
            panel.buttons[name].clicked.connect(lambda _checked=False, slot=slot: slot())
        slots |= {
            "next": lambda: self.step(1),
            "previous": lambda: self.step(-1),
            "undo": self.undo,
            "view": panel.side.next_view,
            "zoom": self.zoom,
            "done": self.waiting.finish,
            "cancel": self.waiting.cancel,
            "higher": lambda: self.waiting.change_level(1),
            "lower": lambda: self.waiting.change_level(-1),
        }
        keys = {name: key for name, (key, *_) in OPERATIONS.items()} | FURTHER_KEYS
        self._shortcuts = Shortcuts(
            _PREFIX + "key/", keys, slots, panel, self._canvas, only_dock=("cancel",)
        )
        for name, (_, title, _) in OPERATIONS.items():
            panel.buttons[name].setText(f"{tr(title)}  [{self._shortcuts.label(name)}]")
        panel.undo.setText(f"{tr('Undo')}  [{self._shortcuts.label('undo')}]")
        panel.layer.layerChanged.connect(self._load)
        panel.reviewer.editingFinished.connect(self._keep_name)
        self.list.chosen.connect(self.show_row)
        panel.undo.clicked.connect(self.undo)
        panel.save.clicked.connect(self.save)
        self.visibilityChanged.connect(self._shortcuts.set_enabled)

    def review(self, layer: QgsVectorLayer) -> None:
        """Review a layer of the project."""
        self.panel.layer.setLayer(layer)

    def close_review(self) -> None:
        """Let go of everything; for unloading. Unsaved decisions stay in layer and journal."""
        self.waiting.close()
        for key in list(self._sessions):
            self._gone(key)
        self._shortcuts.remove()
        self.panel.layer.layerChanged.disconnect(self._load)
        self.panel.side.close_view()
        self._canvas.scene().removeItem(self._band)

    # --- the layer -----------------------------------------------------------------------

    def _leave(self) -> None:
        """Turn away from a layer; its session lives on, so that undo and save are followed."""
        self.waiting.cancel()
        self.list.follow(None)
        if self.session is not None:
            self.session.undone.disconnect(self._show_key)
            self.session.saved.disconnect(self._saved)
        self.session = self.operations = self.current = None
        self.list.select(None)
        self._band.reset(QgsWkbTypes.GeometryType.PolygonGeometry)

    def _load(self, layer) -> None:
        """Begin or go on with the review of a layer; with None there is none."""
        if self.session is not None and layer is self.session.layer:
            return
        self._leave()
        self.panel.tell("")
        self.panel.side.set_layer(layer)
        if layer is not None:
            try:
                self._begin(layer)
            except InputError as error:
                self.panel.tell(str(error), True)
        self.list.follow(self.session)
        self.next_open()

    def _begin(self, layer: QgsVectorLayer) -> None:
        key = layer.id()
        is_new = key not in self._sessions
        if is_new:
            self._sessions[key] = ReviewSession(layer, self)
            layer.willBeDeleted.connect(lambda: self._gone(key))
        self.session = self._sessions[key]
        self.session.undone.connect(self._show_key)
        self.session.saved.connect(self._saved)
        self.operations = Operations(self.session, self.reviewer)
        if is_new:
            self._recover()

    def _gone(self, key: str) -> None:
        """A layer is deleted."""
        session = self._sessions.pop(key, None)
        if session is None:
            return
        if session is self.session:
            self._leave()
        session.close()
        session.deleteLater()

    def _recover(self) -> None:
        """Offer what a crash left."""
        try:
            left = recoverable(self.session)
        except InputError as error:
            self.panel.tell(str(error), True)
            return
        if not left:
            return
        if self.ask_recovery(len(left)):
            count, failed = recover(self.session)
            text = tr("{count} decisions were recovered.").format(count=count)
            if failed:
                text += " " + tr("{count} no longer fit and were left out: {keys}").format(
                    count=len(failed), keys=", ".join(decision.key for decision in failed[:10])
                )
            self.panel.tell(text, bool(failed))
        else:
            place = discard(self.session)
            self.panel.tell(tr("The decisions are kept in {file}").format(file=place))

    def ask_recovery(self, count: int) -> bool:
        """Ask whether decisions that were not saved shall be applied again."""
        text = tr(
            "A review of this layer ended before it was saved. Apply its {count} decisions again? "
            "Otherwise they are kept in a file beside the GeoPackage."
        ).format(count=count)
        return ask(self, tr("Recover the review"), text)

    def reviewer(self) -> str:
        """Who reviews."""
        return self.panel.reviewer.text().strip()

    def _keep_name(self) -> None:
        QgsSettings().setValue(_PREFIX + "reviewer", self.reviewer())

    # --- moving about --------------------------------------------------------------------

    def show_row(self, row: int) -> None:
        """Show a candidate on the map and in the list."""
        self.current = row
        self.list.select(row)
        self.zoom()

    def zoom(self) -> None:
        """Zoom to the candidate and outline it."""
        self._band.reset(QgsWkbTypes.GeometryType.PolygonGeometry)
        if self.session is None or self.current is None:
            return
        layer = self.session.layer
        feature = layer.getFeature(int(self.session.table.fids[self.current]))
        if not feature.hasGeometry():
            return
        self._band.setToGeometry(feature.geometry(), layer)
        crs = self._canvas.mapSettings().destinationCrs()
        transform = QgsCoordinateTransform(layer.crs(), crs, QgsProject.instance())
        with contextlib.suppress(QgsCsException):  # not on this map
            box = transform.transformBoundingBox(feature.geometry().boundingBox())
            box.scale(_MARGIN)
            self._canvas.setExtent(box)
            self._canvas.refresh()

    def next_open(self) -> None:
        """Go on to the next candidate without a decision."""
        if self.session is None:
            return
        row = self.list.next_open(self.current)
        if row is not None:
            self.show_row(row)
        elif self.list.counts()[1]:
            self.panel.tell(tr("No candidate of this list is left without a decision."))

    def step(self, by: int) -> None:
        """Go up or down the list, whatever was decided."""
        row = self.list.neighbour(self.current, by)
        if row is not None:
            self.show_row(row)

    def _show_key(self, key: str) -> None:
        row = self.session.row_of_key(key)
        if row is not None and not self.session.table.gone[row]:
            self.show_row(row)

    # --- deciding ------------------------------------------------------------------------

    def decide(self, action: str) -> None:
        """Carry out an operation on the present candidate, or begin it."""
        if self.session is None:
            return
        self.panel.tell("")
        try:
            if not self.reviewer():
                self.panel.reviewer.setFocus()
                raise InputError(tr("Enter your name first: decisions are logged with it."))
            if self.waiting.kind:
                if action == self.waiting.kind:
                    self.waiting.finish()
                else:
                    self.panel.tell(tr("Finish or cancel the edit first (Enter or Esc)."))
            elif action == "retrieve":
                self.waiting.retrieve()
            elif self.current is not None:
                self._decide(action)
        except InputError as error:
            self.panel.tell(str(error), True)

    def _decide(self, action: str) -> None:
        if action in ("refine", "split"):
            self.waiting.begin(action, self.current)
            return
        comment = self.panel.comment.text().strip()
        if action == "merge":
            chosen = self.session.layer.selectedFeatureIds()
            self.operations.merge(self.current, chosen, comment)
            self.session.layer.removeSelection()
        else:
            self.operations.mark(self.current, action, comment)
        self.after_decision()

    def after_decision(self) -> None:
        """Go on to the next candidate; stay where the present one is still open."""
        self.panel.comment.clear()
        self.list.count()
        if self.current is not None and self.session.table.is_open(self.current):
            self.show_row(self.current)
        else:
            self.next_open()

    def undo(self) -> None:
        """Take back the last decision or edit, and show the candidate again."""
        if self.session is not None and not self.waiting.kind:
            self.panel.tell("")
            self.session.undo()
            self.list.count()

    def save(self) -> None:
        """Save the layer; the log is written with it."""
        if self.session is not None:
            self.waiting.cancel()
            if not self.session.save():
                errors = "; ".join(self.session.layer.commitErrors())
                self.panel.tell(tr("The layer could not be saved: {e}").format(e=errors), True)

    def _saved(self, count: int, problem: str) -> None:
        text = tr("{count} decisions saved and logged.").format(count=count)
        self.panel.tell(problem or text, bool(problem))
        self.list.count()
