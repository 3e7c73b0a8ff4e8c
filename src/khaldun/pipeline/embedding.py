"""One spaCy component for those who have a pipeline of their own: `nlp.add_pipe("khaldun")`."""

from __future__ import annotations

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from khaldun.codebooks.catalogue import labels, verify
from khaldun.pipeline import extensions as ext
from khaldun.pipeline.build import DEFAULT_CONFIG, component_names, overlay_config, register_components
from khaldun.pipeline.harvest import Makers, harvest
from khaldun.records import Report, content_id, to_dict

NAME = "khaldun"
if not Doc.has_extension(NAME):
    Doc.set_extension(NAME, default=None)


@Language.factory(
    NAME,
    requires=["token.dep", "token.lemma", "token.tag", "doc.ents"],
    assigns=["doc._.khaldun"],
    default_config={"codebooks": [], "reader": True},
    retokenizes=False,
)
def create(nlp: Language, name: str, codebooks: list[str], reader: bool) -> CodingComponent:
    """The component; put it behind a parser, a tagger, a lemmatizer and an entity recogniser.

    `codebooks` are paths of a user's own codebook files; without `reader` the rules code alone. Raises CodebookError
    for a faulty codebook, and for missing or damaged weights of the reader.
    """
    return CodingComponent(nlp, codebooks, reader=reader)


class CodingComponent:
    """Codes each Doc and leaves the record of `schema.md` in `doc._.khaldun`, as a plain dictionary.

    Set `doc._.report["published"]` (an ISO date) before, where relative dates are to be resolved.
    """

    def __init__(self, nlp: Language, codebooks: list[str], *, reader: bool = True) -> None:
        register_components()
        overlays = tuple(Path(path) for path in codebooks)
        verify(overlays)
        self._labels, self._makers = labels(overlays), Makers(overlays)
        names = ["khaldun_dateline", *component_names(DEFAULT_CONFIG, reader=reader)]
        self._components = [nlp.create_pipe(name, config=overlay_config(nlp, name, codebooks)) for name in names]

    def __call__(self, doc: Doc) -> Doc:
        """Runs all components of ours and harvests the record."""
        values = ext.values_of(doc, "report")
        values.setdefault("id", content_id("text", doc.text))
        for key in ("title", "published", "publisher", "language"):
            values.setdefault(key, None)
        for component in self._components:
            component(doc)
        report = Report(text=doc.text, **values)
        doc._.khaldun = to_dict(harvest(doc, report, self._labels, self._makers))
        return doc
