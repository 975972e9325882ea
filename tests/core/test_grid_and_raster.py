"""Grids, reading onto other grids, and outputs that appear whole or not at all."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine
from conftest import UTM19S, UTM32
from conftest import write_raster as write
from osgeo import gdal
from rasterio.crs import CRS
from rasterio.enums import Resampling

from rock_glacier_mapper.core.errors import InputError
from rock_glacier_mapper.core.files import PART, whole_file, whole_folder
from rock_glacier_mapper.core.grid import Grid
from rock_glacier_mapper.core.raster import (
    GridReader,
    RasterSource,
    create_geotiff,
    open_raster,
    read_on_grid,
)


def grid_of(path):
    with open_raster(path) as dataset:
        return Grid.of(dataset)


@pytest.fixture
def ramp():
    rows, columns = np.mgrid[0:60, 0:80]
    return (1000 + 2 * columns + 3 * rows).astype(np.float32)


def test_reads_its_own_grid_exactly_and_nan_outside(tmp_path, ramp):
    path = write(tmp_path / "a.tif", ramp[None], Affine(10, 0, 5e5, 0, -10, 5e6))
    with GridReader(RasterSource(path), grid_of(path)) as reader:
        window = reader.read(-3, -2, 10, 8)[0]
    assert np.isnan(window[:2]).all() and np.isnan(window[:, :3]).all()
    np.testing.assert_array_equal(window[2:, 3:], ramp[:6, :7])


def test_aligned_subgrid_needs_no_resampling(tmp_path, ramp):
    path = write(tmp_path / "a.tif", ramp[None], Affine(10, 0, 5e5, 0, -10, 5e6))
    part = grid_of(path).part(7, 11, 20, 15)
    np.testing.assert_array_equal(read_on_grid(RasterSource(path), part)[0], ramp[11:26, 7:27])


@pytest.mark.parametrize(
    ("epsg", "north"), [(32632, 5.2e6), (32719, 6.87e6)], ids=["UTM north", "UTM south"]
)
def test_warped_values_lie_where_they_belong(tmp_path, epsg, north):
    """A plane z = x + y read on a shifted, finer grid equals the plane there."""
    crs = CRS.from_epsg(epsg)
    transform = Affine(30, 0, 4.5e5, 0, -30, north)
    columns, rows = np.meshgrid(np.arange(100) + 0.5, np.arange(90) + 0.5)
    plane = (columns * 30 - rows * 30).astype(np.float32)
    path = write(tmp_path / "plane.tif", plane[None], transform, crs)
    fine = Grid(crs, Affine(10, 0, 4.5e5 + 300 + 3, 0, -10, north - 300 + 4), 150, 120)
    got = read_on_grid(RasterSource(path), fine)[0]
    x = fine.transform.c + (np.arange(150) + 0.5) * 10 - 4.5e5
    y = fine.transform.f - (np.arange(120) + 0.5) * 10 - north
    np.testing.assert_allclose(got, x[None] + y[:, None], atol=0.02)


def test_other_crs_agrees_with_gdal_warp(tmp_path, ramp):
    """The same picture as GDAL's own warp, through EPSG:4326."""
    path = write(tmp_path / "utm.tif", ramp[None], Affine(10, 0, 5e5, 0, -10, 5e6), nodata=-1)
    geographic = str(tmp_path / "degrees.tif")
    gdal.Warp(geographic, path, dstSRS="EPSG:4326", resampleAlg="cubic", errorThreshold=0)
    target = grid_of(path).part(10, 10, 40, 30)
    got = read_on_grid(RasterSource(geographic), target)[0]
    np.testing.assert_allclose(got, ramp[10:40, 10:50], atol=1.5)
    assert np.isfinite(got).all()


def test_reading_does_not_depend_on_the_window(tmp_path, ramp):
    path = write(tmp_path / "a.tif", ramp[None], Affine(10, 0, 5e5, 0, -10, 5e6))
    other = Grid(CRS.from_epsg(3857), Affine(12, 0, 1001500, 0, -12, 5621500), 70, 60)
    whole = read_on_grid(RasterSource(path), other)[0]
    with GridReader(RasterSource(path), other, resampling=Resampling.bilinear) as reader:
        part = reader.read(13, 9, 30, 20)[0]
    np.testing.assert_array_equal(part, whole[9:29, 13:43])


