"""Whether the plugin can work here, and installing what it lacks on a server."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsProcessingOutputBoolean,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
)

from ..core.installation.packages import MAPPING, PROCESSOR, PURPOSES, RUNTIMES
from ..core.translation import mark, tr
from . import privatepackages
from .base import RockGlacierAlgorithm

INSTALL, PURPOSE, DEVICE, WHEELS = "INSTALL", "PURPOSE", "DEVICE", "WHEELS"
PACKAGES_FOLDER, OUTPUT = "PACKAGES_FOLDER", "OUTPUT"


class CheckInstallation(RockGlacierAlgorithm):
    """Processing algorithm ``rockglacier:checkinstallation``."""

    NAME = "checkinstallation"
    TITLE = mark("Check installation")
    GROUP, GROUP_ID = mark("Help"), "help"
    SUMMARY = mark(
        "Says which Python packages the other algorithms find, whether they work, and whether "
        "networks run on a GPU."
    )
    HELP = mark(
        "<p>Every package is loaded in a process of its own, and a tiny network is run, so that "
        "what is said is what really works. The log and the page say where each package lies, what "
        "is wrong with it and what to do about it.</p><p>With INSTALL, missing packages are "
        "downloaded into a folder of the plugin's own in the profile; packages of QGIS are never "
        "replaced. In the desktop, Settings → Options → Rock Glacier Mapper does the same.</p>"
    )
    TAGS = ("packages", "dependencies", "diagnosis", "onnxruntime", "gpu", "pip")
    REQUIRES = ()

    def initAlgorithm(self, configuration=None):  # noqa: D102
        self.add(
            QgsProcessingParameterBoolean(INSTALL, tr("Install missing packages"), False),
            tr("Off: nothing is downloaded or changed."),
        )
        purpose = QgsProcessingParameterEnum(
            PURPOSE, tr("Install packages for"), list(PURPOSES), True, [MAPPING]
        )
        purpose.setUsesStaticStrings(True)
        self.add(purpose, tr("mapping, training a network, workers on clusters."), advanced=True)
        device = QgsProcessingParameterEnum(
            DEVICE, tr("Install ONNX Runtime for"), list(RUNTIMES), False, PROCESSOR
        )
        device.setUsesStaticStrings(True)
        self.add(
            device,
            tr("cpu: any computer; cuda: NVIDIA GPUs (some GB); directml: GPUs under Windows."),
            advanced=True,
        )
        folder = QgsProcessingParameterFile.Behavior.Folder
        self.add(
            QgsProcessingParameterFile(
                WHEELS, tr("Install from this folder, without network"), folder, optional=True
            ),
            tr(
                "Folder of wheels that were downloaded on another computer; the log shows the "
                "command for that."
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFile(
                PACKAGES_FOLDER, tr("Folder of private packages"), folder, optional=True
            ),
            tr(
                "Instead of that in the profile, for example for all users of a server. Set the "
                "variable ROCK_GLACIER_MAPPER_PACKAGES to it, so that QGIS finds it."
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFileDestination(
                OUTPUT, tr("Report"), "HTML (*.html)", optional=True, createByDefault=False
            ),
            tr("The diagnosis as a page."),
        )
        self.addOutput(QgsProcessingOutputBoolean("OK", tr("All that mapping needs works")))
        self.addOutput(QgsProcessingOutputString("PROVIDER", tr("What networks run on")))
        self.addOutput(QgsProcessingOutputString("REPORT", tr("Diagnosis as text")))

    def compute(self, parameters, context, feedback):  # noqa: D102
        from ..core.installation import folder
        from ..core.installation.checking import examine
        from ..core.installation.diagnosis import as_text, write_page
        from ..core.installation.looking import projects_in
        from ..core.installation.packages import PACKAGES
        from ..core.installation.pip import download_command, shown

        page = self.output_path(parameters, OUTPUT, context)
        chosen = self.text(parameters, PACKAGES_FOLDER, context)
        root = Path(chosen) if chosen else privatepackages.packages_root()
        if chosen:
            folder.activate(root)
        purposes = self.parameterAsEnumStrings(parameters, PURPOSE, context) or [MAPPING]
        installing = self.parameterAsBoolean(parameters, INSTALL, context)
        examination = examine(feedback.part(0, 0.2 if installing else 1))
        if installing:
            device = self.parameterAsEnumString(parameters, DEVICE, context)
            wheels = self.text(parameters, WHEELS, context)
            if _install(root, purposes, device, wheels, examination, feedback.part(0.2, 0.8)):
                examination = examine(feedback.part(0.8, 1))
        for line in as_text(examination, root).splitlines():
            feedback.info(line)
        lacking = examination.lacking(purposes)
        if lacking:
            known = {p.project for p in PACKAGES}
            present = {n: v for n, v in projects_in(folder.outside(root)).items() if n in known}
            command = download_command([package.requirement for package in lacking], present)
            feedback.info(
                tr("To download what is missing on another computer: {command}").format(
                    command=shown(command)
                )
            )
        if page:
            write_page(page, examination, root)
        return {
            **({OUTPUT: page} if page else {}),
            "OK": examination.works,
            "PROVIDER": examination.machine.provider,
            "REPORT": as_text(examination, root),
        }


def _install(root, purposes, device, wheels, examination, feedback) -> bool:
    """Install what is missing; gives whether there was anything to do."""
    from ..core.installation.installing import install, plan_installation

    plan = plan_installation(root, purposes, device, examination.found)
    for obstacle in plan.obstacles:
        feedback.warning(obstacle)
    if not plan.requirements:
        feedback.info(tr("There is nothing to install."))
        return False
    outcome = install(
        plan,
        feedback,
        wheels=Path(wheels) if wheels else None,
        variables=privatepackages.proxy_variables(),
    )
    feedback.info(
        tr("Installed in {place}: {packages}").format(
            place=outcome.place, packages=", ".join(outcome.installed)
        )
    )
    if outcome.restart:
        feedback.warning(tr("Start QGIS again, so that it uses the new packages."))
    return True
