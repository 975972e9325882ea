"""Features of landforms and objects: size, form, heatmap, terrain and context.

Field names are those of the polygon layers. Lengths of landforms come from the minimum rotated
rectangle, as in Huang et al.'s Landuse_DL (``vector_gpd.py``), so that they mean what a ruler on
the map shows; compactness is the isoperimetric quotient 4πA/P² (1 for a circle), not eCognition's
(length × width)/area. Objects are too many for that: theirs are those of :func:`measure`, as are
the features of both that come from rasters.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import shapely
from scipy import ndimage
from shapely.geometry.base import BaseGeometry

from ..errors import InputError
from ..translation import tr
from ..vector import repaired
from .front import front_features
from .measures import measure, spectral_indices

#: The ring outside a landform with which its probability is compared, in metres.
_RING_M = 30.0

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
    "shape_index": float,
    "density": float,
    "elliptic_fit": float,
    "rectangular_fit": float,
    "asymmetry": float,
    "prob_std": float,
    "prob_contrast": float,
    "front_slope": float,
    "front_contrast": float,
    "front_share": float,
    "downslope_alignment": float,
    "slope_std": float,
    "ndvi": float,
    "ndsi": float,
    "ndwi": float,
    "coherence": float,
    "area_change": float,
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
    "level": int,
    "parent_id": int,
    "perimeter_m": float,
    "shape_index": float,
    "border_index": float,
    "box_compactness": float,
    "density": float,
    "elliptic_fit": float,
    "rectangular_fit": float,
    "asymmetry": float,
    "main_direction": float,
    "prob_std": float,
    "prob_max": float,
    "prob_contrast": float,
    "slope_std": float,
    "slope_contrast": float,
    "elev_min": float,
    "elev_max": float,
    "downslope_alignment": float,
    "brightness": float,
    "ndvi": float,
    "ndsi": float,
    "ndwi": float,
    "coherence": float,
    "glacier_overlap": float,
    "score": float,
}

#: Fields whose column of :func:`measure` is called otherwise.
_COLUMNS = {name: f"{name}_mean" for name in ("ndvi", "ndsi", "ndwi", "coherence", "uncertainty")}

#: Layers of a landform that :func:`measure` reads, besides the spectral indices.
_MEASURED = ("heatmap", "elevation", "slope", "uncertainty", "coherence")

#: Fields of a landform that :func:`measure` fills.
_FROM_MEASURE = (
    *("density", "elliptic_fit", "rectangular_fit", "asymmetry", "downslope_alignment"),
    *("prob_std", "slope_mean", "slope_std", "elev_min", "elev_max"),
    *("uncertainty", "coherence", "ndvi", "ndsi", "ndwi"),
)


def form_features(polygon: BaseGeometry, unit: float = 1.0) -> dict[str, float]:
    """Size and form of a polygon in a projected CRS.

    Args:
        unit: length of a map unit in metres.

    Returns:
        ``area_km2``; ``length_m`` and ``width_m``, the long and the short side of the minimum
        rotated rectangle; ``elongation`` = length/width; ``compactness`` = 4πA/P²;
        ``perimeter_m``; ``border_index`` = P / (2 (length + width)), 1 for a rectangle;
        ``shape_index`` = P / (4 √A), 1 for a square.
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
        "shape_index": perimeter / (4 * math.sqrt(area)),
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


