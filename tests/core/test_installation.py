"""Packages: what is there, and installing them with the real pip from folders of tiny wheels."""

import contextlib
import hashlib
import importlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from messages import assert_clear
from tally import tally
from wheels import make_wheel

from rock_glacier_mapper.core import pythonprocess
from rock_glacier_mapper.core.errors import (
    Cancelled,
    DiskFullError,
    InputError,
    MissingPackageError,
    RockGlacierError,
)
from rock_glacier_mapper.core.feedback import Feedback
from rock_glacier_mapper.core.installation import folder as private
from rock_glacier_mapper.core.installation import pip as pip_module
from rock_glacier_mapper.core.installation.checking import Examination, Machine, try_packages
from rock_glacier_mapper.core.installation.installing import Plan, install, plan_installation
from rock_glacier_mapper.core.installation.looking import look
from rock_glacier_mapper.core.installation.packages import (
    BROKEN,
    CLASH,
    MISSING,
    OK,
    OLD,
    PACKAGES,
    TRAINING,
    Found,
    is_runtime,
    project_of,
    version_numbers,
)
from rock_glacier_mapper.core.installation.pip import (
    Pip,
    constraint_lines,
    download_command,
    explain_failure,
    find_pip,
    hide_secrets,
)


@pytest.fixture(autouse=True)
def same_path():
    """What a test appends to Python's path goes again."""
    before = sys.path[:]
    yield
    sys.path[:] = before
    for name in [name for name in sys.modules if name.startswith("rgm_")]:
        del sys.modules[name]
    importlib.invalidate_caches()


@pytest.fixture(scope="module")
def pip():
    """The real pip of this Python."""
    found = find_pip()
    return lambda wheels, **changes: replace(found, wheels=wheels, **changes)


class Log(Feedback):
    def __init__(self, stop_at=None):
        self.lines, self.stop_at, self.stopped = [], stop_at, False

    def info(self, text):
        self.lines.append(text)
        if self.stop_at and self.stop_at in text:
            self.stopped = True

    def is_cancelled(self):
        return self.stopped


