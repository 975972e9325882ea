"""Text that tries to be more than text, and pages that must show it as text."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from xml.etree import ElementTree

ATTACKS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "</style><script>alert(1)</script>",
    "</style><style>*{background:url(https://evil.example/)}",
    "</title><svg/onload=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<!--",
    "]]><iframe srcdoc='<script>alert(1)</script>'>",
    "&lt;script&gt;",
    "&#60;script&#62;",
    "{title}{body}{0}",
]
#: What matplotlib, XML and Python's formats might stumble over, besides.
ODD = ["$\\frac{1$", "$x$ 100 %s %(a)s", "\\$", "a\x00b\x1b\ud800", "\u202egpj.exe", "😀" * 100]
#: What some disk or system does not take as the name of a file, or takes for another place.
BAD_NAMES = [
    *("CON", "nul", "LPT1", "a.", "a ", "", ".", "..", "../../x", "/etc/passwd", "C:\\x", "a\\b"),
    *("A" * 300, "a\nb", "a\0b", "\u202egpj.exe", "é" * 200, "\ud800", "~", "a:b", "*?"),
]
#: Elements and attributes that pages of the plugin are made of.
TAGS = {
    *("html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "h4", "p", "table"),
    *("tr", "td", "th", "ul", "li", "b", "i", "div", "figure", "figcaption", "img", "br"),
}
ATTRIBUTES = {
    *("lang", "charset", "http-equiv", "content", "name", "class", "src", "alt", "style"),
}
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


class Page(HTMLParser):
    """The elements of a page, its attributes, and its text."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.text = [], [], ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_data(self, data):
        self.text += data

    def handle_comment(self, data):
        raise AssertionError(f"a comment: {data}")

    def handle_pi(self, data):
        raise AssertionError(f"an instruction: {data}")


def assert_harmless(text: str) -> Page:
    """No element or attribute in a page comes from data, and its policy forbids the rest."""
    page = Page(text)
    assert set(page.tags) <= TAGS, set(page.tags) - TAGS
    for tag, name, value in page.attributes:
        assert name in ATTRIBUTES, (tag, name)
        if name == "src":
            assert re.match(r"data:image/(png|jpeg);base64,[A-Za-z0-9+/=]+$", value), value[:80]
        if name == "style":
            assert re.fullmatch(r"(max-width: 100%|overflow-x: auto)", value), value
        if name == "class":
            assert re.fullmatch(r"[a-z ]*", value)
    styles = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    assert len(styles) == page.tags.count("style") == 1 and "url(" not in styles[0]
    policies = [value for tag, _, value in page.attributes if tag == "meta" and "-src" in value]
    assert [" ".join(policy.split()) for policy in policies] == [POLICY]
    # Before anything that could load: the policy holds from there on.
    assert text.index("Content-Security-Policy") < min(text.index("<title"), text.index("<style"))
    return page


def assert_harmless_svg(data: bytes) -> str:
    """A figure runs, loads and links nothing; gives its text."""
    assert b"<!ENTITY" not in data
    root = ElementTree.fromstring(data)
    for element in root.iter():
        kind = element.tag.rpartition("}")[2]
        assert kind not in ("script", "foreignObject", "a", "iframe", "animate", "set"), kind
        for name, value in element.attrib.items():
            name = name.rpartition("}")[2]
            assert not name.lower().startswith("on"), name
            if name in ("href", "src"):
                assert value.startswith(("#", "data:image/png;base64,")), value[:80]
            if "url(" in value:
                assert re.fullmatch(r"[^(]*url\(#[^)]*\)[^(]*", value), value
    return "".join(
        text for node in root.iter() if node.tag.endswith("text") for text in node.itertext()
    )
