"""Rows as text."""
import re

from .metrics import METRICS, formatted

HOW = {"cpu_us": "by CPU", "rate": "by rate", "p99_us": "by p99"}  # a ratio is got


def text_table(header, rows):
    """Columns as wide as they must be: text to the left, numbers to the right."""
    cells = [list(map(str, row)) for row in [header, *rows]]
    widths = [max(len(row[i]) for row in cells) for i in range(len(header))]
    is_text = [not all(re.fullmatch(r"([-+]?[\d.,]+( %)?)?", row[i]) for row in cells[1:]) for i in range(len(header))]
    lines = []
    for row in cells:
        line = "  ".join(c.ljust(w) if t else c.rjust(w) for c, w, t in zip(row, widths, is_text))
        lines.append(line.rstrip())
    return "\n".join(lines)


def scenario_table(rows, columns):
    """`columns` are keys of METRICS; those that no row has are left out, as is what the rows are held against."""
    shown = [key for key in columns if any(row.median(key) is not None for row in rows)]
    ratios = any(row.ratios for row in rows)
    header = ["target", *(METRICS[key].title for key in shown), *(["times as good as"] if ratios else [])]
    lines = [[row.target, *(formatted(key, row.median(key)) for key in shown), *([held_against(row)] if ratios else [])]
             for row in rows]
    return text_table(header, lines)


def held_against(row):
    """"nginx return: 1.05 by CPU, 1.02 by rate"."""
    told = []
    for peer, keys in row.ratios.items():
        said = ", ".join(f"{row.ratio(peer, key):.2f} {HOW[key]}" for key in keys if row.ratio(peer, key) is not None)
        told += [f"{peer}: {said}"] if said else []
    return "; ".join(told)


def remarks(rows):
    """What tables have no column for: goals, and what went wrong."""
    return [f"  {row.target}: {text}" for row in rows for text in [*(goal.text() for goal in row.goals), *row.notes]]
