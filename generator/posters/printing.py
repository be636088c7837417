"""Many documents → PDF files: cached ones are reused, the rest are typeset in several threads."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property
from typing import TypeVar

from generator.caching import Cache
from generator.posters.typesetting import Typesetter
from generator.posters.views import Document

Job = TypeVar("Job")


class Press:
    """Prints documents. `own` are the paths of the city's own templates; `made` counts files not found in the cache."""

    def __init__(
        self, templates: Mapping[str, str], own: Mapping[str, str], cache: Cache | None, jobs: int = 1
    ) -> None:
        self._templates = templates
        self._own = own
        self._cache = cache
        self._jobs = jobs
        self.made = 0

    def run(self, jobs: Iterable[Job], document: Callable[[Job], Document]) -> Iterator[tuple[Job, bytes]]:
        """Yield each job with its PDF file, in order; only a few files are in memory at a time."""
        _ = self._typesetter.fingerprint  # computed before the threads start
        pending: deque[tuple[Job, Future[tuple[bytes, bool]]]] = deque()
        with ThreadPoolExecutor(self._jobs) as pool:
            for job in jobs:
                pending.append((job, pool.submit(self._print, document(job))))
                if len(pending) > 2 * self._jobs:
                    yield self._next(pending)
            while pending:
                yield self._next(pending)
        if self._cache:
            self._cache.sweep()

    def make(self, document: Document) -> bytes:
        """Return one PDF file."""
        return self._print(document)[0]

    def tiny(self, document: Document) -> set[str]:
        """Return the ids of the houses on whose stickers letters are hard to read."""
        return self._typesetter.tiny(document)

    @cached_property
    def _typesetter(self) -> Typesetter:
        """Return the typesetter, created lazily in the process that uses it."""
        return Typesetter(self._templates, self._own)

    def _next(self, pending: "deque[tuple[Job, Future[tuple[bytes, bool]]]]") -> tuple[Job, bytes]:
        job, future = pending.popleft()
        content, fresh = future.result()
        self.made += fresh
        return job, content

    def _print(self, document: Document) -> tuple[bytes, bool]:
        key, data = self._typesetter.prepare(document)
        known = self._cache.get(key) if self._cache else None
        if known is not None:
            return known, False
        content = self._typesetter.pdf(data)
        if self._cache:
            self._cache.put(key, content)
        return content, True
