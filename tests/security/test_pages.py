"""Reports and figures, whole, by the code that writes them, made of hostile names."""

from __future__ import annotations

import csv
from dataclasses import replace

import numpy as np
import pytest
from affine import Affine
from conftest import UTM32, write_raster
from hostile import ATTACKS, ODD, assert_harmless, assert_harmless_svg
from rasterio.crs import CRS
from scipy import special
from shapely.geometry import box
from tally import tally

from rock_glacier_mapper.core.accuracy.assessment import Options, assess_inventory
from rock_glacier_mapper.core.accuracy.report import write_accuracy_report
from rock_glacier_mapper.core.figuretext import figure_text
from rock_glacier_mapper.core.inventory.checkreport import write_check_report
from rock_glacier_mapper.core.inventory.comparison import (
    Inventory,
    compare_inventories,
    write_comparison,
)
from rock_glacier_mapper.core.inventory.findings import CHECKS, CheckResult, Finding
from rock_glacier_mapper.core.inventory.schema import load_schema
from rock_glacier_mapper.core.kinematics.figures import save
from rock_glacier_mapper.core.kinematics.meanvelocity import from_mean_velocity
from rock_glacier_mapper.core.kinematics.movingareas import MovingArea
from rock_glacier_mapper.core.kinematics.report import write_kinematic_report
from rock_glacier_mapper.core.kinematics.units import Assessed, Unit, assess
from rock_glacier_mapper.core.kinematics.velocityraster import velocity_raster
from rock_glacier_mapper.core.report.figures import class_figure, region_roses
from rock_glacier_mapper.core.report.units import read_units
from rock_glacier_mapper.core.report.writing import write_report as write_inventory_report
from rock_glacier_mapper.core.training.metrics import ScoreHistogram
from rock_glacier_mapper.core.training.report import PatchExample, TrainingReport, write_report
from rock_glacier_mapper.core.vector import Feature, write_layer
from rock_glacier_mapper.gui.validation.answers import results, write_results

#: As a file, a log or a database may hold them; no surrogates, which no page can hold.
NAMES = [*ATTACKS, *ODD[:3], ODD[4], "A" * 300]


def check(path, times=1, names=NAMES):
    """The page is harmless and shows each name at least so many times, as text."""
    page = assert_harmless(path.read_text(encoding="utf-8"))
    for name in names:
        assert page.text.count(name) >= times, name
        tally("inputs", "Names in reports: HTML, scripts, formulas", "result", 1)
    return page


def squares(count, size=100):
    return [box(600 * n, 0, 600 * n + size, size) for n in range(count)]


def test_training_report(tmp_path):
    """Names of data sets, places, channels, classes and settings."""
    rng = np.random.default_rng(1)
    places = {}
    for name in NAMES:
        logit = rng.normal(-1, 2, 500)
        places[name] = ScoreHistogram()
        places[name].add(special.expit(logit), (logit > 0).astype(np.uint8))
    label = np.zeros((8, 8), np.uint8)
    label[2:6, 2:6] = 1
    picture = np.zeros((8, 8, 3), np.uint8)
    examples = [PatchExample(n, n, picture, label, label * np.float32(0.9)) for n in NAMES[:12]]
    report = TrainingReport(
        title=NAMES[0],
        settings={name: name for name in NAMES},
        data=[{"folder": name, name: name, "split_overlapping": True} for name in NAMES],
        history=[{"epoch": 1, "train_loss": 1.0, "loss": 1.0, "iou": 0.5, "seconds": 1.0}],
        best_epoch=1,
        places=places,
        threshold=0.4,
        temperature=1.1,
        notes=NAMES,
        examples=examples,
        split=NAMES[1],
    )
    write_report(tmp_path / "r.html", report)
    check(tmp_path / "r.html", 3)
    page = assert_harmless((tmp_path / "r.html").read_text(encoding="utf-8"))
    alternatives = [value for _, name, value in page.attributes if name == "alt"]
    assert sum(any(a.startswith(n) for n in NAMES[:12]) for a in alternatives) >= 10


