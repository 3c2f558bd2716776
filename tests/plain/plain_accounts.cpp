// The organisation and its accounts (RULEBOOK 5, D-8, M-1, T-2).
#include "tests/plain/plain_judge.hpp"

namespace castellan::plain {

namespace {

using enum Permission;

} // namespace

Answer Judge::operator()(EditOrganization const& c) const
{
    if (!is_administrator(world, me))
        return not_granted(organization_edit);
    auto changes = alters(c.fields.name, world.organization.name) ||
                   alters(c.fields.patient_fields, world.organization.patient_fields) ||
                   alters(c.fields.user_fields, world.organization.user_fields);
    for (auto const role :
         {TopRole::organization_admin, TopRole::account_admin, TopRole::full_admin, TopRole::owner}) {
        if (c.fields.code_for &&
            needs_code(role) != (std::ranges::find(*c.fields.code_for, role) != c.fields.code_for->end()))
            changes = true;
    }
    if (!changes)
        return not_now({"X-13"});
    return granted_without_mfa(organization_edit);
}

Answer Judge::operator()(CreateAccount const& c) const
{
    auto const& named = c.administrators;
    for (auto const* people : {&named.safes, &named.profiles, &named.modules}) {
        for (auto const person : *people) {
            if (!knows(world, me, person))
                return hidden();
        }
    }
    if (!is_organization_admin(world, me))
        return not_granted(accounts_create);
    for (auto const* people : {&named.safes, &named.profiles, &named.modules}) {
        for (auto const person : *people) {
            if (person == me)
                return denied({"X-3", "M-1"});
        }
    }
    if (world.accounts.find(c.account))
        return not_now({"X-13"});
    auto const code = (!named.safes.empty() && needs_code(TopRole::account_admin)) ||
                      (!named.profiles.empty() && needs_code(TopRole::full_admin));
    return granted_without_mfa(accounts_create, {.code = code});
}

Answer Judge::operator()(EditAccount const& c) const
{
    if (auto const refusal = refused(c.account, accounts_edit))
        return *refusal;
    if (!alters(c.fields.name, world.accounts[c.account].name))
        return not_now({"X-13"});
    return granted(accounts_edit, c.account);
}

Answer Judge::operator()(DeleteAccount const& c) const
{
    if (auto const refusal = refused(c.account, accounts_delete))
        return *refusal;
    auto const of_account = [&](auto const& table) {
        return std::ranges::any_of(table.handles(),
                                   [&](auto handle) { return table[handle].account == c.account; });
    };
    if (of_account(world.safes) || of_account(world.doors) || of_account(world.groups))
        return not_now({"M-1"});
    for (auto const person : world.users.handles()) {
        auto const roles = world.users[person].roles_in(c.account);
        if (roles.safes != SafesRole::none || roles.profiles != ProfilesRole::none)
            return not_now({"M-1"});
    }
    return granted(accounts_delete, c.account);
}

Answer Judge::operator()(SetAccountSettings const& c) const
{
    if (auto const refusal = refused(c.account, settings_edit))
        return *refusal;
    auto const& account = world.accounts[c.account];
    if (alters(c.fields.groups_for_doors, account.groups_for_doors) && !is_full_admin(world, me, c.account))
        return denied({"D-8"});
    if (!alters(c.fields.groups_for_doors, account.groups_for_doors) &&
        !alters(c.fields.require_admin_mfa, account.require_admin_mfa) &&
        !alters(c.fields.time_zone, account.time_zone) && !alters(c.fields.time_zone_rule, account.time_zone_rule))
        return not_now({"X-13"});
    return granted(settings_edit, c.account);
}

} // namespace castellan::plain
