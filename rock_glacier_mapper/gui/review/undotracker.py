"""Which decisions hold: follows the undo stack of a layer, whoever undoes and redoes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, pyqtSignal


@dataclass
class _Mark:
    """A decision and its place on the stack (the number of commands up to and with it)."""

    position: int
    command: int
    decision: Any
    holds: bool = True


class UndoTracker(QObject):
    """Tells when a decision is undone or redone.

    Decisions without a place on the stack (position 0) hold until the layer is saved.
    """

    undone = pyqtSignal(object)
    redone = pyqtSignal(object)

    def __init__(self, stack, parent: QObject):
        super().__init__(parent)
        self._stack = stack
        self._marks: list[_Mark] = []
        stack.indexChanged.connect(self._moved)

    def push(self, decision: Any) -> None:
        """The last command of the stack is that of a decision."""
        position = self._stack.index()
        self._forget(position)
        self._marks.append(_Mark(position, self._address(position), decision))

    def keep(self, decision: Any) -> None:
        """A decision that is no command of the stack."""
        self._marks.append(_Mark(0, 0, decision))

    def holding(self) -> list[Any]:
        """Decisions that hold, in the order they were taken."""
        return [mark.decision for mark in self._marks if mark.holds]

    def clear(self) -> None:
        """Forget all: they were saved or discarded."""
        self._marks.clear()

    def close(self) -> None:
        """Stop listening."""
        if not sip.isdeleted(self._stack):
            self._stack.indexChanged.disconnect(self._moved)

    def _forget(self, position: int) -> None:
        """A new command takes the place of those that had been undone."""
        self._marks = [mark for mark in self._marks if mark.holds or mark.position < position]

    def _moved(self, index: int) -> None:
        if not self._stack.count():  # saved or discarded; the layer's own signals tell which
            return
        for mark in self._marks:
            if not mark.position:
                continue
            if mark.holds and mark.position > index:
                mark.holds = False
                self.undone.emit(mark.decision)
            elif not mark.holds and mark.position <= index and self._is_there(mark):
                mark.holds = True
                self.redone.emit(mark.decision)

    def _is_there(self, mark: _Mark) -> bool:
        """Whether no other command has taken the place of one that was undone."""
        return self._address(mark.position) == mark.command

    def _address(self, position: int) -> int:
        command = self._stack.command(position - 1) if position else None
        return sip.unwrapinstance(command) if command is not None else 0
