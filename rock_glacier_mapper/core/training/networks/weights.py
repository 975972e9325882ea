"""Starting from trained weights: ImageNet's for the backbone, or an own network's.

Files of plain tensors only; nothing in them is ever run.
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import torch
from torch import nn

from ...channels import Channel
from ...errors import InputError, MissingPackageError
from ...inference import LARGEST_MODEL
from ...inference.providers import first_line
from ...model_card import ModelCard
from ...translation import tr
from ..checkpoint import load_tensors

#: Order of the channels in weights that were trained on photographs.
RGB = ("red", "green", "blue")
#: Counters of training steps, which need not be there.
_COUNTER = ".num_batches_tracked"
#: ImageNet's classifier in weights of timm; a segmentation has no use for it.
_CLASSIFIER = "head.fc."
_BACKBONE = "backbone."
_KINDS = (".weight", ".bias", ".running_mean", ".running_var")

Tensors = dict[str, torch.Tensor]


def load_weights(
    network: nn.Module, path: str | os.PathLike, channels: tuple[Channel, ...]
) -> list[str]:
    """Put the weights of a file into a network; all of them or, on error, none.

    A file holds either the whole network, or its ``backbone`` under the names that timm uses. The
    first convolution is adapted when the channels differ: each channel takes the filters of its
    own role, a channel that the file does not know takes the mean of the file's filters, and all
    are scaled so that the signal keeps its size, with 3 / n for three channels to n.

    Args:
        network: changed in place.
        path: ``.safetensors``, ``.pt`` or ``.pth`` (a dictionary of tensors, alone or under
            ``state_dict``), or an ``.onnx`` model of this plugin. Three channels count as red,
            green, blue in weights of a backbone, and in those of a whole network whose number of
            channels is another; an ONNX model says itself what its channels are.
        channels: of the network's input.

    Returns:
        Messages: what was loaded, what was adapted, what stays random.

    Raises:
        InputError: no such file, a file that is too large, damaged, or holds more than tensors;
            weights of another network (the first that does not fit is named); an ONNX model
            without the batch normalisation that training goes on with.
        MissingPackageError: the package that reads the format is not installed.
    """
    path = Path(path)
    source, source_channels = _read(path)
    target = network.state_dict()
    prefix = ""
    if hasattr(network, "backbone") and not any(name.startswith(_BACKBONE) for name in source):
        prefix = _BACKBONE
        source = {prefix + n: t for n, t in source.items() if not n.startswith(_CLASSIFIER)}
    wanted = [n for n in target if n.startswith(prefix) and not n.endswith(_COUNTER)]
    _check_names(path, source, wanted, len(prefix))
    messages = []
    first = next(name for name in wanted if target[name].ndim == 4)
    _check_shapes(path, source, target, first, len(prefix))
    adapted = _adapt(path, source[first], channels, source_channels, bool(prefix), messages)
    loaded = {name: tensor.float() for name, tensor in {**source, first: adapted}.items()}
    broken = next((n for n, t in loaded.items() if not torch.isfinite(t).all()), None)
    if broken:
        raise InputError(
            tr("'{broken}' in {path} has values that are not numbers.").format(
                broken=broken[len(prefix) :], path=path
            )
        )
    network.load_state_dict({**target, **loaded})
    count = sum(target[name].numel() for name in wanted)
    text = (
        tr("Starts from {name}: {count:,} values of the backbone were loaded.")
        if prefix
        else tr("Starts from {name}: {count:,} values of the whole network were loaded.")
    )
    messages.insert(0, text.format(name=path.name, count=count))
    left = [n for n in target if not n.startswith(prefix) and not n.endswith(_COUNTER)]
    if left:
        parts = ", ".join(dict.fromkeys(name.partition(".")[0] for name in left))
        count = sum(target[name].numel() for name in left)
        text = tr("Random at the start: {parts} ({count:,} values).")
        messages.append(text.format(parts=parts, count=count))
    return messages


def _read(path: Path) -> tuple[Tensors, tuple[Channel, ...] | None]:
    if not path.is_file():
        raise InputError(tr("The weights {path} do not exist. Choose a file.").format(path=path))
    if path.stat().st_size > LARGEST_MODEL:
        raise InputError(
            tr("The weights {path} are larger than 2 GB and were not opened.").format(path=path)
        )
    channels = None
    if path.suffix == ".safetensors":
        tensors = _read_safetensors(path)
    elif path.suffix in (".pt", ".pth"):
        tensors = load_tensors(path)
        if isinstance(tensors, dict) and isinstance(tensors.get("state_dict"), dict):
            tensors = tensors["state_dict"]
    elif path.suffix == ".onnx":
        tensors, channels = _read_onnx(path)
    else:
        raise InputError(
            tr(
                "Weights can be read from .safetensors, .pt, .pth and .onnx files, not from {path}."
            ).format(path=path)
        )
    if not isinstance(tensors, dict) or not all(
        isinstance(name, str) and isinstance(t, torch.Tensor) and t.layout is torch.strided
        for name, t in tensors.items()
    ):
        raise InputError(
            tr(
                "{path} holds other things than the weights of a network. Save its "
                "state_dict() alone."
            ).format(path=path)
        )
    return tensors, channels


def _read_safetensors(path: Path) -> Tensors:
    try:
        from safetensors import SafetensorError
        from safetensors.torch import load_file
    except ImportError as error:
        raise MissingPackageError(
            tr(
                "Reading {path} needs the Python package safetensors ({error}). Install it "
                "with 'python -m pip install safetensors'."
            ).format(path=path, error=error)
        ) from error
    try:
        return load_file(path)
    except (SafetensorError, OSError, ValueError, KeyError) as error:
        raise InputError(
            tr(
                "{path} is damaged or no safetensors file. Copy or download it again. ({reason})"
            ).format(path=path, reason=first_line(error))
        ) from error


def _read_onnx(path: Path) -> tuple[Tensors, tuple[Channel, ...]]:
    try:
        import onnx
    except ImportError as error:
        raise MissingPackageError(
            tr(
                "Reading {path} needs the Python package onnx ({error}). Install it with "
                "'python -m pip install onnx'."
            ).format(path=path, error=error)
        ) from error
    try:
        model = onnx.load(str(path), load_external_data=False)
        tensors = {
            tensor.name: torch.from_numpy(np.array(onnx.numpy_helper.to_array(tensor)))
            for tensor in model.graph.initializer
            if tensor.name.endswith(_KINDS)
        }
    except Exception as error:  # protobuf, onnx and numpy raise many kinds
        raise InputError(
            tr(
                "{path} is damaged, or no ONNX model with its weights inside. Copy or download it "
                "again."
            ).format(path=path)
        ) from error
    card = ModelCard.from_metadata({entry.key: entry.value for entry in model.metadata_props})
    if tensors and not any(name.endswith(".running_mean") for name in tensors):
        raise InputError(
            tr(
                "The model {path} was exported with its batch normalisation folded into the "
                "convolutions, as the first starter model was. It can predict, but not be "
                "trained further. Start from a model that was trained with this version, or "
                "without weights."
            ).format(path=path)
        )
    return tensors, card.channels


def _check_names(path: Path, source: Tensors, wanted: list[str], cut: int) -> None:
    expected = set(wanted)
    missing = next((n for n in wanted if n not in source), None)
    extra = next((n for n in source if n not in expected and not n.endswith(_COUNTER)), None)
    if missing or extra:
        has = [tr("it lacks '{name}'").format(name=missing[cut:])] if missing else []
        has += [tr("'{name}' is not in the network").format(name=extra[cut:])] if extra else []
        raise InputError(
            tr(
                "The weights {path} are of another network: {has}. Choose weights of the "
                "architecture that is to be trained, or start without."
            ).format(path=path, has=tr(" and ").join(has))
        )


def _check_shapes(path: Path, source: Tensors, target: Tensors, first: str, cut: int) -> None:
    for name, tensor in source.items():
        if name not in target:
            continue
        has, needs = list(tensor.shape), list(target[name].shape)
        if name == first and len(has) == 4:
            has[1] = needs[1]
        if has != needs:
            raise InputError(
                tr(
                    "The weights {path} do not fit the network: '{name}' has the shape "
                    "{shape}, not {expected}. Choose weights of the architecture that is to be "
                    "trained, or start without."
                ).format(
                    path=path,
                    name=name[cut:],
                    shape=tuple(tensor.shape),
                    expected=tuple(target[name].shape),
                )
            )


def _adapt(
    path: Path,
    weight: torch.Tensor,
    channels: tuple[Channel, ...],
    source_channels: tuple[Channel, ...] | None,
    backbone: bool,
    messages: list[str],
) -> torch.Tensor:
    """The first convolution's weights (outputs, channels, rows, columns) for other channels."""
    count, wanted = weight.shape[1], [channel.role for channel in channels]
    if source_channels is not None:
        if len(source_channels) != count:
            raise InputError(
                tr("The description of the model {path} does not fit its weights.").format(
                    path=path
                )
            )
        scalings = {channel.role: channel.scaling for channel in source_channels}
        other = [c.role for c in channels if scalings.get(c.role, c.scaling) != c.scaling]
        if other:
            messages.append(
                tr("The scaling of {channels} is not that of {name}.").format(
                    channels=", ".join(other), name=path.name
                )
            )
        roles = list(scalings)
        # Such a model was trained with channels set to 0, so one less needs no larger weights.
        scale = min(1.0, count / len(wanted))
    elif count == len(RGB) and (backbone or count != len(wanted)):
        roles, scale = list(RGB), count / len(wanted)
    elif count == len(wanted):
        messages.append(
            tr("{name} does not name its channels; they are taken to be {channels}.").format(
                name=path.name, channels=", ".join(wanted)
            )
        )
        return weight
    else:
        raise InputError(
            tr(
                "The weights {path} are for {count} channels of unknown order, but the "
                "network has {expected}: {wanted}. Choose weights for red, green and blue or "
                "for these channels, or an ONNX model of this plugin, which names its "
                "channels."
            ).format(path=path, count=count, expected=len(wanted), wanted=", ".join(wanted))
        )
    if roles == wanted:
        return weight
    mean = weight.mean(1)
    columns = [weight[:, roles.index(r)] if r in roles else mean for r in wanted]
    new, unused = [r for r in wanted if r not in roles], [r for r in roles if r not in wanted]
    text = tr("The first convolution was adapted from {channels} to {wanted}").format(
        channels=", ".join(roles), wanted=", ".join(wanted)
    )
    text += tr(", scaled by {scale:.3g}").format(scale=scale) if scale != 1 else ""
    text += tr("; the mean stands for {channels}").format(channels=", ".join(new)) if new else ""
    text += tr("; {channels} left out").format(channels=", ".join(unused)) if unused else ""
    messages.append(f"{text}.")
    return torch.stack(columns, 1) * scale
