// What a decision costs in CASL with a kept ability: the questions of rules_bench that this peer's rules can answer, on
// an organisation document. Prints one JSON object {"name", "value", "unit"} a line.
//
//   node decide.js organization.json
import { readFileSync } from 'node:fs';
import { AbilityBuilder, createMongoAbility } from '@casl/ability';

const OF_EACH = 512;
const BLOCK = 128;
const PASSES = 60;
const ACTIONS = ['list', 'edit', 'remove', 'sync', 'upgrade', 'emergency_code', 'unlock', 'assets', 'create_asset',
    'enroll'];

const { users, groups, safes } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const byId = new Map([...users, ...groups, ...safes].map((thing) => [thing.id, thing]));
const roleOf = (user) => Object.values(user.accounts)[0]?.safes ?? 'none';
for (const user of users) Object.assign(user, { type: 'User', groups: [], role: roleOf(user) });
for (const safe of safes) Object.assign(safe, { type: 'Safe', groups: [] });
for (const group of groups) {
    group.type = 'Group';
    for (const member of group.members) byId.get(member).groups.push(group.id);
    for (const safe of group.safes) byId.get(safe).groups.push(group.id);
}

const everything = ACTIONS.filter((action) => action !== 'list');

function abilityOf(user) {
    const { can, cannot, build } = new AbilityBuilder(createMongoAbility);
    const [account] = Object.keys(user.accounts);
    const inOurs = { groups: { $in: user.groups } };
    if (user.role === 'account_admin') {
        can(['list', ...everything], 'Safe', { account });
        can(['edit', 'delete'], 'User', { [`accounts.${account}`]: { $exists: true } });
        can(['add_member', 'remove_member'], 'Group', { account });
    } else if (user.role === 'group_admin') {
        can(['list', ...everything.filter((action) => action !== 'remove')], 'Safe', inOurs);
        can('edit', 'User', { role: 'user' });
        can('edit', 'User', { role: 'group_admin' });
        cannot('edit', 'User', { role: 'group_admin', groups: { $elemMatch: { $nin: user.groups } } });
        can(['add_member', 'remove_member'], 'Group', { id: { $in: user.groups } });
    } else {
        can('unlock', 'Safe', inOurs);
    }
    return build({ detectSubjectType: (object) => object.type });
}

/** The same small generator everywhere, so that each run asks the same. */
let state = 7;
function below(bound) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
}
const pick = (list) => list[below(list.length)];
const withRole = (role) => users.filter((user) => user.role === role && user.status === 'active');
const people = Object.fromEntries(['account_admin', 'group_admin', 'user'].map((role) => [role, withRole(role)]));

const abilities = new Map();
function kept(user) {
    if (!abilities.has(user)) abilities.set(user, abilityOf(user));
    return abilities.get(user);
}
function actor() {
    const draw = below(10);
    return pick(draw < 6 ? people.group_admin : draw < 9 ? people.account_admin : people.user);
}
const near = (user) => (user.groups.length > 0 && below(2) === 0 ? byId.get(pick(user.groups)) : pick(groups));
const sorts = [
    ['sync', (user) => byId.get(pick(near(user).safes)) ?? pick(safes)],
    ['unlock', (user) => byId.get(pick(near(user).safes)) ?? pick(safes)],
    ['remove', (user) => byId.get(pick(near(user).safes)) ?? pick(safes)],
    ['edit', (user) => byId.get(pick(near(user).members)) ?? pick(users)],
    ['delete', (user) => byId.get(pick(near(user).members)) ?? pick(users)],
    ['add_member', near],
    ['remove_member', near],
];
const questions = [];
for (const [action, target] of sorts) {
    for (let number = 0; number < OF_EACH; ++number) {
        const user = actor();
        questions.push({ ability: kept(user), action, target: target(user) });
    }
}
for (let left = questions.length; left > 1; --left) {
    const other = below(left);
    [questions[left - 1], questions[other]] = [questions[other], questions[left - 1]];
}

const report = (name, value, unit) => console.log(JSON.stringify({ name, value: Number(value.toPrecision(4)), unit }));

const blocks = [];
let allowed = 0;
for (let pass = 0; pass <= PASSES; ++pass) {
    allowed = 0;
    for (let from = 0; from + BLOCK <= questions.length; from += BLOCK) {
        const start = process.hrtime.bigint();
        for (let at = from; at < from + BLOCK; ++at) {
            const { ability, action, target } = questions[at];
            if (ability.can(action, target)) ++allowed;
        }
        if (pass >= 10) blocks.push(Number(process.hrtime.bigint() - start) / BLOCK);
    }
}
blocks.sort((a, b) => a - b);
const p50 = blocks[blocks.length >> 1];
blocks.length -= Math.floor(blocks.length / 100); // those in which the system did something else
report('decision.mean', blocks.reduce((sum, ns) => sum + ns, 0) / blocks.length, 'ns');
report('decision.p50', p50, 'ns');
report('decision.allowed', (100 * allowed) / questions.length, '%');

for (const role of ['account_admin', 'group_admin']) {
    const ability = kept(people[role][0]);
    let fastest = Infinity;
    let shown = 0;
    for (let repeat = 0; repeat < 60; ++repeat) {
        const start = process.hrtime.bigint();
        shown = 0;
        for (const safe of safes.slice(0, 1000)) for (const action of ACTIONS) if (ability.can(action, safe)) ++shown;
        fastest = Math.min(fastest, Number(process.hrtime.bigint() - start) / 1e6);
    }
    if (shown === 0) throw new Error(`the screen of ${role} shows no action at all`);
    report(`screen.offers.${role}`, fastest, 'ms');
}
