"""Files of settings, plans and notes that somebody else wrote: understood, or refused clearly."""

import json
import zlib
from pathlib import Path

import pytest
from conftest import FULL, UTM32, make_patches
from hypothesis import given, settings
from hypothesis import strategies as st
from messages import assert_clear
from tally import tally

from rock_glacier_mapper.core import plainjson
from rock_glacier_mapper.core.errors import InputError
from rock_glacier_mapper.core.heatmap.scene import remembered_tiling
from rock_glacier_mapper.core.heatmap.store import _journal
from rock_glacier_mapper.core.inference import Tiling
from rock_glacier_mapper.core.inventory.provenance import read_machine_values
from rock_glacier_mapper.core.kinematics.metadata import Metadata, _from_gamma, _from_hyp3
from rock_glacier_mapper.core.kinematics.pairs import read_pairs
from rock_glacier_mapper.core.kinematics.products import Given
from rock_glacier_mapper.core.kinematics.sources import _georeferencing
from rock_glacier_mapper.core.objects import Rules
from rock_glacier_mapper.core.objects.parts import Part
from rock_glacier_mapper.core.patches.dataset import read_dataset
from rock_glacier_mapper.core.region.job import Job, read_json, read_record, refuse_links
from rock_glacier_mapper.core.review.decisions import Change, Decision, decide
from rock_glacier_mapper.core.review.journal import Journal

EXAMPLES = settings(max_examples=400 if FULL else 25)
#: Any JSON value, sizes and kinds that nobody expects among them.
ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 3)
    | st.sampled_from([10**9, 10**30, -(10**30), 1e308, float("nan"), float("inf"), 0.5])
    | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)
#: Contents that are no proper JSON.
BAD = {
    "empty": b"",
    "text": b"threshold = 0.5",
    "half": b'{"threshold": 0.',
    "not UTF-8": b'{"threshold": "\xff\xfe"}',
    "UTF-16": '{"threshold": 0.5}'.encode("utf-16"),
    "deep": b"[" * 100_000,
    "deep objects": b'{"a":' * 100_000,
    "many digits": b'{"threshold": ' + b"9" * 100_000 + b"}",
    "a list": b"[]",
    "a number": b"7",
    "null": b"null",
    "noise": bytes(range(256)),
    "zeros": bytes(1000),
}


def outcome(row, action):
    """Do it; a failure must be an InputError that is clear."""
    try:
        result = action()
    except InputError as error:
        assert_clear(str(error))
        tally("inputs", row, "clear message")
        return None
    tally("inputs", row, "result")
    return result


# JSON itself -----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", BAD)
def test_bad_json_has_one_kind_of_error(tmp_path, kind):
    path = tmp_path / "a.json"
    path.write_bytes(BAD[kind])
    try:
        assert plainjson.read(path, 10**6) in ([], 7, None)
    except ValueError as error:
        assert str(error)


def test_a_file_larger_than_allowed_is_not_read(tmp_path):
    path = tmp_path / "a.json"
    with path.open("wb") as file:
        file.truncate(10**12)
    with pytest.raises(ValueError, match="larger than 1 MB"):
        plainjson.read(path, 10**6)
    assert read_json(tmp_path / "none.json") is None


# Rules -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", BAD)
def test_rules_that_are_no_rules(tmp_path, kind):
    (tmp_path / "rules.json").write_bytes(BAD[kind])
    assert outcome("rules: no JSON", lambda: Rules.load(tmp_path / "rules.json")) is None


@given(st.dictionaries(st.sampled_from([*Rules().to_dict(), "rules", "format", "x"]), ODD))
@EXAMPLES
def test_rules_with_odd_values(tmp_path_factory, values):
    path = tmp_path_factory.mktemp("rules") / "rules.json"
    path.write_text(json.dumps(values))
    found = outcome("rules: odd values", lambda: Rules.load(path))
    if found is not None:
        for value in found.to_dict().values():
            assert value is None or (abs(value) <= 1e308 and not isinstance(value, bool))


def test_the_last_of_two_equal_keys_counts(tmp_path):
    (tmp_path / "r.json").write_text('{"seed_share": 0.1, "seed_share": 0.2}')
    assert Rules.load(tmp_path / "r.json").seed_share == 0.2


@pytest.mark.parametrize("kind", ["folder", "missing", "huge"])
def test_rules_that_cannot_be_read(tmp_path, kind):
    path = tmp_path / "rules.json"
    if kind == "folder":
        path.mkdir()
    elif kind == "huge":
        with path.open("wb") as file:
            file.truncate(10**9)
    assert outcome("rules: no file", lambda: Rules.load(path)) is None


