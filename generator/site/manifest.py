"""The web app manifest, used when the site is added to a phone's home screen."""

import json
from collections.abc import Mapping

from generator.city import Site, Urls

MANIFEST = "manifest.webmanifest"
ICONS = ("icon-192.png", "icon-512.png")  # in site_src/assets; filled to the edges, so they can be masked


def manifest(site: Site, urls: Urls, assets: Mapping[str, str]) -> str:
    """Return the manifest. `assets` is name → path below the root.

    The address bar stays visible: by the address people know that this is the site on their poster.
    """
    icons = [{"src": urls.root + assets["favicon.svg"], "type": "image/svg+xml", "sizes": "any", "purpose": "any"}]
    for name in ICONS:
        size = name.partition("-")[2].removesuffix(".png")
        icons += [
            {"src": urls.root + assets[name], "type": "image/png", "sizes": f"{size}x{size}", "purpose": purpose}
            for purpose in ("any", "maskable")
        ]
    fields = {
        "id": urls.root,
        "name": site.title,
        "short_name": site.city,
        "description": f"Чаты многоквартирных домов в MAX: {site.city}",
        "lang": "ru",
        "start_url": urls.root,
        "scope": urls.root,
        "display": "minimal-ui",
        "theme_color": "#14533f",
        "background_color": "#f8f6f0",
        "icons": icons,
    }
    return json.dumps(fields, ensure_ascii=False, indent=1) + "\n"
