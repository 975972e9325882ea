"""Multiresolution segmentation: Baatz-Schäpe region merging on a region graph.

All a merge needs is in sums over the pixels of a region, so that regions merge by addition and no
pixel is touched again. In each round all pairs that are each other's cheapest neighbours merge at
once (local mutual best fit).

Source: Baatz & Schäpe 2000, Multiresolution segmentation: an optimization approach for high
quality multi-scale image segmentation, Angewandte Geographische Informationsverarbeitung XII,
12-23.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ..errors import InputError
from ..feedback import Feedback
from ..translation import tr

#: Edges whose cost is computed at once; bounds the temporaries.
_CHUNK = 1 << 16

#: Edges that are looked at at once in search of the best; bounds the temporaries.
_MANY = 1 << 20

#: The table is packed when fewer of its rows than this are still regions.
_SPARSE = 0.7


@dataclass
class RegionTable:
    """Sums over the pixels of N regions; region k has label k + 1.

    Attributes:
        n: pixels, float64 (N,).
        total: sum of each band, float64 (N, bands).
        squares: sum of squares of each band, float64 (N, bands).
        perimeter: pixel sides that face another label or the window's border, float64 (N,).
        box: first row, first column, last row + 1, last column + 1, int32 (N, 4).
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

    def rows(self, index: np.ndarray) -> RegionTable:
        """The regions that ``index`` (numbers or bool) names, as a copy."""
        return RegionTable(*(value[index] for value in vars(self).values()))


@dataclass
class RegionGraph:
    """Neighbouring regions (4-connectivity).

    Attributes:
        first, second: region numbers, ``first < second``, int32 (E,).
        length: shared border in pixel sides, int32 (E,).
    """

    first: np.ndarray
    second: np.ndarray
    length: np.ndarray

    def rows(self, index: np.ndarray) -> RegionGraph:
        """The edges that ``index`` (numbers or bool) names, as a copy."""
        return RegionGraph(self.first[index], self.second[index], self.length[index])


@dataclass
class Merged:
    """Result of merging.

    Attributes:
        parent: new region number of each old region, int32 (N,).
        table, graph: of the new regions.
        rounds: number of merging rounds.
        order: rank of each new region, int32 (N,), see :func:`merge`.
    """

    parent: np.ndarray
    table: RegionTable
    graph: RegionGraph
    rounds: int
    order: np.ndarray


def described(labels: np.ndarray, bands: np.ndarray) -> tuple[RegionTable, RegionGraph]:
    """Table and graph of the regions of ``labels`` (int, 0 = no data, 1..N all present).

    Args:
        labels: (height, width); label 0 is nobody's neighbour.
        bands: float (bands, height, width); finite where the label is not 0.
    """
    count = int(labels.max(initial=0))
    sides = _Sides(labels, count)
    table = RegionTable(*band_sums(labels, bands, count), sides.perimeter(), sides.boxes())
    return table, sides.graph()