# Patches ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def patches(tmp_path_factory):
    return make_patches(tmp_path_factory.mktemp("patches") / "p", count=4, size=32)


@pytest.mark.parametrize("kind", BAD)
def test_descriptions_of_patches_that_are_none(patches, kind):
    check_description(patches, BAD[kind], "dataset.json: no JSON", None)


@given(
    st.dictionaries(
        st.sampled_from(
            ["format_version", "channels", "statistics", "crs", "resolution_m", "patch_size"]
        ),
        ODD,
        min_size=1,
    )
)
@EXAMPLES
def test_odd_descriptions_of_patches(patches, changes):
    whole = json.loads((patches / "dataset.json").read_text())
    content = json.dumps({**whole, **changes}).encode()
    check_description(patches, content, "dataset.json: odd values", ...)


def check_description(patches, content, row, wanted):
    path = patches / "dataset.json"
    before = path.read_bytes()
    path.write_bytes(content)
    try:
        found = outcome(row, lambda: read_dataset(patches))
    finally:
        path.write_bytes(before)
    assert wanted is ... or found is wanted


STATEMENTS = {
    "path above": "UPDATE patches SET name = '../../../etc/passwd'",
    "absolute path": "UPDATE patches SET name = '/etc/passwd'",
    "Windows path": "UPDATE patches SET name = 'C:\\x'",
    "empty name": "UPDATE patches SET name = ''",
    "no name": "UPDATE patches SET name = NULL",
    "missing patch": "UPDATE patches SET name = name || 'x'",
    "other split": "UPDATE patches SET split = '<b>test</b>'",
    "share is text": "UPDATE patches SET positive_share = 'half'",
    "share of 7": "UPDATE patches SET positive_share = 7",
    "infinite column": 'UPDATE patches SET "column" = 9e999',
    "no rows": "DELETE FROM patches",
    "no table": "DROP TABLE patches",
    "endless view": "ALTER TABLE patches RENAME TO p; CREATE VIEW patches AS WITH RECURSIVE "
    "c(name, split, place, positive_share, \"column\", \"row\") AS (SELECT 'a', 'train', '', 0, 0, "
    "0 UNION ALL SELECT * FROM c) SELECT * FROM c WHERE 0",
    "virtual table": "DROP TABLE patches; CREATE VIRTUAL TABLE patches USING fts4(name)",
}


@pytest.mark.parametrize("kind", STATEMENTS)
def test_odd_indexes_of_patches(patches, kind):
    import sqlite3

    path = patches / "patches.gpkg"
    before = path.read_bytes()
    connection = sqlite3.connect(path)
    triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    for (name,) in triggers.fetchall():  # they need functions of GDAL
        connection.execute(f'DROP TRIGGER "{name}"')
    connection.executescript(STATEMENTS[kind])
    connection.commit()
    connection.close()
    try:
        assert outcome("patches.gpkg: odd", lambda: read_dataset(patches)) is None
    finally:
        path.write_bytes(before)


# Jobs ------------------------------------------------------------------------------------------

PLAN = {
    "fingerprint": {},
    "grid": {
        "crs": UTM32.to_wkt(),
        "transform": [10, 0, 0, 0, -10, 0],
        "width": 9,
        "height": 9,
    },
    "unit_size": 64,
    "extent": [0, 0, 9, 9],
    "scenes": [{"path": "a.tif", "band_roles": {"red": 1}, "window": [0, 0, 9, 9]}],
    "units": [["r0000c0000", 0, 0, 9, 9]],
    "model": "m.onnx",
    "prediction": {"scales": [1.0]},
    "extraction": {},
    "dem": None,
}


def load_job(folder, plan):
    folder.mkdir(exist_ok=True)
    content = plan if isinstance(plan, bytes) else json.dumps(plan).encode()
    (folder / "job.json").write_bytes(content)
    return outcome("job.json: odd", lambda: Job.load(folder))


def test_the_plan_that_others_are_made_from_is_good(tmp_path):
    assert load_job(tmp_path / "job", PLAN).units[0].name == "r0000c0000"


@pytest.mark.parametrize("kind", BAD)
def test_plans_that_are_none(tmp_path, kind):
    assert load_job(tmp_path / "job", BAD[kind]) is None


@given(st.dictionaries(st.sampled_from(sorted(PLAN)), ODD, min_size=1, max_size=2))
@EXAMPLES
def test_odd_plans(tmp_path_factory, changes):
    load_job(tmp_path_factory.mktemp("job"), {**PLAN, **changes})


