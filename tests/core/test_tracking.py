"""Feature tracking: matching of windows, plans, filters, and whole fields against known shifts."""

from __future__ import annotations

import datetime

import numpy as np
import pytest
import rasterio
from affine import Affine
from conftest import UTM32, write_raster
from rasterio.crs import CRS
from scipy import ndimage
from shapely.geometry import box
from skimage.feature import match_template
from skimage.registration import phase_cross_correlation

from rock_glacier_mapper.core.errors import Cancelled, InputError
from rock_glacier_mapper.core.feedback import Feedback
from rock_glacier_mapper.core.kinematics import matching
from rock_glacier_mapper.core.kinematics.displacement import (
    BANDS,
    Vectors,
    measure_displacement,
    write_velocity,
)
from rock_glacier_mapper.core.kinematics.imagedates import image_date
from rock_glacier_mapper.core.kinematics.landformmotion import landform_motions
from rock_glacier_mapper.core.kinematics.tracking import track
from rock_glacier_mapper.core.kinematics.trackingplan import Settings, make_plan, years_between
from rock_glacier_mapper.core.kinematics.vectorfilter import (
    INCONSISTENT,
    ISOLATED,
    NO_TEXTURE,
    OK,
    REASONS,
    reject_inconsistent,
    reject_small_groups,
)
from rock_glacier_mapper.core.kinematics.velocityraster import velocity_raster
from rock_glacier_mapper.core.raster import RasterSource

PIXEL = 0.5
PLACE = Affine(PIXEL, 0, 600000, 0, -PIXEL, 5200000)
START, END = datetime.date(2018, 8, 1), datetime.date(2020, 8, 1)
YEARS = 731 / 365.25
FAST = {"window": 16.0, "step": 8.0, "max_velocity": 3.0, "workers": 1}


def texture(size, seed=1, smooth=1.2):
    """Boulders: band-limited noise, 8-bit values."""
    noise = ndimage.gaussian_filter(np.random.default_rng(seed).normal(size=size), smooth)
    return (120 + 40 * noise / noise.std()).astype(np.float32)


def shifted(image, down, right):
    """The image moved by a fraction of pixels, exactly (periodic)."""
    spectrum = ndimage.fourier_shift(np.fft.fft2(image), (down, right))
    return np.fft.ifft2(spectrum).real.astype(np.float32)


def cut(image, rows, columns, size):
    half = size // 2
    return np.stack(
        [image[None, r - half : r - half + size, c - half : c - half + size]
         for r, c in zip(rows, columns)]
    )  # fmt: skip


def files(folder, one, two, place=PLACE, other=None, crs=UTM32, **options):
    first = write_raster(folder / "one.tif", one, place, crs, **options)
    second = write_raster(folder / "two.tif", two, other or place, crs, **options)
    return RasterSource(first, (), "first image"), RasterSource(second, (), "second image")


# --- matching ------------------------------------------------------------------------------


def test_surface_is_that_of_scikit_image():
    """All correlation coefficients against match_template; no data are no candidates."""
    one, two = texture((64, 64), 3), texture((64, 64), 4)
    first, second = (
        np.repeat(one[None, None, 20:36, 20:36], 16, 0),
        np.repeat(two[None, None, 12:44, 12:44], 16, 0),
    )
    expected = match_template(*(v.astype(float) for v in (two[12:44, 12:44], one[20:36, 20:36])))
    found = matching.correlation_surface(first, second)
    np.testing.assert_allclose(found[5], expected, atol=2e-6)
    second = second.copy()
    second[:, :, 3, 30] = np.nan
    holed = matching.correlation_surface(first, second)[0]
    reached = np.zeros((17, 17), bool)
    reached[:4, 15:] = True
    assert (np.isnan(holed) == reached).all()
    np.testing.assert_allclose(holed[~reached], expected[~reached], atol=2e-6)


