"""`tmf623 calendar import`."""

import json
from pathlib import Path

from typer.testing import CliRunner

from tmf623.cli import cli


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(cli, ["calendar", "import", *map(str, arguments)])
    return result.exit_code, result.output


def test_holidays_become_a_calendar(tmp_path: Path) -> None:
    file = tmp_path / "holidays.ics"
    event = "BEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20201225\r\nDTEND;VALUE=DATE:20201227\r\nRRULE:FREQ=YEARLY\r\n"
    file.write_text(
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{event}END:VEVENT\r\nEND:VCALENDAR\r\n", encoding="utf-8"
    )
    years = ("--from", 2025, "--to", 2026)
    code, told = run(file, *years, "--time-zone", "Europe/London")
    assert code == 0
    assert json.loads(told) == {
        "id": "office",
        "timeZone": "Europe/London",
        "workingTime": [
            {"day": ["monday", "tuesday", "wednesday", "thursday", "friday"], "start": "09:00", "end": "17:00"}
        ],
        "holiday": ["2025-12-25", "2025-12-26", "2026-12-25", "2026-12-26"],
    }
    code, told = run(file, *years, "--hours", "9-5")
    assert (code, "workingTime" in told) == (1, True)
    file.write_text("nothing", "utf-8")
    assert run(file, *years)[0] == 1
