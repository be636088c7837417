"""The bytes of a file that a person saved → text."""

from codecs import BOM_UTF8

from generator.text.problems import Place, Problem


def decoded(raw: bytes, path: str) -> str | Problem:
    """Return the text without a byte order mark, or a problem if it is not UTF-8."""
    try:
        return raw.removeprefix(BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode(errors="replace")
        return Problem(
            Place(path, before.count("\n") + 1, len(before) - before.rfind("\n")),
            "encoding",
            "файл записан не в UTF-8",
            "сохраните его в кодировке UTF-8 (в «Блокноте»: Сохранить как → Кодировка)",
        )


def is_unicode(name: str) -> bool:
    """Tell whether a name of a file can be written in UTF-8: on disk it may be any bytes."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