def test_windows_without_texture_match_nowhere():
    first = np.full((16, 1, 16, 16), 7, np.float32)
    second = np.repeat(texture((32, 32))[None, None], 16, 0)
    assert np.isnan(matching.best_matches(first, second).correlation).all()
    assert np.isnan(matching.best_matches(second[..., :16, :16], second * 0 + 3).correlation).all()


@pytest.mark.parametrize("down, right", [(0.0, 0.0), (0.1, -0.35), (0.5, 0.25), (-0.45, 0.5)])
def test_sub_pixel_shifts(down, right):
    """Bias below 0.01 pixels, for all fractions and better than phase_cross_correlation."""
    one = texture((200, 200))
    two = shifted(one, down, right)
    rows, columns = (v.ravel() for v in np.mgrid[40:161:16, 40:161:16])
    found = matching.refine(
        cut(one, rows, columns, 32 + 2 * matching.MARGIN),
        cut(two, rows, columns, 32 + 2 * matching.MARGIN),
    )
    errors = np.stack((found.row - down, found.column - right))
    assert np.abs(errors.mean(axis=1)).max() < 0.005
    assert np.abs(errors).max() < 0.02
    assert found.correlation.min() > 0.999
    window = cut(one, rows, columns, 32)[:, 0], cut(two, rows, columns, 32)[:, 0]
    other = [-phase_cross_correlation(a, b, upsample_factor=100)[0] for a, b in zip(*window)]
    worse = np.abs(np.array(other).T - [[down], [right]])
    assert np.abs(errors).mean() <= worse.mean() + 1e-3


def test_brightness_and_contrast_do_not_matter():
    one = texture((120, 120))
    two = 0.4 * shifted(one, 0.3, -0.2) + 70
    rows = columns = np.full(16, 60)
    found = matching.refine(
        cut(one, rows, columns, 32 + 2 * matching.MARGIN),
        cut(two, rows, columns, 32 + 2 * matching.MARGIN),
    )
    assert found.row[0] == pytest.approx(0.3, abs=0.01)
    assert found.column[0] == pytest.approx(-0.2, abs=0.01)


def test_formal_error_covers_white_noise():
    one = texture((400, 400))
    two = shifted(one, 0.3, 0.4)
    rng = np.random.default_rng(2)
    one, two = (v + rng.normal(0, 8, v.shape).astype(np.float32) for v in (one, two))
    rows, columns = (v.ravel() for v in np.mgrid[32:369:24, 32:369:24])
    found = matching.refine(
        cut(one, rows, columns, 24 + 2 * matching.MARGIN),
        cut(two, rows, columns, 24 + 2 * matching.MARGIN),
    )
    within = np.abs(found.row - 0.3) < found.row_error
    assert 0.6 < within.mean() < 0.9
    assert abs(found.row.mean() - 0.3) < 0.01


def test_orientation_ignores_local_brightness_and_contrast():
    image = texture((40, 40))
    factor = 0.2 + 3 * np.arange(40) // 20  # contrast changes from left to right
    one = matching.orientation(image)
    two = matching.orientation((image * 0.3 + 12).astype(np.float32))
    np.testing.assert_allclose(one, two, atol=2e-3)
    assert np.isnan(one[:, 0]).all() and np.isnan(one[:, :, -1]).all()
    np.testing.assert_allclose(np.hypot(*one)[1:-1, 1:-1], 1, atol=1e-5)
    assert factor.max() > 1
    assert (matching.orientation(np.full((5, 5), 3, np.float32))[:, 1:-1, 1:-1] == 0).all()


# --- plan ----------------------------------------------------------------------------------


def test_default_window_by_resolution(tmp_path):
    for pixel, expected in ((0.25, 64), (0.5, 50), (1, 24), (10, 24)):
        place = Affine(pixel, 0, 6e5, 0, -pixel, 5.2e6)
        first, second = files(tmp_path, *np.ones((2, 150, 150), np.float32), place)
        plan = make_plan(first, second, 2.0, Settings(max_velocity=1))
        assert plan.window == expected
        assert plan.step == round(expected / 4) or pixel < 1
        assert plan.radius == np.ceil(2 / pixel) + 3 or pixel == 1


