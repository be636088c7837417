"""A plan: pages that are made together, lazily, and a digest of everything they show.

Nothing keeps track of what depends on what. A plan's digest covers all that its maker looks at; with the templates
that the pages can reach and what the whole site shares it becomes the key of a target (`files`).
"""

from collections.abc import Callable, Iterable

from msgspec import Struct

from generator.site.views import Page


class Plan(Struct, frozen=True, kw_only=True):
    """Pages to be made; `name` is the file of the first one."""

    name: str
    templates: tuple[str, ...]
    seen: bytes
    pages: Callable[[], Iterable[Page]]


class PlanBatch(Struct, frozen=True, kw_only=True):
    """Plans that are made together when they are wanted; `seen` covers all that any of them covers."""

    name: str
    templates: tuple[str, ...]
    seen: bytes
    size: int  # how many plans there are, about
    plans: Callable[[], Iterable[Plan]]
