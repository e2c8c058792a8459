# An HTTPS endpoint that lets nobody in without a certificate of one authority, and answers with whom it saw. Writes its
# port first.
#   python3 mutual_tls_endpoint.py CERTIFICATE KEY AUTHORITY_OF_CLIENTS
import http.server
import json
import ssl
import sys


class Endpoint(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        subject = dict(pair for part in self.connection.getpeercert()["subject"] for pair in part)
        body = json.dumps({"client": subject["commonName"], "path": self.path}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


certificate, key, authority = sys.argv[1:4]
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(certificate, key)
context.verify_mode = ssl.CERT_REQUIRED
context.load_verify_locations(authority)
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
print(server.server_port, flush=True)
server.serve_forever()
