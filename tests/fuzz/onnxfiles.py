"""ONNX models that are damaged, odd or meant to do harm, each a few hundred bytes."""

import json

import numpy as np
from onnx import TensorProto, helper, numpy_helper

from rock_glacier_mapper.core.channels import make_channel
from rock_glacier_mapper.core.model_card import METADATA_KEY, ModelCard

FLOAT = TensorProto.FLOAT
WEIGHT = ("w", np.full((1, 3, 1, 1), 0.3, np.float32))


def card(roles=("red", "green", "blue"), **changes):
    """The record of a good card, with changes."""
    values = {"name": "fuzz", "resolution_m": 10.0, "tile_size": 64, "margin": 4, "stride": 1}
    channels = tuple(make_channel(role) for role in roles)
    record = json.loads(ModelCard(channels=channels, **values).to_metadata()[METADATA_KEY])
    return {**record, **changes}


def conv(result="logits"):
    return helper.make_node("Conv", ["image", "w"], [result])


def model(
    nodes=None,
    weights=(),
    *,
    record=None,
    metadata=None,
    inputs=None,
    outputs=None,
    functions=(),
    domains=(),
    opset=18,
    ir=9,
):
    """A model (``onnx.ModelProto``) of these nodes; by default one convolution over 3 channels."""
    graph = helper.make_graph(
        nodes or [conv()],
        "fuzz",
        inputs or [helper.make_tensor_value_info("image", FLOAT, ["n", 3, "h", "w"])],
        outputs or [helper.make_tensor_value_info("logits", FLOAT, None)],
        [numpy_helper.from_array(np.asarray(a), name) for name, a in (WEIGHT, *weights)],
    )
    opsets = [helper.make_opsetid("", opset), *(helper.make_opsetid(name, 1) for name in domains)]
    made = helper.make_model(graph, opset_imports=opsets, functions=list(functions))
    made.ir_version = ir
    if metadata is None:
        metadata = {METADATA_KEY: json.dumps(card() if record is None else record)}
    helper.set_model_props(made, metadata)
    return made


def adding(*big):
    """Nodes of a model that adds the mean of something big to each pixel."""
    mean = helper.make_node("ReduceMean", ["big"], ["m"], keepdims=0)
    return [conv("c"), *big, mean, helper.make_node("Add", ["c", "m"], ["logits"])]


