"""Lay out the plugin folder as QGIS wants it: from links (checkout) or as a zip (release).

The package, ``metadata.txt``, the licence, ``models/`` and ``resources/`` lie side by side in the
repository; QGIS wants them in one folder ``rock_glacier_mapper``.

    python3 tools/build_plugin.py link build/plugins
    python3 tools/build_plugin.py zip dist
    python3 tools/build_plugin.py install ~/.local/share/QGIS/QGIS3/profiles/default/python/plugins
"""

from __future__ import annotations

import shutil
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
NAME = "rock_glacier_mapper"
BESIDE = (
    "metadata.txt",
    "LICENSE",
    "CHANGELOG.md",
    "requirements.txt",  # read by the plugin QPIP
    "requirements-training.txt",
    "models",
    "resources",
)
#: Time stamp and mode of all files in the zip: the same sources give the same zip, byte by byte.
STAMP = (1980, 1, 1, 0, 0, 0)
MODE = 0o100644 << 16
UNIX = 3
#: The plugin site refuses larger zips.
LARGEST_ZIP = 25_000_000


def entries() -> dict[str, Path]:
    """Name in the plugin folder to the file or folder in the repository."""
    inside = {p.name: p for p in sorted((ROOT / NAME).iterdir()) if p.name != "__pycache__"}
    return inside | {name: ROOT / name for name in BESIDE}


def files() -> dict[str, Path]:
    """Path inside the plugin folder to file, for everything that is shipped."""
    found = {}
    for name, source in entries().items():
        if source.is_file():
            found[name] = source
            continue
        for file in sorted(source.rglob("*")):
            hidden = any(part.startswith((".", "__pycache__")) for part in file.parts[-3:])
            if file.is_file() and not hidden:
                found[f"{name}/{file.relative_to(source).as_posix()}"] = file
    return found


def link(folder: Path) -> None:
    """A plugin folder of links into the checkout, so that edits are live."""
    target = folder / NAME
    target.mkdir(parents=True, exist_ok=True)
    wanted = entries()
    for old in target.iterdir():
        if old.is_symlink() and (old.name not in wanted or not old.exists()):
            old.unlink()
    for name, source in wanted.items():
        if not (target / name).exists():
            (target / name).symlink_to(source)


def install(folder: Path) -> None:
    """Copy the plugin into a QGIS profile; an older copy is replaced."""
    target = folder / NAME
    if target.is_symlink():
        target.unlink()
    shutil.rmtree(target, ignore_errors=True)
    for name, source in files().items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target / name)
    print(f"Installed into {target}")


def package(folder: Path) -> None:
    """The zip that QGIS's plugin manager installs."""
    version = next(
        line.partition("=")[2].strip()
        for line in (ROOT / "metadata.txt").read_text(encoding="utf-8").splitlines()
        if line.startswith("version=")
    )
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{NAME}.{version}.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, source in sorted(files().items()):
            entry = zipfile.ZipInfo(f"{NAME}/{name}", STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = MODE
            entry.create_system = UNIX
            archive.writestr(entry, source.read_bytes(), compresslevel=9)
    size = path.stat().st_size
    print(f"{path}  {size / 1e6:.1f} MB")
    if size > LARGEST_ZIP:
        raise SystemExit("The zip is larger than the 25 MB that the plugin site takes.")


if __name__ == "__main__":
    {"link": link, "install": install, "zip": package}[sys.argv[1]](Path(sys.argv[2]).expanduser())
