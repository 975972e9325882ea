"""Spellings that hold with Qt 5 and Qt 6 alike, and all Qt names against PyQt6 itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from qtnames import MOVED, findings, used_names

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "rock_glacier_mapper").rglob("*.py"))

BAD = [
    "from PyQt5.QtCore import Qt",
    "import sip",
    "from qgis.PyQt.QtGui import QAction",
    "from qgis.PyQt.QtCore import QRegExp",
    "from qgis.PyQt.QtCore import Qt\nrole = Qt.UserRole",
    "from qgis.PyQt.QtWidgets import QMessageBox\nbox = QMessageBox.Ok",
    "from qgis.core import Qgis\nlevel = Qgis.Warning",
    "from qgis.PyQt.QtCore import QVariant\nkind = QVariant.Int",
    "from qgis.PyQt.QtCore import QVariant\nQgsField('a', QVariant.String)",
    "from qgis.core import QgsProcessing\nx = QgsProcessing.TypeRaster",
    "from qgis.core import QgsWkbTypes\nx = QgsWkbTypes.PolygonGeometry",
    "def f(self):\n    self.dialog.exec_()",
    "def f(self, event):\n    return event.pos()",
    "def f(self, event):\n    return event.globalX()",
    "def f(dialog):\n    return dialog.Accepted",
    "def f(self):\n    return self.model.data(i, self.UserRole)",
    "def f(layout):\n    layout.setMargin(0)",
    "def f(event):\n    return event.globalPos()",
    "from qgis.PyQt.QtWidgets import QDesktopWidget",
    "def f(time):\n    return time.toTime_t()",
]
GOOD = [
    "from qgis.PyQt.QtGui import QIcon",
    "from qgis.PyQt.QtCore import Qt\nrole = Qt.ItemDataRole.UserRole",
    "from qgis.core import Qgis\nlevel = Qgis.MessageLevel.Warning",
    "from qgis.core import Qgis\nnumber = Qgis.QGIS_VERSION_INT",
    "def f(self):\n    self.dialog.exec()",
    "def f(widget):\n    return widget.pos()",
]  # fmt: skip


@pytest.mark.parametrize("source", BAD)
def test_the_rule_finds_bad_spellings(source):
    assert findings(source)


@pytest.mark.parametrize("source", GOOD)
def test_the_rule_lets_good_spellings_be(source):
    assert not findings(source)


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.relative_to(ROOT).as_posix())
def test_spellings_hold_with_qt_6(file):
    assert not findings(file.read_text(encoding="utf-8"))


_CHECK = """
import importlib, json, sys
missing = []
for full, attributes in json.load(sys.stdin).items():
    module, name = full.split(".")
    try:
        owner = getattr(importlib.import_module("PyQt6." + module), name)
    except (ImportError, AttributeError):
        missing.append(full)
        continue
    for path in attributes:
        value = owner
        try:
            for part in path.split("."):
                value = getattr(value, part)
        except AttributeError:
            missing.append(full + "." + path)
print(json.dumps(missing))
"""


@pytest.mark.full
def test_every_qt_name_exists_in_pyqt6():
    """In another process, for two Qt in one crash; ``PYQT6_PYTHON`` names one that has it."""
    names: dict[str, set[str]] = {}
    for file in FILES:
        for full, attributes in used_names(file.read_text(encoding="utf-8")).items():
            names.setdefault(full, set()).update(attributes)
    assert len(names) > 20
    python = os.environ.get("PYQT6_PYTHON", sys.executable)
    done = subprocess.run(
        [python, "-c", _CHECK],
        input=json.dumps({full: sorted(attributes) for full, attributes in names.items()}),
        capture_output=True,
        text=True,
        timeout=120,
    )
    probe = subprocess.run([python, "-c", "import PyQt6.QtWidgets"], capture_output=True)
    if probe.returncode:
        pytest.skip("PyQt6 cannot be imported")
    missing = json.loads(done.stdout)
    # qgis.PyQt gives these in the place where Qt 5 had them.
    given = {f"QtWidgets.{name}" for name in MOVED} | {"QtCore.QVariant.Type"}
    assert not [name for name in missing if not name.startswith(tuple(given))]
