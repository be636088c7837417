"""The bot's token: a secret that is sent in one header and must appear nowhere else."""

import re

# What a header may contain: anything else would be quoted in an exception. No quotes or backslashes, so that the token
# looks the same in JSON.
_FORM = re.compile(r"[A-Za-z0-9._~+/=:-]{16,512}")
_HIDDEN = "•••"


class Token:
    """A token that can't be printed: its text is a few dots, also in tracebacks and in the repr of its owner."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        if not is_token(text):
            raise ValueError("not a token")  # without it
        self._text = text

    @property
    def header(self) -> dict[str, str]:
        """Return the header of a request."""
        return {"Authorization": self._text}

    def hide(self, text: str) -> str:
        """Return a text of the server without the token."""
        return re.sub(re.escape(self._text), _HIDDEN, text, flags=re.IGNORECASE)  # a host's name comes in small letters

    def __repr__(self) -> str:
        return _HIDDEN

    def __reduce__(self) -> str:
        raise TypeError("a token is not stored")


def is_token(text: str) -> bool:
    """Return True if a text can be a token: Latin letters, digits and a few signs."""
    return bool(_FORM.fullmatch(text))


def variable_of(company: str) -> str:
    """Return the name of the environment variable with one company's token."""
    return f"DOMCHAT_BOT_TOKEN_{company.upper().replace('-', '_')}"
