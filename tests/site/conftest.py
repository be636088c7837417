"""The sites that the tests of this folder look at."""

from tests.built_sites import city, demo, demo_below, site  # noqa: F401
