#!/usr/bin/env python3
"""Start of gatewright-studio, looked at from outside: from spawning it until its window shows the project and waits.

    tests/bench/start.py BINARY PROJECT [--rounds N]

Runs Xvfb with openbox on a display of its own (packages xvfb, openbox), starts the studio on PROJECT with settings of its own
and notes when the first window is mapped, when its title names the project, when something is painted in it, and when its GUI
thread waits for events after that; the time each took, and the CPU time of the process and of its GUI thread until then, which
other work on the machine changes little. Memory is what it holds two seconds later. Prints medians and the best.
"""
import argparse, ctypes, ctypes.util, os, shutil, statistics, subprocess, tempfile, time

X = ctypes.CDLL(ctypes.util.find_library("X11") or "libX11.so.6")
for name, result in (("XOpenDisplay", ctypes.c_void_p), ("XDefaultRootWindow", ctypes.c_ulong),
                     ("XGetImage", ctypes.c_void_p), ("XGetPixel", ctypes.c_ulong)):
    getattr(X, name).restype = result
X.XQueryTree.argtypes = [ctypes.c_void_p, ctypes.c_ulong] + [ctypes.c_void_p] * 4
X.XFetchName.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_void_p]
X.XGetWindowAttributes.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_void_p]
X.XGetImage.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int, ctypes.c_int, ctypes.c_uint, ctypes.c_uint,
                        ctypes.c_ulong, ctypes.c_int]
X.XDestroyImage = lambda image: None  # a macro: leaked, a few kilobytes a look
X.XGetPixel.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_int]
X.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
X.XFree.argtypes = [ctypes.c_void_p]
HANDLER = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
ignore = HANDLER(lambda display, event: 0)  # windows go while they are looked at
X.XSetErrorHandler(ignore)


class Attributes(ctypes.Structure):
    _fields_ = [("x", ctypes.c_int), ("y", ctypes.c_int), ("width", ctypes.c_int), ("height", ctypes.c_int),
                ("border", ctypes.c_int), ("depth", ctypes.c_int), ("visual", ctypes.c_void_p), ("root", ctypes.c_ulong),
                ("cls", ctypes.c_int), ("bit_gravity", ctypes.c_int), ("win_gravity", ctypes.c_int),
                ("backing_store", ctypes.c_int), ("planes", ctypes.c_ulong), ("pixel", ctypes.c_ulong),
                ("save_under", ctypes.c_int), ("colormap", ctypes.c_ulong), ("installed", ctypes.c_int),
                ("map_state", ctypes.c_int), ("all_events", ctypes.c_long), ("your_events", ctypes.c_long),
                ("no_propagate", ctypes.c_long), ("override", ctypes.c_int), ("screen", ctypes.c_void_p)]


def windows(display, window, depth=0):
    root, parent, children, count = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.POINTER(ctypes.c_ulong)(), ctypes.c_uint()
    if not X.XQueryTree(display, window, ctypes.byref(root), ctypes.byref(parent), ctypes.byref(children), ctypes.byref(count)):
        return
    found = [children[i] for i in range(count.value)]
    if count.value:
        X.XFree(children)
    for child in found:
        yield child
        if depth < 2:
            yield from windows(display, child, depth + 1)


def title(display, window):
    name = ctypes.c_char_p()
    return name.value or b"" if X.XFetchName(display, window, ctypes.byref(name)) else b""


def viewable(display, window):
    attributes = Attributes()
    if X.XGetWindowAttributes(display, window, ctypes.byref(attributes)) and attributes.map_state == 2:
        return attributes
    return None


def painted(display, window, attributes):
    """Whether the left third holds more than the ground: the tree and the modes are there."""
    width, height = attributes.width // 3, 1
    colours = set()
    for y in range(120, attributes.height - 60, 40):
        image = X.XGetImage(display, window, 0, y, width, height, 0xFFFFFFFF, 2)
        if not image:
            return False
        colours.update(X.XGetPixel(image, x, 0) & 0xFFFFFF for x in range(60, width, 2))
    return len(colours) > 12


def cpu(pid, thread=None):
    path = f"/proc/{pid}/task/{thread}/stat" if thread else f"/proc/{pid}/stat"
    fields = open(path).read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def scheduled(pid):
    """CPU of the GUI thread in milliseconds, to the nanosecond where the kernel tells."""
    return int(open(f"/proc/{pid}/task/{pid}/schedstat").read().split()[0]) / 1e6


def waits(pid):
    return open(f"/proc/{pid}/task/{pid}/stat").read().rsplit(")", 1)[1].split()[0] == "S"


def kilobytes(pid, file, key):
    return sum(int(line.split()[1]) for line in open(f"/proc/{pid}/{file}") if line.startswith(key + ":"))


def run(binary, project, display, number):
    settings = tempfile.NamedTemporaryFile(suffix=".ini", delete=False).name
    environment = dict(os.environ, DISPLAY=number, QT_QPA_PLATFORM="xcb")
    environment.pop("WAYLAND_DISPLAY", None)
    begin = time.monotonic()
    process = subprocess.Popen([binary, project, "--settings", settings, "--theme", "light"], env=environment,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    figures, resting = {}, 0
    root = X.XDefaultRootWindow(display)
    wanted = None
    while time.monotonic() - begin < 30:
        time.sleep(0.004)
        now = (time.monotonic() - begin) * 1000
        if wanted is None:
            for window in windows(display, root):
                name = title(display, window)
                if b"Gatewright" in name and viewable(display, window):
                    figures.setdefault("mapped", now)
                    wanted = window
        if wanted is None:
            continue
        if "titled" not in figures and title(display, wanted) != b"Gatewright":  # with a dash in it, no longer plain
            figures["titled"] = now
        attributes = viewable(display, wanted)
        if "titled" in figures and "painted" not in figures and attributes and painted(display, wanted, attributes):
            figures["painted"] = now
        if "painted" in figures:
            resting = resting + 1 if waits(process.pid) else 0
            if resting == 3:
                figures["usable"] = now
                figures["CPU, all threads"] = cpu(process.pid)
                figures["CPU, GUI thread"] = scheduled(process.pid)
                break
    time.sleep(2)
    figures["VmRSS, MB"] = kilobytes(process.pid, "status", "VmRSS") * 1024 / 1e6
    figures["PSS, MB"] = kilobytes(process.pid, "smaps_rollup", "Pss") * 1024 / 1e6
    figures["anonymous, MB"] = kilobytes(process.pid, "status", "RssAnon") * 1024 / 1e6
    process.kill()
    process.wait()
    os.unlink(settings)
    return figures


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("project")
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    number = f":{90 + os.getpid() % 900}"
    copy = tempfile.mkdtemp()
    project = shutil.copytree(options.project, os.path.join(copy, "project"))
    server = subprocess.Popen(["Xvfb", number, "-screen", "0", "1600x1000x24", "-nolisten", "tcp"],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    manager = None
    try:
        display = None
        while display is None:
            time.sleep(0.1)
            display = X.XOpenDisplay(number.encode())
        manager = subprocess.Popen(["openbox"], env=dict(os.environ, DISPLAY=number), stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        time.sleep(1)
        rounds = [run(options.binary, project, display, number) for _ in range(options.rounds)]
    finally:
        for each in (manager, server):
            if each:
                each.terminate()
                each.wait()
        shutil.rmtree(copy)
    for key in rounds[0]:
        values = [each[key] for each in rounds if key in each]
        unit = "" if "MB" in key else " ms"
        print(f"{key:18} median {statistics.median(values):8.1f}{unit}   best {min(values):8.1f}{unit}")


if __name__ == "__main__":
    main()
