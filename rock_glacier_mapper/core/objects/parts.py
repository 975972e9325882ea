"""Landforms of parts of a scene, on file if need be, and their assembly to one result."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import shapely
from rasterio.crs import CRS

from .. import plainjson
from ..errors import InputError
from ..files import whole_file
from ..translation import tr
from ..vector import Feature
from .rules import KEPT

#: Version of the files that :meth:`Part.save` writes.
_VERSION = 1
#: Larger files of a part are not read, bytes.
_LARGEST = 2_000_000_000


@dataclass
class Extraction:
    """Result of :func:`.extract_rock_glaciers`.

    Attributes:
        crs: CRS of all geometries, the heatmap's.
        kept: candidate polygons, from north-west to south-east.
        rejected: polygons that the rules dropped, numbered after the kept ones.
        objects: image objects of the gated area or the scene (empty unless asked for).
        notes: what was read and counted, for the layer's metadata.
    """

    crs: CRS
    kept: list[Feature] = field(default_factory=list)
    rejected: list[Feature] = field(default_factory=list)
    objects: list[Feature] = field(default_factory=list)
    notes: dict[str, Any] = field(default_factory=dict)


@dataclass
class Part:
    """Landforms of a part of a scene, not yet numbered.

    Attributes:
        crs: CRS of the geometries, the heatmap's.
        found: landforms with their sort keys. A key is (system, place): all units of a landform
            have the same ``system``, no two landforms have.
        counts: numbers that add up over the parts of a scene.
        settings: what all parts of a scene have in common.
    """

    crs: CRS
    found: list[tuple[tuple, Feature]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)

    def save(self, path: str | os.PathLike) -> None:
        """Write the part as JSON, whole or not at all; every number comes back as it was.

        Raises:
            InputError: the folder cannot be written, or the disk is full.
        """
        content = {
            "version": _VERSION,
            "crs": self.crs.to_wkt(),
            "counts": self.counts,
            "settings": self.settings,
            "found": [
                {"key": key, "wkb": feature.geometry.wkb_hex, "attributes": feature.attributes}
                for key, feature in self.found
            ],
        }
        with whole_file(path) as temporary:
            temporary.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, path: str | os.PathLike) -> Part:
        """Read what :meth:`save` wrote.

        Raises:
            InputError: no such file, or not a whole one.
        """
        try:
            content = plainjson.read(path, _LARGEST)
            if content["version"] != _VERSION:
                raise ValueError(f"version {content['version']}")
            found = [
                (
                    tuple(tuple(side) for side in one["key"]),
                    Feature(shapely.from_wkb(bytes.fromhex(one["wkb"])), one["attributes"]),
                )
                for one in content["found"]
            ]
            crs = CRS.from_wkt(content["crs"])
            return cls(crs, found, content["counts"], content["settings"])
        except OSError as error:
            raise InputError(
                tr("{path} cannot be read ({strerror}).").format(path=path, strerror=error.strerror)
            ) from error
        except (
            ValueError,
            KeyError,
            TypeError,
            AttributeError,
            IndexError,
            shapely.errors.ShapelyError,
        ) as error:
            raise InputError(
                tr(
                    "{path} does not hold the landforms of a part of a region. Delete it and run "
                    "again."
                ).format(path=path)
            ) from error


def assemble(parts: Iterable[Part]) -> Extraction:
    """The landforms of all parts of a scene, sorted and numbered; the order of parts is free.

    Raises:
        InputError: no parts, or parts of different scenes or settings.
    """
    parts = list(parts)
    if not parts:
        raise InputError(
            tr(
                "There is nothing to assemble: no part of the region was worked on, or the folder "
                "of the work was removed. Run again."
            )
        )
    crs, settings = parts[0].crs, parts[0].settings
    if any(part.settings != settings or part.crs != crs for part in parts):
        raise InputError(
            tr(
                "The parts to assemble were made with different rules, settings or rasters. "
                "Delete them and run again."
            )
        )
    found = sorted((item for part in parts for item in part.found), key=lambda item: item[0])
    systems: dict[tuple, int] = {}
    for (system, _), feature in found:
        feature.attributes["system_id"] = systems.setdefault(system, len(systems) + 1)
    everything = [feature for _, feature in found]
    kept = [one for one in everything if one.attributes["status"] == KEPT]
    rejected = [one for one in everything if one.attributes["status"] != KEPT]
    for number, feature in enumerate(kept + rejected, start=1):
        feature.attributes["rg_id"] = number
    counts: Counter[str] = Counter()
    for part in parts:
        counts.update(part.counts)
    notes = {**settings, "kept": len(kept), "rejected": len(rejected), **counts}
    return Extraction(crs, kept, rejected, notes=notes)
