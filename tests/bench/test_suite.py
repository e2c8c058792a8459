#!/usr/bin/env python3
"""The parts of bench.py that need no servers: figures, tables, comparison, what is chosen, what designs say."""
import json, pathlib, sys, tempfile, types, unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from suite import accounting, compare, designs, micro, rounds, run, table
from suite.figures import Goal, Row, hold_against, median, spread
from suite.load import Load, LoadFailed, Request, faults
from suite.processes import Missing
from suite.scenarios import ALL
from suite.yaml_text import as_yaml


def row_of(target, **samples):
    return Row(target, samples=samples)


class Figures(unittest.TestCase):
    def test_a_median_leaves_out_what_was_not_measured(self):
        self.assertEqual(median([3, None, 1, 2]), 2)
        self.assertIsNone(median([None]))
        self.assertIsNone(median([]))

    def test_ratios_are_of_the_same_round_and_above_one_when_better(self):
        own, peer = row_of("own", cpu_us=[5, 20], rate=[30, 10]), row_of("peer", cpu_us=[10, 30], rate=[20, 20])
        hold_against(own, peer, "cpu_us", is_higher_better=False)
        hold_against(own, peer, "rate", is_higher_better=True)
        self.assertEqual(own.ratios["peer"]["cpu_us"], [2, 1.5])
        self.assertEqual(own.ratios["peer"]["rate"], [1.5, 0.5])
        self.assertEqual(own.ratio("peer", "cpu_us"), 1.75)
        self.assertIsNone(own.ratio("nobody", "cpu_us"))

    def test_goals_are_met_at_their_very_value(self):
        self.assertTrue(Goal("", 1.05, 1.05).is_met)
        self.assertFalse(Goal("", 1.05, 1.04).is_met)
        self.assertTrue(Goal("", 30, 30, at_least=False).is_met)
        self.assertFalse(Goal("", 30, 30.1, at_least=False).is_met)
        self.assertIn("NOT MET", Goal("", 1.05, 1.04).text())

    def test_the_spread_of_many_rounds_is_without_the_outermost(self):
        self.assertEqual(spread([1, 2, 3, 4, 100]), (2, 4))
        self.assertEqual(spread([5, 1]), (1, 5))
        self.assertEqual(spread([]), (None, None))


class Tables(unittest.TestCase):
    def test_numbers_stand_right_and_text_left(self):
        lines = table.text_table(("name", "n", "said"), [("a", "1,000", "x: 1"), ("long", "2.50", "")]).splitlines()
        self.assertEqual(lines[1], "a     1,000  x: 1")
        self.assertEqual(lines[2], "long   2.50")

    def test_columns_that_nobody_has_are_left_out(self):
        text = table.scenario_table([row_of("a", cpu_us=[1, 2, 9])], ("rate", "cpu_us"))
        self.assertNotIn("requests/s", text)
        self.assertIn("2.00", text)
        self.assertNotIn("times as good", text)

    def test_every_peer_is_named_with_its_ratio(self):
        own = row_of("own", cpu_us=[5])
        for name, figure in (("nginx", 10), ("Mockoon", 500)):
            hold_against(own, row_of(name, cpu_us=[figure]), "cpu_us", is_higher_better=False)
        self.assertIn("nginx: 2.00 by CPU; Mockoon: 100.00 by CPU", table.scenario_table([own], ("cpu_us",)))

    def test_goals_and_notes_are_told(self):
        own = row_of("own")
        own.goals.append(Goal("ms:", 30, 22, at_least=False))
        own.notes.append("round 1: 3 not 2xx")
        self.assertEqual(table.remarks([own]), ["  own: ms: 22.00, at most 30 wanted: met", "  own: round 1: 3 not 2xx"])


class Comparison(unittest.TestCase):
    def verdict(self, key, before, after):
        return compare.verdict(key, before, after)

    def test_better_is_less_cpu_and_more_requests(self):
        self.assertEqual(self.verdict("cpu_us", [10, 10.1], [9, 9.1]), "better")
        self.assertEqual(self.verdict("cpu_us", [9, 9.1], [10, 10.1]), "worse")
        self.assertEqual(self.verdict("rate", [100, 101], [120, 121]), "better")

    def test_what_rounds_differ_by_is_no_change(self):
        self.assertEqual(self.verdict("cpu_us", [8, 10, 12], [9, 11, 13]), "")
        self.assertEqual(self.verdict("cpu_us", [100, 100], [101, 101]), "", "less than two percent")

    def test_from_and_to_nothing(self):
        self.assertEqual(self.verdict("failed", [0, 0], [0, 0]), "")
        self.assertEqual(self.verdict("failed", [0, 0], [3, 3]), "worse")
        self.assertEqual(self.verdict("deploy_ms", [60], [None]), "", "nothing was measured")
        self.assertEqual(self.verdict("allocations", [2], [0]), "better")

    def test_what_only_one_run_has_is_said(self):
        of = lambda rows: {"scenarios": {"answer": {"rows": [row.as_json() for row in rows]}}}
        told = compare.compared(of([row_of("a", cpu_us=[10]), row_of("b", cpu_us=[1])]), of([row_of("a", cpu_us=[5]), row_of("c", cpu_us=[1])]))
        self.assertEqual([(r[1], r[5], r[6]) for r in told], [("a", "-50.0 %", "better"), ("b", "", "gone"), ("c", "", "new")])

    def test_ratios_are_compared_and_more_is_better(self):
        own = row_of("own", cpu_us=[5])
        hold_against(own, row_of("nginx", cpu_us=[10]), "cpu_us", is_higher_better=False)
        run = {"scenarios": {"answer": {"rows": [own.as_json()]}}}
        self.assertIn(("answer", "own", "times as good as nginx, by CPU", "2.00", "2.00", "+0.0 %", ""), compare.compared(run, run))
        self.assertEqual(self.verdict("times as good as nginx, by CPU", [1, 1], [2, 2]), "better")

    def test_another_programs_json_is_refused(self):
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            file.write('{"rounds": []}')
            file.flush()
            with self.assertRaises(SystemExit):
                compare.read(file.name)


