"""The device that runs a network: which ONNX Runtime offers, which work, and what each needs."""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import InputError
from ..translation import mark, tr

CPU = "CPUExecutionProvider"
#: ONNX Runtime's names of the devices of :data:`DEVICES`, best first.
_PROVIDERS = {
    "tensorrt": "TensorrtExecutionProvider",
    "cuda": "CUDAExecutionProvider",
    "directml": "DmlExecutionProvider",
    "coreml": "CoreMLExecutionProvider",
    "cpu": CPU,
}
DEVICES = ("auto", "cpu", "cuda", "tensorrt", "directml", "coreml")
#: What ``auto`` tries. Not TensorRT: it compiles the network for minutes for each new window size,
#: which only pays for whoever asks for it.
_AUTO = ("cuda", "directml", "coreml")
_NAMES = {
    "TensorrtExecutionProvider": "TensorRT (NVIDIA GPU)",
    "CUDAExecutionProvider": "CUDA (NVIDIA GPU)",
    "DmlExecutionProvider": "DirectML (GPU)",
    "CoreMLExecutionProvider": "CoreML (Apple)",
    CPU: mark("the processor"),
}
_ADVICE = {
    "cuda": mark(
        "Install onnxruntime-gpu (instead of onnxruntime, never beside it) with CUDA and cuDNN "
        "of its version, for example 'python -m pip install onnxruntime-gpu[cuda,cudnn]', and a "
        "current NVIDIA driver"
    ),
    "tensorrt": mark(
        "Install onnxruntime-gpu (instead of onnxruntime, never beside it) and TensorRT of its "
        "version ('python -m pip install tensorrt'), and a current NVIDIA driver"
    ),
    "directml": mark("On Windows, install onnxruntime-directml instead of onnxruntime"),
    "coreml": mark("CoreML is part of onnxruntime on macOS only"),
}
#: Libraries of the providers, in onnxruntime's folder ``capi``.
_LIBRARIES = {
    "CUDAExecutionProvider": ("libonnxruntime_providers_cuda.so", "onnxruntime_providers_cuda.dll"),
    "TensorrtExecutionProvider": (
        "libonnxruntime_providers_tensorrt.so",
        "onnxruntime_providers_tensorrt.dll",
    ),
}
#: ONNX Runtime's severities of messages: errors that end the program; its default, warnings.
_FATAL, _WARNING = 4, 2
#: What ONNX Runtime puts before its messages: its own name, and where it was in its source.
_SOURCE = re.compile(
    r"\[ONNXRuntimeError\] : \d+ : \w+ : |\[\w+Error\] |/\S+\.(cc|cpp|h):\d+ [^)\n]*\) "
    r"|\b\w+\.(cc|cpp|h):\d+ (\w+ )?"
)


@dataclass
class Opened:
    """A session that works.

    Attributes:
        session: of ONNX Runtime.
        provider: name of the execution provider that runs it.
        report: what was tried and did not work, in sentences.
    """

    session: object
    provider: str
    report: list[str] = field(default_factory=list)


def provider_name(provider: str) -> str:
    """An execution provider in plain words."""
    return tr(_NAMES.get(provider, provider))


def providers_for(device: str, available: Sequence[str]) -> list[str]:
    """Execution providers to try for a device, in order.

    Args:
        device: one of :data:`DEVICES`.
        available: what ONNX Runtime was built with.

    Raises:
        InputError: no such device, or ONNX Runtime was built without it.
    """
    if device not in DEVICES:
        raise InputError(
            tr("DEVICE must be one of {devices}, not '{device}'.").format(
                devices=", ".join(DEVICES), device=device
            )
        )
    if device == "auto":
        return [_PROVIDERS[d] for d in _AUTO if _PROVIDERS[d] in available] + [CPU]
    if _PROVIDERS[device] not in available:
        raise _unusable(device, tr("this ONNX Runtime was built without it"))
    return [_PROVIDERS[device]]


def _unusable(device: str, cause: str) -> InputError:
    return InputError(
        tr(
            "DEVICE is '{device}', but ONNX Runtime cannot use {names} here: {cause}. "
            "{advice}, or choose 'auto' or 'cpu'."
        ).format(
            device=device,
            names=provider_name(_PROVIDERS[device]),
            cause=cause,
            advice=tr(_ADVICE[device]),
        )
    )


def open_session(
    model: str,
    device: str,
    threads: int,
    fallback,
    trial: Callable[[object], str],
    tried: Sequence[str] | None = None,
) -> Opened:
    """A session on the first provider that really runs the model.

    That ONNX Runtime lists a provider says nothing: the package for NVIDIA lists CUDA on machines
    without any GPU. So each is opened, asked whether the provider is in the session, and tried.

    Args:
        model: path of an ONNX file.
        device: one of :data:`DEVICES`.
        threads: of the processor.
        fallback: the model's session on the processor.
        trial: runs a session of another device than the processor; "" when all is well, else
            what is wrong.
        tried: providers to try instead of those of ``device``.

    Raises:
        InputError: the device that was asked for does not work.
    """
    import onnxruntime

    failures = []
    for provider in tried or providers_for(device, onnxruntime.get_available_providers()):
        if provider == CPU:
            return Opened(fallback, CPU, [_sentence(*failure) for failure in failures])
        try:
            session = new_session(model, provider, threads)
            if session.get_providers()[0] == provider:
                cause = trial(session)
            else:
                cause = _why_missing(provider)
        except Exception as error:
            cause = first_line(error)
        if not cause:
            return Opened(session, provider, [_sentence(*failure) for failure in failures])
        failures.append((provider, cause))
    raise _unusable(device, failures[-1][1])


