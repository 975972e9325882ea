"""The journal: an append-only file that keeps decisions until they are saved in the layer.

QGIS holds edits in memory until a person saves them, so a crash would lose them. Each decision is
therefore written to a file beside the GeoPackage at once, one JSON object a line, and so is each
undo and redo. When the layer is saved the decisions go into the table REVIEW_LOG and the journal
is removed. A journal that is found when a review starts was left by a crash; what it holds can be
applied again. Whatever the moment of the crash:

* before saving: the journal has all decisions, the layer none of them;
* between saving and logging: the layer has them, which their fingerprints show; only the log is
  written;
* between logging and removing the journal: the log knows the decisions by their ``DecisionID``.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from .. import plainjson
from ..errors import InputError
from ..files import explain, safe_name
from ..translation import tr
from .decisions import Decision

DECIDE, UNDO, REDO = "decide", "undo", "redo"


class Journal:
    """The journal of one layer of a GeoPackage.

    Args:
        source: the GeoPackage.
        layer: name of the layer in it.
    """

    def __init__(self, source: str | os.PathLike, layer: str):
        source = Path(source)
        self.path = source.with_name(f"{source.name}.review-{safe_name(layer)}.jsonl")

    def decide(self, decision: Decision) -> None:
        """Keep a decision.

        Raises:
            InputError: the file cannot be written.
        """
        self._write({"event": DECIDE, "decision": decision.to_json()})

    def undo(self, identifier: str) -> None:
        """Note that a decision was taken back."""
        self._write({"event": UNDO, "id": identifier})

    def redo(self, identifier: str) -> None:
        """Note that an undone decision holds again."""
        self._write({"event": REDO, "id": identifier})

    def pending(self) -> list[Decision]:
        """Decisions that hold, in the order they were taken.

        A last line that a crash cut short is left out, as is anything behind a damaged line.

        Raises:
            InputError: the file is there but cannot be read.
        """
        try:
            lines = self.path.read_bytes().split(b"\n")
        except FileNotFoundError:
            return []
        except OSError as error:
            raise InputError(
                tr(
                    "The review journal {path} cannot be read ({strerror}). Check who may read it, "
                    "or move it away."
                ).format(path=self.path, strerror=error.strerror)
            ) from error
        known: dict[str, Decision] = {}
        holds: dict[str, bool] = {}
        for line in lines[:-1]:
            try:
                event = plainjson.parse(line.decode("utf-8"))
                if event["event"] == DECIDE:
                    decision = Decision.from_json(event["decision"])
                    known[decision.id], holds[decision.id] = decision, True
                else:
                    holds[event["id"]] = event["event"] == REDO
            except (ValueError, KeyError, TypeError, InputError):
                break
        return [decision for identifier, decision in known.items() if holds[identifier]]

    def exists(self) -> bool:
        """Whether there is a journal."""
        return self.path.exists()

    def clear(self) -> None:
        """Remove the journal: all decisions are saved, or discarded."""
        self.path.unlink(missing_ok=True)

    def set_aside(self) -> Path:
        """Rename a journal that a person does not want applied; it is never deleted unread."""
        number = 1
        while True:
            aside = self.path.with_suffix(f".discarded-{number}.jsonl")
            if not aside.exists():
                self.path.rename(aside)
                return aside
            number += 1

    def _write(self, event: dict[str, Any]) -> None:
        line = json.dumps(event, ensure_ascii=False, allow_nan=False) + "\n"
        if self.path.is_symlink():
            raise InputError(
                tr(
                    "The review journal {path} is a link to another place; nothing was written. "
                    "Remove the link."
                ).format(path=self.path)
            )
        try:
            # Unbuffered, in one write: a crash leaves whole lines, but perhaps the last one.
            with open(self.path, "ab", buffering=0) as file:
                _repair_end(self.path, file)
                file.write(line.encode("utf-8"))
                os.fsync(file.fileno())
        except OSError as error:
            explain(error, self.path)
            raise InputError(
                tr(
                    "The review journal {path} cannot be written ({strerror}). Without it a "
                    "crash would lose decisions. Copy the GeoPackage to a folder where you "
                    "may write."
                ).format(path=self.path, strerror=error.strerror)
            ) from error


def _repair_end(path: Path, file) -> None:
    """Cut off the last line when a crash left half of it."""
    size = file.tell()
    if not size:
        return
    with open(path, "rb+") as whole:
        whole.seek(-1, os.SEEK_END)
        if whole.read(1) == b"\n":
            return
        content = path.read_bytes()
        whole.truncate(content.rfind(b"\n") + 1)
