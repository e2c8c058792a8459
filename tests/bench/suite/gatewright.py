"""`gatewright serve`, started for a measurement."""
import json, subprocess

from .processes import Server, free_port, wait_until


class Served(Server):
    def __init__(self, process, port, base):
        super().__init__(process, port)
        self.base = base.rstrip("/")

    def url(self, path):
        return self.base + path


def serve(servers, binary, project, folder, on, trace="off", threads=1, watch=False, log=subprocess.DEVNULL):
    """`folder` takes the ready file, which tells that everything listens, and where the one API is."""
    port = free_port()
    ready = folder / f"{port}.ready"
    command = [binary, "serve", project, "--port", port, "--threads", threads, "--trace", trace, "--ready-file", ready]
    process = servers.spawn(command + (["--watch"] if watch else []), on, log=log)
    wait_until(ready.exists, process, "did not write its ready file")
    return Served(process, port, json.loads(ready.read_text())["apis"][0]["url"])
