"""The state of the installation as text and as a page: for the user, and for a report of a fault.

Neither holds secrets: the home folder, and so the name of the user, becomes ``~``.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from ..files import whole_file
from ..htmlpage import heading, page, paragraph, table
from ..inference.providers import provider_name
from ..paths import plugin_version
from ..translation import tr
from . import folder as private
from .checking import Examination
from .packages import PURPOSES, STATES, Found


def package_cells(found: Found, root: Path) -> tuple[str, str, str, str]:
    """What a table says of a package: name, state, version, place."""
    return (
        found.projects[0] if len(found.projects) == 1 else found.package.project,
        tr(STATES[found.state]),
        found.version or ("–" if not found.file else "?"),
        place_of(found, root),
    )


def place_of(found: Found, root: Path) -> str:
    """Where a package lies: among the private packages, or a folder."""
    if not found.file:
        return ""
    folder = Path(found.file).parent.parent
    if folder.is_relative_to(private.place_in(root)):
        return tr("private packages")
    return without_home(str(folder))


def verdict(examination: Examination) -> str:
    """One or two sentences: does it work, and on what."""
    machine = examination.machine
    if machine.unknown:
        return tr("The packages could not be tried. {reason}").format(reason=machine.unknown)
    if not examination.works:
        return tr("Something that mapping needs is missing or does not work, see the table.")
    return tr("Everything that mapping needs works. Networks run on {provider}.").format(
        provider=provider_name(machine.provider)
    )


def machine_lines(examination: Examination) -> list[str]:
    """Sentences on Python, GPUs, and what networks run on."""
    machine = examination.machine
    lines = [
        tr("Python {version}, {system}").format(version=machine.version, system=machine.system)
    ]
    if machine.gpus:
        lines += [tr("NVIDIA GPU: {gpu}").format(gpu=gpu) for gpu in machine.gpus]
    else:
        lines.append(tr("No NVIDIA GPU is visible."))
    if machine.ran:
        names = ", ".join(provider_name(name) for name in machine.ran)
        lines.append(tr("A test network ran on: {names}.").format(names=names))
    elif machine.session:
        lines.append(tr("No network can be run: {reason}.").format(reason=machine.session))
    for provider, fault in machine.faults.items():
        lines.append(
            tr("{provider} is offered by ONNX Runtime but does not work: {fault}.").format(
                provider=provider_name(provider), fault=fault
            )
        )
    if machine.gpus and machine.ran and machine.provider == "CPUExecutionProvider":
        lines.append(tr("The GPU is not used. Install the packages for NVIDIA GPUs to use it."))
    if machine.bridge:
        lines.append(
            tr("GDAL and numpy do not work together: {reason}.").format(reason=machine.bridge)
        )
    return lines


def as_text(examination: Examination, root: Path) -> str:
    """The diagnosis as plain text, to be copied into a report of a fault."""
    rows = [package_cells(found, root) for found in examination.found]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    parts = [
        f"Rock Glacier Mapper {plugin_version()}",
        verdict(examination),
        "",
        *machine_lines(examination),
        tr("Python of child processes: {python}").format(python=examination.machine.python or "–"),
        tr("Private packages: {folder}").format(folder=_private_folder(root)),
        "",
        *("  ".join([*(c.ljust(w) for c, w in zip(row, widths)), row[3]]).rstrip() for row in rows),
    ]
    reasons = [f"{f.package.project}: {f.reason}" for f in examination.found if f.reason]
    if reasons:
        parts += ["", *reasons]
    loaded = _loaded(examination)
    if loaded:
        parts += ["", tr("Loaded in this program:"), *loaded]
    return without_home("\n".join(parts) + "\n")


def write_page(path: str | os.PathLike, examination: Examination, root: Path) -> None:
    """Write the diagnosis as an HTML page.

    Raises:
        InputError: the file cannot be written.
    """
    header = (
        tr("Package"),
        tr("State"),
        tr("Version"),
        tr("Place"),
        tr("Purpose"),
        tr("Needed for"),
    )
    rows = [
        (*package_cells(f, root), tr(PURPOSES[f.package.purpose]), tr(f.package.steps))
        for f in examination.found
    ]
    reasons = [f"{f.package.project}: {f.reason}" for f in examination.found if f.reason]
    title = tr("Installation of Rock Glacier Mapper {version}").format(version=plugin_version())
    text = page(
        title,
        [
            heading(title, 1),
            paragraph(verdict(examination), "" if examination.works else "warning"),
            heading(tr("Packages")),
            table(header, rows),
            *(paragraph(without_home(reason)) for reason in reasons),
            heading(tr("This computer")),
            *(paragraph(without_home(line)) for line in machine_lines(examination)),
            paragraph(
                tr("Private packages: {folder}").format(folder=without_home(_private_folder(root))),
                "small",
            ),
        ],
    )
    with whole_file(path) as temporary:
        temporary.write_text(text, encoding="utf-8")


def without_home(text: str) -> str:
    """A text in which the user's home folder is ``~``."""
    home = str(Path.home())
    return text.replace(home, "~") if len(home) > 1 else text


def _private_folder(root: Path) -> str:
    chosen = private.current_set(root)
    return (
        str(chosen)
        if chosen
        else tr("none (they would lie in {place})").format(place=private.place_in(root))
    )


def _loaded(examination: Examination) -> list[str]:
    """Files of the packages that this program itself has loaded by now."""
    lines = []
    for found in examination.found:
        module = sys.modules.get(found.package.name)
        file = getattr(module, "__file__", None)
        if file:
            version = getattr(module, "__version__", "?")
            lines.append(f"{found.package.name} {version}  {file}")
    return lines
