"""Potential solar radiation: time and memory, and a comparison with GRASS r.horizon and r.sun.

    make benchmark
    python benchmarks/solar.py --dem some_dem.tif --no-speed

Speed: fractal terrain of 500, 1000 and 2000 cells a side, 30 m, default steps, two threads; each
size in a process of its own (goal: 2000 x 2000 cells in under 180 s on two cores).

Comparison, where GRASS GIS is installed: horizon angles with r.horizon; sunlit hours, and energy
without an atmosphere (r.sun with a Linke turbidity of 0), with r.sun on five days that stand for
73 each, which both programs take with the same declination; at last the clear-sky radiation of
both, whose atmospheres differ (r.sun with its default turbidity of 3). By default on a DEM of the
demo scene. Where both programs differ, rays at random cells, sampled four times a cell on the
bilinear surface, say which is nearer.

r.sun traces its own rays here, because GRASS 8.2 goes wrong with maps from r.horizon
(https://github.com/OSGeo/grass/issues/2935); it also lights steep slopes that face away from the
sun (https://github.com/OSGeo/grass/pull/2534), so results are given for slopes below 30° too.
"""

from __future__ import annotations

import argparse
import math
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import rasterio
from affine import Affine

sys.path.insert(0, str(Path(__file__).parent.parent))

from rock_glacier_mapper.core.grid import Grid
from rock_glacier_mapper.core.raster import RasterSource, grid_of
from rock_glacier_mapper.core.solar import sun
from rock_glacier_mapper.core.solar.blocks import Lattice, make_block
from rock_glacier_mapper.core.solar.irradiation import Options
from rock_glacier_mapper.core.solar.radiation import horizon_angles, solar_radiation

SIZES = 500, 1000, 2000
DAYS = 37, 110, 183, 256, 329
STEP_MINUTES = 15
#: Cells from which dense rays go.
RAYS = 200


def fractal_terrain(size: int, seed: int = 0) -> np.ndarray:
    """Terrain between 1500 and 4000 m."""
    frequency = np.hypot(*np.meshgrid(np.fft.fftfreq(size), np.fft.fftfreq(size)))
    frequency[0, 0] = 1
    noise = np.fft.fft2(np.random.default_rng(seed).normal(size=(size, size)))
    terrain = np.fft.ifft2(noise * frequency**-2.0).real
    return (1500 + 2500 * (terrain - terrain.min()) / np.ptp(terrain)).astype(np.float32)


def write_dem(path: Path, terrain: np.ndarray, cell: float = 30.0) -> None:
    """The terrain in UTM zone 32."""
    profile = {"driver": "GTiff", "count": 1, "dtype": "float32", "crs": "EPSG:32632"}
    size = {"height": terrain.shape[0], "width": terrain.shape[1]}
    place = Affine(cell, 0, 6e5, 0, -cell, 5.2e6)
    with rasterio.open(path, "w", transform=place, **profile, **size) as dataset:
        dataset.write(terrain, 1)


def measure(dem: str) -> None:
    """Time and memory of a DEM, printed."""
    grid = grid_of(RasterSource(dem))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    wall, cpu = time.perf_counter(), time.process_time()
    solar_radiation(RasterSource(dem), Path(dem).with_name("out.tif"))
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        f"  {grid.height:5} x {grid.width:<5} of {grid.pixel_width:g} m {wall:8.1f} s wall "
        f"{cpu:8.1f} s processor, memory {before / 1024:.0f} MB before, peak {after / 1024:.0f} MB",
        flush=True,
    )


