"""Tiny wheels made by hand, for tests that install for real."""

import base64
import hashlib
import zipfile


def make_wheel(folder, name, version="1.0", files=None, requires=(), tag="py3-none-any"):
    """Write a wheel; gives its path.

    Args:
        files: path inside to content; a module of the name with its version unless given.
        requires: what it needs, as in ``Requires-Dist``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if files is None:
        files = {f"{name}.py": f"__version__ = {version!r}\n"}
    info = f"{name}-{version}.dist-info"
    needs = "".join(f"Requires-Dist: {need}\n" for need in requires)
    files = {
        **files,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{needs}",
        f"{info}/WHEEL": f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tag}\n",
    }
    record = []
    path = folder / f"{name}-{version}-{tag}.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for inside, content in files.items():
            data = content.encode() if isinstance(content, str) else content
            archive.writestr(inside, data)
            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
            record.append(f"{inside},sha256={digest},{len(data)}")
        record.append(f"{info}/RECORD,,")
        archive.writestr(f"{info}/RECORD", "\n".join(record) + "\n")
    return path
