"""The generated scene: repeatable, physically plausible, and true to its own truth."""

from __future__ import annotations

import numpy as np
import pytest
import rasterio
import rasterio.features
from scipy import ndimage
from shapely.geometry import box

from rock_glacier_mapper.core.demo import (
    SceneSettings,
    generate_scene,
    random_settings,
    sensors,
    write_scene,
)
from rock_glacier_mapper.core.errors import Cancelled
from rock_glacier_mapper.core.feedback import Feedback
from rock_glacier_mapper.core.vector import read_layer

SMALL = SceneSettings(size=256, dem_margin=40, n_rock_glaciers=3)
WIDE = SceneSettings(size=768)


@pytest.fixture(scope="module")
def scene():
    return generate_scene(11, WIDE)


@pytest.fixture(scope="module")
def small():
    return generate_scene(5, SMALL)


def rasters(scene):
    return {
        name: getattr(scene, name)
        for name in (
            "dem",
            "optical",
            "coherence",
            "los_ascending",
            "los_descending",
            "unit_labels",
            "landcover",
        )
    }


def test_same_seed_gives_identical_arrays_and_another_seed_does_not(small):
    again, other = generate_scene(5, SMALL), generate_scene(6, SMALL)
    for name, values in rasters(small).items():
        assert values.tobytes() == rasters(again)[name].tobytes(), name
    assert [u["geometry"].wkb for u in small.truth_units] == [
        u["geometry"].wkb for u in again.truth_units
    ]
    assert not np.array_equal(small.dem, other.dem)
    assert not np.array_equal(small.optical, other.optical, equal_nan=True)


def test_random_settings_are_repeatable_varied_and_usable():
    one, two = (random_settings(np.random.default_rng(s), size=192) for s in (1, 2))
    assert one == random_settings(np.random.default_rng(1), size=192)
    assert one != two
    drawn = generate_scene(1, one)
    assert drawn.optical.shape == (6, 192, 192)
    assert np.isfinite(drawn.optical).all() and np.isfinite(drawn.dem).all()


def test_shapes_types_and_plausible_values(scene):
    m, n = WIDE.dem_margin, WIDE.size
    assert scene.dem.shape == (n + 2 * m, n + 2 * m) and scene.dem.dtype == np.float32
    assert scene.optical.shape == (6, n, n) and scene.optical.dtype == np.float32
    for name in ("coherence", "los_ascending", "los_descending"):
        assert getattr(scene, name).shape == (n, n) and getattr(scene, name).dtype == np.float32
    missing = np.isnan(scene.optical[0])
    assert 0.001 < missing.mean() < 0.02
    assert np.nanmin(scene.optical) > 0 and np.nanmax(scene.optical) <= 1.3
    assert scene.coherence.min() >= 0 and scene.coherence.max() <= 1
    assert np.percentile(scene.dem, 1) > 1500 and scene.dem.max() < 4500
    slope = np.degrees(np.arctan(np.hypot(*np.gradient(scene.dem, WIDE.pixel_size))))
    assert 20 < np.median(slope) < 38
    assert np.percentile(slope, 97) > 42 and np.percentile(slope, 5) < 14


def test_dem_covers_the_image_with_its_margin(scene):
    m = WIDE.dem_margin
    assert ~scene.dem_transform * (scene.transform * (0, 0)) == pytest.approx((m, m))
    assert scene.crs.to_epsg() == 32632


def test_truth_polygons_are_valid_large_enough_inside_and_apart(scene):
    left, top = scene.transform * (0, 0)
    right, bottom = scene.transform * (WIDE.size, WIDE.size)
    image = box(left, bottom, right, top).buffer(0.01)
    shapes = [u["geometry"] for u in scene.truth_units]
    assert len(shapes) >= 8
    assert len({u["unit_id"] for u in scene.truth_units}) == len(shapes)
    for unit, shape in zip(scene.truth_units, shapes):
        assert shape.is_valid and shape.geom_type == "Polygon" and not shape.interiors
        assert shape.area >= 10_000 and image.contains(shape)
        assert unit["activity"] in ("Active", "Transitional", "Relict")
        assert unit["origin"] in ("talus", "glacier", "debris-mantled slope")
    for k, a in enumerate(shapes):
        for b in shapes[k + 1 :]:
            assert a.intersection(b).area < 0.5


def test_label_raster_agrees_with_the_polygons(scene):
    cell = WIDE.pixel_size**2
    counted = {
        u["unit_id"]: (scene.unit_labels == u["unit_id"]).sum() * cell for u in scene.truth_units
    }
    areas = {u["unit_id"]: u["geometry"].area for u in scene.truth_units}
    assert sum(counted.values()) == pytest.approx(sum(areas.values()), rel=0.02)
    for number, area in areas.items():
        assert counted[number] == pytest.approx(area, rel=0.07)
    assert set(np.unique(scene.unit_labels)) == {0, *areas}


def test_some_units_touch_and_share_a_system(scene):
    touching = [
        (a, b)
        for k, a in enumerate(scene.truth_units)
        for b in scene.truth_units[k + 1 :]
        if a["geometry"].distance(b["geometry"]) < 0.01
    ]
    assert touching
    for a, b in touching:
        assert a["system_id"] == b["system_id"]


