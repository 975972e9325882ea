"""What a model file says of itself: channels, resolution, margin, threshold, training, licence.

The card is JSON in the ONNX file's ``metadata_props`` under one key; beside it stand the keys
that the QGIS plugin Deepness reads. Nothing in it is ever evaluated as code.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from .channels import Channel
from .errors import InputError

#: Key in the ONNX metadata that holds the card.
METADATA_KEY = "rock_glacier_mapper"
FORMAT_VERSION = 1


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
    format_version: int = FORMAT_VERSION

    def to_metadata(self) -> dict[str, str]:
        """Key-value pairs for the ONNX file, those of Deepness included."""
        record = asdict(self)
        record["channels"] = [channel.to_json() for channel in self.channels]
        overlap = 100 * 2 * self.margin / self.tile_size
        deepness = {
            "model_type": "Segmentor",
            "class_names": {0: "background", 1: self.class_name},
            "resolution": self.resolution_m * 100,
            "tile_size": self.tile_size,
            "tiles_overlap": round(overlap),
            "seg_thresh": self.threshold,
        }
        return {
            METADATA_KEY: json.dumps(record, sort_keys=True),
            **{key: json.dumps(value) for key, value in deepness.items()},
        }

    @classmethod
    def from_metadata(cls, metadata: dict[str, str]) -> ModelCard:
        """The card in an ONNX file's metadata.

        Raises:
            InputError: no card, a card of a newer format, or impossible values.
        """
        text = metadata.get(METADATA_KEY)
        if text is None:
            raise InputError(
                "The model file does not say which channels and resolution it needs. Use a model "
                "that was trained or exported with this plugin."
            )
        try:
            record = json.loads(text)
            version = int(record["format_version"])
            if version > FORMAT_VERSION:
                raise InputError(
                    f"The model is of a newer format ({version}) than this plugin reads "
                    f"({FORMAT_VERSION}). Update the plugin."
                )
            channels = tuple(Channel.from_json(item) for item in record.pop("channels"))
            known = {name for name in cls.__dataclass_fields__ if name != "channels"}
            card = cls(channels=channels, **{k: v for k, v in record.items() if k in known})
            card._check()
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise InputError(f"The model's description of itself is damaged ({error}).") from error
        return card

    def _check(self) -> None:
        roles = [channel.role for channel in self.channels]
        problems = {
            "channels": not roles or len(set(roles)) != len(roles),
            "resolution_m": not 0.01 <= self.resolution_m <= 1000,
            "stride": not 1 <= int(self.stride) <= 256,
            "margin": not 0 <= int(self.margin) <= 4096,
            "tile_size": not 2 * self.margin < self.tile_size <= 16384,
            "threshold": not 0 < self.threshold < 1,
            "temperature": not 0.01 <= self.temperature <= 100,
        }
        wrong = [name for name, bad in problems.items() if bad]
        if wrong:
            raise InputError(f"The model's description has impossible values: {', '.join(wrong)}.")
