"""Grids, reading onto other grids, and outputs that appear whole or not at all."""

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