def test_accuracy_report(tmp_path):
    """Names of regions, layers and reviewers."""
    shapes = squares(len(NAMES))
    regions = {name: shape.buffer(50) for name, shape in zip(NAMES, shapes)}
    found = assess_inventory(
        shapes, shapes, regions=regions, options=Options(draws=5, block_m=1000)
    )
    write_accuracy_report(tmp_path / "r.html", found, {name: name for name in NAMES}, NAMES[0])
    check(tmp_path / "r.html", 3)


def test_comparison(tmp_path):
    """Names of inventories, of regions, and notes."""
    shapes = np.array(squares(len(NAMES)))
    others = [Inventory(name, shapes) for name in NAMES]
    regions = {name: shape.buffer(50) for name, shape in zip(NAMES, shapes)}
    rows = compare_inventories(Inventory("this", shapes), others[:3], regions)
    assert len(rows) == 3 * len(NAMES)
    rows += compare_inventories(Inventory("this", shapes), others[3:])
    write_comparison(tmp_path / "r.html", NAMES[0], rows, NAMES)
    check(tmp_path / "r.html", 3)


def test_check_report(tmp_path):
    """Names of layers and fields, identifiers, and values in messages."""
    findings = [
        Finding("error", number, name, 1, name, name, f"The value {name} is wrong.")
        for number in CHECKS
        for name in NAMES
    ]
    result = CheckResult(str(tmp_path / ATTACKS[1]), findings, {name: 5 for name in NAMES}, "")
    write_check_report(tmp_path / "r.html", result, NAMES[0])
    check(tmp_path / "r.html", 4 * len(CHECKS) + 1)


@pytest.mark.parametrize("kind", ["html", "csv"])
def test_answers_of_reviewers(tmp_path, kind):
    """Names of reviewers are those of layers."""
    answers = {name: {1: "yes", 2: "no", 3: None} for name in NAMES}
    found = results(answers)
    write_results(found, tmp_path / f"r.{kind}", tmp_path / ATTACKS[0])
    if kind == "html":
        check(tmp_path / "r.html", len(NAMES) - 1)
    else:
        with open(tmp_path / "r.csv", newline="", encoding="utf-8") as file:
            assert {cell for row in csv.reader(file) for cell in row} >= set(NAMES)


# Inventories -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def units(tmp_path_factory):
    """Two units a name, with that name as region, country and class."""
    path = tmp_path_factory.mktemp("units") / "a<img src=x onerror=alert(1)>.gpkg"
    names = [name for name in NAMES if "\0" not in name] * 2
    features = []
    for n, name in enumerate(names):
        values = {"PrimaryID": name, "ASPECT": 40.0 * (n % 9), "SUBREGION": name, "ActiCl": name}
        values |= {"AssocRGS": name, "Country": name, "UpslHu": name, "KinPeriod": name}
        features.append(Feature(box(9 + n / 50, 46, 9.004 + n / 50, 46.004), values))
    write_layer(path, "units", features, CRS.from_epsg(4326))
    return read_units(path, load_schema()), sorted(set(names))


def test_inventory_report(units, tmp_path):
    """Names of file, regions and classes: page, tables and figures."""
    found, names = units
    boxes = [(name, box(9 + n / 20, 45.9, 9.04 + n / 20, 46.1)) for n, name in enumerate(names)]
    made = write_inventory_report(
        tmp_path / "r.html", found, load_schema(), 20, boxes, made_by=ATTACKS[0]
    )
    page = check(tmp_path / "r.html", 1, names)
    assert "a<img src=x onerror=alert(1)>.gpkg" in page.text
    # Regions in the table and the map, classes in theirs; file names hold nothing of the data.
    written = sorted(path.name for path in made.folder.iterdir())
    assert all(name.replace("_", "").replace(".", "").isalnum() for name in written), written
    texts = {
        path.stem: assert_harmless_svg(path.read_bytes()) for path in made.folder.glob("*.svg")
    }
    assert len(texts) >= 4
    whole = "".join(texts.values())
    for name in names:
        shown = name[:23]
        assert shown in whole, name
    for path in made.folder.glob("*.csv"):
        with open(path, newline="", encoding="utf-8") as file:
            for row in csv.reader(file):
                assert not any(cell.startswith(("=", "@", "\t")) for cell in row)


