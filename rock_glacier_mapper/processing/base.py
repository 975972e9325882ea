"""What all algorithms of the provider share: help, checks, messages, layer sources."""

from __future__ import annotations

import importlib.util
import re
import traceback
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsApplication,
    QgsMapLayer,
    QgsProcessingAlgorithm,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterVectorLayer,
    QgsProcessingUtils,
    QgsRasterLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QIcon

from ..core import paths
from ..core.errors import InputError, RockGlacierError
from ..core.feedback import Feedback
from ..core.translation import mark, tr

DOCS = "https://github.com/rock-glacier-mapper/rock-glacier-mapper/blob/main/docs/user-guide.md"

#: Where faults are reported; as in ``metadata.txt``.
ISSUES = "https://github.com/rock-glacier-mapper/rock-glacier-mapper/issues"
#: How the message of an error begins that the plugin did not foresee.
UNEXPECTED = mark("An unexpected error stopped the run; this is a fault of Rock Glacier Mapper.")

#: Import name to the name under which pip installs it.
_PACKAGES = {"skimage": "scikit-image"}


class RockGlacierAlgorithm(QgsProcessingAlgorithm):
    """Base of the algorithms; a subclass gives the class attributes, parameters and ``compute``.

    Attributes:
        NAME, GROUP, GROUP_ID: fixed identifiers, never translated.
        TITLE, SUMMARY, HELP: texts for the user.
        REQUIRES: import names of packages beyond QGIS's own that the step needs.
    """

    NAME = ""
    TITLE = ""
    GROUP = ""
    GROUP_ID = ""
    SUMMARY = ""
    HELP = ""
    TAGS: tuple[str, ...] = ()
    REQUIRES: tuple[str, ...] = ("numpy", "scipy", "rasterio", "shapely")

    def createInstance(self):  # noqa: D102
        return type(self)()

    def name(self):  # noqa: D102
        return self.NAME

    def displayName(self):  # noqa: D102
        return tr(self.TITLE)

    def group(self):  # noqa: D102
        return tr(self.GROUP)

    def groupId(self):  # noqa: D102
        return self.GROUP_ID

    def shortDescription(self):  # noqa: D102
        return tr(self.SUMMARY)

    def shortHelpString(self):  # noqa: D102
        if QgsApplication.platform() == "qgis_process":  # shows the parameters by itself
            return _without_tags(tr(self.HELP).replace("</p><p>", "\n\n"))
        parameters = "".join(
            f"<p><b>{definition.description()}</b> ({definition.name()}): {definition.help()}</p>"
            for definition in self.parameterDefinitions()
            if definition.help()
        )
        return f"<p>{tr(self.SUMMARY)}</p>{tr(self.HELP)}<h3>{tr('Parameters')}</h3>{parameters}"

    def helpUrl(self):  # noqa: D102
        return f"{DOCS}#{self.NAME}"

    def tags(self):  # noqa: D102
        return [*self.TAGS, "rock glacier", "permafrost"]

    def icon(self):  # noqa: D102
        return QIcon(str(paths.resources() / "icon.svg"))

    def add(self, definition, text: str, advanced: bool = False) -> None:
        """Add a parameter with its help text."""
        on_terminal = QgsApplication.platform() == "qgis_process"
        definition.setHelp(_without_tags(text) if on_terminal else text)
        if advanced:
            definition.setFlags(definition.flags() | type(definition).Flag.FlagAdvanced)
        self.addParameter(definition)

    def canExecute(self):  # noqa: D102
        advice = missing_packages(self.REQUIRES)
        return (False, advice) if advice else (True, "")

    def checkParameterValues(self, parameters, context):
        """QGIS calls every layer that it cannot load "not found"; this says what is wrong."""
        good, message = super().checkParameterValues(parameters, context)
        if not good:
            for definition in self.parameterDefinitions():
                problem = _unusable_layer(definition, parameters.get(definition.name()), context)
                if problem:
                    return False, problem
        return good, message

    def processAlgorithm(self, parameters, context, feedback):  # noqa: D102
        advice = missing_packages(self.REQUIRES)
        if advice:
            raise QgsProcessingException(advice)
        feedback = feedback or QgsProcessingFeedback()
        try:
            return self.compute(parameters, context, ProcessingFeedback(feedback))
        except RockGlacierError as error:
            message = str(error)
        except MemoryError:
            message = tr("There is not enough memory. Choose a smaller extent or smaller tiles.")
        except QgsProcessingException as error:  # of an algorithm that was run within
            message = str(error)
        except Exception as error:
            message = unexpected_error(error, feedback)
        # Raised out here, so that it does not keep the failed call's layers alive.
        raise QgsProcessingException(message)

    def compute(self, parameters, context, feedback: Feedback) -> dict:
        """Do the work; errors of the core become messages for the user."""
        raise RockGlacierError(tr("{name} has no work to do.").format(name=self.NAME))

    def text(self, parameters, name, context) -> str | None:
        """A text parameter; None when it is empty."""
        return self.parameterAsString(parameters, name, context).strip() or None

    def whole_number(self, parameters, name, context) -> int | None:
        """An optional integer parameter; None when it is empty."""
        if parameters.get(name) in (None, ""):
            return None
        return self.parameterAsInt(parameters, name, context)

    def number(self, parameters, name, context) -> float | None:
        """An optional number; None when it is empty."""
        if parameters.get(name) in (None, ""):
            return None
        return self.parameterAsDouble(parameters, name, context)

    def raster_path(self, parameters, name, context) -> str | None:
        """File of a raster parameter; None when it is empty.

        Raises:
            InputError: the layer is no file that GDAL reads (for example a WMS), or not valid.
        """
        layer = self.parameterAsRasterLayer(parameters, name, context)
        if layer is None:
            given = parameters.get(name)
            if given in (None, ""):
                return None
            raise InputError(
                tr("{name}: {value} cannot be opened as a raster. Check the path.").format(
                    name=name, value=given
                )
            )
        return raster_file(layer)

    def band_path(self, parameters, name, context) -> str | None:
        """File of a raster parameter that must have one band; None when it is empty.

        Raises:
            InputError: see :meth:`raster_path`; or the raster has several bands, so that it is
                hardly what was asked for.
        """
        path = self.raster_path(parameters, name, context)
        if path is not None:
            count = self.parameterAsRasterLayer(parameters, name, context).bandCount()
            if count != 1:
                raise InputError(
                    tr(
                        "{name}: {path} has {count} bands; a raster with one band is needed. Is it "
                        "the right layer?"
                    ).format(name=name, path=path, count=count)
                )
        return path

    def raster_paths(self, parameters, name, context) -> list[str]:
        """Files of a multiple-raster parameter."""
        layers = self.parameterAsLayerList(parameters, name, context) or []
        return [raster_file(layer) for layer in layers]

    def output_path(self, parameters, name, context) -> str | None:
        """File of a raster or file destination; None when the optional output is skipped."""
        if parameters.get(name) in (None, ""):
            definition = self.parameterDefinition(name)
            if definition.flags() & type(definition).Flag.FlagOptional:
                return None
        path = self.parameterAsOutputLayer(parameters, name, context)
        if not path:
            raise InputError(tr("{name}: name a file for the output.").format(name=name))
        return path


