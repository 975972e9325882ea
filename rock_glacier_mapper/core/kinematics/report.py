"""HTML report of kinematic attributes: table of the units, distributions, single landforms."""

from __future__ import annotations

import base64
import contextlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import shapely
from rasterio.crs import CRS

from ..feedback import Feedback
from ..figuretext import figure_text
from ..files import safe_name, whole_file
from ..geodesy import transform_polygons
from ..htmlpage import escaped, heading, page, paragraph, table
from ..inventory.schema import load_schema
from ..raster import GridReader, RasterSource, grid_of
from ..translation import Phrase, mark, shown, tr
from .figures import (
    CATEGORIES,
    NOT_ASSESSED,
    UNIT,
    Landform,
    box_figure,
    histogram_figure,
    landform_figure,
    png,
    save,
)
from .flowline import flow_line
from .landformvelocity import read_landform
from .movingareas import MovingArea
from .units import Assessed
from .velocityclasses import CLASSES
from .velocityraster import DOWNSLOPE, VelocityRaster

_ALL = Phrase(mark("all"))
#: Units in the table at most; the inventory has them all.
_LISTED = 1000


def write_kinematic_report(
    path: str | os.PathLike | None,
    folder: str | os.PathLike | None,
    found: Sequence[Assessed],
    crs: CRS,
    areas: Sequence[MovingArea],
    raster: VelocityRaster | None = None,
    dem: str | os.PathLike | None = None,
    most: int = 12,
    made_by: str = "",
    feedback: Feedback | None = None,
) -> None:
    """Write the report as one HTML file, and its figures into a folder.

    Args:
        path: of the report, None = none.
        folder: for PNG, SVG and PDF of each figure, None = none.
        crs: of outlines and areas.
        raster: velocities; without it there are no maps and profiles.
        dem: elevations, for the lines along the flow; without it ASPECT tells.
        most: landforms with pictures, the fastest first, among equals the largest.

    Raises:
        InputError: a file cannot be written.
        Cancelled: the user stopped.
    """
    feedback = feedback or Feedback()
    kept, quantity, notes = velocities(found)
    overview, landforms = [], []
    if kept:
        values: dict[str | None, list[float]] = {}
        for category, velocity, _ in kept:
            values.setdefault(category, []).append(velocity)
        for name, make in (("histogram", histogram_figure), ("boxplot", box_figure)):
            overview.append((name, _drawn(make(values, quantity), folder, name)))
    if raster is not None and most > 0:
        for name, figure in _landforms(found, crs, areas, raster, dem, most, feedback):
            landforms.append((name, _drawn(figure, folder, name)))
    if path is None:
        return
    parts = _parts(found, statistics(kept), quantity, notes, overview, landforms, made_by)
    document = page(tr("Kinematics of rock glaciers"), parts)
    with whole_file(path) as temporary:
        temporary.write_text(document, encoding="utf-8", errors="replace")


def _drawn(figure, folder: str | os.PathLike | None, name: str) -> bytes:
    """The figure for the report; also saved where a folder is given."""
    if folder is not None:
        save(figure, Path(folder) / safe_name(name))
    return png(figure)


def velocities(found: Sequence[Assessed]) -> tuple[list[tuple], str, list[str]]:
    """Mean velocities that can be compared, what they are, and what was left out.

    VDS_MEAN where any unit has it, else the means of the velocity raster; the two are not mixed.
    Velocities along a line of sight count by their magnitude; upslope ones are left out, unless
    they are within their standard deviation of none.

    Returns:
        ((upslope category or None, velocity, standard deviation or None) in cm/yr of each
        landform, name of the quantity, notes).
    """
    sources = [one.source for one in found if one.mean is not None]
    if not sources:
        return [], "", []
    source = "VDS_MEAN" if "VDS_MEAN" in sources else sources[0]
    quantity = DOWNSLOPE if source == "VDS_MEAN" else source
    notes, kept, upslope = [], [], 0
    others = sum(one != source for one in sources)
    if others:
        notes.append(
            tr("{count} units without {source} are left out of figures and statistics.").format(
                count=others, source=tr(source)
            )
        )
    for one in found:
        if one.mean is None or one.source != source:
            continue
        mean = one.mean if quantity == DOWNSLOPE else abs(one.mean)
        if mean < -(one.deviation or 0.0):
            upslope += 1
        else:
            category = one.unit.upslope if one.unit.upslope in CATEGORIES else None
            kept.append((category, max(mean, 0.0), one.deviation))
    if upslope:
        notes.append(
            tr("{count} units whose mean velocity points upslope are left out.").format(
                count=upslope
            )
        )
    return kept, quantity, notes


def statistics(kept: Sequence[tuple]) -> list[tuple[str, int, str, str, str]]:
    """Rows of Table 3 of Hu et al. (2023): category, number, mean (SD), median, maximum.

    Median and maximum are those of landforms, each with its own standard deviation; of an even
    number the lower one in the middle.
    """
    groups = [(name, [one for one in kept if one[0] == name]) for name in CATEGORIES]
    rows = [(_ALL, list(kept)), *((name or Phrase(NOT_ASSESSED), own) for name, own in groups)]
    return [_row_of(name, own) for name, own in rows if own]