def landform_features(
    mask: np.ndarray,
    layers: Mapping[str, np.ndarray],
    seeds: np.ndarray,
    pixel_size_m: tuple[float, float],
) -> dict[str, float | None]:
    """All features of one landform that come from rasters.

    Args:
        mask: bool (height, width), the landform, with at least eight pixels and 40 m of background
            around it: where the window ends earlier, less ground is compared.
        layers: float (height, width) each, NaN = no data: ``heatmap``, ``elevation``, ``slope``,
            ``uncertainty``, ``coherence`` and optical bands by role, as :func:`spectral_indices`
            takes them; all may be missing.
        seeds: bool (height, width), whether the smoothed heatmap reaches the seed threshold.
        pixel_size_m: pixel width and height.

    Returns:
        Those of :data:`FIELDS` that are known from rasters, None where the layer is missing or
        has no data. As in :func:`measure`: ``density``, ``elliptic_fit``, ``rectangular_fit``,
        ``asymmetry``, ``downslope_alignment`` and the means, deviations and extremes of layers.
        As in :func:`heatmap_features`: ``prob_p10`` and ``seed_share``. As in
        :func:`front_features`: ``front_slope``, ``front_contrast`` and ``front_share``. And
        ``prob_contrast``, the mean probability inside minus that of the ground up to 30 m (two
        pixels at least) outside, whether another landform or not.

    Raises:
        InputError: shapes differ.
    """
    for name, values in {"seeds": seeds, **layers}.items():
        if values.shape != mask.shape:
            raise InputError(
                tr("Layer '{name}' is {shape}, the landform {expected} pixels.").format(
                    name=name, shape=values.shape, expected=mask.shape
                )
            )
    pixels = {name: layers[name] for name in _MEASURED if name in layers}
    pixels |= spectral_indices(layers)

    def read(column: int, row: int, width: int, height: int) -> Mapping[str, np.ndarray]:
        rows, columns = slice(row, row + height), slice(column, column + width)
        return {name: values[rows, columns] for name, values in pixels.items()}

    columns = measure(mask.astype(np.int32), read, pixel_size_m)
    values = dict.fromkeys(_FROM_MEASURE) | values_of(columns, _FROM_MEASURE, 0)
    nothing = np.full(mask.shape, np.nan, np.float32)
    heatmap, *terrain = (layers.get(name, nothing) for name in ("heatmap", "elevation", "slope"))
    values |= heatmap_features(heatmap[mask], seeds[mask])
    around = mean_of(heatmap[_ring(mask, pixel_size_m)])
    values["prob_contrast"] = None
    if around is not None and values["prob_mean"] is not None:
        values["prob_contrast"] = values["prob_mean"] - around
    return values | front_features(mask, *terrain, pixel_size_m)


def _ring(mask: np.ndarray, pixel_size_m: tuple[float, float]) -> np.ndarray:
    width, height = pixel_size_m
    distance = ndimage.distance_transform_edt(~mask, sampling=(height, width))
    return ~mask & (distance <= max(_RING_M, 2 * max(pixel_size_m)))


def values_of(
    columns: Mapping[str, np.ndarray], names: Iterable[str], number: int
) -> dict[str, float | None]:
    """One object's features under the names of the fields.

    Args:
        columns: as :func:`measure` gives them.
        names: of fields; those without a column are left out.
        number: the object's label - 1.

    Returns:
        Values by field; None where undefined.
    """
    values = {}
    for name in names:
        column = columns.get(_COLUMNS.get(name, name))
        if column is not None:
            value = float(column[number]) if number < len(column) else math.nan
            values[name] = value if math.isfinite(value) else None
    return values


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
        self._shapes = np.array([repaired(shape) for shape in glaciers], object)
        shapely.prepare(self._shapes)
        self._tree = shapely.STRtree(self._shapes)

    def of(self, polygon: BaseGeometry) -> float | None:
        """0 to 1; None when no glaciers were given."""
        return float(self.of_all([polygon])[0]) if len(self._shapes) else None

    def of_all(self, polygons: Sequence[BaseGeometry]) -> np.ndarray:
        """0 to 1 for each polygon, float64 (polygons,); NaN when no glaciers were given."""
        polygons = np.asarray(polygons, object)
        if not len(self._shapes):
            return np.full(len(polygons), np.nan)
        which, glacier = self._tree.query(polygons, predicate="intersects")
        share = np.zeros(len(polygons))
        # What lies on one glacier as a whole needs no cutting, which is slow.
        share[which[shapely.contains_properly(self._shapes[glacier], polygons[which])]] = 1
        cut = share[which] == 0
        which, glacier = which[cut], glacier[cut]
        order = np.lexsort((glacier, which))
        which, glacier = which[order], glacier[order]
        parts = shapely.intersection(self._shapes[glacier], polygons[which])
        # Glaciers that overlap each other must not count twice: one union for each polygon.
        which, start, count = np.unique(which, return_index=True, return_counts=True)
        for polygon, first, pieces in zip(which, start, count):
            ice = parts[first] if pieces == 1 else shapely.union_all(parts[first : first + pieces])
            share[polygon] = min(ice.area / polygons[polygon].area, 1)
        return share


def attributes(fields: dict[str, type], values: dict[str, Any]) -> dict[str, Any]:
    """The values in the order of ``fields``; missing ones are None."""
    return {name: values.get(name) for name in fields}
