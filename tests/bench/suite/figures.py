"""Medians and ratios: from the samples of all rounds to what a table shows."""
import statistics
from dataclasses import dataclass, field


def median(values):
    """None of nothing; what a round could not measure (None) does not count."""
    values = [v for v in values if v is not None]
    return statistics.median(values) if values else None


@dataclass
class Goal:
    """What a figure should be. `value` is what it is."""
    what: str
    wanted: float
    value: float
    at_least: bool = True

    @property
    def is_met(self):
        return self.value >= self.wanted if self.at_least else self.value <= self.wanted

    def text(self):
        return (f"{self.what} {self.value:.2f}, {'at least' if self.at_least else 'at most'} {self.wanted:g} wanted: "
                f"{'met' if self.is_met else 'NOT MET'}")


@dataclass
class Row:
    """One target: a list of samples for every metric, a sample a round."""
    target: str
    samples: dict = field(default_factory=dict)
    ratios: dict = field(default_factory=dict)  # {peer: {metric: how many times as good as it, a value a round}}
    goals: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    requests: int = 0  # of all rounds, and of warming up

    def add(self, figures):
        for key, value in figures.items():
            self.samples.setdefault(key, []).append(value)

    def median(self, key):
        return median(self.samples.get(key, ()))

    def total(self, key):
        return sum(self.samples.get(key, ()))

    def ratio(self, peer, key):
        return median(self.ratios.get(peer, {}).get(key, ()))

    def as_json(self):
        return {"target": self.target, "medians": {key: self.median(key) for key in self.samples}, "samples": self.samples,
                "ratios": {peer: {key: {"median": median(values), "samples": values} for key, values in keys.items()}
                           for peer, keys in self.ratios.items()},
                "goals": [vars(goal) | {"is_met": goal.is_met} for goal in self.goals], "notes": self.notes}


def hold_against(row, peer, key, is_higher_better):
    """How many times as good as the peer's each round's figure is: above 1 is better, whichever way the metric goes."""
    row.ratios.setdefault(peer.target, {})[key] = [
        own / other if is_higher_better else other / own
        for own, other in zip(row.samples.get(key, ()), peer.samples.get(key, ())) if own and other]


def spread(values):
    """From the lowest to the highest, without the outermost fifths when there are five or more."""
    values = sorted(v for v in values if v is not None)
    cut = len(values) // 5
    return (values[cut], values[-1 - cut]) if values else (None, None)
