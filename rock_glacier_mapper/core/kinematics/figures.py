"""Figures of the kinematics of rock glaciers: velocity maps, profiles, distributions.

Made with matplotlib's classes and not its global state, so that they can be drawn in any thread.
Distributions follow Table 3 and Figure 12 of Hu et al. (2023).
"""

from __future__ import annotations

import io
import math
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline
from matplotlib.patheffects import withStroke
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from ..files import whole_file
from ..translation import mark, tr
from .landformvelocity import LandformCells, Profile, profile
from .movingareas import MovingArea
from .velocityclasses import BREAKS

#: Upslope categories of Hu et al. (2023) and their colours there; None = not assessed.
CATEGORIES = {
    "DMS-RG": "#ff7f00",
    "G-RG": "#33a02c",
    "GF-RG": "#6a3d9a",
    "T-RG": "#fb6eb2",
    None: "#8c8c8c",
}
NOT_ASSESSED = mark("not assessed")
UNIT = "cm yr$^{-1}$"
#: Resolution of the figures that are saved, and of those in a report.
PRINT_DPI, SCREEN_DPI = 300, 110
#: Landforms of a category above which a box plot shows outliers only.
_MOST_DOTS = 300
STYLE = {
    "font.size": 8,
    "axes.titlesize": 9,
    "axes.linewidth": 0.7,
    "xtick.major.width": 0.7,
    "ytick.major.width": 0.7,
    "legend.fontsize": 7,
    "svg.hashsalt": "rock glacier mapper",
    "svg.fonttype": "none",
    "pdf.fonttype": 42,
}
_BLUE, _DARK, _GREY = "#2b6ca3", "#222222", "#9a9a9a"
_HALO = [withStroke(linewidth=2.2, foreground="white")]
#: Most cells that a profile shows one by one.
_DOTS = 4000
_NICE = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


@dataclass(frozen=True)
class Landform:
    """What the figure of one landform shows; geometries are in the CRS of the velocity raster.

    Attributes:
        title: name and main values.
        quantity: what the velocity is, for the labels.
        outline: polygon that was assessed; ``extended`` the whole landform.
        line: from the upper rim to the front; None = no profile.
    """

    title: str
    quantity: str
    cells: LandformCells
    outline: BaseGeometry
    extended: BaseGeometry
    areas: Sequence[MovingArea]
    line: LineString | None


def quantity_label(quantity: str) -> str:
    """A quantity of the velocity with its unit, for an axis."""
    return f"{tr(quantity)} ({UNIT})"


def mean_label(quantity: str) -> str:
    """The mean of a quantity of the velocity with its unit, for an axis."""
    return tr("Mean {quantity}").format(quantity=quantity_label(quantity))


def landform_figure(landform: Landform) -> Figure:
    """Velocity map with outline and moving areas, and the profile along the flow."""
    with rc_context(STYLE):
        course = None if landform.line is None else profile(landform.cells, landform.line)
        figure = Figure((7.2, 3.4), layout="compressed")
        figure.suptitle(landform.title, fontsize=9)
        left, right = figure.subplots(1, 2, gridspec_kw={"width_ratios": (1, 1.15)})
        _map(figure, left, landform)
        _profile(right, course, landform.quantity)
    return figure


