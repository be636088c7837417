"""A lower bound for any such program in CPython: `python -m bench.build.floor DATA SITE OUT`.

It imports the libraries for YAML, pages and codes, lets libyaml parse the data, and writes the files of a
finished site with their digests; reading and writing use two processes each. It checks nothing and makes no
page. Prints wall and CPU seconds since the start of this file (after Python's own start), without the time to
load the finished site.
"""

import os
import resource
import sys
import time
from hashlib import sha256
from pathlib import Path


def _now() -> tuple[float, float]:
    """Return wall seconds, and CPU seconds of this process and its finished children."""
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return time.perf_counter(), sum(one.ru_utime + one.ru_stime for one in used)


_STARTED = _now()


def main(data: Path, site: Path, out: Path) -> None:
    """Do the work and print its cost."""
    import jinja2  # noqa: F401, PLC0415 - this is what is measured
    import markdown  # noqa: F401, PLC0415
    import qrcode  # noqa: F401, PLC0415
    import yaml  # noqa: PLC0415

    from generator.caching.processes import in_processes  # noqa: PLC0415

    texts = sorted((path.read_text("utf-8") for path in data.rglob("*.yaml")), key=len)

    def read(half: int) -> None:
        for text in texts[half::2]:
            parser = yaml.CBaseLoader(text)
            while parser.get_event() is not None:
                pass

    list(in_processes(read, 2, 2))
    read_all = _now()

    files = [(path.relative_to(site).as_posix(), path.read_bytes()) for path in site.rglob("*") if path.is_file()]
    made: set[str] = set()

    def write(half: int) -> None:
        for path, content in files[half::2]:
            folder = path.rpartition("/")[0]
            if folder not in made:
                os.makedirs(f"{out}/{folder}", exist_ok=True)  # noqa: PTH103 - a Path costs more than the call
                made.add(folder)
            handle = os.open(f"{out}/{path}", os.O_WRONLY | os.O_CREAT | os.O_EXCL)
            os.write(handle, content)
            os.fstat(handle)
            os.close(handle)
            sha256(content).digest()

    held_all = _now()
    list(in_processes(write, 2, 2))
    parts = zip(_STARTED, read_all, held_all, _now(), strict=True)
    print(*(read - started + ended - held for started, read, held, ended in parts))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
