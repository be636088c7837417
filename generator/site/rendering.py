"""Templates and views → HTML."""

from jinja2 import DictLoader, Environment, StrictUndefined

from generator.site.views import Page, SiteView


class Renderer:
    """Renders pages. A name that a template misspells is an error, never a blank."""

    def __init__(self, templates: dict[str, str], site: SiteView) -> None:
        self._environment = Environment(
            loader=DictLoader(templates),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.globals["site"] = site

    def render(self, page: Page) -> bytes:
        """Return the page's file."""
        html = self._environment.get_template(page.template).render(page=page.view)
        return html.encode()
