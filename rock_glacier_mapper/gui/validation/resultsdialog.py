"""Answers of the reviewers side by side, with their agreement; to look at and to export."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QTextOption
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QTextBrowser,
    QVBoxLayout,
)

from ...core.errors import InputError
from ...core.translation import tr
from ..plaintext import warn
from .answers import Results, body_parts, write_results

#: Qt knows only a part of the style of the page.
_STYLE = "td, th { padding: 3px 9px } h1 { font-size: large } h2 { font-size: medium }"


class ResultsDialog(QDialog):
    """Shows the tables of a validation.

    Args:
        found: the tables.
        source: the GeoPackage.
        parent: owner.
    """

    def __init__(self, found: Results, source, parent=None):
        super().__init__(parent)
        self._found, self._source = found, source
        self.setWindowTitle(tr("Agreement of the reviewers"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(780, 520)
        self.view = QTextBrowser(self)
        self.view.setWordWrapMode(QTextOption.WrapMode.WordWrap)
        self.view.document().setDefaultStyleSheet(_STYLE)
        # Numbers and their unit stay on one line.
        self.view.setHtml("".join(body_parts(found, source)).replace(" %", "&nbsp;%"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        export = buttons.addButton(tr("Export…"), QDialogButtonBox.ButtonRole.ActionRole)
        export.clicked.connect(self._export)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.addWidget(self.view)
        layout.addWidget(buttons)

    def _export(self) -> None:
        kinds = tr("Web page (*.html);;Table (*.csv)")
        path, chosen = QFileDialog.getSaveFileName(self, tr("Export"), "", kinds)
        if not path:
            return
        if not path.lower().endswith((".html", ".csv")):
            path += ".csv" if "csv" in chosen else ".html"
        try:
            write_results(self._found, path, self._source)
        except InputError as error:
            warn(self, tr("Export"), str(error))
