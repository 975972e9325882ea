"""A small window with the curves of a training that runs."""

from __future__ import annotations

import csv
from pathlib import Path

from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtGui import QPixmap
from qgis.PyQt.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from ..core.translation import tr
from ..processing.trainingruns import RUNS, TrainingRun
from .plaintext import plain_label

#: Milliseconds between looks at the log.
_INTERVAL = 1000


class TrainingWindow(QDialog):
    """Curves of loss and IoU of one training, and a button to stop it.

    Args:
        run: the training.
        parent: main window of QGIS.
    """

    def __init__(self, run: TrainingRun, parent=None):
        super().__init__(parent)
        self.run = run
        self._seen = None
        self.setWindowTitle(tr("Training {name}").format(name=run.title))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.picture = QLabel(self)
        self.picture.setMinimumSize(640, 300)
        self.words = plain_label(
            tr("Reading patches; the curves appear after the first epoch."), self
        )
        self.words.setWordWrap(True)
        self.stop = QPushButton(tr("Stop and keep the best model"), self)
        self.stop.setToolTip(tr("End the training; the model with the best IoU so far is written."))
        self.stop.clicked.connect(self._stop)
        close = QPushButton(tr("Hide"), self)
        close.setToolTip(tr("Close this window; the training goes on."))
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self.stop)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.addWidget(self.picture)
        layout.addWidget(self.words)
        layout.addLayout(buttons)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(_INTERVAL)
        RUNS.ended.connect(self._ended)

    def look(self) -> None:
        """Read the log again if it has changed, and draw it."""
        history, stamp = read_log(self.run.log, self._seen)
        if not history:
            return
        from ..core.training.report import curves_figure

        self._seen = stamp
        picture = QPixmap()
        picture.loadFromData(curves_figure(history, (640, 300)))
        self.picture.setPixmap(picture)
        last, best = history[-1], max(history, key=lambda row: row["iou"])
        self.words.setText(
            tr(
                "Epoch {epoch:.0f}: IoU {iou:.3f}, precision {precision:.3f}, recall "
                "{recall:.3f}. Best IoU on the held-out places {best:.3f} in epoch {which:.0f}."
            ).format(
                epoch=last["epoch"],
                iou=last["iou"],
                precision=last["precision"],
                recall=last["recall"],
                best=best["iou"],
                which=best["epoch"],
            )
        )

    def done(self, result: int) -> None:
        """Hiding and closing both end the dialog; the training goes on."""
        self._timer.stop()
        RUNS.ended.disconnect(self._ended)
        super().done(result)

    def _stop(self) -> None:
        self.run.stop.set()
        self.stop.setEnabled(False)
        self.stop.setText(tr("Stopping…"))

    def _ended(self, run: TrainingRun, how: str) -> None:
        if run is not self.run:
            return
        self._timer.stop()
        self.stop.setEnabled(False)
        self.words.setText(f"{self.words.text()} {tr('Ended')}: {how}.")


def read_log(path: Path, seen: int | None) -> tuple[list[dict[str, float]], int | None]:
    """Rows of a training log and its time stamp; no rows when it has not changed since ``seen``."""
    try:
        stamp = path.stat().st_mtime_ns
        if stamp == seen:
            return [], seen
        with open(path, newline="", encoding="utf-8") as file:
            rows = [{k: float(v) for k, v in row.items()} for row in csv.DictReader(file)]
    except (OSError, ValueError, TypeError, csv.Error):  # not there yet, gone, or half a row
        return [], seen
    return rows, stamp
