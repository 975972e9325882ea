"""The packages that the plugin needs, and what is said of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..translation import mark

MAPPING, TRAINING, CLUSTER = "mapping", "training", "cluster"
#: Packages of these purposes, in words.
PURPOSES = {
    MAPPING: mark("mapping"),
    TRAINING: mark("training"),
    CLUSTER: mark("clusters"),
}

#: What may be the state of a package.
OK, MISSING, OLD, BROKEN, CLASH = "ok", "missing", "old", "broken", "clash"
STATES = {
    OK: mark("works"),
    MISSING: mark("missing"),
    OLD: mark("too old"),
    BROKEN: mark("cannot be loaded"),
    CLASH: mark("in conflict"),
}

#: Import name of ONNX Runtime, which comes in several packages that share one folder.
RUNTIME = "onnxruntime"
PROCESSOR, NVIDIA, DIRECTML = "cpu", "cuda", "directml"
#: What to ask pip for, by device.
RUNTIMES = {
    PROCESSOR: "onnxruntime",
    NVIDIA: "onnxruntime-gpu[cuda,cudnn]",
    DIRECTML: "onnxruntime-directml",
}


@dataclass(frozen=True)
class Package:
    """A package that the plugin needs.

    Attributes:
        name: that Python code imports.
        project: name under which pip installs it.
        minimum: lowest version that will do.
        purpose: one of :data:`PURPOSES`.
        steps: what it is for, to be shown.
    """

    name: str
    project: str
    minimum: str
    purpose: str
    steps: str

    @property
    def requirement(self) -> str:
        """For pip: the project and the lowest version."""
        return f"{self.project}>={self.minimum}"


PACKAGES = (
    Package("numpy", "numpy", "1.24", MAPPING, mark("everything")),
    Package("scipy", "scipy", "1.10", MAPPING, mark("everything")),
    Package("rasterio", "rasterio", "1.3", MAPPING, mark("everything")),
    Package("shapely", "shapely", "2.0", MAPPING, mark("everything")),
    Package("skimage", "scikit-image", "0.19", MAPPING, mark("outlines, regions, demo scene")),
    Package("matplotlib", "matplotlib", "3.6", MAPPING, mark("reports, contact sheets, curves")),
    Package(RUNTIME, "onnxruntime", "1.15", MAPPING, mark("heatmaps")),
    Package("torch", "torch", "2.1", TRAINING, mark("training a network")),
    Package("onnx", "onnx", "1.15", TRAINING, mark("saving a trained network")),
    Package("onnxscript", "onnxscript", "0.1", TRAINING, mark("saving a trained network")),
    Package("safetensors", "safetensors", "0.4", TRAINING, mark("published weights")),
    Package("distributed", "distributed", "2023.1", CLUSTER, mark("workers through Dask")),
)


@dataclass
class Found:
    """What was found of a package.

    Attributes:
        package: that was looked for.
        state: one of :data:`STATES`.
        version: "" when unknown.
        file: where it is, "" when it is not there.
        projects: names of the installed projects that bring it, as pip knows them.
        reason: why it is not all right, a sentence to be shown.
    """

    package: Package
    state: str = MISSING
    version: str = ""
    file: str = ""
    projects: list[str] = field(default_factory=list)
    reason: str = ""


def normalised(project: str) -> str:
    """A project's name as it is compared: ``scikit_image`` and ``Scikit-Image`` are one."""
    return re.sub(r"[-_.]+", "-", project).lower()


def project_of(requirement: str) -> str:
    """The normalised project of a requirement such as ``onnxruntime-gpu[cuda]>=1.15``."""
    return normalised(re.match(r"[A-Za-z0-9._-]*", requirement.strip()).group())


def is_runtime(project: str) -> bool:
    """Whether a project is one of those that bring ONNX Runtime."""
    return normalised(project).split("-")[0] == RUNTIME and not project.endswith("extensions")


def version_numbers(version: str) -> tuple[int, ...]:
    """The leading numbers of a version, to compare: ``1.26.0rc1`` becomes (1, 26, 0)."""
    return tuple(int(n) for n in re.match(r"\d*(?:\.\d+)*", version).group().split(".") if n)
