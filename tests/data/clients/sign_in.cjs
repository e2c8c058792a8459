// Signs in at the local issuer as a person does, with Chromium, for an application that uses openid-client: discovery,
// authorization code with PKCE, ID token, UserInfo, and a call of a protected method. Writes what came of it as one line
// of JSON.
//   node sign_in.cjs FOLDER_OF_NODE_MODULES CHROMIUM FOLDER_FOR_ITS_PROFILE ISSUER CLIENT_ID REDIRECT_URI API_URL USER PASSWORD
const { createRequire } = require('node:module');
const { spawn } = require('node:child_process');
const http = require('node:http');
const [, , modules, chromium, profile, issuerUrl, clientId, redirectUri, apiUrl, user, password] = process.argv;
const { Issuer, generators } = createRequire(modules + '/')('openid-client');

// Chromium by its own protocol, over a pipe: messages end with a zero byte.
class Browser {
    constructor() {
        this.process = spawn(chromium, ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-background-networking',
            '--no-first-run', '--user-data-dir=' + profile, '--remote-debugging-pipe', 'about:blank'],
            { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
        this.last = 0;
        this.answers = new Map();
        this.events = [];
        this.waiting = [];
        let text = '';
        this.process.stdio[4].on('data', (part) => {
            const messages = (text + part).split('\0');
            text = messages.pop();
            messages.map((one) => JSON.parse(one)).forEach((message) => this.take(message));
        });
    }
    take(message) {
        if (message.id) {
            const { resolve, reject } = this.answers.get(message.id);
            return message.error ? reject(new Error(message.error.message)) : resolve(message.result);
        }
        this.events.push(message);
        this.waiting = this.waiting.filter(({ name, resolve }) => name !== message.method || resolve(message.params));
    }
    send(method, params = {}) {
        const id = ++this.last;
        this.process.stdio[3].write(JSON.stringify({ id, method, params, sessionId: this.session }) + '\0');
        return new Promise((resolve, reject) => this.answers.set(id, { resolve, reject }));
    }
    next(name) {
        return new Promise((resolve) => this.waiting.push({ name, resolve: (params) => { resolve(params); return false; } }));
    }
    async open() {
        const { targetId } = await this.send('Target.createTarget', { url: 'about:blank' });
        this.session = (await this.send('Target.attachToTarget', { targetId, flatten: true })).sessionId;
        for (const domain of ['Page', 'Runtime', 'Log'])
            await this.send(domain + '.enable');
    }
    async goTo(url) {
        const loaded = this.next('Page.loadEventFired');
        await this.send('Page.navigate', { url });
        await loaded;
    }
    async value(expression) {
        return (await this.send('Runtime.evaluate', { expression, returnByValue: true })).result.value;
    }
    async type(field, text) {
        await this.value(`document.querySelector('${field}').focus(); document.querySelector('${field}').select()`);
        await this.send('Input.insertText', { text });
    }
    async pressEnter() {
        const loaded = this.next('Page.loadEventFired');
        const key = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13 };
        await this.send('Input.dispatchKeyEvent', { type: 'keyDown', text: '\r', ...key });
        await this.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
        await loaded;
    }
    complaints() {
        return this.events.filter(({ method, params }) => method === 'Log.entryAdded' && params.entry.source === 'security')
            .map(({ params }) => params.entry.text);
    }
    end() {
        const gone = new Promise((resolve) => this.process.on('exit', resolve));
        this.process.kill();
        return gone;
    }
}

(async () => {
    const back = new Promise((resolve) => {
        const server = http.createServer((request, answer) => {
            answer.end('<!doctype html><title>back</title>');
            if (request.url.startsWith(new URL(redirectUri).pathname)) {
                resolve(request);
                server.close();
            }
        });
        server.listen(+new URL(redirectUri).port, '127.0.0.1');
    });
    const issuer = await Issuer.discover(issuerUrl);
    const client = new issuer.Client({ client_id: clientId, redirect_uris: [redirectUri], response_types: ['code'],
        token_endpoint_auth_method: 'none' });
    const checks = { code_verifier: generators.codeVerifier(), state: generators.state(), nonce: generators.nonce() };
    const browser = new Browser();
    try {
        await browser.open();
        await browser.goTo(client.authorizationUrl({ scope: 'openid', code_challenge_method: 'S256',
            code_challenge: generators.codeChallenge(checks.code_verifier), state: checks.state, nonce: checks.nonce }));
        const title = await browser.value('document.title');
        const corners = await browser.value(`getComputedStyle(document.querySelector('main')).borderRadius`);
        await browser.type('#username', user);
        await browser.type('#password', 'not ' + password);
        await browser.pressEnter();
        const refusal = await browser.value(`document.querySelector('[role=alert]').textContent`);
        const kept = await browser.value(`document.querySelector('#username').value`);
        await browser.type('#password', password);
        await browser.pressEnter();
        const tokens = await client.callback(redirectUri, client.callbackParams(await back), checks);
        const call = async (token) => (await fetch(apiUrl, { headers: token ? { Authorization: token } : {} })).status;
        const again = await client.callback(redirectUri, { code: 'used-up', state: checks.state, iss: issuer.issuer }, checks)
            .then(() => 'taken', (error) => error.error);
        console.log(JSON.stringify({ title, corners, refusal, kept, complaints: browser.complaints(),
            name: tokens.claims()['cognito:username'] ?? tokens.claims().preferred_username, subject: tokens.claims().sub,
            userInfo: (await client.userinfo(tokens.access_token)).sub, again,
            calls: [await call(), await call(tokens.id_token), await call(tokens.id_token.slice(0, -6) + 'AAAAAA')] }));
    } finally {
        await browser.end();
    }
})().catch((error) => { console.error(error); process.exit(1); });
