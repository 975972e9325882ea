"""Lay out the demo's QGIS project and draw its three maps, with QGIS itself.

python tools/demo_project.py build/demo
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

from qgis.core import (
    QgsApplication,
    QgsContrastEnhancement,
    QgsCoordinateReferenceSystem,
    QgsFillSymbol,
    QgsLayoutExporter,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemScaleBar,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsMultiBandColorRenderer,
    QgsPrintLayout,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsSingleSymbolRenderer,
    QgsUnitTypes,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QFont

sys.path.insert(0, str(Path(__file__).parent.parent))

from rock_glacier_mapper.processing.inventorystyle import FONT_NAME

STYLES = Path(__file__).parent.parent / "resources" / "styles"
MILLIMETRES = QgsUnitTypes.LayoutUnit.LayoutMillimeters


def image_layer(path: Path) -> QgsRasterLayer:
    """The optical image in true colour, stretched as for a dark alpine scene."""
    layer = QgsRasterLayer(str(path), "Sentinel-2-like image (synthetic)")
    provider = layer.dataProvider()
    renderer = QgsMultiBandColorRenderer(provider, 3, 2, 1)
    for band, setter in (
        (3, renderer.setRedContrastEnhancement),
        (2, renderer.setGreenContrastEnhancement),
        (1, renderer.setBlueContrastEnhancement),
    ):
        stretch = QgsContrastEnhancement(provider.dataType(band))
        stretch.setMinimumValue(100)
        stretch.setMaximumValue(3600)
        stretch.setContrastEnhancementAlgorithm(
            QgsContrastEnhancement.ContrastEnhancementAlgorithm.StretchToMinimumMaximum
        )
        setter(stretch)
    layer.setRenderer(renderer)
    return layer


def outline_layer(path: str, name: str, colour: str, dash: str = "solid") -> QgsVectorLayer:
    """A polygon layer drawn as a line only."""
    layer = QgsVectorLayer(path, name)
    symbol = QgsFillSymbol.createSimple(
        {"color": "0,0,0,0", "outline_color": colour, "outline_width": "0.4", "outline_style": dash}
    )
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    return layer


def draw(
    project: QgsProject, layers: list, title: str, path: Path, extent: QgsRectangle | None = None
) -> None:
    """A map with title, legend and scale bar as PNG; without an extent, that of the last layer."""
    extent = extent or layers[-1].extent()
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.pageCollection().page(0).setPageSize(QgsLayoutSize(270, 215, MILLIMETRES))
    frame = QgsLayoutItemMap(layout)
    layout.addLayoutItem(frame)
    frame.attemptMove(QgsLayoutPoint(5, 15, MILLIMETRES))
    frame.attemptResize(QgsLayoutSize(195, 195, MILLIMETRES))
    frame.setLayers(layers)
    frame.setCrs(project.crs())
    frame.setExtent(extent)
    frame.zoomToExtent(extent)
    frame.setFrameEnabled(True)
    label = QgsLayoutItemLabel(layout)
    label.setText(title)
    label.setFont(QFont("Sans", 13))
    layout.addLayoutItem(label)
    label.attemptMove(QgsLayoutPoint(5, 4, MILLIMETRES))
    label.attemptResize(QgsLayoutSize(260, 10, MILLIMETRES))
    legend = QgsLayoutItemLegend(layout)
    legend.setLinkedMap(frame)
    legend.setAutoUpdateModel(False)
    legend.setLegendFilterByMapEnabled(True)
    root = legend.model().rootGroup()
    shown = {layer.id() for layer in layers}
    for node in root.findLayers():
        if node.layerId() not in shown or (
            isinstance(node.layer(), QgsRasterLayer) and (node.layer().bandCount() > 1)
        ):
            node.parent().removeChildNode(node)
    layout.addLayoutItem(legend)
    legend.attemptMove(QgsLayoutPoint(203, 15, MILLIMETRES))
    bar = QgsLayoutItemScaleBar(layout)
    bar.setLinkedMap(frame)
    bar.setStyle("Single Box")
    bar.setUnits(QgsUnitTypes.DistanceUnit.DistanceKilometers)
    bar.setUnitLabel("km")
    bar.setUnitsPerSegment(1 if extent.width() > 5000 else 0.25)
    bar.setNumberOfSegments(2)
    bar.setNumberOfSegmentsLeft(0)
    bar.update()
    layout.addLayoutItem(bar)
    bar.attemptMove(QgsLayoutPoint(203, 195, MILLIMETRES))
    picture = QgsLayoutExporter(layout).renderPageToImage(0, dpi=150)
    if not picture.save(str(path)):
        raise SystemExit(f"{path} could not be drawn.")


def make(folder: Path) -> None:
    """Write ``demo.qgz``, ``heatmap.png``, ``objects.png`` and ``map.png``."""
    project = QgsProject.instance()
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:32632"))
    project.setTitle("Rock Glacier Mapper demo (synthetic scene)")
    image = image_layer(folder / "scene" / "optical.tif")
    heatmap = QgsRasterLayer(str(folder / "heatmap.tif"), "Heatmap (probability)")
    heatmap.loadNamedStyle(str(STYLES / "heatmap.qml"))
    inventory = f"{folder / 'inventory.gpkg'}|layername="
    outlines = QgsVectorLayer(f"{inventory}GO", "Rock glaciers (GO)")
    markers = QgsVectorLayer(f"{inventory}PM", "Primary markers (PM)")
    truth = outline_layer(str(folder / "scene" / "truth.gpkg"), "Truth", "#00e5ff", "dash")
    glaciers = outline_layer(str(folder / "scene" / "glaciers.gpkg"), "Glaciers", "#9fd3ff")
    dem = QgsRasterLayer(str(folder / "scene" / "dem.tif"), "DEM (m)")
    objects = QgsVectorLayer(str(folder / "objects.gpkg"), "Image objects")
    objects.loadNamedStyle(str(STYLES / "objects.qml"))
    candidates = QgsVectorLayer(str(folder / "candidates.gpkg"), "Candidates")
    candidates.loadNamedStyle(str(STYLES / "candidates.qml"))
    layers = [image, heatmap, outlines, markers, truth, glaciers, dem, objects, candidates]
    broken = [layer.name() for layer in layers if not layer.isValid()]
    if broken:
        raise SystemExit(f"These layers cannot be opened: {', '.join(broken)}")
    project.addMapLayers(
        [markers, outlines, truth, glaciers, candidates, objects, heatmap, image, dem]
    )
    tree = project.layerTreeRoot()
    for layer in (dem, heatmap, objects, candidates):
        tree.findLayer(layer).setItemVisibilityChecked(False)
    extent = QgsReferencedRectangle(image.extent(), image.crs())
    project.viewSettings().setDefaultViewExtent(extent)
    draw(
        project,
        [heatmap, image],
        "Probability of rock glacier — synthetic demo scene",
        folder / "heatmap.png",
    )
    draw(
        project,
        [candidates, objects, image],
        "Image objects and candidates — synthetic demo scene",
        folder / "objects.png",
        around_largest(candidates),
    )
    draw(
        project,
        [markers, outlines, truth, glaciers, image],
        "Mapped rock glaciers and truth — synthetic demo scene",
        folder / "map.png",
    )
    if not project.write(str(folder / "demo.qgz")):
        raise SystemExit("The project could not be written.")
    drop_font_names(folder / "demo.qgz")


def around_largest(layer: QgsVectorLayer) -> QgsRectangle:
    """A square of 2.4 km round the largest polygon."""
    centre = max(layer.getFeatures(), key=lambda one: one.geometry().area()).geometry().centroid()
    x, y = centre.asPoint()
    return QgsRectangle(x - 1200, y - 1200, x + 1200, y + 1200)


def drop_font_names(project: Path) -> None:
    """Take the fonts of this machine out of the project, so that it opens without a warning."""
    with zipfile.ZipFile(project) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(project, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            if name.endswith(".qgs"):
                data = FONT_NAME.sub("", data.decode("utf-8")).encode("utf-8")
            archive.writestr(name, data)


if __name__ == "__main__":
    application = QgsApplication([], False)
    application.initQgis()
    make(Path(sys.argv[1]))
    application.exitQgis()
