#!/usr/bin/env bash
# Run the tests in newer QGIS versions: each Debian suite named (default: trixie, which has QGIS
# 3.40) is set up once as a root folder of its own under build/matrix/, and takes the checkout as it
# is. Needs root and the package debootstrap; the first run fetches about half a gigabyte a suite.
#
#     tools/test_matrix.sh [-s SUITE]... [-z] [--] [arguments of pytest]
#
# With -z it does not run the tests but tries the release zip in a desktop (tools/try_zip.py).
set -euo pipefail
cd "$(dirname "$0")/.."

suites=()
task=tests
while getopts "s:z" option; do
    case $option in
        z) task=zip ;;
        s) suites+=("$OPTARG") ;;
        *) exit 2 ;;
    esac
done
shift $((OPTIND - 1))
[ "${#suites[@]}" -gt 0 ] || suites=(trixie)
if [ "$(id -u)" != 0 ]; then
    echo "A root folder of another Debian can only be made by root." >&2
    exit 1
fi
command -v debootstrap >/dev/null || apt-get install -y -q --no-install-recommends debootstrap

# What Debian has is taken from there, so that one GDAL, one PROJ and one numpy are loaded. Without
# PyTorch, whose wheels bring gigabytes of CUDA: mapping must work without it.
packages="qgis python3-qgis qgis-providers python3-rasterio python3-matplotlib python3-scipy
    python3-skimage python3-shapely python3-venv python3-pip make git ca-certificates
    xvfb xauth openbox"
pip_packages="onnxruntime onnx pytest pytest-qgis pytest-xdist hypothesis safetensors distributed"

inside() {  # command in the root, with a clean environment
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
        QT_QPA_PLATFORM=offscreen chroot "$root" "$@"
}

attach() {
    mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
    mountpoint -q "$root/dev" || mount --rbind /dev "$root/dev"
}

detach() {
    for root in "$PWD"/build/matrix/*/; do
        for point in dev proc; do
            if mountpoint -q "$root$point"; then umount -l "$root$point"; fi
        done
    done
}
trap detach EXIT

prepare() {
    [ -f "$root/ready" ] && return
    rm -rf --one-file-system "$root"
    mkdir -p "$root"
    # A suite newer than this debootstrap is set up as the one that is always the newest.
    local script=/usr/share/debootstrap/scripts/$suite
    [ -e "$script" ] || script=/usr/share/debootstrap/scripts/sid
    debootstrap --variant=minbase "$suite" "$root" http://deb.debian.org/debian "$script" \
        >"$root.log" 2>&1
    # The certificates that this machine trusts, before the package that collects them.
    mkdir -p "$root/usr/local/share/ca-certificates"
    cp /usr/local/share/ca-certificates/*.crt "$root/usr/local/share/ca-certificates/" 2>/dev/null || true
    cp /etc/resolv.conf "$root/etc/resolv.conf"
    attach
    # Indexes of a suite in development may be days old in a mirror; their signatures still count.
    inside apt-get -o Acquire::Check-Valid-Until=false update -q >>"$root.log" 2>&1
    # shellcheck disable=SC2086
    inside apt-get install -y -q --no-install-recommends $packages >>"$root.log" 2>&1
    inside /usr/bin/python3 -m venv --system-site-packages /venv
    # shellcheck disable=SC2086
    inside /venv/bin/pip install -q $pip_packages >>"$root.log" 2>&1
    touch "$root/ready"
}

failed=0
for suite in "${suites[@]}"; do
    root="$PWD/build/matrix/$suite"
    echo "== $suite: setting up (log: build/matrix/$suite.log)"
    mkdir -p build/matrix
    prepare
    attach
    # The files of the checkout, without what git ignores.
    rm -rf "$root/src"
    mkdir "$root/src"
    git ls-files -z --cached --others --exclude-standard \
        | xargs -0 -I{} sh -c 'if test -f "$1"; then printf "%s\0" "$1"; fi' _ {} \
        | tar --null -T - -cf - | tar -xf - -C "$root/src"
    echo "== $suite: $(inside sh -c 'dpkg-query -W -f "QGIS \${Version}" qgis; python3 --version')"
    if [ "$task" = zip ]; then
        inside bash -c 'cd /src && exec /usr/bin/python3 tools/try_zip.py /tmp/try-zip' || failed=1
        mkdir -p "build/try-zip/$suite"
        cp "$root"/tmp/try-zip/*.png "$root"/tmp/try-zip/*.json \
            "$root"/tmp/try-zip/demo/summary.json "build/try-zip/$suite/" || true
        continue
    fi
    inside bash -c '
        set -e
        cd /src
        export XDG_RUNTIME_DIR=/tmp/run && mkdir -p -m 700 $XDG_RUNTIME_DIR
        /venv/bin/python tools/build_plugin.py link /tmp/plugins
        export QGIS_PLUGINPATH=/tmp/plugins QGIS_CUSTOM_CONFIG_PATH=/tmp/qgis
        mkdir -p /tmp/qgis/profiles/default/QGIS
        printf "[PythonPlugins]\nrock_glacier_mapper=true\n" > /tmp/qgis/profiles/default/QGIS/QGIS3.ini
        export PYTHONPATH=/src:$(/venv/bin/python -c "import sysconfig; print(sysconfig.get_path(\"purelib\"))")
        export QGIS_PROCESS=$(command -v qgis_process.bin || command -v qgis_process)
        export TEST_ENVIRONMENT=/tmp/environment && env -0 > $TEST_ENVIRONMENT
        exec /venv/bin/python -m pytest "$@"' _ "$@" || failed=1
done
exit $failed