def greedy():
    """Name to model that wants terabytes for a window of any size."""
    count = np.array([10**13], np.int64)
    one, zero = np.float32(1), np.float32(0)
    node = helper.make_node
    return {
        "ConstantOfShape": model(
            adding(node("ConstantOfShape", ["s"], ["big"])), [("s", count // 100)]
        ),
        "Expand": model(
            adding(node("Expand", ["z", "s"], ["big"])), [("z", zero[None]), ("s", count)]
        ),
        "Range": model(
            adding(node("Range", ["z", "l", "o"], ["big"])),
            [("z", zero), ("l", np.float32(1e13)), ("o", one)],
        ),
        "Resize": model(
            adding(node("Resize", ["c", "", "s"], ["big"])),
            [("s", np.array([1, 1, 1e5, 1e5], np.float32))],
        ),
        "Tile": model(
            adding(node("Tile", ["image", "s"], ["big"])),
            [("s", np.array([1, 1, 10**4, 10**5], np.int64))],
        ),
        "by the window": model(
            adding(
                node("Shape", ["image"], ["size"]),
                node("Mul", ["size", "k"], ["s"]),
                node("ConstantOfShape", ["s"], ["big"]),
            ),
            [("k", np.array([1, 1, 10**4, 10**5], np.int64))],
        ),
        "Pad": model(
            adding(node("Pad", ["image", "s"], ["big"])),
            [("s", np.array([0, 0, 10**6, 10**6, 0, 0, 10**6, 0], np.int64))],
        ),
        "OneHot": model(
            adding(
                node("Cast", ["image"], ["i"], to=TensorProto.INT64),
                node("OneHot", ["i", "s", "v"], ["big"]),
            ),
            [("s", count[0] // 100), ("v", np.array([0, 1], np.float32))],
        ),
    }


def claiming(kind):
    """A model whose initializer claims 10¹² numbers and holds four."""
    made = model(adding())
    tensor = made.graph.initializer.add()
    tensor.name, tensor.data_type = "big", FLOAT
    tensor.dims.extend([10**6, 10**6] if kind != "negative" else [-5, 10])
    if kind == "typed":
        tensor.float_data.extend([1.0] * 4)
    else:
        tensor.raw_data = bytes(16)
    return made


def sparse():
    """A model whose sparse initializer would be 4 TB when filled."""
    made = model(adding())
    tensor = made.graph.sparse_initializer.add()
    tensor.dims.extend([10**6, 10**6])
    tensor.values.CopyFrom(numpy_helper.from_array(np.ones(1, np.float32), "big"))
    tensor.indices.CopyFrom(numpy_helper.from_array(np.zeros(1, np.int64), "i"))
    return made


def looping(trips):
    """A model that adds 1 to a number ``trips`` times before it answers."""
    scalar = helper.make_tensor_value_info
    body = helper.make_graph(
        [
            helper.make_node("Identity", ["go"], ["goes"]),
            helper.make_node("Add", ["x", "one"], ["y"]),
        ],
        "body",
        [
            scalar("i", TensorProto.INT64, []),
            scalar("go", TensorProto.BOOL, []),
            scalar("x", FLOAT, []),
        ],
        [scalar("goes", TensorProto.BOOL, []), scalar("y", FLOAT, [])],
        [numpy_helper.from_array(np.array(1, np.float32), "one")],
    )
    nodes = [
        conv("c"),
        helper.make_node("Loop", ["trips", "true", "zero"], ["m"], body=body),
        helper.make_node("Add", ["c", "m"], ["logits"]),
    ]
    weights = [
        ("trips", np.array(trips, np.int64)),
        ("true", np.array(True)),
        ("zero", np.array(0, np.float32)),
    ]
    return model(nodes, weights)


def with_functions(functions, first):
    nodes = [
        helper.make_node(first, ["image"], ["f"], domain="own"),
        helper.make_node("Conv", ["f", "w"], ["logits"]),
    ]
    return model(nodes, functions=functions, domains=["own"])


def function(name, *calls):
    """A function that calls others, one after the other; without any it passes its input on."""
    names = ["x", *(f"x{n}" for n in range(1, len(calls))), "y"]
    nodes = [
        helper.make_node(call, [names[n]], [names[n + 1]], domain="own")
        for n, call in enumerate(calls)
    ]
    nodes = nodes or [helper.make_node("Identity", ["x"], ["y"])]
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid("own", 1)]
    return helper.make_function("own", name, ["x"], ["y"], nodes, opsets)


def exploding(depth):
    """2 ** ``depth`` nodes when its functions are written out."""
    functions = [function("f0")]
    functions += [function(f"f{n}", f"f{n - 1}", f"f{n - 1}") for n in range(1, depth)]
    return with_functions(functions, f"f{depth - 1}")


def nested(depth):
    """Branches within branches."""
    info = helper.make_tensor_value_info
    graph = helper.make_graph([conv("r0")], "g", [], [info("r0", FLOAT, None)])
    for n in range(1, depth):
        other = helper.make_graph([conv(f"e{n}")], "e", [], [info(f"e{n}", FLOAT, None)])
        node = helper.make_node("If", ["true"], [f"r{n}"], then_branch=graph, else_branch=other)
        graph = helper.make_graph([node], f"g{n}", [], [info(f"r{n}", FLOAT, None)])
    other = helper.make_graph([conv("e")], "e", [], [info("e", FLOAT, None)])
    node = helper.make_node("If", ["true"], ["logits"], then_branch=graph, else_branch=other)
    return model([node], [("true", np.array(True))])


def external(location, **entries):
    """A model that keeps its weights in another file."""
    made = model()
    tensor = made.graph.initializer[0]
    tensor.ClearField("raw_data")
    tensor.data_location = TensorProto.EXTERNAL
    for key, value in {"location": location, "offset": 0, "length": 12, **entries}.items():
        entry = tensor.external_data.add()
        entry.key, entry.value = key, str(value)
    return made
