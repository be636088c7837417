"""URLs of the site, and the printed address of a building."""

from functools import cached_property
from urllib.parse import quote, urlsplit

from msgspec import Struct


class Urls(Struct, frozen=True, dict=True):
    """URLs of one site. `base_url` ends with a slash and may have a path."""

    base_url: str

    @cached_property
    def root(self) -> str:
        """Return the path of the home page on its host: `/` or `/chats/`."""
        return urlsplit(self.base_url).path

    @property
    def host(self) -> str:
        """Return the site's address as people type it: `chat.example.ru`, in Cyrillic if the host is."""
        return self.base_url.partition("://")[2].rstrip("/")

    def path(self, page: str) -> str:
        """Return the path of a page on its host; `page` is relative to the site's root, without slashes around it."""
        return self.root + (f"{page}/" if page else "")

    def absolute(self, page: str) -> str:
        """Return the absolute URL of a page, in ASCII."""
        return self._ascii_base + (f"{page}/" if page else "")

    def file(self, name: str) -> str:
        """Return the absolute URL of a file, such as `sitemap.xml`."""
        return self._ascii_base + name

    def typed(self, building_id: str) -> str:
        """Return the text under the code, to be typed after the host: `/D/7K3QX`."""
        return f"/D/{building_id}"

    def printed(self, building_id: str) -> tuple[str, str, str]:
        """Return the payload of the code in three parts; only the middle one varies from house to house.

        It is upper case where case does not matter, which makes the code smaller.
        """
        scheme, _, rest = self._ascii_base.partition("://")
        host, _, path = rest.partition("/")
        return f"{scheme}://{host}".upper() + f"/{path}D/", building_id, "/"

    @cached_property
    def _ascii_base(self) -> str:
        parts = urlsplit(self.base_url)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
        return f"{parts.scheme}://{host}{port}{quote(parts.path)}"
