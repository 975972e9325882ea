"""Inputs of the network: which band is what, terrain channels from the DEM, and scaling.

A *role* names what a band holds (``red``, ``coherence``, ``slope``, ``tpi_150m``, …). A model
lists its channels by role; :class:`ChannelStack` composes them on the fly from the user's
layers, whatever their grids.
"""

from __future__ import annotations

import contextlib
import functools
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
import rasterio
from rasterio.enums import ColorInterp, Resampling
from rasterio.windows import Window

from . import terrain
from .errors import InputError, UnreadableRasterError
from .files import file_state
from .grid import Grid
from .raster import GridReader, RasterSource, open_raster
from .translation import tr

#: Optical roles in the order of wavelength.
OPTICAL_ROLES = ("blue", "green", "red", "nir", "swir1", "swir2")
COHERENCE = "coherence"
#: Components of the downslope direction: they turn with the picture, see :mod:`.orientation`.
NORTHNESS, EASTNESS = "northness", "eastness"
#: Terrain roles without a radius.
_TERRAIN_ROLES = ("slope", NORTHNESS, EASTNESS)
_TPI = re.compile(r"tpi_(\d{1,4})m$")

#: Other names by which products call a band; Sentinel-2 numbers first.
_ALIASES = {
    "blue": ("b2", "b02", "blau", "azul"),
    "green": ("b3", "b03", "gruen", "verde"),
    "red": ("b4", "b04", "rot", "rojo"),
    "nir": ("b8", "b08", "b8a", "nearinfrared", "infrared"),
    "swir1": ("b11", "swir16"),
    "swir2": ("b12", "swir22"),
    COHERENCE: ("coh", "cc", "vvcoherence"),
    "slope": (),
}
_COLOURS = {ColorInterp.blue: "blue", ColorInterp.green: "green", ColorInterp.red: "red"}

#: Numbers of a scaling are smaller than this; float32 holds them.
_HUGE = 1e30
#: Pixels of a channel that are worked on at once, few enough for the processor's cache.
_AT_ONCE = 2**17

#: GDAL's cache of decoded blocks while a sample is read, bytes.
_CACHE = 32_000_000
#: Into how many parts a damaged mosaic is cut, on each side, to find what can be read.
_PARTS = 32
#: Scale factor of integer products with reflectance, for example Sentinel-2 level 2A.
REFLECTANCE_SCALE = 1 / 10_000


@dataclass(frozen=True)
class Scaling:
    """How a channel's physical values become network input: ``(x - centre) / spread``, clipped.

    Attributes:
        kind: ``fixed`` uses the numbers below. ``scene`` takes the median of the scene's valid
            pixels as centre and half the distance between their 15.9 and 84.1 percentiles as
            spread, so that images with different units or stretches look alike.
        centre, spread: of a fixed scaling, in the channel's unit.
        clip: largest absolute value after scaling.
    """

    kind: str = "scene"
    centre: float = 0.0
    spread: float = 1.0
    clip: float = 4.0


