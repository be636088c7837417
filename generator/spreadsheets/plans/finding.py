"""Finds the building of the data for a row: by its id, ФИАС code, address or another address."""

from collections import defaultdict
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from generator.addresses import Address
from generator.spreadsheets.plans.chats import shown
from generator.spreadsheets.plans.plan import ImportOptions, Known
from generator.spreadsheets.rows.rows import HouseRow, Remark


class Finder:
    """An index of the buildings of the data; `name`: slug of a company → its name."""

    def __init__(self, known: Sequence[Known], name: Callable[[str], str], options: ImportOptions) -> None:
        self.name, self.alike_are_new, self.follow = name, options.alike_are_new, options.follow
        self.settled: frozenset[tuple[str, int]] = frozenset()  # buildings whose company is certain
        self.by_id = {one.draft.get("id"): one for one in known}
        self.by_fias: dict[str, list[Known]] = defaultdict(list)
        self.by_address: dict[str, list[Known]] = defaultdict(list)
        self.by_loose: dict[str, list[Known]] = defaultdict(list)
        self.by_village: dict[str, list[Known]] = defaultdict(list)
        for one in known:
            self.by_fias[one.draft.get("fias") or ""].append(one)
            for address in (one.draft.get("address"), *(one.draft.get("aliases") or ())):
                self.by_address[address.key].append(one)
                self.by_loose[address.loose_key].append(one)
                if address.settlement and not address.street.type:
                    self.by_village[replace(address, settlement="").key].append(one)
        self.by_fias.pop("", None)

    def find(self, row: HouseRow, company: str) -> Known | Remark | None:  # noqa: PLR0911 - one for each way
        """Return the building, a question, or None for a new one; `company`: slug, if known."""
        if row.id:
            known = self.by_id.get(row.id)
            if known is None:
                return ask(row, f"номера {row.id} в данных нет", "сотрите номер, если дом новый")
            return self._foreign(row, known, company) or self._moved(row, known)
        fias = row.values.get("fias")
        if fias in self.by_fias:
            return self._by_fias(row, self.by_fias[fias], company)
        if row.address is None:
            return ask(row, "дома с таким кодом ФИАС в данных нет, а адреса в строке нет", "впишите адрес")
        candidates = self.by_address.get(row.address.key, [])
        own = [one for one in candidates if one.slug == company]
        if len(own or candidates) == 1:
            known = (own or candidates)[0]
            return self._foreign(row, known, company) or known
        if candidates:
            return ask(row, "этот дом ведут несколько компаний", "укажите в строке номер дома на сайте")
        village = self.by_village.get(row.address.key, [])
        if len(village) == 1:  # «пос. Рында, 1», whose settlement the row leaves out
            return self._foreign(row, village[0], company) or village[0]
        loose = self.by_loose.get(row.address.loose_key, [])
        if loose and not (self.alike_are_new or row.separate):
            return alike(row, loose[0].title, f"» (номер {loose[0].draft.get('id')}) в данных")
        return None

    def _foreign(self, row: HouseRow, known: Known, company: str) -> Remark | None:
        if not company or company == known.slug or self.follow or row.moves or known.at in self.settled:
            return None
        return ask(
            row,
            f"этот дом ({known.title}, номер {known.draft.get('id')}) в данных ведёт «{self.name(known.slug)}»",
            f"если он перешёл, перенесите запись из companies/{known.slug}.yaml вместе с номером",
            kind="moved",
        )

    def _by_fias(self, row: HouseRow, candidates: list[Known], company: str) -> Known | Remark | None:
        own = [one for one in candidates if one.slug == company] or candidates
        if len(own) > 1:
            return ask(row, "этот код ФИАС стоит у нескольких домов", "исправьте его в данных или в таблице")
        known = own[0]
        if row.address is not None and not is_its(row.address, known):
            return ask(
                row,
                f"по коду ФИАС это {known.title}, а адрес в строке — {shown(row.address.full)}",
                "исправьте код; если это второй адрес дома, добавьте его в aliases",
            )
        return self._foreign(row, known, company) or known

    def _moved(self, row: HouseRow, known: Known) -> Known | Remark:
        """Return the renamed house for an id with another address, or a question if another building has it."""
        others = self.by_address.get(row.address.key, []) if row.address is not None else []
        if any(one.draft.get("id") != known.draft.get("id") for one in others) and not is_its(row.address, known):
            return ask(
                row,
                f"номер {row.id} — это {known.title}, а адрес в строке — дома с номером {others[0].draft.get('id')}",
                "исправьте номер или адрес",
            )
        return known


def ask(row: HouseRow, text: str, hint: str = "", kind: str = "", about: str = "") -> Remark:
    """Return a question about a whole row."""
    return Remark(place=row.place, text=text, hint=hint, kind=kind, about=about)


def alike(row: HouseRow, other: str, where: str) -> Remark:
    """Return the question whether two addresses that differ by a mark only are one house."""
    assert row.address is not None
    return ask(
        row,
        f"«{shown(row.address.full)}» и «{other}{where} — возможно, один дом",
        "если один, пишите адрес одинаково или впишите второй в aliases дома; если все такие дома разные, повторите с "
        "--alike-are-new",
        kind="alike",
        about=other,
    )


def is_its(address: Address | None, known: Known) -> bool:
    """Return True if the building has this address; a missing address is no contradiction."""
    own = (known.draft.get("address"), *(known.draft.get("aliases") or ()))
    return address is None or any(address.key == one.key for one in own)
