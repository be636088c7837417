"""Marks for the fields of what a page shows, so that pages of one shape need not be rendered one by one.

A *shown* value is put into the page as it is: a template asks at most whether there is one. A *shared* value is one
object for many pages, told apart as an object. Every other field is part of the shape (`generator/site/shapes.py`).
"""

from typing import Annotated, TypeVar

SHOWN = "shown"
SHARED = "shared"

Value = TypeVar("Value")

Shown = Annotated[Value, SHOWN]
Shared = Annotated[Value, SHARED]
