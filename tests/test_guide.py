"""The documentation does what it says: commands run, links and pictures exist, ids are real.

How the pages are written:

- a ``bash`` or ``python`` block is run, in the order of its page, in an empty folder, with the
  variables of ``make -s env`` and ``qgis_process``, ``python`` and ``dask`` in the path;
- a ``console`` block is not run, nor is one under a line ``<!-- not run: reason -->``; calls of
  ``rockglacier:`` algorithms in them are checked against the algorithms nevertheless.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shlex
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from environment import checkout_environment
from qgis.core import (
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterNumber,
)
from registered import registered_algorithms

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
TUTORIALS = sorted((DOCS / "tutorials").glob("*.md"))
#: Pages with commands for users.
GUIDES = [
    page
    for page in (
        ROOT / "README.md",
        *(DOCS / f"{name}.md" for name in ("README", "user-guide", "installation", "deployment")),
        *TUTORIALS,
        ROOT / "models" / "README.md",
    )
    if page.exists()
]
PAGES = sorted({*GUIDES, *DOCS.rglob("*.md"), ROOT / "CHANGELOG.md"})
#: Commands of the other pages take minutes: they run in `make test-full`.
QUICK = {"batch.md"}
LANGUAGES = {"bash", "console", "python", "json", "yaml", "dockerfile", "csv", "text"}
LARGEST_PICTURE = 150_000  # bytes

_FENCE = re.compile(r"^( *)(```+)(\w*)\s*$")
_NOT_RUN = re.compile(r"^<!-- not run: (.+?) -->$")
_LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^()\s]+)\)")


@dataclass
class Block:
    """A fenced block of code: its page, first line, language, text, and whether it is run."""

    page: Path
    line: int
    language: str
    text: str
    runs: bool


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


def blocks_of(page: Path) -> list[Block]:
    """The fenced blocks of a page, in order."""
    found, lines = [], page.read_text(encoding="utf-8").splitlines()
    number = 0
    while number < len(lines):
        fence = _FENCE.match(lines[number])
        if fence is None:
            number += 1
            continue
        indent, ticks, language = fence.groups()
        above = next((line for line in reversed(lines[:number]) if line.strip()), "")
        end = number + 1
        while lines[end].strip() != ticks:  # an IndexError is a block without an end
            end += 1
        text = "\n".join(line[len(indent) :] for line in lines[number + 1 : end]) + "\n"
        runs = language in ("bash", "python") and not _NOT_RUN.match(above.strip())
        found.append(Block(page, number + 1, language, text, runs))
        number = end + 1
    return found


def prose_of(page: Path) -> str:
    """A page without its fenced blocks."""
    kept, ticks = [], None
    for line in page.read_text(encoding="utf-8").splitlines():
        fence = _FENCE.match(line)
        if ticks is None and fence:
            ticks = fence[2]
        elif ticks is not None and line.strip() == ticks:
            ticks = None
        elif ticks is None:
            kept.append(line)
    return "\n".join(kept)


def anchors_of(page: Path) -> set[str]:
    """Anchors of the headings, as GitHub makes them."""
    anchors: set[str] = set()
    for line in prose_of(page).splitlines():
        heading = re.match(r"#{1,6} +(.*)", line)
        if heading:
            text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading[1]).strip().lower()
            base = re.sub(r"[^\w\- ]", "", text).replace(" ", "-")
            anchor, count = base, 0
            while anchor in anchors:
                count += 1
                anchor = f"{base}-{count}"
            anchors.add(anchor)
    return anchors


def calls_in(text: str) -> list[tuple[str, dict[str, str]]]:
    """Calls ``run rockglacier:name -- NAME=value …`` in a shell text: (name, parameters)."""
    text = re.sub(r"\$\{\w+:\+([^}]*)\}", r"\1", text.replace("\\\n", " "))
    text = re.sub(r"\s\d*>+\s*(&\d|[\w./]+)", "", text)  # where the output goes
    calls = []
    for line in text.splitlines():
        if "run rockglacier:" not in line:
            continue
        lexer = shlex.shlex(line, posix=True, punctuation_chars=";&|()<>")
        lexer.whitespace_split = True
        lexer.commenters = "#"
        words = list(lexer)
        for place, word in enumerate(words):
            if not word.startswith("rockglacier:") or words[place - 1] != "run":
                continue
            given: dict[str, str] = {}
            rest = words[place + 1 :]
            assert rest[:1] in ([], ["--"]), f"no -- after {word}"
            for item in rest[1:]:
                if set(item) <= set(";&|()<>"):
                    break
                key, equals, value = item.partition("=")
                assert equals, f"{word}: {item} is no NAME=value"
                given[key] = f"{given[key]}\t{value}" if key in given else value
            calls.append((word.partition(":")[2], given))
    return calls


@pytest.fixture(scope="module")
def algorithms(qgis_app):
    with registered_algorithms() as found:
        yield found


def problems_of(algorithm, given: dict[str, str]) -> list[str]:
    """What is wrong with a call; nothing where it could be run."""
    wrong = []
    definitions = {d.name(): d for d in algorithm.parameterDefinitions()}
    for name, value in given.items():
        definition = definitions.get(name)
        if definition is None:
            wrong.append(f"no parameter {name}")
        elif "$" not in value:
            wrong += [f"{name}: {text}" for text in _value_problems(definition, value)]
    optional = QgsProcessingParameterDefinition.Flag.FlagOptional
    for name, definition in definitions.items():
        needed = not definition.flags() & optional and definition.defaultValue() is None
        if needed and name not in given:
            wrong.append(f"{name} is needed")
    return wrong


def _value_problems(definition, value: str) -> list[str]:
    if isinstance(definition, QgsProcessingParameterEnum):
        values = re.split("[\t,]", value) if definition.allowMultiple() else [value]
        if definition.usesStaticStrings():
            allowed = definition.options()
            return [f"{one} is none of the values" for one in values if one not in allowed]
        count = len(definition.options())
        return [f"{one} is no number below {count}" for one in values if not 0 <= int(one) < count]
    if isinstance(definition, QgsProcessingParameterBoolean):
        return [] if value in ("true", "false") else [f"{value} is not true or false"]
    if isinstance(definition, QgsProcessingParameterNumber):
        number = float(value)
        if not definition.minimum() <= number <= definition.maximum():
            return [f"{value} is not from {definition.minimum()} to {definition.maximum()}"]
    return []


def test_calls_are_understood_by_this_test():
    text = (
        'A=1 p run rockglacier:x -- A=b "C=d|layername=GO" ${1:+S=$N/3} \\\n'
        "  E=1 && q run rockglacier:y\n"
    )
    wanted = {"A": "b", "C": "d|layername=GO", "S": "$N/3", "E": "1"}
    assert calls_in(text) == [("x", wanted), ("y", {})]


def test_wrong_calls_are_found_by_this_test(algorithms):
    fit = algorithms["fitrules"]
    good = {"HEATMAP": "h.tif", "REFERENCE": "r.gpkg", "OUTPUT": "o.json", "CURVE": "c.png"}
    missing = {"HEATMAP", "REFERENCE", "OUTPUT"} - {"HEATMAP"}
    assert not [p for p in problems_of(fit, good) if "CURVE" not in p and "TABLE" not in p]
    wrong = problems_of(fit, {"HEATMAP": "h", "TARGET": "iou", "FOLDS": "0", "NAME": "x"})
    assert {f"{name} is needed" for name in missing} <= set(wrong)
    assert any(p.startswith("TARGET: iou") for p in wrong)
    assert any(p.startswith("FOLDS: 0 is not from") for p in wrong) and "no parameter NAME" in wrong


@pytest.mark.parametrize("page", GUIDES, ids=name_of)
def test_blocks_are_written_as_agreed(page):
    for block in blocks_of(page):
        place = f"{name_of(page)}:{block.line}"
        assert block.language in LANGUAGES, f"{place}: a block needs one of {sorted(LANGUAGES)}"
        if block.language == "json":
            json.loads(block.text)
        if block.language == "python":
            compile(block.text, place, "exec")
        if block.language == "bash":
            done = subprocess.run(["bash", "-n"], input=block.text, text=True, capture_output=True)
            assert done.returncode == 0, f"{place}: {done.stderr}"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_calls_of_algorithms_are_right(page, algorithms):
    text = page.read_text(encoding="utf-8")
    known = {*algorithms, "…"}
    for name in re.findall(r"rockglacier:([\w…]+)", text):
        assert name in known, f"{name_of(page)}: there is no rockglacier:{name}"
    for block in blocks_of(page):
        for name, given in calls_in(block.text):
            wrong = problems_of(algorithms[name], given)
            assert not wrong, f"{name_of(page)}:{block.line}: {name}: {', '.join(wrong)}"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page):
    for picture, text, target in _LINK.findall(prose_of(page)):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        place = (page.parent / path).resolve() if path else page
        assert place.exists(), f"{name_of(page)}: {target} does not exist"
        if anchor:
            assert anchor in anchors_of(place), f"{name_of(page)}: no heading for {target}"
        if picture:
            assert text.strip(), f"{name_of(page)}: {target} needs a text that describes it"


def test_pictures_are_used_and_small():
    used = set()
    for page in PAGES:
        for _, _, target in _LINK.findall(page.read_text(encoding="utf-8")):
            used.add((page.parent / target.partition("#")[0]).resolve())
    pictures = [path for path in DOCS.rglob("*") if path.suffix in (".png", ".jpg", ".svg")]
    pictures = [path for path in pictures if "studies" not in path.parts]
    assert not [name_of(path) for path in pictures if path.resolve() not in used]
    assert not [name_of(path) for path in pictures if path.stat().st_size > LARGEST_PICTURE]


def test_each_algorithm_has_its_section_in_the_user_guide(algorithms):
    anchors = anchors_of(DOCS / "user-guide.md")
    for name, algorithm in algorithms.items():
        page, _, anchor = algorithm.helpUrl().partition("#")
        assert page.endswith("docs/user-guide.md") and anchor == name
        assert anchor in anchors, f"docs/user-guide.md has no section {name}"


def test_each_page_is_reached_from_the_index():
    index = DOCS / "README.md"
    linked = {
        (index.parent / target.partition("#")[0]).resolve()
        for _, _, target in _LINK.findall(index.read_text(encoding="utf-8"))
    }
    pages = [page for page in DOCS.rglob("*.md") if page != index]
    assert not [name_of(page) for page in pages if page.resolve() not in linked]


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """The variables of ``make -s env``, and a path with the programs of the pages."""
    made = dict(checkout_environment())
    programs = tmp_path_factory.mktemp("bin")
    for name, command in (
        ("qgis_process", f'"{made["QGIS_PROCESS"]}"'),
        ("python", f'"{sys.executable}"'),
        ("dask", f'"{sys.executable}" -m dask'),
    ):
        (programs / name).write_text(f'#!/bin/sh\nexec {command} "$@"\n')
        (programs / name).chmod(0o755)
    made["PATH"] = f"{programs}{os.pathsep}{made['PATH']}"
    return made


def script_of(page: Path) -> str:
    """A shell script of all that runs on a page; "" where nothing does."""
    parts = []
    for block in blocks_of(page):
        if not block.runs:
            continue
        parts.append(f"echo '== {name_of(page)}:{block.line}'")
        if block.language == "python":
            parts.append(f"python - <<'END_OF_BLOCK'\n{block.text}END_OF_BLOCK")
        else:
            parts.append(block.text)
    return "\n".join(["set -e -o pipefail", *parts, ""]) if parts else ""


def _page_cases():
    for page in GUIDES:
        marks = [] if page.name in QUICK else [pytest.mark.full]
        if script_of(page):
            yield pytest.param(page, marks=marks, id=name_of(page))


@pytest.mark.parametrize("page", _page_cases())
def test_commands_run(page, environment, tmp_path):
    with subprocess.Popen(
        ["bash"],
        cwd=tmp_path,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            output, _ = process.communicate(script_of(page), timeout=3000)
        finally:  # what a page started in the background ends with it
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
    assert process.returncode == 0, output[-6000:]
    assert "Traceback" not in output, output[-6000:]
