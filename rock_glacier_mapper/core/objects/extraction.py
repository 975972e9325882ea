"""From heatmap to rock glacier polygons: the object-based chain.

Smoothing → hysteresis → gates around the support → superpixels and region merging → objects of
the landform class → reshaping → optional units → outlines → features → rules. The kind of
workflow is that of Robson et al. 2020 (Remote Sens. Environ. 250:112033); thresholds, segmentation
parameters and rules are ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
import shapely
from rasterio.crs import CRS
from scipy import ndimage
from shapely.geometry.base import BaseGeometry

from ..feedback import Feedback
from ..raster import RasterSource
from ..vector import Feature
from . import features, gating
from .imageobjects import ImageObjects, place_of
from .landforms import Masks, Outline, Place, Shaper
from .layers import SceneLayers
from .measures import measure, spectral_indices
from .membership import LANDFORM, Membership, classify_objects
from .rules import KEPT, Rules
from .segmentation import SceneBands, SegmentationSettings, Segments, segment_gate
from .shaping import Reshaping
from .units import UnitSettings

#: Rejected parts below this share of the smallest area are counted, not listed.
_WORTH_LISTING = 0.1

#: How many pixels a landform may grow into seed pixels of background objects.
_SEED_PASSES = 2


@dataclass
class Extraction:
    """Result of :func:`extract_rock_glaciers`.

    Attributes:
        crs: CRS of all geometries, the heatmap's.
        kept: candidate polygons, from north-west to south-east.
        rejected: polygons that the rules dropped, numbered after the kept ones.
        objects: image objects of the gated area or the scene (empty unless asked for).
        notes: what was read and counted, for the layer's metadata.
    """

    crs: CRS
    kept: list[Feature] = field(default_factory=list)
    rejected: list[Feature] = field(default_factory=list)
    objects: list[Feature] = field(default_factory=list)
    notes: dict[str, Any] = field(default_factory=dict)


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
    rules, feedback = rules or Rules(), feedback or Feedback()
    segmentation = segmentation or SegmentationSettings()
    units = UnitSettings() if separate_units is True else separate_units or None
    with SceneBands(heatmap, images, dem, uncertainty, segmentation) as scene:
        classes = gating.classify(scene, rules, feedback.part(0, 0.1))
        if full_scene:
            gates, windows = gating.whole_scene(classes)
        else:
            gates, windows = gating.gates(
                gating.seeded_support(classes),
                classes != gating.NO_DATA,
                segmentation.gate_m / scene.grid.resolution,
                feedback,
            )
        layers = SceneLayers(scene, images)
        job = _Job(scene, rules, layers, classes, gates)
        job.glaciers = features.GlacierOverlap(glaciers)
        if with_objects:
            job.objects = ImageObjects(layers, job.glaciers)
            job.scales += tuple(levels)
        shaper = job.shaper(reshaping or Reshaping(), units)
        sizes = [(w[0].stop - w[0].start) * (w[1].stop - w[1].start) for w in windows]
        ends = 0.1 + 0.9 * np.cumsum([0, *sizes]) / max(sum(sizes), 1)
        for number, window in enumerate(windows, start=1):
            job.run(number, window, shaper, feedback.part(ends[number - 1], ends[number]))
        feedback.progress(1.0)
        return job.result()


class _Job:
    """Collects the landforms of all windows; they are sorted and numbered at the end."""

    def __init__(self, scene: SceneBands, rules: Rules, layers: SceneLayers, classes, gates):
        self.scene, self.rules, self.layers = scene, rules, layers
        self.classes, self.gates = classes, gates
        self.glaciers = features.GlacierOverlap(())
        self.scales: tuple[float, ...] = (scene.settings.scale,)
        self.objects: ImageObjects | None = None
        self.found: list[tuple[tuple, Feature]] = []
        self.counts = dict.fromkeys(("gates", "superpixels", "objects", "too_small_to_list"), 0)
        grid = scene.grid
        self.pixel_m = grid.pixel_width * scene.unit, grid.pixel_height * scene.unit
        self.pixel_km2 = self.pixel_m[0] * self.pixel_m[1] / 1e6

    def shaper(self, reshaping: Reshaping, units: UnitSettings | None) -> Shaper:
        """What turns masks into polygons under the rules."""
        rules, pixel = self.rules, self.pixel_km2
        return Shaper(
            reshaping,
            int(rules.max_hole_km2 / pixel),
            _WORTH_LISTING * rules.min_area_km2 / pixel,
            int(np.ceil(rules.min_area_km2 / pixel)),
            units,
        )

    def run(self, number: int, window: tuple[slice, slice], shaper: Shaper, feedback) -> None:
        """Segment the gate of a window and add its landforms."""
        feedback.check()
        row, column = window[0].start, window[1].start
        here = self.gates[window]
        gate = here == number
        place = Place(row, column, self.scene.grid.transform, self.pixel_m, self.scene.unit)
        segments = segment_gate(self.scene, gate, row, column, feedback.part(0, 0.7), self.scales)
        self.counts["gates"] += 1
        self.counts["superpixels"] += segments.superpixels
        self.counts["objects"] += len(segments.merged.table.n)
        seeds = (self.classes[window] == gating.SEED) & gate
        membership = self._classified(segments, seeds, place, feedback.part(0.7, 0.75))
        mask = np.concatenate([[False], membership.member])[segments.labels]
        # Resizing with a layer condition: seed pixels beside a landform join it.
        open_ground = seeds & ~np.concatenate([[False], membership.covered])[segments.labels]
        mask = ndimage.binary_dilation(mask, iterations=_SEED_PASSES, mask=mask | open_ground)
        masks = Masks(mask, seeds, gate, (here > 0) & ~gate)
        if self.objects is not None:
            self.objects.add(number, segments.levels, membership, place, feedback.part(0.75, 0.9))
        del segments
        for outlines in shaper.outlines(masks, self.layers.read, place):
            feedback.check()
            if not outlines:
                self.counts["too_small_to_list"] += 1
            self._add(number, outlines)
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

    def _add(self, number: int, outlines: list[Outline]) -> None:
        if not outlines:
            return
        whole = shapely.union_all([outline.polygon for outline in outlines])
        system = *place_of(whole), number, outlines[0].system
        for outline in outlines:
            values = dict(outline.values)
            values["glacier_overlap"] = self.glaciers.of(outline.polygon)
            values |= self.rules.judge(values)._asdict()
            if outline.why:
                values["reason"] += f"; {outline.why}"
            attributes = features.attributes(features.FIELDS, values)
            key = system, place_of(outline.polygon)
            self.found.append((key, Feature(outline.polygon, attributes)))

    def result(self) -> Extraction:
        """All landforms, sorted and numbered."""
        self.found.sort(key=lambda item: item[0])
        systems: dict[tuple, int] = {}
        for (system, _), feature in self.found:
            feature.attributes["system_id"] = systems.setdefault(system, len(systems) + 1)
        everything = [feature for _, feature in self.found]
        kept = [one for one in everything if one.attributes["status"] == KEPT]
        rejected = [one for one in everything if one.attributes["status"] != KEPT]
        for number, feature in enumerate(kept + rejected, start=1):
            feature.attributes["rg_id"] = number
        objects = self.objects.features() if self.objects is not None else []
        _tie(objects, kept + rejected)
        notes = {
            "rules": self.rules.to_dict(),
            "segmentation": asdict(self.scene.settings),
            "image_stretch": [list(pair) for pair in self.scene.stretch],
            "spectral_indices": list(self.layers.indices),
            "seed_pixels": int((self.classes == gating.SEED).sum()),
            "kept": len(kept),
            "rejected": len(rejected),
            **self.counts,
        }
        return Extraction(self.scene.grid.crs, kept, rejected, objects, notes)


def _tie(objects: list[Feature], landforms: list[Feature]) -> None:
    """Write into each landform object the number of the polygon in which it lies."""
    members = [one for one in objects if one.attributes["status"] == LANDFORM]
    if not members or not landforms:
        return
    tree = shapely.STRtree([one.geometry for one in landforms])
    points = [one.geometry.representative_point() for one in members]
    for index, landform in zip(*tree.query(points, predicate="within")):
        members[index].attributes["rg_id"] = landforms[landform].attributes["rg_id"]
