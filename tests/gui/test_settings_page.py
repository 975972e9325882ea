"""The page in QGIS's options: shown for real, checking and installing for real."""

import sys
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsNetworkAccessManager
from qgis.PyQt.QtCore import QEventLoop, Qt, QTimer
from qgis.PyQt.QtNetwork import QNetworkProxy
from qgis.PyQt.QtWidgets import QApplication, QMessageBox
from wheels import make_wheel

from rock_glacier_mapper.core.installation import folder as private
from rock_glacier_mapper.core.installation.checking import Examination, Machine
from rock_glacier_mapper.core.installation.installing import Plan
from rock_glacier_mapper.core.installation.packages import MISSING, OK, PACKAGES, Found
from rock_glacier_mapper.gui.desktop import Desktop
from rock_glacier_mapper.gui.settings import work
from rock_glacier_mapper.gui.settings.installdialog import InstallDialog
from rock_glacier_mapper.gui.settings.page import PAGE, SettingsFactory, SettingsPage
from rock_glacier_mapper.processing.privatepackages import proxy_variables


@pytest.fixture
def page(qgis_app, tmp_path, monkeypatch):
    monkeypatch.setenv(private.VARIABLE, str(tmp_path / "packages"))
    before = sys.path[:]
    made = SettingsFactory().createWidget(None)
    yield made
    wait()
    made.deleteLater()
    sys.path[:] = before


def wait(seconds=60):
    """Until the work that runs has ended."""
    loop = QEventLoop()
    for running in work.CURRENT:
        running.ended.connect(lambda *_result: QTimer.singleShot(0, loop.quit))
        QTimer.singleShot(1000 * seconds, loop.quit)
        loop.exec()
    QApplication.processEvents()
    assert not work.CURRENT, "the work did not end in time"


def rows(page):
    return {
        page.table.item(row, 0).text(): [page.table.item(row, c).text() for c in range(1, 5)]
        for row in range(page.table.rowCount())
    }


def test_the_page_lists_all_packages_before_anything_is_loaded(page):
    assert isinstance(page, SettingsPage) and page.objectName() == PAGE
    known = rows(page)
    assert set(known) >= {"numpy", "scipy", "rasterio", "shapely", "scikit-image", "matplotlib"}
    assert len(known) == len(PACKAGES)
    import numpy

    assert known["numpy"][:2] == ["works", numpy.__version__]
    assert known["numpy"][3].endswith("-packages")
    assert not work.CURRENT and page.cancel_button.isHidden()
    assert "not tried" in page.verdict.text()


def test_shown_it_tries_the_packages_without_freezing(page):
    page.resize(880, 640)
    page.show()
    QApplication.processEvents()
    assert work.CURRENT and not page.check_button.isEnabled() and not page.progress.isHidden()
    ticks = []
    timer = QTimer()
    timer.timeout.connect(lambda: ticks.append(1))
    timer.start(20)
    wait()
    assert len(ticks) > 5  # the event loop went on all the while
    assert "Networks run on the processor" in page.verdict.text()
    assert page.check_button.isEnabled() and page.progress.isHidden()
    assert page.examination.works
    page.copy()
    text = QApplication.clipboard().text()
    assert "numpy" in text and "Rock Glacier Mapper" in text
    home = str(Path.home())
    assert len(home) < 2 or home not in text
    picture = page.grab()
    assert picture.width() >= 600 and not picture.isNull()
    page.hide()


@pytest.mark.full
def test_installing_from_a_folder_shows_the_log_and_the_result(page, tmp_path):
    make_wheel(tmp_path / "wheels", "rgm_page", "1.5")
    plan = Plan(page.root, ["rgm_page"], ["rgm_page"])
    page.install(plan, tmp_path / "wheels")
    assert not page.install_button.isEnabled() and page.cancel_button.isEnabled()
    other = SettingsFactory().createWidget(None)  # the options dialog was closed and opened again
    assert not other.install_button.isEnabled()
    wait()
    log = page.log.toPlainText()
    assert "pip install" in log and "rgm-page 1.5" in log
    assert private.current_set(page.root) is not None
    assert page.remove_button.isEnabled() and page.install_button.isEnabled()
    assert other.install_button.isEnabled() and "rgm-page 1.5" in other.log.toPlainText()
    other.deleteLater()
    page.remove()
    wait()
    assert private.current_set(page.root) is None and not page.remove_button.isEnabled()


def test_cancelling_and_failing_leave_the_page_ready_and_say_why(page, tmp_path):
    make_wheel(tmp_path / "wheels", "rgm_page", "1.5")
    plan = Plan(page.root, ["rgm_page"], ["rgm_page"])
    page.install(plan, tmp_path / "wheels")
    page.cancel()
    wait()
    assert "Nothing was changed" in page.log.toPlainText() and page.install_button.isEnabled()
    page.install(Plan(page.root, ["rgm_absent"], ["rgm_absent"]), tmp_path / "wheels")
    wait()
    assert "no package that fits" in page.log.toPlainText()
    assert private.current_set(page.root) is None and page.install_button.isEnabled()


def test_an_error_of_the_program_is_told_and_not_lost(page):
    def broken(feedback):
        raise KeyError("oops")

    page._attach(work.start("test", broken), page._checked)
    wait()
    assert "unexpected error" in page.log.toPlainText() and page.check_button.isEnabled()


