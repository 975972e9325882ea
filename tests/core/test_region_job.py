"""Planning and running a region: its grid, its units, one result whatever the units, resuming."""

import json
import os
import shutil
import subprocess
from itertools import product
from pathlib import Path

import numpy as np
import pytest
import rasterio
import shapely
from affine import Affine
from conftest import UTM32, cut_short, make_picture, write_raster
from rasterio.crs import CRS
from rasterio.warp import transform as project
from regions import DISCS, X0, Y0, Told, finish, make_disc_model, make_scene, plan

from rock_glacier_mapper.core.channels import ChannelStack
from rock_glacier_mapper.core.errors import Cancelled, InputError
from rock_glacier_mapper.core.grid import Grid
from rock_glacier_mapper.core.heatmap import predict_heatmap, working_grid
from rock_glacier_mapper.core.inference import Network
from rock_glacier_mapper.core.lock import locked
from rock_glacier_mapper.core.objects import Rules, extract_rock_glaciers
from rock_glacier_mapper.core.raster import RasterSource
from rock_glacier_mapper.core.region.job import (
    Job,
    PredictionSettings,
    Scene,
    Unit,
    clear_folder,
    plan_units,
    read_json,
)
from rock_glacier_mapper.core.region.running import map_region, parse_share, remove_job
from rock_glacier_mapper.core.region.scenes import (
    list_scenes,
    open_scenes,
    region_crs,
    region_grid,
    window_on,
)
from rock_glacier_mapper.core.vector import Feature, read_layer, write_layer

UTM33 = CRS.from_epsg(32633)


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """A model and two scenes of different dates that overlap; no test changes them."""
    folder = tmp_path_factory.mktemp("region")
    make_disc_model(folder / "model.onnx")
    make_scene(folder / "a_20200801.tif")
    make_scene(folder / "b_20210802.tif", 1200, 700, seed=1)
    return folder


@pytest.fixture(scope="module")
def scenes(files):
    return [files / "a_20200801.tif", files / "b_20210802.tif"]


@pytest.fixture
def pair(tmp_path):
    """Two small scenes side by side, which share a third of their ground, for a test to change."""
    return [
        Path(make_scene(tmp_path / "west.tif", size=150)),
        Path(make_scene(tmp_path / "east.tif", 1000, size=150, seed=1)),
    ]


@pytest.fixture(scope="module")
def whole(files, scenes, tmp_path_factory):
    """Heatmap and landforms of the region as one unit."""
    job = plan(tmp_path_factory.mktemp("whole") / "job", scenes, files / "model.onnx", 1000)
    assert len(job.units) == 1
    return finish(job)


def same(one, other):
    """Whether two results are the same, bit by bit."""
    return np.array_equal(one[1], other[1]) and one[2] == other[2]


def reports(job):
    """Unit to when its report was written."""
    return {u.name: job.report(u).stat().st_mtime_ns for u in job.units if job.predicted(u)}


# The grid ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("crs", "transform"),
    [
        (UTM32, Affine(10, 0, 600003.5, 0, -10, 5200007.25)),
        (UTM32, Affine(10.6, 0, 600003.5, 0, -10.6, 5200007.25)),
        (UTM32, Affine(4.5, 0, 600003.5, 0, -4.5, 5200007.25)),
        (CRS.from_epsg(4326), Affine(1.3e-4, 0, 10.6, 0, -9e-5, 46.95)),
    ],
    ids=["fits", "nearly fits", "finer", "degrees"],
)
def test_one_scene_has_its_own_grid(crs, transform):
    scene = Grid(crs, transform, 233, 301)
    grid = region_grid([scene], 10.0)
    alone = working_grid(scene, 10.0)
    assert grid.crs == alone.crs and grid.shape == alone.shape
    assert grid.offset_of(alone) == (0, 0)
    assert window_on(grid, scene, 10.0) == (0, 0, grid.width, grid.height)


