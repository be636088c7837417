"""Templates and views → HTML."""

from collections.abc import Mapping
from itertools import chain
from types import MappingProxyType

from jinja2 import BaseLoader, BytecodeCache, DictLoader, Environment, StrictUndefined, TemplateSyntaxError
from jinja2.bccache import Bucket
from jinja2.meta import find_referenced_templates

from generator.caching import Memo, digest, program_digest, remembered
from generator.site.shapes import Apart, Form, Once, with_slots
from generator.site.template_errors import blame
from generator.site.views import NUMEROUS, Page, SiteView, View


class Renderer:
    """Renders pages. A name that a template misspells is an error, never a blank.

    `own` are the paths of the templates that are the city's: what fails in one of them is an `OwnSourceError`.
    """

    def __init__(
        self,
        templates: Mapping[str, str],
        site: SiteView,
        memo: Memo | None = None,
        own: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._environment = template_environment(DictLoader(templates), _Compiled(memo) if memo else None)
        # Views have attributes and nothing else. A missing one is an AttributeError then, as fatal as Jinja's own.
        self._environment.getattr = getattr  # type: ignore[assignment]
        self._templates, self._own = templates, own
        self._once = once = Once()
        self._shared = {**self._environment.globals, "site": site, "once": once}
        self._forms: dict[tuple[str, tuple[object, ...]], Form] = {}
        self._looking: set[str] = set()  # templates that look at what they should only show

    def render(self, page: Page) -> bytes:
        """Return the page's file."""
        try:
            return self._filled(page) or self.render_alone(page)
        except Exception as error:  # whatever it is, it is told with the template's own line
            if self._own:
                reached = closure(page.template, references(self._templates))
                own = {name: path for name, path in self._own.items() if name in reached}
                if blamed := blame(error, own):
                    raise blamed from error
            self._environment.handle_exception()

    def render_alone(self, page: Page) -> bytes:
        """Return the page's file as the template makes it, whatever other pages are like."""
        return self._render(page.template, page.view).encode()

    def _filled(self, page: Page) -> bytes | None:
        """Return the page's file as the form of its shape makes it; None if it has to be rendered alone."""
        if not isinstance(page.view, NUMEROUS) or page.template in self._looking:
            return None
        apart = Apart(page.view)
        key = page.template, apart.shape
        form = self._forms.get(key)
        if form is None:
            try:
                html = self._render(page.template, with_slots(page.view))
            except Exception:  # noqa: BLE001 - a template of one's own may look; a mistake is told by rendering alone
                self._looking.add(page.template)
                return None
            form = self._forms[key] = Form(html, self._once)
        return form.fill(apart.texts, apart.shared)

    def _render(self, name: str, view: View) -> str:
        template = self._environment.get_template(name)
        # What `Template.render` does, but for copying what all pages share each time.
        context = template.new_context({**self._shared, "page": view}, shared=True)
        return "".join(template.root_render_func(context))


def template_environment(loader: BaseLoader | None = None, compiled: BytecodeCache | None = None) -> Environment:
    """Return the environment in which templates are made into pages."""
    return Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=compiled,
    )


class _Compiled(BytecodeCache):
    """Templates that were compiled before; the memo makes sure that they are what was kept."""

    def __init__(self, memo: Memo) -> None:
        self._memo = memo

    def load_bytecode(self, bucket: Bucket) -> None:
        known = self._memo.get(self._key(bucket))
        if known is not None:
            bucket.bytecode_from_string(known)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._memo.put(self._key(bucket), bucket.bytecode_to_string())

    def _key(self, bucket: Bucket) -> str:
        return digest(bucket.key, bucket.checksum, program_digest()).hex()


def template_digests(templates: Mapping[str, str], memo: Memo | None = None) -> dict[str, bytes]:
    """Return for each template a digest of its text and of the texts of all templates that it can reach."""
    parts = ["references", *chain.from_iterable(sorted(templates.items()))]
    reached = remembered(memo, parts, dict[str, list[str | None]], lambda: references(templates))
    return {name: digest(*(templates[one] for one in sorted(closure(name, reached)))) for name in templates}


def references(templates: Mapping[str, str]) -> dict[str, list[str | None]]:
    """Return which templates each refers to by name; None stands for one that only making tells.

    One that can't be parsed refers to none: whoever uses it will say what is wrong.
    """
    environment = Environment(autoescape=True)

    def referred(text: str) -> list[str | None]:
        try:
            return list(find_referenced_templates(environment.parse(text)))
        except (TemplateSyntaxError, RecursionError):
            return []

    return {name: referred(text) for name, text in templates.items()}


def closure(start: str, reached: Mapping[str, list[str | None]]) -> set[str]:
    """Return the template and all that it can reach; `reached` says what each refers to."""
    found: set[str] = set()
    ahead: list[str | None] = [start]
    while ahead:
        name = ahead.pop()
        if name is None:  # a name made up at run time: anything may be meant
            return set(reached)
        if name not in found and name in reached:
            found.add(name)
            ahead += reached[name]
    return found