def test_points_are_the_centres_of_the_field_grid(tmp_path):
    first, second = files(tmp_path, *np.ones((2, 100, 90), np.float32))
    for step in (3.5, 4.0):
        plan = make_plan(first, second, 1.0, Settings(window=16, step=step, max_velocity=1))
        row, column = plan.centres(slice(None), slice(None))
        x, y = plan.field_grid.transform * (0.5, 0.5)
        assert (x, y) == pytest.approx(plan.grid.transform * (column[0], row[0]))
        assert row.size == plan.field_grid.width * plan.field_grid.height


def test_web_mercator_is_measured_on_the_ground(tmp_path):
    """At 60° north, a pixel of 1 map metre is half a metre on the ground."""
    place = Affine(1, 0, 1e6, 0, -1, 8399738)
    first, second = files(
        tmp_path, *np.ones((2, 100, 90), np.float32), place, crs=CRS.from_epsg(3857)
    )
    plan = make_plan(first, second, 1.0, Settings(max_velocity=1))
    assert plan.pixel == pytest.approx(0.5, rel=0.005)


def test_dates():
    assert years_between(START, END) == pytest.approx(YEARS)
    with pytest.raises(InputError, match="Swap"):
        years_between(END, START)
    with pytest.raises(InputError, match="Both images are of"):
        years_between(END, END)


def test_date_of_an_image(tmp_path):
    path = write_raster(tmp_path / "ortho_20150820_x.tif", np.ones((4, 4), np.float32))
    assert image_date(None, path, "START") == datetime.date(2015, 8, 20)
    assert image_date("2014", path, "START") == datetime.date(2014, 7, 1)
    assert image_date("2014-03", path, "START") == datetime.date(2014, 3, 15)
    assert image_date("2014-03-02", path, "START") == datetime.date(2014, 3, 2)
    for wrong in ("soon", "2014-13", "20142", "02.03.2014"):
        with pytest.raises(InputError, match="START"):
            image_date(wrong, path, "START")
    tagged = write_raster(
        tmp_path / "a.tif", np.ones((4, 4), np.float32), tags={"ACQUISITION_DATE": "2016-09-01"}
    )
    assert image_date(None, tagged, "END") == datetime.date(2016, 9, 1)
    plain = write_raster(tmp_path / "b.tif", np.ones((4, 4), np.float32))
    with pytest.raises(InputError, match=r"Give END as"):
        image_date(None, plain, "END")


def test_bad_input_is_named(tmp_path):
    image = texture((100, 100))
    first, second = files(tmp_path, image, image, other=Affine(PIXEL, 0, 7e5, 0, -PIXEL, 5.2e6))
    with pytest.raises(InputError, match="do not overlap"):
        make_plan(first, second, 1.0, Settings())
    first, second = files(tmp_path, image, image)
    with pytest.raises(InputError, match="larger than what both"):
        make_plan(first, second, 1.0, Settings(window=60))
    with pytest.raises(InputError, match="WINDOW is in metres"):
        make_plan(first, second, 1.0, Settings(window=2))
    with pytest.raises(InputError, match="beyond the images"):
        make_plan(first, second, 1.0, Settings(max_velocity=500))
    with pytest.raises(InputError, match="more than 0"):
        Settings(max_velocity=0)
    with pytest.raises(InputError, match="not one of"):
        Settings(method="flow")


def test_another_crs_is_told(tmp_path):
    image = texture((200, 200))
    first, _ = files(tmp_path, image, image)
    left, _, _, top = rasterio.warp.transform_bounds(
        UTM32, CRS.from_epsg(32633), *rasterio.open(first.path).bounds
    )
    place = Affine(PIXEL, 0, left, 0, -PIXEL, top)
    other = write_raster(tmp_path / "three.tif", image, place, CRS.from_epsg(32633))
    log = Log()
    make_plan(first, RasterSource(other), 1.0, Settings(max_velocity=1), log)
    assert any("different coordinate reference systems" in text for text in log.warnings)


