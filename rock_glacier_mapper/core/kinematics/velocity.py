"""Downslope velocities of landforms from InSAR, with errors, or the reason why there is none.

After Hu et al. (2023): local stable reference, projection on each landform's downslope direction,
spatial mean, and filters for coherence and relative error. Velocities are apparent annual ones, in
cm/yr, positive downslope.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rasterio.crs import CRS
from shapely.geometry.base import BaseGeometry

from ..errors import InputError
from ..feedback import Feedback
from ..geodesy import transform_coordinates, transform_polygons
from ..pointvalues import environment
from ..raster import RasterSource
from ..translation import tr
from .estimate import Estimate, Velocity, VelocityMap
from .observation import Observation, Observer
from .products import Product
from .settings import Settings

__all__ = ["Velocity", "VelocityMap", "measure_velocities"]


def measure_velocities(
    polygons: Sequence[BaseGeometry],
    crs: CRS,
    products: Sequence[Product],
    dem: RasterSource,
    settings: Settings | None = None,
    exclude: Sequence[BaseGeometry] = (),
    points: Sequence[tuple[float, float]] = (),
    feedback: Feedback | None = None,
) -> tuple[list[Velocity], list[VelocityMap | None]]:
    """Measure landforms.

    Args:
        polygons, exclude, points: in ``crs``; see :class:`.observation.Observer`.

    Returns:
        Velocity and map of each polygon; no map where the velocity has another reason than a high
        error.

    Raises:
        InputError: an input cannot be read, or the products cover no landform.
        Cancelled: the user stopped.
    """
    settings, feedback = settings or Settings(), feedback or Feedback()
    grid = products[0].grid
    shapes = transform_polygons(polygons, crs, grid.crs)
    barred = transform_polygons(exclude, crs, grid.crs)
    if len(points):
        points = list(zip(*transform_coordinates(crs, grid.crs, *np.transpose(points))))
    with environment(), Observer(products, dem, shapes, barred, points, settings) as observer:
        seen: list[Observation | None] = []
        for number, shape in enumerate(shapes):
            feedback.check()
            seen.append(observer.observe(shape))
            feedback.progress((number + 1) / len(shapes))
    if shapes and all(one is None for one in seen):
        raise InputError(
            tr(
                "{name} covers none of the {count} outlines. Are both in the right "
                "coordinate reference system, and is it the right raster?"
            ).format(name=products[0].name, count=len(shapes))
        )
    if shapes and not any(one is not None and one.stacks for one in seen):
        raise InputError(
            tr(
                "{name} has no data in any of the {count} outlines. Is it the right raster, "
                "or was it masked?"
            ).format(name=products[0].name, count=len(shapes))
        )
    results, maps = [], []
    for one in seen:
        velocity, picture = Velocity(), None
        if one is not None and one.stacks:
            velocity, picture = Estimate(one, products, observer.structures, settings).result()
        results.append(velocity)
        maps.append(picture)
    return results, maps
