"""Step 1: bring image, coherence and terrain onto one metric grid."""

from __future__ import annotations

from qgis.core import (
    QgsProcessingOutputString,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
)

from ..core.translation import mark, tr
from .base import RockGlacierAlgorithm
from .inputs import (
    MODEL,
    add_image_parameters,
    image_inputs,
    model_parameter,
    region_of_extent,
)

OPTICAL, CHANNELS, RESOLUTION, OUTPUT = "OPTICAL", "CHANNELS", "RESOLUTION", "OUTPUT"
OFFSET = "REFLECTANCE_OFFSET"


class PrepareStack(RockGlacierAlgorithm):
    """Processing algorithm ``rockglacier:preparestack``."""

    NAME = "preparestack"
    TITLE = mark("Prepare image stack")
    GROUP, GROUP_ID = mark("Inputs"), "inputs"
    SUMMARY = mark(
        "Puts the bands of a satellite image, Sentinel-1 coherence and terrain channels "
        "from a DEM onto one grid in metres, with the band descriptions saying what is "
        "what."
    )
    HELP = mark(
        "<p>The output holds physical values (reflectance 0 to 1, coherence 0 to 1, slope "
        "in degrees, topographic position in metres) as 32-bit floats with nodata -9999. "
        "It is the input for training patches; <i>Predict heatmap</i> takes it too, but "
        "does not need it.</p><p>An image in degrees goes to its UTM zone. 16-bit integers "
        "count as reflectance times 10 000; 8-bit images are mapped to 0 to 1 and are then "
        "no reflectance. A pixel that is 0 in all bands of an image without a nodata value "
        "counts as no data.</p>"
    )
    TAGS = ("sentinel-2", "planetscope", "pleiades", "coherence", "dem", "stack")

    def initAlgorithm(self, configuration=None):  # noqa: D102
        self.add(
            QgsProcessingParameterRasterLayer(OPTICAL, tr("Satellite image")),
            tr(
                "Multi-band image: Sentinel-2 (10 m), PlanetScope, Pléiades or other, as "
                "reflectance or display values."
            ),
        )
        add_image_parameters(self)
        self.add(
            model_parameter(tr("Model whose channels to prepare")),
            tr("ONNX model whose channel list and resolution are taken. Empty: see Channels."),
        )
        self.add(
            QgsProcessingParameterString(CHANNELS, tr("Channels"), "", optional=True),
            tr(
                "Roles to write, separated by commas, for example blue,green,red,nir,slope. "
                "Empty: all that the inputs offer. Not used with a model."
            ),
            advanced=True,
        )
        resolution = QgsProcessingParameterNumber(
            RESOLUTION,
            tr("Resolution (metres per pixel)"),
            QgsProcessingParameterNumber.Type.Double,
            None,
            optional=True,
            minValue=0.1,
            maxValue=1000,
        )
        self.add(resolution, tr("Empty: the model's, else the image's own."), advanced=True)
        self.add(
            QgsProcessingParameterNumber(
                OFFSET,
                tr("Offset of integer reflectance (digital numbers)"),
                QgsProcessingParameterNumber.Type.Double,
                0,
            ),
            tr(
                "Added to the values of an integer image before they become reflectance: -1000 "
                "for Sentinel-2 level 2A from processing baseline 04.00 (January 2022) on, if "
                "the provider has not removed it."
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterRasterDestination(OUTPUT, tr("Image stack")),
            tr("GeoTIFF, float32, nodata -9999, band descriptions = roles."),
        )
        self.addOutput(QgsProcessingOutputString("CHANNELS_WRITTEN", tr("Channels written")))

    def compute(self, parameters, context, feedback):  # noqa: D102
        from ..core.channels import make_channel
        from ..core.errors import InputError
        from ..core.inference import Network
        from ..core.stack import default_roles, write_stack

        model = self.text(parameters, MODEL, context)
        inputs = image_inputs(self, parameters, context, OPTICAL, model, (OUTPUT,))
        output = self.output_path(parameters, OUTPUT, context)
        resolution = None
        if parameters.get(RESOLUTION) not in (None, ""):
            resolution = self.parameterAsDouble(parameters, RESOLUTION, context)
        chosen = self.text(parameters, CHANNELS, context)
        if model:
            card = Network(model, "cpu").card
            channels = card.channels
            resolution = resolution or card.resolution_m
        else:
            names = default_roles(inputs.roles, bool(inputs.coherence), bool(inputs.dem))
            names = chosen.split(",") if chosen else names
            wanted = dict.fromkeys(name.strip() for name in names if name.strip())
            channels = tuple(make_channel(name) for name in wanted)
        grid = inputs.grid.metric(resolution)
        region = region_of_extent(self, parameters, context, grid, inputs.grid.crs)
        offset = self.parameterAsDouble(parameters, OFFSET, context)
        stack = inputs.stack(channels, grid, offset)
        if len(stack.missing) == len(channels):
            raise InputError(
                tr("CHANNELS: no input offers any of the channels {roles}.").format(
                    roles=", ".join(stack.missing) or tr("(none named)")
                )
            )
        if stack.missing:
            feedback.warning(
                tr("Not offered by any input, left out: {roles}").format(
                    roles=", ".join(stack.missing)
                )
            )
        if stack.is_display_stretched:
            feedback.warning(tr("The image has 8 bits: its values are no reflectance."))
        tags = inputs.provenance(model=model)
        with stack:
            written = write_stack(stack, output, region, tags, feedback)
        feedback.info(tr("Channels: {roles}").format(roles=", ".join(written)))
        return {OUTPUT: output, "CHANNELS_WRITTEN": ",".join(written)}
