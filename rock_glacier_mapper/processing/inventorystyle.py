"""Forms, symbols and labels of the inventory's layers, stored in the GeoPackage.

Everything about fields comes from the schema file, so a corrected value list reaches the forms
by itself.
"""

from __future__ import annotations

import os
import re

from osgeo import gdal
from qgis.core import (
    Qgis,
    QgsAttributeEditorContainer,
    QgsAttributeEditorField,
    QgsCategorizedSymbolRenderer,
    QgsDefaultValue,
    QgsEditFormConfig,
    QgsEditorWidgetSetup,
    QgsFieldConstraints,
    QgsFillSymbol,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsProperty,
    QgsRendererCategory,
    QgsSingleSymbolRenderer,
    QgsSymbolLayer,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsValueMapFieldFormatter,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtGui import QColor

from ..core.errors import InputError
from ..core.inventory.schema import Field, Layer, Schema
from .base import tr

STYLE_NAME = "Rock Glacier Mapper"
#: Names a font of the machine on which a style was made.
FONT_NAME = re.compile(r' (?:fontFamily|namedStyle)="[^"]*"')

#: Outline colour by review status.
_REVIEW_COLOURS = {
    "unreviewed": "#e69f00",
    "remain": "#009e73",
    "refine": "#0072b2",
    "retrieve": "#56b4e9",
    "split": "#cc79a7",
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
_OTHER_COLOUR = "#b15928"


def save_styles(path: str | os.PathLike, schema: Schema) -> None:
    """Store the default style, with form, of each layer of an inventory in its GeoPackage.

    Raises:
        InputError: a layer cannot be opened, or its style not be stored.
    """
    for definition in schema.layers:
        message = _save_style(path, definition)
        if message:
            raise InputError(
                tr("The style of the layer {name} could not be stored: {message}").format(
                    name=definition.code, message=message
                )
            )
    _drop_font_names(path)


def _drop_font_names(path: str | os.PathLike) -> None:
    """Take the font of this machine out of the stored styles; QGIS then uses the reader's own."""
    dataset = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_UPDATE)
    table = dataset.GetLayerByName("layer_styles")
    for row in list(table):
        row.SetField("styleQML", FONT_NAME.sub("", row.GetField("styleQML")))
        table.SetFeature(row)
    table = dataset = None


def _save_style(path: str | os.PathLike, definition: Layer) -> str:
    """Store the style of one layer; an error message, or empty.

    Raises nothing itself, so that no error keeps the layer, and with it the file, open.
    """
    layer = QgsVectorLayer(f"{path}|layername={definition.code}", definition.code, "ogr")
    if not layer.isValid():
        return tr("the layer cannot be opened")
    apply_style(layer, definition)
    return layer.saveStyleToDatabase(STYLE_NAME, definition.description, True, "")


def apply_style(layer: QgsVectorLayer, definition: Layer) -> None:
    """Give a layer its aliases, widgets, constraints, form, symbols and labels."""
    for field in definition.fields:
        index = layer.fields().lookupField(field.name)
        if index >= 0:
            _set_field(layer, index, field)
    _set_form(layer, definition)
    if definition.code == "GO":
        layer.setDisplayExpression('"PrimaryID" || \' \' || "OutType"')
    renderers = {
        "AOI": _area_renderer,
        "PM": _marker_renderer,
        "MA": _moving_renderer,
        "GO": _outline_renderer,
        "RGS": _system_renderer,
    }
    if definition.code in renderers:
        layer.setRenderer(renderers[definition.code](definition))
    if definition.code == "GO":
        _set_labels(layer)


def _set_field(layer: QgsVectorLayer, index: int, field: Field) -> None:
    layer.setFieldAlias(index, field.alias)
    layer.setEditorWidgetSetup(index, _widget(field))
    constraint, strength = QgsFieldConstraints.Constraint, QgsFieldConstraints.ConstraintStrength
    if field.unique:
        layer.setFieldConstraint(
            index, constraint.ConstraintUnique, strength.ConstraintStrengthHard
        )
    if field.mandatory:
        how = strength.ConstraintStrengthHard if field.unique else strength.ConstraintStrengthSoft
        layer.setFieldConstraint(index, constraint.ConstraintNotNull, how)
    if field.update_expression:
        layer.setDefaultValueDefinition(index, QgsDefaultValue(field.update_expression, True))
    elif field.default_expression:
        layer.setDefaultValueDefinition(index, QgsDefaultValue(field.default_expression))
    elif field.default is not None:
        text = f"'{field.default}'" if isinstance(field.default, str) else str(field.default)
        layer.setDefaultValueDefinition(index, QgsDefaultValue(text))


def _widget(field: Field) -> QgsEditorWidgetSetup:
    if field.hidden:
        return QgsEditorWidgetSetup("Hidden", {})
    if field.values is not None:
        choices = [{choice.label: str(choice.code)} for choice in field.values.choices]
        if not field.mandatory:
            choices.insert(0, {tr("(not set)"): QgsValueMapFieldFormatter.NULL_VALUE})
        return QgsEditorWidgetSetup("ValueMap", {"map": choices})
    if field.type == "datetime":
        return QgsEditorWidgetSetup(
            "DateTime",
            {
                "display_format": "yyyy-MM-dd HH:mm",
                "field_format": "yyyy-MM-dd HH:mm:ss",
                "calendar_popup": True,
                "allow_null": True,
            },
        )
    return QgsEditorWidgetSetup("TextEdit", {"IsMultiline": field.name in ("Comment", "reason")})


def _set_form(layer: QgsVectorLayer, definition: Layer) -> None:
    """A form with one tab for each group of the schema, in the schema's order."""
    config = layer.editFormConfig()
    config.setLayout(QgsEditFormConfig.EditorLayout.TabLayout)
    config.clearTabs()
    root = config.invisibleRootContainer()
    tabs: dict[str, QgsAttributeEditorContainer] = {}
    for field in definition.fields:
        index = layer.fields().lookupField(field.name)
        if index < 0 or field.hidden:
            continue
        if field.group not in tabs:
            tab = QgsAttributeEditorContainer(tr(field.group), root)
            if hasattr(Qgis, "AttributeEditorContainerType"):  # QGIS 3.32 and later
                tab.setType(Qgis.AttributeEditorContainerType.Tab)
            else:
                tab.setIsGroupBox(False)
            config.addTab(tab)
            tabs[field.group] = tab
        tab = tabs[field.group]
        tab.addChildElement(QgsAttributeEditorField(field.name, index, tab))
    index = layer.fields().lookupField("RelIndex")
    if index >= 0:
        config.setReadOnly(index, True)
    layer.setEditFormConfig(config)


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
        symbol = QgsMarkerSymbol.createSimple(
            {"name": shape, "color": colour, "outline_color": "#202020", "size": "2.6"}
        )
        return QgsRendererCategory(value, symbol, tr(label))

    categories = [
        category(c.code, c.label, _ACTIVITY_COLOURS.get(c.code, _OTHER_COLOUR))
        for c in definition.field("ActiCl").values.choices
    ]
    categories += [
        category("no activity", "Rock glacier, activity not assessed", "#ffffff"),
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
