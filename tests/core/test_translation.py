"""Every text of the core that a user sees passes through the translator, and what is stored not."""

import ast
import csv
import io
import json
import re
import string
from copy import deepcopy
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from affine import Affine
from conftest import UTM32, write_raster
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text
from shapely.geometry import MultiPolygon, box

from rock_glacier_mapper.core.accuracy.assessment import Options, assess_inventory
from rock_glacier_mapper.core.accuracy.report import definitions_html, write_accuracy_report
from rock_glacier_mapper.core.errors import Cancelled, InputError
from rock_glacier_mapper.core.geodesy import WGS84
from rock_glacier_mapper.core.inventory.build import Candidate, build_inventory
from rock_glacier_mapper.core.inventory.checkreport import write_check_report
from rock_glacier_mapper.core.inventory.checks import check_inventory
from rock_glacier_mapper.core.inventory.comparison import (
    Inventory,
    compare_inventories,
    write_comparison,
)
from rock_glacier_mapper.core.inventory.geopackage import write_inventory
from rock_glacier_mapper.core.inventory.schema import load_schema
from rock_glacier_mapper.core.kinematics.movingareas import MovingArea
from rock_glacier_mapper.core.kinematics.report import write_kinematic_report
from rock_glacier_mapper.core.kinematics.units import Unit, assess
from rock_glacier_mapper.core.kinematics.velocityraster import velocity_raster
from rock_glacier_mapper.core.objects import Rules
from rock_glacier_mapper.core.objects.fitting.report import write_curve
from rock_glacier_mapper.core.objects.fitting.results import (
    AreaFigures,
    Fitted,
    RuleEffect,
    verdict,
)
from rock_glacier_mapper.core.report.units import read_units
from rock_glacier_mapper.core.report.writing import write_report
from rock_glacier_mapper.core.training.metrics import ScoreHistogram
from rock_glacier_mapper.core.training.report import PatchExample, TrainingReport
from rock_glacier_mapper.core.training.report import write_report as write_training_report
from rock_glacier_mapper.core.translation import (
    Phrase,
    language,
    mark,
    shown,
    tr,
    use_translator,
)

PACKAGE = Path(__file__).parents[2] / "rock_glacier_mapper"
FILES = sorted(PACKAGE.rglob("*.py"))
SCHEMA = load_schema()
#: Data in all reports: numbers with units, field names, identifiers.
DATA = (
    r"[-+]?[\d.,]+( ?(km²?|m|cm|yr|s|h|min|%|°[EWNS]?))*",
    r"RGU\w+|PM|GO|AOI|MA|RGS|REVIEW_LOG|PrimaryID|KinAtt|RelKin|KinSpatRep|R|IoU|F1",
    r"\(?[a-l]\)|n =|R =|ECE",
    r"(DMS|G|GF|T)-RG|UTC",
)


@pytest.fixture
def marked():
    """A translator that puts what it is given between guillemets."""
    use_translator(lambda text: f"«{text}»", "xx")
    try:
        yield
    finally:
        use_translator(None)


@pytest.fixture
def figures(monkeypatch):
    """All figures that are drawn, instead of pictures of them."""
    found = []

    def keep(self, target, *args, **options):
        found.append(self.figure)
        if not isinstance(target, io.IOBase):
            Path(target).write_bytes(b"")

    monkeypatch.setattr("rock_glacier_mapper.core.report.figures.settle", lambda _: None)
    monkeypatch.setattr(FigureCanvasAgg, "print_png", keep)
    monkeypatch.setattr(FigureCanvasAgg, "print_figure", keep)
    return found


class Visible(HTMLParser):
    """The texts that a browser shows, and the language that the page says it has."""

    def __init__(self, page):
        super().__init__()
        self.texts, self.language, self._hidden = [], None, False
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self._hidden = tag == "style"
        if tag == "html":
            self.language = attributes["lang"]
        self.texts += [attributes[name] for name in ("alt", "title") if name in attributes]

    def handle_endtag(self, tag):
        self._hidden = False

    def handle_data(self, data):
        if not self._hidden:
            self.texts.append(data)


def bare(text, *data):
    """What of a text is neither translated nor data."""
    before = None
    while before != text:
        before, text = text, re.sub(r"«[^«»]*»", " ", text)
    text = re.sub(r"\$[^$]*\$", " ", text)
    for pattern in (*data, *DATA):
        text = re.sub(rf"(?<!\w)(?:{pattern})(?!\w)", " ", text)
    return text if re.search(r"[^\W\d_]", text) else ""


def untranslated(texts, *data):
    return [text for text in texts if bare(text, *data)]