def tree(folder):
    """Every file below a folder with a digest of its content."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".lock"
    }


def install_wheels(root, wheels, pip, requirements, names=None, feedback=None, **changes):
    plan = Plan(root, list(requirements), list(names or requirements), **changes)
    return install(plan, feedback, wheels=wheels, pip=pip(wheels))


def ready(root, wheel):
    """A root with a wheel in it, without pip, which takes a second each time."""
    with private.installing(root):
        place = private.new_set(root)
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(place)
        private.put_in_place(root, place)
    assert private.activate(root) == place
    return place


def sets_in(root):
    return [p for p in private.place_in(root).iterdir() if p.is_dir()]


# -- what is there -------------------------------------------------------------------------------


def packages_at(folder, **versions):
    for name, version in versions.items():
        project = {"skimage": "scikit_image"}.get(name, name)
        (folder / name).mkdir(parents=True)
        (folder / name / "__init__.py").write_text("raise SystemExit('must not be loaded')")
        info = folder / f"{project}-{version}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {project}\nVersion: {version}\n"
        )
    return str(folder)


def by_name(found):
    return {one.package.name: one for one in found}


def test_each_package_is_found_with_version_and_place_and_none_is_loaded(tmp_path):
    before = set(sys.modules)
    place = packages_at(tmp_path, numpy="1.26.4", shapely="1.8.5", skimage="0.22.0", torch="2.4.0")
    found = by_name(look([place]))
    assert set(sys.modules) - before <= {"email.feedparser", "email._policybase"} | {
        name for name in sys.modules if not name.startswith(("numpy", "shapely", "torch"))
    }
    assert found["numpy"].state == OK and found["numpy"].version == "1.26.4"
    assert found["numpy"].file == str(tmp_path / "numpy" / "__init__.py")
    assert found["skimage"].state == OK and found["skimage"].version == "0.22.0"
    assert found["shapely"].state == OLD
    assert_clear(found["shapely"].reason)
    assert found["rasterio"].state == MISSING and found["rasterio"].file == ""
    assert len(found) == len(PACKAGES)


def test_the_real_packages_agree_with_what_importing_them_gives():
    found = by_name(look())
    for name in ("numpy", "scipy", "rasterio", "shapely", "skimage", "matplotlib"):
        module = importlib.import_module(name)
        assert found[name].version == module.__version__
        assert Path(found[name].file) == Path(module.__file__)


def test_both_onnx_runtimes_are_a_conflict(tmp_path):
    place = packages_at(tmp_path, onnxruntime="1.18.0")
    info = tmp_path / "onnxruntime_gpu-1.18.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: onnxruntime-gpu\nVersion: 1.18.0\n"
    )
    runtime = by_name(look([place]))["onnxruntime"]
    assert runtime.state == CLASH and "onnxruntime-gpu" in runtime.reason
    assert_clear(runtime.reason)


def test_a_numpy_2_in_front_of_numpy_1_is_a_conflict_but_not_behind_it(tmp_path):
    new = packages_at(tmp_path / "new", numpy="2.1.0")
    old = packages_at(tmp_path / "old", numpy="1.26.4")
    assert by_name(look([new, old]))["numpy"].state == CLASH
    assert_clear(by_name(look([new, old]))["numpy"].reason)
    assert by_name(look([old, new]))["numpy"].state == OK
    assert by_name(look([old, new]))["numpy"].version == "1.26.4"


def test_metadata_without_files_are_a_broken_installation(tmp_path):
    place = packages_at(tmp_path, rasterio="1.3.9")
    shutil.rmtree(tmp_path / "rasterio")
    rasterio = by_name(look([place]))["rasterio"]
    assert rasterio.state == BROKEN
    assert_clear(rasterio.reason)


def test_names_and_versions_are_compared_as_pip_does():
    assert version_numbers("1.26.0rc1") == (1, 26, 0) and version_numbers("2.13.0+cpu") == (
        2,
        13,
        0,
    )
    assert version_numbers("") == () and version_numbers("unknown") == ()
    assert project_of("onnxruntime-gpu[cuda,cudnn]>=1.15") == "onnxruntime-gpu"
    assert project_of("Scikit_Image") == "scikit-image"
    assert is_runtime("onnxruntime_gpu") and is_runtime("onnxruntime-openvino")
    assert not is_runtime("onnx") and not is_runtime("onnxruntime-extensions")


def test_packages_are_tried_in_a_process_and_a_crash_hides_nothing(tmp_path, pip):
    (tmp_path / "rgm_good.py").write_text("print('noise')\n__version__ = '3.1'\n")
    (tmp_path / "rgm_bad.py").write_text("import rgm_not_there\n")
    (tmp_path / "rgm_crash.py").write_text("import os, signal\nos.kill(os.getpid(), 9)\n")
    path = [*sys.path, str(tmp_path)]
    names = ["rgm_crash", "rgm_bad", "rgm_good", "session", "osgeo.gdal_array"]
    results = try_packages(pip(None).python, names, path)
    assert results["rgm_good"]["version"] == "3.1"
    assert "rgm_not_there" in results["rgm_bad"]["reason"]
    assert "crashed" in results["rgm_crash"]["reason"]
    assert results["session"]["ran"][-1] == "CPUExecutionProvider"
    assert results["osgeo.gdal_array"]["event"] == "done"
    assert "rgm_good" not in sys.modules


_IN_QGIS = """
import sys
import rock_glacier_mapper.core
from rock_glacier_mapper.core.installation.probe import _load_qgis, _use_rasterio, _use_shapely
_load_qgis()
import shapely, rasterio
print(type(sys.modules["shapely.lib"].__spec__.loader).__name__)
_use_shapely(shapely)
_use_rasterio(rasterio)
"""


@pytest.mark.skipif(not hasattr(os, "RTLD_DEEPBIND"), reason="for Linux")
def test_wheels_keep_apart_from_the_libraries_of_qgis(pip):
    """With GEOS and GDAL of QGIS in reach of all, as in QGIS itself."""
    done = subprocess.run(
        [pip(None).python, "-c", _IN_QGIS],
        env=pythonprocess.environment(),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["_Loader"]


def test_the_check_says_whether_mapping_works():
    found = [Found(package, OK) for package in PACKAGES]
    assert Examination(found, Machine(ran=["CPUExecutionProvider"])).works
    assert not Examination(found, Machine(session="no")).works
    assert not Examination(found, Machine(ran=["CPUExecutionProvider"], bridge="no")).works
    found[-1].state = MISSING  # distributed, for clusters only
    assert Examination(found, Machine(ran=["CPUExecutionProvider"])).works
    found[0].state = OLD
    assert not Examination(found, Machine(ran=["CPUExecutionProvider"])).works


# -- the plan ------------------------------------------------------------------------------------


def plan_for(tmp_path, path, **options):
    return plan_installation(tmp_path / "root", found=look(path), **options)


def test_the_plan_asks_for_what_is_missing_only(tmp_path):
    place = packages_at(tmp_path / "qgis", numpy="1.26.4", scipy="1.11.0", matplotlib="3.8.0")
    plan = plan_for(tmp_path, [place])
    assert [project_of(r) for r in plan.requirements] == [
        "rasterio",
        "shapely",
        "scikit-image",
        "onnxruntime",
    ]
    assert plan.names == ["rasterio", "shapely", "skimage", "onnxruntime"] and not plan.obstacles
    gpu = plan_for(tmp_path, [place], device="cuda")
    assert "onnxruntime-gpu[cuda,cudnn]>=1.15" in gpu.requirements
    assert "onnxruntime" not in {project_of(r) for r in gpu.requirements}
    training = plan_for(tmp_path, [place], purposes=(TRAINING,))
    assert [project_of(r) for r in training.requirements] == [
        "torch",
        "onnx",
        "onnxscript",
        "safetensors",
    ]


def test_the_plan_never_puts_a_second_runtime_beside_one(tmp_path):
    place = packages_at(tmp_path / "qgis", onnxruntime="1.18.0")
    plan = plan_for(tmp_path, [place], device="cuda")
    assert not any("onnxruntime" in r for r in plan.requirements)
    (obstacle,) = plan.obstacles
    assert_clear(obstacle)
    assert "onnxruntime-gpu" in obstacle and str(tmp_path / "qgis") in obstacle


def test_a_private_runtime_is_replaced_by_the_other_one(tmp_path):
    inside = private.place_in(tmp_path / "root") / "0123abcd"
    place = packages_at(inside, onnxruntime="1.18.0")
    plan = plan_for(tmp_path, [place], device="cuda")
    assert plan.replaced == ["onnxruntime"] and not plan.obstacles
    assert plan_for(tmp_path, [place], device="cpu").replaced == []


def test_an_unknown_version_is_not_taken_for_an_old_one(tmp_path):
    """Debian's shapely calls itself 0+unknown."""
    place = packages_at(tmp_path, shapely="0+unknown")
    assert by_name(look([place]))["shapely"].state == OK


