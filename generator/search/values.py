"""What the index is made from: plain values, none of them the site's own types."""

from msgspec import Struct


class Street(Struct, frozen=True, kw_only=True):
    """A street, or a quarter in a street's place.

    `title` is what is shown, «Спортивный проезд», and holds `type`, a street type of the vocabulary ("" for a
    quarter). `slug` is the street's part of the address on the web. Aliases and former names are written like titles.
    """

    title: str
    type: str
    slug: str
    settlement: str = ""
    aliases: tuple[str, ...] = ()
    former: tuple[str, ...] = ()


class Building(Struct, frozen=True, kw_only=True):
    """A house; letters are Cyrillic capitals, as in `generator.addresses.House`.

    A house without a number has a `title` instead. `company` is an organisation's slug.
    """

    street: Street
    slug: str
    number: str = ""
    letter: str = ""
    fraction: str = ""
    corpus: str = ""
    building: str = ""
    litera: str = ""
    title: str = ""
    id: str = ""
    company: str = ""
    has_chat: bool = False


class Organization(Struct, frozen=True, kw_only=True):
    """`kind` is the folder of its page: uk, rso or gorod; `asked_as` words for what it does: «свет электричество».

    `former`: a name that it had before.
    """

    kind: str
    slug: str
    name: str
    former: bool = False
    asked_as: str = ""


class Town(Struct, frozen=True, kw_only=True):
    """A city in the list of a region. `slug` is its part of the address on the web, or its whole address, quoted."""

    name: str
    region: str
    slug: str


class City(Struct, frozen=True, kw_only=True):
    """`slash_means` is "corner" or "corpus", as in site.yaml; `settlements` have pages of their own."""

    name: str
    region: str = ""
    slash_means: str = "corner"
    settlements: tuple[str, ...] = ()
