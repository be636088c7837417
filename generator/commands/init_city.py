"""`domchat init --city`: a city begun with public registers instead of samples."""

import re
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from generator.addresses import Gazetteer
from generator.build import Options
from generator.commands.arguments import day_in
from generator.commands.import_ import Order, import_table, leave_questions
from generator.commands.import_registers import read_all, write_registers
from generator.commands.import_report import write_counts, write_questions
from generator.commands.newcity.files import DATA, site_template
from generator.commands.newcity.regions import region_of
from generator.commands.screen import say, show, write
from generator.datafiles.editing import Put, edited
from generator.spreadsheets.registers import City, Wanted, join
from generator.text import Bad, Report, nearest

_TOWN = re.compile(r"(?:г|гор)\.\s*|(?:город|г)\s+", re.IGNORECASE)  # before its name
_SHOWN = 5  # towns


class Beginning(Struct, frozen=True, kw_only=True):
    """The files that the registers know, by path, and the registers themselves."""

    files: dict[str, str]
    registers: tuple[Path, ...]


def read_beginning(city: str, registers: Sequence[Path], data: Path) -> Beginning | Bad:
    """Return the settings of a city, of which the registers know the region; a `Bad` if they don't have the city."""
    if not city.strip() or not registers:
        hint = "domchat init папка --city Город --from ФАЙЛ …"
        return Bad(code="usage", text="--city и --from пишут вместе", hint=hint)
    if data.exists():
        return Bad(code="usage", text=f"{data} уже есть", hint="в начатый город реестры берёт domchat import")
    found = _city(_bare(city.strip()), registers)
    if isinstance(found, Bad):
        return found
    city = found.spelled.most_common(1)[0][0]
    named = [region for region, _ in found.regions.most_common() if region[1]]
    region, zone = region_of(*(named[0] if named else ("г", city)))  # Moscow is a region of its own
    values = {"title": f"Домовые чаты: {city}", "city": city, "region": region, "timezone": zone}
    site = edited(site_template(), [Put(path=(name,), value=value) for name, value in values.items()])
    site = edited(site, [Put(path=(name,), value=[]) for name in ("streets", "settlements")])
    # The houses and companies are real: neither the field nor the comment on it.
    site = "".join(line for line in site.splitlines(keepends=True) if "demo: true" not in line)
    return Beginning(files={f"{DATA}site.yaml": site}, registers=tuple(registers))


def _city(name: str, registers: Sequence[Path]) -> City | Bad:
    sheets = read_all(registers)
    if isinstance(sheets, list) and not all(sheet.register for _, sheet in sheets):
        hint = "обычную таблицу возьмёт domchat import, когда город начат"
        return Bad(code="table", text="это не реестры", hint=hint)
    found = sheets if isinstance(sheets, Bad) else join(sheets, Gazetteer(city=name), Wanted())
    if isinstance(found, Bad) or found.regions:
        return found
    places = (place for file in found.files for place, _ in file.elsewhere.most_common())
    others = list(dict.fromkeys(map(_bare, places)))
    near = nearest(name, others)
    hint = f"есть, например: {', '.join([near] if near else others[:_SHOWN])}"
    hint = hint if others else "проверьте, той ли области реестр"
    return Bad(code="table", text=f"города «{name}» в реестрах нет", hint=hint)


def _bare(town: str) -> str:
    """Return a town's name without the word for a town."""
    return town[found.end() :] if (found := _TOWN.match(town)) else town


def fill(data: Path, beginning: Beginning) -> None:
    """Import the registers into the new city, and report what they don't say clearly."""
    options = Options(data=data, out=data.parent / "output", day_in=day_in)
    order = Order(files=beginning.registers)
    done = import_table(options, order)
    if isinstance(done, Report):
        show(done, write)
    elif isinstance(done, Bad):
        say(f"domchat: {done.text}; {done.hint}")
    else:
        if done.read.city:
            write_registers(done.read.city)
        write_questions(done.plan, done.read.rows)
        show(done.problems, write)
        write_counts(done.plan, done.read.rows)
        leave_questions(done, order, options, data.parent)
