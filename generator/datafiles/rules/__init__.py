"""Rules that one record can't be checked for alone: each a function from all drafts to problems.

The first line of a rule's docstring is the rule in words.
"""

from collections.abc import Callable, Iterator
from datetime import date

from generator.datafiles.drafts import Drafts
from generator.datafiles.rules import ids, links, organizations, places
from generator.problems import Problem, Report

Rule = Callable[[Drafts, date], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    organizations.contact_is_given,
    ids.ids_are_unique,
    ids.retired_ids_lead_somewhere,
    links.chat_has_one_form,
    links.one_link_one_building,
    links.withdrawn_links_stay_away,
    links.organization_link_carries_its_inn,
    organizations.dates_are_not_ahead,
    places.one_address_one_record,
    places.aliases_are_other_addresses,
    places.page_addresses_are_unique,
    places.look_alike_addresses,
    places.entrances_exist,
    places.location_is_on_earth,
    organizations.serves_known,
    links.private_links_have_a_chat,
    links.poster_chats_have_a_link,
    organizations.contacts_are_given,
    ids.nothing_published_is_lost,
)


def check_rules(drafts: Drafts, today: date, report: Report) -> None:
    """Report every breach of every rule."""
    for rule in RULES:
        report.add(rule(drafts, today))
