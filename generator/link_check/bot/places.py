"""The chats and channels of the data with their places in the files, found by number, by link or by house."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from generator.city import usual_share
from generator.datafiles import Draft, Drafts, Folder, marked_nodes
from generator.datafiles.editing import Path, chats_in_files, plain
from generator.link_check.bot.house_index import Home
from generator.link_check.bot.titles import TitleReader


class ChatAt(Struct, frozen=True, kw_only=True):
    """A chat or channel of a company in its file. `url` is its link, which may be in the private file.

    `bare`: the file has only a link, without fields. `home` is its house, or None if it is the company's own.
    """

    slug: str
    path: Path
    draft: Draft
    where: str
    url: str = ""
    bare: bool = False
    home: Home | None = None
    is_channel: bool = False

    @property
    def chat_id(self) -> int | None:
        """Return MAX's number of the chat, if it is known."""
        number: int | None = self.draft.get("chat_id")
        return number

    @property
    def withdrawn(self) -> bool:
        """Return True if its link was withdrawn."""
        return "withdrawn" in self.draft.given

    @property
    def hides_link(self) -> bool:
        """Return True if its link must not be written into the company's file."""
        if self.is_channel or self.draft.get("link"):
            return False
        return (self.draft.get("share") or usual_share(self.draft.get("owner"))) != "site"


class Known(Struct, frozen=True, kw_only=True):
    """All that the data knows of chats, and the reader of titles."""

    drafts: Drafts
    raws: Mapping[str, Mapping[str, Any]]  # the companies' files as plain values
    by_id: Mapping[int, list[ChatAt]]
    withdrawn: Mapping[int, list[ChatAt]]  # those whose link was withdrawn, by number
    by_url: Mapping[str, list[ChatAt]]
    by_home: Mapping[tuple[str, int], list[ChatAt]]  # slug and index of the building
    reader: TitleReader

    @classmethod
    def of(cls, drafts: Drafts, folder: Folder) -> "Known":
        """Return what valid data knows."""
        raws = {file.slug: plain(marked_nodes(file.text)) for file in folder.sections.get("companies", ())}
        by_id: dict[int, list[ChatAt]] = defaultdict(list)
        withdrawn: dict[int, list[ChatAt]] = defaultdict(list)
        by_url: dict[str, list[ChatAt]] = defaultdict(list)
        by_home: dict[tuple[str, int], list[ChatAt]] = defaultdict(list)
        for chat in _all_chats(drafts, raws):
            if chat.chat_id is not None:
                (withdrawn if chat.withdrawn else by_id)[chat.chat_id].append(chat)
            if chat.url:
                by_url[chat.url].append(chat)
            if chat.home is not None:
                by_home[chat.slug, chat.home.index].append(chat)
        return cls(
            drafts=drafts,
            raws=raws,
            by_id=by_id,
            withdrawn=withdrawn,
            by_url=by_url,
            by_home=by_home,
            reader=TitleReader.of(drafts),
        )

    def name_of(self, slug: str) -> str:
        """Return the name of a company."""
        return str(self.drafts.companies[slug].get("name"))


def _all_chats(drafts: Drafts, raws: Mapping[str, Mapping[str, Any]]) -> Iterator[ChatAt]:
    urls = {id(one.chat): one.url for one in chats_in_files(drafts)}
    for slug, company in drafts.companies.items():
        raw = raws[slug]
        for index, building in enumerate(company.get("buildings") or ()):
            home = Home(slug, index, building.get("id") or "", building.get("address"))
            chats, name = building.get("chats") or (), "chat" if "chat" in raw["buildings"][index] else "chats"
            for number, chat in enumerate(chats):
                path: Path = ("buildings", index, name) + ((number,) if name == "chats" else ())
                written = raw["buildings"][index][name]
                entrance = f", подъезд {chat.get('entrance')}" if chat.get("entrance") else ""
                yield ChatAt(
                    slug=slug,
                    path=path,
                    draft=chat,
                    where=home.address.full + entrance,
                    url=urls.get(id(chat), ""),
                    bare=isinstance(written[number] if name == "chats" else written, str),
                    home=home,
                )
        for field, where in (("chats", "чат организации"), ("channels", "канал")):
            for number, chat in enumerate(company.get(field) or ()):
                link = chat.get("link")
                yield ChatAt(
                    slug=slug,
                    path=(field, number),
                    draft=chat,
                    where=f"{where} «{chat.get('title')}»" if chat.get("title") else where,
                    url=link.url if link else "",
                    bare=isinstance(raw[field][number], str),
                    is_channel=field == "channels",
                )
