"""What a change of the data does, in words, for a second pair of eyes.

`organizations`, `buildings`, `chats`, `links` and `site` compare two states of the data field by field, `texts` tells
what of a value is suspicious, `quotes` where two texts differ; `comparison` puts the answers in order, `words` writes
them down.
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
