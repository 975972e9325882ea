"""The science of Rock Glacier Mapper: numpy, scipy, scikit-image, rasterio and shapely only.

Nothing in here imports QGIS, so every step also runs, and is tested, outside it. One module or
folder a step; ``docs/architecture.md`` tells which, and how they follow each other.
"""

from .installation.apart import load_apart

load_apart()
