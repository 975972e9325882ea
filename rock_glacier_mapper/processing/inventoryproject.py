"""The layers of an inventory in a QGIS project: siblings, relations, style when loaded.

A GeoPackage cannot hold relations; QGIS keeps them in the project. They are made when the
layers are loaded by an algorithm.
"""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    Qgis,
    QgsAttributeEditorContainer,
    QgsAttributeEditorRelation,
    QgsEditorWidgetSetup,
    QgsProject,
    QgsProviderRegistry,
    QgsRelation,
    QgsVectorLayer,
)
from qgis.PyQt import sip

from ..core.translation import tr
from .layers import LayerStyler

#: Relations as (child layer, its field, parent layer, its field, title of the parent's tab).
RELATIONS = (
    ("GO", "PrimaryID", "PM", "PrimaryID", "Outlines"),
    ("PM", "AssocRGS", "RGS", "RGSID", "Units"),
)


def place(layer: QgsVectorLayer) -> tuple[Path, str] | None:
    """(file, layer name) of a GeoPackage layer, None for other layers."""
    if layer.providerType() != "ogr":
        return None
    parts = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
    path = Path(parts.get("path") or "")
    if path.suffix.lower() != ".gpkg":
        return None
    # A file with one layer may be named without it.
    return path.resolve(), parts.get("layerName") or layer.name()


def layer_in(project: QgsProject | None, path: Path, code: str) -> QgsVectorLayer | None:
    """The layer of a project that shows this layer of a GeoPackage."""
    for layer in project.mapLayers().values() if project is not None else ():
        if isinstance(layer, QgsVectorLayer) and place(layer) == (path, code):
            return layer
    return None


def sibling_layer(
    layer: QgsVectorLayer, code: str, project: QgsProject | None = None
) -> QgsVectorLayer | None:
    """Another layer of the same inventory: the project's, else newly opened; None = no such.

    Args:
        layer: for example GO.
        code: for example ``PM``.
    """
    here = place(layer)
    if here is None:
        return None
    found = layer_in(project, here[0], code)
    if found is None:
        found = QgsVectorLayer(f"{here[0]}|layername={code}", f"{here[0].stem} {code}", "ogr")
    return found if found.isValid() else None


def add_relations(project: QgsProject, path: Path) -> None:
    """Link those layers of an inventory that the project has; what is linked stays as it is."""
    manager = project.relationManager()
    for child, key, parent, parent_key, title in RELATIONS:
        ends = layer_in(project, path, child), layer_in(project, path, parent)
        if None in ends:
            continue
        relation = QgsRelation()
        relation.setId(f"{path.stem}_{ends[0].id()}_{key}")
        relation.setName(f"{path.stem} {parent} – {child}")
        relation.setReferencingLayer(ends[0].id())
        relation.setReferencedLayer(ends[1].id())
        relation.addFieldPair(key, parent_key)
        if not relation.isValid() or relation.id() in manager.relations():
            continue
        manager.addRelation(relation)
        _offer_parents(ends[0], key, relation)
        _show_children(ends[1], relation, title)


def _offer_parents(layer: QgsVectorLayer, key: str, relation: QgsRelation) -> None:
    """Let the form of the child choose its parent, and open it."""
    config = {
        "Relation": relation.id(),
        "AllowNULL": True,
        "FetchLimitActive": True,  # an inventory may have tens of thousands
        "FetchLimitNumber": 100,
    }
    setup = QgsEditorWidgetSetup("RelationReference", config)
    layer.setEditorWidgetSetup(layer.fields().indexOf(key), setup)


def _show_children(layer: QgsVectorLayer, relation: QgsRelation, title: str) -> None:
    """Add a tab with the children to the form of the parent."""
    config = layer.editFormConfig()
    root = config.invisibleRootContainer()
    tab = QgsAttributeEditorContainer(tr(title), root)
    if hasattr(Qgis, "AttributeEditorContainerType"):  # QGIS 3.32 and later
        tab.setType(Qgis.AttributeEditorContainerType.Tab)
    else:
        tab.setIsGroupBox(False)
    tab.addChildElement(QgsAttributeEditorRelation(relation.name(), relation, tab))
    config.addTab(tab)
    layer.setEditFormConfig(config)


class InventoryStyler(LayerStyler):
    """Gives a layer its stored style when QGIS loads it, and links it with its siblings."""

    def __init__(self):
        super().__init__(None)

    def postProcessLayer(self, layer, context, feedback):  # noqa: D102
        super().postProcessLayer(layer, context, feedback)
        here = place(layer)
        if here is not None and context.project() is not None:
            add_relations(context.project(), here[0])


def inventory_styler() -> InventoryStyler:
    """A new post-processor for one layer, kept alive as :func:`.layers.layer_styler` explains."""
    _kept[:] = [kept for kept in _kept if not sip.isdeleted(kept)]
    _kept.append(InventoryStyler())
    return _kept[-1]


_kept: list[InventoryStyler] = []
