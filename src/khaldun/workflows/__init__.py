"""Joins readers, coder, exporters and rendering into what a command does."""
