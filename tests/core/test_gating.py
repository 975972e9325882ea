"""Gates around the support of a heatmap, found unit by unit, against the definition."""

import numpy as np
import pytest
from affine import Affine
from conftest import write_raster
from scipy import ndimage
from skimage.measure import label
from skimage.morphology import reconstruction

from rock_glacier_mapper.core.errors import InputError
from rock_glacier_mapper.core.feedback import Feedback
from rock_glacier_mapper.core.objects import Rules, SegmentationSettings, gating
from rock_glacier_mapper.core.objects.segmentation import SceneBands
from rock_glacier_mapper.core.raster import RasterSource

GRID = Affine(10, 0, 400_000, 0, -10, 3_900_000)
RULES = Rules()


@pytest.fixture
def opened(tmp_path):
    """Opens a heatmap, with a radius of the gates in pixels."""
    scenes = []

    def open_heatmap(heat, radius=6.5):
        path = write_raster(tmp_path / f"{len(scenes)}.tif", heat, GRID, "EPSG:32645")
        settings = SegmentationSettings(gate_m=10 * radius, smoothing=0)
        scenes.append(SceneBands(RasterSource(path), settings=settings).__enter__())
        return scenes[-1]

    yield open_heatmap
    for scene in scenes:
        scene.__exit__()


def by_definition(heat, radius):
    """{first seed: (mask of the gate, gates)} of the whole scene in one go."""
    support = (heat >= RULES.threshold).astype(np.uint8)
    seeds = heat >= RULES.seed_threshold
    if not seeds.any():
        return {}
    marker = np.where(seeds, support, 0)
    seeded = reconstruction(marker, support, footprint=np.ones((3, 3))) > 0
    near = (ndimage.distance_transform_edt(~seeded) <= radius) & np.isfinite(heat)
    gates = label(near, connectivity=2)
    found = {}
    for number in range(1, gates.max() + 1):
        own = np.argwhere(seeds & (gates == number))
        if len(own):
            found[tuple(own[0])] = gates == number, gates > 0
    return found


def by_units(scene, rows, columns):
    """The gates of all units between some rows and columns, with the unit that gave each."""
    for top, end in zip(rows, rows[1:]):
        for left, right in zip(columns, columns[1:]):
            unit = slice(top, end), slice(left, right)
            classes = gating.classify(scene, RULES, window=unit)
            for gate, _ in gating.gates_of(scene, RULES, unit, classes):
                yield unit, gate


def check(scene, heat, radius, rows, columns):
    wanted = by_definition(heat, radius)
    for unit, gate in by_units(scene, rows, columns):
        row, column = np.argwhere(gate.seeds)[0]
        row, column = row + gate.row, column + gate.column
        assert unit[0].start <= row < unit[0].stop and unit[1].start <= column < unit[1].stop
        mask, near = wanted.pop((row, column))
        window = tuple(
            slice(start, start + size)
            for start, size in zip((gate.row, gate.column), gate.mask.shape)
        )
        assert mask.sum() == gate.mask.sum() and np.array_equal(mask[window], gate.mask)
        assert np.array_equal((near & ~mask)[window], gate.other)
        assert np.array_equal((heat >= RULES.seed_threshold)[window] & gate.mask, gate.seeds)
        assert gate.first == tuple(np.argwhere(mask)[0])
    assert not wanted


def cut(size, parts):
    return np.linspace(0, size, parts + 1).astype(int).tolist()


PARTITIONS = {
    "one": lambda height, width: ([0, height], [0, width]),
    "3 x 2": lambda height, width: (cut(height, 3), cut(width, 2)),
    "7 x 5": lambda height, width: (cut(height, 7), cut(width, 5)),
    "ragged": lambda height, width: ([0, 5, 61, 62, height], [0, 33, 40, width]),
    "16 px": lambda height, width: (
        [*range(0, height, 16), height],
        [*range(0, width, 16), width],
    ),
}


