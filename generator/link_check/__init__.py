"""Are the links alive? A check apart from any build: it asks MAX, politely, and knows three answers.

`targets` lists the links, `fetching` is the only module that touches the network, `asking` keeps the manners,
`pages` reads what came, `verdicts` judges, `memory` remembers, `reports` writes to the companies.
"""

from generator.link_check.asking import Asker
from generator.link_check.fetching import Fetcher
from generator.link_check.memory import Memory
from generator.link_check.reports import files
from generator.link_check.run import Outcome, Run
from generator.link_check.targets import targets_of

__all__ = [
    "Asker",
    "Fetcher",
    "Memory",
    "Outcome",
    "Run",
    "files",
    "targets_of",
]
