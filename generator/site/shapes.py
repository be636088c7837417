"""Splits a page's view into its shape and its texts, so that pages of one shape are rendered only once.

The page of a shape is rendered with slots in place of the texts that templates only print (`Shown`). The result is a
form; filling it costs a tenth of rendering. A city of 3,000 houses has some 200 shapes.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import count
from operator import attrgetter
from typing import Any, NoReturn, get_origin, get_type_hints

from markupsafe import Markup, escape
from msgspec import Struct
from msgspec.structs import replace

from generator.city.views import SHARED, SHOWN

_SLOT = re.compile("\0(-?[0-9]+)\0")  # no text may contain U+0000, see `nodes.FORBIDDEN`


class LookedAtError(TypeError):
    """A template did more with a shown value than print it or test it."""


class Slot:
    """Stands for a text that isn't empty. It can only be printed and tested."""

    __slots__ = ("number",)

    def __init__(self, number: int) -> None:
        self.number = number

    def __html__(self) -> str:  # called when Jinja prints it
        return f"\0{self.number}\0"

    def __bool__(self) -> bool:
        return True

    def __getattr__(self, name: str) -> NoReturn:
        raise LookedAtError

    def _refuse(self, *_: object) -> NoReturn:
        raise LookedAtError

    __str__ = __format__ = __eq__ = __ne__ = __lt__ = __gt__ = __le__ = __ge__ = _refuse
    __len__ = __iter__ = __contains__ = __getitem__ = __add__ = __radd__ = __mod__ = __int__ = _refuse
    __hash__ = None  # type: ignore[assignment]


class SharedSlot(Slot):
    """Stands for a shared object. It can only be passed to `once` and tested."""

    __slots__ = ()

    def __html__(self) -> NoReturn:
        raise LookedAtError


class Once:
    """`once(macro, view, …)` in templates: the macro's output, made once for the same views.

    Used for what many pages share, such as a company's telephones. Views are frozen, so the output stays valid; they
    are compared by identity and referenced, so that their `id()` is not reused.
    """

    def __init__(self) -> None:
        self._made: dict[tuple[int, ...], tuple[Markup, bytes, object]] = {}
        self._deferred: list[tuple[Callable[..., Markup], tuple[Any, ...]]] = []

    def __call__(self, macro: Callable[..., Markup], *views: Any) -> Markup:  # noqa: ANN401
        """Return the macro's output, or a slot for it if a view is a slot itself."""
        if any(isinstance(view, SharedSlot) for view in views):
            self._deferred.append((macro, views))
            return Markup(f"\0{-len(self._deferred)}\0")  # noqa: S704 - a slot
        return self._make(macro, views)[0]

    def fill(self, call: int, shared: Sequence[object]) -> bytes:
        """Return the output for a slot, once the shared objects are known."""
        macro, views = self._deferred[call]
        return self._make(macro, [shared[one.number] if type(one) is SharedSlot else one for one in views])[1]

    def _make(self, macro: Callable[..., Markup], views: Sequence[Any]) -> tuple[Markup, bytes, object]:
        key = (id(macro), *map(id, views))
        known = self._made.get(key)
        if known is None:
            made = macro(*views)
            known = self._made[key] = made, made.encode(), (macro, views)
        return known


class Form:
    """A rendered page with slots for texts, in UTF-8."""

    def __init__(self, html: str, once: Once) -> None:
        pieces = _SLOT.split(html)
        self._once = once
        self._parts = [piece.encode() for piece in pieces]
        self._order = [int(number) for number in pieces[1::2]]

    def fill(self, texts: Sequence[object], shared: Sequence[object]) -> bytes:
        """Return the page with these texts in its slots."""
        # Escaping works on single characters, so all texts are escaped in one call.
        plain = ["" if type(text) is Markup else str(text) for text in texts]
        ready = escape("\0".join(plain)).encode().split(b"\0")
        if len(ready) != len(texts):
            raise ValueError("a text holds the character U+0000")
        for number, text in enumerate(texts):
            if type(text) is Markup:
                ready[number] = text.encode()
        fill = self._once.fill
        parts = self._parts.copy()
        parts[1::2] = [ready[number] if number >= 0 else fill(~number, shared) for number in self._order]
        return b"".join(parts)


