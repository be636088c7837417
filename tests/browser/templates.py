"""One page for each template."""

from generator.city.model import Chat
from tests.built_sites import Built


def page_of_each_template(site: Built) -> dict[str, str]:
    """Return name of the page → its path on the host."""
    city = site.city
    pages = {
        "home": "",
        "streets": "doma/",
        "street": max((one.path.rpartition("/")[0] for one in city.buildings), key=_length_of(site)) + "/",
        "companies": "uk/",
        "company": f"uk/{max(city.companies, key=lambda one: len(one.buildings)).slug}/",
        "supplier": f"rso/{city.suppliers[-1].slug}/",
        "authority": f"gorod/{city.authorities[0].slug}/",
        "how to join": "kak-vstupit/",
        "for companies": "dlya-uk/",
        "about": "o-proekte/",
        "accessibility": "dostupnost/",
        "in figures": "pokrytie/",
        "404": "net-takoy-stranitsy/",
        "gone": next(f"D/{old}/" for old, new in city.site.retired.items() if new is None),
    }
    pages |= {f"house: {name}": path for name, path in houses(site).items()}
    if site.unlisted:
        pages["unlisted"] = min(site.unlisted).removesuffix("index.html")
    if any(one.address.settlement for one in city.buildings):
        pages["settlement"] = next(one.path for one in city.buildings if one.address.settlement).rsplit("/", 2)[0] + "/"
    return {name: site.root + path for name, path in pages.items()}


def houses(site: Built) -> dict[str, str]:
    """Return state of the chat → path of a house below the root."""

    def one(chat: Chat) -> str:
        if chat.withdrawn:
            return "withdrawn"
        if chat.link and chat.share == "site":
            return "open"
        return "poster" if chat.share == "poster" else f"{chat.owner} without a link"

    found: dict[str, str] = {}
    shared: dict[str, int] = {}
    for building in site.city.buildings:
        shared[building.path] = shared.get(building.path, 0) + 1
    for building in site.city.buildings:
        states = [one(chat) for chat in building.chats]
        name = states[0] if len(states) == 1 else ("several" if states else "none")
        if shared[building.path] > 1:
            name = "of two companies"
        found.setdefault(name, f"{building.path}/")
    return found


def _length_of(site: Built):
    return lambda street: sum(one.path.startswith(f"{street}/") for one in site.city.buildings)
