"""`domchat publish`: the built site into a plain folder or an object storage."""

import argparse
import os
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.build.publishing import Folder, ForeignFolderError, copy_site
from generator.commands.arguments import Commands, path, shared
from generator.commands.exit_codes import DONE, FAILURE, WRONG_USAGE
from generator.commands.progress import Progress
from generator.commands.screen import say, write
from generator.datafiles import SITE_FILE
from generator.text import plural, write_whole

if TYPE_CHECKING:
    from generator.build.object_storage import Place, Sent

_STORAGE = "s3://"
_NO_SITE = "domchat: в {} сайта ещё нет; сначала постройте его: domchat build"


def add_to(commands: Commands) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "publish",
        parents=shared("out"),
        help="переложить построенный сайт в обычную папку или в хранилище S3",
        description="Переносит в папку или в хранилище то, чем построенный сайт от них отличается. Сама папка остаётся "
        "на месте: её можно отдать контейнеру. Чужие файлы не тронет.",
    )
    add_target(command)
    command.set_defaults(run=_run, needs_data=False)


def add_target(command: argparse.ArgumentParser) -> None:
    """Add the arguments that say where to publish, and how."""
    command.add_argument(
        "target", type=_target, metavar="КУДА", help="папка, которую отдаёт веб-сервер, или s3://хранилище/папка"
    )
    add_how(command)


def add_how(command: argparse.ArgumentParser) -> None:
    """Add the arguments that say how to publish into a storage."""
    command.add_argument(
        "--verify", action="store_true", help="сверить с тем, что в хранилище лежит на самом деле (только s3://)"
    )
    command.add_argument(
        "--gzip", action="store_true", help="хранить тексты сжатыми, если хранилище не сжимает само (только s3://)"
    )
    command.add_argument(
        "--changed",
        type=path,
        metavar="ФАЙЛ",
        help="записать адреса изменившихся страниц, чтобы убрать их из кэша CDN; «-» — на экран (только s3://)",
    )


def _target(text: str) -> "Path | Place":
    return storage(text) if "://" in text else path(text)


def storage(text: str) -> "Place":
    """Return a place in a storage."""
    from generator.build.object_storage import place_of  # noqa: PLC0415 - only for a storage

    place = place_of(text)
    if place is None:
        raise argparse.ArgumentTypeError(f"«{text}»: нужна папка или {_STORAGE}хранилище/папка, латиницей")
    return place


def _run(arguments: argparse.Namespace) -> int:
    addresses: list[str] = []
    code = publish_site(arguments, arguments.out, arguments.target, addresses)
    if code == DONE:
        write_changed(arguments.changed, addresses)
    return code


def publish_site(
    arguments: argparse.Namespace,
    out: Path,
    target: "Path | Place",
    addresses: list[str],
    others: Collection[str] = (),
) -> int:
    """Publish the site of one output folder, a city's or a portal's; return the exit code.

    `addresses` gets those that changed in a storage. `others` are folders of the target that belong to other sites.
    """
    if not isinstance(target, Path):
        return _send(arguments, out, target, addresses)
    given = [f"--{name}" for name in ("verify", "gzip", "changed") if getattr(arguments, name)]
    if given:
        say(f"domchat: {', '.join(given)}: только для хранилища, {_STORAGE}…")
        return WRONG_USAGE
    return _copy(out, target, others)


def inner_target(target: "Path | Place", name: str) -> "Path | Place":
    """Return a folder of the target."""
    return target / name if isinstance(target, Path) else replace(target, prefix=f"{target.prefix}{name}/")


def _copy(out: Path, target: Path, others: Collection[str]) -> int:
    if (target / SITE_FILE).exists():
        say(f"domchat: {target} — папка с данными города, сайту в ней не место; укажите другую")
        return WRONG_USAGE
    try:
        done = copy_site(Folder(out), target, others)
    except ForeignFolderError as error:
        say(f"domchat: {error} создано не этой командой, ничего не изменено; укажите другую папку или уберите это")
        return WRONG_USAGE
    if done is None:
        say(_NO_SITE.format(out))
        return WRONG_USAGE
    say(
        f"Готово: {plural(done.files, 'файл', 'файла', 'файлов')}, изменено {done.changed}, удалено {done.removed} → "
        f"{target}"
    )
    return DONE


def _send(arguments: argparse.Namespace, out: Path, place: "Place", addresses: list[str]) -> int:
    from generator.build.object_storage import (  # noqa: PLC0415 - only for a storage
        ForeignObjectError,
        NoCredentialsError,
        StorageError,
        open_bucket,
        send_site,
    )

    try:
        bucket = open_bucket(place, storage_settings())
        with Progress("файлы") as progress:
            done = send_site(Folder(out), bucket, gzip=arguments.gzip, verify=arguments.verify, watch=progress.show)
    except NoCredentialsError as error:
        say(f"domchat: {error}")
        return WRONG_USAGE
    except ForeignObjectError as error:
        say(f"domchat: в {place} {error}")
        return WRONG_USAGE
    except StorageError as error:
        say(f"domchat: {place}: {error}")
        return FAILURE
    if done is None:
        say(_NO_SITE.format(out))
        return WRONG_USAGE
    addresses += done.addresses
    _tell(done, place)
    return DONE


def storage_settings() -> dict[str, str]:
    """Return the settings of the storage on this machine."""
    from generator.build.object_storage import credentials  # noqa: PLC0415 - only for a storage

    return credentials(os.environ, Path.home())


def write_changed(changed: Path | None, addresses: Sequence[str]) -> None:
    """Write the addresses that changed into the file that was asked for, if one was."""
    if changed:
        text = "".join(f"{address}\n" for address in addresses)
        if str(changed) == "-":
            write(text.rstrip("\n")) if text else None
        else:
            write_whole(changed, text.encode())


def _tell(done: "Sent", place: "Place") -> None:
    say(
        f"Готово: {plural(done.files, 'файл', 'файла', 'файлов')}, изменено {done.changed}, удалено {done.removed}, "
        f"отправлено {done.bytes / 1e6:.1f} МБ → {place}"
    )
