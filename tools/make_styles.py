"""Write the bundled QML styles with QGIS itself: run once, commit what it writes.

eval "$(make -s env)"; .venv/bin/python tools/make_styles.py
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import rasterio
from qgis.core import (
    QgsApplication,
    QgsCategorizedSymbolRenderer,
    QgsColorRampShader,
    QgsFillSymbol,
    QgsGraduatedSymbolRenderer,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsRasterLayer,
    QgsRasterShader,
    QgsRendererCategory,
    QgsRendererRange,
    QgsSingleBandPseudoColorRenderer,
    QgsSingleSymbolRenderer,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtGui import QColor

sys.path.insert(0, str(Path(__file__).parent.parent))

from rock_glacier_mapper.processing.inventorystyle import FONT_NAME

STYLES = Path(__file__).parent.parent / "resources" / "styles"

#: Heatmap colours after viridis' sister inferno, transparent where the probability is low.
HEATMAP = (
    (0.0, "#00000000", "0"),
    (0.2, "#42145060", "0.2"),
    (0.4, "#932667a0", "0.4"),
    (0.6, "#dd513ac8", "0.6"),
    (0.8, "#fca50ae0", "0.8"),
    (1.0, "#fcffa4f0", "1"),
)
UNCERTAINTY = ((0.0, "#ffffff00", "0"), (0.1, "#9ecae1a0", "0.1"), (0.3, "#08519ce0", "0.3"))
POLYGONS = {
    "candidates": ("#ff7f0e", "#ff7f0e30", '"rg_id"'),
    "rejected": ("#7f7f7f", "#7f7f7f20", None),
    "objects": ("#17becf", "#00000000", None),
    "negatives": ("#d62728", "#d62728c0", None, "b_diagonal"),
}
#: Outlines of training patches and blocks by the field split; the contact sheet's colours.
SPLITS = {"train": ("#1f77b4", "training"), "validation": ("#ff7f0e", "validation")}

#: Results of an accuracy assessment: border, fill, legend.
MATCHES = {
    "match": ("#1b7837", "#1b783740", "match"),
    "miss": ("#2166ac", "#00000000", "miss (reference only)"),
    "false find": ("#d6604d", "#d6604d40", "false find (mapped only)"),
}
#: Upper limits (m/yr) and colours of displacement vectors, after RGIK's velocity classes.
SPEEDS = (
    (0.1, "#4575b4"),
    (0.3, "#74add1"),
    (1.0, "#fee090"),
    (3.0, "#f46d43"),
    (1000.0, "#a50026"),
)
#: Length of an arrow in millimetres for 1 m/yr.
ARROW = 8

#: Upper limits (rock glaciers per 1000 km²) and colours of the cells of a report's grid.
DENSITY = (
    (1, "#fde725"),
    (5, "#a0da39"),
    (20, "#4ac16d"),
    (50, "#1fa187"),
    (100, "#277f8e"),
    (200, "#365c8d"),
    (500, "#46327e"),
    (1e9, "#440154"),
)


def colour(text: str) -> QColor:
    """From #rrggbb or #rrggbbaa."""
    parts = [int(text[n : n + 2], 16) for n in range(1, len(text), 2)]
    return QColor(*parts)


def raster_style(name: str, stops) -> None:
    """A pseudo-colour style for one band."""
    file = STYLES / f"{name}.tif"
    with rasterio.open(file, "w", driver="GTiff", width=2, height=2, count=1, dtype="float32") as d:
        d.write(np.zeros((1, 2, 2), "float32"))
    layer = QgsRasterLayer(str(file), name)
    shade = QgsColorRampShader(stops[0][0], stops[-1][0])
    shade.setColorRampType(QgsColorRampShader.Type.Interpolated)
    shade.setColorRampItemList(
        [QgsColorRampShader.ColorRampItem(value, colour(c), label) for value, c, label in stops]
    )
    shader = QgsRasterShader()
    shader.setRasterShaderFunction(shade)
    renderer = QgsSingleBandPseudoColorRenderer(layer.dataProvider(), 1, shader)
    renderer.setClassificationMin(stops[0][0])
    renderer.setClassificationMax(stops[-1][0])
    layer.setRenderer(renderer)
    layer.saveNamedStyle(str(STYLES / f"{name}.qml"))
    for leftover in STYLES.glob(f"{name}.tif*"):
        leftover.unlink()


def polygon_style(name: str, line: str, fill: str, label: str | None, brush: str = "solid") -> None:
    """Outline with a light fill or a hatch, and a label in a white halo."""
    layer = QgsVectorLayer("Polygon?crs=EPSG:3857&field=rg_id:integer", name, "memory")
    symbol = QgsFillSymbol.createSimple({"outline_width": "0.5", "style": brush})
    symbol.symbolLayer(0).setStrokeColor(colour(line))
    symbol.symbolLayer(0).setFillColor(colour(fill))
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    if label:
        text = QgsTextFormat()
        text.setSize(8)
        halo = QgsTextBufferSettings()
        halo.setEnabled(True)
        halo.setSize(0.8)
        text.setBuffer(halo)
        settings = QgsPalLayerSettings()
        settings.fieldName = label
        settings.isExpression = True
        settings.setFormat(text)
        layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
        layer.setLabelsEnabled(True)
    file = STYLES / f"{name}.qml"
    layer.saveNamedStyle(str(file))
    file.write_text(FONT_NAME.sub("", file.read_text(encoding="utf-8")), encoding="utf-8")


