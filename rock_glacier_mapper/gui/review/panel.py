"""The widgets of the review dock."""

from __future__ import annotations

from qgis.core import QgsMapLayerProxyModel
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QMenu,
    QProgressBar,
    QPushButton,
    QSlider,
    QSplitter,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...core.translation import mark, tr
from ..plaintext import plain_label
from .listmodel import CandidateModel
from .sideview import SideView

#: Operations with default key, title and tip, in the order of the buttons.
OPERATIONS = {
    "remain": ("1", "Remain", mark("It is a rock glacier, and the outline is good.")),
    "remove": (
        "2",
        "Remove",
        mark("It is no rock glacier. Nothing is deleted; exports leave it out."),
    ),
    "refine": (
        "3",
        "Refine",
        mark("Change the outline with the vertex tool or reshape; press the key again when done."),
    ),
    "retrieve": (
        "4",
        "Retrieve",
        mark(
            "Add a landform that was missed: proposed from the heatmap around the cursor, or drawn."
        ),
    ),
    "split": ("5", "Split", mark("Draw a line across it with QGIS's split tool.")),
    "merge": ("6", "Merge", mark("Merge the outlines selected on the map into this one.")),
}
#: Further keys.
FURTHER_KEYS = {
    "next": "N",
    "previous": "B",
    "undo": "U",
    "view": "H",
    "zoom": "Z",
    "done": "Return Enter",
    "cancel": "Esc",
    "higher": "+",
    "lower": "-",
}


