"""Named layers of a scene, in which objects and landforms are described."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..channels import COHERENCE, OPTICAL_ROLES, guess_band_roles
from ..errors import InputError
from ..raster import RasterSource, open_raster
from .measures import spectral_indices
from .segmentation import SceneBands


class SceneLayers:
    """Reads the layers of windows of a scene, under the names that features use.

    ``heatmap`` and ``smoothed`` (the heatmap as it is, and smoothed as for the segmentation),
    ``elevation`` and ``slope``, ``uncertainty``, and of the images the optical bands and the
    coherence whose names, or usual order, tell their role; the first image that offers a role
    counts. Images of bytes are display stretches, whose numbers mean nothing: they are left out.

    Args:
        scene: open.
        images: those of the scene.

    Attributes:
        indices: names of the spectral indices that the images allow.
    """

    def __init__(self, scene: SceneBands, images: Sequence[RasterSource]):
        self._scene = scene
        self._roles: list[dict[str, int]] = []
        taken: set[str] = set()
        for image in images:
            roles = {role: place for role, place in _roles(image).items() if role not in taken}
            taken |= set(roles)
            self._roles.append(roles)
        nothing = np.zeros((1, 1), np.float32)
        self.indices = tuple(spectral_indices(dict.fromkeys(taken, nothing)))

    def read(self, column: int, row: int, width: int, height: int) -> dict[str, np.ndarray]:
        """All layers of a window: float32 (height, width) each, NaN = no data."""
        scene, window = self._scene, (column, row, width, height)
        layers = self.images(*window)
        if scene.has_heatmap:
            layers["heatmap"], layers["smoothed"] = scene.heatmap(*window)
        terrain = scene.terrain(*window)
        if terrain is not None:
            layers["elevation"], layers["slope"] = terrain
        uncertainty = scene.uncertainty(*window)
        if uncertainty is not None:
            layers["uncertainty"] = uncertainty
        return layers

    def images(self, column: int, row: int, width: int, height: int) -> dict[str, np.ndarray]:
        """The layers of the images alone."""
        layers = {}
        for number, roles in enumerate(self._roles):
            if roles:
                bands = self._scene.image(number, column, row, width, height)
                layers |= {role: bands[place] for role, place in roles.items()}
        return layers


def _roles(image: RasterSource) -> dict[str, int]:
    """Role → place among the bands that are read; empty when nothing tells the roles."""
    with open_raster(image.path, image.role) as dataset:
        bands = image.bands or tuple(range(1, dataset.count + 1))
        if all(dataset.dtypes[band - 1] == "uint8" for band in bands):
            return {}
        try:
            roles = guess_band_roles(dataset)
        except InputError:
            return {}
    return {
        role: bands.index(band)
        for role, band in roles.items()
        if band in bands and role in (*OPTICAL_ROLES, COHERENCE)
    }
