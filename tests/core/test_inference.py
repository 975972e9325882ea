"""The runtime: devices, precision, memory, window sizes, and what a model file may refer to."""

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
from conftest import make_model
from onnx import TensorProto, helper, numpy_helper
from scipy import special

from rock_glacier_mapper.core.errors import InputError
from rock_glacier_mapper.core.feedback import Feedback
from rock_glacier_mapper.core.grid import Grid
from rock_glacier_mapper.core.heatmap.tiles import plan_tiles
from rock_glacier_mapper.core.inference import Network, OutOfMemory, calibrate, calibration, machine
from rock_glacier_mapper.core.inference import network as network_module
from rock_glacier_mapper.core.inference.binding import Binding
from rock_glacier_mapper.core.inference.outofmemory import is_out_of_memory
from rock_glacier_mapper.core.inference.providers import CPU, first_line, new_session, open_session
from rock_glacier_mapper.core.inference.providers import providers_for as candidates
from rock_glacier_mapper.core.inference.safety import referenced_files
from rock_glacier_mapper.core.paths import default_model

ROOT = Path(__file__).parent.parent.parent
AZURE = "AzureExecutionProvider"


def noise(*shape, seed=0):
    return np.random.default_rng(seed).normal(0, 1, shape).astype(np.float32)


def plain_session(path):
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(str(path), options, providers=[CPU])


# Devices


def test_automatic_choice_tries_gpus_before_the_processor_and_never_compiles():
    everything = [
        "TensorrtExecutionProvider",
        "CUDAExecutionProvider",
        "DmlExecutionProvider",
        "CoreMLExecutionProvider",
        AZURE,
        CPU,
    ]
    expected = ["CUDAExecutionProvider", "DmlExecutionProvider", "CoreMLExecutionProvider", CPU]
    assert candidates("auto", everything) == expected
    assert candidates("auto", [AZURE, CPU]) == [CPU]
    assert candidates("tensorrt", everything) == ["TensorrtExecutionProvider"]
    assert candidates("cpu", everything) == [CPU]


@pytest.mark.parametrize(
    ("device", "advice"),
    [
        ("cuda", "onnxruntime-gpu"),
        ("tensorrt", "pip install tensorrt"),
        ("directml", "onnxruntime-directml"),
        ("coreml", "macOS"),
        ("tpu", "DEVICE must be one of auto, cpu, cuda"),
    ],
)
def test_a_device_that_is_asked_for_and_not_there_says_what_to_install(model, device, advice):
    if any(device[:3] in name.lower() for name in onnxruntime.get_available_providers()):
        pytest.skip("this ONNX Runtime has it")
    with pytest.raises(InputError, match=advice):
        Network(model, device)


@pytest.mark.skipif(
    AZURE not in onnxruntime.get_available_providers(), reason="needs a second provider"
)
def test_a_listed_provider_that_fails_is_reported_and_the_next_one_taken(model, capfd):
    """A real second provider stands for a GPU; what fails is its trial."""
    processor = new_session(model, CPU, 1)

    def fails(session):
        assert session.get_providers()[0] == AZURE
        raise RuntimeError("libcudnn.so.9: cannot open shared object file\nmore")

    opened = open_session(model, "auto", 1, processor, fails, [AZURE, CPU])
    assert opened.provider == CPU and opened.session is processor
    (line,) = opened.report
    assert line.startswith(AZURE) and "did not work: libcudnn.so.9" in line and "more" not in line
    opened = open_session(model, "auto", 1, processor, lambda session: "wrong", [AZURE, CPU])
    assert opened.provider == CPU and "did not work: wrong" in opened.report[0]
    with pytest.raises(InputError, match=r"cannot use CUDA .* here: wrong\. Install"):
        open_session(model, "cuda", 1, processor, lambda session: "wrong", [AZURE])
    opened = open_session(model, "auto", 1, processor, lambda session: "", [AZURE, CPU])
    assert (opened.provider, opened.report) == (AZURE, [])
    assert capfd.readouterr() == ("", "")


