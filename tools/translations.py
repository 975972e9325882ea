"""Keep the translations of the plugin: collect its texts, count what is missing, compile.

Texts are the literals in ``tr("...")`` and ``mark("...")`` of the package, the labels of the
inventory schema, and the labels of the graphical models. Qt's own ``lupdate`` is not used: it does
not know ``mark``, and takes a context from the class that a text is in; ours is always the same.

    python3 tools/translations.py update             # bring resources/i18n/*.ts up to date
    python3 tools/translations.py missing es         # what is not translated yet, as JSON
    python3 tools/translations.py fill es texts.json # put translations ({"text": "texto"}) in
    python3 tools/translations.py compile            # .ts to .qm; needs lrelease of Qt
"""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "rock_glacier_mapper"
FOLDER = ROOT / "resources" / "i18n"
CONTEXT = "RockGlacierMapper"
NAME = "rock_glacier_mapper"
#: Keys of the schema whose values are shown.
_SHOWN = ("label", "title", "group", "description")


def texts() -> dict[str, list[str]]:
    """Every text with the files that it is in, in the order of the files."""
    found: dict[str, list[str]] = {}

    def add(text: str, file: Path) -> None:
        places = found.setdefault(text, [])
        name = file.relative_to(ROOT).as_posix()
        if name not in places:
            places.append(name)

    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if _is_marked(node):
                add(node.args[0].value, file)
    schema = ROOT / "resources" / "rgik_schema.json"
    for text in _labels(json.loads(schema.read_text(encoding="utf-8"))):
        add(text, schema)
    for file in sorted((ROOT / "resources" / "models").glob("*.model3")):
        for text in _model_texts(file):
            add(text, file)
    return found


def _is_marked(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("tr", "mark")
        and len(node.args) == 1
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    )


def _labels(part):
    if isinstance(part, dict):
        for key, value in part.items():
            if key in _SHOWN and isinstance(value, str) and re.search("[A-Za-z]", value):
                yield value
            else:
                yield from _labels(value)
    elif isinstance(part, list):
        for value in part:
            yield from _labels(value)


def _model_texts(file: Path):
    """Descriptions of inputs and outputs, and the help, of a graphical model."""
    root = ElementTree.parse(file).getroot()
    name = file.stem.replace("_", " ").capitalize()
    yield name
    for option in root.iter("Option"):
        value = option.get("value") or ""
        if option.get("name") in ("description", "help", "model_group") and value:
            if re.search("[a-z]{2}", value):
                yield value
        elif option.get("name") == "help":
            yield from (
                part.get("value")
                for part in option
                if part.get("value")
                and part.get("name") not in ("ALG_CREATOR", "ALG_VERSION", "HELP_URL")
            )


def read(language: str) -> dict[str, str]:
    """Text to its translation, of those that have one."""
    path = FOLDER / f"{NAME}_{language}.ts"
    if not path.is_file():
        return {}
    found = {}
    for message in ElementTree.parse(path).iter("message"):
        translation = message.find("translation")
        if translation.get("type") is None and translation.text:
            found[message.findtext("source")] = translation.text
    return found


def write(language: str, translations: dict[str, str]) -> int:
    """Write the file of a language with all texts of today; gives how many lack a translation."""
    root = ElementTree.Element("TS", version="2.1", language=language, sourcelanguage="en")
    context = ElementTree.SubElement(root, "context")
    ElementTree.SubElement(context, "name").text = CONTEXT
    missing = 0
    for text, places in sorted(texts().items(), key=lambda item: (item[1][0], item[0])):
        message = ElementTree.SubElement(context, "message")
        for place in places:
            ElementTree.SubElement(message, "location", filename=f"../../{place}")
        ElementTree.SubElement(message, "source").text = text
        translation = ElementTree.SubElement(message, "translation")
        if text in translations:
            translation.text = translations[text]
        else:
            translation.set("type", "unfinished")
            missing += 1
    ElementTree.indent(root, "    ")
    body = ElementTree.tostring(root, encoding="unicode")
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / f"{NAME}_{language}.ts").write_text(
        f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8"
    )
    return missing


def languages() -> list[str]:
    """Codes of the languages that there is a file for."""
    return sorted(path.stem.rpartition("_")[2] for path in FOLDER.glob("*.ts"))


def compile_all() -> None:
    """Make the .qm files that Qt reads.

    Raises:
        SystemExit: there is no ``lrelease``.
    """
    tool = shutil.which("lrelease") or shutil.which("/usr/lib/qt5/bin/lrelease")
    if tool is None:
        sys.exit("lrelease is missing. Install it (Debian: qttools5-dev-tools).")
    for path in sorted(FOLDER.glob("*.ts")):
        subprocess.run([tool, "-silent", path, "-qm", path.with_suffix(".qm")], check=True)


def main(arguments: list[str]) -> None:
    """Do what the first argument says; see the top of this file."""
    command, *rest = arguments or ["help"]
    if command == "update":
        for language in languages():
            print(f"{language}: {write(language, read(language))} texts lack a translation")
    elif command == "missing":
        known = read(rest[0])
        print(json.dumps([text for text in texts() if text not in known], indent=1))
    elif command == "fill":
        new = json.loads(Path(rest[1]).read_text(encoding="utf-8"))
        print(f"{write(rest[0], {**read(rest[0]), **new})} texts lack a translation")
    elif command == "compile":
        compile_all()
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
