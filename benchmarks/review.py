"""Review dock: how fast the next candidate shows on an inventory of 50 000 polygons.

    make benchmark
    python benchmarks/review.py --count 50000

Made-up outlines of 24 vertices in the layer GO of an inventory. Times are those of the processor
(user and system); from the key press to the next candidate on the map, in the list and marked, the
decision in the edit buffer and on the disk, and for the whole until the map is drawn.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

#: The next candidate must show within this time, in milliseconds.
LIMIT = 200
DECISIONS = 60


def make_inventory(path: Path, count: int) -> None:
    """Write an inventory of ``count`` units on a lattice of 1 km."""
    from rasterio.crs import CRS
    from shapely import MultiPolygon, Polygon

    from rock_glacier_mapper.core.inventory.geopackage import write_inventory
    from rock_glacier_mapper.core.inventory.schema import load_schema
    from rock_glacier_mapper.core.vector import Feature

    rng = np.random.default_rng(1)
    angles = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    side = int(np.ceil(np.sqrt(count)))

    def outlines():
        for number in range(count):
            radius = rng.uniform(60, 350) * rng.uniform(0.8, 1.2, angles.size)
            x = 400000 + 1000 * (number % side) + radius * np.cos(angles)
            y = 3800000 + 1000 * (number // side) + radius * np.sin(angles)
            values = {
                "PolyUID": f"{number:036d}",
                "PrimaryID": f"RGU{number:06d}N0000000E",
                "OutType": "Extended",
                "ReviewStat": "unreviewed",
                "MAPPER": f"mapper {number % 7}",
                "AREA": float(np.pi * np.mean(radius) ** 2 / 1e6),
                "uncertainty": float(rng.uniform(0, 0.25)),
                "score": float(rng.uniform(0.4, 1)),
            }
            yield Feature(MultiPolygon([Polygon(np.column_stack([x, y]))]), values)

    wkt = CRS.from_epsg(32645).to_wkt()
    write_inventory(path, load_schema(), {"GO": outlines()}, wkt)


def wait_for_map(canvas) -> None:
    """Until the map is drawn."""
    from qgis.PyQt.QtCore import QCoreApplication

    canvas.waitWhileRendering()
    QCoreApplication.processEvents()


def measure(path: Path) -> dict[str, float]:
    """Milliseconds of processor time."""
    from qgis.core import QgsProject, QgsVectorLayer
    from qgis.gui import QgsMapCanvas
    from qgis.PyQt.QtCore import QObject, Qt
    from qgis.PyQt.QtTest import QTest
    from qgis.PyQt.QtWidgets import QApplication, QMainWindow

    from rock_glacier_mapper.gui.review.dock import ReviewDock

    class Interface(QObject):
        """What the dock needs of QGIS's interface."""

        def __init__(self, window, canvas):
            super().__init__(window)
            self.mainWindow, self.mapCanvas = (lambda: window), (lambda: canvas)

    window = QMainWindow()
    canvas = QgsMapCanvas(window)
    window.setCentralWidget(canvas)
    window.resize(1200, 800)
    layer = QgsVectorLayer(f"{path}|layername=GO", "GO", "ogr")
    layer.loadDefaultStyle()
    QgsProject.instance().addMapLayer(layer)
    canvas.setDestinationCrs(layer.crs())
    canvas.setLayers([layer])
    iface = Interface(window, canvas)
    start = time.process_time()
    dock = ReviewDock(iface, None, window)
    dock.review(layer)
    opened = time.process_time() - start
    window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
    window.show()
    dock.show()
    dock.panel.reviewer.setText("benchmark")
    QApplication.setActiveWindow(window)
    dock.panel.table.setFocus()
    wait_for_map(canvas)
    shown, drawn = [], []
    for number in range(DECISIONS):
        key = (Qt.Key.Key_1, Qt.Key.Key_2)[number % 2]
        start, row = time.process_time(), dock.current
        QTest.keyClick(dock.panel.table, key)
        assert dock.current != row
        shown.append(1000 * (time.process_time() - start))
        wait_for_map(canvas)
        drawn.append(1000 * (time.process_time() - start))
    start = time.process_time()
    dock.undo()
    undone = 1000 * (time.process_time() - start)
    start = time.process_time()
    dock.save()
    saved = 1000 * (time.process_time() - start)
    assert dock.session.pending == 0
    start = time.process_time()
    dock.panel.status.setCurrentIndex(1)
    filtered = 1000 * (time.process_time() - start)
    dock.close_review()
    window.close()
    QgsProject.instance().removeAllMapLayers()
    window.deleteLater()
    return {
        "opening the review": 1000 * opened,
        "next candidate, median": float(np.median(shown)),
        "next candidate, slowest": max(shown),
        "… and the map drawn, median": float(np.median(drawn)),
        "… and the map drawn, slowest": max(drawn),
        "undo": undone,
        f"saving {DECISIONS - 1} decisions": saved,
        "another filter": filtered,
    }


def main() -> int:
    """Print a table; 1 when the next candidate takes too long."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--count", type=int, default=50_000)
    count = parser.parse_args().count
    from qgis.core import QgsApplication

    with tempfile.TemporaryDirectory() as folder:
        application = QgsApplication([], True)
        application.initQgis()
        path = Path(folder) / "inventory.gpkg"
        make_inventory(path, count)
        print(f"Review dock, {count} outlines (milliseconds of processor time)")
        times = measure(path)
        for name, value in times.items():
            print(f"  {name:32} {value:8.1f}")
        application.processEvents()
        application.exitQgis()
    return int(times["… and the map drawn, slowest"] > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
