"""Table and HTML page of an accuracy assessment."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any

from ..files import whole_file
from ..htmlpage import escaped, heading, page, paragraph, table
from ..translation import mark, tr
from .assessment import ALL, Assessment, Row
from .measures import COUNT, EXCESS, MEASURES, MEDIAN

_MEDIAN_TITLE = mark("Median")
_MEDIAN_TEXT = mark("median of the same excess of the pairs; without interval")

#: What counts and areas of a row are called in the table, and where they come from.
_COUNTS = {
    "mapped": ("mapped", int),
    "reference": ("reference", int),
    "pairs": ("matches", int),
    "false_finds": ("false_finds", int),
    "missed": ("missed", int),
    "detected": ("detected", int),
    "split": ("split", int),
    "merged": ("merged", int),
    "count_found": ("count_found", int),
    "count_missed": ("count_missed", int),
    "mapped_area": ("mapped_km2", float),
    "reference_area": ("reference_km2", float),
    "common_area": ("common_km2", float),
}

#: Names of the field for figures by area.
_ALIASES = {"users_accuracy": "precision", "producers_accuracy": "recall"}

FIELDS: dict[str, type] = {
    "region": str,
    **dict(_COUNTS.values()),
    "blocks": int,
    **{
        name: float
        for measure in MEASURES
        for name in (measure.name, f"{measure.name}_low", f"{measure.name}_high")
    },
    MEDIAN: float,
    **dict.fromkeys(_ALIASES, float),
}


def table_rows(assessment: Assessment) -> list[dict[str, Any]]:
    """One row a region, with the :data:`FIELDS`."""
    return [_fields(row) for row in assessment.rows]


def _fields(row: Row) -> dict[str, Any]:
    values: dict[str, Any] = {"region": row.name, "blocks": row.blocks}
    for quantity, (name, kind) in _COUNTS.items():
        total = row.totals[quantity]
        values[name] = round(total) if kind is int else total / 1e6
    values.update(row.values)
    for name, (low, high) in row.intervals.items():
        values[f"{name}_low"], values[f"{name}_high"] = low, high
    values.update({alias: row.values[name] for alias, name in _ALIASES.items()})
    return {name: values.get(name) for name in FIELDS}


def definitions_html() -> str:
    """The definitions as a list for a help text."""
    return "".join(
        f"<p><i>{escaped(group)}.</i> "
        + " ".join(f"<b>{escaped(title)}</b>: {escaped(text)}." for _, title, text in items)
        + "</p>"
        for group, items in _groups().items()
    )


def write_accuracy_report(
    path: str | os.PathLike,
    assessment: Assessment,
    about: Mapping[str, str],
    made_by: str = "",
) -> None:
    """Write the assessment as one HTML file, whole or not at all.

    Args:
        about: what was assessed, name to value: layers and their numbers, notes.
        made_by: program and version, for the foot.

    Raises:
        InputError: the file cannot be written.
    """
    document = page(tr("Accuracy assessment"), _parts(assessment, about, made_by))
    with whole_file(path) as temporary:
        temporary.write_text(document, encoding="utf-8", errors="replace")


def _parts(assessment: Assessment, about: Mapping[str, str], made_by: str) -> Iterator[str]:
    options, whole = assessment.options, assessment.rows[0]
    yield heading(tr("Accuracy assessment"), 1)
    yield table((), about.items())
    yield heading(tr("Everything in the area of interest"))
    yield _counts(whole)
    percent = f"{100 * options.confidence:g} %"
    for group, items in _groups().items():
        yield heading(group, 3)
        yield table(
            (
                tr("Measure"),
                tr("Value"),
                tr("{percent} interval").format(percent=percent),
                tr("Definition"),
            ),
            [
                (title, shown(whole.values[name]), _interval(whole, name), text)
                for name, title, text in items
            ],
        )
    if len(assessment.rows) > 1:
        yield heading(tr("By region"))
        yield _regions(assessment)
    yield heading(tr("How it was counted"))
    yield "".join(map(paragraph, _method(assessment)))
    yield paragraph(made_by, "small")


def _groups() -> dict[str, list[tuple[str, str, str]]]:
    groups: dict[str, list[tuple[str, str, str]]] = {}
    for measure in MEASURES:
        row = (measure.name, tr(measure.title), tr(measure.definition))
        groups.setdefault(tr(measure.group), []).append(row)
    groups[tr(EXCESS)].append((MEDIAN, tr(_MEDIAN_TITLE), tr(_MEDIAN_TEXT)))
    return groups


def _counts(row: Row) -> str:
    fields = _fields(row)
    areas = "mapped_km2", "reference_km2", "common_km2"
    return table(
        ("", tr("Mapped"), tr("Reference"), tr("Common")),
        [
            (
                tr("Landforms"),
                fields["mapped"],
                fields["reference"],
                tr("{count} pairs").format(count=fields["matches"]),
            ),
            (tr("Area (km²)"), *(f"{fields[n]:.3f}" for n in areas)),
            (
                tr("Without partner"),
                tr("{count} false").format(count=fields["false_finds"]),
                tr("{count} missed").format(count=fields["missed"]),
                "",
            ),
            (
                tr("Split or merged"),
                tr("{count} merge").format(count=fields["merged"]),
                tr("{count} are split").format(count=fields["split"]),
                "",
            ),
        ],
        numbers=True,
    )


def _regions(assessment: Assessment) -> str:
    names = ("precision", "recall", "f1", "iou", "object_f1", "detection_rate")
    titles = (
        tr("Precision"),
        tr("Recall"),
        "F1",
        "IoU",
        tr("F1 by landform"),
        tr("Detection rate"),
    )
    header = (tr("Region"), tr("Mapped"), tr("Reference"), *titles, tr("Mean overestimation"))
    rows = []
    for row in assessment.rows:
        cells = [f"{shown(row.values[name])} {_interval(row, name)}".strip() for name in names]
        excess = shown(row.values["overestimation_mean"])
        fields = _fields(row)
        label = tr("All") if row.name == ALL else row.name
        rows.append((label, fields["mapped"], fields["reference"], *cells, excess))
    return table(header, rows, numbers=True)


def _method(assessment: Assessment) -> Iterator[str]:
    options = assessment.options
    yield (
        tr(
            "By area, all polygons of a side are one surface: where polygons of a layer "
            "overlap, the land counts once ({mapped} mapped and {reference} reference "
            "polygons overlap another one of their layer). By landform, each feature of "
            "a layer is one landform, also when it has several parts. Areas are those on "
            "the ellipsoid."
        ).format(mapped=assessment.overlapping[0], reference=assessment.overlapping[1])
    )
    yield (
        tr(
            "Within an area of interest or a region, only the land inside counts by "
            "area. A landform counts there when at least half of its area lies inside, a "
            "pair where its reference landform does; so pairs that cross the border are "
            "neither misses nor false finds. {mapped} mapped and {reference} reference "
            "polygons lie outside the area of interest."
        ).format(mapped=assessment.outside[0], reference=assessment.outside[1])
    )
    yield (
        tr(
            "Pairs are one to one, have an IoU above {iou:g}, and are those whose IoU is "
            "largest in sum. Overestimation is over pairs that are made in the same way "
            "by any overlap. In '{group}', a landform may be claimed by several mapped "
            "polygons; it is there for comparison with papers."
        ).format(iou=options.iou, group=tr(COUNT))
    )
    yield (
        tr(
            "Intervals are percentiles of {draws} bootstrap draws of blocks of "
            "{kilometres:g} km (seed {seed}); what overlaps lies in one block. {blocks} "
            "blocks hold landforms. With fewer than ten blocks the intervals are too "
            "narrow; with one there are none."
        ).format(
            draws=options.draws,
            kilometres=options.block_m / 1000,
            seed=options.seed,
            blocks=assessment.rows[0].blocks,
        )
    )
    yield (
        tr(
            "A reference that was made by correcting the mapped polygons flatters them: "
            "what nobody saw is missing on both sides."
        )
    )


def _interval(row: Row, name: str) -> str:
    if name not in row.intervals:
        return ""
    low, high = row.intervals[name]
    return tr("({low:.3f} to {high:.3f})").format(low=low, high=high)


def shown(value: float | None) -> str:
    """A figure with three decimals; a dash where it is undefined."""
    return "–" if value is None else f"{value:.3f}"
