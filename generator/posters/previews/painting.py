"""A preview → PNG. The typesetter is made when it is first needed, in the process that needs it."""

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from generator.posters.previews.views import Preview

if TYPE_CHECKING:
    from generator.posters.typesetting import Typesetter


class Painter:
    """Paints previews by one set of templates; `own` are the paths of those that are the city's."""

    def __init__(self, templates: Mapping[str, str], own: Mapping[str, str] = MappingProxyType({})) -> None:
        self._templates = templates
        self._own = own

    def paint(self, preview: Preview) -> bytes:
        """Return the picture."""
        return self._typesetter.png(self._typesetter.prepare(preview)[1])

    @cached_property
    def _typesetter(self) -> "Typesetter":
        from generator.posters.typesetting import Typesetter  # noqa: PLC0415 - most builds paint nothing new

        return Typesetter(self._templates, self._own)
