"""The report of an inventory: every number of its tables against SQL on the GeoPackage."""

import csv
import math
import sqlite3
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest
from rasterio.crs import CRS
from scipy.stats import circmean
from shapely.geometry import Point, box

from rock_glacier_mapper.core.errors import Cancelled, InputError
from rock_glacier_mapper.core.feedback import Feedback
from rock_glacier_mapper.core.geodesy import ellipsoidal_areas, transform_coordinates
from rock_glacier_mapper.core.inventory.build import Candidate, build_inventory
from rock_glacier_mapper.core.inventory.geopackage import write_inventory
from rock_glacier_mapper.core.inventory.schema import load_schema
from rock_glacier_mapper.core.kinematics.figures import save
from rock_glacier_mapper.core.report.attributes import SLOPE
from rock_glacier_mapper.core.report.figures import (
    distributions_figure,
    region_roses,
    settle,
)
from rock_glacier_mapper.core.report.grid import (
    FIELDS,
    cell_features,
    grid_crs,
    grid_table,
    make_cells,
)
from rock_glacier_mapper.core.report.maps import map_figure
from rock_glacier_mapper.core.report.units import in_regions, read_units
from rock_glacier_mapper.core.report.writing import write_report
from rock_glacier_mapper.core.vector import Feature, write_layer

WGS84 = CRS.from_epsg(4326)
SCHEMA = load_schema()
#: The rows that count.
ROWS = (
    "FROM GO LEFT JOIN PM USING (PrimaryID) WHERE OutType = 'Extended' "
    "AND coalesce(Landform, 0) <> 2 AND coalesce(ReviewStat, '') <> 'remove'"
)
CATEGORY = "coalesce(UpslHu, CASE UpslCon WHEN 'Talus' THEN 'T-RG' WHEN 'Glacier' THEN 'G-RG' END)"


def fill(layers, rng):
    """Attributes at random, with gaps."""

    def maybe(value, share=0.85):
        return value if rng.random() < share else None

    for row in layers["GO"]:
        low = float(rng.normal(4700, 400))
        row.attributes |= {
            "AREA": round(float(rng.lognormal(-2.3, 0.9)), 4),
            "ELE_MIN": maybe(round(low, 1)),
            "ELE_MEAN": maybe(round(low + 80, 1)),
            "SLO_MEAN": maybe(round(float(rng.normal(17, 5)), 2)),
            "ASPECT": maybe(round(float(rng.uniform(-60, 130)) % 360, 1)),
            "MAAT": maybe(round(float(rng.normal(-3, 2)), 2)),
            "MAGT": maybe(round(float(rng.normal(-2, 2)), 2)),
            "AP": maybe(round(float(rng.normal(600, 150)), 0)),
            "PISR": maybe(round(float(rng.normal(2900, 200)), 0)),
            "VDS_MEAN": maybe(round(float(rng.lognormal(2.5, 0.8)), 1), 0.5),
            "VDS_SIGMA": 1.0,
            "RelFr": maybe(int(rng.integers(0, 3))),
            "ReviewStat": str(rng.choice(["unreviewed", "remain", "remove"], p=[0.7, 0.25, 0.05])),
        }
    for row in layers["PM"]:
        row.attributes |= {
            "Landform": int(rng.choice(3, p=[0.2, 0.7, 0.1])),
            "UpslHu": maybe(str(rng.choice(["G-RG", "GF-RG", "DMS-RG"])), 0.6),
            "UpslCon": maybe(str(rng.choice(["Talus", "Glacier", "Unknown"]))),
            "ActiCl": maybe(str(rng.choice(["Active", "Transitional", "Relict"]))),
            "KinAtt": maybe(int(rng.integers(0, 8))),
            "SUBREGION": maybe(str(rng.choice(["Pamir", "Kunlun", "Qilian <b>"]))),
        }


