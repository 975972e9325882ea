"""Features of objects and landforms against brute force, analytic forms and scikit-image."""

import math

import numpy as np
import pytest
import shapely
from scipy import ndimage
from shapely.geometry import box
from skimage.measure import regionprops

from rock_glacier_mapper.core.errors import Cancelled, InputError
from rock_glacier_mapper.core.feedback import Feedback
from rock_glacier_mapper.core.objects import features, measures
from rock_glacier_mapper.core.objects.features import landform_features
from rock_glacier_mapper.core.objects.front import front_features
from rock_glacier_mapper.core.objects.measures import measure, spectral_indices
from rock_glacier_mapper.core.terrain import slope_degrees

TEN = (10.0, 10.0)
SQUARE = (1.0, 1.0)


def reader(**layers):
    """Layers from arrays of the labels' shape, with a record of what was asked for."""

    def read(column, row, width, height):
        read.windows.append((column, row, width, height))
        rows, columns = slice(row, row + height), slice(column, column + width)
        return {name: values[rows, columns] for name, values in layers.items()}

    read.windows = []
    return read


def form(mask, pixel=SQUARE):
    """Form of one object, given as a mask: floats by name."""
    labels = np.pad(np.asarray(mask), 2).astype(np.int32)
    return {name: float(column[0]) for name, column in measure(labels, None, pixel).items()}


def patches(shape=(70, 90), count=60, seed=7):
    """Random connected patches with background and missing numbers; int32 labels."""
    rng = np.random.default_rng(seed)
    points = rng.integers(0, shape, (count, 2))
    grid = np.stack(np.indices(shape), axis=-1) + rng.normal(0, 1.5, (*shape, 2))
    nearest = ((grid[:, :, None] - points) ** 2).sum(axis=-1).argmin(axis=-1)
    labels = (nearest + 1).astype(np.int32)
    labels[ndimage.gaussian_filter(rng.standard_normal(shape), 3) > 0.12] = 0
    labels[np.isin(labels, (3, 17, 41))] = 0
    return labels


def random_layers(shape, seed=1):
    """Layers with gaps: a heatmap, an elevation far from 0, a slope, optical bands."""
    rng = np.random.default_rng(seed)
    smooth = [ndimage.gaussian_filter(rng.standard_normal(shape), 3) for _ in range(5)]
    layers = {
        "heatmap": (0.5 + smooth[0]).astype(np.float32),
        "elevation": (4000 + 50 * smooth[1] + 3 * np.arange(shape[0])[:, None]).astype(np.float32),
        "slope": 20 + 30 * smooth[2],
        "red": (900 + 300 * smooth[3]).astype(np.float32),
        "nir": (1500 + 300 * smooth[4]).astype(np.float32),
    }
    for number, name in enumerate(layers):
        layers[name][rng.random(shape) < 0.01 * number] = np.nan
    return layers


def turned(shape, angle, length, width, ellipse=False):
    """A rectangle or an ellipse; the long axis points ``angle`` degrees clockwise from north."""
    rows, columns = np.indices(shape) - np.array(shape)[:, None, None] / 2 + 0.5
    along = columns * math.sin(math.radians(angle)) - rows * math.cos(math.radians(angle))
    across = columns * math.cos(math.radians(angle)) + rows * math.sin(math.radians(angle))
    if ellipse:
        return (along / length) ** 2 + (across / width) ** 2 <= 0.25
    return (np.abs(along) <= length / 2) & (np.abs(across) <= width / 2)


# --- form ----------------------------------------------------------------------------------------


def test_moments_equal_those_of_scikit_image():
    labels = patches()
    found = measure(labels, None, SQUARE)
    regions = regionprops(labels)
    assert len(regions) > 40 and len(found["area_km2"]) == labels.max()
    for region in regions:
        one = {name: column[region.label - 1] for name, column in found.items()}
        assert one["area_km2"] * 1e6 == pytest.approx(region.area)
        # scikit-image's axes are those of the ellipse (4 √λ), of pixels without width.
        long, short = (
            math.sqrt(12 * ((axis / 4) ** 2 + 1 / 12))
            for axis in (region.axis_major_length, region.axis_minor_length)
        )
        assert one["length_m"] == pytest.approx(long)
        assert one["width_m"] == pytest.approx(short)
        assert one["asymmetry"] == pytest.approx(1 - short / long, abs=1e-9)
        assert one["elongation"] == pytest.approx(long / short)
        # Its orientation: from the row axis towards columns, -π/2 to π/2, rows to the south.
        want = -math.degrees(region.orientation) % 180
        if region.area > 3 and one["asymmetry"] > 1e-6:
            difference = abs(one["main_direction"] - want) % 180
            assert min(difference, 180 - difference) == pytest.approx(0, abs=1e-6)
        rows, columns = region.coords.T
        density = math.sqrt(region.area) / (1 + math.sqrt(rows.var() + columns.var()))
        assert one["density"] == pytest.approx(density)


