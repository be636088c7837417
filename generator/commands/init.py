"""`domchat init`: make the folder of a new city; existing files stay."""

import argparse
import json
from collections.abc import Mapping
from importlib.metadata import Distribution, distribution
from pathlib import Path

from msgspec import Struct

from generator.commands.arguments import Commands, path
from generator.commands.exit_codes import BAD_DATA, DONE, WRONG_USAGE
from generator.commands.init_city import fill, read_beginning
from generator.commands.newcity.files import DATA, city_files
from generator.commands.screen import quoted, say
from generator.datafiles import SITE_FILE
from generator.text import Bad, plural, shorten, write_whole

_NO_ADDRESS = "vpishite-adres.invalid"  # an impossible host, so that pip fails at once
_NO_MATTER = (".", "readme", "license")  # in a new repository
_FEW = 3  # names of files in a message
_OPEN = "domchat serve — посмотрите сайт: http://127.0.0.1:8000/"
_SHARE = "git init -b main, git add -A, git commit — и в общее хранилище"
_NEXT_STEPS = (
    _OPEN,
    "впишите свой город в data/site.yaml и свои компании в data/companies/, образцы удалите",
    "domchat ids — номера домов; domchat check — все ошибки сразу",
    "когда всё готово, уберите demo: true и выполните domchat ids ещё раз: начнётся история номеров",
    _SHARE,
)
_NEXT_STEPS_OF_A_CITY = (
    _OPEN,
    "впишите в data/site.yaml адрес сайта и почту; ответы на вопросы впишите в таблицу, когда сможете",
    "domchat check — все ошибки сразу",
    _SHARE,
)
_COLLECT = "Ссылки на чаты собирают таблицами: domchat export, domchat import. "


def add_to(commands: Commands) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "init",
        help="начать свой город: данные-образец, проверка и публикация",
        description="Создаёт папку своего города: образец данных с пояснениями, руководство, готовые проверка и "
        "публикация для GitHub и GitLab. Из файлов, которые уже есть, обновляет только docs/ и libraries.txt; "
        "папку data не трогает.",
    )
    add = command.add_argument
    add("folder", type=path, metavar="ПАПКА", help="где её создать; в папке города допишет новое")
    add("--here", action="store_true", help="и в непустой папке, где города ещё нет")
    add("--city", default="", metavar="ГОРОД", help="вместо образцов взять этот город из реестров")
    add("--from", dest="registers", type=path, nargs="+", default=[], metavar="ФАЙЛ", help="реестры домов и компаний, "
        "как их публикуют ФРТ и ГИС ЖКХ: архивы .zip и .tar.gz")  # fmt: skip
    command.set_defaults(run=_run, needs_city=False)


def _run(arguments: argparse.Namespace) -> int:
    folder: Path = arguments.folder
    if folder.exists() and not folder.is_dir():
        say(f"domchat: {folder} — не папка, укажите другую")
        return WRONG_USAGE
    others = _others(folder)
    if others and not arguments.here:
        say(f"domchat: папка {folder} не пуста ({', '.join(others)}), а города в ней нет")
        say("подсказка: укажите новую папку; если город нужен именно в этой, добавьте --here")
        return WRONG_USAGE
    begun = (folder / DATA).exists()
    beginning = None
    if arguments.city or arguments.registers:
        found = read_beginning(arguments.city, arguments.registers, folder / DATA)
        if isinstance(found, Bad):
            say(f"domchat: {found.text}; {found.hint}")
            return BAD_DATA if found.code == "table" else WRONG_USAGE
        beginning = found
    needed = requirement(distribution("domchat"))
    done = make_city(folder, needed, beginning.files if beginning else None)
    say(f"Готово: {folder}: {plural(done.written, 'файл записан', 'файла записано', 'файлов записано')}.")
    if done.kept:
        say(f"Уже были и не тронуты: {', '.join(done.kept)}.")
    if begun:
        say("Папка data уже есть, в ней ничего не изменено.")
    elif beginning:
        fill(folder / DATA, beginning)
        _say_steps(folder, _NEXT_STEPS_OF_A_CITY)
        say(f"{_COLLECT}Остальное — в README.md.")
    else:
        _say_steps(folder, _NEXT_STEPS)
        say("Остальное — в README.md.")
    if _NO_ADDRESS in needed:
        say("Программа поставлена из папки этого компьютера: впишите в requirements.txt, откуда её возьмут другие.")
        say(f"До этого make и проверки остановятся на адресе {_NO_ADDRESS}.")
    return DONE


def _say_steps(folder: Path, steps: tuple[str, ...]) -> None:
    """Say what to do next; there is nowhere to go from the present folder."""
    there = () if folder.resolve() == Path.cwd() else (f"cd {quoted(str(folder))}",)
    say("Дальше:")
    for number, step in enumerate((*there, *steps), 1):
        say(f"  {number}. {step}")


def _others(folder: Path) -> list[str]:
    """Return the first names in a folder that is neither empty, nor new on a host of repositories, nor a city."""
    if not folder.is_dir() or (folder / DATA / SITE_FILE).exists():
        return []
    names = [one.name for one in sorted(folder.iterdir()) if not one.name.lower().startswith(_NO_MATTER)]
    return [shorten(name, 40) for name in names[:_FEW]] + (["…"] if len(names) > _FEW else [])


class Done(Struct, frozen=True, kw_only=True):
    """The number of files written, and the files that existed."""

    written: int
    kept: tuple[str, ...]


def make_city(folder: Path, needed: str, data: Mapping[str, str] | None = None) -> Done:
    """Write missing files; if the city has data, none of the data files. `data` stands in place of the samples."""
    begun = (folder / DATA).exists()
    written, kept = 0, []
    for file in city_files(needed, data):
        path = folder / file.path
        if begun and file.path.startswith(DATA):
            continue
        if path.exists() and not file.ours:
            kept.append(file.path)
            continue
        if path.exists() and path.read_text(encoding="utf-8") == file.text:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, file.text.encode())
        written += 1
    return Done(written=written, kept=tuple(kept))


def requirement(installed: Distribution) -> str:
    """Return the line for pip that installs this program from its origin (PEP 610)."""
    version = f"{installed.name}=={installed.version}"
    origin = json.loads(installed.read_text("direct_url.json") or "{}")
    url, git = origin.get("url", ""), origin.get("vcs_info")
    if git and not url.startswith("file:"):
        return f"{installed.name} @ {git['vcs']}+{url}@{git['commit_id']}"
    if url.startswith("https://"):
        sums = origin.get("archive_info", {}).get("hashes", {})
        return f"{installed.name} @ {url}" + (f" --hash=sha256:{sums['sha256']}" if "sha256" in sums else "")
    if url:
        # Not the bare name, which somebody else might own in a public registry, nor a comment, which would install
        # nothing silently.
        address = f"git+https://{_NO_ADDRESS}/domchat.git@v{installed.version}"
        return f"# Впишите, откуда брать программу: адрес её хранилища git.\n{installed.name} @ {address}"
    return version
