// The peer of the benchmarks: sessions by cookie, a page of people cut to the reader, a rename that is judged, audited
// and durable before it is answered.
//
//   node server.js --document big.json --data DIR --port N --commit each|group --sign-in u1,u6 --password …
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import cookie from '@fastify/cookie';
import fastify from 'fastify';
import { abilityOf, cut } from './ability.js';
import { CommitEach, CommitGroup } from './committer.js';
import { Store } from './store.js';

const { values: options } = parseArgs({
    options: {
        document: { type: 'string' },
        data: { type: 'string' },
        port: { type: 'string' },
        commit: { type: 'string', default: 'each' },
        'sign-in': { type: 'string', default: 'u1' },
        password: { type: 'string' },
    },
});

const store = new Store(join(options.data, 'peer.db'));
store.load(options.document, options['sign-in'].split(','), options.password);
const committer = options.commit === 'group' ? new CommitGroup(store) : new CommitEach(store);

/** @type {Map<string, {user: string, account: string, ability: import('@casl/ability').MongoAbility}>} */
const sessions = new Map();

const text = { type: 'string', minLength: 1, maxLength: 200 };
const person = {
    type: 'object',
    properties: {
        id: { type: 'string' }, name: { type: 'string' }, status: { type: 'string' }, version: { type: 'integer' },
        email: { type: 'string' }, phone: { type: 'string' },
        pin: { type: 'boolean' }, fingerprint: { type: 'boolean' },
        accounts: {
            type: 'object',
            additionalProperties: { type: 'object', properties: { safes: { type: 'string' } } },
        },
        groups: { type: 'array', items: { type: 'string' } },
    },
};
const page = { type: 'object', properties: { users: { type: 'array', items: person }, next: { type: 'string' } } };
const problem = (reply, status, title) => reply.code(status).type('application/problem+json').send({ status, title });

const app = fastify({ logger: false });
await app.register(cookie);
app.decorateRequest('session', null);
app.addHook('onRequest', async (request, reply) => {
    const writes = request.method !== 'GET';
    if (writes && request.headers['castellan-request'] !== '1') return problem(reply, 403, 'Forbidden');
    if (request.url === '/session') return undefined;
    request.session = sessions.get(request.cookies.session);
    return request.session ? undefined : problem(reply, 401, 'Sign in first');
});

app.post('/session', {
    schema: { body: { type: 'object', required: ['email', 'password'], properties: { email: text, password: text } } },
}, async (request, reply) => {
    const user = store.signIn(request.body.email, request.body.password);
    if (!user) return problem(reply, 401, 'Wrong address or password');
    const token = randomBytes(32).toString('base64url');
    sessions.set(token, { user: user.id, account: user.roles[0].account, ability: abilityOf(user) });
    reply.setCookie('session', token, { httpOnly: true, sameSite: 'strict', path: '/' });
    return reply.code(201).send({ user: user.id });
});

app.get('/users', {
    schema: {
        querystring: {
            type: 'object',
            properties: {
                after: { type: 'string', default: '' },
                limit: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
            },
        },
        response: { 200: page },
    },
}, async (request) => {
    const { account, ability } = request.session;
    const rows = store.users(account, request.query.after, request.query.limit);
    const users = rows.filter((row) => ability.can('read', row)).map((row) => cut(ability, row));
    return { users, next: rows.at(-1)?.id };
});

app.patch('/users/:id', {
    schema: {
        body: { type: 'object', required: ['name'], additionalProperties: false, properties: { name: text } },
        response: { 200: person },
    },
}, async (request, reply) => {
    const { user: actor, ability } = request.session;
    const outcome = await committer.run(() => {
        const user = store.user(request.params.id);
        if (!user || !ability.can('read', user)) return { status: 404 };
        if (!ability.can('update', user, 'name')) return { status: 403 };
        return { user: store.change(actor, user, request.body.name) };
    });
    return outcome.user ? cut(ability, outcome.user) : problem(reply, outcome.status, 'Refused');
});

await app.listen({ host: '127.0.0.1', port: Number(options.port) });
console.log(`The peer listens on ${options.port}`);