@pytest.mark.parametrize(
    "name", ["../../evil", "/etc/passwd", "r0000c0000/../../x", "C:\\x", "", "r1c1", "r0000c0000\n"]
)
def test_names_of_units_lead_nowhere_else(tmp_path, name):
    assert load_job(tmp_path / "job", {**PLAN, "units": [[name, 0, 0, 9, 9]]}) is None


def test_shapes_of_a_job_that_are_none(tmp_path):
    (tmp_path / "job").mkdir()
    (tmp_path / "job" / "mask.wkb").write_bytes(b"\x01\xff no geometry")
    assert load_job(tmp_path / "job", PLAN) is None


@pytest.mark.parametrize("name", ["heatmaps", "windows", "job.json", "mask.wkb"])
def test_links_in_a_job_are_refused(tmp_path, name):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "job").mkdir()
    (tmp_path / "job" / name).symlink_to(tmp_path / "elsewhere")
    assert outcome("job: links", lambda: refuse_links(tmp_path / "job") or True) is None


@pytest.mark.parametrize("kind", BAD)
def test_reports_of_units_that_are_none(tmp_path, kind):
    (tmp_path / "r.json").write_bytes(BAD[kind])
    assert read_record(tmp_path / "r.json") == {}
    job = load_job(tmp_path / "job", PLAN)
    job.report(job.units[0]).parent.mkdir()
    job.report(job.units[0]).write_bytes(BAD[kind])
    assert not job.predicted(job.units[0])
    tally("inputs", "job: damaged report", "result")


@given(st.dictionaries(st.sampled_from(["version", "crs", "found", "counts", "settings"]), ODD))
@EXAMPLES
def test_odd_parts_of_a_region(tmp_path_factory, changes):
    path = tmp_path_factory.mktemp("part") / "p.json"
    whole = {"version": 1, "crs": PLAN["grid"]["crs"], "found": [], "counts": {}, "settings": {}}
    path.write_text(json.dumps({**whole, **changes}))
    outcome("job: odd landforms", lambda: Part.load(path))


# Notes of runs ---------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [*BAD, "huge tile", "tile of 0", "text", "batch of -1"])
def test_the_note_on_tiles_counts_only_when_it_makes_sense(tmp_path, kind):
    key = json.dumps({"a": 1}, sort_keys=True, default=str)
    values = {
        "huge tile": {"of": key, "tile_size": 10**12, "batch": 1},
        "tile of 0": {"of": key, "tile_size": 0, "batch": 1},
        "text": {"of": key, "tile_size": "x", "batch": 1},
        "batch of -1": {"of": key, "tile_size": 64, "batch": -1},
    }
    content = json.dumps(values[kind]).encode() if kind in values else BAD[kind]
    (tmp_path / "tiling.json").write_bytes(content)
    assert remembered_tiling(tmp_path, {"a": 1}, lambda: Tiling(64)).tile_size == 64
    tally("inputs", "notes of a broken-off run", "result")


@given(st.lists(ODD, max_size=5))
@EXAMPLES
def test_lines_of_the_store_are_numbers_and_notes(records):
    text = ""
    for record in records:
        line = json.dumps(record)
        text += f"{zlib.crc32(line.encode()):08x} {line}\n"
    for index, _, note in _journal(text):
        assert isinstance(index, int) and isinstance(note, str)
    tally("inputs", "notes of a broken-off run", "result")


# Journals of reviews ---------------------------------------------------------------------------

GOOD = decide("remain", "fid 7", "me", (Change("set", "fid 7", {"Status": "remain"}),))


@given(st.lists(st.one_of(ODD, st.just({"event": "decide", "decision": GOOD.to_json()}))))
@EXAMPLES
def test_odd_journals(tmp_path_factory, events):
    journal = Journal(tmp_path_factory.mktemp("j") / "i.gpkg", "GO")
    journal.path.write_text("".join(json.dumps(event) + "\n" for event in events))
    for decision in outcome("review journal: odd", journal.pending):
        assert decision == GOOD


@given(st.dictionaries(st.sampled_from(sorted(GOOD.to_json())), ODD, min_size=1, max_size=2))
@EXAMPLES
def test_odd_decisions(changes):
    found = outcome(
        "review journal: odd decision", lambda: Decision.from_json({**GOOD.to_json(), **changes})
    )
    assert found is None or all(isinstance(v, (str, tuple)) for v in vars(found).values())


@pytest.mark.parametrize("kind", BAD)
def test_journals_that_are_none(tmp_path, kind):
    journal = Journal(tmp_path / "i.gpkg", "GO")
    journal.path.write_bytes(BAD[kind] + b"\n")
    assert outcome("review journal: no JSON", journal.pending) == []


