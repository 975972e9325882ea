"""Figures of a report: distributions, roses of directions, classes.

They follow Figures 6 and 8 of Sun et al. (2024) and Figures 8, 9 and 12 of Hu et al. (2023).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from matplotlib.ticker import MaxNLocator

from ..figuretext import figure_text
from ..inventory.statistics import SECTORS, bin_edges, direction, finite, histogram, sector
from ..kinematics.figures import CATEGORIES, NOT_ASSESSED, STYLE
from ..translation import tr
from .attributes import AREA, Attribute
from .units import Units

_BLUE, _DARK = "#2b6ca3", "#222222"
_HALO = [withStroke(linewidth=1.5, foreground="white")]
#: Rock glaciers smaller than this are shown again, larger, and the width of those bins; km².
_INSET, _INSET_STEP = 0.5, 0.02
_MATH = {"⁻¹": "$^{-1}$", "⁻²": "$^{-2}$"}
_WIDTH = 7.2


def settle(figure: Figure) -> None:
    """Place everything once; else each of the files that are saved would do it again."""
    with rc_context(STYLE):
        FigureCanvasAgg(figure)
        figure.draw_without_rendering()
        figure.set_layout_engine("none")


def label_of(item: Attribute) -> str:
    """Label with unit, for an axis."""
    text = f"{item.short or tr(item.label)} ({tr(item.unit)})"
    for plain, raised in _MATH.items():
        text = text.replace(plain, raised)
    return text


def distributions_figure(units: Units, items: Sequence[Attribute]) -> Figure:
    """One panel an attribute: histogram, and a rose for directions."""
    columns = 1 if len(items) == 1 else 2 if len(items) <= 4 else 3
    rows = math.ceil(len(items) / columns)
    size = (3.5, 2.6) if columns == 1 else (_WIDTH, 2.25 * rows if columns == 3 else 2.5 * rows)
    with rc_context(STYLE):
        figure = Figure(size, layout="constrained")
        for number, item in enumerate(items):
            place = (rows, columns, number + 1)
            values = units.numbers[item.name]
            if item.circular:
                axes = figure.add_subplot(*place, projection="polar")
                draw_rose(axes, values, _BLUE)
            else:
                axes = figure.add_subplot(*place)
                draw_histogram(axes, values, item, _BLUE)
                axes.set_xlabel(label_of(item))
                axes.set_ylabel(tr("Number of rock glaciers"))
            letter = f"({'abcdefghijkl'[number]}) " if len(items) > 1 else ""
            count = int(np.isfinite(values).sum())
            title = f"{letter}n = {count}"
            if item.circular:
                title = f"{letter}{tr(item.label)}, n = {count}{_resultant(values)}"
            axes.set_title(title, loc="left", pad=12 if item.circular else 4)
    return figure


def draw_histogram(
    axes, values: np.ndarray, item: Attribute, colour: str, edges: np.ndarray | None = None
) -> None:
    """Bars of the bins with the median as a dashed line."""
    edges = bin_edges(values, item.step) if edges is None else edges
    _bars(axes, values, edges, colour)
    axes.axvline(np.median(finite(values)), color=_DARK, lw=0.9, ls="--")
    axes.spines[["top", "right"]].set_visible(False)
    small = finite(values)[finite(values) < _INSET]
    if item is AREA and edges[-1] > 3 * _INSET and small.size > values.size / 2:
        inset = axes.inset_axes((0.45, 0.42, 0.53, 0.5))
        _bars(inset, small, np.round(np.arange(26) * _INSET_STEP, 9), colour)
        inset.set_xlim(0, _INSET)
        inset.tick_params(labelsize=6)
        inset.set_title(f"< {_INSET:g} km²", fontsize=7, pad=2)
        inset.spines[["top", "right"]].set_visible(False)


def _bars(axes, values: np.ndarray, edges: np.ndarray, colour: str) -> None:
    axes.bar(
        edges[:-1], histogram(values, edges), np.diff(edges), align="edge", color=colour,
        edgecolor="white", linewidth=0.3,
    )  # fmt: skip
    axes.set_xlim(edges[0], edges[-1])
    axes.yaxis.set_major_locator(MaxNLocator(5, steps=(1, 2, 5, 10), integer=True))
    axes.xaxis.set_major_locator(MaxNLocator(5, steps=(1, 2, 2.5, 5, 10)))


def draw_rose(axes, values: np.ndarray, colour: str, small: bool = False) -> None:
    """Number of landforms in eight directions, north up, with an arrow to the circular mean."""
    found = sector(values)
    counts = np.bincount(found[found >= 0], minlength=8)
    axes.set_theta_zero_location("N")
    axes.set_theta_direction(-1)
    angles = np.radians(np.arange(8) * 45)
    # Without clipping to the circle, whose name in an SVG would differ in every run.
    axes.bar(angles, counts, math.radians(45), color=colour, ec="white", lw=0.5, clip_on=False)
    axes.set_xticks(angles, list(map(tr, SECTORS)))
    axes.tick_params(pad=-2 if small else 0, labelsize=6 if small else 7)
    axes.set_rlabel_position(292.5)
    largest = max(int(counts.max()), 1)
    rings = MaxNLocator(2 if small else 3, integer=True).tick_values(0, largest)
    rings = [int(ring) for ring in rings if 0 < ring <= largest] or [largest]
    axes.set_yticks(rings, [str(ring) for ring in rings])
    axes.set_ylim(0, 1.03 * largest)
    for text in axes.get_yticklabels():
        text.set(fontsize=5.5 if small else 6, path_effects=_HALO)
    axes.grid(lw=0.4, color="#bbbbbb", clip_on=False)
    axes.set_axisbelow("line")
    middle = direction(values)
    if middle.mean is not None:
        axes.annotate(
            "",
            (math.radians(middle.mean), largest),
            (0, 0),
            arrowprops={"arrowstyle": "-|>", "color": _DARK, "lw": 1.1, "shrinkA": 0, "shrinkB": 0},
        )


def category_figure(units: Units, item: Attribute) -> Figure:
    """An attribute of all rock glaciers and of each upslope category, on the same bins."""
    values = units.numbers[item.name]
    panels: list[tuple[str, np.ndarray, str]] = [(tr("All"), np.ones(len(units), bool), _BLUE)]
    for name, colour in CATEGORIES.items():
        chosen = np.array([one == name for one in units.category], bool)
        if np.isfinite(values[chosen]).any():
            panels.append((name or tr(NOT_ASSESSED), chosen, colour))
    edges = None if item.circular else bin_edges(values, item.step)

    def draw(axes, number: int) -> None:
        name, chosen, colour = panels[number]
        if item.circular:
            draw_rose(axes, values[chosen], colour, small=True)
        else:
            draw_histogram(axes, values[chosen], item, colour, edges)
        count = int(np.isfinite(values[chosen]).sum())
        title = f"({'abcdef'[number]}) {name}, n = {count}"
        title += _resultant(values[chosen]) if item.circular else ""
        axes.set_title(title, loc="left", pad=12 if item.circular else 4)

    figure = _panels(len(panels), draw, item.circular)
    if not item.circular:
        with rc_context(STYLE):
            label = tr("{quantity}; dashed: median").format(quantity=label_of(item))
            figure.supxlabel(label, fontsize=8)
            figure.supylabel(tr("Number of rock glaciers"), fontsize=8)
    return figure


def region_roses(units: Units, most: int = 12) -> Figure:
    """Aspects in the regions with the most rock glaciers, by name."""
    values = units.numbers["ASPECT"]
    names = [name for name, ok in zip(units.region, np.isfinite(values)) if ok and name is not None]
    found, counts = np.unique(names, return_counts=True)
    shown = sorted(found[np.argsort(-counts, kind="stable")][:most].tolist())
    regions = np.array([*units.region, None], dtype=object)[:-1]

    def draw(axes, number: int) -> None:
        chosen = values[regions == shown[number]]
        draw_rose(axes, chosen, _BLUE, small=True)
        name = figure_text(shown[number], 24)
        count = int(np.isfinite(chosen).sum())
        axes.set_title(f"{name}\nn = {count}{_resultant(chosen)}", fontsize=7, pad=10)

    return _panels(len(shown), draw, polar=True, columns=4)


def class_figure(counts: Sequence[tuple[str, Sequence[tuple[str, int]]]]) -> Figure:
    """Bars of the classes of several fields.

    Args:
        counts: for each field its title, and label and number of each class.
    """
    columns = min(2, len(counts))
    rows = math.ceil(len(counts) / columns)
    heights = [
        max(len(bars) for _, bars in counts[i * columns : (i + 1) * columns]) for i in range(rows)
    ]
    with rc_context(STYLE):
        size = (_WIDTH if columns == 2 else 4.2, 0.22 * sum(heights) + 0.75 * rows)
        figure = Figure(size, layout="constrained")
        ratios = {"height_ratios": [height + 1.5 for height in heights]}
        grid = figure.subplots(rows, columns, squeeze=False, gridspec_kw=ratios).ravel()
        for number, (title, bars) in enumerate(counts):
            axes, largest = grid[number], max(count for _, count in bars)
            places = np.arange(len(bars))
            axes.barh(places, [count for _, count in bars], color=_BLUE, height=0.7)
            for place, (_, count) in zip(places, bars):
                axes.text(count + 0.02 * largest, place, str(count), va="center", fontsize=7)
            axes.set_yticks(places, [figure_text(label, 30) for label, _ in bars])
            axes.invert_yaxis()
            axes.set_xlim(0, 1.18 * largest)
            axes.xaxis.set_major_locator(MaxNLocator(4, integer=True))
            axes.set_title(f"({'abcdefgh'[number]}) {title}", loc="left")
            axes.spines[["top", "right"]].set_visible(False)
        for axes in grid[len(counts) :]:
            axes.axis("off")
        figure.supxlabel(tr("Number of rock glaciers"), fontsize=8)
    return figure


def _panels(count: int, draw: Callable, polar: bool = False, columns: int = 3) -> Figure:
    """A figure of small panels that ``draw(axes, number)`` fills."""
    columns = min(columns, count)
    rows = math.ceil(count / columns)
    with rc_context(STYLE):
        each = _WIDTH / max(columns, 3)
        height = rows * (each + 0.4 if polar else 1.9) + 0.2
        figure = Figure((each * columns, height), layout="constrained")
        if polar:  # the letters of the directions reach beyond the axes
            figure.get_layout_engine().set(h_pad=0.1, w_pad=0.06)
        for number in range(count):
            kind = {"projection": "polar"} if polar else {}
            draw(figure.add_subplot(rows, columns, number + 1, **kind), number)
    return figure


def _resultant(values: np.ndarray) -> str:
    resultant = direction(values).resultant
    return "" if resultant is None else f", R = {resultant:.2f}"
