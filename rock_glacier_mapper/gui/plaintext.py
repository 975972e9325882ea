"""Labels and boxes that show names from layers as they are.

Qt takes text that looks like HTML for HTML, so that a layer or reviewer named
``<img src=…>`` would be loaded and not shown.
"""

from __future__ import annotations

import html

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QLabel, QMessageBox, QWidget


def plain_label(*arguments) -> QLabel:
    """A ``QLabel`` that shows its text as it is."""
    label = QLabel(*arguments)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def plain_tip(text: str) -> str:
    """A text for ``setToolTip`` that shows as it is."""
    return f"<qt>{html.escape(text)}</qt>"


def warn(parent: QWidget | None, title: str, text: str) -> None:
    """Tell of a failure and wait for the user."""
    _box(QMessageBox.Icon.Warning, parent, title, text).exec()


def ask(parent: QWidget | None, title: str, text: str) -> bool:
    """Whether the user answers yes."""
    box = _box(QMessageBox.Icon.Question, parent, title, text)
    yes = QMessageBox.StandardButton.Yes
    box.setStandardButtons(yes | QMessageBox.StandardButton.No)
    return box.exec() == yes


def _box(icon: QMessageBox.Icon, parent: QWidget | None, title: str, text: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setIcon(icon)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    return box
