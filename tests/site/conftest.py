"""The sites that the tests of this folder look at."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from built_sites import city, demo, demo_below, site  # noqa: F401
