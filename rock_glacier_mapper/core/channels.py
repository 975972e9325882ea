"""Inputs of the network: which band is what, terrain channels from the DEM, and scaling.

A *role* names what a band holds (``red``, ``coherence``, ``slope``, ``tpi_150m``, …). A model
lists its channels by role; :class:`ChannelStack` composes them on the fly from the user's
layers, whatever their grids.
"""

from __future__ import annotations

import contextlib
import math
import re
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
import rasterio
from rasterio.enums import ColorInterp, Resampling

from . import terrain
from .errors import InputError
from .grid import Grid
from .raster import GridReader, RasterSource, open_raster

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
                str(record["role"]),
                str(record["source"]),
                str(record["unit"]),
                scaling,
                bool(record.get("required", False)),
            )
        except (KeyError, TypeError) as error:
            raise InputError(f"The model describes a channel wrongly ({error}).") from error
        numbers = (scaling.centre, scaling.spread, scaling.clip)
        if (
            scaling.kind not in ("fixed", "scene")
            or not all(isinstance(n, (int, float)) and math.isfinite(n) for n in numbers)
            or scaling.spread <= 0
            or scaling.clip <= 0
            or source_of(channel.role) != channel.source
        ):
            raise InputError(f"The model describes its channel '{channel.role}' wrongly.")
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
    raise InputError(f"Unknown channel '{role}'. Known are {known} and tpi_<radius>m.")


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
                f"Band roles: '{pair}' is not of the form role=band, for example "
                "blue=1,green=2,red=3,nir=4."
            )
        if role is None:
            source_of(name)
        if not 1 <= int(number) <= count:
            raise InputError(f"Band roles: band {number} was given, but the image has {count}.")
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
                f"{dataset.name} has {dataset.count} band(s) without names, so it is not clear "
                "which is which. Give BAND_ROLES, for example blue=1,green=2,red=3,nir=4."
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
        InputError: no valid pixel in the raster.
    """
    numbers = list(bands.values())
    with open_raster(path, "image") as dataset:
        shape = min(dataset.height, sample), min(dataset.width, sample)
        try:
            values = dataset.read(
                numbers, out_shape=(len(numbers), *shape), resampling=Resampling.nearest
            ).astype(np.float32)
            masks = dataset.read_masks(
                numbers, out_shape=(len(numbers), *shape), resampling=Resampling.nearest
            )
        except rasterio.errors.RasterioIOError as error:
            raise InputError(f"The image {path} is damaged or cut short ({error}).") from error
    values[(masks == 0) | ~np.isfinite(values)] = np.nan
    if zero_is_nodata:
        values[:, (values == 0).all(axis=0)] = np.nan
    statistics = {}
    for role, band in zip(bands, values):
        known = robust_statistics(band)
        if known is None:
            raise InputError(f"The image {path} has no valid pixel in its {role} band.")
        statistics[role] = known
    return statistics


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
            self._integer = np.dtype(dataset.dtypes[0]).kind in "iu" and not self._byte
        self.band_roles = {c.role: roles[c.role] for c in channels if c.role in roles}
        self.missing = [c.role for c in channels if not self._offered(c)]
        lacking = [c.role for c in channels if c.required and c.role in self.missing]
        if lacking:
            raise InputError(
                f"The model needs the band(s) {', '.join(lacking)}, which {image.path} does not "
                f"offer (found: {', '.join(roles) or 'none'}). Name the bands in BAND_ROLES, for "
                "example blue=1,green=2,red=3, or choose another model."
            )
        self._stack = contextlib.ExitStack()

    def _offered(self, channel: Channel) -> bool:
        if channel.role in self.band_roles:
            return True
        if channel.source == "coherence":
            return self._coherence is not None
        return channel.source == "terrain" and self._dem is not None

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
                one = RasterSource(self._coherence.path, (1,), "coherence raster")
                self._coherence_reader = enter(GridReader(one, self.grid))
            if self._terrain():
                one = RasterSource(self._dem.path, (1,), "DEM")
                halo, grid = self.halo, self.grid
                wide = grid.part(-halo, -halo, grid.width + 2 * halo, grid.height + 2 * halo)
                self._dem_reader = enter(GridReader(one, wide, resampling=Resampling.cubic))
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
        out = np.full((len(self.channels), height, width), np.nan, np.float32)
        index = {channel.role: number for number, channel in enumerate(self.channels)}
        if self._reader is not None:
            values = self._reader.read(column, row, width, height)
            for role, band in zip(self.band_roles, values):
                out[index[role]] = band
        if self._coherence_reader is not None and COHERENCE not in self.band_roles:
            coherence = self._coherence_reader.read(column, row, width, height)[0]
            coherence[(coherence < 0) | (coherence > 1)] = np.nan
            out[index[COHERENCE]] = coherence
        if self._dem_reader is not None:
            halo = self.halo
            dem = self._dem_reader.read(column, row, width + 2 * halo, height + 2 * halo)[0]
            inner = slice(halo, halo + height), slice(halo, halo + width)
            for channel in self._terrain():
                values = terrain_channel(channel.role, dem, self.grid)
                out[index[channel.role]] = values[inner]
        return out

    def valid(self, values: np.ndarray) -> np.ndarray:
        """Where the image has data: bool (height, width), for values from :meth:`read`."""
        rows = [n for n, c in enumerate(self.channels) if c.role in self.band_roles]
        return np.isfinite(values[rows]).all(axis=0)

    def scaled(self, values: np.ndarray) -> np.ndarray:
        """Network input from values of :meth:`read`: scaled in place, missing = 0."""
        for channel, band in zip(self.channels, values):
            scaling = channel.scaling
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
    np.clip(band, -clip, clip, out=band)
    band[np.isnan(band)] = 0


def terrain_channel(role: str, dem: np.ndarray, grid: Grid) -> np.ndarray:
    """A terrain channel on a DEM window.

    Args:
        role: ``slope`` (degrees), ``northness`` or ``eastness`` (see
            :func:`.terrain.downslope_direction`), or ``tpi_<radius>m`` (metres).
        dem: elevation in metres on ``grid``'s lattice, float (height, width), NaN = no data.

    Raises:
        InputError: the role is no terrain channel.
    """
    if role in _TERRAIN_ROLES:
        unit = grid.unit_in_metres
        pixel = grid.pixel_width * unit, grid.pixel_height * unit
        if role == "slope":
            return terrain.slope_degrees(dem, *pixel)
        return terrain.downslope_direction(dem, *pixel)[role == EASTNESS]
    if not _TPI.match(role):
        raise InputError(f"'{role}' is no terrain channel.")
    return terrain.topographic_position(dem, _radius(role, grid))


def _radius(role: str, grid: Grid) -> int:
    """Pixels around a cell that a terrain channel looks at."""
    match = _TPI.match(role)
    return max(1, round(int(match.group(1)) / grid.resolution)) if match else 1