def test_fronts_are_steeper_than_the_bodies(scene):
    m, n = WIDE.dem_margin, WIDE.size
    slope = np.degrees(np.arctan(np.hypot(*np.gradient(scene.dem, WIDE.pixel_size))))
    slope, height = slope[m : m + n, m : m + n], scene.dem[m : m + n, m : m + n]
    steeper, fronts = [], []
    for unit in scene.truth_units:
        mask = scene.unit_labels == unit["unit_id"]
        if unit["activity"] == "Relict" or mask.sum() < 300:
            continue
        edge = ndimage.distance_transform_edt(mask)
        rim = mask & (edge <= 3)
        low = rim & (height < np.percentile(height[mask], 15))
        body = edge > 5
        if low.sum() > 8 and body.sum() > 20:
            steeper.append(np.median(slope[low]) - np.median(slope[body]))
            fronts.append(np.median(slope[low]))
    assert len(steeper) >= 2
    assert np.median(steeper) > 5
    assert 25 < np.median(fronts) < 42


def test_coherence_is_low_on_glaciers_and_high_on_rock(scene):
    code = {name: number for number, name in scene.landcover_classes.items()}
    rock = np.median(scene.coherence[scene.landcover == code["bedrock"]])
    talus = np.median(scene.coherence[scene.landcover == code["talus"]])
    ice = np.median(scene.coherence[scene.landcover == code["glacier ice"]])
    assert rock > 0.7 and talus > 0.65 and ice < 0.3


def test_optical_tells_plants_snow_and_rock_apart(scene):
    _, green, red, nir, swir1, _ = scene.optical
    code = {name: number for number, name in scene.landcover_classes.items()}
    ndvi, ndsi = (nir - red) / (nir + red), (green - swir1) / (green + swir1)
    assert np.nanmedian(ndvi[scene.landcover == code["forest and shrub"]]) > 0.5
    assert abs(np.nanmedian(ndvi[scene.landcover == code["bedrock"]])) < 0.25
    assert np.nanmedian(ndsi[scene.landcover == code["glacier ice"]]) > 0.4


@pytest.mark.parametrize(
    ("aspect", "ascending", "descending"),
    [(0, -0.352, -0.352), (90, -0.816, 0.361), (225, 0.278, -0.555), (270, 0.361, -0.816)],
)
def test_sensitivity_has_the_sign_and_size_of_the_geometry(aspect, ascending, descending):
    slope, aspect = np.radians(17.0), np.radians(aspect)
    assert sensors.sensitivity(sensors.ASCENDING, slope, aspect) == pytest.approx(
        ascending, abs=1e-3
    )
    assert sensors.sensitivity(sensors.DESCENDING, slope, aspect) == pytest.approx(
        descending, abs=1e-3
    )


def test_downslope_velocity_comes_back_from_line_of_sight(scene):
    unit = max(scene.truth_units, key=lambda u: u["velocity_m_per_year"])
    assert unit["velocity_m_per_year"] > 0.1
    inside = scene.unit_labels == unit["unit_id"]
    slope, aspect = scene.components["slope"][inside], scene.components["aspect"][inside]
    weighted, squares = 0.0, 0.0
    for radar in (scene.ascending, scene.descending):
        c = sensors.sensitivity(radar, slope, aspect)
        motion = scene.components[f"motion_{radar.name}"][inside]
        good = np.abs(c) > 0.2
        assert np.allclose(
            motion[good] / c[good] / radar.years, scene.components["velocity"][inside][good]
        )
        weighted, squares = weighted + c * motion / radar.years, squares + c**2
    seen = squares > 0.04
    assert seen.mean() > 0.8
    assert np.mean(weighted[seen] / squares[seen]) == pytest.approx(
        unit["velocity_m_per_year"], rel=0.1
    )
    noisy = scene.los_ascending[inside].mean() - np.median(scene.los_ascending)
    quiet = scene.components["motion_ascending"][inside].mean()
    assert abs(noisy - quiet) < 0.03


def test_written_files_carry_crs_nodata_and_descriptions(small, tmp_path):
    paths = write_scene(small, tmp_path / "scene")
    with rasterio.open(paths["optical"]) as optical:
        assert optical.descriptions == ("blue", "green", "red", "nir", "swir1", "swir2")
        assert optical.nodata == 0 and optical.dtypes[0] == "uint16"
        assert optical.crs.to_epsg() == 32632 and optical.block_shapes[0] == (256, 256)
        assert "not a real place" in optical.tags()["SYNTHETIC"]
        values = optical.read(masked=True)
        bounds = optical.bounds
    assert np.array_equal(values.mask[0], np.isnan(small.optical[0]))
    assert values[0].compressed().mean() / 1e4 == pytest.approx(
        np.nanmean(small.optical[0]), rel=0.01
    )
    with rasterio.open(paths["dem"]) as dem:
        assert dem.descriptions == ("elevation",) and dem.nodata == -9999
        assert dem.bounds.left < bounds.left and dem.bounds.top > bounds.top
        assert dem.bounds.right > bounds.right and dem.bounds.bottom < bounds.bottom
    with rasterio.open(paths["los_descending"]) as los:
        tags = los.tags()
        assert tags["START"] == "2021-07-10" and tags["END"] == "2021-08-15"
        assert float(tags["INCIDENCE_DEG"]) == 39 and float(tags["AZIMUTH_DEG"]) % 360 == 102
        assert tags["LOS_POSITIVE"] == "toward" and tags["UNIT"] == "m"
    with rasterio.open(paths["coherence"]) as coherence:
        assert coherence.descriptions == ("coherence",)
    truth, crs = read_layer(paths["truth"])
    assert crs.to_epsg() == 32632 and len(truth) == len(small.truth_units)
    assert {"unit_id", "system_id", "activity", "origin"} <= set(truth[0].attributes)
    assert "real world" in paths["readme"].read_text(encoding="utf-8")
    assert not list((tmp_path / "scene").glob("*.part-*"))


def test_cancelling_stops_the_drawing():
    class Stopped(Feedback):
        def is_cancelled(self):
            return True

    with pytest.raises(Cancelled):
        generate_scene(1, SMALL, Stopped())
