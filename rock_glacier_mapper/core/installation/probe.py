"""Run in a process of its own: loads the packages and says what came of it, line by line, as JSON.

A package that crashes the process takes only this one with it; the last line tells which it was.
Heavy packages are not loaded into QGIS for this.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import sys
import warnings
from collections.abc import Sequence

from ..inference.providers import CPU, first_line, new_session, providers_for

#: A network that passes on one number: y = Identity(x).
_TINY = (
    b'\x08\x08::\n\x10\n\x01x\x12\x01y"\x08Identity\x12\x04tinyZ\x0f\n\x01x\x12\n\n\x08\x08\x01'
    b"\x12\x04\n\x02\x08\x01b\x0f\n\x01y\x12\n\n\x08\x08\x01\x12\x04\n\x02\x08\x01B\x04\n\x00\x10\r"
)


def main(names: Sequence[str]) -> None:
    """Load packages, and what belongs to them; print an event before and after each."""
    warnings.simplefilter("ignore")
    if set(names) & set(_WORK):
        _load_qgis()
    for name in names:
        _say(name, "start")
        try:
            result = _CHECKS.get(name, _load)(name)
        except BaseException as error:
            _say(name, "failed", reason=first_line(error))
        else:
            _say(name, "done", **result)


def _load(name: str) -> dict:
    module = importlib.import_module(name)
    if name in _WORK:
        _WORK[name](module)
    version = getattr(module, "__version__", "")
    return {"version": str(version), "file": getattr(module, "__file__", None) or ""}


def _load_qgis() -> None:
    """Have QGIS's libraries in reach of all others, as in QGIS itself, on Linux."""
    if not hasattr(os, "RTLD_DEEPBIND"):
        return
    before = sys.getdlopenflags()
    sys.setdlopenflags(os.RTLD_NOW | os.RTLD_GLOBAL)
    with contextlib.suppress(Exception):
        importlib.import_module("qgis._core")
    sys.setdlopenflags(before)


def _use_shapely(shapely) -> None:
    """Work that fails, or crashes, when GEOS of QGIS gets in between."""
    polygon = shapely.Polygon([(0, 0), (4, 0), (4, 4), (0, 4)])
    if shapely.from_wkb(polygon.buffer(1).wkb).__geo_interface__["type"] != "Polygon":
        raise RuntimeError("GEOS gives a wrong result")


def _use_rasterio(rasterio) -> None:
    """The same for GDAL and PROJ."""
    from rasterio.crs import CRS
    from rasterio.features import rasterize
    from rasterio.io import MemoryFile

    square = {"type": "Polygon", "coordinates": [[(0, 0), (2, 0), (2, 2), (0, 2), (0, 0)]]}
    pixels = rasterize([square], (3, 3))
    with MemoryFile() as memory:
        options = {"driver": "GTiff", "width": 3, "height": 3, "count": 1, "dtype": "uint8"}
        with memory.open(crs=CRS.from_epsg(32632), **options) as dataset:
            dataset.write(pixels, 1)
        with memory.open() as dataset:
            if dataset.read(1).sum() != 4 or dataset.crs.to_epsg() != 32632:
                raise RuntimeError("GDAL gives a wrong result")


def _gdal(_name: str) -> dict:
    """The bridge between GDAL and numpy, which fails when numpy is not that of QGIS."""
    from osgeo import gdal, gdal_array

    return {"version": gdal.__version__, "file": gdal_array.__file__}


def _session(_name: str) -> dict:
    """Run a tiny network on each provider that is offered; only what really came up counts."""
    import numpy as np
    import onnxruntime

    offered = onnxruntime.get_available_providers()
    ran, faults = [], {}
    for provider in providers_for("auto", offered):
        try:
            session = new_session(_TINY, provider, 1)
            (result,) = session.run(None, {"x": np.array([3], np.float32)})
            if session.get_providers()[0] == provider and float(result[0]) == 3:
                ran.append(provider)
        except Exception as error:
            faults[provider] = first_line(error)
    if CPU not in ran:
        raise RuntimeError(faults.get(CPU, "the result is wrong"))
    return {"offered": offered, "ran": ran, "faults": faults}


_WORK = {"shapely": _use_shapely, "rasterio": _use_rasterio}
_CHECKS = {"osgeo.gdal_array": _gdal, "session": _session}


def _say(name: str, event: str, **values) -> None:
    # Some packages print while they are loaded: the mark tells these lines from theirs.
    print(MARK + json.dumps({"name": name, "event": event, **values}), flush=True)


#: Begins each line that is meant for the reader.
MARK = "@@rgm "

if __name__ == "__main__":
    main(sys.argv[1:])
