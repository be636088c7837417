"""The edit that is measured: a new link for one chat."""

import json
from pathlib import Path

from msgspec import Struct

_INVITE = "https://max.ru/join/"


class Edit(Struct, frozen=True, kw_only=True):
    """A link that occurs once in the data of `company`, and the page that shows it."""

    company: str
    link: str
    page: str

    def version(self, number: int) -> str:
        """Return the link after edit `number`; 0 is the original link."""
        at = len(_INVITE)
        return self.link if not number else self.link[:at] + chr(ord("A") + number) + self.link[at + 1 :]

    def write(self, source: Path, number: int) -> None:
        """Replace the link in a data file, whatever the last edit made of it."""
        text = source.read_text(encoding="utf-8")
        known = next(link for link in map(self.version, range(20)) if link in text)
        source.write_text(text.replace(known, self.version(number)), encoding="utf-8")


def find_edit(data: Path, houses: Path) -> Edit:
    """Return a link that the largest company shows on a page and that occurs only once in its data."""
    for path in sorted(houses.iterdir(), key=lambda path: (-path.stat().st_size, path.name)):
        text = (data / "companies" / f"{path.stem}.yaml").read_text(encoding="utf-8")
        for house in json.loads(path.read_text(encoding="utf-8")):
            links = [chat["href"] for chat in house["records"][0].get("chats", ()) if chat.get("href")]
            for link in links:
                if link.startswith(_INVITE) and text.count(link) == 1:
                    return Edit(company=path.stem, link=link, page=house["path"])
    raise LookupError("no company shows a chat")
