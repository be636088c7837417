"""Many documents → many files, PDF or PNG: what the memo knows is taken there, the rest made side by side."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from generator.posters.memo import Memo
from generator.posters.typesetting import Typesetter

Job = TypeVar("Job")


class Press:
    """Prints documents. `made` counts those that were typeset anew."""

    def __init__(self, templates: Mapping[str, str], memo: Memo, jobs: int = 0, *, pictures: bool = False) -> None:
        self._typesetter = Typesetter(templates)
        self._make = self._typesetter.png if pictures else self._typesetter.pdf
        self._memo = memo
        self._jobs = jobs or os.cpu_count() or 1
        self.made = 0

    def run(self, jobs: Iterable[Job], document: Callable[[Job], object]) -> Iterator[tuple[Job, bytes]]:
        """Yield each job with its file, in order; only a few files are held at a time."""
        waiting: deque[tuple[Job, Future[tuple[bytes, bool]]]] = deque()
        with ThreadPoolExecutor(self._jobs) as pool:
            for job in jobs:
                waiting.append((job, pool.submit(self._print, document(job))))
                if len(waiting) > 2 * self._jobs:
                    yield self._next(waiting)
            while waiting:
                yield self._next(waiting)
        self._memo.sweep()

    def _next(self, waiting: "deque[tuple[Job, Future[tuple[bytes, bool]]]]") -> tuple[Job, bytes]:
        job, future = waiting.popleft()
        content, fresh = future.result()
        self.made += fresh
        return job, content

    def _print(self, document: object) -> tuple[bytes, bool]:
        key, data = self._typesetter.prepare(document)
        known = self._memo.get(key)
        if known is not None:
            return known, False
        content = self._make(data)
        self._memo.put(key, content)
        return content, True
