"""Building ids: five characters of Crockford's base32, printed on paper and typed by hand.

Crockford's base32 leaves out I, L, O and U, which look like other characters; people also type Cyrillic letters that
look or sound the same.
"""

import re

from generator.text.problems import Bad, shorten

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 5

# Typed letter → the character of the alphabet that was printed.
CONFUSED = str.maketrans("OIL" + "ОІАВЕКМНРСТХУ", "011" + "01ABEKMHPCTXY")
_PATTERN = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")


def fold(text: str) -> str:
    """Return the printed id for a typed one: any case, O for 0, Cyrillic К Х А for K X A."""
    return text.strip().upper().translate(CONFUSED)


def parse_id(text: str) -> str | Bad:
    """Return the id unchanged, or a `Bad`."""
    if _PATTERN.fullmatch(text):
        return text
    meant = fold(text)
    hint = (
        f"возможно, на объявлении стоит {meant}; номера не придумывают, их даёт команда domchat ids"
        if _PATTERN.fullmatch(meant)
        else "сверьте с объявлением; новый номер даст команда domchat ids, если убрать поле id"
    )
    return Bad(
        code="id",
        text=f"«{shorten(text)}» не может быть номером дома: в нём 5 знаков, "
        "цифры и заглавные латинские буквы, кроме I, L, O, U",
        hint=hint,
    )