@pytest.mark.parametrize("agree", [True, False])
def test_only_what_the_user_agrees_to_is_installed(page, tmp_path, monkeypatch, agree):
    """The real dialog, modal, answered by its buttons."""
    (tmp_path / "wheels").mkdir()
    page.examination.found[0].state, page.examination.found[0].file = MISSING, ""
    started = []
    monkeypatch.setattr(page, "install", lambda *arguments: started.append(arguments))

    def answer():
        dialog = page.findChild(InstallDialog)
        dialog.offline.setChecked(True)
        dialog.folder.setFilePath(str(tmp_path / "wheels"))
        (dialog.accept if agree else dialog.reject)()

    QTimer.singleShot(100, answer)
    page.ask_and_install()
    assert len(started) == agree
    for plan, wheels in started:
        assert plan.requirements == ["numpy>=1.24"] and wheels == tmp_path / "wheels"


def test_removing_asks_first(page):
    asked = []

    def refuse():
        box = page.findChild(QMessageBox)
        assert box.textFormat() == Qt.TextFormat.PlainText
        asked.append(box.text())
        box.button(QMessageBox.StandardButton.No).click()

    QTimer.singleShot(100, refuse)
    page.ask_and_remove()
    assert len(asked) == 1 and str(page.root) in asked[0] and not work.CURRENT


# -- what the user is asked ------------------------------------------------------------------------


@pytest.fixture
def dialog(qgis_app, tmp_path):
    found = [Found(p, OK, "1.0", f"/qgis/{p.name}/__init__.py", [p.project]) for p in PACKAGES]
    for one in found:
        if one.package.name in ("onnxruntime", "skimage", "torch", "distributed"):
            one.state, one.file, one.projects, one.version = MISSING, "", [], ""
    made = InstallDialog(Examination(found, Machine()), tmp_path / "root")
    yield made
    made.deleteLater()


def test_the_dialog_says_what_goes_where_before_anything_is_done(dialog, tmp_path):
    text = dialog.words.text()
    assert "scikit-image>=0.19" in text and "onnxruntime>=" in text and "torch" not in text
    assert str(private.place_in(tmp_path / "root")) in text
    assert dialog.accept_button.isEnabled() and dialog.wheels() is None
    dialog.training.setChecked(True)
    assert "torch>=" in dialog.words.text() and "distributed" not in dialog.words.text()
    dialog.cluster.setChecked(True)
    assert "distributed>=" in dialog.words.text()
    assert not (tmp_path / "root").exists()


@pytest.mark.skipif(sys.platform == "darwin", reason="no NVIDIA GPUs there")
def test_the_dialog_takes_one_runtime_never_two(dialog):
    dialog.devices.button(1).click()
    assert dialog.device() == "cuda"
    assert sum("onnxruntime" in requirement for requirement in dialog.plan.requirements) == 1
    assert "onnxruntime-gpu" in dialog.words.text()


def test_a_visible_gpu_is_proposed(qgis_app, tmp_path):
    gpus = ["NVIDIA Test, 1, 2 MiB"]
    made = InstallDialog(Examination([], Machine(gpus=gpus)), tmp_path)
    assert made.device() == ("cpu" if sys.platform == "darwin" else "cuda")
    assert not made.accept_button.isEnabled() and "nothing to install" in made.words.text()
    made.deleteLater()


def test_a_folder_instead_of_the_network(dialog, tmp_path):
    dialog.offline.setChecked(True)
    assert not dialog.accept_button.isEnabled()
    dialog.folder.setFilePath(str(tmp_path))
    assert dialog.accept_button.isEnabled() and dialog.wheels() == tmp_path
    dialog.copy_command.click()
    command = QApplication.clipboard().text()
    assert command.startswith("python3 -m pip download") and "scikit-image" in command


# -- the rest of QGIS ------------------------------------------------------------------------------


def test_the_desktop_adds_and_removes_page_and_menu_entry(qgis_iface, qgis_new_project):
    made = Desktop(qgis_iface)
    assert made._settings.title() == "Rock Glacier Mapper" and not made._settings.icon().isNull()
    assert made._settings_action.text() == "Installation and settings…"
    made.remove()
    assert not work.CURRENT  # nothing was checked or asked at start


def test_the_proxy_of_qgis_reaches_pip(qgis_app):
    manager = QgsNetworkAccessManager.instance()
    before = manager.fallbackProxy()
    try:
        manager.setFallbackProxyAndExcludes(
            QNetworkProxy(QNetworkProxy.ProxyType.HttpProxy, "proxy.test", 3128, "me", "p@ss:1"),
            [],
            [],
        )
        address = "http://me:p%40ss%3A1@proxy.test:3128"  # pragma: allowlist secret
        assert proxy_variables()["HTTPS_PROXY"] == address
        manager.setFallbackProxyAndExcludes(
            QNetworkProxy(QNetworkProxy.ProxyType.DefaultProxy), [], []
        )
        assert proxy_variables() == {}
    finally:
        manager.setFallbackProxyAndExcludes(before, [], [])


def test_pictures_of_the_states_exist(qgis_app):
    for name in ("mIconSuccess.svg", "mIconInfo.svg", "mIconWarning.svg"):
        assert not QgsApplication.getThemeIcon(f"/{name}").isNull(), name
        assert QgsApplication.getThemeIcon(f"/{name}").pixmap(16).width() > 0