@pytest.mark.parametrize("pixel", [(1.0, 1.0), (10.0, 10.0), (8.0, 12.5)])
def test_form_equals_brute_force(pixel):
    """Perimeter, fits and derived features, pixel by pixel for each object."""
    labels = patches(seed=11)
    found = measure(labels, None, pixel)
    width, height = pixel
    padded = np.pad(labels, 1)
    for label in range(1, labels.max() + 1):
        inside = labels == label
        one = {name: column[label - 1] for name, column in found.items()}
        if not inside.any():
            assert all(np.isnan(value) for value in one.values())
            continue
        mask = padded == label
        sides = np.abs(np.diff(mask.astype(int), axis=0)).sum() * width
        sides += np.abs(np.diff(mask.astype(int), axis=1)).sum() * height
        assert one["perimeter_m"] == pytest.approx(sides)
        rows, columns = np.nonzero(inside)
        points = np.stack([columns * width, -rows * height])
        area = inside.sum() * width * height
        cov = np.cov(points, bias=True) + np.diag([width**2, height**2]) / 12
        values, vectors = np.linalg.eigh(cov)
        assert one["length_m"] == pytest.approx(math.sqrt(12 * values[1]))
        assert one["box_compactness"] == pytest.approx(12 * math.sqrt(np.prod(values)) / area)
        assert one["compactness"] == pytest.approx(4 * math.pi * area / sides**2)
        assert one["shape_index"] == pytest.approx(sides / 4 / math.sqrt(area))
        assert one["border_index"] == pytest.approx(sides / 2 / (one["length_m"] + one["width_m"]))
        centred = points - points.mean(axis=1, keepdims=True)
        across, along = np.abs(vectors.T @ centred)
        axes = 2 * np.sqrt(values)
        grow = math.sqrt(area / (math.pi * np.prod(axes)))
        form = (across / axes[0]) ** 2 + (along / axes[1]) ** 2
        if np.abs(form - grow**2).min() > 1e-6:
            want = max(0, 2 * (form <= grow**2).mean() - 1)
            assert one["elliptic_fit"] == pytest.approx(want)
        sides = np.sqrt(12 * values) * math.sqrt(area / 12 / math.sqrt(np.prod(values))) / 2
        gap = min(np.abs(across - sides[0]).min(), np.abs(along - sides[1]).min())
        if gap > 1e-6 and values[1] > values[0] * (1 + 1e-6):
            want = max(0, 2 * ((across <= sides[0]) & (along <= sides[1])).mean() - 1)
            assert one["rectangular_fit"] == pytest.approx(want)


def test_upright_rectangle_is_exact():
    one = form(np.ones((4, 25), bool), TEN)
    assert one["area_km2"] == pytest.approx(0.01)
    assert one["length_m"] == pytest.approx(250) and one["width_m"] == pytest.approx(40)
    assert one["perimeter_m"] == pytest.approx(580)
    assert one["elongation"] == pytest.approx(6.25)
    assert one["asymmetry"] == pytest.approx(1 - 40 / 250)
    assert one["main_direction"] == 90
    for name in ("rectangular_fit", "box_compactness", "border_index"):
        assert one[name] == pytest.approx(1), name
    assert one["shape_index"] == pytest.approx(580 / 400)
    assert one["density"] == pytest.approx(10 / (1 + math.sqrt((624 + 15) / 12)))
    assert form(np.ones((25, 4), bool), TEN)["main_direction"] == 0


@pytest.mark.parametrize("angle", [0, 17, 45, 90, 121, 164])
def test_turned_rectangle_and_ellipse(angle):
    rectangle = form(turned((160, 160), angle, 120, 40), TEN)
    assert rectangle["length_m"] == pytest.approx(1200, rel=0.02)
    assert rectangle["width_m"] == pytest.approx(400, rel=0.02)
    assert rectangle["rectangular_fit"] > 0.96
    assert rectangle["elliptic_fit"] < 0.88
    difference = abs(rectangle["main_direction"] - angle) % 180
    assert min(difference, 180 - difference) < 0.5
    ellipse = form(turned((160, 160), angle, 120, 40, ellipse=True), TEN)
    assert ellipse["elliptic_fit"] > 0.97
    assert ellipse["rectangular_fit"] < 0.9
    assert ellipse["box_compactness"] == pytest.approx(3 / math.pi, rel=0.005)
    assert ellipse["elongation"] == pytest.approx(3, rel=0.02)


