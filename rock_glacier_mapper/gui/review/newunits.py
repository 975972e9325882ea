"""New landforms of a review: candidates, or units of an inventory with marker and system."""

from __future__ import annotations

from qgis.core import QgsGeometry

from ...core.errors import InputError
from ...core.feedback import Feedback
from ...core.translation import tr
from ...processing.inventorystock import read_stock
from ...processing.outlineedits import core_crs
from ...processing.polygons import read_polygon
from .features import as_hex, fingerprint, journal_value


def plan_units(session, geometries: list[QgsGeometry], values: dict, like=None) -> list:
    """Changes that add landforms.

    In an inventory each becomes a unit with an identifier, an outline in GO, a marker in PM and a
    system in RGS (or it joins the one that it touches), as *Add rock glaciers to an inventory
    layer* does it.

    Args:
        geometries: in the CRS of the layer.
        values: attributes of all of them, such as the review fields.
        like: feature of which a candidate takes over the other attributes.

    Raises:
        InputError: one is no polygon, or no identifier could be given.
    """
    if session.roles.is_inventory:
        return _inventory_units(session, geometries, values)
    return _candidates(session, geometries, values, like)


def _candidates(session, geometries: list[QgsGeometry], values: dict, like) -> list:
    from ...core.review.decisions import ADD, Change
    from .operations import candidate_values, new_key

    changes, names = [], set(session.layer.fields().names())
    for number, geometry in enumerate(geometries):
        own = candidate_values(session, geometry, like)
        own["rg_id"] += number
        if "rg_id" not in names:
            del own["rg_id"]
        own = {**own, **values}
        mark = fingerprint(geometry)
        changes.append(Change(ADD, new_key(own), own, as_hex(geometry), None, mark))
    return changes


def _inventory_units(session, geometries: list[QgsGeometry], values: dict) -> list:
    from ...core.inventory.append import grow
    from ...core.inventory.build import Candidate
    from ...core.inventory.schema import load_schema

    shapes = [read_polygon(geometry)[0] for geometry in geometries]
    if None in shapes:
        raise InputError(tr("This is no polygon. Draw it again."))
    layers = {code: session.sibling(code) for code in ("PM", "RGS")}
    layers = {"GO": session.layer, **{k: v for k, v in layers.items() if v is not None}}
    crs, schema = core_crs(session.layer.crs()), load_schema()
    candidates = [Candidate(shape, dict(values)) for shape in shapes]
    stock = read_stock(layers, schema, candidates, crs, 10.0, Feedback())
    marks = {fingerprint(geometry) for geometry in geometries}
    # Parts of a split are in the layer already, as QGIS made them.
    stock.outlines = [o for o in stock.outlines if _fingerprint(o.geometry) not in marks]
    growth = grow(candidates, crs, schema, stock, {"MAPPER": values[session.roles.by]}, "add")
    if len(growth.added["GO"]) < len(shapes):
        raise InputError(tr("No identifier is free here; the landform lies on another one."))
    return _changes(growth, values, layers)


def _changes(growth, values: dict, layers: dict) -> list:
    from ...core.inventory.build import system_size
    from ...core.review.decisions import ADD, SET, Change

    changes = []
    for feature in growth.added["GO"]:
        own = {**feature.attributes, **values, "OutlineSrc": "manual"}
        changes.append(_add(feature, own, own["PolyUID"], ""))
    for code, key in (("PM", "PrimaryID"), ("RGS", "RGSID")):
        if code in layers:
            for feature in growth.added[code]:
                own = feature.attributes
                changes.append(_add(feature, own, own[key], code))
    if "RGS" in layers:
        for system, units in growth.system_sizes.items():
            changes.append(Change(SET, system, system_size(units), layer="RGS"))
    return [change for change in changes if change.kind in (ADD, SET)]


def _add(feature, values: dict, key: str, layer: str):
    import shapely

    from ...core.review.decisions import ADD, Change

    text = shapely.to_wkb(feature.geometry, hex=True, output_dimension=2)
    mark = None if layer else _fingerprint(feature.geometry)
    plain = {name: journal_value(value) for name, value in values.items() if value is not None}
    return Change(ADD, key, plain, text, None, mark, layer)


def _fingerprint(shape) -> str:
    from ...core.inventory.build import outline_fingerprint

    return outline_fingerprint(shape)
