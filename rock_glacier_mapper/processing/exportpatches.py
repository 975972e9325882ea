"""Training, step 1: patches with labels from an image stack and outlines of rock glaciers."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputFile,
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
)

from ..core.translation import mark, tr
from .base import RockGlacierAlgorithm
from .inputs import BAND_ROLES, image_inputs, qgis_crs
from .layers import source_polygons

STACK, ROCK_GLACIERS, NEGATIVES = "STACK", "ROCK_GLACIERS", "NEGATIVES"
SPLIT, BLOCK_SIZE, OUTPUT = "SPLIT", "BLOCK_SIZE", "OUTPUT"
SPLITS = ("block", "landform", "random")

#: Parameter to field of the settings, type, label, default, least and largest value, and help.
_NUMBERS = {
    "BUFFER": (
        "buffer_m",
        float,
        mark("Context around each polygon (metres)"),
        1500,
        0,
        20000,
        mark(
            "Patches cover the polygon and this much ground around it. Hu et al. (2023) and "
            "TPRoGI used 1500 m."
        ),
    ),
    "PATCH_SIZE": (
        "patch_size",
        int,
        mark("Patch size (pixels)"),
        480,
        16,
        4096,
        mark(
            "Side of a patch. The papers used 480 pixels, which are 4.8 km at 10 m: take less "
            "for a small study area, or there is no room for a validation area."
        ),
    ),
    "OVERLAP": (
        "overlap",
        int,
        mark("Overlap of patches (pixels)"),
        160,
        0,
        4095,
        mark("By how much neighbouring patches of one polygon overlap."),
    ),
    "VALIDATION_SHARE": (
        "validation_share",
        float,
        mark("Share for validation (0 to 1)"),
        0.1,
        0.01,
        0.9,
        mark("Of the rock glacier area (split by block or landform) or of the patches (random)."),
    ),
    "MIN_VALID": (
        "min_valid",
        float,
        mark("Least share with image data (0 to 1)"),
        0.8,
        0,
        1,
        mark("Patches with less data are left out."),
    ),
    "SEED": (
        "seed",
        int,
        mark("Seed of the split"),
        1,
        0,
        2**31 - 1,
        mark("The same seed gives the same split; another one draws other validation areas."),
    ),
}


class ExportPatches(RockGlacierAlgorithm):
    """Processing algorithm ``rockglacier:exportpatches``."""

    NAME = "exportpatches"
    TITLE = mark("Export training patches")
    GROUP, GROUP_ID = mark("Training"), "training"
    SUMMARY = mark(
        "Cuts an image stack into patches around rock glaciers, with label masks, split by "
        "place into training and validation."
    )
    HELP = mark(
        "<p>Around each polygon, the stack is cut into overlapping square windows. Each "
        "patch is a GeoTIFF with a mask: 1 on any rock glacier, 0 elsewhere, 255 where "
        "there is no data. <i>Negatives</i> are places that look like rock glaciers and "
        "are none, such as the wrong finds of an earlier model: they get patches, but "
        "nothing is marked in them.</p><p>The split is made before anything else. By "
        "block, the rock glaciers of some square blocks of ground are held out for "
        "validation, and no training patch shares ground with a validation patch. Adding "
        "negatives later does not change which rock glaciers are held out. A random split "
        "lets neighbouring patches, which show the same ground, fall on both sides: its "
        "figures are too good.</p><p>Look at contact_sheet.png before training. The index "
        "patches.gpkg shows the footprints in QGIS, coloured by split.</p>"
    )
    TAGS = ("samples", "labels", "deep learning", "dataset", "chips", "validation", "negatives")
    REQUIRES = (*RockGlacierAlgorithm.REQUIRES, "matplotlib")

    def initAlgorithm(self, configuration=None):  # noqa: D102
        self.add(
            QgsProcessingParameterRasterLayer(STACK, tr("Image stack")),
            tr(
                "Output of <i>Prepare image stack</i>, or any image with square pixels in a "
                "projected CRS. Its values are written as they are."
            ),
        )
        polygon = [QgsProcessing.SourceType.TypeVectorPolygon]
        self.add(
            QgsProcessingParameterFeatureSource(ROCK_GLACIERS, tr("Rock glaciers"), polygon),
            tr(
                "Outlines of all rock glaciers in the image: what is not outlined counts as "
                "background. Any CRS; invalid geometries are repaired."
            ),
        )
        self.add(
            QgsProcessingParameterFeatureSource(NEGATIVES, tr("Negatives"), polygon, optional=True),
            tr(
                "Polygons of places that look like rock glaciers and are none. Where one "
                "overlaps a rock glacier, the rock glacier holds. Any CRS."
            ),
        )
        self.add(
            QgsProcessingParameterString(BAND_ROLES, tr("Band roles"), "", optional=True),
            tr(
                "Which band is what, as role=band pairs: blue=1,green=2,red=3,nir=4. Roles are "
                "blue, green, red, nir, swir1, swir2, coherence, slope and tpi_<radius>m. "
                "Empty: guessed from the band descriptions, as in <i>Prepare image stack</i>. "
                "Other bands are left out."
            ),
        )
        for name in ("BUFFER", "PATCH_SIZE", "OVERLAP"):
            self._add_number(name)
        self.add(
            QgsProcessingParameterEnum(
                SPLIT, tr("Split"), list(SPLITS), defaultValue="block", usesStaticStrings=True
            ),
            tr(
                "<i>block</i>: square blocks of ground are held out; the honest choice. "
                "<i>landform</i>: single rock glaciers with their surroundings are held out. "
                "<i>random</i>: single patches, as in the papers; they share ground with "
                "training patches, so the figures are too good."
            ),
        )
        self._add_number("VALIDATION_SHARE")
        self.add(
            QgsProcessingParameterNumber(
                BLOCK_SIZE,
                tr("Block size (metres)"),
                QgsProcessingParameterNumber.Type.Double,
                None,
                True,
                10,
                1_000_000,
            ),
            tr(
                "Side of the blocks of the split by block. Empty: twice a patch, at least 5 "
                "km, but less in a stack that has no room for about nine blocks."
            ),
            advanced=True,
        )
        for name in ("MIN_VALID", "SEED"):
            self._add_number(name, advanced=True)
        self.add(
            QgsProcessingParameterFolderDestination(OUTPUT, tr("Folder of the patches")),
            tr(
                "New or empty folder. It gets images, masks, the index patches.gpkg, "
                "dataset.json and contact_sheet.png."
            ),
        )
        for name, label in (
            ("PATCHES", mark("Number of patches")),
            ("TRAINING", mark("Number of training patches")),
            ("VALIDATION", mark("Number of validation patches")),
            ("DROPPED", mark("Number of windows left out")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, tr(label)))
        self.addOutput(QgsProcessingOutputFile("INDEX", tr("Index of the patches (GeoPackage)")))
        self.addOutput(QgsProcessingOutputFile("CONTACT_SHEET", tr("Contact sheet (PNG)")))

    def _add_number(self, name: str, advanced: bool = False) -> None:
        _, kind, label, default, least, most, text = _NUMBERS[name]
        types = QgsProcessingParameterNumber.Type
        self.add(
            QgsProcessingParameterNumber(
                name,
                tr(label),
                types.Integer if kind is int else types.Double,
                default,
                False,
                least,
                most,
            ),
            tr(text),
            advanced,
        )

    def compute(self, parameters, context, feedback):  # noqa: D102
        from ..core.errors import InputError
        from ..core.patches.dataset import CONTACT_SHEET, INDEX
        from ..core.patches.export import PatchSettings, export_patches

        inputs = image_inputs(self, parameters, context, STACK, None, ())
        folder = self.parameterAsFileOutput(parameters, OUTPUT, context)
        if not folder:
            raise InputError(tr("OUTPUT: name a folder for the patches."))
        values = {
            entry[0]: (
                self.parameterAsInt(parameters, name, context)
                if entry[1] is int
                else self.parameterAsDouble(parameters, name, context)
            )
            for name, entry in _NUMBERS.items()
        }
        if parameters.get(BLOCK_SIZE) not in (None, ""):
            values["block_size_m"] = self.parameterAsDouble(parameters, BLOCK_SIZE, context)
        rule = self.parameterAsEnumString(parameters, SPLIT, context)
        sources, outlines = {}, {}
        for name in (ROCK_GLACIERS, NEGATIVES):
            outlines[name], layer = self._outlines(
                parameters, name, context, inputs.grid.crs, feedback
            )
            sources[name.lower()] = layer
        result = export_patches(
            inputs.image,
            inputs.roles,
            outlines[ROCK_GLACIERS],
            outlines[NEGATIVES],
            folder,
            PatchSettings(rule=rule, **values),
            {name: layer for name, layer in sources.items() if layer},
            feedback,
        )
        counts = result.counts
        feedback.info(
            tr("{patches} patches: {train} to train with, {validation} to validate with").format(
                **counts
            )
        )
        return {
            OUTPUT: folder,
            "PATCHES": counts["patches"],
            "TRAINING": counts["train"],
            "VALIDATION": counts["validation"],
            "DROPPED": sum(counts["dropped"].values()),
            "INDEX": str(Path(folder) / INDEX),
            "CONTACT_SHEET": str(Path(folder) / CONTACT_SHEET),
        }

    def _outlines(self, parameters, name, context, crs, feedback) -> tuple[list, str | None]:
        """Polygons of a parameter with their feature ids, and the name of their layer."""
        from ..core.patches.outlines import Outline

        found = source_polygons(self, parameters, name, context, qgis_crs(crs), feedback)
        source = self.parameterAsSource(parameters, name, context)
        outlines = [Outline(str(one.id), one.geometry, one.repaired) for one in found]
        return outlines, source.sourceName() if source else None
