"""Files of a scene: GeoTIFFs, GeoPackages and a README, each whole or not at all."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from ..files import whole_dataset, whole_file, whole_folder
from ..grid import Grid
from ..raster import NODATA, create_geotiff
from ..vector import Feature, write_layer
from .scene import NOTICE, Scene
from .sensors import BANDS

_README = """Synthetic demo scene
====================

{notice} (seed {seed}). Mountains, rock glaciers, images and displacements were drawn by
a computer program. The scene shows how the workflow runs and tests it against a known truth.
No accuracy measured on it means any accuracy in the real world.

optical.tif         surface reflectance x 10000, nodata 0; bands {bands}
coherence.tif       interferometric coherence, 0 to 1
dem.tif             elevation in metres; reaches beyond the image
los_ascending.tif   line-of-sight displacement in metres, positive toward the satellite,
los_descending.tif  {start} to {end}; incidence and azimuth (ground to satellite, clockwise
                    from north) are in the files' tags
glaciers.gpkg       glaciers, with and without debris cover
truth.gpkg          true rock glacier units (extended outlines, front and margins inside)

{units} rock glacier units in {systems} systems. CRS {crs}, pixel {pixel} m.
"""

_DESCRIPTION = "README.txt"


def write_files(scene: Scene, folder, feedback=None) -> dict[str, Path]:
    """Write a scene into a folder; returns role to path.

    A folder that is new or empty appears with all files. In one that holds something the files
    are replaced at the end, the description last.

    Raises:
        InputError: the folder cannot be written.
        Cancelled: the user stopped; nothing was written.
    """
    folder = Path(folder)
    if folder.is_dir() and any(folder.iterdir()):
        with whole_dataset(folder / _DESCRIPTION) as last:
            written = _write(scene, last.parent, feedback)
    else:
        with whole_folder(folder) as place:
            written = _write(scene, place, feedback)
    return {role: folder / path.name for role, path in written.items()}


def _write(scene: Scene, folder: Path, feedback) -> dict[str, Path]:
    size = scene.settings.size
    image = Grid(scene.crs, scene.transform, size, size)
    relief = Grid(scene.crs, scene.dem_transform, scene.dem.shape[1], scene.dem.shape[0])
    tags = {"TIFFTAG_IMAGEDESCRIPTION": NOTICE, "SYNTHETIC": NOTICE, "SEED": str(scene.seed)}
    paths: dict[str, Path] = {}

    def tell(fraction):
        if feedback is not None:
            feedback.check()
            feedback.progress(fraction)

    def raster(role, grid, bands, nodata, descriptions, extra=None):
        paths[role] = folder / f"{role}.tif"
        dtype = str(bands.dtype)
        with create_geotiff(
            paths[role], grid, len(bands), dtype, nodata, descriptions, {**tags, **(extra or {})}
        ) as target:
            target.write(bands)

    tell(0.0)
    scaled = np.clip(np.rint(scene.optical * 10000), 1, 65535)
    scaled = np.where(np.isfinite(scene.optical), scaled, 0).astype(np.uint16)
    raster("optical", image, scaled, 0, BANDS, {"SCALE": "0.0001", "UNIT": "reflectance"})
    tell(0.3)
    raster("coherence", image, _filled(scene.coherence), NODATA, ("coherence",))
    raster("dem", relief, _filled(scene.dem), NODATA, ("elevation",), {"UNIT": "m"})
    tell(0.6)
    for radar, values in (
        (scene.ascending, scene.los_ascending),
        (scene.descending, scene.los_descending),
    ):
        raster(
            f"los_{radar.name}",
            image,
            _filled(values),
            NODATA,
            ("los displacement",),
            {
                "START": radar.start.isoformat(),
                "END": radar.end.isoformat(),
                "INCIDENCE_DEG": str(radar.incidence_deg),
                "AZIMUTH_DEG": str(radar.azimuth_deg),
                "LOS_POSITIVE": "toward",
                "UNIT": "m",
                "PASS": radar.name,
            },
        )
    tell(0.8)
    fields = {
        "glaciers": {"name": str, "debris_covered": bool},
        "truth": {
            "unit_id": int,
            "system_id": int,
            "activity": str,
            "origin": str,
            "velocity_m_per_year": float,
            "area_km2": float,
        },
    }
    for role, records in (("glaciers", scene.glaciers), ("truth", scene.truth_units)):
        paths[role] = folder / f"{role}.gpkg"
        features = [
            Feature(r["geometry"], {k: v for k, v in r.items() if k != "geometry"}) for r in records
        ]
        write_layer(paths[role], role, features, scene.crs, "Polygon", fields[role])
    paths["readme"] = folder / _DESCRIPTION
    with whole_file(paths["readme"]) as temporary:
        temporary.write_text(
            _README.format(
                notice=NOTICE,
                seed=scene.seed,
                bands=", ".join(BANDS),
                start=scene.ascending.start,
                end=scene.ascending.end,
                units=len(scene.truth_units),
                systems=len({t["system_id"] for t in scene.truth_units}),
                crs=scene.settings.crs,
                pixel=f"{scene.settings.pixel_size:g}",
            ),
            encoding="utf-8",
        )
    tell(1.0)
    return paths


def _filled(values):
    return np.where(np.isfinite(values), values, NODATA).astype(np.float32)[
        None if values.ndim == 2 else slice(None)
    ]
