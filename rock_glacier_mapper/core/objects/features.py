"""Features of landforms and objects: size, form, heatmap, terrain and context.

Field names are those of the polygon layers. Lengths come from the minimum rotated rectangle, as
in Huang et al.'s Landuse_DL (``vector_gpd.py``), so that they mean what a ruler on the map
shows; compactness is the isoperimetric quotient 4πA/P² (1 for a circle), not eCognition's
(length × width)/area.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

#: Attributes of kept and rejected polygons, in the order of the layer.
FIELDS: dict[str, type] = {
    "rg_id": int,
    "system_id": int,
    "area_km2": float,
    "prob_mean": float,
    "prob_max": float,
    "prob_p10": float,
    "uncertainty": float,
    "length_m": float,
    "width_m": float,
    "elongation": float,
    "compactness": float,
    "slope_mean": float,
    "elev_min": float,
    "elev_max": float,
    "glacier_overlap": float,
    "score": float,
    "status": str,
    "reason": str,
    "seed_share": float,
    "perimeter_m": float,
    "border_index": float,
}

#: Attributes of the object (segment) polygons.
OBJECT_FIELDS: dict[str, type] = {
    "object_id": int,
    "rg_id": int,
    "area_km2": float,
    "prob_mean": float,
    "seed_share": float,
    "slope_mean": float,
    "length_m": float,
    "width_m": float,
    "elongation": float,
    "compactness": float,
    "status": str,
    "reason": str,
}


def form_features(polygon: BaseGeometry, unit: float = 1.0) -> dict[str, float]:
    """Size and form of a polygon in a projected CRS.

    Args:
        unit: length of a map unit in metres.

    Returns:
        ``area_km2``; ``length_m`` and ``width_m``, the long and the short side of the minimum
        rotated rectangle; ``elongation`` = length/width; ``compactness`` = 4πA/P²;
        ``perimeter_m``; ``border_index`` = P / (2 (length + width)), 1 for a rectangle.
    """
    length, width = rotated_box(polygon)
    area, perimeter = polygon.area, polygon.length
    return {
        "area_km2": area * unit * unit / 1e6,
        "length_m": length * unit,
        "width_m": width * unit,
        "elongation": length / width,
        "compactness": 4 * math.pi * area / perimeter**2,
        "perimeter_m": perimeter * unit,
        "border_index": perimeter / (2 * (length + width)),
    }


def rotated_box(polygon: BaseGeometry) -> tuple[float, float]:
    """Long and short side of the rectangle of least area around a polygon, in map units."""
    hull = shapely.get_coordinates(polygon.convex_hull)[:-1]
    hull = hull - hull.mean(axis=0)
    sides = np.diff(np.concatenate([hull, hull[:1]]), axis=0)
    # One side of the least rectangle lies along a side of the convex hull (Freeman & Shapira
    # 1975, Commun. ACM 18:409-413).
    directions = sides / np.hypot(*sides.T)[:, None]
    along = hull @ directions.T
    across = hull @ np.stack([-directions[:, 1], directions[:, 0]])
    extents = np.stack([np.ptp(along, axis=0), np.ptp(across, axis=0)])
    first, second = extents[:, int(np.argmin(np.round(extents.prod(axis=0), 6)))]
    return float(max(first, second)), float(min(first, second))


def heatmap_features(probability: np.ndarray, seeds: np.ndarray) -> dict[str, float | None]:
    """Heatmap statistics over the pixels of a landform.

    Args:
        probability: float (pixels,), NaN = no data.
        seeds: bool (pixels,), whether the smoothed heatmap reaches the seed threshold.

    Returns:
        ``prob_mean``, ``prob_max``, ``prob_p10`` (10th percentile: how sure the weakest parts
        are) and ``seed_share``.
    """
    values = probability[np.isfinite(probability)].astype(np.float64)
    if values.size == 0:
        return {"prob_mean": None, "prob_max": None, "prob_p10": None, "seed_share": 0.0}
    return {
        "prob_mean": float(values.mean()),
        "prob_max": float(values.max()),
        "prob_p10": float(np.percentile(values, 10)),
        "seed_share": float(seeds.mean()),
    }


def terrain_features(
    elevation: np.ndarray | None, slope: np.ndarray | None
) -> dict[str, float | None]:
    """``slope_mean`` (degrees), ``elev_min`` and ``elev_max`` over pixels; None if unknown."""
    return {
        "slope_mean": mean_of(slope),
        "elev_min": None if mean_of(elevation) is None else float(np.nanmin(elevation)),
        "elev_max": None if mean_of(elevation) is None else float(np.nanmax(elevation)),
    }


def mean_of(values: np.ndarray | None) -> float | None:
    """Mean of the finite values; None when there are none."""
    if values is None:
        return None
    values = values[np.isfinite(values)]
    return float(values.mean(dtype=np.float64)) if values.size else None


class GlacierOverlap:
    """Share of polygons that lies on mapped glaciers.

    Args:
        glaciers: polygons in the CRS of the landforms; may overlap each other.
    """

    def __init__(self, glaciers: Sequence[BaseGeometry]):
        self._shapes = np.array(
            [shape if shape.is_valid else shapely.make_valid(shape) for shape in glaciers], object
        )
        self._tree = shapely.STRtree(self._shapes)

    def of(self, polygon: BaseGeometry) -> float | None:
        """0 to 1; None when no glaciers were given."""
        if not len(self._shapes):
            return None
        near = self._tree.query(polygon, predicate="intersects")
        if not len(near):
            return 0.0
        ice = shapely.union_all(shapely.intersection(self._shapes[np.sort(near)], polygon))
        return float(min(1.0, ice.area / polygon.area))


def attributes(fields: dict[str, type], values: dict[str, Any]) -> dict[str, Any]:
    """The values in the order of ``fields``; missing ones are None."""
    return {name: values.get(name) for name in fields}
