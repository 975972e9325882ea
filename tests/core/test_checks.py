"""Integrity checks of an inventory: each planted defect is found once, a clean file has none."""

from __future__ import annotations

import hashlib
import re
import sqlite3
import time
from dataclasses import replace

import numpy as np
import pytest
import shapely
from osgeo import gdal, ogr
from rasterio.crs import CRS
from shapely.affinity import translate
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box

from rock_glacier_mapper.core.errors import Cancelled, InputError
from rock_glacier_mapper.core.feedback import Feedback
from rock_glacier_mapper.core.geodesy import WGS84
from rock_glacier_mapper.core.inventory.build import Candidate, build_inventory
from rock_glacier_mapper.core.inventory.checkreport import write_check_report
from rock_glacier_mapper.core.inventory.checks import check_inventory
from rock_glacier_mapper.core.inventory.findings import CHECKS, FIELDS
from rock_glacier_mapper.core.inventory.geopackage import write_inventory
from rock_glacier_mapper.core.inventory.reading import layer_code, read_inventory
from rock_glacier_mapper.core.inventory.schema import load_schema
from rock_glacier_mapper.core.vector import Feature

UTM32 = CRS.from_epsg(32632)
X0, Y0 = 500_000.0, 5_200_000.0
METADATA = {"SOUR_DATA": "Sentinel-2", "MAP_DATE": "2025-07-31", "MAPPER": "A. Mapper"}
SCHEMA = load_schema()
#: What goes with a kinematic attribute.
KINEMATICS = {"RelKin": "High", "KinSpatRep": ">75 %"}


def make(count=40, crs=UTM32, size=200.0, gap=500.0, origin=(X0, Y0)):
    """Layers of a clean, reviewed inventory of squares in a row; the last two touch."""
    x, y = origin
    squares = [box(x + gap * i, y, x + gap * i + size, y + size) for i in range(count)]
    squares[-1] = translate(squares[-2], size)
    inventory = build_inventory([Candidate(s) for s in squares], crs, SCHEMA, None, METADATA)
    layers = inventory.layers
    for feature in layers["GO"]:
        feature.attributes["ReviewStat"] = "remain"
    for i in (0, 1):
        geometry = MultiPolygon([box(x + i * gap, y, x + i * gap + size / 2, y + size / 3)])
        values = {"VelClass": 4, "RelMA": "High", "TimeObs": "Jul-Sep 2019", "PolyUID": f"ma{i}"}
        layers["MA"].append(Feature(geometry, values))
    return layers


def write(path, layers, crs=UTM32, schema=SCHEMA):
    write_inventory(path, schema, layers, crs.to_wkt())
    return path


def change(path, *statements):
    """Run SQL with the functions that a GeoPackage's triggers call."""
    source = ogr.Open(str(path), 1)
    for statement in statements:
        source.ExecuteSQL(statement)


def check(tmp_path, layers, crs=UTM32, **options):
    return check_inventory(write(tmp_path / "i.gpkg", layers, crs), **options).findings


@pytest.mark.parametrize(
    ("crs", "size", "gap", "origin"),
    [
        (UTM32, 200, 500, (X0, Y0)),
        (WGS84, 0.003, 0.01, (-70.0, -28.0)),
        (CRS.from_epsg(3857), 300, 900, (1_000_000, 5_900_000)),
    ],
)
def test_a_clean_inventory_has_no_findings(tmp_path, crs, size, gap, origin):
    layers = make(12, crs, size, gap, origin)
    assert [f.message for f in check(tmp_path, layers, crs)] == []


