"""Each algorithm, parameter, output, menu entry and button says what it is."""

from __future__ import annotations

import re

import pytest
from qgis.core import (
    Qgis,
    QgsProcessingDestinationParameter,
    QgsProcessingModelAlgorithm,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterNumber,
)
from qgis.PyQt.QtCore import QCoreApplication, QEvent
from qgis.PyQt.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QSlider, QSpinBox
from registered import registered_algorithms

from rock_glacier_mapper.gui.desktop import MENU, Desktop
from rock_glacier_mapper.gui.trainingwindow import TrainingWindow
from rock_glacier_mapper.processing.provider import ALGORITHMS
from rock_glacier_mapper.processing.trainingruns import TrainingRun

NAMES = [algorithm.NAME for algorithm in ALGORITHMS]
MODELS = ["scene_to_candidates", "scene_to_inventory", "training_round"]
GROUPS = {"Inputs", "Training", "Mapping", "Inventory", "Kinematics", "Validation", "Help"}
#: Numbers without a unit: counts, ratios and the like. All others name their unit in the label.
PLAIN = {
    *("SEED", "FOLDS", "DRAWS", "EPOCHS", "ROUNDS", "REVIEWERS", "CONTROLS", "PICTURES", "WORKERS"),
    *("GROW", "SHRINK", "SCALE", "LOOKS", "IOU", "MAX_ELONGATION", "MAX_NDVI", "MAX_NDSI"),
    *("MAX_NDWI", "MIN_PROBABILITY", "MIN_COHERENCE", "MIN_CORRELATION", "MIN_SNR"),
    *("MAX_DEVIATION", "MIN_SENSITIVITY", "RELIABLE_SENSITIVITY", "MIN_SHARE", "DIRECTIONS"),
    *("ALBEDO", "YEAR", "LEARNING_RATE", "EPOCH_SAMPLES", "SLOWEST", "MIN_COMPACTNESS"),
}
#: What is measured in metres, degrees and so on, in labels.
QUANTITY = re.compile(
    r"\b(distance|elevation|area|slope|velocit|angle|azimuth|incidence|wavelength|radius|width"
    r"|buffer|temperature|precipitation|radiation|window|step)",
    re.IGNORECASE,
)
UNIT = re.compile(
    r"\([^)]*(metres|m\b|km|mm|MB|°|degrees|%|pixels|minutes|days|cm/yr|m/yr|0 to 1|ratio|share"
    r"|probability|epochs|at most|crops|digital numbers|unit below|vegetation|snow and ice|water)"
    r"[^)]*\)"
)


@pytest.fixture(scope="module")
def algorithms(qgis_app):
    with registered_algorithms() as found:
        yield found


def sentence(text: str) -> bool:
    """Whether a text without its tags begins large (or with a name) and ends as a sentence."""
    words = re.sub(r"<[^>]+>", "", text).strip()
    return len(words) >= 10 and words.endswith((".", ")", ":"))


def test_the_list_of_the_test_is_complete(algorithms):
    assert set(algorithms) == {*NAMES, *MODELS}


@pytest.mark.parametrize("name", NAMES)
def test_each_algorithm_says_what_it_does(algorithms, name):
    algorithm = algorithms[name]
    assert algorithm.name() == name == algorithm.name().lower()
    assert algorithm.displayName()[:1].isupper() and len(algorithm.displayName()) > 5
    assert algorithm.group() in GROUPS and algorithm.groupId() == algorithm.group().lower()
    assert sentence(algorithm.shortDescription()) and len(algorithm.shortDescription()) > 40
    assert len(set(algorithm.tags())) >= 4
    help_ = algorithm.shortHelpString()
    assert algorithm.shortDescription() in help_ and len(algorithm.HELP) > 150
    assert help_.count("<p>") == help_.count("</p>")
    assert algorithm.helpUrl().endswith(f"user-guide.md#{name}")
    assert not algorithm.icon().isNull()


@pytest.mark.parametrize("name", [*NAMES, *MODELS])
def test_each_parameter_and_output_is_described(algorithms, name):
    labels = []
    for definition in algorithms[name].parameterDefinitions():
        place = f"{name}, {definition.name()}"
        labels.append(definition.description())
        assert definition.description().strip()[:1].isupper(), place
        assert definition.description() != definition.name(), place
        assert sentence(definition.help()), f"{place}: {definition.help()!r}"
        if isinstance(definition, QgsProcessingParameterEnum):
            help_ = re.sub(r"<[^>]+>", "", definition.help())
            explained = [option for option in definition.options() if option in help_]
            few = len(definition.options()) <= 3 and "As in" not in help_
            assert not few or explained or not definition.usesStaticStrings(), place
    assert len(labels) == len(set(labels)), f"{name} has two parameters with one label"
    for output in algorithms[name].outputDefinitions():
        place = f"{name}, output {output.name()}"
        assert output.description().strip()[:1].isupper(), place
        assert output.description() not in (output.name(), ""), place


