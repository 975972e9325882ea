"""Every text that a user sees can be translated, and the Spanish translation is whole."""

import gc
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from qgis.core import (
    QgsProcessingModelAlgorithm,
    QgsProcessingParameterEnum,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QTranslator
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QAction,
    QComboBox,
    QDockWidget,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QWidget,
)

from rock_glacier_mapper.core import translation
from rock_glacier_mapper.core.inventory.schema import load_schema
from rock_glacier_mapper.processing import language
from rock_glacier_mapper.processing.inventorystyle import apply_style
from rock_glacier_mapper.processing.provider import RockGlacierProvider

ROOT = Path(__file__).parent.parent.parent
FILE = ROOT / "resources" / "i18n" / "rock_glacier_mapper_es.ts"
#: Texts that are the same in all languages: names, and the letters of keys.
SAME = re.compile(r"Rock Glacier Mapper|[\W\d_]*|[\W\d]*\b[A-Z]\b[\W\d]*|DEM|AOI|NDVI|NDSI|NDWI")


@pytest.fixture
def marked():
    """A language in which every translated text is in ⟦brackets⟧."""
    translation.use_translator(lambda text: f"⟦{text}⟧", "xx")
    yield
    translation.use_translator(None)


def untranslated(texts):
    """Of (place, text), those that hold words outside of brackets."""
    found = []
    for place, text in texts:
        outside = re.sub(r"⟦[^⟦⟧]*⟧", "", text or "")
        while outside != (outside := re.sub(r"⟦[^⟦⟧]*⟧", "", outside)):
            pass
        outside = re.sub(r"<[^>]*>|&nbsp;", " ", outside)
        if not SAME.fullmatch(outside.strip()):
            found.append((place, outside.strip()[:80]))
    return found


def texts_of(algorithm):
    name = algorithm.name()
    yield name, algorithm.displayName()
    yield f"{name}: group", algorithm.group()
    yield f"{name}: short description", algorithm.shortDescription()
    for definition in algorithm.parameterDefinitions():
        yield f"{name}: {definition.name()}", definition.description()
        yield f"{name}: {definition.name()}: help", definition.help()
        if (
            isinstance(definition, QgsProcessingParameterEnum)
            and not definition.usesStaticStrings()
        ):
            for option in definition.options():
                yield f"{name}: {definition.name()}: option", option
    for output in algorithm.outputDefinitions():
        yield f"{name}: output {output.name()}", output.description()


@pytest.fixture
def provider(qgis_processing):
    made = []

    def make():
        # Loaded without being registered: the one that other tests use stays as it is.
        made.append(RockGlacierProvider())
        made[-1].refreshAlgorithms()
        return made[-1]

    yield make
    made.clear()
    gc.collect()


def test_every_text_of_every_algorithm_can_be_translated(marked, provider):
    algorithms = provider().algorithms()
    assert len(algorithms) >= 27
    texts = [text for algorithm in algorithms for text in texts_of(algorithm)]
    assert len(texts) > 700
    assert not untranslated(texts)


def test_help_pages_can_be_translated(marked, provider):
    pages = [
        (a.name(), re.sub(r"\((?:[A-Z0-9_]+)\):", "", a.shortHelpString()))
        for a in provider().algorithms()
        if not isinstance(a, QgsProcessingModelAlgorithm)  # QGIS makes those of models
    ]
    assert not untranslated(pages)


def texts_in(widget: QWidget):
    """What a widget and its children show, without what comes from the data."""
    for one in [widget, *widget.findChildren(QWidget)]:
        kind = type(one).__name__
        yield f"{kind}: tip", one.toolTip()
        if isinstance(one, (QLabel, QAbstractButton)):
            yield f"{kind} {one.objectName()}", one.text()
        if isinstance(one, (QGroupBox, QMenu)):
            yield kind, one.title()
        if isinstance(one, QDockWidget):
            yield kind, one.windowTitle()
        if isinstance(one, QLineEdit):
            yield kind, one.placeholderText()
        if isinstance(one, QComboBox) and one.objectName() != "layers":
            for index in range(one.count()):
                yield kind, one.itemText(index)
    for action in widget.findChildren(QAction):
        if action.text() and not action.isSeparator():
            yield "action", action.text()


def test_every_text_of_the_windows_can_be_translated(marked, qgis_iface, qgis_new_project):
    from rock_glacier_mapper.gui.desktop import Desktop
    from rock_glacier_mapper.gui.review.panel import ReviewPanel
    from rock_glacier_mapper.gui.validation.panel import ValidationPanel

    desktop = Desktop(qgis_iface)
    try:
        windows = [desktop._toolbar, ReviewPanel(qgis_iface.mapCanvas()), ValidationPanel()]
        texts = [text for window in windows for text in texts_in(window)]
        assert len(texts) > 60
        assert not untranslated(texts)
    finally:
        desktop.remove()


