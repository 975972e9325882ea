"""Steps 3 and 4 for many scenes: from a tile index or a mosaic to one set of candidates."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsMapLayer,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingOutputBoolean,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterCrs,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterString,
    QgsProcessingUtils,
)

from ..core.errors import InputError
from ..core.translation import mark, tr
from .base import RockGlacierAlgorithm, vector_file
from .createinventory import CreateInventory
from .extractionparameters import (
    RULES,
    add_reshaping,
    add_rules,
    add_rules_file,
    add_segmentation,
    reshaping_of,
    rules_of,
)
from .extractrockglaciers import SEPARATE_UNITS, ExtractRockGlaciers
from .inputs import (
    BAND_ROLES,
    COHERENCE,
    DEM,
    MODEL,
    add_image_parameters,
    model_parameter,
    model_path,
    refuse_overwriting,
    region_of_extent,
)
from .layers import layer_styler, polygons_in, style_when_loaded
from .predictheatmap import AUGMENTATION, MASK, MEMORY, OVERLAP, SCALES, TILE_SIZE, PredictHeatmap
from .predictionparameters import (
    DEFAULT_MEMORY,
    DEVICE,
    PRECISION,
    add_device,
    add_terrain,
    open_network,
    terrain_rule,
)

SCENES, LOCATION_FIELD, DATE_FIELD, GLACIERS = "SCENES", "LOCATION_FIELD", "DATE_FIELD", "GLACIERS"
REGION_CRS, COMBINE, UNIT_SIZE = "CRS", "COMBINE", "UNIT_SIZE"
WORKERS, SCHEDULER, SHARE = "WORKERS", "SCHEDULER", "SHARE"
WORK_FOLDER, KEEP = "WORK_FOLDER", "KEEP"
OUTPUT, HEATMAP, UNCERTAINTY, INVENTORY = "OUTPUT", "HEATMAP", "UNCERTAINTY", "INVENTORY"

#: Layers that are loaded into the project, with their styles; the last one as it is.
_LOADED = {"candidates": "candidates.qml", "rejected": "rejected.qml", "units": None}


class MapRegion(RockGlacierAlgorithm):
    """Processing algorithm ``rockglacier:mapregion``."""

    NAME = "mapregion"
    TITLE = mark("Map a region")
    GROUP, GROUP_ID = mark("Mapping"), "mapping"
    SUMMARY = mark(
        "Maps the rock glaciers of a region of any size, from many scenes or one large "
        "mosaic to one layer of candidates; on one machine or many, and resumable."
    )
    HELP = mark(
        "<p>Does what <i>Predict heatmap</i> and <i>Extract rock glaciers from heatmap</i> "
        "do, in units of work that fit into memory. All scenes are mapped on one grid, "
        "those in another CRS or UTM zone are warped when they are read, and where scenes "
        "overlap their probabilities are combined. Rock glaciers on borders of units are "
        "extracted whole: the result does not depend on the units or the number of "
        "workers.</p><p><b>Resuming.</b> What is finished is kept in a folder beside the "
        "output until the run is complete. After a crash, a power cut or a cancelled run, "
        "start the same run again: it goes on where it was. Units that failed, for example "
        "on a damaged scene, are named at the end and tried again.</p><p><b>Many "
        "workers.</b> Several processes on this machine; the workers of a Dask cluster; or "
        "the tasks of a job array, each with its share. docs/deployment.md has "
        "recipes.</p><p>OUTPUT holds the layers candidates, rejected (with the reason) and "
        "units (what was done where, and what went wrong).</p>"
    )
    TAGS = ("mosaic", "tile index", "dask", "cluster", "parallel", "batch", "onnx", "obia")
    REQUIRES = (*RockGlacierAlgorithm.REQUIRES, "onnxruntime", "skimage")
    _made: str | None = None  # the file that this run wrote

    def initAlgorithm(self, configuration=None):  # noqa: D102
        self._add_scenes()
        self._add_prediction()
        self._add_extraction()
        self._add_work()
        self._add_outputs()

    def _add_scenes(self) -> None:
        self.add(
            QgsProcessingParameterMultipleLayers(
                SCENES, tr("Scenes (rasters, or a tile index)"), QgsProcessing.SourceType.TypeFile
            ),
            tr(
                "Image files, a virtual raster (VRT), or vector layers of footprints with the "
                "paths of the images, as <i>gdaltindex</i> writes them. Any CRS and overlap; "
                "earlier ones come first where that matters. Damaged ones are reported and "
                "left out."
            ),
        )
        for name, title, default, text in (
            (
                LOCATION_FIELD,
                mark("Field of the tile index with the paths"),
                "location",
                tr("Relative paths start in the folder of the index."),
            ),
            (
                DATE_FIELD,
                mark("Field of the tile index with the dates"),
                "",
                tr(
                    "For the layer of units. Empty: from the tag TIFFTAG_DATETIME or the file name."
                ),
            ),
        ):
            self.add(
                QgsProcessingParameterString(name, tr(title), default, optional=True),
                text,
                advanced=True,
            )
        self.add(model_parameter(tr("Model")), tr("ONNX model. Empty: the shipped starter model."))
        add_image_parameters(self)
        _borrow(self, PredictHeatmap, MASK)
        self.add(
            QgsProcessingParameterFeatureSource(
                GLACIERS,
                tr("Glacier outlines"),
                [QgsProcessing.SourceType.TypeVectorPolygon],
                optional=True,
            ),
            tr("For example RGI or GLIMS. Any CRS; invalid geometries are repaired."),
        )
        self.add(
            QgsProcessingParameterCrs(REGION_CRS, tr("CRS of the region"), optional=True),
            tr(
                "Projected, in metres. Empty: that of most of the scenes' area (scenes in "
                "degrees count for their UTM zone). For a plateau of several zones an "
                "equal-area projection suits."
            ),
            advanced=True,
        )

    def _add_prediction(self) -> None:
        self.add(
            QgsProcessingParameterEnum(
                COMBINE,
                tr("Where scenes overlap"),
                ["mean", "max", "first"],
                defaultValue="mean",
                usesStaticStrings=True,
            ),
            tr(
                "mean: of the logits of the probabilities, which lets several dates vote; max: "
                "the highest; first: that of the first scene in the list with data."
            ),
            advanced=True,
        )
        _borrow(self, PredictHeatmap, TILE_SIZE, OVERLAP, AUGMENTATION, SCALES)
        add_device(self)
        add_terrain(self)
        _borrow(self, PredictHeatmap, MEMORY)

    def _add_extraction(self) -> None:
        add_rules_file(
            self,
            tr(
                "Written by <i>Fit thresholds on a reference area</i>. Numbers below that "
                "differ from their defaults win over the file."
            ),
        )
        add_rules(self)
        _borrow(self, ExtractRockGlaciers, SEPARATE_UNITS)
        add_reshaping(self)
        add_segmentation(self)

    def _add_work(self) -> None:
        integer = QgsProcessingParameterNumber.Type.Integer
        self.add(
            QgsProcessingParameterNumber(
                WORKERS, tr("Worker processes on this machine"), integer, 1, False, 1, 1024
            ),
            tr(
                "1 suits a processor, whose cores ONNX Runtime uses anyway, and one GPU. One "
                "for each GPU that the variable CUDA_VISIBLE_DEVICES names. Each needs memory "
                "of its own."
            ),
        )
        self.add(
            QgsProcessingParameterString(SCHEDULER, tr("Dask scheduler"), "", optional=True),
            tr(
                "Address such as tcp://10.0.0.1:8786, whose workers then do the work. They "
                "need the plugin, and all files under the same paths. Empty: this machine."
            ),
        )
        self.add(
            QgsProcessingParameterNumber(
                UNIT_SIZE, tr("Side of a unit of work (pixels)"), integer, 4096, False, 64, 65536
            ),
            tr(
                "Smaller units spread better over many workers, larger ones waste less work at "
                "their rims. It does not change the result."
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterString(SHARE, tr("Share of a job array"), "", optional=True),
            tr(
                "k/n, such as 2/8: predict the k-th of n shares only, and end without output. "
                "When all shares are done, a run without SHARE completes the job."
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFile(
                WORK_FOLDER,
                tr("Folder for the work"),
                QgsProcessingParameterFile.Behavior.Folder,
                optional=True,
            ),
            tr(
                "For unfinished work; it needs about 4 bytes for each pixel and band. Empty: "
                "beside the output, its name with .job."
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterBoolean(KEEP, tr("Keep the folder for the work"), False),
            tr(
                "When all went well too. Other thresholds can then be tried without predicting "
                "again."
            ),
            advanced=True,
        )

    def _add_outputs(self) -> None:
        package = tr("GeoPackage (*.gpkg)")
        self.add(
            QgsProcessingParameterFileDestination(
                OUTPUT, tr("Rock glaciers of the region"), package
            ),
            tr("GeoPackage with the layers candidates, rejected and units."),
        )
        self.add(
            QgsProcessingParameterRasterDestination(
                HEATMAP, tr("Heatmap"), optional=True, createByDefault=False
            ),
            tr("Of the whole region, Cloud Optimized GeoTIFF."),
        )
        self.add(
            QgsProcessingParameterRasterDestination(
                UNCERTAINTY, tr("Uncertainty"), optional=True, createByDefault=False
            ),
            tr(
                "Standard deviation of the probability over overlapping scenes, scales and the "
                "eight views of the test-time augmentation, which this switches on (eight "
                "times slower). Its mean over each candidate goes to the field uncertainty."
            ),
        )
        self.add(
            QgsProcessingParameterFileDestination(
                INVENTORY, tr("RGIK inventory"), package, optional=True, createByDefault=False
            ),
            tr("Inventory of the candidates, as <i>Create RGIK inventory</i> makes it."),
        )
        for name, title in (
            ("KEPT", mark("Number of candidates")),
            ("DROPPED", mark("Number of rejected candidates")),
            ("UNITS", mark("Number of units of work")),
            ("UNITS_FAILED", mark("Number of units that failed")),
            ("UNITS_RESUMED", mark("Number of units from earlier runs")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, tr(title)))
        self.addOutput(QgsProcessingOutputBoolean("COMPLETE", tr("Whether the region is complete")))

    def compute(self, parameters, context, feedback):  # noqa: D102
        from ..core.region import merging
        from ..core.region.running import Workers, map_region, parse_share, remove_job

        share = parse_share(self.text(parameters, SHARE, context))
        files = {
            name: self.output_path(parameters, name, context)
            for name in (OUTPUT, HEATMAP, UNCERTAINTY, INVENTORY)
        }
        if Path(files[OUTPUT]).suffix.lower() != ".gpkg":
            raise InputError(tr("OUTPUT: name a file that ends in .gpkg."))
        job, card = self._plan(parameters, context, files, feedback)
        workers = Workers(
            self.parameterAsInt(parameters, WORKERS, context),
            self.text(parameters, SCHEDULER, context),
            self.parameterAsString(parameters, DEVICE, context) or "auto",
            memory_mb=self.whole_number(parameters, MEMORY, context) or DEFAULT_MEMORY,
        )
        mapped = map_region(job, workers, share=share, feedback=feedback.part(0.01, 0.96))
        results = {
            "KEPT": len(mapped.kept),
            "DROPPED": len(mapped.rejected),
            "UNITS": len(job.units),
            "UNITS_FAILED": len(mapped.failed),
            "UNITS_RESUMED": mapped.resumed,
            "COMPLETE": mapped.complete,
        }
        if not mapped.complete:
            return results
        tags = _tags(job, card)
        for name, kind in ((HEATMAP, merging.HEATMAP), (UNCERTAINTY, merging.UNCERTAINTY)):
            if files[name] is not None:
                merging.write_mosaic(job, kind, files[name], tags, feedback.part(0.96, 0.98))
                style_when_loaded(context, files[name], f"{kind}.qml")
                results[name] = files[name]
        merging.write_result(files[OUTPUT], mapped.kept, mapped.rejected, job)
        results[OUTPUT] = self._made = files[OUTPUT]
        if files[INVENTORY] is not None:
            results[INVENTORY] = _make_inventory(files, context, feedback)
        feedback.info(
            tr("{kept} candidates kept, {dropped} rejected").format(
                kept=len(mapped.kept), dropped=len(mapped.rejected)
            )
        )
        if mapped.failed or self.parameterAsBoolean(parameters, KEEP, context):
            feedback.info(tr("The work is kept in {folder}.").format(folder=job.folder))
        else:
            remove_job(job)
        return results

    def _plan(self, parameters, context, files: dict[str, str | None], feedback):
        """The job, and the card of the model."""
        from dataclasses import asdict

        from ..core.heatmap import parse_scales
        from ..core.region.job import PredictionSettings
        from ..core.region.running import default_folder, describe_scenes, plan_job
        from ..core.region.scenes import list_scenes, open_scenes, region_grid

        model = model_path(self, parameters, context)
        sources = self._sources(parameters, context)
        listed = list_scenes(
            sources,
            self.text(parameters, LOCATION_FIELD, context) or "location",
            self.text(parameters, DATE_FIELD, context),
        )
        coherence = self.band_path(parameters, COHERENCE, context)
        dem = self.band_path(parameters, DEM, context)
        glaciers = self.parameterAsVectorLayer(parameters, GLACIERS, context)
        read = {
            SCENES: [*sources, *(path for path, _ in listed)],
            COHERENCE: coherence,
            DEM: dem,
            MODEL: model,
            GLACIERS: vector_file(glaciers) if glaciers else None,
            RULES: self.text(parameters, RULES, context),
        }
        refuse_overwriting(self, parameters, context, tuple(files), read)
        elsewhere = self.text(parameters, SCHEDULER, context) or (
            self.parameterAsInt(parameters, WORKERS, context) > 1
        )
        # Only the model's card is wanted where others do the work, with other devices perhaps.
        own = {**parameters, DEVICE: "cpu", PRECISION: "float32"} if elsewhere else parameters
        card = open_network(self, own, context, model, feedback).card
        roles = self.text(parameters, BAND_ROLES, context)
        scenes = open_scenes(listed, card.resolution_m, roles, feedback.part(0, 0.01))
        crs = self._crs(parameters, context)
        grid = region_grid([scene.grid for scene in scenes], card.resolution_m, crs)
        describe_scenes(scenes, grid.crs, feedback)
        given = self.text(parameters, SCALES, context)
        augmentation = self.parameterAsBoolean(parameters, AUGMENTATION, context)
        rule = terrain_rule(self, parameters, context)
        prediction = PredictionSettings(
            parse_scales(given) if given else tuple(card.scales),
            self.whole_number(parameters, TILE_SIZE, context),
            self.whole_number(parameters, OVERLAP, context),
            augmentation or files[UNCERTAINTY] is not None,
            files[UNCERTAINTY] is not None,
            self.parameterAsString(parameters, COMBINE, context) or "mean",
            asdict(rule) if rule is not None else None,
            self.parameterAsString(parameters, PRECISION, context) or "auto",
        )
        rules = rules_of(self, parameters, context, {"MODEL_THRESHOLD": card.threshold})
        extraction = {
            "rules": rules.to_dict(),
            "segmentation": {
                name.lower(): self.parameterAsDouble(parameters, name, context)
                for name in ("SCALE", "SHAPE", "COMPACTNESS")
            },
            "reshaping": asdict(reshaping_of(self, parameters, context)),
            "separate_units": self.parameterAsBoolean(parameters, SEPARATE_UNITS, context),
        }
        job = plan_job(
            self.text(parameters, WORK_FOLDER, context) or default_folder(files[OUTPUT]),
            grid,
            scenes,
            model,
            resolution=card.resolution_m,
            prediction=prediction,
            extraction=extraction,
            coherence=coherence,
            dem=dem,
            mask=polygons_in(self, parameters, MASK, context, grid.crs, feedback),
            glaciers=polygons_in(self, parameters, GLACIERS, context, grid.crs, feedback) or (),
            extent=region_of_extent(self, parameters, context, grid, grid.crs),
            unit_size=self.parameterAsInt(parameters, UNIT_SIZE, context),
        )
        feedback.info(
            tr("{count} units of {size} pixels; {folder} holds the work.").format(
                count=len(job.units), size=job.unit_size, folder=job.folder
            )
        )
        return job, card

    def _sources(self, parameters, context) -> list[str]:
        """Files of the SCENES parameter; layers of the project are taken too."""
        given = parameters.get(SCENES)
        given = given if isinstance(given, (list, tuple)) else [given]
        sources = []
        for one in filter(None, given):
            layer = one
            if not isinstance(one, QgsMapLayer):
                layer = QgsProcessingUtils.mapLayerFromString(str(one), context, False)
            sources.append(str(one) if layer is None else layer.source())
        return sources

    def _crs(self, parameters, context):
        from rasterio.crs import CRS

        if parameters.get(REGION_CRS) in (None, ""):
            return None
        crs = self.parameterAsCrs(parameters, REGION_CRS, context)
        if not crs.isValid():
            raise InputError(tr("CRS: this is no coordinate reference system."))
        if crs.authid().startswith("EPSG:"):
            return CRS.from_string(crs.authid())
        return CRS.from_wkt(crs.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT2_2018))

    def postProcessAlgorithm(self, context, feedback):
        """In the desktop, add the layers to the project."""
        project = context.project()
        if project is not None and self._made:
            for name, style in _LOADED.items():
                title = f"{Path(self._made).stem} {name}"
                details = QgsProcessingContext.LayerDetails(title, project, name)
                if style is not None:
                    details.setPostProcessor(layer_styler(style))
                context.addLayerToLoadOnCompletion(f"{self._made}|layername={name}", details)
        return {}


def _borrow(target: RockGlacierAlgorithm, algorithm: type, *names: str) -> None:
    """Add parameters of another algorithm, with their help."""
    source = algorithm()
    source.initAlgorithm()
    for name in names:
        target.addParameter(source.parameterDefinition(name).clone())


def _tags(job, card) -> dict[str, str]:
    """Raster tags that say how the heatmap came about."""
    from ..core.paths import plugin_version

    settings = job.prediction
    tags = {
        "SOFTWARE": f"Rock Glacier Mapper {plugin_version()}",
        "SCENES": len(job.scenes),
        "DEM": job.dem,
        "MODEL": card.name,
        "MODEL_THRESHOLD": card.threshold,
        "MODEL_SHA256": job.fingerprint["prediction"]["model"],
        "SCALES": ",".join(f"{scale:g}" for scale in settings.scales),
        "TEST_TIME_AUGMENTATION": settings.test_time_augmentation,
        "COMBINE": settings.combine,
    }
    return {key: str(value) for key, value in tags.items() if value is not None}


def _make_inventory(files: dict[str, str | None], context, feedback) -> str:
    """Run ``createinventory`` on the candidates."""
    parameters = {
        "CANDIDATES": f"{files[OUTPUT]}|layername=candidates",
        "OUTPUT": files[INVENTORY],
    }
    results, done = CreateInventory().create().run(parameters, context, feedback.qgis)
    if not done:
        raise QgsProcessingException(tr("The inventory could not be made; see the log."))
    return results["OUTPUT"]
