"""Lock files among processes, and outputs of several files that appear at once."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
import time
import types

import pytest

from rock_glacier_mapper.core import lock as module
from rock_glacier_mapper.core import pythonprocess
from rock_glacier_mapper.core.errors import Cancelled, DiskFullError, InputError
from rock_glacier_mapper.core.feedback import Feedback
from rock_glacier_mapper.core.files import whole_dataset
from rock_glacier_mapper.core.lock import locked

HOLD = """
import sys
from rock_glacier_mapper.core.lock import locked
with locked(sys.argv[1], "taken"):
    print("held", flush=True)
    sys.stdin.read()
"""
TAKEN = "{owner} works here. Wait for it."


@pytest.fixture
def other(tmp_path):
    """Another process that holds the lock ``tmp_path / "lock"``."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / "lock")],
        env=pythonprocess.environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


def test_a_lock_ends_with_its_process_even_when_it_is_killed(tmp_path, other):
    with (
        pytest.raises(InputError, match=rf"^Process {other.pid} on .* works here\. Wait"),
        locked(tmp_path / "lock", TAKEN),
    ):
        pass
    other.kill()
    other.wait()
    with locked(tmp_path / "lock", TAKEN):
        assert (tmp_path / "lock").read_text().startswith(f"Process {os.getpid()} on ")


def test_waiting_for_a_lock(tmp_path, other):
    threading.Timer(0.3, other.kill).start()
    begin = time.monotonic()
    with locked(tmp_path / "lock", TAKEN, patience=30):
        assert 0.2 < time.monotonic() - begin < 20


def test_waiting_can_be_cancelled(tmp_path, other):
    class Stop(Feedback):
        def is_cancelled(self):
            return True

    with pytest.raises(Cancelled), locked(tmp_path / "lock", TAKEN, patience=30, feedback=Stop()):
        pass


def test_shared_locks_exclude_only_exclusive_ones(tmp_path):
    path = tmp_path / "lock"
    with (
        locked(path, TAKEN, shared=True),
        locked(path, TAKEN, shared=True),
        pytest.raises(InputError, match="Another process works here"),
        locked(path, TAKEN),
    ):
        pass
    with locked(path, TAKEN), pytest.raises(InputError), locked(path, TAKEN, shared=True):
        pass


def test_a_place_without_room_or_folder(tmp_path):
    with pytest.raises(InputError, match="is gone"), locked(tmp_path / "no" / "l", ""):
        pass
    if os.path.exists("/dev/full"):  # opening it works; writing the owner's name does not
        with locked("/dev/full", TAKEN):
            pass
    assert issubclass(DiskFullError, InputError)


@pytest.mark.parametrize(
    ("number", "held"),
    [(None, True), (errno.EACCES, False), (errno.EDEADLK, False), (errno.EINVAL, True)],
)
def test_the_lock_of_windows(tmp_path, monkeypatch, number, held):
    """One byte, far behind the owner's name; a file system without locks counts as free."""
    calls = []

    def locking(descriptor, mode, count):
        calls.append((os.lseek(descriptor, 0, os.SEEK_CUR), mode, count))
        if number is not None:
            raise OSError(number, "no")

    fake = types.SimpleNamespace(LK_NBLCK=2, locking=locking)
    monkeypatch.setitem(sys.modules, "msvcrt", fake)
    monkeypatch.setattr(module, "_take", module._take_windows)
    (tmp_path / "lock").write_text("Process 7 on elsewhere")
    if held:
        with locked(tmp_path / "lock", TAKEN):
            assert str(os.getpid()) in (tmp_path / "lock").read_text()
    else:
        problem = pytest.raises(InputError, match="Process 7 on elsewhere works here")
        with problem, locked(tmp_path / "lock", TAKEN):
            pass
    assert calls == [(1 << 20, 2, 1)]
    calls.clear()
    with locked(tmp_path / "lock", TAKEN, shared=True):
        assert not calls


def test_a_dataset_of_several_files_appears_at_once(tmp_path):
    final = tmp_path / "a.shp"
    (tmp_path / "a.shp-wal").write_text("of an earlier one")
    with whole_dataset(final) as temporary:
        assert temporary.name == "a.shp" and temporary.parent.parent == tmp_path
        for end in (".shp", ".dbf", ".shx"):
            temporary.with_suffix(end).write_text(end)
        assert not final.exists()
    assert {p.name: p.read_text() for p in tmp_path.iterdir()} == {
        "a.shp": ".shp",
        "a.dbf": ".dbf",
        "a.shx": ".shx",
    }
    with pytest.raises(ValueError), whole_dataset(final) as temporary:
        temporary.write_text("half")
        raise ValueError
    assert final.read_text() == ".shp" and len(list(tmp_path.iterdir())) == 3


def test_leftovers_of_a_dataset_are_cleared_away(tmp_path):
    script = (
        "import sys, os\nfrom rock_glacier_mapper.core.files import whole_dataset\n"
        "with whole_dataset(sys.argv[1]) as path:\n"
        "    path.write_text('half')\n    os.kill(os.getpid(), 9)"
    )
    subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "a.gpkg")], env=pythonprocess.environment()
    )
    (left,) = tmp_path.iterdir()
    assert left.is_dir() and ".part-" in left.name
    with whole_dataset(tmp_path / "a.gpkg") as path:
        path.write_text("whole")
    assert [p.name for p in tmp_path.iterdir()] == ["a.gpkg"]