def test_disc_and_square():
    disc = form(turned((130, 130), 0, 120, 120, ellipse=True))
    assert disc["elliptic_fit"] > 0.99
    assert disc["asymmetry"] == pytest.approx(0, abs=1e-9)
    assert math.isnan(disc["main_direction"])
    # A disc against the square of its area: 1 - 2 × the share outside.
    half = math.sqrt(math.pi) / 2
    outside = 4 * (math.acos(half) - half * math.sqrt(1 - half**2)) / math.pi
    assert disc["rectangular_fit"] == pytest.approx(1 - 2 * outside, abs=0.01)
    # Variances of a disc are r²/4 each.
    assert disc["density"] == pytest.approx(
        math.sqrt(math.pi) * 60 / (1 + 60 / math.sqrt(2)), rel=0.002
    )
    square = form(np.ones((9, 9), bool))
    assert square["rectangular_fit"] == 1 and square["shape_index"] == 1
    assert square["compactness"] == pytest.approx(math.pi / 4)
    assert math.isnan(square["main_direction"])


def test_single_pixel_and_lines():
    pixel = form([[True]], TEN)
    assert pixel["length_m"] == pytest.approx(10) and pixel["width_m"] == pytest.approx(10)
    assert pixel["perimeter_m"] == 40 and pixel["density"] == 1 and pixel["elongation"] == 1
    for name in ("elliptic_fit", "rectangular_fit", "box_compactness", "shape_index"):
        assert pixel[name] == pytest.approx(1), name
    line = form(np.ones((1, 40), bool), TEN)
    assert line["elongation"] == pytest.approx(40) and line["width_m"] == pytest.approx(10)
    assert line["asymmetry"] == pytest.approx(1 - 1 / 40)
    diagonal = form(np.eye(40, dtype=bool), TEN)
    assert diagonal["main_direction"] == pytest.approx(135)
    assert diagonal["width_m"] == pytest.approx(10)
    assert diagonal["perimeter_m"] == 1600


def test_ring_with_a_hole():
    ring = turned((130, 130), 0, 120, 120, ellipse=True)
    ring &= ~turned((130, 130), 0, 100, 100, ellipse=True)
    one = form(ring)
    radius = math.sqrt((60**2 + 50**2) / 4)
    assert one["length_m"] == pytest.approx(math.sqrt(12) * radius, rel=0.002)
    assert one["elliptic_fit"] == 0 and one["rectangular_fit"] == 0
    assert one["perimeter_m"] == 4 * (120 + 100)
    assert one["box_compactness"] > 2


def test_fit_of_a_spike_that_leaves_the_ellipse_at_its_axis():
    mask = turned((41, 41), 0, 15, 15, ellipse=True)
    mask[:, 20] = True
    rows, columns = np.nonzero(mask) - np.array([[20], [20]])
    inside = rows**2 / (rows.var() + 1 / 12) + columns**2 / (columns.var() + 1 / 12)
    inside *= math.pi * math.sqrt((rows.var() + 1 / 12) * (columns.var() + 1 / 12))
    assert form(mask)["elliptic_fit"] == pytest.approx(2 * (inside <= mask.sum()).mean() - 1)


def test_rectangular_pixels_give_metres():
    fine = np.repeat(turned((120, 120), 30, 90, 30), 2, axis=1)
    a, b = form(turned((120, 120), 30, 90, 30), (10, 10)), form(fine, (5, 10))
    for name in ("area_km2", "perimeter_m", "length_m", "width_m", "main_direction"):
        assert b[name] == pytest.approx(a[name]), name
    for name in ("elongation", "compactness", "shape_index", "elliptic_fit", "rectangular_fit"):
        assert b[name] == pytest.approx(a[name], abs=0.02), name
    assert form([[True]], (5, 20))["elongation"] == pytest.approx(4)
    assert form([[True]], (5, 20))["main_direction"] == 0


# --- layers --------------------------------------------------------------------------------------


def test_layer_features_equal_a_loop_over_objects():
    labels = patches()
    layers = random_layers(labels.shape)
    found = measure(labels, reader(**layers), TEN)
    prefix = {"heatmap": "prob", "elevation": "elev"}
    for label in range(1, labels.max() + 1):
        inside = labels == label
        means = []
        for name, values in layers.items():
            name = prefix.get(name, name)
            known = values[inside & np.isfinite(values)].astype(np.float64)
            if not known.size:
                assert np.isnan(found[f"{name}_mean"][label - 1])
                assert np.isnan(found[f"{name}_std"][label - 1])
                continue
            assert found[f"{name}_mean"][label - 1] == pytest.approx(known.mean(), rel=1e-12)
            assert found[f"{name}_std"][label - 1] == pytest.approx(known.std(), abs=1e-9)
            if name in ("red", "nir"):
                means.append(known.mean())
            if name == "prob":
                assert found["prob_max"][label - 1] == known.max()
            if name == "elev":
                assert found["elev_min"][label - 1] == known.min()
                assert found["elev_max"][label - 1] == known.max()
        if len(means) == 2:
            assert found["brightness"][label - 1] == pytest.approx(np.mean(means))