def test_what_is_too_old_in_qgis_cannot_be_mended_and_is_said(tmp_path):
    plan = plan_for(tmp_path, [packages_at(tmp_path / "qgis", shapely="1.8.5")])
    assert "shapely" not in " ".join(plan.requirements)
    assert "shapely" in plan.obstacles[0] and "2.0" in plan.obstacles[0]


@pytest.mark.parametrize("options", [{"device": "quantum"}, {"purposes": ("mapping", "tea")}])
def test_unknown_choices_are_told(tmp_path, options):
    with pytest.raises(InputError) as error:
        plan_for(tmp_path, [], **options)
    assert_clear(str(error.value) + " Choose one of them.")


# -- installing ----------------------------------------------------------------------------------


def test_wheels_are_installed_with_what_they_need_and_work_at_once(tmp_path, pip):
    wheels, root = tmp_path / "wheels", tmp_path / "root"
    make_wheel(wheels, "rgm_base", "2.1")
    make_wheel(wheels, "rgm_top", "1.4", {"rgm_top.py": "import rgm_base"}, ["rgm-base>=2"])
    log = Log()
    outcome = install_wheels(root, wheels, pip, ["rgm_top"], feedback=log)
    assert outcome.installed == ["rgm-base 2.1", "rgm-top 1.4"] and not outcome.restart
    assert private.current_set(root) == outcome.place and sets_in(root) == [outcome.place]
    assert sys.path[-1] == str(outcome.place)
    assert importlib.import_module("rgm_top").rgm_base.__version__ == "2.1"
    assert any("pip install" in line for line in log.lines)
    assert private.platform_tag() in str(outcome.place)
    assert str(outcome.place) in pythonprocess.environment()["PYTHONPATH"].split(os.pathsep)


