"""The heatmap: independent of the tiling, in the right place, whole or not at all."""

import numpy as np
import pytest
import rasterio
import shapely
from affine import Affine
from conftest import UTM19S, UTM32, make_model, make_picture, write_raster
from scipy import signal

from rock_glacier_mapper.core.channels import ChannelStack
from rock_glacier_mapper.core.errors import Cancelled, InputError
from rock_glacier_mapper.core.feedback import Feedback
from rock_glacier_mapper.core.grid import Grid
from rock_glacier_mapper.core.heatmap import plan_tiles, predict_heatmap, working_grid
from rock_glacier_mapper.core.inference import Network
from rock_glacier_mapper.core.raster import RasterSource
from rock_glacier_mapper.core.terrain import direction_of, gradient


def run(image, model, output, **options):
    network = Network(model, "cpu")
    with rasterio.open(image) as dataset:
        grid = working_grid(Grid.of(dataset), network.card.resolution_m)
    with ChannelStack(network.card.channels, RasterSource(str(image)), grid) as stack:
        result = predict_heatmap(network, stack, output, **options)
    with rasterio.open(output) as dataset:
        return dataset.read(1), Grid.of(dataset), result


@pytest.mark.parametrize("stride", [1, 16])
@pytest.mark.parametrize(("width", "height"), [(150, 130), (64, 64), (65, 63), (7, 200)])
def test_tiles_cover_every_pixel_once_and_keep_their_rim(stride, width, height):
    grid = Grid(UTM32, Affine(10, 0, 0, 0, -10, 0), width, height)
    for region in ((0, 0, width, height), (3, 5, width - 4, height - 6)):
        covered = np.zeros((height, width), int)
        for strip in plan_tiles(grid, region, 96, 20, stride):
            for tile in strip:
                covered[
                    tile.row : tile.row + tile.height, tile.column : tile.column + tile.width
                ] += 1
                assert tile.left % stride == tile.top % stride == 0
                assert tile.read_width <= 96 and tile.read_height <= 96
                rims = (
                    (tile.column - tile.left, tile.left == 0),
                    (tile.row - tile.top, tile.top == 0),
                    (
                        tile.left + tile.read_width - tile.column - tile.width,
                        tile.left + tile.read_width >= width,
                    ),
                    (
                        tile.top + tile.read_height - tile.row - tile.height,
                        tile.top + tile.read_height >= height,
                    ),
                )
                assert all(rim >= 20 or at_edge for rim, at_edge in rims)
        inside = covered[region[1] : region[1] + region[3], region[0] : region[0] + region[2]]
        assert (inside == 1).all() and covered.sum() == inside.size


def test_a_tile_without_core_is_refused():
    grid = Grid(UTM32, Affine(10, 0, 0, 0, -10, 0), 500, 500)
    with pytest.raises(InputError, match="at least 432"):
        plan_tiles(grid, (0, 0, 500, 500), 400, 200, 16)


def test_heatmap_equals_an_independent_convolution(tmp_path, picture):
    """The model is one known convolution; scipy does it on the whole image in double precision."""
    weights = np.random.default_rng(8).normal(0, 0.05, (1, 3, 9, 9)).astype(np.float32)
    model = make_model(tmp_path / "m.onnx", weights=weights, temperature=1.7)
    got, _, _ = run(picture, model, tmp_path / "h.tif")
    with rasterio.open(picture) as dataset:
        bands = dataset.read().astype(float)
    low, centre, high = np.percentile(bands, (15.9, 50, 84.1), axis=(1, 2))
    scaled = np.clip((bands.T - centre) / ((high - low) / 2), -4, 4).T
    a = sum(signal.correlate2d(s, w, "same") for s, w in zip(scaled, weights[0].astype(float)))
    expected = 1 / (1 + np.exp(-(2 * np.maximum(a, 0) - 1.5) / 1.7))
    np.testing.assert_allclose(got, expected, atol=1e-5)
    assert len(np.unique(got)) > 1000


@pytest.mark.parametrize("tile", [16, 33, 64, 1000])
def test_tiled_equals_untiled(tmp_path, picture, model, tile):
    whole, _, _ = run(picture, model, tmp_path / "whole.tif", tile_size=4096)
    tiled, _, result = run(picture, model, tmp_path / "tiled.tif", tile_size=tile)
    np.testing.assert_array_equal(tiled, whole)
    assert (result.tiles == 1) == (tile == 1000)


def test_too_small_a_rim_shows(tmp_path, picture, model):
    """The check above can fail: without a rim the tiles' borders differ."""
    whole, _, _ = run(picture, model, tmp_path / "whole.tif", tile_size=4096)
    tiled, _, _ = run(picture, model, tmp_path / "tiled.tif", tile_size=32, margin=0)
    assert np.abs(tiled - whole).max() > 1e-3


def test_an_extent_gives_the_same_pixels(tmp_path, picture, model):
    whole, grid, _ = run(picture, model, tmp_path / "whole.tif")
    part, part_grid, _ = run(picture, model, tmp_path / "part.tif", region=(37, 21, 60, 50))
    np.testing.assert_array_equal(part, whole[21:71, 37:97])
    assert grid.offset_of(part_grid) == (37, 21)