@pytest.mark.filterwarnings("ignore:Specified provider")
def test_a_provider_that_the_session_lacks_does_not_count(model):
    """What happens with the package for NVIDIA on a machine without a GPU."""
    processor = new_session(model, CPU, 1)

    def never(session):
        raise AssertionError("tried on the processor")

    lacking = ["CUDAExecutionProvider", CPU]
    opened = open_session(model, "auto", 1, processor, never, lacking)
    assert opened.provider == CPU and "did not start" in opened.report[0]


def test_another_device_must_give_the_probability_of_the_processor(tmp_path, model):
    network = Network(model, "cpu")
    one = new_session(model, CPU, 1)
    assert network._fault(one, one) == ""
    other = new_session(make_model(tmp_path / "o.onnx", weights=np.ones((2, 3, 9, 9))), CPU, 1)
    assert "differ from those of the processor" in network._fault(other, one)


def test_what_runs_is_reported_and_nothing_is_printed(model, capfd):
    network = Network(model, "cpu", threads=1)
    assert network.report == ("The network runs on the processor with 1 thread.",)
    assert (network.provider, network.on_gpu, network.precision) == (CPU, False, "float32")
    with pytest.raises(InputError, match="failed on a window of 8 x 8 pixels"):
        network.run(np.zeros((1, 5, 8, 8), np.float32))
    with pytest.raises(InputError, match="no window"):
        network.run(np.zeros((0, 3, 8, 8), np.float32))
    assert capfd.readouterr() == ("", "")


def test_messages_of_the_runtime_are_shown_without_its_source():
    raw = (
        "[ONNXRuntimeError] : 6 : RUNTIME_EXCEPTION : Non-zero status code. Status Message: "
        "/onnxruntime_src/onnxruntime/core/framework/bfc_arena.cc:360 void* onnxruntime::BFCArena::"
        "AllocateRawInternal(size_t, bool) Failed to allocate memory\nmore"
    )
    assert first_line(RuntimeError(raw)) == (
        "Non-zero status code. Status Message: Failed to allocate memory"
    )
    assert first_line(ValueError("")) == "ValueError"


# The machine


def machine_of(folder, files):
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def topology(pairs):
    place = "sys/devices/system/cpu/cpu{}/topology/thread_siblings_list"
    return {place.format(cpu): siblings for cpu, siblings in pairs.items()}


@pytest.mark.parametrize(
    ("files", "cores"),
    [
        ({}, None),
        ({"proc/self/cgroup": "0::/a/b\n", "sys/fs/cgroup/a/cpu.max": "150000 100000\n"}, 1),
        ({"proc/self/cgroup": "0::/a\n", "sys/fs/cgroup/a/cpu.max": "max 100000\n"}, None),
        ({"proc/self/cgroup": "0::/elsewhere\n", "sys/fs/cgroup/cpu.max": "20000 100000\n"}, 1),
        (
            {
                "proc/self/cgroup": "3:cpu,cpuacct:/x\n",
                "sys/fs/cgroup/cpu,cpuacct/x/cpu.cfs_quota_us": "100000\n",
                "sys/fs/cgroup/cpu,cpuacct/x/cpu.cfs_period_us": "100000\n",
            },
            1,
        ),
        (
            {
                "proc/self/cgroup": "1:cpu:/\n",
                "sys/fs/cgroup/cpu/cpu.cfs_quota_us": "-1\n",
                "sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000\n",
            },
            None,
        ),
        (topology(dict.fromkeys(range(256), "0-255")), 1),
        (topology({cpu: str(cpu) for cpu in range(256)}), None),
    ],
)
@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="Linux")
def test_cores_are_those_that_limits_leave(tmp_path, files, cores, monkeypatch):
    monkeypatch.setattr(machine, "_psutil", lambda: None)
    expected = cores or len(os.sched_getaffinity(0))
    assert machine.usable_cores(machine_of(tmp_path, files)) == expected


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="Linux")
def test_sessions_take_the_cores_that_the_scheduler_grants(model):
    granted = os.sched_getaffinity(0)
    assert 1 <= machine.usable_cores() <= len(granted)
    try:
        os.sched_setaffinity(0, {min(granted)})
        assert machine.usable_cores() == 1 == Network(model, "cpu").threads
    finally:
        os.sched_setaffinity(0, granted)
    assert Network(model, "cpu", threads=3).threads == 3


