"""Fixtures that several test files share: small real models and small real rasters."""

import gc
import importlib.util
import os
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import hypothesis
import numpy as np
import pytest
import rasterio
import rasterio.shutil
from affine import Affine
from rasterio.crs import CRS

from rock_glacier_mapper.core.channels import make_channel
from rock_glacier_mapper.core.model_card import ModelCard

#: What cannot be tried without PyTorch, which mapping does not need.
_TRAINING = (
    "core/test_augmentation.py",
    "core/test_export.py",
    "core/test_networks.py",
    "core/test_shipped_model.py",
    "core/test_training_report.py",
    "core/test_training_run.py",
    "core/test_training_scenes.py",
    "processing/test_training_algorithms.py",
)
collect_ignore = [] if importlib.util.find_spec("torch") else list(_TRAINING)

UTM32 = CRS.from_epsg(32632)
UTM19S = CRS.from_epsg(32719)
FULL = os.environ.get("TEST_FULL") == "1"
SHARED = Path(__file__).parent.parent.parent / "shared" / "realdata"


_SLOW = [hypothesis.HealthCheck.too_slow, hypothesis.HealthCheck.function_scoped_fixture]
_SAME = {"derandomize": True, "database": None, "deadline": None, "suppress_health_check": _SLOW}
hypothesis.settings.register_profile("quick", max_examples=20, **_SAME)
hypothesis.settings.register_profile("full", max_examples=400, **_SAME)
hypothesis.settings.load_profile("full" if FULL else "quick")


def pytest_configure(config):
    config.addinivalue_line("markers", "full: slow; runs in `make test-full` only")


def pytest_collection_modifyitems(items):
    """Leave out what is slow, unless `make test-full` asks for all."""
    if not FULL:
        for item in items:
            if item.get_closest_marker("full"):
                item.add_marker(pytest.mark.skip(reason="runs in make test-full"))


@pytest.fixture(scope="session")
def real_data():
    """Folder of real imagery for developers; tests that need it skip elsewhere."""
    if not SHARED.is_dir():
        pytest.skip("the real data for developers are not here")
    return SHARED


@pytest.fixture(scope="module", autouse=True)
def _collect_garbage():
    """Layers kept by the frames of caught exceptions must not outlive QGIS."""
    yield
    gc.collect()


def cut_short(path, share=1 / 3):
    """Keep the head of a GeoTIFF and its first rows only."""
    path = Path(path)
    copy = path.with_suffix(".copy.tif")
    rasterio.shutil.copy(path, copy, driver="GTiff")  # has its directory at the head
    copy.replace(path)
    with open(path, "r+b") as file:
        file.truncate(int(path.stat().st_size * share))


def files_in(folder):
    """Names in a folder, without the metadata that QGIS 3.40 itself leaves beside GeoPackages."""
    names = sorted(path.name for path in Path(folder).iterdir())
    return [name for name in names if not name.endswith(".gpkg.aux.xml")]


def write_raster(path, array, transform=None, crs=UTM32, nodata=None, names=(), tags=None):
    """Write a (bands, rows, columns) or (rows, columns) array as GeoTIFF; gives its path."""
    array = array[None] if array.ndim == 2 else array
    transform = transform or Affine(10, 0, 600000, 0, -10, 5200000)
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        count=array.shape[0],
        height=array.shape[1],
        width=array.shape[2],
        dtype=array.dtype,
        crs=crs,
        transform=transform,
        nodata=nodata,
    ) as dataset:
        dataset.write(array)
        for number, name in enumerate(names, start=1):
            dataset.set_band_description(number, name)
        dataset.update_tags(**(tags or {}))
    return str(path)


