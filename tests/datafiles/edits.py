"""Random edits of a data folder: what people and accidents do to lines and words."""

import re

from hypothesis import strategies as st

WORD = re.compile(r"[^\s,:{}\[\]\"]+")
KINDS = ("delete", "repeat", "move", "cut", "word", "garbage", "comment", "empty file", "remove file")

# (kind, index of the file, index of the line, index of another line, a number)
edits = st.tuples(st.sampled_from(KINDS), *[st.integers(0, 10**6)] * 4)
GARBAGE = ("\t", "[", "}", ": :", "!tag", "&a", "shared: true", "entrances: [1, 2]", "withdrawn: 2099-01-01", "id: I")


def edit(files, change):
    """Return the texts of the files after one change."""
    kind, at, first, second, number = change
    path = sorted(files)[at % len(files)]
    lines = files[path].split("\n")
    others = files[sorted(files)[number % len(files)]].split("\n")
    here, there = first % len(lines), second % len(others)
    match kind:
        case "delete":
            del lines[here]
        case "repeat":
            lines.insert(here, lines[here])
        case "move":
            lines[here] = others[there]
        case "cut":
            lines[here] = lines[here][: number % (len(lines[here]) + 1)]
        case "word":
            lines[here] = _with_word(lines[here], others[there], number)
        case "garbage":
            lines.insert(here, " " * (number % 8) + GARBAGE[second % len(GARBAGE)])
        case "comment":
            lines.insert(here, f"# {number}")
        case "empty file":
            lines = []
        case "remove file":
            return {name: text for name, text in files.items() if name != path or len(files) == 1}
    return {**files, path: "\n".join(lines)}


def _with_word(line, other, number):
    """Replace a word of the line by one of another line."""
    mine, theirs = list(WORD.finditer(line)), WORD.findall(other)
    if not mine or not theirs:
        return line
    found = mine[number % len(mine)]
    return line[: found.start()] + theirs[number % len(theirs)] + line[found.end() :]
