"""pip in a process of its own: finding it, its command lines, and what its failures mean."""

from __future__ import annotations

import importlib.util
import json
import os
import platform
import re
import sys
import sysconfig
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from .. import pythonprocess
from ..errors import DiskFullError, MissingPackageError, RockGlacierError
from ..feedback import Feedback
from ..translation import tr
from .packages import version_numbers
from .running import follow

#: From this version on pip tells what it would install, so that nothing is downloaded in vain.
_REPORTS = (22, 2)
_QUIET = ("--disable-pip-version-check", "--no-input", "--progress-bar", "off")
#: Never builds from sources: that needs compilers, and runs code of the package.
_BINARY = "--only-binary=:all:"
#: Where Debian keeps the wheel of pip that it takes out of ensurepip.
_WHEELS = Path("/usr/share/python-wheels")
_PUBLIC_VERSION = re.compile(r"\d+(\.\d+)*((a|b|rc)\d+)?(\.post\d+)?(\.dev\d+)?")
_NO_NETWORK = (
    "NewConnectionError",
    "NameResolutionError",
    "Temporary failure in name resolution",
    "getaddrinfo failed",
    "Network is unreachable",
    "Connection refused",
    "ConnectTimeoutError",
    "ReadTimeoutError",
)


@dataclass(frozen=True)
class Pip:
    """A Python that has pip.

    Attributes:
        python: interpreter.
        wheel: of pip itself, where the interpreter has none; "" else.
        variables: further ones for its environment, for example of a proxy.
        wheels: folder of packages to install from; None for the network.
        version: of pip, empty when unknown.
    """

    python: str
    wheel: str = ""
    variables: Mapping[str, str] = field(default_factory=dict)
    wheels: Path | None = None
    version: tuple[int, ...] = ()

    def environment(self, path: Sequence[str]) -> dict[str, str]:
        """Its environment, seeing the packages on a path as installed."""
        variables = pythonprocess.environment([*filter(None, [self.wheel]), *path])
        if self.wheel:  # a file, that only folders pass by
            variables["PYTHONPATH"] = os.pathsep.join([self.wheel, variables["PYTHONPATH"]])
        for name in ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_CONSTRAINT"):
            variables.pop(name, None)
        variables.update(PIP_USER="0", PIP_REQUIRE_VIRTUALENV="0")
        if self.wheels is not None:
            for name in [name for name in variables if name.startswith("PIP_")]:
                del variables[name]
            variables["PIP_CONFIG_FILE"] = os.devnull
        variables.update(self.variables)
        return variables

    def install_command(
        self, requirements: Sequence[str], target: Path, constraints: Path, dependencies: bool
    ) -> list[str]:
        """The command line that installs into a folder."""
        return [
            *(self.python, "-m", "pip", "install", *_QUIET, _BINARY),
            *("--no-warn-script-location", "--target", str(target)),
            *("--constraint", str(constraints)),
            *(() if dependencies else ("--no-deps",)),
            *self._source(),
            *requirements,
        ]

    def _source(self) -> list[str]:
        return ["--no-index", "--find-links", str(self.wheels)] if self.wheels else []

    def install(
        self,
        requirements: Sequence[str],
        target: Path,
        path: Sequence[str],
        present: Mapping[str, str],
        feedback: Feedback,
    ) -> None:
        """Install requirements and what they need into a folder; nothing that is on the path.

        Args:
            path: folders whose packages count as installed.
            present: normalised names and versions of those packages; pip keeps to them.
            feedback: gets pip's lines as they come.

        Raises:
            Cancelled: the user stopped it.
            RockGlacierError: it failed; the message says why.
        """
        variables = self.environment(path)
        with tempfile.TemporaryDirectory() as folder:
            constraints = Path(folder) / "constraints.txt"
            constraints.write_text(constraint_lines(present), encoding="utf-8")
            chosen = list(requirements)
            reports = self.version >= _REPORTS
            if reports:
                report = Path(folder) / "report.json"
                command = [
                    *(self.python, "-m", "pip", "install", *_QUIET, _BINARY),
                    *("--dry-run", "--report", str(report), "--constraint", str(constraints)),
                    *self._source(),
                    *requirements,
                ]
                self._run(command, variables, feedback.part(0, 0.4))
                chosen = _pins(report)
            if chosen:
                command = self.install_command(chosen, target, constraints, not reports)
                self._run(command, variables, feedback.part(0.4, 1))

    def _run(self, command: Sequence[str], variables: Mapping[str, str], feedback) -> None:
        feedback.info(hide_secrets(shown(command)))
        code, lines = follow(
            command, variables, feedback, lambda line: feedback.info(hide_secrets(line))
        )
        feedback.progress(1)
        if code:
            explain_failure(lines, self.wheels is not None)


