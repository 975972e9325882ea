"""Text for cells of CSV files, which spreadsheets take for formulas when it begins like one."""

from __future__ import annotations

from typing import Any

#: First characters of what Excel and LibreOffice compute (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def cell(value: Any) -> Any:
    """A value as a cell; text that a spreadsheet would compute gets an apostrophe before it.

    Numbers stay numbers, also those that were written as text.
    """
    if not isinstance(value, str) or not value.startswith(_FORMULA):
        return value
    try:
        float(value)
    except ValueError:
        return "'" + value
    return value
