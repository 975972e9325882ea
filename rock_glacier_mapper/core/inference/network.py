"""Running an ONNX model: the session, its device, and the probability that it gives."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import numpy as np

from ..errors import InputError, MissingPackageError
from ..model_card import ModelCard

DEVICES = ("auto", "cpu", "cuda")
#: Larger files than this are refused before they are read, in bytes.
LARGEST_MODEL = 2 * 1024**3


def onnxruntime_advice() -> str | None:
    """None when ONNX Runtime can be used, else what to install and how."""
    try:
        from onnxruntime import InferenceSession  # noqa: F401
    except ImportError as error:
        return (
            f"The Python package onnxruntime is missing or broken ({error}). Install it into the "
            "Python that QGIS uses: 'python -m pip install onnxruntime' (onnxruntime-gpu instead, "
            "never beside it, where there is an NVIDIA GPU), then start QGIS again."
        )
    return None


class Network:
    """A model in an ONNX Runtime session.

    Args:
        path: the ONNX file.
        device: ``auto`` takes CUDA where it works, else the processor; ``cpu``; ``cuda`` refuses
            to fall back.
        threads: of the processor; 0 leaves the choice to ONNX Runtime.

    Raises:
        MissingPackageError: ONNX Runtime is not installed.
        InputError: no such file, no ONNX model, wrong inputs or outputs, no card in it, or CUDA
            asked for and not usable.
    """

    def __init__(self, path: str | os.PathLike, device: str = "auto", threads: int = 0):
        advice = onnxruntime_advice()
        if advice:
            raise MissingPackageError(advice)
        import onnxruntime

        self.path = Path(path)
        if not self.path.is_file():
            raise InputError(f"The model {path} does not exist. Choose an ONNX model file.")
        if self.path.stat().st_size > LARGEST_MODEL:
            raise InputError(f"The model {path} is larger than 2 GB and was not opened.")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 4
        try:
            self._session = onnxruntime.InferenceSession(
                str(self.path), sess_options=options, providers=_providers(onnxruntime, device)
            )
        except Exception as error:
            raise InputError(
                f"{path} cannot be opened as an ONNX model. The file may be damaged or of another "
                f"kind. ({_first_line(error)})"
            ) from error
        self.provider = self._session.get_providers()[0]
        if device == "cuda" and self.provider != "CUDAExecutionProvider":
            raise InputError(
                "DEVICE is 'cuda', but ONNX Runtime cannot use the GPU here. Install "
                "onnxruntime-gpu with matching CUDA libraries, or choose 'auto' or 'cpu'."
            )
        self._check_signature()

    def _check_signature(self) -> None:
        inputs, outputs = self._session.get_inputs(), self._session.get_outputs()
        if len(inputs) != 1 or len(outputs) != 1 or inputs[0].type != "tensor(float)":
            raise InputError(
                f"{self.path} must have one float input and one output, as the models of this "
                "plugin have."
            )
        shape = inputs[0].shape
        metadata = self._session.get_modelmeta().custom_metadata_map
        self.card = ModelCard.from_metadata(metadata, shape, outputs[0].shape)
        count = len(self.card.channels)
        if len(shape) != 4 or (isinstance(shape[1], int) and shape[1] != count):
            raise InputError(
                f"{self.path} takes input of shape {shape}, but its description lists {count} "
                "channels. The file is damaged."
            )
        self._input, self._output = inputs[0].name, outputs[0].name
        fixed = all(isinstance(size, int) for size in shape[2:])
        self._window = (shape[2], shape[3]) if fixed else None

    def probability(self, batch: np.ndarray) -> np.ndarray:
        """Calibrated probability of the class.

        Args:
            batch: scaled input, float32 (N, C, H, W).

        Returns:
            float32 (N, H, W), 0 to 1.

        Raises:
            InputError: the model failed, or gave something of another shape or not finite.
        """
        if self._window is not None and (
            batch.shape[2] > self._window[0] or batch.shape[3] > self._window[1]
        ):
            raise InputError(
                f"The model {self.path} only takes windows of {self._window[1]} x "
                f"{self._window[0]} pixels. Choose TILE_SIZE {min(self._window)} or smaller."
            )
        try:
            output = self._run(batch)
        except Exception as error:
            raise InputError(
                f"The model {self.path} failed on a window of {batch.shape[-1]} x "
                f"{batch.shape[-2]} pixels ({_first_line(error)}). With too little memory, choose "
                "a smaller TILE_SIZE."
            ) from error
        given = self.card.output == "probability"
        layers = (1, 2) if given else (1,)
        if output.shape not in [(batch.shape[0], n, *batch.shape[2:]) for n in layers]:
            raise InputError(
                f"The model {self.path} gave output of shape {output.shape}; (N, 1, H, W) like "
                "its input was expected."
            )
        values = output[:, -1].astype(np.float32, copy=False)
        if not given:
            values = values / np.float32(self.card.temperature)
            values = 1 / (1 + np.exp(-np.clip(values, -60, 60)))
        if not np.isfinite(values).all():
            raise InputError(f"The model {self.path} gave values that are not numbers.")
        if given and (values.min() < -1e-3 or values.max() > 1.001):
            raise InputError(
                f"The model {self.path} gave values outside 0 to 1. A model made for Deepness must "
                "end with a sigmoid or softmax."
            )
        return np.clip(values, 0, 1) if given else values

    def _run(self, batch: np.ndarray) -> np.ndarray:
        """Output of the model; one of fixed size gets its windows one by one, filled up with 0."""
        if self._window is None:
            return self._session.run([self._output], {self._input: batch})[0]
        height, width = batch.shape[2:]
        room = ((0, 0), (0, 0), (0, self._window[0] - height), (0, self._window[1] - width))
        parts = [
            self._session.run([self._output], {self._input: window[None]})[0]
            for window in np.pad(batch, room)
        ]
        return np.concatenate(parts)[:, :, :height, :width]

    def sha256(self) -> str:
        """Hash of the model file, for provenance."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()


def _providers(onnxruntime, device: str) -> list[str]:
    if device not in DEVICES:
        raise InputError(f"DEVICE must be one of {', '.join(DEVICES)}, not '{device}'.")
    if device != "cpu" and "CUDAExecutionProvider" in onnxruntime.get_available_providers():
        if hasattr(onnxruntime, "preload_dlls"):
            onnxruntime.preload_dlls()
        return ["CUDAExecutionProvider", "CPUExecutionProvider"]
    return ["CPUExecutionProvider"]


def _first_line(error: Exception) -> str:
    text = str(error).strip()
    return text.splitlines()[0][:300] if text else type(error).__name__
