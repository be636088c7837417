"""A preview → PNG. The typesetter is made when it is first needed, in the process that needs it."""

from collections.abc import Mapping
from functools import cached_property

from generator.posters.typesetting import Typesetter
from generator.previews.views import Preview


class Painter:
    """Paints previews by one set of templates."""

    def __init__(self, templates: Mapping[str, str]) -> None:
        self._templates = templates

    def paint(self, preview: Preview) -> bytes:
        """Return the picture."""
        return self._typesetter.png(self._typesetter.prepare(preview)[1])

    @cached_property
    def _typesetter(self) -> Typesetter:
        return Typesetter(self._templates)
