"""Whatever model file is given, QGIS lives on: a heatmap, or a message that says what is wrong."""

import io
import json
import os
import pickle
import threading
import time
import zipfile

import numpy as np
import onnxfiles
import pytest
from conftest import FULL, make_picture
from hypothesis import given, settings
from hypothesis import strategies as st
from messages import assert_clear, run_algorithm
from onnx import TensorProto, helper
from tally import tally

from rock_glacier_mapper.core import paths
from rock_glacier_mapper.core.errors import Cancelled, InputError, MissingPackageError
from rock_glacier_mapper.core.feedback import Feedback
from rock_glacier_mapper.core.inference import Network, network, trial
from rock_glacier_mapper.core.model_card import METADATA_KEY

BYTES = onnxfiles.model().SerializeToString()


@pytest.fixture(scope="module", autouse=True)
def own_cache(tmp_path_factory):
    """Models that were tried are remembered in a cache of these tests."""
    before = os.environ.get("XDG_CACHE_HOME")
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))
    yield
    os.environ.pop("XDG_CACHE_HOME")
    if before is not None:
        os.environ["XDG_CACHE_HOME"] = before


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with a small image."""
    folder = tmp_path_factory.mktemp("models")
    make_picture(folder / "image.tif", height=70, width=60)
    return folder


@pytest.fixture
def untried(monkeypatch):
    """Without the process of its own, half a second each, which harmless models do not need."""
    if not FULL:
        monkeypatch.setattr(network, "try_model", lambda *_: "")


def predict(place, model, row, **parameters):
    """Predict with a model; gives the message of a failure, which wrote nothing."""
    output = place / "heatmap.tif"
    output.unlink(missing_ok=True)
    known = set(place.iterdir())
    _, message = run_algorithm(
        "predictheatmap",
        {
            "INPUT": str(place / "image.tif"),
            "MODEL": str(model),
            "OUTPUT": str(output),
            "DEVICE": "cpu",
            **parameters,
        },
    )
    assert output.exists() == (message is None)
    assert message is None or set(place.iterdir()) == known
    if message is not None:
        assert_clear(message)
    tally("inputs", row, "result" if message is None else "clear message")
    return message


def write(place, content, name="model.onnx"):
    path = place / name
    path.write_bytes(content if isinstance(content, bytes) else content.SerializeToString())
    return path


def test_the_model_that_others_are_made_from_is_good(place):
    assert predict(place, write(place, BYTES), "ONNX: good") is None


# Files that are no model -----------------------------------------------------------------------


def zip_of(name, content):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return file.getvalue()


class Evil:
    """Makes a file when it is unpickled."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return open, (self.path, "w")


@pytest.mark.parametrize(
    "kind",
    ["empty", "text", "noise", "zeros", "zip bomb", "torch file", "pickle", "GeoTIFF", "non-UTF-8"],
)
def test_a_file_of_another_kind(place, kind, tmp_path):
    pickled = pickle.dumps(Evil(str(tmp_path / "was run")))
    content = {
        "empty": b"",
        "text": "rock glacier ×\n".encode() * 40,
        "noise": np.random.default_rng(1).bytes(5000),
        "zeros": bytes(5000),
        "zip bomb": zip_of("bomb", bytes(30_000_000)),
        "torch file": zip_of("archive/data.pkl", pickled),
        "pickle": pickled,
        "GeoTIFF": (place / "image.tif").read_bytes(),
        "non-UTF-8": BYTES.replace(b"Conv", b"\xff\xfe\xfd\xfc"),
    }[kind]
    assert predict(place, write(place, content), "ONNX: file of another kind")
    assert not (tmp_path / "was run").exists()


@pytest.mark.parametrize("kind", ["folder", "missing", "link to nothing"])
def test_a_path_that_is_no_file(place, tmp_path, kind):
    path = tmp_path / "model.onnx"
    if kind == "folder":
        path.mkdir()
    elif kind == "link to nothing":
        path.symlink_to(tmp_path / "gone")
    assert predict(place, path, "ONNX: no file")