def find_pip(variables: Mapping[str, str] | None = None, wheels: Path | None = None) -> Pip:
    """A Python of QGIS's version with pip, or with the wheel of pip that Python brings.

    Args:
        variables, wheels: see :class:`Pip`.

    Raises:
        MissingPackageError: there is neither; the message says how to get it.
    """
    purpose = tr("Installing packages")
    found = Pip("", "", variables or {}, wheels)
    try:
        found = replace(found, python=pythonprocess.find_python(("pip",), purpose=purpose))
    except MissingPackageError:
        wheel = _bundled_wheel()
        if wheel is None:
            advice = tr("pip is missing. {advice}").format(advice=_pip_advice())
            raise MissingPackageError(advice) from None
        python = pythonprocess.find_python((), purpose=purpose)
        found = replace(found, python=python, wheel=str(wheel))
    return replace(found, version=_version(found))


def _version(pip: Pip) -> tuple[int, ...]:
    command = [pip.python, "-m", "pip", "--version"]
    _, lines = follow(command, pip.environment(sys.path), Feedback())
    words = " ".join(lines).split()
    return version_numbers(words[1]) if words[:1] == ["pip"] and len(words) > 1 else ()


def constraint_lines(present: Mapping[str, str]) -> str:
    """Constraints that make pip keep to what is installed."""
    lines = []
    for name, version in sorted(present.items()):
        public = version.partition("+")[0]
        if _PUBLIC_VERSION.fullmatch(public):
            lines.append(f"{name}=={public}\n")
    return "".join(lines)


def download_command(requirements: Sequence[str], present: Mapping[str, str]) -> list[str]:
    """The command line that, on another computer, downloads what this one needs.

    Args:
        requirements: for pip.
        present: names and versions of packages that are there, which the others must fit.
    """
    platforms = [part for tag in _wheel_platforms() for part in ("--platform", tag)]
    return [
        *("python3", "-m", "pip", "download", _BINARY, "--implementation", "cp"),
        *("--python-version", "{}.{}".format(*sys.version_info[:2]), *platforms),
        *("--dest", "wheels", *requirements),
        *constraint_lines(present).split(),
    ]


def shown(command: Sequence[str]) -> str:
    """A command line to be read or copied."""
    return " ".join(f'"{part}"' if re.search(r"[\s<>\[\]*]", part) else part for part in command)


def hide_secrets(text: str) -> str:
    """A text without the names and passwords of addresses."""
    return re.sub(r"(\w+://)[^/@\s]+@", r"\1***@", text)


def explain_failure(lines: Sequence[str], offline: bool = False) -> None:
    """Raise what the output of a failed pip means.

    Raises:
        DiskFullError: there is no room.
        RockGlacierError: any other failure.
    """
    text = "\n".join(lines)
    last = hide_secrets(" ".join(line for line in lines if line.startswith("ERROR"))[-600:])
    for signs, message in _failures(offline):
        if any(sign in text for sign in signs):
            kind = DiskFullError if "No space left" in signs else RockGlacierError
            raise kind(message + (f" ({last})" if last else ""))
    words = last or hide_secrets("\n".join(lines[-4:])) or "pip"
    raise RockGlacierError(tr("pip failed, and nothing was changed: {words}").format(words=words))


