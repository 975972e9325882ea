"""Stages beside the main thread: order, bounded queues, errors, stopping."""

import threading
import time

import pytest

from rock_glacier_mapper.core.pipeline import ahead, behind


def test_items_come_in_order_from_one_other_thread():
    threads = set()

    def source():
        for number in range(50):
            threads.add(threading.get_ident())
            yield number

    with ahead(source(), 3) as items:
        assert list(items) == list(range(50))
    assert len(threads) == 1 and threading.get_ident() not in threads


def test_the_reader_is_at_most_its_depth_ahead():
    made = []

    def source():
        for number in range(20):
            made.append(number)
            yield number

    with ahead(source(), 2) as items:
        for number in items:
            time.sleep(0.01)
            # two wait, and one is being handed over
            assert len(made) <= number + 1 + 2 + 1


def test_an_error_of_the_reader_arrives_after_what_was_read():
    def source():
        yield 1
        raise ValueError("damaged")

    got = []
    with pytest.raises(ValueError, match="damaged"), ahead(source(), 2) as items:
        got.extend(items)
    assert got == [] or got == [1]


def test_leaving_early_stops_the_reader_and_closes_its_generator():
    closed = threading.Event()

    def source():
        try:
            while True:
                yield 0
        finally:
            closed.set()

    before = threading.active_count()
    with pytest.raises(KeyError), ahead(source(), 2) as items:
        next(items)
        raise KeyError
    assert closed.is_set() and threading.active_count() == before


def test_the_writer_does_all_in_order_before_the_block_ends():
    done = []

    def work(item):
        time.sleep(0.002)
        done.append(item)

    with behind(work, 2) as put:
        for number in range(20):
            put(number)
            assert number + 1 - len(done) <= 4
    assert done == list(range(20))


def test_an_error_of_the_writer_is_raised_and_nothing_more_is_done():
    done = []

    def work(item):
        if item == 3:
            raise OSError("disk full")
        done.append(item)

    with pytest.raises(OSError, match="disk full"), behind(work, 1) as put:
        for number in range(10):
            put(number)
    assert done == [0, 1, 2]


def test_after_an_error_in_the_block_the_items_in_hand_are_finished():
    done = []
    with pytest.raises(KeyError), behind(done.append, 5) as put:
        for number in range(5):
            put(number)
        raise KeyError
    assert done == list(range(5))
