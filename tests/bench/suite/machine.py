"""Where and when a run was made."""
import os, pathlib, platform, re, subprocess, time

from .places import ROOT


def processor():
    found = re.search(r"model name\s*:\s*(.+)", pathlib.Path("/proc/cpuinfo").read_text())
    return found[1].strip() if found else platform.machine()


def described():
    memory = int(re.search(r"MemTotal:\s+(\d+)", pathlib.Path("/proc/meminfo").read_text())[1])
    return {"when": time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime()), "processor": processor(), "cores": os.cpu_count(),
            "memory_gib": round(memory / 1024 / 1024, 1), "kernel": platform.release(), "load": os.getloadavg()}


def revision():
    told = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True)
    return told.stdout.strip() or "unknown"


def version(*command):
    """The first number that a program tells of itself."""
    told = subprocess.run(command, capture_output=True, text=True)
    found = re.search(r"\d+(\.\d+)+", told.stdout + told.stderr)
    return found[0] if found else "?"
