"""Integrity checks of an inventory: what is wrong, where, and what to do about it.

Nothing is changed. The rules are those of RGIK's baseline concepts as far as a machine can check
them (identifiers, outline types, systems, value lists, metadata), and what the layers need to fit
together.
"""

from __future__ import annotations

import os
from collections.abc import Iterable

from ..feedback import Feedback
from ..translation import tr
from .findings import WARNING, CheckResult
from .inspection import quoted
from .linkchecks import LinkChecks
from .reading import InventoryFile, read_inventory
from .schema import Schema, load_schema
from .shapechecks import ShapeChecks
from .valuechecks import ValueChecks

#: Smallest rock glacier in km² (Sun et al. 2024, after RGIK 2023).
MIN_AREA = 0.01


def check_inventory(
    path: str | os.PathLike,
    minimum_area: float = MIN_AREA,
    schema: Schema | None = None,
    unsaved: Iterable[str] = (),
    feedback: Feedback | None = None,
) -> CheckResult:
    """Run all checks on the file as it is saved.

    Args:
        path: GeoPackage, this plugin's or in the RoGI layout.
        minimum_area: km²; smaller extended outlines are warned of.
        unsaved: names of layers that are open with edits which the file does not have yet.

    Raises:
        InputError: no inventory, or it cannot be read.
        Cancelled: the user stopped.
    """
    feedback = feedback or Feedback()
    schema = schema or load_schema()
    file = read_inventory(path, schema, feedback.part(0, 0.4))
    return check_file(file, minimum_area, schema, unsaved, feedback.part(0.4, 1))


def check_file(
    file: InventoryFile,
    minimum_area: float = MIN_AREA,
    schema: Schema | None = None,
    unsaved: Iterable[str] = (),
    feedback: Feedback | None = None,
) -> CheckResult:
    """Like :func:`check_inventory`, for a file that was read already."""
    feedback = feedback or Feedback()
    checker = _Checker(file, schema or load_schema(), minimum_area, feedback)
    for name in unsaved:
        checker.file_finding(
            WARNING,
            tr(
                "The layer {layer} has unsaved edits, which were not checked. Save them and "
                "check again."
            ).format(layer=quoted(name)),
        )
    steps = (
        checker.layers,
        checker.values,
        checker.geometry,
        checker.markers,
        checker.outlines,
        checker.overlaps,
        checker.duplicates,
        checker.systems,
        checker.kinematics,
        checker.area_of_interest,
        checker.review,
    )
    for number, step in enumerate(steps):
        feedback.check()
        step()
        feedback.progress((number + 1) / len(steps))
    order = {table.name: number for number, table in enumerate(file.tables.values())}
    findings = sorted(
        checker.findings,
        key=lambda f: (f.check, order.get(f.layer, -1), -1 if f.feature is None else f.feature),
    )
    counts = {table.name: len(table) for table in file.tables.values()}
    return CheckResult(file.path, findings, counts, checker.wkt)


class _Checker(ValueChecks, LinkChecks, ShapeChecks):
    """All checks of one file."""
