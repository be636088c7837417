"""`domchat publish`: the built site into a plain folder."""

import argparse
from collections.abc import Collection
from pathlib import Path

from generator.build.publishing import Copied, Folder, ForeignFolderError, copy_site
from generator.commands.arguments import Commands, path, shared
from generator.commands.exit_codes import DONE, WRONG_USAGE
from generator.commands.screen import say
from generator.datafiles import SITE_FILE
from generator.text import plural


def add_to(commands: Commands) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "publish",
        parents=shared("out"),
        help="переложить построенный сайт в обычную папку",
        description="Переносит в папку то, чем построенный сайт от неё отличается. Сама папка остаётся на месте: её "
        "можно отдать контейнеру. Чужие файлы в ней не тронет.",
    )
    command.add_argument("target", type=path, metavar="КУДА", help="папка, которую отдаёт веб-сервер")
    command.set_defaults(run=_run, needs_data=False)


def _run(arguments: argparse.Namespace) -> int:
    if (arguments.target / SITE_FILE).exists():
        say(f"domchat: {arguments.target} — папка с данными города, сайту в ней не место; укажите другую")
        return WRONG_USAGE
    done = publish_site(arguments.out, arguments.target)
    if isinstance(done, str):
        say(f"domchat: {done}")
        return WRONG_USAGE
    say(
        f"Готово: {plural(done.files, 'файл', 'файла', 'файлов')}, изменено {done.changed}, удалено {done.removed} → "
        f"{arguments.target}"
    )
    return DONE


def publish_site(out: Path, target: Path, others: Collection[str] = ()) -> Copied | str:
    """Publish the site of one output folder, a city's or a portal's; return what was done, or why nothing was.

    `others` are folders of the target that belong to other sites.
    """
    try:
        done = copy_site(Folder(out), target, others)
    except ForeignFolderError as error:
        return f"{error} создано не этой командой, ничего не изменено; укажите другую папку или уберите это"
    return f"в {out} сайта ещё нет; сначала постройте его: domchat build" if done is None else done
