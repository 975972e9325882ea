"""Multiresolution segmentation: Baatz-Schäpe region merging on a region graph.

All a merge needs is in sums over the pixels of a region, so that regions merge by addition and no
pixel is touched again. In each round all pairs that are each other's cheapest neighbours merge at
once (local mutual best fit).

Source: Baatz & Schäpe 2000, Multiresolution segmentation: an optimization approach for high
quality multi-scale image segmentation, Angewandte Geographische Informationsverarbeitung XII,
12-23.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..errors import InputError
from ..feedback import Feedback


@dataclass
class RegionTable:
    """Sums over the pixels of N regions; region k has label k + 1.

    Attributes:
        n: pixels, float64 (N,).
        total: sum of each band, float64 (N, bands).
        squares: sum of squares of each band, float64 (N, bands).
        perimeter: pixel sides that face another label or the window's border, float64 (N,).
        box: first row, first column, last row + 1, last column + 1, float64 (N, 4).
    """

    n: np.ndarray
    total: np.ndarray
    squares: np.ndarray
    perimeter: np.ndarray
    box: np.ndarray

    @property
    def mean(self) -> np.ndarray:
        """Band means, float64 (N, bands)."""
        return self.total / self.n[:, None]


@dataclass
class RegionGraph:
    """Neighbouring regions (4-connectivity).

    Attributes:
        first, second: region numbers, ``first < second``, int64 (E,).
        length: shared border in pixel sides, float64 (E,).
    """

    first: np.ndarray
    second: np.ndarray
    length: np.ndarray


@dataclass
class Merged:
    """Result of merging.

    Attributes:
        parent: new region number of each old region, int64 (N,).
        table, graph: of the new regions.
        rounds: number of merging rounds.
    """

    parent: np.ndarray
    table: RegionTable
    graph: RegionGraph
    rounds: int


def region_table(labels: np.ndarray, bands: np.ndarray) -> RegionTable:
    """The table of the regions of ``labels`` (int, 0 = no data, 1..N all present).

    Args:
        labels: (height, width).
        bands: float (bands, height, width); finite where the label is not 0.
    """
    count = int(labels.max(initial=0))
    n, total, squares = band_sums(labels, bands, count)
    perimeter, box = borders(labels, count)
    return RegionTable(n, total, squares, perimeter, box)


def band_sums(
    labels: np.ndarray, bands: np.ndarray, count: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pixels (N,), sums and sums of squares (N, bands) of labels 1..``count``."""
    inside = labels > 0
    ids = labels[inside] - 1
    n = np.bincount(ids, minlength=count).astype(np.float64)
    total = np.empty((count, len(bands)))
    squares = np.empty((count, len(bands)))
    for number, band in enumerate(bands):
        values = band[inside].astype(np.float64)
        total[:, number] = np.bincount(ids, values, count)
        squares[:, number] = np.bincount(ids, values * values, count)
    return n, total, squares


