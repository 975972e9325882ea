"""Writing an image stack: optical bands, coherence and terrain channels on one metric grid."""

from __future__ import annotations

import os

import numpy as np

from .channels import COHERENCE, OPTICAL_ROLES, ChannelStack
from .errors import InputError
from .feedback import Feedback
from .raster import NODATA, create_geotiff
from .translation import tr

#: Terrain channels that a stack gets when no list is given.
DEFAULT_TERRAIN = ("slope", "tpi_100m", "tpi_500m")
_STRIP = 512


def default_roles(offered: dict[str, int], coherence: bool, dem: bool) -> list[str]:
    """All that the inputs offer: optical bands, then coherence, then terrain."""
    roles = [role for role in OPTICAL_ROLES if role in offered]
    if coherence or COHERENCE in offered:
        roles.append(COHERENCE)
    terrain = [r for r in offered if r not in roles and r != COHERENCE]
    return roles + (list(DEFAULT_TERRAIN) if dem else terrain)


def write_stack(
    stack: ChannelStack,
    output: str | os.PathLike,
    region: tuple[int, int, int, int] | None = None,
    tags: dict[str, str] | None = None,
    feedback: Feedback | None = None,
) -> list[str]:
    """Write the channels in physical units, band descriptions being their roles.

    Args:
        stack: entered; channels that no input offers are left out.
        output: GeoTIFF, float32, nodata -9999.
        region: (column, row, width, height) of the grid; all when None.

    Returns:
        The roles that were written.

    Raises:
        InputError: no image data in the region.
        Cancelled: nothing is written.
    """
    feedback = feedback or Feedback()
    column, row, width, height = region or (0, 0, stack.grid.width, stack.grid.height)
    kept = [n for n, c in enumerate(stack.channels) if c.role not in stack.missing]
    roles = [stack.channels[n].role for n in kept]
    grid = stack.grid.part(column, row, width, height)
    found = False
    with create_geotiff(output, grid, len(kept), descriptions=tuple(roles), tags=tags) as target:
        for top in range(0, height, _STRIP):
            feedback.check()
            lines = min(_STRIP, height - top)
            values = stack.read(column, row + top, width, lines)
            found |= bool(stack.valid(values).any())
            values = stack.physical(values)[kept]
            values[np.isnan(values)] = NODATA
            target.write(values, window=((top, top + lines), (0, width)))
            feedback.progress((top + lines) / height)
        if not found:
            raise InputError(tr("There is no image data in the extent: it is all nodata."))
    return roles
