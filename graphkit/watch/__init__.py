"""Folders and feeds that are looked at again and again: what is new goes into the graph, once."""

from graphkit.watch.watcher import Watcher
from graphkit.watch.work import Learned, Stopped

__all__ = ["Learned", "Stopped", "Watcher"]
