"""Menu and toolbar in the QGIS desktop."""

from __future__ import annotations

import re

from qgis.core import Qgis, QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt, QUrl
from qgis.PyQt.QtGui import QDesktopServices, QIcon

from ..core import paths
from ..core.translation import mark, tr
from ..processing.base import DOCS
from ..processing.trainingruns import RUNS
from .review.dock import ReviewDock
from .settings.page import PAGE, SettingsFactory
from .trainingwindow import TrainingWindow
from .validation.dock import ValidationDock

try:  # Qt 6 moved it
    from qgis.PyQt.QtGui import QAction
except ImportError:
    from qgis.PyQt.QtWidgets import QAction

MENU = mark("&Rock Glacier Mapper")
#: The graphical model behind the toolbar button.
CHAIN = "rockglacier:scene_to_inventory"

#: Words in layer names by which the button guesses further inputs.
_NAMES = {
    "DEM": ("dem", "dtm", "dsm", "elevation", "srtm", "nasadem", "copernicus", "arcticdem"),
    "COHERENCE": ("coherence", "coh"),
}


class Desktop:
    """Adds a toolbar and a menu; opens Processing dialogs with what the canvas shows filled in."""

    def __init__(self, iface):
        self._iface = iface
        self._toolbar = iface.addToolBar("Rock Glacier Mapper")
        self._toolbar.setObjectName("RockGlacierMapper")
        self._actions = []
        self._windows = []
        self.review_dock: ReviewDock | None = None
        self.validation_dock: ValidationDock | None = None
        icon = QIcon(str(paths.resources() / "icon.svg"))
        self._add(
            icon,
            tr("Map what the canvas shows"),
            tr("Heatmap, outlines and RGIK inventory of the active image in the map canvas"),
            self.map_canvas,
        )
        self._add(
            QIcon(":/images/themes/default/mActionEditTable.svg"),
            tr("Review candidates"),
            tr("Let rock glaciers remain, remove, refine or retrieve them, one key press each"),
            self.review,
        )
        self._add(
            QIcon(":/images/themes/default/mActionIdentify.svg"),
            tr("Validate a sample"),
            tr("Judge the markers of a validation sample, blind; agreement of the reviewers"),
            self.validate,
        )
        self._add(
            QIcon(":/images/themes/default/mActionNewFolder.svg"),
            tr("Create demo scene"),
            tr("Generate a synthetic scene to try the plugin"),
            lambda: self._open("rockglacier:createdemoscene", {}),
        )
        self._add(
            QIcon(":/images/themes/default/mActionHelpContents.svg"),
            tr("User guide"),
            tr("Open the user guide of Rock Glacier Mapper"),
            lambda: QDesktopServices.openUrl(QUrl(DOCS)),
        )
        self._settings = SettingsFactory()
        iface.registerOptionsWidgetFactory(self._settings)
        self._settings_action = QAction(icon, tr("Installation and settings…"), iface.mainWindow())
        self._settings_action.triggered.connect(lambda _checked=False: self.settings())
        iface.addPluginToMenu(MENU, self._settings_action)
        RUNS.started.connect(self._show_training)

    def _show_training(self, run) -> None:
        self._show(TrainingWindow(run, self._iface.mainWindow()))

    def _show(self, dialog) -> None:
        """Show a dialog, not modal, and keep it until Qt deletes it.

        Qt's parent alone does not keep what Python adds to a dialog: without this, QGIS crashes
        when an algorithm ends whose dialog Python has forgotten.
        """
        self._windows[:] = [window for window in self._windows if not sip.isdeleted(window)]
        self._windows.append(dialog)
        dialog.show()

    def _add(self, icon, title, tip, slot) -> None:
        action = QAction(icon, title, self._iface.mainWindow())
        action.setToolTip(f"<b>{title}</b><br>{tip}")
        action.setStatusTip(tip)
        action.triggered.connect(lambda _checked=False: slot())
        self._toolbar.addAction(action)
        self._iface.addPluginToMenu(MENU, action)
        self._actions.append(action)

    def remove(self) -> None:
        """Take toolbar and menu away again."""
        RUNS.started.disconnect(self._show_training)
        self._iface.unregisterOptionsWidgetFactory(self._settings)
        self._iface.removePluginMenu(MENU, self._settings_action)
        self._settings_action.deleteLater()
        self._remove_docks()
        for window in self._windows:
            if not sip.isdeleted(window):
                window.close()
        for action in self._actions:
            self._iface.removePluginMenu(MENU, action)
            action.deleteLater()
        self._actions.clear()
        self._toolbar.deleteLater()

    def settings(self) -> None:
        """Open QGIS's options at the page of the plugin."""
        self._iface.showOptionsDialog(self._iface.mainWindow(), PAGE)

    def review(self) -> None:
        """Open the review dock, on the active layer where that has polygons."""
        if self.review_dock is None:
            dock = ReviewDock(self._iface, self._open, self._iface.mainWindow())
            self.review_dock = self._docked(dock)
        self._raise(self.review_dock, self.validation_dock)
        layer = self._iface.activeLayer()
        if isinstance(layer, QgsVectorLayer):
            self.review_dock.review(layer)

    def validate(self) -> None:
        """Open the validation dock, on the active layer where that has points."""
        if self.validation_dock is None:
            dock = ValidationDock(self._iface, self._iface.mainWindow())
            self.validation_dock = self._docked(dock)
        self._raise(self.validation_dock, self.review_dock)
        layer = self._iface.activeLayer()
        if isinstance(layer, QgsVectorLayer):
            self.validation_dock.validate(layer)

    def _docked(self, dock):
        self._iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        return dock

    def _raise(self, dock, other) -> None:
        """Show a dock; the other one is hidden, as both take the same keys on the map."""
        if other is not None:
            other.hide()
        dock.show()
        dock.raise_()

    def _remove_docks(self) -> None:
        if self.review_dock is not None:
            self.review_dock.close_review()
        if self.validation_dock is not None:
            self.validation_dock.close_validation()
        for dock in filter(None, (self.review_dock, self.validation_dock)):
            self._iface.removeDockWidget(dock)
            dock.deleteLater()
        self.review_dock = self.validation_dock = None

    def canvas_parameters(self) -> dict | None:
        """Image and extent for the chain from active layer and canvas; None without an image."""
        layer = self._iface.activeLayer()
        if not isinstance(layer, QgsRasterLayer):
            return None
        canvas = self._iface.mapCanvas()
        extent = canvas.extent()
        crs = canvas.mapSettings().destinationCrs().authid()
        numbers = (extent.xMinimum(), extent.xMaximum(), extent.yMinimum(), extent.yMaximum())
        parameters = {
            "INPUT": layer.id(),
            "EXTENT": ",".join(f"{number:.6f}" for number in numbers) + f" [{crs}]",
        }
        for name, words in _NAMES.items():
            found = _layer_named(words)
            if found is not None:
                parameters[name] = found.id()
        return parameters

    def map_canvas(self) -> None:
        """Open the dialog of the whole chain for the active image and the visible extent."""
        parameters = self.canvas_parameters()
        if parameters is None:
            self._iface.messageBar().pushMessage(
                "Rock Glacier Mapper",
                tr("Select a satellite image in the layer list first."),
                Qgis.MessageLevel.Info,
            )
            return
        self._open(CHAIN, parameters)

    def _open(self, algorithm: str, parameters: dict) -> None:
        import processing

        dialog = processing.createAlgorithmDialog(algorithm, parameters)
        if dialog is not None:  # not modal, so that the canvas stays in reach
            self._show(dialog)


def _layer_named(words: tuple[str, ...]) -> QgsRasterLayer | None:
    """A single-band raster of the project with one of the words in its name."""
    for layer in QgsProject.instance().mapLayers().values():
        if isinstance(layer, QgsRasterLayer) and layer.isValid() and layer.bandCount() == 1:
            parts = set(re.split(r"[^a-z]+", layer.name().lower()))
            if parts & set(words):
                return layer
    return None
