"""The key of secret addresses: checks that it is the same as before.

`history.yaml` contains a fingerprint of the key, so that another key is noticed before anything is printed with
it: 32 bits of an HMAC, which distinguish keys and say nothing else about a key of fair length.
"""

import hashlib
import hmac
from pathlib import Path

from generator.datafiles.folder import HISTORY_FILE
from generator.text import Place, Report

KEY_VARIABLE = "DOMCHAT_KEY"
WITHOUT_KEY = "-"  # given instead of a key to build a site without unlisted pages
FAIR_LENGTH = 16  # characters; the fingerprint of a shorter key would help to guess it
_MAKE = "python3 -c 'import secrets; print(secrets.token_hex(32))'"


def mark_of(key: str) -> str:
    """Return the key's fingerprint, 8 hexadecimal digits, or "" for a key that is too short."""
    return hmac.digest(key.encode(), b"domchat", hashlib.sha256).hex()[:8] if len(key) >= FAIR_LENGTH else ""


def lacks_known_key(key: str, known: str) -> bool:
    """Return True if a key was used before but none is given now, nor the value that allows this."""
    return bool(known) and not key


def check_key(key: str, known: str, data: Path, report: Report) -> None:
    """Report a wrong or missing key; `known` is the fingerprint of the key used before, or ""."""
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
    """Report that a build without the key would remove every unlisted page, and how to allow that."""
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
