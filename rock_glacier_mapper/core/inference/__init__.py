"""Running trained networks with ONNX Runtime."""

from .calibration import Tiling, calibrate
from .network import LARGEST_MODEL, PRECISIONS, Network, onnxruntime_advice
from .outofmemory import OutOfMemory
from .providers import DEVICES

__all__ = [
    "DEVICES",
    "LARGEST_MODEL",
    "PRECISIONS",
    "Network",
    "OutOfMemory",
    "Tiling",
    "calibrate",
    "onnxruntime_advice",
]
