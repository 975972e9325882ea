"""HTML pages that reports are made of: one file, nothing outside it, everything escaped."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from typing import Any

from .translation import language


def escaped(value: Any) -> str:
    """A value as text that is safe in HTML, also inside quotes."""
    return html.escape(str(value))


def heading(text: str, level: int = 2) -> str:
    """A heading of plain text; level 1 is the title of the page."""
    return f"<h{level}>{escaped(text)}</h{level}>"


def paragraph(text: str, kind: str = "") -> str:
    """A paragraph of plain text; ``kind`` is a class of the page's style, such as ``small``."""
    return f'<p class="{kind}">{escaped(text)}</p>' if kind else f"<p>{escaped(text)}</p>"


def table(header: Sequence[str], rows: Iterable[Sequence[Any]], numbers: bool = False) -> str:
    """A table of plain values; ``numbers`` sets all but the first column to the right."""
    head = "".join(f"<th>{escaped(name)}</th>" for name in header)
    body = "".join(
        "<tr>" + "".join(f"<td>{escaped(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    kind = ' class="numbers"' if numbers else ""
    return f"<table{kind}>{f'<tr>{head}</tr>' if head else ''}{body}</table>"


def page(title: str, parts: Iterable[str]) -> str:
    """A whole document.

    Its content security policy forbids scripts and everything from outside the file.

    Args:
        title: plain text.
        parts: HTML; empty ones are left out.
    """
    body = "\n".join(filter(None, parts))
    return _PAGE.format(language=escaped(language()), title=escaped(title), body=body)


_PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
body {{ font: 15px/1.45 sans-serif; color: #222; max-width: 1060px; margin: 1.5em auto;
 padding: 0 1em; }}
h1 {{ font-size: 1.6em; }} h2 {{ font-size: 1.25em; margin-top: 1.8em; }} h3 {{ font-size: 1em; }}
table {{ border-collapse: collapse; font-size: 0.88em; }}
td, th {{ padding: 0.25em 0.7em; border-bottom: 1px solid #ddd; text-align: left;
 vertical-align: top; overflow-wrap: anywhere; }}
.numbers td:not(:first-child), .numbers th:not(:first-child) {{ text-align: right; }}
.warning {{ color: #a00000; border: 2px solid #a00000; padding: 0.7em 1em; }}
.small {{ font-size: 0.85em; color: #555; }}
.pair {{ display: flex; flex-wrap: wrap; gap: 1em; }}
.patches {{ display: flex; flex-wrap: wrap; gap: 1em; }}
figure {{ margin: 0; max-width: 500px; page-break-inside: avoid; }}
figcaption {{ font-size: 0.85em; overflow-wrap: anywhere; }}
img {{ max-width: 100%; height: auto; }}
@media print {{ body {{ font-size: 10pt; margin: 0; max-width: none; }} h2 {{
 page-break-after: avoid; }} table, img {{ page-break-inside: avoid; }} }}
</style>
</head>
<body>
{body}
</body>
</html>
"""
