"""What a model file from a stranger refers to, found before anything opens it.

An ONNX file may name other files: tensors in files of their own (``external_data``) and engines
compiled for one device (nodes ``EPContext``). ONNX Runtime checks since version 1.24 that tensors
lie in the model's folder, older ones read any file that the user can read. So the file is looked
through here, in the wire format of Protocol Buffers
(https://protobuf.dev/programming-guides/encoding) with the field numbers of ``onnx.proto``, which
needs neither the package ``onnx`` nor the weights in memory.
"""

from __future__ import annotations

import mmap
import os
from collections.abc import Iterator
from pathlib import Path

from ..errors import InputError
from ..translation import tr

#: Fields to follow, by message: field number to message. Texts are those to report.
_MESSAGES = {
    "model": {7: "graph", 25: "function"},
    "graph": {1: "node", 5: "tensor", 15: "sparse"},
    "function": {7: "node"},
    "node": {4: "operator", 5: "attribute"},
    "attribute": {5: "tensor", 6: "graph", 10: "tensor", 11: "graph", 22: "sparse", 23: "sparse"},
    "sparse": {1: "tensor", 2: "tensor"},
    "tensor": {13: "entry"},
    "entry": {1: "key", 2: "value"},
}
_TEXTS = ("operator", "key", "value")
#: Bytes of the wire types of fixed size.
_FIXED = {1: 8, 5: 4}
_LONGEST_TEXT = 4096


def referenced_files(path: str | os.PathLike) -> list[Path]:
    """Files with tensors of a model, all of them beside it or below its folder.

    Raises:
        InputError: no ONNX file, one that refers to files elsewhere or to missing ones, or one
            that holds a program compiled for a device.
    """
    path = Path(path)
    folder = path.parent.resolve()
    found = {}
    for kind, text in _texts(path):
        if kind == "operator" and text == "EPContext":
            raise InputError(
                tr(
                    "The model {path} holds a program compiled for one device, which cannot "
                    "be checked and is not opened. Use the ONNX file that it was compiled "
                    "from."
                ).format(path=path)
            )
        if kind == "location":
            shown = text[:200].replace("\0", "?")
            place = (folder / text).resolve() if "\0" not in text else folder
            if os.path.isabs(text) or folder not in place.parents or not place.is_file():
                raise InputError(
                    tr(
                        "The model {path} keeps weights in '{location}', which is no file in the "
                        "model's folder. It was not opened. Put that file beside the model "
                        "under the name that the model gives, or use a model in one file."
                    ).format(path=path, location=shown)
                )
            found[place] = None
    return list(found)


def _texts(path: Path) -> Iterator[tuple[str, str]]:
    """("operator", name) of each node, and ("location", path) of each tensor in another file."""
    damaged = InputError(
        tr(
            "{path} cannot be opened as an ONNX model. The file may be damaged or of another kind."
        ).format(path=path)
    )
    if not path.stat().st_size:
        raise damaged
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        waiting = [("model", 0, len(data))]
        while waiting:
            message, start, end = waiting.pop()
            entry: dict[str, list[str]] = {"key": [], "value": []}
            try:
                for number, first, last in _fields(data, start, end):
                    inner = _MESSAGES[message].get(number)
                    if inner in _TEXTS:
                        text = data[first : min(last, first + _LONGEST_TEXT)].decode("utf-8")
                        if inner == "operator":
                            yield "operator", text
                        else:
                            entry[inner].append(text)
                    elif inner:
                        waiting.append((inner, first, last))
            except (ValueError, IndexError) as error:
                raise damaged from error
            if "location" in entry["key"]:
                for value in entry["value"]:
                    yield "location", value


def _fields(data: mmap.mmap, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Number, first and last byte of each field with a length; the others are passed over."""
    while start < end:
        tag, start = _number(data, start)
        kind = tag & 7
        if kind == 0:
            _, start = _number(data, start)
        elif kind == 2:
            length, start = _number(data, start)
            if start + length > end:
                raise ValueError("a field is longer than its message")
            yield tag >> 3, start, start + length
            start += length
        elif kind in _FIXED:
            start += _FIXED[kind]
        elif kind > 5:
            raise ValueError("no such wire type")
    if start != end:
        raise ValueError("a field is longer than its message")


def _number(data: mmap.mmap, start: int) -> tuple[int, int]:
    """A number in 7 bits a byte, and where the next field starts."""
    value = shift = 0
    while True:
        byte = data[start]
        start += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, start
        shift += 7
        if shift > 63:
            raise ValueError("a number is too long")