def test_a_file_of_a_terabyte_is_not_read(place, tmp_path):
    path = tmp_path / "model.onnx"
    with path.open("wb") as file:
        file.truncate(10**12)
    start = time.process_time()
    assert "larger than 2 GB" in predict(place, path, "ONNX: too large")
    assert time.process_time() - start < 2


@given(st.floats(0, 1))
@settings(max_examples=400 if FULL else 12)
def test_a_file_that_was_cut_short(place, share):
    content = BYTES[: int(share * (len(BYTES) - 1))]
    predict(place, write(place, content), "ONNX: cut short")


@given(st.integers(0, 8 * len(BYTES) - 1), st.integers(1, 3))
@settings(max_examples=400 if FULL else 5)
def test_flipped_bits(place, first, count):
    content = bytearray(BYTES)
    for n in range(count):
        bit = (first + 7919 * n) % (8 * len(content))
        content[bit // 8] ^= 1 << bit % 8
    predict(place, write(place, bytes(content)), "ONNX: flipped bits")


@given(st.integers(0, len(BYTES)), st.binary(max_size=40), st.integers(0, 40))
@settings(max_examples=400 if FULL else 5)
def test_bytes_put_in_or_left_out(place, where, new, left_out):
    content = BYTES[:where] + new + BYTES[where + left_out :]
    predict(place, write(place, content), "ONNX: bytes changed")


# Inputs and outputs ----------------------------------------------------------------------------

INFO = helper.make_tensor_value_info
FLOAT = TensorProto.FLOAT


def shaped(shape, kind=FLOAT):
    return [INFO("image", kind, shape)]


SIGNATURES = {
    "no rank": ({"inputs": shaped(None)}, False),
    "rank 2": ({"inputs": shaped(["n", 3])}, False),
    "rank 5": ({"inputs": shaped(["n", 3, "d", "h", "w"])}, False),
    "channels first unknown": ({"inputs": shaped(["n", "c", "h", "w"])}, True),
    "five channels": ({"inputs": shaped(["n", 5, "h", "w"])}, False),
    "bytes": ({"inputs": shaped(["n", 3, "h", "w"], TensorProto.UINT8)}, False),
    "double": ({"inputs": shaped(["n", 3, "h", "w"], TensorProto.DOUBLE)}, False),
    "batch of 2": ({"inputs": shaped([2, 3, "h", "w"])}, True),
    "batch of 10⁹": ({"inputs": shaped([10**9, 3, "h", "w"])}, False),
    "windows of 64": ({"inputs": shaped([1, 3, 64, 64])}, True),
    "windows of 16": ({"inputs": shaped([1, 3, 16, 16])}, None),
    "windows of 10⁷": ({"inputs": shaped([1, 3, 10**7, 10**7])}, False),
    "size 0": ({"inputs": shaped([1, 3, 0, 0])}, False),
    "size -1": ({"inputs": shaped([-1, 3, -1, -1])}, None),
    "only the height fixed": ({"inputs": shaped([1, 3, 64, "w"])}, None),
    "two inputs": ({"inputs": [*shaped(["n", 3, "h", "w"]), INFO("more", FLOAT, [1])]}, False),
    "two outputs": ({"outputs": [INFO("logits", FLOAT, None), INFO("image", FLOAT, None)]}, False),
    "newer opset": ({"opset": 99}, False),
    "newer format": ({"ir": 99}, False),
    "unknown operator": ({"nodes": [helper.make_node("Magic", ["image"], ["logits"])]}, False),
    "own operator": (
        {
            "nodes": [helper.make_node("Magic", ["image"], ["logits"], domain="own")],
            "domains": ["own"],
        },
        False,
    ),
}


@pytest.mark.parametrize("kind", SIGNATURES)
def test_inputs_outputs_and_versions(place, untried, kind):
    changes, works = SIGNATURES[kind]
    message = predict(place, write(place, onnxfiles.model(**changes)), "ONNX: inputs, outputs")
    assert works is None or (message is None) == works


def through(*nodes, **options):
    return onnxfiles.model([onnxfiles.conv("c"), *nodes], **options)


def ending(kind, inputs=("c",), weights=(), **attributes):
    return through(helper.make_node(kind, list(inputs), ["logits"], **attributes), weights=weights)


OUTPUTS = {
    "NaN": (ending("Log", weights=[]), False),
    "infinite": (ending("Div", ["c", "z"], [("z", np.zeros(1, np.float32))]), None),
    "constant": (ending("Mul", ["c", "z"], [("z", np.zeros(1, np.float32))]), True),
    "half the size": (ending("AveragePool", kernel_shape=[2, 2], strides=[2, 2]), False),
    "twice the size": (
        ending("Resize", ["c", "", "s"], [("s", np.array([1, 1, 2, 2], np.float32))]),
        False,
    ),
    "a number": (ending("ReduceMean", keepdims=0), False),
    "smaller by a rim": (
        ending("Slice", ["c", "a", "e", "x"], [(n, np.array(v, np.int64)) for n, v in
               (("a", [2, 2]), ("e", [-2, -2]), ("x", [2, 3]))]),
        False,
    ),
    "bytes": (ending("Cast", to=TensorProto.UINT8), None),
    "half precision": (ending("Cast", to=TensorProto.FLOAT16), None),
    "text": (ending("Cast", to=TensorProto.STRING), False),
    "three layers": (ending("Concat", ["c", "c", "c"], axis=1), False),
    "a list": (ending("SequenceConstruct"), False),
}  # fmt: skip


@pytest.mark.parametrize("kind", OUTPUTS)
def test_what_comes_out(place, untried, kind):
    model, works = OUTPUTS[kind]
    if kind == "NaN":
        model = through(
            helper.make_node("Sub", ["c", "ten"], ["d"]),
            helper.make_node("Log", ["d"], ["logits"]),
            weights=[("ten", np.array([1e6], np.float32))],
        )
    message = predict(place, write(place, model), "ONNX: wrong output")
    assert works is None or (message is None) == works


# What the model says of itself -----------------------------------------------------------------

ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 3),
    st.sampled_from([10**9, 10**30, -(10**30), 1e308, 5e-324, float("inf"), float("nan"), 7, 0.5]),
    st.text(max_size=8),
    st.lists(st.one_of(st.floats(), st.text(max_size=3)), max_size=4),
    st.dictionaries(st.text(max_size=4), st.integers(), max_size=3),
)
FIELDS = sorted(onnxfiles.card())
SCALING = ["kind", "centre", "spread", "clip"]


