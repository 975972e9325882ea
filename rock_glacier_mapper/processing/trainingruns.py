"""The trainings that run now, so that the desktop can show their curves and stop them."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path

from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..core.feedback import Feedback


@dataclass(frozen=True)
class TrainingRun:
    """A training that runs.

    Attributes:
        title: name of the model.
        log: CSV file with one row for each epoch that is done; it appears with the first.
        stop: set it to end the training and keep its best model.
    """

    title: str
    log: Path
    stop: threading.Event = field(default_factory=threading.Event)


class TrainingRuns(QObject):
    """Tells who listens when a training starts and ends; safe from any thread."""

    started = pyqtSignal(object)
    ended = pyqtSignal(object, str)


#: All trainings of this QGIS.
RUNS = TrainingRuns()


class StoppableFeedback(Feedback):
    """A feedback that the window's stop button cancels too."""

    def __init__(self, feedback: Feedback, run: TrainingRun):
        self._run = run
        self.progress = feedback.progress
        self.info = feedback.info
        self.warning = feedback.warning
        self._feedback = feedback

    def is_cancelled(self) -> bool:  # noqa: D102
        return self._run.stop.is_set() or self._feedback.is_cancelled()
