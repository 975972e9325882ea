"""The report as one HTML page."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...htmlpage import escaped, table
from .tables import Table
from .units import Units


@dataclass(frozen=True)
class Picture:
    """A figure of the page.

    Attributes:
        name: of its files.
        caption: plain text.
        data: PNG.
    """

    name: str
    caption: str
    data: bytes


@dataclass(frozen=True)
class Chapter:
    """A part of the page: pictures, then tables; ``beside`` puts tables side by side."""

    title: str
    pictures: Sequence[Picture] = ()
    tables: Sequence[Table] = ()
    beside: bool = False


def parts_of(
    units: Units, chapters: Sequence[Chapter], missing: Sequence[str], folder: str, made_by: str
) -> Iterator[str]:
    """The page's parts, for ``htmlpage.page``.

    Args:
        missing: sentences about figures and tables that are not there, and why.
        folder: name of the folder with the figures and tables.
    """
    yield f"<h1>Rock glacier inventory: {escaped(units.name)}</h1>"
    figure, number = 0, 0
    for chapter in chapters:
        if not (chapter.pictures or chapter.tables):
            continue
        yield f"<h2>{escaped(chapter.title)}</h2>" if chapter.title else ""
        for picture in chapter.pictures:
            figure += 1
            yield _picture(picture, figure)
        yield '<div class="pair">' if chapter.beside else ""
        for one in chapter.tables:
            number += 1
            yield _table(one, number)
        yield "</div>" if chapter.beside else ""
    if missing or units.notes:
        yield "<h2>Notes</h2>"
        items = "".join(f"<li>{escaped(text)}</li>" for text in (*units.notes, *missing))
        yield f"<ul>{items}</ul>"
    yield (
        f'<p class="small">All figures as PNG (300 dpi), SVG and PDF, and all tables as CSV with '
        f"numbers in full, are in the folder {escaped(folder)} beside this page. Figures and "
        "tables follow Sun et al. (2024, doi 10.5194/essd-16-5703-2024) and Hu et al. (2023). "
        f"{escaped(made_by)}</p>"
    )


def _picture(picture: Picture, number: int) -> str:
    source = base64.b64encode(picture.data).decode("ascii")
    caption = f"<b>Figure {number}.</b> {escaped(picture.caption)}"
    return (
        f'<figure style="max-width: 100%"><img alt="{escaped(picture.name)}" '
        f'src="data:image/png;base64,{source}"><figcaption>{caption}</figcaption></figure>'
    )


def _table(one: Table, number: int) -> str:
    note = f'<p class="small">{escaped(one.note)}</p>' if one.note else ""
    return (
        f'<div style="overflow-x: auto"><h3>Table {number}. {escaped(one.title)}</h3>'
        f"{table(one.header, one.shown(), numbers=True)}{note}</div>"
    )