@given(st.dictionaries(st.sampled_from(FIELDS), ODD, min_size=1, max_size=2))
def test_odd_values_in_the_card(changes):
    check_card({**onnxfiles.card(), **changes})


@given(st.dictionaries(st.sampled_from(SCALING), ODD, min_size=1, max_size=2), ODD)
def test_odd_values_in_a_channel(changes, other):
    record = onnxfiles.card()
    record["channels"][1]["scaling"].update(changes)
    check_card(record)
    record = onnxfiles.card()
    for key in ("role", "source", "unit", "required", "scaling"):
        record["channels"][0] = {**record["channels"][0], key: other}
        check_card(record)


def check_card(record, **metadata):
    """A card is either refused with a message or fit to be used."""
    from rock_glacier_mapper.core.model_card import ModelCard

    try:
        card = ModelCard.from_metadata({METADATA_KEY: json.dumps(record), **metadata})
    except InputError as error:
        assert_clear(str(error))
        tally("inputs", "ONNX: card", "clear message")
        return
    tally("inputs", "ONNX: card", "result")
    for value in (card.name, card.architecture, card.class_name, card.licence, card.protocol):
        assert isinstance(value, str)
    for value in (card.tile_size, card.margin, card.stride):
        assert isinstance(value, int) and not isinstance(value, bool)
    for value in (card.resolution_m, card.threshold, card.temperature, *card.scales):
        assert isinstance(value, (int, float)) and not isinstance(value, bool)
        assert np.isfinite(value) and value > 0
    assert isinstance(card.training, dict) and isinstance(card.accuracy, dict)
    assert 0 < len(card.channels) <= 64
    for channel in card.channels:
        scaling = channel.scaling
        assert np.isfinite(np.array([scaling.centre, scaling.spread, scaling.clip], float)).all()
        assert scaling.spread > 0 and scaling.clip > 0 and isinstance(channel.unit, str)
    card.to_metadata()


