"""Checks of identifiers of an inventory, and of the layers against each other."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..errors import InputError
from ..geodesy import ground_jacobian, metres_per_degree
from ..translation import tr
from .findings import ERROR, NOTE, WARNING
from .identifiers import parse_id
from .inspection import Inspection, as_integer, as_number, quoted
from .reading import Table

#: Largest distance in degrees of a marker from the place that its identifier names.
ID_TOLERANCE = 0.00015
#: A restricted outline may reach so many metres beyond its extended one.
RESTRICTED_TOLERANCE = 1.0
#: Largest difference in degrees of LAT and LON from the marker; four decimals are enough.
PLACE_TOLERANCE = 0.00006


class LinkChecks(Inspection):
    """Markers, their outlines, and the systems they belong to."""

    def markers(self) -> None:
        """Identifiers of units, and where their markers are."""
        pm = self.table("PM")
        if pm is None:
            return
        self._check_identifiers(pm, "PrimaryID", "RGU", 1)
        latitudes, longitudes = pm.column("LAT"), pm.column("LON")
        for i in range(len(pm)):
            place = self.latitude["PM"][i], self.longitude["PM"][i]
            given = as_number(latitudes[i]), as_number(longitudes[i])
            if None in given or not all(map(math.isfinite, place)):
                continue
            if _apart(place, given) <= PLACE_TOLERANCE:
                continue
            # A moved marker was told already; LAT and LON keep where it was.
            if i in self.moved and self._near_id(pm.column("PrimaryID")[i], given):
                continue
            text = tr(
                "LAT and LON ({latitude:.6f}, {longitude:.6f}) are not those of the marker "
                "({marker_latitude:.6f}, {marker_longitude:.6f}). Correct them."
            ).format(
                latitude=given[0],
                longitude=given[1],
                marker_latitude=place[0],
                marker_longitude=place[1],
            )
            self.add(WARNING, 12, pm, i, text, "LAT,LON")

    def _near_id(self, identifier: Any, place: tuple[float, float]) -> bool:
        try:
            return _apart(parse_id(identifier)[1:], place) <= ID_TOLERANCE
        except (InputError, TypeError):
            return False

    def _check_identifiers(self, table: Table, name: str, prefix: str, check: int) -> None:
        """Form, uniqueness, and agreement with the point, of RGU and RGS identifiers."""
        code, first = table.layer.code, {}
        for i, value in enumerate(table.column(name)):
            if value is None:
                continue
            if value in first:
                text = tr(
                    "{field} {value} is already that of feature {feature}. Give this "
                    "one an identifier of its own."
                ).format(field=name, value=quoted(value), feature=first[value])
                self.add(ERROR, check, table, i, text, name)
                continue
            first[value] = int(table.fids[i])
            try:
                found, *where = parse_id(str(value))
            except InputError:
                found = None
            if found != prefix:
                text = tr(
                    "{field} {value} is no identifier such as "
                    "{prefix}281527N0972426E: {prefix}, latitude with 2 + 4 digits "
                    "and N or S, longitude with 3 + 4 digits and E or W. Correct it, "
                    "also where others refer to it."
                ).format(field=name, value=quoted(value), prefix=prefix)
                self.add(ERROR, check, table, i, text, name)
                continue
            place = self.latitude[code][i], self.longitude[code][i]
            if all(map(math.isfinite, place)) and _apart(where, place) > ID_TOLERANCE:
                if code == "PM":
                    self.moved.add(i)
                text = tr(
                    "The point lies {metres:.0f} m away from the place that {field} "
                    "{value} names. If it was moved by mistake, move it back; an "
                    "identifier stays as it was assigned."
                ).format(metres=_metres(where, place), field=name, value=value)
                self.add(WARNING, check, table, i, text, name)

    def outlines(self) -> None:
        """Outlines against markers: each unit's extended and restricted outline."""
        go, pm, ma = (self.table(code) for code in ("GO", "PM", "MA"))
        for table in (go, ma):
            if table is not None:
                self._check_uids(table)
        if go is None:
            return
        kinds = go.column("OutType")
        landforms: dict[str, Any] = {}
        if pm is not None:
            for unit, landform in zip(pm.column("PrimaryID"), pm.column("Landform")):
                if unit is not None:
                    landforms.setdefault(unit, landform)
        for unit, members in self.units.items():
            self._check_unit(go, unit, members, kinds, landforms, pm is not None)
        if pm is not None and {"OutType", "PrimaryID"} <= set(go.columns):
            for i, (unit, landform) in enumerate(
                zip(pm.column("PrimaryID"), pm.column("Landform"))
            ):
                have = {kinds[j] for j in self.units.get(unit, ())}
                if landform == 1 and unit is not None and have <= {"Restricted"}:
                    text = tr(
                        "The unit is a rock glacier but has no extended outline. "
                        "Draw one, or change Landform."
                    )
                    self.add(ERROR, 2, pm, i, text, "Landform")
        self._check_restricted(go, kinds)
        if pm is not None:
            self._check_inside(pm, kinds)

    def _check_unit(self, go, unit, members, kinds, landforms, has_markers) -> None:
        if has_markers and unit not in landforms:
            for i in members:
                text = tr(
                    "There is no marker with the PrimaryID {identifier}. Correct it, or "
                    "add the marker."
                ).format(identifier=quoted(unit))
                self.add(ERROR, 2, go, i, text, "PrimaryID")
        elif landforms.get(unit) == 2:
            for i in members:
                text = tr(
                    "The marker says that this is not a rock glacier (Landform 2). "
                    "Delete the outline, set its review to remove, or change "
                    "Landform."
                )
                self.add(ERROR, 2, go, i, text, "PrimaryID")
        for kind, count in Counter(kinds[i] for i in members).items():
            if kind in ("Extended", "Restricted") and count > 1:
                same = [i for i in members if kinds[i] == kind]
                for i in same[1:]:
                    text = tr(
                        "The unit has a second outline of type {kind}; the first is "
                        "feature {feature}. Keep one, or give the other a unit of its "
                        "own."
                    ).format(kind=kind, feature=go.fids[same[0]])
                    self.add(ERROR, 2, go, i, text, "OutType")
        have = {kinds[i] for i in members}
        if have == {"Restricted"} and landforms.get(unit) != 1:
            text = tr(
                "The unit has a restricted outline but no extended one. Draw the extended outline."
            )
            self.add(ERROR, 2, go, members[0], text, "OutType")

    def _check_uids(self, table: Table) -> None:
        first: dict[Any, int] = {}
        for i, value in enumerate(table.column("PolyUID")):
            if value is None:
                continue
            if value in first:
                text = tr(
                    "PolyUID {value} is already that of feature {feature}. Give this "
                    "one a value of its own."
                ).format(value=quoted(value), feature=first[value])
                self.add(ERROR, 11, table, i, text, "PolyUID")
            first.setdefault(value, int(table.fids[i]))

    def _check_restricted(self, go: Table, kinds: Sequence[Any]) -> None:
        shapes = self.shapes["GO"]
        for members in self.units.values():
            extended = [shapes[i] for i in members if kinds[i] == "Extended"]
            extended = [shape for shape in extended if shape is not None]
            if not extended:
                continue
            for i in members:
                if kinds[i] != "Restricted" or shapes[i] is None:
                    continue
                self.feedback.check()
                area = self._beyond(shapes[i], extended)
                if area is not None:
                    rest = shapes[i].difference(shapely.union_all(extended))
                    text = tr(
                        "The restricted outline reaches out of the extended one "
                        "({area:.0f} m²). Snap it to the extended outline."
                    ).format(area=area)
                    self.add(ERROR, 3, go, i, text, place=rest if not rest.is_empty else None)

    def _beyond(self, shape: BaseGeometry, others: Sequence[BaseGeometry]) -> float | None:
        """Area in m² outside the others, None when all within the tolerance of them."""
        centre = shape.centroid
        jacobian = np.eye(2)
        if self.crs is not None:
            step = 1e-5 if self.crs.is_geographic else 1.0
            found = ground_jacobian(self.crs, centre.x, centre.y, step)
            jacobian = found if found is not None else jacobian

        def local(points: np.ndarray) -> np.ndarray:
            return (points - (centre.x, centre.y)) @ jacobian.T

        shape = shapely.transform(shape, local)
        whole = shapely.union_all([shapely.transform(other, local) for other in others])
        if whole.covers(shape) or whole.buffer(RESTRICTED_TOLERANCE).covers(shape):
            return None
        return shape.difference(whole).area

    def _check_inside(self, pm: Table, kinds: Sequence[Any]) -> None:
        outlines = self.shapes["GO"]
        for i, unit in enumerate(pm.column("PrimaryID")):
            marker = self.shapes["PM"][i]
            if marker is None or unit is None:
                continue
            for kind, severity in (("Extended", ERROR), ("Restricted", NOTE)):
                own = [outlines[j] for j in self.units.get(unit, ()) if kinds[j] == kind]
                own = [outline for outline in own if outline is not None]
                if own and not any(outline.intersects(marker) for outline in own):
                    text = (
                        tr(
                            "The marker lies outside the extended outline of its unit. Move the "
                            "marker inside; its PrimaryID stays."
                        )
                        if kind == "Extended"
                        else tr(
                            "The marker lies outside the restricted outline of its unit. Move the "
                            "marker inside; its PrimaryID stays."
                        )
                    )
                    self.add(severity, 12, pm, i, text)
                    break

    def systems(self) -> None:
        """Systems, and which units belong to them."""
        rgs, pm = self.table("RGS"), self.table("PM")
        if rgs is not None:
            self._check_identifiers(rgs, "RGSID", "RGS", 9)
        if pm is None:
            return
        known = None if rgs is None else set(rgs.column("RGSID"))
        everyone, real = Counter(), Counter()
        for i, (system, landform) in enumerate(zip(pm.column("AssocRGS"), pm.column("Landform"))):
            if system is None:
                continue
            everyone[system] += 1
            real[system] += landform != 2
            if known is None:
                if not self._is_system(system):
                    text = tr(
                        "AssocRGS {identifier} is no identifier such as "
                        "RGS281527N0972426E. Correct it."
                    ).format(identifier=quoted(system))
                    self.add(ERROR, 5, pm, i, text, "AssocRGS")
            elif system not in known:
                text = tr(
                    "There is no system {identifier} in the layer of systems. Correct "
                    "AssocRGS, or add the system."
                ).format(identifier=quoted(system))
                self.add(ERROR, 5, pm, i, text, "AssocRGS")
        if rgs is not None:
            self._check_members(rgs, everyone, real)

    @staticmethod
    def _is_system(value: Any) -> bool:
        try:
            return parse_id(str(value))[0] == "RGS"
        except InputError:
            return False

    def _check_members(self, rgs: Table, everyone: Counter, real: Counter) -> None:
        """Number of units and type; units that are no rock glaciers may be counted or not."""
        kinds, counts, seen = rgs.column("RGSType"), rgs.column("NUnits"), set()
        for i, system in enumerate(rgs.column("RGSID")):
            if system is None or system in seen:
                continue
            seen.add(system)
            if not everyone[system]:
                text = tr(
                    "No unit belongs to this system. Delete it, or correct AssocRGS of its units."
                )
                self.add(WARNING, 9, rgs, i, text, "RGSID")
                continue
            right = {everyone[system], real[system]}
            given = as_integer(counts[i])
            if given is not None and given not in right:
                text = tr(
                    "NUnits is {given}, but {count} units belong to the system. "
                    "Correct the number, or AssocRGS of the units."
                ).format(given=given, count=everyone[system])
                self.add(WARNING, 9, rgs, i, text, "NUnits")
            types = {"mono-unit" if count <= 1 else "multi-unit" for count in right}
            if kinds[i] in ("mono-unit", "multi-unit") and kinds[i] not in types:
                text = tr(
                    "RGSType is {kind}, but {count} units belong to the system. Correct it."
                ).format(kind=kinds[i], count=everyone[system])
                self.add(WARNING, 9, rgs, i, text, "RGSType")


def _apart(one: Sequence[float], other: Sequence[float]) -> float:
    """Larger difference of two (latitude, longitude) in degrees."""
    turn = (one[1] - other[1] + 180) % 360 - 180
    return max(abs(one[0] - other[0]), abs(turn)) - 1e-9


def _metres(one: Sequence[float], other: Sequence[float]) -> float:
    """Distance of two near (latitude, longitude) in metres."""
    east, north = metres_per_degree(one[0])
    turn = (one[1] - other[1] + 180) % 360 - 180
    return math.hypot((one[0] - other[0]) * north, turn * east)
