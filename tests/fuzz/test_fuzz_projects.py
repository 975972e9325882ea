"""Projects of any kind around the algorithms: damaged, moved, with other CRSs and ellipsoids."""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
import vectors
from conftest import FULL
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from messages import assert_clear, run_algorithm
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsProject,
    QgsVectorLayer,
)
from tally import tally
from vectors import Layer, Shape

UNITS = Layer(tuple(Shape("circle", i, i, 0.8) for i in range(3)))
MORE = Layer((Shape("box", 0, 3), Shape("box", 3, 0)))


@pytest.fixture(autouse=True)
def _empty_project(qgis_app):
    yield
    QgsProject.instance().clear()


@pytest.fixture(scope="module")
def saved(qgis_app, tmp_path_factory):
    """Folder with an inventory and a project that shows it, by relative paths."""
    folder = tmp_path_factory.mktemp("saved")
    create(folder / "inventory.gpkg")
    project = QgsProject.instance()
    project.clear()
    for code in ("GO", "PM", "RGS"):
        layer = QgsVectorLayer(f"{folder / 'inventory.gpkg'}|layername={code}", code, "ogr")
        assert project.addMapLayer(layer) is not None
    for name in ("project.qgs", "project.qgz"):
        assert project.write(str(folder / name))
    project.clear()
    return folder


def create(path, spec=UNITS):
    parameters = {"CANDIDATES": vectors.memory_layer(spec), "OUTPUT": str(path)}
    results, message = run_algorithm("createinventory", parameters)
    assert message is None, message
    return results


def rows(path, name="GO"):
    layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
    assert layer.isValid()
    return [(f["PrimaryID"], f["AREA"] if name == "GO" else f["LAT"]) for f in layer.getFeatures()]


def append(inventory, expected=2):
    parameters = {"CANDIDATES": vectors.memory_layer(MORE), "INVENTORY": inventory}
    results, message = run_algorithm("appendtoinventory", parameters)
    assert message is None, message
    assert results["ADDED"] == expected
    return results


def layer_named(name):
    (layer,) = QgsProject.instance().mapLayersByName(name)
    return layer


@pytest.mark.parametrize("name", ("project.qgs", "project.qgz"))
def test_a_project_moved_to_another_folder(saved, tmp_path, name):
    """Layers, siblings and edits are those of the new folder; the old one is untouched."""
    here = tmp_path / "moved it's here"
    shutil.copytree(saved, here)
    old = rows(saved / "inventory.gpkg")
    assert QgsProject.instance().read(str(here / name))
    append(layer_named("GO"))
    assert len(rows(here / "inventory.gpkg")) == len(rows(here / "inventory.gpkg", "PM")) == 5
    assert rows(saved / "inventory.gpkg") == old
    tally("inputs", "Project: moved to another folder", "result")


@pytest.mark.parametrize("name", ("project.qgs", "project.qgz"))
def test_a_project_without_its_inventory(saved, tmp_path, name):
    """A layer whose file is gone brings a message."""
    shutil.copy(saved / name, tmp_path / name)
    QgsProject.instance().read(str(tmp_path / name))
    for algorithm in ("checkinventory", "appendtoinventory", "exportrogi"):
        parameters = {"INVENTORY": layer_named("GO").id()}
        if algorithm == "appendtoinventory":
            parameters["CANDIDATES"] = vectors.memory_layer(MORE)
        else:
            parameters["OUTPUT"] = str(tmp_path / "out.gpkg")
        _, message = run_algorithm(algorithm, parameters)
        assert_clear(message)
        assert not (tmp_path / "out.gpkg").exists()
        tally("inputs", "Project: its inventory is gone", "clear message")


@pytest.mark.parametrize(
    ("crs", "ellipsoid"),
    (
        ("EPSG:3857", "NONE"),
        ("EPSG:4326", "EPSG:7001"),
        ("", "PARAMETER:6370997:6370997"),
        ("EPSG:3031", "junk"),
    ),
)
def test_the_project_changes_no_area(saved, tmp_path, crs, ellipsoid):
    """Areas and identifiers do not depend on the CRS and ellipsoid of the project."""
    project = QgsProject.instance()
    project.setCrs(QgsCoordinateReferenceSystem(crs))
    project.setEllipsoid(ellipsoid)
    create(tmp_path / "inventory.gpkg")
    assert rows(tmp_path / "inventory.gpkg") == rows(saved / "inventory.gpkg")
    tally("inputs", "Project: another CRS or ellipsoid", "result")


def test_a_huge_transform_context(saved, tmp_path):
    context = QgsCoordinateTransformContext()
    utm = QgsCoordinateReferenceSystem(vectors.UTM)
    for zone in range(32601, 32661):
        other = QgsCoordinateReferenceSystem(f"EPSG:{zone}")
        context.addCoordinateOperation(utm, other, "+proj=noop")
    QgsProject.instance().setTransformContext(context)
    create(tmp_path / "inventory.gpkg")
    assert rows(tmp_path / "inventory.gpkg") == rows(saved / "inventory.gpkg")
    tally("inputs", "Project: huge transform context", "result")