RECORDS = {
    "no number": {"resolution_m": "ten"},
    "NaN": {"resolution_m": float("nan")},
    "infinite": {"resolution_m": float("inf")},
    "negative": {"resolution_m": -10},
    "a planet": {"resolution_m": 1e9},
    "tile of 0": {"tile_size": 0},
    "tile of -1": {"tile_size": -1},
    "tile of 10⁹": {"tile_size": 10**9},
    "tile of half a pixel": {"tile_size": 64.5},
    "rim as wide as the tile": {"margin": 64},
    "rim of half a pixel": {"margin": 4.5},
    "stride of 0": {"stride": 0},
    "stride larger than the tile": {"stride": 256},
    "threshold of 7": {"threshold": 7},
    "temperature of 0": {"temperature": 0},
    "temperature of NaN": {"temperature": float("nan")},
    "unknown role": {"channels": [{**onnxfiles.card()["channels"][0], "role": "infrasound"}]},
    "no channels": {"channels": []},
    "channels are text": {"channels": "red"},
    "a channel twice": {"channels": onnxfiles.card()["channels"][:1] * 3},
    "two channels of three": {"channels": onnxfiles.card()["channels"][:2]},
    "thousands of channels": {
        "channels": [
            {**onnxfiles.card()["channels"][0], "role": f"tpi_{n}m", "source": "terrain"}
            for n in range(1, 5000)
        ]
    },
    "newer": {"format_version": 99},
    "version is text": {"format_version": "new"},
    "a hundred scales": {"scales": [1.0] * 100},
    "scale of 0": {"scales": [1.0, 0.0]},
    "name is a list": {"name": ["<b>", 5]},
}


@pytest.mark.parametrize("kind", RECORDS)
def test_impossible_cards(place, untried, kind):
    made = onnxfiles.model(record=onnxfiles.card(**RECORDS[kind]))
    assert predict(place, write(place, made), "ONNX: impossible card")


TEXTS = {
    "none at all": {},
    "empty": {METADATA_KEY: ""},
    "no JSON": {METADATA_KEY: "{'a': 1}"},
    "a number": {METADATA_KEY: "7"},
    "a list": {METADATA_KEY: "[]"},
    "deep nesting": {METADATA_KEY: "[" * 100_000},
    "deep objects": {METADATA_KEY: '{"a":' * 100_000 + "1" + "}" * 100_000},
    "a long text": {METADATA_KEY: '"' + "a" * (100_000_000 if FULL else 3_000_000) + '"'},
    "many digits": {METADATA_KEY: json.dumps(onnxfiles.card()).replace("10.0", "9" * 10_000)},
    "Deepness without resolution": {"model_type": "Segmentor"},
    "Deepness with text": {"model_type": "Segmentor", "resolution": '"ten"'},
    "Deepness, no JSON": {"model_type": "Segmentor", "resolution": "ten"},
    "Deepness, deep nesting": {"model_type": "Segmentor", "resolution": "[" * 100_000},
    "Deepness, infinite": {"model_type": "Segmentor", "resolution": "Infinity"},
    "Deepness, odd classes": {"model_type": "Segmentor", "resolution": "10", "class_names": "7"},
    "Deepness, spread 0": {
        "model_type": "Segmentor",
        "resolution": "1000",
        "standardization_std": "[0, 0, 0]",
    },
    "Deepness, huge tile": {"model_type": "Segmentor", "resolution": "9", "tile_size": "1e400"},
}


@pytest.mark.parametrize("kind", TEXTS)
def test_impossible_metadata(place, untried, kind):
    outputs = [INFO("logits", FLOAT, ["n", 1, "h", "w"])]
    made = onnxfiles.model(metadata=TEXTS[kind], outputs=outputs)
    assert predict(place, write(place, made), "ONNX: impossible metadata")


def test_a_card_that_is_not_utf_8(place, untried):
    content = onnxfiles.model(record=onnxfiles.card(name="abcdefgh")).SerializeToString()
    content = content.replace(b"abcdefgh", b"\xff\xfe\xc3\x28abcd")
    assert predict(place, write(place, content), "ONNX: card not UTF-8")


