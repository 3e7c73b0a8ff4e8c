"""Annotation steps: each module one spaCy component that adds to the Doc and knows no other component."""
