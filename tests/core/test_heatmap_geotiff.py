"""Heatmaps as Cloud Optimized GeoTIFFs of scaled integers."""

import os
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine
from conftest import UTM19S, UTM32
from osgeo_utils.samples.validate_cloud_optimized_geotiff import validate
from shapely.geometry import box

from rock_glacier_mapper.core.errors import Cancelled, InputError
from rock_glacier_mapper.core.feedback import Feedback
from rock_glacier_mapper.core.grid import Grid
from rock_glacier_mapper.core.heatmap.encoding import ENCODINGS
from rock_glacier_mapper.core.heatmap.geotiff import write_heatmap
from rock_glacier_mapper.core.objects.fitting.place import Place
from rock_glacier_mapper.core.objects.segmentation import SceneBands, SegmentationSettings
from rock_glacier_mapper.core.raster import GridReader, RasterSource, grid_of

STYLES = Path(__file__).parent.parent.parent / "resources" / "styles"


def grid_for(array, crs=UTM32):
    return Grid(crs, Affine(10, 0, 6e5, 0, -10, 5.2e6), array.shape[1], array.shape[0])


def strips_of(array, rows=100):
    return ((row, array[row : row + rows]) for row in range(0, len(array), rows))


def surface(height, width, seed=0):
    """Random probabilities with a gap, and 0 and 1 among them."""
    values = np.random.default_rng(seed).random((height, width), np.float32)
    values[: height // 3, : width // 4] = np.nan
    values[-1, -1], values[-1, 0] = 0, 1
    return values


def read(path, grid, **options):
    with GridReader(RasterSource(str(path)), grid, **options) as reader:
        return reader.read(0, 0, grid.width, grid.height)[0]


@pytest.mark.parametrize("name", ENCODINGS)
def test_every_stored_value_comes_back(name):
    """Decoding and encoding again gives each step; the error is at most half a step."""
    encoding = ENCODINGS[name]
    if encoding.steps:
        stored = np.arange(encoding.steps + 1).astype(encoding.dtype)
        decoded = encoding.decode(stored)
        np.testing.assert_array_equal(encoding.encode(decoded), stored)
        exact = np.arange(encoding.steps + 1) / encoding.steps
        np.testing.assert_array_equal(decoded, exact.astype(np.float32))
    values = surface(50, 60)
    error = np.abs(encoding.decode(encoding.encode(values)) - values)
    assert np.nanmax(error) <= (0.5001 * encoding.scale if encoding.steps else 0)
    np.testing.assert_array_equal(np.isnan(error), np.isnan(values))
    assert encoding.encode(np.full((2, 2), np.nan)).dtype == encoding.dtype


@pytest.mark.parametrize("wrong", [1.01, -0.01, np.inf, 255.0])
def test_values_that_are_no_probabilities_are_refused(wrong):
    for encoding in ENCODINGS.values():
        with pytest.raises(InputError, match="from 0 to 1"):
            encoding.encode(np.array([[0.5, np.nan, wrong]], np.float32))
        assert encoding.encode(np.float32([[1 + 1e-5]])) == (encoding.steps or 1)


@pytest.mark.parametrize("name", ENCODINGS)
@pytest.mark.parametrize("shape", [(1, 1), (3, 700), (512, 512), (1100, 1300)])
def test_file_is_a_valid_cloud_optimized_geotiff(tmp_path, name, shape):
    """GDAL's own check of the layout, and what the metadata say."""
    values, path = surface(*shape), tmp_path / "a.tif"
    values[-1, -1] = 0.25
    grid = grid_for(values, UTM19S)
    write_heatmap(
        path, grid, strips_of(values), encoding=name, description="spread", tags={"MODEL": "m"}
    )
    warnings, errors, _ = validate(str(path), full_check=True)
    assert not errors and not warnings
    encoding = ENCODINGS[name]
    with rasterio.open(path) as dataset:
        assert Grid.of(dataset) == grid and dataset.dtypes == (encoding.dtype,)
        assert dataset.nodata == encoding.nodata and dataset.descriptions == ("spread",)
        assert dataset.scales == (encoding.scale,) and dataset.offsets == (0,)
        assert dataset.tags()["MODEL"] == "m" and dataset.compression.value == "DEFLATE"
        assert bool(dataset.overviews(1)) == (max(shape) > 512)
        np.testing.assert_array_equal(dataset.read(1), encoding.encode(values))
    np.testing.assert_array_equal(
        read(path, grid, unscale=True), encoding.decode(encoding.encode(values))
    )
    assert os.listdir(tmp_path) == ["a.tif"]


def test_overviews_are_means_over_the_pixels_with_data(tmp_path):
    values = surface(600, 800)
    write_heatmap(tmp_path / "a.tif", grid_for(values), strips_of(values))
    with rasterio.open(tmp_path / "a.tif", overview_level=0) as dataset:
        assert dataset.shape == (300, 400)
        got = ENCODINGS["uint16"].decode(dataset.read(1))
    blocks = values.reshape(300, 2, 400, 2)
    known = np.isfinite(blocks).sum((1, 3))
    mean = np.where(known, np.nansum(blocks, (1, 3)), np.nan) / np.maximum(known, 1)
    np.testing.assert_allclose(got, mean, atol=1.1e-4)


def test_file_does_not_depend_on_the_strips(tmp_path):
    values = surface(700, 900)
    for name, rows in (("a", 700), ("b", 64), ("c", 311)):
        write_heatmap(tmp_path / f"{name}.tif", grid_for(values), strips_of(values, rows))
    first, *others = [(tmp_path / f"{name}.tif").read_bytes() for name in "abc"]
    assert all(other == first for other in others)


def test_strips_must_cover_the_grid_in_order(tmp_path):
    values = surface(60, 50)
    grid, path = grid_for(values), tmp_path / "a.tif"
    wrong = [
        [(0, values[:30])],
        [(30, values[30:]), (0, values[:30])],
        [(0, values[:30]), (31, values[31:])],
        [(0, values), (60, values)],
        [(0, values[:, :-1])],
    ]
    for strips in wrong:
        with pytest.raises(ValueError, match="strip"):
            write_heatmap(path, grid, strips)
    assert not os.listdir(tmp_path)


def test_bad_arguments_are_explained_before_anything_is_read(tmp_path):
    grid = grid_for(surface(5, 5))

    def strips():
        raise AssertionError
        yield

    with pytest.raises(InputError, match="uint16"):
        write_heatmap(tmp_path / "a.tif", grid, strips(), encoding="int4")
    with pytest.raises(InputError, match="GeoTIFF"):
        write_heatmap(tmp_path / "a.png", grid, strips())
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="cannot be made"):
        write_heatmap(tmp_path / "file" / "a.tif", grid, strips())


