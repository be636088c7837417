"""Rules that can't be checked for a single field.

Rules of a file take its draft and are checked when the file is read; rules between files take the facts of the
whole city and are checked in every build.

The first line of a rule's docstring states the rule.
"""

from collections.abc import Callable, Iterator

from generator.datafiles.drafts import Drafts
from generator.datafiles.facts import Facts
from generator.datafiles.rules import ids, links, misspellings, organizations, places, texts
from generator.text import Problem

RuleOfAFile = Callable[[Drafts], Iterator[Problem]]
Rule = Callable[[Facts], Iterator[Problem]]

# Rules of a single file, given the settings of site.yaml; what they find is cached, so they can't depend on the date.
OF_A_FILE: tuple[RuleOfAFile, ...] = (
    links.chat_has_one_form,
    links.a_bot_knows_its_chat,
    links.organization_link_carries_its_inn,
    links.poster_links_stand_apart,
    places.aliases_are_other_addresses,
    places.entrances_exist,
    places.location_is_on_earth,
    organizations.contacts_are_given,
    organizations.former_names_are_gone,
    texts.markup_is_ours,
    texts.persons_stay_private,
)
BETWEEN_FILES: tuple[Rule, ...] = (
    organizations.contact_is_given,
    ids.ids_are_unique,
    ids.retired_ids_lead_somewhere,
    links.private_links_have_one_form,
    links.one_link_one_building,
    links.one_number_one_chat,
    links.withdrawn_links_stay_away,
    organizations.dates_are_not_ahead,
    organizations.former_files_are_free,
    places.one_address_one_record,
    places.one_house_one_page,
    places.page_addresses_are_unique,
    places.look_alike_addresses,
    misspellings.names_are_spelled_alike,
    organizations.names_are_apart,
    organizations.one_inn_one_organization,
    organizations.serves_known,
    links.private_links_have_a_chat,
    links.poster_chats_have_a_link,
    ids.nothing_published_is_lost,
)


def check_file(drafts: Drafts) -> Iterator[Problem]:
    """Yield all violations of the rules of a file, given the drafts of this file only."""
    for rule in OF_A_FILE:
        yield from rule(drafts)


def check_between(facts: Facts) -> Iterator[Problem]:
    """Yield all violations of the rules between files."""
    for rule in BETWEEN_FILES:
        yield from rule(facts)
