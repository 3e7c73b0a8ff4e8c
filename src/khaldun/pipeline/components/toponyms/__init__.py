"""Finds toponyms: names, adjectives of places, and places inside names of organisations, into the layer `toponyms`."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from khaldun.codebooks.gazetteer import open_gazetteer
from khaldun.codebooks.toponyms import load_toponyms
from khaldun.pipeline import extensions
from khaldun.pipeline.components.toponyms.finding import Found, find_toponyms
from khaldun.pipeline.components.toponyms.listing import Listing


@Language.factory(
    "khaldun_toponyms",
    assigns=["doc._.toponyms"],
    requires=["doc.ents", "token.tag"],
    default_config={"overlays": []},
)
def make_toponyms(nlp: Language, name: str, overlays: list[str]) -> Callable[[Doc], Doc]:
    """The component; its codebook takes no overlays."""
    return ToponymFinder()


class ToponymFinder:
    """Writes what `find_toponyms` finds onto the Doc."""

    def __init__(self) -> None:
        self._codebook = load_toponyms()
        self._listing = Listing(open_gazetteer(), self._codebook.sizes)

    def __call__(self, doc: Doc) -> Doc:
        """The Doc with its toponyms on it; the dateline learns which of them is its own."""
        lines = extensions.spans_of(doc, "dateline")
        for found in find_toponyms(doc, codebook=self._codebook, listing=self._listing):
            line = next((span for span in lines if span.start <= found.start < span.end), None)
            values = extensions.ToponymValues(
                name=doc[found.start : found.end].text, form=found.form, dateline=line is not None
            )
            toponym = extensions.add(doc, "toponyms", found.start, found.end, values=values)
            if line is not None and found.form == "name":
                of_line = extensions.values_of(doc, "dateline")[line.id_]
                of_line["toponym"] = of_line["toponym"] or toponym
        return doc


__all__ = ["Found", "ToponymFinder", "make_toponyms"]