# Weights in other files ------------------------------------------------------------------------

EXTERNAL = {
    "absolute": ("/etc/hostname", {}),
    "above": ("../secret", {}),
    "above by a detour": ("sub/../../secret", {}),
    "Windows path": ("C:\\Windows\\win.ini", {}),
    "share": ("\\\\server\\share\\file", {}),
    "missing": ("weights.gone", {}),
    "a folder": (".", {}),
    "the model itself": ("model.onnx", {"offset": 10**6}),
    "link leading out": ("link", {}),
    "empty name": ("", {}),
    "zero byte": ("weights\0.bin", {}),
    "device": ("/dev/zero", {}),
    "offset beyond the end": ("weights.bin", {"offset": 10**12}),
    "negative offset": ("weights.bin", {"offset": -8}),
    "offset is text": ("weights.bin", {"offset": "here"}),
    "huge length": ("weights.bin", {"length": 10**15}),
    "short length": ("weights.bin", {"length": 3}),
}


@pytest.mark.parametrize("kind", EXTERNAL)
def test_weights_elsewhere(place, untried, kind):
    location, entries = EXTERNAL[kind]
    secret = place.parent / "secret"
    secret.write_bytes(np.full(3, 0.3, np.float32).tobytes())
    (place / "weights.bin").write_bytes(secret.read_bytes())
    (place / "sub").mkdir(exist_ok=True)
    if not (place / "link").is_symlink():
        (place / "link").symlink_to(secret)
    made = onnxfiles.external(location, **entries)
    assert predict(place, write(place, made), "ONNX: weights elsewhere")


def test_weights_beside_the_model_are_read(place, untried):
    (place / "weights.bin").write_bytes(np.full(3, 0.3, np.float32).tobytes())
    assert predict(place, write(place, onnxfiles.external("weights.bin")), "ONNX: good") is None


def test_weights_of_a_terabyte_beside_the_model(place):
    with (place / "huge.bin").open("wb") as file:
        file.truncate(10**12)
    message = predict(place, write(place, onnxfiles.external("huge.bin")), "ONNX: too large")
    assert "larger than 2 GB" in message
    (place / "huge.bin").unlink()


# Models that would take the machine down ------------------------------------------------------

GREEDY = onnxfiles.greedy()
QUICK = ("ConstantOfShape", "by the window")


@pytest.mark.parametrize(
    "kind", [pytest.param(k, marks=() if k in QUICK else pytest.mark.full) for k in GREEDY]
)
def test_models_that_want_terabytes(place, kind):
    message = predict(place, write(place, GREEDY[kind]), "ONNX: wants terabytes")
    assert message and ("memory" in message.lower())


@pytest.mark.full
@pytest.mark.parametrize("kind", ["ConstantOfShape", "Expand"])
def test_models_that_want_more_than_is_allowed(place, kind, monkeypatch):
    """Few enough that the system would grant it: the limit is the plugin's own."""
    monkeypatch.setattr(trial, "MEMORY", 10**9)
    node = helper.make_node
    size = ("s", np.array([10**9], np.int64))
    nodes = {
        "ConstantOfShape": node("ConstantOfShape", ["s"], ["big"]),
        "Expand": node("Expand", ["z", "s"], ["big"]),
    }
    weights = [size, ("z", np.zeros(1, np.float32))][: 1 + (kind == "Expand")]
    made = onnxfiles.model(onnxfiles.adding(nodes[kind]), weights)
    message = predict(place, write(place, made), "ONNX: wants gigabytes")
    assert "asks for more than 1.0 GB" in message


@pytest.mark.parametrize("kind", ["raw", "typed", "negative", "sparse"])
def test_weights_that_claim_to_be_huge(place, untried, kind):
    made = onnxfiles.sparse() if kind == "sparse" else onnxfiles.claiming(kind)
    assert predict(place, write(place, made), "ONNX: claims huge weights")


