"""Features of all objects of a label raster at once: layer values, form, neighbours, terrain.

Features carry the names of eCognition's reference book (Trimble, *Image object related
features*); where the definition here differs or was chosen, :func:`measure` says so.

The raster is read in strips of rows and cut into *runs*: pixels of one object side by side in one
row. Sums over a run are one reduction, and most of form is known from a run's ends alone, so that
the work per pixel is small and nothing of the raster's size is kept. Runs are added to their
object one after the other from the upper left, whatever the strips: results are the same to the
last bit for any strip height, and for a window that holds the object as for the whole scene.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import numpy as np

from ..channels import OPTICAL_ROLES
from ..errors import InputError
from ..feedback import Feedback
from ..translation import tr
from .layersums import ElevationSums, HeatmapSums, LayerSums
from .moments import Coordinates, Runs, Shape, Tally

#: Reads layers of a window: (column, row, width, height) to name → float (height, width).
Layers = Callable[[int, int, int, int], Mapping[str, np.ndarray]]

#: Pixels of a strip at most; bounds memory whatever the scene's width.
_STRIP_PIXELS = 4_000_000

#: Mean slope in degrees below which a direction downslope means nothing.
_FLAT = 0.5

_IMAGE = re.compile(r"image_\d+$")


def measure(
    labels: np.ndarray,
    layers: Layers | None,
    pixel_size_m: tuple[float, float],
    *,
    heatmap: str = "heatmap",
    elevation: str = "elevation",
    strip: int = 512,
    feedback: Feedback | None = None,
) -> dict[str, np.ndarray]:
    """Features of the objects 1..N of a label raster.

    A layer's columns begin with its name; those of the heatmap with ``prob``, those of the
    elevation with ``elev``. With n pixels, area A, perimeter P along pixel sides, and λ₁ ≥ λ₂ the
    eigenvalues of the covariance of the object's points (pixels count as squares: their own
    variance, 1/12 of the squared pixel size, is in it), the columns are:

    ==================== ========== ==============================================================
    column               unit       meaning
    ==================== ========== ==============================================================
    <layer>_mean         layer's    mean over the pixels with data
    <layer>_std          layer's    population standard deviation over the pixels with data
    <layer>_contrast     layer's    mean difference to neighbours: mean minus the means of the
                                    objects beside it, weighted by the length of shared border;
                                    positive where the object has more
    prob_max             1          largest probability
    elev_min, elev_max   m          lowest and highest elevation
    brightness           layer's    mean of the means of the optical layers (``blue`` … ``swir2``
                                    and ``image_<k>``); NaN where one of them has no data
    area_km2             km²        A
    perimeter_m          m          P, all sides that face another object or none, holes too
    length_m, width_m    m          √(12 λ₁) and √(12 λ₂): the sides of the rectangle with the
                                    same second moments; exact for a rectangle
    elongation           1          length / width = √(λ₁/λ₂), ≥ 1
    main_direction       degree     direction of the long axis clockwise from grid north, in
                                    [0, 180); NaN when both axes are equal
    asymmetry            1          1 - √(λ₂/λ₁): 0 round or square, near 1 a line
    compactness          1          4πA/P²; along pixel sides 1 is out of reach (square 0.79)
    box_compactness      1          length × width / A, eCognition's compactness: 1 rectangle,
                                    0.95 ellipse (the least), more for bent and ragged objects
    shape_index          1          P / (4 √A): 1 for a square
    border_index         1          P / (2 (length + width)): 1 for an upright rectangle
    density              1          √n / (1 + √(Var x + Var y)), variances of the pixel centres in
                                    pixels: high for squares, low for filaments
    elliptic_fit         1          share of the object inside the ellipse of its area and with
                                    its centre and axes, minus the share outside; 0 when negative
    rectangular_fit      1          the same with the rectangle
    downslope_alignment  1          |cos| of the angle between the long axis and the steepest
                                    descent of the plane fitted to the elevation by least squares:
                                    1 points downslope, 0 lies across; NaN where that plane is
                                    flatter than 0.5° or not determined, or both axes are equal
    ==================== ========== ==============================================================

    eCognition takes λ₁/λ₂ itself for length/width, and scales both so that length × width = A;
    the moments' rectangle keeps true lengths and lets ``box_compactness`` tell form. Boxes here are
    boxes of moments, not smallest enclosing ones: one stray pixel does not change them.

    Args:
        labels: int (height, width), 0 = no object. Numbers may be missing.
        layers: reads layers within ``labels``; NaN or infinite = no data. The same names each
            time. None when there are none.
        pixel_size_m: pixel width and height in metres.
        heatmap, elevation: names of these layers.
        strip: rows read at once; fewer where the raster is wide.

    Returns:
        Columns, float64 (N,), N the largest label; NaN where undefined, all NaN for numbers that
        no pixel has.

    Raises:
        InputError: labels or layers of the wrong kind, or a pixel size that is not positive.
        Cancelled: the user stopped the run.
    """
    feedback = feedback or Feedback()
    _check(labels, pixel_size_m)
    count = int(labels.max(initial=0))
    coordinates = Coordinates(count)
    bands: list[LayerSums] | None = None
    strips = _strips(labels.shape, strip)
    for done, (top, bottom) in enumerate(strips):
        feedback.check()
        runs = Runs.of(labels[top:bottom], top)
        coordinates.add(runs)
        if layers is not None and (bands is None or runs.ids.size):
            names = [band.name for band in bands or ()]
            window = _read(layers, names, top, bottom, labels.shape[1])
            if bands is None:
                kinds = {heatmap: HeatmapSums, elevation: ElevationSums}
                bands = [kinds.get(name, LayerSums)(count, name) for name in window]
            for band in bands:
                band.add(runs, window[band.name], coordinates)
        feedback.progress(0.8 * (done + 1) / len(strips))
    bands = bands or []
    columns = {name: values for band in bands for name, values in band.columns().items()}
    shape = Shape.of(coordinates, pixel_size_m)
    context = _Context(coordinates, shape, [band.mean for band in bands])
    for done, (top, bottom) in enumerate(strips):
        feedback.check()
        context.add(labels, top, bottom)
        feedback.progress(0.8 + 0.2 * (done + 1) / len(strips))
    for band, contrast in zip(bands, context.contrasts()):
        columns[f"{band.prefix}_contrast"] = contrast
    columns |= _brightness(bands) | _form_columns(shape, context)
    for band in bands:
        if isinstance(band, ElevationSums):
            gradient = band.gradient(coordinates, pixel_size_m)
            columns["downslope_alignment"] = _alignment(shape, *gradient)
    return columns


def spectral_indices(layers: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Normalised differences of optical bands, as pixel layers: float32, -1 to 1.

    ``ndvi`` = (nir - red)/(nir + red), vegetation (Tucker 1979, Remote Sens. Environ. 8:127-150);
    ``ndsi`` = (green - swir1)/(green + swir1), snow (Hall et al. 1995, Remote Sens. Environ.
    54:127-140); ``ndwi`` = (green - nir)/(green + nir), open water (McFeeters 1996, Int. J. Remote
    Sens. 17:1425-1432).

    Args:
        layers: bands by their role (:mod:`rock_glacier_mapper.core.channels`), all in one unit
            with zero at zero reflectance: reflectance, or digital numbers without an offset.
            Values below 0, which atmospheric correction leaves in shadow, count as 0.

    Returns:
        Those whose two bands exist; NaN where a band has no data or both are 0.
    """
    found = {}
    for name, (more, less) in _INDICES.items():
        if more not in layers or less not in layers:
            continue
        a, b = (np.maximum(np.asarray(layers[band], np.float32), 0) for band in (more, less))
        with np.errstate(invalid="ignore"):
            total = a + b
            known = (total > 0) & np.isfinite(total)
            difference = a - b
        found[name] = np.full(total.shape, np.nan, np.float32)
        np.divide(difference, total, out=found[name], where=known)
    return found


