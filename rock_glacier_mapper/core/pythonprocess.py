"""Python processes beside this one: finding an interpreter for them, and what they need to start.

Inside QGIS ``sys.executable`` is not to be relied on (on Windows and macOS it is QGIS itself), and
the packages may lie where only QGIS looks for them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from .errors import InputError, MissingPackageError
from .translation import tr

_CHECK = (
    "import sys, importlib.util as u; print('%d.%d' % sys.version_info[:2], "
    "*[n for n in sys.argv[1:] if u.find_spec(n) is None])"
)

#: Places of a ``python3`` that is none but opens a window that offers to install one.
_IMPOSTORS = (Path("/usr/bin"),) if sys.platform == "darwin" else ()


def environment(path: Sequence[str | os.PathLike] | None = None) -> dict[str, str]:
    """The variables of this process, with the plugin and all that it sees on the Python path.

    Args:
        path: what another process is to see instead of ``sys.path``.
    """
    package = Path(__file__).parents[2]
    entries = [os.fspath(entry) for entry in (sys.path if path is None else path)]
    seen = [str(package), *(entry for entry in entries if entry and Path(entry).is_dir())]
    variables = dict(os.environ)
    variables["PYTHONPATH"] = os.pathsep.join(dict.fromkeys(seen))
    variables["PYTHONUTF8"] = "1"
    return variables


def find_python(
    packages: Sequence[str], chosen: str | None = None, *, purpose: str, install: str = ""
) -> str:
    """A Python interpreter that has packages.

    Looks at the chosen one, else at those that own the packages on the Python path, those beside
    this program, and those on the search path. It must be of the same version as this one, because
    it uses the same packages.

    Args:
        packages: import names.
        chosen: file of an interpreter, or None.
        purpose: what needs it, for messages ("Training").
        install: further advice on installing the packages.

    Raises:
        MissingPackageError: none has the packages; the message says what to install.
        InputError: the chosen one does not run, or is of another version.
    """
    own = "{}.{}".format(*sys.version_info[:2])
    lacking: list[str] | None = None
    for candidate in [chosen] if chosen else _candidates():
        answer = _ask(candidate, packages)
        if answer is None:
            if chosen:
                raise InputError(
                    tr("PYTHON: {path} is no Python that can be started.").format(path=chosen)
                )
            continue
        version, *missing = answer
        if version != own:
            if chosen:
                raise InputError(
                    tr(
                        "PYTHON: {path} is Python {version}; QGIS runs {own_version}, and "
                        "{purpose} uses the same packages. Choose one of the same version, or use "
                        "the command line (see the user guide)."
                    ).format(path=chosen, version=version, own_version=own, purpose=purpose.lower())
                )
            continue
        if not missing:
            return candidate
        if lacking is None or len(missing) < len(lacking):
            lacking = missing
    names = " ".join(packages if lacking is None else lacking)
    raise MissingPackageError(
        tr(
            "{purpose} needs Python packages that are not installed: {names}. Install them "
            "under Settings → Options → Rock Glacier Mapper, or into the Python that QGIS uses: "
            "python3 -m pip install {names}{install}."
        ).format(purpose=purpose, names=names, install=install)
    )


def quietly() -> dict[str, Any]:
    """Options of :class:`subprocess.Popen` that show no console window on Windows."""
    return {"creationflags": subprocess.CREATE_NO_WINDOW} if os.name == "nt" else {}


def pump(stream, put: Callable[[str | None], None]) -> None:
    """Hand on the lines of a process, then None; for a thread."""
    for line in stream:
        put(line.rstrip("\n"))
    put(None)


def _candidates() -> Iterator[str]:
    """Interpreters, the likeliest first: those that own the packages that this program sees."""
    names = ("python3", "python", "python{}.{}".format(*sys.version_info[:2]))
    if os.name == "nt":
        names = ("python3.exe", "python.exe")
    owners = [os.environ.get("VIRTUAL_ENV", "")]
    for entry in map(Path, sys.path):
        if entry.name == "site-packages":  # <owner>/lib/python3.x/ or <owner>\Lib\ before it
            owners += [str(parent) for parent in entry.parents[1:3]]
    owners += [sys.exec_prefix, sys.base_exec_prefix]
    places = [Path(f) / part for f in owners if f for part in ("bin", "Scripts", "")]
    beside = Path(sys.executable or sys.exec_prefix).parent  # QGIS.app/Contents/MacOS on macOS
    places += [beside, beside / "bin"]
    places += [Path(entry) for entry in os.environ.get("PATH", "").split(os.pathsep) if entry]
    for place in dict.fromkeys(places):
        if place in _IMPOSTORS or place.name == "WindowsApps":
            continue
        for name in names:
            found = shutil.which(name, path=str(place))
            if found:
                yield found


def _ask(python: str, packages: Sequence[str]) -> list[str] | None:
    """Version of an interpreter and the packages that it lacks; None when it does not run."""
    try:
        done = subprocess.run(
            [python, "-c", _CHECK, *packages],
            env=environment(),
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
            **quietly(),
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.split() or None
