"""Stopping a run of ONNX Runtime in its midst when the user cancels."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator

from ..feedback import Feedback

#: How often it is looked whether the user cancelled, seconds.
_LOOK = 0.2


@contextlib.contextmanager
def stopped_by(feedback: Feedback | None) -> Iterator[object | None]:
    """Options for a run in the block, which fails soon after the user cancels.

    ONNX Runtime looks between two nodes of the graph, also within loops.

    Args:
        feedback: may be asked from any thread; None for one that never cancels.

    Returns:
        ``onnxruntime.RunOptions``, None without a feedback.
    """
    if feedback is None:
        yield None
        return
    from onnxruntime import RunOptions

    options = RunOptions()
    options.log_severity_level = 4
    finished = threading.Event()

    def watch() -> None:
        while not finished.wait(_LOOK):
            if feedback.is_cancelled():
                options.terminate = True
                return

    watcher = threading.Thread(target=watch, name="stop", daemon=True)
    watcher.start()
    try:
        yield options
    finally:
        finished.set()
        watcher.join()
