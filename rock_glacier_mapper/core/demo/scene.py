"""A synthetic alpine scene with a known truth: demonstration, test bed and training data.

Everything is drawn from one seed. The scene resembles real mountains in its forms and in the
size of its values, but it is no real place: accuracy measured on it says nothing about accuracy in
the real world.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import rasterio.features
from affine import Affine
from rasterio.crs import CRS
from shapely import affinity
from shapely.geometry import Polygon, box

from ..translation import tr
from . import landforms, sensors
from .bodies import outline_of
from .noise import blur, spectral_noise
from .rock_glaciers import Unit, add_rock_glaciers
from .terrain import ReliefStyle, build_terrain

NOTICE = "Synthetic demo scene, generated, not a real place"


@dataclass(frozen=True)
class SceneSettings:
    """What is drawn. Lengths in metres and angles in degrees unless said otherwise.

    Attributes:
        size: rows and columns of the image.
        pixel_size: ground sampling distance.
        crs: projected CRS in metres.
        origin: easting and northing of the image's upper-left corner.
        dem_margin: pixels that the DEM reaches beyond the image on every side.
        n_rock_glaciers: units aimed at; None: by area, about 18 to 30 in 105 km².
        snow: 0 (bare) to 1 (snow down to the rock glaciers).
        vegetation: 0 (desert) to 1 (green).
        haze: 0 (clear) to 2.
        sun_elevation, sun_azimuth: position of the sun; azimuth clockwise from north.
        topographic_shading: exponent of the illumination; below 1 as after partial correction.
        colour_jitter: relative spread of the surfaces' spectra.
        texture: factor for the brightness texture of the surfaces.
        debris_brightness, front_brightness, lichen, dryness: relative brightness changes.
        furrow_contrast: relative brightness of ridges against furrows, per 1.5 m of relief:
            sorting, moisture and plants make them visible beyond their shading.
        rocks: names of the two rock types, see :data:`sensors.SPECTRA`.
        lake: spectrum of the lakes.
        psf_pixels: standard deviation of the sensor's blur in pixels.
        noise: sensor noise as reflectance.
        coherence_level, debris_ice_coherence, looks: radar properties.
        dem_smoothing_m: standard deviation of smoothing of the delivered DEM (coarse DEM).
        dem_noise_m: error of the delivered DEM.
        permafrost, equilibrium, forest: altitudinal limits as shares of the scene's elevations.
        look_alikes: factor for the number of confusing landforms.
        debris_tongues: share of the glaciers with a debris-covered tongue.
        nodata_wedge: legs of the nodata triangle in one corner as shares of the size; 0: none.
        relief: style of the mountains.
    """

    size: int = 1024
    pixel_size: float = 10.0
    crs: str = "EPSG:32632"
    origin: tuple[float, float] = (636000.0, 5196000.0)
    dem_margin: int = 50
    n_rock_glaciers: int | None = None
    snow: float = 0.15
    vegetation: float = 0.6
    haze: float = 0.3
    sun_elevation: float = 46.0
    sun_azimuth: float = 150.0
    topographic_shading: float = 1.0
    colour_jitter: float = 0.05
    texture: float = 1.0
    debris_brightness: float = 0.05
    front_brightness: float = 0.18
    lichen: float = 0.06
    furrow_contrast: float = 0.12
    dryness: float = 0.0
    rocks: tuple[str, str] = ("gneiss", "granite")
    lake: str = "silty lake"
    psf_pixels: float = 0.6
    noise: float = 0.0015
    coherence_level: float = 0.84
    debris_ice_coherence: float = 0.22
    looks: int = 16
    dem_smoothing_m: float = 0.0
    dem_noise_m: float = 0.25
    permafrost: float = 0.52
    equilibrium: float = 0.85
    forest: float = 0.20
    look_alikes: float = 1.0
    debris_tongues: float = 0.5
    nodata_wedge: tuple[float, float] = (0.22, 0.12)
    relief: ReliefStyle = field(default_factory=ReliefStyle)


@dataclass
class Scene:
    """A generated scene.

    Attributes:
        transform, dem_transform: pixel corner to CRS, of the image grid and of the DEM grid.
        dem: float32 (size + 2 margin, size + 2 margin), metres, as delivered.
        optical: float32 (6, size, size) reflectance in the order of :data:`sensors.BANDS`, NaN
            where there is no data.
        coherence: float32 (size, size).
        los_ascending, los_descending: float32 (size, size) metres toward the satellite.
        ascending, descending: their viewing geometry and period.
        truth_units: dicts with geometry (shapely Polygon in the CRS), unit_id, system_id,
            activity, origin, velocity_m_per_year, area_km2.
        glaciers: dicts with geometry, name, debris_covered.
        unit_labels: int32 (size, size), unit_id, 0 where there is none.
        landcover: uint8 (size, size), codes in ``landcover_classes``.
        components: noise-free parts on the image grid: velocity (m/yr downslope), slope and aspect
            (radians) of the motion, motion_ascending and motion_descending (m).
    """

    settings: SceneSettings
    seed: int
    transform: Affine
    crs: CRS
    dem: np.ndarray
    dem_transform: Affine
    optical: np.ndarray
    coherence: np.ndarray
    los_ascending: np.ndarray
    los_descending: np.ndarray
    truth_units: list[dict]
    glaciers: list[dict]
    unit_labels: np.ndarray
    landcover: np.ndarray
    components: dict[str, np.ndarray]
    ascending: sensors.RadarPass = sensors.ASCENDING
    descending: sensors.RadarPass = sensors.DESCENDING
    landcover_classes: dict[int, str] = field(default_factory=lambda: dict(sensors.LAND_COVER))


def generate_scene(seed: int, settings: SceneSettings | None = None, feedback=None) -> Scene:
    """Draw a scene; the same seed and settings give identical arrays.

    Args:
        feedback: object with ``progress``, ``info`` and ``check``, or None.
    """
    settings = settings or SceneSettings()
    relief_rng, form_rng, unit_rng, optic_rng, radar_rng = (
        np.random.default_rng(s) for s in np.random.SeedSequence(seed).spawn(5)
    )
    m, size, pixel = settings.dem_margin, settings.size, settings.pixel_size
    full = (size + 2 * m, size + 2 * m)
    step = _Steps(feedback)
    step(0.0, tr("Drawing the mountains"))
    terrain = build_terrain(relief_rng, full, pixel, settings.relief)
    step(0.3, tr("Placing glaciers and other landforms"))
    ground = landforms.bare_ground(
        form_rng, terrain, settings.permafrost, settings.equilibrium, settings.forest
    )
    ground.lay("talus", np.s_[:, :], terrain.talus)
    area_km2 = full[0] * full[1] * pixel**2 / 1e6
    _add_ice(ground, form_rng, settings, area_km2)
    step(0.4, tr("Placing rock glaciers"))
    wanted = settings.n_rock_glaciers
    if wanted is None:
        wanted = max(1, round(area_km2 * unit_rng.uniform(0.16, 0.26)))
    units = add_rock_glaciers(ground, unit_rng, wanted, m, feedback)
    _add_look_alikes(ground, form_rng, settings, area_km2)
    step(0.6, tr("Painting the optical image"))
    plants = sensors.plant_and_snow_cover(ground, optic_rng, settings)
    inner = np.s_[m : m + size, m : m + size]
    optical = sensors.reflectance(ground, plants, optic_rng, settings)[:, inner[0], inner[1]]
    optical = np.ascontiguousarray(optical)
    _cut_wedge(optical, settings.nodata_wedge, optic_rng)
    step(0.85, tr("Computing radar coherence and displacement"))
    gamma = sensors.coherence(ground, plants, radar_rng, settings)
    components = {"velocity": ground.velocity[inner].copy()}
    slope, aspect = sensors.flow_direction(ground)
    components["slope"], components["aspect"] = slope[inner].copy(), aspect[inner].copy()
    los = {}
    for radar in (sensors.ASCENDING, sensors.DESCENDING):
        observed, motion = sensors.line_of_sight(ground, gamma, radar, radar_rng, settings)
        los[radar.name] = observed[inner].copy()
        components[f"motion_{radar.name}"] = motion[inner].copy()

    x, y = settings.origin
    transform = Affine(pixel, 0, x, 0, -pixel, y)
    dem_transform = transform * Affine.translation(-m, -m)
    truth = _truth_records(units, dem_transform)
    dem = blur(ground.dem, settings.dem_smoothing_m / pixel)
    dem = dem + settings.dem_noise_m * spectral_noise(relief_rng, full, 2, 30, 0.8)
    scene = Scene(
        settings,
        seed,
        transform,
        CRS.from_user_input(settings.crs),
        dem.astype(np.float32),
        dem_transform,
        optical,
        gamma[inner].copy(),
        los["ascending"],
        los["descending"],
        truth,
        _glacier_records(ground, dem_transform, box(m, m, m + size, m + size)),
        _label_raster(truth, transform, size),
        sensors.land_cover(ground, plants)[inner].copy(),
        components,
    )
    step(1.0, tr("{count} rock glacier units").format(count=len(truth)))
    return scene


def random_settings(rng: np.random.Generator, size: int = 512) -> SceneSettings:
    """Settings that differ strongly from draw to draw, for training data."""
    rocks = tuple(str(r) for r in rng.choice(sensors.ROCKS, 2, replace=False))
    coarse_dem = rng.random() < 0.5
    relief = ReliefStyle(
        base_m=rng.uniform(1500, 4200),
        relief_m=rng.uniform(800, 1600),
        concavity=rng.uniform(0.32, 0.48),
        critical_slope_deg=rng.uniform(32, 42),
        glacial=rng.uniform(0.3, 1.0),
        cirques=rng.uniform(0.25, 0.9),
        roughness=rng.uniform(0.4, 1.6),
        strata=rng.uniform(0.0, 2.2),
        talus=rng.uniform(0.5, 1.7),
    )
    return SceneSettings(
        size=size,
        n_rock_glaciers=None,
        snow=float(rng.beta(1.2, 3.0)),
        vegetation=rng.uniform(0.0, 1.0),
        haze=rng.uniform(0, 1.4),
        sun_elevation=rng.uniform(28, 68),
        sun_azimuth=rng.uniform(0, 360) if rng.random() < 0.25 else rng.uniform(110, 190),
        topographic_shading=rng.uniform(0.45, 1.1),
        colour_jitter=rng.uniform(0.03, 0.18),
        texture=rng.uniform(0.5, 1.8),
        debris_brightness=rng.uniform(-0.15, 0.25),
        front_brightness=rng.uniform(-0.05, 0.6),
        lichen=rng.uniform(-0.25, 0.35),
        furrow_contrast=rng.uniform(0.0, 0.3),
        dryness=rng.uniform(-0.3, 0.8),
        rocks=rocks,
        lake=str(rng.choice(["lake", "silty lake"])),
        psf_pixels=rng.uniform(0.4, 1.1),
        noise=rng.uniform(0.0005, 0.004),
        coherence_level=rng.uniform(0.62, 0.92),
        debris_ice_coherence=rng.uniform(0.12, 0.45),
        looks=int(rng.integers(6, 30)),
        dem_smoothing_m=rng.uniform(8, 35) if coarse_dem else 0.0,
        dem_noise_m=rng.uniform(0.1, 1.2),
        permafrost=rng.uniform(0.35, 0.62),
        equilibrium=rng.uniform(0.78, 0.99),
        forest=rng.uniform(0.02, 0.32),
        look_alikes=rng.uniform(0.5, 2.0),
        debris_tongues=rng.uniform(0.2, 0.9),
        nodata_wedge=(0.0, 0.0),
        relief=relief,
    )


class _Steps:
    def __init__(self, feedback):
        self.feedback = feedback

    def __call__(self, fraction: float, text: str) -> None:
        if self.feedback is not None:
            self.feedback.check()
            self.feedback.progress(fraction)
            self.feedback.info(text)


def _add_ice(ground, rng, settings, area_km2):
    landforms.add_glaciers(ground, rng, settings.debris_tongues)
    for _ in range(int(rng.poisson(0.03 * area_km2 * settings.look_alikes))):
        z = ground.smooth - ground.limit
        weight = ((ground.slope < 0.4) & (z > -50) & ~ground.occupied).astype(float)
        for start in landforms.draw_sites(rng, weight, 2):
            if landforms.add_debris_tongue(ground, rng, start):
                break


def _add_look_alikes(ground, rng, settings, area_km2):
    def number(per_km2):
        return int(rng.poisson(per_km2 * area_km2 * settings.look_alikes))

    landforms.add_valley_gravel(ground, rng)
    for _ in range(number(0.09)):
        landforms.add_moraine_loop(ground, rng)
    for _ in range(number(0.09)):
        landforms.add_landslide(ground, rng)
    for _ in range(number(0.35)):
        landforms.add_fan(ground, rng)
    landforms.add_solifluction(ground, rng, rng.uniform(0.2, 1.6) * settings.look_alikes)
    landforms.add_lakes(ground, rng, 1 + number(0.06))


def _cut_wedge(optical, legs, rng):
    """Nodata triangle in one corner, like the edge of a swath."""
    rows, columns = optical.shape[1:]
    if not (legs[0] > 0 and legs[1] > 0):
        return
    y, x = np.mgrid[0:rows, 0:columns]
    corner = int(rng.integers(4))
    y = rows - 1 - y if corner & 1 else y
    x = columns - 1 - x if corner & 2 else x
    optical[:, y / (legs[0] * rows) + x / (legs[1] * columns) < 1] = np.nan


def _to_crs(polygon, t):
    return affinity.affine_transform(polygon, [t.a, t.b, t.d, t.e, t.c, t.f])


def _truth_records(units: list[Unit], transform: Affine) -> list[dict]:
    records = []
    for number, unit in enumerate(units, start=1):
        geometry = _to_crs(unit.polygon, transform)
        records.append(
            {
                "geometry": geometry,
                "unit_id": number,
                "system_id": unit.system,
                "activity": unit.activity,
                "origin": unit.origin,
                "velocity_m_per_year": round(unit.velocity, 4),
                "area_km2": round(geometry.area / 1e6, 5),
            }
        )
    return records


def _glacier_records(ground, transform, image) -> list[dict]:
    records = []
    for glacier in ground.glaciers:
        ring = outline_of(glacier["level"], glacier["window"])
        if ring is None:
            continue
        polygon = Polygon(ring[:, ::-1]).simplify(0.2).buffer(0).intersection(image)
        for part in getattr(polygon, "geoms", [polygon]):
            if part.geom_type == "Polygon" and part.area > 20:
                number = len(records) + 1
                records.append(
                    {
                        "geometry": _to_crs(part, transform),
                        "name": f"Glacier {number}",
                        "debris_covered": glacier["debris_covered"],
                    }
                )
    return records


def _label_raster(truth, transform, size):
    if not truth:
        return np.zeros((size, size), np.int32)
    return rasterio.features.rasterize(
        [(t["geometry"], t["unit_id"]) for t in truth],
        out_shape=(size, size),
        transform=transform,
        dtype="int32",
    )


def write_scene(scene: Scene, folder, feedback=None) -> dict[str, Path]:
    """Write a scene as rasters, GeoPackages and a README; see :func:`.files.write_files`.

    Returns:
        Role (optical, coherence, dem, los_ascending, los_descending, glaciers, truth, readme) to
        path.
    """
    from .files import write_files  # needs OGR, which drawing a scene does not

    return write_files(scene, folder, feedback)
