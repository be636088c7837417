"""ИНН and ОГРН: the registration numbers of organisations and their check digits."""

from generator.text.problems import Bad, shorten

# Weights of the check digits, as published by the Federal Tax Service for the ИНН.
_INN_10 = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN_11 = (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN_12 = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_LEGAL_ENTITY, _ENTREPRENEUR = 10, 12
_OGRN, _OGRNIP = 13, 15


def _check_digit(digits: list[int], weights: tuple[int, ...]) -> int:
    return sum(digit * weight for digit, weight in zip(digits, weights, strict=False)) % 11 % 10


def is_inn(text: str) -> bool:
    """Return True if the text is an ИНН of 10 or 12 digits with correct check digits."""
    if not (text.isascii() and text.isdigit()):
        return False
    digits = [int(char) for char in text]
    if len(digits) == _LEGAL_ENTITY:
        return _check_digit(digits, _INN_10) == digits[9]
    if len(digits) == _ENTREPRENEUR:
        return _check_digit(digits, _INN_11) == digits[10] and _check_digit(digits, _INN_12) == digits[11]
    return False


def is_ogrn(text: str) -> bool:
    """Return True if the text is an ОГРН (13 digits) or ОГРНИП (15) with a correct check digit."""
    if not (text.isascii() and text.isdigit() and len(text) in (_OGRN, _OGRNIP)):
        return False
    return int(text[:-1]) % (len(text) - 2) % 10 == int(text[-1])


def parse_inn(text: str) -> str | Bad:
    """Return the ИНН, or a `Bad`."""
    if is_inn(text):
        return text
    return _refuse("inn", "ИНН", text, (_LEGAL_ENTITY, _ENTREPRENEUR))


def parse_ogrn(text: str) -> str | Bad:
    """Return the ОГРН, or a `Bad`."""
    if is_ogrn(text):
        return text
    return _refuse("ogrn", "ОГРН", text, (_OGRN, _OGRNIP))


def _refuse(code: str, name: str, text: str, right: tuple[int, int]) -> Bad:
    lengths = f"{right[0]} цифр у организации, {right[1]} у предпринимателя"
    if text.isascii() and text.isdigit() and len(text) in right:
        reason = f"контрольная цифра {name} {text} не сходится: вероятно, опечатка"
    else:
        reason = f"«{shorten(text)}» не похоже на {name}: нужно {lengths}"
    return Bad(code=code, text=reason, hint=f"сверьте {name} с выпиской из реестра")
