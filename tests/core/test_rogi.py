"""Export in the RoGI layout: names, values, geometries, the antimeridian."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from osgeo import ogr
from rasterio.crs import CRS
from rasterio.warp import transform
from shapely.affinity import translate
from shapely.geometry import MultiPolygon, Point, Polygon, box

from rock_glacier_mapper.core.errors import Cancelled, InputError
from rock_glacier_mapper.core.feedback import Feedback
from rock_glacier_mapper.core.geodesy import WGS84, ellipsoidal_areas
from rock_glacier_mapper.core.inventory.build import Candidate, build_inventory
from rock_glacier_mapper.core.inventory.checks import check_inventory
from rock_glacier_mapper.core.inventory.geopackage import write_inventory
from rock_glacier_mapper.core.inventory.reading import read_inventory
from rock_glacier_mapper.core.inventory.rogi import (
    PUBLISHED,
    RogiName,
    export_rogi,
    multipolygon_on_earth,
)
from rock_glacier_mapper.core.inventory.schema import load_schema
from rock_glacier_mapper.core.vector import Feature

UTM32, UTM1, UTM60S = (CRS.from_epsg(code) for code in (32632, 32601, 32760))
SCHEMA = load_schema()
NAME = RogiName("Test area", 2025, "02.0")
METADATA = {"SOUR_DATA": "Sentinel-2", "MAP_DATE": "2025-07-31", "MAPPER": "A. Mapper"}


def wobbly(x, y, seed, radius=180.0):
    """A star-shaped polygon with a hole, and a second part."""
    rng = np.random.default_rng(seed)
    angle = np.linspace(0, 2 * np.pi, 80, endpoint=False)
    reach = radius * (1 + 0.3 * np.sin(3 * angle) + 0.05 * rng.normal(size=80))
    shell = np.column_stack((x + reach * np.cos(angle), y + reach * np.sin(angle)))
    return Polygon(shell, [Point(x, y).buffer(radius / 4).exterior.coords])


def inventory(path, polygons, crs=UTM32):
    made = build_inventory([Candidate(p) for p in polygons], crs, SCHEMA, None, METADATA)
    for feature in made.layers["GO"]:
        feature.attributes["ReviewStat"] = "remain"
    return path, made.layers, crs


def export(tmp_path, source, name=NAME, **options):
    path, layers, crs = source
    write_inventory(path, SCHEMA, layers, crs.to_wkt())
    file = read_inventory(path, SCHEMA)
    result = export_rogi(file, tmp_path / "rogi.gpkg", name, **options)
    return tmp_path / "rogi.gpkg", result


def read(path):
    """Layer code to (EPSG code, geometry type, [(attributes, shape)]), with OGR alone."""
    source, found = ogr.Open(str(path)), {}
    for table in source:
        code = table.GetName().split("_")[-2]
        crs = table.GetSpatialRef().GetAuthorityCode(None)
        rows = []
        for row in table:
            geometry = row.GetGeometryRef()
            shape = None if geometry is None else shapely.from_wkb(bytes(geometry.ExportToWkb()))
            rows.append((row.items(), shape))
        found[code] = crs, ogr.GeometryTypeToName(table.GetGeomType()), rows
    return found


def test_round_trip(tmp_path):
    polygons = [wobbly(500_000 + 900 * i, 5_200_000, i) for i in range(8)]
    polygons.append(MultiPolygon([box(0, 0, 200, 200), box(300, 0, 400, 1500)]))
    polygons[-1] = translate(polygons[-1], 510_000, 5_200_000)
    source = inventory(tmp_path / "i.gpkg", polygons)
    layers = source[1]
    layers["PM"][0].attributes.update(
        Landform=1, KinAtt=3, KinPeriod="2018-2021", UpslCon="Talus", ActiCl="Active uncertain",
        Comment="äöü – 漢",
    )  # fmt: skip
    layers["GO"][0].attributes.update(RelFr=2, RelLeftLM=1, RelRightLM=0, RelUpsCon=1, RelIndex=4)
    moving = {"PolyUID": "m", "VelClass": 4, "RelMA": "High", "TimeObs": "Jul 2020"}
    layers["MA"].append(Feature(MultiPolygon([box(5e5, 52e5, 500_100, 5_200_100)]), moving))
    path, result = export(tmp_path, source)
    assert result.counts == {"AOI": 1, "PM": 9, "MA": 1, "GO": 9}
    assert (result.left_out, result.emptied, result.repaired) == ({}, 0, 0)
    names = [table.GetName() for table in ogr.Open(str(path))]
    assert names == [
        f"ESACCI-PERMAFROST_ROGI_TEST-AREA_{code}_2025-fv02.0" for code in ("AOI", "PM", "MA", "GO")
    ]
    found = read(path)
    assert {crs for crs, *_ in found.values()} == {"4326"}
    assert {code: kind for code, (_, kind, _) in found.items()} == {
        "AOI": "Multi Polygon",
        "PM": "Point",
        "MA": "Multi Polygon",
        "GO": "Multi Polygon",
    }
    for code, (_, _, rows) in found.items():
        assert len(rows) == len(layers[code])
        shapes = [shape for _, shape in rows]
        assert all(shape.is_valid for shape in shapes)
        for (attributes, _), feature in zip(rows, layers[code]):
            assert set(attributes) == set(PUBLISHED[code])
            for name, value in attributes.items():
                expected = feature.attributes.get(name)
                if name == "KinAtt" and expected == 3:
                    expected = "cm/yr to dm/yr"
                assert value == expected, name
        if code != "PM":
            before = ellipsoidal_areas([f.geometry for f in layers[code]], UTM32)
            assert ellipsoidal_areas(shapes, WGS84) == pytest.approx(before, rel=1e-6)
    for (values, point), feature in zip(found["PM"][2], layers["PM"]):
        assert point.y == pytest.approx(feature.attributes["LAT"], abs=2e-7)
        assert point.x == pytest.approx(feature.attributes["LON"], abs=2e-7)
        outline = next(s for a, s in found["GO"][2] if a["PrimaryID"] == values["PrimaryID"])
        assert outline.contains(point)
    again = check_inventory(path)
    assert again.count("error") == 0
    assert read_inventory(path, SCHEMA).tables["PM"].column("KinAtt")[0] == 3


def test_an_inventory_in_degrees_keeps_every_corner(tmp_path):
    polygons = [box(-70 + 0.01 * i, -28, -69.997 + 0.01 * i, -27.997) for i in range(3)]
    path, _ = export(tmp_path, inventory(tmp_path / "i.gpkg", polygons, WGS84))
    for (_, shape), polygon in zip(read(path)["GO"][2], polygons):
        assert shape.geoms[0].equals_exact(polygon, 0)


@pytest.mark.parametrize(("crs", "latitude"), [(UTM1, 65.0), (UTM60S, -63.0)])
def test_outlines_on_the_antimeridian_are_cut(tmp_path, crs, latitude):
    (x,), (y,) = transform(WGS84, crs, [180.0], [latitude])
    polygons = [wobbly(x + 400 * i, y, 20 + i, 900.0) for i in range(-18, 19, 6)]
    path, result = export(tmp_path, inventory(tmp_path / "i.gpkg", polygons, crs))
    rows = read(path)["GO"][2]
    assert result.counts["GO"] == len(polygons)
    shapes = [shape for _, shape in rows]
    bounds = np.array([shape.bounds for shape in shapes])
    assert (np.abs(bounds[:, [0, 2]]) <= 180).all()
    crossing = [shape for shape in shapes if shape.bounds[2] - shape.bounds[0] > 180]
    assert 0 < len(crossing) < len(shapes)
    for shape in shapes:
        assert shape.is_valid
        for part in shape.geoms:
            assert part.bounds[2] - part.bounds[0] < 0.1
    # The pieces' areas add up: taken one by one, so that no piece is measured across the line.
    for shape, polygon in zip(shapes, polygons):
        pieces = ellipsoidal_areas(list(shape.geoms), WGS84).sum()
        assert pieces == pytest.approx(ellipsoidal_areas([polygon], crs)[0], rel=1e-6)


def test_multipolygons_on_earth():
    ring = [(179.9, 10), (-179.9, 10), (-179.9, 11), (179.9, 11)]
    hole = [(179.95, 10.4), (-179.95, 10.4), (-179.95, 10.6), (179.95, 10.6)]
    cut = multipolygon_on_earth(Polygon(ring, [hole]))
    assert cut.is_valid and len(cut.geoms) == 2
    assert cut.area == pytest.approx(0.2 - 0.1 * 0.2)
    east = multipolygon_on_earth(box(181, 0, 183, 1))
    assert east.equals(MultiPolygon([box(-179, 0, -177, 1)]))
    half = multipolygon_on_earth(box(179, 0, 183, 1))
    assert half.equals(MultiPolygon([box(179, 0, 180, 1), box(-180, 0, -177, 1)]))
    wide = box(-180, -60, 180, 60)
    assert multipolygon_on_earth(wide, jumps=False).equals(MultiPolygon([wide]))
    assert multipolygon_on_earth(box(0, 80, 1, 91)) is None
    assert multipolygon_on_earth(Polygon()) is None


def test_filters(tmp_path):
    source = inventory(tmp_path / "i.gpkg", [wobbly(5e5 + 900 * i, 52e5, i) for i in range(6)])
    pm, go = source[1]["PM"], source[1]["GO"]
    for i, landform in enumerate((1, 1, 0, 2, 1, 1)):
        pm[i].attributes.update(Landform=landform, LandformSrc="manual")
    go[0].attributes["ReviewStat"] = "remove"
    go[1].attributes["ReviewStat"] = "unreviewed"
    go[4].attributes.update(ReviewStat="unreviewed", OutlineSrc="manual")
    pm[4].attributes.update(UpslCon="Talus", UpslConSrc="auto", ActiCl="Active", ActiClSrc="manual")
    pm[5].attributes.update(UpslCon="Talus", UpslConSrc="manual")

    def exported(**options):
        (tmp_path / "rogi.gpkg").unlink(missing_ok=True)
        source[0].unlink(missing_ok=True)
        path, result = export(tmp_path, source, **options)
        found = read(path)
        by_id = {f.attributes["PrimaryID"]: i for i, f in enumerate(pm)}
        markers = {by_id[a["PrimaryID"]]: a for a, _ in found["PM"][2]}
        return markers, [by_id[a["PrimaryID"]] for a, _ in found["GO"][2]], result

    markers, outlines, result = exported()
    assert list(markers) == [0, 1, 2, 3, 4, 5] and outlines == [1, 2, 3, 4, 5]
    assert result.left_out == {"outlines removed in the review": 1}
    markers, outlines, _ = exported(landforms=[1])
    assert list(markers) == [0, 1, 4, 5] and outlines == [1, 4, 5]
    markers, outlines, result = exported(only_reviewed=True)
    assert list(markers) == [0, 2, 3, 4, 5] and outlines == [2, 3, 4, 5]
    assert result.emptied == 1
    assert markers[4]["UpslCon"] is None and markers[4]["ActiCl"] == "Active"
    assert markers[5]["UpslCon"] == "Talus"


def test_invalid_and_missing_geometry(tmp_path):
    source = inventory(tmp_path / "i.gpkg", [wobbly(5e5 + 900 * i, 52e5, i) for i in range(3)])
    go = source[1]["GO"]
    bow = Polygon([(5e5, 52e5), (500200, 5200200), (500200, 52e5), (5e5, 5200200), (5e5, 52e5)])
    go[0].geometry = MultiPolygon([bow])
    go[1].geometry = None
    path, result = export(tmp_path, source)
    shapes = [shape for _, shape in read(path)["GO"][2]]
    assert shapes[0].is_valid and len(shapes[0].geoms) == 2 and shapes[1] is None
    assert result.repaired == 1 and list(result.left_out.values()) == [1]


def test_names():
    assert RogiName("All areas", 2025, "02.0").layer("GO") == (
        "ESACCI-PERMAFROST_ROGI_ALL-AREAS_GO_2025-fv02.0"
    )
    assert RogiName("Val d'Hérens_1", 2026, "1", "My Lab").layer("PM") == (
        "MY-LAB_ROGI_VAL-D-H-RENS-1_PM_2026-fv1"
    )
    with pytest.raises(InputError, match="area"):
        RogiName("***", 2025)


def test_cancel_and_failure_leave_no_file(tmp_path):
    source = inventory(tmp_path / "i.gpkg", [wobbly(5e5, 52e5, 0)])

    class Stop(Feedback):
        asked = 0

        def is_cancelled(self):
            self.asked += 1
            return self.asked > 5

    with pytest.raises(Cancelled):
        export(tmp_path, source, feedback=Stop())
    assert [p.name for p in tmp_path.iterdir()] == ["i.gpkg"]
    file = read_inventory(source[0], SCHEMA)
    (tmp_path / "folder").mkdir()
    with pytest.raises(InputError):
        export_rogi(file, tmp_path / "folder", NAME)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["folder", "i.gpkg"]
