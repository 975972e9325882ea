"""Names from data make harmless file names and cells; XML is not read, SQL made in one place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hostile import BAD_NAMES
from tally import tally

from rock_glacier_mapper.core import spreadsheet
from rock_glacier_mapper.core.files import safe_name
from rock_glacier_mapper.core.installation.files import drop_projects, link_projects
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


@pytest.mark.parametrize("name", BAD_NAMES, ids=lambda name: repr(name[:20]))
def test_names_from_data_make_file_names(tmp_path, name):
    made = safe_name(name)
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,80}", made) and made != name
    assert not re.fullmatch(r"(?i)con|prn|aux|nul|com\d|lpt\d", made)
    for ending in ("", ".png", ".part-0123-4567.jsonl"):
        (tmp_path / f"{made}{ending}").touch()
    assert len(list(tmp_path.iterdir())) == 3
    tally("inputs", "Names in file names: devices, paths, 300 characters", "result")


def test_different_names_make_different_file_names():
    made = {safe_name(name).lower() for name in BAD_NAMES}
    assert len(made) == len(BAD_NAMES)
    assert safe_name("a b") != safe_name("a_b") == "a_b"
    for name in ("GO", "RGU123456N0971234E", "my-layer_2", "A" * 60):
        assert safe_name(name) == name


@pytest.mark.parametrize("name", BAD_NAMES, ids=lambda name: repr(name[:20]))
def test_names_of_layers_in_file_names(tmp_path, name):
    """The journal of a review lies beside the inventory, whatever the layer is called."""
    journal = Journal(tmp_path / "x.gpkg", name)
    journal.undo("1")
    assert [path.name for path in tmp_path.iterdir()] == [journal.path.name]
    assert re.fullmatch(r"x\.gpkg\.review-[A-Za-z0-9_-]+\.jsonl", journal.path.name)


def test_records_of_packages_lead_nowhere_else(tmp_path):
    """What is removed or linked with a package lies in its folder; no archive is opened for it."""
    folder, other = tmp_path / "packages", tmp_path / "other.py"
    (folder / "rgm-1.dist-info").mkdir(parents=True)
    (folder / "rgm.py").touch()
    other.touch()
    (folder / "rgm-1.dist-info" / "METADATA").write_text("Name: rgm\nVersion: 1\n")
    lines = ["rgm.py", "../other.py", str(other), "rgm/../../other.py", "rgm-1.dist-info/METADATA"]
    lines += ["rgm-1.dist-info/RECORD"]
    (folder / "rgm-1.dist-info" / "RECORD").write_text("".join(f"{line},,\n" for line in lines))
    link_projects(folder, tmp_path / "copy", [])
    copied = {p.relative_to(tmp_path / "copy").as_posix() for p in (tmp_path / "copy").rglob("*.*")}
    assert copied >= {"rgm.py"} and not any("other" in name for name in copied)
    assert drop_projects(folder, {"rgm"}) == ["rgm"]
    assert other.exists() and not (folder / "rgm.py").exists()


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