@pytest.mark.parametrize(
    ("crs", "transform"),
    [
        (UTM32, Affine(10, 0, 600003.5, 0, -10, 5200007.25)),
        (UTM19S, Affine(10, 0, 445000, 0, -10, 6870000)),
    ],
    ids=["north", "south"],
)
def test_georeference_is_exact_to_the_pixel(tmp_path, crs, transform):
    """A single bright pixel comes out at its own map position."""
    bands = np.full((3, 90, 80), 100, np.uint8)
    bands += np.random.default_rng(1).integers(0, 9, bands.shape, dtype=np.uint8)
    bands[:, 41, 33] = 255
    image = write_raster(tmp_path / "i.tif", bands, transform, crs)
    weights = np.zeros((1, 3, 9, 9), np.float32)
    weights[:, :, 4, 4] = 1
    heatmap, grid, _ = run(
        image, make_model(tmp_path / "m.onnx", weights=weights), tmp_path / "h.tif"
    )
    row, column = np.unravel_index(np.argmax(heatmap), heatmap.shape)
    assert (row, column) == (41, 33)
    assert grid.transform == transform and grid.crs == crs


def test_degrees_go_to_utm_and_land_in_the_right_place(tmp_path):
    """A bright block in EPSG:4326 is found where a coordinate transformation puts it."""
    from rasterio.warp import transform as project

    bands = np.full((3, 120, 160), 80, np.uint8)
    bands[:, 60:66, 70:76] = 250
    bands += np.random.default_rng(1).integers(0, 5, bands.shape, dtype=np.uint8)
    degrees = Affine(1.3e-4, 0, 10.6, 0, -9e-5, 46.95)
    image = write_raster(tmp_path / "i.tif", bands, degrees, "EPSG:4326")
    weights = np.zeros((1, 3, 9, 9), np.float32)
    weights[:, :, 4, 4] = 0.1
    heatmap, grid, _ = run(
        image, make_model(tmp_path / "m.onnx", weights=weights), tmp_path / "h.tif"
    )
    assert grid.crs == UTM32 and grid.resolution == 10
    rows, columns = np.nonzero(heatmap > heatmap.max() * 0.6)
    x, y = grid.transform * (columns.mean() + 0.5, rows.mean() + 0.5)
    (true_x,), (true_y,) = project("EPSG:4326", UTM32, *([v] for v in degrees * (73, 63)))
    assert abs(x - true_x) < 5 and abs(y - true_y) < 5


def test_nodata_holes_stay_holes_and_do_not_spoil_the_rest(tmp_path, model):
    image = make_picture(tmp_path / "i.tif", nodata=0)
    with rasterio.open(image, "r+") as dataset:
        bands = dataset.read()
        bands[:, 40:50, 60:75] = 0
        bands[:, :, 140:] = 0
        dataset.write(bands)
    heatmap, _, _ = run(image, model, tmp_path / "h.tif")
    hole = (bands == 0).all(axis=0)
    assert (heatmap[hole] == -9999).all() and (heatmap[~hole] >= 0).all()
    full, _, _ = run(make_picture(tmp_path / "full.tif"), model, tmp_path / "f.tif")
    far = np.ones_like(hole)
    far[30:60, 50:85] = far[:, 125:] = False
    assert np.abs(heatmap - full)[far].max() < 0.2


def test_a_mask_skips_tiles_and_cuts_at_its_border(tmp_path, picture, model):
    left, top = 600000, 5200000
    square = shapely.box(left + 200, top - 500, left + 400, top - 300)
    heatmap, _, result = run(picture, model, tmp_path / "h.tif", mask=[square], tile_size=32)
    assert (heatmap[30:50, 20:40] >= 0).all() and (heatmap >= 0).sum() == 400
    assert 0 < result.tiles - result.skipped <= 4
    with pytest.raises(InputError, match="outside the mask"):
        run(picture, model, tmp_path / "x.tif", mask=[shapely.box(0, 0, 9, 9)])
    assert not (tmp_path / "x.tif").exists()


def test_augmentation_is_the_mean_of_the_eight_views(tmp_path, model):
    """On a turned image the augmented heatmap is the turned heatmap; uncertainty is the spread."""
    image = make_picture(tmp_path / "a.tif", height=64, width=64)
    with rasterio.open(image) as dataset:
        bands, transform = dataset.read(), dataset.transform
    turned = write_raster(
        tmp_path / "b.tif", np.ascontiguousarray(np.rot90(bands, 1, (1, 2))), transform
    )
    first, _, _ = run(image, model, tmp_path / "h1.tif", test_time_augmentation=True)
    spread = tmp_path / "u.tif"
    second, _, _ = run(turned, model, tmp_path / "h2.tif", uncertainty=spread)
    np.testing.assert_allclose(np.rot90(first), second, atol=1e-6)
    plain, _, _ = run(image, model, tmp_path / "h3.tif")
    assert np.abs(plain - first).max() > 1e-3
    with rasterio.open(spread) as dataset:
        assert 0 < dataset.read(1).max() <= 0.5


