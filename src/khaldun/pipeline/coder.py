"""Coder: reports in, coded reports out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from khaldun.codebooks.casing import load_casing
from khaldun.codebooks.catalogue import labels, verify
from khaldun.codebooks.fingerprints import fingerprint_of
from khaldun.errors import ConfigError
from khaldun.pipeline import extensions as ext
from khaldun.pipeline.build import DEFAULT_MODEL, build, first_names, our_components
from khaldun.pipeline.casing import restore_case
from khaldun.pipeline.harvest import Makers, harvest
from khaldun.pipeline.products import one_thread
from khaldun.records import CodedReport, Issue, Report
from khaldun.records.calendar import parse_day
from khaldun.records.text import encodable

ENGLISH = ("en", "eng", "english")


class Coder:
    """Codes reports with one spaCy pipeline; one Coder serves one process.

    `model` is an installed spaCy pipeline, `codebooks` are paths of a user's own codebook files; without `reader` the
    rules code alone. Raises ConfigError when the model is not installed and CodebookError when a codebook does not
    hold or the reader's weights are missing or damaged.
    """

    def __init__(self, *, model: str = DEFAULT_MODEL, codebooks: Sequence[Path] = (), reader: bool = True) -> None:
        verify(tuple(codebooks))
        self.nlp: Language = build(model, codebooks=codebooks, reader=reader)
        self.model = model
        self.codebooks: tuple[str, ...] = labels(tuple(codebooks))
        self._first, self._ours = first_names(), our_components(self.nlp)
        self._pipes = {name: self.nlp.get_pipe(name) for name in (*self._first, *self._ours)}
        self._casing = load_casing(tuple(codebooks))
        self.makers, self._overlays = Makers(codebooks), tuple(codebooks)

    def code(self, report: Report) -> CodedReport:
        """One report."""
        return self.code_batch([report])[0]

    def code_batch(self, reports: Sequence[Report]) -> list[CodedReport]:
        """Reports in their order, each coded; what goes wrong in one becomes an issue on it and touches no other."""
        readable = [report for report in reports if self._refusal(report) is None]
        docs = iter(self._parse(readable))
        coded = [self._refused(report) or self._finish(report, next(docs)) for report in reports]
        return [self._with_fingerprint(one) for one in coded]

    def annotate(self, report: Report) -> Doc:
        """The annotated Doc of one report, for those who want to look at it.

        Raises ConfigError when spaCy cannot parse it.
        """
        doc = self._parse([report])[0]
        if isinstance(doc, Issue):
            raise ConfigError(f"{report.id}: {doc.message}")
        self._run_components(report, doc)
        return doc

    def _refusal(self, report: Report) -> Issue | None:
        """Why a report is not coded at all."""
        if len(report.text) > self.nlp.max_length:
            limit = f"{self.nlp.max_length:,} characters"
            return Issue(component="coder", message=f"text of {len(report.text):,} characters is over {limit}")
        if report.language and report.language.lower().split("-")[0].split("_")[0] not in ENGLISH:
            return Issue(component="coder", message=f"language {report.language!r} is not coded: English only")
        return None

    def _refused(self, report: Report) -> CodedReport | None:
        refusal = self._refusal(report)
        if refusal is None:
            return None
        return self._uncoded(report, refusal)

    def _uncoded(self, report: Report, issue: Issue) -> CodedReport:
        issues = (*_reader_issues(report), issue)
        return CodedReport(report=report, language=report.language, issues=issues, codebooks=self.codebooks)

    def _parse(self, reports: Sequence[Report]) -> list[Doc | Issue]:
        """spaCy's own parts, one text at a time, so that no text's products depend on those beside it."""
        with self.nlp.select_pipes(disable=[*self._first, *self._ours]), one_thread():
            return [self._parse_one(report) for report in reports]

    def _parse_one(self, report: Report) -> Doc | Issue:
        try:
            return self.nlp(self._open(report))
        except Exception as error:  # the batch edge
            return _issue_of("parser", error)

    def _open(self, report: Report) -> Doc:
        """A report's tokens, with what is known of it and what stands before the parser."""
        doc = self.nlp.make_doc(restore_case(encodable(report.text), self._casing))
        ext.values_of(doc, "report").update(
            id=report.id,
            title=report.title,
            published=report.published,
            publisher=report.publisher,
            language=report.language,
        )
        self._run(self._first, doc)
        return doc

    def _finish(self, report: Report, doc: Doc | Issue) -> CodedReport:
        if isinstance(doc, Issue):
            return self._uncoded(report, doc)
        self._run_components(report, doc)
        try:
            coded = harvest(doc, report, self.codebooks, self.makers)
        except Exception as error:  # the batch edge: one bad report never stops a run
            return self._uncoded(report, _issue_of("harvest", error))
        return coded

    def _with_fingerprint(self, coded: CodedReport) -> CodedReport:
        """The coded report with what the linker needs of its text, whether it could be coded or not."""
        report = coded.report
        return replace(coded, fingerprint=fingerprint_of(report.text, report.title, self._overlays))

    def _run_components(self, report: Report, doc: Doc) -> None:
        remarks = [{"component": issue.component, "message": issue.message} for issue in _report_issues(report)]
        ext.list_of(doc, "remarks")[:0] = remarks
        self._run(self._ours, doc)

    def _run(self, names: Sequence[str], doc: Doc) -> None:
        for name in names:
            try:
                self._pipes[name](doc)
            except Exception as error:  # the batch edge: what one component cannot do, the others still do
                issue = _issue_of(name, error)
                ext.remark(doc, issue.component, issue.message)


def _reader_issues(report: Report) -> list[Issue]:
    return [Issue(component="reader", message=problem) for problem in report.problems]


def _report_issues(report: Report) -> list[Issue]:
    """What its reader met, and a day of publication from which nothing can be counted."""
    if not report.published or parse_day(report.published) is not None:
        return _reader_issues(report)
    problem = f"the day of publication {report.published[:40]!r} is no ISO date: nothing is counted from it"
    return [*_reader_issues(report), Issue(component="coder", message=problem)]


def _issue_of(component: str, error: Exception) -> Issue:
    return Issue(component=component, message=f"{type(error).__name__}: {error}")
