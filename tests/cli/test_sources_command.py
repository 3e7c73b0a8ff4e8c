"""`khaldun sources`, as a user types it."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner, Result

from khaldun.cli.app import app

REPORT = (
    "LIMA, May 7 (Andes News) - Peruvian police arrested six businessmen in Lima on Thursday, prosecutors said.\n\n"
    'The police said they had arrested six men. "They shot at us," the police said.\n'
)


def khaldun(*arguments: str) -> Result:
    done = CliRunner().invoke(app, list(arguments), env={"COLUMNS": "160", "NO_COLOR": "1"})
    assert done.exit_code == 0, f"{done.exit_code}: {done.output} {done.exception}"
    return done


def test_a_table_of_reports_and_a_file_of_their_records(tmp_path: Path) -> None:
    report, records, listed = (tmp_path / name for name in ("report.txt", "coded.jsonl", "sources.jsonl"))
    report.write_text(REPORT)
    shown = khaldun("sources", str(report), "--published", "2026-05-07").stdout
    assert "prosecutors" in shown
    assert "COERCE" in shown
    assert "1 more source" in khaldun("sources", str(report), "--top", "1").stdout
    khaldun("annotate", str(report), "--published", "2026-05-07", "-o", str(records))
    khaldun("sources", str(records), "-o", str(listed))
    lines = [json.loads(line) for line in listed.read_text().splitlines()]
    assert {line["source"]: line["side"] for line in lines}.get("Peruvian police") == "state"
    assert sum(line["self_reported"] for line in lines) >= 1
