"""Where things lie."""
import os, pathlib

ROOT = pathlib.Path(__file__).resolve().parents[3]
BUILD = ROOT / "build" / "bench"  # of the preset "bench"


def shared_bench(given=None):
    """The folder with the peers' set-ups (conf/ and peers/); None where there is none."""
    candidates = [given, os.environ.get("GATEWRIGHT_BENCH"), ROOT / "../shared/bench", ROOT / "../../shared/bench"]
    for candidate in filter(None, candidates):
        folder = pathlib.Path(candidate)
        folder = folder.parent if folder.name == "conf" else folder
        if (folder / "conf" / "nginx-static.conf").is_file():
            return folder.resolve()
    return None


def bench_tools(given=None):
    """Where installer/bench-tools.sh has put what comes from npm."""
    return pathlib.Path(given or os.environ.get("GATEWRIGHT_BENCH_TOOLS") or ROOT / ".deps" / "bench-tools")


def program(build, name):
    return pathlib.Path(build) / "tests" / "bench" / name
