"""``kill -9`` at any moment of any algorithm that writes: nothing is lost.

Inputs stay byte for byte; an output is absent or whole; an inventory that is edited in place is
as before or as after the run, in all its layers; the next run ends as if nothing had happened, and
clears away what the killed ones left.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
from pathlib import Path

import pytest
from faultstate import digest, outputs, tree, value
from faultworld import CASES, MANUAL, fresh
from tally import tally

pytest_plugins = ("faultfixtures",)

#: Kills of an algorithm in ``make test``.
QUICK = 4
#: Kills between two runs that are left alone.
GROUP = 4
#: What lies beside outputs: of a Shapefile, and of SQLite when a process was killed.
_BESIDE = (".shx", ".dbf", ".prj", ".cpg", "-wal", "-shm", "-journal", ".aux.xml")


class Trial:
    """Runs of one case in one folder."""

    def __init__(self, case, runner, world: Path, out: Path):
        self.case, self.runner, self.world, self.out = case, runner, world, out
        self.inputs = tree(world)
        fresh(out, world, case)
        self.before = self.inventory()
        first = self.run()
        self.seconds, self.events = first["seconds"], first["events"]
        self.first = self.outputs(), self.inventory()
        self.again = self.first
        if case.edits:  # a second run may find other work than the first
            self.run()
            self.again = self.outputs(), self.inventory()
        assert all(found is not None for found in self.first[0].values()), self.first

    def run(self) -> dict:
        """An undisturbed run."""
        told = self.runner.run(self.case, self.world, self.out)
        assert "results" in told, told
        return told

    def inventory(self):
        """What the inventory holds that is edited in place."""
        path = self.out / "inventory.gpkg"
        return digest(path, self.out) if self.case.edits else None

    def outputs(self) -> dict:
        return outputs(self.case, self.out)

    def kill(self, **moment) -> bool:
        """A run that is killed; whether it was, before its end."""
        there = {name for name in self.case.outputs if (self.out / name).exists()}
        told = self.runner.run(self.case, self.world, self.out, **moment)
        assert "traceback" not in told, told
        killed = os.WIFSIGNALED(told["status"])
        assert not killed or os.WTERMSIG(told["status"]) == signal.SIGKILL
        self.check(there)
        return killed

    def check(self, there: set[str]) -> None:
        """Nothing is lost; outputs that were ``there`` still are."""
        assert tree(self.world) == self.inputs
        if self.case.edits:
            state = self.inventory()
            assert state in (self.before, self.first[1], self.again[1]), "half of the edits"
            table, name, expected = MANUAL
            assert value(self.out / "inventory.gpkg", table, name) == expected
        for name, found in self.outputs().items():
            whole = self.first[0][name], self.again[0][name]
            if name in self.case.grows:
                for file, content in (found or {}).items():
                    assert ".part-" in file or content in [one[file] for one in whole], file
            elif name not in self.case.early:
                assert found in (*whole, *([] if name in there else [None])), name
        stems = [name.partition(".")[0] for name in self.case.outputs]
        beside = {f"{stem}{end}" for stem in (*stems, "inventory.gpkg") for end in _BESIDE}
        beside |= {f"{name}{end}" for name in self.case.outputs for end in _BESIDE}
        known = {*self.case.outputs, *self.case.kept, "inventory.gpkg", *beside}
        strange = {p.name for p in self.out.iterdir() if ".part-" not in p.name} - known
        assert not strange, strange

    def recover(self, in_folder: bool) -> None:
        """A run that nobody disturbs ends as if there had been no other."""
        if in_folder and all(self.outputs().values()):
            return
        expected = self.first
        if self.case.edits and self.inventory() != self.before:
            expected = self.again
        self.run()
        outputs, inventory = self.outputs(), self.inventory()
        assert inventory == expected[1]
        if not self.case.edits:
            assert outputs == expected[0]
        else:
            for name, found in outputs.items():
                assert found in (expected[0][name], self.again[0][name]), name
        left = [path for path in self.out.rglob("*") if ".part-" in path.name]
        assert not left, left
        assert not any((self.out / name).exists() for name in self.case.kept)


def moments(trial: Trial, count: int, chance: random.Random):
    """Half before chosen events, the last ones included; half at times, many near the end."""
    numbers = list(range(1, trial.events + 1))
    chosen = numbers[-min(3, count // 4) :] + chance.sample(numbers, min(len(numbers), count))
    found = [{"event": number} for number in chosen[: count // 2]]
    while len(found) < count:
        late = len(found) % 2
        found.append({"after": trial.seconds * chance.uniform(0.75 if late else 0.0, 1.0)})
    chance.shuffle(found)
    return found


def kill_often(case, runner, world, folder: Path, count: int) -> int:
    """Kill runs in groups, each followed by a run that is left alone; the number of kills."""
    chance = random.Random(str(case))
    trial = Trial(case, runner, world, folder / "out")
    in_folder = any((trial.out / name).is_dir() and name not in case.grows for name in case.outputs)
    killed = 0
    for number, moment in enumerate(moments(trial, 3 * count, chance)):
        if killed >= count:
            break
        if number % GROUP == 0:
            # Every other group overwrites what the one before it has written.
            keep = number % (2 * GROUP) != 0 and not in_folder
            fresh(trial.out, world, case, keep)
        elif in_folder and any((trial.out / name).exists() for name in case.outputs):
            fresh(trial.out, world, case)  # a folder with something in it is never overwritten
        elif case.edits and trial.inventory() != trial.before:
            fresh(trial.out, world, case, keep=True)
        killed += trial.kill(**moment)
        if number % GROUP == GROUP - 1:
            trial.recover(in_folder)
            shutil.rmtree(f"{trial.out}-temporary", ignore_errors=True)
    trial.recover(in_folder)
    tally("faults", f"kill -9: {case.name}", "nothing lost", killed)
    return killed


@pytest.mark.parametrize("case", [case for case in CASES if case.quick], ids=str)
def test_killed_a_few_times(runner, world, tmp_path, case):
    assert kill_often(case, runner, world, tmp_path, QUICK) == QUICK


@pytest.mark.full
@pytest.mark.parametrize("case", CASES, ids=str)
def test_killed_often(request, runner, world, tmp_path, case):
    own = runner
    if case.processing:
        request.getfixturevalue("network")
        own = request.getfixturevalue("whole_runner")
    assert kill_often(case, own, world, tmp_path, case.kills) == case.kills


def test_every_algorithm_is_killed(qgis_app):
    """A new algorithm must join the list."""
    from rock_glacier_mapper.processing.provider import ALGORITHMS

    made = [algorithm().create() for algorithm in ALGORITHMS]
    writing = {
        one.name()
        for one in made
        if any(definition.isDestination() for definition in one.parameterDefinitions())
    }
    assert writing <= {case.name for case in CASES}
