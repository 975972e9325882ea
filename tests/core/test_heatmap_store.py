"""Finished windows on disk: whole after whatever stopped the run."""

import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from affine import Affine
from conftest import UTM32

from rock_glacier_mapper.core.errors import InputError
from rock_glacier_mapper.core.grid import Grid
from rock_glacier_mapper.core.heatmap.store import WindowStore, read_rows
from rock_glacier_mapper.core.heatmap.tiles import plan_tiles

ROOT = Path(__file__).parent.parent.parent
SHAPES = [(2, 5, 7), (2, 5, 3), (2, 4, 7), (2, 4, 3)]


def values_of(index, shape=None):
    shape = shape or SHAPES[index]
    return np.random.default_rng(index).normal(size=shape).astype(np.float32)


def test_values_notes_and_skipped_windows_come_back(tmp_path):
    odd = 'why "not"\n\u00e9'
    with WindowStore(tmp_path / "deep" / "s", {"model": "a"}, SHAPES) as store:
        assert store.done == frozenset() and store.get(0) is None
        store.put(2, values_of(2)[:, ::-1][:, ::-1], "seen")
        store.put(0, None, odd)
        store.put(3, np.full(SHAPES[3], np.nan, np.float32))
        with pytest.raises(ValueError, match="window 1"):
            store.put(1, values_of(0))
    for _ in range(2):
        with WindowStore(tmp_path / "deep" / "s", {"model": "a"}, SHAPES) as store:
            assert store.done == {0, 2, 3}
            np.testing.assert_array_equal(store.get(2), values_of(2))
            np.testing.assert_array_equal(store.rows(2, 1, 3), values_of(2)[:, 1:3])
            assert np.isnan(store.get(3)).all() and store.get(3).flags.writeable
            assert store.get(0) is None and store.get(1) is None
            assert store.note(0) == odd and store.note(2) == "seen" and store.note(3) == ""
    store = WindowStore(tmp_path / "deep" / "s", {"model": "a"}, SHAPES)
    store.remove()
    assert not (tmp_path / "deep" / "s").exists()


def test_a_window_put_again_replaces_the_first(tmp_path):
    with WindowStore(tmp_path, {}, SHAPES) as store:
        store.put(1, values_of(1))
        store.put(1, values_of(1) + 1, "second")
        store.put(0, values_of(0))
        store.put(0, None)
    with WindowStore(tmp_path, {}, SHAPES) as store:
        np.testing.assert_array_equal(store.get(1), values_of(1) + 1)
        assert store.note(1) == "second" and store.get(0) is None and store.done == {0, 1}


@pytest.mark.parametrize(
    ("fingerprint", "shapes"), [({"model": "b"}, SHAPES), ({"model": "a"}, SHAPES[::-1])]
)
def test_another_run_starts_empty(tmp_path, fingerprint, shapes):
    with WindowStore(tmp_path, {"model": "a"}, SHAPES) as store:
        store.put(0, values_of(0))
    with WindowStore(tmp_path, fingerprint, shapes) as store:
        assert not store.done
    with WindowStore(tmp_path, {"model": "a"}, SHAPES) as store:
        assert not store.done


def test_every_damage_costs_only_the_windows_that_it_hits(tmp_path):
    """Bits of the values flipped, and the journal cut, in many places."""
    with WindowStore(tmp_path, {}, SHAPES) as store:
        for index in range(4):
            store.put(index, values_of(index))
    whole = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    starts = np.cumsum([0, *(4 * np.prod(shape) for shape in SHAPES)])

    def reopened(name, content):
        for other, data in whole.items():
            (tmp_path / other).write_bytes(data)
        (tmp_path / name).write_bytes(content)
        with WindowStore(tmp_path, {}, SHAPES) as store:
            for index in store.done:
                np.testing.assert_array_equal(store.get(index), values_of(index))
            found = store.done
            missing = min({0, 1, 2, 3} - found, default=0)
            store.put(missing, values_of(missing))
        with WindowStore(tmp_path, {}, SHAPES) as store:
            assert store.done == found | {missing}
        return found

    for place in range(0, starts[-1], 53):
        data = bytearray(whole["windows.bin"])
        data[place] ^= 4
        hit = int(np.searchsorted(starts, place, "right")) - 1
        assert reopened("windows.bin", data) == {0, 1, 2, 3} - {hit}
    assert reopened("windows.bin", whole["windows.bin"][: starts[2] + 3]) == {0, 1}
    journal = whole["journal.txt"]
    ends = [end + 1 for end, byte in enumerate(journal) if byte == ord("\n")]
    for length in range(0, len(journal), 4):
        # A line is complete without its line feed.
        assert reopened("journal.txt", journal[:length]) == set(
            range(sum(length >= end - 1 for end in ends))
        )
    zeros = journal[: ends[1]] + bytes(len(journal) - ends[1])
    assert reopened("journal.txt", zeros) == {0, 1}
    assert reopened("store.json", b'{"half') == set()


