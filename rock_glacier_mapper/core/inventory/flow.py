"""Where water runs on a DEM: flow directions through pits, and distances along the flow."""

from __future__ import annotations

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

_NEIGHBOURS = [(-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 0), (1, 1)]


def receivers(elevation: np.ndarray, cell: tuple[float, float]) -> np.ndarray:
    """The cell that each cell drains to: D8 on the filled DEM.

    Single flow direction (O'Callaghan & Mark 1984, Comput. Vis. Graph. Image Process. 28,
    323-344) to the steepest of the eight neighbours in a DEM whose pits are filled to their pour
    points. The fill, and the way across filled pits and flats, come from the minimum spanning
    tree of the cells with the higher of two neighbours' elevations as weight: its paths to the
    rim climb least. All cells drain to the rim of the window or to no data.

    Args:
        elevation: metres, (height, width), NaN = no data.
        cell: width and height of a cell in metres.

    Returns:
        Flat index of the receiver, int64 (height * width); an outlet, and a cell without data,
        is its own.
    """
    height, width = elevation.shape
    size = height * width
    index = np.arange(size).reshape(height, width)
    padded = np.pad(elevation.astype(np.float64), 1, constant_values=np.nan)
    tree = _tree(elevation, padded)
    level = _highest_on_the_way(elevation, tree)
    padded[1:-1, 1:-1] = level
    steepest, receiver = np.zeros(elevation.shape), tree[:-1].reshape(height, width)
    receiver = np.where(receiver == size, index, receiver)
    for down, right in _NEIGHBOURS:
        other = padded[1 + down : 1 + down + height, 1 + right : 1 + right + width]
        fall = (level - other) / np.hypot(down * cell[1], right * cell[0])
        with np.errstate(invalid="ignore"):
            better = fall > steepest
        steepest = np.where(better, fall, steepest)
        receiver = np.where(better, index + down * width + right, receiver)
    return receiver.ravel()


def _tree(elevation: np.ndarray, padded: np.ndarray) -> np.ndarray:
    """Next cell on the least climbing path to the outside (number ``size``), per cell."""
    height, width = elevation.shape
    size = height * width
    index = np.arange(size).reshape(height, width)
    known = np.isfinite(padded)
    first, second, weight = [], [], []
    for down, right in ((0, 1), (1, -1), (1, 0), (1, 1)):
        rows = slice(0, height - down)
        here = slice(max(0, -right), width - max(0, right))
        there = slice(max(0, right), width - max(0, -right))
        a, b = elevation[rows, here], elevation[down:, there]
        both = np.isfinite(a) & np.isfinite(b)
        first.append(index[rows, here][both])
        second.append(index[down:, there][both])
        weight.append(np.maximum(a, b)[both])
    beside = np.zeros(elevation.shape, bool)
    for down, right in _NEIGHBOURS:
        beside |= ~known[1 + down : 1 + down + height, 1 + right : 1 + right + width]
    outlet = beside & known[1:-1, 1:-1]
    first.append(index[outlet])
    second.append(np.full(int(outlet.sum()), size))
    weight.append(elevation[outlet])
    weight = np.concatenate(weight)
    if weight.size == 0:
        return np.full(size + 1, size)
    weight = weight - weight.min() + 1.0  # a weight of 0 would be no edge
    edges = (np.concatenate(first), np.concatenate(second))
    graph = sparse.csr_matrix((weight, edges), shape=(size + 1, size + 1))
    tree = csgraph.minimum_spanning_tree(graph)
    before = csgraph.breadth_first_order(tree, size, directed=False)[1]
    return np.where(before < 0, size, before)


def _highest_on_the_way(elevation: np.ndarray, tree: np.ndarray) -> np.ndarray:
    level = np.append(elevation.ravel().astype(np.float64), -np.inf)
    following = tree.copy()
    following[-1] = following.size - 1
    while True:
        level = np.fmax(level, level[following])
        further = following[following]
        if np.array_equal(further, following):
            break
        following = further
    level = level[:-1].reshape(elevation.shape)
    return np.where(np.isfinite(elevation), level, np.nan)


def flow_distance(
    receiver: np.ndarray, targets: np.ndarray, cell: tuple[float, float]
) -> tuple[np.ndarray, np.ndarray]:
    """How far it is down the flow to the first target cell.

    Args:
        receiver: of :func:`receivers`.
        targets: bool (height, width); flow ends in them.
        cell: width and height in metres.

    Returns:
        (metres (height, width), inf where the flow meets no target; flat index of that target,
        int64 (height, width)).
    """
    height, width = targets.shape
    own = np.arange(height * width)
    following = np.where(targets.ravel(), own, receiver)
    down, right = own // width - following // width, own % width - following % width
    distance = np.hypot(down * cell[1], right * cell[0])
    while True:
        further = following[following]
        if np.array_equal(further, following):
            break
        distance = distance + distance[following]
        following = further
    distance = np.where(targets.ravel()[following], distance, np.inf)
    return distance.reshape(targets.shape), following.reshape(targets.shape)
