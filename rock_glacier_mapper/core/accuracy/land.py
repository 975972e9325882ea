"""What an assessment sums up: land and landforms of both sides, by block."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from shapely.geometry.base import BaseGeometry

from ..feedback import Feedback
from ..vector import as_array
from .area import Surface, areas_inside, dissolve
from .bootstrap import blocks_of
from .measures import QUANTITIES
from .objects import COVERED, Overlaps, assign, overlaps, split_and_merged


@dataclass(frozen=True)
class Land:
    """Both sides and all that is computed once for all regions.

    Attributes:
        mapped, reference: (n,) polygons.
        surface, truth: the same without overlaps within a side.
        pieces: (k,) common land of their parts; piece_part: int (k,), the part of ``surface``.
        pairs: all overlaps of polygons.
        matched: int (m, 2), pairs above the IoU limit; any_pairs: by any overlap.
        blocks: block of each part of ``surface`` and of ``truth``; block_count: how many.
        quantities: name to (side, indices of polygons, what each of them adds).
    """

    mapped: np.ndarray
    reference: np.ndarray
    surface: Surface
    truth: Surface
    pieces: np.ndarray
    piece_part: np.ndarray
    pairs: Overlaps
    matched: np.ndarray
    any_pairs: np.ndarray
    blocks: tuple[np.ndarray, np.ndarray]
    block_count: int
    quantities: dict[str, tuple[str, np.ndarray, np.ndarray]]

    @classmethod
    def of(cls, mapped, reference, iou: float, block_m: float, feedback: Feedback) -> Land:
        """Compare two sides; blocks have a side of ``block_m`` metres."""
        mapped, reference = as_array(mapped), as_array(reference)
        surface = dissolve(mapped)
        feedback.check()
        feedback.progress(0.3)
        truth = dissolve(reference)
        feedback.check()
        feedback.progress(0.6)
        pairs, common = overlaps(mapped, reference), overlaps(surface.parts, truth.parts)
        feedback.check()
        pieces = shapely.intersection(surface.parts[common.first], truth.parts[common.second])
        matched, any_pairs = assign(pairs, iou), assign(pairs, 0.0).pairs
        blocks, count = _blocks(surface, truth, common, block_m)
        quantities = _quantities(pairs, matched, any_pairs, iou)
        return cls(
            mapped,
            reference,
            surface,
            truth,
            pieces,
            common.first,
            pairs,
            matched.pairs,
            any_pairs,
            blocks,
            count,
            quantities,
        )

    def members(self, zone: BaseGeometry | None) -> tuple[np.ndarray, np.ndarray]:
        """Which mapped and which reference polygons have at least half of their area in a zone."""
        sides = (self.mapped, self.pairs.mapped_area), (self.reference, self.pairs.reference_area)
        # A hair less than half, so that rounding does not decide about a landform on the border.
        return tuple(areas_inside(s, zone) >= COVERED * a * (1 - 1e-9) for s, a in sides)

    def sums(self, zone: BaseGeometry | None, members) -> np.ndarray:
        """What each block adds to each quantity within a zone: float (blocks, quantities)."""
        table = np.zeros((self.block_count, len(QUANTITIES)))
        on_mapped, on_reference = self.blocks
        areas = (
            ("mapped_area", self.surface.parts, on_mapped),
            ("reference_area", self.truth.parts, on_reference),
            ("common_area", self.pieces, on_mapped[self.piece_part]),
        )
        for name, shapes, block in areas:
            inside = areas_inside(shapes, zone)
            table[:, QUANTITIES.index(name)] = np.bincount(block, inside, self.block_count)
        block_of = {
            "mapped": on_mapped[self.surface.part_of],
            "reference": on_reference[self.truth.part_of],
        }
        inside = dict(zip(("mapped", "reference"), members))
        for name, (side, which, values) in self.quantities.items():
            kept = inside[side][which]
            sums = np.bincount(block_of[side][which[kept]], values[kept], self.block_count)
            table[:, QUANTITIES.index(name)] = sums
        return table


def _blocks(surface, truth, common, size) -> tuple[tuple[np.ndarray, np.ndarray], int]:
    """Block of each part of both surfaces; what overlaps lies in one block, whatever its border."""
    counts = len(surface.parts), len(truth.parts)
    links = coo_matrix(
        (np.ones(len(common.first)), (common.first, common.second + counts[0])), (sum(counts),) * 2
    )
    number, cluster = connected_components(links, directed=False)
    boxes = shapely.bounds(np.concatenate((surface.parts, truth.parts))).reshape(-1, 4)
    low, high = np.full((number, 2), np.inf), np.full((number, 2), -np.inf)
    np.minimum.at(low, cluster, boxes[:, :2])
    np.maximum.at(high, cluster, boxes[:, 2:])
    middle = (low + high) / 2
    block, count = blocks_of(middle[:, 0], middle[:, 1], size)
    block = block[cluster]
    return (block[: counts[0]], block[counts[0] :]), count


def _quantities(pairs, matched, any_pairs, iou) -> dict[str, tuple[str, np.ndarray, np.ndarray]]:
    """Quantity to (side, indices of its polygons, what each of them adds)."""
    every = np.arange(len(pairs.mapped_area)), np.arange(len(pairs.reference_area))
    best = best_iou(pairs)
    split, merged = split_and_merged(pairs)
    alone = [np.setdiff1d(side, matched.pairs[:, k]) for k, side in enumerate(every)]
    areas = pairs.mapped_area[any_pairs[:, 0]], pairs.reference_area[any_pairs[:, 1]]

    def ones(side: str, which: np.ndarray):
        return side, which, np.ones(len(which))

    return {
        "mapped": ones("mapped", every[0]),
        "reference": ones("reference", every[1]),
        "pairs": ones("reference", matched.pairs[:, 1]),
        "pair_iou": ("reference", matched.pairs[:, 1], matched.iou),
        "false_finds": ones("mapped", alone[0]),
        "missed": ones("reference", alone[1]),
        "detected": ones("reference", np.unique(pairs.second)),
        "touching": ones("mapped", np.unique(pairs.first)),
        "any_pairs": ones("reference", any_pairs[:, 1]),
        "any_mapped_area": ("reference", any_pairs[:, 1], areas[0]),
        "any_reference_area": ("reference", any_pairs[:, 1], areas[1]),
        "any_excess": ("reference", any_pairs[:, 1], areas[0] / areas[1] - 1),
        "count_found": ones("mapped", np.flatnonzero(best[0] > iou)),
        "count_missed": ones("reference", np.flatnonzero(best[1] < iou)),
        "split": ones("reference", np.flatnonzero(split)),
        "merged": ones("mapped", np.flatnonzero(merged)),
    }


def best_iou(pairs: Overlaps) -> tuple[np.ndarray, np.ndarray]:
    """Largest IoU of each mapped and of each reference polygon with any of the other side.

    Returns:
        Two float arrays, one value a mapped and one a reference polygon; 0 without any overlap.
    """
    best = np.zeros(len(pairs.mapped_area)), np.zeros(len(pairs.reference_area))
    np.maximum.at(best[0], pairs.first, pairs.iou)
    np.maximum.at(best[1], pairs.second, pairs.iou)
    return best
