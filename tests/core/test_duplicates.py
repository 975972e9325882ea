"""Candidates that an inventory has already, and how new ones join it (no QGIS)."""

from __future__ import annotations

import time

import numpy as np
import pytest
import shapely
from rasterio.crs import CRS
from shapely.affinity import rotate, translate
from shapely.geometry import Point, box

from rock_glacier_mapper.core.errors import Cancelled, InputError
from rock_glacier_mapper.core.feedback import Feedback
from rock_glacier_mapper.core.inventory.append import (
    KnownOutline,
    Stock,
    grow,
    is_at,
    running_number,
)
from rock_glacier_mapper.core.inventory.build import (
    OUTLINE,
    Candidate,
    build_inventory,
    outline_fingerprint,
)
from rock_glacier_mapper.core.inventory.duplicates import RULES, Decision, decide
from rock_glacier_mapper.core.inventory.provenance import read_machine_values
from rock_glacier_mapper.core.inventory.schema import load_schema

UTM32 = CRS.from_epsg(32632)
X0, Y0 = 500000.0, 5200000.0


def blob(rng, x, y, size=150):
    """An irregular polygon about ``size`` metres wide."""
    angles = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    radius = size / 2 * rng.uniform(0.6, 1.0, 24)
    return shapely.Polygon(
        np.column_stack((x + radius * np.cos(angles), y + radius * np.sin(angles)))
    )


def scattered(rng, count, width):
    return [blob(rng, X0 + a, Y0 + b) for a, b in rng.uniform(0, width, (count, 2))]


def kinds(decisions):
    return [(d.action, d.unit, d.reason) for d in decisions]


# --- duplicates ----------------------------------------------------------------------------


@pytest.mark.parametrize("share", [0.2, 0.4, 0.6])
def test_overlaps_against_brute_force(share):
    rng = np.random.default_rng(5)
    candidates, existing = scattered(rng, 120, 1500), scattered(rng, 150, 1500)
    decisions = decide(candidates, existing, range(150), "skip", share)
    known = [
        any(c.intersection(e).area >= share * min(c.area, e.area) for e in existing)
        for c in candidates
    ]
    assert 10 < sum(known) < 110
    kept: list = []
    for i in sorted(range(120), key=lambda i: -candidates[i].area):
        c = candidates[i]
        twice = any(c.intersection(k).area >= share * min(c.area, k.area) for k in kept)
        expected = ("skip", "known") if known[i] else ("skip", "twice") if twice else ("add", "")
        assert (decisions[i].action, decisions[i].reason) == expected
        if expected[0] == "add":
            kept.append(c)


@pytest.mark.parametrize("rule", RULES)
def test_decisions_do_not_depend_on_the_order(rule):
    rng = np.random.default_rng(6)
    candidates, existing = scattered(rng, 80, 1000), scattered(rng, 80, 1000)
    candidates += candidates[:5]
    candidates += existing[:5]
    units = [f"u{i}" for i in range(80)]
    first = decide(candidates, existing, units, rule, 0.4, units[::2])
    order = rng.permutation(len(candidates))
    second = decide([candidates[i] for i in order], existing, units, rule, 0.4, units[::2])
    actions = dict(zip(order.tolist(), second))
    for i, decision in enumerate(first):
        if i < 5 or 80 <= i < 85:  # of equal ones, one is taken, whichever
            continue
        assert actions[i] == decision
    assert sum(d.action == "add" for d in first) == sum(d.action == "add" for d in second)


@pytest.mark.parametrize("rule", RULES)
def test_a_second_run_changes_nothing(rule):
    rng = np.random.default_rng(7)
    candidates, existing = scattered(rng, 80, 900), scattered(rng, 60, 900)
    units = [f"u{i}" for i in range(60)]
    outlines = dict(zip(units, existing))
    for run in range(2):
        names = list(outlines)
        decisions = decide(candidates, list(outlines.values()), names, rule, 0.5, names)
        changed = [(c, d) for c, d in zip(candidates, decisions) if d.action != "skip"]
        assert (len(changed) > 10) is (run == 0)
        if run:
            assert not changed
        for number, (candidate, decision) in enumerate(changed):
            outlines[decision.unit or f"new{number}"] = candidate


def test_rules_and_reasons():
    square = box(0, 0, 10, 10)
    others = [box(100, 0, 110, 10), box(111, 0, 121, 10)]
    existing, units = [square, *others], ["a", "b", "c"]
    half = box(0, 0, 10, 8)
    across = box(100, 0, 121, 10)
    cases = [square, half, box(0, 0, 10, 5.5), across, box(50, 50, 60, 60)]
    found = {rule: kinds(decide(cases, existing, units, rule, 0.5, ["a", "b"])) for rule in RULES}
    assert found["skip"] == [
        ("skip", "a", "identical"),
        ("skip", "a", "known"),
        ("skip", "a", "known"),
        ("skip", "b", "known"),
        ("add", None, ""),
    ]
    assert [kind[0] for kind in found["add"]] == ["skip", "add", "add", "add", "add"]
    assert [kind[2] for kind in found["replace_automatic"]] == [
        "identical",
        "worse",
        "worse",
        "several",
        "",
    ]
    better = kinds(decide(cases[1:], existing, units, "replace_automatic", 0.5, ["a", "b"]))
    assert better[0] == ("replace", "a", "") and better[1] == ("skip", "a", "worse")
    kept = kinds(decide(cases[1:2], existing, units, "replace_automatic", 0.5, ["b"]))
    assert kept == [("skip", "a", "touched")]


