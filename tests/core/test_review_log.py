"""Order of candidates, decisions, the journal that outlives a crash, and the log."""

import json
import sqlite3

import numpy as np
import pytest
from conftest import UTM32
from shapely.geometry import box

from rock_glacier_mapper.core.errors import InputError
from rock_glacier_mapper.core.review.decisions import ADD, REMAIN, REMOVE, SET, Change, decide
from rock_glacier_mapper.core.review.journal import Journal
from rock_glacier_mapper.core.review.log import append_log, read_log
from rock_glacier_mapper.core.review.priority import priority
from rock_glacier_mapper.core.review.table import CandidateTable, known_mappers
from rock_glacier_mapper.core.vector import Feature, write_layer


def make_table(count=200, seed=4):
    rng = np.random.default_rng(seed)
    statuses = [("", "unreviewed", "remain", "remove")[i] for i in rng.integers(0, 4, count)]
    return CandidateTable(
        rng.permutation(count) + 10,
        [f"rg_id {i}" for i in range(count)],
        [""] * count,
        rng.uniform(0.005, 2, count),
        np.where(rng.random(count) < 0.2, np.nan, rng.uniform(0, 0.3, count)),
        rng.uniform(0, 1, count),
        statuses,
        [("ann", "ben", "")[i] for i in rng.integers(0, 3, count)],
    )


def decision(key="a", action=REMAIN, reviewer="Ann", **values):
    return decide(action, key, reviewer, (Change(SET, key, {"ReviewStat": action}, **values),))


def test_priority_is_the_weighted_mean_of_the_known_terms():
    found = priority(
        [0.25, 0.125, np.nan, np.nan, 9],
        [0.5, 0.75, 1.0, np.nan, np.nan],
        [1, 0.1, 0.01, np.nan, np.nan],
    )
    expected = [1.0, 0.5 * 0.5 + 0.3 * 0.5 + 0.2 * 0.5, 0.0, 0.0, 1.0]
    np.testing.assert_allclose(found, expected, atol=1e-12)
    # A limit that is not in the middle: doubt is full there and nil at the farther end.
    np.testing.assert_allclose(priority([np.nan] * 2, [0.8, 0.0], [np.nan] * 2, 0.8), [1, 0])


@pytest.mark.parametrize("only_open", [False, True])
def test_selection_is_sorted_and_filtered_as_by_hand(only_open):
    table = make_table()
    fids = set(range(20, 150))
    rows = table.select({"", "remain"}, {"ann", ""}, fids, only_open)
    expected = [
        i
        for i in sorted(range(len(table)), key=lambda i: (-table.priority[i], i))
        if table.statuses[i] in ("", "remain")
        and table.mappers[i] in ("ann", "")
        and table.fids[i] in fids
        and not (only_open and table.statuses[i] == "remain")
    ]
    assert rows.tolist() == expected and expected
    assert known_mappers(table) == ["", "ann", "ben"]


def test_next_open_goes_down_the_list_and_starts_again():
    table = make_table(30)
    rows = table.select()
    opened = [row for row in rows.tolist() if table.is_open(row)]
    walked, row = [], None
    for _ in opened:
        row = table.next_open(rows, row)
        walked.append(row)
        table.set_status(row, "remain")
    assert walked == opened and table.next_open(rows, row) is None
    assert table.counts() == (30, 30)
    new = table.add(999, "n", "", 0.2, "", "ann")
    assert table.next_open(table.select(), row) == new == table.row_of(999)
    table.gone[new] = True
    assert table.counts() == (30, 30) and new not in table.select()
    assert table.counts({10, 11, 999}) == (2, 2)


def test_after_the_last_open_candidate_the_skipped_ones_come_back():
    table = make_table(30)
    rows = table.select(only_open=True)
    assert table.next_open(rows, int(rows[-1])) == rows[0]


def test_a_decision_needs_a_name_and_a_known_operation():
    with pytest.raises(InputError, match="your name"):
        decision(reviewer=" ")
    with pytest.raises(InputError, match="no review operation"):
        decision(action="keep")
    assert decision().id != decision().id