@pytest.mark.parametrize("pixel", [TEN, (8.0, 12.5)])
def test_contrast_equals_a_loop_over_neighbours(pixel):
    labels = patches((40, 50), 40, seed=5)
    layers = random_layers(labels.shape)
    layers["slope"][labels == 7] = np.nan
    found = measure(labels, reader(**layers), pixel)
    width, height = pixel
    for name in ("prob", "slope", "red"):
        mean = found[f"{name}_mean"]
        total, length = np.zeros((2, len(mean)))
        for row, column in np.ndindex(labels.shape):
            for down, right, side in ((0, 1, height), (1, 0, width)):
                if row + down == labels.shape[0] or column + right == labels.shape[1]:
                    continue
                a, b = labels[row, column], labels[row + down, column + right]
                if a != b and a and b:
                    for one, other in ((a - 1, b - 1), (b - 1, a - 1)):
                        if np.isfinite(mean[other]):
                            total[one] += side * mean[other]
                            length[one] += side
        with np.errstate(invalid="ignore", divide="ignore"):
            want = mean - total / length
        np.testing.assert_allclose(found[f"{name}_contrast"], want, atol=1e-9)
        assert np.isfinite(want).sum() > 20


def test_contrast_has_the_sign_of_the_object_and_no_neighbour_gives_none():
    labels = np.zeros((20, 20), np.int32)
    labels[2:8, 2:8], labels[2:8, 8:14], labels[12:, 12:] = 1, 2, 3
    slope = np.where(labels == 1, 30.0, 10.0)
    contrast = measure(labels, reader(slope=slope), TEN)["slope_contrast"]
    assert contrast[0] == 20 and contrast[1] == -20 and np.isnan(contrast[2])


@pytest.mark.parametrize("strip", [1, 7, 33, 69])
def test_strips_do_not_change_a_bit(strip):
    labels = patches()
    layers = random_layers(labels.shape)
    whole = measure(labels, reader(**layers), TEN)
    read = reader(**layers)
    cut = measure(labels, read, TEN, strip=strip)
    assert max(window[3] for window in read.windows) == strip
    assert list(cut) == list(whole)
    for name, column in whole.items():
        np.testing.assert_array_equal(cut[name], column, err_msg=name)


def test_a_window_gives_the_same_bits_as_the_scene():
    labels = patches()
    layers = random_layers(labels.shape)
    scene = measure(labels, reader(**layers), TEN)
    label = int(np.bincount(labels.ravel())[1:].argmax()) + 1
    rows, columns = ndimage.find_objects(labels)[label - 1]
    own = (labels[rows, columns] == label).astype(np.int32)
    window = {name: values[rows, columns] for name, values in layers.items()}
    alone = measure(own, reader(**window), TEN)
    for name, column in scene.items():
        if not name.endswith("_contrast"):
            assert alone[name][0] == column[label - 1], name