def test_pip_gets_no_shell_no_sources_and_a_target(pip, tmp_path):
    command = pip(tmp_path).install_command(["a; rm -rf /"], Path("t"), Path("c"), False)
    assert command[1:4] == ["-m", "pip", "install"] and command[-1] == "a; rm -rf /"
    joined = " ".join(command)
    for part in ("--only-binary=:all:", "--target t", "--constraint c", "--no-deps", "--no-index"):
        assert part in joined


def test_numpy_of_qgis_is_neither_doubled_nor_shadowed(tmp_path, pip):
    """A wheel that wants numpy, beside a newer numpy in the folder that pip must not take."""
    import numpy

    wheels, root = tmp_path / "wheels", tmp_path / "root"
    make_wheel(wheels, "rgm_needs", "1.0", None, ["numpy"])
    make_wheel(wheels, "numpy", "99.0")
    outcome = install_wheels(root, wheels, pip, ["rgm_needs"])
    assert outcome.installed == ["rgm-needs 1.0"]
    assert not list(outcome.place.glob("numpy*"))
    assert by_name(look())["numpy"].version == numpy.__version__


@pytest.mark.full
def test_an_older_pip_installs_all_and_what_is_there_is_dropped(tmp_path, pip):
    import numpy

    wheels, root = tmp_path / "wheels", tmp_path / "root"
    make_wheel(wheels, "rgm_needs", "1.0", None, ["numpy"])
    make_wheel(wheels, "numpy", numpy.__version__, {"numpy/__init__.py": "", "numpy/a/b.py": ""})
    log = Log()
    old = pip(wheels, version=(20, 3))
    outcome = install(Plan(root, ["rgm_needs"], ["rgm_needs"]), log, wheels=wheels, pip=old)
    assert any("Successfully installed" in line and "numpy" in line for line in log.lines)
    assert outcome.installed == ["rgm-needs 1.0"]
    assert not list(outcome.place.glob("numpy*"))


def test_what_does_not_fit_qgis_is_refused(tmp_path, pip):
    wheels, root = tmp_path / "wheels", tmp_path / "root"
    make_wheel(wheels, "rgm_modern", "1.0", None, ["numpy>=90"])
    make_wheel(wheels, "numpy", "99.0")
    with pytest.raises(RockGlacierError) as error:
        install_wheels(root, wheels, pip, ["rgm_modern"])
    assert_clear(str(error.value))
    assert private.current_set(root) is None and sets_in(root) == []


@pytest.mark.full
def test_a_second_installation_keeps_the_first_ones_packages(tmp_path, pip):
    wheels, root = tmp_path / "wheels", tmp_path / "root"
    make_wheel(wheels, "rgm_one", "1.0")
    first = install_wheels(root, wheels, pip, ["rgm_one"]).place
    make_wheel(wheels, "rgm_two", "1.0", None, ["rgm-one"])
    (wheels / "rgm_one-1.0-py3-none-any.whl").unlink()
    second = install_wheels(root, wheels, pip, ["rgm_two"])
    assert second.installed == ["rgm-two 1.0"] and second.place != first
    assert {"rgm_one.py", "rgm_two.py"} <= {p.name for p in second.place.iterdir()}
    assert sets_in(root) == [second.place]
    assert [e for e in sys.path if str(root) in e] == [str(second.place)]


@pytest.mark.full
def test_a_private_package_is_replaced_whole(tmp_path, pip):
    wheels, root = tmp_path / "wheels", tmp_path / "root"
    make_wheel(wheels, "rgm_run", "1.0", {"rgm_run/__init__.py": "", "rgm_run/cpu.py": ""})
    install_wheels(root, wheels, pip, ["rgm_run"])
    make_wheel(wheels, "rgm_run_gpu", "1.0", {"rgm_run/__init__.py": "", "rgm_run/gpu.py": ""})
    outcome = install_wheels(root, wheels, pip, ["rgm_run_gpu"], ["rgm_run"], replaced=["rgm-run"])
    assert {p.name for p in (outcome.place / "rgm_run").glob("*.py")} == {"__init__.py", "gpu.py"}
    assert {p.name for p in outcome.place.glob("*.dist-info")} == {"rgm_run_gpu-1.0.dist-info"}


