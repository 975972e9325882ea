"""What the satellites see of the scene: reflectance, coherence and line-of-sight displacement.

Reflectances are of the size of Sentinel-2 L2A values over alpine surfaces. The InSAR geometry
follows the conventions of :mod:`rock_glacier_mapper.core`: displacement positive toward the
satellite, azimuth from the ground to the satellite clockwise from north.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from .landforms import Ground
from .noise import blur, downslope, smoothstep, spectral_noise, streaks

BANDS = ("blue", "green", "red", "nir", "swir1", "swir2")

#: Land cover codes of the class raster.
LAND_COVER = {
    0: "nodata",
    1: "bedrock",
    2: "talus",
    3: "moraine",
    4: "debris fan",
    5: "gravel plain",
    6: "landslide",
    7: "rock glacier",
    8: "debris-covered ice",
    9: "glacier ice",
    10: "water",
    11: "grass",
    12: "forest and shrub",
    13: "snow",
}
_CODE = {name: code for code, name in LAND_COVER.items()}

#: Reflectance of surfaces in :data:`BANDS`.
SPECTRA = {
    "gneiss": (0.095, 0.112, 0.128, 0.158, 0.195, 0.172),
    "schist": (0.082, 0.098, 0.115, 0.142, 0.190, 0.165),
    "limestone": (0.185, 0.212, 0.232, 0.272, 0.310, 0.285),
    "granite": (0.135, 0.152, 0.168, 0.195, 0.230, 0.212),
    "rusty": (0.080, 0.105, 0.150, 0.190, 0.250, 0.210),
    "basalt": (0.060, 0.068, 0.076, 0.092, 0.120, 0.110),
    "grass": (0.038, 0.072, 0.062, 0.300, 0.210, 0.115),
    "dry grass": (0.065, 0.095, 0.110, 0.230, 0.280, 0.180),
    "forest": (0.020, 0.034, 0.025, 0.190, 0.095, 0.045),
    "snow": (0.820, 0.830, 0.830, 0.740, 0.100, 0.080),
    "ice": (0.440, 0.460, 0.440, 0.340, 0.045, 0.035),
    "lake": (0.060, 0.070, 0.045, 0.025, 0.012, 0.010),
    "silty lake": (0.130, 0.165, 0.120, 0.060, 0.020, 0.012),
}
ROCKS = ("gneiss", "schist", "limestone", "granite", "rusty", "basalt")

WAVELENGTH_M = 0.0555
START, END = date(2021, 7, 10), date(2021, 8, 15)


@dataclass(frozen=True)
class RadarPass:
    """Viewing geometry of a Sentinel-1-like pass (right-looking).

    Attributes:
        incidence_deg: from the vertical at the ground.
        azimuth_deg: horizontal direction ground to satellite, clockwise from north.
    """

    name: str
    incidence_deg: float
    azimuth_deg: float
    start: date = START
    end: date = END

    @property
    def years(self) -> float:
        """Length of the observation period in years of 365.25 days."""
        return (self.end - self.start).days / 365.25


ASCENDING = RadarPass("ascending", 39.0, -12.0 - 90.0 + 360.0)
DESCENDING = RadarPass("descending", 39.0, -168.0 - 90.0 + 360.0)


def sun_factor(
    dem: np.ndarray, pixel: float, elevation_deg: float, azimuth_deg: float, sky: float = 0.18
) -> tuple[np.ndarray, np.ndarray]:
    """Irradiance over that of flat ground, with cast shadow; and the sunlit share (0 to 1)."""
    gy, gx = np.gradient(dem, pixel)
    e, a = np.radians(elevation_deg), np.radians(azimuth_deg)
    east, north, up = np.cos(e) * np.sin(a), np.cos(e) * np.cos(a), np.sin(e)
    incidence = (-gx * east + gy * north + up) / np.sqrt(1 + gx**2 + gy**2)
    coarse = blur(dem, 0.8)[::2, ::2]
    low, high = float(coarse.min()), float(coarse.max())
    hidden = np.full(coarse.shape, -1e3, np.float32)
    rows, columns = coarse.shape
    distance = 1.5
    while distance * 2 * pixel * np.tan(e) < high - low:
        dr, dc = round(-float(np.cos(a)) * distance), round(float(np.sin(a)) * distance)
        if abs(dr) >= rows or abs(dc) >= columns:
            break
        here = np.s_[max(0, -dr) : rows - max(0, dr), max(0, -dc) : columns - max(0, dc)]
        there = np.s_[max(0, dr) : rows - max(0, -dr), max(0, dc) : columns - max(0, -dc)]
        height = coarse[there] - np.hypot(dr, dc) * 2 * pixel * np.tan(e) - coarse[here]
        np.maximum(hidden[here], height, out=hidden[here])
        distance *= 1.12
    lit = smoothstep(blur(hidden, 0.8), 6.0, -4.0)
    lit = np.repeat(np.repeat(lit, 2, 0), 2, 1)[: dem.shape[0], : dem.shape[1]]
    lit = blur(lit, 0.9)
    direct = np.maximum(incidence, 0) * lit
    open_sky = 0.5 * (1 + 1 / np.sqrt(1 + gx**2 + gy**2))
    return ((direct + sky * open_sky) / (up + sky)).astype(np.float32), lit


def plant_and_snow_cover(ground: Ground, rng: np.random.Generator, settings) -> dict:
    """Alpha of grass, forest and snow on the DEM grid."""
    shape, z, slope = ground.dem.shape, ground.smooth, ground.slope
    c = ground.cover
    noise = spectral_noise(rng, shape, 4, 90, 1.1)
    fine = spectral_noise(rng, shape, 2, 14, 0.7)
    hollow = blur(ground.dem, 40 / ground.pixel) - blur(ground.dem, 8 / ground.pixel)
    sunny = -ground.northness
    meadow = ground.timberline + 330 + 500 * (settings.vegetation - 0.5)
    v = (meadow - z) / 220 + 0.35 * sunny + 0.55 * noise + 0.25 * fine + 1.5 * ground.plants
    v = v - 1.4 * smoothstep(slope, 0.55, 0.9) + 0.05 * np.clip(hollow, -3, 6)
    v = v - 0.9 * c["talus"] - 1.3 * c["gravel"] - 0.5 * c["fan"] - 2.0 * c["fresh_front"]
    grass = smoothstep(v, 0.0, 1.6) * min(1.0, 2 * settings.vegetation + 0.05)
    f = (ground.timberline - z) / 130 + 0.5 * noise + 0.3 * fine + 0.8 * ground.plants
    f = f - 1.2 * smoothstep(slope, 0.8, 1.1) - 1.5 * c["gravel"] - 0.8 * c["talus"]
    forest = smoothstep(f, 0.0, 1.2) * smoothstep(settings.vegetation, 0.1, 0.4)
    ice = np.maximum(c["ice"], c["debris_ice"])
    line = ground.equilibrium + 480 - 1100 * settings.snow**1.2
    gully = np.clip(-ground.terrain.gullies, -1, 2) * smoothstep(slope, 0.25, 0.6)
    s = (z - line) / 170 + 0.6 * noise + 0.10 * np.clip(hollow, -4, 6) + 0.6 * gully
    s = (
        s
        + 0.3 * fine
        - 2.0 * smoothstep(slope, 0.7, 1.2)
        + 0.35 * ground.northness
        + 0.8 * c["ice"]
    )
    snow = smoothstep(s, 0.3, 1.3)
    grass, forest = grass * (1 - ice), forest * (1 - ice)
    return {"grass": grass * (1 - forest), "forest": forest, "snow": snow * (1 - c["water"])}


def reflectance(ground: Ground, plants: dict, rng: np.random.Generator, settings) -> np.ndarray:
    """Surface reflectance (6, rows, columns), float32, on the DEM grid, as a sensor sees it."""
    shape, c, terrain = ground.dem.shape, ground.cover, ground.terrain
    texture = settings.texture
    spectra = {
        name: np.array(values, np.float32)
        * np.exp(
            settings.colour_jitter * (0.6 * rng.standard_normal() + 0.5 * rng.standard_normal(6))
        ).astype(np.float32)
        for name, values in SPECTRA.items()
    }
    first, second = settings.rocks
    mix = terrain.lithology[None]
    rock = spectra[first][:, None, None] * (1 - mix) + spectra[second][:, None, None] * mix
    speckle = spectral_noise(rng, shape, 1.6, 6, 0.5)
    blocks = spectral_noise(rng, shape, 3, 16, 0.8)
    patch = spectral_noise(rng, shape, 14, 120, 1.2)
    layers = spectral_noise(rng, shape, 3, 40, 0.8, 6.0, terrain.strike)
    sorting = streaks(spectral_noise(rng, shape, 2, 8, 0.4), ground.dy, ground.dx, 10)
    loose = np.max(
        [
            c[k]
            for k in (
                "talus",
                "moraine",
                "fan",
                "landslide",
                "rock_glacier",
                "debris_ice",
                "gravel",
            )
        ],
        axis=0,
    )
    outcrop = 1 - loose
    tone = 1 + texture * (
        outcrop * (0.06 * layers + 0.045 * terrain.gullies + 0.05 * speckle + 0.05 * blocks)
        + loose * (0.045 * speckle + 0.05 * blocks)
        + 0.06 * patch
        + 0.07 * sorting * c["talus"] * (1 - c["rock_glacier"])
        + c["rock_glacier"] * (0.05 * speckle + 0.04 * blocks)
        + 0.10 * c["landslide"] * blocks
    )
    waves = np.clip((ground.dem - blur(ground.dem, 25 / ground.pixel)) / 1.5, -2, 2)
    wavy = c["rock_glacier"] + 0.5 * (1 - c["rock_glacier"]) * np.maximum(
        c["debris_ice"], c["moraine"]
    )
    tone *= 1 + settings.furrow_contrast * waves * wavy
    tone *= 1 + loose * (ground.tone - 1) + loose * settings.debris_brightness
    tone *= 1 + 0.32 * c["gravel"] + 0.16 * c["fan"] + settings.front_brightness * c["fresh_front"]
    tone *= 1 - settings.lichen * c["rock_glacier"] * (1 - c["fresh_front"])
    image = rock * np.maximum(tone, 0.25)[None]

    def paint(name, alpha, variation=0.0, field=None):
        value = spectra[name][:, None, None]
        if field is not None:
            value = value * np.clip(1 + variation * field, 0.3, 2)[None]
        image[:] += alpha[None] * (value - image)

    dry = np.clip(0.35 + 0.3 * patch + settings.dryness, 0, 1)
    paint("ice", 0.92 * c["ice"], 0.14, blocks + 0.5 * patch)
    old = c["ice"] * smoothstep(ground.equilibrium + 60 - ground.smooth, -60, 160)
    image *= 1 - 0.35 * old[None] * np.clip(0.8 + 0.3 * blocks, 0, 1.5)
    paint("grass", plants["grass"] * (1 - 0.7 * dry), 0.12, blocks)
    paint("dry grass", plants["grass"] * 0.6 * dry, 0.10, speckle)
    paint("forest", plants["forest"], 0.18, speckle)
    paint(settings.lake, c["water"], 0.06, patch)
    paint("snow", plants["snow"] * (0.85 + 0.1 * np.clip(patch, -1, 1)), 0.05, blocks)

    factor, lit = sun_factor(
        blur(ground.dem, 0.5), ground.pixel, settings.sun_elevation, settings.sun_azimuth
    )
    factor = np.maximum(factor, 0.02) ** settings.topographic_shading
    image *= np.where(c["water"] > 0.5, blur(factor, 3), factor)[None]
    blue_sky = np.array([1.5, 1.25, 1.0, 0.8, 0.6, 0.55], np.float32)
    image *= 1 + (1 - lit)[None] * (blue_sky - 1)[:, None, None]
    haze = np.array([0.060, 0.044, 0.030, 0.016, 0.004, 0.002], np.float32)
    veil = settings.haze * np.clip(1 + 0.35 * spectral_noise(rng, shape, 80, 600, 1.5), 0.2, 2.5)
    image += haze[:, None, None] * veil[None]
    for band in range(6):
        image[band] = blur(image[band], settings.psf_pixels * (1.0 if band < 4 else 1.6))
        image[band] += (
            settings.noise * (0.6 + 2 * image[band]) * rng.standard_normal(shape, dtype=np.float32)
        )
    return np.clip(image, 0.0005, 1.2).astype(np.float32)


def land_cover(ground: Ground, plants: dict) -> np.ndarray:
    """Class raster (uint8) by the uppermost cover; codes in :data:`LAND_COVER`."""
    result = np.full(ground.dem.shape, _CODE["bedrock"], np.uint8)
    c = ground.cover
    for name, alpha in (
        ("talus", c["talus"]),
        ("moraine", c["moraine"]),
        ("debris fan", c["fan"]),
        ("gravel plain", c["gravel"]),
        ("landslide", c["landslide"]),
        ("grass", plants["grass"]),
        ("forest and shrub", plants["forest"]),
        ("rock glacier", c["rock_glacier"]),
        ("debris-covered ice", c["debris_ice"]),
        ("glacier ice", c["ice"]),
        ("snow", plants["snow"]),
        ("water", c["water"]),
    ):
        result[alpha > 0.5] = _CODE[name]
    return result


def coherence(ground: Ground, plants: dict, rng: np.random.Generator, settings) -> np.ndarray:
    """Interferometric coherence (0 to 1), float32, on the DEM grid."""
    shape, c = ground.dem.shape, ground.cover
    base = settings.coherence_level + 0.03 * spectral_noise(rng, shape, 20, 150, 1.2)
    value = base * (1 - 0.05 * c["talus"])
    value = value - 0.10 * c["talus"] * smoothstep(ground.slope, 0.6, 0.8)
    speed = blur(ground.velocity, 1.0)
    value = value * (1 - 0.62 * speed / (0.55 + speed))
    value = value - 0.10 * c["fresh_front"]
    for name, level in (("grass", 0.50), ("forest", 0.20), ("snow", 0.24)):
        value = value + plants[name] * (level - value)
    for name, level in (
        ("gravel", 0.62),
        ("debris_ice", settings.debris_ice_coherence),
        ("ice", 0.16),
        ("water", 0.11),
    ):
        value = value + c[name] * (level - value)
    tangent, dy, dx = downslope(blur(ground.dem, 15 / ground.pixel), ground.pixel)
    a = np.radians(DESCENDING.azimuth_deg)
    facing = tangent * (dx * np.sin(a) - dy * np.cos(a))
    value = value - 0.35 * smoothstep(facing, 0.7, 1.1)
    value = blur(value, 1.0)
    spread = 0.10 * (1 - np.clip(value, 0, 1) ** 2) + 0.015
    value = value + spread * spectral_noise(rng, shape, 1.6, 6, 0.4)
    return np.clip(np.where(value < 0.08, 0.08 + 0.3 * (0.08 - value), value), 0.01, 0.985).astype(
        np.float32
    )


def sensitivity(radar: RadarPass, slope_rad: np.ndarray, aspect_rad: np.ndarray) -> np.ndarray:
    """C = l . d: line-of-sight part of a unit displacement straight down the slope."""
    theta, azimuth = np.radians(radar.incidence_deg), np.radians(radar.azimuth_deg)
    return np.sin(theta) * np.cos(slope_rad) * np.cos(azimuth - aspect_rad) - np.cos(
        theta
    ) * np.sin(slope_rad)


def flow_direction(ground: Ground) -> tuple[np.ndarray, np.ndarray]:
    """Slope and aspect (radians, aspect clockwise from north) of the smoothed surface."""
    tangent, dy, dx = downslope(blur(ground.dem, 90 / ground.pixel), ground.pixel)
    return np.arctan(tangent), np.mod(np.arctan2(dx, -dy), 2 * np.pi)


def line_of_sight(
    ground: Ground, gamma: np.ndarray, radar: RadarPass, rng: np.random.Generator, settings
) -> tuple[np.ndarray, np.ndarray]:
    """Line-of-sight displacement (m, positive toward the satellite) on the DEM grid.

    Args:
        gamma: coherence.

    Returns:
        (observed, motion only): with and without atmosphere, orbital ramp and phase noise.
    """
    shape = ground.dem.shape
    motion = ground.velocity * sensitivity(radar, *flow_direction(ground)) * radar.years
    atmosphere = 0.003 * spectral_noise(rng, shape, 150, 1500, 2.0)
    stratified = rng.normal(0, 3e-6) * (blur(ground.dem, 5) - ground.dem.mean())
    y, x = np.mgrid[-0.5 : 0.5 : shape[0] * 1j, -0.5 : 0.5 : shape[1] * 1j].astype(np.float32)
    ramp = rng.normal(0, 0.003) * x + rng.normal(0, 0.003) * y
    g = np.clip(gamma, 0.05, 0.98)
    spread = WAVELENGTH_M / (4 * np.pi) * np.sqrt((1 - g**2) / (2 * settings.looks * g**2))
    lost = (ground.motion == 2) | (ground.cover["water"] > 0.5)
    spread = np.where(lost, WAVELENGTH_M / 4, spread)
    noise = spread * spectral_noise(rng, shape, 1.6, 4, 0.3)
    observed = motion + atmosphere + stratified + ramp + noise
    return observed.astype(np.float32), motion.astype(np.float32)
