"""Which candidates are wrong finds, on squares whose overlaps are known."""

import pytest
import shapely
from conftest import UTM32
from rasterio.crs import CRS

from rock_glacier_mapper.core.errors import Cancelled, InputError
from rock_glacier_mapper.core.feedback import Feedback
from rock_glacier_mapper.core.inventory.schema import load_schema
from rock_glacier_mapper.core.negatives import (
    FIELDS,
    UNDECIDED,
    collect_negatives,
    decisions,
    merged,
    wrong_finds,
)
from rock_glacier_mapper.core.objects.rules import KEPT, REJECTED
from rock_glacier_mapper.core.vector import Feature

X0, Y0 = 500_000, 5_200_000  # at the central meridian the scale is 0.9996


def square(x, y, side=100, height=None):
    return shapely.box(X0 + x, Y0 + y, X0 + x + side, Y0 + y + (height or side))


def candidate(geometry, **attributes):
    return Feature(geometry, attributes)


def test_the_reference_judges_by_the_share_that_lies_on_it():
    """0, 9, 11, 50 and 100 % on the reference; two halves of 6 % that overlap make 6 %."""
    shapes = [square(300 * n, 0) for n in range(6)]
    reference = [
        square(300, 0, 9, 100),
        square(600, 0, 11, 100),
        square(850, 0),
        square(1190, -10, 200),
        square(1500, 0, 6, 100),
        square(1500, 0, 6, 100),
    ]
    none = [None] * 6
    wrong = ["reference", "reference", None, None, None, "reference"]
    assert wrong_finds(shapes, none, reference) == wrong
    assert wrong_finds(shapes, none, reference, max_overlap=0.6)[3] == "reference"
    assert wrong_finds(shapes, none, [], max_overlap=0) == ["reference"] * 6
    assert wrong_finds(shapes, none, None) == none


def test_neighbours_in_the_reference_count_together():
    shapes = [square(0, 0)]
    reference = [square(0, 0, 6, 100), square(94, 0, 6, 100)]
    assert wrong_finds(shapes, [None], reference) == [None]
    assert wrong_finds(shapes, [None], reference[:1]) == ["reference"]


def test_the_reference_judges_only_where_it_is_complete():
    shapes = [square(0, 0), square(450, 0), square(900, 0)]
    area = [square(-10, -10, 500, 200), square(490, -10, 10, 200)]
    assert wrong_finds(shapes, [None] * 3, [], area) == ["reference", None, None]
    area.append(square(500, -10, 60, 200))  # the three touch and cover the second together
    assert wrong_finds(shapes, [None] * 3, [], area) == ["reference", "reference", None]
    assert wrong_finds(shapes, [True, None, True], [], []) == ["review", None, "review"]


def test_the_review_wins():
    shapes = [square(0, 0), square(300, 0), square(600, 0), square(900, 0)]
    reference = [square(0, 0), square(600, 0)]
    review = [True, False, None, None]
    assert wrong_finds(shapes, review, reference) == ["review", None, None, "reference"]


def test_decisions_are_those_of_the_value_lists():
    lists = load_schema().value_lists
    status = lists["review_status"].codes
    removed = ("removed", "remove", "no")
    told = dict(zip(status, decisions(status, removed)))
    assert told.pop("unreviewed") is None and told.pop("remove") is True
    assert told and not any(told.values()) and None not in told.values()
    answers = lists["validation"].codes
    assert [code for code, no in zip(answers, decisions(answers, removed)) if no] == ["no"]
    # What the extraction writes is nobody's decision, unless it is asked for.
    assert {KEPT, REJECTED} < set(UNDECIDED)
    values = (None, "", " Remove", "NO", "keep", 0, KEPT, REJECTED)
    expected = [None, None, True, True, False, False, None, None]
    assert decisions(values, (" removed", "REMOVE", "no ")) == expected
    assert decisions((REJECTED, KEPT, 0), ("rejected", "0")) == [True, None, True]