def test_every_planted_defect_is_found_once(tmp_path):
    layers = make()
    pm, go, ma = (layers[code] for code in ("PM", "GO", "MA"))
    expected = []

    def defect(severity, check_number, layer, index, word):
        expected.append((severity, check_number, layer, index + 1, word))

    def identifier(i):
        return pm[i].attributes["PrimaryID"]

    # 1 identifiers
    pm[0].attributes["PrimaryID"] = go[0].attributes["PrimaryID"] = "RGU12"
    defect("error", 1, "PM", 0, "no identifier")
    double = Feature(pm[1].geometry.buffer(0.2).exterior.interpolate(0), dict(pm[1].attributes))
    layers["PM"].append(double)
    layers["RGS"][[r.attributes["RGSID"] for r in layers["RGS"]].index(
        double.attributes["AssocRGS"]
    )].attributes.update(NUnits=2, RGSType="multi-unit")  # fmt: skip
    defect("error", 1, "PM", 40, "already that of feature 2")
    pm[2].geometry = translate(pm[2].geometry, 60, 0)
    defect("warning", 1, "PM", 2, "away from the place")
    pm[3].attributes["PrimaryID"] = None
    go[3].attributes["PrimaryID"] = None
    defect("error", 1, "PM", 3, "PrimaryID is empty")
    defect("error", 2, "GO", 3, "PrimaryID is empty")
    # 2 outlines and markers
    go[4].attributes["PrimaryID"] = "RGU450000N0090000E"
    defect("error", 2, "GO", 4, "no marker")
    pm[5].attributes["Landform"] = 2
    defect("error", 2, "GO", 5, "not a rock glacier")
    pm[6].attributes["Landform"] = 1
    go[6].attributes["ReviewStat"] = "remove"
    defect("error", 2, "PM", 6, "no extended outline")
    second = Feature(translate(go[7].geometry, 0, 300), dict(go[7].attributes, PolyUID="second"))
    go.append(second)
    defect("error", 2, "GO", 40, "second outline of type Extended")
    go[8].attributes["OutType"] = "Restricted"
    defect("error", 2, "GO", 8, "no extended one")
    # 3 geometry
    x, y = go[9].geometry.bounds[:2]
    bow = Polygon([(x, y), (x + 200, y + 200), (x + 200, y), (x, y + 199), (x, y)])
    go[9].geometry = MultiPolygon([bow])
    go[9].attributes["AREA"] = None
    pm[9].geometry = Point(x + 50, y + 75)
    pm[9].attributes.update(LAT=None, LON=None)
    defect("error", 3, "GO", 9, "crosses itself")
    defect("warning", 1, "PM", 9, "away from the place")
    go[10].geometry = None
    defect("error", 3, "GO", 10, "no geometry")
    pm[11].geometry = None
    defect("error", 3, "PM", 11, "no geometry")
    restricted = translate(go[12].geometry, 3, 0)
    go.append(Feature(restricted, dict(go[12].attributes, OutType="Restricted", PolyUID="r12",
                                       AREA=None)))  # fmt: skip
    defect("error", 3, "GO", 41, "reaches out")
    inside = translate(go[13].geometry, 0.5, 0)  # within the tolerance
    go.append(Feature(inside, dict(go[13].attributes, OutType="Restricted", PolyUID="r13")))
    x, y = go[14].geometry.bounds[:2]
    go[14].geometry = MultiPolygon([box(x + 70, y + 70, x + 130, y + 130)])
    go[14].attributes["AREA"] = 0.0036
    defect("warning", 3, "GO", 14, "0.0036 km²")
    # 4 overlap: a quarter of the smaller one
    x, y = go[15].geometry.bounds[:2]
    go[16].geometry = MultiPolygon([box(x + 150, y, x + 250, y + 200)])
    go[16].attributes["AREA"] = 0.02
    pm[16].geometry = Point(x + 225, y + 100)
    defect("warning", 4, "GO", 16, "50 %")
    defect("warning", 1, "PM", 16, "away from the place")
    # 5 and 9 systems
    pm[17].attributes["AssocRGS"] = None
    defect("error", 5, "PM", 17, "AssocRGS is empty")
    systems = {r.attributes["RGSID"]: n for n, r in enumerate(layers["RGS"])}
    lone = systems["RGS" + identifier(17)[3:]]
    defect("warning", 9, "RGS", lone, "No unit belongs")
    pm[18].attributes["AssocRGS"] = "RGS450000N0090000E"
    defect("error", 5, "PM", 18, "no system")
    defect("warning", 9, "RGS", systems["RGS" + identifier(18)[3:]], "No unit belongs")
    number = systems["RGS" + identifier(19)[3:]]
    layers["RGS"][number].attributes["NUnits"] = 5
    defect("warning", 9, "RGS", number, "NUnits is 5")
    kind = systems["RGS" + identifier(20)[3:]]
    layers["RGS"][kind].attributes["RGSType"] = "multi-unit"
    defect("warning", 9, "RGS", kind, "RGSType is multi-unit")
    # 6 values, 7 activity
    pm[21].attributes["ActiCl"] = "Lively"
    defect("error", 6, "PM", 21, "'Lively'")
    pm[22].attributes.update(KinAtt=3, KinPeriod=None, **KINEMATICS)
    defect("warning", 6, "PM", 22, "KinPeriod")
    go[23].attributes.update(RelFr=1, RelLeftLM=1, RelRightLM=2, RelUpsCon=0, RelIndex=5)
    defect("warning", 6, "GO", 23, "must be 4")
    go[24].attributes.update(RelFr=1, RelIndex=1)
    defect("warning", 6, "GO", 24, "grade of the outline is missing")
    pm[25].attributes.update(KinAtt=4, KinPeriod="2019", ActiCl="Relict", **KINEMATICS)
    defect("warning", 7, "PM", 25, "Relict")
    pm[26].attributes.update(KinAtt=1, KinPeriod="2019", ActiCl="Active", **KINEMATICS)
    defect("warning", 7, "PM", 26, "< cm/yr")
    pm[27].attributes["Landform"] = None
    defect("error", 6, "PM", 27, "Landform is empty")
    # 8 metadata
    pm[28].attributes.update(SOUR_DATA=None, MAPPER=" ")
    defect("error", 8, "PM", 28, "SOUR_DATA and MAPPER are empty")
    go[28].attributes["SOUR_DATA"] = None
    defect("warning", 8, "GO", 28, "SOUR_DATA is empty")
    # 10 duplicates: same square from another corner, as another unit
    corners = list(go[29].geometry.geoms[0].exterior.coords)[:-1]
    same = MultiPolygon([Polygon(corners[2:] + corners[:2])])
    go[30].geometry = same
    pm[30].geometry = translate(pm[29].geometry, 0.4, 0)
    defect("error", 10, "GO", 30, "same as that of feature 30")
    defect("warning", 1, "PM", 30, "away from the place")
    # 11 PolyUID
    go[31].attributes["PolyUID"] = go[32].attributes["PolyUID"]
    defect("error", 11, "GO", 32, "already that of feature 32")
    ma[1].attributes["PolyUID"] = None
    # 12 marker
    pm[33].geometry = translate(pm[33].geometry, 0, 8)
    pm[33].attributes["PrimaryID"] = pm[33].attributes["PrimaryID"]
    defect("warning", 12, "PM", 33, "LAT and LON")
    go[34].geometry = MultiPolygon([box(*go[34].geometry.bounds).buffer(0).difference(
        pm[34].geometry.buffer(3)
    )])  # fmt: skip
    defect("error", 12, "PM", 34, "outside the extended outline")
    # 13 area of interest
    layers["AOI"] = [Feature(MultiPolygon([box(X0 - 100, Y0 - 100, X0 + 17_400, Y0 + 900)]), {})]
    defect("note", 13, "GO", 35, "outside all areas")
    # 14 text, 15 origin
    pm[36].attributes["Comment"] = "x" * 300
    defect("warning", 14, "PM", 36, "300 characters")
    pm[37].attributes["LandformSrc"] = "robot"
    defect("error", 15, "PM", 37, "'robot'")
    go[37].attributes["MachineVal"] = "{nonsense"
    defect("warning", 15, "GO", 37, "MachineVal cannot be read")
    # 16 moving areas
    ma[0].attributes["VelClass"] = 8
    defect("error", 6, "MA", 0, "VelClass is '8'")
    ma[1].attributes["RelMA"] = None
    defect("error", 16, "MA", 1, "RelMA is empty")
    defect("error", 11, "MA", 1, "PolyUID is empty")
    # 18 area
    go[38].attributes["AREA"] = 0.05
    defect("warning", 18, "GO", 38, "0.05 km²")
    go[39].attributes["ReviewStat"] = "unreviewed"

    # The three last squares lie outside the area of interest as well.
    for i in (36, 37, 38, 39):
        defect("note", 13, "GO", i, "outside all areas")
    found = check(tmp_path, layers)
    (review,) = [f for f in found if f.check == 17]
    assert review.feature is None and review.message.startswith("1 of 43 outlines")
    left = [f for f in found if f is not review]
    for severity, number, layer, fid, word in expected:
        matches = [
            f for f in left
            if (f.severity, f.check, f.layer, f.feature) == (severity, number, layer, fid)
            and word in f.message
        ]  # fmt: skip
        assert len(matches) == 1, (severity, number, layer, fid, word)
        left.remove(matches[0])
    assert [(f.check, f.layer, f.feature, f.message) for f in left] == []
    assert [f.check for f in found] == sorted(f.check for f in found)
    assert {number for _, number, *_ in expected} | {0, 17} == set(CHECKS)


