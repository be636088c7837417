"""`python -m generator`: the same as the command `domchat`."""

import sys

from generator.cli import main

sys.exit(main())
