"""gw_bench_micro: Google Benchmark's figures, as a scenario among the others."""
import json, os, subprocess

from . import places
from .figures import Row
from .processes import pinned
from .run import Scenario

COLUMNS = ("cpu_ns", "allocations")
NANOSECONDS = {"ns": 1, "us": 1e3, "ms": 1e6, "s": 1e9}


def command(bench, program):
    """Every benchmark `rounds` times, interleaved at random, as short as it may be."""
    least = 0.01 if bench.arguments.quick else 0.1
    chosen = ["--benchmark_filter=" + bench.arguments.only.replace("micro/", "")] if bench.arguments.only else []
    return [str(program), "--benchmark_format=json", f"--benchmark_repetitions={bench.arguments.rounds}",
            "--benchmark_enable_random_interleaving=true", f"--benchmark_min_time={least}", *chosen]


def environment(bench):
    """The collected cases lie beside the peers' set-ups."""
    cases = {"GATEWRIGHT_CASES": str(bench.shared.parent / "cases")} if bench.shared else {}
    return cases | os.environ


def rows_of(report):
    """One for each benchmark: a sample of each repetition."""
    rows = {}
    for one in report["benchmarks"]:
        if one.get("run_type") != "iteration" or one.get("error_occurred"):
            continue
        row = rows.setdefault(one["run_name"], Row(one["run_name"]))
        row.add({"cpu_ns": one["cpu_time"] * NANOSECONDS[one["time_unit"]], "allocations": one.get("allocations")})
    return list(rows.values())


def run(bench):
    program = places.program(bench.arguments.build, "gw_bench_micro")
    if not program.exists():
        bench.leave_out("micro", "gw_bench_micro is not built (libbenchmark-dev is missing: installer/bench-tools.sh)")
        return []
    bench.progress("micro-benchmarks")
    with pinned(bench.server_cores):
        told = subprocess.run(command(bench, program), stdout=subprocess.PIPE, text=True, env=environment(bench))
    if told.returncode != 0 or not told.stdout.strip():
        bench.leave_out("micro", f"gw_bench_micro ended with {told.returncode}" if told.returncode else "no benchmark has that name")
        return []
    order = {name: place for place, name in enumerate(names(bench))}  # they ran in an order of chance
    return sorted(rows_of(json.loads(told.stdout)), key=lambda row: order.get(row.target, len(order)))


def names(bench):
    program = places.program(bench.arguments.build, "gw_bench_micro")
    if not program.exists():
        return ["micro"]  # so that it is said to be missing
    return subprocess.run([program, "--benchmark_list_tests=true"], capture_output=True, text=True,
                          env=environment(bench)).stdout.splitlines()


SCENARIO = Scenario("micro", "without sockets: CPU and allocations an iteration", COLUMNS, run, names)
