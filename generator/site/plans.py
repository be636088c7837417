"""A plan: pages that are made together, lazily, and a digest of everything they show.

Nothing keeps track of what depends on what. A plan's digest covers all that its maker looks at; with the templates
that the pages can reach and what the whole site shares it becomes the key of a target.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from msgspec import Struct

from generator.caching import Target, digest
from generator.site.rendering import Renderer
from generator.site.views import Page


class Plan(Struct, frozen=True, kw_only=True):
    """Pages to be made; `name` is the file of a single one, or the folder that all are in."""

    name: str
    templates: tuple[str, ...]
    seen: bytes
    pages: Callable[[], Iterable[Page]]
    size: int = 1  # about how many pages there are


class PageTargets(Struct, frozen=True):
    """Plans → targets; `templates` has a digest of each template with all that it reaches, `shared` of the rest."""

    renderer: Renderer
    templates: Mapping[str, bytes]
    shared: bytes

    def target(self, plan: Plan) -> Target:
        """Return the target that makes the pages."""
        return Target(plan.name, self.key(plan.templates, plan.seen), partial(self._make, plan), plan.size)

    def key(self, templates: Iterable[str], seen: bytes) -> str:
        """Return the key of pages that use these templates and show what `seen` stands for."""
        return digest(self.shared, *(self.templates[name] for name in templates), seen).hex()

    def _make(self, plan: Plan) -> Iterator[tuple[str, bytes]]:
        for page in plan.pages():
            yield page.path, self.renderer.render(page)
