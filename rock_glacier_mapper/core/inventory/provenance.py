"""Who filled a value: manual values are never overwritten by automatic ones."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

from .. import plainjson
from .schema import AUTO


def read_machine_values(text: Any) -> dict[str, Any]:
    """The values that a machine wrote, from the JSON of ``MachineVal``; {} when unreadable."""
    try:
        values = plainjson.parse(text) if isinstance(text, str) else {}
    except ValueError:
        return {}
    return values if isinstance(values, dict) else {}


def write_machine_values(values: Mapping[str, Any]) -> str | None:
    """JSON for ``MachineVal``; None when there is nothing to keep."""
    kept = {name: value for name, value in values.items() if value is not None}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True) if kept else None


def may_overwrite(
    value: Any, source: Any, machine_value: Any = None, only_empty: bool = False
) -> bool:
    """Whether an automatic step may write a field.

    An empty field may be filled. A filled one only when its ``<field>Src`` says ``auto`` and it
    still has the value that the machine wrote (where that is known): a value that was typed in
    later, or by another program, counts as manual.

    Args:
        value: present value, None = NULL.
        source: present value of ``<field>Src``.
        machine_value: the value that a machine last wrote, None = not known.
        only_empty: never touch a filled field.
    """
    if source not in (None, AUTO):
        return False
    if value is None:
        return True
    if only_empty or source != AUTO:
        return False
    return machine_value is None or same(value, machine_value)


def same(one: Any, other: Any) -> bool:
    """Equal, with a tolerance for numbers that went through text."""
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)
    return one == other
