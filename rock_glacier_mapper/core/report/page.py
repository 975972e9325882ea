"""The HTML page of an inventory's report: its chapters with pictures and tables, numbered."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..htmlpage import escaped, heading, paragraph, table
from ..translation import tr
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
    yield heading(tr("Rock glacier inventory: {name}").format(name=units.name), 1)
    figure, number = 0, 0
    for chapter in chapters:
        if not (chapter.pictures or chapter.tables):
            continue
        yield heading(chapter.title) if chapter.title else ""
        for picture in chapter.pictures:
            figure += 1
            yield _picture(picture, figure)
        yield '<div class="pair">' if chapter.beside else ""
        for one in chapter.tables:
            number += 1
            yield _table(one, number)
        yield "</div>" if chapter.beside else ""
    if missing or units.notes:
        yield heading(tr("Notes"))
        items = "".join(f"<li>{escaped(text)}</li>" for text in (*units.notes, *missing))
        yield f"<ul>{items}</ul>"
    explained = tr(
        "All figures as PNG (300 dpi), SVG and PDF, and all tables as CSV with numbers in full, "
        "are in the folder {folder} beside this page. Figures and tables follow Sun et al. (2024, "
        "doi 10.5194/essd-16-5703-2024) and Hu et al. (2023)."
    ).format(folder=folder)
    yield paragraph(f"{explained} {made_by}", "small")


def _picture(picture: Picture, number: int) -> str:
    source = base64.b64encode(picture.data).decode("ascii")
    name = tr("Figure {number}.").format(number=number)
    caption = f"<b>{escaped(name)}</b> {escaped(picture.caption)}"
    return (
        f'<figure style="max-width: 100%"><img alt="{escaped(picture.name)}" '
        f'src="data:image/png;base64,{source}"><figcaption>{caption}</figcaption></figure>'
    )


def _table(one: Table, number: int) -> str:
    note = paragraph(one.note, "small") if one.note else ""
    title = tr("Table {number}. {title}").format(number=number, title=one.title)
    return (
        f'<div style="overflow-x: auto">{heading(title, 3)}'
        f"{table(one.shown_header(), one.shown(), numbers=True)}{note}</div>"
    )