class ReviewPanel(QWidget):
    """All that the dock shows; it does nothing by itself.

    Args:
        canvas: the main map, which the side view follows.
        parent: owner.
    """

    def __init__(self, canvas, parent=None):
        super().__init__(parent)
        self.layer = QgsMapLayerComboBox(self)
        self.layer.setFilters(QgsMapLayerProxyModel.Filter.PolygonLayer)
        self.layer.setAllowEmptyLayer(True)
        self.layer.setLayer(None)  # no layer is read before a person wants it
        self.layer.setToolTip(tr("Outlines of an inventory (GO), or candidates"))
        self.reviewer = QLineEdit(self)
        self.reviewer.setPlaceholderText(tr("Your name, for the log"))
        self.reviewer.setToolTip(tr("Stored with each decision"))
        form = QFormLayout()
        form.addRow(tr("Layer"), self.layer)
        form.addRow(tr("Reviewer"), self.reviewer)
        self.side = SideView(canvas, self)
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.addWidget(self._list())
        splitter.addWidget(self.side)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([420, 330])
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(splitter, 1)

    def _list(self) -> QWidget:
        whole = QWidget(self)
        self.progress = QProgressBar(whole)
        self.progress.setFormat(tr("%v of %m decided"))
        self.counter = plain_label(whole)
        self.message = plain_label(whole)
        self.message.setWordWrap(True)
        self.message.hide()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.progress)
        layout.addLayout(self._filters(whole))
        layout.addWidget(self._table(whole), 1)
        layout.addWidget(self.counter)
        layout.addLayout(self._buttons(whole))
        self.comment = QLineEdit(whole)
        self.comment.setPlaceholderText(tr("Reason or comment of the next decision (optional)"))
        self.comment.setToolTip(tr("Stored with the next decision, then emptied"))
        layout.addWidget(self.comment)
        layout.addWidget(self._waiting(whole))
        layout.addWidget(self.message)
        layout.addLayout(self._footer(whole))
        return whole

    def _filters(self, parent: QWidget) -> QHBoxLayout:
        self.status = QComboBox(parent)
        for title, value in (
            (tr("Open"), "open"),
            (tr("All"), ""),
            *((tr(title), name) for name, (_, title, _) in OPERATIONS.items() if name != "merge"),
        ):
            self.status.addItem(title, value)
        self.status.setToolTip(tr("Show candidates with this decision"))
        self.mapper = QComboBox(parent)
        self.mapper.setToolTip(tr("Show candidates of this mapper"))
        self.extent = QCheckBox(tr("Only here"), parent)
        self.extent.setToolTip(
            tr("Show the candidates of the area that the map shows when you tick this: your part")
        )
        bar = QHBoxLayout()
        bar.addWidget(self.status, 1)
        bar.addWidget(self.mapper, 1)
        bar.addWidget(self.extent)
        return bar

    def _table(self, parent: QWidget) -> QTableView:
        self.model = CandidateModel(self)
        self.table = QTableView(parent)
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setAlternatingRowColors(True)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.setMinimumHeight(110)
        # Rows of one height: with 50 000 of them measuring each would take seconds.
        header = self.table.verticalHeader()
        header.hide()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setDefaultSectionSize(self.fontMetrics().height() + 6)
        columns = self.table.horizontalHeader()
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        columns.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, letters in ((1, 8), (2, 7), (3, 8), (4, 10)):
            width = self.fontMetrics().averageCharWidth() * letters + 14
            self.table.setColumnWidth(column, width)
        return self.table

    def _buttons(self, parent: QWidget) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(4)
        self.buttons = {}
        for number, (name, (_, title, tip)) in enumerate(OPERATIONS.items()):
            button = QPushButton(tr(title), parent)
            button.setToolTip(tr(tip))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.buttons[name] = button
            grid.addWidget(button, number // 3, number % 3)
        return grid

    def _waiting(self, parent: QWidget) -> QFrame:
        """Shown while a person edits with another tool."""
        self.waiting = QFrame(parent)
        self.waiting.setFrameShape(QFrame.Shape.StyledPanel)
        self.hint = plain_label(self.waiting)
        self.hint.setWordWrap(True)
        self.level = QSlider(Qt.Orientation.Horizontal, self.waiting)
        self.level.setRange(2, 98)
        self.level.setToolTip(tr("Probability at the outline; also the mouse wheel, + and -"))
        self.done = QPushButton(tr("Done (Enter)"), self.waiting)
        self.done.setToolTip(tr("Take what was drawn or changed as the decision"))
        self.cancel = QPushButton(tr("Cancel (Esc)"), self.waiting)
        self.cancel.setToolTip(tr("Leave everything as it was before"))
        self.other = QPushButton(self.waiting)
        self.other.setToolTip(tr("Do it with another tool"))
        for button in (self.done, self.cancel, self.other):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        bar = QHBoxLayout()
        for button in (self.done, self.other, self.cancel):
            bar.addWidget(button)
        layout = QVBoxLayout(self.waiting)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(self.hint)
        layout.addWidget(self.level)
        layout.addLayout(bar)
        self.waiting.hide()
        return self.waiting

    def _footer(self, parent: QWidget) -> QHBoxLayout:
        self.undo = QPushButton(tr("Undo"), parent)
        self.undo.setToolTip(tr("Take back the last decision"))
        self.save = QPushButton(tr("Save"), parent)
        self.save.setToolTip(tr("Save the layer, and the decisions to its log"))
        self.more = QToolButton(parent)
        self.more.setToolTip(tr("Train with the decisions, merge the work of several mappers"))
        self.more.setText(tr("More"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self.more)
        self.more.setMenu(self.menu)
        bar = QHBoxLayout()
        for button in (self.undo, self.save, self.more):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            bar.addWidget(button)
        return bar

    def tell(self, text: str, warning: bool = False) -> None:
        """Show a message in the dock; "" hides it."""
        self.message.setText(text)
        self.message.setStyleSheet("color: #a00000" if warning else "")
        self.message.setVisible(bool(text))

    def wait(self, hint: str, level: bool = False, other: str = "") -> None:
        """Show what to do while another tool is in use; "" hides it."""
        self.hint.setText(hint)
        self.level.setVisible(level)
        self.other.setText(other)
        self.other.setVisible(bool(other))
        self.waiting.setVisible(bool(hint))
