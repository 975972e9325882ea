"""The networks that can be trained, in plain PyTorch, by name: see :data:`ARCHITECTURES`."""

from .architectures import ARCHITECTURES, Architecture, architecture_named, build_network
from .compact import STRIDE, CompactNet
from .deeplab import DeepLabV3Plus
from .measures import parameter_count, receptive_radius
from .weights import load_weights
from .xception71 import Xception71

__all__ = [
    "ARCHITECTURES",
    "STRIDE",
    "Architecture",
    "CompactNet",
    "DeepLabV3Plus",
    "Xception71",
    "architecture_named",
    "build_network",
    "load_weights",
    "parameter_count",
    "receptive_radius",
]
