"""The command line of bench.py."""
import argparse, pathlib

from .places import BUILD


def parse_arguments(description):
    p = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = p.add_argument_group("what to do")
    what.add_argument("--list", action="store_true", help="name the scenarios and their targets, and end")
    what.add_argument("--only", metavar="REGEX", help="what to run, of SCENARIO/TARGET as --list names them; what it is held against runs as well")
    what.add_argument("--micro", action="store_true", help="the micro-benchmarks as well (gw_bench_micro); with --only: those it names")
    what.add_argument("--micro-only", action="store_true", help="the micro-benchmarks alone")
    what.add_argument("--compare", nargs=2, metavar=("BEFORE.json", "AFTER.json"), help="two runs side by side; nothing is measured")
    how = p.add_argument_group("how long")
    how.add_argument("--rounds", type=int, default=5)
    how.add_argument("--duration", type=float, default=4, help="seconds a target is loaded in each round")
    how.add_argument("--connections", type=int, default=64)
    how.add_argument("--idle", type=int, default=5_000, help="connections that do nothing, of the scenario idle")
    how.add_argument("--starts", type=int, default=25, help="of the scenario start")
    how.add_argument("--quick", action="store_true", help="one short round of everything: to see that it works")
    where = p.add_argument_group("where things are")
    where.add_argument("--build", type=pathlib.Path, default=BUILD, help="build folder of the preset 'bench'")
    where.add_argument("--no-build", action="store_true", help="measure what is built already")
    where.add_argument("--binary", type=pathlib.Path, help="the gatewright to measure (default: of the build folder)")
    where.add_argument("--conf", type=pathlib.Path, help="folder of the peers' set-ups (default: ../shared/bench)")
    where.add_argument("--tools", type=pathlib.Path, help="what installer/bench-tools.sh made (default: .deps/bench-tools)")
    where.add_argument("--json", type=pathlib.Path, default=pathlib.Path("bench.json"), help="where the figures are written")
    arguments = p.parse_args()
    if arguments.quick:
        arguments.rounds, arguments.duration, arguments.starts = 1, 0.5, 3
    return arguments