def noisy(seed, weak=0.42, strong=0.9):
    """Parts of weak and strong support, some long, with gaps in the data."""
    rng = np.random.default_rng(seed)
    heat = np.zeros((101, 117), np.float32)
    smooth = ndimage.gaussian_filter(rng.standard_normal(heat.shape), rng.uniform(1, 4))
    heat[smooth > rng.uniform(0.3, 1.5) * smooth.std()] = weak
    place = rng.uniform(0, 1, 2) * heat.shape
    way = 0.0
    for _ in range(300):
        way += rng.normal(0, 0.3)
        place = (place + np.array([np.sin(way), np.cos(way)])) % heat.shape
        heat[tuple(place.astype(int))] = weak
    for row, column in rng.uniform(0, 1, (rng.integers(1, 12), 2)) * heat.shape:
        heat[int(row), int(column)] = strong
    for row, column in rng.uniform(0, 1, (seed % 4 * 3, 2)) * heat.shape:
        height, width = rng.choice([1, 2, 4, 40], 2)
        heat[int(row) : int(row) + height, int(column) : int(column) + width] = np.nan
    return heat


@pytest.mark.parametrize("name", PARTITIONS)
@pytest.mark.parametrize("seed", range(6))
def test_units_give_each_gate_once_and_exactly(opened, monkeypatch, name, seed):
    monkeypatch.setattr(gating, "_MARGIN", 4)  # so that windows have to grow
    monkeypatch.setattr(gating, "_STRIP", 30)
    heat, radius = noisy(seed), (0, 1, 3.7, 6.5, 11, 20)[seed]
    check(opened(heat, radius), heat, radius, *PARTITIONS[name](*heat.shape))


@pytest.mark.parametrize("gap", [False, True])
@pytest.mark.parametrize("seed_at", [None, (2, 2), (140, 100), (75, 178)])
def test_support_that_winds_through_many_units(opened, seed_at, gap):
    heat = np.zeros((150, 180), np.float32)
    for turn, row in enumerate(range(2, 142, 12)):
        heat[row : row + 2, 2:178] = 0.4
        heat[row : row + 14, 176 if turn % 2 == 0 else 2] = 0.4
    if gap:
        heat[70:76, 30:150] = np.nan
    if seed_at:
        heat[seed_at[0] - 1 : seed_at[0] + 2, seed_at[1] - 1 : seed_at[1] + 2] = 0.8
    heat[6:8, 60:62] = 0.9  # apart, and yet in the same gate if the support has a seed
    check(opened(heat, 3), heat, 3, cut(150, 5), cut(180, 4))


def test_chains_across_corners(opened):
    heat = np.zeros((96, 96), np.float32)
    for k in range(1, 9):  # squares whose gates touch at the corners of the units
        heat[10 * k : 10 * k + 3, 10 * k : 10 * k + 3] = 0.9
        heat[10 * k : 10 * k + 3, 93 - 10 * k : 96 - 10 * k] = 0.9
    for radius in (2, 4, 6):
        check(opened(heat, radius), heat, radius, cut(96, 6), cut(96, 6))


@pytest.mark.parametrize("turns", range(4))
def test_support_just_beyond_what_is_read_joins_the_gate(opened, monkeypatch, turns):
    monkeypatch.setattr(gating, "_MARGIN", 4)
    for tail in range(46, 58):  # what is read for the lower seed begins at row 42
        for gap in (12, 14):
            heat = np.zeros((75, 75), np.float32)
            heat[60, 40] = 0.9
            heat[tail:60, 40] = 0.4
            heat[tail - gap, 30:50] = 0.9
            heat = np.ascontiguousarray(np.rot90(heat, turns))
            check(opened(heat), heat, 6.5, [0, 37, 75], [0, 37, 75])


def test_support_everywhere_is_one_gate_of_one_unit(opened):
    heat = np.full((90, 90), 0.4, np.float32)
    heat[70, 80] = heat[72, 5] = 0.9
    check(opened(heat), heat, 6.5, cut(90, 6), cut(90, 6))


