"""What Qt 6 and PyQt6 no longer have, found in source text, and which Qt names a file uses."""

from __future__ import annotations

import ast
import re

#: Classes that Qt 6 has in QtGui. ``qgis.PyQt.QtWidgets`` has them with both, ``qgis.PyQt.QtGui``
#: not with Qt 5.
MOVED = ("QAction", "QActionGroup", "QShortcut", "QUndoCommand", "QUndoStack", "QFileSystemModel")
GONE = {
    *("QRegExp", "QRegExpValidator", "QTextCodec", "QDesktopWidget", "QStringListIterator"),
    *("QLinkedList", "QMatrix", "QDirModel", "QGLWidget", "QSound", "QScopedPointer"),
}
#: Methods that Qt 6 lacks, on any object. (``sum`` of QDateTime has never existed; ``pos`` of a
#: widget is fine, that of an event is not.)
METHODS = {
    *("exec_", "print_", "toTime_t", "setTime_t", "fromTime_t", "setMargin", "desktop"),
    *("globalPos", "setCodec", "setResizeMode", "endl", "posF", "toUtf8_"),
}
EVENT_METHODS = {"pos", "x", "y", "globalX", "globalY", "localPos", "delta"}
#: Qt's enumerators that begin with a capital letter stand within their enumeration with PyQt6.
_ENUMERATOR = re.compile(r"[A-Z][A-Za-z0-9]*$")
#: Attributes that begin so and are classes within classes, or constants of the plugin's own.
_UPPER = re.compile(r"[A-Z0-9_]+$")


def findings(source: str) -> list[str]:
    """Spellings that fail with Qt 6, each with its line."""
    found = []
    tree = ast.parse(source)
    qt: dict[str, str] = {}
    # Tried with a way out: the other place stands below ``except ImportError``.
    tried = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.Try) and node.handlers
        for inner in node.body
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("qgis"):
            for alias in node.names:
                qt[alias.asname or alias.name] = f"{node.module}.{alias.name}"
                moved = alias.name in MOVED and node.module == "qgis.PyQt.QtGui"
                moved = moved and id(node) not in tried
                if alias.name in GONE or moved:
                    found.append(f"{node.lineno}: {node.module}.{alias.name}")
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [a.name for a in node.names] if isinstance(node, ast.Import) else []
        if any(re.match(r"(PyQt[56]|PySide[26]|sip)(\.|$)", name) for name in names):
            found.append(f"{node.lineno}: import of {names}")
    inner = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute):
            continue
        text = ast.unparse(node)
        owner = node.value
        if node.attr in METHODS:
            found.append(f"{node.lineno}: {text}")
        event = isinstance(owner, ast.Name) and re.fullmatch(r"(e|ev|evt|event)", owner.id)
        if node.attr in EVENT_METHODS and event:
            found.append(f"{node.lineno}: {text}")
        if (
            isinstance(owner, ast.Name)
            and owner.id in qt
            and _ENUMERATOR.match(node.attr)
            and not _UPPER.fullmatch(node.attr)
            and id(node) not in inner  # a scoped enumeration, perhaps of a newer QGIS
            and not _is_class(qt[owner.id], node.attr)
        ):
            found.append(f"{node.lineno}: {text}")
        # An enumerator through an object: self.Accepted, box.Ok
        if node.attr in _ENUMERATORS and ast.unparse(owner)[:1].islower():
            scope = ast.unparse(owner).rpartition(".")[2]
            if not scope[:1].isupper():
                found.append(f"{node.lineno}: {text}")
        if text.startswith("QVariant.") and "Type" not in text and id(node) not in inner:
            found.append(f"{node.lineno}: {text}")
    return sorted(set(found))


#: Enumerators that are often reached through an object.
_ENUMERATORS = {
    *("Accepted", "Rejected", "UserRole", "DisplayRole", "LeftButton", "RightButton"),
    *("AlignCenter", "Horizontal", "Vertical", "Checked", "Unchecked", "WindowModal"),
}


def _is_class(owner: str, name: str) -> bool:
    """Whether an attribute of a class is itself a class, as scoped enumerations are."""
    import importlib

    module, _, cls = owner.rpartition(".")
    try:
        value = getattr(getattr(importlib.import_module(module), cls), name, None)
    except (ImportError, AttributeError):
        return False
    return isinstance(value, type) or not (isinstance(value, int) or value is None)


def used_names(source: str) -> dict[str, set[str]]:
    """Names taken from ``qgis.PyQt``: "QtCore.Qt" to the attributes of it that are used."""
    tree, qt = ast.parse(source), {}
    used: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("qgis.PyQt."):
            for alias in node.names:
                full = f"{node.module.rpartition('.')[2]}.{alias.name}"
                qt[alias.asname or alias.name] = full
                used.setdefault(full, set())
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            first, *rest = ast.unparse(node).split(".")
            if first in qt and all(part.isidentifier() for part in rest):
                used[qt[first]].add(".".join(rest))
    return used
