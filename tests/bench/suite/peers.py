"""The servers that ours is measured against. Each function starts one, or raises Missing with the reason."""
import json, pathlib, re, shutil

from . import designs
from .processes import Missing, free_port


def program(name):
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")
    if not found:
        raise Missing(f"{name} is not on this machine")
    return found


class Peers:
    """`shared` holds the set-ups (conf/, peers/), `tools` what comes from npm; `scratch` takes what is filled in."""

    def __init__(self, servers, shared, tools, scratch, server_cores, client_cores):
        self.servers, self.shared, self.tools, self.scratch = servers, shared, tools, scratch
        self.server_cores, self.client_cores = server_cores, client_cores

    def setup(self, name, folder="conf"):
        if not self.shared:
            raise Missing("the peers' set-ups are not here (--conf names their folder)")
        return (self.shared / folder / name).read_text()

    def filled(self, text, ports):
        """The set-up with our ports, bodies and folders in it, as a file."""
        for old, new in ports.items():
            text = text.replace(f":{old}", f":{new}")
        for name in ("body200", "body1k"):
            text = text.replace("@" + name.upper() + "@", self.setup(f"{name}.json").strip())
        return text.replace("@RUN@", str(self.scratch)).replace("@CONF@", str(self.shared / "conf"))

    def write(self, name, text):
        path = self.scratch / name
        path.write_text(text)
        return path

    def nginx(self, name, ports, on, workers=1):
        nginx = program("nginx")
        text = self.filled(self.setup(name), ports)
        if not pathlib.Path("/usr/lib/nginx/modules/ngx_http_lua_module.so").exists():
            text = re.sub(r"load_module[^;]*;|location = /lua\s*\{.*\} \}", "", text)
        text = re.sub(r"^worker_processes[^;]*;", "", text, flags=re.M)
        port = next(iter(ports.values()))
        path = self.write(f"{port}-{name}", text)
        return self.servers.start([nginx, "-p", self.scratch, "-c", path, "-g", f"worker_processes {workers};"], port, on)

    def nginx_static(self, workers=1, on=None):
        """/mock: `return` of 200 bytes; /log: the same with an access log."""
        return self.nginx("nginx-static.conf", {"9001": free_port()}, on or self.server_cores, workers)

    def nginx_proxy(self, upstream):
        return self.nginx("nginx-proxy.conf", {"9002": free_port(), "9100": upstream}, self.server_cores)

    def nginx_upstream(self):
        """The endpoint behind the proxies, 1 KiB; on the clients' cores."""
        return self.nginx("nginx-upstream.conf", {"9100": free_port()}, self.client_cores)

    def access_log(self):
        return self.scratch / "ng-access.log"

    def haproxy(self, port_of, upstream=9100):
        """`port_of`: "9003" for the static answer, "9004" for the proxy."""
        haproxy = program("haproxy")
        ports = {"9003": free_port(), "9004": free_port(), "9100": upstream}
        path = self.write(f"{ports[port_of]}-haproxy.cfg", self.filled(self.setup("haproxy.cfg"), ports))
        return self.servers.start([haproxy, "-db", "-f", path], ports[port_of], self.server_cores, {"HA_THREADS": "1"})

    def caddy(self, port_of, upstream=9100):
        """`port_of`: "9005" for the static answer, "9006" for the proxy."""
        caddy = program("caddy")
        ports = {"9005": free_port(), "9006": free_port(), "9100": upstream}
        path = self.write(f"{ports[port_of]}-Caddyfile", self.filled(self.setup("Caddyfile"), ports))
        return self.servers.start([caddy, "run", "--config", path, "--adapter", "caddyfile"], ports[port_of], self.server_cores,
                                  {"GOMAXPROCS": "1", "HOME": str(self.scratch)}, self.log("caddy"))

    def node_http(self):
        node = program("node")
        port = free_port()
        path = self.write(f"{port}-http.js", self.setup("node-http.js", "peers").replace("port:9007", f"port:{port}"))
        return self.servers.start([node, path], port, self.server_cores, {"CONF": str(self.shared / "conf")})

    def npm_program(self, name):
        path = self.tools / "node_modules" / ".bin" / name
        if not path.exists():
            raise Missing(f"{name} is not installed (installer/bench-tools.sh)")
        return path

    def log(self, name):
        return open(self.scratch / f"{name}.log", "a")

    def mockoon(self, environment):
        command = self.npm_program("mockoon-cli")
        port = free_port()
        path = self.write(f"{port}-mockoon.json", json.dumps(environment))
        return self.servers.start(
            [program("node"), command, "start", "--data", path, "--port", port, "--hostname", "127.0.0.1", "--disable-log-to-file",
             "--disable-admin-api"], port, self.server_cores, {"HOME": str(self.scratch)}, self.log("mockoon"))

    def mockoon_static(self):
        return self.mockoon(json.loads(self.setup("mockoon-static.json")))

    def mockoon_template(self):
        """POST /tpl: the body's fields through a template, as ours does (designs.TEMPLATE)."""
        environment = json.loads(self.setup("mockoon-static.json"))
        route = next(r for r in environment["routes"] if r["endpoint"] == "tpl")
        route["method"] = "post"
        route["responses"][0]["body"] = designs.MOCKOON_TEMPLATE
        return self.mockoon(environment)

    def mockoon_proxy(self, upstream):
        environment = json.loads(self.setup("mockoon-proxy.json"))
        return self.mockoon(environment | {"proxyHost": f"http://127.0.0.1:{upstream}"})

    def prism(self, document):
        """`document`: a file. Prism answers with examples, and refuses bodies that are not of their schema."""
        command = self.npm_program("prism")
        port = free_port()
        return self.servers.start([program("node"), command, "mock", "-h", "127.0.0.1", "-p", port, "-v", "silent", document],
                                  port, self.server_cores, None, self.log("prism"))

    def prism_static(self):
        return self.prism(self.write("prism.yaml", self.setup("prism.yaml")))
