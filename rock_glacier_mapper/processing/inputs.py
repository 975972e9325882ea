"""Parameters and steps that several algorithms share: image, extent, grid, provenance."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessingContext,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFile,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
)

from ..core.errors import InputError
from ..core.paths import default_model, plugin_version
from ..core.translation import tr
from .base import RockGlacierAlgorithm

EXTENT, BAND_ROLES, COHERENCE, DEM, MODEL = "EXTENT", "BAND_ROLES", "COHERENCE", "DEM", "MODEL"


def add_image_parameters(algorithm: RockGlacierAlgorithm) -> None:
    """Band roles, coherence, DEM and extent, which go with an image parameter."""
    algorithm.add(
        QgsProcessingParameterString(BAND_ROLES, tr("Band roles"), "", optional=True),
        tr(
            "Which band is what, as role=band pairs: blue=1,green=2,red=3,nir=4. Roles are "
            "blue, green, red, nir, swir1, swir2, coherence, slope and tpi_<radius>m. Empty: "
            "guessed from the band descriptions (B02, B03, … or the roles themselves), else "
            "from the colours, else three bands count as red, green, blue and four 16-bit "
            "bands as blue, green, red, near infrared (PlanetScope). Pléiades with four bands "
            "needs red=1,green=2,blue=3,nir=4."
        ),
    )
    algorithm.add(
        QgsProcessingParameterRasterLayer(
            COHERENCE, tr("Sentinel-1 coherence (0 to 1)"), optional=True
        ),
        tr(
            "Interferometric coherence between 0 and 1, in any CRS and resolution. Values "
            "outside 0 to 1 count as no data."
        ),
    )
    algorithm.add(
        QgsProcessingParameterRasterLayer(
            DEM, tr("Digital elevation model (metres)"), optional=True
        ),
        tr(
            "Elevation in metres, in any CRS and resolution; slope and topographic position "
            "are computed from it. It should reach 500 m beyond the image."
        ),
    )
    algorithm.add(
        QgsProcessingParameterExtent(EXTENT, tr("Extent"), optional=True),
        tr("Part of the image to use, for example what the map canvas shows. Empty: all of it."),
    )


def model_parameter(text: str) -> QgsProcessingParameterFile:
    """The ONNX model, optional."""
    return QgsProcessingParameterFile(
        MODEL,
        text,
        QgsProcessingParameterFile.Behavior.File,
        optional=True,
        fileFilter=tr("ONNX models (*.onnx)"),
    )


def model_path(algorithm: RockGlacierAlgorithm, parameters: dict, context) -> str:
    """The chosen model, or the shipped one."""
    return algorithm.text(parameters, MODEL, context) or str(default_model())


def qgis_crs(crs) -> QgsCoordinateReferenceSystem:
    """QGIS's object for a rasterio CRS."""
    code = crs.to_epsg()
    if code:
        return QgsCoordinateReferenceSystem(f"EPSG:{code}")
    return QgsCoordinateReferenceSystem.fromWkt(crs.to_wkt())


def region_of_extent(
    algorithm: RockGlacierAlgorithm, parameters: dict, context: QgsProcessingContext, grid, crs
) -> tuple[int, int, int, int] | None:
    """The EXTENT parameter as (column, row, width, height) of the grid; None when not given.

    Args:
        grid: to work on.
        crs: rasterio CRS of the image, in which an extent that names no CRS is given.

    Raises:
        InputError: the extent is empty or beside the image.
    """
    if parameters.get(EXTENT) in (None, ""):
        return None
    given = algorithm.parameterAsExtent(parameters, EXTENT, context, qgis_crs(crs))
    if given.isNull():
        raise InputError(tr("The extent is empty. Draw one that covers part of the image."))
    bounds = given.xMinimum(), given.yMinimum(), given.xMaximum(), given.yMaximum()
    part = grid.clipped(bounds, crs)
    column, row = grid.offset_of(part)
    return column, row, part.width, part.height


