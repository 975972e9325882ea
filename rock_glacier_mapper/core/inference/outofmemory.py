"""Telling a lack of memory from other failures, whichever library reports it."""

from __future__ import annotations

from ..errors import InputError

#: What messages of a failed allocation contain: ONNX Runtime's arena, C++, CUDA with its
#: libraries, DirectX.
_WORDS = (
    "failed to allocate memory",
    "available memory of",
    "bad_alloc",
    "bad allocation",
    "out of memory",
    "outofmemory",
    "8007000e",
    "cudaerrormemoryallocation",
    "alloc_failed",
    "allocation_failed",
)


class OutOfMemory(InputError):  # noqa: N818
    """There is not enough memory for a single window."""


def is_out_of_memory(error: BaseException) -> bool:
    """Whether an error, of ONNX Runtime or Python, says that memory ran out."""
    text = str(error).lower()
    return isinstance(error, MemoryError) or any(words in text for words in _WORDS)
