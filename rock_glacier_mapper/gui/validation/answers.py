"""The answers of all reviewers in a GeoPackage with a validation sample, and their tables."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from osgeo import gdal

from ...core.errors import InputError
from ...core.spreadsheet import cell
from ...core.translation import tr

#: Fields that make a point layer one of a sample.
FIELDS = ("marker_id", "answer", "answered_at")


@dataclass(frozen=True)
class Results:
    """What the reviewers said.

    Attributes:
        table: header and rows as in TPRoGI's Table 4.
        pairs: for two reviewers (title, facts, cross table with header), one for each pair.
        open: number of markers without an answer, over all reviewers.
    """

    table: list[list[str]]
    pairs: list[tuple[str, list[tuple[str, str]], list[list[str]]]]
    open: int


def read_answers(path: str | os.PathLike) -> dict[str, dict[int, str | None]]:
    """Reviewer layer to marker to answer, of all layers that are such; None = open.

    Raises:
        InputError: the file cannot be opened.
    """
    dataset = None
    try:
        dataset = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_READONLY)
    except RuntimeError as error:
        raise InputError(
            tr("{file} cannot be opened ({error}).").format(file=path, error=error)
        ) from error
    if dataset is None:
        raise InputError(tr("{file} cannot be opened. Check the path.").format(file=path))
    found = {}
    for number in range(dataset.GetLayerCount()):
        layer = dataset.GetLayer(number)
        if all(layer.GetLayerDefn().GetFieldIndex(name) >= 0 for name in FIELDS):
            found[layer.GetName()] = {
                row.GetField("marker_id"): row.GetField("answer") or None for row in layer
            }
    layer = dataset = None
    return dict(sorted(found.items()))


def results(answers: dict[str, dict[int, str | None]]) -> Results:
    """Tables of the answers.

    Raises:
        InputError: there are none, or one is not yes, no, uncertain or undefined.
    """
    from ...core.accuracy.reviewers import ANSWERS, answer_table, cohens_kappa

    if not answers:
        raise InputError(tr("There are no answers here. Draw a validation sample first."))
    markers = sorted(set().union(*answers.values()))
    lists = {name: [given.get(m) for m in markers] for name, given in answers.items()}
    header = [tr("Reviewer"), tr("Markers"), *(tr("Number of “{a}”").format(a=a) for a in ANSWERS)]
    table = [header]
    for row in answer_table(lists):
        cells = [
            f"{one.count}" if one.share is None else f"{one.count} ({100 * one.share:.1f} %)"
            for one in row.shares
        ]
        table.append([row.reviewer, str(row.answered), *cells])
    names = list(lists)
    pairs = []
    for i, first in enumerate(names):
        for second in names[i + 1 :]:
            kappa = cohens_kappa(lists[first], lists[second])
            title = tr("{first} (rows) and {second} (columns)").format(first=first, second=second)
            cross = [["", *ANSWERS]]
            cross += [[a, *map(str, row)] for a, row in zip(ANSWERS, kappa.table.tolist())]
            pairs.append((title, _facts(kappa), cross))
    unanswered = sum(answer is None for given in lists.values() for answer in given)
    return Results(table, pairs, unanswered)


def _facts(kappa) -> list[tuple[str, str]]:
    facts = [(tr("Markers answered by both"), str(kappa.count))]
    if kappa.observed is not None:
        facts.append((tr("Agreement"), f"{100 * kappa.observed:.1f} %"))
    if kappa.kappa is None:
        facts.append((tr("Cohen's κ"), tr("undefined: no common markers, or only one answer")))
    else:
        text = f"{kappa.kappa:.3f}"
        if kappa.low is not None:
            text += f" ({kappa.low:.3f} – {kappa.high:.3f})"
        facts.append((tr("Cohen's κ (95 % interval)"), text))
    return facts


def to_html(found: Results, source: str | os.PathLike) -> str:
    """The tables as a page."""
    from ...core.htmlpage import page

    return page(tr("Independent validation"), body_parts(found, source))


def body_parts(found: Results, source: str | os.PathLike) -> list[str]:
    """The tables as HTML, without the page around them."""
    from ...core.htmlpage import escaped, table

    title = tr("Independent validation")
    parts = [f"<h1>{escaped(title)}</h1>", f"<p>{escaped(Path(source).name)}</p>"]
    if found.open:
        text = tr("{count} answers are still missing.").format(count=found.open)
        parts.append(f'<p class="warning">{escaped(text)}</p>')
    parts.append(table(found.table[0], found.table[1:], numbers=True))
    for name, facts, cross in found.pairs:
        parts.append(f"<h2>{escaped(name)}</h2>")
        parts.append(table((), facts))
        parts.append(table(cross[0], cross[1:], numbers=True))
    return parts


def write_results(found: Results, path: str | os.PathLike, source: str | os.PathLike) -> None:
    """Write the tables as CSV or HTML, by the file name, whole or not at all.

    Raises:
        InputError: another kind of file, or one that cannot be written.
    """
    import csv

    from ...core.files import whole_file

    kind = Path(path).suffix.lower()
    if kind not in (".csv", ".html"):
        raise InputError(tr("Write the results as .csv or .html."))
    with whole_file(path) as part:
        if kind == ".html":
            part.write_text(to_html(found, source), encoding="utf-8")
            return
        with open(part, "w", newline="", encoding="utf-8") as file:
            rows = csv.writer(file)
            rows.writerows([map(cell, row) for row in found.table])
            for name, facts, cross in found.pairs:
                rows.writerows([map(cell, row) for row in ([], [name], *facts, *cross)])
