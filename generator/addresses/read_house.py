"""Parses house numbers such as «12А/2, корп. 3, стр. Б» token by token, ignoring nothing silently."""

import re
from functools import lru_cache

from msgspec import Struct

from generator.addresses.house import House
from generator.addresses.house_pieces import DETAILS, IGNORED, KINDS, LETTERS, SINGLE_MARKS, Pieces, Unreadable
from generator.addresses.refusal import Note, Refusal, note, refusal
from generator.addresses.vocabulary import HOUSE_WORDS

_SIMPLE = re.compile(r"(?:д\. ?|дом )?([1-9]\d{0,3})([А-ИК-ЩЭ-Яа-ик-щэ-я]?)")
_MONTHS = r"(?:янв|фев|мар|апр|мая|май|июн|июл|авг|сен|окт|ноя|дек)[а-я]*"
_DATE = re.compile(
    r"(?<![\d.])(?:\d{4}-\d\d?-\d\d?(?:[ T]\d\d?:\d\d(?::\d\d)?)?|\d\d?\.\d\d?\.(?:\d{4}|\d\d)"
    rf"|\d\d?[. -]{_MONTHS}(?:[. -]?\d\d(?:\d\d)?)?|{_MONTHS}[. -]\d\d(?:\d\d)?)(?![\d.])",
    re.IGNORECASE,
)
# Before a number; a date anywhere else says something about the house: «29А (снесён 02.08.10)».
_BEFORE_A_NUMBER = re.compile(r"\D*|.*\b(?:корпус|корп|строение|стр)[. ]*№? *", re.IGNORECASE)
_LONGEST_NUMBER = 4
_MERGED_GAPS = (2, 4)
_WIDE_GAPS = range(2, 22, 2)
"""«37-39», «26-30»: one house on merged plots on one side of a street; any other gap is a list or a flat, unless a
corpus or строение follows: «62-68 стр. 1»."""
_FEW_CORPUSES = 9
_AHEAD = IGNORED | {",", "-"}
_END = ("", ",", "-")


class HouseReading(Struct, frozen=True, kw_only=True):
    """A house or a refusal, notes, and the entrances named beside the number."""

    result: House | Refusal
    notes: tuple[Note, ...] = ()
    entrances: tuple[int, ...] = ()


@lru_cache(maxsize=65536)
def read_house(text: str, slash_means: str = "corner") -> HouseReading:
    """Return the reading of a normalised text; each token becomes part of the house, a note or a refusal."""
    if simple := _SIMPLE.fullmatch(text):
        return HouseReading(result=House(number=simple[1], letter=simple[2].upper()))
    if (found := _DATE.search(text)) and _BEFORE_A_NUMBER.fullmatch(text[: found.start()]):
        return HouseReading(result=refusal("excel_date", found.group()))
    reader = _Reader(text)
    try:
        house = reader.house(slash_means)
    except Unreadable as stop:
        return HouseReading(result=stop.refusal, notes=tuple(reader.notes))
    return HouseReading(result=house, notes=tuple(reader.notes), entrances=tuple(reader.entrances))