def test_outlines_that_only_touch_or_have_no_area_are_no_duplicates():
    one = box(0, 0, 10, 10)
    for other in (box(10, 0, 20, 10), box(10, 10, 20, 20)):
        assert decide([other], [one], ["a"], share=0.01) == [Decision("add")]
    assert decide([one], [shapely.Polygon()], ["a"])[0].action == "add"
    assert decide([], [one], ["a"]) == [] and decide([one], [], [])[0].action == "add"


@pytest.mark.parametrize(("rule", "share"), [("merge", 0.5), ("skip", 0), ("skip", 1.1)])
def test_impossible_settings(rule, share):
    with pytest.raises(InputError):
        decide([box(0, 0, 1, 1)], [], [], rule, share)


def test_many_outlines_in_seconds():
    """TPRoGI's 44,273 outlines and 1,000 new ones."""
    rng = np.random.default_rng(8)
    existing = scattered(rng, 44273, 80000)
    candidates = scattered(rng, 600, 80000)
    candidates += [translate(e, 3, 2) for e in existing[:400]]
    start = time.process_time()
    decisions = decide(candidates, existing, range(44273), "replace_automatic", 0.5, range(44273))
    assert time.process_time() - start < 10
    assert sum(d.action == "replace" for d in decisions[600:]) > 300


# --- fingerprints --------------------------------------------------------------------------


def test_a_fingerprint_is_that_of_the_shape():
    rng = np.random.default_rng(9)
    polygon = blob(rng, X0, Y0).difference(Point(X0, Y0).buffer(10))
    ring = list(polygon.exterior.coords)[:-1]
    same = shapely.Polygon(ring[5:] + ring[:5], polygon.interiors)
    first = outline_fingerprint(polygon)
    assert first == outline_fingerprint(same) == outline_fingerprint(same.reverse())
    assert first == outline_fingerprint(shapely.MultiPolygon([polygon]))
    assert first == outline_fingerprint(shapely.force_3d(polygon, 5))
    assert first != outline_fingerprint(translate(polygon, 1e-6, 0))
    assert first != outline_fingerprint(shapely.Polygon(polygon.exterior))
    parts = [polygon, translate(polygon, 500, 0)]
    assert outline_fingerprint(shapely.MultiPolygon(parts)) == outline_fingerprint(
        shapely.MultiPolygon(parts[::-1])
    )


def test_new_outlines_carry_their_fingerprint():
    polygon = box(X0, Y0, X0 + 100, Y0 + 100)
    (outline,) = build_inventory([Candidate(polygon)], UTM32, load_schema()).layers["GO"]
    record = read_machine_values(outline.attributes["MachineVal"])
    assert record[OUTLINE] == outline_fingerprint(polygon) == outline_fingerprint(outline.geometry)


# --- growing -------------------------------------------------------------------------------


def stock_of(features, last=0):
    """What is known of an inventory that was just built."""
    units = [f.attributes["PrimaryID"] for f in features["GO"]]
    return Stock(
        [KnownOutline(f.geometry, u) for f, u in zip(features["GO"], units)],
        set(units),
        {f.attributes["PrimaryID"]: f.attributes["AssocRGS"] for f in features["PM"]},
        {f.attributes["RGSID"] for f in features["RGS"]},
        last,
    )


def test_growing_in_two_steps_is_like_building_at_once():
    """As long as no step links systems of the other, units, systems and links are the same."""
    rng = np.random.default_rng(10)
    candidates = [Candidate(p) for p in scattered(rng, 60, 4000)]
    candidates = [
        c
        for i, c in enumerate(candidates)
        if not any(c.geometry.distance(o.geometry) < 20 for o in candidates[:i])
    ]
    schema = load_schema()
    whole = build_inventory(candidates, UTM32, schema).layers
    half = len(candidates) // 2
    first = build_inventory(candidates[:half], UTM32, schema).layers
    growth = grow(candidates, UTM32, schema, stock_of(first, half))
    assert len(growth.added["GO"]) == len(candidates) - half and not growth.system_sizes
    ids = [f.attributes["PrimaryID"] for f in [*first["PM"], *growth.added["PM"]]]
    assert sorted(ids) == sorted(f.attributes["PrimaryID"] for f in whole["PM"])
    systems = [f.attributes["RGSID"] for f in [*first["RGS"], *growth.added["RGS"]]]
    assert sorted(systems) == sorted(f.attributes["RGSID"] for f in whole["RGS"])
    numbers = [int(f.attributes["WorkingID"]) for f in growth.added["GO"]]
    assert numbers == list(range(half + 1, len(candidates) + 1))


