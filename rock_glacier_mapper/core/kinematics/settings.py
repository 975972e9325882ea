"""Settings and reasons of downslope velocities; without packages, as dialogs need them first."""

from __future__ import annotations

from dataclasses import dataclass

#: A Julian year, of which all velocities per year are.
DAYS_PER_YEAR = 365.25

#: Outcome of a landform: ``OK``, or why it has no velocity.
OK = "ok"
NO_DATA, LOW_COHERENCE, INSENSITIVE = "no_data", "low_coherence", "insensitive_geometry"
NO_REFERENCE, UPSLOPE, HIGH_ERROR = "no_reference", "upslope_sign", "high_error"

#: Ways to use several passes.
COMBINE, BEST_PASS = "combine", "best_pass"
#: Downslope direction: the mean vector of the landform's pixels, one uniform direction of mean
#: slope and circular mean aspect, or that of each pixel.
MEAN_VECTOR, UNIFORM, PER_PIXEL = "mean_vector", "uniform", "per_pixel"


@dataclass(frozen=True)
class Settings:
    """How velocities are measured; lengths in metres, angles in degrees.

    Attributes:
        min_coherence: pixels below are left out.
        min_valid: share of a landform's pixels (per cent) that must be exceeded.
        max_error: standard deviation over mean (per cent) that must not be reached.
        cut_off: least sensitivity |C| of a velocity.
        reliable: least sensitivity of one of full reliability.
        passes: ``COMBINE`` (least squares) or ``BEST_PASS`` (the most sensitive one).
        direction: ``MEAN_VECTOR``, ``UNIFORM`` or ``PER_PIXEL``.
        smoothing: of the DEM before slope and aspect, full width at half maximum.
        filter_window: correlated pixels of the phase filter, along one side.
        slope_error, aspect_error, incidence_error, azimuth_error: standard deviations.
        ring: nearest and farthest distance of a reference from the outline.
        reference_slope, reference_coherence: most slope and least coherence of a reference.
        keep_unreferenced: give velocities without a reference, with the error of the scene.
        margin: ground around an outline that the velocity raster shows.
    """

    min_coherence: float = 0.3
    min_valid: float = 40.0
    max_error: float = 20.0
    cut_off: float = 0.2
    reliable: float = 0.3
    passes: str = COMBINE
    direction: str = MEAN_VECTOR
    smoothing: float = 200.0
    filter_window: float = 8.0
    slope_error: float = 2.0
    aspect_error: float = 10.0
    incidence_error: float = 0.5
    azimuth_error: float = 0.5
    ring: tuple[float, float] = (100.0, 1500.0)
    reference_slope: float = 10.0
    reference_coherence: float = 0.6
    keep_unreferenced: bool = False
    margin: float = 100.0
