"""Starting servers on their cores, and ending them."""
import contextlib, os, shutil, signal, socket, subprocess, sys, time


class Missing(Exception):
    """Something to measure is not on this machine; says what."""


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


ALL_CORES = frozenset(os.sched_getaffinity(0))  # that this program was given


def cores(numbers):
    """Those of these cores that there are; at least one."""
    return set(numbers) & ALL_CORES or {min(ALL_CORES)}


@contextlib.contextmanager
def pinned(numbers):
    """What is started here runs on these cores: the parent moves there for a moment, which costs a child nothing."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, numbers)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def is_listening(port):
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


def wait_until(condition, process, what, seconds=30):
    end = time.monotonic() + seconds
    while not condition():
        if process.poll() is not None:
            sys.exit(f"bench: {' '.join(process.args)} ended with {process.returncode}")
        if time.monotonic() > end:
            sys.exit(f"bench: {' '.join(process.args)} {what}")
        time.sleep(0.02)


class Server:
    """One that runs. `port` is where it listens."""

    def __init__(self, process, port):
        self.process, self.port, self.pid = process, port, process.pid

    def url(self, path):
        return f"http://127.0.0.1:{self.port}{path}"


class Servers:
    """Everything started for one measurement; all of it ends with it."""

    def __init__(self):
        self.running = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def spawn(self, arguments, on, environment=None, log=subprocess.DEVNULL):
        if not os.access(arguments[0], os.X_OK) and not shutil.which(str(arguments[0])):
            sys.exit(f"bench: {arguments[0]} is not there; it has to be built")
        with pinned(on):
            process = subprocess.Popen(list(map(str, arguments)), stdout=log, stderr=log if log != subprocess.DEVNULL else None,
                                       stdin=subprocess.DEVNULL, env={**os.environ, **(environment or {})})
        self.running.append(process)
        return process

    def start(self, arguments, port, on, environment=None, log=subprocess.DEVNULL):
        process = self.spawn(arguments, on, environment, log)
        wait_until(lambda: is_listening(port), process, f"does not listen on {port}")
        return Server(process, port)

    def stop(self):
        for process in reversed(self.running):
            process.send_signal(signal.SIGTERM)
        for process in self.running:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.running.clear()
