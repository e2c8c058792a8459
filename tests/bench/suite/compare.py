"""Two runs side by side: `bench.py --compare BEFORE.json AFTER.json`."""
import json, pathlib

from .figures import median, spread
from .metrics import METRICS, formatted, is_higher_better
from .table import text_table

HIDDEN = {"others", "asked_rate"}  # say how a figure was got, and are none
LEAST = 0.02                       # less is no change, whatever the rounds say


def read(path):
    run = json.loads(pathlib.Path(path).read_text())
    if run.get("format") != 2:
        raise SystemExit(f"bench: {path} was not written by this bench.py")
    return run


def figures(run):
    """{(scenario, target, metric): samples} of a run."""
    return {(name, row["target"], key): samples
            for name, scenario in run["scenarios"].items() for row in scenario["rows"]
            for key, samples in row["samples"].items() if key not in HIDDEN}


def verdict(key, before, after):
    """"better", "worse" or "" where the change is small, or within what rounds of the same run differ by."""
    (low_a, high_a), (low_b, high_b) = spread(before), spread(after)
    middle_a, middle_b = median(before), median(after)
    if not middle_a or not middle_b:
        return "" if middle_a == middle_b else ("better" if (middle_b > middle_a) == is_higher_better(key) else "worse")
    if abs(middle_b / middle_a - 1) < LEAST or (low_b <= high_a and low_a <= high_b):
        return ""
    return "better" if (middle_b > middle_a) == is_higher_better(key) else "worse"


def compared(before, after):
    """Rows of (scenario, target, metric, before, after, change, verdict), in the order of the first run."""
    a, b = figures(before), figures(after)
    rows = []
    for place in [*a, *(p for p in b if p not in a)]:
        key = place[2]
        old, new = median(a.get(place, [])), median(b.get(place, []))
        change = f"{(new / old - 1) * 100:+.1f} %" if old and new is not None else ""
        said = verdict(key, a[place], b[place]) if place in a and place in b else ("gone" if place in a else "new")
        title = METRICS[key].title if key in METRICS else key
        rows.append((place[0], place[1], title, formatted(key, old), formatted(key, new), change, said))
    return rows


def show(before_path, after_path):
    before, after = read(before_path), read(after_path)
    for name, run in ((before_path, before), (after_path, after)):
        print(f"{name}: {run['machine']['when']}, {run['machine']['processor']}, {run['machine']['cores']} cores, "
              f"{run['settings']['rounds']} rounds of {run['settings']['duration']:g} s, revision {run['revision']}")
    rows = compared(before, after)
    for name in dict.fromkeys(row[0] for row in rows):
        print(f"\n{name}")
        print(text_table(("target", "figure", "before", "after", "change", ""), [row[1:] for row in rows if row[0] == name]))
    changed = [row for row in rows if row[6] in ("better", "worse")]
    print(f"\n{len(changed)} of {len(rows)} figures changed by more than {LEAST:.0%} and more than rounds differ.")
