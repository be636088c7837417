"""Markdown of data → HTML: paragraphs, lists, quotes, strong, emphasis, code, links. The rest is shown as written.

There are no HTML, entities, headings or references, so sentences such as «2. Подъезд закрыт» or «#1 подъезд» contain
no markup. Time grows linearly with the text; the deepest nesting is a list in a list.
"""

import re
from collections.abc import Iterator
from html import escape

_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()<>#+.!-])")
_ADDRESS = r"(?:https?://|mailto:)(?:[^\s<>()\"]|\([^\s<>()\"]{0,100}\)){1,500}"
_INLINE = re.compile(
    r"\\(?P<escaped>[\\`*_{}\[\]()<>#+.!-])"
    r"|`(?P<code>[^`\n]{1,500})`"
    rf"|\[(?P<text>[^\[\]\n]{{1,300}})\]\(<?(?P<target>{_ADDRESS})>?\)"
    r"|<(?P<auto>https?://[^\s<>]{1,500}|mailto:[^\s<>]{1,300}|[^\s<>@:/]{1,60}@[^\s<>@:/]{1,200})>"
    r"|(?<![\w*])\*\*(?P<strong>[^\s*](?:[^*\n]{0,500}[^\s*])?)\*\*(?![\w*])"
    r"|(?<![\w_])__(?P<strong2>[^\s_](?:[^_\n]{0,500}[^\s_])?)__(?![\w_])"
    r"|(?<![\w*])\*(?P<em>[^\s*](?:[^*\n]{0,500}[^\s*])?)\*(?![\w*])"
    r"|(?<![\w_])_(?P<em2>[^\s_](?:[^_\n]{0,500}[^\s_])?)_(?![\w_])",
    re.IGNORECASE,
)
_TAG = {"strong": "strong", "strong2": "strong", "em": "em", "em2": "em"}
_BULLET = re.compile(r"( *)[-*] +(?=\S)")
_NUMBERED = re.compile(r"( {0,3})(\d{1,9})\. +(?=\S)")
_QUOTE = re.compile(r" {0,3}> ?(?=[^\d\s>])")
# Markup of other dialects, which is shown as written.
_FOREIGN = re.compile(
    r"(?P<html></?[a-zA-Z][^<>\n]{0,300}>|<!--)|(?P<entity>&#?\w{1,30};)|(?P<picture>!\[[^\]\n]{0,300}\]\()"
    r"|^(?P<heading>#{1,6} +\D.*)|^(?P<reference>\[[^\]\n]{1,100}\]: ?\S.*)|(?P<note>\[\^\w{1,30}\])"
    r"|^(?P<fence>```.*|~~~.*)|^(?P<table>\|.*\|) *$",
    re.MULTILINE,
)


def markdown_html(text: str) -> str:
    """Return the HTML of a text."""
    return "\n".join(_blocks(_joined(text.expandtabs(4).split("\n"))))


def markdown_links(text: str) -> Iterator[tuple[str, str]]:
    """Yield (shown text, address) of each link."""
    for found in _INLINE.finditer(text):
        if found["target"]:
            yield _unescaped(found["text"]), _unescaped(found["target"])
        elif found["auto"]:
            yield found["auto"], _target_of(found["auto"])


def foreign_markup(text: str) -> str:
    """Return the first piece that looks like unsupported markup, or ""."""
    found = _FOREIGN.search(text)
    return found[0] if found else ""


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)


def _joined(lines: list[str]) -> list[str]:
    """Return the lines, each line indented below a list item joined to it."""
    joined: list[str] = []
    for line in lines:
        above = joined[-1] if joined else ""
        more = line.startswith("  ") and _kind(line, 1) == "text" and not _NUMBERED.match(line)
        if more and (_BULLET.match(above) or _NUMBERED.match(above)):
            joined[-1] += f"\n{line.strip()}"
        else:
            joined.append(line)
    return joined