def _map(figure: Figure, axes, landform: Landform) -> None:
    cells = landform.cells
    scale = np.hypot(*cells.jacobian)
    height, width = cells.inside.shape
    corners = np.array([cells.transform * (0, height), cells.transform * (width, 0)])
    (left, bottom), (right, top) = (corners - corners[0]) * scale

    def moved(shape):
        return shapely.transform(shape, lambda p: (p - corners[0]) * scale)

    shown = np.abs(cells.velocity)
    inside = shown[cells.inside & np.isfinite(shown)]
    most = float(np.quantile(inside, 0.98)) if inside.size else 1.0
    image = axes.imshow(
        np.ma.masked_invalid(shown),
        extent=(left, right, bottom, top),
        cmap="viridis",
        vmin=0,
        vmax=max(most, 1.0),
        interpolation="nearest",
        rasterized=True,
    )
    axes.set_facecolor("#dddddd")
    bar = figure.colorbar(image, ax=axes, shrink=0.85, extend="max", pad=0.02)
    bar.set_label(_capital(quantity_label(landform.quantity)))
    view = shapely.box(left, bottom, right, top)
    for area in landform.areas:
        _draw(axes, moved(area.geometry), "white", 0.8)
    smallest = 0.01 * view.area
    for area in landform.areas:
        seen = moved(area.geometry).intersection(view)
        if seen.area > smallest:
            place = max(shapely.get_parts(seen), key=lambda part: part.area)
            place = shapely.maximum_inscribed_circle(place).coords[0]
            text = axes.text(*place, area.velocity_class, ha="center", va="center", fontsize=7)
            text.set_path_effects(_HALO)
    if not landform.extended.equals(landform.outline):
        _draw(axes, moved(landform.extended), "white", 1.1, (0, (4, 2)))
    _draw(axes, moved(landform.outline), "#e31a1c", 1.5)
    if landform.line is not None:
        points = shapely.get_coordinates(moved(landform.line))
        axes.plot(*points.T, color="white", lw=0.9, ls=":")
        axes.annotate(
            "", points[-1], points[-2], arrowprops={"arrowstyle": "->", "color": "white", "lw": 0.9}
        )
    axes.set(xlim=(left, right), ylim=(bottom, top), aspect="equal")
    axes.set_xlabel(tr("Distance east (m)"))
    axes.set_ylabel(tr("Distance north (m)"))
    dark = [withStroke(linewidth=2.0, foreground=_DARK)]
    handles = [
        Line2D([], [], color="#e31a1c", lw=1.5, label=tr("outline")),
        Line2D([], [], color="white", lw=1, path_effects=dark, label=tr("moving areas, class")),
    ]
    if not landform.extended.equals(landform.outline):
        dashes = {"color": "white", "lw": 1.1, "ls": (0, (4, 2)), "path_effects": dark}
        handles.insert(1, Line2D([], [], **dashes, label=tr("extended")))
    figure.get_layout_engine().set(rect=(0, 0.07, 1, 0.93))
    legend = figure.legend(handles=handles, loc="lower left", ncols=3, frameon=False)
    legend.set_in_layout(False)


def _draw(axes, shape: BaseGeometry, colour: str, width: float, dashes="-") -> None:
    for part in shapely.get_parts(shape):
        if part.geom_type != "Polygon":
            continue
        rings = [shapely.get_coordinates(ring) for ring in (part.exterior, *part.interiors)]
        path = Outline.make_compound_path(*[Outline(ring) for ring in rings])
        patch = PathPatch(path, fill=False, ec=colour, lw=width, ls=dashes)
        patch.set_path_effects([withStroke(linewidth=width + 0.8, foreground=_DARK)])
        axes.add_patch(patch)


