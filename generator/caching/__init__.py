"""What makes a build fast and no part of what it makes: the cache, digests, processes."""

from generator.caching.collecting import without_collecting
from generator.caching.digests import digest
from generator.caching.memo import Memo, remembered
from generator.caching.processes import Beside, can_fork, can_share_work, in_processes
from generator.caching.profile import Profile
from generator.caching.targets import Batch, Target
from generator.caching.version import code_digest, program_digest

__all__ = [
    "Batch",
    "Beside",
    "Memo",
    "Profile",
    "Target",
    "can_fork",
    "can_share_work",
    "code_digest",
    "digest",
    "in_processes",
    "program_digest",
    "remembered",
    "without_collecting",
]
