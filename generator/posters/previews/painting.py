"""A preview → PNG. The typesetter is created lazily, in the process that uses it."""

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from generator.posters.previews.views import Preview

if TYPE_CHECKING:
    from generator.posters.typesetting import Typesetter


class Painter:
    """Draws previews with one set of templates; `own` are the paths of the city's own templates."""

    def __init__(self, templates: Mapping[str, str], own: Mapping[str, str] = MappingProxyType({})) -> None:
        self._templates = templates
        self._own = own

    def paint(self, preview: Preview) -> bytes:
        """Return the picture as PNG."""
        return self._typesetter.png(self._typesetter.prepare(preview)[1])

    @cached_property
    def _typesetter(self) -> "Typesetter":
        from generator.posters.typesetting import Typesetter  # noqa: PLC0415 - most builds draw nothing new

        return Typesetter(self._templates, self._own)
