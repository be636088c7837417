"""How a scalar is written: plain if no program can misread it, else in quotes."""

import re

from generator.datafiles.nodes import FORBIDDEN

# What YAML 1.1 or 1.2 would read as a number, time or date: an ИНН would lose its leading zero.
_NUMBER = re.compile(
    r"[-+.]?[0-9][-+0-9._,: ()]*"  # also telephones and opening hours
    r"|[-+]?[0-9][0-9_]*(?:\.[0-9_]*)?e[-+]?[0-9]+"
    r"|[-+]?0[xob][0-9a-f_]+"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}[ t].*"
    r"|[-+]?\.(?:inf|nan)",
    re.IGNORECASE,
)
_WORD = re.compile(r"y|n|yes|no|on|off|true|false|null|~|<<|=", re.IGNORECASE)
_STARTS_BADLY = re.compile(r"[,\[\]{}#&*!|>'\"%@`]|[-?:](?:\s|$)|---|\.\.\.")
_BREAKS = re.compile(r":(?:\s|$)|\s#")
_BREAKS_IN_FLOW = re.compile(r"^:|[,\[\]{}?]|:$")


def write_scalar(text: str, *, bare: bool, flow: bool) -> str:
    """Return a value of one line; `bare` means a real number, date or boolean, `flow` that it is inside brackets."""
    misread = not bare and (_NUMBER.fullmatch(text) or _WORD.fullmatch(text))
    broken = _STARTS_BADLY.match(text) or _BREAKS.search(text) or (flow and _BREAKS_IN_FLOW.search(text))
    visible = text == text.strip() and "\n" not in text and not is_hidden(text)
    return text if text and visible and not misread and not broken else quoted(text)


def is_hidden(text: str) -> bool:
    """Return True if a text has tabs or invisible characters, which can stand in a file only escaped, in quotes."""
    return "\t" in text or bool(FORBIDDEN.search(text))


def quoted(text: str, style: str = '"') -> str:
    """Return the text in quotes, of this kind if it can be read in them as it stands."""
    if "\n" in text or is_hidden(text):
        return _escaped(text)
    if style == "'" or '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def _escaped(text: str) -> str:
    """Return the text with invisible characters escaped; the check refuses them, but formatting must keep them."""
    return '"' + "".join(_escape(char) for char in text) + '"'


def _escape(char: str) -> str:
    if char in '"\\\n':
        return "\\n" if char == "\n" else f"\\{char}"
    return f"\\U{ord(char):08x}" if is_hidden(char) else char