def test_the_grid_covers_all_scenes_on_the_lattice_of_the_first_that_fits():
    coarse = Grid(UTM32, Affine(20, 0, 598001, 0, -20, 5200013), 50, 50)
    first = Grid(UTM32, Affine(10, 0, 600003, 0, -10, 5200007), 100, 120)
    same_lattice = Grid(UTM32, Affine(10, 0, 601203, 0, -10, 5199007), 100, 100)
    other = Grid(UTM32, Affine(10, 0, 600506, 0, -10, 5198512), 80, 60)
    grid = region_grid([first, same_lattice, other, coarse], 10.0)
    assert grid.offset_of(first) is not None and grid.offset_of(same_lattice) is not None
    left, bottom, right, top = grid.bounds
    for scene in (first, same_lattice, other, coarse):
        own = scene.bounds
        assert left <= own[0] and bottom <= own[1] and right >= own[2] and top >= own[3]
        column, row, width, height = window_on(grid, scene, 10.0)
        assert column >= 0 and column + width <= grid.width
        assert row >= 0 and row + height <= grid.height
    # No wider than needed: a pixel less on any side would not cover them.
    assert left + 10 > 598001 and top - 10 < 5200013
    assert bottom + 10 > 5197912 and right - 10 < 602203


def test_the_crs_is_that_of_most_of_the_area():
    small = Grid(UTM33, Affine(10, 0, 300000, 0, -10, 5200000), 100, 100)
    large = Grid(UTM32, Affine(10, 0, 600000, 0, -10, 5200000), 150, 150)
    degrees = Grid(CRS.from_epsg(4326), Affine(1e-4, 0, 13.0, 0, -1e-4, 46.9), 1200, 1200)
    assert region_crs([small, large]) == UTM32
    assert region_crs([small, large, degrees]) == UTM33  # its zone
    grid = region_grid([large, small], 10.0)
    corners = [(x, y) for x in (300000, 301000) for y in (5200000, 5199000)]
    xs, ys = project(UTM33, UTM32, *map(list, zip(*corners)))
    left, bottom, right, top = grid.bounds
    assert left <= min(xs) and right >= max(xs) and bottom <= min(ys) and top >= max(ys)
    assert region_grid([large], 10.0, UTM33).crs == UTM33
    with pytest.raises(InputError, match="projected"):
        region_grid([large], 10.0, CRS.from_epsg(4326))


def test_units_tile_the_extent_where_there_are_scenes():
    grid = Grid(UTM32, Affine(10, 0, 0, 0, -10, 0), 500, 330)
    scenes = [Scene("a", {}, (0, 0, 200, 200)), Scene("b", {}, (350, 100, 150, 230))]
    for size, extent in product((64, 100, 1000), (None, (37, 41, 401, 250))):
        covered = np.zeros(grid.shape, int)
        for unit in plan_units(grid, size, scenes, None, extent):
            rows = slice(unit.row, unit.row + unit.height)
            covered[rows, unit.column : unit.column + unit.width] += 1
        assert covered.max() == 1
        left, top, width, height = extent or (0, 0, 500, 330)
        wanted = np.zeros(grid.shape, bool)
        for scene in scenes:
            column, row, w, h = scene.window
            wanted[row : row + h, column : column + w] = True
        inside = np.zeros(grid.shape, bool)
        inside[top : top + height, left : left + width] = True
        assert (covered[wanted & inside] == 1).all() and not covered[~inside].any()
    # Only units that the mask touches
    mask = [shapely.box(1210, -1990, 1990, -1210)]
    assert [u.name for u in plan_units(grid, 100, scenes, mask)] == ["r0001c0001"]


# Scenes --------------------------------------------------------------------------------------


def test_a_tile_index_names_scenes_and_dates(tmp_path):
    (tmp_path / "tiles").mkdir()
    make_picture(tmp_path / "tiles" / "a.tif")
    make_picture(tmp_path / "tiles" / "b_2019-07-31.tif")
    rows = [
        {"location": "tiles/a.tif", "taken": "2021-08-30T10:12:00"},
        {"location": str(tmp_path / "tiles" / "b_2019-07-31.tif"), "taken": None},
        {"location": "tiles/a.tif", "taken": None},
        {"location": None, "taken": None},
    ]
    index = tmp_path / "index.gpkg"
    write_layer(index, "index", [Feature(shapely.box(0, 0, 1, 1), row) for row in rows], UTM32)
    listed = list_scenes([f"{index}|layername=index"], "location", "taken")
    assert [path for path, _ in listed] == [
        str(tmp_path / "tiles" / "a.tif"),
        str(tmp_path / "tiles" / "b_2019-07-31.tif"),
    ]
    scenes = open_scenes(listed, 10.0)
    assert [scene.date for scene in scenes] == ["2021-08-30", "2019-07-31"]
    with pytest.raises(InputError, match=r"'path'.*location, taken"):
        list_scenes([str(index)], "path")
    with pytest.raises(InputError, match="choose rasters"):
        list_scenes([])


