"""Work in several processes: complete, in order, and no process left running."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from generator.caching.processes import BackgroundProcess, can_share_work, in_processes, spread

ENDLESS = """
import os, time
from generator.caching.processes import in_processes

def work(number):
    os.write(1, b"%d " % os.getpid() + bytes([10]))
    time.sleep(600)

list(in_processes(work, 2, 2))
"""

INTERRUPTED = """
import signal, sys, time
from generator.caching.processes import BackgroundProcess

signal.signal(signal.SIGINT, signal.default_int_handler)

def work():
    yield "ready"
    time.sleep(600)

beside = BackgroundProcess(work)
try:
    print(beside.take(), flush=True)  # here, or the signal may be quicker than the next line
    time.sleep(600)
except KeyboardInterrupt:
    print("interrupted", file=sys.stderr)
finally:
    beside.end()
"""


def test_results_come_in_order():
    assert list(in_processes(lambda number: (time.sleep(0.01 * (number % 3)), number)[1], 20, 3)) == list(range(20))


def test_what_the_work_raises_is_raised():
    with pytest.raises(ZeroDivisionError):
        list(in_processes(lambda number: 1 // number, 2, 2))


def test_a_killed_build_leaves_no_process_behind():
    mother = subprocess.Popen([sys.executable, "-c", ENDLESS], stdout=subprocess.PIPE, text=True)
    children = [int(mother.stdout.readline()) for _ in range(2)]
    assert mother.pid not in children
    os.kill(mother.pid, signal.SIGKILL)
    mother.wait()
    deadline = time.monotonic() + 20
    while any(map(is_running, children)) and time.monotonic() < deadline:
        time.sleep(0.05)
    left = [child for child in children if is_running(child)]
    for child in left:
        os.kill(child, signal.SIGKILL)
    assert not left


def test_results_of_work_beside_come_one_by_one():
    beside = BackgroundProcess(lambda: iter([1, {"two"}]))
    assert [beside.take(), beside.take(), beside.take()] == [1, {"two"}, None]
    beside.end()


def test_work_beside_that_fails_has_no_result():
    def failing():
        yield 1
        raise OSError

    beside = BackgroundProcess(failing)
    assert [beside.take(), beside.take()] == [1, None]
    beside.end()


def test_work_beside_is_ended():
    def endless():
        yield os.getpid()
        time.sleep(600)

    beside = BackgroundProcess(endless)
    child = beside.take()
    assert is_running(child)
    beside.end()
    assert not is_running(child)
    beside.end()  # once more ends nothing else


def test_work_beside_is_ended_even_if_it_may_not_be_terminated():
    def talkative():
        yield b"x" * 10_000_000  # more than a pipe holds unread

    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)  # as `trap "" TERM` in a shell leaves it
    try:
        beside = BackgroundProcess(talkative)
        ending = threading.Thread(target=beside.end)
        ending.start()
        ending.join(10)
        ended = not ending.is_alive()
        if not ended:
            beside.take()  # this frees it
    finally:
        signal.signal(signal.SIGTERM, before)
    assert ended


def test_an_interrupt_is_reported_by_the_first_process_alone():
    mother = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
    assert mother.stdout.readline() == "ready\n"
    os.killpg(mother.pid, signal.SIGINT)
    assert mother.communicate() == ("", "interrupted\n")


def is_running(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    # There may be no parent to reap it.
    return Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"


@pytest.mark.parametrize(
    "refusal", [PermissionError(13, "no"), FileNotFoundError(2, "no"), OSError(38, "no"), ImportError()]
)
def test_without_a_place_for_locks_one_process_does_all(monkeypatch, refusal):
    def refuse(*_):
        raise refusal

    monkeypatch.setattr("multiprocessing.context.BaseContext.Lock", refuse)
    can_share_work.cache_clear()
    try:
        assert {*spread(range(1000), lambda _: 1, process_of, jobs=2)} == {os.getpid()}
    finally:
        monkeypatch.undo()
        can_share_work.cache_clear()
    first, *others = spread(range(1000), lambda _: 1, process_of, jobs=2)
    assert first == os.getpid() not in others


def process_of(_share):
    return os.getpid()


def test_processes_inherit_what_the_largest_item_left_in_memory():
    known = []

    def work(share):
        before = [*known]
        known.extend(share)
        return before, share

    first, *others = spread([*range(100), 999, *range(100, 200)], lambda item: item, work, jobs=2)
    assert first == ([], [999])
    assert sorted(item for _, share in others for item in share) == list(range(200))
    assert all(before[:1] == [999] for before, _ in others)


@pytest.mark.parametrize(("count", "jobs"), [(0, 2), (1, 2), (150, 2), (1000, 1)])
def test_little_work_is_done_in_order_by_one_process(count, jobs):
    shares = [*spread(range(count), lambda _: 1, lambda share: (os.getpid(), share), jobs)]
    assert [item for _, share in shares for item in share] == list(range(count))
    assert {process for process, _ in shares} <= {os.getpid()}
