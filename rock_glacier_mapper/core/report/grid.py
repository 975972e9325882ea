"""Square cells of equal area, and what an inventory has in each of them.

Cells lie in Lambert's azimuthal equal-area projection of the WGS 84 ellipsoid (Snyder 1987,
section 24), centred on the whole degree nearest to the middle of the inventory: every cell covers
the same area exactly, and up to 2000 km from the centre its sides differ from the nominal length by
less than 1.3 %. Inventories that reach further than 60° from the centre have cells in EASE-Grid
2.0's cylindrical equal-area projection (EPSG:6933), whose cells are as large but get flat and wide
towards the poles. Sides lie at multiples of the cell's length from the centre.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from rasterio.crs import CRS
from shapely.geometry import box

from ..errors import InputError
from ..geodesy import WGS84, transform_coordinates
from ..translation import tr
from ..vector import Feature
from .attributes import AVERAGED
from .tables import Number, Table, means
from .units import Units

#: Largest angular distance in degrees from the centre of the azimuthal projection.
_REACH = 60.0
#: Fields of the layer, beside one for each mean.
_COUNTED = {"cell": str, "count": int, "area_km2": float, "per_km2": float, "area_share": float}
#: Field of the mean of an attribute, and of the resultant length of the aspect.
MEANS = {item.name: f"{item.name}_mean" for item in AVERAGED} | {"SLO_MEAN": "SLO_mean"}
MEANS |= {"VDS_MEAN": "VDS_mean"}
RESULTANT = "ASPECT_R"
FIELDS: dict[str, type] = {**_COUNTED, **dict.fromkeys(MEANS.values(), float), RESULTANT: float}


@dataclass(frozen=True)
class Cells:
    """The cells in which there are rock glaciers.

    Attributes:
        crs: equal-area.
        side: length of the cells in metres.
        column, row: int64 (M,), position of each cell, east and north of the centre.
        values: field of :data:`FIELDS` to float64 (M,), NaN = missing; not the name.
    """

    crs: CRS
    side: float
    column: np.ndarray
    row: np.ndarray
    values: dict[str, np.ndarray]

    def __len__(self) -> int:
        return len(self.column)

    def names(self) -> list[str]:
        """Position as text, such as E012S003."""
        return [
            f"{'W' if column < 0 else 'E'}{abs(column):03d}{'S' if row < 0 else 'N'}{abs(row):03d}"
            for column, row in zip(self.column.tolist(), self.row.tolist())
        ]


def grid_crs(longitude: np.ndarray, latitude: np.ndarray) -> CRS:
    """The equal-area CRS of the cells for places in degrees; those that are NaN do not count.

    Unlike ``core.accuracy.equalarea`` its centre is in whole degrees, so that a few more rock
    glaciers hardly ever move the cells.

    Raises:
        InputError: there are no places.
    """
    good = np.isfinite(longitude) & np.isfinite(latitude)
    if not good.any():
        raise InputError(
            tr("No rock glacier of the inventory has a place; there is nothing to map.")
        )
    # Middle of the range on the side of the Earth where they are, so that 180° is no edge.
    turned, level = np.radians(longitude[good]), np.radians(latitude[good])
    side = math.degrees(math.atan2(np.sin(turned).sum(), np.cos(turned).sum()))
    around = (longitude[good] - side + 180) % 360 - 180
    east = round(side + (around.min() + around.max()) / 2)
    north = round((latitude[good].min() + latitude[good].max()) / 2)
    across = np.radians(longitude[good] - east)
    cosine = math.sin(math.radians(north)) * np.sin(level)
    cosine += math.cos(math.radians(north)) * np.cos(level) * np.cos(across)
    if cosine.min() < math.cos(math.radians(_REACH)):
        return CRS.from_epsg(6933)
    east = (east + 180) % 360 - 180
    return CRS.from_dict(proj="laea", lat_0=north, lon_0=east, datum="WGS84", units="m")


def make_cells(units: Units, kilometres: float = 50.0) -> Cells:
    """Count and average the rock glaciers in cells; one belongs where its place is.

    Args:
        kilometres: length of a cell's side.

    Raises:
        InputError: the length is not positive, or no rock glacier has a place.
    """
    if not (math.isfinite(kilometres) and kilometres > 0):
        raise InputError(
            tr("GRID: {kilometres:g} km is no length of a cell. Choose 50, for example.").format(
                kilometres=kilometres
            )
        )
    crs, side = grid_crs(units.longitude, units.latitude), 1000.0 * kilometres
    x, y = transform_coordinates(WGS84, crs, units.longitude, units.latitude)
    there = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
    place = np.floor(np.column_stack((x, y))[there] / side).astype(np.int64)
    cells, owner = np.unique(place, axis=0, return_inverse=True)
    order = np.argsort(owner, kind="stable")
    parts = np.split(there[order], np.searchsorted(owner[order], np.arange(1, len(cells))))
    rows = [_values(units, part, kilometres**2) for part in parts]
    values = {name: np.array([row[name] for row in rows]) for name in rows[0]}
    return Cells(crs, side, cells[:, 0], cells[:, 1], values)


def _values(units: Units, chosen: np.ndarray, size: float) -> dict[str, float]:
    area = float(np.nansum(units.numbers["AREA"][chosen]))
    row = {
        "count": float(len(chosen)),
        "area_km2": area,
        "per_km2": len(chosen) / size,
        "area_share": 100 * area / size,
    }
    for item in AVERAGED:
        found = [_or_nan(number) for number in means(units, chosen, [item])]
        row[MEANS[item.name]] = found[0]
        if item.circular:
            row[RESULTANT] = found[1]
    return row


def _or_nan(number: Number) -> float:
    return math.nan if number.value is None else number.value


def cell_features(cells: Cells) -> list[Feature]:
    """The cells as squares with their values."""
    features = []
    for i, name in enumerate(cells.names()):
        x, y = cells.column[i] * cells.side, cells.row[i] * cells.side
        row = {field: values[i].item() for field, values in cells.values.items()}
        row = {field: None if math.isnan(value) else value for field, value in row.items()}
        row |= {"cell": name, "count": int(row["count"])}
        features.append(Feature(box(x, y, x + cells.side, y + cells.side), row))
    return features


def grid_table(cells: Cells) -> Table:
    """The cells as a table."""
    features = [feature.attributes for feature in cell_features(cells)]
    rows = [
        tuple(Number(row[f], 3) if kind is float else row[f] for f, kind in FIELDS.items())
        for row in features
    ]
    return Table(
        "grid", tr("Cells of {side:g} km").format(side=cells.side / 1000), tuple(FIELDS), rows
    )
