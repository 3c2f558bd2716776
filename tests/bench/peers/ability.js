// Who may do what, in CASL. An ability is built at sign-in and kept with the session.
import { AbilityBuilder, createMongoAbility } from '@casl/ability';

const NAMES = ['id', 'name', 'status', 'accounts', 'groups', 'version'];
const PARTICULARS = ['email', 'phone', 'pin', 'fingerprint'];

/**
 * @param {{id: string, roles: {account: string, safes: string}[], groups: string[]}} user
 * @returns {import('@casl/ability').MongoAbility}
 */
export function abilityOf(user) {
    const { can, cannot, build } = new AbilityBuilder(createMongoAbility);
    for (const { account, safes } of user.roles) {
        const inAccount = { roles: { $elemMatch: { account } } };
        if (safes === 'account_admin') {
            can('read', 'User', [...NAMES, ...PARTICULARS], inAccount);
            can('update', 'User', ['name'], { roles: { $elemMatch: { account, safes: { $ne: 'none' } } } });
        } else if (safes === 'group_admin') {
            can('read', 'User', NAMES, inAccount);
            if (user.groups.length === 0) continue;
            // Particulars and edits: users, and group administrators all of whose groups are one's own.
            const users = { roles: { $elemMatch: { account, safes: 'user' } } };
            const peers = { roles: { $elemMatch: { account, safes: 'group_admin' } } };
            for (const whom of [users, peers]) {
                can('read', 'User', PARTICULARS, whom);
                can('update', 'User', ['name'], whom);
            }
            for (const groups of [{ $size: 0 }, { $elemMatch: { $nin: user.groups } }]) {
                cannot('read', 'User', PARTICULARS, { ...peers, groups });
                cannot('update', 'User', ['name'], { ...peers, groups });
            }
        }
    }
    can('read', 'User', [...NAMES, ...PARTICULARS], { id: user.id });
    return build({ detectSubjectType: (object) => object.type });
}

/** What of a person this ability may see: two questions, because the fields come in two kinds. */
export function cut(ability, user) {
    const { id, name, status, accounts, groups, version } = user;
    if (!ability.can('read', user, 'email')) return { id, name, status, accounts, groups, version };
    const { email, phone, pin, fingerprint } = user;
    return { id, name, status, accounts, groups, version, email, phone, pin, fingerprint };
}