@pytest.mark.parametrize("name", [*NAMES, *MODELS])
def test_numbers_have_units_in_their_labels(algorithms, name):
    for definition in algorithms[name].parameterDefinitions():
        if isinstance(definition, QgsProcessingParameterNumber):
            label = definition.description()
            assert UNIT.search(label) or (
                definition.name() in PLAIN and not QUANTITY.search(label)
            ), f"{name}, {definition.name()}: {label} has no unit"


@pytest.mark.parametrize("name", MODELS)
def test_the_graphical_models_are_described_and_valid_in_the_modeler(algorithms, name):
    model = algorithms[name]
    assert isinstance(model, QgsProcessingModelAlgorithm)
    assert model.validate() == (True, [])
    assert model.group() == "Graphical models" and sentence(model.shortDescription())
    assert model.helpUrl().endswith(f"user-guide.md#{name}") and len(model.tags()) >= 3
    content = model.helpContent()
    for definition in model.parameterDefinitions():
        if not isinstance(definition, QgsProcessingDestinationParameter):
            assert sentence(content[definition.name()]), f"{name}, {definition.name()}"


@pytest.mark.parametrize("name", MODELS)
def test_the_steps_of_the_models_have_the_defaults_of_today(algorithms, name):
    optional = QgsProcessingParameterDefinition.Flag.FlagOptional
    for child in algorithms[name].childAlgorithms().values():
        steps, sources = algorithms[child.algorithmId().partition(":")[2]], child.parameterSources()
        assert child.description() == steps.displayName()
        for definition in steps.parameterDefinitions():
            value = definition.defaultValue()
            (source,) = sources.get(definition.name(), [None])
            # QGIS 3.40 has moved the names.
            kinds = getattr(Qgis, "ProcessingModelChildParameterSource", type(source))
            fixed = source is not None and source.source() == kinds.StaticValue
            if fixed:
                assert source.staticValue() == value, f"{name}: run tools/build_models.py"
            elif value is not None and not definition.flags() & optional:
                assert source is not None, f"{name}: run tools/build_models.py"


@pytest.fixture
def desktop(qgis_iface, qgis_new_project):
    made = Desktop(qgis_iface)
    yield made
    made.remove()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def silent_widgets(top) -> list[str]:
    """Widgets for input without a tip; those inside another one (its clear button) do not count."""
    found = []
    for kind in (QAbstractButton, QComboBox, QLineEdit, QSlider, QSpinBox):
        for widget in top.findChildren(kind):
            if type(widget) is QAbstractButton:  # the corner of a table
                continue
            if widget.objectName().startswith(("qt_", "ScrollLeft", "ScrollRight")):
                continue
            inside = isinstance(widget.parent(), (QComboBox, QSpinBox, QLineEdit))
            qgis = type(widget).__module__.startswith("qgis._") and widget.parent() is not top
            if not inside and not qgis and not widget.toolTip().strip():
                text = widget.text() if hasattr(widget, "text") else ""
                found.append(f"{type(widget).__name__} {text}")
    return found


def test_menu_and_toolbar_have_tips_and_status_texts(desktop):
    actions = desktop._toolbar.actions()
    assert actions and "Rock Glacier Mapper" in MENU
    for action in actions:
        assert len(action.toolTip()) > 20, action.text()
        assert sentence(action.statusTip() + "."), action.text()


def test_each_button_of_the_review_has_a_tip(desktop):
    desktop.review()
    assert silent_widgets(desktop.review_dock) == []
    for action in desktop.review_dock.panel.menu.actions():
        assert action.toolTip() != action.text().replace("…", "")


def test_each_button_of_the_validation_has_a_tip(desktop):
    desktop.validate()
    assert silent_widgets(desktop.validation_dock) == []


def test_each_button_of_the_training_window_has_a_tip(qgis_app, tmp_path):
    window = TrainingWindow(TrainingRun("andes", tmp_path / "log.csv"))
    assert silent_widgets(window) == []
    window.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
