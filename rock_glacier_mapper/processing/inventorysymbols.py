"""Symbols and labels of the inventory's layers, as named styles.

Classes come from the schema's value lists; a class without a colour here gets the common one.
"""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFeatureRenderer,
    QgsFillSymbol,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsProperty,
    QgsRendererCategory,
    QgsSingleSymbolRenderer,
    QgsSymbolLayer,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtGui import QColor

from ..core.inventory.schema import Layer
from ..core.translation import mark, tr

#: Outline colour by review status.
_REVIEW_COLOURS = {
    "unreviewed": "#e69f00",
    "remain": "#009e73",
    "refine": "#0072b2",
    "retrieve": "#56b4e9",
    "split": "#cc79a7",
    "merge": "#f0e442",
    "remove": "#8c8c8c",
}
#: Marker colour by activity class.
_ACTIVITY_COLOURS = {
    "Active": "#d7301f",
    "Active uncertain": "#fc8d59",
    "Transitional": "#fdcc8a",
    "Relict uncertain": "#9ecae1",
    "Relict": "#3182bd",
    "Uncertain": "#969696",
}
#: Fill colour by velocity class, slow to fast.
_VELOCITY_COLOURS = {
    0: "#bdbdbd",
    1: "#ffffcc",
    2: "#fed976",
    3: "#feb24c",
    4: "#fd8d3c",
    5: "#f03b20",
    6: "#bd0026",
    9: "#8c8c8c",
}
#: Colour by kinematic attribute, slow to fast.
_KINEMATIC_COLOURS = {
    0: "#bdbdbd",
    1: "#ffffcc",
    2: "#fed976",
    3: "#feb24c",
    4: "#fd8d3c",
    5: "#fc4e2a",
    6: "#e31a1c",
    7: "#800026",
}
#: Colour by upslope category, as in the figures of Hu et al. (2023): orange debris-mantled slope,
#: green glacier, purple glacier forefield, pink talus.
_UPSLOPE_COLOURS = {
    "DMS-RG": "#ff7f00",
    "G-RG": "#33a02c",
    "GF-RG": "#6a3d9a",
    "T-RG": "#fb6eb2",
}
_TYPE_COLOURS = {"Extended": "#e69f00", "Restricted": "#0072b2"}
_OTHER_COLOUR = "#b15928"
_UNKNOWN_COLOUR = "#bdbdbd"

#: Names of styles that several layers have.
REVIEW, TYPE, UPSLOPE, ACTIVITY, KINEMATICS = (
    mark("Review status"),
    mark("Outline type"),
    mark("Upslope connection (Hu et al.)"),
    mark("Activity class"),
    mark("Kinematic attribute"),
)
STYLE_NAME = "Rock Glacier Mapper"


def _fill(colour: str, alpha: int = 50, width: float = 0.6, style: str = "solid"):
    fill = QColor(colour)
    fill.setAlpha(alpha)
    return QgsFillSymbol.createSimple(
        {
            "color": f"{fill.red()},{fill.green()},{fill.blue()},{fill.alpha()}",
            "style": style,
            "outline_color": colour,
            "outline_width": str(width),
        }
    )


def _outline_renderer(definition: Layer) -> QgsCategorizedSymbolRenderer:
    """Colour by review status; restricted outlines are dashed and not filled."""
    categories = []
    for choice in definition.field("ReviewStat").values.choices:
        symbol = _fill(_REVIEW_COLOURS.get(choice.code, _OTHER_COLOUR))
        _dash_restricted(symbol)
        categories.append(QgsRendererCategory(choice.code, symbol, tr(choice.label)))
    symbol = _fill(_OTHER_COLOUR)
    _dash_restricted(symbol)
    categories.append(QgsRendererCategory("", symbol, tr("No status")))
    return QgsCategorizedSymbolRenderer("ReviewStat", categories)


def _dash_restricted(symbol: QgsFillSymbol) -> None:
    restricted = "\"OutType\" = 'Restricted'"
    properties = {
        QgsSymbolLayer.Property.PropertyStrokeStyle: f"if({restricted}, 'dash', 'solid')",
        QgsSymbolLayer.Property.PropertyFillStyle: f"if({restricted}, 'no', 'solid')",
    }
    for key, expression in properties.items():
        symbol.symbolLayer(0).setDataDefinedProperty(key, QgsProperty.fromExpression(expression))


def _marker_renderer(definition: Layer) -> QgsCategorizedSymbolRenderer:
    """Rock glaciers by activity class; uncertain and rejected landforms on their own."""
    landform = {choice.code: choice.label for choice in definition.field("Landform").values.choices}
    expression = (
        "CASE WHEN coalesce(\"Landform\", 0) = 2 THEN 'landform 2' "
        "WHEN coalesce(\"Landform\", 0) = 0 THEN 'landform 0' "
        "ELSE coalesce(\"ActiCl\", 'no activity') END"
    )

    def category(value: str, label: str, colour: str, shape: str = "circle"):
        return QgsRendererCategory(value, _circle(colour, shape), tr(label))

    categories = [
        category(c.code, c.label, _ACTIVITY_COLOURS.get(c.code, _OTHER_COLOUR))
        for c in definition.field("ActiCl").values.choices
    ]
    categories += [
        category("no activity", tr("Rock glacier, activity not assessed"), "#ffffff"),
        category("landform 0", f"Landform: {landform.get(0, 'Uncertain')}", "#e69f00", "triangle"),
        category("landform 2", landform.get(2, "Not a rock glacier"), "#8c8c8c", "cross2"),
    ]
    return QgsCategorizedSymbolRenderer(expression, categories)


