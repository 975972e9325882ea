"""Rock glaciers extracted unit by unit are those of the scene as a whole, bit by bit."""

import json

import numpy as np
import pytest
import shapely
from affine import Affine
from conftest import write_raster
from rasterio.warp import transform_bounds
from scipy import ndimage

from rock_glacier_mapper.core.errors import Cancelled, InputError
from rock_glacier_mapper.core.feedback import Feedback
from rock_glacier_mapper.core.objects import Rules, SegmentationSettings, extract_rock_glaciers
from rock_glacier_mapper.core.objects.features import GlacierOverlap
from rock_glacier_mapper.core.raster import RasterSource
from rock_glacier_mapper.core.region.extraction import Part, assemble, extract_part, image_stretch

UTM = "EPSG:32645"
GRID = Affine(10, 0, 400_000, 0, -10, 3_900_000)


def save(path, array, transform=GRID, crs=UTM):
    return RasterSource(write_raster(path, np.asarray(array, np.float32), transform, crs))


def noise(shape, sigma, seed):
    rng = np.random.default_rng(seed)
    out = ndimage.gaussian_filter(rng.standard_normal(shape), sigma)
    return out / out.std()


def pixel_box(row, column, height, width):
    left, top = GRID * (column, row)
    right, bottom = GRID * (column + width, row + height)
    return shapely.box(left, bottom, right, top)


def cut(size, parts):
    return np.linspace(0, size, parts + 1).astype(int).tolist()