class _Reader(Pieces):
    """Collects the parts of one house from its tokens."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.notes: list[Note] = [note("duplicate", "дубль")] if self.doubled else []
        self.entrances: list[int] = []
        self.parts: dict[str, str] = {}

    def house(self, slash_means: str) -> House:
        self.number()
        comma = False
        while self.at < len(self.pieces):
            piece = self.peek()
            if piece in IGNORED:
                self.at += 1
            elif piece == ",":
                comma = True
                self.at += 1
            else:
                self.part(piece, comma=comma)
                comma = False
        return self.built(slash_means)

    def number(self) -> None:
        while self.peek() in _AHEAD or HOUSE_WORDS.get(self.peek()) in ("house", "number"):
            self.at += 1
        number = self.peek()
        if not number.isdecimal() or not int(number):
            raise self.stop("no_number")
        if len(number) > _LONGEST_NUMBER:
            raise self.stop("long_number", number)
        self.parts["number"] = str(int(number))
        self.at += 1

    def part(self, piece: str, *, comma: bool) -> None:
        if piece.isdecimal() or (piece == "с" and self.is_range()):
            self.counted_before()
        elif piece in SINGLE_MARKS and (self.is_mark(piece) or (comma and self.after() in _END)):
            self.marked(SINGLE_MARKS[piece])
        elif len(piece) == 1 and piece.isalpha():
            self.letter(piece, comma=comma)
        elif kind := HOUSE_WORDS.get(piece, ""):
            self.marked(kind)
        elif piece == "/":
            self.slash()
        elif piece == "-":
            self.dash()
        elif piece == "(":
            self.bracket()
        else:
            self.glued_mark(piece)

    def letter(self, piece: str, *, comma: bool) -> None:
        if piece == "и" and self.peek(1).isdecimal() and not self.glued[self.at + 1]:
            raise self.stop("several")
        if piece not in LETTERS:
            raise self.stop("latin", piece.upper()) if piece.isascii() else self.stop()
        if piece == "д" and self.after().isdecimal() and not self.glued[self.at]:
            raise self.stop("several")
        fraction = self.parts.get("fraction", "")
        if comma or set(self.parts) - {"number", "letter", "fraction"}:
            raise self.stop("several" if comma and self.after() in _END else "unclear")
        value = self.letter_and_digits()
        if fraction and fraction.isdecimal() and len(value) == 1:
            self.parts["fraction"] = fraction + value
        elif fraction or "letter" in self.parts:
            raise self.stop()
        else:
            self.parts["letter"] = value

    def letter_and_digits(self) -> str:
        """Return «А» or «А1», the digits only if adjacent; «К1», «С1» and «П1» are marks, never letters."""
        value = self.peek().upper()
        self.at += 1
        if self.peek().isdecimal() and self.glued[self.at]:
            if value in "КСП" or len(self.peek()) > _LONGEST_NUMBER:
                raise self.stop()
            value += str(int(self.peek()))
            self.at += 1
        return value

    def slash(self) -> None:
        if set(self.parts) - {"number", "letter"}:
            raise self.stop()
        self.at += 1
        follows = self.peek()
        if follows.isdecimal() and len(follows) <= _LONGEST_NUMBER:
            self.parts["fraction"] = str(int(follows))
            self.at += 1
        elif len(follows) == 1 and follows in LETTERS:
            if not self.after().isdecimal():
                self.parts["fraction"] = follows.upper()
                self.at += 1
        elif HOUSE_WORDS.get(follows) not in KINDS:
            raise self.stop()

    def dash(self) -> None:
        self.at += 1
        follows = self.peek()
        if set(self.parts) == {"number"} and self.parts["number"].isdecimal() and follows.isdecimal():
            low, high = int(self.parts["number"]), int(follows)
            one = any(HOUSE_WORDS.get(piece) in KINDS for piece in self.pieces[self.at + 1 :])
            if high - low not in (_WIDE_GAPS if one else _MERGED_GAPS):
                raise self.stop("range")
            self.parts["number"] = f"{low}-{high}"
            self.at += 1
            self.notes.append(note("merged", self.parts["number"]))
        elif follows and follows not in IGNORED and follows not in ",-" and not follows.isalpha():
            raise self.stop()

    def marked(self, kind: str) -> None:
        """Read the value after a mark; a second mark («корп. корпус 5», «стр. литер А») replaces the first."""
        mark = self.peek()
        self.at += 1
        if kind in ("remark", "none") or (kind == "house" and not self.after(0).isdecimal()):
            self.notes.append(note("remark", mark))
            return
        while self.peek() in IGNORED and self.peek():
            self.at += 1
        if kind in DETAILS:
            self.detail(kind, mark)
            return
        if kind not in KINDS:
            raise self.stop("several" if kind == "house" and self.peek().isdecimal() else "unclear")
        if kind in self.parts:
            raise self.stop()
        if value := self.value():
            self.parts[kind] = value
            self.no_list()
        elif HOUSE_WORDS.get(self.peek()) not in KINDS:
            self.notes.append(note("empty_mark", mark))

    def value(self) -> str:
        """Return «2», «2А», «А», «У2»; "" for a missing value, a dash or a zero."""
        piece = self.peek()
        if piece in ("", ",") or (HOUSE_WORDS.get(piece) and len(piece) > 1) or self.is_detail(piece):
            return ""
        if piece.isdecimal() and self.counts_details(0):
            if "," in self.pieces[self.at : self.numbers(self.at)[1]]:
                # «к. 1,2 парадные»: both numbers may be entrances, or the first one the corpus.
                raise self.stop()
            return ""
        if piece == "-" or (piece.isdecimal() and not int(piece)):
            self.at += 1
            return ""
        if len(piece) == 1 and piece in LETTERS:
            return self.letter_and_digits()
        if not piece.isdecimal() or len(piece) > _LONGEST_NUMBER:
            raise self.stop()
        self.at += 1
        value = str(int(piece))
        dash = self.peek() == "-"
        letter = self.peek(dash)
        if len(letter) == 1 and letter in LETTERS and not (letter in SINGLE_MARKS and self.after(dash + 1).isdecimal()):
            self.at += 1 + dash
            value += letter.upper()
        return value

    def no_list(self) -> None:
        """Refuse several values: «корп. 1, 2», «лит. А,Б», «корп. 4 и 5»."""
        follows = self.peek(1)
        single = follows.isdecimal() or (len(follows) == 1 and follows in LETTERS and follows not in SINGLE_MARKS)
        if self.peek() in (",", "и", ";", "-", '"') and single and not self.counts_details(1):
            raise self.stop("several")

    def counted_before(self) -> None:
        if self.peek() == "с":
            self.at += 1
        if HOUSE_WORDS.get(self.peek()) in DETAILS:
            self.marked(HOUSE_WORDS[self.peek()])
            return
        if not self.counts_details(0):
            raise self.stop("several")
        found, self.at = self.numbers(self.at)
        while self.peek() in IGNORED:
            self.at += 1
        kind = HOUSE_WORDS[self.peek()]
        self.at += 1
        self.add_detail(kind, found)

    def detail(self, kind: str, mark: str) -> None:
        found, self.at = self.numbers(self.at)
        if found:
            self.add_detail(kind, found)
        else:
            self.notes.append(note("empty_mark", mark))

    def add_detail(self, kind: str, found: list[int]) -> None:
        if kind == "entrance":
            self.entrances += [number for number in found if number not in self.entrances]
        self.notes.append(note(DETAILS[kind], ", ".join(map(str, found[:20]))))

    def bracket(self) -> None:
        """Read a bracket: «(под. 1-4)» are entrances; text without digits is noted; «(1/2)» might be another house."""
        end = self.pieces.index(")", self.at) if ")" in self.pieces[self.at :] else len(self.pieces)
        inside = self.pieces[self.at + 1 : end]
        kinds = {HOUSE_WORDS.get(piece) for piece in inside if len(piece) > 1 or inside.index(piece) == 0}
        if kinds & {*DETAILS, *KINDS}:
            del self.pieces[end : end + 1]
            self.pieces[self.at] = "."
            return
        words = " ".join(inside)
        if any(piece.startswith(("неч", "чет")) for piece in inside):
            raise self.stop("several")  # «11-15 (нечет.)»: one side of a street
        if inside[:1] != ["инв"] and (any(piece.isdecimal() for piece in inside) or len(words) <= 1):
            raise self.stop()
        self.notes.append(note("remark", words))
        self.at = end + 1

    def glued_mark(self, piece: str) -> None:
        """Split «8литА» into «8 лит А», «29кА» into «29 корп. А»."""
        mark, letter = piece[:-1], piece[-1]
        if (mark[2:] or mark in ("л", "к")) and HOUSE_WORDS.get(mark) in KINDS and letter in LETTERS:
            self.pieces[self.at : self.at + 1] = [mark, letter]
            self.glued.insert(self.at + 1, False)
            return
        raise self.stop("latin", piece.upper()) if piece.isascii() and piece.isalpha() else self.stop()

    def built(self, slash_means: str) -> House:
        fraction, corpus = self.parts.get("fraction", ""), self.parts.get("corpus", "")
        if slash_means == "corpus" and fraction and not corpus and not self.is_double():
            self.parts["corpus"] = self.parts.pop("fraction")
        return House(**self.parts)

    def is_double(self) -> bool:
        """Return True if «165/167» is a double number: nobody has that many corpuses."""
        digits = self.parts["fraction"].rstrip("АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ")
        return bool(digits) and int(digits) > _FEW_CORPUSES and int(digits) > int(self.parts["number"].split("-")[0])