def _sentence(provider: str, cause: str) -> str:
    device = next((d for d, name in _PROVIDERS.items() if name == provider), None)
    text = (
        tr("{name} is offered by ONNX Runtime but did not work: {cause}. {advice} to use it.")
        if device in _ADVICE
        else tr("{name} is offered by ONNX Runtime but did not work: {cause}.")
    )
    advice = tr(_ADVICE[device]) if device in _ADVICE else ""
    return text.format(name=provider_name(provider), cause=cause, advice=advice)


def new_session(model: str | bytes, provider: str, threads: int):
    """A session on one provider, with the processor for what that cannot do.

    Raises whatever ONNX Runtime raises.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = _FATAL
    options.use_deterministic_compute = True
    # Plans of memory by window size cost a second arena: 551 instead of 347 MB for a window of
    # 1024 pixels of the shipped model, for no time saved.
    options.enable_mem_pattern = False
    # Threads that wait by spinning hold the cores that reader and writer need. Without: 10 % less
    # processor time for windows of 1024 pixels, 15 % for 512, 24 % for 256, and less time on the
    # clock each time (2 cores, shared with a reader and with other programs).
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # Never guess another format from the name or the content.
    options.add_session_config_entry("session.load_model_format", "ONNX")
    providers = [(provider, _options(provider))]
    if provider != CPU:
        _load_libraries(provider)
        if provider == "TensorrtExecutionProvider":
            providers.append(("CUDAExecutionProvider", _options("CUDAExecutionProvider")))
        providers.append((CPU, {}))
    onnxruntime.set_default_logger_severity(_FATAL)
    try:
        session = onnxruntime.InferenceSession(
            model, sess_options=options, providers=providers, enable_fallback=0
        )
    finally:
        onnxruntime.set_default_logger_severity(_WARNING)
    session.disable_fallback()
    return session


def _options(provider: str) -> dict[str, str]:
    """Options of an execution provider, for speed where the values stay reproducible."""
    if provider == "CUDAExecutionProvider":
        return {
            "device_id": "0",
            # The default doubles the memory that it takes, and fails with half of it unused.
            "arena_extend_strategy": "kSameAsRequested",
            # The default times all algorithms for each new window size; which one wins varies.
            "cudnn_conv_algo_search": "HEURISTIC",
            "cudnn_conv_use_max_workspace": "1",
            "do_copy_in_default_stream": "1",
            # TF32 rounds factors to 10 bits; half precision is asked for by its own name.
            "use_tf32": "0",
        }
    if provider == "TensorrtExecutionProvider":
        return {
            "device_id": "0",
            "trt_engine_cache_enable": "1",
            "trt_engine_cache_path": str(cache_folder("tensorrt")),
            "trt_timing_cache_enable": "1",
            "trt_timing_cache_path": str(cache_folder("tensorrt")),
        }
    return {}


def cache_folder(name: str) -> Path:
    """The plugin's folder in the user's cache."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(base) / "rock_glacier_mapper" / name
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _load_libraries(provider: str) -> None:
    """Load CUDA and cuDNN from the wheels of torch or NVIDIA, so that the provider finds them."""
    import onnxruntime

    if provider in _LIBRARIES and hasattr(onnxruntime, "preload_dlls"):
        # It prints what it misses, and the provider may find that elsewhere all the same.
        with contextlib.suppress(Exception), _quiet():
            onnxruntime.preload_dlls()


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere):
        yield


def _why_missing(provider: str) -> str:
    """Why a session lacks a provider that it was opened with; ONNX Runtime only logs that."""
    import onnxruntime

    folder = Path(onnxruntime.__file__).parent / "capi"
    for name in _LIBRARIES.get(provider, ()):
        if (folder / name).is_file():
            try:
                ctypes.CDLL(str(folder / name))
            except OSError as error:
                if "libcuda.so" in str(error):
                    return tr("there is no NVIDIA driver ({reason})").format(
                        reason=first_line(error)
                    )
                return tr("a library is missing or does not fit ({reason})").format(
                    reason=first_line(error)
                )
            return tr("no GPU, or a driver that is missing or too old")
    return tr("it did not start")


def first_line(error: BaseException) -> str:
    """The first line of an error's message, for another message, without places in source code."""
    text = _SOURCE.sub("", str(error)).strip()
    return text.splitlines()[0][:300].rstrip(". ") if text else type(error).__name__
