// Calls of the Invoke API by the AWS SDK; writes what came of them as one line of JSON.
//   node sdk_calls.cjs FOLDER_OF_NODE_MODULES URL
const { createRequire } = require('node:module');
const { LambdaClient, InvokeCommand, GetFunctionCommand } = createRequire(process.argv[2] + '/')('@aws-sdk/client-lambda');
const client = new LambdaClient({ endpoint: process.argv[3], region: 'us-east-1', maxAttempts: 1 });
const text = (bytes) => Buffer.from(bytes ?? []).toString();
const invoke = (more) => client.send(new InvokeCommand({ FunctionName: 'f', ...more }));
const failure = (promise) => promise.then(() => 'none', (error) => [error.name, error.$metadata.httpStatusCode, error.Reason ?? null]);
(async () => {
    const good = await invoke({ FunctionName: 'arn:aws:lambda:us-east-1:000000000000:function:f', Payload: '{"n":2}', LogType: 'Tail',
        ClientContext: Buffer.from('{"custom":{"a":1}}').toString('base64') });
    const bad = await invoke({ Payload: '{"fail":true}', Qualifier: 'live' });
    const both = await Promise.allSettled([invoke({ Payload: '{"pause":0.5}' }), invoke({ Payload: '{"pause":0.5}' })]);
    console.log(JSON.stringify({
        good: [good.StatusCode, text(good.Payload), good.FunctionError ?? null, good.ExecutedVersion,
            Buffer.from(good.LogResult, 'base64').toString().includes('said\n')],
        bad: [bad.StatusCode, JSON.parse(text(bad.Payload)).errorMessage, bad.FunctionError],
        dry: (await invoke({ InvocationType: 'DryRun' })).StatusCode,
        event: (await invoke({ InvocationType: 'Event', Payload: '{}' })).StatusCode,
        missing: await failure(client.send(new GetFunctionCommand({ FunctionName: 'nowhere' }))),
        runtime: (await client.send(new GetFunctionCommand({ FunctionName: 'f' }))).Configuration.Runtime,
        noJson: await failure(invoke({ Payload: '{' })),
        large: await failure(invoke({ Payload: JSON.stringify('x'.repeat(6300000)) })),
        throttled: both.filter((one) => one.status === 'rejected').map((one) => [one.reason.name, one.reason.$metadata.httpStatusCode, one.reason.Reason]),
    }));
})();
