"""What the checks of an inventory found: numbered checks, severities, one finding a problem."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from shapely.geometry import Point

from ..translation import mark

ERROR, WARNING, NOTE = SEVERITIES = (
    mark("error"),
    mark("warning"),
    mark("note"),
)

#: The checks by number; 1 to 8 are those of RGIK's rules, the others see to what the file needs.
CHECKS = {
    0: mark("File and layers"),
    1: mark("Primary identifiers"),
    2: mark("Outlines of markers"),
    3: mark("Geometry"),
    4: mark("Overlaps"),
    5: mark("Systems of units"),
    6: mark("Values"),
    7: mark("Activity and kinematics"),
    8: mark("Metadata"),
    9: mark("Rock glacier systems"),
    10: mark("Duplicates"),
    11: mark("Outline identifiers"),
    12: mark("Marker position"),
    13: mark("Area of interest"),
    14: mark("Text length"),
    15: mark("Origin of values"),
    16: mark("Moving areas"),
    17: mark("Review"),
    18: mark("Area value"),
}

#: Fields of the table of findings.
FIELDS = {
    "severity": str,
    "check_no": int,
    "check_name": str,
    "layer": str,
    "feature_id": int,
    "PrimaryID": str,
    "field": str,
    "message": str,
}


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong or worth knowing.

    Attributes:
        severity: ``error``, ``warning`` or ``note``.
        check: number in :data:`CHECKS`.
        layer: name in the file; empty for the file as a whole.
        feature: feature number in that layer, or None.
        primary_id: of the unit, or None.
        field: name in the file, or empty.
        message: what is wrong and what to do, plain text.
        place: point in the CRS of the findings, or None.
    """

    severity: str
    check: int
    layer: str
    feature: int | None
    primary_id: str | None
    field: str
    message: str
    place: Point | None = None

    @property
    def row(self) -> dict[str, Any]:
        """Values of :data:`FIELDS`."""
        return {
            "severity": self.severity,
            "check_no": self.check,
            "check_name": CHECKS[self.check],
            "layer": self.layer,
            "feature_id": self.feature,
            "PrimaryID": self.primary_id,
            "field": self.field or None,
            "message": self.message,
        }


@dataclass(frozen=True)
class CheckResult:
    """All findings, in order of check, layer and feature.

    Attributes:
        counts: layer name to number of features.
        wkt: CRS of the places; empty when the inventory has none.
    """

    path: str
    findings: list[Finding]
    counts: dict[str, int]
    wkt: str

    def count(self, severity: str, check: int | None = None) -> int:
        """Number of findings of a severity, in all checks or in one."""
        return sum(
            finding.severity == severity and check in (None, finding.check)
            for finding in self.findings
        )
