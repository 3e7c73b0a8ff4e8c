"""Tables of the Python interface: public names, the coder's methods, errors."""

from __future__ import annotations

import inspect

import khaldun
from khaldun import errors, readers
from khaldun.pipeline.coder import Coder
from khaldun_docs.markdown import code, first_sentence, table


def public_names() -> str:
    """What `import khaldun` offers."""
    rows = [(code(_signature(name)), first_sentence(getattr(khaldun, name).__doc__)) for name in khaldun.__all__]
    return table(("name", "what it is"), rows)


def coder_members() -> str:
    """Methods of `Coder`."""
    rows = [
        (code(f"coder.{name}{_plain(member)}"), first_sentence(member.__doc__))
        for name, member in inspect.getmembers(Coder, inspect.isfunction)
        if not name.startswith("_")
    ]
    return table(("call", "what it gives"), rows)


def error_tree() -> str:
    """The exceptions."""
    found = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if kind.__module__ == errors.__name__]
    rows = [(code(kind.__name__), code(kind.__mro__[1].__name__), first_sentence(kind.__doc__)) for kind in found]
    return table(("exception", "is a", "what it says"), rows)


def reading_names() -> str:
    """What `khaldun.readers` offers."""
    rows = [(code(name), first_sentence(inspect.getdoc(getattr(readers, name)))) for name in readers.__all__]
    return table(("name", "what it is"), rows)


def _signature(name: str) -> str:
    made = getattr(khaldun, name)
    return f"{name}{_plain(made)}" if inspect.isfunction(made) else name


def _plain(made: object) -> str:
    """Parameters with their defaults, without types."""
    if not callable(made):
        return ""
    signature = inspect.signature(made)
    kept = [
        parameter.replace(annotation=inspect.Parameter.empty)
        for name, parameter in signature.parameters.items()
        if name != "self"
    ]
    return str(signature.replace(parameters=kept, return_annotation=inspect.Signature.empty))
