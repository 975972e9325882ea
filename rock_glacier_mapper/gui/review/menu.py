"""Further actions of the review dock: training with removals, merging the work of mappers."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProcessingFeatureSourceDefinition
from qgis.PyQt.QtCore import QObject, Qt
from qgis.PyQt.QtWidgets import QFileDialog, QMessageBox

from ...core.errors import InputError
from ...core.spreadsheet import cell
from ...core.translation import mark, tr
from ...processing.inventoryproject import place
from ..plaintext import warn

_FILTER = mark("GeoPackage (*.gpkg)")


class ReviewMenu(QObject):
    """Fills the menu *More*.

    Args:
        dock: the review dock.
        open_algorithm: opens a Processing dialog (algorithm, parameters).
    """

    def __init__(self, dock, open_algorithm):
        super().__init__(dock)
        self._dock, self._open = dock, open_algorithm
        menu = dock.panel.menu
        for title, tip, slot in (
            (
                tr("Use my removals as negatives…"),
                tr("Make negative training polygons of what was removed"),
                self.collect_negatives,
            ),
            (
                tr("Train in rounds with this layer…"),
                tr("Train on what remained; what the network wrongly finds becomes negatives"),
                self.train,
            ),
            (
                tr("Merge the work of several mappers…"),
                tr("Put the decisions on copies of one GeoPackage together"),
                self.merge,
            ),
        ):
            action = menu.addAction(title)
            action.setToolTip(tip)
            action.triggered.connect(lambda _checked=False, slot=slot: slot())
        menu.setToolTipsVisible(True)

    def collect_negatives(self) -> None:
        """Open *Turn wrong finds into negatives* with this layer."""
        session = self._dock.session
        if session is None or self._open is None:
            return
        parameters = {"CANDIDATES": session.layer.id()}
        if session.layer.fields().indexOf(session.roles.status) >= 0:
            parameters["REVIEW_FIELD"] = session.roles.status
        self._open("rockglacier:collectnegatives", parameters)

    def train(self) -> None:
        """Open *Train in rounds* with what was not removed, which is selected for it."""
        session = self._dock.session
        if session is None or self._open is None:
            return
        table = session.table
        kept = [
            int(fid)
            for fid, status, gone in zip(table.fids, table.statuses, table.gone)
            if status != "remove" and not gone
        ]
        session.layer.selectByIds(kept)
        source = QgsProcessingFeatureSourceDefinition(session.layer.id(), True)
        self._open("rockglacier:trainrounds", {"ROCK_GLACIERS": source})

    def merge(self) -> None:
        """Ask for the files, merge them, and tell what conflicts."""
        session = self._dock.session
        name = place(session.layer)[1] if session is not None else "GO"
        base = self._ask(QFileDialog.getOpenFileName, tr("The GeoPackage that all began with"))
        copies = self._ask(QFileDialog.getOpenFileNames, tr("The GeoPackages of the mappers"))
        output = self._ask(QFileDialog.getSaveFileName, tr("Merged GeoPackage"))
        if not (base and copies and output):
            return
        if not output.lower().endswith(".gpkg"):
            output += ".gpkg"
        try:
            text, details = merge_files(base, copies, output, name)
        except InputError as error:
            warn(self._dock, tr("Merge"), str(error))
            return
        box = QMessageBox(QMessageBox.Icon.Information, tr("Merge"), text, parent=self._dock)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setDetailedText(details)
        box.exec()
        box.deleteLater()

    def _ask(self, dialog, title: str):
        return dialog(self._dock, title, "", _FILTER)[0]


def merge_files(base: str, copies: list[str], output: str, layer: str) -> tuple[str, str]:
    """Merge the files and write the conflicts beside the output.

    Returns:
        What was done, and the conflicts line by line.

    Raises:
        InputError: see ``core.review.merging.merge_reviews``.
    """
    import csv

    from ...core.files import whole_file
    from ...core.review.merging import merge_reviews

    merged = merge_reviews(base, copies, output, layer)
    text = tr(
        "{changed} candidates decided, {added} added, {deleted} deleted, {logged} decisions "
        "logged. {count} conflicts are left open for a further look."
    ).format(
        changed=merged.changed,
        added=merged.added,
        deleted=merged.deleted,
        logged=merged.logged,
        count=len(merged.conflicts),
    )
    rows = [
        (c.unit or c.key, c.reason, "; ".join(f"{who}: {what}" for who, what in c.decisions))
        for c in merged.conflicts
    ]
    if rows:
        path = Path(output).with_suffix(".conflicts.csv")
        with whole_file(path) as part, open(part, "w", newline="", encoding="utf-8") as file:
            table = csv.writer(file)
            table.writerow(("candidate", "reason", "decisions"))
            table.writerows([map(cell, row) for row in rows])
        text += " " + tr("They are listed in {file}").format(file=path)
    return text, "\n".join(" – ".join(row) for row in rows)