def unexpected_error(error: Exception, feedback: QgsProcessingFeedback) -> str:
    """The message for the user; where the error came from goes to the log."""
    for line in traceback.format_exception(type(error), error, error.__traceback__):
        feedback.pushDebugInfo(line.rstrip())
    return " ".join(
        (
            tr(UNEXPECTED),
            tr(
                "Outputs that were not complete were not written. Please report it with the text "
                "of this log at {issues}"
            ).format(issues=ISSUES),
        )
    )


def _unusable_layer(definition, value: Any, context) -> str | None:
    """Why a layer parameter's value, as text, is no layer; None where it is one, or no text."""
    hints = QgsProcessingUtils.LayerHint
    if isinstance(definition, QgsProcessingParameterRasterLayer):
        hint = hints.Raster
    elif isinstance(
        definition, (QgsProcessingParameterVectorLayer, QgsProcessingParameterFeatureSource)
    ):
        hint = hints.Vector
    elif isinstance(definition, QgsProcessingParameterMultipleLayers):
        hint = hints.UnknownType
    else:
        return None
    for one in value if isinstance(value, (list, tuple)) else [value]:
        if not isinstance(one, str) or not one:
            continue
        if QgsProcessingUtils.mapLayerFromString(one, context, True, hint) is None:
            path = Path(one.partition("|")[0])
            return f"{definition.name()}: {_why_unreadable(one, path, hint == hints.Raster)}"
    return None


