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
    p.add_argument("--drops", type=int, default=1_000)
    p.add_argument("--rounds", type=int, default=5, help="of echo and of broadcast")
    p.add_argument("--seconds", type=float, default=2, help="of a round of echo")
    p.add_argument("--only", help="transport, bare or ws")
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


def measure(target, arguments):
    load = Load(arguments, target.server.port)
    load.do("open", 100)  # warm
    empty = settle(target)
    opened = load.do("open", arguments.broadcast - 100)
    figures = {"opening_per_second": (arguments.broadcast - 100) / opened["seconds"], "broadcast_per_second": [], "broadcast_cpu_us": [], "echo_cpu_us": [], "echo_per_second": []}
    for _ in range(arguments.rounds):
        cpu = target.cpu()
        took = load.do("broadcast")["seconds"]
        figures["broadcast_per_second"].append(arguments.broadcast / took)
        figures["broadcast_cpu_us"].append((target.cpu() - cpu) * 1e6 / arguments.broadcast)
    for _ in range(arguments.rounds):
        cpu = target.cpu()
        echoed = load.do("echo", 64, arguments.seconds)
        figures["echo_cpu_us"].append((target.cpu() - cpu) * 1e6 / echoed["messages"])
        figures["echo_per_second"].append(echoed["messages"] / arguments.seconds)
    load.do("open", arguments.connections - arguments.broadcast)
    full = settle(target)
    figures["bytes_per_connection"] = (full - empty) / (arguments.connections - 100)
    wrong = load.do("drop", arguments.drops)["wrong"]
    if target.name == "transport":
        figures["after_drops"] = wait_for(target, arguments.connections - arguments.drops)
    load.do("drop", arguments.connections)
    if target.name == "transport":
        figures["after_all"] = wait_for(target, 0)
    figures["bytes_left"] = settle(target) - empty
    # What an allocator keeps for the next ones is no leak: as many once more leave as much.
    load.do("open", arguments.connections)
    load.do("drop", arguments.connections)
    figures["bytes_left_again"] = settle(target) - empty
    figures["wrong"] = wrong
    load.end()
    return figures


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
    result = {}
    for name, command, environment in targets:
        if arguments.only and arguments.only != name:
            continue
        if name == "ws" and not (shared and (tools / "ws").exists()):
            print("ws: not here (installer/test-tools.sh installs it), left out")
            continue
        port = 9010 if name == "ws" else free_port()
        with Servers() as servers:
            target = Target(servers, name, [str(part).format(port=port) for part in command], port, environment)
            result[name] = figures = measure(target, arguments)
        print(f"{name:10} {figures['bytes_per_connection']:8.0f} bytes/connection  echo {statistics.median(figures['echo_cpu_us']):6.2f} CPU us"
              f"  broadcast {statistics.median(figures['broadcast_per_second']):9.0f} messages/s, {statistics.median(figures['broadcast_cpu_us']):6.2f} CPU us"
              f"  left {figures['bytes_left'] / 1024:8.0f} KiB, the second time {figures['bytes_left_again'] / 1024:8.0f} KiB  wrong {figures['wrong']}  {figures.get('after_drops', '')} {figures.get('after_all', '')}")
    if arguments.json:
        arguments.json.write_text(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