def _row_of(name: str, pairs: Sequence[tuple]) -> tuple[str, int, str, str, str]:
    order = sorted(pairs, key=lambda pair: pair[1])
    means = np.array([pair[1] for pair in order])
    spread = f" ({means.std(ddof=1):.1f})" if len(means) > 1 else ""
    middle, last = order[(len(order) - 1) // 2], order[-1]
    return name, len(order), f"{means.mean():.1f}{spread}", _value(*middle[1:]), _value(*last[1:])


def _value(mean: float | None, deviation: float | None) -> str:
    if mean is None:
        return ""
    return f"{mean:.1f}" + ("" if deviation is None else f" ± {deviation:.1f}")


def _landforms(found, crs, areas, raster, dem, most, feedback) -> Iterator[tuple]:
    """(name, figure) of the landforms to show."""
    order = sorted(
        (one for one in found if one.valid),
        key=lambda one: (-abs(one.mean or 0.0), -one.unit.extended.area, one.unit.key),
    )[:most]
    tree = shapely.STRtree([area.geometry for area in areas])
    with contextlib.ExitStack() as stack:
        reader, heights = stack.enter_context(raster.reader()), None
        if dem is not None:
            source = RasterSource(str(dem), (1,), "DEM")
            heights = stack.enter_context(GridReader(source, grid_of(source)))
        for number, one in enumerate(order):
            feedback.check()
            feedback.progress(number / len(order))
            near = [areas[i] for i in sorted(tree.query(one.unit.extended.envelope).tolist())]
            line = flow_line(one.unit.extended, crs, heights, one.unit.number("ASPECT"))
            landform = _landform(one, crs, near, line, raster, reader)
            if landform is not None:
                yield one.unit.key, landform_figure(landform)


def _landform(one: Assessed, crs, areas, line, raster, reader) -> Landform | None:
    """What the figure shows, in the CRS of the raster."""
    own = raster.grid.crs
    shapes = [one.unit.outline, one.unit.extended, *(area.geometry for area in areas)]
    outline, extended, *drawn = transform_polygons(shapes, crs, own)
    cells = read_landform(raster, reader, outline, extended)
    if cells is None:
        return None
    title = figure_text(one.unit.key)
    if one.mean is not None:
        what = DOWNSLOPE if one.source == "VDS_MEAN" else one.source
        title = tr("{unit}: mean {quantity} {value} {velocity_unit}").format(
            unit=title,
            quantity=tr(what),
            value=_value(one.mean, one.deviation),
            velocity_unit=UNIT,
        )
    title += f", {figure_text(raster.period)}" if raster.period else ""
    moved = [replace(area, geometry=shape) for area, shape in zip(areas, drawn)]
    image = None if line is None else transform_polygons([line], crs, own)[0]
    return Landform(title, raster.quantity, cells, outline, extended, moved, image)


def _parts(found, rows, quantity, notes, overview, landforms, made_by) -> Iterator[str]:
    yield heading(tr("Kinematics of rock glaciers"), 1)
    known = sum(bool(one.attribute.category) for one in found)
    yield paragraph(
        tr(
            "{known} of {count} rock glacier units have a kinematic attribute. All values are "
            "automatic; activity classes are suggestions that a person has to confirm."
        ).format(known=known, count=len(found))
    )
    if rows:
        yield heading(tr("Mean {quantity} by upslope category").format(quantity=tr(quantity)))
        header = (
            *(tr("Category"), tr("Number"), tr("Mean (SD), cm/yr")),
            *(tr("Median, cm/yr"), tr("Maximum, cm/yr")),
        )
        rows = [(shown(name), *values) for name, *values in rows]
        yield table(header, rows, numbers=True)
        yield paragraph(" ".join(notes), "small") if notes else ""
        yield '<div class="pair">'
        yield from (_picture(*picture) for picture in overview)
        yield "</div>"
    yield heading(tr("Units"))
    yield _units(found[:_LISTED])
    if len(found) > _LISTED:
        more = tr("And {count} more; the inventory has them all.")
        yield paragraph(more.format(count=len(found) - _LISTED))
    if landforms:
        yield heading(tr("The {count} fastest units").format(count=len(landforms)))
        yield from (_picture(*picture) for picture in landforms)
    explained = tr(
        "Velocity classes 1 to 6: below 1, 1-3, 3-10, 10-30, 30-100, above 100 cm/yr; the dotted "
        "lines of the profiles are their limits. Maps: magnitude of the velocity; grey, no data; "
        "dashes, extended outline where a restricted one was assessed; dots, line along the flow."
    )
    yield paragraph(f"{explained} {made_by}", "small")


def _units(found: Sequence[Assessed]) -> str:
    labels = {c.code: c.label for c in load_schema().value_lists["kinematic_attribute"].choices}
    header = [tr("Unit"), tr("Velocity, cm/yr"), tr("Valid, %")]
    header += ["KinAtt", "RelKin", "KinSpatRep"]
    header += [tr("Class {number}, %").format(number=code) for code in CLASSES]
    header += [tr("Activity (suggested)"), tr("Why")]
    rows = []
    for one in found:
        attribute = one.attribute
        shares = attribute.shares or (None,) * len(CLASSES)
        rows.append(
            (
                one.unit.key,
                _value(one.mean, one.deviation),
                "" if one.valid is None else f"{100 * one.valid:.0f}",
                _shown_code(labels.get(attribute.category)),
                _shown_code(attribute.reliability),
                _shown_code(attribute.representativeness),
                *("" if share is None else f"{100 * share:.0f}" for share in shares),
                _shown_code(attribute.activity),
                shown(attribute.reason),
            )
        )
    return table(header, rows)


def _shown_code(label: str | None) -> str:
    return tr(label) if label else ""


def _picture(name: str, data: bytes) -> str:
    source = base64.b64encode(data).decode("ascii")
    return (
        f'<figure style="max-width: 100%"><img alt="{escaped(name)}" '
        f'src="data:image/png;base64,{source}"><figcaption>{escaped(name)}</figcaption></figure>'
    )
