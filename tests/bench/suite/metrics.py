"""What is measured, in what unit, and which way is better."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Metric:
    title: str
    decimals: int
    is_higher_better: bool = False
    is_noisy: bool = False  # moves with whatever else the machine does


METRICS = {
    "rate": Metric("requests/s", 0, is_higher_better=True, is_noisy=True),
    "cpu_us": Metric("CPU µs/request", 2),
    "user_us": Metric("of which user", 2),
    "p50_us": Metric("p50 µs", 0, is_noisy=True),
    "p90_us": Metric("p90 µs", 0, is_noisy=True),
    "p99_us": Metric("p99 µs", 0, is_noisy=True),
    "p999_us": Metric("p99.9 µs", 0, is_noisy=True),
    "max_us": Metric("longest µs", 0, is_noisy=True),
    "memory_mib": Metric("MiB", 1),
    "others": Metric("others' cores", 2),
    "asked_rate": Metric("asked/s", 0, is_higher_better=True, is_noisy=True),
    "bytes_per_connection": Metric("bytes/idle connection", 0),
    "busy_cpu_us": Metric("64 busy: CPU µs", 2),
    "many_cpu_us": Metric("64 busy of all: CPU µs", 2),
    "many_ratio": Metric("ratio", 3),
    "start_ms": Metric("start → first 200, ms", 1, is_noisy=True),
    "start_cpu_ms": Metric("CPU ms", 1),
    "deploy_ms": Metric("saved → answered, ms", 1, is_noisy=True),
    "failed": Metric("failed", 0),
    "traces_kept": Metric("traces kept", 2, is_higher_better=True, is_noisy=True),
    "cpu_ns": Metric("CPU ns", 0),
    "allocations": Metric("allocations", 1),
}


def is_higher_better(key):
    return METRICS[key].is_higher_better if key in METRICS else False


def formatted(key, value):
    """`value` with the decimals of its metric; "" for nothing."""
    if value is None:
        return ""
    decimals = METRICS[key].decimals if key in METRICS else 2
    return f"{value:,.{decimals}f}"
