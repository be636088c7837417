"""HTTP headers of the site: the content security policy and cache times.

Each page repeats the policy, for hosts that send no headers.
"""

from markupsafe import Markup

from generator.city import Urls
from generator.site.server_files import nginx_variable

POLICY = Markup(
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; "
    "worker-src 'self'; base-uri 'none'; form-action 'none'"
)
_UNUSED = "accelerometer autoplay camera display-capture geolocation gyroscope magnetometer microphone midi payment usb"
_ALWAYS = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",  # can't be set in the page itself
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in _UNUSED.split()),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_YEAR = 31_536_000
_FOR_EVER = f"public, max-age={_YEAR}, immutable"  # an asset's name contains its hash
_COMPRESSED = (
    "text/css text/csv text/javascript text/plain text/xml application/javascript application/json "
    "application/manifest+json application/xml image/svg+xml"
)


def headers_file(urls: Urls) -> str:
    """Return `_headers` for Netlify and Cloudflare Pages.

    These hosts make browsers revalidate everything else, and merge several rules for one header.
    """
    rules = {
        f"{urls.root}*": _ALWAYS,
        f"{urls.root}assets/*": {"Cache-Control": _FOR_EVER},
        f"{urls.root}data/*": {"Access-Control-Allow-Origin": "*"},
    }
    return "".join(
        f"{path}\n" + "".join(f"  {name}: {value}\n" for name, value in headers.items())
        for path, headers in rules.items()
    )


def nginx_server(urls: Urls) -> str:
    """Return the part of an nginx `server` block besides names, certificates and folder.

    It needs `redirects.nginx.conf` included in the `http` block. Headers in a `location` would replace those of the
    `server`, so values that differ by path are variables.
    """
    root, target = urls.root, nginx_variable(urls)
    always = {**_ALWAYS, "Strict-Transport-Security": f"max-age={_YEAR}"}
    return "\n".join(
        (
            "# Made by domchat build. In the server:  include /path/to/server.nginx.conf;",
            "index index.html;",
            f"error_page 403 404 =404 {root}404.html;",
            "absolute_redirect off;",
            "server_tokens off;",
            "",
            *(f'add_header {name} "{value}" always;' for name, value in always.items()),
            "",
            "# Browsers ask again for everything but what carries its hash in its name; unlisted pages are never kept.",
            'set $domchat_cache "no-cache";',
            f'if ($uri ~ "^{root}assets/") {{ set $domchat_cache "{_FOR_EVER}"; }}',
            f'if ($uri ~ "^{root}D/[^/]*-") {{ set $domchat_cache "no-store"; }}',
            "add_header Cache-Control $domchat_cache always;",
            'set $domchat_origin "";',
            f'if ($uri ~ "^{root}data/") {{ set $domchat_origin "*"; }}',
            "add_header Access-Control-Allow-Origin $domchat_origin always;",
            "",
            f"if ({target}) {{ return 301 {target}; }}",
            "",
            "# Files that `domchat build --compress` wrote; the rest is compressed as it goes.",
            "gzip_static on;",
            "gzip on;",
            "gzip_vary on;",
            f"gzip_types {_COMPRESSED};",
            "# With the module ngx_brotli write  brotli_static on;  beside the line that includes this file.",
            "",
            "charset utf-8;",
            f"charset_types {_COMPRESSED};",
            f"location ~ ^{root}data/.*[.]csv$ {{ types {{ }} default_type text/csv; }}",
            f"location = {root}manifest.webmanifest {{ types {{ }} default_type application/manifest+json; }}",
            "",
        )
    )