@dataclass(frozen=True)
class Channel:
    """A channel of a model's input.

    Attributes:
        role: what it holds.
        source: ``optical``, ``coherence`` or ``terrain``.
        unit: of the physical values.
        scaling: to network input.
        required: whether the model is useless without it.
    """

    role: str
    source: str
    unit: str
    scaling: Scaling = field(default_factory=Scaling)
    required: bool = False

    def to_json(self) -> dict[str, Any]:
        """As the model card stores it."""
        return asdict(self)

    @classmethod
    def from_json(cls, record: dict[str, Any]) -> Channel:
        """From the model card.

        Raises:
            InputError: a key is missing or wrong.
        """
        try:
            scaling = Scaling(**record["scaling"])
            channel = cls(
                str(record["role"])[:100],
                str(record["source"])[:100],
                str(record["unit"])[:100],
                scaling,
                bool(record.get("required", False)),
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise InputError(
                tr(
                    "The model describes a channel wrongly. Copy, download or export the model "
                    "again."
                )
            ) from error
        numbers = (scaling.centre, scaling.spread, scaling.clip)
        if (
            scaling.kind not in ("fixed", "scene")
            or not all(isinstance(n, (int, float)) and abs(n) < _HUGE for n in numbers)
            or scaling.spread <= 0
            or scaling.clip <= 0
            or source_of(channel.role) != channel.source
        ):
            raise InputError(
                tr(
                    "The model describes its channel '{role}' wrongly. Copy, download or export "
                    "the model again."
                ).format(role=channel.role)
            )
        return channel


def source_of(role: str) -> str:
    """Which input a role comes from: ``optical``, ``coherence`` or ``terrain``.

    Raises:
        InputError: the role is unknown.
    """
    if role in OPTICAL_ROLES:
        return "optical"
    if role == COHERENCE:
        return "coherence"
    if role in _TERRAIN_ROLES or _TPI.match(role):
        return "terrain"
    known = ", ".join((*OPTICAL_ROLES, COHERENCE, *_TERRAIN_ROLES))
    raise InputError(
        tr("Unknown channel '{role}'. Use one of {known} and tpi_<radius>m.").format(
            role=role, known=known
        )
    )


def make_channel(role: str) -> Channel:
    """A channel with this project's usual unit and scaling for its role.

    Raises:
        InputError: the role is unknown.
    """
    source = source_of(role)
    if source == "optical":
        return Channel(role, source, "reflectance", Scaling("scene"), role in OPTICAL_ROLES[:3])
    if source == "coherence":
        return Channel(role, source, "1", Scaling("fixed", 0.5, 0.25))
    if role == "slope":
        return Channel(role, source, "degree", Scaling("fixed", 20.0, 12.0))
    if role in (NORTHNESS, EASTNESS):
        return Channel(role, source, "1", Scaling("fixed", 0.0, 0.35))
    radius = int(_TPI.match(role).group(1))
    return Channel(role, source, "m", Scaling("fixed", 0.0, max(2.0, radius / 15)))


def parse_band_roles(text: str, count: int) -> dict[str, int]:
    """Roles from a string such as ``blue=1,green=2,red=3,nir=4``.

    Args:
        text: comma-separated pairs role=band.
        count: number of bands of the raster.

    Raises:
        InputError: malformed text, unknown role, or a band that the raster lacks.
    """
    roles: dict[str, int] = {}
    for pair in filter(None, (part.strip() for part in text.split(","))):
        name, equals, number = (part.strip() for part in pair.partition("="))
        role = _role_named(name)
        if not equals or not number.isdigit():
            raise InputError(
                tr(
                    "Band roles: '{pair}' is not of the form role=band, for example "
                    "blue=1,green=2,red=3,nir=4."
                ).format(pair=pair)
            )
        if role is None:
            source_of(name)
        if not 1 <= int(number) <= count:
            raise InputError(
                tr("Band roles: band {number} was given, but the image has {count}.").format(
                    number=number, count=count
                )
            )
        roles[role or name] = int(number)
    return roles


def guess_band_roles(dataset: rasterio.DatasetReader) -> dict[str, int]:
    """Roles from band descriptions, else colour interpretation, else the usual order.

    Three bands without names count as red, green, blue; four 16-bit bands as blue, green, red,
    near infrared (PlanetScope's order; Pléiades has another and needs BAND_ROLES).

    Raises:
        InputError: nothing tells which band is what.
    """
    roles: dict[str, int] = {}
    for number, text in enumerate(dataset.descriptions, start=1):
        role = _role_named(text or "")
        if role is not None:
            roles.setdefault(role, number)
    if not roles:
        for number, colour in enumerate(dataset.colorinterp, start=1):
            if colour in _COLOURS:
                roles.setdefault(_COLOURS[colour], number)
    if not set(roles) & set(OPTICAL_ROLES):
        if dataset.count == 3:
            roles = {"red": 1, "green": 2, "blue": 3}
        elif dataset.count == 4 and dataset.dtypes[0] in ("uint16", "int16"):
            roles = {"blue": 1, "green": 2, "red": 3, "nir": 4}
        elif not roles:
            raise InputError(
                tr(
                    "{name} has {count} band(s) without names, so it is not clear which is "
                    "which. Give BAND_ROLES, for example blue=1,green=2,red=3,nir=4."
                ).format(name=dataset.name, count=dataset.count)
            )
    return roles


def _role_named(text: str) -> str | None:
    plain = re.sub(r"[^a-z0-9_]", "", text.strip().lower())
    if plain in (*OPTICAL_ROLES, COHERENCE, *_TERRAIN_ROLES) or _TPI.match(plain):
        return plain
    plain = plain.replace("_", "")
    return next((role for role, names in _ALIASES.items() if plain in names), None)


@dataclass(frozen=True)
class Statistics:
    """Median and half spread of a band's valid pixels, in the band's own numbers."""

    centre: float
    spread: float


def robust_statistics(band: np.ndarray) -> Statistics | None:
    """Statistics of the values that are not NaN; None when there are none."""
    known = band[np.isfinite(band)]
    if known.size == 0:
        return None
    low, centre, high = np.percentile(known, (15.9, 50, 84.1))
    return Statistics(float(centre), max(float(high - low) / 2, 1e-6))


def scene_statistics(
    path: str, bands: dict[str, int], zero_is_nodata: bool, sample: int = 1024
) -> dict[str, Statistics]:
    """Robust statistics of bands over the whole raster, from a regular sample of its pixels.

    They are taken over the whole file, never over a tile or an extent, so that the heatmap does
    not depend on how the work was cut.

    Args:
        path: raster file.
        bands: role to band number.
        sample: at most this many rows and columns are read.

    Raises:
        UnreadableRasterError: it has no valid pixel, or is damaged; a mosaic (VRT) only when all
            of its parts are.
    """
    with open_raster(path, "image") as dataset:
        state = file_state(dataset.files or [path])
    return dict(_statistics(str(path), tuple(bands.items()), zero_is_nodata, sample, state))


@functools.lru_cache(maxsize=64)
def _statistics(
    path: str, bands: tuple[tuple[str, int], ...], zero_is_nodata: bool, sample: int, state: str
) -> tuple[tuple[str, Statistics], ...]:
    """Remembered, because a scene is opened anew for every scale and unit; ``state`` is a key."""
    numbers = [number for _, number in bands]
    # A sample of the whole image passes through GDAL's cache, and need not stay there.
    with rasterio.Env(GDAL_CACHEMAX=_CACHE), open_raster(path, "image") as dataset:
        values = _sample(dataset, numbers, sample)
    if zero_is_nodata:
        values[:, (values == 0).all(axis=0)] = np.nan
    statistics = []
    for (role, _), band in zip(bands, values):
        known = robust_statistics(band)
        if known is None:
            raise UnreadableRasterError(
                tr(
                    "The image {path} has no valid pixel in its {role} band. Choose another "
                    "image, or check its nodata value."
                ).format(path=path, role=role)
            )
        statistics.append((role, known))
    return tuple(statistics)


def _sample(dataset: rasterio.DatasetReader, numbers: list[int], most: int) -> np.ndarray:
    """A regular sample of bands, float32 with NaN; damaged parts of a mosaic are left out."""
    whole = Window(0, 0, dataset.width, dataset.height)
    try:
        return _sample_window(dataset, numbers, whole, most)
    except rasterio.errors.RasterioIOError as error:
        damaged = UnreadableRasterError(
            tr(
                "The image {name} is damaged or cut short ({error}). Copy or download it again."
            ).format(name=dataset.name, error=error)
        )
        if dataset.driver != "VRT":
            raise damaged from error
    parts = []
    for row, height in _parts(dataset.height):
        for column, width in _parts(dataset.width):
            window = Window(column, row, width, height)
            with contextlib.suppress(rasterio.errors.RasterioIOError):
                values = _sample_window(dataset, numbers, window, -(-most // _PARTS))
                parts.append(values.reshape(len(numbers), -1))
    if not parts:
        raise damaged
    return np.concatenate(parts, axis=1)


def _parts(length: int) -> list[tuple[int, int]]:
    """Up to :data:`_PARTS` parts of a line: (start, length)."""
    step = -(-length // _PARTS)
    return [(start, min(step, length - start)) for start in range(0, length, step)]


def _sample_window(
    dataset: rasterio.DatasetReader, numbers: list[int], window: Window, most: int
) -> np.ndarray:
    shape = len(numbers), min(int(window.height), most), min(int(window.width), most)
    how = {"window": window, "out_shape": shape, "resampling": Resampling.nearest}
    values = dataset.read(numbers, **how).astype(np.float32)
    values[(dataset.read_masks(numbers, **how) == 0) | ~np.isfinite(values)] = np.nan
    return values


class ChannelStack:
    """Composes a model's channels from an image, a coherence map and a DEM, window by window.

    Use it as a context manager. Channels that no input offers are *missing*: NaN in
    :meth:`read`, and 0 after :meth:`scaled`, which is what the networks are trained with.

    Args:
        channels: the model's channels, or those wanted in a stack.
        image: the optical image, or a prepared stack whose band names are roles.
        grid: the grid to work on, in metres.
        band_roles: role to band number of ``image``; guessed when None.
        coherence: interferometric coherence 0 to 1.
        dem: elevation in metres, may be coarser than the grid.
        reflectance_offset: added to the numbers of an integer image before :meth:`physical`
            scales them.

    Raises:
        InputError: a required channel cannot be had; the message names it.
    """

    def __init__(
        self,
        channels: tuple[Channel, ...],
        image: RasterSource,
        grid: Grid,
        *,
        band_roles: dict[str, int] | None = None,
        coherence: RasterSource | None = None,
        dem: RasterSource | None = None,
        reflectance_offset: float = 0.0,
    ):
        self.channels = channels
        self.grid = grid
        self._image, self._coherence, self._dem = image, coherence, dem
        self._offset = reflectance_offset
        with open_raster(image.path, "image") as dataset:
            roles = band_roles or guess_band_roles(dataset)
            self._zero_is_nodata = all(value is None for value in dataset.nodatavals)
            self._byte = np.dtype(dataset.dtypes[0]) == np.uint8
            size = sum(np.dtype(kind).itemsize for kind in dataset.dtypes)
            #: Bytes of a column of pixels of a row of the image's blocks, as GDAL keeps them.
            self.block_column_bytes = max(rows for rows, _ in dataset.block_shapes) * size
            self._integer = np.dtype(dataset.dtypes[0]).kind in "iu" and not self._byte
        self.band_roles = {c.role: roles[c.role] for c in channels if c.role in roles}
        self.missing = [c.role for c in channels if not self._offered(c)]
        lacking = [c.role for c in channels if c.required and c.role in self.missing]
        if lacking:
            raise InputError(
                tr(
                    "The model needs the band(s) {lacking}, which {path} does not offer "
                    "(found: {roles}). Name the bands in BAND_ROLES, for example "
                    "blue=1,green=2,red=3, or choose another model."
                ).format(
                    lacking=", ".join(lacking),
                    path=image.path,
                    roles=", ".join(roles) or tr("none"),
                )
            )
        self._stack = contextlib.ExitStack()

    def _offered(self, channel: Channel) -> bool:
        if channel.role in self.band_roles:
            return True
        if channel.source == "coherence":
            return self._coherence is not None
        return channel.source == "terrain" and self._dem is not None

    @property
    def derives_terrain(self) -> bool:
        """Whether channels are computed from the DEM."""
        return bool(self._terrain())

    @property
    def halo(self) -> int:
        """Pixels around a window that its terrain channels need."""
        radii = [_radius(c.role, self.grid) for c in self._terrain()]
        return max(radii, default=0)

    def _terrain(self) -> list[Channel]:
        return [
            c
            for c in self.channels
            if c.source == "terrain" and c.role not in self.band_roles and self._dem is not None
        ]

    def __enter__(self) -> ChannelStack:
        enter = self._stack.enter_context
        try:
            source = RasterSource(self._image.path, tuple(self.band_roles.values()), "image")
            self._reader = None
            if self.band_roles:
                self._reader = enter(GridReader(source, self.grid, self._zero_is_nodata))
            optical = {c.role for c in self.channels if c.scaling.kind == "scene"}
            bands = {role: n for role, n in self.band_roles.items() if role in optical}
            self.statistics = (
                scene_statistics(source.path, bands, self._zero_is_nodata) if bands else {}
            )
            self._coherence_reader = self._dem_reader = None
            if any(c.source == "coherence" for c in self.channels) and self._coherence:
                one = RasterSource(self._coherence.path, (1,), tr("coherence raster"))
                self._coherence_reader = enter(GridReader(one, self.grid))
            if self._terrain():
                self._open_dem()
        except BaseException:
            self._stack.close()
            raise
        return self

    def __exit__(self, *exc) -> None:
        self._stack.close()

    def read(self, column: int, row: int, width: int, height: int) -> np.ndarray:
        """A window in the bands' own numbers: float32 (channels, height, width), NaN = missing.

        The window may reach beyond the grid.
        """
        out = np.empty((len(self.channels), height, width), np.float32)
        for _ in self._fill(column, row, out):
            pass
        return out

    def read_scaled(self, column: int, row: int, out: np.ndarray, valid: np.ndarray) -> None:
        """Write network input of a window to ``out``: :meth:`read`, then :meth:`scaled`.

        Args:
            column, row: of the window's upper-left corner.
            out: float32 (channels, height, width).
            valid: bool (height, width), becomes :meth:`valid` of the window.
        """
        for lines in self._fill(column, row, out):
            valid[lines] = self.valid(out[:, lines])
            self.scaled(out[:, lines])

    def _fill(self, column: int, row: int, out: np.ndarray) -> Iterator[slice]:
        """Write a window's values to ``out``, some rows at a time; gives which."""
        height, width = out.shape[1:]
        index = {channel.role: number for number, channel in enumerate(self.channels)}
        derived = [channel.role for channel in self._terrain()]
        relief = self._relief(column, row, width, height) if derived else None
        lines = max(1, _AT_ONCE // max(width, 1))
        for first in range(0, height, lines):
            rows = slice(first, min(first + lines, height))
            window = column, row + first, width, rows.stop - first
            unknown = set(index)
            for role, band in self._layers(window):
                out[index[role], rows] = band
                unknown.discard(role)
            if relief is not None:
                found = terrain_channels(derived, relief, self.grid, rows.start, rows.stop)
                for role, band in found.items():
                    out[index[role], rows] = band
                    unknown.discard(role)
            for role in unknown:
                out[index[role], rows] = np.nan
            yield rows

    def _layers(self, window: tuple[int, int, int, int]) -> Iterator[tuple[str, np.ndarray]]:
        """Channels that are read: role and values of a window."""
        if self._reader is not None:
            yield from zip(self.band_roles, self._reader.read(*window))
        if self._coherence_reader is not None and COHERENCE not in self.band_roles:
            coherence = self._coherence_reader.read(*window)[0]
            coherence[(coherence < 0) | (coherence > 1)] = np.nan
            yield COHERENCE, coherence

    def _relief(self, column: int, row: int, width: int, height: int) -> terrain.Relief:
        """The relief of a window, with what its channels need around it."""
        halo, unit = self.halo, self.grid.unit_in_metres
        dem = self._dem_reader.read(column, row, width + 2 * halo, height + 2 * halo)[0]
        reach = max(
            (_radius(c.role, self.grid) for c in self._terrain() if _TPI.match(c.role)), default=0
        )
        return terrain.Relief(
            dem, halo, self.grid.pixel_width * unit, self.grid.pixel_height * unit, reach
        )

    @property
    def has_elevation(self) -> bool:
        """Whether there is a DEM."""
        return self._dem is not None

    def elevation(self, column: int, row: int, width: int, height: int) -> np.ndarray:
        """Elevation in metres of a window, from the DEM: float32 (height, width), NaN = missing."""
        if self._dem_reader is None:
            self._open_dem()
        halo = self.halo
        return self._dem_reader.read(column + halo, row + halo, width, height)[0]

    def _open_dem(self) -> None:
        one = RasterSource(self._dem.path, (1,), "DEM")
        halo, grid = self.halo, self.grid
        wide = grid.part(-halo, -halo, grid.width + 2 * halo, grid.height + 2 * halo)
        reader = GridReader(one, wide, resampling=Resampling.cubic)
        self._dem_reader = self._stack.enter_context(reader)

    def open_band(self, role: str) -> GridReader:
        """A reader of one band of the image on the grid, not entered."""
        source = RasterSource(self._image.path, (self.band_roles[role],), "image")
        return GridReader(source, self.grid)

    def has_data(self, column: int, row: int, width: int, height: int) -> np.ndarray:
        """:meth:`valid` of a window of which nothing else is wanted."""
        if self._reader is None:
            return np.ones((height, width), bool)
        return np.isfinite(self._reader.read(column, row, width, height)).all(axis=0)

    def valid(self, values: np.ndarray) -> np.ndarray:
        """Where the image has data: bool (height, width), for values from :meth:`read`."""
        known = np.ones(values.shape[1:], bool)
        for channel, band in zip(self.channels, values):
            if channel.role in self.band_roles:
                known &= np.isfinite(band)
        return known

    def scaled(self, values: np.ndarray) -> np.ndarray:
        """Network input from values of :meth:`read`: scaled in place, missing = 0."""
        for channel, band in zip(self.channels, values):
            scaling = channel.scaling
            if channel.role in self.missing:
                band[:] = 0
                continue
            known = self.statistics.get(channel.role)
            if scaling.kind == "fixed" or known is None:
                known = Statistics(scaling.centre, scaling.spread)
            scale(band, known, scaling.clip)
        return values

    def physical(self, values: np.ndarray) -> np.ndarray:
        """Values of :meth:`read` in physical units, in place: optical integers to reflectance.

        16-bit integers are reflectance times 10 000 (Sentinel-2 level 2A, PlanetScope SR); 8-bit
        display values are mapped from 0-255 to 0-1.
        """
        factor = REFLECTANCE_SCALE if self._integer else 1 / 255 if self._byte else 1.0
        for channel, band in zip(self.channels, values):
            if channel.source == "optical":
                if self._integer:
                    band += self._offset
                band *= factor
        return values

    @property
    def is_display_stretched(self) -> bool:
        """Whether the image has 8 bits, so that its values are no reflectance."""
        return self._byte


def scale(band: np.ndarray, statistics: Statistics, clip: float) -> None:
    """Scale a float band in place to network input; NaN becomes 0."""
    band -= statistics.centre
    band /= statistics.spread
    np.maximum(band, -clip, out=band)
    np.minimum(band, clip, out=band)
    if band.size and np.isnan(band.min()):
        np.copyto(band, 0, where=np.isnan(band))


def terrain_channel(role: str, dem: np.ndarray, grid: Grid) -> np.ndarray:
    """A terrain channel on a DEM window.

    Args:
        role: ``slope`` (degrees), ``northness`` or ``eastness`` (see
            :func:`.terrain.direction_of`), or ``tpi_<radius>m`` (metres).
        dem: elevation in metres on ``grid``'s lattice, float (height, width), NaN = no data.

    Returns:
        float32, of the same shape.

    Raises:
        InputError: the role is no terrain channel.
    """
    if role not in _TERRAIN_ROLES and not _TPI.match(role):
        raise InputError(tr("'{role}' is no terrain channel.").format(role=role))
    reach = _radius(role, grid) if _TPI.match(role) else 0
    rim, unit = max(1, reach), grid.unit_in_metres
    wide = np.pad(np.asarray(dem, np.float32), rim, constant_values=np.nan)
    relief = terrain.Relief(wide, rim, grid.pixel_width * unit, grid.pixel_height * unit, reach)
    return terrain_channels([role], relief, grid, 0, len(dem))[role]


def terrain_channels(
    roles: list[str], relief: terrain.Relief, grid: Grid, first: int, last: int
) -> dict[str, np.ndarray]:
    """Terrain channels by role, in rows ``first`` to ``last - 1`` of a relief; float32."""
    found = {}
    if any(role in _TERRAIN_ROLES for role in roles):
        east, north = relief.gradient(first, last)
        if "slope" in roles:
            found["slope"] = terrain.slope_of(east, north)
        if NORTHNESS in roles or EASTNESS in roles:
            found.update(zip((NORTHNESS, EASTNESS), terrain.direction_of(east, north)))
    for role in roles:
        if _TPI.match(role):
            found[role] = relief.position(_radius(role, grid), first, last)
    return {role: found[role] for role in roles}


def _radius(role: str, grid: Grid) -> int:
    """Pixels around a cell that a terrain channel looks at."""
    match = _TPI.match(role)
    return max(1, round(int(match.group(1)) / grid.resolution)) if match else 1