@pytest.mark.parametrize(
    ("layer", "values", "severity", "number", "word"),
    [
        ("PM", {"RelKin": None}, "warning", 6, "without RelKin"),
        ("PM", {"RelKin": None, "KinSpatRep": None}, "warning", 6, "without RelKin and KinSpat"),
        ("PM", {"KinSpatRep": "<50 %"}, "warning", 7, "less than half"),
        ("PM", {"KinAtt": 0, "ActiAss": "Kinematic data"}, "warning", 7, "KinAtt is not given"),
        ("PM", {"KinF4": 0.7, "KinF5": 0.4}, "warning", 6, "no shares"),
        ("PM", {"KinF4": 0.7, "KinF5": 0.3}, None, None, None),
        ("GO", {"VDS_MEAN": 12.0, "KIN_QC": "high_error: 40 %"}, "warning", 7, "high_error"),
        ("GO", {"VDS_MEAN": 12.0, "KIN_QC": "ok"}, None, None, None),
        ("GO", {"OBS_START": "2020-01-02", "OBS_END": "2019-01-01"}, "warning", 6, "end (2019"),
    ],
)
def test_kinematics_must_fit_together(tmp_path, layer, values, severity, number, word):
    layers = make(3)
    kinematics = {"KinAtt": 4, "KinPeriod": "2019", **KINEMATICS}
    layers["PM"][0].attributes.update(kinematics)
    layers[layer][0].attributes.update(values)
    findings = check(tmp_path, layers)
    if severity is None:
        assert not findings
        return
    assert [(f.severity, f.check) for f in findings] == [(severity, number)]
    assert word in findings[0].message


