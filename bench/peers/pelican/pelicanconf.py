"""Pelican with segno: a custom generator reads the JSON; nothing else is generated."""

import sys
from os import environ
from pathlib import Path

_HERE = Path(__file__).resolve().parent
_PEERS = Path(environ.get("PEERS", str(_HERE.parent)))
sys.path[:0] = [str(_HERE), str(_PEERS)]

import pages  # noqa: E402

SITENAME = "Домовые чаты: Примерград"
SITEURL = ""
PATH = DATA = environ["PEER_DATA"]
PLUGINS = [pages]
THEME_STATIC_PATHS = []
THEME_TEMPLATES_OVERRIDES = [str(_PEERS / "templates")]
JINJA_ENVIRONMENT = {
    "trim_blocks": True,
    "lstrip_blocks": True,
    "autoescape": True,
    "auto_reload": False,
    "extensions": [],
}
ARTICLE_PATHS = []
PAGE_PATHS = []
STATIC_PATHS = []
DIRECT_TEMPLATES = []
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ARCHIVES_SAVE_AS = AUTHORS_SAVE_AS = ""
CATEGORIES_SAVE_AS = TAGS_SAVE_AS = ""
LOAD_CONTENT_CACHE = False
CODES = not environ.get("NO_CODES")