def test_free_memory_is_what_limits_leave(tmp_path):
    files = {"proc/meminfo": "MemTotal: 9 kB\nMemAvailable:    5000 kB\n"}
    assert machine.free_memory(machine_of(tmp_path, files)) == 5_120_000
    group = "sys/fs/cgroup/memory/j/memory."
    files = {
        "proc/self/cgroup": "4:memory:/j\n",
        f"{group}limit_in_bytes": "4000000",
        f"{group}usage_in_bytes": "3000000",
        f"{group}stat": "inactive_file 1\ntotal_inactive_file 500000\n",
    }
    assert machine.free_memory(machine_of(tmp_path, files)) == 1_500_000
    group = "sys/fs/cgroup/memory."
    files = {
        "proc/self/cgroup": "0::/k\n",
        f"{group}max": "2000000",
        f"{group}current": "1900000",
        f"{group}stat": "anon 7\ninactive_file 200000\n",
    }
    assert machine.free_memory(machine_of(tmp_path, files)) == 300_000


@pytest.mark.skipif(machine.resident_memory() is None, reason="unknown here")
def test_growth_of_memory_counts_what_was_given_back():
    size = 40_000_000
    grown = machine.memory_growth(lambda: np.ones(size, np.uint8).sum())
    assert 0.8 * size < grown < 2 * size


# Values


def test_probabilities_are_the_calibrated_sigmoid_and_can_be_had_of_a_part(tmp_path):
    path = make_model(tmp_path / "m.onnx", temperature=1.7)
    network, batch = Network(path, "cpu"), noise(2, 3, 24, 31)
    raw = network.run(batch)
    np.testing.assert_array_equal(raw, plain_session(path).run(None, {"image": batch})[0])
    expected = special.expit(raw[:, 0].astype(np.float64) / 1.7)
    np.testing.assert_allclose(network.probabilities(raw), expected, atol=1e-6)
    np.testing.assert_array_equal(network.probability(batch), network.probabilities(raw))
    part = network.probabilities(raw[1, :, 3:9, 5:20])
    np.testing.assert_array_equal(part, network.probability(batch)[1, 3:9, 5:20])


def test_bound_memory_gives_what_the_session_gives(model):
    """Shapes that come back, and arrays that must not change afterwards."""
    network, session = Network(model, "cpu", binding=True), plain_session(model)
    assert isinstance(network._binding, Binding)
    batches = [noise(n, 3, 20, 30, seed=n) for n in (1, 2, 2, 1, 2)] + [noise(1, 3, 33, 9)] * 3
    copies = [batch.copy() for batch in batches]
    results = [network.run(batch) for batch in batches]
    for batch, copy, result in zip(batches, copies, results):
        np.testing.assert_array_equal(batch, copy)
        np.testing.assert_array_equal(result, session.run(None, {"image": copy})[0])
    turned = noise(1, 3, 20, 30)[..., ::-1]
    expected = session.run(None, {"image": np.ascontiguousarray(turned)})[0]
    np.testing.assert_array_equal(network.run(turned), expected)


def fixed(path, shape):
    """A model whose input has one size; returns that of the same weights without."""
    made = onnx.load(make_model(path))
    for value in (made.graph.input[0], made.graph.output[0]):
        for axis, size in enumerate(shape):
            if axis != 1 and size:
                value.type.tensor_type.shape.dim[axis].dim_value = size
    onnx.save(made, path)
    return make_model(f"{path}.open.onnx")


@pytest.mark.parametrize("shape", [(2, 3, 0, 0), (2, 3, 40, 40), (0, 3, 40, 40)])
def test_models_of_fixed_batch_or_size_take_any_number_of_windows(tmp_path, shape):
    path = tmp_path / "fixed.onnx"
    free = Network(fixed(path, shape), "cpu")
    batch = noise(3, 3, 40, 40)
    np.testing.assert_array_equal(Network(path, "cpu").run(batch), free.run(batch))


