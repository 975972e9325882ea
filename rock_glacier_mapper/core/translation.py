"""Texts that a user sees, in the user's language, without QGIS.

Everything that is shown (messages, reports, labels) passes through :func:`tr` when it is shown.
What is stored in files (attribute values, provenance, keys) stays English, so that an inventory
does not depend on the language of the desktop it was made with. The plugin gives the translator;
without one (scripts, worker processes) texts stay English.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

_translate: Callable[[str], str] | None = None
_language = "en"


def tr(text: str) -> str:
    """Translate a literal text; placeholders such as ``{path}`` are filled in afterwards."""
    return _translate(text) if _translate is not None else text


def mark(text: str) -> str:
    """Mark a text of a table or constant for translation; it is shown through :func:`tr` later."""
    return text


def language() -> str:
    """Code of the language of the texts, for example ``en`` or ``es``."""
    return _language


def use_translator(translate: Callable[[str], str] | None, language: str = "en") -> None:
    """Set the function that translates and the code of its language; None for English."""
    global _translate, _language
    _translate, _language = translate, language if translate is not None else "en"


class Phrase(str):
    """A text with values that is stored in English and shown in the user's language.

    It is the English text, for files, and :func:`shown` gives the translated one. Values that are
    phrases themselves are translated, too; all others are data.
    """

    def __new__(cls, pattern: str, **values: Any) -> Phrase:
        """From a pattern in :func:`mark` and the values of its placeholders."""
        self = super().__new__(cls, pattern.format(**values) if values else pattern)
        self._pattern, self._values = pattern, values
        return self

    @classmethod
    def joined(cls, texts: Sequence[str], separator: str = "; ") -> Phrase:
        """Several texts, phrases or data, one after the other."""
        values = {f"text{number}": text for number, text in enumerate(texts)}
        return cls(separator.join(f"{{{name}}}" for name in values), **values)

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        return (self._pattern,), self._values

    def translated(self) -> str:
        """The text in the user's language."""
        if not self._values:
            return tr(self._pattern)
        values = {
            name: value.translated() if isinstance(value, Phrase) else value
            for name, value in self._values.items()
        }
        return tr(self._pattern).format(**values)


def shown(value: Any) -> str:
    """A phrase in the user's language; anything else, such as a name from a file, as it is."""
    return value.translated() if isinstance(value, Phrase) else str(value)
