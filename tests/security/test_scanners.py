"""The scanners of the plugin site: bandit and detect-secrets find nothing."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(module, *arguments):
    pytest.importorskip(module)
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    ).stdout


@pytest.mark.full
def test_bandit_finds_nothing_above_low():
    """The site blocks what is medium or high; what is low is listed by ``make lint``."""
    report = json.loads(run("bandit", "-q", "-r", "rock_glacier_mapper", "-f", "json"))
    worse = [r for r in report["results"] if r["issue_severity"] != "LOW"]
    assert not [f"{r['filename']}:{r['line_number']} {r['test_id']}" for r in worse]
    assert not report["errors"]


@pytest.mark.full
def test_detect_secrets_finds_nothing():
    """In all that git has or would take, files of tests and of data included."""
    listed = ["git", "ls-files", "-co", "--exclude-standard"]
    files = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True).stdout.splitlines()
    files = [name for name in files if (ROOT / name).is_file()]
    assert len(files) > 300
    found = json.loads(run("detect_secrets", "scan", "--all-files", *files))["results"]
    assert not found


def test_every_exception_has_its_reason():
    """``# nosec`` names the rule and says why."""
    for file in (ROOT / "rock_glacier_mapper").rglob("*.py"):
        for line in file.read_text(encoding="utf-8").splitlines():
            if re.search(r"#\s*nosec", line):
                assert re.search(r"# nosec B\d{3}\b.{8,}", line), (file.name, line)
