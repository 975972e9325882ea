"""The list of candidates: a view on arrays, so that 50 000 rows cost nothing."""

from __future__ import annotations

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, Qt
from qgis.PyQt.QtGui import QBrush, QColor

from ...core.translation import tr

#: Colours of the styles of GO.
_COLOURS = {
    "remain": "#009e73",
    "refine": "#0072b2",
    "retrieve": "#2a8fc4",
    "split": "#b0588c",
    "remove": "#8c8c8c",
}

#: Qt 5 wants a number here, and Qt 6's flags are none.
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_RIGHT = int(getattr(_RIGHT, "value", _RIGHT))


class CandidateModel(QAbstractTableModel):
    """Rows of a ``CandidateTable`` in the order of their priority.

    Attributes:
        rows: int64 array, the shown rows of the table.
    """

    def __init__(self, parent=None):
        super().__init__(parent)
        self.table = None
        self.rows = ()
        self._ranks = None

    def set_rows(self, table, rows) -> None:
        """Show these rows, sorted by rank."""
        self.beginResetModel()
        self.table, self.rows = table, rows
        self._ranks = table.rank[rows] if table is not None else None
        self.endResetModel()

    def position(self, row: int | None) -> int | None:
        """Where a row of the table stands in the list; None when it is not shown."""
        if row is None or self.table is None or not len(self.rows):
            return None
        place = int(self._ranks.searchsorted(self.table.rank[row]))
        return place if place < len(self.rows) and self.rows[place] == row else None

    def remove(self, row: int) -> None:
        """Take one row out."""
        import numpy as np

        place = self.position(row)
        if place is None:
            return
        self.beginRemoveRows(QModelIndex(), place, place)
        self.rows = np.delete(self.rows, place)
        self._ranks = np.delete(self._ranks, place)
        self.endRemoveRows()

    def refresh(self, row: int) -> None:
        """The status of a row has changed."""
        place = self.position(row)
        if place is not None:
            last = self.columnCount() - 1
            self.dataChanged.emit(self.index(place, 0), self.index(place, last))

    def rowCount(self, parent=None) -> int:  # noqa: D102
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent=None) -> int:  # noqa: D102
        return 0 if parent is not None and parent.isValid() else 5

    def headerData(self, section, orientation, role=Qt.ItemDataRole.DisplayRole):  # noqa: D102
        if orientation != Qt.Orientation.Horizontal:
            return None
        title, tip = (
            (tr("Candidate"), tr("Identifier of the unit or candidate")),
            (tr("km²"), tr("Area")),
            (tr("Score"), tr("Score of the rules, else mean probability")),
            (tr("Priority"), tr("From 0, clear and small, to 1, doubtful and large")),
            (tr("Decision"), tr("Decision of the review")),
        )[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return title
        return tip if role == Qt.ItemDataRole.ToolTipRole else None

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):  # noqa: D102
        if not index.isValid():
            return None
        row, column = int(self.rows[index.row()]), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column in (1, 2, 3):
            return _RIGHT
        if role == Qt.ItemDataRole.ForegroundRole and column == 4:
            colour = _COLOURS.get(self.table.statuses[row])
            return QBrush(QColor(colour)) if colour else None
        return None

    def _text(self, row: int, column: int) -> str:
        table = self.table
        if column == 0:
            return table.units[row] or table.keys[row].replace("rg_id ", "")
        if column == 4:
            status = table.statuses[row]
            return "" if table.is_open(row) else tr(status.capitalize())
        values, form = (
            (table.area_km2, "{:.3f}"),
            (table.score, "{:.2f}"),
            (table.priority, "{:.2f}"),
        )[column - 1]
        value = float(values[row])
        return "" if value != value else form.format(value)
