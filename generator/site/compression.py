"""Compressed files for hosts that don't compress: `page.html.gz` and `page.html.br` beside `page.html`."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from generator.caching import Target

_TEXTS = (".html", ".css", ".js", ".json", ".csv", ".txt", ".xml", ".svg", ".webmanifest")
_SMALLEST = 512  # bytes; compressing smaller files saves nothing
_GZIP_LEVEL = 9
_BROTLI_QUALITY = 10  # 11 saves 1 % more and takes twice as long, 9 saves next to nothing
_BROTLI_WINDOW = 18  # bits; the usual 22 cost more than all other work on a page


def compressed(target: Target) -> Target:
    """Return a target that makes the compressed forms of its texts as well; the same bytes at any time."""
    key = target.key and f"{target.key}+compressed"
    return replace(target, key=key, make=lambda: _both(target.make()))


def _both(files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    import gzip  # noqa: PLC0415 - few builds compress

    import brotli  # type: ignore[import-untyped]  # noqa: PLC0415 - as above

    for path, content in files:
        yield path, content
        if path.endswith(_TEXTS) and len(content) >= _SMALLEST:
            yield f"{path}.gz", gzip.compress(content, _GZIP_LEVEL, mtime=0)
            yield f"{path}.br", brotli.compress(content, quality=_BROTLI_QUALITY, lgwin=_BROTLI_WINDOW)
