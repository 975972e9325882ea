"""Table of further pairs and passes: one line-of-sight raster a row."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from pathlib import Path

from ..errors import InputError
from ..translation import tr
from .geometry import CONVENTIONS
from .metadata import UNITS, parse_date
from .products import Given

#: Columns that a table may have; only ``los`` is needed.
_LARGEST_TABLE = 10_000_000
COLUMNS = (
    "los",
    "coherence",
    "unit",
    "start",
    "end",
    "wavelength",
    "incidence",
    "azimuth",
    "azimuth_convention",
    "angle_unit",
    "los_positive",
    "looks",
    "pass",
)


@dataclass(frozen=True)
class Row:
    """One row: rasters, and what is known of them (None = by the file)."""

    los: str
    coherence: str
    given: Given


def read_pairs(path: str, coherence: str, common: Given) -> list[Row]:
    """Read a table (CSV with commas, semicolons or tabs, and a header).

    Paths are relative to the table. An empty cell, or a missing column, leaves it to the raster
    itself; the coherence, wavelength, unit, sign and looks then are those of the first raster.

    Args:
        coherence: raster of the first pair.
        common: what the user says of the first pair.

    Raises:
        InputError: the table or a value in it cannot be read.
    """
    file = Path(path)
    try:
        with file.open("rb") as opened:
            content = opened.read(_LARGEST_TABLE + 1)
        if len(content) > _LARGEST_TABLE or b"\0" in content:
            raise InputError(
                tr("PAIRS: {path} is no table of pairs, or too large. Choose a CSV file.").format(
                    path=path
                )
            )
        text = content.decode("utf-8-sig")
    except OSError as error:
        raise InputError(
            tr("PAIRS: {path} cannot be read ({strerror}). Choose another file.").format(
                path=path, strerror=error.strerror
            )
        ) from error
    except UnicodeDecodeError as error:
        raise InputError(
            tr("PAIRS: {path} is not in UTF-8. Save the table as CSV in UTF-8.").format(path=path)
        ) from error
    lines = [line for line in text.splitlines() if line.strip()]
    head = lines[0] if lines else ""
    separator = max(",;\t", key=head.count)
    try:
        table = list(csv.DictReader(lines, delimiter=separator))
    except csv.Error as error:
        raise InputError(
            tr("PAIRS: {path} is no table of pairs ({error}). Choose a CSV file.").format(
                path=path, error=error
            )
        ) from error
    names = [name.strip().lower() for name in head.split(separator)]
    unknown = [name for name in names if name not in COLUMNS]
    if "los" not in names or unknown:
        text = (
            tr("PAIRS: {path} has the unknown column {name}. Its columns may be {columns}.")
            if unknown
            else tr("PAIRS: {path} has no column los. Its columns may be {columns}.")
        )
        raise InputError(
            text.format(path=path, name="".join(unknown[:1]), columns=", ".join(COLUMNS))
        )
    rows = []
    for number, cells in enumerate(table, start=2):
        values = {str(k).strip().lower(): (v or "").strip() for k, v in cells.items() if k}
        try:
            rows.append(_row(values, file.parent, coherence, common))
        except ValueError as error:
            raise InputError(
                tr("PAIRS: {path}, row {number}: {error}. Correct the table.").format(
                    path=path, number=number, error=error
                )
            ) from None
    return rows


def _row(values: dict[str, str], folder: Path, coherence: str, common: Given) -> Row:
    def file_or_number(name: str):
        text = values.get(name, "")
        if not text:
            return None
        try:
            return float(text)
        except ValueError:
            return _path(text, folder)

    def one_of(name: str, known):
        text = values.get(name, "").lower()
        if text and text not in known:
            message = tr("{name} {text} is none of {known}")
            raise ValueError(message.format(name=name, text=text, known=", ".join(known)))
        return text or None

    def day(name: str):
        text = values.get(name, "")
        if text and parse_date(text) is None:
            message = tr("{name} {text} is no date; write it as 2021-07-10")
            raise ValueError(message.format(name=name, text=text))
        return parse_date(text)

    if not values.get("los"):
        raise ValueError(tr("{name} is empty").format(name="los"))
    positive = one_of("los_positive", ("toward", "away"))
    angle_unit = one_of("angle_unit", ("degrees", "radians"))
    given = replace(
        common,
        unit=one_of("unit", tuple(UNITS)) or common.unit,
        start=day("start"),
        end=day("end"),
        wavelength=_number(values, "wavelength") or common.wavelength,
        incidence=file_or_number("incidence"),
        azimuth=file_or_number("azimuth"),
        convention=one_of("azimuth_convention", CONVENTIONS) or common.convention,
        radians=common.radians if angle_unit is None else angle_unit == "radians",
        toward=common.toward if positive is None else positive == "toward",
        looks=_number(values, "looks") or common.looks,
        track=values.get("pass") or None,
    )
    own = values.get("coherence")
    return Row(_path(values["los"], folder), _path(own, folder) if own else coherence, given)


def _number(values: dict[str, str], name: str) -> float | None:
    text = values.get(name, "")
    try:
        return float(text) if text else None
    except ValueError:
        message = tr("{name} {text} is no number")
        raise ValueError(message.format(name=name, text=text)) from None


def _path(text: str, folder: Path) -> str:
    """A file beside the table; GDAL's names of data sets as they are."""
    if "://" in text or Path(text).is_absolute():
        return text
    return str(folder / text)