def test_wide_scenes_are_read_in_fewer_rows(monkeypatch):
    monkeypatch.setattr(measures, "_STRIP_PIXELS", 1000)
    labels = patches()
    read = reader(slope=np.ones(labels.shape))
    measure(labels, read, TEN)
    assert {window[3] for window in read.windows} <= {1000 // 90, 70 % (1000 // 90)}


def test_variance_far_from_zero_keeps_its_digits():
    rng = np.random.default_rng(3)
    labels = np.ones((60, 60), np.int32)
    values = 1e8 + rng.normal(0, 1e-3, labels.shape)
    found = measure(labels, reader(elevation=values), TEN)
    assert found["elev_std"][0] == pytest.approx((values - 1e8).std(), rel=1e-4)
    same = measure(labels, reader(red=np.full(labels.shape, 0.1)), TEN)
    assert same["red_std"][0] == 0 and same["red_mean"][0] == 0.1


def test_objects_and_layers_without_data():
    labels = np.zeros((10, 10), np.int32)
    labels[1:4, 1:4], labels[5:8, 5:8] = 2, 5
    empty = np.full(labels.shape, np.nan)
    layers = {"heatmap": empty, "elevation": empty, "blue": empty, "red": np.ones(labels.shape)}
    found = measure(labels, reader(**layers), TEN)
    assert all(column.shape == (5,) and column.dtype == float for column in found.values())
    present = [False, True, False, False, True]
    np.testing.assert_array_equal(np.isfinite(found["area_km2"]), present)
    np.testing.assert_array_equal(np.isfinite(found["red_mean"]), present)
    for name in ("prob_mean", "prob_std", "prob_max", "elev_min", "elev_mean", "brightness"):
        assert np.isnan(found[name]).all(), name
    assert np.isnan(found["downslope_alignment"]).all()
    infinite = np.where(labels == 2, np.inf, 3.0)
    found = measure(labels, reader(slope=infinite), TEN)
    assert np.isnan(found["slope_mean"][1]) and found["slope_mean"][4] == 3
    none = measure(np.zeros((5, 5), np.int32), reader(heatmap=empty[:5, :5]), TEN)
    assert none["prob_mean"].shape == none["area_km2"].shape == (0,)
    assert measure(np.zeros((0, 5), np.int32), None, TEN)["area_km2"].shape == (0,)


def test_brightness_uses_the_optical_layers_only():
    labels = np.ones((4, 4), np.int32)
    layers = {"image_1": 10, "image_2": 20, "slope": 90, "swir2": 60, "image_mask": 1000}
    arrays = {name: np.full(labels.shape, float(value)) for name, value in layers.items()}
    assert measure(labels, reader(**arrays), TEN)["brightness"][0] == 30
    assert "brightness" not in measure(labels, reader(slope=arrays["slope"]), TEN)


def test_measure_refuses_what_it_cannot_use():
    labels = np.ones((4, 4), np.int32)
    with pytest.raises(InputError, match="whole numbers"):
        measure(labels.astype(float), None, TEN)
    with pytest.raises(InputError, match="whole numbers"):
        measure(labels - 2, None, TEN)
    with pytest.raises(InputError, match="pixel size"):
        measure(labels, None, (10, 0))
    with pytest.raises(InputError, match="grid"):
        measure(labels, lambda *window: {"slope": np.ones((3, 4))}, TEN)
    with pytest.raises(InputError, match="missing"):
        measure(labels, lambda c, r, w, h: {f"band{r}": np.ones((h, w))}, TEN, strip=2)


def test_measure_reports_progress_and_stops():
    class Watch(Feedback):
        def __init__(self, steps):
            self.seen, self.steps = [], steps

        def progress(self, fraction):
            self.seen.append(fraction)

        def is_cancelled(self):
            return len(self.seen) >= self.steps

    watch = Watch(1000)
    measure(patches(), None, TEN, strip=10, feedback=watch)
    assert watch.seen == sorted(watch.seen) and watch.seen[-1] == 1 and len(watch.seen) == 14
    with pytest.raises(Cancelled):
        measure(patches(), None, TEN, strip=10, feedback=Watch(9))


# --- terrain -------------------------------------------------------------------------------------


def plane(shape, east, north, pixel=TEN):
    """Elevation of a plane that rises by ``east`` and ``north`` (metres per metre)."""
    rows, columns = np.indices(shape)
    return 3000 + columns * pixel[0] * east - rows * pixel[1] * north


@pytest.mark.parametrize("pixel", [TEN, (5.0, 15.0)])
@pytest.mark.parametrize("axis, facing", [(0, 0), (30, 30), (30, 210), (30, 120), (80, 35)])
def test_alignment_on_planes(axis, facing, pixel):
    labels = turned((150, 150), axis, 100, 25).astype(np.int32)
    direction = measure(labels, None, pixel)["main_direction"][0]
    fall = 0.3 * math.sin(math.radians(facing)), 0.3 * math.cos(math.radians(facing))
    elevation = plane(labels.shape, -fall[0], -fall[1], pixel)
    want = abs(math.cos(math.radians(direction - facing)))
    found = measure(labels, reader(elevation=elevation), pixel)["downslope_alignment"][0]
    assert found == pytest.approx(want, abs=1e-6)
    if pixel == TEN:
        assert found == pytest.approx(abs(math.cos(math.radians(axis - facing))), abs=0.01)


def test_alignment_is_that_of_the_least_squares_plane():
    labels = patches(seed=2)
    layers = random_layers(labels.shape)
    found = measure(labels, reader(**layers), TEN)
    compared = 0
    for label in range(1, labels.max() + 1):
        rows, columns = np.nonzero((labels == label) & np.isfinite(layers["elevation"]))
        if rows.size < 10:
            continue
        height = layers["elevation"][rows, columns].astype(float)
        design = np.stack([columns * 10.0, rows * -10.0, np.ones(rows.size)], axis=1)
        (east, north, _), *_ = np.linalg.lstsq(design, height - height[0], rcond=None)
        angle = math.radians(90 - found["main_direction"][label - 1])
        along = abs(east * math.cos(angle) + north * math.sin(angle)) / math.hypot(east, north)
        assert found["downslope_alignment"][label - 1] == pytest.approx(along, abs=1e-6)
        compared += 1
    assert compared > 30


def test_alignment_is_undefined_where_flat_round_or_a_line():
    bar = np.zeros((40, 40), np.int32)
    bar[5:35, 10:20] = 1
    flat = plane(bar.shape, 0.001, 0.001)
    assert np.isnan(measure(bar, reader(elevation=flat), TEN)["downslope_alignment"][0])
    steep = plane(bar.shape, 0.2, 0.2)
    assert measure(bar, reader(elevation=steep), TEN)["downslope_alignment"][0] == pytest.approx(
        math.sqrt(0.5)
    )
    square, line = np.zeros((2, 40, 40), np.int32)
    square[5:15, 5:15] = 1
    line[5:15, 7] = 1
    for labels in (square, line):
        found = measure(labels, reader(elevation=steep), TEN)
        assert np.isnan(found["downslope_alignment"][0])


def tongue(front_degrees, tread_degrees=12.0, ground_degrees=12.0, half=8, pixel=10.0):
    """A tongue 20 m thick that comes down from the north, and its mask.

    Along the middle its surface has the tread's slope and ends in a front of the given slope on
    ground of the given slope; the sides are as steep as the front.
    """
    rows, columns = np.indices((90, 60))
    ground = 3000 - rows * pixel * math.tan(math.radians(ground_degrees))
    thick = 20.0
    run = thick / (math.tan(math.radians(front_degrees)) - math.tan(math.radians(ground_degrees)))
    foot = 70 * pixel
    ahead = (foot - rows * pixel) / run
    aside = ((half + 0.5) * pixel - np.abs(columns - 30) * pixel) * (
        math.tan(math.radians(front_degrees)) / thick
    )
    cover = np.clip(np.minimum(ahead, aside), 0, 1) * thick
    return ground + cover, (cover > 0) & (rows > 15)


def test_steep_front_against_a_smooth_tongue():
    steep, mask = tongue(38.0)
    found = front_features(mask, steep, slope_degrees(steep, *TEN), TEN)
    assert found["front_slope"] > 28 and found["front_contrast"] > 16
    assert found["front_share"] > 0.4
    smooth, mask = tongue(16.0)
    even = front_features(mask, smooth, slope_degrees(smooth, *TEN), TEN)
    assert even["front_slope"] < 18 and 0 < even["front_contrast"] < 5
    assert even["front_share"] == 0
    # Without any form of its own, the ground's slope inside and outside.
    bare = plane(mask.shape, 0, math.tan(math.radians(25)))
    none = front_features(mask, bare, slope_degrees(bare, *TEN), TEN)
    assert none["front_slope"] == pytest.approx(25) and none["front_share"] == 0
    assert none["front_contrast"] == pytest.approx(0, abs=1e-9)


def test_front_does_not_hang_on_the_outline_or_the_direction():
    elevation, mask = tongue(38.0)
    slope = slope_degrees(elevation, *TEN)
    for change in (ndimage.binary_dilation, ndimage.binary_erosion):
        other = front_features(change(mask), elevation, slope, TEN)
        assert other["front_contrast"] > 9
    want = front_features(mask, elevation, slope, TEN)
    for turn in (1, 2, 3):
        arrays = [np.rot90(values, turn).copy() for values in (mask, elevation, slope)]
        assert front_features(*arrays, TEN) == pytest.approx(want)


def test_front_ignores_rims_against_a_valley_side():
    """A tongue in a trough whose sides rise steeply from its margins."""
    rows, columns = np.indices((90, 60))
    ground = 3000 - rows * 10 * math.tan(math.radians(10))
    side = np.clip(np.abs(columns - 30) - 8, 0, None) * 10 * math.tan(math.radians(45))
    front = np.clip((70 - rows) / 4, 0, 1) * 25
    elevation = ground + side + front
    mask = (np.abs(columns - 30) <= 8) & (rows < 70) & (rows > 15)
    found = front_features(mask, elevation, slope_degrees(elevation, *TEN), TEN)
    assert found["front_contrast"] > 15


def test_front_is_not_compared_with_the_opposite_valley_side():
    elevation, mask = tongue(38.0, ground_degrees=2.0)
    rows = np.indices(mask.shape)[0]
    rising = elevation + np.clip(rows - 70, 0, None) * 10 * math.tan(math.radians(55))
    found = front_features(mask, rising, slope_degrees(rising, *TEN), TEN)
    # At the sides the ground goes on with 2°.
    assert found["front_contrast"] == pytest.approx(found["front_slope"] - 2, abs=1)


def test_front_of_awkward_landforms():
    elevation, mask = tongue(38.0)
    slope = slope_degrees(elevation, *TEN)
    nothing = {"front_slope": None, "front_contrast": None, "front_share": None}
    empty = np.full(mask.shape, np.nan)
    assert front_features(mask, empty, slope, TEN) == nothing
    assert front_features(np.zeros_like(mask), elevation, slope, TEN) == nothing
    assert front_features(np.ones_like(mask), elevation, slope, TEN) == nothing
    level = np.zeros(mask.shape)
    assert front_features(mask, level, level, TEN) == nothing
    # No ground known outside: how steep the rim is cannot be told from a rim in the open.
    inside = np.where(mask, elevation, np.nan)
    assert front_features(mask, inside, slope, TEN) == nothing
    coarse = tuple(values[::6, ::6] for values in (mask, elevation, slope))
    assert front_features(*coarse, (60.0, 60.0))["front_slope"] is not None
    with pytest.raises(InputError, match="one shape"):
        front_features(mask[1:], elevation, slope, TEN)


# --- spectral indices ----------------------------------------------------------------------------


def test_spectral_indices():
    layers = {
        "red": np.array([[0.1, 0.0, np.nan, 0.2, -0.01]]),
        "nir": np.array([[0.3, 0.0, 0.5, -0.02, 0.1]]),
        "green": np.array([[0.2, 0.4, 0.5, 0.5, 0.1]], np.float32),
    }
    found = spectral_indices(layers)
    assert set(found) == {"ndvi", "ndwi"}
    np.testing.assert_allclose(found["ndvi"], [[0.5, np.nan, np.nan, -1, 1]], rtol=1e-6)
    np.testing.assert_allclose(found["ndwi"], [[-0.2, 1, 0, 1, 0]], atol=1e-6)
    snow = spectral_indices({"green": np.array([[8000]], np.uint16), "swir1": np.array([[2000]])})
    assert list(snow) == ["ndsi"] and snow["ndsi"].dtype == np.float32
    assert snow["ndsi"][0, 0] == pytest.approx(0.6)
    assert spectral_indices({"red": layers["red"]}) == {}
    infinite = spectral_indices({"red": np.array([[np.inf]]), "nir": np.array([[0.3]])})
    assert np.isnan(infinite["ndvi"]).all()


def test_index_becomes_a_feature():
    labels = np.array([[1, 1, 2, 2]], np.int32)
    bands = {"red": np.array([[1.0, 1, 1, 0]]), "nir": np.array([[3.0, 1, 4, 0]])}
    found = measure(labels, reader(**bands, **spectral_indices(bands)), TEN)
    np.testing.assert_allclose(found["ndvi_mean"], [0.25, 0.6], rtol=1e-6)


# --- one landform --------------------------------------------------------------------------------


def landform():
    elevation, mask = tongue(38.0)
    rng = np.random.default_rng(4)
    layers = {
        "heatmap": np.where(mask, 0.8, 0.1) + rng.normal(0, 0.02, mask.shape),
        "elevation": elevation,
        "slope": slope_degrees(elevation, *TEN),
        "uncertainty": rng.random(mask.shape),
        "coherence": rng.random(mask.shape),
        "green": rng.uniform(0.1, 0.3, mask.shape),
        "red": rng.uniform(0.1, 0.3, mask.shape),
        "nir": rng.uniform(0.1, 0.4, mask.shape),
        "swir1": rng.uniform(0.1, 0.4, mask.shape),
    }
    return mask, layers, layers["heatmap"] > 0.8


def test_landform_features_are_the_fields_from_rasters():
    mask, layers, seeds = landform()
    found = landform_features(mask, layers, seeds, TEN)
    from_polygon = set(features.form_features(box(0, 0, 300, 100)))
    from_caller = {"rg_id", "system_id", "score", "status", "reason", "glacier_overlap"}
    assert set(found) == set(features.FIELDS) - from_polygon - from_caller - {"area_change"}
    assert all(isinstance(value, float) for value in found.values())
    inside = layers["heatmap"][mask]
    assert found["prob_mean"] == pytest.approx(inside.mean())
    assert found["prob_std"] == pytest.approx(inside.std())
    assert found["prob_p10"] == pytest.approx(np.percentile(inside, 10))
    assert found["prob_max"] == inside.max()
    assert found["seed_share"] == pytest.approx(seeds[mask].mean())
    assert found["slope_std"] == pytest.approx(np.nanstd(layers["slope"][mask]))
    assert found["elev_min"] == layers["elevation"][mask].min()
    for name in ("uncertainty", "coherence"):
        assert found[name] == pytest.approx(layers[name][mask].mean())
    difference = (layers["green"] - layers["swir1"]) / (layers["green"] + layers["swir1"])
    assert found["ndsi"] == pytest.approx(difference[mask].mean(), abs=1e-6)
    assert found["downslope_alignment"] > 0.99
    assert (
        found["front_contrast"]
        == front_features(mask, layers["elevation"], layers["slope"], TEN)["front_contrast"]
    )
    assert found["rectangular_fit"] == form(mask, TEN)["rectangular_fit"] > 0.95


@pytest.mark.parametrize("pixel, reach", [((10.0, 10.0), 30), ((5.0, 7.5), 30), ((30, 30), 60)])
def test_probability_against_the_ring_outside(pixel, reach):
    mask, layers, seeds = landform()
    found = landform_features(mask, {"heatmap": layers["heatmap"]}, seeds, pixel)
    distance = ndimage.distance_transform_edt(~mask, sampling=pixel[::-1])
    ring = (distance > 0) & (distance <= reach)
    want = layers["heatmap"][mask].mean() - layers["heatmap"][ring].mean()
    assert found["prob_contrast"] == pytest.approx(want)
    assert want == pytest.approx(0.7, abs=0.02)


def test_landform_without_layers_or_data():
    mask, layers, seeds = landform()
    known = {"density", "elliptic_fit", "rectangular_fit", "asymmetry", "seed_share"}
    empty = {name: np.full(mask.shape, np.nan) for name in layers}
    every = set(landform_features(mask, layers, seeds, TEN))
    for given in ({}, empty):
        found = landform_features(mask, given, np.zeros_like(mask), TEN)
        assert set(found) == every
        assert {name for name, value in found.items() if value is not None} == known
    nothing = landform_features(np.zeros_like(mask), layers, seeds, TEN)
    assert set(nothing) == every
    assert {value for value in nothing.values()} == {None, 0.0}
    with pytest.raises(InputError, match="red"):
        landform_features(mask, {"red": np.ones((3, 3))}, seeds, TEN)


def test_values_of_an_object_bear_the_names_of_fields():
    labels = np.array([[1, 1, 0, 3]], np.int32)
    bands = {"red": np.full((1, 4), 0.1), "nir": np.full((1, 4), 0.3)}
    columns = measure(labels, reader(**bands, **spectral_indices(bands)), TEN)
    found = features.values_of(columns, features.OBJECT_FIELDS, 0)
    assert found["ndvi"] == pytest.approx(0.5) and found["length_m"] == pytest.approx(20)
    assert found["brightness"] == pytest.approx(0.2)
    assert "prob_mean" not in found and "object_id" not in found
    missing = features.values_of(columns, features.OBJECT_FIELDS, 1)
    assert set(missing) == set(found) and set(missing.values()) == {None}


def test_object_fields_have_their_columns():
    labels = patches((30, 30), 9)
    layers = random_layers(labels.shape)
    layers |= {name: layers["red"] for name in ("green", "swir1", "coherence")}
    columns = measure(labels, reader(**layers, **spectral_indices(layers)), TEN)
    found = features.values_of(columns, features.OBJECT_FIELDS, 0)
    caller = {"object_id", "rg_id", "seed_share", "status", "reason", "level", "parent_id"}
    caller |= {"glacier_overlap", "score"}
    assert set(features.OBJECT_FIELDS) - set(found) == caller


# --- polygons ------------------------------------------------------------------------------------


def test_form_features_of_a_turned_rectangle():
    shape = shapely.affinity.rotate(box(0, 0, 400, 100), 33)
    values = features.form_features(shape)
    assert values["area_km2"] == pytest.approx(0.04)
    assert values["length_m"] == pytest.approx(400) and values["width_m"] == pytest.approx(100)
    assert values["elongation"] == pytest.approx(4)
    assert values["compactness"] == pytest.approx(4 * math.pi * 40_000 / 1000**2)
    assert values["border_index"] == pytest.approx(1)
    assert values["shape_index"] == pytest.approx(1000 / (4 * 200))
    feet = features.form_features(shape, 0.3048)
    assert feet["area_km2"] == pytest.approx(0.04 * 0.3048**2)
    assert feet["width_m"] == pytest.approx(30.48)
    assert feet["shape_index"] == values["shape_index"]


def test_existing_fields_keep_their_places():
    assert list(features.FIELDS)[:21] == [
        *("rg_id", "system_id", "area_km2", "prob_mean", "prob_max", "prob_p10", "uncertainty"),
        *("length_m", "width_m", "elongation", "compactness", "slope_mean", "elev_min"),
        *("elev_max", "glacier_overlap", "score", "status", "reason", "seed_share"),
        *("perimeter_m", "border_index"),
    ]
    assert list(features.OBJECT_FIELDS)[:12] == [
        *("object_id", "rg_id", "area_km2", "prob_mean", "seed_share", "slope_mean"),
        *("length_m", "width_m", "elongation", "compactness", "status", "reason"),
    ]
    row = features.attributes(features.FIELDS, {"ndvi": 0.1})
    assert list(row) == list(features.FIELDS) and row["ndvi"] == 0.1 and row["rg_id"] is None


def test_glacier_overlap_counts_overlapping_glaciers_once():
    ice = features.GlacierOverlap([box(0, 0, 50, 100), box(20, 0, 70, 100), box(500, 0, 600, 9)])
    assert ice.of(box(0, 0, 100, 100)) == pytest.approx(0.7)
    assert ice.of(box(200, 0, 300, 100)) == 0
    assert features.GlacierOverlap([]).of(box(0, 0, 1, 1)) is None
    assert np.isnan(features.GlacierOverlap([]).of_all([box(0, 0, 1, 1)])).all()
    assert ice.of_all([]).shape == (0,)


def test_glacier_overlap_of_many_is_that_of_each():
    rng = np.random.default_rng(9)
    centres, sizes = rng.uniform(0, 1000, (300, 2)), rng.uniform(5, 120, 300)
    discs = [shapely.Point(c).buffer(s) for c, s in zip(centres, sizes)]
    ice, forms = discs[:120], discs[120:]
    bowtie = shapely.Polygon([(0, 0), (300, 300), (300, 0), (0, 300)])
    overlap = features.GlacierOverlap([*ice, bowtie])
    found = overlap.of_all(forms)
    union = shapely.union_all([*ice, shapely.make_valid(bowtie)])
    want = [shape.intersection(union).area / shape.area for shape in forms]
    np.testing.assert_allclose(found, want, atol=1e-9)
    assert 0 < np.mean(found > 0) < 1 and found.max() <= 1
    assert [overlap.of(shape) for shape in forms] == found.tolist()
