"""Try the release zip as a new user: install it in a fresh profile, run the demo, take pictures.

    make try-zip                       # in this QGIS
    tools/test_matrix.sh -z            # in the QGIS of another Debian

QGIS's own plugin manager installs the zip in a desktop on a virtual screen; nothing of the
checkout's environment is handed to it. Packages that this QGIS lacks are then installed into the
plugin's private folder, as the settings page does; the desktop maps a small demo scene; and at last
the whole demo runs through ``qgis_process`` with the same profile. Needs xvfb, openbox and xauth.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
STARTUP = Path(__file__).with_name("try_zip_desktop.py")


def clean_environment(profile: Path) -> dict[str, str]:
    """What a user's session has, without anything that points into the checkout."""
    dropped = ("PYTHONPATH", "QGIS_PLUGINPATH", "QT_QPA_PLATFORM", "VIRTUAL_ENV")
    environment = {key: value for key, value in os.environ.items() if key not in dropped}
    return {**environment, "QGIS_CUSTOM_CONFIG_PATH": str(profile)}


def desktop(stage: str, folder: Path, profile: Path, archive: Path) -> dict:
    """Start the desktop with one task of ``try_zip_desktop.py``; gives what that reports.

    Raises:
        SystemExit: the desktop ended without a report.
    """
    report = folder / f"{stage}.json"
    report.unlink(missing_ok=True)
    environment = clean_environment(profile) | {
        "TRY_STAGE": stage,
        "TRY_ZIP": str(archive),
        "TRY_FOLDER": str(folder),
    }
    screen = ["xvfb-run", "-a", "-s", "-screen 0 1500x950x24"]
    subprocess.run(
        [
            *screen,
            "qgis",
            "--nologo",
            "--noversioncheck",
            "--profiles-path",
            str(profile),
            "--code",
            str(STARTUP),
        ],
        env=environment,
        timeout=900,
    )
    if not report.is_file():
        raise SystemExit(f"The desktop ended without a report of {stage}; see above.")
    found = json.loads(report.read_text(encoding="utf-8"))
    print(f"== {stage}: {json.dumps(found, indent=1)}", flush=True)
    if found.get("error"):
        raise SystemExit(found["error"])
    return found


def main(folder: Path) -> None:
    """Build the zip, then install, map and run the demo with it."""
    shutil.rmtree(folder, ignore_errors=True)
    profile = folder / "profile"
    profile.mkdir(parents=True)
    subprocess.run([sys.executable, ROOT / "tools" / "build_plugin.py", "zip", folder], check=True)
    (archive,) = folder.glob("*.zip")
    desktop("install", folder, profile, archive)
    desktop("map", folder, profile, archive)
    environment = clean_environment(profile) | {"QT_QPA_PLATFORM": "offscreen"}
    command = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
    environment["QGIS_PROCESS"] = command
    subprocess.run(
        [sys.executable, ROOT / "tools" / "demo.py", folder / "demo"], env=environment, check=True
    )
    print((folder / "demo" / "summary.json").read_text(encoding="utf-8"))


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
