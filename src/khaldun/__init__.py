"""Khaldun: news reports in, auditable event data out."""
