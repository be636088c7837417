"""Errors of the operating system in Russian, with advice."""

import errno

_SENTENCES = {
    errno.ENOSPC: ("на диске нет места", "освободите место и повторите"),
    errno.EDQUOT: ("место, отведённое вам на диске, кончилось", "освободите место и повторите"),
    errno.EROFS: ("этот диск открыт только для чтения", "укажите папку, в которую можно писать"),
    errno.EACCES: ("нет прав", "дайте права этому пользователю или укажите другое место"),
    errno.EPERM: ("нет прав", "дайте права этому пользователю или укажите другое место"),
    errno.EADDRINUSE: (
        "этот порт занят, возможно, уже открытым domchat serve",
        "закройте ту программу или укажите другой порт: --port 8001",
    ),
    errno.EADDRNOTAVAIL: ("такого адреса у этого компьютера нет", "укажите другой: --host 127.0.0.1"),
    errno.EEXIST: ("на этом месте уже стоит файл или папка", "укажите другое имя"),
    errno.ENOTDIR: ("нужна папка, а на этом месте файл", "укажите другое имя"),
    errno.EISDIR: ("нужен файл, а на этом месте папка", "укажите другое имя"),
    errno.ENOENT: ("нет такого файла или папки", "проверьте имя"),
    errno.ENAMETOOLONG: ("слишком длинное имя файла", "укажите папку с более коротким путём"),
    errno.EMFILE: ("открыто слишком много файлов", "укажите меньше процессов: --jobs 1"),
    errno.ENOMEM: ("не хватило памяти", "закройте другие программы или укажите меньше процессов: --jobs 1"),
    errno.EIO: ("диск не читается или не пишет", "проверьте диск"),
    errno.EXDEV: ("папка лежит на двух дисках сразу", "укажите папку, которая целиком на одном: --out ПАПКА"),
}
# Ports below 1024 are for the administrator.
_PORT_REFUSED = ("этот порт слушать не разрешено", "укажите другой, больше 1023: --port 8000")
# Usually by the system, for lack of memory.
_KILLED = ("один из процессов сборки убит, может быть, из-за нехватки памяти", _SENTENCES[errno.ENOMEM][1])


class PortError(OSError):
    """The system doesn't let the server listen."""


def describe(error: Exception) -> str:
    """Return one sentence: what failed, where, and what to do."""
    if isinstance(error, MemoryError):
        return _sentence(*_SENTENCES[errno.ENOMEM])
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415 - 15 ms, and most commands don't fail

    if isinstance(error, BrokenProcessPool):
        return _sentence(*_KILLED)
    if "gaierror" in {
        type(error).__name__,
        type(error.__cause__).__name__,
    }:  # of `socket`, if it is loaded
        return _sentence(*_SENTENCES[errno.EADDRNOTAVAIL])
    if not isinstance(error, OSError) or error.errno is None:
        return f"ошибка в программе, {type(error).__name__}: {error}"
    if isinstance(error, PortError) and error.errno == errno.EACCES:
        return _sentence(*_PORT_REFUSED)
    what, cure = _SENTENCES.get(error.errno, (f"система отказала: {error.strerror}", "прочтите подробности"))
    return _sentence(what, cure, *filter(None, (error.filename, error.filename2)))


def _sentence(what: str, cure: str, *places: object) -> str:
    where = f": {' и '.join(map(str, places))}" if places else ""
    return f"{what}{where}; {cure}"
