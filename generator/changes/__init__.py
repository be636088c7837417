"""Describes a change of the data in words, for reviewers.

`organizations`, `buildings`, `chats`, `links` and `site` compare two states of the data field by field; `texts`
decides what is suspicious, `quotes` shows where two texts differ, `comparison` sorts the results, `words`
formats them.
"""

from generator.changes.change import Change
from generator.changes.comparison import State, compare
from generator.changes.words import as_json, as_markdown, as_text

__all__ = [
    "Change",
    "State",
    "as_json",
    "as_markdown",
    "as_text",
    "compare",
]