def make_scene(folder, shape, seed):
    """Heatmap with gaps, image on a coarser grid, DEM in another CRS, uncertainty, glaciers."""
    folder.mkdir(exist_ok=True)
    heat = 1 / (1 + np.exp(4 - 4 * noise(shape, 5, seed)))
    heat[shape[0] // 2 : shape[0] // 2 + 7] = np.nan
    heat[:, shape[1] // 3][noise(shape[0], 3, seed) > 1] = np.nan
    coarse = tuple(side // 2 + 8 for side in shape)
    left, bottom, right, top = transform_bounds(
        UTM, "EPSG:32644", *pixel_box(-9, -9, 190, 210).bounds
    )
    other = int((top - bottom) / 30), int((right - left) / 30)
    image = np.stack([900 + 200 * noise(coarse, 2, seed + k) for k in (1, 2)])
    rows = np.indices(other)[0]
    dem = 4500 - 9 * rows + 25 * noise(other, 5, seed + 3)
    return {
        "heatmap": save(folder / "p.tif", heat),
        "images": [save(folder / "i.tif", image, Affine(20, 0, 399_953, 0, -20, 3_900_041))],
        "dem": save(folder / "d.tif", dem, Affine(30, 0, left, 0, -30, top), "EPSG:32644"),
        "uncertainty": save(folder / "u.tif", noise(shape, 4, seed + 4) ** 2),
        "glaciers": [pixel_box(10, 10, 60, 70), pixel_box(40, 50, 50, 30)],
        "segmentation": SegmentationSettings(workers=1, gate_m=50),
        "rules": Rules(min_area_km2=0.004),
    }


@pytest.fixture(scope="module")
def scene(tmp_path_factory):
    return make_scene(tmp_path_factory.mktemp("scene"), (150, 170), 31)


@pytest.fixture(scope="module")
def whole(scene):
    """Of the scene, without and with units."""
    return {units: extract_rock_glaciers(**scene, separate_units=units) for units in (False, True)}


def facts(found):
    """Everything that is known of the polygons; repr tells floats apart to the last bit."""
    return [
        [(one.geometry.wkb, list(map(repr, one.attributes.items()))) for one in side]
        for side in (found.kept, found.rejected)
    ]


def parts_of(scene, rows, columns, **options):
    for top, end in zip(rows, rows[1:]):
        for left, right in zip(columns, columns[1:]):
            yield extract_part(window=(left, top, right - left, end - top), **scene, **options)


@pytest.mark.parametrize(
    "units, rows, columns",
    [
        (False, cut(150, 1), cut(170, 1)),
        (True, cut(150, 3), cut(170, 2)),
        (False, [0, 3, 80, 81, 150], [0, 64, 170]),
        (True, cut(150, 7), cut(170, 5)),
    ],
)
def test_parts_together_are_the_whole(scene, whole, units, rows, columns):
    stretch = image_stretch(scene["heatmap"], scene["images"])
    ready = scene | {"glaciers": GlacierOverlap(scene["glaciers"])}
    parts = list(parts_of(ready, rows, columns, separate_units=units, stretch=stretch))
    found = assemble(parts[::-1])
    assert len(found.kept) > 5 and len(found.rejected) > 3
    assert facts(found) == facts(whole[units])
    assert found.notes == whole[units].notes and found.crs == whole[units].crs


def test_units_of_16_pixels_without_a_given_stretch(tmp_path):
    scene = make_scene(tmp_path / "s", (75, 90), 5)
    found = assemble(parts_of(scene, [*range(0, 75, 16), 75], [*range(0, 90, 16), 90]))
    wanted = extract_rock_glaciers(**scene)
    assert len(wanted.kept + wanted.rejected) > 3
    assert facts(found) == facts(wanted) and found.notes == wanted.notes


def test_landform_that_winds_through_many_units(tmp_path):
    heat = np.zeros((120, 150), np.float32)
    for turn, row in enumerate(range(6, 100, 22)):
        heat[row : row + 9, 8:142] = 0.9
        heat[row : row + 30, slice(133, 142) if turn % 2 == 0 else slice(8, 17)] = 0.9
    scene = {"heatmap": save(tmp_path / "p.tif", heat), "rules": Rules(max_elongation=99)}
    wanted = extract_rock_glaciers(**scene)
    assert len(wanted.kept + wanted.rejected) == 1
    parts = list(parts_of(scene, cut(120, 6), cut(150, 5)))
    assert sum(len(part.found) > 0 for part in parts) == 1 and len(parts[0].found) == 1
    assert facts(assemble(parts)) == facts(wanted)


def test_part_that_gaps_cut_off_every_seed_holds_no_landform(tmp_path):
    heat = np.zeros((80, 80), np.float32)
    heat[20:40, 20:40] = 0.9
    heat[20:40, 42:62] = 0.48
    heat[:, 40:42] = np.nan
    source = save(tmp_path / "p.tif", heat)
    rules = Rules(object_threshold=0.3, min_probability=0.4)
    (one,) = extract_rock_glaciers(source, rules).kept
    assert one.geometry.area == pytest.approx(40_000, rel=0.02)
    found = extract_rock_glaciers(source, rules, with_objects=True)
    assert facts(found)[0] == facts(extract_rock_glaciers(source, rules))[0]
    east = [one for one in found.objects if one.geometry.centroid.x > 400_430]
    assert east and all(one.attributes["rg_id"] is None for one in east)


# --- parts on file -----------------------------------------------------------------------------


def test_parts_come_back_from_file_as_they_were(scene, whole, tmp_path):
    parts = list(parts_of(scene, cut(150, 2), cut(170, 2), separate_units=True))
    for number, part in enumerate(parts):
        part.save(tmp_path / f"{number}.json")
    again = [Part.load(tmp_path / f"{number}.json") for number in range(len(parts))]
    for part, other in zip(parts, again):
        assert repr([key for key, _ in part.found]) == repr([key for key, _ in other.found])
        assert part.counts == other.counts and part.settings == other.settings
        for (_, one), (_, two) in zip(part.found, other.found):
            assert one.geometry.wkb == two.geometry.wkb
            assert repr(one.attributes) == repr(two.attributes)
    found = assemble(again)
    assert facts(found) == facts(whole[True]) and found.notes == whole[True].notes
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{n}.json" for n in range(4)]


def test_files_that_hold_no_part(tmp_path):
    heat = np.zeros((60, 60), np.float32)
    heat[20:40, 20:40] = 0.9
    source, path = save(tmp_path / "p.tif", heat), tmp_path / "part.json"
    extract_part(source, (0, 0, 60, 60)).save(path)
    text = path.read_text()
    other = json.loads(text) | {"version": 99}
    for bad in (
        text[:-40],
        "",
        "[]",
        "{}",
        json.dumps(other),
        text.replace('"wkb": "01', '"wkb": "'),
    ):
        path.write_text(bad)
        with pytest.raises(InputError, match="Delete it"):
            Part.load(path)
    with pytest.raises(InputError, match="cannot be read"):
        Part.load(tmp_path / "none.json")


def test_what_cannot_be_assembled(tmp_path):
    heat = np.zeros((60, 60), np.float32)
    heat[20:40, 20:40] = 0.9
    source = save(tmp_path / "p.tif", heat)
    one, other = (extract_part(source, (0, 0, 60, 60), Rules(threshold=t)) for t in (0.3, 0.2))
    with pytest.raises(InputError, match="different rules"):
        assemble([one, other])
    with pytest.raises(InputError, match="nothing to assemble"):
        assemble([])


@pytest.mark.parametrize("window", [(-1, 0, 9, 9), (0, 0, 0, 9), (55, 0, 9, 9), (0, 55, 9, 9)])
def test_windows_outside_the_heatmap(tmp_path, window):
    source = save(tmp_path / "p.tif", np.zeros((60, 60)))
    with pytest.raises(InputError, match="reaches beyond the heatmap"):
        extract_part(source, window)


def test_parts_without_data_or_seeds_are_empty(tmp_path):
    heat = np.full((60, 60), np.nan, np.float32)
    heat[:, 30:] = 0.2
    source = save(tmp_path / "p.tif", heat)
    for left, data in ((0, 0), (30, 1800)):
        part = extract_part(source, (left, 0, 30, 60))
        assert part.found == [] and part.counts["data_pixels"] == data
        assert part.counts["gates"] == part.counts["seed_pixels"] == 0


def test_stretch_of_other_bands(scene):
    with pytest.raises(InputError, match="for 3 image bands; there are 2"):
        extract_part(window=(0, 0, 50, 50), **scene, stretch=[(0, 1)] * 3)


def test_part_progress_and_cancel(scene):
    class Steps(Feedback):
        def __init__(self):
            self.seen = []

        def progress(self, fraction):
            self.seen.append(fraction)

    steps = Steps()
    extract_part(window=(0, 0, 100, 70), **scene, feedback=steps)
    assert steps.seen == sorted(steps.seen) and steps.seen[-1] == 1 and len(steps.seen) > 5

    class Stop(Feedback):
        def is_cancelled(self):
            return True

    with pytest.raises(Cancelled):
        extract_part(window=(30, 20, 60, 70), **scene, feedback=Stop())
