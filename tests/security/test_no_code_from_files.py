"""Nothing that comes from a file is ever run: no pickle, no eval, no shell, no unsafe readers."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "rock_glacier_mapper").rglob("*.py"))

#: Modules that build objects, or run programs, out of what they read.
MODULES = {
    *("pickle", "cPickle", "_pickle", "dill", "cloudpickle", "joblib", "marshal", "shelve", "dbm"),
    *("code", "codeop", "runpy", "imp", "xmlrpc", "telnetlib", "ftplib", "smtplib", "popen2"),
    *("zipfile", "tarfile", "yaml", "pty", "commands"),
}
BUILT_IN = {"eval", "exec", "compile", "__import__", "execfile", "input"}
#: Calls of a module's function, as they are written.
CALLS = {
    *("os.system", "os.popen", "os.startfile", "pandas.read_pickle", "pd.read_pickle"),
    *("yaml.load", "yaml.unsafe_load", "subprocess.getoutput", "subprocess.getstatusoutput"),
    *("torch.jit.load", "torch.hub.load", "tempfile.mktemp", "numpy.loadtxt"),
    *("QgsExpression.evaluate", "QgsPythonRunner.run", "QgsPythonRunner.eval"),
}
XML_READERS = re.compile(r"\b(parse|fromstring|iterparse|XML|XMLParser|setContent|parseString)$")


def findings(source: str) -> list[str]:
    """What a piece of Python does that it must not."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [a.name for a in node.names if a.name.split(".")[0] in MODULES]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            if (node.module or "").split(".")[0] in MODULES:
                found.append(node.module)
        elif isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            keywords = {k.arg: ast.unparse(k.value) for k in node.keywords}
            if isinstance(node.func, ast.Name) and name in BUILT_IN:
                found.append(name)
            if name in CALLS or name.startswith(("os.exec", "os.spawn")):
                found.append(name)
            if keywords.get("shell", "False") != "False":
                found.append("shell=True")
            if name.endswith("torch.load") and keywords.get("weights_only") != "True":
                found.append("torch.load without weights_only=True")
            if keywords.get("allow_pickle", "False") != "False":
                found.append("allow_pickle")
            if name.split(".")[0] in ("ET", "ElementTree", "minidom") and XML_READERS.search(name):
                found.append(f"XML reader {name}")
    return found


def test_the_rule_finds_what_it_looks_for():
    bad = [
        "import pickle",
        "from marshal import loads",
        "def f():\n import shelve",
        "eval('1')",
        "exec(x)",
        "compile(a, b, 'exec')",
        "os.system('ls')",
        "subprocess.run('ls', shell=True)",
        "subprocess.run('ls', shell=flag)",
        "torch.load(p)",
        "torch.load(p, weights_only=False)",
        "np.load(p, allow_pickle=True)",
        "yaml.load(f)",
        "import tarfile",
        "ET.parse(p)",
        "ET.fromstring(t)",
        "__import__('os')",
    ]
    for source in bad:
        assert findings(source), source
    for source in ("re.compile('a')", "network.eval()", "torch.load(p, weights_only=True)"):
        assert not findings(source), source


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.relative_to(ROOT).as_posix())
def test_no_code_out_of_files(file):
    assert not findings(file.read_text(encoding="utf-8"))


def test_onnx_models_are_never_unpacked_by_the_onnx_package_with_their_weights_elsewhere():
    """``onnx.load`` follows paths in a model unless it is told not to, or the path was checked."""
    for file in FILES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "onnx.load":
                told = {k.arg: ast.unparse(k.value) for k in node.keywords}
                checked = file.match("core/inference/*.py") or file.match("core/training/export.py")
                assert told.get("load_external_data") == "False" or checked, file
