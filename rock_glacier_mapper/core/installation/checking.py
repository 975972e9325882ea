"""Whether the packages really work: tried in a process of its own, with the machine's devices."""

from __future__ import annotations

import contextlib
import json
import platform
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field

from .. import pythonprocess
from ..errors import RockGlacierError
from ..feedback import Feedback
from ..translation import tr
from .looking import look
from .packages import BROKEN, CLASH, MAPPING, MISSING, OK, Found, Package
from .probe import MARK
from .running import follow

_MODULE = f"{__package__}.probe"
_BRIDGE, _SESSION = "osgeo.gdal_array", "session"


@dataclass
class Machine:
    """The program and the devices.

    Attributes:
        python: interpreter of the child process, "" when none was found.
        gpus: names, driver and memory of NVIDIA GPUs as the driver tells them.
        offered: execution providers that ONNX Runtime was built with.
        ran: those on which a tiny network ran, best first.
        faults: why the others did not.
        session: why no network runs at all, "" when one does.
        bridge: why GDAL and numpy do not work together, "" when they do.
        unknown: why none of this could be found out, "" when it could.
    """

    python: str = ""
    version: str = field(default_factory=platform.python_version)
    system: str = field(default_factory=lambda: _system())
    gpus: list[str] = field(default_factory=list)
    offered: list[str] = field(default_factory=list)
    ran: list[str] = field(default_factory=list)
    faults: dict[str, str] = field(default_factory=dict)
    session: str = ""
    bridge: str = ""
    unknown: str = ""

    @property
    def provider(self) -> str:
        """The execution provider that ``auto`` would use, "" when none works."""
        return self.ran[0] if self.ran else ""


@dataclass
class Examination:
    """What was found of all packages, and of the machine."""

    found: list[Found]
    machine: Machine

    @property
    def works(self) -> bool:
        """Whether all that mapping needs works."""
        fine = all(f.state == OK for f in self.found if f.package.purpose == MAPPING)
        return fine and bool(self.machine.ran) and not self.machine.bridge

    def lacking(self, purposes: Sequence[str]) -> list[Package]:
        """Packages that are not there, for some purposes."""
        return [
            f.package
            for f in self.found
            if f.package.purpose in purposes and f.state in (MISSING, BROKEN)
        ]


def examine(feedback: Feedback | None = None, path: Sequence[str] | None = None) -> Examination:
    """Look for the packages and try them in another process.

    Args:
        path: where to look instead of ``sys.path``.

    Raises:
        Cancelled: the user stopped it.
    """
    feedback = feedback or Feedback()
    found, machine = look(path), Machine(gpus=nvidia_gpus())
    feedback.progress(0.1)
    try:
        machine.python = pythonprocess.find_python((), purpose=tr("Checking the packages"))
        there = [f.package.name for f in found if f.file]
        results = try_packages(machine.python, [*there, _BRIDGE, _SESSION], path, feedback)
    except RockGlacierError as error:
        feedback.check()
        machine.unknown = str(error)
        return Examination(found, machine)
    for one in found:
        if one.file:
            _take_over(one, results.get(one.package.name, {}))
    _describe(machine, found, results)
    feedback.progress(1)
    return Examination(found, machine)


def try_packages(
    python: str,
    names: Sequence[str],
    path: Sequence[str] | None = None,
    feedback: Feedback | None = None,
) -> dict[str, dict]:
    """Load packages in another process; one that crashes it does not hide the others.

    Returns:
        Name to the last event of :mod:`.probe` on it; a package that crashed has the event
        ``failed``.

    Raises:
        Cancelled: the user stopped it.
        RockGlacierError: the process cannot be started.
    """
    feedback = feedback or Feedback()
    results: dict[str, dict] = {}
    waiting = list(names)
    while waiting:
        code, lines = follow(
            [python, "-m", _MODULE, *waiting], pythonprocess.environment(path), feedback
        )
        events = [json.loads(line[len(MARK) :]) for line in lines if line.startswith(MARK)]
        results.update({event["name"]: event for event in events})
        if not events:
            last = " ".join(lines[-3:]) or tr("exit code {code}").format(code=code)
            raise RockGlacierError(
                tr("{python} cannot be used to check the packages: {reason}").format(
                    python=python, reason=last
                )
            )
        crashed = events[-1] if events[-1]["event"] == "start" else None
        if crashed is not None:
            reason = tr("it crashed while it was loaded (exit code {code})").format(code=code)
            results[crashed["name"]] = {**crashed, "event": "failed", "reason": reason}
        waiting = [name for name in waiting if name not in results]
        feedback.progress(0.1 + 0.8 * (1 - len(waiting) / len(names)))
    return results


def nvidia_gpus() -> list[str]:
    """NVIDIA GPUs as their driver names them: name, driver, memory; none without a driver."""
    program = shutil.which("nvidia-smi")
    if program is None:
        return []
    query = "--query-gpu=name,driver_version,memory.total"
    try:
        done = subprocess.run(
            [program, query, "--format=csv,noheader"],
            capture_output=True,
            text=True,
            timeout=20,
            check=True,
            **pythonprocess.quietly(),
        )
    except (OSError, subprocess.SubprocessError):
        return []
    return [line.strip() for line in done.stdout.splitlines() if line.strip()]


def _system() -> str:
    """The operating system in the words of its makers, and the kind of processor."""
    name = platform.platform(terse=True)
    if hasattr(platform, "freedesktop_os_release"):  # Python 3.10
        with contextlib.suppress(OSError, KeyError):
            name = platform.freedesktop_os_release()["PRETTY_NAME"]
    return f"{name}, {platform.machine()}"


def _take_over(found: Found, result: dict) -> None:
    """Complete what the metadata say by what loading the package gave."""
    if result.get("event") == "done":
        found.version = found.version or result["version"]
        found.file = result["file"] or found.file
        return
    reason = result.get("reason", tr("it was not tried"))
    if found.state == CLASH:
        return
    found.state = BROKEN
    found.reason = tr("It is installed in {file}, but cannot be loaded: {reason}.{advice}").format(
        file=found.file, reason=reason, advice=_advice(reason)
    )


def _advice(reason: str) -> str:
    """What to do about an error of an import that is well known."""
    if "DLL load failed" in reason or "WinError 1114" in reason:
        return " " + tr(
            "Install the current Microsoft Visual C++ Redistributable (x64) and start QGIS again."
        )
    if "numpy" in reason and ("multiarray" in reason or "NumPy 1.x" in reason):
        return " " + tr("It was built for another numpy than the one that is found first.")
    return ""


def _describe(machine: Machine, found: list[Found], results: dict[str, dict]) -> None:
    bridge, session = results.get(_BRIDGE, {}), results.get(_SESSION, {})
    if bridge.get("event") == "failed" and "No module named 'osgeo'" not in bridge["reason"]:
        machine.bridge = bridge["reason"]
        numpy = next(f for f in found if f.package.name == "numpy")
        if numpy.state == OK:
            numpy.state = CLASH
            numpy.reason = tr(
                "GDAL of QGIS cannot work with the numpy {version} in {file}: {reason}. Uninstall "
                "that numpy, so that the one of QGIS is found."
            ).format(version=numpy.version, file=numpy.file, reason=machine.bridge)
    if session.get("event") == "done":
        machine.offered, machine.ran = session["offered"], session["ran"]
        machine.faults = session["faults"]
    else:
        machine.session = session.get("reason", "")
