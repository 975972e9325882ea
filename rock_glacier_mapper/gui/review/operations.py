"""The operations of a review as decisions: what each of them changes."""

from __future__ import annotations

import uuid

from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayerUtils
from qgis.PyQt.QtCore import QDateTime, Qt

from ...core.errors import InputError
from ...core.translation import tr
from ...processing.inventorystock import value_of
from .features import area_km2, as_hex, attributes_of, fingerprint
from .newunits import plan_units
from .session import ReviewSession


class Operations:
    """Carries out decisions in a session.

    Args:
        session: of the layer.
        reviewer: gives the name of who decides.
    """

    def __init__(self, session: ReviewSession, reviewer):
        self.session = session
        self._reviewer = reviewer

    def mark(self, row: int, action: str, comment: str = "") -> None:
        """Let a candidate remain, or remove it; of an inventory, with all outlines of the unit.

        Nothing is deleted: views and exports leave out what a review removed.
        """
        from ...core.review.decisions import REMOVE, SET, UNREVIEWED, Change

        session = self.session
        feature = self._feature(row)
        changes = [self._change(row, feature, action)]
        for fid in session.table.partners.get(row, ()):
            partner = session.layer.getFeature(fid)
            status = value_of(partner, session.roles.status)
            # Restricted outlines go with their unit, and come back with it.
            if action == REMOVE or status == REMOVE:
                new = action if action == REMOVE else UNREVIEWED
                values = {session.roles.status: new}
                changes.append(Change(SET, str(partner["PolyUID"]), values))
        self._carry_out(action, row, changes, comment)

    def refine(self, row: int, before: QgsGeometry, comment: str = "") -> None:
        """Note that a person has changed the outline; ``before`` is what it was."""
        from ...core.review.decisions import REFINE

        feature = self._feature(row)
        change = self._change(row, feature, REFINE, before=before, geometry=feature.geometry())
        self._carry_out(REFINE, row, [change], comment)

    def split(self, row: int, before: QgsGeometry, parts: list[int], comment: str = "") -> None:
        """Note that a person has split a candidate; ``parts`` are the new features."""
        from ...core.review.decisions import SPLIT

        session, feature = self.session, self._feature(row)
        changes = [self._change(row, feature, SPLIT, before=before, geometry=feature.geometry())]
        pieces = [session.layer.getFeature(fid) for fid in parts]
        shapes = [QgsGeometry(piece.geometry()) for piece in pieces]
        plans = plan_units(session, shapes, self._stamp(SPLIT), like=feature)
        self._carry_out(SPLIT, row, changes + plans, comment)

    def merge(self, row: int, others: list[int], comment: str = "") -> None:
        """Merge other candidates into one; they are deleted.

        Raises:
            InputError: there are no others, or they do not touch.
        """
        from ...core.review.decisions import DELETE, MERGE, Change

        session, feature = self.session, self._feature(row)
        rows = [session.table.row_of(fid) for fid in others]
        rows = [other for other in rows if other is not None and other != row]
        if not rows:
            raise InputError(
                tr("Select on the map the outlines to merge with this one, then merge again.")
            )
        pieces = [self._feature(other) for other in rows]
        merged = QgsGeometry.unaryUnion([feature.geometry(), *(p.geometry() for p in pieces)])
        if merged.isEmpty() or len(merged.asGeometryCollection()) > 1:
            raise InputError(tr("These outlines do not touch. Refine them first."))
        (merged,) = merged.coerceToType(session.layer.wkbType())
        changes = [self._change(row, feature, MERGE, geometry=merged)]
        for other, piece in zip(rows, pieces):
            key = session.table.keys[other]
            changes.append(Change(DELETE, key, before=fingerprint(piece.geometry())))
            for fid in session.table.partners.get(other, ()):
                partner = session.layer.getFeature(fid)
                changes.append(Change(DELETE, str(partner["PolyUID"])))
            changes += self._without_marker(session.table.units[other])
        self._carry_out(MERGE, row, changes, comment)

    def retrieve(self, geometry: QgsGeometry, values: dict | None = None, comment="") -> int:
        """Add a landform that was missed; gives its row.

        Args:
            geometry: in the CRS of the layer.
            values: further attributes, such as ``prob_mean``.
        """
        from ...core.review.decisions import RETRIEVE

        changes = plan_units(self.session, [geometry], {**self._stamp(RETRIEVE), **(values or {})})
        self._decide(RETRIEVE, changes, changes[0].values.get("PrimaryID") or "", "", comment)
        return self.session.row_of_key(changes[0].key)

    def _without_marker(self, unit: str) -> list:
        """The marker of a unit that is merged into another goes with it."""
        from ...core.review.decisions import DELETE, Change

        markers = self.session.sibling("PM") if unit else None
        return [Change(DELETE, unit, layer="PM")] if markers is not None else []

    def _feature(self, row: int) -> QgsFeature:
        feature = self.session.layer.getFeature(int(self.session.table.fids[row]))
        if not feature.isValid():
            raise InputError(tr("This candidate was deleted."))
        return feature

    def _change(self, row: int, feature: QgsFeature, action: str, before=None, geometry=None):
        """The change of the candidate itself; without ``geometry`` its outline stays."""
        from ...core.review.decisions import SET, Change

        now = fingerprint(feature.geometry())
        values = self._stamp(action)
        if geometry is not None and self.session.layer.fields().indexOf("OutlineSrc") >= 0:
            values["OutlineSrc"] = "manual"
        return Change(
            SET,
            self.session.table.keys[row],
            values,
            None if geometry is None else as_hex(geometry),
            now if before is None else fingerprint(before),
            now if geometry is None else fingerprint(geometry),
        )

    def _stamp(self, action: str) -> dict:
        """The review fields of a decision."""
        from ...core.review.decisions import STATUS

        roles = self.session.roles
        now = QDateTime.currentDateTimeUtc().toString(Qt.DateFormat.ISODate)
        return {roles.status: STATUS[action], roles.by: self._reviewer(), roles.date: now}

    def _carry_out(self, action: str, row: int, changes: list, comment: str) -> None:
        table = self.session.table
        self._decide(action, changes, table.units[row], table.statuses[row], comment)

    def _decide(self, action, changes, unit, status, comment) -> None:
        from ...core.review.decisions import decide

        key, name = changes[0].key, self._reviewer()
        decision = decide(action, key, name, tuple(changes), unit, status, comment)
        title = tr("{action}: {key}").format(action=tr(action.capitalize()), key=unit or key)
        self.session.carry_out(decision, title)


def candidate_values(session: ReviewSession, geometry: QgsGeometry, like=None) -> dict:
    """Attributes of a new candidate: those of ``like``, with a number and an area of its own."""
    layer = session.layer
    values = attributes_of(like) if like is not None else {}
    if like is None:
        made = QgsVectorLayerUtils.createFeature(layer, geometry)
        values = attributes_of(made)
        values["status"] = "candidate"
    values["rg_id"] = _next_number(session)
    values["area_km2"] = area_km2(layer, geometry)
    return values


def _next_number(session: ReviewSession) -> int:
    numbers = [key[6:] for key in session.table.keys if key.startswith("rg_id ")]
    return max((int(number) for number in numbers if number.isdigit()), default=0) + 1


def new_key(values: dict) -> str:
    """Key of a feature that is not in the layer yet."""
    if values.get("PolyUID"):
        return values["PolyUID"]
    return f"rg_id {values['rg_id']}" if "rg_id" in values else f"new {uuid.uuid4().hex[:12]}"