def test_a_loaded_package_is_replaced_at_the_next_start(tmp_path, pip):
    wheels, root = tmp_path / "wheels", tmp_path / "root"
    first = ready(root, make_wheel(wheels, "rgm_live", "1.0"))
    importlib.import_module("rgm_live")
    make_wheel(wheels, "rgm_live", "2.0")
    second = install_wheels(
        root, wheels, pip, ["rgm_live==2.0"], ["rgm_live"], replaced=["rgm-live"]
    )
    assert second.restart and first.is_dir() and str(first) in sys.path
    assert private.current_set(root) == second.place
    assert private.activate(root) == first and str(second.place) not in sys.path  # reloaded
    del sys.modules["rgm_live"]
    assert private.activate(root) == second.place  # as a new start does
    assert importlib.import_module("rgm_live").__version__ == "2.0"
    assert sets_in(root) == [second.place] and sys.path[-1] == str(second.place)


# -- what goes wrong -----------------------------------------------------------------------------


@pytest.fixture
def earlier(tmp_path):
    """A root with a package that must survive whatever happens."""
    root = tmp_path / "root"
    place = ready(root, make_wheel(tmp_path / "first", "rgm_old", "1.0"))
    before = tree(private.place_in(root))

    def check(row):
        assert private.current_set(root) == place
        assert tree(private.place_in(root)) == before
        assert sets_in(root) == [place]
        tally("faults", row, "nothing lost")

    return root, check


def broken_wheels(folder):
    """Name of the fault to a requirement, with the wheels that cause it."""
    whole = make_wheel(folder / "cut", "rgm_cut", "1.0", {"rgm_cut.py": "x = 1\n" * 2000})
    whole.write_bytes(whole.read_bytes()[:900])
    make_wheel(folder / "fails", "rgm_fails", "1.0", {"rgm_fails.py": "import rgm_nowhere"})
    make_wheel(folder / "crash", "rgm_crash", "1.0", {"rgm_crash.py": "import os; os.abort()"})
    make_wheel(folder / "other", "rgm_other", "1.0", tag="cp311-cp311-win_arm64")
    make_wheel(folder / "python", "rgm_python", "1.0", tag="cp26-cp26m-linux_x86_64")
    make_wheel(folder / "needs", "rgm_needs", "1.0", None, ["rgm-absent"])
    changed = make_wheel(folder / "name", "rgm_name", "1.0")
    changed.rename(folder / "name" / "rgm_liar-1.0-py3-none-any.whl")
    (folder / "empty").mkdir()
    return {
        "cut": "rgm_cut",
        "fails": "rgm_fails",
        "crash": "rgm_crash",
        "other": "rgm_other",
        "python": "rgm_python",
        "needs": "rgm_needs",
        "name": "rgm_liar",
        "empty": "rgm_anything",
    }


@pytest.mark.parametrize(
    "fault",
    [
        "cut",
        "fails",
        "other",
        *(pytest.param(f, marks=pytest.mark.full) for f in ("crash", "python", "needs", "name")),
        pytest.param("empty", marks=pytest.mark.full),
    ],
)
def test_a_bad_wheel_leaves_what_was_there(fault, tmp_path, earlier, pip):
    root, check = earlier
    name = broken_wheels(tmp_path / "bad")[fault]
    with pytest.raises(RockGlacierError) as error:
        install_wheels(root, tmp_path / "bad" / fault, pip, [name])
    assert_clear(str(error.value))
    check("installation: bad wheel")


@pytest.mark.parametrize(
    "moment",
    [
        "pip install",
        pytest.param("Installing collected", marks=pytest.mark.full),
        pytest.param("Trying the packages", marks=pytest.mark.full),
    ],
)
def test_cancelling_leaves_what_was_there(moment, tmp_path, earlier, pip):
    root, check = earlier
    make_wheel(tmp_path / "new", "rgm_new", "1.0")
    log = Log(stop_at=moment)
    with pytest.raises(Cancelled):
        install_wheels(root, tmp_path / "new", pip, ["rgm_new"], feedback=log)
    assert log.stopped, log.lines
    check("installation: cancelled")


_KILLED = """
import sys
from pathlib import Path
from rock_glacier_mapper.core.feedback import Console
from rock_glacier_mapper.core.installation.installing import Plan, install
root, wheels = map(Path, sys.argv[1:])
install(Plan(root, ["rgm_slow"], ["rgm_slow"]), Console(), wheels=wheels)
"""