_INDICES = {"ndvi": ("nir", "red"), "ndsi": ("green", "swir1"), "ndwi": ("green", "nir")}


class _Context:
    """Sums that need the objects' means and centres first: neighbours and fits.

    Sides between columns (of two pixels in a row) and sides between rows are kept apart, because
    their lengths differ and so that the order of each does not depend on the strips.
    """

    def __init__(self, coordinates: Coordinates, shape: Shape, means: list[np.ndarray]):
        self.coordinates, self.shape, self.means = coordinates, shape, means
        count = coordinates.n.size
        self.row_sides, self.ellipse, self.rectangle = np.zeros((3, count))
        #: Per kind of side and layer: sum of the neighbours' means, and number of sides.
        self.near = np.zeros((2, len(means), 2, count))

    def add(self, labels: np.ndarray, top: int, bottom: int) -> None:
        """Add rows ``top`` to ``bottom`` (not included) and the sides above them."""
        runs = Runs.of(labels[top:bottom], top)
        tally = Tally(runs.ids)
        x, y = self.coordinates.from_first(runs.ids, runs.column, runs.row)
        tally.add(self.ellipse, self.shape.in_ellipse(runs.ids, x, y, runs.n))
        tally.add(self.rectangle, self.shape.in_rectangle(runs.ids, x, y, runs.n))
        self._add_neighbours(0, runs.beside)
        if top == 0:
            self._add_sides(labels[0])
        if bottom == len(labels):
            self._add_sides(labels[-1])
        above, below = labels[max(top - 1, 0) : bottom - 1], labels[max(top, 1) : bottom]
        differ = above != below
        above, below = above[differ], below[differ]
        self._add_sides(above)
        self._add_sides(below)
        touch = (above > 0) & (below > 0)
        pairs = np.stack([above[touch], below[touch]], axis=1).astype(np.int64) - 1
        self._add_neighbours(1, pairs)

    def _add_sides(self, labels: np.ndarray) -> None:
        self.row_sides += np.bincount(labels, minlength=self.row_sides.size + 1)[1:]

    def _add_neighbours(self, kind: int, pairs: np.ndarray) -> None:
        # Each side counts for both objects; side by side in the order, whatever the strips.
        own, other = pairs.ravel(), pairs[:, ::-1].ravel()
        tally = Tally(own)
        for sums, mean in zip(self.near[kind], self.means):
            value = mean[other]
            known = np.isfinite(value)
            tally.add(sums[0], np.where(known, value, 0))
            tally.add(sums[1], known.astype(np.float64))

    def contrasts(self) -> list[np.ndarray]:
        """Mean difference to neighbours of each layer; NaN where no neighbour has data."""
        width, height = self.shape.pixel
        found = []
        with np.errstate(invalid="ignore", divide="ignore"):
            for mean, beside, above in zip(self.means, *self.near):
                total, length = height * beside + width * above
                found.append(mean - total / length)
        return found

    def perimeter(self) -> np.ndarray:
        """In metres. Each run has two sides between columns."""
        width, height = self.shape.pixel
        return width * self.row_sides + 2 * height * self.coordinates.runs