def test_collection_with_areas_identifiers_and_rounds():
    finds = [
        candidate(square(0, 0, 200), rg_id=7, prob_mean=0.8, ReviewStat="remove", fid="1"),
        candidate(square(1000, 0, 100), PrimaryID="RG1", prob_mean=float("nan"), fid="2"),
        candidate(square(2000, 0, 20), fid="3"),
        candidate(square(3000, 0, 100), fid="4", ReviewStat="remain"),
    ]
    found = collect_negatives(finds, UTM32, review_field="ReviewStat", reference=[], min_area=0.001)
    assert found.counts == {
        "review": 1,
        "reference": 1,
        "small": 1,
        "no_wrong_find": 1,
        "merged": 0,
    }
    assert [set(one.attributes) for one in found.negatives] == [set(FIELDS)] * 2
    first, second = (one.attributes for one in found.negatives)
    assert (first["source_id"], first["source"], first["round"]) == ("7", "review", 1)
    assert first["prob_mean"] == 0.8 and second["prob_mean"] is None
    assert second["source_id"] == "RG1" and second["source"] == "reference"
    assert first["area_km2"] == pytest.approx(0.04 / 0.9996**2, abs=2e-6)

    # The next round: the same wrong find a little shifted, a new one, and one drawn by hand.
    earlier = [*found.negatives, candidate(square(5000, 0), fid="9")]
    finds = [candidate(square(20, 10, 200), rg_id=1), candidate(square(4000, 0), rg_id=2)]
    again = collect_negatives(finds, UTM32, reference=[], existing=earlier)
    assert again.counts == {"earlier": 3, "reference": 1, "merged": 1, "no_wrong_find": 0}
    told = [
        tuple(one.attributes[n] for n in ("source_id", "source", "round"))
        for one in again.negatives
    ]
    assert told == [
        ("7", "earlier", 1),
        ("RG1", "earlier", 1),
        ("9", "earlier", 0),
        ("2", "reference", 2),
    ]
    union = square(0, 0, 200).union(square(20, 10, 200))
    assert again.negatives[0].geometry.equals(union)
    assert again.negatives[0].attributes["area_km2"] > first["area_km2"]


def test_multipolygons_become_single_polygons_and_degrees_have_areas():
    wgs84 = CRS.from_epsg(4326)
    pair = shapely.union_all(
        [shapely.box(9, 46, 9.001, 46.001), shapely.box(9.002, 46, 9.003, 46.001)]
    )
    found = collect_negatives([candidate(pair, rg_id=4)], wgs84, reference=[])
    assert [one.geometry.geom_type for one in found.negatives] == ["Polygon"] * 2
    assert [one.attributes["source_id"] for one in found.negatives] == ["4", "4"]
    # 0.001 degrees at 46 degrees north are 77.46 m by 111.15 m on the WGS 84 ellipsoid
    for one in found.negatives:
        assert one.attributes["area_km2"] == pytest.approx(0.07746 * 0.11115, rel=2e-3)
    assert found.counts["reference"] == 1


def test_duplicates_form_chains_and_neighbours_stay_apart():
    chain = [candidate(square(40 * n, 0), n=n) for n in range(4)]
    neighbours = [candidate(square(220, 0, 100), n=4), candidate(square(1000, 0), n=5)]
    inside = candidate(square(1010, 10, 20), n=6)
    kept = merged([*chain, *neighbours, inside])
    assert [one.attributes["n"] for one in kept] == [0, 4, 5]
    assert kept[0].geometry.area == pytest.approx(220 * 100)
    assert kept[2].geometry.equals(square(1000, 0))
    assert merged([]) == []


def test_without_any_judge_it_says_what_to_give():
    finds = [candidate(square(0, 0), status="candidate")]
    with pytest.raises(InputError, match=r"none is named.*REFERENCE"):
        collect_negatives(finds, UTM32)
    with pytest.raises(InputError, match="'status' holds no decision"):
        collect_negatives(finds, UTM32, review_field="status")
    assert collect_negatives([], UTM32).negatives == []
    earlier = [candidate(square(0, 0))]
    assert collect_negatives([], UTM32, existing=earlier).counts["earlier"] == 1


def test_it_can_be_cancelled():
    class Stop(Feedback):
        def is_cancelled(self):
            return True

    with pytest.raises(Cancelled):
        collect_negatives([candidate(square(0, 0))], UTM32, reference=[], feedback=Stop())