def test_half_precision_is_real_and_within_its_bound():
    full = Network(default_model(), "cpu")
    half = Network(default_model(), "cpu", precision="float16")
    assert half.precision == "float16" and "half precision" in half.report[1]
    image = network_module.noise_image(3, (1, len(full.card.channels), 96, 160))
    difference = np.abs(half.probability(image) - full.probability(image)).max()
    assert 0 < difference < 5e-3


def test_half_precision_that_is_not_right_is_not_used(model, monkeypatch):
    with pytest.raises(InputError, match="must be one of auto, float32"):
        Network(model, "cpu", precision="int8")
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "onnx", None)
        with pytest.raises(InputError, match="needs the Python package onnx"):
            Network(model, "cpu", precision="float16")
        # What a GPU does by itself goes on without it, and says why.
        patch.setattr(network_module, "_HALVED", (CPU,))
        network = Network(model, "cpu")
        assert network.precision == "float32" and "package onnx" in network.report[1]
    monkeypatch.setattr(network_module, "HALF_TOLERANCE", 0.0)
    with pytest.raises(InputError, match=r"change the probability by up to"):
        Network(model, "cpu", precision="float16")


def test_half_precision_that_overflows_is_not_used(tmp_path, model, monkeypatch):
    """A real session that gives no numbers stands for it: the processor does not overflow."""
    broken = make_model(tmp_path / "nan.onnx", weights=np.full((2, 3, 9, 9), np.nan))
    monkeypatch.setattr(
        network_module, "half_session", lambda *which: (new_session(broken, CPU, 1), "")
    )
    monkeypatch.setattr(network_module, "_HALVED", (CPU,))
    network = Network(model, "cpu")
    assert network.precision == "float32" and "not numbers" in network.report[1]
    assert np.isfinite(network.probability(noise(1, 3, 16, 16))).all()


def test_a_file_in_half_precision_stays_so(tmp_path):
    path = make_model(tmp_path / "m.onnx", precision="float16")
    assert "as the model file says" in Network(path, "cpu").report[1]
    assert "stays" in Network(path, "cpu", precision="float32").report[1]


# Memory

