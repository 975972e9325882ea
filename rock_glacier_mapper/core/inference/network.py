"""Running an ONNX model: the session, its device, and the probability that it gives."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np

from ..errors import InputError, MissingPackageError
from ..feedback import Feedback
from ..model_card import ModelCard
from ..paths import is_shipped
from ..translation import tr
from .binding import Binding
from .half import HALF_TOLERANCE, half_session, noise_image
from .machine import usable_cores
from .outofmemory import OutOfMemory, is_out_of_memory
from .providers import CPU, first_line, new_session, open_session, provider_name
from .safety import referenced_files
from .stopping import stopped_by
from .trial import file_hash, try_model

#: A model whose files are larger than this is refused before they are read, in bytes.
LARGEST_MODEL = 2 * 1024**3
PRECISIONS = ("auto", "float32", "float16")
#: Providers whose memory can be bound, that gain from half precision, and ONNX Runtime's name of
#: their memory. DirectML is fed by ``session.run``; CoreML chooses its precision itself.
_BOUND = {"CUDAExecutionProvider": "cuda", "TensorrtExecutionProvider": "cuda"}
_HALVED = (*_BOUND, "DmlExecutionProvider")
#: Side of the window on which devices and precisions are compared, at least, pixels.
_TEST_SIDE = 128


def onnxruntime_advice() -> str | None:
    """None when ONNX Runtime can be used, else what to install and how."""
    try:
        from onnxruntime import InferenceSession  # noqa: F401
    except ImportError as error:
        return tr(
            "The Python package onnxruntime is missing or broken ({error}). Install it under "
            "Settings → Options → Rock Glacier Mapper, which also says what is wrong with it, or "
            "run rockglacier:checkinstallation."
        ).format(error=error)
    return None


class Network:
    """A model in an ONNX Runtime session.

    Args:
        path: the ONNX file.
        device: ``auto`` takes the first of CUDA, DirectML, CoreML and the processor that works;
            ``cpu``, ``cuda``, ``tensorrt``, ``directml`` and ``coreml`` refuse to fall back.
        threads: of the processor; 0 for as many as there are usable cores.
        precision: ``auto`` computes in half precision on a GPU where that changes the probability
            by no more than :data:`.half.HALF_TOLERANCE`; ``float32`` and ``float16`` force one.
        binding: whether to run on memory that is reserved once; on CUDA only when None.
        feedback: cancelling, also in the midst of a run.

    Attributes:
        card: what the model says of itself.
        path: of the file.
        provider: ONNX Runtime execution provider in use.
        on_gpu: whether that is another than the processor.
        precision: of the arithmetic, ``float32`` or ``float16``.
        threads: of the processor.
        window: (height, width) of a model of fixed size, else None.
        largest_batch: most windows that are run at once; halved when memory runs out.
        report: sentences for the user: what is used and why, what was tried and failed.

    Raises:
        MissingPackageError: ONNX Runtime is not installed.
        InputError: no such file, no ONNX model, one that refers to files elsewhere, wrong inputs
            or outputs, no card in it, or a device or precision asked for and not usable.
    """

    def __init__(
        self,
        path: str | os.PathLike,
        device: str = "auto",
        threads: int = 0,
        precision: str = "auto",
        *,
        binding: bool | None = None,
        feedback: Feedback | None = None,
    ):
        advice = onnxruntime_advice()
        if advice:
            raise MissingPackageError(advice)
        if precision not in PRECISIONS:
            raise InputError(
                tr("The precision must be one of {precisions}.").format(
                    precisions=", ".join(PRECISIONS)
                )
            )
        self.path = Path(path)
        if not self.path.is_file():
            raise InputError(
                tr("The model {path} does not exist. Choose an ONNX model file.").format(path=path)
            )
        if self.path.stat().st_size > LARGEST_MODEL:
            raise self._too_large()
        files = [self.path, *referenced_files(self.path)]
        if sum(file.stat().st_size for file in files) > LARGEST_MODEL:
            raise self._too_large()
        self._sha256 = file_hash(files)
        self._feedback = feedback
        # The plugin's own model is trusted as its code is.
        tried = "" if is_shipped(self.path) else try_model(self.path, self._sha256, feedback)
        self.threads = threads or usable_cores()
        try:
            session = new_session(str(self.path), CPU, self.threads)
        except Exception as error:
            raise InputError(
                tr(
                    "{path} cannot be opened as an ONNX model. The file may be damaged or of "
                    "another kind. ({reason})"
                ).format(path=path, reason=first_line(error))
            ) from error
        self._check_signature(session)
        opened = open_session(
            str(self.path), device, self.threads, session, lambda other: self._fault(other, session)
        )
        self.provider = opened.provider
        self.on_gpu = self.provider != CPU
        report = [self._where()]
        self._session, self.precision = opened.session, self.card.precision
        report += [tried] if tried else []
        report += opened.report + self._choose_precision(precision)
        self.report = tuple(report)
        bound = self.provider in _BOUND if binding is None else binding
        memory = _BOUND.get(self.provider, "cpu")
        self._binding = Binding(self._session, memory) if bound else None

    def _too_large(self) -> InputError:
        return InputError(
            tr(
                "The model {path} is larger than 2 GB and was not opened. Use a smaller model."
            ).format(path=self.path)
        )

    def _where(self) -> str:
        if self.on_gpu:
            text = tr("The network runs on {provider}.")
        elif self.threads == 1:
            text = tr("The network runs on {provider} with {count} thread.")
        else:
            text = tr("The network runs on {provider} with {count} threads.")
        return text.format(provider=provider_name(self.provider), count=self.threads)

    def _check_signature(self, session) -> None:
        try:
            inputs, outputs = session.get_inputs(), session.get_outputs()
            metadata = session.get_modelmeta().custom_metadata_map
            # All names are texts: ONNX Runtime decodes them only when asked.
            _ = [(one.name, one.type, one.shape) for one in (*inputs, *outputs)]
        except UnicodeDecodeError as error:
            raise InputError(
                tr(
                    "The description in the model {path} is damaged. Copy, download or export the "
                    "model again."
                ).format(path=self.path)
            ) from error
        if len(inputs) != 1 or len(outputs) != 1 or inputs[0].type != "tensor(float)":
            raise InputError(
                tr(
                    "{path} must have one float input and one output, as the models of this "
                    "plugin have. Use another model."
                ).format(path=self.path)
            )
        shape = inputs[0].shape
        self.card = ModelCard.from_metadata(metadata, shape, outputs[0].shape)
        count = len(self.card.channels)
        if len(shape) != 4 or (isinstance(shape[1], int) and shape[1] != count):
            raise InputError(
                tr(
                    "{path} takes input of shape {shape}, but its description lists {count} "
                    "channels. The file is damaged; copy or download it again."
                ).format(path=self.path, shape=shape, count=count)
            )
        self._input, self._output = inputs[0].name, outputs[0].name
        fixed = all(isinstance(size, int) for size in shape[2:])
        self.window = (shape[2], shape[3]) if fixed else None
        #: Windows that the model takes at once, no more and no less; None when open.
        self._count = shape[0] if isinstance(shape[0], int) else (1 if fixed else None)
        self.largest_batch = self._count or 1 << 20

    def _fault(self, session, reference) -> str:
        """What is wrong with the values of a session, "" when they are those of the other."""
        difference = self._difference(session, reference)
        if difference <= HALF_TOLERANCE:
            return ""
        return tr(
            "its probabilities differ from those of the processor by {difference:.2g}"
        ).format(difference=difference)

    def _difference(self, session, reference) -> float:
        """Largest difference of the probability between two sessions, NaN included."""
        stride = self.card.stride
        side = stride * max(4, -(-_TEST_SIDE // stride))
        size = self._count or 1, len(self.card.channels), *(self.window or (side, side))
        image = noise_image(0, size)
        one, other = (
            self.probabilities(s.run([self._output], {self._input: image})[0])
            for s in (session, reference)
        )
        return float(np.abs(one - other).max())

    def _choose_precision(self, wanted: str) -> list[str]:
        """Put the session into half precision where that is wanted and right; says what it did."""
        if self.precision == "float16":
            if wanted == "float32":
                return [tr("The model file itself is in half precision, which stays.")]
            return [tr("It computes in half precision, as the model file says.")]
        if wanted == "float32" or (wanted == "auto" and self.provider not in _HALVED):
            return []
        session, reason = half_session(str(self.path), self.provider, self.threads)
        difference = np.nan
        if session is not None:
            try:
                difference = self._difference(session, self._session)
                reason = tr("it would change the probability by up to {difference:.2g}").format(
                    difference=difference
                )
            except Exception as error:
                reason = tr("that failed ({reason})").format(reason=first_line(error))
        if difference <= HALF_TOLERANCE:
            self._session, self.precision = session, "float16"
            text = tr("It computes in half precision; probabilities differ by {difference:.1g}.")
            return [text.format(difference=difference)]
        if wanted == "float16":
            raise InputError(
                tr(
                    "The model {path} cannot be run in half precision: {reason}. Choose the "
                    "precision 'auto' or 'float32'."
                ).format(path=self.path, reason=reason)
            )
        return [tr("It computes in single, not in half precision: {reason}.").format(reason=reason)]

    def probability(self, batch: np.ndarray) -> np.ndarray:
        """Calibrated probability of the class.

        Args:
            batch: scaled input, float32 (N, C, H, W).

        Returns:
            float32 (N, H, W), 0 to 1.

        Raises:
            InputError: the model failed, or gave something of another shape or not finite.
            OutOfMemory: one window does not fit.
        """
        return self.probabilities(self.run(batch))

    def run(self, batch: np.ndarray) -> np.ndarray:
        """What the model itself gives; from one thread at a time.

        When memory runs out the windows are run in halves of the batch, now and later.

        Args:
            batch: scaled input, float32 (N, C, H, W).

        Returns:
            float32 (N, K, H, W), K 1 or 2.

        Raises:
            InputError: the model failed, or gave something of another shape.
            OutOfMemory: one window does not fit.
        """
        height, width = batch.shape[2:]
        if self.window is not None and (height > self.window[0] or width > self.window[1]):
            raise InputError(
                tr(
                    "The model {path} only takes windows of {width} x {height} pixels. "
                    "Choose TILE_SIZE {largest} or smaller."
                ).format(
                    path=self.path,
                    width=self.window[1],
                    height=self.window[0],
                    largest=min(self.window),
                )
            )
        result, first = None, 0
        while first < len(batch):
            part = batch[first : first + self.largest_batch]
            try:
                output, full = self._run(part)
            except Exception as error:
                if self._feedback is not None:
                    self._feedback.check()
                self._halve(part, error)
                continue
            self._check_output(full, output)
            # What was filled up is cut off.
            output = output[: len(part), ..., :height, :width].astype(np.float32, copy=False)
            if len(part) == len(batch):
                return output
            if result is None:
                result = np.empty((len(batch), *output.shape[1:]), np.float32)
            result[first : first + len(part)] = output
            first += len(part)
        if result is None:
            raise InputError(tr("There is no window to run the model on."))
        return result

    def _run(self, batch: np.ndarray) -> tuple[np.ndarray, tuple[int, ...]]:
        """Output of the model, and the shape of its input.

        A model of fixed size gets its windows filled up with 0.
        """
        count, _, height, width = batch.shape
        full = ((self._count or count), *(self.window or (height, width)))
        room = tuple(zip((0, 0, 0), np.subtract(full, (count, height, width))))
        if np.any(room):
            batch = np.pad(batch, (room[0], (0, 0), *room[1:]))
        batch = np.ascontiguousarray(batch, np.float32)
        with stopped_by(self._feedback) as options:
            if self._binding is not None:
                output = self._binding.run(batch, options)
            else:
                output = self._session.run([self._output], {self._input: batch}, options)[0]
        return output, batch.shape

    def _halve(self, batch: np.ndarray, error: Exception) -> None:
        """Take smaller batches from now on if ``error`` is one of memory, else explain it."""
        place = f"a window of {batch.shape[-1]} x {batch.shape[-2]} pixels ({first_line(error)})"
        if not is_out_of_memory(error):
            raise InputError(
                tr(
                    "The model {path} failed on {place}. With too little memory, choose a "
                    "smaller TILE_SIZE."
                ).format(path=self.path, place=place)
            ) from error
        if len(batch) == 1 or self._count is not None:
            raise OutOfMemory(
                tr(
                    "There is not enough memory to run the model {path} on {place}. Choose a "
                    "smaller TILE_SIZE, or close other programs."
                ).format(path=self.path, place=place)
            ) from error
        self.largest_batch = len(batch) // 2
        self.release_memory()

    def release_memory(self) -> None:
        """Give back memory that ONNX Runtime keeps from larger windows than those to come."""
        from onnxruntime import RunOptions

        options = RunOptions()
        options.log_severity_level = 4
        place = "gpu:0" if self.provider in _BOUND else "cpu:0"
        options.add_run_config_entry("memory.enable_memory_arena_shrinkage", place)
        side = self.card.stride
        size = self._count or 1, len(self.card.channels), *(self.window or (side, side))
        try:
            self._session.run([self._output], {self._input: np.zeros(size, np.float32)}, options)
        except Exception:
            # Nothing is lost but the memory, and the next run says so if it matters.
            return

    def _check_output(self, wanted: tuple[int, ...], output: object) -> None:
        """Raise unless the output fits an input of the shape ``wanted``."""
        layers = (1, 2) if self.card.output == "probability" else (1,)
        shape = getattr(output, "shape", None)  # it may be a list
        if (
            shape not in [(wanted[0], n, *wanted[2:]) for n in layers]
            or output.dtype.kind not in "fiu"
        ):
            raise InputError(
                tr(
                    "The model {path} gave output of shape {shape}; numbers of shape (N, 1, H, W), "
                    "like its input {wanted}, were expected. Use another model."
                ).format(path=self.path, shape=shape, wanted=wanted)
            )

    def probabilities(self, raw: np.ndarray) -> np.ndarray:
        """Calibrated probability of the class; from any thread.

        Args:
            raw: float32 (..., K, h, w) as :meth:`run` gives, or a part of it.

        Returns:
            float32 (..., h, w), 0 to 1.

        Raises:
            InputError: values that are not finite, or no probabilities though the card says so.
        """
        values = raw[..., -1, :, :].astype(np.float32, copy=False)
        given = self.card.output == "probability"
        if not given:
            values = values / np.float32(self.card.temperature)
            values = 1 / (1 + np.exp(-np.clip(values, -60, 60)))
        if not np.isfinite(values).all():
            raise InputError(
                tr(
                    "The model {path} gave values that are not numbers. Use another model, or "
                    "train it again."
                ).format(path=self.path)
            )
        if given and values.size and (values.min() < -1e-3 or values.max() > 1.001):
            raise InputError(
                tr(
                    "The model {path} gave values outside 0 to 1. A model made for Deepness "
                    "must end with a sigmoid or softmax."
                ).format(path=self.path)
            )
        return np.clip(values, 0, 1) if given else values

    def sha256(self) -> str:
        """Hash of the model file, with those that hold its weights, for provenance."""
        return self._sha256