@pytest.mark.parametrize("layer", ["../../x", "/etc/passwd", "CON", "a\\b", "..", "", "\0", "é/ü"])
def test_journals_lie_beside_their_file(tmp_path, layer):
    path = Journal(tmp_path / "i.gpkg", layer).path
    assert path.parent == tmp_path and path.name.startswith("i.gpkg.review-")


def test_a_journal_that_is_a_link_is_not_written(tmp_path):
    journal = Journal(tmp_path / "i.gpkg", "GO")
    (tmp_path / "target").write_text("keep")
    journal.path.symlink_to(tmp_path / "target")
    assert outcome("review journal: link", lambda: journal.decide(GOOD) or True) is None
    assert (tmp_path / "target").read_text() == "keep"


@given(st.one_of(ODD, st.text(), st.just("[" * 100_000), st.just("9" * 5000)))
@EXAMPLES
def test_machine_values_are_an_object_or_nothing(text):
    assert isinstance(read_machine_values(text), dict)
    assert isinstance(read_machine_values(json.dumps(text)), dict)


# Tables and headers of InSAR -------------------------------------------------------------------


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda t: f"los,unit\n{t}".encode()))
@EXAMPLES
def test_odd_tables_of_pairs(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("pairs") / "pairs.csv"
    path.write_bytes(content)
    outcome("PAIRS: odd table", lambda: read_pairs(str(path), "c.tif", Given()))


@pytest.mark.parametrize("kind", ["long field", "huge", "folder", "missing"])
def test_tables_of_pairs_that_cannot_be_read(tmp_path, kind):
    path = tmp_path / "pairs.csv"
    if kind == "folder":
        path.mkdir()
    elif kind == "long field":
        path.write_text("los,unit\n" + "a" * 200_000 + ",m\n")
    elif kind == "huge":
        with path.open("wb") as file:
            file.truncate(10**12)
    assert outcome("PAIRS: no table", lambda: read_pairs(str(path), "c", Given())) is None


NUMBERS = st.sampled_from(["", "nan", "inf", "1e999", "-5", "0", "x", "5.4e9 Hz", "²", "9" * 400])


@given(st.dictionaries(st.sampled_from(["heading", "radar_frequency", "range_looks"]), NUMBERS))
@EXAMPLES
def test_odd_headers_of_gamma(tmp_path_factory, values):
    folder = tmp_path_factory.mktemp("gamma")
    text = "".join(f"{key}: {value}\n" for key, value in values.items())
    (folder / "20200101.par").write_text(text)
    (folder / "20200101_x.par").mkdir()
    found = Metadata()
    _from_gamma(found, folder / "20200101_20200201.tif", None)
    assert found.wavelength is None or found.wavelength == found.wavelength
    tally("inputs", "InSAR: odd header", "result")


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"Heading: nan", b"Heading: " + b"9" * 999])
def test_odd_headers_of_hyp3(tmp_path, content):
    (tmp_path / "S1AA_x.txt").write_bytes(content)
    found = Metadata()
    _from_hyp3(found, tmp_path / "S1AA_x_unw_phase.tif")
    assert found.azimuth is None or found.azimuth == found.azimuth
    tally("inputs", "InSAR: odd header", "result")


@given(
    st.fixed_dictionaries(
        {key: NUMBERS for key in ("X_FIRST", "X_STEP", "Y_FIRST", "Y_STEP")},
        optional={
            "EPSG": NUMBERS | st.sampled_from(["32632", "99999999", "0"]),
            "X_UNIT": st.sampled_from(["degrees", "meters", ""]),
            "UTM_ZONE": st.sampled_from(["32N", "99N", "N", "", "²N", "00S"]),
        },
    )
)
@EXAMPLES
def test_odd_attributes_of_mintpy(tags):
    outcome("InSAR: odd attributes", lambda: _georeferencing(Path("a.h5"), tags, (9, 9)))


# Clusters --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        *("localhost", "evil://x", "tcp://", "tcp://127.0.0.1:1", "127.0.0.1:99999", "tcp://a b"),
        *("tls://127.0.0.1:1", "inproc://x", "file:///etc/passwd", "http://127.0.0.1:1", "x" * 500),
    ],
)
def test_addresses_of_no_scheduler(tmp_path, address, monkeypatch):
    dask_workers = pytest.importorskip("rock_glacier_mapper.core.region.dask_workers")
    pytest.importorskip("distributed")
    monkeypatch.setattr(dask_workers, "_CONNECT", 1)
    job = load_job(tmp_path / "job", PLAN)

    def connect():
        with dask_workers.DaskWorkers(job, address, {}):
            return True

    assert outcome("SCHEDULER: no scheduler", connect) is None
