"""Targets measured in turn, A B C A B C, so that what disturbs the machine disturbs all alike."""
from dataclasses import dataclass, field
from typing import Callable

from . import accounting
from .figures import Goal, Row, hold_against
from .load import LoadFailed, Request, faults
from .processes import Missing

COLUMNS = ("rate", "cpu_us", "user_us", "p50_us", "p99_us", "memory_mib")


@dataclass
class Target:
    """`start` gives (server, path); what it is held against is another target of the same scenario."""
    name: str
    start: Callable
    request: Request = Request()
    against: dict = field(default_factory=dict)  # {target: how many times as good by CPU this is to be, or None}
    writes_behind: bool = False       # works on after the last answer: that counts as well
    between: Callable = lambda: None  # after each round
    remark: Callable | None = None    # what is to be said in the end, given how many requests there were


def wanted(bench, scenario, targets):
    """Those that --only names, and what they are held against."""
    chosen = {t.name for t in targets if bench.wants(f"{scenario}/{t.name}")}
    chosen |= {peer for t in targets if t.name in chosen for peer in t.against}
    return [t for t in targets if t.name in chosen]


def started(bench, targets):
    """[(target, server, url, row)] of those that are on this machine."""
    running = []
    for target in targets:
        try:
            server, path = target.start()
        except Missing as missing:
            bench.leave_out(target.name, missing)
            continue
        running.append((target, server, server.url(path), Row(target.name)))
    return running


def one_round(bench, target, server, url, seconds, rate=0):
    """The figures of one load of one target, and what went wrong with it."""
    busy = accounting.machine_busy_seconds()
    user, system = accounting.cpu_seconds(server.pid)
    told = bench.load.run(url, target.request, seconds=seconds, connections=bench.arguments.connections, rate=rate)
    until_now = sum(accounting.cpu_seconds(server.pid)) - user - system
    others = accounting.machine_busy_seconds() - busy - until_now - told["cpu_seconds"]
    if target.writes_behind:
        accounting.settled(lambda: accounting.cpu_seconds(server.pid), pause=0.05)
    user_after, system_after = accounting.cpu_seconds(server.pid)
    own = user_after - user + system_after - system
    requests = max(1, told["requests"])
    return {"requests": told["requests"], "rate": told["requests"] / told["seconds"], "cpu_us": own * 1e6 / requests, "user_us": (user_after - user) * 1e6 / requests,
            **{f"{name}_us": told["latency_us"][name] for name in ("p50", "p90", "p99", "p999", "max")},
            "memory_mib": accounting.resident_bytes(server.pid) / 1024 / 1024,
            "others": max(0, others / told["seconds"])}, faults(told)


def warm(bench, running):
    """Runtimes compile, allocators and caches fill: nobody's figures."""
    for target, server, url, row in running[:]:
        try:
            told = bench.load.run(url, target.request, seconds=min(1, bench.arguments.duration), connections=bench.arguments.connections)
        except LoadFailed as failed:
            raise SystemExit(f"bench: {target.name}: {failed}")
        row.requests += told["requests"]
        if faults(told):
            raise SystemExit(f"bench: {target.name} answers wrongly at {url}: {faults(told)}")


def measure(bench, scenario, targets):
    """Rows of all rounds, with ratios to what each is held against."""
    running = started(bench, wanted(bench, scenario, targets))
    warm(bench, running)
    for n in range(bench.arguments.rounds):
        for target, server, url, row in running:
            bench.progress(f"{scenario}, round {n + 1} of {bench.arguments.rounds}: {target.name}")
            figures, wrong = one_round(bench, target, server, url, bench.arguments.duration)
            row.requests += figures.pop("requests")
            row.add(figures)
            if wrong:
                row.notes.append(f"round {n + 1}: {wrong}")
            target.between()
    rows = {target.name: row for target, _, _, row in running}
    for target, _, _, row in running:
        if target.remark:
            row.notes.append(target.remark(row.requests))
        for peer, goal in target.against.items():
            if peer in rows:
                judge(row, rows[peer], goal)
    return list(rows.values())


def judge(row, peer, goal):
    hold_against(row, peer, "cpu_us", is_higher_better=False)
    hold_against(row, peer, "rate", is_higher_better=True)
    reached = row.ratio(peer.target, "cpu_us")
    if goal is not None and reached is not None:
        row.goals.append(Goal(f"times as good as {peer.target}, by CPU a request:", goal, reached))