def test_forms_of_an_inventory_can_be_translated_and_keep_their_codes(marked, qgis_app):
    schema = load_schema()
    for definition in schema.layers:
        fields = "&".join(f"field={field.name}:string" for field in definition.fields)
        layer = QgsVectorLayer(f"None?{fields}", definition.code, "memory")
        apply_style(layer, definition)
        for index, field in enumerate(layer.fields()):
            setup = layer.editorWidgetSetup(index)
            if setup.type() != "ValueMap":
                continue
            shown = [(label, code) for one in setup.config()["map"] for label, code in one.items()]
            assert not untranslated((field.name(), label) for label, _ in shown)
            codes = {str(c.code) for c in definition.field(field.name()).values.choices}
            assert codes <= {code for _, code in shown}
        root = layer.editFormConfig().invisibleRootContainer()
        assert not untranslated((definition.code, tab.name()) for tab in root.children())
        del layer
    gc.collect()


@pytest.fixture(scope="module")
def messages():
    """Source and translation element of each text."""
    root = ElementTree.parse(FILE)
    return [(m.findtext("source"), m.find("translation")) for m in root.iter("message")]


def test_the_translation_has_all_texts_of_today(messages):
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "translations.py", "missing", "es"],
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert json.loads(done.stdout) == []
    assert all(node.get("type") is None and node.text for _, node in messages)


def test_placeholders_and_markup_survive_translation(messages):
    wrong = []
    for source, node in messages:
        for pattern in (
            r"\{[^{}]*\}",
            r"</?[a-z][^>]*>",
            r"https?://[^\s<]+",
            r"\b[A-Z]+_[A-Z_]+\b",
        ):
            if sorted(re.findall(pattern, source)) != sorted(re.findall(pattern, node.text or "")):
                wrong.append((pattern, source[:90], (node.text or "")[:90]))
        if source[:1].isspace() != (node.text or "")[:1].isspace():
            wrong.append(("space", source[:60], (node.text or "")[:60]))
        if ("&" in source) != ("&" in (node.text or "")):
            wrong.append(("&", source[:60], (node.text or "")[:60]))
    assert not wrong


def test_labels_of_one_list_stay_different(messages):
    spanish = {source: node.text for source, node in messages}
    for definition in load_schema().layers:
        for field in definition.fields:
            if field.values is not None:
                labels = [
                    spanish.get(choice.label, choice.label) for choice in field.values.choices
                ]
                assert len(set(labels)) == len(labels), field.name


def test_the_compiled_file_is_of_this_translation(messages):
    translator = QTranslator()
    assert translator.load(str(FILE.with_suffix(".qm")))
    differ = [
        source
        for source, node in messages
        if translator.translate(language.CONTEXT.encode(), source.encode()) != node.text
    ]
    assert not differ, "run tools/translations.py compile"


def test_a_locale_chooses_its_language(provider):
    try:
        language.use_language("es_AR")
        assert translation.language() == "es"
        titles = {a.name(): a.displayName() for a in provider().algorithms()}
        assert titles["predictheatmap"] != "Predict heatmap"
        assert "{path}" in translation.tr(
            "The model {path} does not exist. Choose an ONNX model file."
        )
        assert translation.tr("Never seen before") == "Never seen before"
        language.use_language("fi")
        assert translation.language() == "en" and translation.tr("Check") == "Check"
    finally:
        translation.use_translator(None)


def test_qgis_process_speaks_the_language_of_the_system(tmp_path):
    """Also where Python knows no letters but ASCII, as the locale is named but not installed."""
    settings = tmp_path / "profiles" / "default" / "QGIS" / "QGIS3.ini"
    settings.parent.mkdir(parents=True)
    settings.write_text("[PythonPlugins]\nrock_glacier_mapper=true\n", encoding="utf-8")
    spanish = {"LANG": "es_ES.UTF-8", "LC_ALL": "es_ES.UTF-8"}
    done = subprocess.run(
        [os.environ["QGIS_PROCESS"], "help", "rockglacier:predictheatmap"],
        env={**os.environ, **spanish, "QGIS_CUSTOM_CONFIG_PATH": str(tmp_path)},
        capture_output=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    shown = done.stdout.decode("utf-8", "replace")
    assert "Predecir mapa de probabilidad" in shown and "Traceback" not in shown


def test_names_and_identifiers_are_never_translated(marked, provider):
    """Scripts and models depend on them."""
    for algorithm in provider().algorithms():
        names = [algorithm.name(), algorithm.groupId()]
        names += [d.name() for d in algorithm.parameterDefinitions()]
        names += [o.name() for o in algorithm.outputDefinitions()]
        for definition in algorithm.parameterDefinitions():
            if (
                isinstance(definition, QgsProcessingParameterEnum)
                and definition.usesStaticStrings()
            ):
                names += definition.options()
        assert not any("⟦" in name for name in names), algorithm.name()