def page_of(path, *data):
    """Untranslated texts of a page in the made-up language."""
    seen = Visible(path.read_text(encoding="utf-8"))
    assert seen.language == "xx" and sum("«" in text for text in seen.texts) > 5
    return untranslated(seen.texts, *data)


def texts_of(figure):
    return [text.get_text() for text in figure.findobj(Text) if text.get_visible()]


def test_the_test_itself_sees_what_is_not_translated():
    assert untranslated(["Area", "«Area»", "«a {«b»}» 3.2 km", "12 %", "Pamir"], "Pamir") == [
        "Area"
    ]


# --- the translator -----------------------------------------------------------------------


def test_a_phrase_is_stored_in_english_and_shown_translated(marked):
    part = Phrase(mark("{count} rocks"), count=3)
    phrase = Phrase(mark("{what} in {place}: {share:.0%}"), what=part, place="Pamir", share=0.5)
    assert phrase == "3 rocks in Pamir: 50%" and json.dumps(phrase) == '"3 rocks in Pamir: 50%"'
    assert shown(phrase) == "«««3 rocks» in Pamir: 50%»".replace("«««", "««")
    assert shown("Pamir") == "Pamir" and shown(deepcopy(phrase)) == shown(phrase)
    assert shown(Phrase.joined([part, "Kunlun"])).count("«3 rocks»") == 1
    assert Phrase("a {brace") == "a {brace"
    assert language() == "xx" and tr("rock") == "«rock»"


def test_without_a_translator_texts_stay_english():
    assert language() == "en" and tr("rock") == "rock" and shown(Phrase("rock")) == "rock"


# --- messages -----------------------------------------------------------------------------


def test_error_messages_are_translated(marked, tmp_path):
    assert str(Cancelled()) == "«Cancelled. Nothing was written.»"
    with pytest.raises(InputError) as error:
        Rules(threshold=0.0)
    assert not bare(str(error.value))
    with pytest.raises(InputError) as error:
        load_schema(tmp_path / "none.json")
    assert str(error.value).startswith("«")


# --- reports ------------------------------------------------------------------------------


def test_accuracy(marked, tmp_path):
    reference = [box(x, 0, x + 10, 10) for x in (0, 100, 5000)]
    mapped = [box(x, 0, x + 8, 10) for x in (0, 100, 300)]
    regions = {"Pamir": box(-10, -10, 200, 20)}
    found = assess_inventory(
        mapped, reference, regions=regions, options=Options(draws=50, block_m=1000)
    )
    write_accuracy_report(tmp_path / "r.html", found, {"Layer": "mapped"}, "Program 1")
    assert not page_of(tmp_path / "r.html", "Layer", "mapped", "Pamir", "Program")
    assert not bare(re.sub("<[^>]*>", "", definitions_html()).replace("&#x27;", "'"))


@pytest.fixture(scope="module")
def inventory(tmp_path_factory):
    """Eight units with gaps and faults."""
    path = tmp_path_factory.mktemp("inventory") / "inventory.gpkg"
    shapes = [box(78 + n / 50, 32, 78.004 + n / 50, 32.003) for n in range(8)]
    layers = build_inventory([Candidate(s) for s in shapes], WGS84, SCHEMA, None, {}).layers
    values = {"ELE_MIN": 4300.0, "ELE_MEAN": 4400.0, "SLO_MEAN": 18.0, "MAAT": -3.0, "AREA": 0.5}
    for n, row in enumerate(layers["GO"]):
        row.attributes |= {name: value * (1 + n / 50) for name, value in values.items()}
        row.attributes |= {"ASPECT": 20.0 * n, "VDS_MEAN": 10.0 + n, "VDS_SIGMA": 1.0}
        row.attributes |= {"ReviewStat": "remove" if n == 7 else "remain", "RelFr": n % 3}
    for n, row in enumerate(layers["PM"]):
        row.attributes |= {"Landform": n % 2, "ActiCl": "Active", "KinAtt": 2 + n % 3}
        row.attributes |= {"UpslHu": "G-RG" if n % 2 else None, "SUBREGION": "Pamir"}
        row.attributes |= {"KinPeriod": None, "AssocRGS": "RGS281527N0972426E" if n < 3 else None}
    layers["GO"][1].geometry = MultiPolygon([shapes[0].buffer(0.0001)])
    write_inventory(path, SCHEMA, layers, WGS84.to_wkt())
    return path


def test_checks(marked, inventory, tmp_path):
    result = check_inventory(inventory, unsaved=["GO"])
    assert len({finding.check for finding in result.findings}) > 4
    assert not untranslated([finding.message for finding in result.findings])
    assert {finding.severity for finding in result.findings} <= {"error", "warning", "note"}
    assert not any("«" in finding.row["check_name"] for finding in result.findings)
    write_check_report(tmp_path / "r.html", result, "Program 1")
    fields = "|".join(field.name for layer in SCHEMA.layers for field in layer.fields)
    names = "|".join([*result.counts, fields])
    assert not page_of(tmp_path / "r.html", "Program", names)


