"""Workers of a region: several processes, a Dask cluster, and all of them being killed."""

import os
import signal
import subprocess
import sys
import time

import pytest
from regions import Told, finish, make_disc_model, make_scene, plan, start
from test_region_job import reports, same

from rock_glacier_mapper.core import pythonprocess
from rock_glacier_mapper.core.errors import Cancelled, InputError, RockGlacierError
from rock_glacier_mapper.core.region import dask_workers, workers
from rock_glacier_mapper.core.region.running import Workers, map_region
from rock_glacier_mapper.core.region.worker import DONE, FAILED, PREDICT
from rock_glacier_mapper.core.region.workers import Processes

pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes are killed with signals")

UNIT = 150


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    return make_disc_model(tmp_path_factory.mktemp("model") / "model.onnx")


@pytest.fixture(scope="module")
def scenes(tmp_path_factory):
    folder = tmp_path_factory.mktemp("scenes")
    return [
        make_scene(folder / "a_20200801.tif"),
        make_scene(folder / "b_20210802.tif", 1200, 700, seed=1),
    ]


@pytest.fixture(scope="module")
def whole(model, scenes, tmp_path_factory):
    """Heatmap and landforms of an unbroken run in one process, in one unit."""
    return finish(plan(tmp_path_factory.mktemp("whole") / "job", scenes, model, 1000))


def children_of(pid):
    """Worker processes that a process has started; tests beside these may have others."""
    found = []
    for entry in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{entry}/stat") as file:
                fields = file.read().rsplit(")", 1)[1].split()
            with open(f"/proc/{entry}/cmdline") as file:
                command = file.read()
        except OSError:
            continue
        if int(fields[1]) == pid and fields[0] != "Z" and workers.MODULE in command:
            found.append(int(entry))
    return found