def compare(dem: Path) -> None:
    """Differences from GRASS, printed."""
    if shutil.which("grass") is None:
        print("  GRASS GIS (package grass-core) is not installed: no comparison with r.sun")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        script = folder / "run.sh"
        script.write_text(_grass_script(dem), encoding="utf-8")
        quiet = {"check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run(["grass", "-c", str(dem), str(folder / "place"), "-e"], **quiet)
        place = str(folder / "place" / "PERMANENT")
        begin = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        subprocess.run(["grass", place, "--exec", "bash", str(script)], cwd=folder, **quiet)
        spent = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - begin
        print(f"  {dem.name}: GRASS took {spent:.0f} s of processor time")
        _compare_horizons(dem, folder)
        _compare_days(dem, folder)
        _compare_years(dem, folder)


def _grass_script(dem: Path) -> str:
    lines = [
        "set -e",
        f"r.in.gdal input='{dem.resolve()}' output=dem",
        "g.region raster=dem",
        "r.slope.aspect elevation=dem slope=slope aspect=aspect",
        "r.horizon elevation=dem step=10 maxdistance=20000 output=hor",
    ]
    out = "r.out.gdal -c createopt=COMPRESS=DEFLATE nodata=-9999 type=Float32"
    lines += [f"{out} input=hor_{a:03} output=hor_{a:03}.tif" for a in range(0, 360, 10)]
    start = "r.sun elevation=dem slope=slope aspect=aspect"
    for day in DAYS:
        tilt = float(sun.declination(day))
        run = f"{start} day={day} step={STEP_MINUTES / 60} declination={tilt:.6f}"
        lines.append(f"{run} linke_value=0 beam_rad=beam_{day} insol_time=time_{day}")
        lines.append(f"{run} glob_rad=clear_{day}")
        for what in ("beam", "time", "clear"):
            lines.append(f"{out} input={what}_{day} output={what}_{day}.tif")
    return "\n".join(lines) + "\n"


def _read(path: Path) -> np.ndarray:
    with rasterio.open(path) as dataset:
        return dataset.read(1, masked=True).astype(np.float32).filled(np.nan)


def _inner(dem: Path) -> np.ndarray:
    """Cells that are not within five cells of the edge or of no data."""
    from scipy import ndimage

    known = np.isfinite(_read(dem))
    return ndimage.binary_erosion(known, iterations=5)


def _tell(name: str, difference: np.ndarray, unit: str) -> None:
    difference = difference[np.isfinite(difference)]
    size = np.abs(difference)
    print(
        f"  {name:46} mean {difference.mean():+8.3f} {unit}, median of size {np.median(size):.3f}, "
        f"p95 of size {np.quantile(size, 0.95):.3f}"
    )


def _at(angles: np.ndarray, azimuths: np.ndarray, wanted: float) -> np.ndarray:
    """Horizon at an azimuth, between the two directions beside it."""
    after = int(np.searchsorted(azimuths, wanted)) % len(azimuths)
    before = after - 1
    width = (azimuths[after] - azimuths[before]) % 360
    share = (wanted - azimuths[before]) % 360 / width
    return (1 - share) * angles[before] + share * angles[after]


def _compare_horizons(dem: Path, folder: Path) -> None:
    inner = _inner(dem)
    begin = time.process_time()
    azimuths, angles = horizon_angles(RasterSource(str(dem)))
    print(f"  horizon angles: {time.process_time() - begin:.1f} s of processor time here")
    turn, rays = _turn(dem), _Rays(dem)
    differences, here, there = [], [], []
    for direction in range(0, 360, 10):  # GRASS counts from the grid's east, counter-clockwise
        other = np.maximum(np.degrees(_read(folder / f"hor_{direction:03}.tif")), 0)
        azimuth = math.radians(90 - direction)
        own = _at(angles, azimuths, (math.degrees(azimuth) + turn) % 360)
        differences.append((own - other)[inner])
        exact = rays.horizon(azimuth)
        here.append(own[rays.rows, rays.columns] - exact)
        there.append(other[rays.rows, rays.columns] - exact)
    _tell("horizon angle against r.horizon", np.concatenate(differences), "°")
    _tell("horizon angle against dense rays", np.concatenate(here), "°")
    _tell("  r.horizon against dense rays", np.concatenate(there), "°")


def _compare_days(dem: Path, folder: Path) -> None:
    """Sunlit hours, summed up here from horizon angles, slope and latitude of each cell."""
    source, inner = RasterSource(str(dem)), _inner(dem)
    grid = grid_of(source)
    azimuths, angles = horizon_angles(source)
    normal, latitude = _normals(dem, grid)
    middle = float(np.nanmean(latitude))
    gentle = inner & (normal[2] > math.cos(math.radians(30)))
    turn, rays = _turn(dem), _Rays(dem)
    at = rays.rows, rays.columns
    for day in DAYS:
        hours = np.zeros(grid.shape, np.float32)
        exact = np.zeros(len(rays.rows))
        track = sun.sun_track(middle, STEP_MINUTES, np.array([day]))
        power = sun.extraterrestrial_irradiance(day) / 1000
        for angle, tilt, energy in zip(track.hour_angle, track.declination, track.energy):
            east, north, up = sun.sun_vector(latitude, tilt, angle)
            azimuth = math.degrees(math.atan2(np.nanmean(east), np.nanmean(north))) % 360
            altitude = np.degrees(np.arcsin(up))
            facing = normal[0] * east + normal[1] * north + normal[2] * up > 0
            lit = facing & (altitude > _at(angles, azimuths, azimuth))
            hours += lit * np.float32(energy / power)
            free = altitude[at] > rays.horizon(math.radians(azimuth - turn))
            exact += (facing[at] & free) * energy / power
        other = _read(folder / f"time_{day}.tif")
        _tell(f"sunlit hours, day {day}, against r.sun", (hours - other)[inner], "h")
        _tell("  slopes below 30°", (hours - other)[gentle], "h")
        _tell("  against dense rays", hours[at] - exact, "h")
        _tell("  r.sun against dense rays", other[at] - exact, "h")


def _turn(dem: Path) -> float:
    """Azimuth of grid north at the centre in degrees."""
    grid = grid_of(RasterSource(str(dem)))
    ground = Lattice(grid).ground_at(grid.width / 2, grid.height / 2)
    return math.degrees(math.atan2(*ground.vector(grid, 0, -1)))


class _Rays:
    """Horizon angles at random cells by rays that are sampled four times a cell."""

    def __init__(self, dem: Path):
        grid = grid_of(RasterSource(str(dem)))
        ground = Lattice(grid).ground_at(grid.width / 2, grid.height / 2)
        self.size = math.hypot(*ground.vector(grid, 1, 0)), math.hypot(*ground.vector(grid, 0, 1))
        elevation = _read(dem)
        self.elevation = np.where(np.isfinite(elevation), elevation, np.float32(-1e6))
        rows, columns = np.nonzero(_inner(dem))
        chosen = np.random.default_rng(0).choice(len(rows), RAYS, replace=False)
        self.rows, self.columns = rows[chosen], columns[chosen]

    def horizon(self, azimuth: float) -> np.ndarray:
        """Angles in degrees towards an azimuth from grid north in radians, one a cell."""
        from scipy import ndimage

        across, down = math.sin(azimuth) / self.size[0], -math.cos(azimuth) / self.size[1]
        first = min(1 / max(abs(across), 1e-9), 1 / max(abs(down), 1e-9))
        distance = np.arange(first, min(20e3, max(self.elevation.shape) * first * 1.5), first / 4)
        rows = self.rows[:, None] + distance * down
        columns = self.columns[:, None] + distance * across
        seen = ndimage.map_coordinates(self.elevation, (rows, columns), order=1, cval=-1e6)
        rise = seen - self.elevation[self.rows, self.columns][:, None]
        tangent = (rise / distance - distance / (2 * 6371e3)).max(axis=1)
        return np.degrees(np.arctan(np.maximum(tangent, 0)))


def _normals(dem: Path, grid: Grid) -> tuple[list[np.ndarray], np.ndarray]:
    """Unit normals (east, north, up) and latitude in radians of all cells, from the blocks."""
    lattice = Lattice(grid)
    elevation = np.pad(_read(dem), 1, constant_values=np.nan)
    normal = [np.full(grid.shape, np.nan, np.float32) for _ in range(3)]
    latitude = np.full(grid.shape, np.nan, np.float32)
    for window in lattice.windows(0, 0, grid.width, grid.height):
        column, row, width, height = window
        rim = elevation[row : row + height + 2, column : column + width + 2]
        block = make_block(lattice, window, rim)
        if block is None:
            continue
        at = slice(row, row + height), slice(column, column + width)
        latitude[at] = block.centre.latitude + block.northing
        east, equator, pole = block.normal
        normal[0][at], normal[2][at] = east, block.up
        normal[1][at] = pole * np.cos(latitude[at]) - equator * np.sin(latitude[at])
    return normal, latitude


def _compare_years(dem: Path, folder: Path) -> None:
    inner = _inner(dem)
    up = _normals(dem, grid_of(RasterSource(str(dem))))[0][2]
    gentle = inner & (up > math.cos(math.radians(30)))
    for variant, name in (("tprogi", "beam"), ("kumar", "clear")):
        options = Options(variant, 73, STEP_MINUTES)
        solar_radiation(RasterSource(str(dem)), folder / "own.tif", options)
        own = _read(folder / "own.tif")
        other = sum(73 * _read(folder / f"{name}_{day}.tif") for day in DAYS) / 1000
        what = "no atmosphere" if variant == "tprogi" else "clear sky, r.sun with turbidity 3"
        for part, words in ((inner, "all"), (gentle, "slopes below 30°")):
            a, b = own[part & np.isfinite(own)], other[part & np.isfinite(own)]
            print(
                f"  year, {what}, {words}: mean {a.mean():.0f} here, {b.mean():.0f} by r.sun, "
                f"correlation {np.corrcoef(a, b)[0, 1]:.4f}"
            )
            _tell("  ratio less 1", 100 * (a / np.where(b > 50, b, np.nan) - 1), "%")
            _tell("  difference", a - b, "kWh/m²")


def demo_dem(folder: Path) -> Path:
    """The DEM of a demo scene."""
    from rock_glacier_mapper.core.demo.scene import SceneSettings, generate_scene, write_scene

    write_scene(generate_scene(7, SceneSettings(size=512)), folder)
    return folder / "dem.tif"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--dem", type=Path, help="DEM to compare on, instead of the demo scene's")
    parser.add_argument("--no-speed", action="store_true", help="only compare")
    parser.add_argument("--no-grass", action="store_true", help="only measure the speed")
    parser.add_argument("--cell", type=float, default=30.0, help="size of the cells in metres")
    parser.add_argument("--one", help="measure this DEM in this process")
    given = parser.parse_args()
    if given.one:
        measure(given.one)
        return
    if not given.no_speed:
        print("potential solar radiation, default steps, two threads")
        for size in SIZES:
            with tempfile.TemporaryDirectory() as name:
                dem = Path(name) / "dem.tif"
                write_dem(dem, fractal_terrain(size), given.cell)
                subprocess.run([sys.executable, __file__, "--one", str(dem)], check=True)
    if not given.no_grass:
        print("comparison with GRASS r.horizon and r.sun")
        with tempfile.TemporaryDirectory() as name:
            compare(given.dem or demo_dem(Path(name)))


if __name__ == "__main__":
    main()
