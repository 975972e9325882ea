"""Which packages are there, found out without loading them."""

from __future__ import annotations

import importlib.machinery
import importlib.metadata
import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import Distribution
from pathlib import Path

from ..translation import tr
from .packages import (
    BROKEN,
    CLASH,
    OK,
    OLD,
    PACKAGES,
    RUNTIME,
    RUNTIMES,
    Found,
    Package,
    is_runtime,
    normalised,
    project_of,
    version_numbers,
)


def look(path: Sequence[str] | None = None) -> list[Found]:
    """What is there of each package, from its metadata; nothing is loaded.

    Args:
        path: where to look instead of ``sys.path``, first places first.
    """
    places = sys.path if path is None else path
    return [_look_for(package, places) for package in PACKAGES]


def projects_in(places: Iterable[str]) -> dict[str, str]:
    """Normalised names and versions of all projects in some folders; the first of a name counts."""
    found: dict[str, str] = {}
    for place in places:
        for distribution in importlib.metadata.distributions(path=[str(place)]):
            name, version = _name(distribution), distribution.version
            if name and version:
                found.setdefault(normalised(name), version)
    return found


def _look_for(package: Package, places: Sequence[str]) -> Found:
    found = Found(package)
    known = list(_distributions(package, places))
    found.projects = list(dict.fromkeys(normalised(_name(d) or package.project) for d in known))
    file = _file(package.name, places)
    if file is None:
        if known:
            found.state = BROKEN
            found.reason = tr(
                "{project} is registered as installed, but its files are gone. Install it again."
            ).format(project=found.projects[0])
        return found
    found.file, found.state = file, OK
    beside = [d for d in known if Path(file).is_relative_to(_place(d))]
    found.version = (beside or known)[0].version or "" if known else ""
    _judge(found, known)
    return found


def _is_older(version: str, minimum: str) -> bool:
    """Whether a version is too low; not known of "0+unknown", as some of Debian's packages are."""
    numbers = version_numbers(version)
    return any(numbers) and numbers < version_numbers(minimum)


def _judge(found: Found, known: list[Distribution]) -> None:
    """Set state and reason of a package that is there."""
    package = found.package
    if package.name == RUNTIME and len(found.projects) > 1:
        found.state = CLASH
        found.reason = tr(
            "{projects} are all installed, but share one folder: only one of them may be. "
            "Uninstall all of them, then install one."
        ).format(projects=", ".join(found.projects))
    elif package.name == "numpy" and _hides_older_numpy(known):
        found.state = CLASH
        found.reason = tr(
            "numpy {version} in {place} hides the numpy {other} that QGIS brings in {where}; "
            "parts of QGIS that were built for the older one fail. Uninstall the newer one."
        ).format(
            version=known[0].version,
            place=_place(known[0]),
            other=known[-1].version,
            where=_place(known[-1]),
        )
    elif _is_older(found.version, package.minimum):
        found.state = OLD
        found.reason = tr(
            "Version {minimum} or later is needed. Update it where it lies, {place}, or use a "
            "newer QGIS; private packages never replace those of QGIS."
        ).format(minimum=package.minimum, place=Path(found.file).parent.parent)


def _hides_older_numpy(known: list[Distribution]) -> bool:
    """Whether numpy 2 lies in front of numpy 1, for which other parts of QGIS were built."""
    majors = [version_numbers(d.version or "")[:1] for d in known]
    return len(majors) > 1 and majors[0] >= (2,) and (1,) in majors[1:]


def _distributions(package: Package, places: Sequence[str]) -> Iterator[Distribution]:
    """Installed projects that bring a package, first places first."""
    names = {normalised(package.project)}
    if package.name == RUNTIME:
        names |= {project_of(requirement) for requirement in RUNTIMES.values()}
        names |= {n for n in projects_in(_with_name(places, RUNTIME)) if is_runtime(n)}
    for place in dict.fromkeys(map(str, places)):
        for name in sorted(names):
            yield from importlib.metadata.distributions(name=name, path=[place])


def _with_name(places: Sequence[str], name: str) -> list[str]:
    return [str(place) for place in places if (Path(place) / name).is_dir()]


def _file(name: str, places: Sequence[str]) -> str | None:
    """The file that an import of a top-level name would load, without loading it."""
    try:
        spec = importlib.machinery.PathFinder.find_spec(name, [str(place) for place in places])
    except (ImportError, ValueError, OSError):
        return None
    return spec.origin if spec and spec.origin else None


def _name(distribution: Distribution) -> str | None:
    try:
        return distribution.metadata["Name"]
    except (AttributeError, KeyError, TypeError, OSError):  # a folder cut short
        return None


def _place(distribution: Distribution) -> Path:
    return Path(str(distribution.locate_file("")))