def test_nodata_of_every_kind_becomes_nan(tmp_path):
    transform = Affine(10, 0, 5e5, 0, -10, 5e6)
    image = np.full((3, 20, 20), 50, np.uint8)
    image[:, 5, 5] = 0
    image[0, 6, 6] = 0
    untagged = write(tmp_path / "untagged.tif", image, transform)
    with GridReader(RasterSource(untagged), grid_of(untagged), zero_is_nodata=True) as reader:
        values = reader.read(0, 0, 20, 20)
    assert np.isnan(values[:, 5, 5]).all() and values[0, 6, 6] == 0
    tagged = write(tmp_path / "tagged.tif", image.astype(np.int16), transform, nodata=50)
    assert np.isnan(read_on_grid(RasterSource(tagged), grid_of(tagged))).sum() == 3 * 400 - 4
    signed = image.astype(np.float32)
    signed[1, 3, 3] = np.inf
    infinite = write(tmp_path / "inf.tif", signed, transform)
    assert np.isnan(read_on_grid(RasterSource(infinite), grid_of(infinite))[1, 3, 3])
    masked = write(tmp_path / "mask.tif", np.stack([*image, np.eye(20, dtype=np.uint8)]), transform)
    with rasterio.open(masked, "r+") as dataset:
        dataset.set_band_description(4, "dataMask")
    got = read_on_grid(RasterSource(masked, (1,)), grid_of(masked))[0]
    assert np.isfinite(got).sum() == 20


def test_coarser_target_takes_the_mean(tmp_path):
    rng = np.random.default_rng(3)
    fine = rng.normal(size=(1, 80, 80)).astype(np.float32)
    path = write(tmp_path / "fine.tif", fine, Affine(2, 0, 5e5, 0, -2, 5e6))
    coarse = Grid(UTM32, Affine(10, 0, 5e5, 0, -10, 5e6), 16, 16)
    expected = fine[0].reshape(16, 5, 16, 5).mean((1, 3))
    np.testing.assert_allclose(read_on_grid(RasterSource(path), coarse)[0], expected, atol=1e-5)


def test_metric_grid_keeps_a_fitting_one_and_makes_utm_of_degrees():
    own = Grid(UTM19S, Affine(10, 0, 4e5, 0, -10, 6.8e6), 300, 200)
    assert own.metric(10) is own and own.metric(10.4) is own
    finer = own.metric(5)
    assert finer.resolution == 5 and finer.bounds == own.bounds
    degrees = Grid(CRS.from_epsg(4326), Affine(1e-4, 0, 10.6, 0, -1e-4, 46.9), 200, 150)
    metric = degrees.metric(10)
    assert metric.crs == UTM32 and metric.resolution == 10
    south = Grid(CRS.from_epsg(4326), Affine(1e-4, 0, -69.6, 0, -1e-4, -28.3), 200, 150)
    assert south.metric(10).crs == UTM19S


def test_clipping_takes_whole_pixels_and_refuses_what_is_empty():
    grid = Grid(UTM32, Affine(10, 0, 0, 0, -10, 1000), 100, 100)
    part = grid.clipped((105, 205, 296, 394))
    assert part.bounds == (100, 200, 300, 400)
    assert grid.clipped((100, 200, 300, 400)).bounds == (100, 200, 300, 400)
    for wrong in ((5, 5, 5, 50), (2000, 0, 3000, 500), (np.nan, 0, 1, 1)):
        with pytest.raises(InputError):
            grid.clipped(wrong)


