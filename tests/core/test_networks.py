"""The networks, their weights from files, and their way to ONNX and back."""

import numpy as np
import onnx
import onnxruntime
import pytest
import torch
from conftest import make_model
from onnxscript import optimizer
from safetensors.torch import save_file
from torch import nn

from rock_glacier_mapper.core.channels import OPTICAL_ROLES, make_channel
from rock_glacier_mapper.core.errors import InputError, MissingPackageError
from rock_glacier_mapper.core.model_card import ModelCard
from rock_glacier_mapper.core.training.networks import (
    ARCHITECTURES,
    CompactNet,
    DeepLabV3Plus,
    Xception71,
    architecture_named,
    build_network,
    load_weights,
    parameter_count,
    receptive_radius,
)
from rock_glacier_mapper.core.training.networks.deeplab import enlarge

RGB = tuple(make_channel(role) for role in ("red", "green", "blue"))
NINE = tuple(make_channel(role) for role in (*OPTICAL_ROLES, "coherence", "slope", "tpi_150m"))


def settled(network, channels, seed=0):
    """The network with batch normalisation as after some training: nothing cancels or explodes."""
    generator = torch.Generator().manual_seed(seed)
    norms = [module for module in network.modules() if isinstance(module, nn.BatchNorm2d)]
    for norm in norms:
        norm.weight.data.uniform_(0.8, 1.2, generator=generator)
        norm.bias.data.uniform_(-0.1, 0.1, generator=generator)
        norm.momentum = 1.0
    with torch.no_grad():
        network.train()(torch.randn(4, channels, 64, 64, generator=generator))
    for norm in norms:
        norm.momentum = 0.1
        norm.running_var.clamp_(min=0.05)
    return network.eval()


def without_middle(network):
    """With one of the 16 equal blocks of the middle flow, to save time."""
    del network.backbone.blocks[6:21]
    return network


@pytest.fixture(scope="module")
def backbone():
    torch.manual_seed(0)
    return settled(Xception71(3), 3)


@pytest.fixture(scope="module")
def deeplab():
    torch.manual_seed(1)
    return settled(DeepLabV3Plus(9), 9)


@pytest.fixture
def stride16(deeplab):
    yield deeplab
    deeplab.set_output_stride(16)


def test_parameter_counts_are_those_of_the_published_network(backbone, deeplab):
    assert parameter_count(backbone) == 40_289_736
    assert parameter_count(backbone) + 2048 * 1000 + 1000 == 42_338_736
    assert parameter_count(deeplab) == 43_474_425
    assert parameter_count(deeplab.backbone) == 40_291_464
    parts = deeplab.pyramid, deeplab.low_level, deeplab.decoder, deeplab.logits
    assert [parameter_count(part) for part in parts] == [3_019_776, 12_384, 150_544, 257]
    with torch.device("meta"):
        assert parameter_count(DeepLabV3Plus(3)) == 43_472_697
        assert parameter_count(DeepLabV3Plus(4)) == 43_472_985


def test_names_are_those_of_timm(backbone):
    """A sample of timm's list, and its length."""
    names = {n for n in backbone.state_dict() if not n.endswith("num_batches_tracked")}
    assert {
        "stem.0.conv.weight",
        "stem.1.bn.running_var",
        "blocks.0.shortcut.conv.weight",
        "blocks.21.shortcut.bn.bias",
        "blocks.4.stack.conv3.conv_dw.weight",
        "blocks.12.stack.conv1.bn_pw.running_mean",
        "blocks.22.stack.conv2.bn_dw.weight",
    } <= names
    assert not any(n.startswith(("blocks.22.shortcut", "blocks.5.shortcut")) for n in names)
    shortcuts, separable = 6, 23 * 3
    assert len(names) == 5 * (2 + shortcuts) + 10 * separable
    assert backbone.blocks[1].stack["conv1"].bn_dw.eps == 1e-3