def test_the_place_of_a_finding(tmp_path):
    layers = make(6)
    x, y = layers["GO"][0].geometry.bounds[:2]
    bow = Polygon([(x, y), (x + 200, y + 200), (x + 200, y), (x, y + 200), (x, y)])
    layers["GO"][0].geometry = MultiPolygon([bow])
    x, y = layers["GO"][1].geometry.bounds[:2]
    layers["GO"][2].geometry = MultiPolygon([box(x + 150, y, x + 450, y + 200)])
    found = check(tmp_path, layers)
    (crossing,) = [f for f in found if f.check == 3 and f.severity == "error"]
    assert crossing.place.distance(Point(X0 + 100, Y0 + 100)) < 1e-6
    (overlap,) = [f for f in found if f.check == 4]
    assert box(x + 150, y, x + 200, y + 200).contains(overlap.place)
    assert overlap.message.startswith("The outline lies to 25 %")


def test_other_geometry_types_and_unreadable_rings(tmp_path):
    path = write(tmp_path / "i.gpkg", make(4))
    source = ogr.Open(str(path), 1)
    table = source.GetLayerByName("GO")
    for fid, wkt in (
        (1, "LINESTRING (500000 5200000, 500100 5200100)"),
        (2, "CURVEPOLYGON (CIRCULARSTRING (500500 5200000, 500600 5200100, 500700 5200000, "
            "500600 5199900, 500500 5200000))"),
        (3, "MULTIPOLYGON Z (((501000 5200000 5, 501200 5200000 5, 501200 5200200 5, "
            "501000 5200200 5, 501000 5200000 5)))"),
    ):  # fmt: skip
        row = table.GetFeature(fid)
        row.SetGeometry(ogr.CreateGeometryFromWkt(wkt))
        table.SetFeature(row)
    ring = ogr.Geometry(ogr.wkbLinearRing)
    for x, y in ((0, 0), (100, 0), (100, 100)):
        ring.AddPoint_2D(X0 + x, Y0 + y)
    open_ring = ogr.Geometry(ogr.wkbPolygon)
    open_ring.AddGeometry(ring)
    row = table.GetFeature(4)
    row.SetGeometry(open_ring)
    table.SetFeature(row)
    del row, table, source
    found = {f.feature: f.message for f in check_inventory(path).findings
             if f.check == 3 and f.layer == "GO"}  # fmt: skip
    assert "is a LineString" in found[1]
    assert "cannot be read" in found[4]
    assert 2 not in found and 3 not in found