class Log(Feedback):
    """Keeps warnings; stops at the n-th question."""

    def __init__(self, stop=None):
        self.warnings, self.stop, self.asked = [], stop, 0

    def warning(self, text):
        self.warnings.append(text)

    def is_cancelled(self):
        self.asked += 1
        return self.stop is not None and self.asked >= self.stop


# --- filters -------------------------------------------------------------------------------


def test_median_test_finds_outliers_only():
    rng = np.random.default_rng(5)
    down = 0.02 * np.arange(30)[:, None] + rng.normal(0, 0.02, (30, 40))
    right = np.full((30, 40), 3.0) + rng.normal(0, 0.02, (30, 40))
    reason = np.zeros((30, 40), np.uint8)
    wrong = rng.choice(1200, 40, replace=False)
    right.ravel()[wrong] += rng.choice([-5, 4, 9], 40)
    reason[20:, 30:] = NO_TEXTURE
    reason[25, 35] = OK
    reject_inconsistent(down, right, reason, 3.0)
    expected = np.zeros(1200, bool)
    expected[wrong] = True
    expected &= (reason.ravel() != NO_TEXTURE) & (np.arange(1200) != 25 * 40 + 35)
    assert reason[25, 35] == ISOLATED
    found = reason.ravel() == INCONSISTENT
    assert found[expected].all() and (found & ~expected).sum() <= 3


def test_small_groups_are_no_motion():
    """Windows of 4 steps: patches of 16 points are one window's mistake, larger ones motion."""
    down = np.zeros((40, 50))
    down[5:9, 5:9] = 30  # 16 vectors
    down[20:30, 20:30] = 12
    down[20:30, 30:40] = 12 + 3 * np.arange(10)  # shear, but no tear
    reason = np.zeros(down.shape, np.uint8)
    reason[:, 45] = NO_TEXTURE
    reject_small_groups(down, np.zeros_like(down), reason, step=10, window=40)
    expected = np.zeros(down.shape, np.uint8)
    expected[5:9, 5:9] = ISOLATED
    expected[:, 45] = NO_TEXTURE
    np.testing.assert_array_equal(reason, expected)


# --- fields --------------------------------------------------------------------------------


