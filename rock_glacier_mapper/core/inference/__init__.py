"""Running trained networks with ONNX Runtime."""

from .network import DEVICES, LARGEST_MODEL, Network, onnxruntime_advice

__all__ = ["DEVICES", "LARGEST_MODEL", "Network", "onnxruntime_advice"]
