"""The list of candidates in the dock: filters, order, progress."""

from __future__ import annotations

import contextlib

from qgis.core import QgsCoordinateTransform, QgsCsException, QgsProject, QgsRectangle
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...core.translation import tr


class CandidateList(QObject):
    """Fills the list of the panel and keeps it up to date.

    Args:
        panel: widgets of the dock.
        canvas: the main map, for the filter by extent.

    Attributes:
        session: of the review; None without one.
        inside: numbers of the features in the chosen area; None = everywhere.
    """

    #: A person chose this row of the table in the list.
    chosen = pyqtSignal(int)

    def __init__(self, panel, canvas, parent: QObject):
        super().__init__(parent)
        self.panel, self._canvas = panel, canvas
        self.session = self.inside = None
        self._moving, self._current = False, None
        panel.status.currentIndexChanged.connect(self.filter)
        panel.mapper.currentIndexChanged.connect(self.filter)
        panel.extent.toggled.connect(self._take_extent)
        panel.table.selectionModel().currentRowChanged.connect(self._row_chosen)

    def follow(self, session) -> None:
        """List the candidates of a session, or none."""
        if self.session is not None:
            self.session.row_changed.disconnect(self._row_changed)
            self.session.table_changed.disconnect(self.fill)
        self.session, self.inside = session, None
        self.panel.extent.blockSignals(True)
        self.panel.extent.setChecked(False)
        self.panel.extent.blockSignals(False)
        if session is not None:
            session.row_changed.connect(self._row_changed)
            session.table_changed.connect(self.fill)
        self.fill()

    @property
    def rows(self):
        """Rows of the table that are shown, in order."""
        return self.panel.model.rows

    def next_open(self, after: int | None) -> int | None:
        """The next candidate of the list without a decision."""
        return self.session.table.next_open(self.rows, after)

    def neighbour(self, row: int | None, by: int) -> int | None:
        """The row so many places further down the list, whatever was decided."""
        model = self.panel.model
        if self.session is None or not model.rowCount():
            return None
        place = model.position(row)
        if place is None:  # it left the list with its decision
            place = (model.position(self.next_open(row)) or 0) - (by > 0)
        return int(model.rows[min(max(place + by, 0), model.rowCount() - 1)])

    def counts(self) -> tuple[int, int]:
        """(decided, all) candidates of the chosen area."""
        return self.session.table.counts(self.inside) if self.session is not None else (0, 0)

    def fill(self) -> None:
        """Fill the filters and the list anew."""
        combo = self.panel.mapper
        combo.blockSignals(True)
        chosen = combo.currentData()
        combo.clear()
        combo.addItem(tr("All mappers"), None)
        for name in sorted(set(self.session.table.mappers)) if self.session else ():
            combo.addItem(name or tr("No mapper"), name)
        combo.setCurrentIndex(max(0, combo.findData(chosen)) if chosen is not None else 0)
        combo.blockSignals(False)
        self.filter()

    def filter(self, *_) -> None:
        """Show the rows that pass the filters."""
        if self.session is None:
            self.panel.model.set_rows(None, ())
            self.count()
            return
        status, mapper = self.panel.status.currentData(), self.panel.mapper.currentData()
        rows = self.session.table.select(
            {status} if status not in ("", "open") else None,
            None if mapper is None else {mapper},
            self.inside,
            only_open=status == "open",
        )
        self._moving = True
        self.panel.model.set_rows(self.session.table, rows)
        self._moving = False
        self.select(self._current)
        self.count()

    def _take_extent(self, wanted: bool) -> None:
        """Keep the candidates that the map shows now, or all."""
        self.inside = None
        if wanted and self.session is not None:
            layer, box = self.session.layer, self._canvas.extent()
            crs = self._canvas.mapSettings().destinationCrs()
            transform = QgsCoordinateTransform(crs, layer.crs(), QgsProject.instance())
            with contextlib.suppress(QgsCsException):
                box = transform.transformBoundingBox(box)
            self.inside = set(self._features_in(layer, box))
        self.filter()

    def _features_in(self, layer, box: QgsRectangle):
        from ...processing.inventorystock import attribute_request

        request = attribute_request(layer, geometry=False).setFilterRect(box)
        return (feature.id() for feature in layer.getFeatures(request))

    def count(self) -> None:
        """Show how much is done."""
        decided, total = self.counts()
        self.panel.progress.setRange(0, max(1, total))
        self.panel.progress.setValue(decided)
        pending = self.session.pending if self.session else 0
        self.panel.counter.setText(
            tr("{shown} in the list, {pending} decisions not saved yet").format(
                shown=self.panel.model.rowCount(), pending=pending
            )
        )
        for button in (*self.panel.buttons.values(), self.panel.undo, self.panel.save):
            button.setEnabled(self.session is not None)

    def _row_changed(self, row: int) -> None:
        """Keep list and counter up to date, without reading all anew."""
        table, status = self.session.table, self.panel.status.currentData()
        fits = not table.gone[row] and (
            status == ""
            or (table.is_open(row) if status == "open" else table.statuses[row] == status)
        )
        shown = self.panel.model.position(row) is not None
        if shown and not fits:
            self._moving = True
            self.panel.model.remove(row)
            self._moving = False
        elif fits and not shown:
            self.filter()
        else:
            self.panel.model.refresh(row)
        self.count()

    def _row_chosen(self, index, _previous=None) -> None:
        if not self._moving and index.isValid():
            self.chosen.emit(int(self.panel.model.rows[index.row()]))

    def select(self, row: int | None) -> None:
        """Mark a row of the table in the list, where it is shown."""
        self._current = row
        place = self.panel.model.position(row)
        if place is None:
            return
        self._moving = True
        self.panel.table.setCurrentIndex(self.panel.model.index(place, 0))
        self._moving = False
