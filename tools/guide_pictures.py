"""Take the pictures of the tutorials in a QGIS desktop with the demo project (needs Xvfb).

    PICTURES=folder xvfb-run -s "-screen 0 1500x950x24" qgis --nologo --noversioncheck \
        --code tools/guide_pictures.py --project build/demo/demo.qgz

QGIS runs this file with ``--code``; ``build/demo`` is made by ``make demo``, the variables of the
environment by ``make -s env``. Look at each picture before it goes into ``docs/images``.
"""

from __future__ import annotations

import os
from pathlib import Path

from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QApplication, QDockWidget
from qgis.utils import iface, plugins

FOLDER = Path(os.environ["PICTURES"])


def later(seconds: float, step) -> None:
    """Run a step when QGIS has drawn what the last one asked for."""
    QTimer.singleShot(int(1000 * seconds), step)


def keep(widget, name: str) -> None:
    """Save what a widget shows."""
    if not widget.grab().save(str(FOLDER / f"{name}.png")):
        raise OSError(f"{name} could not be written")


def layer_named(begin: str):
    """The layer of the project whose name begins so."""
    layers = QgsProject.instance().mapLayers().values()
    return next(layer for layer in layers if layer.name().startswith(begin))


def dialog_of_the_chain() -> None:
    """The dialog that the toolbar button opens, filled in."""
    window = iface.mainWindow()
    window.resize(1500, 950)
    window.move(0, 0)
    image = layer_named("Sentinel-2")
    iface.setActiveLayer(image)
    iface.mapCanvas().setExtent(image.extent())
    desktop = plugins["rock_glacier_mapper"]._desktop
    desktop.map_canvas()
    dialog = desktop._windows[-1]
    dialog.resize(820, 760)
    later(3, lambda: (keep(dialog, "dialog"), dialog.close(), heatmap_on_the_map()))


def heatmap_on_the_map() -> None:
    """Heatmap and outlines over the image."""
    for dock in iface.mainWindow().findChildren(QDockWidget):
        dock.setVisible(dock.objectName() == "Layers")
    root = QgsProject.instance().layerTreeRoot()
    shown = ("Sentinel-2", "Heatmap", "Rock glaciers")
    for node in root.findLayers():
        node.setItemVisibilityChecked(node.name().startswith(shown))
        node.setExpanded(node.name().startswith("Heatmap"))
    iface.mapCanvas().refresh()
    later(5, lambda: (keep(iface.mainWindow(), "heatmap"), modeller()))


def modeller() -> None:
    """The bundled model of the whole chain in the graphical modeler."""
    from processing.modeler.ModelerDialog import ModelerDialog

    algorithm = QgsApplication.processingRegistry().algorithmById("rockglacier:scene_to_inventory")
    dialog = ModelerDialog.create(algorithm.create())
    dialog.resize(1300, 850)
    dialog.show()
    dialog.view().setFocus()

    def fit() -> None:
        view = dialog.view()
        view.fitInView(view.scene().itemsBoundingRect(), 1)  # 1: keep the aspect ratio

    later(2, fit)
    later(4, lambda: (keep(dialog, "modeler"), finish()))


def finish() -> None:
    """Leave without questions."""
    QApplication.processEvents()
    os._exit(0)


later(6, dialog_of_the_chain)
