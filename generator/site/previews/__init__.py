"""Preview pictures that messengers show beside a link: `views` decides their words, `files` which there are."""

from generator.site.previews.files import preview_targets

__all__ = [
    "preview_targets",
]
