// The Node.js runtime of local functions: speaks the Lambda Runtime API (2018-06-01) with the engine that started it.
// Handlers are ES modules or CommonJS, asynchronous or with a callback, as in the service.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { Writable } from 'node:stream';
import util from 'node:util';
import { pathToFileURL } from 'node:url';

const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
let requestId = '';

function call(method, where, body, headers = {}) {
    return new Promise((resolve, reject) => {
        const data = body === undefined ? undefined : Buffer.from(body);
        if (data) headers = { 'Content-Type': 'application/json', 'Content-Length': data.length, ...headers };
        const request = http.request({ host, port, method, path: '/2018-06-01/runtime/' + where, headers, agent }, (answer) => {
            const pieces = [];
            answer.on('data', (piece) => pieces.push(piece));
            answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(pieces) }));
            answer.on('error', reject);
        });
        request.on('error', reject);
        request.end(data);
    });
}

// --- what functions write

// The lines of one message stay together: the engine reads a carriage return as a line break within it.
function patchConsole() {
    const write = (stream, level) => (...parts) => {
        const text = util.format(...parts).replace(/\r?\n/g, '\r');
        stream.write(`${new Date().toISOString()}\t${requestId || 'undefined'}\t${level}\t${text}\n`);
    };
    console.log = write(process.stdout, 'INFO');
    console.info = console.log;
    console.debug = write(process.stdout, 'DEBUG');
    console.trace = write(process.stdout, 'TRACE');
    console.warn = write(process.stderr, 'WARN');
    console.error = write(process.stderr, 'ERROR');
}

// --- errors

function errorOf(thrown, type) {
    if (thrown instanceof Error || util.types.isNativeError(thrown))
        return { errorType: type ?? thrown.name ?? 'Error', errorMessage: String(thrown.message), trace: (thrown.stack ?? '').split('\n') };
    return { errorType: type ?? typeof thrown, errorMessage: String(thrown), trace: [] };
}

function report(where, error) {
    const payload = JSON.stringify(error);
    console.error(error.trace?.length ? error.trace.join('\n') : payload);
    return call('POST', where, payload, { 'Lambda-Runtime-Function-Error-Type': error.errorType });
}

class InitError extends Error {
    constructor(type, message) {
        super(message);
        this.name = type;
    }
}

// --- the handler

function fileOf(root, name) {
    for (const ending of ['', '.js', '.mjs', '.cjs']) {
        const file = path.resolve(root, name + ending);
        if (fs.existsSync(file) && fs.statSync(file).isFile()) return file;
    }
    throw new InitError('Runtime.ImportModuleError', `Cannot find module '${name}'`);
}

async function load() {
    const wanted = process.env._HANDLER ?? '';
    const dot = path.basename(wanted).indexOf('.');
    if (dot < 1) throw new InitError('Runtime.MalformedHandlerName', `Bad handler: ${wanted}`);
    const base = path.basename(wanted);
    const name = path.join(path.dirname(wanted), base.slice(0, dot));
    const file = fileOf(process.env.LAMBDA_TASK_ROOT, name);
    let loaded;
    try {
        loaded = await import(pathToFileURL(file).href);
    } catch (error) {
        if (error instanceof SyntaxError) throw new InitError('Runtime.UserCodeSyntaxError', String(error.stack ?? error));
        if (error?.code === 'ERR_MODULE_NOT_FOUND' || error?.code === 'MODULE_NOT_FOUND')
            throw new InitError('Runtime.ImportModuleError', String(error.message));
        throw error;
    }
    const find = (from) => base.slice(dot + 1).split('.').reduce((value, key) => value?.[key], from);
    const handler = find(loaded) ?? find(loaded.default);
    if (handler === undefined) throw new InitError('Runtime.HandlerNotFound', `${wanted} is undefined or not exported`);
    if (typeof handler !== 'function') throw new InitError('Runtime.HandlerNotFound', `${wanted} is not a function`);
    return handler;
}

// --- streamed answers

// A chunked request to the engine: what the handler writes goes out as it is written.
class ResponseStream extends Writable {
    #request;
    #answer;
    #contentType = 'application/octet-stream';

