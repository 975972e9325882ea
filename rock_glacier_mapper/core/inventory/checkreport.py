"""HTML report of the checks of an inventory."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from ..files import whole_file
from ..htmlpage import escaped, page, table
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
    document = page(f"Check of {Path(result.path).name}", _parts(result, made_by))
    with whole_file(path) as temporary:
        temporary.write_text(document, encoding="utf-8", errors="replace")


def _parts(result: CheckResult, made_by: str) -> Iterator[str]:
    yield f"<h1>Check of {escaped(Path(result.path).name)}</h1>"
    counts = {severity: result.count(severity) for severity in SEVERITIES}
    verdict = (
        "The inventory has errors."
        if counts[ERROR]
        else "There are no errors; look at the warnings."
        if counts[WARNING]
        else "There are no errors and no warnings."
    )
    kind = ' class="warning"' if counts[ERROR] else ""
    yield (
        f"<p{kind}><b>{verdict}</b> {counts[ERROR]} errors, {counts[WARNING]} warnings, "
        f"{counts[NOTE]} notes.</p>"
    )
    yield table(("Layer", "Features"), result.counts.items(), numbers=True)
    yield "<h2>Checks</h2>"
    rows = [
        (f"{number} {name}", *(result.count(severity, number) for severity in SEVERITIES))
        for number, name in CHECKS.items()
    ]
    yield table(("Check", "Errors", "Warnings", "Notes"), rows, numbers=True)
    for number, name in CHECKS.items():
        found = [finding for finding in result.findings if finding.check == number]
        if found:
            yield f"<h2>{number} {escaped(name)}</h2>"
            yield table(
                ("Severity", "Layer", "Feature", "PrimaryID", "Field", "Finding"),
                map(_row, sorted(found, key=lambda f: SEVERITIES.index(f.severity))[:_LISTED]),
            )
            if len(found) > _LISTED:
                yield (
                    f"<p>And {len(found) - _LISTED} more; the table of findings has them all.</p>"
                )
    yield (
        '<p class="small">Error: the inventory contradicts itself or the rules. Warning: probably '
        "wrong, look at it. Note: worth knowing. Value lists that are marked as recalled in the "
        "schema are to be checked against the RGIK guidelines (2023, doi "
        f"10.51363/unifr.srr.2023.002). {escaped(made_by)}</p>"
    )


def _row(finding: Finding) -> tuple[str, ...]:
    values = finding.row
    names = ("severity", "layer", "feature_id", "PrimaryID", "field", "message")
    return tuple("" if values[name] is None else str(values[name]) for name in names)
