"""The science of Rock Glacier Mapper: numpy, scipy, scikit-image, rasterio and shapely only.

Nothing in here imports QGIS, so every step also runs, and is tested, outside it. One module or
folder per pipeline step, in this order: ``channels`` (inputs), ``training``, ``heatmap``,
``objects``, ``inventory``, ``accuracy``.
"""

import os
import sys


def _import_with_own_libraries(name: str) -> None:
    """Import a package so that it uses the C libraries that its wheel brings along.

    The QGIS programs link GEOS and GDAL. On Linux, a wheel of shapely or rasterio then finds those
    instead of its own, newer copies, and mixes the two: wrong results or a crash. Loading it with
    ``RTLD_DEEPBIND`` makes it look into its own libraries first. Packages of the distribution,
    which use the same libraries as QGIS, are not changed by it.
    """
    if not sys.platform.startswith("linux") or name in sys.modules:
        return
    flags = sys.getdlopenflags()
    sys.setdlopenflags(os.RTLD_NOW | os.RTLD_DEEPBIND)
    try:
        __import__(name)
    except ImportError:
        pass  # the algorithms say what to install
    finally:
        sys.setdlopenflags(flags)


for _package in ("shapely", "rasterio"):
    _import_with_own_libraries(_package)
