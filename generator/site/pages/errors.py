"""Error pages: not found, no network, no number in a printed address."""

from collections.abc import Iterator
from functools import partial

from generator.caching import digest
from generator.city.views import Context
from generator.site.offline import OFFLINE_PAGE
from generator.site.pages.heads import make_head
from generator.site.plans import Plan
from generator.site.views import ErrorPage, Page, SearchView

# Path, template, title, description. The page of `/D/` also keeps servers from listing that folder, which contains
# the unlisted pages.
_PAGES = (
    ("404.html", "notfound.html", "Такой страницы нет", "Страница не найдена."),
    (f"{OFFLINE_PAGE}/index.html", "offline.html", "Нет связи", "Сайт не отвечает."),
    ("D/index.html", "printed.html", "Адрес с объявления", "Наберите номер дома."),
)


def error_plans(search: SearchView, context: Context) -> Iterator[Plan]:
    """Yield the plans of the error pages; each has the search field."""

    def pages(path: str, template: str, title: str, description: str) -> Iterator[Page]:
        head = make_head(context, path=None, title=title, description=description, index=False)
        yield Page(path=path, template=template, view=ErrorPage(head=head, search=search))

    for page in _PAGES:
        yield Plan(name=page[0], templates=(page[1],), seen=digest(repr(search)), pages=partial(pages, *page))
