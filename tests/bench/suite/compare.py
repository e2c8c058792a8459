"""Two runs side by side: `bench.py --compare BEFORE.json AFTER.json`."""
import json, pathlib

from .figures import median, spread
from .metrics import METRICS, formatted, is_higher_better
from .table import HOW, text_table

HIDDEN = {"others", "asked_rate"}  # say how a figure was got, and are none
RATIO = "times as good as "
LEAST = 0.02                       # less is no change, whatever the rounds say


def read(path):
    run = json.loads(pathlib.Path(path).read_text())
    if run.get("format") != 2:
        raise SystemExit(f"bench: {path} was not written by this bench.py")
    return run


def figures(run):
    """{(scenario, target, figure): samples} of a run. A figure is a metric, or how many times as good as a peer: the one to
    go by where the machine was not equally busy both times."""
    found = {}
    for name, scenario in run["scenarios"].items():
        for row in scenario["rows"]:
            found |= {(name, row["target"], key): samples for key, samples in row["samples"].items() if key not in HIDDEN}
            found |= {(name, row["target"], f"{RATIO}{peer}, {HOW[key]}"): ratio["samples"]
                      for peer, keys in row["ratios"].items() for key, ratio in keys.items()}
    return found


def is_better_higher(key):
    return key.startswith(RATIO) or is_higher_better(key)


def verdict(key, before, after):
    """"better", "worse" or "" where the change is small, or within what rounds of the same run differ by."""
    old, new = median(before), median(after)
    if None in (old, new) or old == new:
        return ""
    (low_a, high_a), (low_b, high_b) = spread(before), spread(after)
    is_small = old and abs(new / old - 1) < LEAST
    if is_small or (low_b <= high_a and low_a <= high_b):
        return ""
    return "better" if (new > old) == is_better_higher(key) else "worse"


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