@pytest.mark.parametrize(
    "kind", ["loop", pytest.param("functions", marks=pytest.mark.full)]
)  # fmt: skip
def test_models_that_never_end(place, kind, monkeypatch):
    monkeypatch.setattr(trial, "SECONDS", 2.0)
    made = onnxfiles.looping(2**62) if kind == "loop" else onnxfiles.exploding(30)
    message = predict(place, write(place, made), "ONNX: never ends")
    assert "did not end" in message


def test_functions_that_call_themselves(place):
    circle = [onnxfiles.function("f", "g"), onnxfiles.function("g", "f")]
    made = onnxfiles.with_functions(circle, "f")
    assert predict(place, write(place, made), "ONNX: calls itself")


@pytest.mark.parametrize("depth", [1, 8])
def test_branches_and_functions_work(place, depth):
    assert predict(place, write(place, onnxfiles.nested(depth)), "ONNX: subgraphs") is None
    made = onnxfiles.exploding(depth)
    assert predict(place, write(place, made), "ONNX: functions") is None


def test_branches_without_end(place):
    """Deeper than any parser goes: written by hand, as onnx itself cannot."""
    inner = b""
    for _ in range(3000):  # graph { node { attribute { g } } }
        inner = field(1, field(5, field(6, inner)))
    content = field(7, inner) + BYTES
    assert predict(place, write(place, content), "ONNX: subgraphs")


def field(number, content):
    length, text = len(content), b""
    while length > 127:
        text, length = text + bytes([length & 127 | 128]), length >> 7
    return bytes([number << 3 | 2]) + text + bytes([length]) + content


def test_a_crash_stays_in_the_other_process(place, monkeypatch):
    """No file is known that crashes this ONNX Runtime; the child is made to crash."""
    monkeypatch.setenv("PYTHONSTARTUP", "")
    monkeypatch.setattr(trial, "_run_child", lambda *_: -11)
    made = onnxfiles.model(record=onnxfiles.card(name="crash"))
    message = predict(place, write(place, made), "ONNX: crashes the library")
    assert "crash" in message and "-11" in message


# The trial itself ------------------------------------------------------------------------------


def test_a_model_that_passed_is_not_tried_again(place, monkeypatch):
    path = write(place, onnxfiles.model(record=onnxfiles.card(name="twice")))
    tried = []
    real = trial._run_child
    monkeypatch.setattr(trial, "_run_child", lambda *a: tried.append(a) or real(*a))
    Network(path, "cpu")
    Network(path, "cpu")
    assert len(tried) == 1
    write(place, onnxfiles.model(record=onnxfiles.card(name="another")))
    Network(path, "cpu")
    assert len(tried) == 2


def test_the_shipped_model_is_not_tried(monkeypatch):
    monkeypatch.setattr(trial, "_run_child", lambda *_: pytest.fail("it was tried"))
    assert Network(paths.default_model(), "cpu").provider == "CPUExecutionProvider"


def test_without_another_python_the_log_says_so(place, monkeypatch):
    def none():
        raise MissingPackageError("No Python was found.")

    monkeypatch.setattr(trial, "_python", none)
    path = write(place, onnxfiles.model(record=onnxfiles.card(name="no Python")))
    report = " ".join(Network(path, "cpu").report)
    assert "not tried" in report and "No Python was found." in report


class Stopped(Feedback):
    """Cancelled from another thread, or by a clock."""

    def __init__(self):
        self.event = threading.Event()

    def is_cancelled(self):
        return self.event.is_set()


@pytest.mark.parametrize("binding", [False, True])
def test_a_run_is_cancelled_in_its_midst(place, monkeypatch, binding):
    monkeypatch.setattr(trial, "_run_child", lambda *_: 0)
    path = write(place, onnxfiles.looping(2**62))
    feedback = Stopped()
    opened = Network(path, "cpu", feedback=feedback, binding=binding)
    threading.Timer(0.5, feedback.event.set).start()
    start = time.monotonic()
    with pytest.raises(Cancelled):
        opened.run(np.zeros((1, 3, 32, 32), np.float32))
    assert time.monotonic() - start < 10
    tally("faults", "cancelled within a run of the network", "nothing lost")


