"""Load extractions into a store, take documents out again, read the graph back."""

from graphkit.loader.checkpoint import Checkpoint
from graphkit.loader.documents import BATCH_SIZE, load, retract
from graphkit.loader.export import export
from graphkit.loader.report import LoadReport, Rejection

__all__ = ["BATCH_SIZE", "Checkpoint", "LoadReport", "Rejection", "export", "load", "retract"]
