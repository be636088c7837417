"""The web app manifest: what a telephone is told when the site is put on its home screen."""

import json

from generator.city import Site, Urls

MANIFEST = "manifest.webmanifest"
ICONS = ("icon-192.png", "icon-512.png")  # below site_src/assets; the ground reaches their edges, so a mask may cut it


def manifest(site: Site, urls: Urls, assets: dict[str, str]) -> str:
    """Return the manifest. `assets` is name → path below the root.

    The address stays in sight: it is how people know that this is the site of their poster.
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
