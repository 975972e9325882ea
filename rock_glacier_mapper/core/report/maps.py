"""Maps of a report: the inventory with its regions, and its grid cells."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from matplotlib import rc_context
from matplotlib.collections import LineCollection, PatchCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, PathPatch
from matplotlib.path import Path as Outline
from matplotlib.patheffects import withStroke
from shapely.geometry.base import BaseGeometry

from ..figuretext import figure_text
from ..geodesy import WGS84, transform_coordinates, transform_polygons
from ..kinematics.figures import CATEGORIES, NOT_ASSESSED, STYLE
from ..translation import mark, tr
from ..vector import repaired
from .grid import Cells
from .units import Units

_BLUE, _DARK, _GREY = "#2b6ca3", "#222222", "#8a8a8a"
_HALO = [withStroke(linewidth=2.0, foreground="white")]
_WIDTH = 7.2
#: Outlines are drawn where the map is at most this many times as wide as half of them.
_VISIBLE = 150
#: Rock glaciers that are shown as dots beside the cells, at most.
_DOTS = 3000
_STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30)
#: What the panels of the grid figure show: field of the cells, label, colours.
PANELS = (
    ("per_km2", mark("Rock glaciers per 1000 km²"), "viridis_r", 1000.0),
    ("AREA_mean", mark("Mean area (km²)"), "viridis_r", 1.0),
    ("ELE_MIN_mean", mark("Mean minimum elevation (m a.s.l.)"), "cividis", 1.0),
    ("SLO_mean", mark("Mean slope (°)"), "viridis_r", 1.0),
)


def map_figure(
    units: Units, cells: Cells, regions: Sequence[tuple[str, BaseGeometry]] = ()
) -> tuple[Figure, str]:
    """The inventory on a map, and what is seen: its outlines, or its density in cells.

    Outlines by upslope category are drawn where they are large enough to be seen.

    Args:
        regions: name and polygon in WGS 84.
    """
    x, y = transform_coordinates(WGS84, cells.crs, units.longitude, units.latitude)
    good = np.isfinite(x) & np.isfinite(y)
    extent = _extent(x[good], y[good], 2000.0)
    outlined = _outlines_show(units, extent)
    if outlined:
        there = [i for i, shape in enumerate(units.shapes) if shape is not None]
        drawn = transform_polygons([units.shapes[i] for i in there], units.crs, cells.crs)
        bounds = shapely.bounds(np.array(drawn, object))
        extent = _extent(bounds[:, [0, 2]].ravel(), bounds[:, [1, 3]].ravel(), 500.0)
    else:
        edges = np.concatenate((cells.column, cells.column + 1)) * cells.side
        others = np.concatenate((cells.row, cells.row + 1)) * cells.side
        extent = _extent(edges, others, 0.1 * cells.side)
    with rc_context(STYLE):
        figure, axes = _map_axes(extent, 0.7 if outlined else 1.25)
        if outlined:
            _draw_outlines(axes, [units.category[i] for i in there], drawn)
        else:
            field, label, colours, factor = PANELS[0]
            _draw_cells(figure, axes, cells, field, tr(label), colours, factor)
            if good.sum() <= _DOTS:
                axes.plot(x[good], y[good], "o", ms=2, color=_DARK, mec="white", mew=0.3, zorder=3)
        _draw_regions(axes, regions, cells)
        _graticule(axes, cells, extent)
        _scale_bar(axes, extent)
    if outlined:
        return figure, tr("Extended outlines of the rock glaciers.")
    seen = (
        tr("Density of rock glaciers in equal-area cells of {side:g} km; dots, rock glaciers.")
        if good.sum() <= _DOTS
        else tr("Density of rock glaciers in equal-area cells of {side:g} km.")
    )
    return figure, seen.format(side=cells.side / 1000)


def grid_figure(cells: Cells, panels: Sequence[tuple]) -> Figure:
    """Maps of the cells, as Figure 7 of Sun et al. (2024)."""
    edges = np.concatenate((cells.column, cells.column + 1)) * cells.side
    others = np.concatenate((cells.row, cells.row + 1)) * cells.side
    extent = _extent(edges, others, 0.1 * cells.side)
    ratio = (extent[3] - extent[1]) / (extent[2] - extent[0])
    columns = min(2, len(panels))
    rows = math.ceil(len(panels) / columns)
    with rc_context(STYLE):
        height = rows * (min(max(_WIDTH / 2 - 0.95, 1.2) * ratio, 4.0) + 0.5)
        figure = Figure((_WIDTH if columns == 2 else 3.8, height), layout="compressed")
        grid = figure.subplots(rows, columns, squeeze=False).ravel()
        for number, (field, label, colours, factor) in enumerate(panels):
            axes = grid[number]
            _frame(axes, extent)
            _draw_cells(figure, axes, cells, field, "", colours, factor)
            _graticule(axes, cells, extent, few=True)
            axes.set_title(f"({'abcdef'[number]}) {tr(label)}", loc="left")
        _scale_bar(grid[0], extent)
        for axes in grid[len(panels) :]:
            axes.axis("off")
    return figure


def _outlines_show(units: Units, extent: tuple) -> bool:
    area = units.numbers["AREA"][[shape is not None for shape in units.shapes]]
    if not np.isfinite(area).any():
        return False
    size = 1000 * math.sqrt(float(np.nanmedian(area)))
    return max(extent[2] - extent[0], extent[3] - extent[1]) <= _VISIBLE * size


def _extent(x: np.ndarray, y: np.ndarray, margin: float) -> tuple[float, float, float, float]:
    """Bounds with a margin, at most three times as long as wide, so that a map can be read."""
    left, bottom, right, top = x.min(), y.min(), x.max(), y.max()
    gap = margin + 0.02 * max(right - left, top - bottom)
    width, height = right - left + 2 * gap, top - bottom + 2 * gap
    middle = (left + right) / 2, (bottom + top) / 2
    width, height = max(width, height / 1.6), max(height, width / 3)
    return (
        float(middle[0] - width / 2), float(middle[1] - height / 2),
        float(middle[0] + width / 2), float(middle[1] + height / 2),
    )  # fmt: skip


def _map_axes(extent: tuple, beside: float) -> tuple[Figure, Any]:
    """A figure as large as the map needs; ``beside`` is the room for labels in inches."""
    ratio = (extent[3] - extent[1]) / (extent[2] - extent[0])
    high = min((_WIDTH - beside) * ratio, 7.6)
    figure = Figure((high / ratio + beside, high + 0.5), layout="compressed")
    axes = figure.subplots()
    _frame(axes, extent)
    return figure, axes


def _frame(axes, extent: tuple) -> None:
    axes.set(xlim=(extent[0], extent[2]), ylim=(extent[1], extent[3]), aspect="equal")
    axes.set(xticks=[], yticks=[])


def _draw_outlines(axes, categories: list, shapes: list[BaseGeometry]) -> None:
    handles = []
    assessed = any(categories)
    for name, colour in CATEGORIES.items():
        own = [shape for shape, one in zip(shapes, categories) if one == name]
        if not own:
            continue
        colour = colour if assessed else _BLUE
        patches = [PathPatch(path) for shape in own for path in _paths(shape)]
        axes.add_collection(
            PatchCollection(
                patches, fc=colour, ec=_DARK, lw=0.3, alpha=0.8, zorder=2,
                rasterized=len(shapes) > _DOTS,
            )
        )  # fmt: skip
        handles.append(Patch(fc=colour, ec=_DARK, lw=0.3, label=f"{name or tr(NOT_ASSESSED)} "
                             f"({len(own)})"))  # fmt: skip
    if assessed:
        axes.legend(
            handles=handles, loc="lower left", bbox_to_anchor=(0, 1), ncols=5, frameon=False,
            borderpad=0.2,
        )  # fmt: skip


def _paths(shape: BaseGeometry) -> list[Outline]:
    paths = []
    for part in shapely.get_parts(shape):
        rings = [shapely.get_coordinates(ring) for ring in (part.exterior, *part.interiors)]
        paths.append(Outline.make_compound_path(*[Outline(ring) for ring in rings]))
    return paths


def _draw_cells(figure, axes, cells: Cells, field, label, colours, factor=1.0) -> None:
    values = np.ma.masked_invalid(cells.values[field] * factor)
    x, y = cells.column * cells.side, cells.row * cells.side
    s = cells.side
    squares = np.stack(
        [np.column_stack(corner) for corner in ((x, y), (x + s, y), (x + s, y + s), (x, y + s))], 1
    )
    image = PolyCollection(
        squares, array=values, cmap=colours, edgecolors="white", linewidths=0.15, zorder=1
    )
    # Most cells have few rock glaciers, and a few have very many.
    known = values.compressed()
    least, most = np.quantile(known, (0.02, 0.98) if known.size > 20 else (0, 1)).tolist()
    least = 0.0 if field in ("per_km2", "AREA_mean") else least
    image.set_clim(least, most if most > least else least + 1)
    axes.add_collection(image)
    beyond = known.min() < least, known.max() > most
    ends = {(0, 0): "neither", (1, 0): "min", (0, 1): "max", (1, 1): "both"}[beyond]
    bar = figure.colorbar(image, ax=axes, shrink=0.8, pad=0.02, extend=ends, aspect=22)
    bar.set_label(label)
    bar.outline.set_linewidth(0.5)


def _draw_regions(axes, regions: Sequence[tuple[str, BaseGeometry]], cells: Cells) -> None:
    shapes = transform_polygons([shape for _, shape in regions], WGS84, cells.crs)
    view = shapely.box(
        axes.get_xlim()[0], axes.get_ylim()[0], axes.get_xlim()[1], axes.get_ylim()[1]
    )
    for (name, _), shape in zip(regions, shapes):
        if not np.isfinite(shape.bounds).all():
            continue
        rings = [shapely.get_coordinates(ring) for part in shapely.get_parts(shape)
                 for ring in (part.exterior, *part.interiors)]  # fmt: skip
        axes.add_collection(LineCollection(rings, colors=_DARK, linewidths=0.9, zorder=4))
        seen = repaired(shape).intersection(view)
        if seen.area > 0.01 * view.area:
            place = seen.representative_point()
            text = axes.text(
                *place.coords[0], figure_text(name), ha="center", va="center", fontsize=7, zorder=5
            )
            text.set_path_effects(_HALO)
            text.set_clip_on(True)


def _graticule(axes, cells: Cells, extent: tuple, few: bool = False) -> None:
    """Lines of longitude and latitude, with degrees at the lower and the left side."""
    side = np.linspace(0, 1, 60)
    left, bottom, right, top = extent
    width, height = right - left, top - bottom
    rim = np.concatenate([
        np.column_stack((left + side * width, np.full(60, bottom))),
        np.column_stack((left + side * width, np.full(60, top))),
        np.column_stack((np.full(60, left), bottom + side * height)),
        np.column_stack((np.full(60, right), bottom + side * height)),
    ])  # fmt: skip
    east, north = transform_coordinates(cells.crs, WGS84, rim[:, 0], rim[:, 1])
    if not (np.isfinite(east).all() and np.isfinite(north).all()):
        return  # so much of the Earth that its rim shows
    centre = float(np.median(east))
    east = (east - centre + 180) % 360 - 180 + centre
    wanted = 3 if few else 5
    for meridians, low, high in ((True, east.min(), east.max()), (False, north.min(), north.max())):
        step = next((s for s in _STEPS if (high - low) / s <= wanted), 30)
        positions, labels = [], []
        for number in range(math.ceil(low / step), math.floor(high / step) + 1):
            degree = number * step
            other = np.linspace(*((north.min(), north.max()) if meridians else
                                  (east.min(), east.max())), 80)  # fmt: skip
            same = np.full(80, degree)
            lines = (same, other) if meridians else (other, same)
            x, y = transform_coordinates(WGS84, cells.crs, *lines)
            axes.plot(x, y, color=_GREY, lw=0.4, ls=(0, (1, 2)), zorder=1.5, scalex=False,
                      scaley=False)  # fmt: skip
            along, across = (x, y - bottom) if meridians else (y, x - left)
            crossing = np.flatnonzero(np.diff(np.sign(across)))
            if crossing.size:
                i = crossing[0]
                share = across[i] / (across[i] - across[i + 1])
                positions.append(along[i] + share * (along[i + 1] - along[i]))
                labels.append(_degrees(degree, "EW" if meridians else "NS", step))
        axis = axes.xaxis if meridians else axes.yaxis
        axis.set_ticks(positions, labels)
        axis.set_tick_params(labelsize=6.5 if few else 7)


def _degrees(value: float, letters: str, step: float) -> str:
    value = (value + 180) % 360 - 180 if letters == "EW" else value
    digits = max(0, -math.floor(math.log10(step))) if step < 1 else 0
    letter = "" if value == 0 else letters[value < 0]
    return f"{abs(value):.{digits}f}°{letter}"


def _scale_bar(axes, extent: tuple) -> None:
    width = extent[2] - extent[0]
    length = max(n * 10**e for e in range(1, 7) for n in (1, 2, 5) if n * 10**e <= width / 4)
    x, y = extent[0] + 0.04 * width, extent[1] + 0.04 * (extent[3] - extent[1])
    line = Line2D([x, x + length], [y, y], color=_DARK, lw=2, solid_capstyle="butt", zorder=6)
    line.set_path_effects([withStroke(linewidth=3.5, foreground="white")])
    axes.add_line(line)
    text = f"{length / 1000:g} km" if length >= 1000 else f"{length} m"
    label = axes.text(
        x + length / 2, y + 0.008 * width, text, ha="center", va="bottom", fontsize=7, zorder=6
    )
    label.set_path_effects(_HALO)
