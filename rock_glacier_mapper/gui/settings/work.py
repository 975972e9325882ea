"""Checking and installing in QGIS's task manager, so that the desktop never waits."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import Any

from qgis.core import Qgis, QgsApplication, QgsMessageLog, QgsTask
from qgis.PyQt.QtCore import pyqtSignal

from ...core.errors import Cancelled, RockGlacierError
from ...core.feedback import Feedback
from ...core.translation import tr


class Work(QgsTask):
    """A function of the core as a task; keeps what it says for a page that is opened later.

    Args:
        title: for the list of tasks.
        function: gets a feedback; what it returns goes to the signal ``ended``.
    """

    said = pyqtSignal(str)
    #: Result and message; the message is "" when all went well.
    ended = pyqtSignal(object, str)

    def __init__(self, title: str, function: Callable[[Feedback], Any]):
        super().__init__(title, QgsTask.Flag.CanCancel)
        self._function = function
        self._result: Any = None
        self._message = ""
        self.lines: list[str] = []

    def run(self) -> bool:
        """Do the work; called by QGIS in another thread."""
        try:
            self._result = self._function(_TaskFeedback(self))
        except Cancelled:
            self._message = tr("Cancelled. Nothing was changed.")
        except RockGlacierError as error:
            self._message = str(error)
        except Exception as error:
            self._message = tr(
                "An unexpected error occurred ({error}). The message log has the details; please "
                "report them."
            ).format(error=error)
            QgsMessageLog.logMessage(
                traceback.format_exc(), "Rock Glacier Mapper", Qgis.MessageLevel.Critical
            )
        return not self._message

    def finished(self, successful: bool) -> None:
        """Tell the page; called by QGIS in the main thread."""
        if not successful and not self._message:  # cancelled before it began
            self._message = tr("Cancelled. Nothing was changed.")
        CURRENT.clear()
        self.ended.emit(self._result, self._message)

    def say(self, text: str) -> None:
        """Keep a line of the log and show it."""
        self.lines.append(text)
        self.said.emit(text)


class _TaskFeedback(Feedback):
    def __init__(self, work: Work):
        self._work = work

    def progress(self, fraction: float) -> None:
        self._work.setProgress(100 * min(1.0, max(0.0, fraction)))

    def info(self, text: str) -> None:
        self._work.say(text)

    def warning(self, text: str) -> None:
        self._work.say(text)

    def is_cancelled(self) -> bool:
        return self._work.isCanceled()


#: The work that runs; it goes on when its page is closed, and Python must not forget it.
CURRENT: list[Work] = []


def start(title: str, function: Callable[[Feedback], Any]) -> Work:
    """Run a function as a task; connect to its signals before returning to Qt."""
    work = Work(title, function)
    CURRENT[:] = [work]
    QgsApplication.taskManager().addTask(work)
    return work