def split_style(name: str) -> None:
    """Outlines by the field split, without a fill, since patches overlap."""
    layer = QgsVectorLayer("Polygon?crs=EPSG:3857&field=split:string", name, "memory")
    categories = []
    for value, (line, label) in SPLITS.items():
        symbol = QgsFillSymbol.createSimple({"outline_width": "0.5", "style": "no"})
        symbol.symbolLayer(0).setStrokeColor(colour(line))
        categories.append(QgsRendererCategory(value, symbol, label))
    layer.setRenderer(QgsCategorizedSymbolRenderer("split", categories))
    file = STYLES / f"{name}.qml"
    layer.saveNamedStyle(str(file))
    file.write_text(FONT_NAME.sub("", file.read_text(encoding="utf-8")), encoding="utf-8")


def density_style(name: str) -> None:
    """Cells of a grid by the density of rock glaciers."""
    layer = QgsVectorLayer("Polygon?crs=EPSG:3857&field=per_km2:double", name, "memory")
    ranges, low = [], 0.0
    for high, fill in DENSITY:
        symbol = QgsFillSymbol.createSimple({"outline_width": "0.1"})
        symbol.symbolLayer(0).setStrokeColor(colour("#ffffff"))
        symbol.symbolLayer(0).setFillColor(colour(fill))
        last = high == DENSITY[-1][0]
        label = f"> {low:g}" if last else f"{low:g} - {high:g} per 1000 km²"
        ranges.append(QgsRendererRange(low, high, symbol, label))
        low = high
    layer.setRenderer(QgsGraduatedSymbolRenderer('1000 * "per_km2"', ranges))
    layer.setOpacity(0.8)
    file = STYLES / f"{name}.qml"
    layer.saveNamedStyle(str(file))
    file.write_text(FONT_NAME.sub("", file.read_text(encoding="utf-8")), encoding="utf-8")


def match_style(name: str) -> None:
    """Polygons by the field result."""
    layer = QgsVectorLayer("Polygon?crs=EPSG:3857&field=result:string", name, "memory")
    categories = []
    for value, (line, fill, label) in MATCHES.items():
        symbol = QgsFillSymbol.createSimple({"outline_width": "0.5"})
        symbol.symbolLayer(0).setStrokeColor(colour(line))
        symbol.symbolLayer(0).setFillColor(colour(fill))
        categories.append(QgsRendererCategory(value, symbol, label))
    layer.setRenderer(QgsCategorizedSymbolRenderer("result", categories))
    file = STYLES / f"{name}.qml"
    layer.saveNamedStyle(str(file))
    file.write_text(FONT_NAME.sub("", file.read_text(encoding="utf-8")), encoding="utf-8")


def arrow_style(name: str) -> None:
    """Arrows along the velocity of valid vectors, coloured by speed."""
    fields = "field=v_east:double&field=v_north:double&field=speed:double&field=valid:integer"
    layer = QgsVectorLayer(f"Point?crs=EPSG:3857&{fields}", name, "memory")
    registry = QgsApplication.symbolLayerRegistry()
    ranges, low = [], 0.0
    for high, line in SPEEDS:
        arrow = registry.symbolLayerMetadata("ArrowLine").createSymbolLayer(
            {"arrow_width": "0.25", "arrow_start_width": "0.25", "head_length": "0.9",
             "head_thickness": "0.6", "is_curved": "0"}
        )  # fmt: skip
        fill = QgsFillSymbol.createSimple({"outline_style": "no"})
        fill.setColor(colour(line))
        arrow.setSubSymbol(fill)
        field = registry.symbolLayerMetadata("VectorField").createSymbolLayer(
            {"x_attribute": "v_east", "y_attribute": "v_north", "scale": str(ARROW)}
        )
        line_symbol = QgsLineSymbol()
        line_symbol.changeSymbolLayer(0, arrow)
        field.setSubSymbol(line_symbol)
        label = f"{low:g} to {high:g}" if high < 1000 else f"over {low:g}"
        marker = QgsMarkerSymbol()
        marker.changeSymbolLayer(0, field)
        ranges.append(QgsRendererRange(low, high, marker, f"{label} m/yr"))
        low = high
    layer.setRenderer(QgsGraduatedSymbolRenderer('if("valid" = 1, "speed", NULL)', ranges))
    file = STYLES / f"{name}.qml"
    layer.saveNamedStyle(str(file))
    file.write_text(FONT_NAME.sub("", file.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    application = QgsApplication([], False)
    application.initQgis()
    STYLES.mkdir(parents=True, exist_ok=True)
    raster_style("heatmap", HEATMAP)
    raster_style("uncertainty", UNCERTAINTY)
    for style, values in POLYGONS.items():
        polygon_style(style, *values)
    split_style("patches")
    match_style("matches")
    arrow_style("displacement")
    density_style("grid")
    application.exitQgis()