def make_model(path, roles=("red", "green", "blue"), weights=None, margin=4, stride=1, **card):
    """A real ONNX model: one 9 x 9 convolution over all channels, then one 1 x 1.

    The receptive field has a radius of 4 pixels.
    """
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    count = len(roles)
    rng = np.random.default_rng(5)
    if weights is None:
        weights = rng.normal(0, 0.1, (2, count, 9, 9)).astype(np.float32)
    nodes = [
        helper.make_node("Conv", ["image", "w1"], ["a"], kernel_shape=[9, 9], pads=[4] * 4),
        helper.make_node("Relu", ["a"], ["b"]),
        helper.make_node("Conv", ["b", "w2", "b2"], ["logits"], kernel_shape=[1, 1]),
    ]
    first = np.asarray(weights, np.float32)
    second = np.linspace(2, 3, first.shape[0], dtype=np.float32).reshape(1, -1, 1, 1)
    graph = helper.make_graph(
        nodes,
        "test",
        [helper.make_tensor_value_info("image", TensorProto.FLOAT, ["n", count, "h", "w"])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["n", 1, "h", "w"])],
        [
            numpy_helper.from_array(first, "w1"),
            numpy_helper.from_array(second, "w2"),
            numpy_helper.from_array(np.array([-1.5], np.float32), "b2"),
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)])
    model.ir_version = 9
    values = {
        "name": "test model",
        "resolution_m": 10.0,
        "tile_size": 64,
        "threshold": 0.5,
        **card,
    }
    channels = tuple(make_channel(role) for role in roles)
    helper.set_model_props(
        model, ModelCard(channels=channels, margin=margin, stride=stride, **values).to_metadata()
    )
    onnx.save(model, str(path))
    return str(path)


@pytest.fixture
def model(tmp_path):
    """Path of a small model for red, green and blue at 10 m."""
    return make_model(tmp_path / "model.onnx")


@pytest.fixture
def picture(tmp_path):
    """Path of an 8-bit red-green-blue image of 150 x 130 pixels of 10 m with structure."""
    return make_picture(tmp_path / "picture.tif")


def make_picture(path, transform=None, crs=UTM32, height=130, width=150, dtype=np.uint8, **options):
    """Write a picture with gradients and noise; gives its path."""
    rng = np.random.default_rng(11)
    rows, columns = np.mgrid[0:height, 0:width]
    base = 90 + 40 * np.sin(rows / 9) + 40 * np.cos(columns / 13)
    bands = np.stack([base + rng.normal(0, 12, base.shape) + 10 * n for n in range(3)])
    bands = np.clip(bands, 1, 255)
    if np.dtype(dtype) == np.uint16:
        bands *= 20
    return write_raster(path, bands.astype(dtype), transform, crs, **options)


def make_patches(folder, count=8, size=96, roles=("red", "green", "blue"), seed=3, **changes):
    """Write a patch folder: noise with a bright disc, which is the class; gives its path.

    Every fourth patch is held out, each of these in a place of its own.

    Args:
        changes: put into ``dataset.json``.
    """
    import json

    from shapely.geometry import box

    from rock_glacier_mapper.core.vector import Feature, write_layer

    folder = Path(folder)
    for name in ("images", "masks"):
        (folder / name).mkdir(parents=True)
    rng = np.random.default_rng(seed)
    rows, columns = np.mgrid[0:size, 0:size]
    footprints = []
    for number in range(count):
        row, column = rng.integers(size // 4, 3 * size // 4, 2)
        label = ((rows - row) ** 2 + (columns - column) ** 2 < (size / 6) ** 2).astype(np.uint8)
        image = rng.normal(100, 10, (len(roles), size, size)) + 25 * label
        transform = Affine(10, 0, 600000 + 20 * size * number, 0, -10, 5200000)
        name = f"{number:06d}"
        write_raster(
            folder / "images" / f"{name}.tif", image.astype(np.float32), transform, names=roles
        )
        write_raster(folder / "masks" / f"{name}.tif", label, transform)
        held_out = number % 4 == 3
        footprints.append(
            Feature(
                box(*rasterio.transform.array_bounds(size, size, transform)),
                {
                    "name": name,
                    "split": "validation" if held_out else "train",
                    "place": f"place {number}" if held_out else "here",
                    "source": "positive",
                    "positive_share": float(label.mean()),
                    "column": 2 * size * number,
                    "row": 0,
                },
            )
        )
    write_layer(folder / "patches.gpkg", "patches", footprints, UTM32)
    description = {
        "format_version": 1,
        "channels": [make_channel(role).to_json() for role in roles],
        "statistics": {role: {"centre": 100.0, "spread": 10.0} for role in roles},
        "crs": "EPSG:32632",
        "resolution_m": 10.0,
        "patch_size": size,
        "split": {"rule": "block", "seed": seed, "overlapping": False},
        **changes,
    }
    (folder / "dataset.json").write_text(json.dumps(description), encoding="utf-8")
    return folder
