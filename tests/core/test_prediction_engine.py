"""The engine: resuming after a kill, batches, memory, errors of any stage."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
import rasterio
from conftest import cut_short, make_model, make_picture

from rock_glacier_mapper.core.channels import ChannelStack
from rock_glacier_mapper.core.errors import Cancelled, InputError
from rock_glacier_mapper.core.feedback import Feedback
from rock_glacier_mapper.core.grid import Grid
from rock_glacier_mapper.core.heatmap import engine, predict_at_scales, predict_heatmap, scene
from rock_glacier_mapper.core.inference import Network, OutOfMemory, Tiling
from rock_glacier_mapper.core.raster import RasterSource

TESTS = Path(__file__).parent.parent
RESUME = {"image": "picture", "model": "m"}
#: Run by a process of its own, slowly, so that it can be killed half-way.
CHILD = """
import sys, time
sys.path[:0] = {tests!r}
from test_prediction_engine import predict
from rock_glacier_mapper.core.feedback import Feedback
class Slow(Feedback):
    def progress(self, fraction):
        time.sleep(0.03)
predict(*sys.argv[1:], feedback=Slow())
"""


def predict(image, model, output, **options):
    network = Network(model, "cpu")
    with rasterio.open(image) as dataset:
        grid = Grid.of(dataset)
    settings = {"tile_size": 40, "resume": RESUME, "encoding": "uint16", **options}
    scales = settings.pop("scales", (1.0, 0.7))

    def stack_for(scaled):
        return ChannelStack(network.card.channels, RasterSource(str(image)), scaled)

    return predict_at_scales(network, stack_for, grid, output, scales, **settings)


def pixels(path):
    with rasterio.open(path) as dataset:
        return dataset.read(1)


def journal_lines(folder):
    return [line for path in folder.rglob("journal.txt") for line in path.read_text().splitlines()]


def killed_half_way(image, model, output):
    """Start a run in a process, kill it with SIGKILL half-way; the lines of its journals then."""
    script = output.with_name("child.py")
    script.write_text(CHILD.format(tests=[str(TESTS / "core"), str(TESTS)]))
    process = subprocess.Popen([sys.executable, str(script), str(image), str(model), str(output)])
    folder = output.with_name(output.name + scene.UNFINISHED)
    limit = time.monotonic() + 60
    while len(journal_lines(folder) if folder.exists() else []) < 9:
        assert process.poll() is None and time.monotonic() < limit
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    return journal_lines(folder)


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_a_killed_run_goes_on_to_the_same_heatmap(tmp_path, picture, model):
    unbroken = predict(picture, model, tmp_path / "whole.tif")
    output = tmp_path / "out" / "heatmap.tif"
    output.parent.mkdir()
    finished = killed_half_way(picture, model, output)
    assert 9 <= len(finished) < unbroken.tiles
    assert not output.exists() and not list(output.parent.glob("*.tif"))
    result = predict(picture, model, output)
    np.testing.assert_array_equal(pixels(output), pixels(tmp_path / "whole.tif"))
    assert result.tiles == unbroken.tiles
    assert result.resumed == len(finished)
    assert sorted(p.name for p in output.parent.iterdir()) == ["child.py", "heatmap.tif"]


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_another_run_does_not_go_on_from_it(tmp_path, picture, model):
    output = tmp_path / "heatmap.tif"
    killed_half_way(picture, model, output)
    result = predict(picture, model, output, resume={**RESUME, "model": "another"})
    assert result.resumed == 0


def test_a_damaged_window_is_done_again(tmp_path, picture, model, monkeypatch):
    """As after a power cut: the journal says that it is there, the disk says otherwise."""
    output = tmp_path / "heatmap.tif"
    monkeypatch.setattr(scene, "_WORTH_KEEPING", -1)
    with pytest.raises(Cancelled):
        predict(picture, model, output, feedback=CancelsAfter(14))
    folder = tmp_path / "heatmap.tif.unfinished" / "scale_1"
    done = len(journal_lines(folder))
    values = bytearray((folder / "windows.bin").read_bytes())
    values[next(n for n, value in enumerate(values) if value)] ^= 255
    (folder / "windows.bin").write_bytes(values)
    result = predict(picture, model, output)
    assert result.resumed == done - 1
    predict(picture, model, tmp_path / "whole.tif")
    np.testing.assert_array_equal(pixels(output), pixels(tmp_path / "whole.tif"))


class CancelsAfter(Feedback):
    def __init__(self, calls):
        self.calls, self.said = calls, []

    def is_cancelled(self):
        self.calls -= 1
        return self.calls < 0

    def info(self, text):
        self.said.append(text)


def test_a_short_run_leaves_nothing_when_cancelled_a_long_one_its_windows(
    tmp_path, picture, model, monkeypatch
):
    output = tmp_path / "heatmap.tif"
    with pytest.raises(Cancelled):
        predict(picture, model, output, feedback=CancelsAfter(9))
    assert not list(tmp_path.glob("heatmap*"))
    monkeypatch.setattr(scene, "_WORTH_KEEPING", -1)
    feedback = CancelsAfter(9)
    with pytest.raises(Cancelled):
        predict(picture, model, output, feedback=feedback)
    assert any("kept in" in text for text in feedback.said)
    assert predict(picture, model, output).resumed > 0
    assert [p.name for p in tmp_path.glob("heatmap*")] == ["heatmap.tif"]


def test_a_cancelled_run_goes_on_in_the_same_program(tmp_path, picture, model, monkeypatch):
    """Also while the error of the first, and all that it holds, is still around."""
    monkeypatch.setattr(scene, "_WORTH_KEEPING", -1)
    with pytest.raises(Cancelled) as held:
        predict(picture, model, tmp_path / "heatmap.tif", feedback=CancelsAfter(9))
    assert predict(picture, model, tmp_path / "heatmap.tif").resumed > 0
    assert held.value is not None


@pytest.mark.parametrize("batch", [2, 5])
def test_batches_change_nothing(tmp_path, picture, model, monkeypatch, batch):
    predict(picture, model, tmp_path / "a.tif")
    monkeypatch.setattr(scene, "calibrate", lambda *_: Tiling(40, batch, ""))
    sizes = []
    real = Network.run

    def run(self, values):
        sizes.append(len(values))
        return real(self, values)

    monkeypatch.setattr(Network, "run", run)
    predict(picture, model, tmp_path / "b.tif", tile_size=None, memory_mb=100)
    assert 1 < max(sizes) <= batch
    np.testing.assert_array_equal(pixels(tmp_path / "a.tif"), pixels(tmp_path / "b.tif"))


def test_a_window_that_does_not_fit_is_run_in_parts(tmp_path, picture, model, monkeypatch):
    predict(picture, model, tmp_path / "a.tif", tile_size=120, scales=(1.0,))
    real, refused = Network.run, []

    def run(self, values):
        if values.shape[2] * values.shape[3] > 70 * 70:
            refused.append(values.shape)
            raise OutOfMemory("too large")
        return real(self, values)

    monkeypatch.setattr(Network, "run", run)
    predict(picture, model, tmp_path / "b.tif", tile_size=120, scales=(1.0,))
    assert refused
    np.testing.assert_array_equal(pixels(tmp_path / "a.tif"), pixels(tmp_path / "b.tif"))


def test_a_window_that_fits_in_no_way_is_an_error(tmp_path, picture, model, monkeypatch):
    def run(self, values):
        raise OutOfMemory("not enough memory")

    monkeypatch.setattr(Network, "run", run)
    with pytest.raises(OutOfMemory, match="not enough memory"):
        predict(picture, model, tmp_path / "a.tif")
    assert not list(tmp_path.glob("a.tif*"))


def test_a_truncated_image_stops_the_run_without_output(tmp_path, model):
    image = Path(make_picture(tmp_path / "i.tif", height=400, width=300))
    cut_short(image, 2 / 3)
    with pytest.raises(InputError, match=r"cut short|damaged|cannot be opened"):
        predict(image, model, tmp_path / "h.tif", scales=(1.0,))
    assert not list(tmp_path.glob("h.tif*"))


def test_two_runs_of_one_output_do_not_mix(tmp_path, picture, model):
    """The store of a run that is under way is not touched by a second one."""
    folder = tmp_path / "heatmap.tif.unfinished" / "scale_1"
    with (
        engine.open_store(folder, {})([(1, 3, 3)]),
        pytest.raises(InputError, match="working on"),
    ):
        predict(picture, model, tmp_path / "heatmap.tif")
    assert not (tmp_path / "heatmap.tif").exists()


def test_skipped_windows_are_told_by_reason(tmp_path, model):
    image = make_picture(tmp_path / "i.tif", nodata=0)
    with rasterio.open(image, "r+") as dataset:
        bands = dataset.read()
        bands[:, :, 60:] = 0
        dataset.write(bands)
    result = predict(image, model, tmp_path / "h.tif", scales=(1.0,))
    assert result.why == {"nodata": result.skipped} and result.skipped > 0
    assert "without image data" in result.describe()
    assert f"{result.tiles} windows" in result.describe()


def test_the_network_alone_is_the_main_threads_work(tmp_path):
    """Values of a one-pixel model are those of numpy, after a pass through all three threads."""
    weights = np.zeros((1, 3, 9, 9), np.float32)
    weights[0, 0, 4, 4] = 1.0
    model = make_model(tmp_path / "m.onnx", weights=weights)
    image = make_picture(tmp_path / "i.tif")
    network = Network(model, "cpu")
    with rasterio.open(image) as dataset:
        band, grid = dataset.read(1).astype(float), Grid.of(dataset)
    with ChannelStack(network.card.channels, RasterSource(image), grid) as stack:
        predict_heatmap(network, stack, tmp_path / "h.tif", tile_size=33)
    low, centre, high = np.percentile(band, (15.9, 50, 84.1))
    scaled = np.clip((band - centre) / ((high - low) / 2), -4, 4)
    expected = 1 / (1 + np.exp(-(2 * np.maximum(scaled, 0) - 1.5)))
    np.testing.assert_allclose(pixels(tmp_path / "h.tif"), expected, atol=1e-5)
