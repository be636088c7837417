"""All drafts of a data folder, for commands that edit its files."""

from collections.abc import Sequence

from msgspec import Struct, field

from generator.addresses import Gazetteer
from generator.datafiles.history import History
from generator.datafiles.private_links import PrivateLink
from generator.datafiles.reading import Draft
from generator.datafiles.settings import Settings
from generator.text import Bad, company_meant


class Drafts(Struct, kw_only=True):
    """The organisations with their buildings, and the other files.

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
        """Return the draft of `site.yaml`."""
        return self.settings.site

    @property
    def gazetteer(self) -> Gazetteer:
        """Return what is known of the city's streets and settlements."""
        return self.settings.gazetteer

    @property
    def street_slugs(self) -> dict[str, str]:
        """Return the slugs that the data sets, by street key."""
        return self.settings.slugs

    def company_meant(self, told: str) -> str | Bad:
        """Return the slug of the company with this slug, ИНН or name."""
        known = {slug: (one.get("name") or "", one.get("inn") or "") for slug, one in self.companies.items()}
        return company_meant(told, known)

    def section(self, name: str) -> dict[str, Draft]:
        """Return the organisations of one folder by slug."""
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
        """Return the first building with each id."""
        if not self._by_id:
            for _, building in reversed(self.buildings()):
                self._by_id[building.get("id")] = building
        return self._by_id