class LoadClient(unittest.TestCase):
    def test_its_last_line_is_read(self):
        self.assertEqual(Load.read('{"open":1}\n{"requests":5}\n', "", "u"), {"requests": 5})

    def test_without_figures_its_complaint_is_told(self):
        with self.assertRaisesRegex(LoadFailed, "Connection refused"):
            Load.read("", "Connection refused", "http://x")

    def test_faults_are_named(self):
        clean = dict.fromkeys(("not_2xx", "connect_failed", "closed", "timed_out", "malformed", "unsent"), 0)
        self.assertEqual(faults(clean), "")
        self.assertEqual(faults(clean | {"not_2xx": 3, "closed": 1}), "3 not 2xx, 1 ended without an answer")

    def test_a_request_becomes_arguments(self):
        self.assertEqual(Request("POST", ["A: b"], "f").arguments(), ["--method", "POST", "--header", "A: b", "--body", "f"])


class Choice(unittest.TestCase):
    def bench(self, only=None):
        arguments = types.SimpleNamespace(only=only, conf=None, tools=None, build=pathlib.Path("."), binary=None, quick=False)
        return run.Bench(arguments)

    def test_what_a_chosen_target_is_held_against_runs_as_well(self):
        targets = [rounds.Target("nginx", None), rounds.Target("other", None), rounds.Target("ours", None, against={"nginx": 1.0})]
        names = [t.name for t in rounds.wanted(self.bench("answer/ours"), "answer", targets)]
        self.assertEqual(names, ["nginx", "ours"])

    def test_a_scenario_is_chosen_by_its_targets(self):
        self.assertEqual([s.name for s in run.chosen(self.bench("HTTP_PROXY, traces off"), ALL)], ["proxy", "latency"])
        self.assertEqual(len(run.chosen(self.bench(), ALL)), len(ALL))

    def test_what_every_target_is_held_against_is_a_target(self):
        bench = self.bench()
        for scenario in ALL:
            names = scenario.names(bench)
            self.assertEqual(len(set(names)), len(names), scenario.name)

    def test_a_missing_peer_is_left_out_with_its_reason(self):
        bench = self.bench()
        bench.progress = lambda text: None

        def missing():
            raise Missing("caddy is not on this machine")

        self.assertEqual(rounds.started(bench, [rounds.Target("Caddy", missing)]), [])
        self.assertEqual(bench.left_out, {"Caddy": "caddy is not on this machine"})


class Designs(unittest.TestCase):
    def test_there_are_as_many_routes_as_asked_for(self):
        for count in (1, 10, 11, 5_000):
            paths = designs.many_paths(count, lambda n: n)
            self.assertEqual(sorted(p["get"] for p in paths.values()), list(range(count)))

    def test_the_body_is_of_one_kibibyte_and_has_what_its_schema_asks_for(self):
        body = designs.person()
        self.assertAlmostEqual(len(json.dumps(body, separators=(",", ":"))), 1024, delta=20)
        self.assertLessEqual(set(designs.person_schema()["required"]), set(body))

    def test_yaml_is_the_same_document(self):
        document = {"a": {"b": [1, {"c": "x: y"}, []], "d": {}}, "e": "two\nlines"}
        self.assertEqual(as_yaml(document), '"a":\n  "b":\n    - 1\n    -\n      "c": "x: y"\n    - []\n  "d": {}\n"e": "two\\nlines"\n')


class Accounting(unittest.TestCase):
    def test_settled_waits_until_nothing_changes(self):
        values = iter([5, 4, 3, 3, 3, 3])
        self.assertEqual(accounting.settled(lambda: next(values), same=3, pause=0), 3)


class Micro(unittest.TestCase):
    def test_repetitions_become_samples_in_nanoseconds(self):
        iteration = {"run_type": "iteration", "run_name": "vtl/loop", "cpu_time": 2.5, "time_unit": "us", "allocations": 7}
        aggregate = iteration | {"run_type": "aggregate", "cpu_time": 9}
        failed = iteration | {"run_name": "bad", "error_occurred": True}
        (row,) = micro.rows_of({"benchmarks": [iteration, iteration | {"cpu_time": 3}, aggregate, failed]})
        self.assertEqual((row.target, row.samples), ("vtl/loop", {"cpu_ns": [2500, 3000], "allocations": [7, 7]}))


if __name__ == "__main__":
    unittest.main()
