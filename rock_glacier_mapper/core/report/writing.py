"""Writing the report of an inventory: page, figures, tables."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure
from rasterio.crs import CRS
from shapely.geometry.base import BaseGeometry

from ..feedback import Feedback
from ..files import whole_file
from ..geodesy import WGS84, transform_polygons
from ..htmlpage import page
from ..inventory.schema import Schema
from ..kinematics.figures import box_figure, histogram_figure, png, save
from ..translation import shown, tr
from . import figures, maps, tables
from .attributes import ASPECT, DISTRIBUTIONS, ELE_MEAN
from .grid import Cells, grid_table, make_cells
from .page import Chapter, Picture, parts_of
from .units import Units, in_regions

#: Fields of the figure of classes.
_SHOWN_CLASSES = ("ActiCl", "KinAtt", "RelKin", "RelIndex", "UpslCon", "Complet")
#: Cells without which a map of them says nothing.
_LEAST_CELLS = 4
_ENDINGS = (".png", ".svg", ".pdf", ".csv")


@dataclass(frozen=True)
class Report:
    """What was written.

    Attributes:
        folder: of figures and tables.
        cells: of the grid.
        missing: what was left out, and why.
    """

    folder: Path
    cells: Cells
    missing: list[str]


@dataclass
class _Drawing:
    """Saves figures as they are made, so that only one is in memory."""

    folder: Path
    feedback: Feedback
    written: set[Path]
    count: int = 0

    def add(self, name: str, caption: str, figure: Figure) -> Picture:
        """Save a figure; the picture for the page."""
        self.feedback.check()
        self.count += 1
        self.feedback.progress(min(1.0, self.count / 18))
        figures.settle(figure)
        self.written.update(save(figure, self.folder / f"figure_{name}"))
        return Picture(name, caption, png(figure))


def folder_of(path: str | os.PathLike) -> Path:
    """The folder of figures and tables that belongs to a report."""
    path = Path(path)
    return path.with_name(f"{path.stem}_files")


def write_report(
    path: str | os.PathLike,
    units: Units,
    schema: Schema,
    kilometres: float = 50.0,
    regions: Sequence[tuple[str, BaseGeometry]] = (),
    regions_crs: CRS = WGS84,
    made_by: str = "",
    feedback: Feedback | None = None,
) -> Report:
    """Write the HTML page, and beside it a folder with figures (PNG, SVG, PDF) and tables (CSV).

    Figures and tables of an earlier report of that name are replaced.

    Args:
        kilometres: length of a grid cell's side.
        regions: name and polygon; without them the inventory's own field tells the region.
        made_by: program and version, for the foot.

    Raises:
        InputError: nothing to map, a useless cell size, or a file that cannot be written.
        Cancelled: the user stopped.
    """
    feedback = feedback or Feedback()
    shapes = transform_polygons([shape for _, shape in regions], regions_crs, WGS84)
    regions = [(name, shape) for (name, _), shape in zip(regions, shapes)]
    if regions:
        units = replace(units, region=in_regions(units, regions, WGS84), regions_from="REGIONS")
    cells = make_cells(units, kilometres)
    drawing = _Drawing(folder_of(path), feedback.part(0, 0.95), set())
    missing: list[str] = []
    chapters = list(_chapters(units, schema, cells, regions, drawing, missing))
    found = [one for chapter in chapters for one in chapter.tables]
    for one in (*found, tables.histogram_table(units), grid_table(cells)):
        file = drawing.folder / f"table_{one.name}.csv"
        with whole_file(file) as temporary:
            temporary.write_bytes(one.csv().encode("utf-8", errors="replace"))
        drawing.written.add(file)
    parts = parts_of(units, chapters, missing, drawing.folder.name, made_by)
    with whole_file(path) as temporary:
        temporary.write_text(
            page(tr("Inventory {name}").format(name=units.name), parts),
            encoding="utf-8",
            errors="replace",
        )
    _remove_earlier(drawing.folder, drawing.written)
    feedback.progress(1.0)
    return Report(drawing.folder, cells, missing)


def _remove_earlier(folder: Path, written: set[Path]) -> None:
    """Delete figures and tables of an earlier report that this one does not have."""
    for file in sorted(folder.iterdir()):
        ours = file.name.startswith(("figure_", "table_")) and file.suffix in _ENDINGS
        if ours and file not in written:
            with contextlib.suppress(OSError):
                file.unlink()


def _chapters(
    units: Units, schema: Schema, cells: Cells, regions: Sequence, drawing: _Drawing,
    missing: list[str],
) -> Iterator[Chapter]:  # fmt: skip
    figure, seen = maps.map_figure(units, cells, regions)
    yield Chapter("", [drawing.add("map", seen, figure)], [tables.overview(units)])
    yield _distributions(units, drawing, missing)
    yield _aspects(units, drawing, missing)
    yield _categories(units, drawing, missing)
    yield _velocities(units, drawing, missing)
    yield from _classes(units, schema, drawing, missing)
    systems = tables.system_table(units)
    if systems is None:
        missing.append(tr("Systems: no rock glacier names its system (AssocRGS)."))
    yield Chapter(tr("Systems and units"), (), [systems] if systems else [])
    yield _regions(units, drawing, missing)
    yield _cells(cells, drawing, missing)


def _distributions(units: Units, drawing: _Drawing, missing: list[str]) -> Chapter:
    known = [item for item in DISTRIBUTIONS if units.known(item.name)]
    for item in DISTRIBUTIONS:
        if item not in known:
            missing.append(
                tr("{attribute}: no rock glacier has a value ({field}).").format(
                    attribute=tr(item.label), field=item.name
                )
            )
    pictures = []
    if known:
        caption = tr(
            "Distributions of the attributes (MAAT, MAGT: mean annual air and ground temperature; "
            "PISR: potential incoming solar radiation). Dashed line: median. Aspect: number of "
            "rock glaciers in eight directions; arrow: circular mean, R: resultant length."
        )
        figure = figures.distributions_figure(units, known)
        pictures.append(drawing.add("distributions", caption, figure))
        for item in known:  # one by one for papers, not again on the page
            drawing.add(item.name, tr(item.label), figures.distributions_figure(units, [item]))
    return Chapter(tr("Geomorphology and climate"), pictures, [tables.statistics_table(units)])


def _aspects(units: Units, drawing: _Drawing, missing: list[str]) -> Chapter:
    if not units.known(ASPECT.name):
        return Chapter(tr("Aspect"))
    pictures = []
    if units.regions_from:
        caption = tr(
            "Aspects in the regions with the most rock glaciers. Arrows: circular means; R: "
            "resultant length."
        )
        pictures.append(drawing.add("aspect_regions", caption, figures.region_roses(units)))
    return Chapter(tr("Aspect"), pictures, [tables.aspect_table(units)])


def _categories(units: Units, drawing: _Drawing, missing: list[str]) -> Chapter:
    if not any(units.category):
        missing.append(tr("Upslope categories: no rock glacier has one (UpslHu, UpslCon)."))
        return Chapter(tr("Upslope categories"))
    pictures = []
    for item, name in ((ELE_MEAN, "category_elevation"), (ASPECT, "category_aspect")):
        what = tr(item.label)
        if units.known(item.name):
            caption = tr(
                "{attribute} of all rock glaciers and by upslope category of Hu et al. (2023)."
            ).format(attribute=what)
            pictures.append(drawing.add(name, caption, figures.category_figure(units, item)))
        else:
            missing.append(
                tr("{attribute} by upslope category: no values ({field}).").format(
                    attribute=what, field=item.name
                )
            )
    return Chapter(tr("Upslope categories"), pictures, [tables.upslope_table(units)])


def _velocities(units: Units, drawing: _Drawing, missing: list[str]) -> Chapter:
    kept, quantity, notes = tables.velocities_of(units)
    if not kept:
        missing.append(tr("Velocities: no rock glacier has one (VDS_MEAN)."))
        return Chapter(tr("Velocity"))
    values: dict[str | None, list[float]] = {}
    for category, velocity, _ in kept:
        values.setdefault(category, []).append(velocity)
    pictures = [
        drawing.add(
            "velocities",
            tr("Mean downslope velocity of all rock glaciers and by upslope category."),
            histogram_figure(values, quantity),
        ),
        drawing.add(
            "velocity_boxes",
            tr(
                "Mean downslope velocity of all rock glaciers and by upslope category: quartiles, "
                "median, and each rock glacier as a dot where there are at most 300."
            ),
            box_figure(values, quantity),
        ),
    ]
    return Chapter(tr("Velocity"), pictures, [tables.velocity_table(kept, notes)])


def _classes(
    units: Units, schema: Schema, drawing: _Drawing, missing: list[str]
) -> Iterator[Chapter]:
    found = tables.class_tables(units, schema)
    by_name = {one.name: one for one in found}
    drawn, absent = [], []
    for name in _SHOWN_CLASSES:
        one = by_name.get(f"class_{name}")
        if one is None:
            absent.append(name)
        else:
            drawn.append((one.title, [(shown(row[0]), row[1]) for row in one.rows]))
    if absent:
        missing.append(
            tr("Classes: no rock glacier has a value of {fields}.").format(fields=", ".join(absent))
        )
    pictures = []
    if drawn:
        caption = tr("Rock glaciers by class.")
        pictures.append(drawing.add("classes", caption, figures.class_figure(drawn)))
    crossed = tables.activity_table(units, schema)
    title = tr("Activity, kinematics and reliability")
    yield Chapter(title, pictures, [crossed] if crossed else [])
    yield Chapter(tr("Classes in numbers"), (), found, beside=True)


def _regions(units: Units, drawing: _Drawing, missing: list[str]) -> Chapter:
    if not units.regions_from:
        missing.append(
            tr(
                "Regions: no regions were given (REGIONS), and no rock glacier names one "
                "(SUBREGION, Country)."
            )
        )
        return Chapter(tr("Regions"))
    return Chapter(tr("Regions"), (), [tables.region_table(units)])


def _cells(cells: Cells, drawing: _Drawing, missing: list[str]) -> Chapter:
    side = f"{cells.side / 1000:g} km"
    if len(cells) < _LEAST_CELLS:
        missing.append(
            tr(
                "Map of the grid: only {count} cells of {side} have rock glaciers; choose smaller "
                "cells (GRID)."
            ).format(count=len(cells), side=side)
        )
        return Chapter(tr("Grid"))
    panels = [panel for panel in maps.PANELS if np.isfinite(cells.values[panel[0]]).any()]
    caption = tr(
        "Rock glaciers in {count} equal-area cells of {side}: number, and means of the rock "
        "glaciers in a cell. Colours end at the 2nd and 98th percentile of the cells."
    ).format(count=len(cells), side=side)
    return Chapter(tr("Grid"), [drawing.add("grid", caption, maps.grid_figure(cells, panels))])
