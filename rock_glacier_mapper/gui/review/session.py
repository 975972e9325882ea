"""The review of one layer: its candidates, the decisions, their undo, journal and log."""

from __future__ import annotations

import contextlib

from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...core.errors import InputError
from ...core.translation import tr
from ...processing.inventoryproject import place, sibling_layer
from ...processing.layeredits import edit_layers, require_editable
from ...processing.polygons import plain
from .changes import apply_changes, ensure_fields
from .features import Roles, key_of, read_table, require_reviewable, status_of
from .undotracker import UndoTracker


class ReviewSession(QObject):
    """All of a review that needs no window.

    Args:
        layer: polygons in a GeoPackage.
        parent: owner.

    Attributes:
        table: the candidates (``core.review.table.CandidateTable``).
        roles: what the layer's fields mean.
        journal: keeps decisions until they are saved.

    Raises:
        InputError: the layer cannot be reviewed.
    """

    #: A row has another status, is gone or there again.
    row_changed = pyqtSignal(int)
    #: The table was read anew or has a new row.
    table_changed = pyqtSignal()
    #: A decision was taken back or restored; its key.
    undone = pyqtSignal(str)
    #: Decisions were saved; how many, and what went wrong with the log ("" = nothing).
    saved = pyqtSignal(int, str)

    def __init__(self, layer: QgsVectorLayer, parent: QObject | None = None):
        # What the first decision needs is loaded now, so that it is as fast as the others.
        from ...core.inventory import build  # noqa: F401
        from ...core.review import log  # noqa: F401
        from ...core.review.journal import Journal

        super().__init__(parent)
        require_reviewable(layer)
        self.layer = layer
        self.path, name = place(layer)
        self.journal = Journal(self.path, name)
        self.tracker = UndoTracker(layer.undoStack(), self)
        self.tracker.undone.connect(self._undone)
        self.tracker.redone.connect(self._redone)
        self._stale = False
        self._connections = (
            (layer.attributeValueChanged, self._value_changed),
            (layer.featureAdded, self._added),
            (layer.featureDeleted, self._deleted),
            (layer.committedFeaturesAdded, self._numbers_changed),
            (layer.afterCommitChanges, self._committed),
            (layer.afterRollBack, self._discarded),
        )
        for signal, slot in self._connections:
            signal.connect(slot)
        self.read()

    def read(self) -> None:
        """Read all candidates."""
        self.roles = Roles.of(self.layer)
        self.table = read_table(self.layer, self.roles)
        self._row_of_key = {key: row for row, key in enumerate(self.table.keys)}
        self._stale = False
        self.table_changed.emit()

    def close(self) -> None:
        """Stop listening to the layer; unsaved decisions stay in the layer and the journal."""
        for signal, slot in self._connections:
            with contextlib.suppress(TypeError, RuntimeError):  # the layer is gone already
                signal.disconnect(slot)
        self._connections = ()
        with contextlib.suppress(TypeError, RuntimeError):
            self.tracker.close()

    @property
    def pending(self) -> int:
        """Decisions that are not saved yet."""
        return len(self.tracker.holding())

    def row_of_key(self, key: str) -> int | None:
        """Row of a candidate; None when it is not listed."""
        return self._row_of_key.get(key)

    def sibling(self, code: str) -> QgsVectorLayer | None:
        """Another layer of the same inventory; the reviewed one for ""."""
        if not code:
            return self.layer
        return sibling_layer(self.layer, code, QgsProject.instance())

    def start_editing(self) -> None:
        """Put the layer in edit mode.

        Raises:
            InputError: it cannot be edited.
        """
        if self.layer.isEditable():
            return
        require_editable(self.layer, what=tr("layer for a review"), add=True, geometry=True)
        if not self.layer.startEditing():
            raise InputError(tr("{layer} cannot be edited.").format(layer=self.layer.name()))

    def carry_out(self, decision, title: str, in_journal: bool = False) -> None:
        """Take a decision: one undo step in each layer that it changes, and in the journal.

        Args:
            in_journal: it is there already, from before a crash.

        Raises:
            InputError: a layer cannot be edited, or the journal not be written; nothing is
                changed then.
        """
        self.start_editing()
        codes = sorted({change.layer for change in decision.changes})
        layers = {code: self.sibling(code) for code in codes}
        present = {code: layer for code, layer in layers.items() if layer is not None}
        for code, layer in present.items():
            if code and not layer.isEditable() and QgsProject.instance().mapLayer(layer.id()):
                layer.startEditing()
            elif code and not QgsProject.instance().mapLayer(layer.id()):
                QgsProject.instance().addMapLayer(layer)  # so that a person can save it
        # The reviewed layer last: what outlines refer to is changed before them.
        order = sorted(present, reverse=True)
        with edit_layers([present[code] for code in order], title) as edits:
            ensure_fields(self.layer, self.roles)
            apply_changes(decision.changes, dict(zip(order, edits)), self)
            if not in_journal:
                # Inside, so that a journal that cannot be written takes the edit back.
                self.journal.decide(decision)
        self.tracker.push(decision)
        self.roles = Roles.of(self.layer)
        self._refresh(decision)

    def undo(self) -> None:
        """Take back the last edit of the layer, of a decision or of a tool."""
        self.layer.undoStack().undo()

    def redo(self) -> None:
        """Restore what was taken back."""
        self.layer.undoStack().redo()

    def save(self) -> bool:
        """Save the edits of the layer and go on editing; the log is written with them."""
        done = True
        for code in ("RGS", "PM", ""):
            layer = self.sibling(code) if self.roles.is_inventory or not code else None
            if layer is not None and layer.isEditable() and layer.isModified():
                done = layer.commitChanges(False) and done
        return done

    # --- the journal -----------------------------------------------------------------------

    def shorten_journal(self, settled=()) -> None:
        """Remove the journal, unless it holds more than what is settled and what is pending."""
        done = {decision.id for decision in settled}
        waiting = {decision.id for decision in self.tracker.holding()} - done
        rest = [d for d in self.journal.pending() if d.id not in done]
        if waiting or (settled and rest):
            for decision in settled:
                self.journal.undo(decision.id)
        else:
            self.journal.clear()

    # --- what happens to the layer --------------------------------------------------------

    def _undone(self, decision) -> None:
        self.journal.undo(decision.id)
        self._follow(decision, "undo")
        self.undone.emit(decision.key)

    def _redone(self, decision) -> None:
        self.journal.redo(decision.id)
        self._follow(decision, "redo")
        self.undone.emit(decision.key)

    def _follow(self, decision, what: str) -> None:
        """Undo or redo the same step in PM and RGS."""
        for code in {change.layer for change in decision.changes} - {""}:
            layer = self.sibling(code)
            if layer is not None and layer.isEditable():
                getattr(layer.undoStack(), what)()
        self._refresh(decision)

    def _refresh(self, decision) -> None:
        """Bring the rows of a decision up to date."""
        from .changes import find

        for change in decision.changes:
            row = self.row_of_key(change.key) if not change.layer else None
            if row is not None:
                self._read_row(row)
            elif change.kind == "add" and not change.layer:
                feature = find(change, self)
                if feature is not None:
                    self.note_feature(feature)

    def _read_row(self, row: int) -> None:
        feature = self.layer.getFeature(int(self.table.fids[row]))
        self.table.gone[row] = not feature.isValid()
        if feature.isValid():
            self.table.set_status(row, status_of(feature, Roles.of(self.layer)))
        self.row_changed.emit(row)

    def _value_changed(self, fid: int, index: int, value) -> None:
        row = self.table.row_of(fid)
        if row is not None and self.layer.fields().at(index).name() == self.roles.status:
            self.table.set_status(row, str(plain(value) or ""))
            self.row_changed.emit(row)

    def _added(self, fid: int) -> None:
        row = self.table.row_of(fid)
        if row is not None:  # a deletion that was undone
            self.table.gone[row] = False
            self.row_changed.emit(row)
            return
        feature = self.layer.getFeature(fid)
        if not feature.isValid() or (
            self.roles.is_inventory and feature["OutType"] == "Restricted"
        ):
            return
        self.note_feature(feature)

    def note_feature(self, feature) -> int:
        """List a new feature; gives its row."""
        from .features import area_km2

        row = self.table.row_of(feature.id())
        unit = str(plain(feature["PrimaryID"]) or "") if self.roles.is_inventory else ""
        key = key_of(feature)
        if self._row_of_key.get(key, row) != row:  # the split tool copies identifiers
            key = f"new {feature.id()}"
        if row is None:
            area = area_km2(self.layer, feature.geometry())
            status = status_of(feature, self.roles)
            row = self.table.add(feature.id(), key, unit, area, status, "")
        else:
            self.table.keys[row], self.table.units[row] = key, unit
            self.table.set_status(row, status_of(feature, Roles.of(self.layer)))
        self._row_of_key[key] = row
        self.table_changed.emit()
        return row

    def _deleted(self, fid: int) -> None:
        row = self.table.row_of(fid)
        if row is not None:
            self.table.gone[row] = True
            self.row_changed.emit(row)

    def _numbers_changed(self, *_) -> None:
        self._stale = True  # new features got their numbers

    def _committed(self) -> None:
        from ...core.review.log import append_log

        decisions = self.tracker.holding()
        problem = ""
        self.tracker.clear()
        try:
            append_log(self.path, decisions)
            self.shorten_journal(decisions)
        except InputError as error:  # the journal stays, and is logged the next time
            problem = str(error)
            for decision in decisions:
                self.tracker.keep(decision)
        if self._stale:
            self.read()
        self.saved.emit(len(decisions), problem)

    def _discarded(self) -> None:
        decisions = self.tracker.holding()
        self.tracker.clear()
        self.shorten_journal(decisions)
        self.read()
