#!/usr/bin/env bash
# Sets up everything on Debian 12 (as root, or with the packages already there): Debian's QGIS, and
# a virtual environment in .venv that sees PyQGIS, with the packages pinned in the constraints file.
# A second run finds all in place and takes about a second.
set -euo pipefail
cd "$(dirname "$0")/.."

packages="qgis python3-qgis qgis-providers python3-rasterio python3-matplotlib python3-venv"
# shellcheck disable=SC2086
if ! dpkg -s $packages >/dev/null 2>&1; then
    if [ "$(id -u)" != 0 ]; then
        echo "These Debian packages are missing: $packages" >&2
        echo "Install them as root: apt-get install --no-install-recommends $packages" >&2
        exit 1
    fi
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -q
    apt-get install -y -q --no-install-recommends $packages
fi

constraints=tools/constraints-bookworm.txt
# onnxruntime and onnxruntime-gpu share a folder: only one of the two may be installed.
runtime=onnxruntime
if command -v nvidia-smi >/dev/null 2>&1 && nvidia-smi -L >/dev/null 2>&1; then
    runtime=onnxruntime-gpu
fi
stamp="$(cat "$constraints" tools/setup.sh | sha256sum | cut -d' ' -f1) $runtime"
if [ "$(cat .venv/stamp 2>/dev/null)" = "$stamp" ] && [ -x .venv/bin/python ]; then
    exit 0
fi
# Not any other Python that may come first in PATH: PyQGIS is built for this one.
[ -x .venv/bin/python ] || /usr/bin/python3 -m venv --system-site-packages .venv
if [ "$runtime" = onnxruntime-gpu ]; then
    .venv/bin/pip uninstall -q -y onnxruntime 2>/dev/null
else
    .venv/bin/pip uninstall -q -y onnxruntime-gpu 2>/dev/null
fi
.venv/bin/pip install -q -c "$constraints" numpy scipy shapely scikit-image "attrs>=24" \
    "$runtime" distributed torch onnx onnxscript safetensors \
    pytest pytest-qgis pytest-xdist hypothesis bandit detect-secrets ruff
echo "$stamp" > .venv/stamp
