"""The inventory schema: layers, fields and value lists, read from ``rgik_schema.json``."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..errors import InputError
from ..paths import resources
from ..translation import tr

#: Value of ``<field>Src`` for what a machine filled, and for what a person did.
AUTO, MANUAL = "auto", "manual"

#: Name of the field that keeps, as JSON, the values that a machine wrote.
MACHINE_VALUES = "MachineVal"

FIELD_TYPES = ("integer", "real", "text", "datetime")
GEOMETRIES = ("Point", "MultiPolygon", "None")
EVIDENCE = ("S", "C", "R", "I")

#: A column of a view is shown, never edited.
_PASSIVE = {
    "mandatory": False,
    "unique": False,
    "suggested": False,
    "default": None,
    "default_expression": "",
    "update_expression": "",
    "constraint_expression": "",
}


@dataclass(frozen=True)
class Choice:
    """One entry of a value list: the stored code and the label that is shown."""

    code: int | str
    label: str


@dataclass(frozen=True)
class ValueList:
    """The values that a field may take.

    Attributes:
        evidence: S stated, C seen in code, R recalled (to be checked), I design.
    """

    name: str
    choices: tuple[Choice, ...]
    evidence: str

    @property
    def codes(self) -> tuple[int | str, ...]:
        """The stored codes."""
        return tuple(choice.code for choice in self.choices)


@dataclass(frozen=True)
class Field:
    """A column of a layer.

    Attributes:
        name: stored name, without dots.
        alias: name shown in QGIS; the dotted one of the RGIK templates where there is one.
        type: ``integer``, ``real``, ``text`` or ``datetime``.
        length: characters of a text; 0 = unlimited.
        values: value list, or None.
        suggested: a machine may fill it; then ``<name>Src`` tells who did.
        source_of: for a ``<name>Src`` field the name of the field it speaks of.
        default: value of new features; ``default_expression`` a QGIS expression instead.
        update_expression: QGIS expression that is evaluated at every edit.
        constraint_expression: QGIS expression that should be true of the value.
        group: tab of the form.
        evidence: S, C, R or I, see :class:`ValueList`.
    """

    name: str
    alias: str
    type: str
    length: int = 0
    values: ValueList | None = None
    mandatory: bool = False
    unique: bool = False
    hidden: bool = False
    suggested: bool = False
    source_of: str = ""
    default: int | float | str | None = None
    default_expression: str = ""
    update_expression: str = ""
    constraint_expression: str = ""
    unit: str = ""
    group: str = ""
    description: str = ""
    evidence: str = "I"


@dataclass(frozen=True)
class Layer:
    """A layer of the inventory; ``geometry`` is ``Point``, ``MultiPolygon`` or ``None``."""

    code: str
    title: str
    geometry: str
    description: str
    fields: tuple[Field, ...]
    evidence: str = "I"

    def field(self, name: str) -> Field:
        """The field of that name.

        Raises:
            KeyError: there is none.
        """
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all fields."""
        return tuple(field.name for field in self.fields)

    def defaults(self) -> dict[str, Any]:
        """Values of a new feature."""
        return {f.name: f.default for f in self.fields if f.default is not None}


@dataclass(frozen=True)
class View:
    """A table that the GeoPackage computes from the extended outlines and their markers.

    Attributes:
        layer: what it looks like: code, title, and the columns as fields.
        sources: for each column (layer code, field name, factor), the factor 1 for a plain copy.
        accepted_only: without rejected landforms and outlines that a review removes.
    """

    layer: Layer
    sources: tuple[tuple[str, str, float], ...]
    accepted_only: bool = False


@dataclass(frozen=True)
class Schema:
    """All layers, views and value lists of an inventory."""

    title: str
    version: str
    layers: tuple[Layer, ...]
    value_lists: dict[str, ValueList]
    views: tuple[View, ...] = ()

    def layer(self, code: str) -> Layer:
        """The layer of that code (``AOI``, ``PM``, ``MA``, ``GO``, ``RGS``, ``REVIEW_LOG``).

        Raises:
            KeyError: there is none.
        """
        for layer in self.layers:
            if layer.code == code:
                return layer
        raise KeyError(code)


def load_schema(path: str | os.PathLike | None = None) -> Schema:
    """Read and check a schema file; the shipped one when ``path`` is None.

    Raises:
        InputError: the file is missing or inconsistent; the message names the place.
    """
    path = Path(path) if path is not None else resources() / "rgik_schema.json"
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(
            tr("The inventory schema {path} cannot be read ({error}).").format(
                path=path, error=error
            )
        ) from error
    try:
        lists = {name: _value_list(name, item) for name, item in raw["value_lists"].items()}
        layers = tuple(_layer(item, raw.get("blocks", {}), lists) for item in raw["layers"])
        by_code = {layer.code: layer for layer in layers}
        views = tuple(_view(item, by_code) for item in raw.get("views", ()))
    except (KeyError, TypeError, AttributeError) as error:
        raise InputError(
            tr("The inventory schema {path} lacks or misspells {error}.").format(
                path=path, error=error
            )
        ) from error
    except InputError as error:
        raise InputError(
            tr("The inventory schema {path}: {error}").format(path=path, error=error)
        ) from error
    codes = [layer.code for layer in layers] + [view.layer.code for view in views]
    _require(_distinct(code.lower() for code in codes), tr("two layers have the same code"))
    return Schema(raw.get("title", ""), str(raw.get("version", "")), layers, lists, views)


