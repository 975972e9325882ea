"""JSON from files that anybody may have written."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any


def parse(text: str) -> Any:
    """What a JSON text holds; unlike ``json.loads`` it has one kind of error for all bad texts.

    Raises:
        ValueError: it is no JSON, nested too deep, or holds a number with thousands of digits.
    """
    try:
        return json.loads(text, parse_int=_whole)
    except RecursionError:
        raise ValueError("it is nested too deep") from None


def read(path: str | os.PathLike, largest: int) -> Any:
    """What a JSON file holds.

    Args:
        path: of the file, UTF-8.
        largest: size in bytes above which it is not read.

    Raises:
        OSError: it cannot be read.
        ValueError: it is larger, or no JSON in UTF-8.
    """
    with Path(path).open("rb") as file:
        content = file.read(largest + 1)
    if len(content) > largest:
        raise ValueError(f"it is larger than {largest / 1e6:g} MB")
    try:
        return parse(content.decode("utf-8"))
    except UnicodeDecodeError:
        raise ValueError("it is not in UTF-8") from None


def _whole(digits: str) -> int | float:
    # Python 3.9 takes minutes for a million digits, newer ones raise an error in their own words.
    if len(digits) > 300:
        raise ValueError("it holds a number with hundreds of digits")
    return int(digits)
