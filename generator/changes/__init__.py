"""What a change of the data does, in words, for a second pair of eyes.

`facts` takes out of drafts what a thief would change, `buildings`, `organizations`, `chats`, `links` and `texts`
compare two sets of them, `comparison` puts the answers in order, `words` writes them down.
"""

from generator.changes.change import Change
from generator.changes.comparison import compare
from generator.changes.facts import facts_of
from generator.changes.words import as_json, as_markdown, as_text

__all__ = [
    "Change",
    "as_json",
    "as_markdown",
    "as_text",
    "compare",
    "facts_of",
]
