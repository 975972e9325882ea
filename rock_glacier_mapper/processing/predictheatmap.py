"""Step 3: probability heatmap of a scene by a trained network."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
)

from ..core.translation import mark, tr
from .base import RockGlacierAlgorithm
from .inputs import (
    add_image_parameters,
    image_inputs,
    model_parameter,
    model_path,
    region_of_extent,
)
from .layers import polygons_in, style_when_loaded
from .predictionparameters import (
    DEFAULT_MEMORY,
    add_device,
    add_terrain,
    open_network,
    terrain_rule,
)

INPUT, MASK, TILE_SIZE, OVERLAP = "INPUT", "MASK", "TILE_SIZE", "OVERLAP"
AUGMENTATION, SCALES = "TEST_TIME_AUGMENTATION", "SCALES"
MEMORY, ENCODING, RESUME = "MEMORY", "ENCODING", "RESUME"
OUTPUT, UNCERTAINTY = "OUTPUT", "UNCERTAINTY"


class PredictHeatmap(RockGlacierAlgorithm):
    """Processing algorithm ``rockglacier:predictheatmap``."""

    NAME = "predictheatmap"
    TITLE = mark("Predict heatmap")
    GROUP, GROUP_ID = mark("Mapping"), "mapping"
    SUMMARY = mark(
        "Computes for every pixel of a satellite image the probability (0 to 1) that it "
        "belongs to a rock glacier."
    )
    HELP = mark(
        "<p>The network comes from an ONNX file, which says which channels and resolution "
        "it needs. The image is resampled to that resolution where it differs by more than "
        "10 %; an image in degrees goes to its UTM zone. Channels that no input offers "
        "(coherence, DEM, near infrared) are passed as missing; the prediction is then "
        "less certain.</p><p><b>The shipped model is a starter model.</b> It was trained "
        "on generated scenes and on few real landforms; its card (models/README.md) gives "
        "its figures on a place that it never saw. Expect to train your own for real "
        "mapping.</p><p>The image is worked on in tiles. A rim as wide as the network's "
        "receptive field is discarded from each, so the result does not depend on the tile "
        "size or the extent. Larger tiles waste less work in rims; the size is chosen for "
        "the memory that is allowed. No GPU is needed; one is used where ONNX Runtime can. "
        "The log says which device runs and why.</p><p>Finished tiles are kept beside the "
        "output until the run is complete. After a crash, a power cut or a cancelled run, "
        "the same run goes on where it stopped.</p>"
    )
    TAGS = ("deep learning", "onnx", "segmentation", "probability", "cnn")
    REQUIRES = (*RockGlacierAlgorithm.REQUIRES, "onnxruntime")

    def initAlgorithm(self, configuration=None):  # noqa: D102
        integer = QgsProcessingParameterNumber.Type.Integer
        self.add(
            QgsProcessingParameterRasterLayer(INPUT, tr("Satellite image or image stack")),
            tr(
                "Multi-band image, for example Sentinel-2 at 10 m, or the output of <i>Prepare "
                "image stack</i>."
            ),
        )
        self.add(model_parameter(tr("Model")), tr("ONNX model. Empty: the shipped starter model."))
        add_image_parameters(self)
        self.add(
            QgsProcessingParameterFeatureSource(
                MASK,
                tr("Area to map"),
                [QgsProcessing.SourceType.TypeVectorPolygon],
                optional=True,
            ),
            tr("Polygons; pixels outside get no data, tiles outside are skipped."),
        )
        self.add(
            QgsProcessingParameterNumber(
                TILE_SIZE, tr("Tile size (pixels)"), integer, None, True, 64, 16384
            ),
            tr(
                "Side of a tile with its rim. Larger is faster and needs more memory. Empty: "
                "chosen for the memory that is allowed."
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterNumber(
                OVERLAP, tr("Rim to discard (pixels)"), integer, None, True, 0, 4096
            ),
            tr(
                "On every side of a tile. Empty: the receptive field that the model states, "
                "which makes the result independent of the tiling; less is faster and may show "
                "seams."
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterBoolean(AUGMENTATION, tr("Test-time augmentation"), False),
            tr(
                "Mean of the prediction over the eight rotations and reflections of each tile: "
                "a little better, eight times slower."
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterString(SCALES, tr("Scales"), "", optional=True),
            tr(
                "Scales at which the image is looked at, separated by commas; the result is "
                "the mean. Empty: those that the model was calibrated for; the shipped one for "
                "0.7,1,1.4, which takes three and a half times as long as 1 alone. Hu et al. "
                "(2023) used six from 0.5 to 1.75."
            ),
            advanced=True,
        )
        add_device(self)
        add_terrain(self)
        self.add(
            QgsProcessingParameterNumber(
                MEMORY,
                tr("Memory for tiles (MB)"),
                integer,
                DEFAULT_MEMORY,
                minValue=200,
                maxValue=1_000_000,
            ),
            tr(
                "Tiles are made as large as this allows, and never larger than half of the "
                "free memory. Only where no tile size is given. It does not change the result."
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterEnum(
                ENCODING,
                tr("Storage of the probability"),
                ["uint16", "uint8", "float32"],
                defaultValue="uint16",
                usesStaticStrings=True,
            ),
            tr(
                "uint16: probability times 10 000, with the scale in the file, so that QGIS "
                "and GDAL show 0 to 1; uint8: times 250, smallest file; float32: as it is."
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterBoolean(RESUME, tr("Keep finished tiles until complete"), True),
            tr(
                "A run that was stopped, for whatever reason, then goes on where it was when "
                "it is started again with the same inputs, parameters and output."
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterRasterDestination(OUTPUT, tr("Heatmap")),
            tr("Cloud Optimized GeoTIFF with overviews, probability 0 to 1."),
        )
        self.add(
            QgsProcessingParameterRasterDestination(
                UNCERTAINTY, tr("Uncertainty"), optional=True, createByDefault=False
            ),
            tr(
                "Standard deviation of the probability over the scales and the eight views of "
                "the test-time augmentation, which this switches on (eight times slower)."
            ),
        )
        self.addOutput(QgsProcessingOutputNumber("TILES", tr("Tiles")))
        self.addOutput(QgsProcessingOutputNumber("TILES_SKIPPED", tr("Tiles skipped")))
        self.addOutput(QgsProcessingOutputNumber("THRESHOLD", tr("Threshold of the model")))
        self.addOutput(QgsProcessingOutputString("PROVIDER", tr("Execution provider")))

    def compute(self, parameters, context, feedback):  # noqa: D102
        from ..core.files import file_state
        from ..core.heatmap import parse_scales, predict_at_scales, working_grid

        model = model_path(self, parameters, context)
        inputs = image_inputs(self, parameters, context, INPUT, model, (OUTPUT, UNCERTAINTY))
        output = self.output_path(parameters, OUTPUT, context)
        uncertainty = self.output_path(parameters, UNCERTAINTY, context)
        augmentation = self.parameterAsBoolean(parameters, AUGMENTATION, context)
        network = open_network(self, parameters, context, model, feedback)
        card = network.card
        given = self.text(parameters, SCALES, context)
        scales = parse_scales(given) if given else card.scales
        grid = working_grid(inputs.grid, card.resolution_m)
        region = region_of_extent(self, parameters, context, grid, inputs.grid.crs)
        stack = inputs.stack(card.channels, grid)
        if grid != inputs.grid:
            feedback.info(
                tr("The image is resampled to {resolution:.2f} m in {crs}.").format(
                    resolution=grid.resolution, crs=grid.crs.to_string()
                )
            )
        if stack.missing:
            feedback.warning(
                tr("Channels that no input offers, passed as missing: {roles}").format(
                    roles=", ".join(stack.missing)
                )
            )
        import onnxruntime  # the network has told by now what to do where it is broken

        terrain = terrain_rule(self, parameters, context)
        mask = polygons_in(self, parameters, MASK, context, grid.crs, feedback)
        tags = inputs.provenance(
            model=card.name,
            model_threshold=card.threshold,
            model_sha256=network.sha256(),
            test_time_augmentation=augmentation or bool(uncertainty),
            scales=",".join(f"{scale:g}" for scale in scales),
            terrain=terrain,
            onnxruntime=onnxruntime.__version__,
            provider=network.provider,
            precision=network.precision,
        )
        resume = None
        if self.parameterAsBoolean(parameters, RESUME, context):
            files = (inputs.image, inputs.coherence, inputs.dem)
            resume = {
                **tags,
                "files": file_state(files),
                "mask": None if mask is None else [shape.wkb_hex for shape in mask],
            }
        result = predict_at_scales(
            network,
            lambda scaled: inputs.stack(card.channels, scaled),
            grid,
            output,
            scales,
            uncertainty=uncertainty,
            region=region,
            mask=mask,
            terrain=terrain,
            tile_size=self.whole_number(parameters, TILE_SIZE, context),
            margin=self.whole_number(parameters, OVERLAP, context),
            memory_mb=self.whole_number(parameters, MEMORY, context) or DEFAULT_MEMORY,
            encoding=self.parameterAsString(parameters, ENCODING, context) or "uint16",
            test_time_augmentation=augmentation,
            tags=tags,
            resume=resume,
            feedback=feedback,
        )
        feedback.info(result.describe())
        style_when_loaded(context, output, "heatmap.qml")
        results = {
            OUTPUT: output,
            "TILES": result.tiles,
            "TILES_SKIPPED": result.skipped,
            "THRESHOLD": card.threshold,
            "PROVIDER": result.provider,
        }
        if uncertainty is not None:
            results[UNCERTAINTY] = uncertainty
            style_when_loaded(context, uncertainty, "uncertainty.qml")
        return results
