"""Checks of layers, fields and values of an inventory."""

from __future__ import annotations

from collections import defaultdict

from .. import plainjson
from ..translation import mark, tr
from .findings import ERROR, NOTE, WARNING
from .inspection import Inspection, as_integer, quoted
from .reading import Table
from .schema import MACHINE_VALUES, Field

_METADATA = ("SOUR_DATA", "MAP_DATE", "MAPPER", "REVIEWER", "ADDI_INF")
#: Check to which an empty mandatory field belongs; 6 for all others.
_MANDATORY = {
    **dict.fromkeys(_METADATA, 8),
    ("PM", "PrimaryID"): 1,
    ("GO", "PrimaryID"): 2,
    "AssocRGS": 5,
    "RGSID": 9,
    "PolyUID": 11,
    "VelClass": 16,
    "RelMA": 16,
    "TimeObs": 16,
}
#: Their form is checked as a whole.
_IDENTIFIERS = ("PrimaryID", "AssocRGS", "RGSID")
_WITHOUT_LAYER = {
    "PM": (
        ERROR,
        mark("There is no layer PM, the primary markers. Every rock glacier unit needs one."),
    ),
    "GO": (
        ERROR,
        mark("There is no layer GO, the outlines. They are needed for nearly all checks."),
    ),
    "AOI": (
        WARNING,
        mark(
            "There is no layer AOI, the area of interest. Say which area was searched exhaustively."
        ),
    ),
    "MA": (
        NOTE,
        mark(
            "There is no layer MA, the moving areas. They are needed for kinematic attributes only."
        ),
    ),
    "RGS": (
        NOTE,
        mark(
            "There is no layer RGS, the rock glacier systems. Their identifiers cannot be checked."
        ),
    ),
    "REVIEW_LOG": (NOTE, mark("There is no layer REVIEW_LOG, the review log.")),
}