def test_the_journal_keeps_what_holds(tmp_path):
    journal = Journal(tmp_path / "a.gpkg", "GO")
    assert journal.pending() == [] and not journal.exists()
    one, two, three = decision("a"), decision("b", REMOVE), decision("c", geometry="00", after="x")
    for item in (one, two, three):
        journal.decide(item)
    journal.undo(three.id)
    journal.undo(two.id)
    journal.redo(two.id)
    again = Journal(tmp_path / "a.gpkg", "GO")
    assert again.pending() == [one, two]
    again.redo(three.id)
    assert again.pending() == [one, two, three]
    again.clear()
    assert journal.pending() == [] and not list(tmp_path.iterdir())


@pytest.mark.parametrize("cut", [1, 7, 40])
def test_a_line_that_a_crash_cut_short_is_left_out_and_repaired(tmp_path, cut):
    journal = Journal(tmp_path / "a.gpkg", "my layer/1")
    one, two, three = decision("ä"), decision("b"), decision("c")
    journal.decide(one)
    journal.decide(two)
    whole = journal.path.read_bytes()
    journal.path.write_bytes(whole[:-cut])
    assert journal.pending() == [one]
    journal.decide(three)
    assert journal.pending() == [one, three]
    for line in journal.path.read_text(encoding="utf-8").splitlines():
        json.loads(line)


def test_a_journal_is_set_aside_not_deleted(tmp_path):
    journal = Journal(tmp_path / "a.gpkg", "GO")
    for _ in range(2):
        journal.decide(decision())
        aside = journal.set_aside()
        assert aside.exists() and not journal.exists()
    assert len(list(tmp_path.iterdir())) == 2


def test_the_journal_says_when_it_cannot_be_written(tmp_path):
    with pytest.raises(InputError, match="missing is gone"):
        Journal(tmp_path / "missing" / "a.gpkg", "GO").decide(decision())


def test_the_log_is_made_filled_once_and_ordered(tmp_path):
    path = tmp_path / "c.gpkg"
    write_layer(path, "candidates", [Feature(box(0, 0, 9, 9), {"rg_id": 1})], UTM32)
    one = decide(
        REMOVE,
        "rg_id 1",
        "Ann",
        (Change(SET, "rg_id 1", before="p", after="p"),),
        status_before="remain",
        comment="moraine",
    )
    two = decide("retrieve", "rg_id 2", "Ben", (Change(ADD, "rg_id 2", after="q"),))
    assert append_log(path, [two]) == 1
    assert append_log(path, [one, two]) == 1 and append_log(path, []) == 0
    with sqlite3.connect(path) as database:
        rows = database.execute(
            "SELECT PolyUID, Action, Reviewer, Comment, Before, DecisionID, GeomBefore, GeomAfter "
            "FROM REVIEW_LOG ORDER BY Action"
        ).fetchall()
        kind = database.execute(
            "SELECT data_type FROM gpkg_contents WHERE table_name = 'REVIEW_LOG'"
        ).fetchone()
    database.close()
    assert kind == ("attributes",)
    before = json.dumps({"status": "remain", "geometry": "p"})
    assert rows[0] == ("rg_id 1", "remove", "Ann", "moraine", before, one.id, "p", "p")
    assert rows[1][:4] == ("rg_id 2", "retrieve", "Ben", None) and rows[1][6:] == (None, "q")
    log = read_log(path)
    assert {row["DecisionID"] for row in log} == {one.id, two.id}
    assert [row["LogTime"] for row in log] == sorted(row["LogTime"] for row in log)


def test_a_file_that_is_none_gets_a_clear_message(tmp_path):
    (tmp_path / "x.gpkg").write_text("no database")
    with pytest.raises(InputError, match="could not be written"):
        append_log(tmp_path / "x.gpkg", [decision()])
    with pytest.raises(InputError, match="cannot be opened"):
        read_log(tmp_path / "missing.gpkg")
