"""What processes have used, as the operating system counts it."""
import contextlib, os, pathlib, re, time

TICKS = os.sysconf("SC_CLK_TCK")


def tree(pid):
    """The process and all it has started that lives."""
    pids = [pid]
    for p in pids:
        with contextlib.suppress(OSError):
            for task in os.listdir(f"/proc/{p}/task"):
                pids += map(int, pathlib.Path(f"/proc/{p}/task/{task}/children").read_text().split())
    return pids


def stat_fields(pid):
    """Of /proc/PID/stat, from the third on: the second, the name, may have anything in it."""
    return pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()


def cpu_seconds(pid):
    """User and system seconds of a process and its children, living and dead."""
    user = system = 0
    for p in tree(pid):
        with contextlib.suppress(OSError):
            fields = stat_fields(p)
            user += int(fields[11]) + int(fields[13])
            system += int(fields[12]) + int(fields[14])
    return user / TICKS, system / TICKS


def own_cpu_seconds(pid):
    """Of this process alone: its children's stand in other fields."""
    fields = stat_fields(pid)
    return (int(fields[11]) + int(fields[12])) / TICKS


def cpu_milliseconds_so_far(pid):
    """Of a process that has just begun: finer than the ticks of /proc/PID/stat."""
    total = 0
    for p in tree(pid):
        with contextlib.suppress(OSError):
            for task in os.listdir(f"/proc/{p}/task"):
                total += int(pathlib.Path(f"/proc/{p}/task/{task}/schedstat").read_text().split()[0])
    return total / 1e6


def own_resident_bytes(pid):
    return int(re.search(r"VmRSS:\s+(\d+)", pathlib.Path(f"/proc/{pid}/status").read_text())[1]) * 1024


def resident_bytes(pid):
    """Of a process and its children; pages they share count for each."""
    total = 0
    for p in tree(pid):
        with contextlib.suppress(OSError, TypeError):  # ended meanwhile
            total += own_resident_bytes(p)
    return total


def settled(read, same=5, pause=0.1, longest=15):
    """What `read` gives once it gives it `same` times in turn."""
    end = time.monotonic() + longest
    before, seen = read(), 0
    while seen < same and time.monotonic() < end:
        time.sleep(pause)
        now = read()
        seen = seen + 1 if now == before else 0
        before = now
    return before


def settled_memory(pid):
    return settled(lambda: resident_bytes(pid))


def machine_busy_seconds():
    """Of all cores and everybody, since the machine began."""
    fields = list(map(int, pathlib.Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]))
    idle = fields[3] + fields[4]
    return (sum(fields[:8]) - idle) / TICKS
