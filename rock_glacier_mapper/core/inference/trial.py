"""A model from a stranger runs on one small window in a process of its own before it runs here.

ONNX is a language: a file of a kilobyte can ask for terabytes of memory, or loop without end, and
a damaged one may crash the library that reads it. Nothing in the file tells. So a new model is
tried where none of this can hurt QGIS: in a child process whose memory and time are limited. Only
what would harm is refused here; other faults show, with their own messages, when the model is used.
Models that passed are remembered in the user's cache by their content.
"""

from __future__ import annotations

import functools
import hashlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from pathlib import Path

from .. import pythonprocess
from ..errors import InputError, MissingPackageError
from ..feedback import Feedback
from ..model_card import ModelCard
from ..translation import tr
from .machine import free_memory
from .outofmemory import is_out_of_memory
from .providers import CPU, cache_folder, new_session

#: Side of the window on which models are tried, at least, pixels.
SIDE = 128
#: Seconds that opening and running the model there may take; a large one takes two.
SECONDS = 90.0
#: Memory for the trial, bytes; less where less is free.
MEMORY = 8 * 10**9
#: Exit status of the child: the model wants too much memory. Others than 0 are crashes.
_TOO_LARGE = 3
_MB = 10**6


def file_hash(files: Iterable[Path]) -> str:
    """SHA-256 of the contents of files, one after the other."""
    known = hashlib.sha256()
    for path in files:
        with path.open("rb") as file:
            for part in iter(lambda: file.read(1 << 20), b""):
                known.update(part)
    return known.hexdigest()


def try_model(
    path: Path,
    sha256: str,
    feedback: Feedback | None = None,
    seconds: float | None = None,
    memory: int | None = None,
) -> str:
    """Try a model in a child process, unless it has passed before.

    Args:
        path: of the ONNX file, which refers to no files elsewhere.
        sha256: of the file and those with its weights.
        feedback: cancelling.
        seconds, memory: what it may take; :data:`SECONDS`, and half of the free memory but no
            more than :data:`MEMORY` bytes, when None.

    Returns:
        "", or why it could not be tried.

    Raises:
        InputError: it wants too much memory or time, or makes ONNX Runtime crash.
        Cancelled: as ``feedback`` says.
    """
    passed = _passed(sha256)
    if passed.exists():
        return ""
    try:
        python = _python()
    except MissingPackageError as error:
        return tr("The model was not tried in a process of its own first: {error}").format(
            error=error
        )
    seconds = seconds or SECONDS
    memory = memory or min(MEMORY, (free_memory() or 2 * MEMORY) // 2)
    status = _run_child(python, path, memory, seconds, feedback or Feedback())
    if status is None:
        raise InputError(
            tr(
                "The model {path} did not end within {seconds:.0f} seconds on a window of {side} x "
                "{side} pixels, and was stopped. It loops, or is far too large for this computer. "
                "Use another model."
            ).format(path=path, seconds=seconds, side=SIDE)
        )
    if status == _TOO_LARGE:
        raise InputError(
            tr(
                "The model {path} asks for more than {memory:.1f} GB of memory on a window of "
                "{side} x {side} pixels, and was not used. Use another model, or close other "
                "programs."
            ).format(path=path, memory=memory / 1e9, side=SIDE)
        )
    if status:
        raise InputError(
            tr(
                "The model {path} makes ONNX Runtime crash (exit code {code}) and was not used. "
                "The file may be damaged: copy or download it again, or use another model."
            ).format(path=path, code=status)
        )
    try:
        passed.touch()
    except OSError:  # a full disk, say: the next run tries again
        return ""
    return ""


def _passed(sha256: str) -> Path:
    import onnxruntime

    return cache_folder("tried") / f"{sha256}-{onnxruntime.__version__}"


@functools.lru_cache(maxsize=1)
def _python() -> str:
    return pythonprocess.find_python(
        ["numpy", "rasterio", "onnxruntime"], purpose=tr("Trying a model")
    )


def _run_child(
    python: str, path: Path, memory: int, seconds: float, feedback: Feedback
) -> int | None:
    """Exit status of the child; None when it was stopped for taking too long."""
    child = subprocess.Popen(
        [python, "-m", __name__, str(path), str(memory), str(seconds)],
        env=pythonprocess.environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **pythonprocess.quietly(),
    )
    end = time.monotonic() + seconds
    try:
        while time.monotonic() < end:
            try:
                return child.wait(0.1)
            except subprocess.TimeoutExpired:
                feedback.check()
        return None
    finally:
        if child.poll() is None:
            child.kill()
        child.wait()


def main(path: str, memory: int, seconds: float) -> int:
    """What the child does: opens the model and runs it once; gives its exit status."""
    # Should the parent die, nobody else ends this process.
    watch = threading.Timer(seconds, os._exit, [1])
    watch.daemon = True
    watch.start()
    _limit_memory(memory)
    try:
        _run(path, memory)
        # As it is opened for use: what is constant in it is computed then.
        new_session(path, CPU, 1)
    except Exception as error:
        # All others show again, with a message, when the model is opened for use.
        return _TOO_LARGE if is_out_of_memory(error) else 0
    return 0


def _run(path: str, memory: int) -> None:
    """Run the model as it stands in the file, with nothing computed before, in limited memory."""
    import numpy as np
    import onnxruntime

    arena = onnxruntime.OrtArenaCfg(
        {
            "max_mem": memory,
            "arena_extend_strategy": 1,  # no more than what is asked for
            "initial_chunk_size_bytes": _MB,
            "max_dead_bytes_per_chunk": _MB,
        }
    )
    onnxruntime.create_and_register_allocator(
        onnxruntime.OrtMemoryInfo(
            "Cpu",
            onnxruntime.OrtAllocatorType.ORT_ARENA_ALLOCATOR,
            0,
            onnxruntime.OrtMemType.DEFAULT,
        ),
        arena,
    )
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 4
    options.enable_mem_pattern = False
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.add_session_config_entry("session.use_env_allocators", "1")
    options.add_session_config_entry("session.load_model_format", "ONNX")
    session = onnxruntime.InferenceSession(path, sess_options=options, providers=[CPU])
    size = _window(session)
    if size is not None:
        session.run(None, {session.get_inputs()[0].name: np.zeros(size, np.float32)})


def _window(session) -> tuple[int, ...] | None:
    """Shape of the input on which to run a model; None for one that is refused anyway."""
    inputs, outputs = session.get_inputs(), session.get_outputs()
    if len(inputs) != 1 or len(outputs) != 1 or len(inputs[0].shape) != 4:
        return None
    try:
        metadata = session.get_modelmeta().custom_metadata_map
        card = ModelCard.from_metadata(metadata, inputs[0].shape, outputs[0].shape)
    except InputError:
        return None
    side = card.stride * -(-SIDE // card.stride)
    wanted = (1, len(card.channels), side, side)
    return tuple(
        given if isinstance(given, int) else size for given, size in zip(inputs[0].shape, wanted)
    )


def _limit_memory(memory: int) -> None:
    """Where the system can, limit what the arena of ONNX Runtime does not hold, too."""
    try:
        import resource

        taken = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (taken + 2 * memory, taken + 2 * memory))
    except (ImportError, OSError, ValueError):
        return


if __name__ == "__main__":
    # Without the clean-up of libraries, which could crash where the model did not.
    os._exit(main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3])))
