"""What a reviewer decides on a candidate, as it is logged, undone, recovered and merged.

The operations are those of TPRoGI's manual stage (Sun et al. 2024): a candidate **remains**, is
**removed**, is **refined**, or a landform that the network missed is **retrieved**; here units can
also be **split** off or **merged**.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime, timezone
from typing import Any

from ..errors import InputError
from ..translation import tr

REMAIN, REMOVE, REFINE = "remain", "remove", "refine"
RETRIEVE, SPLIT, MERGE = "retrieve", "split", "merge"
ACTIONS = (REMAIN, REMOVE, REFINE, RETRIEVE, SPLIT, MERGE)

#: Status of a candidate on which nobody has decided.
UNREVIEWED = "unreviewed"
#: Values of a review field that are no decision.
OPEN = ("", UNREVIEWED)

#: Status that an operation leaves on a feature. Merged outlines are refined ones.
STATUS = {action: action for action in ACTIONS} | {MERGE: REFINE}

SET, ADD, DELETE = "set", "add", "delete"


@dataclass(frozen=True)
class Change:
    """One change of a feature.

    Attributes:
        kind: ``set``, ``add`` or ``delete``.
        key: of the feature, see :class:`Decision`.
        values: new attributes by field name; plain values, dates as ISO text.
        geometry: new geometry as hexadecimal WKB, or None = as before.
        before, after: fingerprints of the geometry; None = there is none.
        layer: code of another layer of the inventory (PM, RGS); "" = the reviewed one.
    """

    kind: str
    key: str
    values: dict[str, Any] = field(default_factory=dict)
    geometry: str | None = None
    before: str | None = None
    after: str | None = None
    layer: str = ""


@dataclass(frozen=True)
class Decision:
    """A decision of a reviewer.

    Attributes:
        action: one of :data:`ACTIONS`.
        key: what tells the candidate from the others, also in copies of the file: the PolyUID of
            an inventory, else ``rg_id 12`` or ``fid 7``.
        unit: PrimaryID, or "".
        reviewer: name.
        status_before: of the candidate.
        comment: why.
        changes: all that it changes; the first one is that of the candidate itself.
        time: ISO 8601, UTC.
        id: unique everywhere.
    """

    action: str
    key: str
    unit: str
    reviewer: str
    status_before: str
    changes: tuple[Change, ...]
    comment: str = ""
    time: str = ""
    id: str = ""

    @property
    def before(self) -> str | None:
        """Fingerprint of the outline before; None for a new one."""
        return self.changes[0].before

    @property
    def after(self) -> str | None:
        """Fingerprint of the outline after; None for a deleted one."""
        return self.changes[0].after

    def to_json(self) -> dict[str, Any]:
        """Plain values for the journal."""
        return asdict(self)

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Decision:
        """The decision that :meth:`to_json` wrote.

        Raises:
            InputError: it is none.
        """
        try:
            changes = tuple(Change(**change) for change in raw["changes"])
            decision = cls(**{**raw, "changes": changes})
        except (KeyError, TypeError) as error:
            raise _no_decision() from error
        if decision.action not in ACTIONS or not changes or not _sound(decision):
            raise _no_decision()
        return decision


def _no_decision() -> InputError:
    return InputError(tr("The review journal holds no decision. Remove it, or ask who wrote it."))


def _sound(decision: Decision) -> bool:
    """Whether all values are of the kinds that the classes say."""
    texts = [getattr(decision, one.name) for one in fields(decision) if one.name != "changes"]
    for change in decision.changes:
        if change.kind not in (SET, ADD, DELETE) or not isinstance(change.values, dict):
            return False
        texts += [change.key, change.layer]
        texts += [t for t in (change.geometry, change.before, change.after) if t is not None]
    return all(isinstance(text, str) for text in texts)


def decide(
    action: str,
    key: str,
    reviewer: str,
    changes: tuple[Change, ...],
    unit: str = "",
    status_before: str = "",
    comment: str = "",
) -> Decision:
    """A new decision, taken now.

    Raises:
        InputError: there is no such operation, or nobody who decides.
    """
    if action not in ACTIONS:
        raise InputError(
            tr("There is no review operation {action}; use {actions}.").format(
                action=action, actions=", ".join(ACTIONS)
            )
        )
    if not reviewer.strip():
        raise InputError(tr("Enter your name first: every decision is logged with who took it."))
    time = datetime.now(timezone.utc).isoformat(timespec="milliseconds")
    identifier = uuid.uuid4().hex
    return Decision(
        action, key, unit, reviewer.strip(), status_before, changes, comment, time, identifier
    )


def state_before(decision: Decision) -> str:
    """What the log keeps of the state before, as JSON."""
    state = {"status": decision.status_before or None, "geometry": decision.before}
    return json.dumps(state, ensure_ascii=False)
