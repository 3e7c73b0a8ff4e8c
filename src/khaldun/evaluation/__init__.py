"""Coded reports against gold: which figures are read, which floors hold, and the table of them all."""

from khaldun.evaluation.floors import Floors, read_floors, write_floors
from khaldun.evaluation.gold_tasks import GoldTask, load_tasks
from khaldun.evaluation.table import Row, rows_of

__all__ = ["Floors", "GoldTask", "Row", "load_tasks", "read_floors", "rows_of", "write_floors"]