def read_by(scene, unit):
    """Pixels of the heatmap that the search reads besides the unit, and the gates."""
    classes = gating.classify(scene, RULES, window=unit)
    read, plain = [], scene.probability

    def counted(column, row, width, height):
        read.append(width * height)
        return plain(column, row, width, height)

    scene.probability = counted
    gates = [gate for gate, _ in gating.gates_of(scene, RULES, unit, classes)]
    return sum(read), gates


def test_gates_of_other_units_cost_little(opened):
    heat = np.zeros((600, 600), np.float32)
    heat[10:590, 290:310] = 0.9
    unit = slice(300, 400), slice(250, 350)
    read, gates = read_by(opened(heat, 10), unit)
    assert gates == []
    assert read == (100 + 2 * 84) * (20 + 2 * 84) - 100 * 100
    heat[:] = 0
    heat[300:400, 240:249] = 0.9
    assert read_by(opened(heat, 10), unit) == (0, [])
    heat[340:345, 300:305] = 0.9
    read, gates = read_by(opened(heat, 4), unit)
    assert len(gates) == 1 and read < 4 * 100 * 100


def test_large_gates_are_told(opened, monkeypatch):
    class Log(Feedback):
        def __init__(self):
            self.warnings = []

        def warning(self, text):
            self.warnings.append(text)

    heat = np.full((300, 300), 0.4, np.float32)
    heat[5, 5] = 0.9
    scene, unit, log = opened(heat), (slice(0, 20), slice(0, 20)), Log()
    classes = gating.classify(scene, RULES, window=unit)
    ((gate, _),) = gating.gates_of(scene, RULES, unit, classes, log)
    assert gate.mask.all() and gate.mask.shape == heat.shape and not log.warnings
    monkeypatch.setattr(gating, "_LARGE", 200 * 200)
    assert len(list(gating.gates_of(scene, RULES, unit, classes, log))) == 1
    assert len(log.warnings) == 1 and "connected over 219 × 219 pixels or more" in log.warnings[0]


def test_classes_do_not_depend_on_the_window(tmp_path, monkeypatch):
    monkeypatch.setattr(gating, "_BLOCK", 10)  # so that some blocks have no support
    rng = np.random.default_rng(1)
    heat = np.clip(ndimage.gaussian_filter(rng.standard_normal((101, 117)), 1) * 2 + 0.3, 0, 1)
    heat = np.where(rng.random(heat.shape) < 0.05, np.nan, heat).astype(np.float32)
    path = write_raster(tmp_path / "p.tif", heat, GRID, "EPSG:32645")
    with SceneBands(RasterSource(path), settings=SegmentationSettings(smoothing=1.3)) as scene:
        whole = gating.classify(scene, RULES)
        assert {0, 1, 2, 255} == set(np.unique(whole))
        smoothed = scene.smoothed(0, 0, 117, 101)
        assert np.array_equal(whole == gating.NO_DATA, np.isnan(heat))
        assert np.array_equal(whole == gating.SEED, smoothed >= RULES.seed_threshold)
        support = smoothed >= RULES.threshold
        assert np.array_equal((whole == gating.SEED) | (whole == gating.SUPPORT), support)
        for row, column in ((0, 0), (13, 50), (77, 90)):
            window = slice(row, row + 24), slice(column, column + 27)
            assert np.array_equal(gating.classify(scene, RULES, window=window), whole[window])


def test_values_out_of_range_around_a_unit(opened):
    heat = np.zeros((60, 60), np.float32)
    heat[5, 5], heat[25, 25] = 0.9, 7
    scene, unit = opened(heat), (slice(0, 10), slice(0, 10))
    classes = gating.classify(scene, RULES, window=unit)
    with pytest.raises(InputError, match="values from 0 to 7"):
        list(gating.gates_of(scene, RULES, unit, classes))
