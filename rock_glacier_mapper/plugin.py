"""The plugin: registers the Processing provider, and in the desktop its menu and toolbar."""

from __future__ import annotations

from qgis.core import QgsApplication

from .processing import privatepackages
from .processing.language import use_language
from .processing.provider import RockGlacierProvider


class RockGlacierMapperPlugin:
    """Entry point that QGIS loads; works without a window (``qgis_process``)."""

    def __init__(self, iface):
        self._iface = iface
        self._provider = None
        self._desktop = None

    def initProcessing(self):
        """Register the provider; all that ``qgis_process`` needs."""
        use_language()
        self._provider = RockGlacierProvider()
        QgsApplication.processingRegistry().addProvider(self._provider)
        # The graphical models find their steps, and so know their outputs, only from now on.
        self._provider.refreshAlgorithms()

    def initGui(self):
        """Register the provider and add menu and toolbar."""
        from .gui.desktop import Desktop

        self.initProcessing()
        self._desktop = Desktop(self._iface)

    def unload(self):
        """Remove everything that was added."""
        if self._desktop is not None:
            self._desktop.remove()
            self._desktop = None
        if self._provider is not None:
            QgsApplication.processingRegistry().removeProvider(self._provider)
            self._provider = None
        privatepackages.deactivate()
