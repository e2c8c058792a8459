// People in rooms. What goes to one's own connection is the answer of the function; what goes to others is posted to
// their connections.
const people = new Map(); // connection id → {name, room}

const isIn = (room) => ([, person]) => person.room === room;
const namesIn = (room) => [...people].filter(isIn(room)).map(([, person]) => person.name);
const reply = (body) => ({statusCode: 200, body: JSON.stringify(body)});

// Locally the gateway says where connections are managed; in the cloud it is the API's own address.
function addressOf(context, id) {
  const base = process.env.AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI
      ?? `https://${context.domainName}/${context.stage}`;
  return `${base}/@connections/${encodeURIComponent(id)}`;
}

async function post(context, id, message) {
  const answer = await fetch(addressOf(context, id), {method: "POST", body: JSON.stringify(message)});
  if (answer.status === 410) people.delete(id); // gone meanwhile
}

const tell = (context, room, message) =>
  Promise.all([...people].filter(isIn(room)).map(([id]) => post(context, id, message)));

const routes = {
  $connect(event) {
    const {connectionId} = event.requestContext;
    const name = event.queryStringParameters?.name;
    if (!name) return {statusCode: 400, body: "Connect with ?name=…"};
    people.set(connectionId, {name, room: null});
    return {statusCode: 200};
  },

  async $disconnect(event, me) {
    people.delete(event.requestContext.connectionId);
    if (me?.room) await tell(event.requestContext, me.room, {left: me.name});
    return {statusCode: 200};
  },

  async join(event, me, {room}) {
    await tell(event.requestContext, room, {joined: me.name});
    me.room = room;
    return reply({room, here: namesIn(room)});
  },

  async say(event, me, {text}) {
    if (me.room) await tell(event.requestContext, me.room, {from: me.name, text});
    return {statusCode: 200};
  },

  async private(event, me, {to, text}) {
    const found = [...people].find(([, person]) => person.name === to);
    if (!found) return reply({error: `${to} is not here.`});
    await post(event.requestContext, found[0], {from: me.name, text, private: true});
    return reply({sent: to});
  },
};

export async function handler(event) {
  const {routeKey, connectionId} = event.requestContext;
  const message = event.body ? JSON.parse(event.body) : {};
  return routes[routeKey](event, people.get(connectionId), message);
}
