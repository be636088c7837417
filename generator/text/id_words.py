"""Words that a printed id must not spell, read as Latin or as Russian letters."""

import re

# Any three letters in a row are refused, and these words, in which digits stand for letters.
_THREE_LETTERS = re.compile(r"[A-Z]{3}")
_AS_LATIN = str.maketrans("01345678", "OIEASGTB")
_LATIN = re.compile(r"ASS|COCK|DICK|FAG|SEX|TIT|GAY|NIG|DIE|DEAD|KILL|HELL|HATE|PORN|PEDO|SS|XXX")
# Latin letters and digits that look like Russian letters: 0 О, 3 З, 4 Ч, 6 Б.
_AS_RUSSIAN = str.maketrans("ABCEHKMPTXY0346", "АВСЕНКМРТХУОЗЧБ")
_RUSSIAN = re.compile(r"ХУ|ЕБ|СУК|МРАЗ|ВОР|Х[ЕЗ]Р|ЧМО|ЗЕК|СРА|ХАМ|БЕС|РВОТ")
_NUMBERS = re.compile(r"666|1488")


def spells_a_word(one: str) -> bool:
    """Return True if the id spells a rude or frightening word, read as Latin or as Russian letters."""
    return bool(
        _THREE_LETTERS.search(one)
        or _NUMBERS.search(one)
        or _LATIN.search(one.translate(_AS_LATIN))
        or _RUSSIAN.search(one.translate(_AS_RUSSIAN))
    )
