"""The method notes and the architecture: names that exist, true defaults, examples that hold."""

from __future__ import annotations

import ast
import importlib
import re
import time
from pathlib import Path

import pytest

from rock_glacier_mapper.processing.provider import ALGORITHMS, RockGlacierProvider

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "rock_glacier_mapper"
DOCS = ROOT / "docs"
METHODS = (DOCS / "methods.md").read_text(encoding="utf-8")
ARCHITECTURE = (DOCS / "architecture.md").read_text(encoding="utf-8")
NOTES = {"methods.md": METHODS, "architecture.md": ARCHITECTURE}

#: What says in the map of algorithms that there is nothing to explain.
NOTHING = "computes nothing of its own"
_NAMED = re.compile(r"`([\w./-]+(?:\.py|\.sh|/))`")
_EXAMPLES = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")


def section(text, title):
    """What follows a heading of the second level, up to the next."""
    return re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)[1]


def rows(text, first):
    """Cells of the rows of the table whose first heading is ``first``."""
    lines = text.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith(f"| {first} |"))
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            return
        yield [cell.strip() for cell in line.strip("|").split(" | ")]


def anchors(text):
    """Anchors that GitHub makes of the headings."""
    titles = re.findall(r"^#+ (.+)$", re.sub(r"```.*?```", "", text, flags=re.DOTALL), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.fixture(scope="module")
def provider():
    provider = RockGlacierProvider()
    provider.loadAlgorithms()
    return provider


@pytest.fixture(scope="module")
def parameters():
    """Algorithm to parameter name to default."""
    made = (algorithm().create() for algorithm in ALGORITHMS)
    return {
        one.name(): {d.name(): d.defaultValue() for d in one.parameterDefinitions()} for one in made
    }


@pytest.mark.parametrize("note", NOTES)
def test_every_file_and_folder_named_exists(note):
    named = set(_NAMED.findall(NOTES[note]))
    assert len(named) > 30
    missing = [n for n in named if not (PACKAGE / n).exists() and not (ROOT / n).exists()]
    # What is made when the program is set up, built or run.
    assert not [name for name in missing if not name.startswith(("build/", "dist/", ".venv/"))]


@pytest.mark.parametrize("note", NOTES)
def test_links_lead_somewhere(note):
    for link in _LINK.findall(NOTES[note]):
        if link.startswith("https:"):
            continue
        path, _, anchor = link.partition("#")
        file = DOCS / path if path else DOCS / note
        assert file.exists(), link
        if anchor:
            assert anchor in anchors(file.read_text(encoding="utf-8")), link


def test_every_algorithm_has_a_section_or_computes_nothing(provider):
    ids = {algorithm.name() for algorithm in provider.algorithms()}
    told = dict(rows(section(METHODS, "Which algorithm uses which section"), "algorithm"))
    assert {name.strip("`") for name in told} == ids
    assert len(ids) >= len(ALGORITHMS)
    for name, sections in told.items():
        assert "](#" in sections or NOTHING in sections, name


def test_algorithms_named_in_the_architecture_exist(provider):
    ids = {algorithm.name() for algorithm in provider.algorithms()}
    named = set(re.findall(r"`rockglacier:(\w+)`", ARCHITECTURE + METHODS))
    assert named <= ids
    pipeline = {
        cell for row in rows(ARCHITECTURE, "step") for cell in re.findall(r"`(\w+)`", row[1])
    }
    assert {algorithm.NAME for algorithm in ALGORITHMS} <= pipeline <= ids


def test_defaults_of_the_algorithms_are_those_in_the_table(parameters):
    table = list(rows(section(METHODS, "Defaults"), "algorithm"))
    assert len(table) > 60 and len({(a, p) for a, p, *_ in table}) == len(table)
    for algorithm, name, told, source in table:
        real = parameters[algorithm.strip("`")][name]
        where = f"{algorithm} {name}: {told} in the notes, {real!r} in the program"
        assert source, where
        if told == "empty":
            assert real in (None, ""), where
        elif isinstance(real, bool):
            assert told == str(real), where
        elif isinstance(real, str):
            assert told == real, where
        else:
            assert real is not None and float(told) == pytest.approx(real, rel=1e-12), where


def constants():
    return [
        pytest.param(*row[:3], id=f"{row[0].strip('`')}:{row[1]}")
        for row in rows(section(METHODS, "Defaults"), "module")
    ]


@pytest.mark.parametrize(("module", "name", "told"), constants())
def test_other_numbers_are_those_in_the_table(module, name, told):
    path = module.strip("`").removesuffix(".py").replace("/", ".")
    if path.startswith("core.training."):
        pytest.importorskip("torch")
    value = importlib.import_module(f"rock_glacier_mapper.{path}")
    for part in name.split("."):
        value = getattr(value, part)
    assert value == pytest.approx(ast.literal_eval(told), rel=1e-12)


def test_there_are_enough_worked_examples():
    assert len(_EXAMPLES.findall(METHODS)) >= 15


@pytest.mark.parametrize(
    "code",
    [pytest.param(m[1], id=f"line{METHODS[: m.start()].count(chr(10)) + 1}")
     for m in _EXAMPLES.finditer(METHODS)],
)  # fmt: skip
def test_a_worked_example_holds(code):
    assert "assert" in code
    begin = time.process_time()
    exec(compile(code, "docs/methods.md", "exec"), {"__name__": "example"})
    assert time.process_time() - begin < 5  # a second on an idle machine, imports included