# --- files that are not quite right --------------------------------------------------------


def without(schema, layers=(), fields=()):
    kept = [
        replace(layer, fields=tuple(f for f in layer.fields if f.name not in fields))
        for layer in schema.layers
        if layer.code not in layers
    ]
    return replace(schema, layers=tuple(kept), views=())


def test_missing_layers_and_fields_are_findings(tmp_path):
    layers = make(4)
    path = write(tmp_path / "a.gpkg", layers, schema=without(SCHEMA, ["PM", "AOI", "RGS"]))
    found = check_inventory(path).findings
    assert [(f.severity, f.message[:21]) for f in found] == [
        ("warning", "There is no layer AOI"),
        ("error", "There is no layer PM,"),
        ("note", "There is no layer RGS"),
    ]
    path = write(tmp_path / "b.gpkg", layers, schema=without(SCHEMA, ["GO"], ["AssocRGS", "LAT"]))
    found = check_inventory(path).findings
    assert {(f.severity, f.check, f.layer, f.field) for f in found} == {
        ("error", 0, "", ""),
        ("error", 0, "PM", "AssocRGS"),
        ("note", 0, "PM", ""),
        *{("warning", 9, "RGS", "RGSID")},
    }


def test_a_missing_key_brings_no_further_findings(tmp_path):
    layers = make(4)
    for feature in layers["PM"]:
        feature.attributes["Landform"] = 1
    layers["MA"][0].attributes["PolyUID"] = "ma1"
    lesser = without(SCHEMA, (), ["PrimaryID"]).layer("GO")
    others = (layer if layer.code != "GO" else lesser for layer in SCHEMA.layers)
    path = write(tmp_path / "a.gpkg", layers, schema=replace(SCHEMA, layers=(*others,), views=()))
    found = check_inventory(path).findings
    assert [(f.check, f.layer, f.field, f.feature) for f in found] == [
        (0, "GO", "PrimaryID", None),
        (11, "MA", "PolyUID", 2),
    ]


@pytest.mark.parametrize("name", list(SCHEMA.layer("PM").names))
def test_no_missing_marker_field_is_a_crash(tmp_path, name):
    check_inventory(write(tmp_path / "i.gpkg", make(3), schema=without(SCHEMA, (), [name])))


@pytest.mark.parametrize("name", [*SCHEMA.layer("GO").names[:10], "OutlineSrc", "ReviewStat"])
def test_no_missing_outline_field_is_a_crash(tmp_path, name):
    check_inventory(write(tmp_path / "i.gpkg", make(3), schema=without(SCHEMA, (), [name])))


def test_an_empty_inventory(tmp_path):
    empty = {layer.code: [] for layer in SCHEMA.layers}
    assert check(tmp_path, empty) == []


def test_files_that_are_no_inventory(tmp_path):
    from rock_glacier_mapper.core.vector import write_layer

    other = tmp_path / "other.gpkg"
    write_layer(other, "lakes", [Feature(box(0, 0, 1, 1), {"a": 1})], UTM32)
    with pytest.raises(InputError, match=r"no rock glacier inventory.*lakes"):
        check_inventory(other)
    with pytest.raises(InputError, match="does not exist"):
        check_inventory(tmp_path / "missing.gpkg")
    text = tmp_path / "text.gpkg"
    text.write_text("hello")
    with pytest.raises(InputError, match="cannot be read as a GeoPackage"):
        check_inventory(text)


