"""Text from data in figures."""

from __future__ import annotations

import re

#: What XML, and so an SVG file, cannot hold, or a font not show.
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def figure_text(text: object, longest: int = 60) -> str:
    """Text as matplotlib shows it as it is, cut when it is long.

    Matplotlib takes what stands between two $ for mathematics, and fails where it is none.
    """
    plain = _NO_TEXT.sub("\N{REPLACEMENT CHARACTER}", str(text))
    plain = plain if len(plain) <= longest else f"{plain[: longest - 1]}…"
    return plain.replace("$", r"\$")
