"""What depends on what, spellings that work with Qt 5 and Qt 6, metadata and the zip."""

from __future__ import annotations

import ast
import configparser
import functools
import graphlib
import importlib
import importlib.util
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "rock_glacier_mapper"
FILES = sorted(PACKAGE.rglob("*.py"))

#: Imports between parts of core that lead back. Tile sizes are tried with the engine's own plan of
#: tiles, which is imported when it is asked for.
EXCEPTIONS = [("inference", "heatmap")]


def name_of(file):
    return file.relative_to(PACKAGE).as_posix()


@functools.cache
def tree(file):
    return ast.parse(file.read_text(encoding="utf-8"), str(file))


def imports(file):
    """Absolute names of all modules that a file imports, wherever in it."""
    package = ("rock_glacier_mapper", *file.relative_to(PACKAGE).parts[:-1])
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*base, *filter(None, [node.module])])
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def within(*folders):
    return pytest.mark.parametrize(
        "file", [f for f in FILES if name_of(f).split("/")[0] in folders], ids=name_of
    )


def is_in(module, *packages):
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def test_imports_are_found():
    """The helper sees relative imports and those inside functions."""
    found = set(imports(PACKAGE / "processing" / "preparestack.py"))
    assert {"qgis.core", "rock_glacier_mapper.processing.base"} <= found
    assert "rock_glacier_mapper.core.channels.make_channel" in found


@within("core")
def test_core_knows_neither_qgis_nor_the_layers_above(file):
    above = (
        "rock_glacier_mapper.processing",
        "rock_glacier_mapper.gui",
        "rock_glacier_mapper.plugin",
    )
    for module in imports(file):
        assert not is_in(module, "qgis", "PyQt5", "PyQt6", "processing", *above), module


def parts_of_core():
    """Folder or module of core to those that it imports, wherever in a file."""
    core = "rock_glacier_mapper.core."
    names = {path.stem for path in (PACKAGE / "core").iterdir() if not path.name.startswith("_")}
    uses = {name: set() for name in names}
    for file in (PACKAGE / "core").rglob("*.py"):
        part = Path(file.relative_to(PACKAGE).parts[1]).stem
        if part in names:
            found = {m[len(core) :].split(".")[0] for m in imports(file) if m.startswith(core)}
            uses[part] |= (found & names) - {part}
    return uses


def test_the_folders_of_core_form_no_cycle():
    """So that each can be read, tested and moved without those that build on it."""
    uses = parts_of_core()
    assert {"geodesy", "raster"} <= uses["inventory"] and not uses["translation"]
    for one, other in EXCEPTIONS:
        uses[one].remove(other)
    list(graphlib.TopologicalSorter(uses).static_order())  # a CycleError tells the way round


@within("processing")
def test_processing_does_not_know_the_desktop(file):
    for module in imports(file):
        assert not is_in(module, "rock_glacier_mapper.gui", "qgis.gui", "qgis.utils"), module
        assert not is_in(module, "qgis.PyQt.QtWidgets"), module


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_qt_comes_from_qgis(file):
    for module in imports(file):
        assert not is_in(module, "PyQt5", "PyQt6", "PySide2", "PySide6", "sip"), module


@within("processing", "gui", "plugin.py")
def test_heavy_packages_are_imported_inside_functions(file):
    """So that the provider lists its algorithms without them; OSGeo's come with QGIS."""
    heavy = "onnxruntime", "rasterio", "scipy", "shapely", "skimage", "torch", "numpy"
    for node in tree(file).body:
        names = [alias.name for alias in getattr(node, "names", [])]
        names += [getattr(node, "module", None) or ""]
        assert not any(is_in(name, *heavy) for name in names), names


@within("processing", "gui", "plugin.py")
def test_enums_are_scoped(file):
    """``QgsProcessing.SourceType.TypeRaster``; without the scope it fails with Qt 6."""
    found = tree(file)
    classes = {}
    for node in ast.walk(found):
        if isinstance(node, ast.ImportFrom) and is_in(node.module or "", "qgis"):
            module = importlib.import_module(node.module)
            for alias in node.names:
                value = getattr(module, alias.name, None)
                if isinstance(value, type):
                    classes[alias.asname or alias.name] = value
    flat = [
        f"{node.value.id}.{node.attr} in line {node.lineno}"
        for node in ast.walk(found)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id in classes
        and isinstance(getattr(classes[node.value.id], node.attr, None), int)
    ]
    assert not flat