def test_odd_text_in_figures(units, tmp_path):
    """Mathematics, control characters, halves of characters, other directions of writing."""
    found, _ = units
    names = ODD
    region = [names[n % len(names)] for n in range(len(found))]
    figure = region_roses(replace(found, region=region))
    files = save(figure, tmp_path / "roses")
    text = assert_harmless_svg(files[1].read_bytes())
    assert "$\\frac{1$" in text and "$x$ 100 %s" in text and "a\ufffdb\ufffd\ufffd" in text
    files = save(class_figure([("title", [(name, 1) for name in names])]), tmp_path / "classes")
    assert "$\\frac{1$" in assert_harmless_svg(files[1].read_bytes())


@pytest.mark.parametrize("text", [*ATTACKS, *ODD, "$", "$$", "a\\$b", "\\\\$x$"])
def test_text_of_figures_is_no_mathematics(text):
    from matplotlib.text import Text

    shown, mathematics = Text()._preprocess_math(figure_text(text))
    plain = text if len(text) <= 60 else f"{text[:59]}…"
    assert not mathematics
    assert shown == "".join(
        "\ufffd" if ord(c) < 32 or 0xD800 <= ord(c) < 0xE000 else c for c in plain
    )
    assert len(shown) <= 60


# Kinematics ------------------------------------------------------------------------------------


def test_kinematic_report(tmp_path):
    """Identifiers of landforms and sources of velocities."""
    shape = box(600200, 5199200, 600500, 5199800)
    found = [
        Assessed(Unit(name, shape, shape, {}, name), from_mean_velocity(9, 1), 9, 1, "VDS_MEAN")
        for name in [*NAMES, "\ud800"]
    ]
    write_kinematic_report(tmp_path / "r.html", None, found, UTM32, [], made_by=NAMES[0])
    check(tmp_path / "r.html")


def test_figures_of_landforms(tmp_path):
    """Their files lie in the folder, one set for each landform, whatever the identifiers are."""
    rows = np.indices((100, 100))[0]
    array = np.stack([10 + 0.5 * rows, np.full((100, 100), 2.0)]).astype(np.float32)
    tags = {"UNIT": "cm/yr", "OBS_START": "2018-07-03", "OBS_END": "2018-09-13"}
    bands = ["downslope velocity", "standard deviation"]
    transform = Affine(10, 0, 600000, 0, -10, 5200000)
    raster = velocity_raster(
        write_raster(tmp_path / "v.tif", array, transform, UTM32, -9999.0, bands, tags)
    )
    shape = box(600200, 5199200, 600500, 5199800)
    keys = ["../../x", "CON", "A" * 300, f"{ATTACKS[0]} {ODD[0]} {ODD[3]}"]
    every = [Unit(key, shape, shape, {}, None) for key in keys]
    found = assess(every, UTM32, [MovingArea(shape, 5, "High")], raster)
    folder = tmp_path / "inner" / "figures"
    write_kinematic_report(tmp_path / "r.html", folder, found, UTM32, [], raster, None, 9)
    assert {p.name for p in tmp_path.iterdir()} == {"v.tif", "inner", "r.html"}
    assert [p.name for p in (tmp_path / "inner").iterdir()] == ["figures"]
    files = list(folder.iterdir())
    assert len({path.stem.lower() for path in files}) == len(keys) + 2
    assert len(files) == 3 * (len(keys) + 2)
    assert not {"con", "nul"} & {path.stem.lower() for path in files}
    whole = "".join(assert_harmless_svg(path.read_bytes()) for path in folder.glob("*.svg"))
    whole = whole.replace("\xa0", " ")  # beside mathematics, as in the unit
    assert "<script>alert(1)</script> $\\frac{1$" in whole and "../../x" in whole
    check(tmp_path / "r.html", 1, keys[:3])
