"""Figures and report of kinematics: the numbers in them, and the same files in every run."""

import math

import numpy as np
import pytest
from affine import Affine
from conftest import UTM32, write_raster
from PIL import Image
from shapely.geometry import box

from rock_glacier_mapper.core.errors import Cancelled
from rock_glacier_mapper.core.feedback import Feedback
from rock_glacier_mapper.core.kinematics.figures import box_figure, histogram_figure, save
from rock_glacier_mapper.core.kinematics.meanvelocity import from_mean_velocity
from rock_glacier_mapper.core.kinematics.movingareas import MovingArea
from rock_glacier_mapper.core.kinematics.report import (
    statistics,
    velocities,
    write_kinematic_report,
)
from rock_glacier_mapper.core.kinematics.units import Assessed, Unit, assess
from rock_glacier_mapper.core.kinematics.velocityraster import velocity_raster

UNIT = box(600200, 5199200, 600500, 5199800)


def assessed(mean, sigma, category, source="VDS_MEAN"):
    unit = Unit(f"RGU{mean}", UNIT, UNIT, {}, category)
    return Assessed(unit, from_mean_velocity(mean, sigma), mean, sigma, source)


def test_statistics_are_those_of_the_published_table():
    means = {"G-RG": [10.0, 20.0, 60.0], "T-RG": [5.0, 7.0], None: [100.0]}
    found = [assessed(v, v / 10, name) for name, values in means.items() for v in values]
    kept, quantity, notes = velocities(found)
    assert quantity == "downslope velocity" and not notes
    rows = {row[0]: row[1:] for row in statistics(kept)}
    everything = np.concatenate(list(means.values()))
    spread = everything.std(ddof=1)
    assert rows["all"] == (
        6,
        f"{everything.mean():.1f} ({spread:.1f})",
        "10.0 ± 1.0",
        "100.0 ± 10.0",
    )
    assert rows["G-RG"] == (3, f"30.0 ({math.sqrt(700):.1f})", "20.0 ± 2.0", "60.0 ± 6.0")
    assert rows["not assessed"] == (1, "100.0", "100.0 ± 10.0", "100.0 ± 10.0")
    assert list(rows) == ["all", "G-RG", "T-RG", "not assessed"]


def test_sources_are_not_mixed_and_upslope_velocities_left_out():
    found = [
        assessed(20.0, 1, "T-RG"),
        assessed(-3.0, 1, "T-RG"),
        assessed(5.0, None, None, "speed"),
    ]
    kept, _, notes = velocities(found)
    assert kept == [("T-RG", 20.0, 1)] and len(notes) == 2
    assert velocities([assessed(-0.5, 1, None)])[0] == [(None, 0.0, 1)]
    kept, quantity, _ = velocities([assessed(-8.0, None, None, "line-of-sight velocity")])
    assert kept == [(None, 8.0, None)] and quantity == "line-of-sight velocity"
    assert velocities([]) == ([], "", [])


def test_the_figures_hold_the_values_and_their_units():
    values = {"G-RG": [12.0, 18.0, 33.0], "DMS-RG": [4.0, 8.0, 55.0, 7.0], None: [90.0]}
    figure = histogram_figure(values, "downslope velocity")
    panels = [axes for axes in figure.axes if axes.axison]
    titles = [axes.get_title(loc="left") for axes in panels]
    assert titles[0] == "(a) all rock glaciers, n = 8" and "DMS-RG, n = 4" in titles[1]
    for axes, count in zip(panels, (8, 4, 3, 1)):
        assert sum(patch.get_height() for patch in axes.patches) == count
    assert "cm yr" in figure._supxlabel.get_text()
    axes = box_figure(values, "downslope velocity").axes[0]
    assert "cm yr" in axes.get_ylabel()
    medians = [line.get_ydata()[0] for line in axes.lines if len(set(line.get_ydata())) == 1]
    assert {7.5, 18.0} <= set(medians)


def test_saved_figures_are_the_same_in_every_run(tmp_path):
    for name in ("a", "b"):
        paths = save(box_figure({"G-RG": [3.0, 9.0, 27.0]}, "speed"), tmp_path / name)
        assert [path.suffix for path in paths] == [".png", ".svg", ".pdf"]
    for kind in ("png", "svg", "pdf"):
        assert (tmp_path / f"a.{kind}").read_bytes() == (tmp_path / f"b.{kind}").read_bytes()
    assert Image.open(tmp_path / "a.png").info["dpi"][0] == pytest.approx(300, abs=1)


@pytest.fixture
def scene(tmp_path):
    rows = np.indices((100, 100))[0]
    array = np.stack([10 + 0.5 * rows, np.full((100, 100), 2.0)]).astype(np.float32)
    names = ["downslope velocity", "standard deviation"]
    tags = {"UNIT": "cm/yr", "OBS_START": "2018-07-03", "OBS_END": "2018-09-13"}
    transform = Affine(10, 0, 600000, 0, -10, 5200000)
    path = write_raster(tmp_path / "v.tif", array, transform, UTM32, -9999.0, names, tags)
    raster = velocity_raster(path)
    areas = [MovingArea(UNIT.buffer(50), 5, "High")]
    units = [Unit(f"RGU{n}<b>", UNIT, UNIT.buffer(20), {"ASPECT": 180.0}, "G-RG") for n in range(3)]
    return assess(units, UTM32, areas, raster), areas, raster


def test_the_report_is_one_file_with_escaped_text(scene, tmp_path):
    found, areas, raster = scene
    mean = (10 + 0.5 * np.arange(20, 80)).mean()
    assert all(math.isclose(one.mean, mean, rel_tol=1e-6) for one in found)
    path = tmp_path / "report.html"
    write_kinematic_report(path, None, found, UTM32, areas, raster, None, 2, "made by <x>")
    text = path.read_text(encoding="utf-8")
    assert text.count("data:image/png") == 4 and "RGU0&lt;b&gt;" in text and "<x>" not in text
    assert f"{mean:.1f} ± 2.0" in text and "http:" not in text and "https:" not in text
    write_kinematic_report(tmp_path / "bare.html", None, found[:0], UTM32, [])
    assert "0 of 0" in (tmp_path / "bare.html").read_text(encoding="utf-8")


def test_a_cancelled_report_is_not_written(scene, tmp_path):
    class Stop(Feedback):
        def is_cancelled(self):
            return True

    found, areas, raster = scene
    with pytest.raises(Cancelled):
        write_kinematic_report(
            tmp_path / "r.html", None, found, UTM32, areas, raster, feedback=Stop()
        )
    assert not (tmp_path / "r.html").exists()