def test_dates_come_from_tags_and_names(tmp_path):
    names = {
        "T32TPS_20230814T101031_10m.tif": "2023-08-14",
        "scene-2020-02-29.tif": "2020-02-29",
        "20231408.tif": None,
        "tile_120230814.tif": None,
        "plain.tif": None,
    }
    for name, date in names.items():
        make_picture(tmp_path / name)
        assert open_scenes([(str(tmp_path / name), None)], 10.0)[0].date == date
    make_picture(tmp_path / "tag.tif", tags={"TIFFTAG_DATETIME": "2018:09:03 10:20:31"})
    assert open_scenes([(str(tmp_path / "tag.tif"), None)], 10.0)[0].date == "2018-09-03"


def test_unusable_scenes_are_left_out_with_a_warning(tmp_path):
    make_picture(tmp_path / "good.tif")
    (tmp_path / "text.tif").write_text("no image")
    make_picture(tmp_path / "coarse.tif", Affine(90, 0, X0, 0, -90, Y0))
    write_raster(tmp_path / "bands.tif", np.ones((7, 9, 9), np.float32))
    bad = [(str(tmp_path / name), None) for name in ("text.tif", "coarse.tif", "bands.tif")]
    told = Told()
    scenes = open_scenes([*bad, (str(tmp_path / "good.tif"), None)], 10.0, feedback=told)
    assert [scene.path for scene in scenes] == [str(tmp_path / "good.tif")]
    assert len(told.warnings) == 3
    with pytest.raises(InputError, match="None of the 3 scenes"):
        open_scenes(bad, 10.0)


# The plan on disk ----------------------------------------------------------------------------


def test_a_job_comes_back_as_it_was(tmp_path, files, scenes):
    job = plan(
        tmp_path / "job",
        scenes,
        files / "model.onnx",
        mask=[shapely.Point(X0 + 1500, Y0 - 1500).buffer(900.1)],
        glaciers=[shapely.Point(X0, Y0).buffer(0.1)],
        prediction=PredictionSettings((1.0, 0.7), 96, None, True, True, "max", {"min_slope": 3.0}),
        extent=(10, 20, 300, 200),
    )
    job.save()
    assert Job.load(job.folder) == job
    assert job.unit(job.units[3].name) == job.units[3]
    with pytest.raises(InputError, match="no unit"):
        job.unit("none")
    (job.folder / "mine.txt").write_text("keep")
    clear_folder(job.folder)
    assert [path.name for path in job.folder.iterdir()] == ["mine.txt"]
    with pytest.raises(InputError, match="no job folder"):
        Job.load(job.folder)
    with pytest.raises(InputError, match="holds no job"):
        map_region(job)
    assert (job.folder / "mine.txt").exists()


def test_shares_are_parsed():
    assert parse_share("2/8") == (2, 8) and parse_share(" ") is None
    for text in ("0/3", "4/3", "2", "a/b", "1/", "/2"):
        with pytest.raises(InputError, match="SHARE"):
            parse_share(text)


# One result ----------------------------------------------------------------------------------


def test_one_scene_gives_what_the_single_steps_give(tmp_path, files, scenes):
    """The chain for one scene is the reference, whatever the units."""
    network = Network(files / "model.onnx", "cpu")
    with rasterio.open(scenes[0]) as dataset:
        grid = Grid.of(dataset)
    source = RasterSource(str(scenes[0]))
    with ChannelStack(network.card.channels, source, grid) as stack:
        predict_heatmap(network, stack, tmp_path / "heatmap.tif", encoding="uint16")
    rules = Rules.from_dict({"threshold": 0.3, "seed_threshold": 0.5})
    with rasterio.open(tmp_path / "heatmap.tif") as dataset:
        heatmap = dataset.read(1)
    for size in (111, 1000):
        job = plan(tmp_path / f"job{size}", scenes[:1], files / "model.onnx", size)
        mapped, values, _ = finish(job)
        assert np.array_equal(values, heatmap)
        expected = extract_rock_glaciers(
            RasterSource(str(tmp_path / "heatmap.tif")),
            rules,
            images=[RasterSource(str(job.mosaic("image")))],
        )
        assert [f.geometry for f in mapped.kept] == [f.geometry for f in expected.kept]
        assert [f.attributes for f in mapped.kept] == [f.attributes for f in expected.kept]
    assert len(mapped.kept) == 4


