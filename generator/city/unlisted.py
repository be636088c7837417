"""The secret part of an unlisted page's address; only the printed poster shows it.

It is printed, so it must never change: 10 characters of Crockford's base32 of HMAC-SHA256(key, id and `poster_key`).
"""

import hashlib
import hmac

from generator.city.model import Building
from generator.text import ALPHABET

_CHARACTERS = 10
_BITS = 5


def secret(key: str, building_id: str, poster_key: int) -> str:
    """Return the secret of one building: 50 bits that can't be guessed without the key."""
    message = f"{building_id}:{poster_key}".encode()
    number = int.from_bytes(hmac.digest(key.encode(), message, hashlib.sha256), "big")
    shift = 256 - _BITS
    return "".join(ALPHABET[(number >> (shift - _BITS * index)) & 31] for index in range(_CHARACTERS))


def unlisted_path(building: Building, key: str) -> str:
    """Return the path of the building's unlisted page below the root: `D/7K3QX-…`."""
    # A building's chats share one page; re-issuing the link of any of them changes its address.
    poster_key = max((chat.poster_key for chat in building.chats), default=1)
    return f"D/{building.id}-{secret(key, building.id, poster_key)}"


def is_unlisted(file: str) -> bool:
    """Return True for the path of a file of an unlisted page, below the root: `D/7K3QX-…/index.html`."""
    section, _, rest = file.partition("/")
    return section == "D" and "-" in rest.partition("/")[0]
