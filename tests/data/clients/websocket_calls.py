# Talks to a WebSocket server with Python's websockets. Argument: ws://host:port/path. Prints what happened as JSON.
import asyncio, json, sys

import websockets


async def main():
    told = {}
    async with websockets.connect(sys.argv[1], subprotocols=["chat.v2"], max_size=None) as socket:
        told["protocol"] = socket.subprotocol
        await socket.send("grüße")
        told["echo"] = await socket.recv()
        await socket.send(["frag", "men", "ts"])
        told["fragments"] = await socket.recv()
        await (await socket.ping("are you there"))
        told["pong"] = True
        large = "x" * 32768
        await socket.send([large, large, large, large])
        told["large"] = len(await socket.recv())
    told["closed"] = socket.close_code
    async with websockets.connect(sys.argv[1]) as socket:
        await socket.send("x" * 32769)
        try:
            await socket.recv()
        except websockets.ConnectionClosed as closed:
            told["tooLarge"] = [closed.code, closed.reason]
    print(json.dumps(told))


asyncio.run(main())