def test_a_trial_is_cancelled(place):
    path = write(place, onnxfiles.looping(2**61))
    feedback = Stopped()
    threading.Timer(0.3, feedback.event.set).start()
    with pytest.raises(Cancelled):
        Network(path, "cpu", feedback=feedback)


# Weights to start a training from ---------------------------------------------------------------


@pytest.mark.parametrize("name", ["weights.pt", "weights.pth", "weights.safetensors", "model.onnx"])
@pytest.mark.parametrize("kind", ["pickle", "zipped pickle", "torch pickle", "noise", "empty"])
def test_weights_never_run_code(tmp_path, name, kind):
    from rock_glacier_mapper.core.training.networks.weights import load_weights

    torch = pytest.importorskip("torch")
    payload = Evil(str(tmp_path / "was run"))
    if kind == "torch pickle":
        torch.save({"state_dict": payload}, tmp_path / name)
    else:
        pickled = pickle.dumps({"w": payload})
        content = {
            "pickle": pickled,
            "zipped pickle": zip_of("archive/data.pkl", pickled),
            "noise": np.random.default_rng(2).bytes(999),
            "empty": b"",
        }[kind]
        (tmp_path / name).write_bytes(content)
    layer = torch.nn.Conv2d(3, 1, 1)
    with pytest.raises(InputError) as error:
        load_weights(layer, tmp_path / name, ())
    assert_clear(str(error.value))
    assert not (tmp_path / "was run").exists()
    tally("inputs", "INITIAL_WEIGHTS: bad file", "clear message")


def test_the_payload_would_run_where_pickle_is_trusted(tmp_path):
    """Otherwise the tests above would show nothing."""
    pickle.loads(pickle.dumps(Evil(str(tmp_path / "was run")))).close()
    assert (tmp_path / "was run").exists()


STATES = {
    "pickle": None,
    "no state": {},
    "state is a number": {"state": 7},
    "state is no JSON": {"state": "{"},
    "state is a list": {"state": "[]"},
    "unknown keys": {"state": '{"plan": {}, "evil": 1}'},
    "no plan": {"state": "{}"},
    "deep nesting": {"state": "[" * 100_000},
    "wrong types": {"state": '{"plan": 5, "epoch": "x", "history": 7}'},
    "negative": {"state": '{"plan": {}, "epoch": -5, "step": NaN}'},
    "a tensor": "tensor",
}


@pytest.mark.parametrize("kind", STATES)
def test_checkpoints_to_resume_from(tmp_path, kind):
    from rock_glacier_mapper.core.training.checkpoint import CHECKPOINT, load_state

    torch = pytest.importorskip("torch")
    record = STATES[kind]
    if kind == "pickle":
        record = {"state": Evil(str(tmp_path / "was run"))}
    torch.save(torch.zeros(3) if record == "tensor" else record, tmp_path / CHECKPOINT)
    with pytest.raises(InputError) as error:
        load_state(tmp_path)
    assert_clear(str(error.value))
    assert not (tmp_path / "was run").exists()
    tally("inputs", "RESUME: bad checkpoint", "clear message")


@given(st.binary(max_size=200), st.floats(0, 1))
@settings(max_examples=400 if FULL else 10)
def test_damaged_safetensors(tmp_path_factory, noise, where):
    torch = pytest.importorskip("torch")
    from safetensors.torch import save

    from rock_glacier_mapper.core.training.networks.weights import load_weights

    whole = save({"weight": torch.ones(1, 3, 1, 1), "bias": torch.ones(1)})
    cut = int(where * len(whole))
    path = tmp_path_factory.mktemp("w") / "w.safetensors"
    path.write_bytes(whole[:cut] + noise + whole[cut + len(noise) :])
    try:
        load_weights(torch.nn.Conv2d(3, 1, 1), path, onnx_channels())
        outcome = "result"
    except InputError as error:
        assert_clear(str(error))
        outcome = "clear message"
    tally("inputs", "INITIAL_WEIGHTS: damaged safetensors", outcome)


def onnx_channels():
    from rock_glacier_mapper.core.channels import make_channel

    return tuple(make_channel(role) for role in ("red", "green", "blue"))