def test_the_result_does_not_depend_on_the_units(tmp_path, files, scenes, whole):
    mapped, _, landforms = whole
    assert len(mapped.kept) == len(DISCS)
    centres = [shapely.from_wkb(bytes.fromhex(wkb)).centroid for wkb, _ in landforms]
    for x, y in DISCS:  # in the right place, also those that the units below cut
        assert min(c.distance(shapely.Point(X0 + x, Y0 - y)) for c in centres) < 10
    for size in (130, 257):
        job = plan(tmp_path / f"job{size}", scenes, files / "model.onnx", size)
        assert len(job.units) > 3
        assert same(finish(job), whole)
        remove_job(job)
        assert not job.folder.exists()


def test_units_lie_in_their_places_of_the_mosaic(tmp_path, files, scenes):
    job = plan(tmp_path / "job", scenes, files / "model.onnx", 150, extent=(30, 20, 380, 350))
    map_region(job)
    with rasterio.open(job.mosaic("heatmap")) as dataset:
        mosaic, grid = dataset.read(1), Grid.of(dataset)
        assert dataset.nodata == 65535 and dataset.scales == (0.0001,)
    assert grid == job.grid.part(30, 20, 380, 350)
    expected = np.full(mosaic.shape, 65535, mosaic.dtype)
    for unit in job.units:
        with rasterio.open(job.heatmap(unit)) as dataset:
            rows = slice(unit.row - 20, unit.row - 20 + unit.height)
            columns = slice(unit.column - 30, unit.column - 30 + unit.width)
            expected[rows, columns] = dataset.read(1)
    assert np.array_equal(mosaic, expected)


def test_the_layers_say_what_was_done_where(tmp_path, files, scenes):
    job = plan(tmp_path / "job", scenes, files / "model.onnx", 200)
    finish(job)
    units, crs = read_layer(tmp_path / "job.gpkg", "units")
    assert crs == UTM32 and len(units) == len(job.units)
    by_name = {one.attributes["unit"]: one for one in units}
    middle = by_name["r0000c0001"]
    assert middle.geometry.equals(shapely.box(X0 + 2000, Y0 - 2000, X0 + 4000, Y0))
    assert middle.attributes["scenes"] == "a_20200801.tif, b_20210802.tif"
    assert middle.attributes["dates"] == "2020-08-01, 2021-08-02"
    assert all(one.attributes["status"] == "done" for one in units)
    candidates, _ = read_layer(tmp_path / "job.gpkg", "candidates")
    assert len(candidates) == len(DISCS)
    rejected, _ = read_layer(tmp_path / "job.gpkg", "rejected")
    assert rejected == []


def test_a_scene_of_another_zone_is_warped_into_place(tmp_path, files, scenes):
    """Its discs come out where those of the same ground in the region's CRS do."""
    with rasterio.open(scenes[1]) as dataset:
        own = Grid.of(dataset)
        bands = dataset.read()
    other = Grid(UTM33, Affine(10, 0, 143000, 0, -10, 5221000), 500, 500)
    target = np.zeros((3, 500, 500), np.uint8)
    x, y = project(UTM32, UTM33, [own.bounds[0] + 1500], [own.bounds[3] - 1500])
    left, top = round(x[0] - 2500, -1), round(y[0] + 2500, -1)
    other = Grid(UTM33, Affine(10, 0, left, 0, -10, top), 500, 500)
    rasterio.warp.reproject(
        bands,
        target,
        src_transform=own.transform,
        src_crs=own.crs,
        dst_transform=other.transform,
        dst_crs=UTM33,
    )
    write_raster(tmp_path / "c.tif", target, other.transform, UTM33, nodata=0)
    job = plan(
        tmp_path / "job", [scenes[0], tmp_path / "c.tif"], files / "model.onnx", 300, crs=UTM32
    )
    assert job.grid.crs == UTM32
    _, _, landforms = finish(job)
    centres = [shapely.from_wkb(bytes.fromhex(wkb)).centroid for wkb, _ in landforms]
    assert len(centres) == len(DISCS)
    for x, y in DISCS:
        assert min(c.distance(shapely.Point(X0 + x, Y0 - y)) for c in centres) < 12


