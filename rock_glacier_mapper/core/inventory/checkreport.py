"""HTML report of the checks of an inventory."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from ..files import whole_file
from ..htmlpage import escaped, heading, page, paragraph, table
from ..translation import tr
from .findings import CHECKS, ERROR, NOTE, SEVERITIES, WARNING, CheckResult, Finding

#: Findings of one check that the report lists; the table of findings has them all.
_LISTED = 300


def write_check_report(path: str | os.PathLike, result: CheckResult, made_by: str = "") -> None:
    """Write the report as one HTML file, whole or not at all.

    Args:
        made_by: program and version, for the foot.

    Raises:
        InputError: the file cannot be written.
    """
    document = page(_title(result), _parts(result, made_by))
    with whole_file(path) as temporary:
        temporary.write_text(document, encoding="utf-8", errors="replace")


def _title(result: CheckResult) -> str:
    return tr("Check of {name}").format(name=Path(result.path).name)


def _parts(result: CheckResult, made_by: str) -> Iterator[str]:
    yield heading(_title(result), 1)
    counts = {severity: result.count(severity) for severity in SEVERITIES}
    verdict = (
        tr("The inventory has errors.")
        if counts[ERROR]
        else tr("There are no errors; look at the warnings.")
        if counts[WARNING]
        else tr("There are no errors and no warnings.")
    )
    kind = ' class="warning"' if counts[ERROR] else ""
    numbers = tr("{errors} errors, {warnings} warnings, {notes} notes.").format(
        errors=counts[ERROR], warnings=counts[WARNING], notes=counts[NOTE]
    )
    yield f"<p{kind}><b>{escaped(verdict)}</b> {escaped(numbers)}</p>"
    yield table((tr("Layer"), tr("Features")), result.counts.items(), numbers=True)
    yield heading(tr("Checks"))
    rows = [
        (f"{number} {tr(name)}", *(result.count(severity, number) for severity in SEVERITIES))
        for number, name in CHECKS.items()
    ]
    yield table((tr("Check"), tr("Errors"), tr("Warnings"), tr("Notes")), rows, numbers=True)
    for number, name in CHECKS.items():
        found = [finding for finding in result.findings if finding.check == number]
        if found:
            yield heading(f"{number} {tr(name)}")
            yield table(
                (
                    *(tr("Severity"), tr("Layer"), tr("Feature")),
                    *("PrimaryID", tr("Field"), tr("Finding")),
                ),
                map(_row, sorted(found, key=lambda f: SEVERITIES.index(f.severity))[:_LISTED]),
            )
            if len(found) > _LISTED:
                yield paragraph(
                    tr("And {count} more; the table of findings has them all.").format(
                        count=len(found) - _LISTED
                    )
                )
    explained = tr(
        "Error: the inventory contradicts itself or the rules. Warning: probably wrong, look at "
        "it. Note: worth knowing. Value lists that are marked as recalled in the schema are to be "
        "checked against the RGIK guidelines (2023, doi 10.51363/unifr.srr.2023.002)."
    )
    yield paragraph(f"{explained} {made_by}", "small")


def _row(finding: Finding) -> tuple[str, ...]:
    values = {**finding.row, "severity": tr(finding.severity)}
    names = ("severity", "layer", "feature_id", "PrimaryID", "field", "message")
    return tuple("" if values[name] is None else str(values[name]) for name in names)
