"""Units of a region: the same values however the region is cut, and several scenes together."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine
from conftest import UTM32, make_model, make_picture
from rasterio.crs import CRS
from rasterio.warp import calculate_default_transform, reproject
from scipy import special

from rock_glacier_mapper.core.channels import ChannelStack, guess_band_roles
from rock_glacier_mapper.core.errors import InputError
from rock_glacier_mapper.core.grid import Grid
from rock_glacier_mapper.core.heatmap import predict_at_scales
from rock_glacier_mapper.core.inference import Network
from rock_glacier_mapper.core.raster import RasterSource
from rock_glacier_mapper.core.region.job import Job, PredictionSettings, Scene, plan_units
from rock_glacier_mapper.core.region.prediction import combine, predict_unit
from rock_glacier_mapper.core.region.scenes import window_on

TILE = 48
X0, Y0 = 600000, 5200000


def scene_of(path, grid):
    with rasterio.open(path) as dataset:
        own, roles = Grid.of(dataset), guess_band_roles(dataset)
        integer = np.dtype(dataset.dtypes[0]).kind in "iu"
    return Scene(str(path), roles, window_on(grid, own, 10.0), integer=integer)


def job_of(folder, paths, grid, model, size, **settings):
    settings = {"tile_size": TILE, "scales": (1.0, 0.7), **settings}
    scenes = tuple(scene_of(path, grid) for path in paths)
    extent = 0, 0, grid.width, grid.height
    job = Job(
        Path(folder),
        grid,
        size,
        extent,
        scenes,
        plan_units(grid, size, scenes, None, extent),
        str(model),
        prediction=PredictionSettings(**settings),
        fingerprint={"test": 1},
    )
    job.save()
    return job


def mosaic(job, kind="heatmap"):
    """The units put together: stored values."""
    out = None
    for unit in job.units:
        path = getattr(job, kind)(unit)
        if not path.exists():
            continue
        with rasterio.open(path) as dataset:
            values = dataset.read()
            assert Grid.of(dataset) == job.unit_grid(unit)
            if out is None:
                out = np.full((len(values), *job.grid.shape), dataset.nodata, values.dtype)
        out[:, unit.row : unit.row + unit.height, unit.column : unit.column + unit.width] = values
    return out


def predicted(folder, paths, grid, model, size, **settings):
    job = job_of(folder, paths, grid, model, size, **settings)
    reports = [predict_unit(job, unit, device="cpu") for unit in job.units]
    return job, reports


@pytest.fixture
def grid():
    return Grid(UTM32, Affine(10, 0, X0, 0, -10, Y0), 150, 130)


@pytest.mark.parametrize("size", [64, 97, 1000])
def test_units_are_the_heatmap_of_the_whole(tmp_path, picture, model, grid, size):
    """Bit for bit the heatmap that the scene alone gives, with another tile size even."""
    network = Network(model, "cpu")

    def stack_for(scaled):
        return ChannelStack(network.card.channels, RasterSource(picture), scaled)

    scales, whole = (1.0, 0.7), tmp_path / "whole.tif"
    predict_at_scales(network, stack_for, grid, whole, scales, encoding="uint16", tile_size=80)
    job, reports = predicted(tmp_path / "job", [picture], grid, model, size)
    with rasterio.open(whole) as dataset:
        np.testing.assert_array_equal(mosaic(job), dataset.read())
    assert all(report["data"] and report["scenes"] == ["picture.tif"] for report in reports)
    with rasterio.open(picture) as dataset:
        expected = np.rint(dataset.read([3, 2, 1]) / 255 * 10000)
    np.testing.assert_allclose(mosaic(job, "image"), expected, atol=1)


def test_a_unit_that_was_broken_off_goes_on(tmp_path, picture, model, grid):
    from test_prediction_engine import CancelsAfter

    from rock_glacier_mapper.core.errors import Cancelled

    whole, (report,) = predicted(tmp_path / "a", [picture], grid, model, 1000)
    job = job_of(tmp_path / "b", [picture], grid, model, 1000)
    with pytest.raises(Cancelled):
        predict_unit(job, job.units[0], device="cpu", feedback=CancelsAfter(9))
    assert not job.heatmap(job.units[0]).exists()
    again = predict_unit(job, job.units[0], device="cpu")
    assert 5 < again["resumed"] < report["windows"] == again["windows"]
    np.testing.assert_array_equal(mosaic(job), mosaic(whole))
    assert not job.windows(job.units[0]).exists()


@pytest.fixture
def scenes(tmp_path):
    """Three pictures of other dates that overlap; the third lies in the next UTM zone."""
    east = Affine(10, 0, X0 + 700, 0, -10, Y0)
    first = make_picture(tmp_path / "first.tif", nodata=0)
    second = make_picture(tmp_path / "second.tif", east, nodata=0)
    with rasterio.open(second, "r+") as dataset:
        bands = dataset.read().astype(float)
        bands[:, :40] *= 0.8
        dataset.write(np.clip(bands * 0.6 + 30, 1, 255).astype(np.uint8))
    other = CRS.from_epsg(32633)
    with rasterio.open(make_picture(tmp_path / "plain.tif", nodata=0)) as dataset:
        transform, width, height = calculate_default_transform(
            UTM32, other, dataset.width, dataset.height, *dataset.bounds, resolution=10
        )
        out = np.zeros((3, height, width), np.uint8)
        reproject(
            dataset.read(),
            out,
            src_transform=dataset.transform,
            src_crs=UTM32,
            dst_transform=transform,
            dst_crs=other,
            src_nodata=0,
            dst_nodata=0,
        )
        profile = {**dataset.profile, "crs": other, "transform": transform}
    profile.update(width=width, height=height)
    with rasterio.open(tmp_path / "third.tif", "w", **profile) as dataset:
        dataset.write(out)
        dataset.colorinterp = rasterio.open(first).colorinterp
    return [first, second, str(tmp_path / "third.tif")]


@pytest.mark.parametrize("how", ["mean", "max", "first"])
def test_overlapping_scenes_and_another_zone(tmp_path, scenes, model, how):
    """Each scene by itself, combined by hand; and cut into other units."""
    wide = Grid(UTM32, Affine(10, 0, X0, 0, -10, Y0), 230, 130)
    job, reports = predicted(tmp_path / "all", scenes, wide, model, 1000, combine=how)
    assert reports[0]["scenes"] == ["first.tif", "second.tif", "third.tif"]
    parts, _ = predicted(tmp_path / "parts", scenes, wide, model, 70, combine=how)
    np.testing.assert_array_equal(mosaic(parts), mosaic(job))
    np.testing.assert_array_equal(mosaic(parts, "image"), mosaic(job, "image"))
    alone = []
    for number, path in enumerate(scenes):
        one, _ = predicted(tmp_path / str(number), [path], wide, model, 1000)
        values = mosaic(one)[0].astype(float)
        alone.append(np.where(values == 65535, np.nan, values / 10000))
    alone = np.array(alone)
    known = np.isfinite(alone)
    assert (known.sum(0) == 3).any() and (known.sum(0) == 1).any()
    if how == "max":
        expected = np.nanmax(np.where(known.any(0), alone, -1), 0)
    elif how == "first":
        expected = np.take_along_axis(alone, known.argmax(0)[None], 0)[0]
    else:
        logits = special.logit(np.clip(alone, 1e-4, 1 - 1e-4))
        expected = special.expit(np.nanmean(np.where(known.any(0), logits, 0), 0))
    got = mosaic(job)[0].astype(float)
    np.testing.assert_array_equal(got == 65535, ~known.any(0))
    inside = known.any(0)
    np.testing.assert_allclose(got[inside] / 10000, expected[inside], atol=4e-4)


def test_a_truncated_scene_is_left_out_with_a_warning(tmp_path, scenes, model):
    wide = Grid(UTM32, Affine(10, 0, X0, 0, -10, Y0), 230, 130)
    job = job_of(tmp_path / "job", scenes[:2], wide, model, 1000)
    second = Path(scenes[1])
    second.write_bytes(second.read_bytes()[:9000])
    report = predict_unit(job, job.units[0], device="cpu")
    assert report["scenes"] == ["first.tif"]
    assert len(report["warnings"]) == 1 and "second.tif was left out" in report["warnings"][0]
    alone, _ = predicted(tmp_path / "alone", scenes[:1], wide, model, 1000)
    np.testing.assert_array_equal(mosaic(job), mosaic(alone))
    Path(scenes[0]).write_bytes(b"")
    job = job_of_broken(job, tmp_path / "none")
    with pytest.raises(InputError, match=r"first\.tif was left out.*second\.tif was left out"):
        predict_unit(job, job.units[0], device="cpu")


def job_of_broken(job, folder):
    other = replace(job, folder=folder)
    other.save()
    return other


def test_a_unit_without_data_says_so(tmp_path, model, grid):
    image = make_picture(tmp_path / "i.tif", nodata=0)
    with rasterio.open(image, "r+") as dataset:
        bands = dataset.read()
        bands[:, :, 60:] = 0
        dataset.write(bands)
    job, reports = predicted(tmp_path / "job", [image], grid, model, 64)
    assert [report["data"] for report in reports] == [True, False, False] * 3
    assert not job.heatmap(job.units[1]).exists()


def test_uncertainty_is_the_spread_over_scenes():
    """Against numpy; terrain that was not looked at stays 0."""
    rng = np.random.default_rng(2)
    one, two = rng.uniform(0.1, 0.9, (2, 5, 6)).astype(np.float32)
    two[2] = np.nan
    one[0, 0] = two[0, 0] = 0
    inner = np.full((5, 6), 0.1, np.float32)
    mean, spread = combine([(one, inner), (two, None)], "mean")
    assert mean[0, 0] == 0
    np.testing.assert_array_equal(mean[2], one[2])
    np.testing.assert_allclose(spread[2], 0.1, rtol=1e-6)
    both = np.array([one, two])[:, 1]
    expected = np.sqrt(0.1**2 / 2 + both.var(0))
    np.testing.assert_allclose(spread[1], expected, rtol=1e-5)


def test_uncertainty_is_written_when_asked_for(tmp_path, picture, grid):
    model = make_model(tmp_path / "m.onnx")
    job, _ = predicted(tmp_path / "job", [picture], grid, model, 100, uncertainty=True)
    spread = mosaic(job, "uncertainty")
    assert 10 < spread.max() < 5000 and spread.shape == (1, 130, 150)


def test_a_damaged_part_of_a_mosaic_costs_its_units_only(tmp_path, model):
    """One VRT over four files, of which one is cut short: the other units are mapped."""
    from osgeo import gdal

    names = []
    for row in range(2):
        for column in range(2):
            transform = Affine(10, 0, X0 + 640 * column, 0, -10, Y0 - 640 * row)
            path = tmp_path / f"{row}{column}.tif"
            names.append(make_picture(path, transform, height=64, width=64, nodata=0))
    mosaic_file = str(tmp_path / "mosaic.vrt")
    gdal.BuildVRT(mosaic_file, names).FlushCache()
    wide = Grid(UTM32, Affine(10, 0, X0, 0, -10, Y0), 128, 128)
    whole, _ = predicted(tmp_path / "whole", [mosaic_file], wide, model, 32, scales=(1.0,))
    damaged = tmp_path / "11.tif"
    damaged.write_bytes(damaged.read_bytes()[:700])
    job = job_of(tmp_path / "job", [mosaic_file], wide, model, 32, scales=(1.0,))
    failed, done = [], []
    for unit in job.units:
        try:
            predict_unit(job, unit, device="cpu")
            done.append(unit)
        except InputError as error:
            assert "mosaic.vrt was left out" in str(error)
            failed.append(unit)
    # The windows of units beside the damaged file reach into it.
    assert {unit.name for unit in failed} >= {
        u.name for u in job.units if min(u.column, u.row) > 63
    }
    assert len(done) >= 7
    difference = mosaic(job).astype(int) - mosaic(whole)
    assert np.abs(difference[0, :32, :32]).max() < 600  # another sample gives other statistics
