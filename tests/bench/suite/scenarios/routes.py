"""10,000 routes beside 10: one path asked for again and again, and all of them in turn."""
import random

from .. import designs
from ..load import Request
from ..rounds import Target
from ..run import rounds_scenario

FEW, MANY = 10, 10_000
ONE_OF_FEW, ALL_OF_FEW = f"1 of {FEW}", f"all {FEW} in turn"


def count(bench):
    return 1_000 if bench.arguments.quick else MANY


def api(bench, routes):
    operation = lambda n: designs.mock(bench.body("body200"))
    return designs.lone_file(bench.scratch, f"routes{routes}", designs.many_paths(routes, operation))


class AllPaths(Request):
    """Every path of the API in turn, in an order of chance."""

    def __init__(self, bench, routes):
        super().__init__()
        self.bench, self.routes = bench, routes

    def arguments(self):
        paths = list(designs.many_paths(self.routes, lambda n: None))
        random.Random(7).shuffle(paths)
        self.paths = self.bench.write_body(f"paths{self.routes}", "".join(f"/dev{designs.asked_path(p)}\n" for p in paths))
        return super().arguments()


def targets(bench):
    many = count(bench)
    served = lambda routes: bench.once(f"routes{routes}", lambda: bench.serve(api(bench, routes)))
    last = lambda routes: designs.asked_path(list(designs.many_paths(routes, lambda n: None))[-1])
    return [
        Target(ONE_OF_FEW, lambda: (served(FEW), last(FEW))),
        Target(f"1 of {many:,}", lambda: (served(many), last(many)), against={ONE_OF_FEW: 0.97}),
        Target(ALL_OF_FEW, lambda: (served(FEW), "/"), AllPaths(bench, FEW)),
        Target(f"all {many:,} in turn", lambda: (served(many), "/"), AllPaths(bench, many), {ALL_OF_FEW: None}),
    ]


SCENARIO = rounds_scenario("routes", "MOCK, 200 bytes, by the number of routes, one core", targets)