_STARVED = """
import resource, sys
import numpy as np
from rock_glacier_mapper.core.inference import Network, OutOfMemory
from rock_glacier_mapper.core.inference.machine import free_memory, memory_growth
path, binding = sys.argv[1], sys.argv[2] == "bound"
batch = np.random.default_rng(0).normal(size=(8, 3, 512, 512)).astype(np.float32)
plenty = Network(path, "cpu", 1, binding=binding)
def one_by_one():
    return np.concatenate([plenty.run(batch[n : n + 1]) for n in range(8)])
expected = one_by_one()
measured = Network(path, "cpu", 1, binding=binding)
each = memory_growth(lambda: measured.run(batch[:1]))
unlimited = resource.getrlimit(resource.RLIMIT_AS)
for share in (4.0, 0.3):
    network = Network(path, "cpu", 1, binding=binding)
    network.run(batch[:1, :, :16, :16])
    taken = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (taken + int(share * each), unlimited[1]))
    assert free_memory() <= share * each
    try:
        result = network.run(batch)
        assert np.array_equal(result, expected), "values differ"
        print("batch", network.largest_batch)
    except OutOfMemory as error:
        print("message", error)
    resource.setrlimit(resource.RLIMIT_AS, unlimited)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="limits of Linux")
@pytest.mark.parametrize("memory", ["own", "bound"])
def test_too_little_memory_makes_batches_smaller_and_then_says_so(tmp_path, memory):
    """A real session under a real limit on the address space."""
    weights = np.random.default_rng(1).normal(0, 0.01, (24, 3, 9, 9))
    model = make_model(tmp_path / "m.onnx", weights=weights)
    result = subprocess.run(
        [sys.executable, "-c", _STARVED, model, memory],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"},
        timeout=120,
    )
    assert result.returncode == 0, result.stderr
    assert result.stderr == ""
    first, second = result.stdout.strip().splitlines()
    assert first.split()[0] == "batch" and int(first.split()[1]) in (1, 2, 4)
    assert second.startswith("message There is not enough memory to run the model")
    assert "a window of 512 x 512 pixels" in second and "smaller TILE_SIZE" in second


@pytest.mark.parametrize(
    ("error", "is_one"),
    [
        (MemoryError(), True),
        (RuntimeError("bfc_arena.cc:376 Failed to allocate memory for requested buffer"), True),
        (RuntimeError("Available memory of 5 is smaller than requested bytes of 9"), True),
        (RuntimeError("std::bad_alloc"), True),
        (RuntimeError("CUDA failure 2: out of memory ; GPU=0"), True),
        (RuntimeError("CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED"), True),
        (RuntimeError("CUDNN_STATUS_ALLOC_FAILED"), True),
        (RuntimeError("8007000E Not enough memory resources are available"), True),
        (RuntimeError("Got invalid dimensions for input: image"), False),
        (ValueError(""), False),
    ],
)
def test_lack_of_memory_is_told_from_other_failures(error, is_one):
    assert is_out_of_memory(error) is is_one


# Window sizes


def counted(shape, size, margin, stride, place=None):
    """Pixels to infer and the largest window, by adding up all windows."""
    column, row, *whole = place or (0, 0, shape[1], shape[0])
    region = (column, row, shape[1], shape[0])
    strips = plan_tiles(Grid(None, None, *whole), region, size, margin, stride)
    areas = [tile.read_width * tile.read_height for strip in strips for tile in strip]
    return sum(areas), max(areas), len(areas)


@pytest.mark.parametrize("place", [None, (130, 77, 5000, 4000)])
@pytest.mark.parametrize("shape", [(1100, 1100), (257, 4000), (2000, 1333)])
def test_plans_count_the_pixels_of_the_region(shape, place):
    plans = list(calibration._plans(shape, place, 1024, 192, 16))
    assert plans[0].tile_size == 1024
    for plan in plans:
        pixels, largest, windows = counted(shape, plan.tile_size, 192, 16, place)
        assert (plan.pixels, np.prod(plan.largest), plan.windows) == (pixels, largest, windows)
    assert all(a.windows > b.windows for a, b in zip(plans, plans[1:]))


class Unused(Feedback):
    def check(self):
        raise AssertionError("nothing is to be measured")


def test_small_regions_and_fixed_models_are_not_measured(tmp_path, model):
    network = Network(model, "cpu")
    assert calibrate(network, (50, 56), 4, 2000, Unused()) == calibration.Tiling(64)
    fixed(tmp_path / "fixed.onnx", (1, 3, 40, 40))
    network = Network(tmp_path / "fixed.onnx", "cpu")
    tiling = calibrate(network, (500, 500), 4, 2000, Unused())
    assert (tiling.tile_size, tiling.batch) == (40, 1) and "no larger ones" in tiling.report
    with pytest.raises(InputError, match="too small"):
        calibrate(Network(model, "cpu"), (500, 500), 40, 2000)


def test_the_region_is_cut_into_as_few_windows_as_pay():
    """1100 pixels need one window of 1104; twice the size would change nothing."""
    network = Network(default_model(), "cpu")
    tiling = calibrate(network, (1100, 1100), 192, 4000, Unused())
    own, best = (counted((1100, 1100), size, 192, 16)[0] for size in (1024, 1536))
    assert tiling.tile_size == 1536
    assert f"1536 instead of 1024 pixels: {1 - best / own:.0%} less work" in tiling.report
    # With neighbours on all sides that window is larger, and needs more memory.
    place = (1000, 1000, 5000, 5000)
    assert calibrate(network, (1100, 1100), 192, 2400, place=place).tile_size == 1024
    assert calibrate(network, (1100, 1100), 192, 2400).tile_size == 1536


@pytest.mark.parametrize("memory_mb", [0.3, 3, 10, 500])
def test_windows_grow_as_memory_allows(tmp_path, memory_mb, monkeypatch):
    """A network that takes 200 bytes a pixel, beside three inputs of 12."""
    monkeypatch.setattr(calibration, "memory_growth", lambda action: 200 * 256**2)
    timed(monkeypatch, lambda n, h, w: n * h * w)
    network = Network(make_model(tmp_path / "m.onnx", margin=16), "cpu", threads=1)
    tiling = calibrate(network, (4000, 4000), 16, memory_mb)
    fitting = [size for size in (64, 96, 128, 192, 256) if 236 * size**2 <= 1e6 * memory_mb]
    assert tiling.tile_size == max(fitting, default=64) and tiling.batch == 1
    assert ("more than the" in tiling.report) == (not fitting)


@pytest.mark.skipif(machine.resident_memory() is None, reason="unknown here")
def test_memory_of_large_windows_is_foretold():
    """The probe is a window of a sixteenth of the size; in a process whose memory is fresh."""
    code = """
