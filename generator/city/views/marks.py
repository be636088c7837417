"""Annotations of view fields, by which pages of one shape are rendered only once (`site/shapes.py`).

A *shown* value is printed as it is: templates may only print it or test it for empty. A *shared* value is one object
used by many pages, compared by identity. Every other field is part of the page's shape.
"""

from typing import Annotated, TypeVar

SHOWN = "shown"
SHARED = "shared"

Value = TypeVar("Value")

Shown = Annotated[Value, SHOWN]
Shared = Annotated[Value, SHARED]
