"""What a model file says of itself: channels, resolution, margin, threshold, training, licence.

The card is JSON in the ONNX file's ``metadata_props`` under one key; beside it stand the keys
that the QGIS plugin Deepness reads (its documentation, "Adding metadata to ONNX model"; names and
meaning checked in its source, version 0.6). A segmentation model made for Deepness is read too: its
card is then made from those keys. Nothing in it is ever evaluated as code.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from . import plainjson
from .channels import Channel
from .errors import InputError
from .translation import tr

#: Channels that an input may have, at most, and characters of a text.
MOST_CHANNELS, _LONGEST_TEXT = 64, 100_000
#: Key in the ONNX metadata that holds the card.
METADATA_KEY = "rock_glacier_mapper"
FORMAT_VERSION = 1
#: Bands of a model made for Deepness, in the order in which it feeds them by default.
DEEPNESS_ROLES = ("red", "green", "blue", "nir")
#: Deepness divides the numbers of every image by this, whatever its type.
DEEPNESS_SCALE = 255.0
_DEEPNESS_KEYS = {
    "class_names",
    "resolution",
    "tile_size",
    "tiles_overlap",
    "seg_thresh",
    "standardization_mean",
    "standardization_std",
}

#: Least and largest scale at which to look at an image.
LEAST_SCALE, LARGEST_SCALE = 0.25, 4.0


@dataclass(frozen=True)
class ModelCard:
    """Card of a model.

    Attributes:
        name: of the model, for messages and provenance.
        channels: of the input, in order.
        resolution_m: ground sampling distance that the network expects, metres.
        tile_size: side of the windows to predict, pixels.
        margin: rim of a window to discard, pixels: the radius of the receptive field, so that
            the heatmap does not depend on the tiling.
        stride: windows must start, and end, at multiples of this many pixels.
        threshold: probability of the best F1 on held-out places.
        temperature: divisor of the logits that calibrates the probability.
        architecture, class_name, licence, plugin_version: plain text.
        seed: of the training.
        training: data summary: sites, counts, split.
        accuracy: figures with their protocol.
        protocol: in plain words: which pixels the figures, threshold and temperature come from.
        scales: at which to look at an image and average, 1 first; threshold and temperature are
            those of that mean.
        missing_fill: network input where a channel or a pixel is missing, after scaling; 0.
        precision: of the weights, ``float32`` or ``float16``; input and output are float32.
        output: ``logits``, or ``probability`` for models made for other programs.
        export_difference: largest difference of the probability between this file and the network
            that it was made from, on random images; None when unknown.
    """

    name: str
    channels: tuple[Channel, ...]
    resolution_m: float
    tile_size: int
    margin: int
    stride: int
    threshold: float = 0.5
    temperature: float = 1.0
    architecture: str = ""
    class_name: str = "rock glacier"
    licence: str = ""
    plugin_version: str = ""
    seed: int = 0
    training: dict[str, Any] = field(default_factory=dict)
    accuracy: dict[str, Any] = field(default_factory=dict)
    protocol: str = ""
    scales: tuple[float, ...] = (1.0,)
    missing_fill: float = 0.0
    precision: str = "float32"
    output: str = "logits"
    export_difference: float | None = None
    format_version: int = FORMAT_VERSION

    def to_metadata(self) -> dict[str, str]:
        """Key-value pairs for the ONNX file, those of Deepness included.

        Deepness shows these values as defaults of its form. What it maps with such a file is not
        our heatmap: it feeds the image's numbers divided by 255 where this network wants scaled
        channels, and takes the logits for probabilities.
        :func:`.training.export.export_deepness` makes a file that is right there.
        """
        record = asdict(self)
        record["channels"] = [channel.to_json() for channel in self.channels]
        return {METADATA_KEY: json.dumps(record, sort_keys=True), **self.deepness_metadata()}

    def deepness_metadata(self) -> dict[str, str]:
        """The keys that Deepness reads of a segmentation model."""
        keys = {
            "model_type": "Segmentor",
            "class_names": {0: "background", 1: self.class_name},
            "resolution": self.resolution_m * 100,
            "tile_size": self.tile_size,
            "tiles_overlap": round(100 * 2 * self.margin / self.tile_size),
            "seg_thresh": self.threshold,
        }
        return {key: json.dumps(value) for key, value in keys.items()}

    @classmethod
    def from_metadata(
        cls,
        metadata: dict[str, str],
        input_shape: Sequence[int | str] = (),
        output_shape: Sequence[int | str] = (),
    ) -> ModelCard:
        """The card in an ONNX file's metadata.

        Args:
            metadata: of the file.
            input_shape, output_shape: of the model, (N, C, H, W) with text where a size is open;
                needed for models without a card that were made for Deepness.

        Raises:
            InputError: no card, a card of a newer format, or impossible values.
        """
        text = metadata.get(METADATA_KEY)
        try:
            if text is not None:
                card = cls._from_json(plainjson.parse(text))
            elif "segmentor" in metadata.get("model_type", "").lower():
                card = cls._from_deepness(metadata, input_shape, output_shape)
            else:
                raise InputError(
                    tr(
                        "The model file does not say which channels and resolution it needs. "
                        "Use a model that was trained or exported with this plugin, or a "
                        "segmentation model with the metadata of the QGIS plugin Deepness."
                    )
                )
            card._check()
        except (
            KeyError,
            TypeError,
            ValueError,
            AttributeError,
            IndexError,
            OverflowError,
        ) as error:
            raise InputError(
                tr(
                    "The model's description of itself is damaged. Copy, download or export the "
                    "model again."
                )
            ) from error
        return card

    @classmethod
    def _from_json(cls, record: dict[str, Any]) -> ModelCard:
        version = int(record["format_version"])
        if version > FORMAT_VERSION:
            raise InputError(
                tr(
                    "The model is of a newer format ({version}) than this plugin reads "
                    "({format_version}). Update the plugin."
                ).format(version=version, format_version=FORMAT_VERSION)
            )
        channels = tuple(Channel.from_json(item) for item in record.pop("channels"))
        known = {name for name in cls.__dataclass_fields__ if name != "channels"}
        card = cls(channels=channels, **{k: v for k, v in record.items() if k in known})
        return replace(card, scales=tuple(float(scale) for scale in card.scales))

    @classmethod
    def _from_deepness(
        cls, metadata: dict[str, str], input_shape: Sequence, output_shape: Sequence
    ) -> ModelCard:
        """As Deepness uses such a model: numbers / 255, standardised, probabilities as output."""
        count, classes = input_shape[1], output_shape[1]
        if count not in (3, 4) or classes not in (1, 2):
            raise InputError(
                tr(
                    "The model was made for Deepness with {count} bands and {classes} "
                    "classes. Only those with 3 bands (red, green, blue) or 4 (with near "
                    "infrared) and one class, with or without a background class, can be "
                    "used."
                ).format(count=count, classes=classes)
            )
        if "resolution" not in metadata:
            raise InputError(tr("The model does not say its resolution. Add the key 'resolution'."))
        value = {
            key: plainjson.parse(text) for key, text in metadata.items() if key in _DEEPNESS_KEYS
        }
        mean = value.get("standardization_mean", [0.0] * count)
        spread = value.get("standardization_std", [1.0] * count)
        names = value.get("class_names", {})
        names = names[0] if isinstance(names, list) else names
        width = input_shape[3]
        tile = int(width if isinstance(width, int) else value.get("tile_size", 512))
        threshold = float(value.get("seg_thresh", 0.5))
        return cls(
            name="Deepness model",
            channels=tuple(
                Channel.from_json(
                    {
                        "role": role,
                        "source": "optical",
                        "unit": "digital number",
                        "scaling": {
                            "kind": "fixed",
                            "centre": DEEPNESS_SCALE * mean[n],
                            "spread": DEEPNESS_SCALE * spread[n],
                            "clip": 1e6,
                        },
                        "required": True,
                    }
                )
                for n, role in enumerate(DEEPNESS_ROLES[:count])
            ),
            resolution_m=float(value["resolution"]) / 100,
            tile_size=tile,
            margin=int(tile * float(value.get("tiles_overlap", 15)) / 200),
            stride=32,
            threshold=threshold if 0 < threshold < 1 else 0.5,
            class_name=str(names.get("1", names.get("0", "class"))),
            output="probability",
        )

    def _check(self) -> None:
        wrong = [name for name, kind in _KINDS.items() if not kind(getattr(self, name))]
        if wrong:
            raise self._impossible(wrong)
        roles = [channel.role for channel in self.channels]
        problems = {
            "channels": not 0 < len(roles) <= MOST_CHANNELS or len(set(roles)) != len(roles),
            "resolution_m": not 0.01 <= self.resolution_m <= 1000,
            "stride": not 1 <= self.stride <= 256,
            "margin": not 0 <= self.margin <= 4096,
            "tile_size": not max(2 * self.margin, self.stride - 1) < self.tile_size <= 16384,
            "threshold": not 0 < self.threshold < 1,
            "temperature": not 0.01 <= self.temperature <= 100,
            "scales": self.scales[:1] != (1.0,)
            or len(self.scales) > 12
            or not all(LEAST_SCALE <= scale <= LARGEST_SCALE for scale in self.scales),
            "missing_fill": self.missing_fill != 0,
            "precision": self.precision not in ("float32", "float16"),
            "output": self.output not in ("logits", "probability"),
        }
        wrong = [name for name, bad in problems.items() if bad]
        if wrong:
            raise self._impossible(wrong)

    @staticmethod
    def _impossible(names: list[str]) -> InputError:
        return InputError(
            tr(
                "The model's description has impossible values: {names}. Copy, download or export "
                "the model again."
            ).format(names=", ".join(names))
        )


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST_TEXT


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: Any) -> bool:
    return _is_whole(value) or isinstance(value, float)


#: Fields of a card to what tells whether a value is of their kind; a file may hold anything.
_KINDS = {
    **dict.fromkeys(
        ("name", "architecture", "class_name", "licence", "plugin_version", "protocol"), _is_text
    ),
    **dict.fromkeys(("tile_size", "margin", "stride", "seed", "format_version"), _is_whole),
    **dict.fromkeys(("resolution_m", "threshold", "temperature", "missing_fill"), _is_number),
    **dict.fromkeys(("precision", "output"), _is_text),
    **dict.fromkeys(("training", "accuracy"), lambda value: isinstance(value, dict)),
    "export_difference": lambda value: value is None or _is_number(value),
}
