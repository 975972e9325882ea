"""The Processing provider: its algorithms in pipeline order, and the graphical models."""

from __future__ import annotations

from qgis.core import Qgis, QgsMessageLog, QgsProcessingModelAlgorithm, QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from ..core import paths
from ..core.translation import tr
from .appendtoinventory import AppendToInventory
from .assessaccuracy import AssessAccuracy
from .checkinstallation import CheckInstallation
from .checkinventory import CheckInventory
from .collectnegatives import CollectNegatives
from .compareinventories import CompareInventories
from .createinventory import CreateInventory
from .demoscene import CreateDemoScene
from .downslopevelocity import DownslopeVelocity
from .exportpatches import ExportPatches
from .exportrogi import ExportRogi
from .extractrockglaciers import ExtractRockGlaciers
from .fitrules import FitRules
from .inventoryreport import InventoryReport
from .mapregion import MapRegion
from .movingareas import MovingAreas
from .populateattributes import PopulateAttributes
from .predictheatmap import PredictHeatmap
from .preparestack import PrepareStack
from .restrictedoutlines import RestrictedOutlines
from .samplemarkers import SampleMarkers
from .solarradiation import SolarRadiation
from .trackdisplacement import TrackDisplacement
from .trainmodel import TrainModel
from .trainrounds import TrainRounds

#: In pipeline order.
ALGORITHMS = (
    CreateDemoScene,
    PrepareStack,
    ExportPatches,
    TrainModel,
    CollectNegatives,
    TrainRounds,
    PredictHeatmap,
    FitRules,
    ExtractRockGlaciers,
    MapRegion,
    CreateInventory,
    AppendToInventory,
    SolarRadiation,
    PopulateAttributes,
    RestrictedOutlines,
    DownslopeVelocity,
    TrackDisplacement,
    MovingAreas,
    CheckInventory,
    InventoryReport,
    ExportRogi,
    SampleMarkers,
    AssessAccuracy,
    CompareInventories,
    CheckInstallation,
)


class BundledModel(QgsProcessingModelAlgorithm):
    """A graphical model from ``resources/models``; its file name makes id and title."""

    def displayName(self):  # noqa: D102
        return tr(self.name().replace("_", " ").capitalize())

    def tags(self):  # noqa: D102
        return ["model", "chain", "workflow", "rock glacier", "permafrost"]

    def translate(self) -> None:
        """Show group, inputs and help in the user's language."""
        self.setGroup(tr(self.group()))
        for definition in self.parameterDefinitions():
            definition.setDescription(tr(definition.description()))
            definition.setHelp(tr(definition.help()))
        own = ("ALG_CREATOR", "ALG_VERSION", "HELP_URL")
        content = self.helpContent().items()
        self.setHelpContent({k: v if k in own or not v else tr(v) for k, v in content})


class RockGlacierProvider(QgsProcessingProvider):
    """Provider ``rockglacier``; every algorithm is listed even when its packages are missing."""

    def id(self):  # noqa: D102
        return "rockglacier"

    def name(self):  # noqa: D102
        return "Rock Glacier Mapper"

    def icon(self):  # noqa: D102
        return QIcon(str(paths.resources() / "icon.svg"))

    def versionInfo(self):  # noqa: D102
        return paths.plugin_version()

    def defaultRasterFileExtension(self):  # noqa: D102
        return "tif"

    def supportedOutputRasterLayerExtensions(self):  # noqa: D102
        return ["tif", "tiff"]

    def loadAlgorithms(self):  # noqa: D102
        for algorithm in ALGORITHMS:
            self.addAlgorithm(algorithm())
        self._load_models()

    def _load_models(self) -> None:
        for file in sorted((paths.resources() / "models").glob("*.model3")):
            model = BundledModel()
            if model.fromFile(str(file)):
                model.translate()
                self.addAlgorithm(model)
            else:
                QgsMessageLog.logMessage(
                    tr("The graphical model {file} could not be read.").format(file=file.name),
                    "Rock Glacier Mapper",
                    Qgis.MessageLevel.Warning,
                )
