"""Full disks, read-only places, locks, and files that vanish: a clear message, nothing lost."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
from pathlib import Path

import pytest
from faultstate import digest, mounted, outputs, tree
from faultworld import CASES, Case, fresh
from messages import assert_clear
from tally import tally

from rock_glacier_mapper.processing.base import UNEXPECTED

pytest_plugins = ("faultfixtures",)
pytestmark = pytest.mark.full

#: Training takes a minute a run; what it writes is tested in ``test_training_run.py``.
SLOW = ("trainmodel", "trainrounds", "checkinstallation")
SOME = [case for case in CASES if case.name not in SLOW]
EDITING = [case for case in SOME if case.edits]
WRITING = [case for case in SOME if case.outputs]
SECONDS = {"environment": {"SQLITE_BUSY_TIMEOUT": "200"}}


def size_of(folder: Path) -> int:
    """Bytes of all files, in whole pages of the memory."""
    return sum(-(-path.stat().st_size // 4096) * 4096 for path in folder.rglob("*"))


class Undisturbed:
    """What cases leave when nobody disturbs them; each is run once."""

    def __init__(self, runner, world: Path, folder: Path):
        self._runner, self._world, self._folder, self._known = runner, world, folder, {}

    def __call__(self, case: Case) -> tuple[dict, object, int, float]:
        """(digest of each output, of the inventory, bytes, seconds)."""
        if str(case) not in self._known:
            out = fresh(self._folder / "out", self._world, case)
            told = self._runner.run(case, self._world, out)
            assert "results" in told, told
            self._known[str(case)] = (
                outputs(case, out),
                inventory(case, out),
                size_of(out),
                told["seconds"],
            )
        return self._known[str(case)]


@pytest.fixture(scope="session")
def undisturbed(runner, world, tmp_path_factory):
    return Undisturbed(runner, world, tmp_path_factory.mktemp("undisturbed"))


@pytest.fixture(scope="session")
def unedited(world):
    """What the inventory holds that the cases edit."""
    return digest(world / "inventory.gpkg", world)


def inventory(case: Case, out: Path):
    """What the inventory holds that is edited in place; from a copy, as reading may need room."""
    if not case.edits:
        return None
    with tempfile.TemporaryDirectory() as copies:
        for path in out.glob("inventory.gpkg*"):
            shutil.copy(path, copies)
        return digest(Path(copies) / "inventory.gpkg", out)


def ended(told: dict) -> str | None:
    """The message of a run that failed, None of one that did not; anything else is a fault."""
    assert "traceback" not in told, told["traceback"]
    message = told.get("message")
    if message is None:
        assert "results" in told, told
        return None
    assert not message.startswith(UNEXPECTED), "\n".join(told["log"])
    assert_clear(message)
    return message


def nothing_lost(case: Case, out: Path, told: dict, undisturbed, unedited) -> None:
    """Outputs are absent or whole, edits are made or not, no unfinished file is left."""
    whole, edited, _, _ = undisturbed(case)
    failed = "results" not in told
    if case.edits:
        state = inventory(case, out)
        assert state in ((unedited, edited) if failed else (edited,)), told
    for name, expected in whole.items():
        found = digest(out / name, out)
        if name in case.grows and failed:
            assert all(expected[file] == content for file, content in (found or {}).items())
        else:
            assert found == expected or (failed and found is None), (name, told)
    # Of what a stopped run leaves for the next one, that one clears it away.
    going_on = [out / name for name in case.kept]
    left = [
        path
        for path in out.rglob("*")
        if ".part-" in path.name and not any(one in path.parents for one in going_on)
    ]
    assert not left, left


def clear(out: Path) -> None:
    """Remove the unfinished files of a killed run, as the next run does."""
    for path in [path for path in out.rglob("*") if ".part-" in path.name]:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


@pytest.mark.parametrize("share", [0.05, 0.4, 0.8, 0.97])
@pytest.mark.parametrize("case", SOME, ids=str)
def test_full_disk(runner, world, tmp_path, undisturbed, unedited, case, share):
    inputs = tree(world)
    _, _, size, _ = undisturbed(case)
    least = size_of(fresh(tmp_path / "least", world, case))
    free = max(8192, int(share * (size - least)))
    with mounted(tmp_path / "small", least + free + 4096) as folder:
        out = folder / "out"
        fresh(out, world, case)
        told = runner.run(case, world, out, temporary=str(tmp_path))
        message = ended(told)
        nothing_lost(case, out, told, undisturbed, unedited)
    if message is not None and share <= 0.4:
        assert any(word in message for word in ("disk", "room", "free")), message
    assert tree(world) == inputs
    tally("faults", f"full disk: {case.name}", "nothing lost")


@pytest.mark.parametrize("case", SOME, ids=str)
def test_read_only_folder(runner, world, tmp_path, undisturbed, unedited, case):
    with mounted(tmp_path / "folder", 1 << 24) as folder:
        out = fresh(folder / "out", world, case)
        subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
        told = runner.run(case, world, out, temporary=str(tmp_path))
        subprocess.run(["mount", "-o", "remount,rw", str(folder)], check=True)
        assert ended(told) is not None
        nothing_lost(case, out, told, undisturbed, unedited)
    tally("faults", "read-only folder", "nothing lost")


@pytest.mark.parametrize("lock", ["exclusive", "immediate"])
@pytest.mark.parametrize("case", EDITING, ids=str)
def test_locked_inventory(runner, world, tmp_path, undisturbed, unedited, case, lock):
    out = fresh(tmp_path / "out", world, case)
    database = sqlite3.connect(out / "inventory.gpkg", isolation_level=None)
    database.execute(f"begin {lock}")
    told = runner.run(case, world, out, **SECONDS)
    database.execute("rollback")
    database.close()
    assert "another program" in (ended(told) or ""), told
    nothing_lost(case, out, told, undisturbed, unedited)
    tally("faults", "locked inventory", "nothing lost")


@pytest.mark.parametrize("case", EDITING, ids=str)
def test_somebody_reads_the_inventory(runner, world, tmp_path, undisturbed, unedited, case):
    """A reader that holds a snapshot neither stops the edits nor sees half of them."""
    out = fresh(tmp_path / "out", world, case)
    database = sqlite3.connect(out / "inventory.gpkg", isolation_level=None)
    database.execute("pragma journal_mode = wal")
    database.execute("begin")
    before = database.execute("select * from GO").fetchall()
    told = runner.run(case, world, out, **SECONDS)
    assert database.execute("select * from GO").fetchall() == before
    database.execute("rollback")
    database.close()
    assert ended(told) is None
    nothing_lost(case, out, told, undisturbed, unedited)
    tally("faults", "inventory is being read", "nothing lost")


@pytest.mark.parametrize("case", [c for c in WRITING if "." in c.outputs[0]], ids=str)
def test_output_that_is_an_input(runner, world, tmp_path, case):
    """Either it is refused, or the output is whole; what is read is never lost."""
    own = shutil.copytree(world, tmp_path / "world")
    out = fresh(tmp_path / "out", world, case)
    given = case.filled(own, out)
    name = next(key for key, one in given.items() if str(one) == f"{out}/{case.outputs[0]}")
    inputs = [
        str(one).partition("|")[0]
        for key, one in given.items()
        if key != name and str(one).startswith(str(own))
    ]
    same = [one for one in inputs if Path(one).suffix == Path(given[name]).suffix]
    if not same:
        pytest.skip("inputs and outputs are of other kinds")
    before = tree(own)
    changed = Case(case.name, {**case.parameters, name: same[0]}, edits=case.edits)
    told = runner.run(changed, own, out)
    assert ended(told) is not None, told
    assert tree(own) == before
    tally("faults", "output is an input", "nothing lost")


@pytest.mark.parametrize("moment", [0.2, 0.6, 0.95])
@pytest.mark.parametrize("case", [case for case in WRITING if not case.edits], ids=str)
def test_the_output_folder_vanishes(runner, world, tmp_path, undisturbed, case, moment):
    out = fresh(tmp_path / "out", world, case)
    seconds = undisturbed(case)[3]
    runner.start(case, world, out)
    time.sleep(seconds * moment)
    shutil.rmtree(out, ignore_errors=True)
    told = runner.end()
    ended(told)
    out.mkdir(exist_ok=True)
    told.pop("results", None)  # outputs that were written before are gone
    nothing_lost(case, out, told, undisturbed, None)
    tally("faults", "output folder removed during the run", "nothing lost")


@pytest.mark.parametrize("how", ["removed", "cut short"])
@pytest.mark.parametrize("moment", [0.1, 0.5])
@pytest.mark.parametrize("case", SOME, ids=str)
def test_inputs_change(runner, world, tmp_path, undisturbed, unedited, case, moment, how):
    own = shutil.copytree(world, tmp_path / "world")
    out = fresh(tmp_path / "out", world, case)
    seconds = undisturbed(case)[3]
    runner.start(case, own, out)
    time.sleep(seconds * moment)
    for path in own.rglob("*"):
        if path.suffix in (".tif", ".gpkg", ".onnx") and path.is_file():
            if how == "removed":
                path.unlink()
            else:
                os.truncate(path, path.stat().st_size // 2)
    told = runner.end()
    crashed = os.WIFSIGNALED(told["status"])  # SQLite and GDAL map files into the memory
    assert not crashed or how == "cut short", told
    if not crashed:
        ended(told)
    if case.edits:
        state = inventory(case, out)
        # With a cut DEM the values are others; half of the edits there may not be.
        assert state is not None
    for name in case.outputs:
        digest(out / name, out)  # whatever is there can be read
    tally("faults", f"inputs {how} during the run", "nothing lost")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGUSR1])
@pytest.mark.parametrize("moment", [0.3, 0.8])
@pytest.mark.parametrize("case", SOME, ids=str)
def test_signals(runner, world, tmp_path, undisturbed, unedited, case, moment, number):
    """Ctrl+C, the end of a session, and the button Cancel."""
    out = fresh(tmp_path / "out", world, case)
    seconds = undisturbed(case)[3]
    told = runner.run(case, world, out, after=seconds * moment, signal=int(number))
    if number == signal.SIGUSR1:
        ended(told)
    elif number == signal.SIGINT:
        # Python raises it wherever it is, also where Qt calls back and nobody can catch it.
        assert "traceback" not in told or "KeyboardInterrupt" in told["traceback"], told
    killed = os.WIFSIGNALED(told["status"])
    assert not killed or number == signal.SIGTERM
    if killed:
        clear(out)
    nothing_lost(case, out, told, undisturbed, unedited)
    names = {2: "Ctrl+C", 15: "SIGTERM", 10: "Cancel"}
    tally("faults", names[int(number)], "nothing lost")


@pytest.mark.parametrize("where", ["missing", "full"])
@pytest.mark.parametrize("case", SOME, ids=str)
def test_temporary_folder(runner, world, tmp_path, undisturbed, unedited, case, where):
    out = fresh(tmp_path / "out", world, case)
    with mounted(tmp_path / "small", 4096) as folder:
        (folder / "full").write_bytes(b"0" * 4096)
        place = folder if where == "full" else tmp_path / "nowhere"
        told = runner.run(case, world, out, temporary=str(place))
    ended(told)
    nothing_lost(case, out, told, undisturbed, unedited)
    tally("faults", f"temporary folder {where}", "nothing lost")


@pytest.mark.parametrize("megabytes", [5, 30, 100])
@pytest.mark.parametrize("case", SOME, ids=str)
def test_little_memory(runner, world, tmp_path, undisturbed, unedited, case, megabytes):
    """Libraries may abort without memory; even then nothing is lost."""
    out = fresh(tmp_path / "out", world, case)
    told = runner.run(case, world, out, memory=megabytes << 20)
    crashed = os.WIFSIGNALED(told["status"])
    if crashed:
        clear(out)
    elif "traceback" not in told and "message" in told:
        assert "Traceback" not in told["message"]
    nothing_lost(case, out, told, undisturbed, unedited)
    tally("faults", f"{megabytes} MB of memory", "nothing lost")
