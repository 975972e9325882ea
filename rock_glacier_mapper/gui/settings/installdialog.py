"""Asks what to install, and says exactly what will be done, before anything is."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QApplication,
    QButtonGroup,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGroupBox,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
)

from ...core.installation import folder as private
from ...core.installation.checking import Examination
from ...core.installation.installing import Plan, plan_installation
from ...core.installation.looking import projects_in
from ...core.installation.packages import (
    CLUSTER,
    DIRECTML,
    MAPPING,
    NVIDIA,
    PACKAGES,
    PROCESSOR,
    TRAINING,
)
from ...core.installation.pip import download_command, shown
from ...core.translation import tr
from ..plaintext import plain_label


class InstallDialog(QDialog):
    """What to install, for which device, and from where.

    Attributes:
        plan: of what is chosen now.

    Args:
        examination: what is there.
        root: of the private packages.
        parent: the page.
    """

    def __init__(self, examination: Examination, root: Path, parent=None):
        super().__init__(parent)
        self._examination, self._root = examination, root
        self.plan = Plan(root)
        self.setWindowTitle(tr("Install packages"))
        self.setMinimumWidth(560)
        layout = QVBoxLayout(self)
        layout.addWidget(self._devices())
        layout.addWidget(self._purposes())
        layout.addWidget(self._sources())
        self.words = plain_label()
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout.addWidget(self.words)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.accept_button = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.accept_button.setText(tr("Install"))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout.addWidget(self.buttons)
        self.refresh()

    def _devices(self) -> QGroupBox:
        box = QGroupBox(tr("Networks run on"))
        layout = QVBoxLayout(box)
        self.devices = QButtonGroup(self)
        self._device_names: list[str] = []
        choices = [(PROCESSOR, tr("the processor (any computer)"))]
        if sys.platform != "darwin":
            choices.append((NVIDIA, tr("an NVIDIA GPU (downloads some GB; not beside the first)")))
        if sys.platform == "win32":
            choices.append((DIRECTML, tr("any GPU, through DirectML")))
        for number, (name, label) in enumerate(choices):
            button = QRadioButton(label)
            self.devices.addButton(button, number)
            self._device_names.append(name)
            layout.addWidget(button)
        gpus = self._examination.machine.gpus
        chosen = NVIDIA if gpus and NVIDIA in self._device_names else PROCESSOR
        self.devices.button(self._device_names.index(chosen)).setChecked(True)
        self.devices.buttonClicked.connect(lambda _button: self.refresh())
        return box

    def _purposes(self) -> QGroupBox:
        box = QGroupBox(tr("Packages for"))
        layout = QVBoxLayout(box)
        mapping = QCheckBox(tr("mapping (always)"))
        mapping.setChecked(True)
        mapping.setEnabled(False)
        self.training = QCheckBox(tr("training a network of your own (PyTorch, some GB)"))
        self.cluster = QCheckBox(tr("workers on a cluster (Dask)"))
        for button in (mapping, self.training, self.cluster):
            button.toggled.connect(lambda _checked: self.refresh())
            layout.addWidget(button)
        return box

    def _sources(self) -> QGroupBox:
        box = QGroupBox(tr("Packages come from"))
        layout = QVBoxLayout(box)
        self.network = QRadioButton(tr("the network (the package index that pip is set to)"))
        self.offline = QRadioButton(tr("a folder of wheels, downloaded on another computer:"))
        self.network.setChecked(True)
        self.folder = QgsFileWidget()
        self.folder.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self.folder.setDialogTitle(tr("Folder of wheels"))
        self.copy_command = QPushButton(tr("Copy the download command for the other computer"))
        self.copy_command.clicked.connect(self._copy_command)
        for widget in (self.network, self.offline, self.folder, self.copy_command):
            layout.addWidget(widget)
        self.offline.toggled.connect(lambda _checked: self.refresh())
        self.folder.fileChanged.connect(lambda _path: self.refresh())
        return box

    def purposes(self) -> Sequence[str]:
        """What packages are wanted for."""
        further = ((TRAINING, self.training), (CLUSTER, self.cluster))
        return [MAPPING, *(name for name, box in further if box.isChecked())]

    def device(self) -> str:
        """What networks shall run on."""
        return self._device_names[self.devices.checkedId()]

    def wheels(self) -> Path | None:
        """The folder to install from, None for the network."""
        return Path(self.folder.filePath()) if self.offline.isChecked() else None

    def refresh(self) -> None:
        """Plan anew and say what would be done."""
        found = self._examination.found
        self.plan = plan_installation(self._root, self.purposes(), self.device(), found)
        self.folder.setEnabled(self.offline.isChecked())
        self.copy_command.setEnabled(bool(self.plan.requirements))
        chosen = not self.offline.isChecked() or bool(self.folder.filePath())
        self.accept_button.setEnabled(bool(self.plan.requirements) and chosen)
        lines = []
        if self.plan.requirements:
            lines += [
                tr("pip will install: {packages}, and what they need.").format(
                    packages=", ".join(self.plan.requirements)
                ),
                tr("Into: {folder}").format(folder=private.place_in(self._root)),
                tr("Packages of QGIS are neither changed nor replaced."),
            ]
        else:
            lines.append(tr("There is nothing to install for this choice."))
        self.words.setText("\n\n".join([*lines, *self.plan.obstacles]))

    def _copy_command(self) -> None:
        known = {package.project for package in PACKAGES}
        inside = projects_in(private.outside(self._root))
        present = {name: version for name, version in inside.items() if name in known}
        command = shown(download_command(self.plan.requirements, present))
        QApplication.clipboard().setText(command)