def _value_list(name: str, raw: dict) -> ValueList:
    choices = tuple(Choice(item["code"], item["label"]) for item in raw["values"])
    _require(choices, tr("the value list {name} is empty").format(name=name))
    _require(
        _distinct(c.code for c in choices),
        tr("the value list {name} has a code twice").format(name=name),
    )
    _require(
        _distinct(c.label for c in choices),
        tr("the value list {name} has a label twice").format(name=name),
    )
    _require(
        raw["evidence"] in EVIDENCE,
        tr("the value list {name} has an unknown evidence tag").format(name=name),
    )
    return ValueList(name, choices, raw["evidence"])


def _layer(raw: dict, blocks: dict, lists: dict[str, ValueList]) -> Layer:
    code = raw["code"]
    _require(
        raw["geometry"] in GEOMETRIES, tr("layer {code} has an unknown geometry").format(code=code)
    )
    items = [*raw["fields"], *(item for block in raw.get("blocks", ()) for item in blocks[block])]
    fields = [_field(item, lists, f"{code}.{item['name']}") for item in items]
    fields += [_source_field(field, lists) for field in fields if field.suggested]
    _require(
        _distinct(field.name.lower() for field in fields),
        tr("layer {code} has a field name twice").format(code=code),
    )
    return Layer(
        code, raw["title"], raw["geometry"], raw["description"], tuple(fields), raw["evidence"]
    )


def _view(raw: dict, layers: dict[str, Layer]) -> View:
    fields, sources = [], []
    for item in raw["columns"]:
        item = dict(item)
        code, _, name = item.pop("from").partition(".")
        _require(
            code in ("GO", "PM"),
            tr("the view {code} has a column from {layer}").format(code=raw["code"], layer=code),
        )
        sources.append((code, name, float(item.pop("factor", 1))))
        fields.append(replace(layers[code].field(name), **item, **_PASSIVE))
    names = [field.name.lower() for field in fields]
    _require(_distinct(names), tr("the view {code} has a column twice").format(code=raw["code"]))
    layer = Layer(
        raw["code"],
        raw["title"],
        "MultiPolygon",
        raw["description"],
        tuple(fields),
        raw["evidence"],
    )
    return View(layer, tuple(sources), raw.get("accepted_only", False))


def _field(raw: dict, lists: dict[str, ValueList], place: str) -> Field:
    values = lists[raw["values"]] if "values" in raw else None
    field = Field(**{**raw, "values": values})
    _require(
        field.type in FIELD_TYPES,
        tr("{place} has the unknown type {type}").format(place=place, type=field.type),
    )
    _require("." not in field.name, tr("{place}: stored names have no dots").format(place=place))
    _require(
        field.evidence in EVIDENCE, tr("{place} has an unknown evidence tag").format(place=place)
    )
    if values is not None:
        kind = int if field.type == "integer" else str
        _require(
            all(type(code) is kind for code in values.codes),
            tr("{place}: the codes of {name} do not fit its type").format(
                place=place, name=values.name
            ),
        )
        _require(
            field.type == "integer"
            or not field.length
            or all(len(code) <= field.length for code in values.codes),
            tr("{place} is too short for a code of {name}").format(place=place, name=values.name),
        )
        _require(
            field.default is None or field.default in values.codes,
            tr("{place}: its default is not in {name}").format(place=place, name=values.name),
        )
    return field


def _source_field(field: Field, lists: dict[str, ValueList]) -> Field:
    name = f"{field.name}Src"
    expression = (
        f'CASE WHEN "{field.name}" IS NULL THEN NULL '
        f"WHEN \"{name}\" = '{MANUAL}' THEN '{MANUAL}' "
        f'WHEN "{field.name}" = map_get(json_to_map("{MACHINE_VALUES}"), \'{field.name}\') '
        f"THEN '{AUTO}' ELSE '{MANUAL}' END"
    )
    return Field(
        name=name,
        alias=f"{field.alias}: source",
        type="text",
        length=10,
        values=lists["source"],
        source_of=field.name,
        update_expression=expression,
        group="Provenance",
        description=f"Who filled {field.name}: a machine or a person",
    )


def _distinct(values) -> bool:
    values = list(values)
    return len(set(values)) == len(values)


def _require(condition: Any, message: str) -> None:
    if not condition:
        raise InputError(message)
