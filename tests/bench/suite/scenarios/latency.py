"""Times at 70 % of what each target can do at most, counted from when each request was due."""
from .. import rounds
from ..figures import Goal, hold_against
from ..rounds import Target
from ..run import Scenario
from . import answer, proxy

SHARE = 0.7
COLUMNS = ("asked_rate", "cpu_us", "p50_us", "p90_us", "p99_us", "p999_us", "max_us", "others")
AT_MOST = 1.5  # times nginx's p99


def targets(bench):
    ours = lambda api, **options: lambda: (bench.serve(api(bench), **options), "/mock")
    return [
        answer.nginx_return(bench),
        Target("MOCK, traces off", ours(answer.mock_api), against={answer.RETURN: None}),
        Target("MOCK, traces in the ring", ours(answer.mock_api, trace="ring"), against={answer.RETURN: None}, writes_behind=True),
        proxy.nginx_pass(bench),
        Target("HTTP_PROXY, traces off", ours(proxy.proxy_api), against={proxy.PASS: None}),
        Target("HTTP_PROXY, traces in the ring", ours(proxy.proxy_api, trace="ring"), against={proxy.PASS: None}, writes_behind=True),
    ]


def one_round(bench, target, server, url, row):
    """What the target can do now, then 70 % of that."""
    most, _ = rounds.one_round(bench, target, server, url, bench.arguments.duration / 2)
    figures, wrong = rounds.one_round(bench, target, server, url, bench.arguments.duration, SHARE * most["rate"])
    row.requests += most["requests"] + figures.pop("requests")
    row.add({"asked_rate": SHARE * most["rate"], **figures})
    if wrong:
        row.notes.append(wrong)


def run(bench):
    running = rounds.started(bench, rounds.wanted(bench, "latency", targets(bench)))
    rounds.warm(bench, running)
    for n in range(bench.arguments.rounds):
        for target, server, url, row in running:
            bench.progress(f"latency, round {n + 1} of {bench.arguments.rounds}: {target.name}")
            one_round(bench, target, server, url, row)
    rows = {target.name: row for target, _, _, row in running}
    for target, _, _, row in running:
        for peer in target.against:
            if peer in rows:
                hold_against(row, rows[peer], "p99_us", is_higher_better=False)
                row.goals.append(Goal(f"p99, in times of {peer}'s:", AT_MOST, 1 / row.ratio(peer, "p99_us"), at_least=False))
    return list(rows.values())


SCENARIO = Scenario("latency", f"open-loop arrivals at {SHARE:.0%} of each target's own most", COLUMNS, run,
                    lambda bench: [target.name for target in targets(bench)])
