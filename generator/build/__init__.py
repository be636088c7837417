"""A build: read the data, plan the files, publish them."""

from generator.build.pipeline import Options, Profile, build, check, check_everything

__all__ = [
    "Options",
    "Profile",
    "build",
    "check",
    "check_everything",
]
