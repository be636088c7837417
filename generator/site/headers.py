"""HTTP headers of the site: the content security policy and cache times.

Each page repeats the policy, for hosts that send no headers.
"""

from markupsafe import Markup

from generator.city import Urls, is_unlisted
from generator.site.server_files import nginx_variable

POLICY = Markup(
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; "
    "worker-src 'self'; base-uri 'none'; form-action 'none'"
)
_UNUSED = "accelerometer autoplay camera display-capture geolocation gyroscope magnetometer microphone midi payment usb"
_ALWAYS = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",  # can't be set in the page itself
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in _UNUSED.split()),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_YEAR = 31_536_000
_FOR_EVER = f"public, max-age={_YEAR}, immutable"  # an asset's name contains its hash
_TYPES = {  # what each kind of file of the site is; texts are UTF-8
    ".atom": "application/atom+xml; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
}
_COMPRESSED = (
    "text/css text/csv text/javascript text/plain text/xml application/javascript application/json "
    "application/manifest+json application/xml image/svg+xml"
)


def headers_file(urls: Urls, *, region: bool = False) -> str:
    """Return `_headers` for Netlify and Cloudflare Pages; of a `region`, for the cities below its portal too.

    These hosts make browsers revalidate everything else, and merge several rules for one header.
    """
    rules = {f"{urls.root}*": _ALWAYS}
    for root in (urls.root, f"{urls.root}:city/") if region else (urls.root,):
        rules |= {
            f"{root}assets/*": {"Cache-Control": _FOR_EVER},
            f"{root}D/*": {"Cache-Control": "no-store"},  # unlisted pages; a star is allowed at the end only
            f"{root}data/*": {"Access-Control-Allow-Origin": "*"},
        }
    return "".join(
        f"{path}\n" + "".join(f"  {name}: {value}\n" for name, value in headers.items())
        for path, headers in rules.items()
    )


def headers_of(path: str) -> dict[str, str]:
    """Return type and cache time of a file of the site: all that an object storage can be told of it."""
    kind = _TYPES.get(f".{path.rpartition('.')[2]}", "application/octet-stream")
    if path.startswith("assets/"):
        return {"Content-Type": kind, "Cache-Control": _FOR_EVER}
    return {"Content-Type": kind, "Cache-Control": "no-store" if is_unlisted(path) else "no-cache"}


def nginx_server(urls: Urls, *, region: bool = False) -> str:
    """Return the part of an nginx `server` block besides names, certificates and folder.

    It needs `redirects.nginx.conf` included in the `http` block. That of a `region` serves the portal and the cities
    below it, each with its own page 404; old addresses lead on by their pages, so it needs no other file. Headers in a
    `location` would replace those of the `server`, so values that differ by path are variables.
    """
    root, target = urls.root, nginx_variable(urls)
    below = f"{root}(?:[a-z0-9-]+/)?" if region else root
    city = (
        'set $domchat_city "";',
        f'if ($uri ~ "^{root}([a-z0-9-]+)/") {{ set $domchat_city "$1/"; }}',
        f"location @domchat_lost {{ try_files {root}${{domchat_city}}404.html {root}404.html =404; }}",
        "",
    )
    lost = f"{root}${{domchat_city}}404.html" if region else f"{root}404.html"
    always = {**_ALWAYS, "Strict-Transport-Security": f"max-age={_YEAR}"}
    return "\n".join(
        (
            "# Made by domchat build. In the server:  include /path/to/server.nginx.conf;",
            "index index.html;",
            f"error_page 403 404 =404 {'@domchat_lost' if region else f'{root}404.html'};",
            "absolute_redirect off;",
            "server_tokens off;",
            "",
            *(city if region else ()),
            *(f'add_header {name} "{value}" always;' for name, value in always.items()),
            "",
            "# Browsers ask again for everything but what carries its hash in its name; unlisted pages are never kept.",
            'set $domchat_cache "no-cache";',
            f'if ($uri ~ "^{below}assets/") {{ set $domchat_cache "{_FOR_EVER}"; }}',
            f'if ($uri ~ "^{below}D/[^/]*-") {{ set $domchat_cache "no-store"; }}',
            "add_header Cache-Control $domchat_cache always;",
            'set $domchat_origin "";',
            f'if ($uri ~ "^{below}data/") {{ set $domchat_origin "*"; }}',
            "add_header Access-Control-Allow-Origin $domchat_origin always;",
            "",
            "# The address of an unlisted page is a secret: no log has it, however it was typed.",
            f'location ~* "^{below}D/[^/]*-" {{',
            "    access_log off;",
            "    log_not_found off;",
            "    error_page 403 404 =404 @domchat_unlisted;",
            "}",
            f"location @domchat_unlisted {{ access_log off; try_files {lost} =404; }}",
            "",
            *(() if region else (f"if ({target}) {{ return 301 {target}; }}", "")),
            "# Files that `domchat build --compress` wrote; the rest is compressed as it goes.",
            "gzip_static on;",
            "gzip on;",
            "gzip_vary on;",
            f"gzip_types {_COMPRESSED};",
            "# With the module ngx_brotli write  brotli_static on;  beside the line that includes this file.",
            "",
            "charset utf-8;",
            f"charset_types {_COMPRESSED};",
            f'location ~ "^{below}data/.*[.]csv$" {{ types {{ }} default_type text/csv; }}',
            f'location ~ "^{below}manifest[.]webmanifest$" {{ types {{ }} default_type application/manifest+json; }}',
            "",
        )
    )