    setContentType(type) { this.#contentType = type; }

    #open() {
        if (this.#request) return this.#request;
        const headers = { 'Content-Type': this.#contentType, 'Transfer-Encoding': 'chunked',
            'Lambda-Runtime-Function-Response-Mode': 'streaming' };
        const path = `/2018-06-01/runtime/invocation/${requestId}/response`;
        this.#request = http.request({ host, port, method: 'POST', path, headers, agent });
        this.#answer = new Promise((resolve, reject) => {
            this.#request.on('response', (answer) => answer.resume().on('end', resolve).on('error', reject));
            this.#request.on('error', reject);
        });
        this.#answer.catch(() => {});
        return this.#request;
    }

    abandon() { this.#request?.destroy(); }
    _write(piece, encoding, done) { this.#open().write(piece, encoding, done); }
    _final(done) {
        this.#open().end();
        this.#answer.then(() => done(), done);
    }
}

// A streaming handler is marked as such by who wrote it; an answer for HTTP begins with its head and eight zero bytes.
const streaming = Symbol('streaming');
globalThis.awslambda = {
    streamifyResponse: (handler) => Object.assign(handler, { [streaming]: true }),
    HttpResponseStream: {
        from(stream, head) {
            stream.setContentType('application/vnd.awslambda.http-integration-response');
            stream.write(JSON.stringify(head));
            stream.write(Buffer.alloc(8));
            return stream;
        },
    },
};

async function runStreaming(handler, event, headers) {
    const stream = new ResponseStream();
    const finished = new Promise((resolve, reject) => stream.on('finish', resolve).on('error', reject));
    finished.catch(() => {});
    try {
        await handler(event, stream, contextOf(headers, () => {}));
    } catch (error) {
        stream.abandon(); // half an answer is none
        throw error;
    }
    if (!stream.writableEnded) stream.end();
    await finished;
}

// --- one invocation

function contextOf(headers, finish) {
    const deadline = Number(headers['lambda-runtime-deadline-ms']);
    const own = {
        callbackWaitsForEmptyEventLoop: true,
        functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
        functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
        memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
        logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
        logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
        awsRequestId: requestId,
        invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
        getRemainingTimeInMillis: () => deadline - Date.now(),
        succeed: (result) => finish(undefined, result),
        fail: (error) => finish(error ?? new Error('handled')),
        done: (error, result) => finish(error ?? undefined, result),
    };
    const client = headers['lambda-runtime-client-context'];
    if (client) own.clientContext = JSON.parse(client);
    return own;
}

function run(handler, event, headers) {
    return new Promise((resolve, reject) => {
        let isDone = false;
        const settle = (error, result) => {
            process.removeListener('beforeExit', whenIdle);
            error === undefined || error === null ? resolve(result) : reject(error);
        };
        let outcome; // of a callback that waits for the event loop
        const whenIdle = () => settle(outcome?.[0], outcome?.[1] ?? null);
        const finish = (error, result) => {
            if (isDone) return;
            isDone = true;
            outcome = [error ?? undefined, result];
            if (error || !context.callbackWaitsForEmptyEventLoop) settle(...outcome);
        };
        const context = contextOf(headers, finish);
        process.once('beforeExit', whenIdle); // nothing is left that could answer
        let returned;
        try {
            returned = handler(event, context, finish);
        } catch (error) {
            return settle(error);
        }
        if (typeof returned?.then === 'function')
            returned.then((result) => settle(undefined, result), (error) => settle(error ?? new Error('undefined')));
    });
}

async function serve(handler) {
    for (;;) {
        const next = await call('GET', 'invocation/next');
        if (next.status !== 200) return;
        requestId = next.headers['lambda-runtime-aws-request-id'];
        process.env._X_AMZN_TRACE_ID = next.headers['lambda-runtime-trace-id'] ?? '';
        const where = 'invocation/' + requestId;
        try {
            const event = JSON.parse(next.body.toString('utf8'));
            if (handler[streaming]) {
                await runStreaming(handler, event, next.headers);
                continue;
            }
            const result = await run(handler, event, next.headers);
            const text = JSON.stringify(result);
            await call('POST', where + '/response', text === undefined ? 'null' : text);
        } catch (error) {
            await report(where + '/error', errorOf(error));
        }
    }
}

async function endWith(error, type) {
    const where = requestId ? 'invocation/' + requestId + '/error' : 'init/error';
    await report(where, errorOf(error, type)).catch(() => {});
    process.exit(requestId ? 129 : 1);
}

patchConsole();
process.on('uncaughtException', (error) => endWith(error));
process.on('unhandledRejection', (error) => endWith(error, 'Runtime.UnhandledPromiseRejection'));
let handler;
try {
    handler = await load();
} catch (error) {
    await endWith(error, error instanceof InitError ? error.name : undefined);
}
serve(handler).then(() => process.exit(0), (error) => endWith(error));
