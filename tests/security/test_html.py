"""Names and values from layers stay text: in HTML pages, on the desktop and in tables."""

from __future__ import annotations

import ast
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import UTM32

from rock_glacier_mapper.core import htmlpage

ROOT = Path(__file__).parents[2]
ATTACKS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "</style><style>*{background:url(https://evil.example/)}",
    "</title><svg/onload=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<!--",
    "]]><iframe srcdoc='<script>alert(1)</script>'>",
    "&lt;script&gt;",
    "{title}{body}{0}",
]
#: Elements and attributes that pages of the plugin are made of.
TAGS = {
    *("html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "h4", "p", "table"),
    *("tr", "td", "th", "ul", "li", "b", "i", "div", "figure", "figcaption", "img", "br", "a"),
    *("dl", "dt", "dd", "span", "ol", "code", "em", "strong", "thead", "tbody", "caption", "pre"),
}
ATTRIBUTES = {
    *("lang", "charset", "http-equiv", "content", "name", "class", "src", "alt", "id", "href"),
    *("style", "colspan", "rowspan", "title"),
}


class Page(HTMLParser):
    """The elements of a page, its attributes, and its text."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.text = set(), [], ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_data(self, data):
        self.text += data

    def handle_comment(self, data):
        raise AssertionError(f"a comment: {data}")


def assert_harmless(text: str) -> Page:
    """No element or attribute in a page comes from data."""
    page = Page(text)
    assert page.tags <= TAGS, page.tags - TAGS
    for tag, name, value in page.attributes:
        assert name in ATTRIBUTES, (tag, name)
        if name == "src":
            assert value.startswith("data:image/"), value[:80]
        if name == "href":
            assert re.match(r"https://|#", value), value[:80]
        if name == "style":
            assert "url(" not in value and "expression" not in value
        if name == "class":
            assert re.fullmatch(r"[a-z ]*", value)
    styles = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    assert len(styles) == 1 and "url(" not in styles[0]
    assert "default-src 'none'" in text
    return page


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
    """The comparison and the check of inventories, whole, from a layer full of attacks."""
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
    made = 0
    from rock_glacier_mapper.processing.provider import ALGORITHMS

    known = {algorithm.NAME for algorithm in ALGORITHMS}
    runs = {
        "compareinventories": {"INVENTORY": str(path), "REFERENCE": str(path)},
        "inventoryreport": {"INVENTORY": str(path)},
        "checkinventory": {"INVENTORY": str(path)},
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
        run_algorithm(name, parameters)
    for page in tmp_path.rglob("*.html"):
        assert_harmless(page.read_text(encoding="utf-8"))
        made += 1
    assert made


# The desktop -----------------------------------------------------------------------------------


def test_labels_on_the_desktop_take_plain_text():
    """Qt shows what looks like HTML as HTML, in labels and message boxes, unless told not to."""
    problems = []
    for file in sorted((ROOT / "rock_glacier_mapper" / "gui").rglob("*.py")):
        if file.parent.name == "settings":  # shows the plugin's own sentences, no data
            continue
        text = file.read_text(encoding="utf-8")
        for number, line in enumerate(text.splitlines(), start=1):
            if re.search(r"QMessageBox\.(warning|information|question|critical|about)\(", line):
                problems.append(f"{file.name}:{number} {line.strip()}")
            made = "body_parts(" in line  # by the functions that are tested above
            if re.search(r"(pushFormattedMessage|pushHtml|RichText|setHtml)", line) and not made:
                problems.append(f"{file.name}:{number} {line.strip()}")
        labels = len(re.findall(r"\bQLabel\(", text))
        plain = text.count("plain_label(") + text.count("PlainText")
        if labels and "QLabel(" in text and not plain and file.name != "plaintext.py":
            problems.append(f"{file.name}: {labels} QLabel without a text format")
    assert not problems


def test_the_log_of_processing_escapes():
    """``pushInfo`` and ``pushWarning`` escape what they show; ``pushFormattedMessage`` does not."""
    from qgis.core import QgsProcessingFeedback

    feedback = QgsProcessingFeedback(False)
    feedback.pushInfo("<script>alert(1)</script>")
    feedback.pushWarning("<b>x</b>")
    assert "<script>" not in feedback.htmlLog() and "&lt;b&gt;" in feedback.htmlLog()
    for file in (ROOT / "rock_glacier_mapper").rglob("*.py"):
        assert "pushFormattedMessage" not in file.read_text(encoding="utf-8"), file
