"""The GeoPackage of a validation sample: a layer of markers for each reviewer, and the key."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from osgeo import gdal
from rasterio.crs import CRS
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from ..accuracy.area import areas_inside
from ..vector import Feature, write_layers
from .markersample import Drawn, shuffled

#: Layer of a reviewer by number, and the key that says what each marker is.
REVIEWER_LAYER, KEY_LAYER = "REVIEWER_{}", "SAMPLE"
MAPPED, CONTROL = "mapped", "control"

#: Fields of a reviewer's layer. Open questions have no answer.
REVIEWER_FIELDS: dict[str, type] = {
    "marker_id": int,
    "PrimaryID": str,
    "x": float,
    "y": float,
    "crs": str,
    "stratum": str,
    "seed": int,
    "answer": str,
    "answered_at": str,
    "comment": str,
}

#: Fields of the key; ``weight`` is how many landforms of the stratum a marker stands for.
KEY_FIELDS: dict[str, type] = {
    "marker_id": int,
    "kind": str,
    "PrimaryID": str,
    "stratum": str,
    "weight": float,
    "seed": int,
}


def write_sample(
    path: str | os.PathLike,
    markers: Sequence[Point],
    names: Sequence[str],
    strata: Sequence[str],
    drawn: Drawn,
    controls: Sequence[Point],
    crs: CRS,
    reviewers: int,
    seed: int,
) -> None:
    """Write a sample, whole or not at all.

    Markers are numbered from 1 in a random order, in which control points are mixed. Each
    reviewer's layer has them in another order. With control points, reviewers' layers hold neither
    names nor strata, by which control points could be told.

    Args:
        markers, names, strata: of the landforms drawn, n each; ``names`` become PrimaryID.
        controls: points where nothing is mapped.
        crs: of all points.

    Raises:
        InputError: the file cannot be written, or there is no reviewer.
    """
    points = [*markers, *controls]
    rows: list[dict[str, Any]] = [
        {
            "kind": MAPPED,
            "PrimaryID": name,
            "stratum": stratum,
            "weight": drawn.population[stratum] / drawn.sample[stratum],
        }
        for name, stratum in zip(names, strata)
    ]
    rows += [{"kind": CONTROL} for _ in controls]
    number, *orders = shuffled(len(points), reviewers + 1, seed)
    key = []
    for marker_id, index in enumerate(number.tolist(), start=1):
        key.append(Feature(points[index], {"marker_id": marker_id, "seed": seed, **rows[index]}))
    blind = len(controls) > 0
    layers = {
        REVIEWER_LAYER.format(reviewer): [_shown(key[i], crs, blind) for i in order.tolist()]
        for reviewer, order in enumerate(orders, start=1)
    }
    fields = {**dict.fromkeys(layers, REVIEWER_FIELDS), KEY_LAYER: KEY_FIELDS}
    write_layers(path, {**layers, KEY_LAYER: key}, crs, "Point", fields)


def _shown(marker: Feature, crs: CRS, blind: bool) -> Feature:
    """What a reviewer gets of a marker."""
    known = marker.attributes
    code = crs.to_epsg()
    values = {
        "marker_id": known["marker_id"],
        "x": marker.geometry.x,
        "y": marker.geometry.y,
        "crs": f"EPSG:{code}" if code else crs.to_wkt(),
        "seed": known["seed"],
    }
    if not blind:
        values.update(PrimaryID=known["PrimaryID"], stratum=known["stratum"])
    return Feature(marker.geometry, values)


def answered_layers(path: str | os.PathLike) -> list[str]:
    """Layers of reviewers in a GeoPackage that hold an answer; none when there is no such file."""
    if not Path(path).is_file():
        return []
    try:
        dataset = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_READONLY)
    except RuntimeError:
        return []
    found = []
    for i in range(dataset.GetLayerCount() if dataset is not None else 0):
        layer = dataset.GetLayer(i)
        if layer.GetLayerDefn().GetFieldIndex("answer") >= 0:
            layer.SetAttributeFilter("answer IS NOT NULL AND answer <> ''")
            if layer.GetFeatureCount():
                found.append(layer.GetName())
    return found


def region_of(shapes: np.ndarray, regions: Mapping[str, BaseGeometry], outside: str) -> list[str]:
    """The region of each polygon or point: that with most of its area, the first of equals.

    Args:
        shapes: (n,) polygons or points; regions: name to polygon, in the same CRS.
        outside: what those in no region get.
    """
    shares = np.zeros((len(regions) + 1, len(shapes)))
    points = np.isin(shapely.get_type_id(shapes), (0, 4))
    for row, zone in enumerate(regions.values(), start=1):
        shapely.prepare(zone)
        shares[row, points] = shapely.intersects(zone, shapes[points])
        shares[row, ~points] = areas_inside(shapes[~points], zone)
    names = [outside, *regions]
    return [names[i] for i in shares.argmax(0).tolist()]
