"""From heatmap to rock glacier polygons: the object-based chain.

Smoothing → hysteresis → gates around the support → superpixels and region merging → objects of
the landform class → reshaping → optional units → outlines → features → rules. The kind of
workflow is that of Robson et al. 2020 (Remote Sens. Environ. 250:112033); thresholds, segmentation
parameters and rules are ours.

Each gate is worked on alone, so a scene of any size can be worked on part by part
(:func:`extract_part`); the parts together (:func:`.parts.assemble`) are the very result of the
scene as a whole, whatever the parts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from functools import cached_property

import numpy as np
import shapely
from scipy import ndimage
from shapely.geometry.base import BaseGeometry

from ..errors import InputError
from ..feedback import Feedback
from ..raster import RasterSource
from ..translation import tr
from ..vector import Feature
from . import features, gating
from .imageobjects import ImageObjects, place_of
from .landforms import Masks, Outline, Place, Shaper
from .layers import SceneLayers
from .measures import measure, spectral_indices
from .membership import LANDFORM, Membership, classify_objects
from .parts import Extraction, Part, assemble
from .rules import Rules
from .segmentation import SceneBands, SegmentationSettings, Segments, segment_gate
from .shaping import Reshaping
from .units import UnitSettings

#: Rejected parts below this share of the smallest area are counted, not listed.
_WORTH_LISTING = 0.1

#: How many pixels a landform may grow into seed pixels of background objects.
_SEED_PASSES = 2

#: What is counted; the counts of the parts of a scene add up.
_COUNTS = (
    *("data_pixels", "seed_pixels", "gates", "superpixels", "objects"),
    "too_small_to_list",
)


def extract_rock_glaciers(
    heatmap: RasterSource,
    rules: Rules | None = None,
    *,
    images: Sequence[RasterSource] = (),
    dem: RasterSource | None = None,
    glaciers: Sequence[BaseGeometry] = (),
    uncertainty: RasterSource | None = None,
    segmentation: SegmentationSettings | None = None,
    reshaping: Reshaping | None = None,
    separate_units: bool | UnitSettings = False,
    full_scene: bool = False,
    with_objects: bool = False,
    levels: Sequence[float] = (),
    feedback: Feedback | None = None,
) -> Extraction:
    """Extract rock glacier polygons from a probability heatmap.

    Args:
        heatmap: probability 0..1, one band, projected CRS; NaN or nodata outside.
        rules: thresholds; the defaults when None.
        images: further bands to segment (optical, coherence, …), on any grid. Those whose band
            names are roles give features and the rules on spectral indices too.
        dem: elevation in metres, on any grid; gives slope to the segmentation and the rules.
        glaciers: polygons in the heatmap's CRS.
        uncertainty: raster whose mean becomes the attribute ``uncertainty``.
        segmentation, reshaping: how the scene is cut into objects, and how outlines are reshaped;
            the defaults when None.
        separate_units: split systems into units; the units share ``system_id``.
        full_scene: segment the whole scene, not only around the support of the heatmap.
        with_objects: list the image objects too.
        levels: scales of further, coarser levels of image objects, rising from the
            segmentation's scale.

    Returns:
        Kept and rejected polygons with :data:`features.FIELDS`; valid, none overlapping another.
        Both are empty when no pixel reaches the seed threshold.

    Raises:
        InputError: heatmap in degrees, with values outside 0..1 or without data; unreadable
            rasters.
        Cancelled: the user stopped the run.
    """
    settings = segmentation or SegmentationSettings()
    feedback = feedback or Feedback()
    with SceneBands(heatmap, images, dem, uncertainty, settings) as scene:
        job = _Job(scene, rules, images, glaciers, reshaping, separate_units)
        if with_objects:
            job.objects = ImageObjects(job.layers, job.glaciers)
            job.scales += tuple(levels)
        part = job.part(gating.whole(scene), feedback, full_scene)
        if not part.counts["data_pixels"]:
            raise InputError(
                tr("The heatmap has no data anywhere. Check its nodata value and its extent.")
            )
        found = assemble([part])
        if with_objects:
            found.objects = job.objects.features()
            _tie(found.objects, found.kept + found.rejected)
        feedback.progress(1.0)
        return found


def extract_part(
    heatmap: RasterSource,
    window: tuple[int, int, int, int],
    rules: Rules | None = None,
    *,
    images: Sequence[RasterSource] = (),
    dem: RasterSource | None = None,
    glaciers: Sequence[BaseGeometry] | features.GlacierOverlap = (),
    uncertainty: RasterSource | None = None,
    segmentation: SegmentationSettings | None = None,
    reshaping: Reshaping | None = None,
    separate_units: bool | UnitSettings = False,
    stretch: Sequence[tuple[float, float]] | None = None,
    feedback: Feedback | None = None,
) -> Part:
    """Extract the rock glaciers that belong to a window of a heatmap.

    A landform belongs to the window that holds the first seed pixel (row by row) of its gate
    (:func:`.gating.gates_of`), and is extracted as a whole, however far it reaches beyond the
    window. :func:`.parts.assemble` of the parts of any partition of the heatmap's grid gives the
    very result of :func:`extract_rock_glaciers`. Memory follows the window, or the largest gate.

    Args:
        heatmap: the whole, for instance a virtual raster of many files; see
            :func:`extract_rock_glaciers` for this and the other arguments, which must be the same
            for all parts.
        window: column, row, width and height in the heatmap's pixels.
        glaciers: all of the region; as :class:`.features.GlacierOverlap` they are made ready once
            for many parts.
        stretch: of the images, from :func:`.segmentation.image_stretch`; each call finds it anew
            when None.

    Raises:
        InputError: the window does not lie in the heatmap; see also
            :func:`extract_rock_glaciers`. A window without data is no error.
        Cancelled: the user stopped the run.
    """
    column, row, width, height = window
    settings = segmentation or SegmentationSettings()
    with SceneBands(heatmap, images, dem, uncertainty, settings, stretch) as scene:
        rows, columns = scene.grid.shape
        if not (0 <= column < column + width <= columns and 0 <= row < row + height <= rows):
            raise InputError(
                tr(
                    "The window {window} is empty or reaches beyond the heatmap ({columns} × "
                    "{rows} pixels)."
                ).format(window=tuple(window), columns=columns, rows=rows)
            )
        job = _Job(scene, rules, images, glaciers, reshaping, separate_units)
        unit = slice(row, row + height), slice(column, column + width)
        return job.part(unit, feedback or Feedback())


class _Job:
    """Collects the landforms of all gates of a part of a scene."""

    def __init__(
        self,
        scene: SceneBands,
        rules: Rules | None,
        images: Sequence[RasterSource],
        glaciers: Sequence[BaseGeometry] | features.GlacierOverlap,
        reshaping: Reshaping | None,
        separate_units: bool | UnitSettings,
    ):
        self.scene, self.rules = scene, rules or Rules()
        self.layers = SceneLayers(scene, images)
        self.scales: tuple[float, ...] = (scene.settings.scale,)
        self.objects: ImageObjects | None = None
        self.found: list[tuple[tuple, Feature]] = []
        self.counts: Counter[str] = Counter(dict.fromkeys(_COUNTS, 0))
        self._glaciers = glaciers
        grid = scene.grid
        self.pixel_m = grid.pixel_width * scene.unit, grid.pixel_height * scene.unit
        pixel_km2 = self.pixel_m[0] * self.pixel_m[1] / 1e6
        self.shaper = Shaper(
            reshaping or Reshaping(),
            int(self.rules.max_hole_km2 / pixel_km2),
            _WORTH_LISTING * self.rules.min_area_km2 / pixel_km2,
            int(np.ceil(self.rules.min_area_km2 / pixel_km2)),
            UnitSettings() if separate_units is True else separate_units or None,
        )

    @cached_property
    def glaciers(self) -> features.GlacierOverlap:
        """Made when it is needed: many parts of a region hold no landform."""
        if isinstance(self._glaciers, features.GlacierOverlap):
            return self._glaciers
        return features.GlacierOverlap(self._glaciers)

    def part(self, unit: gating.Window, feedback: Feedback, full_scene: bool = False) -> Part:
        """The landforms whose gates belong to a unit.

        Args:
            full_scene: work on all pixels of the unit, which is the whole scene, as one gate.
        """
        classes = gating.classify(self.scene, self.rules, feedback.part(0, 0.1), unit)
        self.counts["data_pixels"] = int(np.count_nonzero(classes != gating.NO_DATA))
        self.counts["seed_pixels"] = int(np.count_nonzero(classes == gating.SEED))
        feedback = feedback.part(0.1, 1)
        if full_scene:
            gates = iter([(gating.everything(classes), feedback)])
        else:
            gates = gating.gates_of(
                self.scene,
                self.rules,
                unit,
                classes,
                feedback,
                seedless=self.objects is not None,
            )
        del classes
        for gate, share in gates:
            self.run(gate, share)
        feedback.progress(1.0)
        settings = {
            "rules": self.rules.to_dict(),
            "segmentation": asdict(self.scene.settings),
            "image_stretch": [list(pair) for pair in self.scene.stretch],
            "spectral_indices": list(self.layers.indices),
        }
        return Part(self.scene.grid.crs, self.found, dict(self.counts), settings)

    def run(self, gate: gating.Gate, feedback: Feedback) -> None:
        """Segment a gate and add its landforms."""
        feedback.check()
        place = Place(
            gate.row, gate.column, self.scene.grid.transform, self.pixel_m, self.scene.unit
        )
        segments = segment_gate(
            self.scene, gate.mask, gate.row, gate.column, feedback.part(0, 0.7), self.scales
        )
        self.counts["gates"] += 1
        self.counts["superpixels"] += segments.superpixels
        self.counts["objects"] += len(segments.merged.table.n)
        membership = self._classified(segments, gate.seeds, place, feedback.part(0.7, 0.75))
        mask = np.concatenate([[False], membership.member])[segments.labels]
        # Resizing with a layer condition: seed pixels beside a landform join it.
        open_ground = ~np.concatenate([[False], membership.covered])[segments.labels]
        open_ground &= gate.seeds
        mask = ndimage.binary_dilation(mask, iterations=_SEED_PASSES, mask=mask | open_ground)
        if self.objects is not None:
            number = self.counts["gates"]
            self.objects.add(number, segments.levels, membership, place, feedback.part(0.75, 0.9))
        del segments
        # A landform needs a seed; gates without one hold objects only.
        masks = Masks(mask & gate.seeds.any(), gate.seeds, gate.mask, gate.other)
        for outlines in self.shaper.outlines(masks, self.layers.read, place):
            feedback.check()
            if not outlines:
                self.counts["too_small_to_list"] += 1
            self._add(gate.first, outlines)
        feedback.progress(1.0)

    def _classified(self, segments: Segments, seeds, place: Place, feedback) -> Membership:
        table = segments.merged.table
        pixels = np.bincount(segments.labels[seeds], minlength=len(table.n) + 1)[1:]
        means = {}
        if any(getattr(self.rules, f"max_{name}") is not None for name in self.layers.indices):

            def read(column: int, row: int, width: int, height: int):
                return spectral_indices(
                    self.layers.images(place.column + column, place.row + row, width, height)
                )

            means = measure(segments.labels, read, self.pixel_m, feedback=feedback)
        return classify_objects(
            segments.merged, table.total[:, 0] / table.n / 255, pixels, self.rules, means
        )

    def _add(self, gate: tuple[int, int], outlines: list[Outline]) -> None:
        """Judge the units of a landform and add them; ``gate`` tells its gate from others."""
        if not outlines:
            return
        whole = shapely.union_all([outline.polygon for outline in outlines])
        system = *place_of(whole), *gate, outlines[0].system
        for outline in outlines:
            values = dict(outline.values)
            values["glacier_overlap"] = self.glaciers.of(outline.polygon)
            values |= self.rules.judge(values)._asdict()
            if outline.why:
                values["reason"] += f"; {outline.why}"
            # Plain numbers come back from a file as what they were.
            values = {k: v.item() if isinstance(v, np.generic) else v for k, v in values.items()}
            attributes = features.attributes(features.FIELDS, values)
            key = system, place_of(outline.polygon)
            self.found.append((key, Feature(outline.polygon, attributes)))


def _tie(objects: list[Feature], landforms: list[Feature]) -> None:
    """Write into each landform object the number of the polygon in which it lies."""
    members = [one for one in objects if one.attributes["status"] == LANDFORM]
    if not members or not landforms:
        return
    tree = shapely.STRtree([one.geometry for one in landforms])
    points = [one.geometry.representative_point() for one in members]
    for index, landform in zip(*tree.query(points, predicate="within")):
        members[index].attributes["rg_id"] = landforms[landform].attributes["rg_id"]
