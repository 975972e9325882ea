"""Keeping the libraries that wheels bring apart from those of QGIS, on Linux.

The wheels of shapely and rasterio bring GEOS and GDAL of their own. QGIS has others loaded, and the
dynamic linker takes a function from whoever was loaded first: shapely would call partly QGIS's
GEOS, partly its own, with wrong results or a crash (seen with shapely 2.1 and 2.2 in QGIS 3.22).
``RTLD_DEEPBIND`` makes a library look in what belongs to it first. Windows and macOS do so anyway.
Packages of the distribution, which use the same libraries as QGIS, are not changed by it.
"""

from __future__ import annotations

import importlib.abc
import os
import sys
from importlib.machinery import ExtensionFileLoader, PathFinder

#: Packages whose wheels bring libraries that QGIS has too.
PACKAGES = ("shapely", "rasterio")


class _Loader(ExtensionFileLoader):
    def create_module(self, spec):
        before = sys.getdlopenflags()
        sys.setdlopenflags(os.RTLD_NOW | os.RTLD_DEEPBIND)
        try:
            return super().create_module(spec)
        finally:
            sys.setdlopenflags(before)


class _Finder(importlib.abc.MetaPathFinder):
    """Finds what Python would find, with another loader for compiled modules of those packages."""

    def find_spec(self, fullname, path=None, target=None):
        if path is None or fullname.partition(".")[0] not in PACKAGES:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and type(spec.loader) is ExtensionFileLoader:
            spec.loader = _Loader(spec.loader.name, spec.loader.path)
        return spec


def load_apart() -> None:
    """From now on, load the compiled modules of :data:`PACKAGES` apart; once is enough."""
    if hasattr(os, "RTLD_DEEPBIND") and not any(
        type(finder).__name__ == _Finder.__name__ and type(finder).__module__ == __name__
        for finder in sys.meta_path
    ):
        sys.meta_path.insert(0, _Finder())
