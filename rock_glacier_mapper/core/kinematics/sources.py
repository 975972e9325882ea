"""Opening InSAR products: GeoTIFFs as they are, MintPy's HDF5 files with their georeferencing."""

from __future__ import annotations

import importlib.util
import math
import warnings
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import rasterio
from rasterio.crs import CRS
from rasterio.errors import CRSError, NotGeoreferencedWarning

from ..errors import InputError
from ..raster import RasterSource, open_raster
from ..translation import tr

_HDF5 = (".h5", ".he5", ".hdf5")
#: Data sets of MintPy's files that may be meant, by what is asked for.
LOS = ("velocity", "timeseries", "displacement", "unwrapPhase")
COHERENCE = ("temporalCoherence", "avgSpatialCoh", "coherence", "cor")
INCIDENCE, AZIMUTH = ("incidenceAngle",), ("azimuthAngle",)
_UTM_NORTH, _UTM_SOUTH = 32600, 32700


@dataclass(frozen=True)
class Opened:
    """A raster that can be read.

    Attributes:
        source: for :class:`..raster.GridReader`, one band.
        file: on the disk.
        name: as the user gave it.
        tags: of the file and the band.
        unit: of the band.
    """

    source: RasterSource
    file: Path
    name: str
    tags: dict[str, str]
    unit: str


def is_hdf5(name: str) -> bool:
    """Whether a name is that of an HDF5 file, or of a data set in one as GDAL writes it."""
    return name.upper().startswith("HDF5:") or Path(name).suffix.lower() in _HDF5


def open_product(name: str, role: str, wanted: tuple[str, ...] = ()) -> Opened:
    """Open a raster of one band, or a data set of an HDF5 file.

    Args:
        name: file, or GDAL's name of a data set (``HDF5:"file"://velocity``).
        role: for messages.
        wanted: data sets to look for in an HDF5 file that is named without one.

    Raises:
        InputError: it cannot be read, has several bands, or is not georeferenced.
    """
    if is_hdf5(name):
        return _open_hdf5(name, role, wanted)
    with open_raster(name, role) as dataset:
        if dataset.count != 1:
            raise InputError(
                tr(
                    "{role}: {name} has {count} bands; one is needed. Is it the right raster?"
                ).format(role=role, name=name, count=dataset.count)
            )
        tags = {**dataset.tags(), **dataset.tags(1)}
        unit = dataset.units[0] or ""
    return Opened(RasterSource(name, (1,), role), Path(name), name, tags, unit)


def _open_hdf5(name: str, role: str, wanted: tuple[str, ...]) -> Opened:
    file, inside = _split(name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
        with open_raster(str(file), role) as dataset:
            tags, names = dataset.tags(), [one.rpartition("://")[2] for one in dataset.subdatasets]
            alone = dataset.count > 0  # GDAL opens the only data set of a file directly
        if not inside:
            inside = next((one for one in wanted if one in names), "")
        path = f'HDF5:"{file}"://{inside}' if inside else str(file)
        try:
            if not inside and not alone:
                raise rasterio.errors.RasterioIOError(tr("no data set of that kind"))
            with rasterio.open(path) as dataset:
                count, shape, kind = dataset.count, dataset.shape, dataset.dtypes[0]
                dataset.read(1, window=((0, 1), (0, 1)))
        except (rasterio.errors.RasterioIOError, IndexError) as error:
            raise _unreadable(file, role, names or _h5py_names(file), wanted, error) from error
    tags = {key.upper(): value.strip() for key, value in tags.items()}
    grid = _georeferencing(file, tags, shape)
    # Cumulative displacements: the last one is that of the whole period.
    band = count if inside == "timeseries" or not inside else 1
    xml = _virtual(path, band, shape, kind, *grid)
    unit = tags.get("UNIT", "")
    return Opened(RasterSource(xml, (1,), role), file, name, tags, unit)


def _split(name: str) -> tuple[Path, str]:
    """(file, data set or "")."""
    if not name.upper().startswith("HDF5:"):
        return Path(name), ""
    file, _, inside = name[5:].rpartition("://")
    return Path(file.strip('"')), inside.strip("/")


def _georeferencing(file: Path, tags: dict[str, str], shape: tuple) -> tuple[CRS, tuple]:
    """CRS and GDAL geotransform of MintPy's attributes."""
    try:
        left, across = float(tags["X_FIRST"]), float(tags["X_STEP"])
        top, down = float(tags["Y_FIRST"]), float(tags["Y_STEP"])
        if not all(map(math.isfinite, (left, across, top, down))) or 0 in (across, down):
            raise ValueError("no georeferencing")
    except (KeyError, ValueError):
        raise InputError(
            tr(
                "{file} is not geocoded: it lacks the attributes X_FIRST, X_STEP, Y_FIRST "
                "and Y_STEP. Use the geocoded file (MintPy's geocode.py; its name begins "
                "with geo_)."
            ).format(file=file)
        ) from None
    try:
        crs = _crs(tags)
    except (CRSError, ValueError):
        crs = None
    if crs is None:
        raise InputError(
            tr(
                "{file} is in metres, but its attributes name no EPSG code and no UTM_ZONE. "
                "Save it as a GeoTIFF with the right coordinate reference system (MintPy's "
                "save_gdal.py)."
            ).format(file=file)
        )
    return crs, (left, across, 0.0, top, 0.0, down)


def _crs(tags: dict[str, str]) -> CRS | None:
    unit = tags.get("X_UNIT", "degrees").lower()
    code = tags.get("EPSG", "")
    if code.isdigit():
        return CRS.from_epsg(int(code))
    if unit.startswith("deg"):
        return CRS.from_epsg(4326)
    if tags.get("UTM_ZONE", "")[:-1].isdigit():
        zone = tags["UTM_ZONE"]
        return CRS.from_epsg((_UTM_SOUTH if zone[-1] < "N" else _UTM_NORTH) + int(zone[:-1]))
    return None


def _virtual(path: str, band: int, shape, kind: str, crs: CRS, transform: tuple) -> str:
    """GDAL's virtual raster (XML) of a data set with a georeferencing."""
    kinds = {"float64": "Float64", "uint8": "Byte", "int16": "Int16", "int32": "Int32"}
    numbers = ", ".join(repr(value) for value in transform)
    return (
        f'<VRTDataset rasterXSize="{shape[1]}" rasterYSize="{shape[0]}">'
        f"<SRS>{escape(crs.to_wkt())}</SRS><GeoTransform>{numbers}</GeoTransform>"
        f'<VRTRasterBand dataType="{kinds.get(kind, "Float32")}" band="1">'
        '<SimpleSource><SourceFilename relativeToVRT="0">'
        f"{escape(path)}</SourceFilename><SourceBand>{band}</SourceBand></SimpleSource>"
        "</VRTRasterBand></VRTDataset>"
    )


def _h5py_names(file: Path) -> list[str]:
    if importlib.util.find_spec("h5py") is None:
        return []
    import h5py

    try:
        with h5py.File(file, "r") as opened:
            return sorted(opened)
    except OSError:
        return []


def _unreadable(file, role, names, wanted, error) -> InputError:
    if names:
        listed = tr('It holds {names}; name one as HDF5:"{file}"://{first}.').format(
            names=", ".join(names), file=file, first=names[0]
        )
    else:
        listed = tr("It seems to hold a mask only (true and false), which is no measurement.")
    looked = f" ({tr(' or ').join(wanted)})" if wanted else ""
    return InputError(
        tr("{role}: no usable data set{looked} in {file}: {error}. {listed}").format(
            role=role, looked=looked, file=file, error=error, listed=listed
        )
    )
