"""A second map beside the main one: heatmap, image or hillshade of the same place."""

from __future__ import annotations

from qgis.core import QgsMapLayerProxyModel, QgsSettings
from qgis.gui import QgsMapCanvas, QgsMapLayerComboBox
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from ...core.translation import tr

_PREFIX = "rockglacier/review/"
#: Name, title, and words in names of layers by which one is guessed.
_VIEWS = (
    ("heatmap", "Heatmap", ("heatmap", "probability")),
    ("image", "Image", ("sentinel", "image", "optical", "planet", "picture")),
    ("hillshade", "Hillshade", ("hillshade", "shade", "dem", "elevation")),
)


class SideView(QWidget):
    """Follows the main map and shows one of three chosen rasters under the reviewed layer.

    Args:
        canvas: the main map.
        parent: owner.
    """

    def __init__(self, canvas: QgsMapCanvas, parent=None):
        super().__init__(parent)
        self._main = canvas
        self._layer = None
        self.canvas = QgsMapCanvas(self)
        self.canvas.setCanvasColor(QColor("white"))
        self.canvas.setMinimumHeight(160)
        self.canvas.enableAntiAliasing(True)
        self.buttons, self.combos = {}, {}
        group = QButtonGroup(self)
        bar = QHBoxLayout()
        for name, title, words in _VIEWS:
            button = QToolButton(self)
            button.setText(tr(title))
            button.setCheckable(True)
            button.setToolTip(tr("Show this raster in the second map"))
            button.clicked.connect(lambda _checked=False, name=name: self.show_view(name))
            group.addButton(button)
            combo = QgsMapLayerComboBox(self)
            combo.setFilters(QgsMapLayerProxyModel.Filter.RasterLayer)
            combo.setAllowEmptyLayer(True)
            combo.setToolTip(tr("Raster for the view {title}").format(title=tr(title)))
            combo.setMinimumContentsLength(6)
            _guess(combo, words)
            combo.layerChanged.connect(self._update)
            self.buttons[name], self.combos[name] = button, combo
            bar.addWidget(button)
            bar.addWidget(combo, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(bar)
        layout.addWidget(self.canvas, 1)
        canvas.extentsChanged.connect(self.follow)
        canvas.destinationCrsChanged.connect(self.follow)
        self.view = ""
        self.show_view(str(QgsSettings().value(_PREFIX + "view", "heatmap")))

    def set_layer(self, layer) -> None:
        """The reviewed layer, drawn on top."""
        self._layer = layer
        self._update()

    def raster(self, name: str):
        """The raster chosen for a view, or None."""
        return self.combos[name].currentLayer()

    def show_view(self, name: str) -> None:
        """Show one of the views."""
        self.view = name if name in self.buttons else "heatmap"
        self.buttons[self.view].setChecked(True)
        QgsSettings().setValue(_PREFIX + "view", self.view)
        self._update()

    def next_view(self) -> None:
        """Go on to the next view that has a raster."""
        names = [name for name, *_ in _VIEWS]
        start = names.index(self.view)
        for step in range(1, len(names)):
            name = names[(start + step) % len(names)]
            if self.raster(name) is not None:
                self.show_view(name)
                return

    def follow(self) -> None:
        """Show the place that the main map shows."""
        if not self.isVisible():
            return
        self.canvas.setDestinationCrs(self._main.mapSettings().destinationCrs())
        self.canvas.setExtent(self._main.extent())
        self.canvas.refresh()

    def showEvent(self, event) -> None:  # noqa: D102
        super().showEvent(event)
        self._update()

    def close_view(self) -> None:
        """Let go of the main map and all layers."""
        self._main.extentsChanged.disconnect(self.follow)
        self._main.destinationCrsChanged.disconnect(self.follow)
        self.canvas.stopRendering()
        self.canvas.setLayers([])
        self._layer = None

    def _update(self, *_) -> None:
        layers = [self._layer, self.raster(self.view)]
        self.canvas.setLayers([layer for layer in layers if layer is not None])
        self.follow()


def _guess(combo: QgsMapLayerComboBox, words: tuple[str, ...]) -> None:
    """Choose the first layer with one of the words in its name; none without."""
    combo.setLayer(None)
    for word in words:
        for number in range(combo.count()):
            layer = combo.layer(number)
            if layer is not None and word in layer.name().lower():
                combo.setLayer(layer)
                return
