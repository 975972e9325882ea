"""Thresholds and rules fitted on a reference area, with figures from blocks held out of the fit.

Huang et al.'s Landuse_DL searches the limits of its polygon filters for the best F1 of a validation
area; the same purpose is met here under cross-validation over spatial blocks (Roberts et al. 2017,
Ecography 40:913-929). Every figure that is reported comes from blocks that had no part in choosing
the rules it was measured with.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from shapely.geometry.base import BaseGeometry

from ...errors import InputError
from ...feedback import Feedback
from ...raster import RasterSource
from ...translation import tr
from ..extraction import extract_rock_glaciers
from ..rules import Rules
from ..segmentation import SegmentationSettings
from ..shaping import Reshaping
from .blocks import Blocks
from .landforms import Landforms, free_rules, searched, thresholds_of
from .place import Place
from .results import (
    BIAS,
    F1,
    TARGETS,
    AreaFigures,
    Fitted,
    Fold,
    RuleEffect,
    Setting,
    figure,
    intervals_of,
    verdict,
)
from .search import LEAST_GAIN, Search, worth

#: Thresholds and seed thresholds that are tried, each pair with threshold <= seed threshold.
THRESHOLDS = (0.1, 0.2, 0.3, 0.4, 0.5)
SEED_THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
#: Biases this close count as equal; by how much a bias differs from block to block is far more.
_SAME_BIAS = 0.02
_LEAST = "min_probability"


def fit_rules(
    heatmap: RasterSource,
    reference: Sequence[BaseGeometry],
    *,
    images: Sequence[RasterSource] = (),
    dem: RasterSource | None = None,
    glaciers: Sequence[BaseGeometry] = (),
    uncertainty: RasterSource | None = None,
    segmentation: SegmentationSettings | None = None,
    reshaping: Reshaping | None = None,
    start: Rules | None = None,
    target: str = F1,
    wanted_bias: float = 0.0,
    allowed_loss: float = 0.05,
    block_m: float = 2000.0,
    folds: int = 5,
    seed: int = 0,
    area: Sequence[BaseGeometry] | None = None,
    thresholds: Sequence[tuple[float, float]] | None = None,
    feedback: Feedback | None = None,
) -> Fitted:
    """Fit thresholds and rules on a reference area.

    For every pair of thresholds the landforms are extracted once. Rules on finished landforms are
    then searched one at a time over quantiles of the features: the rule that raises the F1 most
    moves first, as long as the rise is more than 0.002 and more than two standard errors over the
    blocks; all others stay at their start. For the target ``f1`` a pair of thresholds replaces
    that of the start on the same two conditions; of those within 0.002 of the best, the one
    nearest to the start wins. For ``bias`` every state of the search competes, also with another
    lowest mean probability: among those with an F1 of at least the best less ``allowed_loss``, and
    an area bias that is nearest to the wanted one to within 0.02, the best F1 wins.

    Landforms (of the reference and of any pair of thresholds) within 100 m of each other form a
    group; a group lies in the block of its centre as a whole, so that no landform is on both sides.

    Args:
        heatmap: probability 0..1, one band, projected CRS.
        reference: valid polygons in the heatmap's CRS; they may overlap each other.
        images, dem, glaciers, uncertainty, segmentation, reshaping: as for the extraction.
        start: rules to start from; ``min_area_km2`` is never lowered.
        target: ``f1``, or ``bias`` for a wanted area bias.
        wanted_bias: mapped area / reference area - 1.
        allowed_loss: of F1, for the target ``bias``.
        block_m: side of the square blocks, in metres.
        folds: parts of the cross-validation, 2 or more; no more than blocks with reference.
        seed: for the folds and the bootstrap.
        area: polygons inside which the reference is complete; None: wherever the heatmap has data.
        thresholds: pairs (threshold, seed threshold) to try; those of ``start`` always are.

    Raises:
        InputError: the reference is empty or lies elsewhere, the area is empty, or there are too
            few blocks; see also :func:`.extract_rock_glaciers`.
        Cancelled: the user stopped the run.
    """
    start, feedback = start or Rules(), feedback or Feedback()
    segmentation = segmentation or SegmentationSettings()
    _check(target, wanted_bias, block_m, folds)
    place = Place.of(heatmap, reference, area, feedback.part(0, 0.05))
    pairs = _pairs(start, thresholds)
    runs: dict[tuple[float, float], Landforms] = {}
    with place.cropped(heatmap, segmentation) as part:
        for number, pair in enumerate(pairs):
            feedback.check()
            done = feedback.part(
                0.05 + 0.8 * number / len(pairs), 0.05 + 0.8 * (number + 1) / len(pairs)
            )
            found = extract_rock_glaciers(
                part,
                free_rules(start, pair),
                images=images,
                dem=dem,
                glaciers=glaciers,
                uncertainty=uncertainty,
                segmentation=segmentation,
                reshaping=reshaping,
                feedback=done,
            )
            runs[pair] = Landforms.of([*found.kept, *found.rejected], start, pair, place)
    if not any(len(run.group) for run in runs.values()):
        raise InputError(
            tr(
                "Nothing is mapped in the reference area with any of the thresholds that "
                "were tried. Check that the heatmap and the reference show the same place, "
                "or start from lower thresholds."
            )
        )
    notes = list(place.notes)
    blocks = Blocks.of(place, runs, thresholds_of(start), block_m, notes)
    fold = blocks.folds(min(folds, int((blocks.reference > 0).sum())), seed)
    job = _CrossValidation(runs, blocks, start, target, wanted_bias, allowed_loss)
    return job.result(fold, notes, place, seed, feedback.part(0.85, 1.0))


def _check(target: str, wanted_bias: float, block_m: float, folds: int) -> None:
    if target not in TARGETS:
        raise InputError(
            tr("The target must be one of {targets}, not {target!r}.").format(
                targets=", ".join(TARGETS), target=target
            )
        )
    if not (math.isfinite(wanted_bias) and wanted_bias > -1):
        raise InputError(
            tr("The wanted area bias must be above -1 (-100 %), not {wanted_bias}.").format(
                wanted_bias=wanted_bias
            )
        )
    if not (math.isfinite(block_m) and block_m > 0):
        raise InputError(
            tr("The block size must be above 0 m, not {block_m}.").format(block_m=block_m)
        )
    if folds < 2:
        raise InputError(
            tr("Cross-validation needs 2 folds or more, not {folds}.").format(folds=folds)
        )


def _pairs(
    start: Rules, thresholds: Sequence[tuple[float, float]] | None
) -> list[tuple[float, float]]:
    if thresholds is None:
        thresholds = [(low, high) for low in THRESHOLDS for high in SEED_THRESHOLDS]
    pairs = {(float(low), float(high)) for low, high in thresholds if low <= high}
    pairs.add(thresholds_of(start))
    for low, high in pairs:
        replace(start, threshold=low, seed_threshold=high)  # an InputError when out of range
    return sorted(pairs)


class _Choice(NamedTuple):
    """Rules fitted on some blocks, and those fitted with each pair of thresholds."""

    rules: Rules
    by_pair: dict[tuple[float, float], Rules]


class _CrossValidation:
    """Searches rules on some blocks and measures them on others."""

    def __init__(
        self,
        runs: dict[tuple[float, float], Landforms],
        blocks: Blocks,
        start: Rules,
        target: str,
        wanted_bias: float,
        allowed_loss: float,
    ):
        self.runs, self.blocks, self.start = runs, blocks, start
        self.target, self.wanted, self.allowed = target, wanted_bias, allowed_loss

    def result(
        self, fold: np.ndarray, notes: list[str], place: Place, seed: int, feedback: Feedback
    ) -> Fitted:
        """Fit on all folds but one, for each, then on all of them."""
        count = int(fold.max()) + 1
        choices = []
        for number in range(count):
            feedback.check()
            done = feedback.part(number / (count + 1), (number + 1) / (count + 1))
            choices.append(self.choose(fold != number, done))
        final = self.choose(np.ones(len(fold), bool), feedback.part(count / (count + 1), 1)).rules
        rules = [choice.rules for choice in choices]
        held_out = self.held_out(fold, rules)
        start = self.totals(self.start)
        folds = tuple(
            Fold(
                tuple(cell for cell, at in zip(self.blocks.cells, fold) if at == number),
                choice.rules,
                AreaFigures.of(held_out[fold == number]),
                AreaFigures.of(start[fold == number]),
                tuple(
                    Setting(
                        one,
                        AreaFigures.of(self.totals(one)[fold == number]),
                        pair == thresholds_of(choice.rules),
                    )
                    for pair, one in choice.by_pair.items()
                ),
            )
            for number, choice in enumerate(choices)
        )
        fitted = Fitted(
            rules=final,
            start=self.start,
            target=self.target,
            wanted_bias=self.wanted,
            folds=folds,
            held_out=AreaFigures.of(held_out),
            start_held_out=AreaFigures.of(start),
            intervals=intervals_of(held_out, start, seed),
            curves=self._curves(fold, rules),
            effects=self._effects(fold, rules, final),
            notes=tuple(notes),
            counts={
                "reference_landforms": place.landforms,
                "area_km2": round(place.area.area * place.square / 1e6, 4),
                "blocks": len(fold),
                "blocks_with_reference": int((self.blocks.reference > 0).sum()),
                "block_m": self.blocks.size,
                "folds": count,
                "seed": seed,
                "thresholds_tried": len(self.runs),
            },
        )
        feedback.progress(1.0)
        return replace(fitted, notes=(*notes, *verdict(fitted)))

    def totals(self, rules: Rules) -> np.ndarray:
        """Mapped, reference and common area of each block, m²: float64 (blocks, 3)."""
        run = self.runs[thresholds_of(rules)]
        kept = run.keeps(rules)
        block, areas, count = run.block[kept], run.areas[kept], len(self.blocks.cells)
        return np.stack(
            [
                np.bincount(block, areas[:, 0], count),
                self.blocks.reference,
                np.bincount(block, areas[:, 1], count),
            ],
            axis=1,
        )

    def held_out(self, fold: np.ndarray, rules: Sequence[Rules]) -> np.ndarray:
        """Areas of each block with the rules of its own fold: float64 (blocks, 3)."""
        totals = np.stack([self.totals(one) for one in rules])
        return totals[fold, np.arange(len(fold))]

    def choose(self, chosen: np.ndarray, feedback: Feedback) -> _Choice:
        """The rules for the target, by the ``chosen`` blocks (bool) alone."""
        paths: dict[tuple[float, float], list[Rules]] = {}
        for number, pair in enumerate(self.runs):
            feedback.check()
            search = self._search(pair, chosen)
            paths[pair] = search.path(
                replace(self.start, threshold=pair[0], seed_threshold=pair[1])
            )
            feedback.progress((number + 1) / len(self.runs))
        best = {pair: path[-1] for pair, path in paths.items()}
        if self.target == BIAS:
            highest = max(self._figure("f1", one, chosen) for one in best.values())
            states = {pair: self._states(path, chosen) for pair, path in paths.items()}
            best = {pair: self._by_bias(some, chosen, highest) for pair, some in states.items()}
            rules = self._by_bias(
                [one for some in states.values() for one in some], chosen, highest
            )
            return _Choice(rules, {**best, thresholds_of(rules): rules})
        return _Choice(best[self._surest(best, chosen)], best)

    def _surest(self, best: dict[tuple[float, float], Rules], chosen: np.ndarray) -> tuple:
        """The pair of thresholds that surely gains most over the start's, or the start's."""
        start = thresholds_of(self.start)
        others = [pair for pair in best if pair != start]
        totals = np.stack([self.totals(best[pair])[chosen] for pair in (start, *others)])
        gain, sure = worth(totals[..., 0], totals[..., 2], self.blocks.reference[chosen])
        near = sure & (gain >= gain.max(initial=-np.inf, where=sure) - LEAST_GAIN)
        return min((others[at] for at in np.flatnonzero(near)), key=self._distance, default=start)

    def _search(self, pair: tuple[float, float], chosen: np.ndarray) -> Search:
        least = self.start.min_area_km2
        return Search(self.runs[pair], self.blocks.reference, chosen, least)

    def _figure(self, name: str, rules: Rules, chosen: np.ndarray) -> float:
        return float(figure(name, self.totals(rules)[chosen].sum(axis=0)))

    def _distance(self, pair: tuple[float, float]) -> tuple:
        steps = [abs(a - b) for a, b in zip(pair, thresholds_of(self.start))]
        return round(sum(steps), 6), pair

    def _states(self, path: list[Rules], chosen: np.ndarray) -> list[Rules]:
        """The states of a search, each also with other lowest mean probabilities."""
        search = self._search(thresholds_of(path[0]), chosen)
        return [*path, *(one for rules in path for one in search.candidates(rules, _LEAST))]

    def _by_bias(self, states: list[Rules], chosen: np.ndarray, highest: float) -> Rules:
        """Of the states with enough F1, and a bias about as near as any, that of the best F1."""
        totals = np.stack([self.totals(one)[chosen].sum(axis=0) for one in states])
        f1, bias = figure("f1", totals), figure("area_bias", totals)
        enough = np.flatnonzero(f1 >= min(highest - self.allowed, f1.max()))
        away = np.abs(bias - self.wanted)[enough]
        near = enough[away <= away.min() + _SAME_BIAS]
        best = min(
            near, key=lambda at: (-f1[at].round(6), self._distance(thresholds_of(states[at])))
        )
        return states[int(best)]

    def _curves(
        self, fold: np.ndarray, rules: Sequence[Rules]
    ) -> dict[str, tuple[tuple[float, AreaFigures], ...]]:
        """Held-out figures over one threshold, all other rules as fitted in each fold."""

        def seeded(one: Rules, seed: float) -> Rules:
            lows = sorted(low for low, high in self.runs if high == seed)
            low = max((low for low in lows if low <= one.threshold), default=lows[0])
            return replace(one, threshold=low, seed_threshold=seed)

        moved = {
            "seed_threshold": {
                seed: [seeded(one, seed) for one in rules]
                for seed in sorted({pair[1] for pair in self.runs})
            },
            "min_probability": {
                float(least): [replace(one, min_probability=float(least)) for one in rules]
                for least in np.round(np.arange(0, 1, 0.05), 2)
            },
        }
        return {
            name: tuple(
                (value, AreaFigures.of(self.held_out(fold, one))) for value, one in moves.items()
            )
            for name, moves in moved.items()
        }

    def _effects(
        self, fold: np.ndarray, rules: Sequence[Rules], final: Rules
    ) -> tuple[RuleEffect, ...]:
        start = self.start
        whole = figure("f1", self.held_out(fold, rules).sum(axis=0))

        def gain(**values) -> float:
            without = [replace(one, **values) for one in rules]
            if without == list(rules):
                return 0.0
            return float(whole - figure("f1", self.held_out(fold, without).sum(axis=0)))

        pair = dict(zip(("threshold", "seed_threshold"), thresholds_of(start)))
        by_fold = tuple(map(thresholds_of, rules))
        effects = [
            RuleEffect(
                "thresholds", thresholds_of(start), thresholds_of(final), by_fold, gain(**pair)
            )
        ]
        known = {name for run in self.runs.values() for name in run.known()}
        for name in searched():
            if name not in known:
                continue
            lost = np.zeros(2)
            for number, one in enumerate(rules):
                run = self.runs[thresholds_of(one)]
                failed = run.others & (fold[run.block] == number) & run.fails(one, name)
                lost += run.areas[failed].sum(axis=0)
            value = getattr(start, name)
            effects.append(
                RuleEffect(
                    name,
                    value,
                    getattr(final, name),
                    tuple(getattr(one, name) for one in rules),
                    gain(**{name: value}),
                    float(lost[1]) / 1e6,
                    float(lost[0] - lost[1]) / 1e6,
                )
            )
        return tuple(effects)