def borders(labels: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Perimeter (N,) in pixel sides and bounding box (N, 4) of labels 1..``count``."""
    perimeter = np.zeros(count + 1)
    box = np.zeros((count + 1, 4))
    padded = np.pad(labels, 1)
    # Sides of horizontal neighbours in column order, of vertical ones in row order: the last
    # (first) one written for a label is its last (first) column or row.
    for axis, array in ((1, padded.T), (0, padded)):
        place, along = np.nonzero(array[1:] != array[:-1])
        before, after = array[place, along], array[place + 1, along]
        perimeter += np.bincount(before, minlength=count + 1)
        perimeter += np.bincount(after, minlength=count + 1)
        box[before, axis + 2] = place
        box[after[::-1], axis] = place[::-1]
    return perimeter[1:], box[1:]


def region_graph(labels: np.ndarray) -> RegionGraph:
    """Neighbours and the length of their shared border; label 0 is nobody's neighbour."""
    count = int(labels.max(initial=0))
    keys = []
    for one, other in ((labels[:, :-1], labels[:, 1:]), (labels[:-1], labels[1:])):
        side = (one != other) & (one > 0) & (other > 0)
        a, b = one[side].astype(np.int64) - 1, other[side].astype(np.int64) - 1
        keys.append(np.minimum(a, b) * count + np.maximum(a, b))
    key, length = np.unique(np.concatenate(keys), return_counts=True)
    return RegionGraph(key // max(count, 1), key % max(count, 1), length.astype(np.float64))


def merge_cost(
    table: RegionTable,
    graph: RegionGraph,
    weights: Sequence[float],
    shape: float = 0.1,
    compactness: float = 0.5,
) -> np.ndarray:
    """Increase of heterogeneity f when the regions of each edge merge: float64 (E,).

    With n pixels, population standard deviation σ_b of band b, perimeter l in pixel sides
    (l_m = l_1 + l_2 - 2 × shared border) and perimeter bb of the bounding box, and m the union::

        h_colour  = Σ_b w_b [n_m σ_m,b - (n_1 σ_1,b + n_2 σ_2,b)]
        h_compact = n_m l_m/√n_m - (n_1 l_1/√n_1 + n_2 l_2/√n_2)
        h_smooth  = n_m l_m/bb_m - (n_1 l_1/bb_1 + n_2 l_2/bb_2)
        h_shape   = w_comp h_compact + (1 - w_comp) h_smooth
        f         = (1 - w_shape) h_colour + w_shape h_shape
    """
    return _cost(table, _own(table, np.asarray(weights, float)), graph, weights, shape, compactness)


def merge(
    table: RegionTable,
    graph: RegionGraph,
    weights: Sequence[float],
    scale: float,
    shape: float = 0.1,
    compactness: float = 0.5,
    feedback: Feedback | None = None,
) -> Merged:
    """Merge neighbours by local mutual best fit while f < ``scale``².

    Of edges with equal f the one with the lower region numbers goes first, so that the result is
    unique. The given table is not changed. Scale 0 merges nothing.

    Raises:
        InputError: a parameter is out of its range.
    """
    check_parameters(weights, scale, shape, compactness, table.total.shape[1])
    feedback = feedback or Feedback()
    weights = np.asarray(weights, float)
    count = len(table.n)
    table = RegionTable(*(value.copy() for value in vars(table).values()))
    own = _own(table, weights)
    parent = np.arange(count)
    cost = _cost(table, own, graph, weights, shape, compactness)
    limit = scale * scale
    rounds = 0
    while scale > 0:
        feedback.check()
        low, high = _mutual_best(graph, cost, limit, count)
        if low.size == 0:
            break
        rounds += 1
        joint = graph.length[_edges_between(graph, low, high, count)]
        _absorb(table, low, high, joint)
        _own_update(own, table, low, weights)
        parent[high] = low
        graph, cost, changed = _rekeyed(graph, cost, low, high, count)
        if changed.any():
            fresh = RegionGraph(graph.first[changed], graph.second[changed], graph.length[changed])
            cost[changed] = _cost(table, own, fresh, weights, shape, compactness)
    return _compacted(parent, table, graph, rounds)


def segment(
    labels: np.ndarray,
    bands: np.ndarray,
    weights: Sequence[float],
    scale: float,
    shape: float = 0.1,
    compactness: float = 0.5,
) -> tuple[np.ndarray, Merged]:
    """Merge the regions of a label array; returns the new labels (int32, 0 = no data) too."""
    merged = merge(
        region_table(labels, bands), region_graph(labels), weights, scale, shape, compactness
    )
    return relabelled(labels, merged.parent), merged


def relabelled(labels: np.ndarray, parent: np.ndarray) -> np.ndarray:
    """``labels`` with region k + 1 renamed to ``parent[k] + 1``; 0 stays; int32."""
    names = np.zeros(len(parent) + 1, np.int32)
    names[1:] = parent + 1
    return names[labels]


def check_parameters(
    weights: Sequence[float], scale: float, shape: float, compactness: float, bands: int
) -> None:
    """Raise InputError unless the parameters make sense for ``bands`` bands."""
    if not (np.isfinite(scale) and scale >= 0):
        raise InputError(f"The scale must be 0 or more, not {scale}.")
    for name, value in (("shape", shape), ("compactness", compactness)):
        if not 0 <= value <= 1:
            raise InputError(f"The weight of {name} must lie between 0 and 1, not {value}.")
    if len(weights) != bands or not all(np.isfinite(w) and w >= 0 for w in weights):
        raise InputError(f"Segmentation needs {bands} band weights of 0 or more, got {weights}.")


def _own(table: RegionTable, weights: np.ndarray) -> np.ndarray:
    """The three own terms of regions: Σ w n σ, n l/√n, n l/bb; float64 (3, N)."""
    spread = table.n[:, None] * table.squares - table.total**2
    box = 2 * (table.box[:, 2] - table.box[:, 0] + table.box[:, 3] - table.box[:, 1])
    return np.stack(
        [
            np.sqrt(np.maximum(spread, 0)) @ weights,
            np.sqrt(table.n) * table.perimeter,
            table.n * table.perimeter / np.maximum(box, 1),
        ]
    )


def _own_update(own: np.ndarray, table: RegionTable, rows: np.ndarray, weights: np.ndarray) -> None:
    part = RegionTable(*(value[rows] for value in vars(table).values()))
    own[:, rows] = _own(part, weights)


def _cost(table, own, graph, weights, shape, compactness) -> np.ndarray:
    a, b = graph.first, graph.second
    n = table.n[a] + table.n[b]
    colour = -(own[0, a] + own[0, b])
    for band, weight in enumerate(weights):
        total = table.total[a, band] + table.total[b, band]
        squares = table.squares[a, band] + table.squares[b, band]
        colour += weight * np.sqrt(np.maximum(n * squares - total * total, 0))
    if shape == 0:
        return colour
    length = table.perimeter[a] + table.perimeter[b] - 2 * graph.length
    height = np.maximum(table.box[a, 2], table.box[b, 2]) - np.minimum(
        table.box[a, 0], table.box[b, 0]
    )
    width = np.maximum(table.box[a, 3], table.box[b, 3]) - np.minimum(
        table.box[a, 1], table.box[b, 1]
    )
    compact = np.sqrt(n) * length - own[1, a] - own[1, b]
    smooth = n * length / (2 * (height + width)) - own[2, a] - own[2, b]
    return (1 - shape) * colour + shape * (compactness * compact + (1 - compactness) * smooth)


def _mutual_best(graph, cost, limit, count) -> tuple[np.ndarray, np.ndarray]:
    """Pairs that are each other's cheapest neighbour, among the edges below the limit."""
    edges = np.flatnonzero(cost < limit)
    first, second = graph.first[edges], graph.second[edges]
    worst_to_best = np.lexsort((first * count + second, cost[edges]))[::-1]
    rank = np.arange(edges.size)[::-1]
    best = np.full((2, count), edges.size, np.int64)
    # With repeated indices the last assignment stays: the best one.
    best[0, first[worst_to_best]] = rank
    best[1, second[worst_to_best]] = rank
    best = best.min(axis=0)
    first, second = first[worst_to_best], second[worst_to_best]
    mutual = (best[first] == rank) & (best[second] == rank)
    return first[mutual], second[mutual]


def _edges_between(graph, low, high, count) -> np.ndarray:
    """Numbers of the edges (low, high), in that order."""
    partner = np.full(count, -1, np.int64)
    partner[low] = high
    edges = np.flatnonzero(partner[graph.first] == graph.second)
    number = np.empty(count, np.int64)
    number[graph.first[edges]] = edges
    return number[low]


def _absorb(table: RegionTable, low: np.ndarray, high: np.ndarray, joint: np.ndarray) -> None:
    table.n[low] += table.n[high]
    table.total[low] += table.total[high]
    table.squares[low] += table.squares[high]
    table.perimeter[low] += table.perimeter[high] - 2 * joint
    table.box[low, :2] = np.minimum(table.box[low, :2], table.box[high, :2])
    table.box[low, 2:] = np.maximum(table.box[low, 2:], table.box[high, 2:])


def _rekeyed(graph, cost, low, high, count):
    """The graph after merging ``high`` into ``low``, and which of its edges need a new cost."""
    name = np.arange(count)
    name[high] = low
    grown = np.zeros(count, bool)
    grown[low] = True
    a, b = name[graph.first], name[graph.second]
    touched = grown[a] | grown[b]
    still = ~touched
    inner = touched & (a != b)
    a, b, length = a[inner], b[inner], graph.length[inner]
    key = np.minimum(a, b) * count + np.maximum(a, b)
    order = np.argsort(key, kind="stable")
    key, length = key[order], length[order]
    start = np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1]])[: key.size])
    length = np.add.reduceat(length, start) if start.size else length
    key = key[start]
    kept = int(still.sum())
    graph = RegionGraph(
        np.concatenate([graph.first[still], key // count]),
        np.concatenate([graph.second[still], key % count]),
        np.concatenate([graph.length[still], length]),
    )
    cost = np.concatenate([cost[still], np.zeros(key.size)])
    changed = np.zeros(cost.size, bool)
    changed[kept:] = True
    return graph, cost, changed


def _compacted(parent, table, graph, rounds) -> Merged:
    while True:
        above = parent[parent]
        if np.array_equal(above, parent):
            break
        parent = above
    alive = parent == np.arange(parent.size)
    number = np.cumsum(alive) - 1
    first, second = number[graph.first], number[graph.second]
    order = np.lexsort((second, first))
    return Merged(
        number[parent],
        RegionTable(*(value[alive] for value in vars(table).values())),
        RegionGraph(first[order], second[order], graph.length[order]),
        rounds,
    )
