// Calls of Step Functions by the AWS SDK; writes what came of them as one line of JSON.
//   node sdk_calls.cjs FOLDER_OF_NODE_MODULES URL
const { createRequire } = require('node:module');
const sfn = createRequire(process.argv[2] + '/')('@aws-sdk/client-sfn');
// There is no host sync-127.0.0.1, where StartSyncExecution would go by itself.
const client = new sfn.SFNClient({ endpoint: process.argv[3], region: 'us-east-1', maxAttempts: 1, disableHostPrefix: true });
const machine = (name) => 'arn:aws:states:us-east-1:000000000000:stateMachine:' + name;
const send = (command, input) => client.send(new sfn[command + 'Command'](input));
const failure = (command, input) => send(command, input).then(() => 'none',
    (error) => [error.name, error instanceof (sfn[error.name] ?? Array), error.$metadata.httpStatusCode, error.message]);
const start = async (name, input) => (await send('StartExecution', { stateMachineArn: machine(name), input: JSON.stringify(input) })).executionArn;

// Waits for an execution as programs do, by asking; the service ends all of these.
async function ended(executionArn) {
    for (;;) {
        const told = await send('DescribeExecution', { executionArn });
        if (told.status !== 'RUNNING') return told;
        await new Promise((done) => setTimeout(done, 20));
    }
}

async function history(executionArn) {
    const events = [];
    for await (const page of sfn.paginateGetExecutionHistory({ client, pageSize: 2 }, { executionArn }))
        events.push(...page.events);
    return events;
}

// The token is in what the task was given.
async function tokenOf(executionArn) {
    for (;;) {
        const events = await history(executionArn);
        if (events.some((event) => event.type === 'TaskSubmitted'))
            return JSON.parse(events.find((event) => event.type === 'TaskScheduled').taskScheduledEventDetails.parameters).Payload.token;
        await new Promise((done) => setTimeout(done, 20));
    }
}

(async () => {
    const good = await ended(await start('order', { n: 1 }));
    const bad = await ended(await start('order', { fail: true }));
    const approved = await start('approve', {});
    const taskToken = await tokenOf(approved);
    await send('SendTaskHeartbeat', { taskToken });
    await send('SendTaskSuccess', { taskToken, output: '{"by":"me"}' });
    const refused = await start('approve', {});
    await send('SendTaskFailure', { taskToken: await tokenOf(refused), error: 'Refused', cause: 'too dear' });
    const waiting = await start('wait', {});
    const stopped = await send('StopExecution', { executionArn: waiting, error: 'Mine', cause: 'enough' });
    const quick = await send('StartSyncExecution', { stateMachineArn: machine('quick'), input: '{"n":2}', traceHeader: 'Root=1-5f0f0f0f-000000000000000000000001' });
    const quickBad = await send('StartSyncExecution', { stateMachineArn: machine('quick'), input: '{"fail":true}' });
    const listed = [];
    for await (const page of sfn.paginateListExecutions({ client, pageSize: 1 }, { stateMachineArn: machine('order') }))
        listed.push(...page.executions);
    const nowhere = { executionArn: 'arn:aws:states:us-east-1:000000000000:execution:order:none' };
    console.log(JSON.stringify({
        machines: (await send('ListStateMachines', {})).stateMachines.map((one) => [one.name, one.type, one.creationDate instanceof Date]),
        definition: JSON.parse((await send('DescribeStateMachine', { stateMachineArn: machine('order') })).definition).StartAt,
        good: [good.status, good.output, good.stopDate >= good.startDate, good.redriveStatus],
        history: (await history(good.executionArn)).map((event) => event.type),
        bad: [bad.status, bad.error, JSON.parse(bad.cause).errorMessage],
        approved: [(await ended(approved)).output],
        refused: await ended(refused).then((told) => [told.status, told.error, told.cause]),
        stopped: await ended(waiting).then((told) => [told.status, told.error, told.cause, stopped.stopDate instanceof Date]),
        quick: [quick.status, quick.output, quick.traceHeader, quick.billingDetails.billedDurationInMilliseconds >= 100],
        quickBad: [quickBad.status, quickBad.error],
        listed: listed.map((one) => one.status),
        noMachine: await failure('StartExecution', { stateMachineArn: machine('none') }),
        noExecution: await failure('DescribeExecution', nowhere),
        noHistory: await failure('GetExecutionHistory', nowhere),
        noArn: await failure('DescribeExecution', { executionArn: 'nonsense' }),
        noJson: await failure('StartExecution', { stateMachineArn: machine('order'), input: '{' }),
        noName: await failure('StartExecution', { stateMachineArn: machine('order'), name: 'a b' }),
        lateToken: await failure('SendTaskSuccess', { taskToken, output: '{}' }),
        syncOfStandard: await failure('StartSyncExecution', { stateMachineArn: machine('order') }),
    }));
})();
