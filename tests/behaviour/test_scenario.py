"""The scenario of `make scenario` runs, and every check in it holds."""

import subprocess
import sys
from pathlib import Path

SCENARIO = Path(__file__).parents[2] / "examples" / "consequences" / "scenario.py"
SAID = (
    "gap: 99.5 < x < 99.9",
    "error overlap: ",
    "error nonMonotone: ",
    # 731, 701, 701, 701 hours of 743, 743, 713, 743; 25 % or 100 % of 1000.00
    "revision 1, cause periodEnd: violated, delivered 98.3849259758 %, credit due 250.00 EUR, billing holds 250.00",
    "revision 2, cause lateData: violated, delivered 94.3472409152 %, credit due 1000.00 EUR, billing holds 1000.00",
    "revision 3, cause exclusion: violated, delivered 98.316970547 %, credit due 250.00 EUR, billing holds 250.00",
    "revision 4, cause exclusion: violated, delivered 94.3472409152 %, credit due 1000.00 EUR, billing holds 1000.00",
    "revision 5, cause dispute: met, delivered 100 %, credit due 0.00 EUR, billing holds 0.00; violation excused",
    "created → acknowledged → assigned → inProgress → cleared → closed",
    "billing booked 250.00, 750.00, -750.00, 750.00, -1000.00 of",
    "billing booked 50.00 of",
    "a changed verdict is found",
    "a missing line is found",
    "0 checks failed",
)


def test_what_follows_from_a_month_is_shown_and_holds(tmp_path: Path) -> None:
    line = [sys.executable, "-W", "ignore", str(SCENARIO), str(tmp_path / "scenario")]
    ran = subprocess.run(line, capture_output=True, text=True, check=False, timeout=300)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    for said in SAID:
        assert said in ran.stdout