class ViewParts:
    """A view split into the key of its shape, its texts, and the objects that it shares with other views."""

    __slots__ = ("_kinds", "shared", "texts")

    def __init__(self, view: Any) -> None:  # noqa: ANN401
        self._kinds: list[object] = []
        self.texts: list[object] = []
        self.shared: list[object] = []
        self._take(view)

    @property
    def shape(self) -> tuple[object, ...]:
        """Return the key of the shape: everything that decides how the page is built."""
        return (*self._kinds, bytes(map(bool, self.texts)), bytes(map(bool, self.shared)))

    def _take(self, view: Any) -> None:  # noqa: ANN401
        kinds = self._kinds
        if type(view) is tuple:
            kinds.append(len(view))
            for one in view:
                self._take(one)
            return
        kinds.append(type(view))
        if view is None:
            return
        parts = _parts_of(view.__class__)
        if parts.plain:
            kinds += parts.plain(view)
        if parts.shared:
            self.shared += parts.shared(view)
        if parts.shown:
            self.texts += parts.shown(view)
        for get in parts.several:
            value = get(view)
            kinds.append(len(value))
            self.texts += value
        for get in parts.nested:
            self._take(get(view))


def with_slots(view: Any) -> Any:  # noqa: ANN401
    """Return the view with slots in place of texts and shared objects; empty values stay."""
    return _Slots().put(view)


class _Slots:
    """Puts slots into views, numbered in the order in which `ViewParts` collects their values."""

    def __init__(self) -> None:
        self._texts, self._shared = count(), count()

    def put(self, view: Any) -> Any:  # noqa: ANN401
        if isinstance(view, tuple):
            return tuple(map(self.put, view))
        if view is None:
            return None
        parts = _parts_of(view.__class__)
        shared = {name: self._slot(SharedSlot, self._shared, getattr(view, name)) for name in parts.shared_names}
        shown = {name: self._slot(Slot, self._texts, getattr(view, name)) for name in parts.shown_names}
        for name in parts.several_names:
            shown[name] = tuple(self._slot(Slot, self._texts, one) for one in getattr(view, name))
        nested = {name: self.put(getattr(view, name)) for name in parts.nested_names}
        return replace(view, **shared, **shown, **nested)

    @staticmethod
    def _slot(kind: type[Slot], numbers: Iterator[int], value: Any) -> Any:  # noqa: ANN401
        slot = kind(next(numbers))
        return slot if value else value


class _Parts:
    """The fields of a view class by kind: texts, tuples of texts, shared objects, views, and the rest."""

    def __init__(self, kind: type[Struct]) -> None:
        hints = get_type_hints(kind, include_extras=True)
        names = list(kind.__struct_fields__)
        marks = {name: getattr(hints[name], "__metadata__", ()) for name in names}
        shown = [name for name in names if SHOWN in marks[name]]
        self.several_names = [name for name in shown if get_origin(hints[name].__origin__) is tuple]
        self.shown_names = [name for name in shown if name not in self.several_names]
        self.shared_names = [name for name in names if SHARED in marks[name]]
        self.nested_names = [name for name in names if not marks[name] and _holds_views(hints[name])]
        marked = {*shown, *self.shared_names, *self.nested_names}
        self.shown, self.shared = _getter(self.shown_names), _getter(self.shared_names)
        self.plain = _getter([name for name in names if name not in marked])
        self.several = [attrgetter(name) for name in self.several_names]
        self.nested = [attrgetter(name) for name in self.nested_names]


@cache
def _parts_of(kind: type[Struct]) -> _Parts:
    return _Parts(kind)


def _holds_views(hint: Any) -> bool:  # noqa: ANN401
    inner = getattr(hint, "__args__", ())
    return (isinstance(hint, type) and issubclass(hint, Struct)) or any(map(_holds_views, inner))


def _getter(names: list[str]) -> Callable[[object], tuple[Any, ...]] | None:
    """Return a function that reads these attributes as a tuple, or None if there are none."""
    if len(names) > 1:
        return attrgetter(*names)
    return (lambda view: (getattr(view, names[0]),)) if names else None
