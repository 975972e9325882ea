"""Names and values from layers stay text: in HTML pages, on the desktop and in tables."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from conftest import UTM32
from hostile import ATTACKS, assert_harmless

from rock_glacier_mapper.core import htmlpage

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_parts_of_pages_escape_everything(attack):
    parts = [
        htmlpage.heading(attack),
        htmlpage.paragraph(attack),
        htmlpage.table([attack, attack], [[attack, 5]]),
    ]
    page = assert_harmless(htmlpage.page(attack, parts))
    assert page.text.count(attack) >= 4


def test_the_check_itself_finds_attacks():
    for attack in (ATTACKS[0], ATTACKS[1], ATTACKS[5]):
        with pytest.raises(AssertionError):
            assert_harmless(htmlpage.page("a", [f'<p title="{attack}">{attack}</p>', attack]))


def _reports():
    return [
        file
        for file in sorted((ROOT / "rock_glacier_mapper" / "core").rglob("*.py"))
        if "htmlpage import" in file.read_text(encoding="utf-8")
    ]


#: What may stand in the braces of an f-string that makes HTML, beside calls of the functions that
#: escape: numbers, pictures that the plugin drew, and HTML that another function made.
SAFE_CALLS = {"escaped", "table", "heading", "paragraph", "page", "join", "len", "round", "int"}


#: Names of variables that hold HTML, or a number.
HTML_NAMES = (
    "kind|picture|caption|body|head|items|rows?|encoded|source|html|level|size|note|figures"
)


@pytest.mark.parametrize("file", _reports(), ids=lambda f: f.stem)
def test_html_is_only_made_of_escaped_values(file):
    """Each value within a literal that holds a tag is escaped, or a name that says it is HTML."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.JoinedStr):
            continue
        literal = "".join(v.value for v in node.values if isinstance(v, ast.Constant))
        if not re.search(r"<[a-z/]", literal):
            continue
        for part in node.values:
            if not isinstance(part, ast.FormattedValue):
                continue
            value = part.value
            if isinstance(value, ast.Call):
                name = getattr(value.func, "attr", None) or getattr(value.func, "id", "")
                assert name in SAFE_CALLS or name.startswith("_"), ast.unparse(node)[:200]
            else:
                text = ast.unparse(value)
                problem = f"{text} in {ast.unparse(node)[:200]}"
                assert re.fullmatch(rf"\w*({HTML_NAMES})\w*", text), problem


def test_reports_made_of_hostile_data(tmp_path):
    """Comparison and report of an inventory, by their algorithms, from a layer full of attacks."""
    from messages import run_algorithm
    from shapely.geometry import box

    from rock_glacier_mapper.core.vector import Feature, write_layer

    names = ("PrimaryID", "name", "reviewer", "<b>field</b>")
    features = [
        Feature(
            box(600000 + 500 * n, 5200000, 600300 + 500 * n, 5200300), dict.fromkeys(names, attack)
        )
        for n, attack in enumerate(ATTACKS)
    ]
    path = tmp_path / "a<img src=x onerror=alert(1)>.gpkg"
    write_layer(path, "script", features, UTM32)
    from rock_glacier_mapper.processing.provider import ALGORITHMS

    known = {algorithm.NAME for algorithm in ALGORITHMS}
    runs = {
        "compareinventories": {"INVENTORY": str(path), "OTHERS": [str(path)]},
        "inventoryreport": {"INVENTORY": str(path)},
    }
    for name, parameters in runs.items():
        if name not in known:
            continue
        algorithm = next(a for a in ALGORITHMS if name == a.NAME)()
        algorithm.initAlgorithm()
        for definition in algorithm.parameterDefinitions():
            if definition.isDestination():
                end = "html" if "html" in str(getattr(definition, "fileFilter", str)()) else "gpkg"
                parameters[definition.name()] = str(tmp_path / f"{name}_{definition.name()}.{end}")
        made, message = run_algorithm(name, parameters)
        assert made is not None, (name, message)
    pages = sorted(tmp_path.rglob("*.html"))
    assert len(pages) == len(runs)
    for page in pages:
        shown = assert_harmless(page.read_text(encoding="utf-8"))
        assert path.name in shown.text or path.stem in shown.text, page.name


# The desktop -----------------------------------------------------------------------------------