import numpy as np
from rock_glacier_mapper.core.inference import Network, calibration, machine
from rock_glacier_mapper.core.paths import default_model
network = Network(default_model(), "cpu")
own = calibration._Plan(256, 400, 7_000_000, (256, 256))
print(calibration._measure_memory(network, own) * 1024**2)
shape = 1, len(network.card.channels), 1024, 1024
image = np.random.default_rng(1).normal(size=shape).astype(np.float32)
network.release_memory()
print(machine.memory_growth(lambda: network.run(image)))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True
    )
    foretold, measured = map(float, done.stdout.split()[-2:])
    assert measured == pytest.approx(foretold, rel=0.4)


def timed(monkeypatch, seconds):
    """Let runs take ``seconds(batch, height, width)``; returns what was timed."""
    seen = []

    def measured(network, batch, shape, feedback):
        seen.append((batch, *shape))
        value = seconds(batch, *shape)
        if value is None:
            raise OutOfMemory("none left")
        return value

    monkeypatch.setattr(calibration, "_seconds", measured)
    return seen


def test_measured_time_decides_where_the_run_is_long(tmp_path, monkeypatch):
    network = Network(make_model(tmp_path / "m.onnx", margin=16), "cpu", threads=1)
    seen = timed(monkeypatch, lambda n, h, w: n * h * w * (1 if h <= 128 else 9))
    assert calibrate(network, (4000, 4000), 16, 2000).tile_size == 128
    assert sum(2 * n * h * w for n, h, w in seen) <= 0.02 * counted((4000, 4000), 64, 16, 1)[0]
    timed(monkeypatch, lambda n, h, w: n * h * w * (1 if h <= 64 else 9))
    assert calibrate(network, (4000, 4000), 16, 2000).tile_size == 64
    timed(monkeypatch, lambda n, h, w: n * h * w if h <= 192 else None)
    assert calibrate(network, (4000, 4000), 16, 2000).tile_size == 192


def test_batches_grow_on_other_devices_until_that_does_not_help(tmp_path, monkeypatch):
    """The processor stands for a GPU; the clock is made up."""
    network = Network(make_model(tmp_path / "m.onnx", margin=16), "cpu", threads=1)
    network.on_gpu = True
    timed(monkeypatch, lambda n, h, w: n * h * w + (5e4 if n <= 4 else 9e5))
    tiling = calibrate(network, (9000, 9000), 16, 2000)
    assert tiling.batch == 4 and "4 at once" in tiling.report
    timed(monkeypatch, lambda n, h, w: n * h * w + 5e4 if n <= 2 else None)
    assert calibrate(network, (9000, 9000), 16, 2000).batch == 2
    # A run too short to try anything on a memory whose size is unknown.
    tiling = calibrate(network, (200, 200), 16, 2000, Unused())
    assert (tiling.tile_size, tiling.batch) == (64, 1)


# What a file may refer to


