"""Operations that take more than a key press: the dock waits for an edit on the map."""

from __future__ import annotations

from qgis.core import QgsGeometry
from qgis.PyQt.QtCore import QObject

from ...core.errors import InputError
from ...core.translation import tr
from .handover import DRAW, REFINE, SPLIT, Handover
from .retrievetool import STEP, RetrieveTool

#: Retrieving with the magic wand.
WAND = "wand"


class Waiting(QObject):
    """Refine, split and retrieve: begin, follow and finish them.

    Args:
        iface: of QGIS.
        dock: the review dock.
    """

    def __init__(self, iface, dock):
        super().__init__(dock)
        self._iface, self._dock, self._panel = iface, dock, dock.panel
        self._canvas = iface.mapCanvas()
        self._handover = Handover(iface, self)
        self._handover.edited.connect(self._edited)
        self._tool = RetrieveTool(self._canvas)
        self._tool.proposed.connect(self._proposed)
        self._tool.accepted.connect(self.finish)
        self._tool.cancelled.connect(self.cancel)
        self._former = None
        self._wand = False
        self._panel.done.clicked.connect(self.finish)
        self._panel.cancel.clicked.connect(self.cancel)
        self._panel.other.clicked.connect(self._other)
        self._panel.level.valueChanged.connect(self._slid)

    @property
    def kind(self) -> str:
        """The operation that is waited for; "" for none."""
        return "retrieve" if self._wand else self._handover.kind

    def begin(self, action: str, row: int) -> None:
        """Hand a candidate over to the vertex tool or the split tool."""
        self._handover.begin(action, self._dock.session, row)
        if action == REFINE:
            hint = tr("Change the outline, then press Enter or the key of Refine again.")
            self._panel.wait(hint, other=tr("Reshape tool"))
        else:
            hint = tr("Draw a line across the outline; right click ends it. Then press Enter.")
            self._panel.wait(hint)
        self._panel.done.setEnabled(False)

    def retrieve(self) -> None:
        """Propose a landform around the cursor, or let one be drawn where there is no heatmap."""
        heatmap = self._panel.side.raster("heatmap")
        if heatmap is None:
            self._draw()
            return
        self._dock.session.start_editing()
        self._wand = True
        self._former = self._canvas.mapTool()
        self._tool.use(heatmap)
        self._canvas.setMapTool(self._tool)
        self._panel.done.setEnabled(False)
        self._hint("")
        if self._canvas.underMouse():
            place = self._canvas.mouseLastXY()
            self._tool.look(self._canvas.getCoordinateTransform().toMapCoordinates(place))

    def change_level(self, steps: int) -> None:
        """Raise or lower the level of the proposal."""
        if self._wand:
            self._tool.set_level(self._tool.level + steps * STEP)

    def finish(self) -> None:
        """Take the edit over as a decision."""
        try:
            if self._wand:
                self._finish_wand()
            elif self._handover.kind:
                self._finish_edit()
        except InputError as error:
            self._panel.tell(str(error), True)

    def cancel(self) -> None:
        """Come back without a decision; what was edited is put back."""
        if self._wand:
            self._leave_wand()
        elif self._handover.kind:
            self._handover.restore()
            self._handover.end()
        self._panel.wait("")

    def close(self) -> None:
        """Let go of the map."""
        self.cancel()
        self._tool.close()

    # --- with tools of QGIS --------------------------------------------------------------

    def _draw(self) -> None:
        self._handover.begin(DRAW, self._dock.session)
        self._panel.wait(tr("Draw the landform; right click ends it. Then press Enter."))
        self._panel.done.setEnabled(False)

    def _edited(self) -> None:
        self._panel.done.setEnabled(self._handover.changed)

    def _other(self) -> None:
        if self._wand:
            self._leave_wand()
            self._draw()
        else:
            self._handover.reshape()

    def _finish_edit(self) -> None:
        handover, operations = self._handover, self._dock.operations
        if not handover.changed:
            self._panel.tell(tr("Nothing was changed yet. Esc cancels."))
            return
        kind, row, before, parts = handover.kind, handover.row, handover.before, handover.parts
        comment = self._panel.comment.text().strip()
        if kind == REFINE:
            operations.refine(row, before, comment)
        elif kind == SPLIT:
            operations.split(row, before, list(parts), comment)
        else:
            layer = self._dock.session.layer
            for fid in list(parts):
                operations.retrieve(QgsGeometry(layer.getFeature(fid).geometry()), None, comment)
        self._handover.end()
        self._panel.wait("")
        self._dock.after_decision()

    # --- with the magic wand -------------------------------------------------------------

    def _proposed(self, problem: str) -> None:
        proposal = self._tool.proposal
        self._panel.done.setEnabled(proposal is not None)
        if proposal is not None:
            self._panel.level.blockSignals(True)
            self._panel.level.setValue(round(100 * self._tool.level))
            self._panel.level.blockSignals(False)
        self._hint(problem)

    def _hint(self, problem: str) -> None:
        hint = problem or tr("Click a landform that was missed.")
        if self._tool.proposal is not None and not problem:
            hint = tr(
                "Level {level:.2f}, mean probability {mean:.2f}. Change the level with the mouse "
                "wheel, then press Enter."
            ).format(level=self._tool.level, mean=self._tool.proposal.mean)
        self._panel.wait(hint, level=True, other=tr("Draw it"))

    def _slid(self, value: int) -> None:
        if self._wand:
            self._tool.set_level(value / 100)

    def _finish_wand(self) -> None:
        proposal = self._tool.proposal
        if proposal is None:
            self._panel.tell(tr("Click a landform first, or cancel with Esc."))
            return
        geometry = self._tool.geometry(self._dock.session.layer.crs())
        values = {"prob_mean": proposal.mean, "prob_max": proposal.peak}
        comment = self._panel.comment.text().strip()
        self._dock.operations.retrieve(geometry, values, comment)
        self._leave_wand()
        self._panel.wait("")
        self._dock.after_decision()

    def _leave_wand(self) -> None:
        self._wand = False
        self._tool.clear()
        if self._former is not None:
            self._canvas.setMapTool(self._former)
        else:
            self._canvas.unsetMapTool(self._tool)
        self._former = None