def _failures(offline: bool) -> list[tuple[tuple[str, ...], str]]:
    """What to look for in the output of pip, and what it means; the first that fits counts."""
    nowhere = (
        tr(
            "The folder has no package that fits this Python and system. Download again, with the "
            "command that is shown for downloading."
        )
        if offline
        else tr("No package fits this Python and system, and what is installed already.")
    )
    return [
        (
            ("No space left", "Errno 28", "Errno 122", "WinError 112"),
            tr("The disk is full; nothing was changed. Free some space and try again."),
        ),
        (
            ("407 Proxy", "ProxyError", "Tunnel connection failed"),
            tr(
                "The proxy does not let pip through. Check name and password of the proxy in "
                "QGIS (Settings, Options, Network)."
            ),
        ),
        (
            ("CERTIFICATE_VERIFY_FAILED", "SSLCertVerificationError", "SSLError"),
            tr(
                "The certificate of the server is not trusted, as where a firewall looks into "
                "encrypted traffic. Ask your administrator for its certificate, and name the file "
                "in the variable PIP_CERT (see docs/installation.md)."
            ),
        ),
        (
            _NO_NETWORK,
            tr("There is no connection to the package index. Check the network, or use a folder."),
        ),
        (
            ("ResolutionImpossible", "conflicting dependencies"),
            tr(
                "What is to be installed does not fit what QGIS brings, and that is never "
                "replaced. A newer QGIS may help."
            ),
        ),
        (
            ("No matching distribution", "Could not find a version", "is not a supported wheel"),
            nowhere,
        ),
        (
            ("is invalid", "BadZipFile", "THESE PACKAGES DO NOT MATCH", "has an invalid wheel"),
            tr("A downloaded file is damaged. Delete it and download it again."),
        ),
        (
            ("Permission denied", "Access is denied", "Errno 13"),
            tr("The folder cannot be written. Choose another one."),
        ),
    ]


def _pins(report: Path) -> list[str]:
    """Exact requirements out of a report of pip."""
    try:
        entries = json.loads(report.read_text(encoding="utf-8"))["install"]
        return [f"{e['metadata']['name']}=={e['metadata']['version']}" for e in entries]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RockGlacierError(
            tr("pip did not say what it would install. Update pip and try again.")
        ) from error


def _bundled_wheel() -> Path | None:
    """The wheel of pip that Python brings for new environments."""
    spec = importlib.util.find_spec("ensurepip")
    places = [Path(spec.origin).parent / "_bundled"] if spec and spec.origin else []
    for place in (*places, _WHEELS):
        found = sorted(place.glob("pip-*.whl")) if place.is_dir() else []
        if found:
            return found[-1]
    return None


def _pip_advice() -> str:
    if sys.platform == "win32":
        return tr("Run OSGeo4W Setup and choose the package python3-pip.")
    if sys.platform == "darwin":
        return tr("Install QGIS again from qgis.org; its Python brings pip.")
    return tr(
        "Install it with the package manager: python3-pip on Debian and Ubuntu, or the packages "
        "themselves (python3-rasterio, python3-skimage and so on)."
    )


def _wheel_platforms() -> list[str]:
    """Platform tags of wheels that run here, as pip download wants them."""
    machine = platform.machine()
    if sys.platform == "win32":
        return [sysconfig.get_platform().replace("-", "_")]
    if sys.platform == "darwin":
        major = platform.mac_ver()[0].split(".")[0] or "11"
        return [f"macosx_{major}_0_{machine}"]
    tags = [f"manylinux2014_{machine}"]
    own = version_numbers(platform.libc_ver()[1] or "2.17")
    for minor in (27, 28, 31, 34):
        if own >= (2, minor):
            tags.insert(0, f"manylinux_2_{minor}_{machine}")
    return tags