def _gui_problems(name: str, text: str) -> list[str]:
    """What shows text that Qt may take for HTML."""
    problems = []
    lines = [*text.splitlines(), ""]
    for number, (line, after) in enumerate(zip(lines, lines[1:]), start=1):
        box = re.search(r"QMessageBox(\.(warning|information|question|critical|about)\(|\()", line)
        rich = re.search(r"(pushFormattedMessage|pushHtml|RichText|setHtml|insertHtml)", line)
        label = re.search(r"\bQLabel\(", line) and not re.search(r"self\.(sign|picture) = ", line)
        # The plugin's own sentences, or a text that is escaped.
        tip = re.search(r"\.setToolTip\((?!tr\(|plain_tip\(|tip\)|$)", line)
        shown = re.search(r"\.set(InformativeText|WhatsThis)\(", line)
        # By the functions that are tested above; and of sentences of the plugin alone.
        box = box and "setTextFormat(Qt.TextFormat.PlainText)" not in after
        made = "body_parts(" in line or 'setToolTip(f"<b>{title}</b><br>{tip}")' in line
        if (box or rich or label or tip or shown) and not made:
            problems.append(f"{name}:{number} {line.strip()}")
    return problems


def test_labels_on_the_desktop_take_plain_text():
    """Qt shows what looks like HTML as HTML, in labels and message boxes, unless told not to."""
    for bad in ("QMessageBox.question(self, a, b)", "x = QLabel(name)", "a.setToolTip(path)"):
        assert _gui_problems("a", bad)
    problems = []
    for file in sorted((ROOT / "rock_glacier_mapper" / "gui").rglob("*.py")):
        if file.name != "plaintext.py":
            problems += _gui_problems(file.name, file.read_text(encoding="utf-8"))
    assert not problems


def test_the_settings_show_texts_of_pip_and_paths_as_they_are(qgis_app, tmp_path, monkeypatch):
    """Reasons, GPUs, places and lines of pip, each with markup."""
    from qgis.PyQt.QtCore import Qt
    from qgis.PyQt.QtGui import QTextDocument
    from qgis.PyQt.QtWidgets import QLabel, QPlainTextEdit

    from rock_glacier_mapper.core.installation import folder as private
    from rock_glacier_mapper.core.installation.checking import Examination, Machine
    from rock_glacier_mapper.core.installation.packages import BROKEN, PACKAGES, Found
    from rock_glacier_mapper.gui.settings.installdialog import InstallDialog
    from rock_glacier_mapper.gui.settings.page import SettingsPage

    attack = ATTACKS[1]
    monkeypatch.setenv(private.VARIABLE, str(tmp_path / "<b>home<img src=x>"))
    page = SettingsPage()
    try:
        found = [Found(p, BROKEN, attack, attack, [p.project], attack) for p in PACKAGES]
        page.examination = Examination(found, Machine(gpus=[attack], session=attack, unknown=""))
        page._fill()
        page._say(attack)
        dialog = InstallDialog(page.examination, page.root, page)
        for label in page.findChildren(QLabel) + dialog.findChildren(QLabel):
            assert label.textFormat() == Qt.TextFormat.PlainText or not label.text()
        assert page.findChildren(QPlainTextEdit) and attack in page.log.toPlainText()
        assert attack in page.reasons.text() and attack in page.machine.text()
        assert "<img src=x>" in page.machine.text() and attack in dialog.words.text()
        shown = QTextDocument()
        shown.setHtml(page.table.item(0, 0).toolTip())
        assert shown.toPlainText() == attack
        page.examination.machine.unknown = attack
        page._fill()
        assert attack in page.verdict.text()
    finally:
        page.deleteLater()


def test_the_log_of_processing_escapes():
    """``pushInfo`` and ``pushWarning`` escape what they show; ``pushFormattedMessage`` does not."""
    from qgis.core import QgsProcessingFeedback

    feedback = QgsProcessingFeedback(False)
    feedback.pushInfo("<script>alert(1)</script>")
    feedback.pushWarning("<b>x</b>")
    assert "<script>" not in feedback.htmlLog() and "&lt;b&gt;" in feedback.htmlLog()
    for file in (ROOT / "rock_glacier_mapper").rglob("*.py"):
        assert "pushFormattedMessage" not in file.read_text(encoding="utf-8"), file
