"""Finds the place in a city's own template where an error happened, from Jinja's traceback."""

from collections.abc import Mapping
from typing import Any

from generator.text import OwnSourceError, Place, Problem, shorten

_LONGEST = 200  # characters of Jinja's message
_COMPARE = "сверьтесь с таким же файлом программы: в новой версии он меняется"
_HINT = "исправьте эту строку; какие имена бывают, видно в файлах программы"


def blame(error: Exception, own: Mapping[Any, str], above: int = 0) -> OwnSourceError | None:
    """Return the error at the line of the innermost template of the city's own, or None if the city has none.

    The program's templates may fail because of the city's: an old copy lacks what a new version needs. `own` maps names
    of templates to paths (None is a Markdown page, which has no name); `above` is the number of lines of the file above
    the template.
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
        text = f"с этим шаблоном страницу не сделать: {message_of(error)}{where}"
        return OwnSourceError(Problem(Place(min(own.values())), "template", text, _COMPARE))
    return OwnSourceError(Problem(place, "template", f"по этой строке страницу не сделать: {message_of(error)}", _HINT))


def message_of(error: Exception) -> str:
    """Return the message of Jinja or Python, in English."""
    return shorten(f"{type(error).__name__}: {error}", _LONGEST)
