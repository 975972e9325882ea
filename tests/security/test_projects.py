"""Styles, projects and models that the plugin ships or writes hold no code and load nothing."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from conftest import UTM32, write_raster
from hostile import ATTACKS
from shapely.geometry import box

from rock_glacier_mapper.core.inventory.build import Candidate, build_inventory
from rock_glacier_mapper.core.inventory.geopackage import write_inventory
from rock_glacier_mapper.core.inventory.schema import load_schema
from rock_glacier_mapper.core.vector import Feature, write_layer

ROOT = Path(__file__).parents[2]
SCHEMA = load_schema()
#: Functions of expressions that run text, ask for what is the user's, or load something.
FUNCTIONS = {"eval", "eval_template", "env", "load_layer", "file_size", "open", "system"}
#: Elements that have to be empty.
EMPTY = ("editforminit", "editforminitfilepath", "editforminitcode", "mapTip", "editform")


def findings(text: str) -> list[str]:
    """What runs, or reaches outside, in a style or a project."""
    found = [] if "<!ENTITY" not in text else ["entities"]
    root = ElementTree.fromstring(text)
    for node in root.iter():
        kind, content = node.tag.rpartition("}")[2], (node.text or "").strip()
        if kind in ("Macros", "macros", "pythonCode", "actionsetting", "script"):
            found.append(kind)
        if kind in EMPTY and content and content != ".":
            found.append(f"{kind}: {content}")
        if kind == "editforminitcodesource" and content != "0":
            found.append(f"code of a form from {content}")
        if kind == "provider" and content and content not in ("ogr", "gdal", "memory"):
            found.append(f"provider {content}")
        if kind in ("svgPath", "datasource") and re.match(r"(https?|base64):", content):
            found.append(f"{kind} {content}")
        for name, value in [*node.attrib.items(), ("", content)]:
            found += [f"{w} in {kind} {name}" for w in _called(value) & FUNCTIONS]
            if re.search(r"(javascript|vbscript):|<script|onerror=|python:", value, re.IGNORECASE):
                found.append(f"{kind} {name} {value[:60]}")
    return found


def _called(text: str) -> set[str]:
    """Functions that a text calls, should it be an expression."""
    from qgis.core import QgsExpression

    if "(" not in text:
        return set()
    words = {word.lower() for word in re.findall(r"([A-Za-z_]\w*)\s*\(", text)}
    expression = QgsExpression(text)
    return words if expression.hasParserError() else set(expression.referencedFunctions()) | words


@pytest.mark.parametrize(
    "text",
    [
        "<qgis><properties><Macros><pythonCode>def openProject(): 1</pythonCode></Macros>"
        "</properties></qgis>",
        "<qgis><editforminit>open_form</editforminit></qgis>",
        "<qgis><editforminitcodesource>2</editforminitcodesource></qgis>",
        "<qgis><attributeactions><actionsetting type='1' action='import os'/></attributeactions>"
        "</qgis>",
        "<qgis><default expression=\"eval('1')\"/></qgis>",
        "<qgis><rule filter=\"env ('HOME') = 1\"/></qgis>",
        "<qgis><Option name='expression' value='coalesce(eval_template(a), 1)'/></qgis>",
        "<qgis><mapTip>&lt;img src=x onerror=alert(1)&gt;</mapTip></qgis>",
        "<qgis><provider>WFS</provider></qgis>",
    ],
)
def test_the_check_itself_finds_code(qgis_app, text):
    assert findings(text)


@pytest.mark.parametrize("file", sorted(ROOT.glob("resources/**/*.qml")), ids=lambda f: f.name)
def test_shipped_styles_hold_no_code(qgis_app, file):
    assert not findings(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", sorted(ROOT.glob("resources/**/*.model3")), ids=lambda f: f.name)
def test_shipped_models_run_algorithms_of_the_plugin_alone(qgis_app, file):
    """No scripts, no SQL, no other programs."""
    from qgis.core import QgsProcessingModelAlgorithm

    model = QgsProcessingModelAlgorithm()
    assert model.fromFile(str(file)) and model.childAlgorithms()
    for child in model.childAlgorithms().values():
        assert child.algorithmId().startswith("rockglacier:"), child.algorithmId()
        for sources in child.parameterSources().values():
            for source in sources:
                assert not _called(source.expression()) & FUNCTIONS, source.expression()
    text = file.read_text(encoding="utf-8")
    assert not findings(text)
    others = re.findall(r"\b(native|qgis|gdal|script|executesql|grass7?|saga|otb):\w+", text)
    assert not others


@pytest.fixture(scope="module")
def inventory(qgis_app, tmp_path_factory):
    """An inventory with its stored styles, in a file with a hostile name, of hostile names."""
    from rock_glacier_mapper.processing.inventorystyle import save_styles

    path = tmp_path_factory.mktemp("i") / 'inventory"><img src=x onerror=alert(1)>.gpkg'
    candidates = [
        Candidate(box(600000 + 900 * n, 5200000, 600400 + 900 * n, 5200400), {}, name)
        for n, name in enumerate(ATTACKS)
    ]
    layers = dict(build_inventory(candidates, UTM32, SCHEMA, None, {}).layers)
    for code in ("GO", "PM"):
        layers[code] = list(layers[code])
        for row, name in zip(layers[code], ATTACKS):
            row.attributes |= {"Comment": name, "Reviewer": name}
    write_inventory(path, SCHEMA, layers, UTM32.to_wkt())
    save_styles(path, SCHEMA)
    return path


def test_styles_in_an_inventory_hold_no_code(inventory):
    with sqlite3.connect(f"{inventory.resolve().as_uri()}?mode=ro", uri=True) as base:
        styles = base.execute(
            "SELECT f_table_name, styleQML, styleSLD FROM layer_styles"
        ).fetchall()
    assert len({name for name, _, _ in styles}) >= len(SCHEMA.layers)
    for _, qml, sld in styles:
        assert not findings(qml) and not findings(sld)


@pytest.mark.parametrize("kind", ["qgs", "qgz"])
def test_projects_of_an_inventory_hold_no_code(inventory, tmp_path, kind):
    """The relations and forms that the plugin gives to layers when it loads them."""
    from qgis.core import QgsProject, QgsVectorLayer

    from rock_glacier_mapper.processing.inventoryproject import add_relations

    project = QgsProject.instance()  # relations look for their layers there
    for code in ("GO", "PM", "RGS"):
        layer = QgsVectorLayer(f"{inventory}|layername={code}", f"{ATTACKS[1]} {code}", "ogr")
        assert layer.isValid()
        layer.loadDefaultStyle()
        project.addMapLayer(layer)
    add_relations(project, inventory.resolve())
    assert project.relationManager().relations()
    assert project.write(str(tmp_path / f"p.{kind}"))
    text = _project(tmp_path / f"p.{kind}")
    project.clear()
    problems = [one for one in findings(text) if "onerror=alert" not in one]
    assert not problems
    # The name of the file stands in attributes and texts, and makes no element.
    root = ElementTree.fromstring(text)
    assert not [node for node in root.iter() if node.tag.lower() in ("img", "script")]
    assert any("<img src=x" in value for node in root.iter() for value in node.attrib.values())


def test_the_project_of_the_demo_holds_no_code(tmp_path):
    """Made by ``tools/demo_project.py`` out of small layers."""
    (tmp_path / "scene").mkdir()
    values = np.arange(4 * 40 * 40, dtype=np.float32).reshape(4, 40, 40)
    write_raster(tmp_path / "scene" / "optical.tif", values)
    write_raster(tmp_path / "scene" / "dem.tif", values[0])
    write_raster(tmp_path / "heatmap.tif", values[0] / 1600)
    candidates = [Candidate(box(600050, 5199750, 600200, 5199900))]
    for name in ("scene/truth", "scene/glaciers", "objects", "candidates"):
        features = [Feature(candidates[0].geometry, {"name": "a"})]
        write_layer(tmp_path / f"{name}.gpkg", Path(name).name, features, UTM32)
    layers = build_inventory(candidates, UTM32, SCHEMA, None, {}).layers
    write_inventory(tmp_path / "inventory.gpkg", SCHEMA, layers, UTM32.to_wkt())
    made = subprocess.run(
        [sys.executable, ROOT / "tools" / "demo_project.py", tmp_path],
        capture_output=True,
        text=True,
        timeout=200,
    )
    assert (tmp_path / "demo.qgz").is_file(), made.stderr[-800:]
    assert not findings(_project(tmp_path / "demo.qgz"))


def _project(path: Path) -> str:
    if path.suffix == ".qgs":
        return path.read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(".qgs")]
        return archive.read(name).decode("utf-8")


def test_the_plugin_writes_no_code_into_layers():
    """Nor registers functions of expressions, which a project could call."""
    words = ("setEditFormInit", "setInitCode", "setInitFunction", "/Macros", "QgsAction(")
    words += ("qgsfunction", "registerFunction", "QgsPythonRunner", "setMapTipTemplate")
    for file in (ROOT / "rock_glacier_mapper").rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        assert not [word for word in words if word in text], file