# Resuming ------------------------------------------------------------------------------------


def test_a_cancelled_run_goes_on(tmp_path, files, scenes, whole):
    job = plan(tmp_path / "job", scenes, files / "model.onnx")
    told = Told(lambda self: len(self.infos) >= 5)
    with pytest.raises(Cancelled):
        map_region(job, feedback=told)
    before = reports(job)
    assert 3 <= len(before) < len(job.units)
    result = finish(job)
    assert same(result, whole) and result[0].resumed == len(before)
    after = reports(job)
    assert all(after[name] == time for name, time in before.items())


def test_other_thresholds_use_the_heatmaps_again(tmp_path, files, scenes):
    strict = {"rules": {"threshold": 0.3, "seed_threshold": 0.5, "min_area_km2": 0.2}}
    job = plan(tmp_path / "job", scenes, files / "model.onnx", 200, extraction=strict)
    mapped = map_region(job)
    assert not mapped.kept and len(mapped.rejected) == len(DISCS)
    before = reports(job)
    mapped = map_region(plan(tmp_path / "job", scenes, files / "model.onnx", 200))
    assert len(mapped.kept) == len(DISCS) and mapped.resumed == len(job.units)
    assert reports(job) == before


def test_other_inputs_start_anew(tmp_path, files, scenes):
    job = plan(tmp_path / "job", scenes, files / "model.onnx", 200)
    map_region(job)
    before = reports(job)
    told = Told()
    other = plan(
        tmp_path / "job",
        scenes,
        files / "model.onnx",
        200,
        prediction=PredictionSettings(terrain=None, combine="max"),
    )
    with pytest.raises(InputError, match="other inputs"):
        map_region(other, share=(1, 2))
    assert reports(job) == before
    assert map_region(other, feedback=told).resumed == 0
    assert any("parameters of the prediction" in text for text in told.warnings)
    assert not set(before.values()) & set(reports(job).values())


def test_a_replaced_scene_is_redone_where_it_lies(tmp_path, files, pair):
    model = files / "model.onnx"
    job = plan(tmp_path / "job", pair, model, 100)
    map_region(job)
    before = reports(job)
    make_scene(pair[1], 1000, size=150, seed=2)
    job = plan(tmp_path / "job", pair, model, 100)
    result = finish(job)
    after = reports(job)
    redone = {name for name in after if after[name] != before[name]}
    assert redone == {u.name for u in job.units if job.scenes[1] in job.scenes_of(u)}
    assert 0 < len(redone) < len(job.units)
    assert same(result, finish(plan(tmp_path / "new", pair, model, 1000)))


def test_shares_of_a_job_array_make_the_whole(tmp_path, files, scenes, whole):
    job = plan(tmp_path / "job", scenes, files / "model.onnx")
    for number in (2, 1, 3):
        mapped = map_region(job, share=(number, 3))
        assert not mapped.complete and not mapped.kept
        done = {u.name for u in job.units[number - 1 :: 3]}
        assert done <= set(reports(job))
    before = reports(job)
    assert len(before) == len(job.units)
    result = finish(job)
    assert same(result, whole) and reports(job) == before


def test_one_run_at_a_time(tmp_path, files, scenes):
    job = plan(tmp_path / "job", scenes, files / "model.onnx")
    job.folder.mkdir()
    with (
        locked(job.folder / "lock", "taken"),
        pytest.raises(InputError, match="Another run works in"),
    ):
        map_region(job)
    with (
        locked(job.folder / "lock", "taken", shared=True),
        locked(job.folder / "lock", "taken", shared=True),
        pytest.raises(InputError, match="taken"),
        locked(job.folder / "lock", "taken"),
    ):
        pass


# What goes wrong -----------------------------------------------------------------------------


