"""Where in the city's own template an error happened: Jinja's traces know templates and their lines."""

from collections.abc import Mapping
from typing import Any

from generator.text import OwnSourceError, Place, Problem, shorten

_LONGEST = 200  # of what Jinja says
_COMPARE = "сверьтесь с таким же файлом программы: в новой версии он меняется"
_HINT = "исправьте эту строку; какие имена бывают, видно в файлах программы"


def blame(error: Exception, own: Mapping[Any, str], above: int = 0) -> OwnSourceError | None:
    """Return the error of the innermost template of the city's own, with its line; None if the city has none.

    A template of the program fails because of an own one, too: an old copy lacks what a new version wants. `own` are
    paths by names of the templates that the page is made of (None: a page, which has no name); `above` tells how many
    lines of the file stand above the template.
    """
    place, where = None, ""
    trace = error.__traceback__
    while trace is not None:
        template = trace.tb_frame.f_globals.get("__jinja_template__")
        if template is not None:
            line = template.get_corresponding_lineno(trace.tb_lineno)
            if template.name in own:
                place = Place(own[template.name], above + line)
            where = f" ({template.name}, строка {line})"
        trace = trace.tb_next
    if not own or isinstance(error, MemoryError):
        return None
    if place is None:
        text = f"с этим шаблоном страницу не сделать: {said(error)}{where}"
        return OwnSourceError(Problem(Place(min(own.values())), "template", text, _COMPARE))
    return OwnSourceError(Problem(place, "template", f"по этой строке страницу не сделать: {said(error)}", _HINT))


def said(error: Exception) -> str:
    """Return what Jinja or Python says, in English as it comes."""
    return shorten(f"{type(error).__name__}: {error}", _LONGEST)
