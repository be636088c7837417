"""The key of secret addresses: what is wrong with the one that was given, or with there being none.

`history.yaml` keeps a mark of the key, so that another key is noticed before anything is printed with it. A mark is
32 bits of an HMAC: it tells two keys apart and, of a key of fair length, nothing else.
"""

import hashlib
import hmac
from pathlib import Path

from generator.datafiles.folder import HISTORY_FILE
from generator.text import Place, Report

KEY_VARIABLE = "DOMCHAT_KEY"
WITHOUT_KEY = "-"  # said instead of a key: a site without unlisted pages is wished
FAIR_LENGTH = 16  # characters; the mark of a shorter one would help to guess it
_MAKE = "python3 -c 'import secrets; print(secrets.token_hex(32))'"


def mark_of(key: str) -> str:
    """Return the key's mark, 8 hexadecimal digits, or an empty string for a key too short to have one."""
    return hmac.digest(key.encode(), b"domchat", hashlib.sha256).hex()[:8] if len(key) >= FAIR_LENGTH else ""


def lacks_known_key(key: str, known: str) -> bool:
    """Tell whether a key was used before, as its mark says, and none is given now, nor a wish to do without."""
    return bool(known) and not key


def check_key(key: str, known: str, data: Path, report: Report) -> None:
    """Report what is wrong with a key that is needed; `known` is the mark of the one that was used before, or ""."""
    history = Place(str(data / HISTORY_FILE))
    if key in ("", WITHOUT_KEY):
        report.error(
            Place(str(data)),
            "no-key",
            f"есть чаты, ссылка на которые только на объявлении, но нет ключа {KEY_VARIABLE}",
            f"задайте прежний ключ переменной {KEY_VARIABLE}: с новым все напечатанные коды этих домов перестанут "
            + ("работать" if known else f"работать; если ничего ещё не печатали, создайте ключ и храните его: {_MAKE}"),
        )
    elif known and mark_of(key) != known:
        report.error(
            history,
            "key-other",
            f"ключ {KEY_VARIABLE} не тот, с которым печатали объявления: их коды перестали бы работать",
            "задайте прежний; если он утерян и все такие объявления будут перепечатаны, удалите здесь строку key "
            "и выполните domchat ids с новым ключом",
        )
    elif not known and len(key) < FAIR_LENGTH:
        report.warning(
            Place(str(data)),
            "key-short",
            f"ключ {KEY_VARIABLE} короче {FAIR_LENGTH} знаков: секретные адреса можно подобрать",
            f"пока объявления не напечатаны, создайте другой: {_MAKE}",
        )
    elif not known:
        report.warning(
            history,
            "key-unmarked",
            f"здесь нет отметки о ключе {KEY_VARIABLE}: если в другой раз задать не тот, этого никто не заметит",
            "выполните domchat ids с этим ключом: запишется отметка, сам ключ из неё не узнать",
        )


def report_lacking_key(data: Path, report: Report) -> None:
    """Report that a build without the key would take every unlisted page off the site, and how to wish that."""
    report.error(
        Place(str(data / HISTORY_FILE)),
        "key-missing",
        f"для этого сайта уже печатали коды с ключом {KEY_VARIABLE}, а сейчас он не задан: их страницы исчезли бы",
        f"задайте ключ и положите на место private/links.yaml; чтобы построить сайт без этих страниц, например для "
        f"пробы, задайте {KEY_VARIABLE}={WITHOUT_KEY}",
    )


def report_without_key(data: Path, report: Report) -> None:
    """Say that the site lacks the pages of printed codes, since that was wished."""
    report.warning(
        Place(str(data)),
        "key-unused",
        f"сайт построен без страниц, которые открывают коды с объявлений: так просит {KEY_VARIABLE}={WITHOUT_KEY}",
        "это годится для пробы; чтобы публиковать сайт, задайте настоящий ключ",
    )