def test_comparison(marked, tmp_path):
    ours = Inventory("ours", np.array([box(0, 0, 1000, 1000)]))
    rows = compare_inventories(ours, [Inventory("theirs", np.array([box(200, 0, 1200, 1000)]))])
    assert rows[0]["location"] == "where theirs is"
    write_comparison(tmp_path / "r.html", "ours", rows, ["A note."])
    assert not page_of(tmp_path / "r.html", "A note|theirs|ours")


def test_inventory_report_and_its_figures(marked, figures, inventory, tmp_path):
    units = read_units(inventory, SCHEMA)
    found = write_report(tmp_path / "r.html", units, SCHEMA, 1.0, made_by="Program 1")
    files = "|".join(path.stem[len("figure_") :] for path in found.folder.glob("figure_*.png"))
    assert not page_of(tmp_path / "r.html", "Program|Pamir", r"inventory\.gpkg", files)
    assert len(figures) > 10
    for figure in figures:
        assert not untranslated(texts_of(figure), "Pamir|MAAT")
    for path in found.folder.glob("table_*.csv"):
        assert "«" not in path.read_text(encoding="utf-8")
    with open(found.folder / "table_overview.csv", encoding="utf-8") as file:
        assert list(csv.reader(file))[:2] == [["What", "Number"], ["Rock glacier units", "7"]]


def test_kinematics_and_its_figures(marked, figures, tmp_path):
    outline = box(600200, 5199200, 600500, 5199800)
    bands = np.stack([10 + 0.5 * np.indices((100, 100))[0], np.full((100, 100), 2.0)])
    names, transform = (
        ["downslope velocity", "standard deviation"],
        Affine(10, 0, 600000, 0, -10, 5200000),
    )
    path = write_raster(
        tmp_path / "v.tif", bands.astype(np.float32), transform, UTM32, -9999.0, names,
        {"UNIT": "cm/yr"},
    )  # fmt: skip
    raster, areas = velocity_raster(path), [MovingArea(outline.buffer(50), 5, "High")]
    units = [
        Unit(f"RGU{n}", outline, outline.buffer(20), {"ASPECT": aspect}, category)
        for n, (aspect, category) in enumerate(((180.0, "G-RG"), (None, None), (180.0, "T-RG")))
    ]
    found = assess(units, UTM32, areas, raster)
    assert all(one.attribute.reason and "«" not in one.attribute.reason for one in found)
    write_kinematic_report(tmp_path / "r.html", None, found, UTM32, areas, raster, None, 3)
    assert not page_of(tmp_path / "r.html", "histogram|boxplot")
    assert len(figures) == 5
    for figure in figures:
        assert not untranslated(texts_of(figure), "cm yr")


def test_training_and_its_figures(marked, figures, tmp_path):
    rng = np.random.default_rng(3)
    places = {}
    for name in ("west", "east", "north"):
        places[name] = ScoreHistogram()
        score = rng.uniform(size=2000)
        places[name].add(score, (rng.uniform(size=2000) < score).astype(np.uint8))
    record = {"train_loss": 1.0, "loss": 1.2, "iou": 0.4, "f1": 0.5, "seconds": 61.0}
    label = np.zeros((40, 60), np.uint8)
    label[10:30, 20:40] = 1
    picture = np.full((40, 60, 3), 90, np.uint8)
    examples = [
        PatchExample(f"patch {n}", "west", picture, label, np.full((40, 60), 0.3 * n, np.float32))
        for n in (1, 3)
    ]
    values = {
        "title": "Run",
        "settings": {"network": "compact"},
        "data": [{"folder": "andes", "split_overlapping": True}],
        "history": [{**record, "epoch": n} for n in (1, 2, 3)],
        "best_epoch": 2,
        "places": places,
        "threshold": 0.4,
        "temperature": 1.1,
        "notes": [Phrase(mark("the last epoch was reached"))],
        "examples": examples,
        "split": "block",
    }
    write_training_report(tmp_path / "r.html", TrainingReport(**values))
    data = "Run|Network|compact|Folder|andes|Split overlapping|True|block|west|east|north|patch"
    assert not page_of(tmp_path / "r.html", data)
    alone = {"places": {"west": places["west"]}, "history": [], "examples": ()}
    write_training_report(tmp_path / "s.html", TrainingReport(**{**values, **alone}))
    assert not page_of(tmp_path / "s.html", data)
    assert len(figures) == 5
    for figure in figures:
        assert not untranslated(texts_of(figure))


