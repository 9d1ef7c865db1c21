"""Briefings are made in the background: a few at once, all of them over at some time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from monitor.briefing.jobs import Job, Jobs
from monitor.briefing.making import Progress
from monitor.wording import Refused


def _until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def _over(jobs: Jobs[int], name: str) -> Job[int]:
    def is_over() -> bool:
        job = jobs.job(name)
        return job is None or job.is_over

    _until(is_over)
    job = jobs.job(name)
    assert job is not None
    return job


def test_thirty_at_once_are_all_done_two_at_a_time() -> None:
    jobs = Jobs[int](at_once=2, waiting=30)
    lock, now, most = threading.Lock(), [0], [0]

    def work(_progress: Progress) -> int:
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        time.sleep(0.01)
        with lock:
            now[0] -= 1
        return threading.get_ident()

    names = [jobs.start(work) for _ in range(30)]
    assert {_over(jobs, name).state for name in names} == {"done"}
    assert most[0] == 2


def test_one_too_many_is_refused_until_another_is_over() -> None:
    jobs, go = Jobs[int](at_once=1, waiting=2), threading.Event()

    def work(_progress: Progress) -> int:
        return int(go.wait(10))

    names = [jobs.start(work), jobs.start(work)]
    with pytest.raises(Refused) as refused:
        jobs.start(work)
    assert refused.value.key == "too_many_jobs"
    go.set()
    assert [_over(jobs, name).result for name in names] == [1, 1]
    jobs.start(work)


def test_progress_is_told_while_it_works() -> None:
    jobs, go = Jobs[int](), threading.Event()

    def work(progress: Progress) -> int:
        progress(3, 12, "그림")
        go.wait(10)
        return 0

    name = jobs.start(work)
    _until(lambda: (job := jobs.job(name)) is not None and job.done == 3)
    assert jobs.job(name) == Job("working", 3, 12, "그림")
    go.set()
    assert _over(jobs, name).state == "done"


@pytest.mark.parametrize(
    ("error", "key"),
    [(Refused("renderer_failed"), "renderer_failed"), (ZeroDivisionError(), "job_failed")],
)
def test_a_failure_says_why_and_the_next_job_is_done(error: Exception, key: str) -> None:
    jobs = Jobs[int](at_once=1)

    def fail(_progress: Progress) -> int:
        raise error

    failed, done = jobs.start(fail), jobs.start(lambda _progress: 1)
    refusal = _over(jobs, failed).refusal
    assert refusal is not None
    assert refusal.key == key
    assert _over(jobs, done).result == 1


def test_only_the_latest_results_are_kept() -> None:
    jobs = Jobs[int](at_once=1, kept=2)
    names = []
    for number in range(4):
        names.append(jobs.start(lambda _progress, number=number: number))
        _over(jobs, names[-1])
    jobs.start(lambda _progress: 9)
    assert [jobs.job(name) is None for name in names] == [True, True, False, False]