@pytest.mark.parametrize(
    ("options", "word"),
    [
        ({"crs": None}, "coordinate reference system"),
        ({"transform": Affine(10, 3, 5e5, 3, -10, 5e6)}, "rotated"),
        ({"transform": Affine(10, 0, 5e5, 0, 10, 5e6)}, "north-up"),
    ],
)
def test_unusable_georeference_is_named(tmp_path, options, word):
    settings = {"transform": Affine(10, 0, 5e5, 0, -10, 5e6), "crs": UTM32, **options}
    path = write(tmp_path / "bad.tif", np.ones((1, 5, 5), np.uint8), **settings)
    with pytest.raises(InputError, match=word):
        grid_of(path)


def test_missing_and_truncated_files_are_explained(tmp_path, ramp):
    with pytest.raises(InputError, match="cannot be opened"), open_raster(tmp_path / "no.tif"):
        pass
    path = write(
        tmp_path / "a.tif",
        np.random.default_rng(0).integers(0, 255, (1, 600, 600), dtype=np.uint8),
        Affine(10, 0, 5e5, 0, -10, 5e6),
    )
    data = (tmp_path / "a.tif").read_bytes()
    (tmp_path / "a.tif").write_bytes(data[: len(data) // 2])
    with pytest.raises(InputError, match=r"damaged|cannot be opened"):
        read_on_grid(RasterSource(path), grid_of(path))


def test_a_failed_write_leaves_nothing_and_keeps_the_old_file(tmp_path):
    grid = Grid(UTM32, Affine(10, 0, 0, 0, -10, 1000), 64, 64)
    final = tmp_path / "out.tif"
    final.write_bytes(b"old")
    with pytest.raises(RuntimeError), create_geotiff(final, grid) as target:
        target.write(np.ones((64, 64), np.float32), 1)
        raise RuntimeError
    assert final.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["out.tif"]
    with create_geotiff(final, grid, descriptions=("p",), tags={"A": "b"}) as target:
        assert not final.read_bytes().startswith(b"II")
        target.write(np.ones((64, 64), np.float32), 1)
    with rasterio.open(final) as dataset:
        assert dataset.descriptions == ("p",) and dataset.tags()["A"] == "b"
        assert dataset.nodata == -9999 and dataset.is_tiled and Grid.of(dataset) == grid


def test_output_folder_problems_are_explained(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="cannot be made"), whole_file(tmp_path / "file" / "a.tif"):
        pass
    with pytest.raises(InputError, match="is a folder"), whole_file(tmp_path):
        pass
    grid = Grid(UTM32, Affine(10, 0, 0, 0, -10, 1000), 4, 4)
    with pytest.raises(InputError, match="GeoTIFF"), create_geotiff(tmp_path / "a.png", grid):
        pass


def test_whole_folder_never_overwrites(tmp_path):
    with whole_folder(tmp_path / "new") as folder:
        (folder / "a").write_text("1")
        assert PART in folder.name
    assert (tmp_path / "new" / "a").read_text() == "1"
    with pytest.raises(InputError, match="not empty"), whole_folder(tmp_path / "new"):
        pass
    with pytest.raises(ValueError), whole_folder(tmp_path / "half") as folder:
        (folder / "a").write_text("1")
        raise ValueError
    assert [p.name for p in tmp_path.iterdir()] == ["new"]


@pytest.mark.parametrize("nodata", [None, -1.0])
def test_outside_a_warped_raster_there_is_no_data(tmp_path, ramp, nodata):
    """With or without a nodata tag: NaN beyond the raster, never 0."""
    path = write(
        tmp_path / "a.tif", ramp, Affine(1e-4, 0, 9, 0, -1e-4, 45), CRS.from_epsg(4326), nodata
    )
    wide = Grid(UTM32, Affine(10, 0, 499000, 0, -10, 4985000), 300, 300)
    values = read_on_grid(RasterSource(path), wide)[0]
    known = values[np.isfinite(values)]
    assert 0 < known.size < 6000 and known.min() >= 1000 - 1e-3


def naive_read(path, bands, column, row, width, height, zero_is_nodata):
    """What a reader should give: GDAL's masks, and nested slices instead of offsets."""
    with rasterio.open(path) as dataset:
        values = dataset.read(bands, out_dtype=np.float32)
        values[dataset.read_masks(bands) == 0] = np.nan
    values[~np.isfinite(values)] = np.nan
    if zero_is_nodata:
        values[:, (values == 0).all(axis=0)] = np.nan
    padded = np.pad(values, ((0, 0), (50, 50), (50, 50)), constant_values=np.nan)
    return padded[:, row + 50 : row + 50 + height, column + 50 : column + 50 + width]


@pytest.mark.parametrize("window", [(0, 0, 40, 30), (7, 5, 20, 11), (-9, 8, 60, 40), (60, 0, 5, 5)])
@pytest.mark.parametrize(
    ("dtype", "nodata"),
    [
        ("uint8", None),
        ("uint8", 0),
        ("uint16", 65535),
        ("int16", -32768),
        ("int16", 3.5),
        ("uint16", -1),
        ("int32", -9999),
        ("float32", None),
        ("float32", -9999),
        ("float32", np.nan),
        ("float32", 0),
        ("float32", -3.4028234663852886e38),
        ("float64", -9999),
    ],
)
def test_reading_equals_reading_with_masks(tmp_path, dtype, nodata, window):
    """Every type and nodata value, inside the raster and across its edges."""
    kind, rng = np.dtype(dtype), np.random.default_rng(4)
    values = rng.integers(0, 4, (3, 30, 40)).astype(kind)
    if kind.kind == "f":
        values[:, 1, 1:4] = np.nan, np.inf, -np.inf
        values[1] += rng.random((30, 40)).astype(kind)
    if nodata not in (None, 3.5, -1):
        values[rng.random(values.shape) < 0.2] = nodata
        if kind == np.float32 and nodata == -9999:  # what GDAL still takes for it, and not
            values[0, 5, :5] = np.float32(nodata) + np.float32(
                [0.0039, 0.0049, -0.0039, -0.0049, 1]
            )
    path = write(tmp_path / "a.tif", values, nodata=None if nodata in (3.5, -1) else nodata)
    if nodata in (3.5, -1):  # rasterio refuses to write such a value; other programs do not
        dataset = gdal.Open(path, gdal.GA_Update)
        for band in (1, 2, 3):
            dataset.GetRasterBand(band).SetNoDataValue(nodata)
        dataset = None
    for bands in ((1, 2, 3), (2,), (3, 1)):
        for zero in (False, True):
            with GridReader(RasterSource(path, bands), grid_of(path), zero) as reader:
                got = reader.read(*window)
            assert got.dtype == np.float32 and got.flags.c_contiguous
            np.testing.assert_array_equal(got, naive_read(path, bands, *window, zero))


def test_internal_masks_and_alpha_bands_are_respected(tmp_path):
    values = np.random.default_rng(0).integers(1, 200, (4, 30, 40)).astype(np.uint8)
    hidden = np.random.default_rng(1).random((30, 40)) < 0.3
    masked = write(tmp_path / "mask.tif", values)
    with rasterio.Env(GDAL_TIFF_INTERNAL_MASK=True), rasterio.open(masked, "r+") as dataset:
        dataset.write_mask(~hidden)
    values[3] = np.where(hidden, 0, 255)
    alpha = write(tmp_path / "alpha.tif", values)
    dataset = gdal.Open(alpha, gdal.GA_Update)
    dataset.GetRasterBand(4).SetColorInterpretation(gdal.GCI_AlphaBand)
    dataset = None
    for path in (masked, alpha):
        got = read_on_grid(RasterSource(path, (1, 2, 3)), grid_of(path))
        assert (np.isnan(got) == hidden).all()
        np.testing.assert_array_equal(got[:, ~hidden], values[:3, ~hidden])


def scaled(path, values, nodata, scales, offsets):
    write(path, values, nodata=nodata)
    with rasterio.open(path, "r+") as dataset:
        dataset.scales, dataset.offsets = scales, offsets
    return str(path)


def test_unscaling_applies_each_bands_scale_and_offset(tmp_path):
    stored = np.random.default_rng(2).integers(0, 10001, (2, 30, 40)).astype(np.uint16)
    stored[:, :3, :4] = 65535
    path = scaled(tmp_path / "a.tif", stored, 65535, (0.0001, 0.5), (0.0, -7.0))
    grid = grid_of(path)
    expected = stored * np.array([0.0001, 0.5])[:, None, None] + np.array([0, -7.0])[:, None, None]
    expected[stored == 65535] = np.nan
    with GridReader(RasterSource(path), grid, unscale=True) as reader:
        got = reader.read(-1, 0, 41, 30)
    np.testing.assert_array_equal(got[:, :, 1:], expected.astype(np.float32))
    assert np.isnan(got[:, :, 0]).all()
    with GridReader(RasterSource(path, (2,)), grid, unscale=True) as reader:
        np.testing.assert_array_equal(reader.read(0, 0, 40, 30)[0], expected[1].astype(np.float32))
    with GridReader(RasterSource(path), grid) as reader:
        assert np.nanmax(reader.read(0, 0, 40, 30)) == stored[stored < 65535].max()
    plain = write(tmp_path / "b.tif", expected.astype(np.float32), nodata=np.nan)
    with GridReader(RasterSource(plain), grid, unscale=True) as reader:
        np.testing.assert_array_equal(reader.read(0, 0, 40, 30), expected.astype(np.float32))


def test_unscaled_warping_is_that_of_the_values(tmp_path):
    """Between the pixels, steps of the stored integers are not rounded once more."""
    rows, columns = np.mgrid[0:60, 0:80]
    stored = (columns + rows).astype(np.uint8)
    stored[:10, :10] = 255
    path = scaled(tmp_path / "a.tif", stored, 255, (0.004,), (0.0,))
    values = np.where(stored == 255, -9999, stored * 0.004).astype(np.float32)
    plain = write(tmp_path / "b.tif", values, nodata=-9999)
    own = grid_of(path)
    fine = Grid(own.crs, own.transform * Affine.translation(2.3, 1.7) * Affine.scale(0.7), 90, 70)
    seen = []
    for name in (path, plain):
        with GridReader(RasterSource(name), fine, unscale=True) as reader:
            seen.append(reader.read(0, 0, 90, 70)[0])
    np.testing.assert_allclose(*seen, atol=1e-6)
    assert np.isnan(seen[0]).any() and np.isfinite(seen[0]).any()


LEFT = """
import sys, os
from rock_glacier_mapper.core.files import whole_file, whole_folder
with whole_file(sys.argv[1]) as file, whole_folder(sys.argv[2]) as folder:
    file.write_text("half")
    file.with_name(file.stem + "_strips.tif").write_text("half")
    (folder / "a").write_text("half")
    os._exit(9)
"""


def test_leftovers_of_killed_runs_go_when_the_output_is_written_again(tmp_path):
    """Only those of dead processes on this computer, and of outputs of this name."""
    (tmp_path / "old").mkdir()
    for name in ("out", "out2"):
        subprocess.run(
            [sys.executable, "-c", LEFT, tmp_path / f"{name}.tif", tmp_path / "folder"],
            cwd=Path(__file__).parent.parent.parent,
        )
    left = sorted(path.name for path in tmp_path.glob(f"*{PART}*"))
    assert len(left) == 5  # the second run removed the first one's folder
    with whole_file(tmp_path / "out.tif") as living:
        living.write_text("1")
        place = living.name.split(PART)[1].split("-")[0]
        other = living.with_name(f"out{PART}00000000-{2**22 + 1}-0123abcd.tif")
        other.write_text("on another computer")
        dead = living.with_name(f"out{PART}{place}-{2**22 + 1}-0123abcd.tif")
        dead.write_text("of a number that no process has")
        with whole_file(tmp_path / "out.tif") as second:
            second.write_text("2")
        assert living.exists() and other.exists() and not dead.exists()
    names = sorted(path.name for path in tmp_path.iterdir())
    assert [name for name in names if name.startswith("out.")] == [other.name, "out.tif"]
    assert sum(name.startswith(f"out2{PART}") for name in names) == 2
    with whole_folder(tmp_path / "folder"):
        pass
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith("folder")] == ["folder"]
    assert os.path.isdir(tmp_path / "old")
