"""What ``tools/try_zip.py`` lets the QGIS desktop do: install the zip, or map with it.

QGIS runs this file with ``--code``; what it found goes into a JSON file, with a picture beside it.
"""

from __future__ import annotations

import json
import os
import traceback
from pathlib import Path

import qgis.utils
from qgis.core import Qgis, QgsApplication, QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QApplication, QDockWidget, QTreeView
from qgis.utils import iface

STAGE, FOLDER = os.environ["TRY_STAGE"], Path(os.environ["TRY_FOLDER"])
PLUGIN = "rock_glacier_mapper"


def install() -> dict:
    """Install the zip by the plugin manager, then what this QGIS lacks, through the plugin."""
    import pyplugin_installer

    pyplugin_installer.instance().installFromZipFile(os.environ["TRY_ZIP"])
    assert PLUGIN in qgis.utils.active_plugins, "the plugin manager did not start the plugin"
    place = Path(qgis.utils.plugins[PLUGIN].__module__.replace(".", "/"))
    import processing

    before = processing.run("rockglacier:checkinstallation", {})
    after = processing.run("rockglacier:checkinstallation", {"INSTALL": True})
    plain = (str, int, float, bool)
    return {
        "qgis": Qgis.QGIS_VERSION,
        "module": str(place),
        "before": {key: value for key, value in before.items() if isinstance(value, plain)},
        "after": {key: value for key, value in after.items() if isinstance(value, plain)},
    }


def map_scene() -> dict:
    """A small demo scene to an inventory, and its layers on the map."""
    import processing

    scene = processing.run(
        "rockglacier:createdemoscene", {"SEED": 3, "SIZE": 512, "OUTPUT": str(FOLDER / "scene")}
    )
    model = QgsApplication.processingRegistry().algorithmById("rockglacier:scene_to_inventory")
    files = {"INVENTORY": "inventory.gpkg", "HEATMAP": "heatmap.tif"}
    outputs = {
        definition.name(): str(FOLDER / files[definition.name().rpartition(":")[2]])
        for definition in model.destinationParameterDefinitions()
        if definition.name().rpartition(":")[2] in files
    }
    inputs = {name: scene[name] for name in ("DEM", "COHERENCE", "GLACIERS")}
    made = processing.run(model.id(), {"INPUT": scene["OPTICAL"], **inputs, **outputs})
    image = QgsRasterLayer(scene["OPTICAL"], "Image")
    path = FOLDER / files["INVENTORY"]
    outlines = QgsVectorLayer(f"{path}|layername=GO", "Rock glaciers", "ogr")
    assert image.isValid() and outlines.isValid(), "an output is not there"
    QgsProject.instance().addMapLayer(image)
    QgsProject.instance().addMapLayer(outlines)  # above the image
    iface.mapCanvas().setDestinationCrs(image.crs())
    iface.mapCanvas().setExtent(image.extent())
    return {
        "version": qgis.utils.pluginMetadata(PLUGIN, "version"),
        "outputs": sorted(made),
        "outlines": outlines.featureCount(),
    }


def show_toolbox() -> None:
    """Open the toolbox at the plugin's algorithms."""
    window = iface.mainWindow()
    window.resize(1500, 950)
    window.move(0, 0)
    toolbox = window.findChild(QDockWidget, "ProcessingToolbox")
    toolbox.show()
    toolbox.raise_()
    tree = toolbox.findChild(QTreeView)
    for row in range(tree.model().rowCount()):
        index = tree.model().index(row, 0)
        if index.data() == "Rock Glacier Mapper":
            tree.expandRecursively(index)
            tree.scrollTo(index, QTreeView.ScrollHint.PositionAtTop)


def work() -> None:
    """Do the task of this start and note how it went."""
    try:
        found = {"install": install, "map": map_scene}[STAGE]()
        show_toolbox()
    except Exception:
        found = {"error": traceback.format_exc()}
    found["messages"] = [item.text() for item in iface.messageBar().items()]
    QTimer.singleShot(4000, lambda: finish(found))


def finish(found: dict) -> None:
    """Picture, report, end."""
    QApplication.primaryScreen().grabWindow(0).save(str(FOLDER / f"{STAGE}.png"))
    part = FOLDER / f"{STAGE}.json.part"
    part.write_text(json.dumps(found), encoding="utf-8")
    part.rename(FOLDER / f"{STAGE}.json")
    QgsApplication.instance().processEvents()
    os._exit(0)


QTimer.singleShot(6000, work)
