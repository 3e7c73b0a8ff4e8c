"""The tables of the store: one schema for SQLite and PostgreSQL.

`report` and `version` keep what was published, `coding` and `coded` what was made of it, as the whole record. `event`,
`term` and `posting` are made from the records that are in force and only serve to find them: they hold nothing that
is not in a record. Numbers of rows are given by the writer, not by the database: so the same reports in the same order
give the same rows, however often a run was broken off.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    func,
)

from khaldun.records.encoding import COUNTS

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _key() -> Column[int]:
    return Column("id", Integer, primary_key=True, autoincrement=False)


def _to(table: str, name: str | None = None, *, indexed: bool = False) -> Column[int]:
    return Column(name or table, Integer, ForeignKey(f"{table}.id"), nullable=False, index=indexed)


#: Counters that a writer and its readers share: `generation` goes up with every transaction that changes records.
meta = Table("meta", metadata, Column("name", String, primary_key=True), Column("value", String, nullable=False))

#: One call of `ingest`: what it was told to do, and what came of it; one that was broken off never finished.
run = Table(
    "run",
    metadata,
    _key(),
    Column("started_at", String, nullable=False),
    Column("finished_at", String),
    Column("coding", Integer, ForeignKey("coding.id"), nullable=False),
    Column("options", Text, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("events", Integer, nullable=False),
    Column("added", Integer, nullable=False),
    Column("changed", Integer, nullable=False),
    Column("recoded", Integer, nullable=False),
    Column("unchanged", Integer, nullable=False),
    Column("outdated", Integer, nullable=False),
    Column("refused", Integer, nullable=False),
    Column("flawed", Integer, nullable=False),
)

#: What made records: the version of Khaldun, the model (empty: the usual one), the codebooks.
coding = Table(
    "coding",
    metadata,
    _key(),
    Column("key", String, nullable=False, unique=True),
    Column("khaldun", String, nullable=False),
    Column("model", String, nullable=False),
    Column("codebook_hash", String, nullable=False),
    Column("codebooks", Text, nullable=False),
    Column("own", Text, nullable=False),
)

#: A report by its id; `version` is the newest. A report that was deleted stays as a tombstone.
report = Table(
    "report",
    metadata,
    _key(),
    Column("report_id", String, nullable=False, unique=True),
    Column("version", Integer, nullable=False),
    Column("deleted_at", String),
    Column("deleted_for", Text),
)

#: The text of a report as it came at one time. `exact` is set where a database cannot hold the text as it is.
version = Table(
    "version",
    metadata,
    _key(),
    _to("report"),
    Column("number", Integer, nullable=False),
    Column("digest", String, nullable=False),
    Column("title", Text),
    Column("text", Text),
    Column("published", String),
    Column("publisher", String),
    Column("url", Text),
    Column("language", String),
    Column("exact", LargeBinary),
    UniqueConstraint("report", "number"),
)

Index("ix_version_publisher", func.lower(version.c.publisher))

#: The record that one coding made of one version. `state`: force, staged (waits until a whole recoding is done), past.
coded = Table(
    "coded",
    metadata,
    _key(),
    _to("version"),
    _to("coding"),
    Column("state", String, nullable=False),
    Column("events", Integer, nullable=False),
    Column("record", LargeBinary, nullable=False),
    UniqueConstraint("version", "coding"),
)
Index(
    "ix_coded_state", coded.c.state, sqlite_where=coded.c.state == "staged", postgresql_where=coded.c.state == "staged"
)

#: An event of a record that is in force; `day` is the ordinal of its first day, 0 where it is unknown.
event = Table(
    "event",
    metadata,
    _key(),
    Column("event_id", String, nullable=False, index=True),
    _to("coded", indexed=True),
    _to("version", indexed=True),
    Column("position", Integer, nullable=False),
    Column("type", String, nullable=False),
    Column("mode", String),
    Column("contexts", String, nullable=False),
    Column("status", String, nullable=False),
    Column("quad", String, nullable=False),
    Column("cameo", String),
    Column("goldstein", Float),
    Column("score", Float),
    Column("factuality", Float),
    Column("confidence", Float),
    Column("date_from", String),
    Column("date_to", String),
    Column("date_precision", String),
    Column("day", Integer, nullable=False),
    Column("actors", Text, nullable=False),
    Column("actor_codes", Text, nullable=False),
    Column("recipients", Text, nullable=False),
    Column("recipient_codes", Text, nullable=False),
    Column("sources", Text, nullable=False),
    Column("place", String),
    Column("admin1", String),
    Column("country", String),
    Column("lat", Float),
    Column("lon", Float),
    Column("place_precision", String),
    Column("gazetteer_id", String),
    *(Column(f"{count}_{bound}", BigInteger) for count in COUNTS for bound in ("low", "high", "best")),
    Column("trigger", Text, nullable=False),
    Column("sentence", Text, nullable=False),
    Column("sentence_start", Integer, nullable=False),
    Column("rule", Text),
    Column("terms", LargeBinary, nullable=False),
)
Index("ix_event_day", event.c.day, event.c.id, event.c.date_to)
Index("ix_event_type_day", event.c.type, event.c.day, event.c.id, event.c.date_to)
for _count in COUNTS:
    _best = event.c[f"{_count}_best"]
    Index(f"ix_event_{_count}", _best, sqlite_where=_best.is_not(None), postgresql_where=_best.is_not(None))

#: A thing that events can be found by: the field of a query and the folded value.
term = Table(
    "term",
    metadata,
    _key(),
    Column("field", String, nullable=False),
    Column("value", String, nullable=False),
    UniqueConstraint("field", "value"),
)

#: Which events have a term; its `day` lets the newest be read first.
posting = Table(
    "posting",
    metadata,
    Column("term", Integer, primary_key=True, autoincrement=False),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("event", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

#: Who says it, as an event has it: one row a link of its chain, the outermost source first.
attribution = Table(
    "attribution",
    metadata,
    Column("event", Integer, ForeignKey("event.id"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("source", Text),
    Column("source_kind", String),
    Column("source_country", String),
    Column("source_sectors", String),
    Column("cue", Text),
    Column("kind", String),
    Column("stance", String),
    Column("via", Text),
    sqlite_with_rowid=False,
)

issue = Table(
    "issue",
    metadata,
    Column("coded", Integer, ForeignKey("coded.id"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("component", String, nullable=False),
    Column("message", Text, nullable=False),
    sqlite_with_rowid=False,
)

#: What a person decided on two events or two reports; nothing is ever taken away, the last word on a pair holds.
judgement = Table(
    "judgement",
    metadata,
    _key(),
    Column("first", String, nullable=False),
    Column("second", String, nullable=False),
    Column("decision", String, nullable=False),
    Column("by", String, nullable=False),
    Column("at", String, nullable=False),
    Column("reasons", Text, nullable=False),
    Index("ix_judgement_pair", "first", "second"),
)

#: Happenings as the linker made them of all events in force; replaced as a whole. `record` is the whole row.
incident = Table(
    "incident",
    metadata,
    _key(),
    Column("incident_id", String, nullable=False, unique=True),
    Column("type", String),
    Column("date_from", String),
    Column("date_to", String),
    Column("place", String),
    Column("country", String),
    Column("lat", Float),
    Column("lon", Float),
    *(Column(f"{count}_{bound}", BigInteger) for count in COUNTS for bound in ("low", "high", "best")),
    Column("events", Integer, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("voices", Integer),
    Column("earliest", String),
    Column("conflicts", Text, nullable=False),
    Column("record", LargeBinary, nullable=False),
)

#: Which incident an event belongs to.
member = Table(
    "member",
    metadata,
    Column("event", Integer, ForeignKey("event.id"), primary_key=True, autoincrement=False),
    _to("incident", indexed=True),
)
