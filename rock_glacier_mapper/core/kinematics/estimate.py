"""The velocity of one landform from what the passes show of it, with its error."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from .geometry import partials, sensitivity
from .observation import Observation
from .products import Product
from .reference import Reference
from .settings import (
    BEST_PASS,
    HIGH_ERROR,
    INSENSITIVE,
    LOW_COHERENCE,
    MEAN_VECTOR,
    NO_DATA,
    NO_REFERENCE,
    OK,
    PER_PIXEL,
    UNIFORM,
    UPSLOPE,
    Settings,
)
from .stacking import pass_weights
from .uncertainty import StructureFunction, block_variance

#: The downslope direction of flatter landforms is ill-defined (degrees).
_FLAT = 5.0
#: Distance (m) over which an unreferenced velocity is uncertain.
_FAR = 5000.0


@dataclass
class Velocity:
    """Result of one landform; cm/yr, None = no value.

    Attributes:
        outcome: of :mod:`.settings`: ``OK`` or a reason.
        note: more about it, in words; may be empty.
        mean, median, p90: of the valid pixels' downslope velocity.
        sigma: standard deviation of the mean.
        v_los: mean toward the satellite, of the most sensitive pass; ``v_los_sigma`` its standard
            deviation.
        c: sensitivity of that pass.
        valid: share of the pixels with a valid rate (per cent).
        start, end, days: period, and longest time between two images.
        track: passes.
        reliable: False where the sensitivity is low, the ground flat, or there is no reference.
    """

    outcome: str = NO_DATA
    note: str = ""
    mean: float | None = None
    median: float | None = None
    p90: float | None = None
    sigma: float | None = None
    v_los: float | None = None
    v_los_sigma: float | None = None
    c: float | None = None
    valid: float | None = None
    coherence: float | None = None
    reference: Reference | None = None
    start: date | None = None
    end: date | None = None
    days: float | None = None
    track: str | None = None
    reliable: bool = True


@dataclass
class VelocityMap:
    """Pixels around a landform: cm/yr downslope, NaN = no value.

    Attributes:
        offset: (column, row) of the corner on the grid of the first product.
        velocity, sigma, sensitivity: (height, width).
        distance: from the outline in metres.
    """

    offset: tuple[int, int]
    velocity: np.ndarray
    sigma: np.ndarray
    sensitivity: np.ndarray
    distance: np.ndarray


class Estimate:
    """The velocity of one landform, step by step.

    The sensitivity of the landform is the mean of its pixels' sensitivities, which is the line of
    sight times the mean of their downslope unit vectors. One uniform direction (mean slope,
    circular mean aspect) sees more of the motion than a ground does whose directions spread, and
    gives velocities that are too low by the length of that mean vector.
    """

    def __init__(
        self,
        seen: Observation,
        products: Sequence[Product],
        structures: Sequence[StructureFunction],
        settings: Settings,
    ):
        self.seen, self.settings = seen, settings
        self.structures = [structures[number] for number in seen.groups]
        self.shape = seen.inside.shape
        self.valid = [np.isfinite(stack.rate) for stack in seen.stacks]
        used = [products[number] for number in seen.used]
        dated = [product for product in used if product.days is not None]
        self.out = Velocity(
            reference=seen.reference,
            start=min((product.start for product in dated), default=None),
            end=max((product.end for product in dated), default=None),
            days=max((product.days for product in dated), default=None),
            track=", ".join(dict.fromkeys(product.track for product in used)),
        )

    def result(self) -> tuple[Velocity, VelocityMap | None]:
        """The velocity, and the map of it where there is one."""
        outcome, note = self._measure()
        out = self.out
        out.outcome = outcome
        out.note = "; ".join(dict.fromkeys([text for text in (note, *self.seen.notes) if text]))
        if outcome != OK:
            out.mean = out.median = out.p90 = out.sigma = None
            out.reliable = False
        return out, self._map() if outcome in (OK, HIGH_ERROR) else None

    def _measure(self) -> tuple[str, str]:
        """Fill the result; (outcome, note)."""
        seen, settings, out = self.seen, self.settings, self.out
        if seen.direction is None and not np.isfinite(seen.terrain.slope[seen.inside]).any():
            return NO_DATA, "the DEM has no data in the outline"
        if seen.direction is None:
            return INSENSITIVE, "the outline has no main downslope direction"
        self._look()
        chosen = [number for number, usable in enumerate(self.usable) if usable]
        self._tell_passes(chosen or [self.best])
        if not chosen:
            return INSENSITIVE, f"|C| {abs(out.c):.2f} is below {settings.cut_off:g}"
        if out.valid <= settings.min_valid:
            return LOW_COHERENCE, f"{out.valid:.0f} % of the outline is valid"
        if seen.reference is None and not settings.keep_unreferenced:
            return NO_REFERENCE, ""
        self.reference_variances = [self._reference_variance(number) for number in chosen]
        if not all(map(math.isfinite, self.reference_variances)):
            return NO_REFERENCE, "no stable ground tells the error without one"
        self._combine(chosen)
        values = self.velocity[self.counted]
        if (values < 0).mean() > 0.5:
            share = f"{100 * (values < 0).mean():.0f} % of the pixels move upslope"
            faint = abs(values.mean()) < 2 * self._deviation()
            return UPSLOPE, share + (", within the error of none" if faint else "")
        out.mean, out.median = float(values.mean()), float(np.median(values))
        out.p90 = float(np.percentile(values, 90))
        out.sigma = self._deviation()
        relative = 100 * out.sigma / abs(out.mean) if out.mean else math.inf
        if relative >= settings.max_error:
            return HIGH_ERROR, f"relative error {min(relative, 9999):.0f} %"
        return OK, self._reservations()

    def _look(self) -> None:
        """Sensitivities of the passes, and which of them can be used."""
        terrain, inside = self.seen.terrain, self.seen.inside
        self.slope, self.aspect = terrain.slope, terrain.aspect
        if self.settings.direction == UNIFORM:
            self.slope, self.aspect = self.seen.direction
        per_pixel = self.settings.direction == PER_PIXEL
        self.sensitivities, self.usable, means = [], [], []
        for number, stack in enumerate(self.seen.stacks):
            c = sensitivity(stack.incidence, stack.azimuth, self.slope, self.aspect)
            c = np.broadcast_to(np.asarray(c, np.float64), self.shape)
            means.append(float(np.nanmean(c[inside])))
            if self.settings.direction == MEAN_VECTOR:
                c = np.full(self.shape, means[-1])
            self.sensitivities.append(c)
            usable = abs(means[-1]) >= self.settings.cut_off
            if per_pixel:
                with np.errstate(invalid="ignore"):
                    seen = np.abs(c) >= self.settings.cut_off
                self.valid[number] = self.valid[number] & seen
                usable = 100 * seen[inside].mean() > self.settings.min_valid
            self.usable.append(bool(usable))
        self.means = means
        self.best = int(np.argmax(np.abs(means)))
        if self.settings.passes == BEST_PASS:
            self.usable = [use and n == self.best for n, use in enumerate(self.usable)]

    def _tell_passes(self, chosen: list[int]) -> None:
        """What the passes show, whatever becomes of it."""
        inside, out = self.seen.inside, self.out
        best = max(chosen, key=lambda number: abs(self.means[number]))
        counted = np.any([self.valid[number] for number in chosen], axis=0) & inside
        out.valid = 100 * float(counted.sum()) / max(1, int(inside.sum()))
        out.c = self.means[best]
        out.track = ", ".join(dict.fromkeys(self.seen.tracks[number] for number in chosen))
        stack, known = self.seen.stacks[best], self.valid[best] & inside
        if known.any():
            out.coherence = float(stack.coherence[known].mean())
            if self.seen.reference is not None:
                out.v_los = float(stack.rate[known].mean())
                variance = self._reference_variance(best) + self._noise_variance(best)
                out.v_los_sigma = math.sqrt(variance)
        self.counted = counted

    def _combine(self, chosen: list[int]) -> None:
        """The downslope velocity of each pixel, by least squares over the passes."""
        self.chosen = chosen
        noise = [self._noise_variance(number) for number in chosen]
        totals = [math.sqrt(max(a + b, 1e-12)) for a, b in zip(self.reference_variances, noise)]
        self.noise_variances = noise
        valid = [self.valid[number] for number in chosen]
        self.weights = pass_weights([self.sensitivities[n] for n in chosen], valid, totals)
        self.velocity = sum(
            weight * np.where(known, self.seen.stacks[number].rate, 0.0)
            for weight, known, number in zip(self.weights, valid, chosen)
        )

    def _reference_variance(self, number: int) -> float:
        """Variance (cm²/yr²) of the difference between the landform's mean and the reference."""
        seen, structure = self.seen, self.structures[number]
        if seen.reference is None:
            variance = 2 * float(structure.semivariance(np.array(_FAR)))
            return variance if math.isfinite(variance) else math.inf
        known = self.valid[number] & seen.inside
        if not known.any():
            known = seen.inside
        variance = block_variance(
            structure.semivariance,
            seen.east[known],
            seen.north[known],
            (seen.reference.east, seen.reference.north),
        )
        if not math.isfinite(variance):
            seen.notes.append("too little stable ground to tell the error of the atmosphere")
            variance = 0.0
        return variance + seen.scatters[number] ** 2

    def _noise_variance(self, number: int) -> float:
        """Variance of the landform's mean by phase noise."""
        known = self.valid[number] & self.seen.inside
        if not known.any():
            return 0.0
        independent = max(1.0, known.sum() / self.settings.filter_window**2)
        return float((self.seen.stacks[number].sigma[known] ** 2).mean() / independent)

    def _deviation(self) -> float:
        """Standard deviation of the mean: geometry (common to all pixels), noise, reference."""
        counted = self.counted
        shares = [float(weight[counted].mean()) for weight in self.weights]
        variance = sum(
            share**2 * (reference + noise)
            for share, reference, noise in zip(
                shares, self.reference_variances, self.noise_variances
            )
        )
        return math.sqrt(variance + float(self._geometry_variance(counted)))

    def _geometry_variance(self, counted: np.ndarray | None = None):
        """Variance by errors of the angles: of the mean over ``counted``, or of each pixel.

        Slope and aspect are the same for all passes, so that their effects add up with their
        signs; the line of sight of each pass has its own error.
        """
        settings = self.settings
        slope = aspect = own = 0.0
        for weight, number in zip(self.weights, self.chosen):
            stack = self.seen.stacks[number]
            by = partials(stack.incidence, stack.azimuth, self.slope, self.aspect)
            if self.settings.direction == MEAN_VECTOR:
                by = [np.nanmean(part[self.seen.inside]) for part in by]
            changes = [weight * self.velocity * part for part in by]
            if counted is not None:
                changes = [change[counted].mean() for change in changes]
            slope, aspect = slope + changes[0], aspect + changes[1]
            own = own + (changes[2] * math.radians(settings.incidence_error)) ** 2
            own = own + (changes[3] * math.radians(settings.azimuth_error)) ** 2
        return (
            (slope * math.radians(settings.slope_error)) ** 2
            + (aspect * math.radians(settings.aspect_error)) ** 2
            + own
        )

    def _reservations(self) -> str:
        """Why an accepted velocity is of low reliability, if so."""
        notes = []
        if abs(self.out.c) < self.settings.reliable:
            notes.append(f"low sensitivity |C| {abs(self.out.c):.2f}")
        if self.seen.direction[0] < _FLAT:
            notes.append(f"slope {self.seen.direction[0]:.1f}° hardly gives a direction")
        if self.seen.reference is None:
            notes.append("not referenced")
        self.out.reliable = not notes
        return "; ".join(notes)

    def _map(self) -> VelocityMap:
        variance = self._geometry_variance()
        for weight, number, reference in zip(self.weights, self.chosen, self.reference_variances):
            sigma = np.where(self.valid[number], self.seen.stacks[number].sigma, 0.0)
            variance = variance + weight**2 * (sigma**2 + reference)
        best = self.sensitivities[max(self.chosen, key=lambda n: abs(self.means[n]))]
        shown = (self.seen.distance <= self.settings.margin) & np.isfinite(self.velocity)
        return VelocityMap(
            self.seen.offset,
            np.where(shown, self.velocity, np.nan).astype(np.float32),
            np.where(shown, np.sqrt(variance), np.nan).astype(np.float32),
            np.where(shown, best, np.nan).astype(np.float32),
            self.seen.distance.astype(np.float32),
        )