def _moving_renderer(definition: Layer) -> QgsCategorizedSymbolRenderer:
    categories = [
        QgsRendererCategory(
            choice.code,
            _fill(_VELOCITY_COLOURS.get(choice.code, _OTHER_COLOUR), alpha=140, width=0.3),
            choice.label,
        )
        for choice in definition.field("VelClass").values.choices
    ]
    return QgsCategorizedSymbolRenderer("VelClass", categories)


def _classes(definition: Layer, name: str, colours: dict, symbol: Callable, missing: str):
    """One class for each entry of a field's value list, and one for all others."""
    categories = [
        QgsRendererCategory(c.code, symbol(colours.get(c.code, _OTHER_COLOUR)), tr(c.label))
        for c in definition.field(name).values.choices
    ]
    categories.append(QgsRendererCategory("", symbol(_UNKNOWN_COLOUR), tr(missing)))
    return QgsCategorizedSymbolRenderer(name, categories)


def _type_renderer(definition: Layer) -> QgsCategorizedSymbolRenderer:
    """Colour by outline type; restricted outlines are dashed and not filled."""
    renderer = _classes(definition, "OutType", _TYPE_COLOURS, _fill, tr("No type"))
    for category in renderer.categories():
        _dash_restricted(category.symbol())
    return renderer


def _upslope_markers(definition: Layer) -> QgsCategorizedSymbolRenderer:
    return _classes(definition, "UpslHu", _UPSLOPE_COLOURS, _circle, tr("Not assessed"))


def _upslope_outlines(definition: Layer) -> QgsCategorizedSymbolRenderer:
    return _classes(definition, "UpslHu", _UPSLOPE_COLOURS, _solid, tr("Not assessed"))


def _activity_outlines(definition: Layer) -> QgsCategorizedSymbolRenderer:
    return _classes(definition, "ActiCl", _ACTIVITY_COLOURS, _solid, tr("Not assessed"))


def _kinematic_outlines(definition: Layer) -> QgsCategorizedSymbolRenderer:
    return _classes(definition, "KinAtt", _KINEMATIC_COLOURS, _solid, tr("Not assessed"))


def _solid(colour: str) -> QgsFillSymbol:
    return _fill(colour, alpha=150, width=0.3)


def _circle(colour: str, shape: str = "circle") -> QgsMarkerSymbol:
    return QgsMarkerSymbol.createSimple(
        {"name": shape, "color": colour, "outline_color": "#202020", "size": "2.6"}
    )


def _plain_outlines(definition: Layer) -> QgsSingleSymbolRenderer:
    return QgsSingleSymbolRenderer(_solid("#1b7837"))


def _area_renderer(definition: Layer) -> QgsSingleSymbolRenderer:
    return QgsSingleSymbolRenderer(_fill("#404040", alpha=0, width=0.8, style="no"))


def _system_renderer(definition: Layer) -> QgsSingleSymbolRenderer:
    return QgsSingleSymbolRenderer(
        QgsMarkerSymbol.createSimple(
            {"name": "diamond", "color": "#6a51a3", "outline_color": "#ffffff", "size": "2.2"}
        )
    )


def _set_labels(layer: QgsVectorLayer) -> None:
    """Working number and area, for extended outlines, from 1 : 100 000."""
    settings = QgsPalLayerSettings()
    settings.fieldName = (
        "CASE WHEN \"OutType\" = 'Extended' THEN coalesce(\"WorkingID\", '') || "
        "coalesce('\\n' || format_number(\"AREA\", 3) || ' km²', '') END"
    )
    settings.isExpression = True
    settings.scaleVisibility = True
    settings.minimumScale = 100000
    settings.maximumScale = 0
    text = QgsTextFormat()
    text.setSize(8)
    buffer = QgsTextBufferSettings()
    buffer.setEnabled(True)
    buffer.setSize(0.8)
    text.setBuffer(buffer)
    settings.setFormat(text)
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)


#: Named styles by layer code: name and what makes the symbols; the first is the default.
RENDERERS: dict[str, tuple[tuple[str, Callable[[Layer], QgsFeatureRenderer]], ...]] = {
    "AOI": ((STYLE_NAME, _area_renderer),),
    "PM": ((ACTIVITY, _marker_renderer), (UPSLOPE, _upslope_markers)),
    "MA": ((STYLE_NAME, _moving_renderer),),
    "GO": ((REVIEW, _outline_renderer), (TYPE, _type_renderer)),
    "RGS": ((STYLE_NAME, _system_renderer),),
    "UNITS": (
        (UPSLOPE, _upslope_outlines),
        (ACTIVITY, _activity_outlines),
        (KINEMATICS, _kinematic_outlines),
    ),
    "TPRoGI": ((STYLE_NAME, _plain_outlines),),
}


def style_names(code: str) -> tuple[str, ...]:
    """Names of the styles of a layer; the first is the default."""
    return tuple(name for name, _ in RENDERERS.get(code, ())) or (STYLE_NAME,)


def set_symbols(layer: QgsVectorLayer, definition: Layer, style: str) -> None:
    """Give a layer the symbols of a named style, and its labels."""
    for name, renderer in RENDERERS.get(definition.code, ()):
        if name == style:
            layer.setRenderer(renderer(definition))
    if definition.code == "GO":
        _set_labels(layer)
