"""The training scripts stand beside the package, not in it."""

from __future__ import annotations

import sys
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parents[2] / "training"
sys.path.append(str(SCRIPTS))
