#!/usr/bin/env python3
"""Side-by-side measurement: Gatewright and the peers on this machine in one run, in interleaved rounds. See README.md.

  bench.py                              everything
  bench.py --only 'answer|HTTP_PROXY'   some of it
  bench.py --micro-only                 without sockets
  bench.py --compare A.json B.json      two runs
"""
import json, subprocess, sys

from suite import compare, micro, scenarios
from suite.options import parse_arguments
from suite.places import ROOT
from suite.processes import pinned
from suite.run import Bench, run_as_json, run_scenarios

TARGETS = ("gatewright", "gw_bench_load", "gw_bench_transport")


def build(folder, wants_micro):
    subprocess.run(["cmake", "--preset", "bench", "-B", folder], cwd=ROOT, check=True, stdout=sys.stderr)
    has_micro = "gw_bench_micro" in (folder / "build.ninja").read_text()  # not without Google Benchmark
    targets = [*TARGETS, *(["gw_bench_micro"] if wants_micro and has_micro else [])]
    subprocess.run(["cmake", "--build", folder, "-j2", "--target", *targets], cwd=ROOT, check=True, stdout=sys.stderr)


def scenarios_of(arguments):
    if arguments.micro_only:
        return [micro.SCENARIO]
    return [*scenarios.ALL, *([micro.SCENARIO] if arguments.micro else [])]


def main():
    arguments = parse_arguments(__doc__)
    if arguments.compare:
        return compare.show(*arguments.compare)
    bench = Bench(arguments)
    if arguments.list:
        for scenario in [*scenarios.ALL, micro.SCENARIO]:
            print(f"{scenario.name}: {scenario.title}\n  " + "\n  ".join(scenario.names(bench)))
        return None
    wanted = scenarios_of(arguments)
    if not arguments.no_build:
        build(arguments.build, micro.SCENARIO in wanted)
    with pinned(bench.client_cores):
        results = run_scenarios(bench, wanted)
    if not results:
        sys.exit("bench: nothing was measured; --list names what there is")
    if bench.left_out:
        print("\nleft out:", "; ".join(f"{name} ({why})" for name, why in bench.left_out.items()))
    arguments.json.write_text(json.dumps(run_as_json(bench, results), indent=1))
    print(f"\nfigures of every round: {arguments.json}")
    return None


if __name__ == "__main__":
    main()
