"""Fixtures: the runner of algorithms that are disturbed, and the inputs that it works on.

Test modules import them; a second ``conftest.py`` would hide the one that all tests share.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from conftest import FULL
from faultstate import marked_processes
from faultworld import CASES, MANUAL, Case, make_world
from osgeo import gdal

HERE = Path(__file__).parent


class Runner:
    """Asks ``faultrunner.py`` for runs."""

    def __init__(self, folder: Path, *arguments: str):
        self.mark = f"FAULT_TRIAL={uuid.uuid4().hex}"
        name, _, text = self.mark.partition("=")
        self._log = open(folder / "runner.log", "ab")  # noqa: SIM115
        self._process = subprocess.Popen(
            [sys.executable, str(HERE / "faultrunner.py"), *arguments],
            env={**os.environ, "OMP_NUM_THREADS": "1", name: text},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )
        self.own = self._answer(120)["ready"]

    def start(self, case: Case, world: Path, out: Path, **how) -> None:
        """Begin a run; :meth:`end` waits for it."""
        request = {
            "algorithm": case.name,
            "parameters": case.filled(world, out),
            "folder": str(out),
            **how,
        }
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()

    def end(self) -> dict:
        """The answer to a run; none of its processes is left."""
        told = self._answer(400)
        for _ in range(1200):  # training exports what it has before it ends
            others = [one for one in marked_processes(self.mark) if one != self.own]
            if not others:
                break
            select.select([], [], [], 0.1)
        assert not others, f"processes outlive the killed one: {others}"
        return told

    def run(self, *arguments, **how) -> dict:
        """Begin a run and wait for it."""
        self.start(*arguments, **how)
        return self.end()

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait(60)
        self._process.stdout.close()
        self._log.close()

    def _answer(self, patience: float) -> dict:
        ready, _, _ = select.select([self._process.stdout], [], [], patience)
        line = self._process.stdout.readline() if ready else ""
        assert line, "the runner does not answer"
        return json.loads(line)


@pytest.fixture(scope="session")
def runner(tmp_path_factory):
    """Runs algorithms of the plugin."""
    runner = Runner(tmp_path_factory.mktemp("runner"))
    yield runner
    runner.close()


@pytest.fixture(scope="session")
def whole_runner(tmp_path_factory):
    """Runs what needs QGIS's own algorithms too."""
    runner = Runner(tmp_path_factory.mktemp("runner"), "--processing")
    yield runner
    runner.close()


@pytest.fixture(scope="session")
def world(runner, tmp_path_factory):
    """Folder of inputs; no run may change it."""
    folder = tmp_path_factory.mktemp("world")
    make_world(folder, FULL)
    case = next(case for case in CASES if case.name == "createinventory")
    out = tmp_path_factory.mktemp("made")
    told = runner.run(case, folder, out)
    assert "results" in told, told
    shutil.move(out / "new.gpkg", folder / "inventory.gpkg")
    table, name, value = MANUAL
    dataset = gdal.OpenEx(str(folder / "inventory.gpkg"), gdal.OF_VECTOR | gdal.OF_UPDATE)
    layer = dataset.GetLayerByName(table)
    feature = layer.GetFeature(1)
    feature[name], feature[f"{name}Src"] = value, "manual"
    layer.SetFeature(feature)
    layer = dataset = None
    if FULL:
        case = next(case for case in CASES if case.name == "predictheatmap")
        told = runner.run(case, folder, out)
        assert "results" in told, told
        shutil.move(out / "heatmap.tif", folder / "heatmap.tif")
    return folder


@pytest.fixture(scope="session")
def network(runner, world, tmp_path_factory):
    """A network in the world, which a round of training can begin with."""
    case = next(case for case in CASES if case.name == "trainmodel")
    out = tmp_path_factory.mktemp("network")
    told = runner.run(case, world, out)
    assert "results" in told, told
    shutil.move(out / "m.onnx", world / "network.onnx")
    return world / "network.onnx"