def test_cancelling_leaves_nothing_and_keeps_the_old_file(tmp_path):
    class Stop(Feedback):
        def __init__(self, after):
            self.left = after

        def is_cancelled(self):
            self.left -= 1
            return self.left < 0

    values, path = surface(600, 50), tmp_path / "a.tif"
    path.write_bytes(b"old")
    for after in (0, 3, 6, 7):
        with pytest.raises(Cancelled):
            write_heatmap(path, grid_for(values), strips_of(values), feedback=Stop(after))
        assert path.read_bytes() == b"old" and os.listdir(tmp_path) == ["a.tif"]
    write_heatmap(path, grid_for(values), strips_of(values), feedback=Stop(8))
    assert path.stat().st_size > 1000


@pytest.mark.parametrize("megabytes", [2, 5, 7, 9])
def test_a_full_disk_is_told_and_leaves_nothing(monkeypatch, megabytes):
    """Full while writing the strips, the overviews, or the file itself; not foreseen."""
    place = Path("/tmp") / f"rgm_heatmap_{os.getpid()}"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}M", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True).returncode:
        place.rmdir()
        pytest.skip("only root can mount a small file system")
    values = np.random.default_rng(0).random((1500, 1500), np.float32)
    try:
        with pytest.raises(InputError, match="MB free"):
            write_heatmap(place / "a.tif", grid_for(values), strips_of(values), encoding="float32")
        monkeypatch.setattr(
            "rock_glacier_mapper.core.heatmap.geotiff.require_space", lambda *_: None
        )
        with pytest.raises(InputError, match="disk is full"):
            write_heatmap(place / "a.tif", grid_for(values), strips_of(values))
        assert not os.listdir(place)
    finally:
        subprocess.run(["umount", str(place)], check=True)
        shutil.rmtree(place)


