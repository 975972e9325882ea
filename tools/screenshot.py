"""Take a picture of the QGIS desktop with the demo project, plugin and toolbox (needs Xvfb).

    make screenshot

QGIS runs this file with ``--code``; the Makefile starts the virtual screen.
"""

from __future__ import annotations

import os

from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QApplication, QDockWidget, QTreeView
from qgis.utils import iface


def show() -> None:
    """Open the toolbox at the plugin's group, choose the outlines, zoom to the whole scene."""
    window = iface.mainWindow()
    window.resize(1500, 950)
    window.move(0, 0)
    toolbox = window.findChild(QDockWidget, "ProcessingToolbox")
    toolbox.show()
    toolbox.raise_()
    tree = toolbox.findChild(QTreeView)
    model = tree.model()
    for row in range(model.rowCount()):
        index = model.index(row, 0)
        if index.data() == "Rock Glacier Mapper":
            tree.expandRecursively(index)
            tree.scrollTo(index, QTreeView.ScrollHint.PositionAtTop)
    for layer in iface.mapCanvas().layers():
        if layer.name().startswith("Sentinel-2"):
            iface.setActiveLayer(layer)
            iface.mapCanvas().setExtent(layer.extent())
    iface.mapCanvas().refresh()
    QTimer.singleShot(5000, shoot)


def shoot() -> None:
    """Save the picture and leave."""
    picture = QApplication.primaryScreen().grabWindow(0)
    picture.save(os.environ["SCREENSHOT"])
    os._exit(0)


QTimer.singleShot(6000, show)
