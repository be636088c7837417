"""A large file of a company, cut into parts that are read one by one: who changes one house has a part read anew.

A part is the head of the file with some of its buildings, in text a small file itself. Cutting looks at lines and
knows nothing of YAML, so it can be misled: by a quoted text that looks like a list, say. Then some part has a problem,
since what was opened in it isn't closed, or fewer buildings than lines that look like the first of one; and a file
of which any part is so is read whole.
"""

from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from itertools import accumulate, chain, pairwise
from operator import attrgetter
from typing import Any
from zlib import crc32

from msgspec import Struct
from msgspec.structs import replace

from generator.city import Building, Company
from generator.datafiles.extracts.extract import ITSELF, Extract, Kept, make_extract
from generator.datafiles.extracts.remembering import Memory
from generator.datafiles.folder import File
from generator.datafiles.ground import Ground
from generator.datafiles.nodes import MAX_NODES
from generator.datafiles.reading import Draft, Spot

_BUILDINGS = "\nbuildings:\n"
_SIZE = 64  # buildings of a part, about
_HEADS = 1  # times the file's own length that the heads of all its parts may have together
_INDICATORS = {":": 2, "?": 2, "-": 1, ",": 1, "[": 1, "{": 1}  # how many values at most each of them begins


class Part(Struct, frozen=True, kw_only=True):
    """A file of its own with so many buildings, which stand `moved` lines further down in the whole one."""

    file: File
    buildings: int
    moved: int


def read_in_parts(file: File, section: str, ground: Ground, memory: Memory) -> Extract:
    """Return the extract of a file; of a large one, parts that are remembered are not read again."""
    read: list[tuple[Part, Extract]] = []
    for part in cut(file) if memory.memo else ():
        extract = memory.recall(part.file, Extract)
        if extract is None:
            extract = make_extract(part.file, section, ground)
            memory.keep(part.file, extract)
        if not (extract.report.empty and isinstance(extract.made, Company) and extract.size == part.buildings):
            return make_extract(file, section, ground)
        read.append((part, extract))
    return joined(read) if read else make_extract(file, section, ground)


def cut(file: File) -> list[Part]:
    """Return the parts of a file; none if it is small, or can't be cut."""
    text = file.text
    head_end = text.find(_BUILDINGS) + len(_BUILDINGS)
    values = 1 + sum(text.count(sign) * most for sign, most in _INDICATORS.items())  # the file itself is the first
    if head_end < len(_BUILDINGS) or values > MAX_NODES:
        return []
    head, lines = text[:head_end], text[head_end:].split("\n")
    starts = _starts(lines)
    if len(starts) < 2 * _SIZE:
        return []
    # Where parts begin is told by the buildings, so that one more moves only its own part's end.
    bounds = [number for number in starts[1:] if crc32(lines[number].encode(errors="replace")) % _SIZE == 0]
    if len(head) * len(bounds) > _HEADS * len(text):
        return []
    return [
        Part(
            file=_part(file, head + "\n".join(lines[start:stop]) + "\n" * (stop < len(lines))),
            buildings=bisect_left(starts, stop) - bisect_left(starts, start),
            moved=start,
        )
        for start, stop in pairwise([0, *bounds, len(lines)])
    ]


def _starts(lines: Sequence[str]) -> list[int]:
    """Return the lines where items of the list begin that all of them belong to, or nothing if that isn't plain."""
    dash = lines[0][: len(lines[0]) - len(lines[0].lstrip(" "))] + "- "
    starts = [number for number, line in enumerate(lines) if line.startswith(dash)]
    outside = len(dash) - 1  # an item's own lines are indented by more
    blank = " " * outside
    inner = sum(line.startswith(blank) or not line or line.lstrip(" ").startswith("#") for line in lines)
    return starts if starts[:1] == [0] and inner + len(starts) == len(lines) else []


def _part(file: File, text: str) -> File:
    # Other files' digests are of bytes, which are no longer in the text: a mark of order, other ends of lines.
    return replace(file, text=text, digest=blake2b(text.encode(errors="surrogatepass"), person=b"part").digest())


def joined(parts: Sequence[tuple[Part, Extract]]) -> Extract:
    """Return what the whole file says, if no part has a problem."""
    extracts = [extract for _, extract in parts]
    made = [extract.made for extract in extracts if isinstance(extract.made, Company)]
    *firsts, size = accumulate((extract.size for extract in extracts), initial=0)  # numbers of the first buildings
    numbered = list(zip(firsts, extracts, strict=True))
    claims, claimants = array("Q"), array("i")
    for first, extract in numbered:
        own = extract.claimants.count(ITSELF) if first else 0  # the same in every part
        claims += extract.claims[own:]
        claimants.extend(number if number == ITSELF else number + first for number in extract.claimants[own:])
    return replace(
        extracts[0],
        made=replace(made[0], buildings=_in_order([company.buildings for company in made])),
        size=size,
        claims=claims,
        claimants=claimants,
        pages_above=frozenset().union(*(extract.pages_above for extract in extracts)),
        kept=_kept(dict(zip(firsts, parts, strict=True))),
        doubtful=frozenset(number + first for first, extract in numbered for number in extract.doubtful),
        needy={number + first: chats for first, extract in numbered for number, chats in extract.needy.items()},
        waiting=frozenset().union(*(extract.waiting for extract in extracts)),
        ids=tuple(chain.from_iterable(extract.ids for extract in extracts)),
        settlements=frozenset().union(*(extract.settlements for extract in extracts)),
        streets=frozenset().union(*(extract.streets for extract in extracts)),
        latest=max(extract.latest for extract in extracts),
    )


def _in_order(several: Sequence[tuple[Building, ...]]) -> tuple[Building, ...]:
    """Return the buildings of sorted parts, sorted; most files are in order already."""
    buildings = tuple(chain.from_iterable(several))
    if all(one[-1].order <= other[0].order for one, other in pairwise(several)):
        return buildings
    return tuple(sorted(buildings, key=attrgetter("order")))


def _kept(parts: Mapping[int, tuple[Part, Extract]]) -> Kept:
    """Return the drafts that are kept of all parts, each moved to where it stands."""
    where = {number + first: (first, number) for first, (_, one) in parts.items() for number in one.kept.numbers}

    def find(number: int) -> Draft | None:
        if number not in where:
            return None
        first, inside = where[number]
        part, extract = parts[first]
        draft = extract.kept.find(inside)
        return _moved(draft, part.moved) if draft else None

    return Kept(where.keys(), find)


def _moved(draft: Draft, lines: int) -> Draft:
    """Return a draft that stands some lines further down, with all drafts in it."""

    def spot(one: Spot) -> Spot:
        return one[0] + lines, one[1]

    def value(one: Any) -> Any:  # noqa: ANN401 - any field's value
        if isinstance(one, Draft):
            return _moved(one, lines)
        return tuple(map(value, one)) if isinstance(one, tuple) else one

    return replace(
        draft,
        spot=spot(draft.spot),
        values={name: value(one) for name, one in draft.values.items()},
        places={name: spot(one) for name, one in draft.places.items()},
        items={name: {key: spot(one) for key, one in items.items()} for name, items in draft.items.items()},
    )