class ValueChecks(Inspection):
    """Layers, fields, values, and values against each other."""

    def layers(self) -> None:
        """Layers, their CRS and their fields."""
        for layer in self.schema.layers:
            table = self.table(layer.code)
            if table is None:
                severity, text = _WITHOUT_LAYER[layer.code]
                self.file_finding(severity, tr(text))
                continue
            if layer.geometry != "None":
                self._check_crs(table)
            missing = [f for f in layer.fields if f.name not in table.stored and not f.source_of]
            required = [f for f in missing if f.mandatory and not _is_repeated(table, f.name)]
            for field in required:
                text = tr("The field {field} ({description}) is missing. Add it.").format(
                    field=field.name, description=tr(field.description)
                )
                self.add(ERROR, 0, table, None, text, field.name)
            names = [f.name for f in missing if f not in required and not f.hidden]
            if names:
                text = tr(
                    "{count} optional fields of the RGIK schema are not there: {names}."
                ).format(count=len(names), names=", ".join(names))
                self.add(NOTE, 0, table, None, text)
        for name in self.file.ignored:
            self.file_finding(
                WARNING,
                tr(
                    "The layer {layer} was not checked, because another layer is of the "
                    "same kind. Check one inventory a file."
                ).format(layer=quoted(name)),
            )

    def _check_crs(self, table: Table) -> None:
        if table.crs is None:
            text = tr("The layer has no coordinate reference system. Assign the right one.")
            self.add(ERROR, 0, table, None, text)
        elif table.crs != self.crs:
            text = tr(
                "The layer has another coordinate reference system than the "
                "outlines. Bring all layers into one."
            )
            self.add(WARNING, 0, table, None, text)

    def values(self) -> None:
        """Mandatory values, value lists, text lengths, origins."""
        for table in self.file.tables.values():
            self.feedback.check()
            self._check_mandatory(table)
            for field in table.layer.fields:
                if field.name not in table.columns:
                    continue
                if field.values is not None:
                    self._check_list(table, field)
                elif field.type == "integer":
                    self._check_integer(table, field)
                elif field.type == "text" and field.length and field.name not in _IDENTIFIERS:
                    self._check_length(table, field)
            self._check_machine_values(table)

    def _check_mandatory(self, table: Table) -> None:
        code = table.layer.code
        groups: dict[int, list[str]] = defaultdict(list)
        for field in table.layer.fields:
            if field.mandatory and field.name in table.columns:
                check = _MANDATORY.get(field.name, _MANDATORY.get((code, field.name), 6))
                groups[check].append(field.name)
        for check, names in groups.items():
            severity = WARNING if _is_repeated(table, names[0]) else ERROR
            columns = [table.columns[name] for name in names]
            for i in range(len(table)):
                empty = [name for name, column in zip(names, columns) if column[i] is None]
                if empty:
                    text = (
                        tr("{names} are empty but mandatory. Fill in.")
                        if len(empty) > 1
                        else tr("{names} is empty but mandatory. Fill in.")
                    ).format(names=_listed(empty))
                    self.add(severity, check, table, i, text, ",".join(empty))

    def _check_list(self, table: Table, field: Field) -> None:
        codes = set(field.values.codes)
        check = 15 if field.values.name == "source" else 6
        for i, value in enumerate(table.columns[field.name]):
            if value is not None and value not in codes:
                shown = ", ".join(str(code) for code in field.values.codes)
                text = tr(
                    "{field} is {value}, which is not in its list ({choices}). Choose "
                    "one of the list."
                ).format(field=field.name, value=quoted(value), choices=shown)
                self.add(ERROR, check, table, i, text, field.name)

    def _check_integer(self, table: Table, field: Field) -> None:
        for i, value in enumerate(table.columns[field.name]):
            if value is not None and as_integer(value) is None:
                text = tr("{field} is {value}, not a whole number. Correct it.").format(
                    field=field.name, value=quoted(value)
                )
                self.add(ERROR, 6, table, i, text, field.name)

    def _check_length(self, table: Table, field: Field) -> None:
        for i, value in enumerate(table.columns[field.name]):
            if value is not None and len(str(value)) > field.length:
                text = tr(
                    "{field} has {count} characters; at most {length} are allowed. "
                    "Shorten it, or other programs will."
                ).format(field=field.name, count=len(str(value)), length=field.length)
                self.add(WARNING, 14, table, i, text, field.name)

    def _check_machine_values(self, table: Table) -> None:
        for i, value in enumerate(table.column(MACHINE_VALUES)):
            if value is None:
                continue
            try:
                good = isinstance(plainjson.parse(value), dict)
            except (TypeError, ValueError):
                good = False
            if not good:
                text = tr(
                    "{field} cannot be read, so that automatic values count "
                    "as manual and are no longer updated. Empty it."
                ).format(field=MACHINE_VALUES)
                self.add(WARNING, 15, table, i, text, MACHINE_VALUES)

    def kinematics(self) -> None:
        """Kinematic attribute, activity class and reliability index."""
        pm, go = self.table("PM"), self.table("GO")
        if pm is not None:
            for i, (speed, period, activity) in enumerate(
                zip(pm.column("KinAtt"), pm.column("KinPeriod"), pm.column("ActiCl"))
            ):
                if not isinstance(speed, int):
                    continue
                if speed > 0 and period is None:
                    text = tr(
                        "KinAtt is given without KinPeriod. Say for which period it "
                        "holds, for example 2018-2021."
                    )
                    self.add(WARNING, 6, pm, i, text, "KinPeriod")
                if (activity == "Relict" and speed >= 4) or (activity == "Active" and speed == 1):
                    label = pm.layer.field("KinAtt").values.choices[speed].label
                    text = tr(
                        "The activity class is {activity}, but the kinematic "
                        "attribute is {label}. Look at both again."
                    ).format(activity=activity, label=tr(label))
                    self.add(WARNING, 7, pm, i, text, "ActiCl,KinAtt")
            self._check_kinematic_attribute(pm)
        if go is not None:
            self._check_index(go)
            self._check_velocities(go)

    def _check_kinematic_attribute(self, pm: Table) -> None:
        """What goes with a kinematic attribute, where the layer has the fields (spec of RGIK)."""
        columns = [pm.column(name) for name in ("KinAtt", "RelKin", "KinSpatRep", "ActiAss")]
        shares = [pm.column(f"KinF{number}") for number in range(1, 7)]
        for i, (speed, reliability, coverage, assessed) in enumerate(zip(*columns)):
            if isinstance(speed, int) and speed > 0:
                empty = [
                    name
                    for name, value in (("RelKin", reliability), ("KinSpatRep", coverage))
                    if value is None and name in pm.columns
                ]
                if empty:
                    text = tr("KinAtt is given without {names}.").format(names=_listed(empty))
                    self.add(WARNING, 6, pm, i, text, ",".join(empty))
                if coverage == "<50 %":
                    text = tr(
                        "KinAtt is given although less than half of the unit has "
                        "kinematic data. RGIK asks for Undefined then."
                    )
                    self.add(WARNING, 7, pm, i, text, "KinAtt,KinSpatRep")
            elif assessed == "Kinematic data":
                text = tr("The activity was assessed from kinematic data, but KinAtt is not given.")
                self.add(WARNING, 7, pm, i, text, "ActiAss,KinAtt")
            known = [values[i] for values in shares if isinstance(values[i], (int, float))]
            if known and not (min(known) >= 0 and sum(known) <= 1.001):
                text = tr("The shares of the velocity classes are no shares of one unit.")
                self.add(WARNING, 6, pm, i, text, "KinF1,KinF2,KinF3,KinF4,KinF5,KinF6")

    def _check_velocities(self, go: Table) -> None:
        columns = [go.column(name) for name in ("VDS_MEAN", "KIN_QC", "OBS_START", "OBS_END")]
        for i, (speed, quality, start, end) in enumerate(zip(*columns)):
            if speed is not None and quality is not None and not str(quality).startswith("ok"):
                text = tr("A velocity is given although KIN_QC says: {quality}").format(
                    quality=quality
                )
                self.add(WARNING, 7, go, i, text, "VDS_MEAN,KIN_QC")
            if start is not None and end is not None and str(start) > str(end):
                text = tr("The observations end ({end}) before they begin ({start}).").format(
                    end=end, start=start
                )
                self.add(WARNING, 6, go, i, text, "OBS_START,OBS_END")

    def _check_index(self, go: Table) -> None:
        parts = [go.column(name) for name in ("RelFr", "RelLeftLM", "RelRightLM", "RelUpsCon")]
        for i, (index, *grades) in enumerate(zip(go.column("RelIndex"), *parts)):
            complete = all(isinstance(grade, int) for grade in grades)
            right = sum(grades) if complete else None
            if as_integer(index) == right or (index is not None and as_integer(index) is None):
                continue
            if not complete:
                text = tr(
                    "RelIndex is given although a grade of the outline is missing. Empty it, or "
                    "fill in all four grades."
                )
            elif index is None:
                text = tr(
                    "RelIndex must be {total}, the sum of the four grades, not empty. Correct it."
                ).format(total=right)
            else:
                text = tr(
                    "RelIndex must be {total}, the sum of the four grades, not {index}. Correct it."
                ).format(total=right, index=index)
            self.add(WARNING, 6, go, i, text, "RelIndex")

    def review(self) -> None:
        """Automatic outlines that nobody looked at."""
        go = self.table("GO")
        if go is None or "ReviewStat" not in go.columns:
            return
        count = sum(
            source == "auto" and status in (None, "unreviewed")
            for source, status in zip(go.column("OutlineSrc"), go.column("ReviewStat"))
        )
        if count:
            text = tr(
                "{count} of {total} outlines were made automatically and are not yet reviewed."
            ).format(count=count, total=len(go))
            self.add(NOTE, 17, go, None, text, "ReviewStat")


def _listed(names: list[str]) -> str:
    return tr(" and ").join(names)


def _is_repeated(table: Table, name: str) -> bool:
    """Metadata of an outline repeat those of the unit's marker, which are the mandatory ones."""
    return table.layer.code == "GO" and name in _METADATA
