#!/usr/bin/env python3
"""gw_bench_load against a server that does what servers should not: test_load.py PATH_OF_GW_BENCH_LOAD."""
import json, pathlib, socket, subprocess, sys, tempfile, threading, time, unittest

PROGRAM = sys.argv.pop() if len(sys.argv) > 1 else "gw_bench_load"
GOOD = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


class Server:
    """Answers every request by `answer(head, body)`: bytes, a list of pieces sent apart, or None to close."""

    def __init__(self, answer):
        self.answer, self.seen = answer, []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        with client, client.makefile("rb") as stream:
            while head := self.read_head(stream):
                length = next((int(line.split(b":")[1]) for line in head if line.lower().startswith(b"content-length")), 0)
                body = stream.read(length)
                self.seen.append((head, body))
                answer = self.answer(head, body)
                if answer is None:
                    return
                try:
                    for piece in answer if isinstance(answer, list) else [answer]:
                        client.sendall(piece)
                        if isinstance(answer, list):
                            time.sleep(0.002)  # so that pieces come apart
                except OSError:
                    return

    @staticmethod
    def read_head(stream):
        lines = []
        while (line := stream.readline()) not in (b"\r\n", b""):
            lines.append(line.strip())
        return lines

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.listener.close()


def load(port, *more, seconds=0.1, timeout=1, fails=False):
    told = subprocess.run([PROGRAM, f"http://127.0.0.1:{port}/x", "-c", "2", "-d", str(seconds), "--timeout", str(timeout),
                           *map(str, more)], capture_output=True, text=True)
    assert fails or told.returncode == 0, told.stderr
    return json.loads(told.stdout.splitlines()[-1]) if told.stdout else told


class LoadTest(unittest.TestCase):
    def test_every_answer_is_counted(self):
        with Server(lambda head, body: GOOD) as server:
            told = load(server.port)
            self.assertEqual(told["requests"], len(server.seen))
            self.assertEqual((told["not_2xx"], told["failed"], told["reconnects"]), (0, 0, 0))
            self.assertEqual(told["bytes"], len(GOOD) * told["requests"])

    def test_answers_in_pieces_and_in_chunks_are_whole(self):
        chunked = [b"HTTP/1.1 200 OK\r\nTransfer-Enc", b"oding: chunked\r\n\r", b"\n5\r\nhel", b"lo\r\n3;x=y\r\nyou\r", b"\n0\r\nA: b\r\n", b"\r\n"]
        in_pieces = [b"HTTP/1.1 204 No Content\r", b"\n\r", b"\n"]
        for answer in (chunked, in_pieces, [GOOD[:-1], GOOD[-1:]]):
            with Server(lambda head, body: answer) as server:
                told = load(server.port)
                self.assertGreater(told["requests"], 2)
                self.assertEqual((told["failed"], told["not_2xx"]), (0, 0), answer)

    def test_what_is_not_2xx_is_counted(self):
        with Server(lambda head, body: b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n") as server:
            told = load(server.port)
            self.assertEqual(told["not_2xx"], told["requests"])

    def test_an_announced_end_is_no_failure(self):
        with Server(lambda head, body: GOOD.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")) as server:
            told = load(server.port)
            self.assertEqual(told["failed"], 0)
            self.assertEqual(told["reconnects"], told["requests"])

    def test_an_end_without_an_answer_is_a_failure(self):
        with Server(lambda head, body: None) as server:
            told = load(server.port)
            self.assertEqual(told["requests"], 0)
            self.assertGreater(told["closed"], 2)
            self.assertEqual(told["failed"], told["closed"])

    def test_what_is_no_http_is_a_failure(self):
        for answer in (b"SSH-2.0 hello there\r\n\r\n", b"HTTP/1.1 200 OK\r\nX: no length\r\n\r\n", GOOD + GOOD):
            with Server(lambda head, body: answer) as server:
                self.assertGreater(load(server.port)["malformed"], 0, answer)

    def test_an_answer_that_never_comes_is_a_failure(self):
        with Server(lambda head, body: b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort") as server:
            self.assertEqual(load(server.port, timeout=0.2)["timed_out"], 2)

    def test_a_server_that_stops_is_charged_with_what_was_due_meanwhile(self):
        """200 a second on two connections, and once nothing for 200 ms: about 40 requests are late, not two."""
        stops = iter([False] * 20 + [True])
        lock = threading.Lock()

        def answer(head, body):
            with lock:
                if next(stops, False):
                    time.sleep(0.2)
            return GOOD

        with Server(answer) as server:
            told = load(server.port, "-r", 200, seconds=0.5)
        self.assertEqual((told["requests"], told["failed"]), (100, 0))
        self.assertGreater(told["latency_us"]["max"], 190_000)
        self.assertGreater(told["latency_us"]["p90"], 100_000)  # a tenth of all were due in the first half of the stop

    def test_what_cannot_be_sent_in_time_is_told(self):
        def answer(head, body):
            time.sleep(0.05)
            return GOOD

        with Server(answer) as server:
            told = load(server.port, "-r", 1000, timeout=0.2)
        self.assertEqual(told["requests"] + told["failed"], 100)
        self.assertGreater(told["unsent"], 50)

    def test_bodies_headers_and_paths_are_sent(self):
        with tempfile.TemporaryDirectory() as folder, Server(lambda head, body: GOOD) as server:
            body, paths = pathlib.Path(folder, "body"), pathlib.Path(folder, "paths")
            body.write_bytes(b'{"a": 1}' * 20_000)  # more than a socket takes at once
            paths.write_text("/one\n/two?x=y\n")
            told = load(server.port, "-m", "POST", "-b", body, "-H", "A: b", "-H", "C: d", "--paths", paths, "-t", 2)
            self.assertEqual(told["failed"], 0)
            self.assertEqual({head[0] for head, _ in server.seen}, {b"POST /one HTTP/1.1", b"POST /two?x=y HTTP/1.1"})
            for head, got in server.seen:
                self.assertEqual(got, body.read_bytes())
                self.assertLessEqual({b"A: b", b"C: d"}, set(head))

    def test_idle_connections_ask_once_and_stay(self):
        with Server(lambda head, body: GOOD) as server:
            told = load(server.port, "-i", 20, seconds=0)
            self.assertEqual((told["idle"], told["idle_lost"], len(server.seen)), (20, 0, 20))

    def test_it_waits_for_a_word_and_tells_when_a_text_came(self):
        with Server(lambda head, body: GOOD) as server:
            process = subprocess.Popen([PROGRAM, f"http://127.0.0.1:{server.port}/", "-c", "2", "-d", "0.05", "--wait", "--watch-for", "ok"],
                                       stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            self.assertEqual(json.loads(process.stdout.readline()), {"open": 2})
            self.assertEqual(server.seen, [])
            before = time.time_ns()
            told = json.loads(process.communicate("go\n")[0])
            self.assertTrue(before <= told["seen_at_ns"] <= time.time_ns())

    def test_nobody_there_and_no_address(self):
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        refused = load(port, fails=True)
        self.assertEqual(refused.returncode, 4)
        self.assertIn("refused", refused.stderr)
        for url in ("https://127.0.0.1/", "127.0.0.1"):
            wrong = subprocess.run([PROGRAM, url], capture_output=True, text=True)
            self.assertEqual(wrong.returncode, 2)
            self.assertIn("no address", wrong.stderr)


if __name__ == "__main__":
    unittest.main()