def test_a_damaged_scene_is_left_out_where_it_lies(tmp_path, files, pair):
    """Where the other scene covers the ground it counts alone; elsewhere the unit fails."""
    model = files / "model.onnx"
    cut_short(pair[1])
    told = Told()
    job = plan(tmp_path / "job", pair, model, 100)
    mapped, heatmap, _ = finish(job, feedback=told)
    states = {one.attributes["unit"]: one.attributes for one in mapped.units}
    assert mapped.failed == ["r0000c0002", "r0001c0002"]  # where only the damaged one is
    for name, state in states.items():
        if name in mapped.failed:
            assert state["status"] == "failed" and "damaged or cut short" in state["message"]
        else:
            assert state["status"] == "done" and state["scenes"] == "west.tif"
        assert (state["message"] == "") == name.endswith("c0000")
    assert any("failed and are tried again" in text for text in told.warnings)
    alone = finish(plan(tmp_path / "alone", pair[:1], model, 1000))
    assert np.array_equal(heatmap[:, :150], alone[1]) and (heatmap[:, 200:] == 65535).all()
    # Mended, the next run does what was missing.
    make_scene(pair[1], 1000, size=150, seed=1)
    result = finish(plan(tmp_path / "job", pair, model, 100))
    assert not result[0].failed and result[0].resumed == 2
    assert same(result, finish(plan(tmp_path / "new", pair, model, 1000)))


def test_scenes_of_several_data_types(tmp_path, files, pair):
    """One with bytes, one with reflectance: the bands that are segmented are of one kind."""
    with rasterio.open(pair[1]) as dataset:
        values, transform = dataset.read().astype(np.float32) / 255, dataset.transform
    write_raster(pair[1], values, transform)
    jobs = [plan(tmp_path / f"job{n}", pair, files / "model.onnx", n) for n in (100, 1000)]
    results = [finish(job) for job in jobs]
    assert same(*results) and len(results[0][0].kept) == 2
    with (
        rasterio.open(jobs[0].mosaic("image")) as one,
        rasterio.open(jobs[1].mosaic("image")) as other,
    ):
        assert np.array_equal(one.read(), other.read())


def test_nothing_readable_is_an_error(tmp_path, files, scenes):
    shutil.copy(scenes[0], tmp_path / "a.tif")
    cut_short(tmp_path / "a.tif")
    with open(tmp_path / "a.tif", "r+b") as file:
        file.truncate(2000)
    job = plan(tmp_path / "job", [tmp_path / "a.tif"], files / "model.onnx")
    with pytest.raises(InputError, match=r"No unit could be predicted.*damaged"):
        map_region(job)


def test_an_empty_scene_does_no_harm(tmp_path, files, pair):
    model = files / "model.onnx"
    write_raster(tmp_path / "empty.tif", np.zeros((3, 150, 150), np.uint8))
    with_it = finish(plan(tmp_path / "job", [tmp_path / "empty.tif", *pair], model, 1000))
    assert same(with_it, finish(plan(tmp_path / "without", pair, model, 1000)))
    with pytest.raises(InputError, match=r"no (image data|valid pixel)"):
        map_region(plan(tmp_path / "none", [tmp_path / "empty.tif"], model))
    beside = [shapely.box(X0 - 900, Y0, X0 - 10, Y0 + 900)]
    with pytest.raises(InputError, match="nothing to map"):
        plan(tmp_path / "beside", pair, model, mask=beside)


def test_a_full_disk_stops_the_run_and_what_is_done_stays(tmp_path, files, scenes):
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=900k", "tmpfs", str(place)]
    if os.name == "nt" or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no small disk can be made here")
    try:
        job = plan(place / "job", scenes, files / "model.onnx")
        with pytest.raises(InputError, match="disk is full; the job"):
            map_region(job)
        before = reports(job)
        assert before and len(before) < len(job.units)
        assert not list(place.rglob("*.part-*"))
        subprocess.run(["mount", "-o", "remount,size=50m", str(place)], check=True)
        assert map_region(job).resumed == len(before)
        after = reports(job)
        assert all(after[name] == time for name, time in before.items())
    finally:
        subprocess.run(["umount", str(place)], check=True)


def test_a_damaged_plan_starts_anew(tmp_path, files, scenes):
    job = plan(tmp_path / "job", scenes[:1], files / "model.onnx", 300)
    map_region(job)
    (job.folder / "job.json").write_text('{"fingerprint": ')
    told = Told()
    assert len(map_region(job, feedback=told).kept) == 4
    assert told.warnings and read_json(job.folder / "job.json")["unit_size"] == 300
    unit = Unit(*read_json(job.folder / "job.json")["units"][0])
    assert json.loads(job.report(unit).read_text())["status"] == "done"
