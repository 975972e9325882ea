"""Forms of the inventory's layers; forms and styles are stored in the GeoPackage.

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
    QgsDefaultValue,
    QgsEditFormConfig,
    QgsEditorWidgetSetup,
    QgsFieldConstraints,
    QgsValueMapFieldFormatter,
    QgsVectorLayer,
)

from ..core.files import not_written
from ..core.inventory.schema import Field, Layer, Schema
from ..core.translation import tr
from .inventorysymbols import STYLE_NAME, set_symbols, style_names

#: Names a font of the machine on which a style was made.
FONT_NAME = re.compile(r' (?:fontFamily|namedStyle)="[^"]*"')


def save_styles(path: str | os.PathLike, schema: Schema) -> None:
    """Store the named styles, with form, of each layer and view of an inventory in its GeoPackage.

    Raises:
        InputError: a layer cannot be opened, or a style not be stored.
    """
    views = [view.layer for view in schema.views]
    for definition in (*schema.layers, *views):
        message = _save_layer_styles(path, definition, definition in views)
        if message:
            what = tr("the style of the layer {name} could not be stored")
            raise not_written(path, f"{what.format(name=definition.code)}: {message}")
    _drop_font_names(path)


def _drop_font_names(path: str | os.PathLike) -> None:
    """Take the font of this machine out of the stored styles; QGIS then uses the reader's own."""
    dataset = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_UPDATE)
    table = dataset.GetLayerByName("layer_styles")
    for row in list(table):
        row.SetField("styleQML", FONT_NAME.sub("", row.GetField("styleQML")))
        table.SetFeature(row)
    table = dataset = None


def _save_layer_styles(path: str | os.PathLike, definition: Layer, is_view: bool) -> str:
    """Store the styles of one layer; an error message, or empty.

    Raises nothing itself, so that no error keeps the layer, and with it the file, open.
    """
    layer = QgsVectorLayer(f"{path}|layername={definition.code}", definition.code, "ogr")
    if not layer.isValid():
        return tr("the layer cannot be opened")
    names = style_names(definition.code)
    for name in names:
        apply_style(layer, definition, name, is_view)
        text = definition.description if name == STYLE_NAME else name
        message = layer.saveStyleToDatabase(name, text, name == names[0], "")
        if message:
            return message
    return ""


def apply_style(
    layer: QgsVectorLayer, definition: Layer, style: str | None = None, is_view: bool = False
) -> None:
    """Give a layer its aliases, widgets, constraints, form, symbols and labels.

    Args:
        style: name of a style of that layer; None = the default.
        is_view: its form only shows values.
    """
    for field in definition.fields:
        index = layer.fields().lookupField(field.name)
        if index >= 0:
            _set_field(layer, index, field)
    _set_form(layer, definition, is_view)
    if definition.code == "GO":
        layer.setDisplayExpression('"PrimaryID" || \' \' || "OutType"')
    elif "PrimaryID" in definition.names or "RGSID" in definition.names:
        layer.setDisplayExpression("RGSID" if "RGSID" in definition.names else "PrimaryID")
    set_symbols(layer, definition, style or style_names(definition.code)[0])


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
    if field.constraint_expression:
        layer.setConstraintExpression(index, field.constraint_expression, tr(field.description))
        layer.setFieldConstraint(
            index, constraint.ConstraintExpression, strength.ConstraintStrengthSoft
        )
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
        choices = [{tr(choice.label): str(choice.code)} for choice in field.values.choices]
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


def _set_form(layer: QgsVectorLayer, definition: Layer, is_view: bool) -> None:
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
    for index, field in enumerate(layer.fields()):
        if is_view or field.name() == "RelIndex":
            config.setReadOnly(index, True)
    layer.setEditFormConfig(config)