@settings(max_examples=100 if FULL else 4, phases=(Phase.explicit, Phase.generate))
@given(
    name=st.sampled_from(("project.qgs", "project.qgz")),
    share=st.floats(0, 0.99),
    flip=st.booleans(),
)
def test_a_damaged_project(saved, tmp_path_factory, name, share, flip):
    """Whatever QGIS makes of a damaged project, the algorithms work or tell."""
    folder = tmp_path_factory.mktemp("damaged")
    shutil.copy(saved / "inventory.gpkg", folder / "inventory.gpkg")
    data = bytearray((saved / name).read_bytes())
    if flip:
        data[int(share * len(data))] ^= 0x15
    else:
        data = data[: int(share * len(data))]
    (folder / name).write_bytes(bytes(data))
    try:
        QgsProject.instance().read(str(folder / name))
        found = QgsProject.instance().mapLayersByName("GO")
        inventory = found[0].id() if found else f"{folder / 'inventory.gpkg'}|layername=GO"
        before = rows(folder / "inventory.gpkg")
        parameters = {"CANDIDATES": vectors.memory_layer(MORE), "INVENTORY": inventory}
        results, message = run_algorithm("appendtoinventory", parameters)
        if message is not None:
            assert_clear(message)
            assert rows(folder / "inventory.gpkg") == before
        else:
            assert results["ADDED"] == 2 and len(rows(folder / "inventory.gpkg")) == 5
        outcome = "clear message" if message else "result"
        tally("inputs", "Project: cut or with a flipped byte", outcome)
    finally:
        QgsProject.instance().clear()


def test_layers_in_edit_mode_get_one_undo_step(saved, tmp_path):
    """With unsaved edits in the project: one step a layer, and nothing is stored."""
    shutil.copytree(saved, tmp_path / "here")
    path = tmp_path / "here" / "inventory.gpkg"
    QgsProject.instance().read(str(tmp_path / "here" / "project.qgz"))
    _edit("GO")
    before = {name: layer_named(name).undoStack().count() for name in ("GO", "PM", "RGS")}
    assert before["GO"] > 0
    append(layer_named("GO"))
    steps = {name: layer_named(name).undoStack().count() for name in before}
    assert steps == {name: count + 1 for name, count in before.items()}
    assert len(rows(path)) == 3
    for name in steps:
        layer_named(name).undoStack().undo()
    assert layer_named("GO").featureCount() == 3
    tally("inputs", "Project: layers with unsaved edits", "result")


def _edit(name):
    layer = layer_named(name)
    layer.startEditing()
    number = min(feature.id() for feature in layer.getFeatures())
    layer.changeAttributeValue(number, layer.fields().indexOf("Comment"), "mine")


def _cut(saved, folder):
    data = (saved / "project.qgz").read_bytes()
    (folder / "project.qgz").write_bytes(data[: len(data) // 2])


def _other(saved, folder):
    with zipfile.ZipFile(folder / "project.qgz", "w") as file:
        file.writestr("readme.txt", "no project")


def _good(saved, folder):
    shutil.copy(saved / "project.qgz", folder / "project.qgz")


@pytest.mark.full
@pytest.mark.parametrize("make", (_good, _cut, _other))
def test_qgis_process_with_a_project(saved, tmp_path, make):
    """The program on the terminal: the check runs, or says why not; no traceback."""
    program = shutil.which("qgis_process")
    if program is None:
        pytest.skip("qgis_process is not installed")
    plugins = tmp_path / "profile" / "python" / "plugins"
    plugins.mkdir(parents=True)
    root = Path(__file__).resolve().parents[2]
    (plugins / "rock_glacier_mapper").symlink_to(root / "rock_glacier_mapper")
    shutil.copy(saved / "inventory.gpkg", tmp_path / "inventory.gpkg")
    make(saved, tmp_path)
    command = [
        program, "run", "rockglacier:checkinventory", "--project_path",
        str(tmp_path / "project.qgz"), "--", f"INVENTORY={tmp_path / 'inventory.gpkg'}",
        f"OUTPUT={tmp_path / 'findings.csv'}",
    ]  # fmt: skip
    environment = {**os.environ, "QGIS_PLUGINPATH": str(plugins), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    text = done.stdout + done.stderr
    assert "Traceback" not in text, text
    if done.returncode == 0:
        assert (tmp_path / "findings.csv").exists(), text
    else:
        assert not (tmp_path / "findings.csv").exists()
    tally(
        "inputs",
        "qgis_process: damaged project",
        "result" if not done.returncode else "clear message",
    )