def _why_unreadable(name: str, path: Path, raster: bool) -> str:
    try:
        exists, folder = path.exists(), path.is_dir()
        empty = exists and not folder and path.stat().st_size == 0
    except (OSError, ValueError, RuntimeError):  # a name too long, links in a circle
        exists = folder = empty = False
    if not exists:
        text = tr("there is no file or layer {name}. Check the path.")
    elif folder:
        text = tr("{name} is a folder. Choose a file in it.")
    elif empty:
        text = tr("the file {name} is empty. Copy or download it again.")
    elif raster:
        text = tr(
            "{name} is damaged, cut short or no raster. Check the file, or copy or download it "
            "again."
        )
    else:
        text = tr(
            "{name} is damaged, cut short or no such layer. Check the file, or copy or download "
            "it again."
        )
    return text.format(name=name)


def raster_file(layer: QgsMapLayer) -> str:
    """The file behind a raster layer.

    Raises:
        InputError: the layer is invalid or not read through GDAL.
    """
    if not isinstance(layer, QgsRasterLayer) or not layer.isValid():
        raise InputError(
            tr("The layer {name} is not a valid raster. Choose another one.").format(
                name=layer.name()
            )
        )
    if layer.providerType() != "gdal":
        raise InputError(
            tr(
                "The layer {name} comes from a web or other service ({kind}). Save it as a "
                "GeoTIFF first (layer menu, Export)."
            ).format(name=layer.name(), kind=layer.providerType())
        )
    return layer.source()


def vector_file(layer: QgsVectorLayer) -> str | None:
    """The OGR source behind a vector layer, or None when it is of another kind."""
    return layer.source() if layer.providerType() == "ogr" else None


def _without_tags(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


def missing_packages(names: tuple[str, ...]) -> str | None:
    """None when all packages can be found, else what to install and how."""
    missing = [_PACKAGES.get(name, name) for name in names if not _installed(name)]
    if not missing:
        return None
    packages = " ".join(missing)
    return tr(
        "This algorithm needs Python packages that are not installed: {packages}. Install them "
        "under Settings → Options → Rock Glacier Mapper; on a server without a desktop, run "
        "rockglacier:checkinstallation with INSTALL=true."
    ).format(packages=packages)


def _installed(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):  # left over from a broken installation
        return False


class ProcessingFeedback(Feedback):
    """Passes the core's progress and messages to a Processing log, ``qgis``."""

    def __init__(self, feedback: QgsProcessingFeedback):
        self.qgis = feedback

    def progress(self, fraction: float) -> None:  # noqa: D102
        self.qgis.setProgress(100 * min(1.0, max(0.0, fraction)))

    def info(self, text: str) -> None:  # noqa: D102
        self.qgis.pushInfo(text)

    def warning(self, text: str) -> None:  # noqa: D102
        self.qgis.pushWarning(text)

    def is_cancelled(self) -> bool:  # noqa: D102
        return self.qgis.isCanceled()
