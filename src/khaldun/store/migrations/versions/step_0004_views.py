"""Views that make a store pleasant in other tools: events, reports, incidents, attributions, issues by name."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"

_COUNTS = ", ".join(
    f"{name}_{bound}"
    for name in ("deaths", "injuries", "detained", "displaced", "participants")
    for bound in ("low", "high", "best")
)
_VIEWS = {
    "reports": """
        SELECT r.report_id, v.number AS version, v.published, v.publisher, v.title, v.url, v.language, v.text,
          c.events, k.khaldun, k.model, k.codebook_hash
        FROM report r
        JOIN version v ON v.report = r.id AND v.number = r.version
        LEFT JOIN coded c ON c.version = v.id AND c.state = 'force'
        LEFT JOIN coding k ON k.id = c.coding
        WHERE r.deleted_at IS NULL""",
    "events": f"""
        SELECT e.event_id, e.type, e.mode, e.contexts, e.status, e.quad, e.cameo, e.goldstein, e.factuality,
          e.confidence, e.date_from, e.date_to, e.date_precision, e.actors, e.actor_codes, e.recipients,
          e.recipient_codes, e.sources, e.place, e.admin1, e.country, e.lat, e.lon, e.place_precision, e.gazetteer_id,
          {", ".join(f"e.{name}" for name in _COUNTS.split(", "))}, e."trigger", e.sentence, e.rule,
          r.report_id, v.published, v.publisher, v.title, v.url, i.incident_id
        FROM event e
        JOIN version v ON v.id = e.version
        JOIN report r ON r.id = v.report
        LEFT JOIN member m ON m.event = e.id
        LEFT JOIN incident i ON i.id = m.incident""",
    "incidents": f"""
        SELECT incident_id, type, date_from, date_to, place, country, lat, lon, {_COUNTS},
          events, reports, voices, earliest, conflicts
        FROM incident""",
    "attributions": """
        SELECT e.event_id, a.position, a.source, a.source_kind, a.source_country, a.source_sectors, a.cue, a.kind,
          a.stance, a.via
        FROM attribution a
        JOIN event e ON e.id = a.event""",
    "issues": """
        SELECT r.report_id, i.position, i.component, i.message
        FROM issue i
        JOIN coded c ON c.id = i.coded
        JOIN version v ON v.id = c.version
        JOIN report r ON r.id = v.report""",
}


def upgrade() -> None:
    """Makes the views."""
    for name, query in _VIEWS.items():
        op.execute(f"CREATE VIEW {name} AS {query}")


def downgrade() -> None:
    """Takes them away."""
    for name in reversed(_VIEWS):
        op.execute(f"DROP VIEW {name}")