def external(path, location, inside="initializer"):
    """A model with one tensor in another file, in one of the places where tensors may be."""
    made = onnx.load(make_model(path))
    tensor = TensorProto(name="far", data_type=1, dims=[4], data_location=TensorProto.EXTERNAL)
    for key, value in (("location", location), ("offset", "0"), ("length", "16")):
        tensor.external_data.add(key=key, value=value)
    if inside == "initializer":
        made.graph.initializer.append(tensor)
    elif inside == "constant":
        made.graph.node.append(helper.make_node("Constant", [], ["far"], value=tensor))
    elif inside == "sparse":
        made.graph.sparse_initializer.add().indices.CopyFrom(tensor)
    elif inside == "branch":
        branch = helper.make_graph([], "branch", [], [], [tensor])
        made.graph.node.append(helper.make_node("If", ["a"], [], then_branch=branch))
    else:
        node = helper.make_node("Constant", [], ["far"], value=tensor)
        made.functions.append(helper.make_function("own", "F", [], ["far"], [node], []))
    path.write_bytes(made.SerializeToString())
    return path


@pytest.mark.parametrize("inside", ["initializer", "constant", "sparse", "branch", "function"])
def test_weights_outside_the_folder_are_refused(tmp_path, inside):
    (tmp_path / "secret.bin").write_bytes(bytes(16))
    folder = tmp_path / "models"
    folder.mkdir()
    (folder / "link.bin").symlink_to(tmp_path / "secret.bin")
    for location in (
        "../secret.bin",
        str(tmp_path / "secret.bin"),
        "link.bin",
        "missing.bin",
        "*/_ORT_MEM_ADDR_/*",
        "",
        ".",
        "a\0b",
    ):
        path = external(folder / "m.onnx", location, inside)
        with pytest.raises(InputError, match="no file in the model's folder"):
            Network(path, "cpu")


def test_weights_beside_the_file_are_used_and_hashed(tmp_path):
    whole = make_model(tmp_path / "whole.onnx")
    made = onnx.load(whole)
    split = tmp_path / "split.onnx"
    onnx.save(made, split, save_as_external_data=True, location="w.bin", size_threshold=0)
    assert referenced_files(split) == [tmp_path / "w.bin"] and referenced_files(whole) == []
    batch = noise(1, 3, 16, 16)
    network = Network(split, "cpu")
    np.testing.assert_array_equal(network.run(batch), Network(whole, "cpu").run(batch))
    content = split.read_bytes() + (tmp_path / "w.bin").read_bytes()
    assert network.sha256() == hashlib.sha256(content).hexdigest()
    assert Network(whole, "cpu").sha256() == hashlib.sha256(Path(whole).read_bytes()).hexdigest()


def test_compiled_programs_and_damaged_files_are_refused(tmp_path, model):
    made = onnx.load(model)
    node = helper.make_node(
        "EPContext", ["image"], ["x"], domain="com.microsoft", embed_mode=0, ep_cache_context="e"
    )
    made.graph.node.append(node)
    (tmp_path / "compiled.onnx").write_bytes(made.SerializeToString())
    with pytest.raises(InputError, match="compiled for one device"):
        Network(tmp_path / "compiled.onnx", "cpu")
    content = Path(model).read_bytes()
    rng = np.random.default_rng(0)
    for number in range(40):
        damaged = bytearray(content[: rng.integers(len(content))])
        for at in rng.integers(0, max(1, len(damaged)), 3):
            damaged[at : at + 1] = rng.bytes(1)
        path = tmp_path / f"{number}.onnx"
        path.write_bytes(damaged)
        try:
            Network(path, "cpu")
        except InputError:
            continue


def test_a_name_is_no_reference(tmp_path):
    """Text that reads like a reference, in places that are none."""
    made = onnx.load(make_model(tmp_path / "m.onnx"))
    made.graph.node[0].name = "EPContext"
    made.graph.doc_string = "location"
    made.metadata_props.add(key="location", value="/etc/passwd")
    tensor = numpy_helper.from_array(np.frombuffer(b"\n\x08location\x12\x01/.", np.uint8), "t")
    made.graph.initializer.append(tensor)
    onnx.save(made, tmp_path / "m.onnx")
    assert referenced_files(tmp_path / "m.onnx") == []
    assert replace(Network(tmp_path / "m.onnx", "cpu").card, name="x").name == "x"
