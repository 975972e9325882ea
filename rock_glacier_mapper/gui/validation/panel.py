"""The widgets of the validation dock."""

from __future__ import annotations

from qgis.core import QgsMapLayerProxyModel, QgsSettings
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ...core.translation import mark, tr
from ..plaintext import plain_label

PREFIX = "rockglacier/validation/"
#: Answer with keys, title, colour and tip.
ANSWERS = {
    "yes": ("1 Y", "Yes", "#009e73", mark("It is a rock glacier.")),
    "no": ("2 N", "No", "#d55e00", mark("It is none.")),
    "uncertain": ("3 U", "Uncertain", "#e69f00", mark("The images do not decide it.")),
    "undefined": ("4 D", "Undefined", "#8c8c8c", mark("Snow, shadow or clouds hide it.")),
}
#: Widths of the map around a marker that are offered, in metres.
_WIDTHS = (1000, 2000, 4000, 8000)


class ValidationPanel(QWidget):
    """All that the dock shows; it does nothing by itself."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.combo = QgsMapLayerComboBox(self)
        self.combo.setFilters(QgsMapLayerProxyModel.Filter.PointLayer)
        self.combo.setAllowEmptyLayer(True)
        self.combo.setLayer(None)
        self.combo.setToolTip(tr("Your layer of the sample: REVIEWER_1, REVIEWER_2 and so on"))
        self.map_width = QComboBox(self)
        for width in _WIDTHS:
            self.map_width.addItem(tr("{km:g} km").format(km=width / 1000), width)
        known = self.map_width.findData(int(QgsSettings().value(PREFIX + "width", 2000)))
        self.map_width.setCurrentIndex(max(0, known))
        self.map_width.setToolTip(tr("How much of the land the map shows around a marker"))
        form = QFormLayout()
        form.addRow(tr("Markers"), self.combo)
        form.addRow(tr("Map width"), self.map_width)
        self.progress = QProgressBar(self)
        self.progress.setFormat(tr("%v of %m answered"))
        self.question = plain_label(self)
        self.question.setWordWrap(True)
        grid, self.buttons = QGridLayout(), {}
        for number, (name, (keys, title, colour, tip)) in enumerate(ANSWERS.items()):
            button = QPushButton(f"{tr(title)}  [{keys.replace(' ', ', ')}]", self)
            button.setToolTip(tr(tip))
            button.setMinimumHeight(38)
            button.setStyleSheet(f"QPushButton {{ border: 2px solid {colour}; }}")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.buttons[name] = button
            grid.addWidget(button, number // 2, number % 2)
        self.comment = QLineEdit(self)
        self.comment.setPlaceholderText(tr("Comment (optional)"))
        self.comment.setToolTip(tr("Stored with the answer to this marker"))
        self.back = QPushButton(tr("Back  [B]"), self)
        self.forward = QPushButton(tr("Forward  [F]"), self)
        self.show_results = QPushButton(tr("Agreement…"), self)
        self.back.setToolTip(tr("Go to the marker before this one"))
        self.forward.setToolTip(tr("Go to the marker after this one"))
        self.show_results.setToolTip(
            tr("Shares of all answers and agreement, once you have answered all markers")
        )
        bar = QHBoxLayout()
        for button in (self.back, self.forward, self.show_results):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            bar.addWidget(button)
        self.message = plain_label(self)
        self.message.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.progress)
        layout.addWidget(self.question)
        layout.addLayout(grid)
        layout.addWidget(self.comment)
        layout.addLayout(bar)
        layout.addWidget(self.message)
        layout.addStretch()

    def tell(self, text: str) -> None:
        """Show a message; "" hides it."""
        self.message.setText(text)
        self.message.setVisible(bool(text))