def test_fitted_rules_and_their_figure(marked, figures, tmp_path):
    held_out = AreaFigures(2.0, 2.1, 1.5, 0.7, 0.6, 0.65, 0.5, -0.1)
    start = AreaFigures(2.0, 2.1, 1.5, 0.7, 0.6, 0.66, 0.5, -0.1)
    curve = ((0.4, held_out), (0.6, start))
    effects = (
        RuleEffect("min_area_km2", 0.01, 0.02, (0.02,), 0.1, 0.1, 0.2),
        RuleEffect("min_slope", None, None, (), 0.0, 0.1, 0.2),
    )
    fitted = Fitted(
        Rules(seed_threshold=0.6), Rules(), "f1", 0.0, (), held_out, start, {"f1": (0.5, 0.7)},
        {"min_probability": curve, "seed_threshold": curve}, effects, (), {},
    )  # fmt: skip
    write_curve(tmp_path / "c.png", fitted)
    (figure,) = figures
    assert not untranslated(texts_of(figure), r"min area \(km²\)", "min slope")
    assert verdict(fitted) and not untranslated(verdict(fitted))


def test_what_a_product_says_of_itself_is_stored_in_english(marked):
    text = Phrase(mark("{start} to {end}"), start=date(2018, 7, 1), end=date(2018, 9, 1))
    assert text == "2018-07-01 to 2018-09-01" and "«" in shown(text)


# --- the source ---------------------------------------------------------------------------


def calls(tree):
    """(node, name) of all calls."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = node.func
            name = function.attr if isinstance(function, ast.Attribute) else None
            yield node, name or getattr(function, "id", "")


def is_plain(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def words(node):
    """Whether an expression puts words of its own into a text."""
    if is_plain(node):
        return bool(re.search("[A-Za-z]", node.value))
    if isinstance(node, ast.JoinedStr):
        return any(is_plain(part) and words(part) for part in node.values)
    if isinstance(node, ast.BinOp):
        return words(node.left) or words(node.right)
    if isinstance(node, ast.IfExp):
        return words(node.body) or words(node.orelse)
    return False


def place(file, node):
    return f"{file.relative_to(PACKAGE)}:{node.lineno}: {ast.unparse(node)[:80]}"


TREES = [(file, ast.parse(file.read_text(encoding="utf-8"))) for file in FILES]
#: Processes that work for QGIS and have no translator.
WITHOUT_TRANSLATOR = ("core/region/worker.py",)
ERRORS = {"RockGlacierError", "InputError", "UnreadableRasterError", "DiskFullError",
          "MissingPackageError", "Cancelled", "OutOfMemory", "QgsProcessingException"}  # fmt: skip
MESSAGES = {"info", "warning", "pushInfo", "pushWarning", "reportError", "setProgressText"}


def test_only_literals_are_marked_and_no_text_is_put_together_before_it_is_translated():
    wrong = []
    for file, tree in TREES:
        if file.name == "translation.py":
            continue
        for node, name in calls(tree):
            function = node.func
            if not isinstance(function, ast.Name) or name not in ("tr", "mark"):
                continue
            (argument,) = node.args
            value = (ast.Name, ast.Attribute, ast.Subscript, ast.Call)
            if not is_plain(argument) and (name == "mark" or not isinstance(argument, value)):
                wrong.append(place(file, node))
    assert not wrong


def test_messages_are_translated():
    wrong = []
    for file, tree in TREES:
        if file.relative_to(PACKAGE).as_posix() in WITHOUT_TRANSLATOR:
            continue
        wrong += [
            place(file, node)
            for node, name in calls(tree)
            if name in ERRORS | MESSAGES and node.args and words(node.args[0])
        ]
    assert not wrong


def test_each_placeholder_has_its_value():
    wrong = []
    for file, tree in TREES:
        for node, name in calls(tree):
            if name == "format" and isinstance(node.func, ast.Attribute):
                text, given = node.func.value, node.keywords
                good = isinstance(text, ast.Call) and getattr(text.func, "id", "") == "tr"
            else:
                text, given = node, node.keywords
                good = name == "Phrase" and node.args and isinstance(node.args[0], ast.Call)
                text = node.args[0] if good else None
            if not good or not is_plain(text.args[0]) or any(k.arg is None for k in given):
                continue
            parts = string.Formatter().parse(text.args[0].value)
            needed = {re.split(r"[.\[]", part[1])[0] for part in parts if part[1] is not None}
            if needed != {keyword.arg for keyword in given} or (name == "format" and node.args):
                wrong.append(place(file, node))
    assert not wrong
