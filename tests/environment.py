"""The variables for programs that tests start; pytest-qgis has put others into this process."""

import functools
import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent


@functools.cache
def checkout_environment() -> dict[str, str]:
    """Those of ``make -s env``, or of the file ``TEST_ENVIRONMENT`` (written by ``env -0``)."""
    prepared = os.environ.get("TEST_ENVIRONMENT")
    if prepared:
        out = Path(prepared).read_bytes()
    else:
        script = 'eval "$(make -s env)"; env -0'
        done = subprocess.run(["bash", "-c", script], cwd=ROOT, capture_output=True, check=True)
        out = done.stdout
    return dict(item.split("=", 1) for item in out.decode().split("\0") if "=" in item)