CHILD = """
import sys
import numpy as np
from rock_glacier_mapper.core.heatmap.store import WindowStore
store = WindowStore(sys.argv[1], {"run": 1}, [(1, 256, 256)] * 4000)
print("open", flush=True)
for index in range(4000):
    if index not in store.done:
        store.put(index, np.full((1, 256, 256), index, np.float32), str(index))
"""


def child(folder):
    code = [sys.executable, "-c", CHILD, str(folder)]
    process = subprocess.Popen(code, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "open\n"
    return process


def test_killed_runs_keep_every_recorded_window(tmp_path):
    """SIGKILL in the midst; each time the next process goes on, and all is whole."""
    shapes, before = [(1, 256, 256)] * 4000, frozenset()
    journal = tmp_path / "journal.txt"
    for more in (1, 60):
        process = child(tmp_path)
        while journal.read_text().count("\n") < len(before) + more:
            time.sleep(0.001)
        with pytest.raises(InputError, match=f"Process {process.pid} on .* is working"):
            WindowStore(tmp_path, {"run": 1}, shapes)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        lines = journal.read_text().count("\n")
        with WindowStore(tmp_path, {"run": 1}, shapes) as store:
            assert store.done > before and len(store.done) == lines
            assert store.done == set(range(lines)) and lines < 4000
            before = store.done
            for index in store.done:
                assert (store.get(index) == index).all() and store.note(index) == str(index)


def test_one_process_at_a_time(tmp_path):
    first = WindowStore(tmp_path, {}, SHAPES)
    first.put(0, values_of(0))
    with pytest.raises(InputError, match=f"Process {os.getpid()} on "):
        WindowStore(tmp_path, {}, SHAPES)
    first.put(1, values_of(1))
    first.close()
    with WindowStore(tmp_path, {}, SHAPES) as store:
        assert store.done == {0, 1}


def test_a_folder_that_cannot_be_made_is_explained(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="cannot be made"):
        WindowStore(tmp_path / "file" / "store", {}, SHAPES)


def test_a_full_disk_keeps_the_finished_windows(monkeypatch):
    place = Path("/tmp") / f"rgm_store_{os.getpid()}"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2M", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True).returncode:
        place.rmdir()
        pytest.skip("only root can mount a small file system")
    shapes = [(1, 100, 1000)] * 10
    try:
        with pytest.raises(InputError, match="MB free"):
            WindowStore(place / "s", {}, shapes)
        monkeypatch.setattr("rock_glacier_mapper.core.heatmap.store.require_space", lambda *_: None)
        with WindowStore(place / "s", {}, shapes) as store:
            with pytest.raises(InputError, match="is full"):
                for index in range(10):
                    store.put(index, values_of(index, shapes[0]))
            done = store.done
            assert len(done) == 5
        with WindowStore(place / "s", {}, shapes) as store:
            assert store.done == done
            subprocess.run(["mount", "-o", "remount,size=8M", str(place)], check=True)
            for index in set(range(10)) - done:
                store.put(index, values_of(index, shapes[0]))
            for index in range(10):
                np.testing.assert_array_equal(store.get(index), values_of(index, shapes[0]))
    finally:
        subprocess.run(["umount", str(place)], check=True)
        shutil.rmtree(place)


@pytest.mark.parametrize("rows", [1, 37, 64, 1000])
def test_rows_have_the_windows_where_they_were(tmp_path, rows):
    grid = Grid(UTM32, Affine(10, 0, 5e5, 0, -10, 5e6), 230, 190)
    region = 13, 7, 205, 171
    tiles = plan_tiles(grid, region, 96, 16, 8)
    flat = list(itertools.chain(*tiles))
    whole = np.random.default_rng(1).random((2, *grid.shape), np.float32)
    expected = whole.copy()
    with WindowStore(tmp_path, {}, [(2, tile.height, tile.width) for tile in flat]) as store:
        for index, tile in enumerate(flat):
            place = (
                slice(None),
                slice(tile.row, tile.row + tile.height),
                slice(tile.column, tile.column + tile.width),
            )
            if index % 5 == 1:
                expected[place] = np.nan
                if index % 2:
                    store.put(index, None, "nodata")
            else:
                store.put(index, whole[place])
        strips = [
            read_rows(store, tiles, region, first, min(first + rows, 171))
            for first in range(0, 171, rows)
        ]
    got = np.concatenate(strips, axis=1)
    np.testing.assert_array_equal(got, expected[:, 7:178, 13:218])
    assert got.dtype == np.float32


def test_journal_is_readable_text(tmp_path):
    with WindowStore(tmp_path, {"a": 1}, SHAPES) as store:
        store.put(1, None, "mask")
    line = (tmp_path / "journal.txt").read_text().strip()
    assert json.loads(line[9:]) == [1, None, "mask"]
    assert json.loads((tmp_path / "store.json").read_text())["fingerprint"] == {"a": 1}