@pytest.mark.parametrize(
    ("output_stride", "strides", "dilations", "rates"),
    [
        (16, [2, 1, 2, 1, 2, 1, 1], [1, 1, 1, 1, 1, 1, 2], [6, 12, 18]),
        (8, [2, 1, 2, 1, 1, 1, 1], [1, 1, 1, 1, 1, 2, 4], [12, 24, 36]),
    ],
)
def test_strides_and_dilations(stride16, output_stride, strides, dilations, rates):
    """Entry blocks 1 to 5, first exit block, second exit block; the middle is as the text says."""
    before = {name: value.clone() for name, value in stride16.state_dict().items()}
    stride16.set_output_stride(output_stride)
    blocks = stride16.backbone.blocks
    depthwise = [[block.stack[f"conv{n}"].conv_dw for n in (1, 2, 3)] for block in blocks]
    assert all(c.stride == (1, 1) for block in depthwise for c in block[:2])
    assert all(c.padding == c.dilation for block in depthwise for c in block)
    chosen = [*range(5), 21, 22]
    assert [depthwise[n][2].stride[0] for n in chosen] == strides
    assert [depthwise[n][0].dilation[0] for n in chosen] == dilations
    middle = {c.dilation[0] for n in range(5, 21) for c in depthwise[n]}
    assert middle == {1 if output_stride == 16 else 2}
    assert [branch.conv_dw.dilation[0] for branch in stride16.pyramid.atrous] == rates
    for block, wanted in zip(blocks[:5], strides):
        assert block.shortcut is None or block.shortcut.conv.stride[0] == wanted
    with torch.no_grad():
        low_level, feature = stride16.backbone(torch.zeros(1, 9, 32, 48))
        assert stride16(torch.zeros(2, 9, 32, 48)).shape == (2, 1, 32, 48)
    assert low_level.shape == (1, 256, 8, 12)
    assert feature.shape == (1, 2048, 32 // output_stride, 48 // output_stride)
    after = stride16.state_dict()
    assert all(torch.equal(before[name], after[name]) for name in before)
    with pytest.raises(ValueError, match="output stride"):
        stride16.set_output_stride(32)


def test_the_low_level_feature_comes_before_its_relu_and_the_last_after(backbone):
    with torch.no_grad():
        low_level, feature = backbone(torch.randn(1, 3, 32, 32))
    assert low_level.min() < 0 and feature.min() == 0


def test_output_lies_on_the_input():
    """Shifts of the output stride shift the output, and mirrored weights see a mirrored image.

    The second holds only when every padding is symmetric and enlarging keeps pixels in place.
    Without middle flow and pyramid, and with the exit flow looking at single pixels, the network
    sees 109 pixels far, so that in the middle of 352 the borders do not matter.
    """
    torch.manual_seed(2)
    network = settled(without_middle(DeepLabV3Plus(1)), 1)
    norms = [a.bn_pw for a in network.pyramid.atrous]
    norms += [network.pyramid.pooling.bn, network.backbone.blocks[5].stack["conv3"].bn_pw]
    image = torch.randn(1, 1, 352, 352)
    with torch.no_grad():
        for norm in norms:
            norm.weight.zero_()
            norm.bias.zero_()
        for name, parameter in network.backbone.blocks[6:].named_parameters():
            if name.endswith("conv_dw.weight"):
                parameter.mul_(torch.tensor([[0.0, 0, 0], [0, 9, 0], [0, 0, 0]]))
        out = network(image)[0, 0]
        middle = out[160:192, 160:192]
        assert middle.std() > 1e-3
        moved = network(torch.roll(image, (16, -32), (2, 3)))[0, 0]
        torch.testing.assert_close(moved[176:208, 128:160], middle, atol=1e-4, rtol=1e-4)
        for module in network.modules():
            if isinstance(module, nn.Conv2d):
                module.weight.copy_(module.weight.flip(2, 3))
        mirrored = network(torch.roll(image.flip(2, 3), (1, 1), (2, 3)))[0, 0]  # about 176, 176
        torch.testing.assert_close(
            mirrored[161:193, 161:193].flip(0, 1), middle, atol=1e-4, rtol=1e-4
        )


def test_enlarging_is_linear_between_pixels():
    rows, columns = torch.arange(4.0), torch.arange(5.0)
    plane = (2 * rows[:, None] - 3 * columns[None, :])[None, None]
    large = enlarge(plane, 4)
    assert large.shape == (1, 1, 16, 20)
    fine = 2 * torch.arange(16)[:, None] / 4 - 3 * torch.arange(20)[None, :] / 4
    torch.testing.assert_close(large[0, 0, :13, :17], fine[:13, :17])


@pytest.mark.parametrize("name", ARCHITECTURES)
def test_training_from_scratch_starts_sensibly(name):
    """A fresh network answers near 0.5, and all its weights feel the loss."""
    torch.manual_seed(3)
    network = build_network(name, 4)
    logits = network(torch.randn(2, 4, 64, 64))
    assert logits.shape == (2, 1, 64, 64) and logits.abs().max() < 10
    logits.square().mean().backward()
    gradients = [p.grad for p in network.parameters()]
    assert all(torch.isfinite(g).all() for g in gradients)
    assert all((g != 0).any() for g in gradients[:10])


def test_defaults_of_the_architectures():
    paper, compact = ARCHITECTURES["xception71"], ARCHITECTURES["compact"]
    assert (paper.optimiser, paper.learning_rate, paper.momentum) == ("sgd", 0.007, 0.9)
    assert (paper.weight_decay, paper.crop_size) == (4e-5, 480)
    assert (paper.tile_size, paper.margin, paper.image_pooling) == (480, 80, True)
    assert (compact.optimiser, compact.learning_rate, compact.crop_size) == ("adamw", 2e-3, 192)
    for entry in ARCHITECTURES.values():
        assert entry.tile_size % entry.stride == entry.margin % entry.stride == 0
    radius = receptive_radius(CompactNet(1, width=4), 1, 256)
    assert compact.margin == -(-radius // 16) * 16 and not compact.image_pooling


def test_unknown_networks_are_refused():
    for name in ("resnet", "smp:Unet", "smp:/resnet34"):
        with pytest.raises(InputError, match="smp:Unet/resnet34"):
            build_network(name, 3)


def test_other_networks_need_torchvision():
    name = "smp:Unet/resnet34"
    assert architecture_named(name).stride == 32
    try:
        import segmentation_models_pytorch  # noqa: F401
    except (ImportError, RuntimeError):
        with pytest.raises(MissingPackageError, match="torchvision"):
            build_network(name, 3)
    else:
        with torch.no_grad():
            network = build_network(name, 4).eval()
            assert network(torch.zeros(1, 4, 64, 64)).shape == (1, 1, 64, 64)
        with pytest.raises(InputError, match="cannot be built"):
            build_network("smp:Unet/no_such_encoder", 3)


def image_net(backbone):
    """As timm saves it: with the classifier, without the counters."""
    state = {n: t for n, t in backbone.state_dict().items() if "num_batches" not in n}
    return {**state, "head.fc.weight": torch.zeros(1000, 2048), "head.fc.bias": torch.zeros(1000)}


def test_weights_named_as_in_timm_load_into_the_backbone(backbone, tmp_path):
    path = tmp_path / "xception71.safetensors"
    save_file(image_net(backbone), path)
    torch.manual_seed(4)
    network = DeepLabV3Plus(3).eval()
    image = torch.randn(1, 3, 64, 64)
    head = network.decoder[0].conv_pw.weight.clone()
    with torch.no_grad():
        messages = load_weights(network, path, RGB)
        for got, expected in zip(network.backbone(image), backbone(image)):
            torch.testing.assert_close(got, expected, atol=0, rtol=0)
    assert torch.equal(network.decoder[0].conv_pw.weight, head)
    assert "the backbone" in messages[0] and "adapted" not in " ".join(messages)
    assert "pyramid, low_level, decoder, logits (" in messages[-1]


def test_three_channels_become_nine(backbone, stride16, tmp_path):
    """Red, green and blue by their role, the others the mean, all times 3 / 9."""
    state = {n: t for n, t in backbone.state_dict().items()}
    path = tmp_path / "xception71.pth"
    torch.save({"state_dict": state}, path)
    before = {name: value.clone() for name, value in stride16.state_dict().items()}
    messages = load_weights(stride16, path, NINE)
    got = stride16.backbone.stem[0].conv.weight.detach().numpy()
    given = state["stem.0.conv.weight"].numpy()
    np.testing.assert_allclose(got[:, 2], given[:, 0] / 3, rtol=1e-6)
    np.testing.assert_allclose(got[:, 1], given[:, 1] / 3, rtol=1e-6)
    np.testing.assert_allclose(got[:, 0], given[:, 2] / 3, rtol=1e-6)
    mean = given.sum(1) / 3 / 3
    for other in range(3, 9):
        np.testing.assert_allclose(got[:, other], mean, atol=1e-6)
    assert any("scaled by 0.333" in text and "nir" in text for text in messages)
    stride16.load_state_dict(before)


def export(network, path, channels):
    """As core.training.export does, with names and batch normalisation kept."""
    dynamic = {
        0: torch.export.Dim("batch", min=1),
        2: 16 * torch.export.Dim("rows", min=1, max=1024),
        3: 16 * torch.export.Dim("columns", min=1, max=1024),
    }
    program = torch.onnx.export(
        network,
        (torch.zeros(2, len(channels), 64, 80),),
        input_names=["image"],
        output_names=["logits"],
        dynamic_shapes=(dynamic,),
        opset_version=18,
        dynamo=True,
        verbose=False,
        optimize=False,
    )
    optimizer.fold_constants(program.model)
    optimizer.remove_unused_nodes(program.model)
    card = ModelCard("test", channels, 10.0, 480, 80, 16)
    program.model.metadata_props.update(card.to_metadata())
    program.save(str(path), external_data=False)


def run_onnx(path, image):
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    return session.run(None, {"image": image.numpy()})[0]


def test_exported_deeplab_is_the_same_at_any_size(tmp_path):
    """At the finer output stride, set after construction as for prediction."""
    torch.manual_seed(7)
    network = DeepLabV3Plus(4)
    network.set_output_stride(8)
    network = settled(without_middle(network), 4)
    path = tmp_path / "deeplab.onnx"
    export(network, path, NINE[:4])
    for shape in ((1, 4, 96, 176), (3, 4, 48, 32)):
        image = torch.randn(shape)
        with torch.no_grad():
            expected = network(image).numpy()
        assert expected.std() > 0.03
        np.testing.assert_allclose(run_onnx(path, image), expected, atol=1e-4)


@pytest.fixture(scope="module")
def compact(tmp_path_factory):
    """A compact network and its ONNX file with names."""
    torch.manual_seed(5)
    network = settled(CompactNet(3, width=4), 3)
    path = tmp_path_factory.mktemp("compact") / "compact.onnx"
    export(network, path, RGB)
    return network, path


def test_from_onnx_and_back(compact):
    network, path = compact
    torch.manual_seed(6)
    again = CompactNet(3, width=4).eval()
    image = torch.randn(1, 3, 64, 64)
    with torch.no_grad():
        assert not torch.allclose(again(image), network(image), atol=1e-2)
        messages = load_weights(again, path, RGB)
        torch.testing.assert_close(again(image), network(image), atol=0, rtol=0)
        np.testing.assert_allclose(run_onnx(path, image), again(image).numpy(), atol=1e-4)
    assert len(messages) == 1 and "the whole network" in messages[0]


def test_channels_of_an_onnx_model_go_by_role(compact):
    """A further channel gets the mean; one less acts as if it were missing, that is 0."""
    network, path = compact
    channels = tuple(make_channel(role) for role in ("blue", "slope", "red", "green"))
    more = CompactNet(4, width=4).eval()
    messages = load_weights(more, path, channels)
    given = network.stem[0].weight.detach()
    expected = torch.stack([given[:, 2], given.mean(1), given[:, 0], given[:, 1]], 1) * 3 / 4
    torch.testing.assert_close(more.stem[0].weight.detach(), expected)
    assert any("mean stands for slope" in text for text in messages)
    less = CompactNet(2, width=4).eval()
    messages = load_weights(less, path, (RGB[2], RGB[0]))
    assert any("green left out" in text for text in messages)
    image = torch.randn(1, 3, 64, 64)
    image[:, 1] = 0
    with torch.no_grad():
        torch.testing.assert_close(less(image[:, [2, 0]]), network(image), atol=1e-5, rtol=1e-5)


def test_own_weights_load_whole_or_say_why_not(tmp_path):
    network = settled(CompactNet(4, width=4), 4)
    path = tmp_path / "best.pt"
    torch.save(network.state_dict(), path)
    channels = NINE[:4]
    again = CompactNet(4, width=4).eval()
    assert "blue, green, red, nir" in load_weights(again, path, channels)[0] + "".join(
        load_weights(again, path, channels)
    )
    for name, value in network.state_dict().items():
        assert torch.equal(again.state_dict()[name], value)
    with pytest.raises(InputError, match="4 channels of unknown order"):
        load_weights(CompactNet(5, width=4), path, NINE[:5])


def change(key, value):
    def edit(state):
        state[key] = value

    return edit


@pytest.mark.parametrize(
    ("edit", "named"),
    [
        (lambda state: state.pop("skip8.1.running_mean"), "lacks 'skip8.1.running_mean'"),
        (change("extra.weight", torch.zeros(1)), "'extra.weight' is not in the network"),
        (change("skip8.0.weight", torch.zeros(2, 2)), "'skip8.0.weight' has the shape"),
        (change("stem.0.weight", torch.zeros(5, 3, 3, 3)), "'stem.0.weight' has the shape"),
        (change("logits.bias", torch.tensor([torch.nan])), "'logits.bias' .* not numbers"),
        (change("logits.bias", "text"), "other things"),
    ],
    ids=["missing", "extra", "shape", "first", "nan", "text"],
)
def test_what_does_not_fit_is_named_and_nothing_is_loaded(tmp_path, edit, named):
    state = CompactNet(3, width=4).state_dict()
    edit(state)
    path = tmp_path / "weights.pt"
    torch.save(dict(state), path)
    network = CompactNet(3, width=4)
    before = {name: value.clone() for name, value in network.state_dict().items()}
    with pytest.raises(InputError, match=named):
        load_weights(network, path, RGB)
    assert all(torch.equal(before[n], value) for n, value in network.state_dict().items())


def test_another_architecture_is_named(stride16, compact):
    with pytest.raises(InputError, match=r"lacks 'stem.0.conv.weight' and 'stem.0.weight' is not"):
        load_weights(stride16, compact[1], NINE)


class Evil:
    """Writes a file when it is unpickled without care."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return open, (str(self.path), "w")


def test_code_in_a_file_is_refused_and_not_run(tmp_path):
    trace, path = tmp_path / "trace", tmp_path / "weights.pt"
    torch.save({"stem.0.weight": Evil(trace)}, path)
    with pytest.raises(InputError, match="not opened"):
        load_weights(CompactNet(3, width=4), path, RGB)
    assert not trace.exists()


@pytest.mark.parametrize("suffix", [".pt", ".pth", ".safetensors", ".onnx", ".h5"])
def test_damaged_missing_and_huge_files_are_refused(tmp_path, suffix):
    path = tmp_path / f"weights{suffix}"
    network = CompactNet(3, width=4)
    with pytest.raises(InputError, match="do not exist"):
        load_weights(network, path, RGB)
    for content in (b"", b"\x08\xff\x80garbage" * 50):
        path.write_bytes(content)
        with pytest.raises(InputError, match=r"damaged|cannot|can be read|model file"):
            load_weights(network, path, RGB)
    with open(path, "wb") as file:
        file.truncate(2 * 1024**3 + 1)
    with pytest.raises(InputError, match="2 GB"):
        load_weights(network, path, RGB)


def test_a_cut_file_is_refused(compact, tmp_path):
    network, onnx_path = compact
    full = tmp_path / "full.safetensors"
    save_file(network.state_dict(), full)
    for whole in (full, onnx_path):
        cut = tmp_path / f"cut{whole.suffix}"
        cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
        with pytest.raises(InputError, match="damaged"):
            load_weights(CompactNet(3, width=4), cut, RGB)


def test_weights_outside_an_onnx_file_are_not_followed(compact, tmp_path):
    model = onnx.load(compact[1])
    path = tmp_path / "outside.onnx"
    onnx.save(model, path, save_as_external_data=True, size_threshold=0, location="secret")
    with pytest.raises(InputError, match="weights inside"):
        load_weights(CompactNet(3, width=4), path, RGB)


def test_onnx_without_batch_normalisation_is_explained(compact, tmp_path):
    path = tmp_path / "folded.onnx"
    folded = optimizer.optimize(onnx.load(compact[1]))
    assert not any(node.op_type == "BatchNormalization" for node in folded.graph.node)
    onnx.save(folded, path)
    with pytest.raises(InputError, match="batch normalisation folded"):
        load_weights(CompactNet(3, width=4), path, RGB)


def test_foreign_onnx_is_refused(tmp_path):
    path = make_model(tmp_path / "other.onnx")
    with pytest.raises(InputError, match=r"lacks 'stem.0.weight'"):
        load_weights(CompactNet(3, width=4), path, RGB)
