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
import rasterio.features
import shapely
from affine import Affine
from rasterio.crs import CRS
from scipy import ndimage
from shapely.geometry.base import BaseGeometry

from ..feedback import Feedback
from ..raster import RasterSource
from ..vector import Feature, polygonal
from . import features, gating, shaping
from .outlines import outlines
from .rules import KEPT, Rules
from .segmentation import SceneBands, SegmentationSettings, Segments, segment_gate

#: Rejected parts below this share of the smallest area are counted, not listed.
_WORTH_LISTING = 0.1

#: How many pixels a landform may grow into seed pixels of background objects.
_SEED_PASSES = 2

#: Rim of background around a window while shapes change, in pixels.
_RIM = 4


@dataclass
class Extraction:
    """Result of :func:`extract_rock_glaciers`.

    Attributes:
        crs: CRS of all geometries, the heatmap's.
        kept: candidate polygons, from north-west to south-east.
        rejected: polygons that the rules dropped, numbered after the kept ones.
        objects: segments of the gated area (empty unless asked for).
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
    separate_units: bool = False,
    with_objects: bool = False,
    feedback: Feedback | None = None,
) -> Extraction:
    """Extract rock glacier polygons from a probability heatmap.

    Args:
        heatmap: probability 0..1, one band, projected CRS; NaN or nodata outside.
        rules: thresholds; the defaults when None.
        images: further bands to segment (optical, coherence, …), on any grid.
        dem: elevation in metres, on any grid; gives slope to the segmentation and the rules.
        glaciers: polygons in the heatmap's CRS.
        uncertainty: raster whose mean becomes the attribute ``uncertainty``.
        segmentation: how the scene is cut into objects; the defaults when None.
        separate_units: split systems into units; the units share ``system_id``.
        with_objects: list the segments too.

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
    with SceneBands(heatmap, images, dem, uncertainty, segmentation) as scene:
        classes = gating.classify(scene, rules, feedback.part(0, 0.1))
        support = gating.seeded_support(classes)
        gates, windows = gating.gates(
            support,
            classes != gating.NO_DATA,
            segmentation.gate_m / scene.grid.resolution,
            feedback,
        )
        del support
        job = _Job(scene, rules, classes, gates, features.GlacierOverlap(glaciers))
        job.separate, job.with_objects = separate_units, with_objects
        sizes = [(w[0].stop - w[0].start) * (w[1].stop - w[1].start) for w in windows]
        ends = 0.1 + 0.9 * np.cumsum([0, *sizes]) / max(sum(sizes), 1)
        for number, window in enumerate(windows, start=1):
            job.run(number, window, feedback.part(ends[number - 1], ends[number]))
        feedback.progress(1.0)
        return job.result()


