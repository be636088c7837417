"""A plan: pages that are made together, lazily, and a digest of everything they show.

No dependencies are tracked. A plan's digest covers all that its maker reads; with the templates that the pages
can use and what the whole site shares it becomes the key of a target.
"""

from collections.abc import Callable, Iterable

from msgspec import Struct

from generator.site.views import Page


class Plan(Struct, frozen=True, kw_only=True):
    """Pages to be made; `name` is the file of a single page, or the folder of all."""

    name: str
    templates: tuple[str, ...]
    seen: bytes
    pages: Callable[[], Iterable[Page]]
    size: int = 1  # approximate number of pages