def test_a_file_locked_by_another_program_is_no_empty_inventory(tmp_path):
    gdal.SetConfigOption("SQLITE_BUSY_TIMEOUT", "100")
    path = write(tmp_path / "i.gpkg", make(4))
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("begin exclusive")
    with pytest.raises(InputError, match="Close it in other programs"):
        check_inventory(path)
    gdal.SetConfigOption("SQLITE_BUSY_TIMEOUT", None)
    database.execute("rollback")
    database.close()
    assert check_inventory(path).findings == []


def test_layers_without_and_with_other_crs(tmp_path):
    path = write(tmp_path / "i.gpkg", make(4))
    with sqlite3.connect(path) as database:
        for table in ("gpkg_contents", "gpkg_geometry_columns"):
            database.execute(f"update {table} set srs_id = -1 where table_name = 'PM'")
    found = [f for f in check_inventory(path).findings if f.layer == "PM"]
    assert [f.severity for f in found] == ["error"] and "no coordinate reference" in found[
        0
    ].message
    with sqlite3.connect(path) as database:
        for table in ("gpkg_contents", "gpkg_geometry_columns"):
            database.execute(f"update {table} set srs_id = -1")
    found = check_inventory(path)
    assert found.wkt == ""
    assert {f.check for f in found.findings} == {0}


def test_values_of_strange_types_and_bytes(tmp_path):
    path = write(tmp_path / "i.gpkg", make(4))
    change(
        path,
        "update PM set Landform = 'RG' where fid = 1",
        "update PM set LAT = 'north' where fid = 2",
        "update PM set Comment = cast(x'ff41' as text) where fid = 3",
        "update RGS set NUnits = 1.5 where fid = 1",
    )
    check_inventory(path)


def test_reading_changes_nothing(tmp_path):
    path = write(tmp_path / "i.gpkg", make(4))
    before = hashlib.sha256(path.read_bytes()).digest()
    check_inventory(path)
    assert hashlib.sha256(path.read_bytes()).digest() == before
    assert [p.name for p in tmp_path.iterdir()] == ["i.gpkg"]


def test_unsaved_edits_are_told(tmp_path):
    (finding,) = check(tmp_path, make(4), unsaved=["my GO"])
    assert finding.severity == "warning" and "'my GO' has unsaved edits" in finding.message


def test_cancel(tmp_path):
    class Stop(Feedback):
        asked = 0

        def is_cancelled(self):
            self.asked += 1
            return self.asked > 10

    path = write(tmp_path / "i.gpkg", make(6))
    with pytest.raises(Cancelled):
        check_inventory(path, feedback=Stop())


# --- published dialects --------------------------------------------------------------------


def test_names_of_layers():
    name = "ESACCI-PERMAFROST_ROGI_ALL-AREAS_{}_2025-fv02.0"
    for code in ("AOI", "PM", "MA", "GO"):
        assert layer_code(name.format(code)) == code
    assert layer_code("RGU_PrimaryMarkers_Goms_AB") == "PM"
    assert layer_code("go") == "GO"
    assert layer_code("lakes") is None


@pytest.mark.parametrize("dotted", [True, False])
def test_rogi_dialects_are_read(tmp_path, dotted):
    layers = make(4)
    layers["PM"][0].attributes.update(UpslCon="Moraine", KinAtt=4, KinPeriod="2019")
    path = write(tmp_path / "i.gpkg", layers, schema=without(SCHEMA, ["RGS", "REVIEW_LOG"]))
    source = ogr.Open(str(path), 1)
    for code in ("AOI", "PM", "MA", "GO"):
        table = source.GetLayerByName(code)
        if dotted:
            for field in SCHEMA.layer(code).fields:
                if "." in field.alias and not field.source_of:
                    index = table.FindFieldIndex(field.name, 1)
                    definition = ogr.FieldDefn(field.alias, ogr.OFTString)
                    table.AlterFieldDefn(index, definition, ogr.ALTER_NAME_FLAG)
        table.Rename(f"ESACCI-PERMAFROST_ROGI_ALPS_{code}_2025-fv02.0")
        del table
    del source
    file = read_inventory(path, SCHEMA)
    assert set(file.tables) == {"AOI", "PM", "MA", "GO"}
    assert file.tables["PM"].column("KinAtt")[0] == 4
    result = check_inventory(path)
    (finding,) = [f for f in result.findings if f.severity == "error"]
    assert finding.check == 6 and "'Moraine'" in finding.message
    assert finding.field == ("Upsl.Con." if dotted else "UpslCon")
    assert finding.layer == "ESACCI-PERMAFROST_ROGI_ALPS_PM_2025-fv02.0"