@pytest.fixture(scope="module")
def inventory(tmp_path_factory):
    path = tmp_path_factory.mktemp("inventory") / "inventory.gpkg"
    rng = np.random.default_rng(7)
    places = rng.uniform((76, 30), (84, 36), (300, 2)).round(3)
    places[1::7] = places[::7][: len(places[1::7])] + np.array(
        [0.004, 0]
    )  # neighbours make systems
    shapes = [box(x, y, x + 0.004, y + 0.003) for x, y in places.tolist()]
    candidates = [Candidate(shape) for shape in shapes]
    layers = dict(build_inventory(candidates, WGS84, SCHEMA, [box(75, 29, 86, 37)], {}).layers)
    layers["GO"], layers["PM"] = list(layers["GO"]), list(layers["PM"])
    fill(layers, rng)
    restricted = [
        Feature(row.geometry, {**row.attributes, "OutType": "Restricted", "PolyUID": f"R{n}"})
        for n, row in enumerate(layers["GO"][:40])
    ]
    layers["GO"] += restricted
    write_inventory(path, SCHEMA, layers, WGS84.to_wkt())
    return path


@pytest.fixture(scope="module")
def report(inventory, tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    units = read_units(inventory, SCHEMA)
    return folder, units, write_report(folder / "report.html", units, SCHEMA, made_by="A & B")


def ask(path, what):
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as base:
        return base.execute(what).fetchall()


def table(report, name):
    with open(report[2].folder / f"table_{name}.csv", encoding="utf-8") as file:
        return list(csv.reader(file))


def number(text):
    return None if text == "" else float(text)


def same(found, wanted):
    assert len(found) == len(wanted)
    for one, other in zip(found, wanted):
        if other is None:
            assert one is None
        else:
            assert one == pytest.approx(other, rel=1e-9, abs=1e-12)


def test_counts(report, inventory):
    rows = dict(table(report, "overview")[1:])
    (found,) = ask(
        inventory, f"SELECT count(*), count(DISTINCT AssocRGS), sum(AREA), max(AREA) {ROWS}"
    )
    names = ("units", "systems")
    assert [int(rows[f"Rock glacier {name}"]) for name in names] == list(found[:2])
    same([float(rows["Total area (km²)"]), float(rows["Largest rock glacier (km²)"])], found[2:])
    assert int(rows["Restricted outlines"]) == 40 and int(rows["Primary markers"]) == 300
    rejected = "Rejected outlines, left out of everything"
    assert int(rows[rejected]) == 300 - found[0] > 20


def test_statistics(report, inventory):
    names = ["AREA", "ELE_MIN", "ELE_MEAN", "SLO_MEAN", "MAAT", "MAGT", "AP", "PISR", "VDS_MEAN"]
    rows = table(report, "statistics")[1:]
    assert len(rows) == len(names)
    for row, name in zip(rows, names):
        values = [v for (v,) in ask(inventory, f"SELECT {name} {ROWS} AND {name} IS NOT NULL")]
        ((count, mean, low, high),) = ask(
            inventory, f"SELECT count({name}), avg({name}), min({name}), max({name}) {ROWS}"
        )
        ((squares,),) = ask(inventory, f"SELECT sum(({name} - {mean!r}) * ({name} - {mean!r})) "
                            f"{ROWS}")  # fmt: skip
        quarters = np.percentile(values, (25, 50, 75))
        wanted = [count, mean, math.sqrt(squares / (count - 1)), low, *quarters, high]
        same([float(v) for v in row[1:]], wanted)


def test_the_table_of_upslope_categories(report, inventory):
    columns = "count(*), avg(ELE_MEAN), avg(SLO_MEAN), avg(AREA), sum(AREA)"
    groups = ask(inventory, f"SELECT {CATEGORY} AS c, {columns} {ROWS} GROUP BY c")
    wanted = {name or "not assessed": values for name, *values in groups}
    (wanted["All"],) = ask(inventory, f"SELECT {columns} {ROWS}")
    rows = table(report, "upslope_categories")[1:]
    assert {row[0] for row in rows} == set(wanted) and rows[0][0] == "All"
    for name, *cells in rows:
        same([number(cells[i]) for i in (0, 1, 3, 5, 7)], wanted[name])
    areas = [v for (v,) in ask(inventory, f"SELECT AREA {ROWS} AND {CATEGORY} = 'T-RG'")]
    (talus,) = [row for row in rows if row[0] == "T-RG"]
    assert float(talus[7]) == pytest.approx(np.std(areas, ddof=1), rel=1e-9)


def test_the_table_of_velocities(report, inventory):
    rows = {row[0]: row[1:] for row in table(report, "velocities")[1:]}
    groups = ask(inventory, f"SELECT {CATEGORY} AS c, count(VDS_MEAN), avg(VDS_MEAN), "
                 f"max(VDS_MEAN) {ROWS} AND VDS_MEAN IS NOT NULL GROUP BY c")  # fmt: skip
    assert len(rows) == len(groups) + 1
    for name, count, mean, high in groups:
        found = rows[name or "not assessed"]
        assert int(found[0]) == count
        assert found[1].startswith(f"{mean:.1f} (") and found[3] == f"{high:.1f} ± 1.0"


def test_the_table_of_regions(report, inventory):
    rows = table(report, "regions")
    columns = (
        "count(*), count(DISTINCT AssocRGS), sum(AREA), avg(AREA), avg(ELE_MIN), avg(SLO_MEAN), "
        "avg(MAAT), avg(MAGT), avg(AP), avg(PISR), avg(VDS_MEAN)"
    )
    wanted = {
        name or "outside the regions": values
        for name, *values in ask(inventory, f"SELECT SUBREGION, {columns} {ROWS} GROUP BY 1")
    }
    aspect = rows[0].index("Aspect (°)")
    assert len(wanted) == 4 and rows[0][aspect + 1] == "R"
    for name, *cells in rows[1:]:
        cells = [number(cell) for cell in cells]
        same(cells[: aspect - 1] + cells[aspect + 1 :], wanted[name])
        given = "IS NULL" if name == "outside the regions" else f"= '{name}'"
        angles = ask(inventory, f"SELECT ASPECT {ROWS} AND SUBREGION {given} AND ASPECT NOT NULL")
        mean = circmean(np.array(angles), high=360)
        assert cells[aspect - 1] == pytest.approx(mean, abs=1e-6)


def test_classes_systems_and_activity_by_category(report, inventory):
    kinematic = {c.code: c.label for c in SCHEMA.value_lists["kinematic_attribute"].choices}
    for name, labels in (("ActiCl", {}), ("KinAtt", kinematic), ("UpslCon", {})):
        groups = ask(inventory, f"SELECT {name}, count(*), 100.0 * count(*) / (SELECT count(*) "
                     f"{ROWS}), sum(AREA) {ROWS} GROUP BY 1")  # fmt: skip
        wanted = {labels.get(key, key) or "not given": values for key, *values in groups}
        found = {row[0]: [float(v) for v in row[1:]] for row in table(report, f"class_{name}")[1:]}
        assert set(found) == set(wanted)
        for key, values in wanted.items():
            same(found[key], values)
    sizes = ask(inventory, f"SELECT n, count(*), n * count(*) FROM (SELECT count(*) AS n {ROWS} "
                "GROUP BY AssocRGS) GROUP BY n")  # fmt: skip
    assert [tuple(map(int, row)) for row in table(report, "systems")[1:]] == sizes
    assert len(sizes) > 1
    rows = table(report, "activity_by_category")
    column = rows[0].index("T-RG")
    for name, *cells in rows[1:]:
        given = "IS NULL" if name == "not given" else f"= '{name}'"
        ((count,),) = ask(
            inventory, f"SELECT count(*) {ROWS} AND ActiCl {given} AND {CATEGORY} = 'T-RG'"
        )
        assert int(cells[column - 1]) == count


def test_histograms_and_aspects(report, inventory):
    fields = {"Area (km²)": "AREA", "Minimum elevation (m a.s.l.)": "ELE_MIN"}
    fields |= {"Mean annual air temperature (°C)": "MAAT", "Mean slope (°)": "SLO_MEAN"}
    seen = dict.fromkeys(fields, 0)
    for label, low, high, count in table(report, "histograms")[1:]:
        if label in fields:
            name = fields[label]
            ((wanted,),) = ask(
                inventory, f"SELECT count(*) {ROWS} AND {name} >= {low} AND {name} < {high}"
            )
            assert int(count) == wanted, (label, low)
            seen[label] += wanted
    for label, total in seen.items():
        assert ask(inventory, f"SELECT count({fields[label]}) {ROWS}") == [(total,)]
    rows = table(report, "aspects")
    for number_, row in enumerate(rows[1:9]):
        low, high = 45 * number_ - 22.5, 45 * number_ + 22.5
        ((wanted,),) = ask(
            inventory,
            f"SELECT count(*) {ROWS} AND ((ASPECT >= {low} AND ASPECT < {high}) "
            f"OR (ASPECT - 360 >= {low} AND ASPECT - 360 < {high}))",
        )
        assert int(row[1]) == wanted
    data = ask(inventory, f"SELECT ASPECT, AREA {ROWS} AND ASPECT NOT NULL")
    mean = circmean([a for a, _ in data], high=360)
    vector = sum(area * np.exp(1j * np.radians(a)) for a, area in data)
    assert float(rows[9][1]) == pytest.approx(mean, abs=1e-6)
    assert float(rows[12][1]) == pytest.approx(np.degrees(np.angle(vector)) % 360, abs=1e-6)


def test_grid_cells(report, inventory):
    units, cells = report[1], report[2].cells
    assert cells.values["count"].sum() == len(units)
    assert cells.values["area_km2"].sum() == pytest.approx(np.nansum(units.numbers["AREA"]))
    features = cell_features(cells)
    assert set(features[0].attributes) == set(FIELDS)
    areas = ellipsoidal_areas([f.geometry.segmentize(1000) for f in features[::9]], cells.crs)
    assert areas / 1e6 == pytest.approx(2500, rel=1e-4)
    rows = ask(inventory, f"SELECT PM.LON, PM.LAT, AREA, ELE_MIN {ROWS}")
    x, y = transform_coordinates(WGS84, cells.crs, *np.array([row[:2] for row in rows]).T)
    for feature in features:
        left, bottom, right, top = feature.geometry.bounds
        inside = (x >= left) & (x < right) & (y >= bottom) & (y < top)
        own = [row for row, ok in zip(rows, inside) if ok]
        values = feature.attributes
        assert values["count"] == len(own) and values["per_km2"] == len(own) / 2500
        assert values["AREA_mean"] == pytest.approx(np.mean([row[2] for row in own]))
        heights = [row[3] for row in own if row[3] is not None]
        wanted = np.mean(heights) if heights else None
        assert values["ELE_MIN_mean"] == (None if wanted is None else pytest.approx(wanted))
    assert len({feature.attributes["cell"] for feature in features}) == len(features)


def test_the_grid_at_the_date_line_and_round_the_earth():
    crs = grid_crs(np.array([179.0, -178.0, np.nan]), np.array([60.0, 62.0, np.nan]))
    assert crs.to_dict()["lon_0"] in (180, -180, -179) and crs.to_dict()["lat_0"] == 61
    assert grid_crs(np.array([10.0, 170.0]), np.array([46.0, -43.0])).to_epsg() == 6933
    with pytest.raises(InputError, match="place"):
        grid_crs(np.array([np.nan]), np.array([np.nan]))


class Structure(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.images, self.headings, self.text = [], 0, 0, []

    def handle_starttag(self, tag, attributes):
        if tag == "img":
            self.images += 1
            assert dict(attributes)["src"].startswith("data:image/png;base64,iVBOR")
        elif tag not in ("meta", "br"):
            self.open.append(tag)
        self.headings += tag in ("h2", "h3")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


def test_the_page_and_its_folder(report):
    folder, _, made = report
    page = Structure()
    page.feed((folder / "report.html").read_text(encoding="utf-8"))
    assert not page.open and page.images == 9
    text = " ".join(page.text)
    assert "Qilian <b>" in text and "A & B" in text and "Figure 1." in text
    assert "RelIndex" in text and "nan" not in text.lower().split()
    names = {path.name for path in made.folder.iterdir()}
    figures = {name.rpartition(".")[0] for name in names if name.startswith("figure_")}
    assert {"figure_map", "figure_distributions", "figure_grid", "figure_velocities"} <= figures
    assert {f"{name}.{kind}" for name in figures for kind in ("png", "svg", "pdf")} <= names
    assert (made.folder / "figure_map.pdf").read_bytes().startswith(b"%PDF")


def test_missing_attributes_are_named_and_earlier_figures_removed(report, inventory, tmp_path):
    units = report[1]
    few = read_units(f"{inventory}|layername=TPRoGI", SCHEMA)
    assert len(few) == len(units)
    gone = {name: np.full(len(units), np.nan) for name in ("MAAT", "ASPECT", "VDS_MEAN")}
    less = replace(units, numbers={**units.numbers, **gone}, category=[None] * len(units))
    stale = tmp_path / "r_files"
    stale.mkdir()
    (stale / "figure_MAAT.png").write_bytes(b"old")
    (stale / "mine.png").write_bytes(b"kept")
    made = write_report(tmp_path / "r.html", less, SCHEMA, 100.0)
    said = " ".join(made.missing)
    for word in ("MAAT", "ASPECT", "VDS_MEAN", "UpslHu"):
        assert word in said
    names = {path.name for path in stale.iterdir()}
    assert "figure_MAAT.png" not in names and "figure_ASPECT.png" not in names
    assert {"mine.png", "figure_MAGT.png", "figure_map.png"} <= names
    assert "MAAT" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_the_same_files_in_every_run(report, inventory, tmp_path):
    made = report[2]
    units = read_units(inventory, SCHEMA)
    again = {
        "map": map_figure(units, make_cells(units))[0],
        "aspect_regions": region_roses(units),
        "SLO_MEAN": distributions_figure(units, [SLOPE]),
    }
    for name, figure in again.items():
        settle(figure)
        for path in save(figure, tmp_path / f"figure_{name}"):
            assert path.read_bytes() == (made.folder / path.name).read_bytes(), path.name
    assert grid_table(make_cells(units)).csv() == (made.folder / "table_grid.csv").read_text()


@pytest.mark.parametrize("factor", [1.0, 1e6])
def test_plain_outlines_with_names_of_tprogi(tmp_path, factor):
    shapes = [box(90 + i / 10, 30, 90.01 + i / 10, 30.01) for i in range(6)]
    areas = ellipsoidal_areas(shapes, WGS84) / 1e6
    features = [
        Feature(
            shape,
            {"ID": f"RGU{i}", "AREA": None if i == 5 else float(area) * factor * 1.001,
             "ELE_MIN": 4000 + i, "ASPECT": 10.0, "SUBREGION": "A" if i < 2 else "B"},
        )
        for i, (shape, area) in enumerate(zip(shapes, areas))
    ]  # fmt: skip
    path = tmp_path / "TPRoGI_Extended_Footprint.gpkg"
    write_layer(path, "TPRoGI_Extended_Footprint", features, WGS84)
    units = read_units(path, SCHEMA)
    assert units.numbers["AREA"][:5] == pytest.approx(areas[:5] * 1.001)
    assert units.numbers["AREA"][5] == pytest.approx(areas[5], rel=1e-6)
    assert units.numbers["ELE_MIN"].tolist() == [4000, 4001, 4002, 4003, 4004, 4005]
    assert units.region == ["A"] * 2 + ["B"] * 4 and any("1 rock" in note for note in units.notes)
    inside = in_regions(units, [("west", box(89, 29, 90.15, 31)), ("all", box(89, 29, 90.35, 31))],
                        WGS84)  # fmt: skip
    assert inside == ["west"] * 2 + ["all"] * 2 + [None] * 2


def test_points_and_rejected_candidates(tmp_path):
    points = [Feature(Point(90 + i, 30), {"status": s}) for i, s in enumerate(["ok", "rejected"])]
    write_layer(tmp_path / "p.gpkg", "p", points, WGS84, "Point")
    units = read_units(tmp_path / "p.gpkg", SCHEMA)
    assert len(units) == 1 and units.longitude.tolist() == [90] and not units.known("AREA")
    made = write_report(tmp_path / "p.html", units, SCHEMA)
    assert any("Area" in text for text in made.missing)


def test_what_cannot_be_reported_is_said(tmp_path, inventory):
    with pytest.raises(InputError, match="cannot be read"):
        read_units(tmp_path / "no.gpkg", SCHEMA)
    with pytest.raises(InputError, match="no layer nothing"):
        read_units(f"{inventory}|layername=nothing", SCHEMA)
    write_layer(tmp_path / "r.gpkg", "r", [Feature(box(0, 0, 1, 1), {"status": "rejected"})], WGS84)
    with pytest.raises(InputError, match="no rock glaciers"):
        read_units(tmp_path / "r.gpkg", SCHEMA)
    units = read_units(inventory, SCHEMA)
    with pytest.raises(InputError, match="GRID"):
        make_cells(units, 0)


def test_stopping_leaves_no_page(inventory, tmp_path):
    class Stop(Feedback):
        def is_cancelled(self):
            return True

    with pytest.raises(Cancelled):
        read_units(inventory, SCHEMA, Stop())
    units = read_units(inventory, SCHEMA)
    with pytest.raises(Cancelled):
        write_report(tmp_path / "r.html", units, SCHEMA, feedback=Stop())
    assert not (tmp_path / "r.html").exists()