@dataclass(frozen=True)
class ImageInputs:
    """The rasters of a run.

    Attributes:
        image, coherence, dem: files; the last two may be None.
        roles: what the image's bands hold, role to band number.
        grid: of the image (:class:`..core.grid.Grid`).
    """

    image: str
    coherence: str | None
    dem: str | None
    roles: dict[str, int]
    grid: Any

    def stack(self, channels, grid, reflectance_offset: float = 0.0):
        """The :class:`..core.channels.ChannelStack` of these inputs on ``grid``."""
        from ..core.channels import ChannelStack
        from ..core.raster import RasterSource

        return ChannelStack(
            channels,
            RasterSource(self.image),
            grid,
            band_roles=self.roles,
            coherence=RasterSource(self.coherence, role="coherence raster")
            if self.coherence
            else None,
            dem=RasterSource(self.dem, role="DEM") if self.dem else None,
            reflectance_offset=reflectance_offset,
        )

    def provenance(self, **items) -> dict[str, str]:
        """Raster tags that say how a file came about."""
        items = {
            "software": f"Rock Glacier Mapper {plugin_version()}",
            "image": self.image,
            "band_roles": ",".join(f"{role}={band}" for role, band in self.roles.items()),
            "coherence": self.coherence,
            "dem": self.dem,
            **items,
        }
        return {key.upper(): str(value) for key, value in items.items() if value not in (None, "")}


def image_inputs(
    algorithm: RockGlacierAlgorithm,
    parameters: dict,
    context: QgsProcessingContext,
    name: str,
    model: str | None,
    outputs: tuple[str, ...],
) -> ImageInputs:
    """The image parameter ``name`` with coherence, DEM and band roles.

    Args:
        model: ONNX file that the run reads, if any.
        outputs: names of destination parameters, which may not replace what is read.

    Raises:
        InputError: no image, an unusable raster, unclear band roles, or see
            :func:`refuse_overwriting`.
    """
    from ..core.channels import guess_band_roles, parse_band_roles
    from ..core.grid import Grid
    from ..core.raster import open_raster

    image = algorithm.raster_path(parameters, name, context)
    if image is None:
        raise InputError(tr("{name}: choose a satellite image.").format(name=name))
    coherence = algorithm.band_path(parameters, COHERENCE, context)
    dem = algorithm.band_path(parameters, DEM, context)
    read = {name: image, COHERENCE: coherence, DEM: dem, MODEL: model}
    refuse_overwriting(algorithm, parameters, context, outputs, read)
    given = algorithm.text(parameters, BAND_ROLES, context)
    with open_raster(image, "image") as dataset:
        grid = Grid.of(dataset)
        roles = parse_band_roles(given, dataset.count) if given else guess_band_roles(dataset)
    return ImageInputs(image, coherence, dem, roles, grid)


def named_output(parameters: dict, name: str, context: QgsProcessingContext) -> str | None:
    """The file that a destination parameter names.

    None for memory layers, databases, and what QGIS will name itself.
    """
    given = parameters.get(name)
    if isinstance(given, QgsProcessingOutputLayerDefinition):
        given = given.sink.valueAsString(context.expressionContext())[0]
    if not isinstance(given, str) or not Path(given).suffix or given[:4] == "ogr:":
        return None
    return given


def _real(path: str) -> Path:
    """The file behind links; links in a circle stay as they are, and fail when they are opened."""
    return Path(os.path.realpath(path))


def refuse_overwriting(
    algorithm: RockGlacierAlgorithm,
    parameters: dict,
    context: QgsProcessingContext,
    outputs: tuple[str, ...],
    inputs: dict[str, str | list[str] | None],
) -> None:
    """Check that no output replaces an input, another output, or somebody's review.

    Args:
        outputs: names of destination parameters.
        inputs: parameter name to the file or files that the run reads.

    Raises:
        InputError: it would.
    """
    from ..core.inventory.geopackage import count_features

    taken: dict[Path, str] = {}
    for name, files in inputs.items():
        for file in [files] if isinstance(files, str) else files or []:
            taken.setdefault(_real(file.partition("|")[0]), name)
    for name in outputs:
        given = named_output(parameters, name, context)
        if given is None:
            continue
        path = _real(given)
        if path in taken:
            raise InputError(
                tr("{name} and {other} are the same file, {path}. Choose another name.").format(
                    name=name, other=taken[path], path=given
                )
            )
        taken[path] = name
        if path.suffix.lower() == ".gpkg" and count_features(path, "REVIEW_LOG"):
            raise InputError(
                tr(
                    "{name}: {path} is an inventory with review decisions and is not replaced. "
                    "Choose another name."
                ).format(name=name, path=given)
            )
