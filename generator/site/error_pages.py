"""What stands in the place of a page: there is none, there is no network, or its number was left out."""

from collections.abc import Iterator
from functools import partial

from generator.site.heads import make_head
from generator.site.offline import OFFLINE_PAGE
from generator.site.organizations import Context
from generator.site.plans import Plan, digest
from generator.site.views import NotFoundPage, OfflinePage, Page, SearchView

# Also keeps servers from listing the folder, in which unlisted pages stand.
PRINTED_PAGE = "D/index.html"


def error_plans(search: SearchView, context: Context) -> Iterator[Plan]:
    """Yield them; on each of them one can search."""
    offline = f"{OFFLINE_PAGE}/index.html"
    for name, template, pages in (
        ("404.html", "notfound.html", partial(_not_found, search, context)),
        (offline, "offline.html", partial(_offline, offline, search, context)),
        (PRINTED_PAGE, "printed.html", partial(_printed, search, context)),
    ):
        yield Plan(name=name, templates=(template,), seen=digest(repr(search)), pages=pages)


def _not_found(search: SearchView, context: Context) -> Iterator[Page]:
    head = make_head(context, path=None, title="Такой страницы нет", description="Страница не найдена.", index=False)
    yield Page(path="404.html", template="notfound.html", view=NotFoundPage(head=head, search=search))


def _printed(search: SearchView, context: Context) -> Iterator[Page]:
    head = make_head(context, path=None, title="Адрес с объявления", description="Наберите номер дома.", index=False)
    yield Page(path=PRINTED_PAGE, template="printed.html", view=NotFoundPage(head=head, search=search))


def _offline(path: str, search: SearchView, context: Context) -> Iterator[Page]:
    head = make_head(context, path=None, title="Нет связи", description="Сайт не отвечает.", index=False)
    yield Page(path=path, template="offline.html", view=OfflinePage(head=head, search=search))