@pytest.mark.parametrize("crs", [UTM32, CRS.from_epsg(4326)])
@pytest.mark.parametrize(("gap", "joins"), [(0, True), (9, True), (12, False)])
def test_units_join_a_system_across_small_gaps(crs, gap, joins):
    from rock_glacier_mapper.core.geodesy import transform_polygons

    polygons = [box(X0, Y0, X0 + 100, Y0 + 100), box(X0 + 100 + gap, Y0, X0 + 250, Y0 + 100)]
    polygons = transform_polygons(polygons, UTM32, crs)
    schema = load_schema()
    first = build_inventory([Candidate(polygons[0])], crs, schema).layers
    rgs = first["RGS"][0].attributes["RGSID"]
    growth = grow([Candidate(polygons[1])], crs, schema, stock_of(first))
    assert (growth.added["PM"][0].attributes["AssocRGS"] == rgs) is joins
    assert growth.system_sizes == ({rgs: 2} if joins else {})
    assert len(growth.added["RGS"]) == (not joins)


def test_candidates_of_a_system_stay_together():
    schema = load_schema()
    first = build_inventory([Candidate(box(X0, Y0, X0 + 100, Y0 + 100))], UTM32, schema).layers
    rgs = first["RGS"][0].attributes["RGSID"]
    new = [
        Candidate(box(X0 + 105, Y0, X0 + 200, Y0 + 100), {"system_id": 4}),
        Candidate(box(X0 + 900, Y0, X0 + 990, Y0 + 100), {"system_id": 4.0}),
        Candidate(box(X0 + 995, Y0, X0 + 1100, Y0 + 100), {"system_id": 5}),
    ]
    growth = grow(new, UTM32, schema, stock_of(first))
    found = {f.attributes["WorkingID"]: f.attributes["AssocRGS"] for f in growth.added["PM"]}
    assert found["001"] == found["002"] == rgs != found["003"]
    assert growth.system_sizes == {rgs: 3}


def test_identifiers_in_use_are_avoided():
    """The same place twice, as with outlines that were rotated: a marker of its own, inside."""
    square = box(X0, Y0, X0 + 200, Y0 + 200)
    schema = load_schema()
    first = build_inventory([Candidate(square)], UTM32, schema).layers
    stock = stock_of(first)
    turned = rotate(square, 45)
    growth = grow([Candidate(turned)], UTM32, schema, stock, rule="add")
    (marker,) = growth.added["PM"]
    assert marker.attributes["PrimaryID"] not in stock.unit_ids
    assert turned.contains(marker.geometry)
    # A system of its own must not take an identifier in use either.
    alone = Stock(unit_ids=stock.unit_ids, system_ids={
        marker.attributes["PrimaryID"].replace("RGU", "RGS"), *stock.system_ids
    })  # fmt: skip
    growth = grow([Candidate(turned)], UTM32, schema, alone, rule="add")
    assert growth.added["RGS"][0].attributes["RGSID"] not in alone.system_ids


def test_an_edited_outline_keeps_its_identifier():
    """A better outline of the same landform replaces the old one; nothing is added."""
    rng = np.random.default_rng(11)
    polygon = blob(rng, X0, Y0, 300)
    schema = load_schema()
    first = build_inventory([Candidate(polygon)], UTM32, schema).layers
    unit = first["GO"][0].attributes["PrimaryID"]
    stock = stock_of(first)
    stock.outlines = [KnownOutline(polygon, unit, replaceable=True)]
    better = Candidate(polygon.buffer(4).simplify(2))
    growth = grow([better], UTM32, schema, stock, rule="replace_automatic")
    assert growth.replaced == {unit: better} and not growth.added["GO"]


def test_cancelling():
    class Stop(Feedback):
        def is_cancelled(self):
            return True

    candidates = [Candidate(box(X0, Y0, X0 + 9, Y0 + 9))]
    with pytest.raises(Cancelled):
        grow(candidates, UTM32, load_schema(), Stock(), feedback=Stop())


def test_running_numbers_and_places():
    assert [running_number(t) for t in ("007", 12, None, "A1", "1.5", "²")] == [7, 12, 0, 0, 0, 0]
    assert is_at(-179.9999999, 10.0, 10.0, 179.9999999, 1e-6)
    assert not is_at(9.0, 10.0, 10.0, 9.00001, 1e-6)
    assert not is_at(9.0, 10.0, None, 9.0, 1e-6)
    assert not is_at(float("nan"), 10.0, 10.0, 9.0, 1e-6)
