"""Checks whether links in MAX still work, apart from any build: alive, dead or unknown.

`targets` lists the links, `fetching` is the only module that uses the network, `asking` limits the rate, `pages`
parses answers, `verdicts` judges them, `memory` stores verdicts between runs, `reports` writes letters to companies.
"""

from generator.link_check.asking import Asker
from generator.link_check.fetching import Fetcher, Network
from generator.link_check.memory import Memory
from generator.link_check.reports import files
from generator.link_check.run import Outcome, Run
from generator.link_check.targets import targets_of

__all__ = [
    "Asker",
    "Fetcher",
    "Memory",
    "Network",
    "Outcome",
    "Run",
    "files",
    "targets_of",
]
