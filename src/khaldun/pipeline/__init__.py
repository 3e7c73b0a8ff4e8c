"""Report to CodedReport; the only package that knows spaCy."""
