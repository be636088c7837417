"""Nothing but the path of the strategies, which the property tests share."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