def test_metadata_has_what_the_plugin_site_wants():
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str
    parser.read(ROOT / "metadata.txt", encoding="utf-8")
    metadata = dict(parser["general"])
    needed = "name description version author email about tracker repository homepage changelog"
    for key in needed.split():
        assert metadata[key].strip(), key
    assert metadata["qgisMinimumVersion"] == "3.22" and metadata["qgisMaximumVersion"] == "4.99"
    assert metadata["hasProcessingProvider"] == "yes"
    assert "supportsQt6" not in metadata
    assert "/" not in metadata["author"] and "@" in metadata["email"]
    assert "plugin" not in metadata["name"].lower()
    assert all(part.isdigit() for part in metadata["version"].split("."))
    for key in ("tracker", "repository", "homepage"):
        assert metadata[key].startswith("https://")
    for package in ("onnxruntime", "rasterio", "scikit-image", "shapely"):
        assert package in metadata["about"]
    icon = ROOT / metadata["icon"]
    assert icon.is_file() and icon.parent.name == "resources"


@pytest.fixture(scope="module")
def build_plugin():
    path = ROOT / "tools" / "build_plugin.py"
    spec = importlib.util.spec_from_file_location("build_plugin", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_zip_is_what_the_plugin_site_takes(build_plugin, tmp_path, capsys):
    build_plugin.package(tmp_path)
    (path,) = tmp_path.iterdir()
    assert path.suffix == ".zip" and path.stat().st_size < 25_000_000
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
    assert len(set(names)) == len(names)
    assert {name.split("/")[0] for name in names} == {"rock_glacier_mapper"}
    inside = {name.partition("/")[2] for name in names}
    assert {"metadata.txt", "__init__.py", "LICENSE", "plugin.py", "CHANGELOG.md"} <= inside
    assert {"requirements.txt", "requirements-training.txt"} <= inside
    assert {name_of(file) for file in FILES} <= inside
    for folder in ("models", "resources"):
        shipped = {name for name in inside if name.startswith(f"{folder}/")}
        there = {
            file.relative_to(ROOT).as_posix()
            for file in (ROOT / folder).rglob("*")
            if file.is_file() and not file.name.startswith(".")
        }
        assert shipped == there
    assert "resources/icon.svg" in inside
    for name in names:
        parts = name.split("/")
        assert not any(part.startswith((".", "__pycache__", "__MACOSX")) for part in parts), name
        assert not name.endswith((".pyc", ".so", ".dll", ".exe", ".sh", ".bat")), name
        assert "tests" not in parts and "\\" not in name and ".." not in parts
    capsys.readouterr()


def test_the_same_sources_give_the_same_zip(build_plugin, tmp_path, capsys):
    """Sorted, without times and modes of the checkout."""
    zips = []
    for name in ("one", "two"):
        build_plugin.package(tmp_path / name)
        (path,) = (tmp_path / name).iterdir()
        zips.append(path)
    assert zips[0].read_bytes() == zips[1].read_bytes()
    with zipfile.ZipFile(zips[0]) as archive:
        entries = archive.infolist()
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.external_attr for entry in entries} == {0o100644 << 16}
    assert all(entry.filename.isascii() and len(entry.filename) < 120 for entry in entries)
    capsys.readouterr()


def test_requirements_are_those_of_the_table():
    """What QPIP reads, and what the settings page installs, are one; none forces numpy up."""
    from rock_glacier_mapper.core.installation.packages import MAPPING, PACKAGES, TRAINING

    for file, purpose in (("requirements.txt", MAPPING), ("requirements-training.txt", TRAINING)):
        lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
        wanted = [line for line in lines if not line.startswith("#")]
        assert wanted == [p.requirement for p in PACKAGES if p.purpose == purpose]
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(ROOT / "metadata.txt", encoding="utf-8")
    for package in PACKAGES:
        assert package.project in parser["general"]["about"], package.project
    assert "plugin_dependencies" not in parser["general"]  # the plugin installs what it needs


def test_a_copy_of_the_plugin_finds_its_own_data(build_plugin, tmp_path, capsys):
    """Installed as from the zip, with models and resources inside the package."""
    build_plugin.install(tmp_path)
    code = (
        "import rock_glacier_mapper.core.paths as p; print(p.resources()); print(p.metadata_file())"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r}); {code}"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    inside = tmp_path / "rock_glacier_mapper"
    assert done.stdout.split() == [str(inside / "resources"), str(inside / "metadata.txt")]
    capsys.readouterr()