def is_alive(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


class Acting(Told):
    """Does something once, when the first unit is done."""

    def __init__(self, action, stop=None):
        super().__init__(stop)
        self.action = action

    def info(self, text):
        super().info(text)
        if text.startswith("r00") and self.action is not None:
            action, self.action = self.action, None
            action()


# Processes on this machine -------------------------------------------------------------------


def test_two_processes_give_the_same_and_a_killed_one_is_replaced(tmp_path, model, scenes, whole):
    told = Acting(lambda: os.kill(children_of(os.getpid())[0], signal.SIGKILL))
    job = plan(tmp_path / "job", scenes, model, UNIT)
    result = finish(job, Workers(2), told)
    assert same(result, whole) and not result[0].failed
    assert told.action is None
    assert sum("tried again" in text for text in told.warnings) == 1
    assert {one.attributes["worker"] for one in result[0].units} == {"process 1", "process 2"}
    assert not children_of(os.getpid())
    assert max(told.fractions) <= 1 and told.fractions == sorted(told.fractions)


def test_a_unit_whose_workers_always_die_fails_and_the_rest_is_done(
    tmp_path, model, scenes, monkeypatch
):
    job = plan(tmp_path / "job", scenes[:1], model, UNIT)
    job.save()
    bad = job.units[1]

    class Doomed(workers._Child):
        ready = property(lambda self: True, lambda self, value: None)

        def order(self, phase, unit):
            super().order(phase, unit)
            if unit == bad:
                self._process.kill()

    monkeypatch.setattr(workers, "_Child", Doomed)
    told = Told()
    with Processes(job, 2, {"device": "cpu"}) as pool:
        outcomes = list(pool.run(PREDICT, job.units, told, lambda unit, share: None))
    reports_of = {outcome.unit.name: outcome.report for outcome in outcomes}
    failed = reports_of.pop(bad.name)
    assert failed["status"] == FAILED and "exit code -9" in failed["message"]
    assert {report["status"] for report in reports_of.values()} == {DONE}
    assert len(reports_of) == len(job.units) - 1
    assert sum("tried again" in text for text in told.warnings) == workers.ATTEMPTS - 1


def test_processes_that_cannot_start_are_an_error(tmp_path, model, scenes, monkeypatch):
    monkeypatch.setattr(workers, "MODULE", "rock_glacier_mapper.no_such_module")
    job = plan(tmp_path / "job", scenes[:1], model, UNIT)
    with pytest.raises(RockGlacierError, match=r"can be started.*no_such_module"):
        map_region(job, Workers(2))


@pytest.mark.parametrize("count", [1, 2])
def test_cancelling_takes_a_moment(tmp_path, model, scenes, count):
    when = []
    told = Acting(lambda: when.append(time.monotonic()), lambda self: bool(when))
    job = plan(tmp_path / "job", scenes, model, UNIT)
    with pytest.raises(Cancelled):
        map_region(job, Workers(count), feedback=told)
    assert time.monotonic() - when[0] < 2
    assert not children_of(os.getpid())
    assert 0 < len(reports(job)) < len(job.units)


@pytest.mark.parametrize("count", [1, 2])
def test_a_killed_run_goes_on_to_the_same_end(tmp_path, model, scenes, whole, count):
    """Kill -9 of the whole run: its children end too, and no finished unit is done again."""
    job = plan(tmp_path / "job", scenes, model)
    process = start(job.folder, scenes, model, count)
    for line in process.stdout:
        if line.startswith("r00"):
            break
    children = children_of(process.pid)
    assert len(children) == (count if count > 1 else 0)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    end = time.monotonic() + 10
    while any(map(is_alive, children)) and time.monotonic() < end:
        time.sleep(0.05)
    assert not any(map(is_alive, children))
    before = reports(job)
    assert 0 < len(before) < len(job.units)
    assert not any((tmp_path / "job").glob("*.gpkg"))
    result = finish(job, Workers(count))
    assert same(result, whole) and result[0].resumed == len(before)
    after = reports(job)
    assert all(after[name] == when for name, when in before.items())


# Dask ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """Starts schedulers and workers as command lines do; ends them all."""
    pytest.importorskip("distributed")
    processes = []
    folder = tmp_path_factory.mktemp("dask")

    def launch(kind, *arguments, **variables):
        environment = {**pythonprocess.environment(), "OMP_NUM_THREADS": "1", **variables}
        command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", *arguments]
        process = subprocess.Popen(
            command, env=environment, cwd=folder, stderr=subprocess.PIPE, text=True
        )
        processes.append(process)
        return process

    class Cluster:
        def __init__(self):
            scheduler = launch(
                "scheduler", "--host", "127.0.0.1", "--port", "0", "--dashboard-address", ":0"
            )
            for line in scheduler.stderr:
                if "Scheduler at:" in line:
                    self.address = line.split("Scheduler at:")[1].strip()
                    break

        def worker(self, **variables):
            arguments = "--nthreads", "1", "--no-nanny", "--no-dashboard"
            return launch(
                "worker", self.address, *arguments, "--local-directory", str(folder), **variables
            )

    yield Cluster
    for process in processes:
        process.kill()
        process.wait()
        process.stderr.close()


@pytest.fixture(scope="module")
def running(cluster):
    """A cluster with two workers."""
    one = cluster()
    one.workers = [one.worker(), one.worker()]
    return one


def test_a_dask_cluster_gives_the_same(tmp_path, model, scenes, whole, running):
    told = Told()
    job = plan(tmp_path / "job", scenes, model, UNIT)
    result = finish(job, Workers(scheduler=running.address), told)
    assert same(result, whole) and not result[0].failed
    assert any("dashboard http" in text for text in told.infos)
    names = {one.attributes["worker"] for one in result[0].units}
    assert 1 <= len(names) <= 2 and all(name.startswith("tcp://") for name in names)


def test_cancelling_stops_the_tasks_of_the_cluster(tmp_path, model, scenes, running):
    when = []
    told = Acting(lambda: when.append(time.monotonic()), lambda self: bool(when))
    job = plan(tmp_path / "job", scenes, model)
    with pytest.raises(Cancelled):
        map_region(job, Workers(scheduler=running.address), feedback=told)
    assert time.monotonic() - when[0] < 3
    time.sleep(2)
    before = reports(job)
    assert 0 < len(before) < len(job.units)
    time.sleep(1)
    assert reports(job) == before


def test_a_killed_dask_worker_does_no_harm(tmp_path, model, scenes, whole, running):
    job = plan(tmp_path / "job", scenes, model, UNIT)
    victim = running.workers.pop()
    told = Acting(lambda: os.kill(victim.pid, signal.SIGKILL))
    result = finish(job, Workers(scheduler=running.address), told)
    assert told.action is None and victim.wait(10) == -signal.SIGKILL
    assert same(result, whole) and not result[0].failed


def test_dask_workers_need_the_plugin_and_the_folder(tmp_path, model, scenes, cluster, running):
    job = plan(tmp_path / "job", scenes, model, UNIT)
    with (
        dask_workers.DaskWorkers(job, running.address, {}) as pool,
        pytest.raises(InputError, match="do not see the job's folder"),
    ):
        list(pool.run(PREDICT, job.units, Told(), lambda unit, share: None))  # not saved
    without = cluster()
    path = pythonprocess.environment()["PYTHONPATH"].split(os.pathsep)
    path = [p for p in path if not os.path.isdir(os.path.join(p, "rock_glacier_mapper"))]
    without.worker(PYTHONPATH=os.pathsep.join(path))
    with pytest.raises(InputError, match=r"cannot import the plugin.*PYTHONPATH"):
        map_region(job, Workers(scheduler=without.address))


def test_no_scheduler_is_told(tmp_path, model, scenes, monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr(dask_workers, "_CONNECT", 1)
    job = plan(tmp_path / "job", scenes, model, UNIT)
    with pytest.raises(InputError, match="no Dask scheduler answers"):
        map_region(job, Workers(scheduler="tcp://127.0.0.1:1"))
