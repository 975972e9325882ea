"""Texts that a user sees, in the user's language, without QGIS.

Everything that is shown (messages, reports, labels) passes through :func:`tr` when it is shown.
What is stored in files (attribute values, provenance, keys) stays English, so that an inventory
does not depend on the language of the desktop it was made with. The plugin gives the translator;
without one (scripts, worker processes) texts stay English.
"""

from __future__ import annotations

from collections.abc import Callable

_translate: Callable[[str], str] | None = None


def tr(text: str) -> str:
    """Translate a literal text; placeholders such as ``{path}`` are filled in afterwards."""
    return _translate(text) if _translate is not None else text


def mark(text: str) -> str:
    """Mark a text of a table or constant for translation; it is shown through :func:`tr` later."""
    return text


def use_translator(translate: Callable[[str], str] | None) -> None:
    """Set the function that translates; None for English."""
    global _translate
    _translate = translate
