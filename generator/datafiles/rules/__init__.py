"""Rules that one record can't be checked for alone: each a function from all drafts to problems.

The first line of a rule's docstring is the rule in words.
"""

from collections.abc import Callable, Iterator
from datetime import date

from generator.datafiles.drafts import Drafts
from generator.datafiles.rules import ids, links, organizations, places, texts
from generator.text import Problem

Rule = Callable[[Drafts, date], Iterator[Problem]]

# What can be said of one file without the others, if the site's is known. Nothing here depends on the day.
OF_A_FILE: tuple[Rule, ...] = (
    links.chat_has_one_form,
    links.organization_link_carries_its_inn,
    links.poster_links_stand_apart,
    places.aliases_are_other_addresses,
    places.entrances_exist,
    places.location_is_on_earth,
    organizations.contacts_are_given,
    texts.markup_is_ours,
)
# Of buildings these are told only those that may break one: who claims what another claims too (`claims`), who has a
# date that is to come, a doubtful address or a chat without a link (`Extract.wanted`). A rule about anything else must
# have its buildings woken there, or it is never asked.
BETWEEN_FILES: tuple[Rule, ...] = (
    organizations.contact_is_given,
    ids.ids_are_unique,
    ids.retired_ids_lead_somewhere,
    links.private_links_have_one_form,
    links.one_link_one_building,
    links.withdrawn_links_stay_away,
    organizations.dates_are_not_ahead,
    places.one_address_one_record,
    places.one_house_one_page,
    places.page_addresses_are_unique,
    places.look_alike_addresses,
    organizations.serves_known,
    links.private_links_have_a_chat,
    links.poster_chats_have_a_link,
    ids.nothing_published_is_lost,
)


def check_file(drafts: Drafts) -> Iterator[Problem]:
    """Yield every breach of the rules that one file can break, given the drafts of this file alone."""
    for rule in OF_A_FILE:
        yield from rule(drafts, date.min)


def check_between(drafts: Drafts, today: date) -> Iterator[Problem]:
    """Yield every breach of the other rules."""
    for rule in BETWEEN_FILES:
        yield from rule(drafts, today)
