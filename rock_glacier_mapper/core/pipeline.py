"""Work in threads: a stage ahead of the main thread, one behind it, and equal pieces side by side.

All hold at most a few items, so that memory stays bounded, hand errors of their threads to the main
thread, and stop when the main thread does.
"""

from __future__ import annotations

import contextlib
import os
import queue
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from .feedback import Feedback

T = TypeVar("T")
R = TypeVar("R")
_END = object()
#: Seconds after which a waiting thread looks whether it is still wanted.
_LOOK = 0.1
#: Threads side by side where none are asked for, at most.
_MOST_WORKERS = 4


@contextlib.contextmanager
def ahead(items: Iterable[T], depth: int) -> Iterator[Iterator[T]]:
    """Iterate over ``items`` in a thread of its own, up to ``depth`` items ahead.

    All of the iterable's code runs in that one thread. An error in it is raised where the item is
    asked for. On leaving the block the thread stops after the item that it works on.
    """
    waiting: queue.Queue = queue.Queue(depth)
    stop = threading.Event()
    failed: list[BaseException] = []

    def work() -> None:
        source = iter(items)
        try:
            for item in source:
                if not _put(waiting, item, stop):
                    return
        except BaseException as error:  # handed on to the main thread
            failed.append(error)
        finally:
            close = getattr(source, "close", None)
            if close is not None:
                close()
            _put(waiting, _END, stop)

    def serve() -> Iterator[T]:
        while True:
            item = waiting.get()
            if item is _END:
                if failed:
                    raise failed[0]
                return
            yield item

    thread = threading.Thread(target=work, name="ahead", daemon=True)
    thread.start()
    try:
        yield serve()
    finally:
        stop.set()
        thread.join()


@contextlib.contextmanager
def behind(work: Callable[[Any], None], depth: int) -> Iterator[Callable[[Any], None]]:
    """Give a function that hands items to ``work``, which runs in a thread of its own.

    The function waits while ``depth`` items are in hand, and raises the error of an earlier item.
    On leaving the block normally, all items are done, or the error of one is raised; after an
    error in the block those in hand are still done, so that finished work is kept.
    """
    waiting: queue.Queue = queue.Queue(depth)
    failed: list[BaseException] = []

    def run() -> None:
        while True:
            item = waiting.get()
            if item is _END:
                return
            try:
                if not failed:
                    work(item)
            except BaseException as error:  # handed on to the main thread
                failed.append(error)

    def put(item: Any) -> None:
        if failed:
            raise failed[0]
        waiting.put(item)

    thread = threading.Thread(target=run, name="behind", daemon=True)
    thread.start()
    try:
        yield put
    finally:
        waiting.put(_END)
        thread.join()
    if failed:
        raise failed[0]


def in_threads(
    run: Callable[[T], R], items: Sequence[T], workers: int, feedback: Feedback
) -> Iterator[tuple[T, R]]:
    """(item, result) in the order of the items, with few results at a time in memory.

    Args:
        workers: threads; 0 means one per processor core, up to four.

    Raises:
        Cancelled: as ``feedback`` says.
    """
    workers = workers or min(os.cpu_count() or 1, _MOST_WORKERS)
    if workers == 1 or len(items) < 2:
        for item in items:
            feedback.check()
            yield item, run(item)
        return
    with ThreadPoolExecutor(workers) as pool:
        waiting: deque = deque()
        try:
            for item in items:
                feedback.check()
                waiting.append((item, pool.submit(run, item)))
                if len(waiting) > 2 * workers:
                    done, future = waiting.popleft()
                    yield done, future.result()
            while waiting:
                feedback.check()
                done, future = waiting.popleft()
                yield done, future.result()
        finally:
            for _, future in waiting:
                future.cancel()


def _put(waiting: queue.Queue, item: Any, stop: threading.Event) -> bool:
    """Put an item as soon as there is room; False when nobody wants it any more."""
    while not stop.is_set():
        try:
            waiting.put(item, timeout=_LOOK)
            return True
        except queue.Full:
            continue
    return False