def _form_columns(shape: Shape, context: _Context) -> dict[str, np.ndarray]:
    n, area = context.coordinates.n, shape.area
    width, height = shape.pixel
    with np.errstate(invalid="ignore", divide="ignore"):
        perimeter = np.where(n > 0, context.perimeter(), np.nan)
        long, short = np.sqrt(12 * shape.major), np.sqrt(12 * shape.minor)
        # The covariance without the pixels' own variance, in pixels.
        spread = (shape.xx + shape.yy - (width**2 + height**2) / 12) / (width * height)
        direction = np.where(shape.has_axis, (90 - np.degrees(shape.angle)) % 180, np.nan)
        return {
            "area_km2": area / 1e6,
            "perimeter_m": perimeter,
            "length_m": long,
            "width_m": short,
            "elongation": long / short,
            "main_direction": np.where(direction == 180, 0.0, direction),
            "asymmetry": 1 - short / long,
            "compactness": 4 * np.pi * area / perimeter**2,
            "box_compactness": long * short / area,
            "shape_index": perimeter / (4 * np.sqrt(area)),
            "border_index": perimeter / (2 * (long + short)),
            "density": np.sqrt(n) / (1 + np.sqrt(np.maximum(spread, 0))),
            "elliptic_fit": np.maximum(2 * context.ellipse / n - 1, 0),
            "rectangular_fit": np.maximum(2 * context.rectangle / n - 1, 0),
        }


def _alignment(shape: Shape, east: np.ndarray, north: np.ndarray) -> np.ndarray:
    steepness = np.hypot(east, north)
    with np.errstate(invalid="ignore", divide="ignore"):
        along = np.abs(east * np.cos(shape.angle) + north * np.sin(shape.angle)) / steepness
        defined = shape.has_axis & (steepness >= np.tan(np.radians(_FLAT)))
    return np.where(defined, np.minimum(along, 1), np.nan)


def _brightness(layers: list[LayerSums]) -> dict[str, np.ndarray]:
    optical = [one.mean for one in layers if one.name in OPTICAL_ROLES or _IMAGE.match(one.name)]
    return {"brightness": np.mean(optical, axis=0)} if optical else {}


def _read(
    layers: Layers, names: list[str], top: int, bottom: int, width: int
) -> Mapping[str, np.ndarray]:
    window = layers(0, top, width, bottom - top)
    missing = [name for name in names if name not in window]
    if missing:
        raise InputError(
            tr("Layer '{missing}' is missing in a part of the scene.").format(missing=missing[0])
        )
    for name, values in window.items():
        if values.shape != (bottom - top, width):
            raise InputError(
                tr(
                    "Layer '{name}' has {shape} pixels where the objects have {expected}. Bring "
                    "it to the grid of the objects."
                ).format(name=name, shape=values.shape, expected=(bottom - top, width))
            )
    return window


def _strips(shape: tuple[int, int], rows: int) -> list[tuple[int, int]]:
    """First row and end of each strip."""
    height, width = shape
    if 0 in shape:
        return []
    rows = max(1, min(rows, _STRIP_PIXELS // width))
    return [(top, min(top + rows, height)) for top in range(0, height, rows)]


def _check(labels: np.ndarray, pixel_size_m: tuple[float, float]) -> None:
    if labels.ndim != 2 or labels.dtype.kind not in "iu" or (labels.size and labels.min() < 0):
        raise InputError(
            tr("Object labels must be whole numbers of 0 or more, in rows and columns.")
        )
    if not all(np.isfinite(side) and side > 0 for side in pixel_size_m):
        raise InputError(
            tr("The pixel size must be above 0 metres, not {pixel_size_m}.").format(
                pixel_size_m=pixel_size_m
            )
        )
