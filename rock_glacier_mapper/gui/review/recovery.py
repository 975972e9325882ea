"""Decisions of a review that ended without saving, for example with a crash of QGIS."""

from __future__ import annotations

import shutil

from ...core.errors import InputError
from ...core.translation import tr
from .changes import is_applied


def recoverable(session) -> list:
    """Decisions in the journal of a layer that are not those of the present review."""
    known = {decision.id for decision in session.tracker.holding()}
    return [decision for decision in session.journal.pending() if decision.id not in known]


def recover(session) -> tuple[int, list]:
    """Apply the decisions that a crash left in the journal.

    What the layer has already is only logged; what no longer fits, because the outline was changed
    since, is left out, and a copy of the journal is kept.

    Returns:
        (number of decisions that hold again, those left out).

    Raises:
        InputError: the log cannot be written.
    """
    from ...core.review.log import append_log

    saved, failed, count = [], [], 0
    for decision in recoverable(session):
        if all(is_applied(change, session) for change in decision.changes):
            saved.append(decision)
            count += 1
            continue
        title = tr("Recovered: {action} {key}").format(action=decision.action, key=decision.key)
        try:
            session.carry_out(decision, title, in_journal=True)
            count += 1
        except InputError:
            failed.append(decision)
    journal = session.journal
    if failed:
        shutil.copyfile(journal.path, journal.path.with_suffix(".incomplete.jsonl"))
    for decision in failed:
        journal.undo(decision.id)
    if session.layer.isModified():
        for decision in saved:
            session.tracker.keep(decision)
    else:
        append_log(session.path, saved)
        session.shorten_journal()
    return count, failed


def discard(session):
    """Do not apply what a crash left; the journal is renamed. Returns its new place."""
    return session.journal.set_aside()
