"""Every scenario, in the order they run: a file each."""
from . import access, answer, cache, deploy, idle, latency, proxy, routes, start, template, threads, validated

ALL = [module.SCENARIO for module in (answer, proxy, template, validated, access, cache, routes, latency, threads, idle, start, deploy)]
