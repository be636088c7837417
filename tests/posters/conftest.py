"""A company of the synthetic city with every kind of chat, and its notices."""

import pytest

from generator.posters.views import Notice
from tests.built_sites import Built
from tests.posters.papers import notices_of


@pytest.fixture(scope="session")
def notices(city: Built) -> list[Notice]:
    """Return one notice for each building of the city."""
    one_each = {notice.id: notice for notice in notices_of(city.city, city.city.buildings)}
    return list(one_each.values())


@pytest.fixture(scope="session")
def notice(notices: list[Notice]) -> Notice:
    """Return an ordinary notice with a company, telephones, a channel and an open chat."""
    return next(
        one for one in notices if one.channel and one.emergency and one.chats and one.steps[0].startswith("Наведите")
    )
