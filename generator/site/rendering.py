"""Templates and views → HTML; plans → targets."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from types import MappingProxyType

from jinja2 import BaseLoader, BytecodeCache, DictLoader, Environment, StrictUndefined
from jinja2.bccache import Bucket
from msgspec import Struct

from generator.caching import Cache, Target, digest, program_digest
from generator.datafiles import Sources
from generator.site.plans import Plan
from generator.site.shapes import Form, Once, ViewParts, with_slots
from generator.site.template_errors import blame
from generator.site.views import NUMEROUS, Page, SiteView, View

# `{% extends "base.html" %}` with its name, or another tag that can refer to a template, without.
_REFERENCE = re.compile(
    r"\{%[-+]?\s*(?:extends|include|import|from)\b"
    r"(?:\s*(?P<quote>['\"])(?P<name>[^'\"\\]+)(?P=quote)\s*(?=[-+]?%\}|ignore\b|with\b|without\b|import\b|as\b))?"
)


class Renderer:
    """Renders pages. An undefined name in a template is an error, never a blank.

    `own` are the paths of the city's own templates; a failure in one of them is an `OwnSourceError`.
    """

    def __init__(
        self,
        templates: Mapping[str, str],
        site: SiteView,
        cache: Cache | None = None,
        own: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._environment = template_environment(DictLoader(templates), _Compiled(cache) if cache else None)
        # Views only have attributes; a missing one raises AttributeError, which is as fatal as Jinja's own error.
        self._environment.getattr = getattr  # type: ignore[assignment]
        self._templates, self._own = templates, own
        self._once = once = Once()
        self._shared = {**self._environment.globals, "site": site, "once": once}
        self._forms: dict[tuple[str, tuple[object, ...]], Form] = {}
        self._unfillable: set[str] = set()  # templates that do more with shown values than print them

    def render(self, page: Page) -> bytes:
        """Return the page's file."""
        try:
            return self._filled(page) or self.render_alone(page)
        except Exception as error:  # reported with the template's line
            if self._own:
                names = closure(page.template, references(self._templates))
                own = {name: path for name, path in self._own.items() if name in names}
                if blamed := blame(error, own):
                    raise blamed from error
            self._environment.handle_exception()

    def render_alone(self, page: Page) -> bytes:
        """Return the page's file rendered by itself, without the form of its shape."""
        return self._render(page.template, page.view).encode()

    def _filled(self, page: Page) -> bytes | None:
        """Return the page filled into the form of its shape, or None if it has to be rendered alone."""
        if not isinstance(page.view, NUMEROUS) or page.template in self._unfillable:
            return None
        parts = ViewParts(page.view)
        key = page.template, parts.shape
        form = self._forms.get(key)
        if form is None:
            try:
                html = self._render(page.template, with_slots(page.view))
            except Exception:  # noqa: BLE001 - rendering alone reports mistakes of the city's own templates
                self._unfillable.add(page.template)
                return None
            form = self._forms[key] = Form(html, self._once)
        return form.fill(parts.texts, parts.shared)

    def _render(self, name: str, view: View) -> str:
        template = self._environment.get_template(name)
        # As `Template.render`, without copying the shared values each time.
        context = template.new_context({**self._shared, "page": view}, shared=True)
        return "".join(template.root_render_func(context))


def template_environment(loader: BaseLoader | None = None, compiled: BytecodeCache | None = None) -> Environment:
    """Return the Jinja environment of the page templates."""
    return Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        optimized=False,  # it takes a tenth of compiling, and finds no constants here
        bytecode_cache=compiled,
    )


class _Compiled(BytecodeCache):
    """Compiled templates in the cache, which also checks that they are undamaged."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache

    def load_bytecode(self, bucket: Bucket) -> None:
        known = self._cache.get(self._key(bucket))
        if known is not None:
            bucket.bytecode_from_string(known)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._cache.put(self._key(bucket), bucket.bytecode_to_string())

    def _key(self, bucket: Bucket) -> str:
        return digest(bucket.key, bucket.checksum, program_digest()).hex()


def template_digests(templates: Mapping[str, str]) -> dict[str, bytes]:
    """Return for each template a digest of its text and of the texts of all templates that it can use."""
    known = references(templates)
    return {name: digest(*(templates[one] for one in sorted(closure(name, known)))) for name in templates}


def references(templates: Mapping[str, str]) -> dict[str, list[str | None]]:
    """Return the templates that each refers to by name; None stands for a name computed when rendering.

    Parsing all templates would take 30 ms. References in comments count too, which at worst makes some pages again.
    """
    return {name: [found["name"] or None for found in _REFERENCE.finditer(text)] for name, text in templates.items()}


def closure(start: str, references: Mapping[str, list[str | None]]) -> set[str]:
    """Return the template and all that it can use, given the `references` of each."""
    found: set[str] = set()
    pending: list[str | None] = [start]
    while pending:
        name = pending.pop()
        if name is None:  # a computed name may be any template
            return set(references)
        if name not in found and name in references:
            found.add(name)
            pending += references[name]
    return found


class PageTargets(Struct, frozen=True):
    """Plans → targets. `templates` has a digest of each template with all that it uses, `shared` of everything else."""

    renderer: Renderer
    templates: Mapping[str, bytes]
    shared: bytes

    @classmethod
    def of(cls, sources: Sources, site: SiteView, shared: bytes, cache: Cache | None) -> "PageTargets":
        """Return what makes pages with the templates of these sources."""
        renderer = Renderer(sources.templates, site, cache, sources.own["templates"])
        return cls(renderer, template_digests(sources.templates), shared)

    def target(self, plan: Plan) -> Target:
        """Return the target that makes the pages."""
        return Target(plan.name, self.key(plan.templates, plan.seen), partial(self._make, plan), plan.size)

    def key(self, templates: Iterable[str], seen: bytes) -> str:
        """Return the key of pages with these templates; `seen` is the digest of what they show."""
        return digest(self.shared, *(self.templates[name] for name in templates), seen).hex()

    def _make(self, plan: Plan) -> Iterator[tuple[str, bytes]]:
        for page in plan.pages():
            yield page.path, self.renderer.render(page)
