// Talks to a WebSocket server with npm's ws, and to its @connections with the AWS SDK. Arguments: the folder of
// node_modules, ws://host:port/path, http://host:port/stage. Prints what happened as JSON.
const [tools, address, endpoint] = process.argv.slice(2);
const load = (name) => require(require.resolve(name, { paths: [tools] }));
const WebSocket = load("ws");
const sdk = load("@aws-sdk/client-apigatewaymanagementapi");

const told = {};

function open(protocols) {
    return new Promise((resolve, reject) => {
        const socket = new WebSocket(address, protocols, { perMessageDeflate: true });
        socket.inbox = [];
        socket.waiting = [];
        socket.on("message", (data, isBinary) => {
            const message = [data.toString(), isBinary];
            const next = socket.waiting.shift();
            if (next) next(message);
            else socket.inbox.push(message);
        });
        socket.closed = new Promise((done) => socket.on("close", (code, reason) => done([code, reason.toString()])));
        socket.on("open", () => resolve(socket));
        socket.on("error", reject);
    });
}

const next = (socket) => socket.inbox.length ? socket.inbox.shift() : new Promise((resolve) => socket.waiting.push(resolve));
const failure = (work) => work.then(() => "no error", (error) => [error.name, error.$metadata?.httpStatusCode]);

async function main() {
    const socket = await open(["chat.v2"]);
    told.protocol = socket.protocol;
    told.extensions = socket.extensions;
    socket.send("grüße");
    told.echo = await next(socket);
    const large = "x".repeat(30000);
    socket.send(large, { fin: false });
    socket.send(large, { fin: false });
    socket.send("", { fin: true });
    told.fragments = (await next(socket))[0] === large + large;
    told.pong = await new Promise((resolve) => {
        socket.on("pong", (data) => resolve(data.toString()));
        socket.ping("are you there");
    });
    const closed = await open([]);
    closed.send(Buffer.from([1, 2, 3]));
    told.binary = await closed.closed;

    socket.send("id");
    const [ConnectionId] = await next(socket);
    const client = new sdk.ApiGatewayManagementApiClient({ endpoint, region: "us-east-1", credentials: { accessKeyId: "test", secretAccessKey: "test" } });
    const posted = await client.send(new sdk.PostToConnectionCommand({ ConnectionId, Data: "from the SDK" }));
    told.posted = [posted.$metadata.httpStatusCode, (await next(socket))[0]];
    const got = await client.send(new sdk.GetConnectionCommand({ ConnectionId }));
    told.got = [got.Identity.SourceIp, got.ConnectedAt instanceof Date, got.LastActiveAt >= got.ConnectedAt];
    told.malformed = await failure(client.send(new sdk.GetConnectionCommand({ ConnectionId: "nobody" })));
    told.large = await failure(client.send(new sdk.PostToConnectionCommand({ ConnectionId, Data: "x".repeat(131073) })));
    await client.send(new sdk.DeleteConnectionCommand({ ConnectionId }));
    told.deleted = await socket.closed;
    told.gone = await failure(client.send(new sdk.PostToConnectionCommand({ ConnectionId, Data: "too late" })));
    console.log(JSON.stringify(told));
    process.exit(0);
}
main().catch((error) => { console.error(error); process.exit(1); });
