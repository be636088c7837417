"""Annotations of view fields, by which pages of one shape are rendered only once (`site/shapes.py`).

A *shown* value is put into the page as it is: a template asks at most whether there is one. A *shared* value is one
object for many pages, told apart as an object. Every other field is part of the shape (`generator/site/shapes.py`).
"""

from typing import Annotated, TypeVar

SHOWN = "shown"
SHARED = "shared"

Value = TypeVar("Value")

Shown = Annotated[Value, SHOWN]
Shared = Annotated[Value, SHARED]