def band_sums(
    labels: np.ndarray, bands: np.ndarray, count: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pixels (N,), sums and sums of squares (N, bands) of labels 1..``count``."""
    inside = labels > 0
    whole = bool(inside.all())
    ids = (labels.ravel() if whole else labels[inside]).astype(np.intp)
    n = np.bincount(ids, minlength=count + 1)[1:].astype(np.float64)
    total = np.empty((count, len(bands)))
    squares = np.empty((count, len(bands)))
    for number, band in enumerate(bands):
        values = (band.ravel() if whole else band[inside]).astype(np.float64)
        total[:, number] = np.bincount(ids, values, count + 1)[1:]
        values *= values
        squares[:, number] = np.bincount(ids, values, count + 1)[1:]
    return n, total, squares


def borders(labels: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Perimeter (N,) in pixel sides and bounding box (N, 4) of labels 1..``count``."""
    sides = _Sides(labels, count)
    return sides.perimeter(), sides.boxes()


def region_graph(labels: np.ndarray) -> RegionGraph:
    """Neighbours and the length of their shared border; label 0 is nobody's neighbour."""
    return _Sides(labels, int(labels.max(initial=0))).graph()


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
    criterion = _Criterion(weights, shape, compactness)
    return criterion.costs(table, criterion.own(table), graph)


def merge(
    table: RegionTable,
    graph: RegionGraph,
    weights: Sequence[float],
    scale: float,
    shape: float = 0.1,
    compactness: float = 0.5,
    feedback: Feedback | None = None,
    order: np.ndarray | None = None,
    overwrite: bool = False,
) -> Merged:
    """Merge neighbours by local mutual best fit while f < ``scale``².

    Args:
        table, graph: the regions.
        weights: of the bands.
        scale, shape, compactness: see :func:`merge_cost`.
        order: rank of each region, int (N,), all different. Of edges with equal f the one with
            the lower ranks goes first; a union has the lower rank of the two. The region numbers
            when None. In large uniform areas, where nearly all f are equal, ranks that are mixed
            in space save many rounds.
        overwrite: empty ``table`` and ``graph``, which saves memory.

    Returns:
        New regions, numbered by the lowest number of their parts.

    Raises:
        InputError: parameters out of range.
        Cancelled: the user stopped the run.
    """
    check_parameters(weights, scale, shape, compactness, table.total.shape[1])
    feedback = feedback or Feedback()
    count = len(table.n)
    state = _State(table, graph, _Criterion(weights, shape, compactness), order, overwrite)
    rounds = 0
    limit = scale * scale
    while scale > 0:
        feedback.check()
        low, high, joint = state.mutual_best(limit)
        if low.size == 0:
            break
        rounds += 1
        state.join(low, high, joint)
        feedback.progress(1 - state.living / count)
    return state.result(rounds)


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
        raise InputError(tr("The scale must be 0 or more, not {scale}.").format(scale=scale))
    for name, value in (("shape", shape), ("compactness", compactness)):
        if not 0 <= value <= 1:
            raise InputError(
                tr("The weight of {name} must lie between 0 and 1, not {value}.").format(
                    name=name, value=value
                )
            )
    if len(weights) != bands or not all(np.isfinite(w) and w >= 0 for w in weights):
        raise InputError(
            tr("Segmentation needs {bands} band weights of 0 or more, got {weights}.").format(
                bands=bands, weights=weights
            )
        )


class _Criterion:
    """The merge criterion for fixed weights; element by element, so that order cannot matter."""

    def __init__(self, weights: Sequence[float], shape: float, compactness: float):
        self.weights = np.asarray(weights, np.float64)
        self.shape, self.compactness = float(shape), float(compactness)

    def own(self, table: RegionTable) -> np.ndarray:
        """What regions contribute alone: Σ w n σ and the shape terms, float64 (2, N)."""
        colour = self._spread(table.n, table.total, table.squares)
        box = 2 * (table.box[:, 2] - table.box[:, 0] + table.box[:, 3] - table.box[:, 1])
        return np.stack([colour, self._form(table.n, table.perimeter, box)])

    def costs(self, table: RegionTable, own: np.ndarray, graph: RegionGraph) -> np.ndarray:
        """f of each edge, float64 (E,)."""
        out = np.empty(graph.first.size)
        for start in range(0, out.size, _CHUNK):
            part = slice(start, start + _CHUNK)
            a, b = graph.first[part], graph.second[part]
            out[part] = self._cost(table, own, a, b, graph.length[part])
        return out

    def _cost(self, table, own, a, b, joint) -> np.ndarray:
        n = table.n[a] + table.n[b]
        colour = self._spread(
            n,
            table.total.take(a, 0) + table.total.take(b, 0),
            table.squares.take(a, 0) + table.squares.take(b, 0),
        )
        colour -= own[0].take(a) + own[0].take(b)
        if self.shape == 0:
            return colour
        length = table.perimeter[a] + table.perimeter[b] - 2 * joint
        one, other = table.box.take(a, 0), table.box.take(b, 0)
        side = np.maximum(one[:, 2:], other[:, 2:]) - np.minimum(one[:, :2], other[:, :2])
        form = self._form(n, length, 2 * (side[:, 0] + side[:, 1]))
        form -= own[1].take(a) + own[1].take(b)
        return (1 - self.shape) * colour + self.shape * form

    def _spread(self, n, total, squares) -> np.ndarray:
        """Σ_b w_b n σ_b from sums: n σ = √(n Σx² - (Σx)²)."""
        spread = squares * n[:, None]
        spread -= total * total
        np.maximum(spread, 0, out=spread)
        np.sqrt(spread, out=spread)
        out = np.zeros(n.size)
        for band, weight in enumerate(self.weights):
            out += spread[:, band] * weight
        return out

    def _form(self, n, perimeter, box) -> np.ndarray:
        """w_comp n l/√n + (1 - w_comp) n l/bb."""
        compact = np.sqrt(n) * perimeter
        smooth = n * perimeter / np.maximum(box, 1)
        return self.compactness * compact + (1 - self.compactness) * smooth


class _State:
    """Regions and edges in the course of merging."""

    def __init__(self, table, graph, criterion, order, overwrite):
        count = len(table.n)
        self.first = np.asarray(graph.first, np.int32)
        self.second = np.asarray(graph.second, np.int32)
        self.length = np.asarray(graph.length, np.int32)
        if overwrite:
            self.table = RegionTable(**vars(table))
            vars(table).clear()
            vars(graph).clear()
        else:
            self.table = table.rows(np.arange(count))
        self.criterion = criterion
        self.own = criterion.own(self.table)
        self.cost = criterion.costs(
            self.table, self.own, RegionGraph(self.first, self.second, self.length)
        )
        self.order = (
            np.arange(count, dtype=np.int32) if order is None else np.array(order, np.int32)
        )
        self.alive = np.ones(count, bool)
        self.living = count
        self.parent = np.arange(count, dtype=np.int32)  # of the original regions

    def mutual_best(self, limit: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Pairs that are each other's cheapest neighbour below the limit; shared borders."""
        best = np.full(self.alive.size, np.inf)
        for edges in self._below(limit):
            np.minimum.at(best, self.first[edges], self.cost[edges])
            np.minimum.at(best, self.second[edges], self.cost[edges])
        found = [np.empty(0, np.int64)]
        for edges in self._below(limit):
            one, other = best[self.first[edges]], best[self.second[edges]]
            found.append(edges[self.cost[edges] <= np.maximum(one, other)])
        edges = np.concatenate(found)
        first, second, cost = self.first[edges], self.second[edges], self.cost[edges]
        at_first, at_second = cost == best[first], cost == best[second]
        chosen = at_first & at_second
        tied = np.bincount(first[at_first], minlength=best.size)
        tied += np.bincount(second[at_second], minlength=best.size)
        tied = (tied[first] > 1) & at_first | (tied[second] > 1) & at_second
        if tied.any():
            chosen &= self._wins_ties(first, second, tied, at_first, at_second)
        return first[chosen], second[chosen], self.length[edges[chosen]]

    def _below(self, limit: float) -> Iterator[np.ndarray]:
        """Numbers of the edges that cost less than the limit, some at a time."""
        for start in range(0, self.cost.size, _MANY):
            yield start + np.flatnonzero(self.cost[start : start + _MANY] < limit)

    def _wins_ties(self, first, second, tied, at_first, at_second) -> np.ndarray:
        """False for the edges that lose a tie at one of their ends, by the ranks of the regions."""
        ties = np.flatnonzero(tied)
        a, b = first[ties], second[ties]
        one, other = self.order[a].astype(np.int64), self.order[b].astype(np.int64)
        key = np.minimum(one, other) * (int(self.order.max()) + 1) + np.maximum(one, other)
        lowest = np.full(self.alive.size, np.iinfo(np.int64).max)
        for end, at in ((a, at_first[ties]), (b, at_second[ties])):
            np.minimum.at(lowest, end[at], key[at])
        wins = np.ones(first.size, bool)
        wins[ties] = ~(at_first[ties] & (key != lowest[a]) | at_second[ties] & (key != lowest[b]))
        return wins

    def join(self, low: np.ndarray, high: np.ndarray, joint: np.ndarray) -> None:
        """Merge each region ``high`` into ``low``."""
        table = self.table
        for sums in (table.n, table.total, table.squares):
            sums[low] += sums[high]
        table.perimeter[low] += table.perimeter[high] - 2 * joint
        one, other = table.box[low], table.box[high]
        np.minimum(one[:, :2], other[:, :2], out=one[:, :2])
        np.maximum(one[:, 2:], other[:, 2:], out=one[:, 2:])
        table.box[low] = one
        self.order[low] = np.minimum(self.order[low], self.order[high])
        self.own[:, low] = self.criterion.own(table.rows(low))
        self.alive[high] = False
        self.living -= high.size
        self._rename(low, high)
        if self.living < _SPARSE * self.alive.size:
            self._pack()

    def _rename(self, low: np.ndarray, high: np.ndarray) -> None:
        """Edges after a join; those of grown regions get a new cost."""
        size = self.alive.size
        name = np.arange(size, dtype=np.int32)
        name[high] = low
        self.parent = name[self.parent]
        changed = np.zeros(size, bool)
        changed[low] = changed[high] = True
        touched = changed[self.first] | changed[self.second]
        moved = np.flatnonzero(touched)
        a, b, length = name[self.first[moved]], name[self.second[moved]], self.length[moved]
        # The old edges go before the new ones come: this is where memory peaks.
        del moved
        np.logical_not(touched, out=touched)
        for column in ("first", "second", "length", "cost"):
            setattr(self, column, getattr(self, column)[touched])
        outer = a != b
        fresh = gathered(a[outer], b[outer], length[outer], size)
        del a, b, length, outer
        cost = self.criterion.costs(self.table, self.own, fresh)
        self.first = np.concatenate([self.first, fresh.first])
        self.second = np.concatenate([self.second, fresh.second])
        self.length = np.concatenate([self.length, fresh.length])
        self.cost = np.concatenate([self.cost, cost])

    def _pack(self) -> None:
        """Drop the rows of regions that are gone; the others keep their order."""
        number = np.cumsum(self.alive, dtype=np.int32) - 1
        self.parent = number[self.parent]
        self.first, self.second = number[self.first], number[self.second]
        self.table = self.table.rows(self.alive)
        self.own, self.order = self.own[:, self.alive], self.order[self.alive]
        self.alive = np.ones(self.living, bool)

    def result(self, rounds: int) -> Merged:
        self._pack()
        key = np.argsort(self.first.astype(np.int64) * max(self.living, 1) + self.second)
        graph = RegionGraph(self.first[key], self.second[key], self.length[key])
        return Merged(self.parent, self.table, graph, rounds, self.order)


def gathered(
    first: np.ndarray, second: np.ndarray, length: np.ndarray | None, count: int
) -> RegionGraph:
    """Edges with their ends in order, each pair once with the sum of its lengths, sorted.

    Args:
        first, second: region numbers, never equal.
        length: of each; 1 each when None.
        count: number of regions.
    """
    key = np.minimum(first, second).astype(np.int64)
    key *= count
    key += np.maximum(first, second)
    if length is None:
        key.sort(kind="stable")
    else:
        order = np.argsort(key, kind="stable")
        key, length = key[order], length[order]
        del order
    new = np.ones(key.size, bool)
    np.not_equal(key[1:], key[:-1], out=new[1:])
    start = np.flatnonzero(new)
    if length is None:
        length = np.diff(start, append=key.size)
    elif start.size:
        length = np.add.reduceat(length, start)
    key = key[start]
    one = key // max(count, 1)
    return RegionGraph(
        one.astype(np.int32), (key - one * count).astype(np.int32), length.astype(np.int32)
    )


class _Sides:
    """Pixel sides between different labels 1..``count``, the window's border being label 0."""

    def __init__(self, labels: np.ndarray, count: int):
        padded = np.pad(labels, 1)
        self.count, self.width = count, padded.shape[1]
        flat = padded.ravel()
        # Of each side: flat index of the earlier pixel, its label, the label of the later one.
        self.across, self.down = (
            (place, flat[place], flat[place + step])
            for step in (1, self.width)
            for place in (np.flatnonzero(flat[step:] != flat[:-step]),)
        )

    def perimeter(self) -> np.ndarray:
        """Sides of each label, float64 (N,)."""
        ends = *self.across[1:], *self.down[1:]
        total = sum(np.bincount(labels, minlength=self.count + 1) for labels in ends)
        return total[1:].astype(np.float64)

    def boxes(self) -> np.ndarray:
        """Bounding box of each label, int32 (N, 4)."""
        box = np.zeros((self.count + 1, 4), np.int32)
        place, before, after = self.down
        row = place // self.width
        # In ascending order the last one written for a label is its last row (or column).
        box[before, 2] = row
        box[after[::-1], 0] = row[::-1]
        place, before, after = self.across
        column = (place % self.width).astype(np.int16 if self.width < 1 << 15 else np.int32)
        ascending = np.argsort(column, kind="stable")
        column, before, after = column[ascending], before[ascending], after[ascending]
        box[before, 3] = column
        box[after[::-1], 1] = column[::-1]
        return box[1:]

    def graph(self) -> RegionGraph:
        """Sides between two labels that are not 0, gathered."""
        before = np.concatenate([self.across[1], self.down[1]])
        after = np.concatenate([self.across[2], self.down[2]])
        inside = (before > 0) & (after > 0)
        return gathered(before[inside] - 1, after[inside] - 1, None, self.count)