class _Job:
    """Collects the landforms of all gates; they are sorted and numbered at the end."""

    def __init__(self, scene: SceneBands, rules: Rules, classes, gates, glaciers):
        self.scene, self.rules, self.classes, self.gates = scene, rules, classes, gates
        self.glaciers = glaciers
        self.separate = self.with_objects = False
        self.found: list[tuple[tuple, Feature]] = []
        self.segments: list[tuple[tuple, Feature]] = []
        self.counts = dict.fromkeys(("gates", "superpixels", "objects", "too_small_to_list"), 0)
        self.pixel_km2 = scene.grid.resolution**2 / 1e6

    def run(self, number: int, window: tuple[slice, slice], feedback: Feedback) -> None:
        """Segment one gate and add its landforms."""
        feedback.check()
        row, column = window[0].start, window[1].start
        here = self.gates[window]
        gate = here == number
        segments = segment_gate(self.scene, gate, row, column, feedback)
        self.counts["gates"] += 1
        self.counts["superpixels"] += segments.superpixels
        self.counts["objects"] += len(segments.merged.table.n)
        seeds = (self.classes[window] == gating.SEED) & gate
        member, seed_share = self._members(segments, seeds)
        mask = np.concatenate([[False], member])[segments.labels]
        # Resizing with a layer condition: seed pixels beside a landform join it.
        mask = ndimage.binary_dilation(mask, iterations=_SEED_PASSES, mask=mask | seeds)
        labels, targets = shaping.reshaped(
            np.pad(mask, _RIM),
            np.pad(gate, _RIM),
            np.pad((here > 0) & ~gate, _RIM),
            int(self.rules.max_hole_km2 / self.pixel_km2),
        )
        seeds = np.pad(seeds, _RIM)
        for system, place in enumerate(ndimage.find_objects(labels), start=1):
            feedback.check()
            part = labels[place] == system
            target = targets[system]
            if target * self.pixel_km2 < _WORTH_LISTING * self.rules.min_area_km2:
                self.counts["too_small_to_list"] += 1
                continue
            origin = row - _RIM + place[0].start, column - _RIM + place[1].start
            self._add_system((number, system), part, target, seeds[place], origin)
        if self.with_objects:
            self._add_objects(segments, member, seed_share, row, column)
        feedback.progress(1.0)

    def _members(self, segments: Segments, seeds: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Which objects belong to a landform, and the share of seed pixels of each."""
        rules, table, graph = self.rules, segments.merged.table, segments.merged.graph
        count = len(table.n)
        mean = table.total[:, 0] / table.n / 255
        share = np.bincount(segments.labels[seeds], minlength=count + 1)[1:] / table.n
        member = (mean >= rules.object_probability) | (share >= max(rules.seed_share, 1e-9))
        while True:
            border = np.bincount(graph.first, graph.length * member[graph.second], count)
            border += np.bincount(graph.second, graph.length * member[graph.first], count)
            joins = ~member & (mean >= rules.threshold)
            joins &= border >= rules.grow_border * table.perimeter
            joins &= border > 0
            if not joins.any():
                return member, share
            member |= joins

    def _add_system(self, key: tuple, mask, target: float, seeds, origin: tuple) -> None:
        row, column = origin
        height, width = mask.shape
        window = column, row, width, height
        labels = mask.astype(np.int32)
        if self.separate:
            least = int(np.ceil(self.rules.min_area_km2 / self.pixel_km2))
            smoothed = self.scene.smoothed(*window)
            labels = shaping.separate_units(mask, smoothed, least=least)
        pixels = np.bincount(labels.ravel())
        targets = pixels * (target / mask.sum())
        shapes = outlines(labels, targets, self._transform(row, column))
        probability = self.scene.probability(*window)
        terrain = self.scene.terrain(*window) or (None, None)
        uncertainty = self.scene.uncertainty(*window)
        system = *_place(shapely.union_all(list(shapes.values()))), *key
        for unit, polygon in shapes.items():
            inside = labels == unit
            values = features.form_features(polygon, self.scene.unit)
            values |= features.heatmap_features(probability[inside], seeds[inside])
            values |= features.terrain_features(
                *(None if layer is None else layer[inside] for layer in terrain)
            )
            values["uncertainty"] = features.mean_of(
                None if uncertainty is None else uncertainty[inside]
            )
            values["glacier_overlap"] = self.glaciers.of(polygon)
            judged = self.rules.judge(values)
            values |= judged._asdict()
            attributes = features.attributes(features.FIELDS, values)
            self.found.append(((system, _place(polygon)), Feature(polygon, attributes)))

    def _add_objects(self, segments: Segments, member, seed_share, row: int, column: int) -> None:
        table = segments.merged.table
        height, width = segments.labels.shape
        terrain = self.scene.terrain(column, row, width, height)
        slopes = None
        if terrain is not None:
            slopes = ndimage.mean(terrain[1], segments.labels, np.arange(1, len(table.n) + 1))
        mean = table.total[:, 0] / table.n / 255
        for shape, value in rasterio.features.shapes(
            segments.labels, segments.labels > 0, 4, self._transform(row, column)
        ):
            polygon = shapely.geometry.shape(shape)
            if not polygon.is_valid:
                polygon = polygonal(shapely.make_valid(polygon))
            number = int(value) - 1
            values = features.form_features(polygon, self.scene.unit)
            values["prob_mean"] = float(mean[number])
            values["seed_share"] = float(seed_share[number])
            if slopes is not None and np.isfinite(slopes[number]):
                values["slope_mean"] = float(slopes[number])
            values |= self._object_reason(member[number], mean[number], seed_share[number])
            attributes = features.attributes(features.OBJECT_FIELDS, values)
            self.segments.append((_place(polygon), Feature(polygon, attributes)))

    def _object_reason(self, member: bool, mean: float, share: float) -> dict[str, str]:
        limit = self.rules.object_probability
        if not member:
            return {"status": "background", "reason": f"mean probability {mean:.2f} < {limit:.2f}"}
        if mean >= limit:
            reason = f"mean probability {mean:.2f} ≥ {limit:.2f}"
        elif share >= self.rules.seed_share:
            reason = f"seed share {share:.0%} ≥ {self.rules.seed_share:.0%}"
        else:
            reason = f"borders a landform, mean probability {mean:.2f} ≥ {self.rules.threshold:.2f}"
        return {"status": "landform", "reason": reason}

    def _transform(self, row: int, column: int) -> Affine:
        return self.scene.grid.transform * Affine.translation(column, row)

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
        self.segments.sort(key=lambda item: item[0])
        segments = [feature for _, feature in self.segments]
        self._tie(segments, kept + rejected)
        for number, feature in enumerate(segments, start=1):
            feature.attributes["object_id"] = number
        notes = {
            "rules": self.rules.to_dict(),
            "segmentation": asdict(self.scene.settings),
            "image_stretch": [list(pair) for pair in self.scene.stretch],
            "seed_pixels": int((self.classes == gating.SEED).sum()),
            "kept": len(kept),
            "rejected": len(rejected),
            **self.counts,
        }
        return Extraction(self.scene.grid.crs, kept, rejected, segments, notes)

    def _tie(self, segments: list[Feature], landforms: list[Feature]) -> None:
        """Write into each landform object the number of the polygon in which it lies."""
        members = [one for one in segments if one.attributes["status"] == "landform"]
        if not members or not landforms:
            return
        tree = shapely.STRtree([one.geometry for one in landforms])
        points = [one.geometry.representative_point() for one in members]
        for index, landform in zip(*tree.query(points, predicate="within")):
            members[index].attributes["rg_id"] = landforms[landform].attributes["rg_id"]


def _place(polygon: BaseGeometry) -> tuple[float, float, float]:
    """Sort key: from north-west to south-east by the centre; area tells equal centres apart."""
    centre = polygon.centroid
    return (round(centre.x - centre.y, 3), round(-centre.y, 3), round(polygon.area, 3))