def test_the_object_analysis_sees_probabilities(tmp_path):
    """Heatmap and uncertainty of scaled integers, and the part that is cut out to fit rules."""
    values = surface(400, 600)
    grid, decoded = grid_for(values), {}
    for name in ("uint8", "uint16"):
        write_heatmap(tmp_path / f"{name}.tif", grid, strips_of(values), encoding=name)
        decoded[name] = ENCODINGS[name].decode(ENCODINGS[name].encode(values))
    heatmap, spread = (RasterSource(str(tmp_path / f"{n}.tif"), (1,)) for n in ("uint16", "uint8"))
    with SceneBands(heatmap, uncertainty=spread) as scene:
        np.testing.assert_array_equal(scene.probability(0, 0, 600, 400), decoded["uint16"])
        np.testing.assert_array_equal(scene.uncertainty(0, 0, 600, 400), decoded["uint8"])
    middle = box(6e5 + 2000, 5.2e6 - 2100, 6e5 + 2100, 5.2e6 - 2000)
    place = Place.of(heatmap, [middle], [middle], Feedback())
    settings = SegmentationSettings(gate_m=0)
    with place.cropped(heatmap, settings) as part:
        cut = grid_of(part)
        column, row = grid.offset_of(cut)
        with SceneBands(part) as scene:
            got = scene.probability(0, 0, cut.width, cut.height)
    expected = decoded["uint16"][row : row + cut.height, column : column + cut.width]
    np.testing.assert_array_equal(got, expected)
    assert cut.width < 400


@pytest.mark.parametrize("name", ENCODINGS)
def test_qgis_shows_probabilities(qgis_app, tmp_path, name):
    """Identifying, blocks, statistics and the colours of the style are those of 0 to 1."""
    from qgis.core import QgsPointXY, QgsRaster, QgsRasterBandStats, QgsRasterLayer
    from qgis.PyQt.QtGui import QColor

    values = np.broadcast_to(np.linspace(0, 1, 61, dtype=np.float32), (50, 61)).copy()
    values[:10, :10] = np.nan
    grid = grid_for(values)
    write_heatmap(tmp_path / "a.tif", grid, strips_of(values), encoding=name)
    layer = QgsRasterLayer(str(tmp_path / "a.tif"), "heatmap")
    assert layer.loadNamedStyle(str(STYLES / "heatmap.qml"))[1]
    provider, extent = layer.dataProvider(), layer.extent()
    points = [QgsPointXY(*grid.transform * (column + 0.5, 30.5)) for column in (0, 30, 60)]
    seen = [provider.identify(at, QgsRaster.IdentifyFormatValue).results()[1] for at in points]
    np.testing.assert_allclose(seen, [0, 0.5, 1], atol=0.002)
    block = provider.block(1, extent, 61, 50)
    got = [block.value(30, column) for column in range(61)]
    np.testing.assert_allclose(got, values[30], atol=0.5 / (ENCODINGS[name].steps or 1e7) + 1e-7)
    assert block.isNoData(0, 0) and not block.isNoData(0, 10)
    found = provider.bandStatistics(1, QgsRasterBandStats.Max)
    assert found.maximumValue == pytest.approx(1)
    colours = layer.renderer().block(1, extent, 61, 50)
    shown = QColor.fromRgba(colours.color(30, 60))
    assert shown.alpha() == 0xF0 and colours.color(0, 0) == 0
    assert QColor.fromRgba(colours.color(30, 0)).alpha() == 0
