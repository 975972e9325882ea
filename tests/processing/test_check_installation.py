"""`rockglacier:checkinstallation`, in this process and from the zip in a fresh profile."""

import importlib.util
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from messages import assert_clear, run_algorithm
from wheels import make_wheel

from rock_glacier_mapper.core.installation import folder as private
from rock_glacier_mapper.core.installation import packages
from rock_glacier_mapper.core.installation.packages import MAPPING, Package
from rock_glacier_mapper.processing.base import missing_packages
from rock_glacier_mapper.processing.checkinstallation import CheckInstallation

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def few(monkeypatch):
    """Packages that are quick to try, and one that only a folder of wheels has."""
    few = [p for p in packages.PACKAGES if p.name in ("numpy", "onnxruntime")]
    few.append(Package("rgm_extra", "rgm-extra", "1.0", MAPPING, "tests"))
    monkeypatch.setattr("rock_glacier_mapper.core.installation.looking.PACKAGES", tuple(few))
    before = sys.path[:]
    yield
    sys.path[:] = before


def test_it_needs_no_package_and_is_listed_under_help():
    algorithm = CheckInstallation()
    assert algorithm.REQUIRES == () and algorithm.canExecute() == (True, "")
    assert algorithm.groupId() == "help"
    algorithm.initAlgorithm()
    outputs = {output.name() for output in algorithm.outputDefinitions()}
    assert {"OK", "PROVIDER", "REPORT", "OUTPUT"} <= outputs
    assert algorithm.parameterDefinition("INSTALL").defaultValue() is False


def test_it_reports_and_changes_nothing(few, tmp_path):
    page = tmp_path / "report.html"
    results, message = run_algorithm(
        "checkinstallation", {"OUTPUT": str(page), "PACKAGES_FOLDER": str(tmp_path / "root")}
    )
    assert message is None
    assert results["OK"] is False and results["PROVIDER"] == "CPUExecutionProvider"
    assert "rgm-extra" in results["REPORT"] and "missing" in results["REPORT"]
    text = page.read_text(encoding="utf-8")
    assert "<script" not in text and "rgm-extra" in text and "numpy" in text
    assert not (tmp_path / "root").exists()


def test_it_installs_on_a_server_from_a_folder_when_told_to(few, tmp_path):
    make_wheel(tmp_path / "wheels", "rgm_extra", "1.2")
    parameters = {
        "INSTALL": "true",
        "WHEELS": str(tmp_path / "wheels"),
        "PACKAGES_FOLDER": str(tmp_path / "root"),
    }
    results, message = run_algorithm("checkinstallation", parameters)
    assert message is None and results["OK"] is True
    place = private.current_set(tmp_path / "root")
    assert (place / "rgm_extra.py").is_file()
    results, message = run_algorithm("checkinstallation", parameters)  # nothing left to do
    assert message is None and private.current_set(tmp_path / "root") == place


def test_it_fails_clearly_when_it_cannot_install(few, tmp_path):
    (tmp_path / "empty").mkdir()
    results, message = run_algorithm(
        "checkinstallation",
        {
            "INSTALL": True,
            "WHEELS": str(tmp_path / "empty"),
            "PACKAGES_FOLDER": str(tmp_path / "root"),
        },
    )
    assert results is None
    assert_clear(message)
    assert private.current_set(tmp_path / "root") is None


def test_other_algorithms_say_where_to_install():
    advice = missing_packages(("numpy", "rgm_not_there"))
    assert_clear(advice)
    assert "Settings → Options → Rock Glacier Mapper" in advice and "checkinstallation" in advice


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """A profile that has nothing but the plugin out of its zip, run in another program."""
    folder = tmp_path_factory.mktemp("fresh profile with ümlaut")
    spec = importlib.util.spec_from_file_location("build", ROOT / "tools" / "build_plugin.py")
    build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build)
    build.package(folder / "dist")
    plugins = folder / "profiles" / "default" / "python" / "plugins"
    plugins.mkdir(parents=True)
    with zipfile.ZipFile(next((folder / "dist").glob("*.zip"))) as archive:
        archive.extractall(plugins)
    (folder / "run").mkdir(mode=0o700)
    variables = {k: v for k, v in os.environ.items() if not k.startswith(("QGIS", "PYTHONPATH"))}
    site = [e for e in os.environ.get("PYTHONPATH", "").split(os.pathsep) if e != str(ROOT)]
    variables.update(
        QGIS_CUSTOM_CONFIG_PATH=str(folder),
        QT_QPA_PLATFORM="offscreen",
        XDG_RUNTIME_DIR=str(folder / "run"),
        PYTHONPATH=os.pathsep.join(site),
    )
    program = os.environ.get("QGIS_PROCESS")
    if not program:
        pytest.skip("QGIS_PROCESS names no qgis_process")

    def qgis_process(*arguments, **further):
        return subprocess.run(
            [program, *arguments],
            env={**variables, **further},
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=300,
        )

    done = qgis_process("plugins", "enable", "rock_glacier_mapper")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder, qgis_process


def outputs(done):
    """Results that qgis_process printed."""
    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.partition("Results")[2].splitlines()
    return dict(line.split(":\t", 1) for line in lines if ":\t" in line)


def test_the_zip_works_in_a_fresh_profile(fresh):
    folder, qgis_process = fresh
    results = outputs(qgis_process("run", "rockglacier:checkinstallation"))
    assert results["OK"] == "true" and results["PROVIDER"] == "CPUExecutionProvider"
    scene = folder / "scene"
    done = qgis_process("run", "rockglacier:createdemoscene", "--", "SIZE=256", f"OUTPUT={scene}")
    assert Path(outputs(done)["OPTICAL"]).is_file() and (scene / "truth.gpkg").is_file()
    assert not (folder / "profiles" / "default" / "rock_glacier_mapper").exists()


@pytest.mark.full
def test_private_packages_of_the_profile_are_found_and_never_first(fresh, tmp_path):
    """A private numpy 99 does nothing; a private package that QGIS lacks is used."""
    _, qgis_process = fresh
    root = tmp_path / "packages"
    place = private.new_set(root)
    (place / "numpy").mkdir()
    (place / "numpy" / "__init__.py").write_text("raise ImportError('shadowed')")
    private.put_in_place(root, place)
    done = qgis_process(
        "run", "rockglacier:checkinstallation", ROCK_GLACIER_MAPPER_PACKAGES=str(root)
    )
    results = outputs(done)
    assert results["OK"] == "true" and str(place) in done.stdout.replace("~", str(Path.home()))
    assert "shadowed" not in done.stdout
