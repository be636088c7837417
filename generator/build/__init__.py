"""A build: read the data, plan the files, publish them."""

from generator.build.pipeline import Options, build, check, check_everything

__all__ = [
    "Options",
    "build",
    "check",
    "check_everything",
]
