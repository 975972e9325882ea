"""The page of the options dialog: table of packages, buttons, log."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsApplication
from qgis.gui import QgsOptionsPageWidget, QgsOptionsWidgetFactory
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QFontDatabase, QIcon
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from ...core import paths
from ...core.errors import RockGlacierError
from ...core.installation import folder as private
from ...core.installation.checking import Examination, Machine, examine
from ...core.installation.diagnosis import (
    as_text,
    machine_lines,
    package_cells,
    verdict,
    without_home,
)
from ...core.installation.installing import Outcome, Plan, install
from ...core.installation.looking import look
from ...core.installation.packages import MAPPING, MISSING, OK, Found
from ...core.translation import tr
from ...processing.privatepackages import packages_root, proxy_variables
from ..plaintext import ask, plain_label, plain_tip
from . import work
from .installdialog import InstallDialog

TITLE = "Rock Glacier Mapper"
#: Object name of the page, by which the options dialog is opened at it.
PAGE = "RockGlacierMapperSettings"
_GOOD, _OPEN, _BAD = "mIconSuccess.svg", "mIconInfo.svg", "mIconWarning.svg"


class SettingsFactory(QgsOptionsWidgetFactory):
    """Makes the page whenever the options dialog is opened."""

    def __init__(self):
        super().__init__()
        self.setTitle(TITLE)

    def icon(self):  # noqa: D102
        return QIcon(str(paths.resources() / "icon.svg"))

    def createWidget(self, parent):  # noqa: D102
        return SettingsPage(parent)


class SettingsPage(QgsOptionsPageWidget):
    """What is installed, whether it works, and buttons to install and remove.

    Looks at once, without loading anything; tries the packages when it is shown first.
    """

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setObjectName(PAGE)
        self.root = packages_root()
        self.examination = Examination(look(), Machine(unknown=tr("They were not tried yet.")))
        self._tried = False
        self._build()
        self._fill()
        for running in work.CURRENT:  # goes on since an earlier page
            self._attach(running, self._installed)
            self.log.setPlainText("\n".join(running.lines))

    def apply(self) -> None:
        """Nothing to save: all that is done here is done by a button."""

    def showEvent(self, event) -> None:  # noqa: D102
        super().showEvent(event)
        if not self._tried and not work.CURRENT:
            self.check()

    def _build(self) -> None:
        self.sign = QLabel()
        self.verdict = plain_label()
        self.verdict.setWordWrap(True)
        font = self.verdict.font()
        font.setBold(True)
        self.verdict.setFont(font)
        head = QHBoxLayout()
        head.addWidget(self.sign)
        head.addWidget(self.verdict, 1)
        self.machine = plain_label()
        self.machine.setWordWrap(True)
        self.machine.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.table = QTableWidget(0, 5)
        self.table.setHorizontalHeaderLabels(
            [tr("Package"), tr("State"), tr("Version"), tr("Needed for"), tr("Place")]
        )
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        self.table.setMinimumHeight(260)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.reasons = plain_label()
        self.reasons.setWordWrap(True)
        self.reasons.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.check_button = _button(tr("Check again"), self.check)
        self.install_button = _button(tr("Install missing…"), self.ask_and_install)
        self.remove_button = _button(tr("Remove private packages…"), self.ask_and_remove)
        self.copy_button = _button(tr("Copy diagnosis"), self.copy)
        self.copy_button.setToolTip(tr("Text for a report of a fault; without names or passwords"))
        buttons = QHBoxLayout()
        for button in (self.check_button, self.install_button, self.remove_button):
            buttons.addWidget(button)
        buttons.addStretch()
        buttons.addWidget(self.copy_button)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.cancel_button = _button(tr("Cancel"), self.cancel)
        running = QHBoxLayout()
        running.addWidget(self.progress)
        running.addWidget(self.cancel_button)
        self.log = QPlainTextEdit()
        self.log.setReadOnly(True)
        self.log.setMinimumHeight(110)
        self.log.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(head)
        layout.addWidget(self.machine)
        layout.addWidget(self.table, 3)
        layout.addWidget(self.reasons)
        layout.addLayout(buttons)
        layout.addLayout(running)
        layout.addWidget(self.log, 1)
        self._set_running(False)
        self.log.hide()

    def _fill(self) -> None:
        """Show what is known."""
        examination = self.examination
        unknown = bool(examination.machine.unknown)
        icon = _OPEN if unknown else _GOOD if examination.works else _BAD
        self.sign.setPixmap(_icon(icon).pixmap(20, 20))
        self.verdict.setText(verdict(examination))
        lines = [] if unknown else machine_lines(examination)
        place = without_home(str(private.place_in(self.root)))
        lines.append(tr("Private packages lie in {place}").format(place=place))
        self.machine.setText("\n".join(lines))
        self.table.setRowCount(len(examination.found))
        for row, found in enumerate(examination.found):
            name, state, version, place = package_cells(found, self.root)
            cells = (name, state, version, tr(found.package.steps), place)
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setToolTip(plain_tip(found.reason or found.file))
                self.table.setItem(row, column, item)
            self.table.item(row, 1).setIcon(_icon(_sign(found)))
        self.table.resizeRowsToContents()
        reasons = [f"{f.package.project}: {f.reason}" for f in examination.found if f.reason]
        self.reasons.setText("\n".join(reasons))
        self.reasons.setVisible(bool(reasons))
        self.remove_button.setEnabled(private.current_set(self.root) is not None)

    def check(self) -> None:
        """Try all packages in a process of their own."""
        self._tried = True
        self._attach(work.start(tr("Check the installation"), examine), self._checked)

    def ask_and_install(self) -> None:
        """Show what would be installed, and do it when the user agrees."""
        dialog = InstallDialog(self.examination, self.root, self)
        if dialog.exec() == InstallDialog.DialogCode.Accepted:
            self.install(dialog.plan, dialog.wheels())
        dialog.deleteLater()

    def install(self, plan: Plan, wheels: Path | None = None) -> None:
        """Install what is planned."""
        variables = proxy_variables()  # belongs to the main thread
        self.log.clear()

        def run(feedback):
            outcome = install(plan, feedback.part(0, 0.8), wheels=wheels, variables=variables)
            return outcome, examine(feedback.part(0.8, 1))

        self._attach(work.start(tr("Install packages"), run), self._installed)

    def ask_and_remove(self) -> None:
        """Remove the private packages when the user agrees."""
        question = tr("Delete the packages that this plugin installed in {folder}?").format(
            folder=private.place_in(self.root)
        )
        if ask(self, TITLE, question):
            self.remove()

    def remove(self) -> None:
        """Remove the private packages."""
        try:
            gone = private.remove(self.root)
        except RockGlacierError as error:
            self._say(str(error))
            return
        self._say(
            tr("The private packages are removed.")
            if gone
            else tr("Some packages are in use. They are deleted at the next start of QGIS.")
        )
        self.check()

    def copy(self) -> None:
        """Put the diagnosis on the clipboard."""
        QApplication.clipboard().setText(as_text(self.examination, self.root))
        self._say(tr("The diagnosis is on the clipboard."))

    def cancel(self) -> None:
        """Stop what runs; an installation leaves what was there."""
        for running in work.CURRENT:
            running.cancel()
        self.cancel_button.setEnabled(False)

    def _attach(self, running: work.Work, ended) -> None:
        running.said.connect(self._say)
        running.progressChanged.connect(self._show_progress)
        running.ended.connect(ended)
        self._set_running(True)

    def _show_progress(self, percent: float) -> None:
        self.progress.setValue(int(percent))

    def _set_running(self, running: bool) -> None:
        for button in (self.check_button, self.install_button, self.remove_button):
            button.setEnabled(not running)
        self.progress.setVisible(running)
        self.progress.setValue(0)
        self.cancel_button.setVisible(running)
        self.cancel_button.setEnabled(running)

    def _say(self, text: str) -> None:
        self.log.show()
        self.log.appendPlainText(text)

    def _checked(self, result: Examination | None, message: str) -> None:
        self._set_running(False)
        if result is not None:
            self.examination = result
        if message:
            self._say(message)
        self._fill()

    def _installed(self, result: tuple[Outcome, Examination] | Examination, message: str) -> None:
        if not isinstance(result, tuple):  # a check, or a failure
            self._checked(result, message)
            return
        outcome, examination = result
        self._say(
            tr("Installed in {place}: {packages}").format(
                place=outcome.place, packages=", ".join(outcome.installed)
            )
        )
        if outcome.restart:
            self._say(tr("Start QGIS again, so that it uses the new packages."))
        self._checked(examination, message)


def _button(text: str, slot) -> QPushButton:
    button = QPushButton(text)
    button.clicked.connect(lambda _checked=False: slot())
    return button


def _sign(found: Found) -> str:
    """The picture for a state; what only some users need may be missing."""
    if found.state == OK:
        return _GOOD
    return _OPEN if found.state == MISSING and found.package.purpose != MAPPING else _BAD


def _icon(name: str) -> QIcon:
    return QgsApplication.getThemeIcon(f"/{name}")
