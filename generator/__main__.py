"""`python -m generator`: the same as the command `domchat`."""

from generator.cli import run

run()
