"""Kinematics of all units of an inventory: one attribute each, by the route that was asked for."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import shapely
from rasterio.crs import CRS
from shapely.geometry.base import BaseGeometry

from ..errors import InputError
from ..feedback import Feedback
from ..geodesy import transform_polygons
from ..raster import GridReader, RasterSource, grid_of
from ..translation import Phrase, mark, tr
from .attribute import (
    KinematicAttribute,
    faces_along_track,
    kinematic_attribute,
    needs_front,
)
from .choices import AREAS, AREAS_ELSE_MEAN, MEAN, ROUTES
from .flowline import front_of
from .landformvelocity import read_landform
from .meanvelocity import LOW_RELIABILITY, from_mean_velocity
from .movingareas import MovingArea
from .velocityclasses import SENSITIVE
from .velocityraster import VelocityRaster

#: Fields of the outlines that are read.
OUTLINE_FIELDS = (
    "ASPECT",
    "AREA",
    "VDS_MEAN",
    "VDS_SIGMA",
    "SENS_C",
    "VALID_PCT",
    "OBS_START",
    "OBS_END",
    "PASS",
    "KIN_QC",
)


@dataclass(frozen=True)
class Unit:
    """A rock glacier unit.

    Attributes:
        key: PrimaryID.
        outline: polygon on which it is assessed: the restricted one if there is one.
        extended: whole landform.
        values: of :data:`OUTLINE_FIELDS`, as far as known.
        upslope: category of Hu et al. (``UpslHu``), or None.
    """

    key: str
    outline: BaseGeometry
    extended: BaseGeometry
    values: Mapping[str, Any] = field(default_factory=dict)
    upslope: str | None = None

    def number(self, name: str) -> float | None:
        """A value as a finite number, else None."""
        value = self.values.get(name)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return None
        return float(value) if np.isfinite(value) else None


@dataclass(frozen=True)
class Assessed:
    """What was found of a unit.

    Attributes:
        attribute: kinematic attribute.
        mean, deviation: mean velocity and its standard deviation in cm/yr, or None: VDS_MEAN and
            VDS_SIGMA where they are filled, else of the velocity raster.
        source: which of the two.
        valid: share of the outline with data in the raster, None without one.
    """

    unit: Unit
    attribute: KinematicAttribute
    mean: float | None = None
    deviation: float | None = None
    source: str = ""
    valid: float | None = None


def assess(
    units: Sequence[Unit],
    crs: CRS,
    areas: Sequence[MovingArea],
    raster: VelocityRaster | None = None,
    dem: str | os.PathLike | None = None,
    route: str = AREAS,
    feedback: Feedback | None = None,
) -> list[Assessed]:
    """Kinematic attribute of units, in their order.

    Args:
        crs: of the outlines and the areas.
        areas: moving areas.
        raster: velocities, whose cells say where there is no movement.
        dem: elevations, to find the fronts; without it ASPECT tells.
        route: of :data:`.choices.ROUTES`; the second takes VDS_MEAN and no areas, the third takes
            it where the areas say nothing. ``KinData`` says which it was.

    Raises:
        InputError: an unknown route, or a raster that cannot be read.
        Cancelled: the user stopped.
    """
    feedback = feedback or Feedback()
    if route not in ROUTES:
        raise InputError(
            tr("The route {route} is not one of {routes}.").format(
                route=route, routes=", ".join(ROUTES)
            )
        )
    tree = shapely.STRtree([area.geometry for area in areas])
    images = [unit.outline for unit in units]
    if raster is not None:
        images = transform_polygons(images, crs, raster.grid.crs)
    found = []
    with contextlib.ExitStack() as stack:
        reader = stack.enter_context(raster.reader()) if raster is not None else None
        heights = None
        if dem is not None:
            source = RasterSource(str(dem), (1,), "DEM")
            heights = stack.enter_context(GridReader(source, grid_of(source)))
        for number, (unit, image) in enumerate(zip(units, images)):
            feedback.check()
            feedback.progress(number / len(units))
            near = [areas[i] for i in sorted(tree.query(unit.outline).tolist())]
            cells = None if reader is None else read_landform(raster, reader, image)
            found.append(_assessed(unit, crs, near, raster, cells, heights, route))
    return found


def _assessed(unit: Unit, crs, areas, raster, cells, heights, route: str) -> Assessed:
    attribute = None
    if route != MEAN:
        front = None
        if needs_front(unit.outline, areas):
            front = front_of(unit.extended, crs, heights, unit.number("ASPECT"))
        radar = raster.from_radar if raster is not None else _from_radar(areas)
        attribute = kinematic_attribute(
            unit.outline,
            areas,
            front,
            None if cells is None else cells.quiet,
            _weakness(unit) if radar else "",
        )
        if attribute.category == 1 and not attribute.data and raster is not None:
            attribute = _with_texts(attribute, raster)
    if route == MEAN or (route == AREAS_ELSE_MEAN and not attribute.category):
        second = _from_mean(unit)
        if attribute is None or second.category is not None:
            attribute = second
    mean, deviation, source = unit.number("VDS_MEAN"), unit.number("VDS_SIGMA"), "VDS_MEAN"
    if mean is None and cells is not None:
        (mean, deviation), source = cells.mean(), raster.quantity
    valid = None if cells is None else cells.valid
    return Assessed(unit, attribute, mean, deviation, source if mean is not None else "", valid)


def _weakness(unit: Unit) -> str:
    """Why a radar's velocities are of low reliability on a unit; empty = they are not.

    The sensitivity tells where it is known, else the aspect.
    """
    if LOW_RELIABILITY in str(unit.values.get("KIN_QC") or ""):
        return Phrase(mark("KIN_QC says that the velocity is of low reliability"))
    sensitivity = unit.number("SENS_C")
    if sensitivity is None:
        along = faces_along_track(unit.number("ASPECT"))
        return Phrase(mark("the unit faces along the flight line")) if along else ""
    blind = abs(sensitivity) < SENSITIVE
    return Phrase(mark("the line of sight hardly sees the slope")) if blind else ""


def _from_radar(areas: Sequence[MovingArea]) -> bool:
    words = ("insar", "sar ", "radar", "interferogra", "line-of-sight", "downslope velocity")
    return any(word in area.technique.lower() for area in areas for word in words)


def _from_mean(unit: Unit) -> KinematicAttribute:
    valid = unit.number("VALID_PCT")
    start, end = unit.values.get("OBS_START"), unit.values.get("OBS_END")
    passes, quality = unit.values.get("PASS"), unit.values.get("KIN_QC")
    words = str(quality or "").partition(":")[2].strip()
    return from_mean_velocity(
        unit.number("VDS_MEAN"),
        unit.number("VDS_SIGMA"),
        unit.number("SENS_C"),
        None if valid is None else valid / 100,
        quality,
        f"{start} to {end}" if start and end else "",
        f"InSAR, {passes}" if passes else words,
    )


def _with_texts(attribute: KinematicAttribute, raster: VelocityRaster) -> KinematicAttribute:
    data = "no moving area, valid velocities below 1 cm/yr"
    return replace(attribute, period=raster.period, data=f"{data}; {raster.described}")