@pytest.mark.skipif(os.name == "nt", reason="signals")
@pytest.mark.parametrize(
    "moment",
    [
        "--target",
        *(pytest.param(moment, marks=pytest.mark.full) for moment in ("pip install", "Trying")),
    ],
)
def test_kill_9_leaves_what_was_there(moment, tmp_path, earlier, pip):
    root, check = earlier
    files = {"rgm_slow.py": "import time; time.sleep(0.3)\n"}
    files.update({f"rgm_slow_data/{n}.txt": "x" * 1000 for n in range(300)})
    make_wheel(tmp_path / "new", "rgm_slow", "1.0", files)
    process = subprocess.Popen(
        [pip(None).python, "-c", _KILLED, str(root), str(tmp_path / "new")],
        env=pythonprocess.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    lines = []
    for line in process.stdout:
        lines.append(line)
        if moment in line:
            time.sleep(0.05)
            os.kill(process.pid, signal.SIGKILL)
            break
    process.stdout.close()
    assert process.wait() == -signal.SIGKILL, "".join(lines)
    place = private.current_set(root)
    assert place is not None and (place / "rgm_old.py").is_file()
    wait_for_pip(tmp_path)
    private.activate(root)  # the next start tidies up
    check("installation: kill -9")


def wait_for_pip(folder):
    """Until the orphaned pip of a killed program has ended, if it can be seen."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        commands = []
        for entry in Path("/proc").glob("[0-9]*/cmdline"):
            with contextlib.suppress(OSError):
                commands.append(entry.read_bytes().decode(errors="replace"))
        if not any(str(folder) in c and ("pip" in c or "probe" in c) for c in commands):
            return
        time.sleep(0.1)


def test_a_full_disk_leaves_what_was_there(tmp_path, pip):
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    if os.name == "nt" or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no small disk can be made here")
    try:
        first = ready(place, make_wheel(tmp_path / "wheels", "rgm_old", "1.0"))
        make_wheel(tmp_path / "wheels", "rgm_big", "1.0", {"rgm_big.py": "#" * 3_000_000})
        before = tree(place)
        with pytest.raises(DiskFullError) as error:
            install_wheels(place, tmp_path / "wheels", pip, ["rgm_big"])
        assert_clear(str(error.value))
        assert private.current_set(place) == first and tree(place) == before
        tally("faults", "installation: full disk", "nothing lost")
    finally:
        private.deactivate(place)
        private._let_go(first)
        subprocess.run(["umount", "-l", str(place)], check=False)


@pytest.mark.parametrize("content", ["", "../../etc", "0123abcd", "\x00\xff", "x" * 10000])
def test_a_damaged_pointer_means_no_packages(content, tmp_path):
    place = private.place_in(tmp_path)
    place.mkdir(parents=True)
    (place / "current").write_text(content, encoding="utf-8")
    assert private.activate(tmp_path) is None
    assert not any(str(tmp_path) in entry for entry in sys.path)


# -- two at once, removal, the path ----------------------------------------------------------------


_USER = """
import sys
from pathlib import Path
from rock_glacier_mapper.core.installation import folder
print(folder.activate(Path(sys.argv[1])), flush=True)
sys.stdin.readline()
import rgm_lazy
print(rgm_lazy.__version__, flush=True)
"""


def another_qgis(root, pip):
    process = subprocess.Popen(
        [pip(None).python, "-c", _USER, str(root)],
        env=pythonprocess.environment(private.outside(root)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    return process, process.stdout.readline().strip()


@pytest.mark.skipif(os.name == "nt", reason="on Windows loaded libraries hold the folder")
def test_a_set_that_another_qgis_uses_is_kept_until_that_ends(tmp_path, pip):
    wheels, root = tmp_path / "wheels", tmp_path / "root"
    first = ready(root, make_wheel(wheels, "rgm_lazy", "1.0"))
    process, used = another_qgis(root, pip)
    try:
        assert used == str(first)
        second = ready(root, make_wheel(wheels, "rgm_more", "1.0"))
        assert first.is_dir() and private.current_set(root) == second
        assert not private.remove(root) or not second.is_dir()
        answer, _ = process.communicate("go\n", timeout=30)
        assert answer.strip() == "1.0"  # loaded late, from the set that was replaced long since
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
    with private.installing(root):
        assert private.tidy(root)
    assert sets_in(root) == []


def test_two_cannot_install_at_once(tmp_path, pip):
    root = tmp_path / "root"
    make_wheel(tmp_path / "wheels", "rgm_new", "1.0")
    with private.installing(root), pytest.raises(InputError) as error:
        install_wheels(root, tmp_path / "wheels", pip, ["rgm_new"])
    assert_clear(str(error.value) + " Close it.")
    assert "Another QGIS" in str(error.value)


def test_removing_takes_all_private_packages_away(tmp_path):
    root = tmp_path / "root"
    place = ready(root, make_wheel(tmp_path / "wheels", "rgm_gone", "1.0"))
    assert str(place) in sys.path
    assert private.remove(root)
    assert str(place) not in sys.path and not place.exists() and private.current_set(root) is None
    assert private.remove(root)  # again, and where there is nothing
    assert private.remove(tmp_path / "never")
    assert not (tmp_path / "never").exists()


def test_the_private_packages_come_last_on_the_path_and_only_once(tmp_path):
    wheels, root = tmp_path / "wheels", tmp_path / "root"
    place = ready(root, make_wheel(wheels, "rgm_last", "1.0"))
    others = private.outside(root)
    for _ in range(3):
        assert private.activate(root) == place
    assert sys.path == [*others, str(place)]
    private.deactivate(root)
    assert sys.path == others


def test_loading_makes_nothing_where_there_are_no_packages(tmp_path):
    assert private.activate(tmp_path / "profile" / "rock_glacier_mapper" / "python") is None
    assert list(tmp_path.iterdir()) == []


def test_the_folder_is_outside_the_plugin_and_one_for_each_python(tmp_path, monkeypatch):
    monkeypatch.delenv(private.VARIABLE, raising=False)
    root = private.root_below(tmp_path)
    assert root == tmp_path / "rock_glacier_mapper" / "python"
    assert "plugins" not in root.relative_to(tmp_path).parts
    tag = private.place_in(root).name
    assert tag.startswith("cp{}{}".format(*sys.version_info[:2])) and "-" in tag
    monkeypatch.setenv(private.VARIABLE, str(tmp_path / "server"))
    assert private.root_below(tmp_path) == tmp_path / "server"


# -- pip -------------------------------------------------------------------------------------------


@pytest.mark.full
def test_without_pip_the_wheel_that_python_brings_is_used(tmp_path, pip, monkeypatch):
    bundled = pip_module._bundled_wheel()
    if bundled is None:
        pytest.skip("this Python brings no wheel of pip")
    python = pip(None).python

    def no_pip(packages, chosen=None, **options):
        if "pip" in packages:
            raise MissingPackageError("none")
        return python

    monkeypatch.setattr(pythonprocess, "find_python", no_pip)
    found = find_pip(wheels=tmp_path / "wheels")
    assert found.wheel == str(bundled)
    make_wheel(tmp_path / "wheels", "rgm_bare", "1.0")
    plan = Plan(tmp_path / "root", ["rgm_bare"], ["rgm_bare"])
    assert install(plan, wheels=tmp_path / "wheels", pip=found).installed == ["rgm-bare 1.0"]
    monkeypatch.setattr(pip_module, "_bundled_wheel", lambda: None)
    with pytest.raises(MissingPackageError) as error:
        find_pip()
    assert_clear(str(error.value))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("ProxyError('x', OSError('Tunnel connection failed: 407 Proxy Auth'))", "proxy"),
        ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]'))", "PIP_CERT"),
        ("NewConnectionError: Failed to establish", "no connection"),
        ("ERROR: ResolutionImpossible: for help", "never replaced"),
        ("ERROR: No matching distribution found for torch", "fits this Python"),
        ("ERROR: Wheel 'x' located at y is invalid.", "damaged"),
        ("PermissionError: [Errno 13] Permission denied", "cannot be written"),
        ("something new", "something new"),
    ],
)
def test_failures_of_pip_are_explained(line, words):
    noise = ["Looking in links", line, "ERROR: Could not install x"]
    with pytest.raises(RockGlacierError) as error:
        explain_failure(noise[:2] if "something" in line else noise)
    assert words in " ".join(str(error.value).lower().split()) or words in str(error.value)


def test_no_connection_is_told_before_no_distribution():
    lines = ["NewConnectionError(...)", "ERROR: No matching distribution found for torch"]
    with pytest.raises(RockGlacierError, match="no connection"):
        explain_failure(lines)


def test_passwords_are_not_shown():
    address = "https://me:secret@host/simple"  # pragma: allowlist secret
    assert hide_secrets(address) == "https://***@host/simple"
    with pytest.raises(RockGlacierError) as error:
        line = "ERROR: http://me:secret@proxy:8080 failed"  # pragma: allowlist secret
        explain_failure([line])
    assert "secret" not in str(error.value)


def test_a_proxy_that_refuses_is_told_without_its_password(tmp_path, pip):
    """A real server that answers 407 to everything."""
    import http.server

    class Refusing(http.server.BaseHTTPRequestHandler):
        def do_CONNECT(self):
            self.send_error(407)

        do_GET = do_CONNECT  # noqa: N815

        def log_message(self, *arguments):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Refusing)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        user = "user:geheim"
        address = f"http://{user}@127.0.0.1:{server.server_port}"
        variables = {
            "HTTPS_PROXY": address,
            "HTTP_PROXY": address,
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_INDEX_URL": "https://packages.invalid/simple",
            "PIP_RETRIES": "1",
        }
        log = Log()
        with pytest.raises(RockGlacierError) as error:
            install(
                Plan(tmp_path / "root", ["rgm_far"], ["rgm_far"]),
                log,
                pip=pip(None, variables=variables),
            )
    finally:
        server.shutdown()
        server.server_close()
    assert "proxy" in str(error.value)
    assert "geheim" not in str(error.value) + "".join(log.lines)


def test_constraints_keep_to_public_versions():
    lines = constraint_lines({"torch": "2.13.0+cpu", "numpy": "1.24.2", "odd": "1.0~deb12"})
    assert lines == "numpy==1.24.2\ntorch==2.13.0\n"


@pytest.mark.full
def test_the_download_line_downloads_what_then_installs(tmp_path, pip):
    """From one folder of wheels to another, for this Python and platform."""
    make_wheel(tmp_path / "index", "rgm_far", "1.0")
    make_wheel(tmp_path / "index", "rgm_far", "2.0", tag="cp26-cp26m-linux_x86_64")
    command = download_command(["rgm_far>=1"], {})
    assert command[0] == "python3" and "--only-binary=:all:" in command
    command[0] = pip(None).python
    done = subprocess.run(
        [*command, "--no-index", "--find-links", str(tmp_path / "index")],
        cwd=tmp_path,
        env=Pip(pip(None).python, wheels=tmp_path).environment(sys.path),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert [p.name for p in (tmp_path / "wheels").iterdir()] == ["rgm_far-1.0-py3-none-any.whl"]
    assert install_wheels(tmp_path / "root", tmp_path / "wheels", pip, ["rgm_far"]).installed


@pytest.mark.full
def test_settings_of_the_user_do_not_redirect_pip(tmp_path, pip, monkeypatch):
    """`pip config` may ask for --user or for a virtual environment; this is neither."""
    monkeypatch.setenv("PIP_USER", "1")
    monkeypatch.setenv("PIP_REQUIRE_VIRTUALENV", "1")
    monkeypatch.setenv("PIP_TARGET", str(tmp_path / "elsewhere"))
    make_wheel(tmp_path / "wheels", "rgm_here", "1.0")
    outcome = install_wheels(tmp_path / "root", tmp_path / "wheels", pip, ["rgm_here"])
    assert outcome.installed and not (tmp_path / "elsewhere").exists()
    variables = pip(None).environment(sys.path)
    assert variables["PIP_USER"] == "0" and "PIP_TARGET" not in variables


def test_a_folder_that_is_none_is_told(tmp_path, pip):
    with pytest.raises(InputError) as error:
        install(Plan(tmp_path, ["x"], ["x"]), wheels=tmp_path / "nowhere")
    assert_clear(str(error.value))
    with pytest.raises(InputError, match="nothing to install"):
        install(Plan(tmp_path))


def test_another_pythons_wheels_do_not_mix(tmp_path):
    """The folder of one version is not seen by another: profiles are shared by QGIS versions."""
    other = tmp_path / "cp27-linux_x86_64"
    (other / "0123abcd").mkdir(parents=True)
    (other / "current").write_text("0123abcd\n")
    assert private.activate(tmp_path) is None
    assert (other / "0123abcd").is_dir()
