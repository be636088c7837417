"""All drafts of a data folder: for whatever edits its files."""

from collections.abc import Sequence

from msgspec import Struct, field

from generator.addresses import Gazetteer
from generator.datafiles.history import History
from generator.datafiles.private_links import PrivateLink
from generator.datafiles.reading import Draft
from generator.datafiles.settings import Settings


class Drafts(Struct, kw_only=True):
    """The organisations with their buildings, and what stands in the files beside theirs.

    `unread` names the organisations whose files exist but are broken.
    """

    settings: Settings
    companies: dict[str, Draft] = field(default_factory=dict)
    suppliers: dict[str, Draft] = field(default_factory=dict)
    authorities: dict[str, Draft] = field(default_factory=dict)
    links: Sequence[PrivateLink] = ()
    history: History | None = None
    unread: frozenset[str] = frozenset()
    _by_id: dict[str, Draft] = field(default_factory=dict)

    @property
    def site(self) -> Draft | None:
        """The site's file."""
        return self.settings.site

    @property
    def gazetteer(self) -> Gazetteer:
        """What is known of the city."""
        return self.settings.gazetteer

    @property
    def street_slugs(self) -> dict[str, str]:
        """Return the slugs that the data gives, by street key."""
        return self.settings.slugs

    def section(self, name: str) -> dict[str, Draft]:
        """Return the organisations of one folder, by slug."""
        return {"companies": self.companies, "suppliers": self.suppliers, "authorities": self.authorities}[name]

    def organizations(self) -> list[Draft]:
        """Return the drafts of all organisations."""
        return [*self.companies.values(), *self.suppliers.values(), *self.authorities.values()]

    def buildings(self) -> list[tuple[str, Draft]]:
        """Return (slug of the company, draft of the building)."""
        return [
            (slug, building) for slug, company in self.companies.items() for building in company.get("buildings") or ()
        ]

    def by_id(self) -> dict[str, Draft]:
        """Return the first building of each id."""
        if not self._by_id:
            for _, building in reversed(self.buildings()):
                self._by_id[building.get("id")] = building
        return self._by_id
