"""What all algorithms of the provider share: help, checks, messages, layer sources."""

from __future__ import annotations

import importlib.util
import re
import traceback

from qgis.core import (
    QgsApplication,
    QgsMapLayer,
    QgsProcessingAlgorithm,
    QgsProcessingException,
    QgsProcessingFeedback,
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
    TITLE = mark("")
    GROUP = mark("")
    GROUP_ID = ""
    SUMMARY = mark("")
    HELP = mark("")
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
            f"<p><b>{definition.description()}</b> ({definition.name()}): "
            f"{definition.help()}</p>"
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
        raise RockGlacierError(f"{self.NAME} has no work to do.")

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


def raster_file(layer: QgsMapLayer) -> str:
    """The file behind a raster layer.

    Raises:
        InputError: the layer is invalid or not read through GDAL.
    """
    if not isinstance(layer, QgsRasterLayer) or not layer.isValid():
        raise InputError(tr("The layer {name} is not a valid raster.").format(name=layer.name()))
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
        "into the Python that QGIS uses, for example in the OSGeo4W shell or a terminal: "
        "python3 -m pip install {packages} — then start QGIS again. (With an NVIDIA GPU install "
        "onnxruntime-gpu instead of onnxruntime, never both.)"
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
