#!/usr/bin/env python3
"""Many WebSocket connections: the transport beside npm's ws and a bare epoll loop, in the same run. See README.md beside it.

  sockets.py             20,000 idle connections, broadcasts to 10,000, a thousand that break off, echo
"""
import argparse, json, os, pathlib, resource, statistics, subprocess, sys, time, urllib.request

from suite import accounting, places
from suite.processes import Servers, cores, free_port, pinned


def parse_arguments():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--build", type=pathlib.Path, default=places.BUILD, help="build folder of the preset 'bench'")
    p.add_argument("--connections", type=int, default=20_000)
    p.add_argument("--broadcast", type=int, default=10_000, help="connections that a broadcast goes to")
    p.add_argument("--broadcasts", type=int, default=10, help="of a round")
    p.add_argument("--drops", type=int, default=1_000)
    p.add_argument("--rounds", type=int, default=5, help="of echo and of broadcast")
    p.add_argument("--seconds", type=float, default=2, help="of a round of echo")
    p.add_argument("--only", help="transport, bare, ws: some of them, with commas")
    p.add_argument("--json", type=pathlib.Path, help="where the figures are written")
    return p.parse_args()


class Target:
    """A server that runs, by the name it has in the table."""

    def __init__(self, servers, name, command, port, environment=None):
        self.name, self.server = name, servers.start(command, port, cores({0}), environment)

    def memory(self):
        return accounting.resident_bytes(self.server.pid)

    def cpu(self):
        return accounting.own_cpu_seconds(self.server.pid)

    def stats(self):
        with urllib.request.urlopen(self.server.url("/stats"), timeout=20) as answer:
            return json.loads(answer.read())


class Load:
    def __init__(self, arguments, port):
        with pinned(cores({1})):
            self.process = subprocess.Popen([places.program(arguments.build, "gw_bench_sockets_load"), str(port)],
                                            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def do(self, *words):
        self.process.stdin.write(" ".join(map(str, words)) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        if not answer["done"] or answer["wrong"]:
            print(f"  {' '.join(map(str, words))}: {answer}", file=sys.stderr)
        return answer

    def end(self):
        self.process.stdin.close()
        self.process.wait()


def settle(target):
    """Memory once it no longer changes."""
    return accounting.settled(target.memory)


def wait_for(target, wanted):
    for _ in range(600):
        stats = target.stats()
        if stats["open"] == wanted:
            return stats
        time.sleep(0.05)
    return stats


class Measurement:
    """Of one target: what is measured in turn with the others, and what for itself."""

    def __init__(self, target, arguments):
        self.target, self.arguments = target, arguments
        self.load = Load(arguments, target.server.port)
        self.figures = {name: [] for name in ("broadcast_per_second", "broadcast_cpu_us", "echo_cpu_us", "echo_per_second")}

    def open(self):
        self.load.do("open", 100)  # warm
        self.empty = settle(self.target)
        count = self.arguments.broadcast - 100
        self.figures["opening_per_second"] = count / self.load.do("open", count)["seconds"]

    def broadcast(self):
        """As many as take a second or so: processor time is told in hundredths of one."""
        cpu = self.target.cpu()
        took = sum(self.load.do("broadcast")["seconds"] for _ in range(self.arguments.broadcasts))
        messages = self.arguments.broadcasts * self.arguments.broadcast
        self.figures["broadcast_per_second"].append(messages / took)
        self.figures["broadcast_cpu_us"].append((self.target.cpu() - cpu) * 1e6 / messages)

    def echo(self):
        cpu = self.target.cpu()
        echoed = self.load.do("echo", 64, self.arguments.seconds)
        self.figures["echo_cpu_us"].append((self.target.cpu() - cpu) * 1e6 / echoed["messages"])
        self.figures["echo_per_second"].append(echoed["messages"] / self.arguments.seconds)

    def many(self):
        """Idle ones, some that break off, and what is left of all of them."""
        arguments, figures, load = self.arguments, self.figures, self.load
        load.do("open", arguments.connections - arguments.broadcast)
        figures["bytes_per_connection"] = (settle(self.target) - self.empty) / (arguments.connections - 100)
        figures["wrong"] = load.do("drop", arguments.drops)["wrong"]
        if self.target.name == "transport":
            figures["after_drops"] = wait_for(self.target, arguments.connections - arguments.drops)
        load.do("drop", arguments.connections)
        if self.target.name == "transport":
            figures["after_all"] = wait_for(self.target, 0)
        figures["bytes_left"] = settle(self.target) - self.empty
        # What an allocator keeps for the next ones is no leak: as many once more leave as much.
        load.do("open", arguments.connections)
        load.do("drop", arguments.connections)
        figures["bytes_left_again"] = settle(self.target) - self.empty
        load.end()


def tell(name, figures, bare):
    def median(figure):
        return statistics.median(figures[figure])

    def against_bare(figure):
        if not bare or bare is figures:
            return ""
        ratios = [b / ours if figure.endswith("cpu_us") else ours / b for ours, b in zip(figures[figure], bare[figure])]
        return f" ({statistics.median(ratios):.2f} of bare)"

    print(f"{name:10} {figures['bytes_per_connection']:6.0f} bytes/connection"
          f"  echo {median('echo_cpu_us'):5.2f} CPU us{against_bare('echo_cpu_us')}"
          f"  broadcast {median('broadcast_per_second'):,.0f} messages/s{against_bare('broadcast_per_second')},"
          f" {median('broadcast_cpu_us'):5.2f} CPU us{against_bare('broadcast_cpu_us')}")
    print(f"{'':10} left {figures['bytes_left'] / 1024:6.0f} KiB, the second time {figures['bytes_left_again'] / 1024:6.0f} KiB"
          f"  wrong {figures['wrong']}  {figures.get('after_drops', '')} {figures.get('after_all', '')}")


def main():
    arguments = parse_arguments()
    allowed = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    if arguments.connections > allowed - 200:
        arguments.connections = allowed - 200
        print(f"{allowed} open files are allowed a process: {arguments.connections} connections")
    arguments.broadcast = min(arguments.broadcast, arguments.connections)
    ours = places.program(arguments.build, "gw_bench_sockets")
    tools = pathlib.Path(os.environ.get("GATEWRIGHT_TEST_TOOLS", places.ROOT / ".deps" / "test-tools")) / "node_modules"
    shared = places.shared_bench()
    targets = [("transport", [ours, "{port}"], None), ("bare", [ours, "{port}", "bare"], None),
               ("ws", ["node", shared / "peers" / "node-ws.js"] if shared else None, {"NODE_PATH": str(tools)})]
    with Servers() as servers:
        measured = {}
        for name, command, environment in targets:
            if arguments.only and name not in arguments.only.split(","):
                continue
            if name == "ws" and not (shared and (tools / "ws").exists()):
                print("ws: not here (installer/test-tools.sh installs it), left out")
                continue
            port = 9010 if name == "ws" else free_port()
            target = Target(servers, name, [str(part).format(port=port) for part in command], port, environment)
            measured[name] = Measurement(target, arguments)
        for each in measured.values():
            each.open()
        for _ in range(arguments.rounds):
            for each in measured.values():
                each.broadcast()
        for _ in range(arguments.rounds):
            for each in measured.values():
                each.echo()
        for each in measured.values():
            each.many()
    result = {name: each.figures for name, each in measured.items()}
    for name, figures in result.items():
        tell(name, figures, result.get("bare"))
    if arguments.json:
        arguments.json.write_text(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
