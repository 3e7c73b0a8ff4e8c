"""Reports with their versions, codings, records, runs; and the index of the words of reports."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
meta = sa.Table(
    "meta", metadata, sa.Column("name", sa.String, primary_key=True), sa.Column("value", sa.String, nullable=False)
)
coding = sa.Table(
    "coding",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("key", sa.String, nullable=False, unique=True),
    sa.Column("khaldun", sa.String, nullable=False),
    sa.Column("model", sa.String, nullable=False),
    sa.Column("codebook_hash", sa.String, nullable=False),
    sa.Column("codebooks", sa.Text, nullable=False),
    sa.Column("own", sa.Text, nullable=False),
)
run = sa.Table(
    "run",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("started_at", sa.String, nullable=False),
    sa.Column("finished_at", sa.String),
    sa.Column("coding", sa.Integer, sa.ForeignKey("coding.id"), nullable=False),
    sa.Column("options", sa.Text, nullable=False),
    sa.Column("reports", sa.Integer, nullable=False),
    sa.Column("events", sa.Integer, nullable=False),
    sa.Column("added", sa.Integer, nullable=False),
    sa.Column("changed", sa.Integer, nullable=False),
    sa.Column("recoded", sa.Integer, nullable=False),
    sa.Column("unchanged", sa.Integer, nullable=False),
    sa.Column("outdated", sa.Integer, nullable=False),
    sa.Column("refused", sa.Integer, nullable=False),
    sa.Column("flawed", sa.Integer, nullable=False),
)
report = sa.Table(
    "report",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("report_id", sa.String, nullable=False, unique=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("deleted_at", sa.String),
    sa.Column("deleted_for", sa.Text),
)
version = sa.Table(
    "version",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("report", sa.Integer, sa.ForeignKey("report.id"), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("digest", sa.String, nullable=False),
    sa.Column("title", sa.Text),
    sa.Column("text", sa.Text),
    sa.Column("published", sa.String),
    sa.Column("publisher", sa.String),
    sa.Column("url", sa.Text),
    sa.Column("language", sa.String),
    sa.Column("exact", sa.LargeBinary),
    sa.UniqueConstraint("report", "number"),
)
coded = sa.Table(
    "coded",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("version", sa.Integer, sa.ForeignKey("version.id"), nullable=False),
    sa.Column("coding", sa.Integer, sa.ForeignKey("coding.id"), nullable=False),
    sa.Column("state", sa.String, nullable=False),
    sa.Column("events", sa.Integer, nullable=False),
    sa.Column("record", sa.LargeBinary, nullable=False),
    sa.UniqueConstraint("version", "coding"),
)
sa.Index(
    "ix_coded_state", coded.c.state, sqlite_where=coded.c.state == "staged", postgresql_where=coded.c.state == "staged"
)

#: The index is fed by the table itself, so that it cannot lag behind, whoever writes.
_SQLITE_WORDS = (
    """CREATE VIRTUAL TABLE report_words USING fts5(
         title, text, content='version', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER version_words_added AFTER INSERT ON version BEGIN
         INSERT INTO report_words (rowid, title, text) VALUES (new.id, new.title, new.text);
       END""",
    """CREATE TRIGGER version_words_removed AFTER DELETE ON version BEGIN
         INSERT INTO report_words (report_words, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);
       END""",
    """CREATE TRIGGER version_words_altered AFTER UPDATE OF title, text ON version BEGIN
         INSERT INTO report_words (report_words, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);
         INSERT INTO report_words (rowid, title, text) VALUES (new.id, new.title, new.text);
       END""",
)
#: PostgreSQL takes no more than a megabyte of words; 250,000 characters never have that much.
_POSTGRESQL_WORDS = (
    """ALTER TABLE version ADD COLUMN words tsvector GENERATED ALWAYS AS (
         to_tsvector('english', coalesce(title, '') || ' ' || left(coalesce(text, ''), 250000))) STORED""",
    "CREATE INDEX ix_version_words ON version USING gin (words)",
)


def upgrade() -> None:
    """Makes all of it."""
    metadata.create_all(op.get_bind())
    for statement in _SQLITE_WORDS if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL_WORDS:
        op.execute(statement)


def downgrade() -> None:
    """Takes it all away."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE report_words")
    metadata.drop_all(op.get_bind())
