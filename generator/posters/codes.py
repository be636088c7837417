"""QR codes for the poster templates: one vector path each, quiet zone included."""

from generator.city import Urls
from generator.city.views import QUIET_ZONE, Code, make_code, make_lone_code
from generator.posters.views import CodeView


def house_code(urls: Urls, printed: str) -> CodeView:
    """Return the code of `/D/<printed>/`; `printed` is an id, possibly with its secret."""
    return _view(make_code(*urls.printed(printed)), urls.host, f"/D/{printed}")


def page_code(urls: Urls, path: str) -> CodeView:
    """Return the code of a page of the site; the path keeps its case."""
    return _view(make_lone_code(urls.absolute(path)), urls.host, f"/{path}")


def _view(code: Code, host: str, rest: str) -> CodeView:
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {code.size} {code.size}">'
        f'<path fill="none" stroke="#000" d="{code.path}"/></svg>'
    )
    return CodeView(svg=svg, modules=code.size - 2 * QUIET_ZONE, host=host, rest=rest)
