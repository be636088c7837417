"""A company's own bot in MAX: it knows today's link, title and number of members of every chat that it is in.

`calls` asks, `answers` parses, `secret` hides the token. `titles` (with the vocabulary in `words`) reads a title into a
house, `places` are the chats of the data, `plans` decides what is certain, `checking` compares known chats with the
data, `edits` writes what the bot says, `stored` remembers between runs, `reports` writes letters to companies.
"""

from generator.link_check.bot.answers import ChatInfo, Update
from generator.link_check.bot.calls import SERVER, Bot, Trouble
from generator.link_check.bot.checking import TO_DECIDE, WORDS, Finding, Watched, check_chats, watched_chats
from generator.link_check.bot.edits import confirmation, new_channel, new_chat
from generator.link_check.bot.house_index import Home
from generator.link_check.bot.places import Known
from generator.link_check.bot.plans import Proposal, place_at, propose
from generator.link_check.bot.reports import as_json, counts, report_files
from generator.link_check.bot.secret import Token, is_token, variable_of
from generator.link_check.bot.stored import Listening, Unfinished

__all__ = [
    "SERVER",
    "TO_DECIDE",
    "WORDS",
    "Bot",
    "ChatInfo",
    "Finding",
    "Home",
    "Known",
    "Listening",
    "Proposal",
    "Token",
    "Trouble",
    "Unfinished",
    "Update",
    "Watched",
    "as_json",
    "check_chats",
    "confirmation",
    "counts",
    "is_token",
    "new_channel",
    "new_chat",
    "place_at",
    "propose",
    "report_files",
    "variable_of",
    "watched_chats",
]