def direction_image(path):
    """A stack with one optical band and the downslope direction of rolling hills."""
    rows, columns = np.mgrid[0:72, 0:66] * 10.0
    dem = 60 * np.sin(columns / 130 + rows / 400) * np.cos(rows / 90) + 0.2 * columns
    direction = [band[1:-1, 1:-1] for band in direction_of(*gradient(dem, 10, 10))]
    bands = np.stack([np.random.default_rng(3).uniform(0.1, 0.2, (70, 64)), *direction])
    return write_raster(path, bands.astype(np.float32), names=("red", "northness", "eastness"))


def test_augmentation_turns_directions_with_the_picture(tmp_path):
    """A network that maps where the ground bends (the divergence of the downslope direction).

    That is the same in every view if, and only if, both components turn with the picture. The
    eastward component itself is another in every view.
    """
    image = direction_image(tmp_path / "i.tif")
    roles = "red", "northness", "eastness"
    bend, east = np.zeros((2, 1, 3, 9, 9), np.float32)
    bend[0, 1, 3, 4], bend[0, 1, 5, 4] = 4, -4  # north of a pixel minus south of it
    bend[0, 2, 4, 5], bend[0, 2, 4, 3] = 4, -4
    east[0, 2, 4, 4] = 1
    heatmaps = {}
    for name, weights in (("bend", bend), ("east", east)):
        model = make_model(tmp_path / f"{name}.onnx", roles=roles, weights=weights)
        spread = tmp_path / f"{name}_spread.tif"
        plain, _, _ = run(image, model, tmp_path / f"{name}.tif")
        mean, _, _ = run(image, model, tmp_path / f"{name}_mean.tif", uncertainty=spread)
        with rasterio.open(spread) as dataset:
            heatmaps[name] = plain, mean, dataset.read(1)
    plain, mean, spread = heatmaps["bend"]
    np.testing.assert_allclose(mean, plain, atol=1e-5)
    assert spread.max() < 1e-3 and plain.std() > 0.05
    assert heatmaps["east"][2].max() > 0.05


def test_augmentation_needs_both_components(tmp_path):
    image = direction_image(tmp_path / "i.tif")
    model = make_model(tmp_path / "m.onnx", roles=("red", "eastness"))
    run(image, model, tmp_path / "plain.tif")
    with pytest.raises(InputError, match="eastness without northness"):
        run(image, model, tmp_path / "h.tif", test_time_augmentation=True)
    assert not (tmp_path / "h.tif").exists()


class CancelsAfter(Feedback):
    def __init__(self, calls):
        self.calls = calls

    def is_cancelled(self):
        self.calls -= 1
        return self.calls < 0


def test_cancelling_half_way_leaves_nothing(tmp_path, picture, model):
    with pytest.raises(Cancelled):
        run(picture, model, tmp_path / "h.tif", tile_size=32, feedback=CancelsAfter(5))
    assert not list(tmp_path.glob("h*"))


def test_an_all_nodata_image_is_refused(tmp_path, model):
    bands = np.zeros((3, 40, 40), np.uint8)
    bands[:, 0, 0] = 9
    image = write_raster(tmp_path / "i.tif", bands, nodata=0)
    with pytest.raises(InputError, match="no image data"):
        run(image, model, tmp_path / "h.tif", region=(5, 5, 30, 30))
    assert not (tmp_path / "h.tif").exists()


def test_too_coarse_an_image_is_refused(tmp_path):
    grid = Grid(UTM32, Affine(90, 0, 0, 0, -90, 0), 100, 100)
    with pytest.raises(InputError, match=r"90\.0 m"):
        working_grid(grid, 10)


@pytest.mark.parametrize(
    ("break_it", "word"),
    [
        (lambda p: p.unlink(), "does not exist"),
        (lambda p: p.write_bytes(p.read_bytes()[:200]), "cannot be opened"),
        (lambda p: p.write_text("not a model"), "cannot be opened"),
    ],
)
def test_broken_models_are_explained(tmp_path, model, break_it, word):
    from pathlib import Path

    break_it(Path(model))
    with pytest.raises(InputError, match=word):
        Network(model, "cpu")


def test_models_that_do_not_fit_their_card_are_refused(tmp_path, model):
    import onnx

    plain = onnx.load(model)
    del plain.metadata_props[:]
    onnx.save(plain, tmp_path / "plain.onnx")
    with pytest.raises(InputError, match="does not say which channels"):
        Network(tmp_path / "plain.onnx", "cpu")
    other = onnx.load(make_model(tmp_path / "other.onnx", roles=("red", "green")))
    onnx.helper.set_model_props(other, {p.key: p.value for p in onnx.load(model).metadata_props})
    onnx.save(other, tmp_path / "wrong.onnx")
    with pytest.raises(InputError, match="lists 3"):
        Network(tmp_path / "wrong.onnx", "cpu")
    with pytest.raises(InputError, match="impossible values: margin, tile_size"):
        Network(make_model(tmp_path / "absurd.onnx", margin=-1, tile_size=-5), "cpu")
    with pytest.raises(InputError, match="'cuda'"):
        Network(model, "cuda")
