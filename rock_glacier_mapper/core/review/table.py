"""The candidates of a layer as plain arrays, which a list of 50 000 rows needs to be fast."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import numpy as np

from .decisions import OPEN
from .priority import priority


@dataclass
class CandidateTable:
    """One row for each candidate, in the order in which they were read.

    Attributes:
        fids: int64 (N,), feature numbers.
        keys: what tells a candidate from the others, also in copies of the file.
        units: identifiers of units; "" where there is none.
        area_km2, uncertainty, score: float (N,), NaN = not known.
        statuses, mappers: texts; "" = none.
        partners: row to the numbers of further outlines of the same unit.
        priority: float (N,); see :func:`.priority.priority`.
        gone: bool (N,), deleted features.
    """

    fids: np.ndarray
    keys: list[str]
    units: list[str]
    area_km2: np.ndarray
    uncertainty: np.ndarray
    score: np.ndarray
    statuses: list[str]
    mappers: list[str]
    partners: dict[int, list[int]] = field(default_factory=dict)

    def __post_init__(self):
        self.fids = np.asarray(self.fids, np.int64)
        for name in ("area_km2", "uncertainty", "score"):
            setattr(self, name, np.asarray(getattr(self, name), np.float64))
        self.priority = priority(self.uncertainty, self.score, self.area_km2)
        self.gone = np.zeros(len(self.fids), bool)
        self._row_of = {int(fid): row for row, fid in enumerate(self.fids)}
        self._open = np.array([status in OPEN for status in self.statuses], bool)
        self._rank()

    def _rank(self) -> None:
        # Stable, so that candidates of the same priority keep the order of the layer.
        order = np.argsort(-self.priority, kind="stable")
        self.rank = np.empty(len(order), np.int64)
        self.rank[order] = np.arange(len(order))

    def __len__(self) -> int:
        return len(self.fids)

    def row_of(self, fid: int) -> int | None:
        """Row of a feature; None when it is not listed."""
        return self._row_of.get(int(fid))

    def set_status(self, row: int, status: str) -> None:
        """Note the new status of a row."""
        self.statuses[row] = status
        self._open[row] = status in OPEN

    def add(self, fid: int, key: str, unit: str, area: float, status: str, mapper: str) -> int:
        """Append a row of a new feature, behind the others in the order; gives its number."""
        row = len(self.fids)
        self.fids = np.append(self.fids, np.int64(fid))
        self.area_km2 = np.append(self.area_km2, area)
        self.uncertainty = np.append(self.uncertainty, np.nan)
        self.score = np.append(self.score, np.nan)
        self.priority = np.append(self.priority, 0.0)
        self.rank = np.append(self.rank, row)
        self.gone = np.append(self.gone, False)
        self._open = np.append(self._open, status in OPEN)
        for values, value in (
            (self.keys, key),
            (self.units, unit),
            (self.statuses, status),
            (self.mappers, mapper),
        ):
            values.append(value)
        self._row_of[int(fid)] = row
        return row

    def is_open(self, row: int) -> bool:
        """Whether nobody has decided on the candidate of a row."""
        return bool(self._open[row] and not self.gone[row])

    def counts(self, fids: Collection[int] | None = None) -> tuple[int, int]:
        """(decided, all) candidates, of all or of some features."""
        there = ~self.gone
        if fids is not None:
            there &= np.isin(self.fids, np.fromiter(fids, np.int64, len(fids)))
        return int((there & ~self._open).sum()), int(there.sum())

    def select(
        self,
        statuses: Collection[str] | None = None,
        mappers: Collection[str] | None = None,
        fids: Collection[int] | None = None,
        only_open: bool = False,
    ) -> np.ndarray:
        """Rows that pass all filters, the highest priority first; None passes all.

        Args:
            statuses, mappers: texts that are let through.
            fids: feature numbers that are let through, for example those in an extent.
            only_open: only candidates without a decision.

        Returns:
            int64 array.
        """
        kept = ~self.gone
        if only_open:
            kept &= self._open
        for wanted, values in ((statuses, self.statuses), (mappers, self.mappers)):
            if wanted is not None:
                wanted = set(wanted)
                kept &= np.fromiter((value in wanted for value in values), bool, len(values))
        if fids is not None:
            kept &= np.isin(self.fids, np.fromiter(fids, np.int64, len(fids)))
        rows = np.flatnonzero(kept)
        return rows[np.argsort(self.rank[rows], kind="stable")]

    def next_open(self, rows: np.ndarray, after: int | None) -> int | None:
        """The first open candidate of ``rows`` behind row ``after``, else the first of all.

        Args:
            rows: as :meth:`select` gives them.
            after: row of the table, which need not be among ``rows``; None starts at the top.
        """
        opened = rows[self._open[rows] & ~self.gone[rows]]
        if after is not None:
            opened = opened[opened != after]
        if not len(opened):
            return None
        behind = opened[self.rank[opened] > self.rank[after]] if after is not None else opened
        return int(behind[0]) if len(behind) else int(opened[0])


def known_mappers(table: CandidateTable) -> Sequence[str]:
    """Names of all mappers, sorted; "" stands for none."""
    return sorted(set(table.mappers))