def moving_scene(noise=0.0, light=False, size=320):
    """An image, and one in which a square has moved by (4.3, -2.6) and the rest by (0.4, 0.3)."""
    one = texture((size, size), 7)
    two = shifted(one, 0.4, 0.3)
    part = slice(size // 4, 3 * size // 4)
    two[part, part] = shifted(one, 4.3, -2.6)[part, part]
    rng = np.random.default_rng(8)
    if light:
        two = two * np.linspace(0.4, 1.3, size, dtype=np.float32) + 30
    return one, (two + rng.normal(0, noise, one.shape)).astype(np.float32) if noise else two


def landform(size=320):
    """The square that moves, as a polygon."""
    quarter = size / 4 * PIXEL
    left, top = PLACE * (0, 0)
    return box(left + quarter, top - 3 * quarter, left + 3 * quarter, top - quarter)


def test_motion_of_a_landform_after_the_shift_on_stable_ground(tmp_path):
    first, second = files(tmp_path, *moving_scene(noise=5))
    field = measure_displacement(
        first, second, START, END, Settings(**FAST), landforms=[landform()]
    )
    scale = field.plan.jacobian[0, 0] / PIXEL  # 1 / 0.9996 of the UTM zone
    np.testing.assert_allclose(field.stable.median, [0.15, -0.2], atol=0.01)
    (motion,) = landform_motions(field, [landform().buffer(-12)], UTM32)
    true = np.hypot(3.9, 2.9) * PIXEL * scale * 100 / YEARS
    assert motion.outcome == "ok" and abs(motion.mean - true) < 3 * motion.sigma
    assert motion.mean == pytest.approx(true, abs=1.0)  # 0.04 pixels
    assert motion.direction == pytest.approx(np.degrees(np.arctan2(-2.9, -3.9)) % 360, abs=1)
    assert motion.valid > 95
    (along,) = landform_motions(field, [landform().buffer(-12)], UTM32, [motion.direction - 60])
    assert along.mean == pytest.approx(true / 2, rel=0.03)
    (against,) = landform_motions(field, [landform().buffer(-12)], UTM32, [motion.direction + 180])
    assert against.outcome == "upslope_sign" and against.fields(field)["VDS_MEAN"] is None
    (still,) = landform_motions(field, [box(600005, 5199850, 600030, 5199995)], UTM32)
    assert still.outcome == "high_error"
    outside = landform_motions(field, [box(0, 0, 10, 10)], UTM32)
    assert outside == [None]


def test_stated_error_covers(tmp_path):
    """One standard deviation holds 60 to 80 % of the true displacements."""
    first, second = files(tmp_path, *moving_scene(noise=12))
    settings = Settings(window=12, step=6, max_velocity=3, workers=1)
    field = measure_displacement(first, second, START, END, settings, landforms=[landform()])
    x, y = np.meshgrid(*(np.arange(n) * 6 + 3.0 for n in field.valid.shape[::-1]))
    inner = field.valid & (np.abs(x - 80) < 30) & (np.abs(y - 80) < 30)
    assert inner.sum() > 60
    east, _ = field.plan.jacobian @ (-2.9, 3.9)  # true east is not quite that of the grid
    hits = np.abs(field.east[inner] - east) < field.error[inner]
    assert 0.6 < hits.mean() < 0.8


@pytest.mark.parametrize("method", ["intensity", "orientation"])
def test_other_light(tmp_path, method):
    first, second = files(tmp_path, *moving_scene(noise=2, light=True))
    settings = Settings(**FAST, method=method, min_correlation=0.3)
    field = measure_displacement(first, second, START, END, settings, landforms=[landform()])
    (motion,) = landform_motions(field, [landform().buffer(-12)], UTM32)
    true = np.hypot(3.9, 2.9) * PIXEL * 100 / YEARS
    assert motion.mean == pytest.approx(true, abs=1.3)  # 0.05 pixels


def test_turning_block(tmp_path):
    """A block that turned by 3° moves as its windows' centres do."""
    one = texture((240, 240), 9, 2)
    two = ndimage.rotate(one, 3, reshape=False, order=3, mode="nearest")
    first, second = files(tmp_path, one, two.astype(np.float32))
    settings = Settings(window=12, step=10, max_velocity=6, correction="none", workers=1)
    field = measure_displacement(first, second, START, END, settings)
    row, column = (v.reshape(field.valid.shape) for v in field.plan.centres(*[slice(None)] * 2))
    x, y = (column - 120) * PIXEL, (120 - row) * PIXEL
    turn = np.radians(3)
    east, north = (
        x * (np.cos(turn) - 1) - y * np.sin(turn),
        x * np.sin(turn) + y * (np.cos(turn) - 1),
    )
    good = field.valid & (np.hypot(x, y) < 50)
    assert good.sum() > 50
    assert abs((field.east - east)[good].mean()) < 0.05 * PIXEL
    assert np.abs((field.north - north)[good]).max() < 0.25 * PIXEL


def test_same_bits_whatever_the_blocks_and_threads(tmp_path):
    """Also with coarser pixels first, colours, and a second image on another grid."""
    one, two = moving_scene(noise=5, size=170)
    bands = [np.stack([v, v + 3, v * 0.9]).clip(1, 255).astype(np.uint8) for v in (one, two)]
    bands[0][:, 60:75, 120:140] = 0
    moved = PLACE * Affine.translation(0.3, 0.6)
    first, second = files(tmp_path, *bands, other=moved)
    base = {**FAST, "max_velocity": 11.0, "step": 5.0}
    plan = make_plan(first, second, 2.0, Settings(**base))
    fields = [
        track(first, second, plan, Settings(**{**base, "block": block, "workers": workers}))
        for block, workers in ((1000, 1), (90, 2), (133, 1))
    ]
    assert (fields[0].reason == OK).mean() > 0.4
    for other in fields[1:]:
        for name, values in vars(fields[0]).items():
            np.testing.assert_array_equal(values, getattr(other, name), err_msg=name)


def test_coarse_pixels_first_find_the_same(tmp_path):
    first, second = files(tmp_path, *moving_scene(noise=3))
    near, far = (Settings(**{**FAST, "max_velocity": v}) for v in (3.0, 15.0))
    plans = [make_plan(first, second, 2.0, one) for one in (near, far)]
    short, long = (track(first, second, p, s) for p, s in zip(plans, (near, far)))
    assert plans[1].radius > 40 > plans[0].radius
    both = (short.reason == OK) & (long.reason == OK) & (short.correlation > 0.8)
    assert both.sum() > 150
    assert np.mean(np.abs(short.down - long.down)[both] < 0.01) > 0.98


def test_no_data_and_no_texture(tmp_path):
    one, two = moving_scene()
    one, two = one.copy(), two.copy()
    one[:80, :] = np.nan
    two[260:, :] = np.nan
    one[120:180, 20:80] = two[120:180, 20:80] = 33
    first, second = files(tmp_path, one, two)
    field = measure_displacement(
        first, second, START, END, Settings(**FAST), landforms=[landform()]
    )
    names = np.array(REASONS)[field.reason]
    assert (names[:5] == "no_data").all() and (names[-4:] != "ok").all()
    assert names[9, 3] == "no_texture"
    assert "ok" in names
    with pytest.raises(InputError, match="texture"):
        flat = files(tmp_path, *np.full((2, 100, 100), 5, np.float32))
        measure_displacement(*flat, START, END, Settings(**FAST))


def test_stable_ground_that_is_missing(tmp_path):
    first, second = files(tmp_path, *moving_scene())
    with pytest.raises(InputError, match="No vector lies on the stable ground"):
        measure_displacement(first, second, START, END, Settings(**FAST), stable=[box(0, 0, 9, 9)])
    with pytest.raises(InputError, match="stable ground"):
        everything = box(599000, 5199000, 601000, 5201000)
        measure_displacement(first, second, START, END, Settings(**FAST), landforms=[everything])


def test_cancelling(tmp_path):
    first, second = files(tmp_path, *moving_scene())
    with pytest.raises(Cancelled):
        measure_displacement(
            first, second, START, END, Settings(**FAST, block=60), feedback=Log(stop=4)
        )


def test_dem_is_shaded(tmp_path):
    dem = ndimage.gaussian_filter(np.random.default_rng(3).normal(size=(260, 260)), 3) * 12 + 2500
    first, second = files(
        tmp_path, dem.astype(np.float32), shifted(dem.astype(np.float32), 2.25, -1.5)
    )
    settings = Settings(**FAST, content="dem", correction="none")
    field = measure_displacement(first, second, START, END, settings)
    east, north = field.plan.jacobian @ (-1.5, 2.25)
    assert np.median(field.east[field.valid]) == pytest.approx(east, abs=0.03 * PIXEL)
    assert np.median(field.north[field.valid]) == pytest.approx(north, abs=0.03 * PIXEL)


def test_outputs(tmp_path):
    first, second = files(tmp_path, *moving_scene(noise=4))
    field = measure_displacement(
        first, second, START, END, Settings(**FAST), landforms=[landform()]
    )
    path = tmp_path / "velocity.tif"
    write_velocity(path, field, {"FIRST": "one.tif"})
    with rasterio.open(path) as dataset:
        assert dataset.descriptions == tuple(BANDS)
        assert dataset.units[0] == "m/yr" and dataset.tags()["UNIT"] == "m/yr"
        assert dataset.tags()["OBS_START"] == "2018-08-01" and dataset.tags()["FIRST"] == "one.tif"
        assert "STABLE_NMAD_EAST_NORTH_M" in dataset.tags()
        bands = dataset.read(masked=True)
        x, y = dataset.transform * (10.5, 8.5)
    assert (bands.mask[0] == ~field.valid).all()
    np.testing.assert_allclose(bands[0], np.hypot(bands[1], bands[2]), rtol=1e-5)
    raster = velocity_raster(path)
    assert raster.to_cm == 100 and raster.quantity == "speed" and raster.period
    rows = Vectors(field)
    assert len(rows) == (field.reason != REASONS.index("no_data")).sum()
    (one,) = [r for r in rows if (r.geometry.x, r.geometry.y) == pytest.approx((x, y))]
    values = one.attributes
    assert values["v_east"] == pytest.approx(float(bands[1][8, 10]), abs=1e-4)
    assert values["speed"] == pytest.approx(values["displ_m"] / field.plan.years, abs=1e-4)
    assert values["azimuth"] == pytest.approx(
        np.degrees(np.arctan2(values["dx"], values["dy"])) % 360, abs=0.01
    )
    assert values["valid"] == 1 and values["reason"] == "ok"


# --- real images ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def orthophotos(real_data):
    return real_data / "scenes" / "kaiserberg_alps"


def areas(folder):
    from rock_glacier_mapper.core.vector import read_layer

    features, _ = read_layer(folder / "kaiserberg_areas.gpkg", None, CRS.from_epsg(31254))
    return {feature.attributes["role"]: feature.geometry for feature in features}


def test_shifted_orthophoto(orthophotos, tmp_path):
    """A real picture shifted by known amounts, rounded to 8 bits: bias below 0.05 pixels."""
    with rasterio.open(orthophotos / "ortho" / "ortho_2020.tif") as dataset:
        grey = dataset.read()[:, 100:500, 600:1100].mean(axis=0).astype(np.float32)
    rng = np.random.default_rng(1)
    for number, (down, right) in enumerate([(0.25, -0.4), (0.5, 2.75)]):
        two = np.round(shifted(grey, down, right) + rng.normal(0, 5, grey.shape)).clip(0, 255)
        folder = tmp_path / str(number)
        folder.mkdir()
        first, second = files(folder, grey, two.astype(np.float32))
        settings = Settings(window=24, step=12, max_velocity=2, workers=1)
        plan = make_plan(first, second, 2.0, settings)
        found = track(first, second, plan, settings)
        good = (found.reason == OK) & (found.correlation > 0.5)
        assert good.sum() > 100
        assert abs(np.mean(found.down[good] - down)) < 0.02
        assert abs(np.mean(found.right[good] - right)) < 0.02


@pytest.mark.parametrize(
    "years, reference", [((2003, 2010), 0.88), ((2010, 2015), 1.14), ((2015, 2020), 1.04)]
)
def test_kaiserberg(orthophotos, years, reference):
    """The reference motion was measured to whole pixels of half a metre."""
    shapes = areas(orthophotos)
    sources = [RasterSource(str(orthophotos / "ortho" / f"ortho_{y}.tif")) for y in years]
    field = measure_displacement(
        *sources,
        *(datetime.date(y, 7, 1) for y in years),
        Settings(max_velocity=3, step=25, workers=1),
        [shapes["stable_reference_area"]],
        [shapes["rock_glacier_lower_part_incl_tongue"]],
    )
    (motion,) = landform_motions(field, [shapes["fast_area_box"]], field.plan.grid.crs)
    assert motion.outcome == "ok"
    assert motion.median / 100 == pytest.approx(reference, abs=0.53 / (years[1] - years[0]) + 0.02)
    assert 50 < motion.direction < 75
    assert (field.stable.rmse / field.plan.years < 0.04).all()
