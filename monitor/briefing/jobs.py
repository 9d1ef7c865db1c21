"""Jobs: briefings made in the background, a few at once, while their pages stay usable."""

from __future__ import annotations

import logging
import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import Final, Generic, Literal, TypeAlias, TypeVar

from monitor.briefing.making import Named, Progress, make
from monitor.briefing.recipe import Recipe
from monitor.briefing.written import FORMS, name_of, write
from monitor.store import Release, Store
from monitor.under_way import under_way
from monitor.wording import Language, Refused

State: TypeAlias = Literal["waiting", "working", "done", "failed"]
_LOG: Final = logging.getLogger(__name__)
_Result = TypeVar("_Result")


@dataclass(frozen=True)
class Job(Generic[_Result]):
    """How far a job is.

    Attributes:
        state: where it stands.
        done, total: steps, of the part of the work that is under way.
        name: of the step.
        result: where it is done.
        refusal: why it failed.
    """

    state: State = "waiting"
    done: int = 0
    total: int = 0
    name: str = ""
    result: _Result | None = None
    refusal: Refused | None = None

    @property
    def is_over(self) -> bool:
        """Say whether nothing more will come of it."""
        return self.state in {"done", "failed"}


class Jobs(Generic[_Result]):
    """Runs jobs in threads.

    Args:
        at_once: how many work at the same time.
        waiting: how many may be under way; one more is refused.
        kept: how many finished ones are remembered, the latest.
    """

    def __init__(self, at_once: int = 2, waiting: int = 30, kept: int = 30) -> None:
        self._waiting, self._kept = waiting, kept
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="briefing")
        self._lock = threading.Lock()
        self._jobs: dict[str, Job[_Result]] = {}

    def start(self, work: Callable[[Progress], _Result]) -> str:
        """Have a job done; return what it is asked for by.

        Raises:
            Refused: ``too_many_jobs``.
        """
        name = uuid.uuid4().hex
        with self._lock:
            if sum(not job.is_over for job in self._jobs.values()) >= self._waiting:
                raise Refused("too_many_jobs", count=self._waiting)
            self._jobs[name] = Job()
            over = [key for key, job in self._jobs.items() if job.is_over]
            for key in over[: -self._kept or None]:
                del self._jobs[key]
        self._threads.submit(self._run, name, work)
        return name

    def job(self, name: str) -> Job[_Result] | None:
        """Return how far a job is; none where it is forgotten."""
        with self._lock:
            return self._jobs.get(name)

    def _run(self, name: str, work: Callable[[Progress], _Result]) -> None:
        def progress(done: int, total: int, step: str) -> None:
            self._tell(name, Job("working", done, total, step))

        progress(0, 0, "")
        try:
            over = Job("done", result=work(progress))
        except Refused as refused:
            over = Job("failed", refusal=refused)
        except Exception:  # nobody waits for this thread: what is not caught here is never told
            _LOG.exception("A briefing could not be made")
            over = Job("failed", refusal=Refused("job_failed"))
        self._tell(name, over)

    def _tell(self, name: str, job: Job[_Result]) -> None:
        with self._lock:
            self._jobs[name] = job


@dataclass(frozen=True)
class Made:
    """A briefing that is ready to be taken along."""

    form: str
    file_name: str
    mime: str
    content: bytes
    code: str
    left_out: tuple[str, ...]


@cache
def jobs() -> Jobs[Made]:
    """Return the jobs of this process."""
    return Jobs()


def briefing_job(
    store: Store,
    recipe: Recipe,
    release: Release,
    language: Language,
    form: str,
    *,
    by: str,
    named: Named | None = None,
) -> Callable[[Progress], Made]:
    """Return the work of making a briefing and writing it in a form of ``written.FORMS``.

    Raises:
        Refused: ``too_often``.
    """
    store.actor.hold_back("brief")

    def work(progress: Progress) -> Made:
        with under_way("brief", form):
            briefing = make(store, recipe, release, language, by=by, named=named, progress=progress)
            document = briefing.document
            written = write(store.ledger, document, form, by=by, progress=progress)
        told = (*briefing.left_out, *written.without_picture)
        name, mime = name_of(document, form), FORMS[form].mime
        return Made(form, name, mime, written.content, document.code, told)

    return work
