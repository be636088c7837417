"""Pictures that messengers show beside a link: `views` say what stands in them, `files` which there are."""

from generator.posters.previews.files import preview_targets

__all__ = [
    "preview_targets",
]