# --- report and speed ----------------------------------------------------------------------


def test_the_report_escapes_what_a_stranger_wrote(tmp_path):
    layers = make(4)
    evil = "<script>alert(1)</script>\"'>"
    path = write(tmp_path / "i.gpkg", layers)
    quoted = evil.replace("'", "''")
    change(path, f"update PM set ActiCl = '{quoted}', PrimaryID = '{quoted}' where fid = 1")
    result = check_inventory(path, unsaved=[evil])
    report = tmp_path / "r.html"
    write_check_report(report, result)
    text = report.read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<script" not in text
    assert not re.search(r"(?:src|href)\s*=", text) and "http" not in text.replace("http-equiv", "")
    assert "default-src 'none'" in text
    for name in CHECKS.values():
        assert name in text
    assert all(set(f.row) == set(FIELDS) for f in result.findings)


def test_the_report_of_many_findings_stays_readable(tmp_path):
    layers = make(400)
    for feature in layers["PM"]:
        feature.attributes["MAPPER"] = None
    result = check_inventory(write(tmp_path / "i.gpkg", layers))
    assert result.count("error") == result.count("error", 8) == 400
    write_check_report(tmp_path / "r.html", result)
    text = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert text.count("<td>error</td>") == 300 and "And 100 more" in text


def test_many_outlines_take_a_time_that_grows_with_their_number(tmp_path):
    rng = np.random.default_rng(3)
    places = rng.uniform(0, 40_000, (900, 2))
    rounds = [Point(X0 + x, Y0 + y).buffer(150, 16) for x, y in places]
    inventory = build_inventory([Candidate(s) for s in rounds], UTM32, SCHEMA, None, METADATA)
    path = write(tmp_path / "i.gpkg", inventory.layers)
    start = time.process_time()
    result = check_inventory(path)
    assert time.process_time() - start < 20
    tree = shapely.STRtree(rounds)
    pairs = {tuple(sorted(p)) for p in tree.query(rounds, predicate="intersects").T.tolist()}
    heavy = [
        (i, j) for i, j in pairs
        if i != j and rounds[i].intersection(rounds[j]).area
        >= 0.05 * min(rounds[i].area, rounds[j].area)
    ]  # fmt: skip
    assert len(heavy) > 5
    assert result.count("warning", 4) == len(heavy)


def test_a_restricted_outline_in_degrees(tmp_path):
    layers = make(4, WGS84, 0.003, 0.01, (10.0, 46.0))
    for number, (shift, bad) in enumerate(((0.5 / 77_500, False), (3 / 77_500, True))):
        outline = layers["GO"][number]
        values = dict(outline.attributes, OutType="Restricted", PolyUID=f"r{number}")
        layers["GO"].append(Feature(translate(outline.geometry, shift, 0), values))
        found = [f for f in check(tmp_path, layers, WGS84) if f.check == 3]
        assert [f.feature for f in found] == ([6] if bad else [])
        (tmp_path / "i.gpkg").unlink()


def test_a_line_in_the_marker_layer(tmp_path):
    path = write(tmp_path / "i.gpkg", make(4))
    source = ogr.Open(str(path), 1)
    table = source.GetLayerByName("PM")
    row = table.GetFeature(1)
    line = LineString([(X0, Y0), (X0 + 10, Y0)])
    row.SetGeometry(ogr.CreateGeometryFromWkb(shapely.to_wkb(line)))
    table.SetFeature(row)
    del row, table, source
    (finding,) = check_inventory(path).findings
    assert finding.feature == 1 and "a point is needed" in finding.message
