"""Putting the work of several mappers together: their decisions on copies of one GeoPackage.

Each mapper reviews an own copy, for example the part of the map that is theirs. A candidate that
one of them decided on takes that mapper's outline and attributes. Where two decided differently
the candidate stays as it was, without a decision, and is listed, so that somebody looks again.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import shapely
from osgeo import gdal, ogr

from ..errors import InputError
from ..feedback import Feedback
from ..files import whole_file
from ..translation import Phrase, mark, tr
from ..vector import done
from .decisions import UNREVIEWED
from .log import TABLE, read_log
from .mappercopies import (
    MapperCopy,
    add_fields,
    copy_database,
    features_by_key,
    fingerprint,
    identity,
    layer_of,
    number_of,
    opened,
    read_copy,
    set_status,
    shape_of,
    text_of,
)

#: Share of the smaller of two landforms from which they are the same one.
SAME = 0.5


@dataclass(frozen=True)
class Conflict:
    """A candidate that mappers decided on differently.

    Attributes:
        key, unit: of the candidate.
        decisions: (mapper, action) of each, in the order of the files.
        reason: what differs.
    """

    key: str
    unit: str
    decisions: tuple[tuple[str, str], ...]
    reason: str


@dataclass
class Merged:
    """What a merge did.

    Attributes:
        changed, added, deleted: number of candidates.
        logged: decisions that were put into the log.
        conflicts: see :class:`Conflict`.
    """

    changed: int = 0
    added: int = 0
    deleted: int = 0
    logged: int = 0
    conflicts: list[Conflict] = field(default_factory=list)


def merge_reviews(
    base: str | os.PathLike,
    copies: Sequence[str | os.PathLike],
    output: str | os.PathLike,
    layer: str = "GO",
    feedback: Feedback | None = None,
) -> Merged:
    """Merge the decisions of several mappers into a copy of the file that all began with.

    A landform that two mappers retrieved is taken from the first of them, without a decision, and
    listed. Markers and systems (PM, RGS) that a mapper added are not taken over; *Check RGIK
    inventory* lists outlines without a marker.

    Args:
        base: GeoPackage as it was given to the mappers.
        copies: the mappers' GeoPackages.
        output: GeoPackage to write, whole or not at all.
        layer: the reviewed layer, by the same name in all.

    Raises:
        InputError: a file or layer is missing, or the output is one of the inputs.
        Cancelled: the user stopped.
    """
    feedback = feedback or Feedback()
    paths = [Path(path).resolve() for path in (base, *copies)]
    if Path(output).resolve() in paths:
        raise InputError(tr("The output is one of the inputs. Choose another name for the output."))
    if len(set(paths)) < len(paths):
        raise InputError(
            tr("A file is given twice. Give the common file and each mapper's copy once.")
        )
    for path in paths:
        if not path.is_file():
            raise InputError(tr("{path} is missing. Check the path.").format(path=path))
    known = {identity(row) for row in read_log(base)}
    works = []
    for number, path in enumerate(paths[1:]):
        feedback.check()
        feedback.progress(0.5 * number / max(1, len(copies)))
        works.append(read_copy(path, layer, known))
    with whole_file(output) as temporary:
        copy_database(base, temporary)
        with opened(temporary, gdal.OF_UPDATE) as dataset:
            merged = _Merge(dataset, layer_of(dataset, layer, temporary), works).run(feedback)
            dataset = None
    return merged


class _Merge:
    """Merges the works of mappers into an open copy of the common file."""

    def __init__(self, dataset: gdal.Dataset, table: ogr.Layer, works: list[MapperCopy]):
        self.dataset, self.table, self.works = dataset, table, works
        done(dataset.StartTransaction())
        for work in works:  # the fields that a review made, such as ``review``
            if work.features:
                add_fields(table, next(iter(work.features.values())).GetDefnRef())
        # Not before: OGR's features do not follow when their layer gets fields.
        self.own = features_by_key(table)
        self.merged = Merged()
        self.disputed: list = []  # outlines in the common file
        self.renamed: dict[tuple[int, str], str] = {}

    def run(self, feedback: Feedback) -> Merged:
        agreed = self._settle(feedback)
        for key, work in self._independent(agreed).items():
            self._take(key, work)
        feedback.progress(0.8)
        self._add()
        self._log()
        done(self.dataset.CommitTransaction())
        return self.merged

    def _settle(self, feedback: Feedback) -> dict[str, MapperCopy]:
        """Candidates on which there is one opinion, with the first mapper who has it."""
        decided = {key for work in self.works for key in work.latest if key in self.own}
        decided |= {key for work in self.works for key in self.own.keys() - work.features.keys()}
        agreed = {}
        for number, key in enumerate(sorted(decided)):
            if number % 500 == 0:
                feedback.check()
                feedback.progress(0.5 + 0.3 * number / len(decided))
            touched = [w for w in self.works if key in w.latest or key not in w.features]
            outcomes = {work.outcome(key) for work in touched}
            if len(outcomes) == 1:
                agreed[key] = touched[0]
                continue
            same = len({outcome[0] for outcome in outcomes}) == 1
            reason = mark("the outlines differ") if same else mark("the decisions differ")
            self._dispute(key, touched, reason)
        return agreed

    def _dispute(self, key: str, touched: Sequence[MapperCopy], reason: str) -> None:
        said = tuple(work.said(key) for work in touched)
        unit = text_of(self.own[key], "PrimaryID")
        self.merged.conflicts.append(Conflict(key, unit, said, Phrase(reason)))
        self.disputed.append(shape_of(self.own[key]))

    def _independent(self, agreed: dict[str, MapperCopy]) -> dict[str, MapperCopy]:
        """Leave out outlines that grew over a disputed one: the other half of a merge."""
        kept = {}
        for key, work in agreed.items():
            feature = work.features.get(key)
            grown = feature is not None and fingerprint(feature) != fingerprint(self.own[key])
            if grown and self._on_disputed(shape_of(feature).difference(shape_of(self.own[key]))):
                self._dispute(key, [work], mark("it was merged with a disputed candidate"))
            else:
                kept[key] = work
        return kept

    def _on_disputed(self, shape) -> bool:
        return any(_same(shape, other) for other in self.disputed)

    def _take(self, key: str, work: MapperCopy) -> None:
        """Give a candidate the state in which a mapper left it."""
        feature, number = work.features.get(key), self.own[key].GetFID()
        if feature is None:
            done(self.table.DeleteFeature(number))
            self.merged.deleted += 1
            return
        row = ogr.Feature(self.table.GetLayerDefn())
        done(row.SetFrom(feature))
        row.SetFID(number)
        done(self.table.SetFeature(row))
        self.merged.changed += 1

    def _add(self) -> None:
        """Add what mappers retrieved or split off."""
        last = max((number_of(feature, "rg_id") or 0 for feature in self.own.values()), default=0)
        added: list[list] = []  # feature, shape, work, key, other mappers who found it
        for work in self.works:
            mine = []
            for key in work.features.keys() - self.own.keys():
                feature = work.features[key]
                shape = shape_of(feature)
                twin = next((other for other in added if _same(shape, other[1])), None)
                if twin is not None:
                    if fingerprint(twin[0]) != fingerprint(feature):
                        twin[4].append(work.said(key, "retrieve"))
                elif not self._on_disputed(shape):
                    mine.append([feature, shape, work, key, []])
            # Parts of one mapper may touch: they are compared with those of others alone.
            added += sorted(mine, key=lambda item: item[0].GetFID())
        for feature, _, work, key, others in added:
            row = ogr.Feature(self.table.GetLayerDefn())
            done(row.SetFrom(feature))
            row.SetFID(-1)
            if key.startswith("rg_id "):
                last += 1
                row.SetField("rg_id", last)
                self.renamed[id(work), key] = f"rg_id {last}"
            if others:
                set_status(row, UNREVIEWED)
                said = (work.said(key, "retrieve"), *others)
                unit = text_of(feature, "PrimaryID")
                name = self.renamed.get((id(work), key), key)
                reason = Phrase(mark("found by two mappers"))
                self.merged.conflicts.append(Conflict(name, unit, said, reason))
            done(self.table.CreateFeature(row))
            self.merged.added += 1

    def _log(self) -> None:
        """Put the rows of all mappers into the log, by their time."""
        source = next((work for work in self.works if work.rows), None)
        if source is None:
            return
        table = self.dataset.GetLayerByName(TABLE)
        if table is None:
            table = done(self.dataset.CreateLayer(TABLE, None, ogr.wkbNone))
        with opened(source.path, gdal.OF_READONLY) as other:
            add_fields(table, layer_of(other, TABLE, source.path).GetLayerDefn())
        rows = [(row, work) for work in self.works for row in work.rows]
        seen = set()
        for row, work in sorted(rows, key=lambda item: item[0].get("LogTime") or ""):
            if identity(row) in seen:
                continue
            seen.add(identity(row))
            key = row.get("PolyUID") or ""
            row = {**row, "PolyUID": self.renamed.get((id(work), key), key)}
            feature = ogr.Feature(table.GetLayerDefn())
            for name, value in row.items():
                if value and feature.GetFieldIndex(name) >= 0:
                    feature.SetField(name, value)
            done(table.CreateFeature(feature))
            self.merged.logged += 1


def _same(one, other) -> bool:
    """Whether two landforms share more than half of the smaller one's area."""
    if one.is_empty or other.is_empty or not shapely.box(*one.bounds).intersects(other):
        return False
    return one.intersection(other).area > SAME * min(one.area, other.area)
