"""How much of the program a city of one house passes through: `python -m bench.trace_house`.

Prints how many functions of `generator/`, in how many modules, a build calls that starts from nothing in one process,
and how many of them are given or return the link of the house's chat: as a text, or in a value up to three steps deep.
With `--names` also which.
"""

import argparse
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

from msgspec import Struct

from generator.build import Options, build
from tests.small_city import write_small_city

TODAY = date(2026, 11, 22)
TOKEN = "PRIMER-PRIMER-PRIMER-PRIMER-PRIMER-PRIMER-A"
HOUSE = f"""
id: 7K3QX
address: улица Ленина, 12А
entrances: 4
chat: {{link: https://max.ru/join/{TOKEN}, checked: 2026-11-01}}
"""
PACKAGE = str(Path(build.__code__.co_filename).parent.parent)


class Trace:
    """Functions of the program that were called, and those that had the link."""

    def __init__(self) -> None:
        self.called: set[CodeType] = set()
        self.linked: set[CodeType] = set()

    def __call__(self, frame: FrameType, event: str, value: Any) -> None:  # noqa: ANN401
        """Note the function of an event, as `sys.setprofile` wants it."""
        code = frame.f_code
        if event not in {"call", "return"} or not code.co_filename.startswith(PACKAGE) or code.co_name.startswith("<"):
            return
        self.called.add(code)
        if code not in self.linked:
            given = [frame.f_locals.get(name) for name in code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]]
            if any(map(has_link, [value] if event == "return" else given)):
                self.linked.add(code)


def has_link(value: Any, depth: int = 3) -> bool:  # noqa: ANN401
    """Tell whether a value is the link or holds it at most `depth` steps inside."""
    if isinstance(value, str | bytes):
        return (TOKEN if isinstance(value, str) else TOKEN.encode()) in value
    return depth > 0 and any(has_link(inner, depth - 1) for inner in _inside(value))


def _inside(value: Any) -> Iterator[Any]:  # noqa: ANN401
    if isinstance(value, dict):
        yield from value.values()
    elif isinstance(value, list | tuple | set | frozenset):
        yield from value
    elif isinstance(value, Struct):
        yield from (getattr(value, name) for name in value.__struct_fields__)


def trace_build() -> Trace:
    """Build a city of one house in this process."""
    trace = Trace()
    with tempfile.TemporaryDirectory() as folder:
        data = write_small_city(Path(folder, "data"), HOUSE)
        options = Options(data=data, out=Path(folder, "out"), day_in=lambda _zone: TODAY)
        sys.setprofile(trace)
        try:
            result = build(options)
        finally:
            sys.setprofile(None)
    assert result.published, str(result.report)
    return trace


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", action="store_true", help="list the functions by module")
    arguments = parser.parse_args()
    trace = trace_build()
    for title, codes in (("a build of one house calls", trace.called), ("the chat's link passes", trace.linked)):
        modules = defaultdict(list)
        for code in codes:
            modules[code.co_filename.removeprefix(PACKAGE)[1:]].append(code.co_qualname)
        print(f"{title} {len(codes)} functions in {len(modules)} modules")
        for module, names in sorted(modules.items()) if arguments.names else ():
            print(f"  {module}: {', '.join(sorted(names))}")


if __name__ == "__main__":
    main()
