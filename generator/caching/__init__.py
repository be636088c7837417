"""Everything that makes a build fast without changing its output: the cache, digests, processes."""

from generator.caching.cache import Cache, remembered
from generator.caching.digests import code_digest, digest, program_digest
from generator.caching.processes import (
    BackgroundProcess,
    can_fork,
    can_share_work,
    in_processes,
    spread,
    spread_over_threads,
    without_collecting,
)
from generator.caching.targets import Target

__all__ = [
    "BackgroundProcess",
    "Cache",
    "Target",
    "can_fork",
    "can_share_work",
    "code_digest",
    "digest",
    "in_processes",
    "program_digest",
    "remembered",
    "spread",
    "spread_over_threads",
    "without_collecting",
]
