"""Names from data make harmless file names; projects and styles hold no code; XML and CSV."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from rock_glacier_mapper.core import spreadsheet
from rock_glacier_mapper.core.review.journal import Journal

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "rock_glacier_mapper"


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("=1+1", "'=1+1"),
        ('=HYPERLINK("https://evil.example")', '\'=HYPERLINK("https://evil.example")'),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-2+3", "'-2+3"),
        ("\t=1", "'\t=1"),
        ("-5.3", "-5.3"),
        ("+1e3", "+1e3"),
        ("RG 12", "RG 12"),
        (-5.3, -5.3),
        (None, None),
    ],
)
def test_cells_are_no_formulas(text, stored):
    assert spreadsheet.cell(text) == stored


def test_every_csv_with_text_from_data_goes_through_it():
    """Writers of CSV, but those of numbers alone: the log of a training, the curve of a fit."""
    numbers = {"core/training/run.py", "core/training/starter.py", "core/objects/fitting/report.py"}
    for file in PACKAGE.rglob("*.py"):
        text, name = file.read_text(encoding="utf-8"), file.relative_to(PACKAGE).as_posix()
        if re.search(r"csv\.(writer|DictWriter)\(", text) and name not in numbers:
            assert "spreadsheet" in text, name


@pytest.mark.parametrize(
    "name", ["CON", "nul.txt", "a.", "..", "a/b", "a\\b", "\u202egpj.exe", "A" * 99]
)
def test_names_of_layers_in_file_names(tmp_path, name):
    made = Journal(tmp_path / "x.gpkg", name).path
    assert made.parent == tmp_path and not set(made.name) & set('/\\:*?"<>|\0\u202e')
    assert made.name.startswith("x.gpkg.review-") and made.name.endswith(".jsonl")


@pytest.mark.parametrize(
    "file",
    sorted([*(ROOT / "resources").rglob("*.qml"), *(ROOT / "resources").rglob("*.model3")]),
    ids=lambda f: f.name,
)
def test_shipped_styles_and_models_hold_no_code(file):
    assert_no_code(file.read_text(encoding="utf-8"))


def assert_no_code(text):
    lower = text.lower()
    for word in ("<macros", "pythonmacros", "def openproject", "import os", "exec(", "eval("):
        assert word not in lower, word
    for element in ("editforminitcode", "editforminit", "editforminitfilepath"):
        for value in re.findall(rf"<{element}(?:\s[^>]*)?>(.*?)</{element}>", lower, re.DOTALL):
            assert not re.sub(r"<!\[cdata\[|\]\]>|\s", "", value), (element, value[:80])
    for use in re.findall(r"<editforminitcodesource>(\d)", lower):
        assert use == "0"
    assert not re.search(r"<actionsetting[^>]*type=\"[15]\"", lower)  # Python and programs
    assert "<!entity" not in lower


def test_generated_projects_hold_no_code(tmp_path):
    """The project that is written beside an inventory: no macros, no form code, no actions."""
    from qgis.core import QgsProject, QgsVectorLayer

    project = QgsProject()
    project.addMapLayer(QgsVectorLayer("Point?crs=EPSG:4326&field=a:string", "a", "memory"))
    project.write(str(tmp_path / "p.qgz"))
    with zipfile.ZipFile(tmp_path / "p.qgz") as archive:
        for name in archive.namelist():
            if name.endswith(".qgs"):
                assert_no_code(archive.read(name).decode("utf-8"))
    words = (
        "setEditFormInit",
        "setInitCode",
        "setInitFunction",
        "/Macros",
        "pythonCode",
        "QgsAction",
    )
    for file in PACKAGE.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        assert not [word for word in words if word.lower() in text.lower()], file


def test_xml_is_written_and_never_read():
    """Entity bombs need a reader; the package has none of its own."""
    for file in PACKAGE.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        for word in (
            "ET.parse",
            "fromstring",
            "iterparse",
            "minidom",
            "QDomDocument",
            "QXmlStream",
            "expat",
            "lxml",
        ):
            assert word not in text, (file, word)


def test_sql_is_made_in_one_place():
    """Layers are filled through OGR; statements are made only of the names of the own schema."""
    pattern = re.compile(r"f\"[^\"]*\b(?:SELECT|UPDATE|DELETE|INSERT|CREATE|DROP)\b[^\"]*\{")
    for file in PACKAGE.rglob("*.py"):
        if pattern.search(file.read_text(encoding="utf-8")):
            assert file.relative_to(PACKAGE).as_posix() == "core/inventory/geopackage.py"