def _target_of(target: str) -> str:
    return target if ":" in target else f"mailto:{target}"


def _blocks(lines: list[str]) -> Iterator[str]:
    """Yield the HTML of each block; the beginning of a line decides which kind of block it belongs to."""
    at = 0
    while at < len(lines):
        kind = _kind(lines[at], 1)
        end = at + 1
        if kind == "blank":
            at = end
            continue
        if kind == "number":
            yield from _numbered(lines, at)
            at = _end_of_numbered(lines, at)
            continue
        while end < len(lines) and _kind(lines[end], 1) == kind:
            end += 1
        yield _block(kind, lines[at:end])
        at = end


def _kind(line: str, number: int) -> str:
    """Return the kind of block a line belongs to; a numbered list must start with 1, other numbers are text."""
    if not line.strip():
        return "blank"
    if _BULLET.match(line):
        return "bullet"
    if _QUOTE.match(line):
        return "quote"
    found = _NUMBERED.match(line)
    return "number" if found and int(found[2]) == number else "text"


def _block(kind: str, lines: list[str]) -> str:
    if kind == "bullet":
        return _bullets(lines)
    if kind == "quote":
        return f"<blockquote>\n{_paragraph([_QUOTE.sub('', line, count=1) for line in lines])}\n</blockquote>"
    return _paragraph(lines)


def _paragraph(lines: list[str]) -> str:
    return f"<p>{_inline(chr(10).join(line.strip() for line in lines))}</p>"


def _bullets(lines: list[str]) -> str:
    """Return a list; indented items become a list inside the item above."""
    outer = len(lines[0]) - len(lines[0].lstrip())
    items: list[tuple[str, list[str]]] = []
    for line in lines:
        text = _inline(_BULLET.sub("", line, count=1).strip())
        if len(line) - len(line.lstrip()) > outer + 1 and items:
            items[-1][1].append(text)
        else:
            items.append((text, []))
    rows = (
        text + (f"\n<ul>\n{chr(10).join(f'<li>{one}</li>' for one in inner)}\n</ul>\n" if inner else "")
        for text, inner in items
    )
    return "<ul>\n" + "\n".join(f"<li>{row}</li>" for row in rows) + "\n</ul>"


def _end_of_numbered(lines: list[str], at: int) -> int:
    number = 1
    while at < len(lines) and _kind(lines[at], number) == "number":
        at, number = at + 1, number + 1
    return at


def _numbered(lines: list[str], at: int) -> Iterator[str]:
    items = lines[at : _end_of_numbered(lines, at)]
    if len(items) == 1:
        yield _paragraph(items)  # a single item is not a list
        return
    rows = "\n".join(f"<li>{_inline(_NUMBERED.sub('', line, count=1).strip())}</li>" for line in items)
    yield f"<ol>\n{rows}\n</ol>"


def _inline(text: str, *, inner: bool = False) -> str:
    """Return a text's HTML; emphasis contains no emphasis, and a link no link."""
    parts, at = [], 0
    for found in _INLINE.finditer(text):
        parts.append(_plain(text[at : found.start()]))
        parts.append(_marked(found, inner=inner))
        at = found.end()
    return "".join(parts) + _plain(text[at:])


def _plain(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>\n")


def _marked(found: re.Match[str], *, inner: bool) -> str:
    name, value = found.lastgroup or "", found[0]
    if name == "escaped":
        return _plain(found[name])
    if name == "code":
        return f"<code>{_plain(found[name])}</code>"
    if inner and name not in ("target", "auto"):
        return _plain(value)
    if name in _TAG:
        return f"<{_TAG[name]}>{_inline(found[name], inner=True)}</{_TAG[name]}>"
    shown, target = (found["text"], _unescaped(found["target"])) if name == "target" else (found["auto"],) * 2
    return f'<a href="{escape(_target_of(target))}">{_plain(_unescaped(shown))}</a>'
