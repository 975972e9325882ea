"""Tables of a report: numbers as they are for CSV files, rounded for the page."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from .. import spreadsheet
from ..inventory.schema import Schema
from ..inventory.statistics import SECTORS, bin_edges, direction, histogram, sector, summary
from ..kinematics.figures import CATEGORIES, NOT_ASSESSED
from ..kinematics.report import statistics as velocity_rows
from ..kinematics.report import velocities
from ..kinematics.units import Assessed, Unit
from ..translation import Phrase, mark, shown, tr
from .attributes import AREA, AVERAGED, CLASSES, DESCRIBED, DISTRIBUTIONS, ELE_MEAN, SLOPE, VELOCITY
from .units import Units

OUTSIDE = Phrase(mark("outside the regions"))
_NOT_GIVEN = Phrase(mark("not given"))
_ALL = Phrase(mark("All"))
_TOTAL = Phrase(mark("Total area (km²)"))


class Number(NamedTuple):
    """A number, and how many digits after the point a reader sees."""

    value: float | None
    digits: int = 0


@dataclass(frozen=True)
class Table:
    """A table; cells are text, whole numbers, :class:`Number`, or None for nothing.

    Headers and rows are English, as a CSV file has them. On the page headers and phrases are in
    the language of the reader, names from the inventory as they are.

    Attributes:
        name: of its CSV file, without the ending.
        note: what a reader should know.
    """

    name: str
    title: str
    header: tuple[str, ...]
    rows: list[tuple]
    note: str = ""

    def shown_header(self) -> tuple[str, ...]:
        """Header for readers."""
        return tuple(map(shown, self.header))

    def shown(self) -> list[tuple[str, ...]]:
        """Rows as text for readers."""
        return [tuple(map(_shown, row)) for row in self.rows]

    def csv(self) -> str:
        """The table as CSV, numbers in full."""
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(self.header)
        writer.writerows([tuple(map(_stored, row)) for row in self.rows])
        return stream.getvalue()


def _shown(cell: Any) -> str:
    if isinstance(cell, Number):
        return "–" if cell.value is None else f"{cell.value:.{cell.digits}f}"
    return "–" if cell is None else shown(cell)


def _stored(cell: Any) -> Any:
    value = cell.value if isinstance(cell, Number) else cell
    return "" if value is None else spreadsheet.cell(value)


def overview(units: Units) -> Table:
    """How many there are of what."""
    area = summary(units.numbers["AREA"])
    systems = [one for one in units.classes.get("AssocRGS", ()) if one is not None]
    rows: list[tuple] = [(Phrase(mark("Rock glacier units")), len(units))]
    if systems:
        rows.append((Phrase(mark("Rock glacier systems")), len(set(systems))))
    rows.append((_TOTAL, Number(_total(units.numbers["AREA"]), 2)))
    if area.count:
        rows.append((Phrase(mark("Largest rock glacier (km²)")), Number(area.maximum, 2)))
    rows += [(Phrase(name), count) for name, count in units.counts.items()]
    return Table("overview", tr("The inventory"), _header(mark("What"), mark("Number")), rows)


def statistics_table(units: Units) -> Table:
    """Mean, standard deviation and quartiles of every attribute that has values."""
    rows = []
    for item in DESCRIBED:
        found = summary(units.numbers[item.name])
        if found.count:
            values = (
                found.mean, found.deviation, found.minimum, found.lower, found.median,
                found.upper, found.maximum,
            )  # fmt: skip
            rows.append((item.titled, found.count, *(Number(v, item.digits) for v in values)))
    header = _header(
        *(mark("Attribute"), mark("Number"), mark("Mean"), mark("SD"), mark("Minimum")),
        *(mark("Lower quartile"), mark("Median"), mark("Upper quartile"), mark("Maximum")),
    )
    return Table(
        "statistics",
        tr("Attributes of the rock glaciers"),
        header,
        rows,
        tr("SD: standard deviation of the sample. Quartiles are interpolated linearly."),
    )


def upslope_table(units: Units) -> Table:
    """Table 2 of Hu et al. (2023): geomorphic parameters of each upslope category."""
    rows = []
    for name, chosen in _categories(units):
        row: list[Any] = [name, int(chosen.sum())]
        for item in (ELE_MEAN, SLOPE, AREA):
            found = summary(units.numbers[item.name][chosen])
            digits = 2 if item is AREA else 0
            row += [Number(found.mean, digits), Number(found.deviation, digits)]
        row.append(Number(_total(units.numbers["AREA"][chosen]), 2))
        rows.append(tuple(row))
    header = _header(
        *(mark("Category"), mark("Number"), mark("Mean altitude (m)"), mark("SD")),
        *(mark("Slope (°)"), mark("SD"), mark("Area (km²)"), mark("SD")),
    )
    return Table(
        "upslope_categories",
        tr("Geomorphic parameters by upslope category, as Table 2 of Hu et al. (2023)"),
        (*header, _TOTAL),
        rows,
        tr("Means of the landforms; mean altitude from ELE_MEAN, slope from SLO_MEAN."),
    )


def velocities_of(units: Units) -> tuple[list[tuple], str, list[str]]:
    """Downslope velocities by category, what they are, and notes; see ``kinematics.report``."""
    found = []
    for number in np.flatnonzero(np.isfinite(units.numbers["VDS_MEAN"])):
        unit = Unit("", None, None, {}, units.category[number])
        sigma = float(units.numbers["VDS_SIGMA"][number])
        mean = float(units.numbers["VDS_MEAN"][number])
        found.append(Assessed(unit, None, mean, None if np.isnan(sigma) else sigma, "VDS_MEAN"))
    return velocities(found)


def velocity_table(kept: Sequence[tuple], notes: Sequence[str]) -> Table:
    """Table 3 of Hu et al. (2023): velocities of each upslope category."""
    return Table(
        "velocities",
        tr("Downslope velocity by upslope category (cm yr⁻¹), as Table 3 of Hu et al. (2023)"),
        _header(
            *(mark("Category"), mark("Number"), mark("Mean (SD)")),
            *(mark("Median ± σ"), mark("Maximum ± σ")),
        ),
        velocity_rows(kept),
        " ".join(notes),
    )


def region_table(units: Units) -> Table:
    """Numbers, area and mean attributes of each region."""
    items = [item for item in AVERAGED if units.known(item.name)]
    header = [*_header(mark("Region"), mark("Units"), mark("Systems")), _TOTAL]
    for item in items:
        header += [item.titled, "R"] if item.circular else [item.titled]
    rows = []
    for name, chosen in _groups(units.region, None, OUTSIDE):
        systems = units.classes.get("AssocRGS")
        count = None
        if systems is not None:
            count = len({systems[i] for i in np.flatnonzero(chosen)} - {None})
        row = [name, int(chosen.sum()), count, Number(_total(units.numbers["AREA"][chosen]), 2)]
        rows.append((*row, *means(units, chosen, items)))
    return Table(
        "regions",
        tr("Rock glaciers by region ({source})").format(source=shown(units.regions_from)),
        tuple(header),
        rows,
        tr(
            "Means of the landforms; aspect: circular mean in which each landform counts once, "
            "with its resultant length R (1 all the same, 0 balanced; no mean below 0.1)."
        ),
    )


def means(units: Units, chosen: np.ndarray, items: Sequence) -> list[Number]:
    """Mean of each attribute; of a direction also the resultant length."""
    found = []
    for item in items:
        values = units.numbers[item.name][chosen]
        if item.circular:
            middle = direction(values)
            found += [Number(middle.mean, 0), Number(middle.resultant, 2)]
        else:
            found.append(Number(summary(values).mean, item.digits))
    return found


def aspect_table(units: Units) -> Table:
    """Rock glaciers in eight directions, all and by category."""
    groups = _categories(units)
    groups = groups if len(groups) > 2 else groups[:1]
    found = {name: np.bincount(sector(units.numbers["ASPECT"][chosen]) + 1, minlength=9)[1:]
             for name, chosen in groups}  # fmt: skip
    rows: list[tuple] = [
        (Phrase(label), *(int(counts[i]) for counts in found.values()))
        for i, label in enumerate(SECTORS)
    ]
    middles = [direction(units.numbers["ASPECT"][chosen]) for _, chosen in groups]
    rows.append((Phrase(mark("Circular mean (°)")), *(Number(one.mean, 0) for one in middles)))
    rows.append(
        (Phrase(mark("Resultant length R")), *(Number(one.resultant, 2) for one in middles))
    )
    rows.append((Phrase(mark("Circular SD (°)")), *(Number(one.deviation, 0) for one in middles)))
    weighted = [
        direction(units.numbers["ASPECT"][chosen], units.numbers["AREA"][chosen]).mean
        for _, chosen in groups
    ]
    rows.append((Phrase(mark("Circular mean by area (°)")), *(Number(one, 0) for one in weighted)))
    return Table(
        "aspects",
        tr("Aspect: number of rock glaciers in directions of 45°"),
        (*_header(mark("Direction")), *found),
        rows,
        tr(
            "Each landform counts once, whatever its size, in the mean, R and SD; the last row "
            "weighs by area. N reaches from 337.5° to 22.5°."
        ),
    )


def class_tables(units: Units, schema: Schema) -> list[Table]:
    """Number and area of the rock glaciers in each class; fields without values are left out."""
    fields = {f.name: f for code in ("GO", "PM") for f in schema.layer(code).fields}
    tables = []
    for name, title in CLASSES.items():
        values = units.classes.get(name)
        if values is None or all(value is None for value in values):
            continue
        choices = fields[name].values.choices if fields[name].values is not None else ()
        labels = {choice.code: Phrase(choice.label) for choice in choices}
        rows = []
        for value, chosen in _groups(values, list(labels), _NOT_GIVEN):
            area = units.numbers["AREA"][chosen]
            count = int(chosen.sum())
            share = Number(100 * count / len(units), 1)
            rows.append((labels.get(value, value), count, share, Number(_total(area), 2)))
        header = _header(title, mark("Number"), mark("Share (%)"), mark("Area (km²)"))
        tables.append(Table(f"class_{name}", tr(title), header, rows))
    return tables


def activity_table(units: Units, schema: Schema) -> Table | None:
    """Activity classes against upslope categories; None where one of them is missing."""
    activity = units.classes.get("ActiCl")
    groups = _categories(units)
    if activity is None or not any(activity) or len(groups) < 3:
        return None
    order = list(schema.value_lists["activity"].codes)
    rows = [
        (Phrase(name), *(int((chosen & one).sum()) for _, one in groups))
        for name, chosen in _groups(activity, order, _NOT_GIVEN)
    ]
    header = (*_header(mark("Activity class")), *(name for name, _ in groups))
    return Table("activity_by_category", tr("Activity class by upslope category"), header, rows)


def system_table(units: Units) -> Table | None:
    """How many systems have how many units; None where units name no systems."""
    systems = units.classes.get("AssocRGS")
    if systems is None or not any(systems):
        return None
    sizes = Counter(Counter(one for one in systems if one is not None).values())
    rows: list[tuple] = [(size, sizes[size], size * sizes[size]) for size in sorted(sizes)]
    without = sum(one is None for one in systems)
    if without:
        rows.append((_NOT_GIVEN, None, without))
    header = _header(mark("Units of the system"), mark("Systems"), mark("Units"))
    return Table("systems", tr("Systems and units"), header, rows)


def histogram_table(units: Units) -> Table:
    """The bins of all histograms."""
    rows = []
    for item in (*DISTRIBUTIONS, ELE_MEAN, VELOCITY):
        values = units.numbers[item.name]
        if item.step and units.known(item.name):
            edges = bin_edges(values, item.step)
            counts = histogram(values, edges)
            rows += [
                (item.titled, Number(float(low), 9), Number(float(high), 9), int(count))
                for low, high, count in zip(edges, edges[1:], counts)
            ]
    note = tr("A bin holds its lower limit, not its upper.")
    header = _header(mark("Attribute"), mark("From"), mark("To"), mark("Number"))
    return Table("histograms", tr("Histograms"), header, rows, note)


def _header(*names: str) -> tuple[Phrase, ...]:
    return tuple(map(Phrase, names))


def _categories(units: Units) -> list[tuple[str, np.ndarray]]:
    """All, and each upslope category that occurs: (name, bool (N,))."""
    own = _groups(units.category, [name for name in CATEGORIES if name], Phrase(NOT_ASSESSED))
    return [(_ALL, np.ones(len(units), bool)), *own]


def _groups(
    values: Sequence[Any], order: Sequence[Any] | None, nothing: str
) -> list[tuple[Any, np.ndarray]]:
    """The values that occur, in an order or sorted, None last under the name ``nothing``."""
    found = set(values)
    first = [value for value in order or () if value in found]
    key: Callable = lambda value: (str(type(value)), value)  # noqa: E731
    rest = sorted(found - set(first) - {None}, key=key)
    array = np.array([*values, None], dtype=object)[:-1]
    groups = [(value, array == value) for value in [*first, *rest]]
    if None in found:
        groups.append((nothing, np.array([value is None for value in values], bool)))
    return groups


def _total(values: np.ndarray) -> float:
    return float(np.nansum(values))
