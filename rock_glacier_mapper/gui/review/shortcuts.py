"""Keys of the docks: they work in the dock and, after a click there, on the map."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from qgis.core import QgsSettings
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import QWidget

try:  # Qt 6 moved it
    from qgis.PyQt.QtGui import QShortcut
except ImportError:
    from qgis.PyQt.QtWidgets import QShortcut


class Shortcuts:
    """Keys for slots on several widgets.

    A key can be changed in the settings of QGIS (advanced), under ``prefix`` + name.

    Args:
        prefix: of the settings, such as ``rockglacier/review/key/``.
        keys: name to default keys, separated by blanks.
        slots: name to what is done.
        dock: where the keys work; a text field that has the focus gets them first.
        canvas: they work there as well, but for those of ``only_dock``, which QGIS's map tools
            need.
    """

    def __init__(
        self,
        prefix: str,
        keys: Mapping[str, str],
        slots: Mapping[str, Callable[[], None]],
        dock: QWidget,
        canvas: QWidget,
        only_dock: Collection[str] = (),
    ):
        settings = QgsSettings()
        self.keys = {name: settings.value(prefix + name, key) for name, key in keys.items()}
        self._shortcuts = []
        for name, slot in slots.items():
            for key in self.keys[name].split():
                for widget in (dock,) if name in only_dock else (dock, canvas):
                    shortcut = QShortcut(QKeySequence(key), widget)
                    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                    shortcut.activated.connect(slot)
                    self._shortcuts.append(shortcut)

    def label(self, name: str) -> str:
        """The first key of a slot, for its button."""
        return (self.keys[name].split() or [""])[0]

    def set_enabled(self, enabled: bool) -> None:
        """Switch all keys on or off."""
        for shortcut in self._shortcuts:
            if not sip.isdeleted(shortcut):
                shortcut.setEnabled(enabled)

    def remove(self) -> None:
        """Take the keys away from the widgets."""
        for shortcut in self._shortcuts:
            if not sip.isdeleted(shortcut):
                shortcut.setEnabled(False)
                shortcut.setParent(None)
                shortcut.deleteLater()
        self._shortcuts.clear()
