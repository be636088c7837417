"""The key of secret addresses: checks that it is the same as before, and hard to guess.

`history.yaml` contains a mark (fingerprint) of the key, so that another key is noticed before anything is
printed with it: 32 bits of an HMAC, which distinguish keys and say nothing else about a key that can't be
guessed. A weak key is refused unless its mark is in the history, so that whoever printed with one can go on.
"""

import hashlib
import hmac
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from generator.city import Building
from generator.datafiles.folder import HISTORY_FILE
from generator.text import Place, Problem, Report, plural

KEY_VARIABLE = "DOMCHAT_KEY"
WITHOUT_KEY = "-"  # given instead of a key to build a site without unlisted pages
_FAIR_LENGTH = 16  # characters
_FAIR_VARIETY = 8  # different characters in it
_ROWS = "qwertyuiop asdfghjkl zxcvbnm 1234567890 йцукенгшщзхъ фывапролджэ ячсмитьбю"
_NAMED_HOUSES = 5  # in a message
_MAKE = "python3 -c 'import secrets; print(secrets.token_hex(32))'"


def mark_of(key: str) -> str:
    """Return the key's mark, 8 hexadecimal digits, or an empty string for no key."""
    return hmac.digest(key.encode(), b"domchat", hashlib.sha256).hex()[:8] if key not in ("", WITHOUT_KEY) else ""


def is_weak(key: str) -> bool:
    """Return True if a key can be guessed: too short, few characters, repetitions, or neighbours on the keyboard."""
    steps = [abs(ord(one) - ord(other)) for one, other in pairwise(key)]
    rows = sum(step <= 1 for step in steps) > len(steps) / 2
    repeated = key in (key + key)[1:-1]
    return len(key) < _FAIR_LENGTH or len(set(key)) < _FAIR_VARIETY or repeated or rows or _typed(key)


def _typed(key: str) -> bool:
    """Return True if half of a key are neighbours on the keyboard."""
    lowered = key.casefold()
    return sum(lowered[at : at + 3] in _ROWS for at in range(len(key) - 2)) > len(key) / 2


def lacks_known_key(key: str, known: str) -> bool:
    """Return True if a key was used before but none is given now, nor the value that allows this."""
    return bool(known) and not key


def check_key(  # noqa: PLR0913
    key: str, known: str, houses: Sequence[Building], data: Path, report: Report, *, needed: bool = True
) -> None:
    """Report a wrong or missing key for `houses`; `known` is the fingerprint of the key used before, or "".

    `needed`: nothing can be made without the key. Otherwise a missing one is a warning.
    """
    history = Place(str(data / HISTORY_FILE))
    if key in ("", WITHOUT_KEY):
        text = f"нет ключа {KEY_VARIABLE}, а ссылка только на объявлении у {_named(houses)}"
        hint = (
            f"задайте прежний ключ переменной {KEY_VARIABLE}: с новым все напечатанные коды этих домов перестанут "
            + ("работать" if known else f"работать; если ничего ещё не печатали, создайте ключ и храните его: {_MAKE}")
        )
        report.add([Problem(Place(str(data)), "no-key", text, hint, "error" if needed else "warning")])
    elif known and mark_of(key) != known:
        report.error(
            history,
            "key-other",
            f"ключ {KEY_VARIABLE} не тот, с которым печатали объявления: их коды перестали бы работать",
            "задайте прежний; если он утерян и все такие объявления будут перепечатаны, удалите здесь строку key "
            "и выполните domchat ids с новым ключом",
        )
    elif not known and is_weak(key):
        report.error(
            Place(str(data)),
            "key-weak",
            f"ключ {KEY_VARIABLE} легко угадать: по нему находят секретные адреса всех домов",
            f"создайте другой: {_MAKE}; если с этим уже печатали объявления, выполните domchat ids: отметка в "
            f"{HISTORY_FILE} его разрешит",
        )
    elif not known:
        report.warning(
            history,
            "key-unmarked",
            f"здесь нет отметки о ключе {KEY_VARIABLE}: если в другой раз задать не тот, этого никто не заметит",
            "выполните domchat ids с этим ключом: запишется отметка, сам ключ из неё не узнать",
        )


def _named(houses: Sequence[Building]) -> str:
    """Return the number of houses, and the addresses, ids and files of the first ones."""
    named = [f"{one.address.full} ({one.id}, companies/{one.company}.yaml)" for one in houses[:_NAMED_HOUSES]]
    left = len(houses) - len(named)
    more = f"; и ещё у {left}" if left else ""
    return f"{plural(len(houses), 'дома', 'домов', 'домов')}: {'; '.join(named)}{more}"


def report_lacking_key(data: Path, report: Report, *, needed: bool = True) -> None:
    """Report that a build without the key would remove every unlisted page, and how to allow that."""
    place = Place(str(data / HISTORY_FILE))
    text = f"для этого сайта уже печатали коды с ключом {KEY_VARIABLE}, а сейчас он не задан: их страницы исчезли бы"
    hint = (
        "задайте ключ и положите на место private/links.yaml; чтобы построить сайт без этих страниц, например для "
        f"пробы, задайте {KEY_VARIABLE}={WITHOUT_KEY}"
    )
    report.add([Problem(place, "key-missing", text, hint, "error" if needed else "warning")])


def report_without_key(data: Path, report: Report) -> None:
    """Report that the site lacks the pages of printed codes, as the option asks."""
    report.warning(
        Place(str(data)),
        "key-unused",
        f"сайт построен без страниц, которые открывают коды с объявлений: так просит {KEY_VARIABLE}={WITHOUT_KEY}",
        "это годится для пробы; чтобы публиковать сайт, задайте настоящий ключ",
    )
