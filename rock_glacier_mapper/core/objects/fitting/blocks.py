"""Blocks of ground that hold whole groups of landforms, and their folds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from ...errors import InputError
from ...translation import Phrase, mark, tr
from .landforms import Landforms
from .place import Place

#: Landforms nearer to each other than this are held out together, in metres.
_GAP_M = 100.0
#: A group of landforms should not hold more of the reference than this.
_LARGEST_SHARE = 0.5


@dataclass
class Blocks:
    """Square blocks of ground with whole groups of landforms.

    Attributes:
        cells: (column, row) of each block.
        reference: reference area of each block in m².
        weight: mapped area of each block over all pairs of thresholds, to balance the folds.
        size: side in metres.
    """

    cells: list[tuple[int, int]]
    reference: np.ndarray
    weight: np.ndarray
    size: float

    @classmethod
    def of(
        cls,
        place: Place,
        runs: dict[tuple[float, float], Landforms],
        start: tuple[float, float],
        size: float,
        notes: list[str],
    ) -> Blocks:
        """Group the landforms and give each its block; pairs that join too much are taken out."""
        unit = place.grid.unit_in_metres
        group = _group(place, runs, start, notes)
        parts, count = group[: len(place.parts)], int(group.max()) + 1
        shapes = np.concatenate([place.parts, *(run.shapes for run in runs.values())])
        weight = shapely.area(shapes)
        # The reference, where a group has any, tells where it lies.
        known = np.bincount(parts, minlength=count) > 0
        weight[len(parts) :] *= ~known[group[len(parts) :]]
        centres = shapely.get_coordinates(shapely.centroid(shapes))
        x, y = (
            np.bincount(group, weight * centre, count) / np.bincount(group, weight, count)
            for centre in centres.T
        )
        corners = np.floor(np.stack([x, y], axis=1) * unit / size).astype(np.int64)
        cells, block = np.unique(corners, axis=0, return_inverse=True)
        block = block.reshape(-1)
        position = len(parts)
        mapped = np.zeros(len(cells))
        for run in runs.values():
            run.group = group[position : position + len(run.shapes)]
            run.block = block[run.group]
            position += len(run.shapes)
            mapped += np.bincount(run.block, run.areas[:, 0], len(cells))
        area = np.bincount(block[parts], shapely.area(place.parts) * place.square, len(cells))
        filled = int((area > 0).sum())
        if filled < 2:
            groups = len(np.unique(parts))
            raise InputError(
                (
                    tr(
                        "The reference makes {groups} group(s) of landforms in {blocks} block(s) "
                        "of {size:g} m, but fitting needs at least two blocks, one of them held "
                        "out. Choose smaller blocks, or a larger reference area."
                    )
                    if groups > 1
                    else tr(
                        "The reference makes {groups} group(s) of landforms in {blocks} block(s) "
                        "of {size:g} m, but fitting needs at least two blocks, one of them held "
                        "out. Choose a larger reference area, or start from higher thresholds if "
                        "the mapped landforms run into each other."
                    )
                ).format(groups=groups, blocks=filled, size=size)
            )
        return cls([tuple(map(int, cell)) for cell in cells], area, mapped, size)

    def folds(self, count: int, seed: int) -> np.ndarray:
        """Fold of each block: the largest first, each to the fold with the least so far."""
        order = np.random.default_rng(seed).permutation(len(self.cells))
        fold = np.zeros(len(self.cells), np.int64)
        for areas, chosen in (
            (self.reference, self.reference > 0),
            (self.weight, self.reference == 0),
        ):
            load = np.zeros(count)
            blocks = order[chosen[order]]
            # Whole square metres: noise in the last digits must not reorder equal blocks.
            for block in blocks[np.argsort(-np.round(areas[blocks]), kind="stable")]:
                fold[block] = load.argmin()
                load[fold[block]] += areas[block]
        return fold


def _group(
    place: Place,
    runs: dict[tuple[float, float], Landforms],
    start: tuple[float, float],
    notes: list[str],
) -> np.ndarray:
    """Group of each part of the reference and of each landform of each run, in this order.

    Where low thresholds join most of the reference to one group, which could then be held out only
    as a whole, these thresholds are taken out of ``runs``.
    """
    shapes = [place.parts, *(run.shapes for run in runs.values())]
    lows = [np.full(len(one), low) for one, (low, _) in zip(shapes[1:], runs)]
    low = np.concatenate([np.full(len(place.parts), np.inf), *lows])
    own = np.concatenate([np.full(len(one), pair == start) for one, pair in zip(shapes[1:], runs)])
    low[len(place.parts) :][own] = np.inf
    near = shapely.buffer(
        np.concatenate(shapes), _GAP_M / 2 / place.grid.unit_in_metres, quad_segs=2
    )
    links = shapely.STRtree(near).query(near, predicate="intersects")
    area = shapely.area(place.parts)
    steps = [-np.inf, *sorted({pair[0] for pair in runs})]
    for step in steps:
        kept = low > step
        group = _connected(links[:, kept[links].all(axis=0)], len(near))
        share = np.bincount(group[: len(area)], area).max() / area.sum()
        if share <= _LARGEST_SHARE:
            break
    else:
        kept = low > -np.inf
        group = _connected(links, len(near))
    gone = [pair for pair in runs if pair != start and pair[0] <= step] if not kept.all() else []
    for pair in gone:
        del runs[pair]
    if gone:
        notes.append(
            Phrase(
                mark(
                    "Thresholds up to {threshold:g} were left out: there most of the reference "
                    "runs together and could not be divided into blocks."
                ),
                threshold=float(step),
            )
        )
    return np.unique(group[kept], return_inverse=True)[1].reshape(-1)


def _connected(links: np.ndarray, count: int) -> np.ndarray:
    graph = coo_array((np.ones(links.shape[1], bool), tuple(links)), shape=(count, count))
    return connected_components(graph, directed=False)[1]
