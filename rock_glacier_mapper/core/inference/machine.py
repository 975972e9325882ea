"""What this machine lends to a run: cores and memory, as limits on the process leave them."""

from __future__ import annotations

import contextlib
import ctypes
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

_ROOT = Path("/")
#: How often the resident memory is looked at while something runs, seconds.
_SAMPLING = 0.002


def usable_cores(root: Path = _ROOT) -> int:
    """Physical cores on which this process may run, at least 1.

    The least of the machine's cores, those that the scheduler grants (``taskset``, SLURM) and the
    quota of the control group (containers), versions 1 and 2. Two hardware threads of one core
    count once, as matrix products leave the second nothing to do.

    Args:
        root: where ``proc`` and ``sys`` are mounted.
    """
    if hasattr(os, "sched_getaffinity"):
        granted = os.sched_getaffinity(0)
    else:
        granted = set(range(os.cpu_count() or 1))
    cores = min(len(granted), os.cpu_count() or 1, _physical(granted, root))
    return max(1, min([cores, *(int(quota) for quota in _quotas(root))]))


def _physical(granted: set[int], root: Path) -> int:
    """Cores among the hardware threads ``granted``; as many as those where it is unknown."""
    places = set()
    for cpu in granted:
        topology = root / f"sys/devices/system/cpu/cpu{cpu}/topology/thread_siblings_list"
        places.add(_text(topology) or f"cpu{cpu}")
    if all(place.startswith("cpu") for place in places):
        psutil = _psutil()
        try:
            known = psutil.cpu_count(logical=False) if psutil else None
        except OSError:  # no /proc, as in some containers
            known = None
        return min(len(granted), known or len(granted))
    return len(places)


def _quotas(root: Path) -> Iterator[float]:
    """Cores' worth of time that control groups grant."""
    for folder in _control_groups(root, "cpu"):
        quota, period = _text(folder / "cpu.cfs_quota_us"), _text(folder / "cpu.cfs_period_us")
        if not quota:
            quota, _, period = _text(folder / "cpu.max").partition(" ")
        if quota.isdigit() and period.isdigit() and int(period) > 0:
            yield int(quota) / int(period)


def free_memory(root: Path = _ROOT) -> int | None:
    """Bytes that this process may still take, None when unknown.

    The least of the machine's available memory, what control groups leave (their page cache
    counts as free) and the limit on the address space.
    """
    limits = list(_left_by_control_groups(root))
    for line in _text(root / "proc/meminfo").splitlines():
        if line.startswith("MemAvailable:"):
            limits.append(int(line.split()[1]) * 1024)
    psutil = _psutil()
    if psutil and not limits:
        limits.append(psutil.virtual_memory().available)
    limits += _left_of_address_space()
    return max(0, min(limits)) if limits else None


def _left_by_control_groups(root: Path) -> Iterator[int]:
    names = (
        ("memory.max", "memory.current", "inactive_file "),
        ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file "),
    )
    for folder in _control_groups(root, "memory"):
        for limit, usage, cache in names:
            most, used = _text(folder / limit), _text(folder / usage)
            if most.isdigit() and used.isdigit():
                lines = _text(folder / "memory.stat").splitlines()
                cached = [int(line.split()[1]) for line in lines if line.startswith(cache)]
                yield int(most) - int(used) + sum(cached)


def _left_of_address_space() -> list[int]:
    try:
        import resource
    except ImportError:
        return []
    limit = resource.getrlimit(resource.RLIMIT_AS)[0]
    taken = _text(_ROOT / "proc/self/statm").split()
    if limit == resource.RLIM_INFINITY or not taken:
        return []
    return [limit - int(taken[0]) * resource.getpagesize()]


def _control_groups(root: Path, controller: str) -> Iterator[Path]:
    """Folders of the control groups of this process, with all those above them."""
    for line in _text(root / "proc/self/cgroup").splitlines():
        number, names, path = [*line.split(":", 2), "", ""][:3]
        if number == "0" and not names:
            mounts = [root / "sys/fs/cgroup", root / "sys/fs/cgroup/unified"]
        elif controller in names.split(","):
            mounts = [root / "sys/fs/cgroup" / controller, root / "sys/fs/cgroup" / names]
        else:
            continue
        parts = Path(path.lstrip("/")).parts
        for mount in mounts:
            # A container sees its own group as the mount itself, whatever the path says.
            yield from (mount.joinpath(*parts[:n]) for n in range(len(parts) + 1))


def resident_memory() -> int | None:
    """Bytes that this process has in memory, None when unknown."""
    pages = _text(_ROOT / "proc/self/statm").split()
    if pages:
        return int(pages[1]) * os.sysconf("SC_PAGE_SIZE")
    psutil = _psutil()
    return psutil.Process().memory_info().rss if psutil else None


def memory_growth(action: Callable[[], object]) -> int | None:
    """By how many bytes the resident memory grows, at its highest, while ``action`` runs.

    None when unknown. What the process had freed but kept is given back first, as far as the C
    library can, for it would be taken again without any growth.
    """
    with contextlib.suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
    before = resident_memory()
    if before is None:
        action()
        return None
    highest, finished = [before], threading.Event()

    def watch() -> None:
        while not finished.wait(_SAMPLING):
            highest.append(max(highest.pop(), resident_memory()))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        action()
    finally:
        finished.set()
        watcher.join()
    return max(*highest, resident_memory()) - before


def _text(path: Path) -> str:
    try:
        return path.read_text().strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _psutil():
    try:
        import psutil
    except ImportError:
        return None
    return psutil
