"""Running a session on memory that is reserved once: input and output stay on the device."""

from __future__ import annotations

import threading

import numpy as np


class Binding:
    """Runs a session of one input and one output through ONNX Runtime's I/O binding.

    Reserved on the device are one input and, from the second run of a shape on, one output; both
    are used again as long as the shape stays. What is given back is always a copy of its own.

    Only ever run with the memory of the processor: for CUDA it follows the documentation
    (https://onnxruntime.ai/docs/performance/tune-performance/iobinding.html).

    Args:
        session: in which it runs.
        device: where the memory is, ``cuda`` or ``cpu``.
    """

    def __init__(self, session, device: str):
        self._session, self._device = session, device
        self._name = session.get_inputs()[0].name, session.get_outputs()[0].name
        self._shape: tuple[int, ...] | None = None
        self._lock = threading.Lock()

    def run(self, batch: np.ndarray, options=None) -> np.ndarray:
        """What ``session.run`` gives for this float32 batch, of any shape that the model takes.

        Args:
            options: ``onnxruntime.RunOptions``, or None.
        """
        batch = np.ascontiguousarray(batch, np.float32)
        with self._lock:
            if batch.shape != self._shape:
                self._reserve(batch.shape)
            try:
                return self._run(batch, options)
            except Exception:
                self._forget()
                raise

    def _reserve(self, shape: tuple[int, ...]) -> None:
        self._forget()
        # Not from the array: on the processor the value would share its memory, and the next
        # window would be written into the caller's.
        self._input = self._empty(shape)
        self._binding = self._session.io_binding()
        self._binding.bind_ortvalue_input(self._name[0], self._input)
        self._binding.bind_output(self._name[1], self._device)
        self._shape = shape

    def _run(self, batch: np.ndarray, options) -> np.ndarray:
        self._input.update_inplace(batch)
        self._binding.synchronize_inputs()
        self._session.run_with_iobinding(self._binding, options)
        self._binding.synchronize_outputs()
        if self._output is None:
            # The first run of a shape tells that of the output, which the model may leave open.
            output = self._binding.get_outputs()[0]
            values = np.array(output.numpy())
            self._output = self._empty(tuple(values.shape))
            self._binding.bind_ortvalue_output(self._name[1], self._output)
            return values
        return np.array(self._output.numpy())

    def _empty(self, shape: tuple[int, ...]):
        from onnxruntime import OrtValue

        return OrtValue.ortvalue_from_shape_and_type(list(shape), np.float32, self._device, 0)

    def _forget(self) -> None:
        self._shape = self._binding = self._input = self._output = None
