"""What makes a build fast and no part of what it makes: the cache, digests, processes."""

from generator.caching.digests import code_digest, digest, program_digest
from generator.caching.memo import Memo, remembered
from generator.caching.processes import (
    Beside,
    can_fork,
    can_share_work,
    in_processes,
    spread,
    spread_over_threads,
    without_collecting,
)
from generator.caching.targets import Target

__all__ = [
    "Beside",
    "Memo",
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