def _profile(axes, course: Profile | None, quantity: str) -> None:
    if course is None:
        axes.axis("off")
        axes.text(
            0.5, 0.5,
            tr("No profile: the direction of flow is not known\n(DEM or ASPECT), or no data"),
            ha="center", va="center", transform=axes.transAxes,
        )  # fmt: skip
        return
    step = max(1, len(course.distance) // _DOTS)
    axes.plot(
        course.distance[::step], course.velocity[::step], ".", ms=2, mec="none", color=_GREY,
        alpha=0.5, rasterized=True,
    )  # fmt: skip
    low, high = course.mean - course.deviation, course.mean + course.deviation
    what = tr("±1σ of the measurement") if course.measured else tr("±1σ, scatter of the cells")
    axes.fill_between(course.steps, low, high, color=_BLUE, alpha=0.25, lw=0, label=what)
    axes.plot(course.steps, course.mean, color=_BLUE, lw=1.4, label=tr("mean"))
    bottom = min(0.0, float(low.min()), float(np.quantile(course.velocity, 0.01)))
    top = 1.1 * max(float(high.max()), float(np.quantile(course.velocity, 0.99)), 1.0)
    for limit in BREAKS:
        if top * 0.04 < limit < top:
            axes.axhline(limit, color=_DARK, lw=0.5, ls=(0, (2, 3)))
    axes.set(xlim=(0, course.length), ylim=(bottom, top))
    axes.set_xlabel(tr("Distance along the flow from the upper rim (m)"))
    axes.set_ylabel(_capital(quantity_label(quantity)))
    for side, text in (("left", tr("root")), ("right", tr("front"))):
        place = {"left": 0.0, "right": 1.0}[side]
        axes.text(place, 1.015, text, ha=side, transform=axes.transAxes, style="italic")
    axes.plot([], [], ".", ms=5, color=_GREY, mec="none", label=tr("cells"))
    handles, labels = axes.get_legend_handles_labels()
    legend = axes.figure.legend(
        handles, labels, loc="lower right", ncols=len(handles), frameon=False
    )
    legend.set_in_layout(False)
    axes.spines[["top", "right"]].set_visible(False)


def by_category(values: Mapping[str | None, Sequence[float]]) -> dict[str | None, np.ndarray]:
    """Velocities by upslope category in the order of :data:`CATEGORIES`, empty ones left out."""
    groups: dict[str | None, list[float]] = {name: [] for name in CATEGORIES}
    for name, found in values.items():
        groups[name if name in CATEGORIES else None] += list(found)
    return {name: np.array(found) for name, found in groups.items() if found}


def histogram_figure(values: Mapping[str | None, Sequence[float]], quantity: str) -> Figure:
    """Histograms of the velocities (cm/yr) of all landforms and of each upslope category."""
    groups = by_category(values)
    whole = np.concatenate(list(groups.values()))
    most = max(float(whole.max()), 1.0)
    step = next((n for n in _NICE if most / n <= 20), most / 20)
    edges = np.arange(0, most + step * 1.001, step)
    panels = [(tr("all rock glaciers"), whole, _BLUE)]
    if len(groups) > 1 or None not in groups:
        panels += [(name or tr(NOT_ASSESSED), v, CATEGORIES[name]) for name, v in groups.items()]
    columns = min(3, len(panels))
    rows = math.ceil(len(panels) / columns)
    with rc_context(STYLE):
        figure = Figure((2.4 * columns, 2.0 * rows + 0.3), layout="constrained")
        grid = figure.subplots(rows, columns, squeeze=False, sharex=True).ravel()
        for letter, axes, (name, found, colour) in zip("abcdef", grid, panels):
            axes.hist(found, edges, color=colour, edgecolor="white", linewidth=0.4)
            axes.set_title(f"({letter}) {name}, n = {len(found)}", loc="left")
            axes.axvline(np.median(found), color=_DARK, lw=0.9, ls="--")
            axes.yaxis.get_major_locator().set_params(integer=True)
            axes.spines[["top", "right"]].set_visible(False)
            axes.tick_params(labelbottom=True)
        for axes in grid[len(panels) :]:
            axes.axis("off")
        label = tr("{quantity}; dashed: median").format(quantity=mean_label(quantity))
        figure.supxlabel(label, fontsize=8)
        figure.supylabel(tr("Number of rock glaciers"), fontsize=8)
    return figure


def box_figure(values: Mapping[str | None, Sequence[float]], quantity: str) -> Figure:
    """Box plot of the velocities (cm/yr) by upslope category; few landforms as dots."""
    groups = by_category(values)
    few = max(map(len, groups.values())) <= _MOST_DOTS
    with rc_context(STYLE):
        figure = Figure((max(2.6, 0.9 * len(groups) + 1), 3.0), layout="constrained")
        axes = figure.subplots()
        drawn = axes.boxplot(
            list(groups.values()), widths=0.5, showfliers=not few, patch_artist=True,
            flierprops={"ms": 2}, medianprops={"color": _DARK, "linewidth": 1.4},
        )  # fmt: skip
        for number, (name, found) in enumerate(groups.items(), start=1):
            drawn["boxes"][number - 1].set(facecolor=CATEGORIES[name], alpha=0.45, lw=0.8)
            # Spread evenly, and the same in every run: multiples of the golden ratio.
            aside = (np.arange(len(found)) * 0.618034) % 1 * 0.36 - 0.18
            if few:
                dots = {"ms": 3, "color": CATEGORIES[name], "mec": _DARK, "mew": 0.3}
                axes.plot(number + aside, found, "o", **dots)
        labels = [f"{name or tr(NOT_ASSESSED)}\nn = {len(found)}" for name, found in groups.items()]
        axes.set_xticks(range(1, len(groups) + 1), labels)
        axes.set_ylim(bottom=0)
        axes.set_ylabel(mean_label(quantity))
        axes.set_xlabel(tr("Upslope category (Hu et al. 2023)"))
        axes.spines[["top", "right"]].set_visible(False)
    return figure


def png(figure: Figure, dpi: int = SCREEN_DPI) -> bytes:
    """The figure as PNG."""
    stream = io.BytesIO()
    with rc_context(STYLE):
        FigureCanvasAgg(figure).print_figure(stream, dpi=dpi, format="png")
    return stream.getvalue()


def save(figure: Figure, stem: str | os.PathLike) -> list[Path]:
    """Write a figure as PNG, SVG and PDF, each whole or not at all; the same bytes in every run.

    Raises:
        InputError: the files cannot be written.
    """
    written = []
    undated = {"png": None, "svg": {"Date": None}, "pdf": {"CreationDate": None}}
    for kind, metadata in undated.items():
        path = Path(f"{stem}.{kind}")
        with whole_file(path) as temporary, rc_context(STYLE):
            FigureCanvasAgg(figure).print_figure(
                temporary, dpi=PRINT_DPI, format=kind, metadata=metadata
            )
        written.append(path)
    return written


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
