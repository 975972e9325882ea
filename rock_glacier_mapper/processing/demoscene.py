"""Embedded demo scene: generated inputs with known truth."""

from __future__ import annotations

import os
from pathlib import Path

from qgis.core import (
    QgsProcessingOutputFile,
    QgsProcessingOutputRasterLayer,
    QgsProcessingOutputVectorLayer,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterNumber,
)

from ..core.translation import mark, tr
from .base import RockGlacierAlgorithm

SEED, SIZE, OUTPUT = "SEED", "SIZE", "OUTPUT"


class CreateDemoScene(RockGlacierAlgorithm):
    """Processing algorithm ``rockglacier:createdemoscene``."""

    NAME = "createdemoscene"
    TITLE = mark("Create demo scene")
    GROUP, GROUP_ID = mark("Inputs"), "inputs"
    SUMMARY = mark(
        "Generates an alpine scene with everything that the other steps need, to try the "
        "plugin without data of your own."
    )
    HELP = mark(
        "<p>A DEM, Sentinel-2-like bands (10 m), Sentinel-1-like coherence, line-of-sight "
        "displacement of an ascending and a descending pass, glacier outlines, and the "
        "true rock glacier outlines. The same seed always gives the same "
        "scene.</p><p><b>The scene is synthetic, no real place.</b> An accuracy reached on "
        "it says nothing about the accuracy on real images.</p>"
    )
    TAGS = ("demo", "example", "synthetic")
    REQUIRES = (*RockGlacierAlgorithm.REQUIRES, "skimage")

    def initAlgorithm(self, configuration=None):  # noqa: D102
        integer = QgsProcessingParameterNumber.Type.Integer
        self.add(
            QgsProcessingParameterNumber(SEED, tr("Seed"), integer, 7, False, 0, 2**31 - 1),
            tr("Any whole number; each gives another scene."),
        )
        self.add(
            QgsProcessingParameterNumber(
                SIZE, tr("Size (pixels of 10 m)"), integer, 1024, False, 256, 4096
            ),
            tr("Side of the square image. 1024 pixels are 10.24 km."),
        )
        self.add(
            QgsProcessingParameterFolderDestination(OUTPUT, tr("Folder of the scene")),
            tr("Files of an earlier scene in it are replaced."),
        )
        for name, label in (
            ("OPTICAL", mark("Satellite image")),
            ("COHERENCE", mark("Coherence")),
            ("DEM", mark("Digital elevation model")),
            ("LOS_ASCENDING", mark("Line-of-sight displacement, ascending pass")),
            ("LOS_DESCENDING", mark("Line-of-sight displacement, descending pass")),
        ):
            self.addOutput(QgsProcessingOutputRasterLayer(name, tr(label)))
        for name, label in (
            ("GLACIERS", mark("Glacier outlines")),
            ("TRUTH", mark("True rock glaciers")),
        ):
            self.addOutput(QgsProcessingOutputVectorLayer(name, tr(label)))
        self.addOutput(QgsProcessingOutputFile("README", tr("Description")))

    def compute(self, parameters, context, feedback):  # noqa: D102
        from dataclasses import replace

        from ..core.demo import SceneSettings, generate_scene, write_scene
        from ..core.errors import InputError

        folder = Path(self.parameterAsFileOutput(parameters, OUTPUT, context))
        nearest = next(place for place in (folder, *folder.parents) if place.exists())
        if not nearest.is_dir() or not os.access(nearest, os.W_OK):
            raise InputError(
                tr("OUTPUT: {folder} cannot be made or written. Choose another folder.").format(
                    folder=folder
                )
            )
        seed = self.parameterAsInt(parameters, SEED, context)
        settings = replace(SceneSettings(), size=self.parameterAsInt(parameters, SIZE, context))
        scene = generate_scene(seed, settings, feedback.part(0, 0.85))
        files = write_scene(scene, folder, feedback.part(0.85, 1))
        feedback.info(
            tr("Synthetic scene with {count} rock glaciers in {folder}").format(
                count=len(scene.truth_units), folder=folder
            )
        )
        roles = {role.upper(): str(path) for role, path in files.items()}
        return {OUTPUT: str(folder), **roles}
