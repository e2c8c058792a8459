#!/usr/bin/env python3
"""Many WebSocket connections: the transport beside npm's ws and a bare epoll loop, in the same run. See README.md beside it.

  sockets.py             20,000 idle connections, broadcasts to 10,000, a thousand that break off, echo
"""
import argparse, json, os, pathlib, resource, statistics, subprocess, sys, time, urllib.request

import bench

PEERS = pathlib.Path(os.environ.get("GATEWRIGHT_BENCH", bench.ROOT.parent / "shared" / "bench")) / "peers"


def parse_arguments():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--build", type=pathlib.Path, default=bench.ROOT / "build" / "bench", help="build folder of the preset 'bench'")
    p.add_argument("--connections", type=int, default=20_000)
    p.add_argument("--broadcast", type=int, default=10_000, help="connections that a broadcast goes to")
    p.add_argument("--drops", type=int, default=1_000)
    p.add_argument("--rounds", type=int, default=5, help="of echo and of broadcast")
    p.add_argument("--seconds", type=float, default=2, help="of a round of echo")
    p.add_argument("--only", help="transport, bare or ws")
    p.add_argument("--json", type=pathlib.Path, help="where the figures are written")
    return p.parse_args()


class Server:
    def __init__(self, name, command, port, environment=None):
        self.name, self.port = name, port
        taskset = ["taskset", "-c", "0"]
        self.process = subprocess.Popen(taskset + command, stdout=subprocess.DEVNULL, env=environment)
        end = time.monotonic() + 20
        while not listens(port):
            if self.process.poll() is not None or time.monotonic() > end:
                sys.exit(f"sockets: {name} did not come up")
            time.sleep(0.02)

    def memory(self):
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) * 1024

    def cpu(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stats(self):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/stats", timeout=20) as answer:
            return json.loads(answer.read())

    def end(self):
        self.process.kill()
        self.process.wait()


def listens(port):
    return any(f":{port:04X} 00000000:0000 0A" in line for line in open("/proc/net/tcp"))


class Load:
    def __init__(self, arguments, port):
        self.process = subprocess.Popen(["taskset", "-c", "1", arguments.build / "tests" / "bench" / "gw_bench_sockets_load", str(port)],
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


def settle(server):
    """Memory once it no longer changes."""
    before, same = server.memory(), 0
    while same < 5:
        time.sleep(0.1)
        now = server.memory()
        same = same + 1 if now == before else 0
        before = now
    return before


def wait_for(server, wanted):
    for _ in range(600):
        stats = server.stats()
        if stats["open"] == wanted:
            return stats
        time.sleep(0.05)
    return stats


def measure(server, arguments):
    load = Load(arguments, server.port)
    load.do("open", 100)  # warm
    empty = settle(server)
    opened = load.do("open", arguments.broadcast - 100)
    figures = {"opening_per_second": (arguments.broadcast - 100) / opened["seconds"], "broadcast_per_second": [], "broadcast_cpu_us": [], "echo_cpu_us": [], "echo_per_second": []}
    for _ in range(arguments.rounds):
        cpu = server.cpu()
        took = load.do("broadcast")["seconds"]
        figures["broadcast_per_second"].append(arguments.broadcast / took)
        figures["broadcast_cpu_us"].append((server.cpu() - cpu) * 1e6 / arguments.broadcast)
    for _ in range(arguments.rounds):
        cpu = server.cpu()
        echoed = load.do("echo", 64, arguments.seconds)
        figures["echo_cpu_us"].append((server.cpu() - cpu) * 1e6 / echoed["messages"])
        figures["echo_per_second"].append(echoed["messages"] / arguments.seconds)
    load.do("open", arguments.connections - arguments.broadcast)
    full = settle(server)
    figures["bytes_per_connection"] = (full - empty) / (arguments.connections - 100)
    wrong = load.do("drop", arguments.drops)["wrong"]
    if server.name == "transport":
        figures["after_drops"] = wait_for(server, arguments.connections - arguments.drops)
    load.do("drop", arguments.connections)
    if server.name == "transport":
        figures["after_all"] = wait_for(server, 0)
    figures["bytes_left"] = settle(server) - empty
    # What an allocator keeps for the next ones is no leak: as many once more leave as much.
    load.do("open", arguments.connections)
    load.do("drop", arguments.connections)
    figures["bytes_left_again"] = settle(server) - empty
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
    ours = arguments.build / "tests" / "bench" / "gw_bench_sockets"
    tools = pathlib.Path(os.environ.get("GATEWRIGHT_TEST_TOOLS", bench.ROOT / ".deps" / "test-tools")) / "node_modules"
    targets = [("transport", [ours, "{port}"], None), ("bare", [ours, "{port}", "bare"], None),
               ("ws", ["node", PEERS / "node-ws.js"], {**os.environ, "NODE_PATH": str(tools)})]
    result = {}
    for name, command, environment in targets:
        if arguments.only and arguments.only != name:
            continue
        if name == "ws" and not (PEERS.exists() and (tools / "ws").exists()):
            print("ws: not here (installer/test-tools.sh installs it), left out")
            continue
        port = 9010 if name == "ws" else bench.free_port()
        server = Server(name, [str(part).format(port=port) for part in command], port, environment)
        result[name] = figures = measure(server, arguments)
        server.end()
        print(f"{name:10} {figures['bytes_per_connection']:8.0f} bytes/connection  echo {statistics.median(figures['echo_cpu_us']):6.2f} CPU us"
              f"  broadcast {statistics.median(figures['broadcast_per_second']):9.0f} messages/s, {statistics.median(figures['broadcast_cpu_us']):6.2f} CPU us"
              f"  left {figures['bytes_left'] / 1024:8.0f} KiB, the second time {figures['bytes_left_again'] / 1024:8.0f} KiB  wrong {figures['wrong']}  {figures.get('after_drops', '')} {figures.get('after_all', '')}")
    if arguments.json:
        arguments.json.write_text(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
