// People and their roles (RULEBOOK 5: X, S-5 to S-7, S-11, T-2, T-6, M-2, P-6).
#include "tests/plain/plain_judge.hpp"

namespace castellan::plain {

namespace {

using enum Permission;

/// How good an answer is, where one that allows is enough.
int worth(Answer const& answer)
{
    switch (answer.effect) {
    case Effect::allow: return 4;
    case Effect::after: return 3;
    case Effect::not_now: return 2;
    case Effect::deny: return answer.hidden ? 0 : 1;
    }
    return 0;
}

std::uint32_t active_holders(World const& world, auto const& is_one)
{
    auto count = std::uint32_t{0};
    for (auto const person : world.users.handles())
        count += is_active(world, person) && is_one(person);
    return count;
}

/// he is active, is one, and nobody else is.
bool is_last(World const& world, UserId person, auto const& is_one)
{
    return is_active(world, person) && is_one(person) && active_holders(world, is_one) == 1;
}

bool shares_a_group(World const& world, UserId a, UserId b, AccountId account)
{
    for (auto const group : groups_in(world, a, account)) {
        if (is_member(world, b, group))
            return true;
    }
    return false;
}

/// holds something in a book other than S, or in another account.
bool holds_elsewhere(World const& world, UserId person, AccountId account)
{
    auto const& row = world.users[person];
    if (row.administrator || row.organization_admin || !row.assigned->group_keys.empty() ||
        !row.assigned->keys.empty() || !row.assigned->teams.empty() || !row.assigned->modules.empty())
        return true;
    for (auto const& roles : row.accounts) {
        if (roles.profiles != ProfilesRole::none || roles.modules != ModulesRole::none)
            return true;
        if (roles.account != account && roles.safes != SafesRole::none)
            return true;
    }
    return std::ranges::any_of(row.groups, [&](GroupId group) { return world.groups[group].account != account; });
}

bool holds_top_role_under_code(Judge const& judge, UserId person)
{
    auto const& row = judge.world.users[person];
    if (row.administrator || (row.organization_admin && judge.needs_code(TopRole::organization_admin)))
        return true;
    for (auto const& roles : row.accounts) {
        if ((roles.safes == SafesRole::account_admin && judge.needs_code(TopRole::account_admin)) ||
            (roles.profiles == ProfilesRole::full_admin && judge.needs_code(TopRole::full_admin)))
            return true;
    }
    for (auto const& [group, role] : row.assigned->group_keys) {
        if (role == KeyRole::owner && !judge.world.groups[group].doors.empty() && judge.needs_code(TopRole::owner))
            return true;
    }
    return false;
}

} // namespace

/// Sight, grants, guards and preconditions of one new person (S-5, S-11, X-12, X-13).
Answer Judge::create_user(CreateUser const& c) const
{
    if (!sees(world, me, c.account))
        return hidden();
    for (auto const group : c.groups) {
        if (!sees(world, me, group))
            return hidden();
    }
    if (!holds(world, me, users_create, c.account))
        return denied({"S-*", "P-*", "X-1", "X-5"});
    auto groups_are_mine = true;
    auto may_place = true;
    for (auto const group : c.groups) {
        if (world.groups[group].account != c.account)
            return denied({"X-1", "X-5", "X-10", "S-*", "X-12"});
        groups_are_mine = groups_are_mine && is_member(world, me, group);
        may_place = may_place && holds(world, me, groups_assign_members, group);
    }
    auto may_give = is_account_admin(world, me, c.account);
    if (is_full_admin(world, me, c.account) && c.role != SafesRole::account_admin)
        may_give = true;
    if (is_group_admin(world, me, c.account) && !groups_in(world, me, c.account).empty() &&
        (c.role == SafesRole::user ||
         (c.role == SafesRole::group_admin && groups_are_mine && !c.groups.empty())))
        may_give = true;
    if (by_profiles(world, me, c.account).has(users_create) && c.role <= SafesRole::user)
        may_give = true;
    if (!may_give || !may_place)
        return denied({"S-*", "X-4", "X-5", "P-*", "X-1"});
    if (auto taken = address_taken(c.email, {})) {
        taken->rules.emplace_back("X-13"); // the id may be taken as well
        return *taken;
    }
    if (world.users.find(c.user))
        return not_now({"X-13"});
    auto const code = c.role == SafesRole::account_admin && needs_code(TopRole::account_admin);
    return granted(users_create, c.account, {.code = code});
}

Answer Judge::operator()(CreateUser const& c) const { return create_user(c); }

Answer Judge::operator()(ImportUsers const& c) const
{
    if (auto const refusal = refused(c.account, users_import))
        return *refusal;
    auto worst = granted(users_import, c.account);
    auto rules = worst.rules;
    for (std::size_t at = 0; at < c.rows.size(); ++at) {
        auto const& row = c.rows[at];
        auto answer = create_user({c.account, row.user, row.name, row.email, row.phone, row.role, row.groups});
        for (std::size_t before = 0; before < at; ++before) {
            auto const& other = c.rows[before];
            auto const repeats = lowered(other.email) == lowered(row.email) || other.user == row.user;
            if (repeats && answer.effect != Effect::deny)
                answer = not_now({"X-12", "X-13", "S-6"});
        }
        rules.insert(rules.end(), answer.rules.begin(), answer.rules.end());
        auto needs = worst.needs;
        needs.otp = needs.otp || answer.needs.otp;
        auto const both_deny = worst.effect == Effect::deny && answer.effect == Effect::deny;
        auto const open = both_deny && worst.hidden != answer.hidden;
        if (worth(answer) < worth(worst))
            worst = answer;
        worst.hidden_is_open = worst.hidden_is_open || open;
        if (worst.effect == Effect::after)
            worst.needs = needs;
    }
    if (c.rows.empty())
        return not_now({"X-13", "S-6"});
    worst.rules = rules;
    worst.rules.emplace_back("S-6");
    return worst;
}

template <class Verdict>
Answer Judge::best_of_accounts(UserId person, Verdict const& verdict) const
{
    auto best = denied({"X-1", "X-3", "X-4", "X-12", "S-*", "P-*"});
    for (auto const account : world.accounts.handles()) {
        if (!belongs_to(world, person, account))
            continue;
        if (auto const answer = verdict(account); worth(answer) > worth(best))
            best = answer;
    }
    return best;
}

/// S-5, S-7, S-11: whom the `users` permissions reach in one account.
bool Judge::may_edit(UserId person, AccountId account, Permission permission) const
{
    auto const role = safes_role(world, person, account);
    if (is_account_admin(world, me, account) && role != SafesRole::none)
        return true;
    auto const has_any = has_role_in(world, person, account);
    if (is_full_admin(world, me, account) && role != SafesRole::account_admin && has_any)
        return true;
    if (is_group_admin(world, me, account) && !groups_in(world, me, account).empty() && permission != users_delete &&
        (role == SafesRole::user ||
         (role == SafesRole::group_admin && all_groups_are_mine(world, me, person, account))) &&
        (permission == users_edit || shares_a_group(world, me, person, account)))
        return true;
    return by_profiles(world, me, account).has(permission) && role <= SafesRole::user && has_any &&
           !is_full_admin(world, person, account);
}

Answer Judge::operator()(EditUser const& c) const
{
    if (!sees(world, me, c.user))
        return hidden();
    auto const& row = world.users[c.user];
    auto const new_email = c.fields.email && lowered(*c.fields.email) != row.email;
    auto const new_phone = alters(c.fields.phone, row.phone);
    return best_of_accounts(c.user, [&](AccountId account) {
        if (!may_edit(c.user, account, users_edit))
            return denied({"X-1", "X-4", "S-*", "P-*"});
        if ((new_email || new_phone) && (c.user == me || !could_give_everything(world, me, c.user)))
            return denied({"X-4"});
        if (!new_email && !new_phone && !alters(c.fields.name, row.name) && !alters(c.fields.values, row.values->json))
            return not_now({"X-13"});
        if (new_email) {
            if (auto const taken = address_taken(*c.fields.email, c.user))
                return *taken;
        }
        return granted(users_edit, account);
    });
}

Answer Judge::operator()(DeleteUser const& c) const
{
    if (!sees(world, me, c.user))
        return hidden();
    return best_of_accounts(c.user, [&](AccountId account) {
        if (!may_edit(c.user, account, users_delete))
            return denied({"X-1", "X-3", "X-4", "S-*", "P-*"});
        if (c.user == me)
            return denied({"X-3"});
        if (!could_give_everything(world, me, c.user) || holds_elsewhere(world, c.user, account))
            return denied({"X-4"});
        auto const is_one = [&](UserId person) { return is_account_admin(world, person, account); };
        if (is_last(world, c.user, is_one))
            return not_now({"X-6"});
        return granted(users_delete, account, {.code = holds_top_role_under_code(*this, c.user)});
    });
}

Answer Judge::operator()(SetUserRole const& c) const
{
    if (!sees(world, me, c.account))
        return hidden();
    if (!knows(world, me, c.user))
        return hidden();
    if (!holds(world, me, users_set_role, c.account))
        return denied({"S-*", "P-*", "X-1", "X-3", "X-12"});
    if (c.user == me)
        return denied({"X-3"});
    if (!could_give(world, me, c.user, c.account, c.role))
        return denied({"S-*", "X-4", "X-5", "P-*", "X-1", "X-12"});
    if (c.role != SafesRole::none && !reaches(c.user, c.account))
        return denied({"X-12"});
    auto const present = safes_role(world, c.user, c.account);
    if (present == c.role)
        return not_now({"X-13"});
    if (is_last(world, c.user, [&](UserId person) { return is_account_admin(world, person, c.account); }))
        return not_now({"X-6"});
    auto const about_top = present == SafesRole::account_admin || c.role == SafesRole::account_admin;
    return granted(users_set_role, c.account, {.code = about_top && needs_code(TopRole::account_admin)});
}

Answer Judge::operator()(SetAdministrator const& c) const
{
    if (!sees(world, me, c.user))
        return hidden();
    if (!is_administrator(world, me))
        return not_granted(people_promote);
    if (c.user == me)
        return denied({"X-3"});
    auto const& row = world.users[c.user];
    if (row.administrator == c.administrator)
        return not_now({"X-13", "T-2"});
    if (c.administrator && row.status != Status::active)
        return not_now({"T-2"});
    if (!c.administrator && is_last(world, c.user, [&](UserId person) { return is_administrator(world, person); }))
        return not_now({"X-6"});
    return granted_without_mfa(people_promote, {.code = true});
}

Answer Judge::operator()(DisableUser const& c) const
{
    if (!sees(world, me, c.user))
        return hidden();
    if (!is_administrator(world, me))
        return not_granted(people_disable);
    if (c.user == me)
        return denied({"X-3"});
    if (world.users[c.user].status == Status::disabled)
        return not_now({"X-13"});
    if (is_last(world, c.user, [&](UserId person) { return is_administrator(world, person); }) ||
        is_last(world, c.user, [&](UserId person) { return is_organization_admin(world, person); }))
        return not_now({"X-6"});
    return granted_without_mfa(people_disable, {.code = holds_top_role_under_code(*this, c.user)});
}

Answer Judge::operator()(EnableUser const& c) const
{
    if (!sees(world, me, c.user))
        return hidden();
    if (!is_administrator(world, me))
        return not_granted(people_disable);
    if (world.users[c.user].status != Status::disabled)
        return not_now({"X-13", "X-2", "T-2"});
    return granted_without_mfa(people_disable);
}

Answer Judge::operator()(EditSelf const& c) const
{
    auto const& row = world.users[me];
    // The same address once more: to prove it, if that has not been done.
    auto const new_email = c.fields.email && (lowered(*c.fields.email) != row.email || !row.email_verified);
    auto const new_phone =
        c.fields.phone && (*c.fields.phone != row.phone || (!row.phone_verified && !row.phone.empty()));
    if (!new_email && !new_phone && !alters(c.fields.name, row.name) && !alters(c.fields.values, row.values->json))
        return not_now({"X-13"});
    if (new_email) {
        if (auto const taken = address_taken(*c.fields.email, me))
            return *taken;
    }
    auto answer = Answer{.effect = Effect::allow, .rules = {"X-11"}};
    if ((new_email || new_phone) && !context.otp) { // a code is sent to the new address
        answer.effect = Effect::after;
        answer.needs.otp = true;
        answer.rules.emplace_back("X-8");
    }
    return answer;
}

Answer Judge::clear(UserId person, Permission permission, bool is_enrolled) const
{
    return best_of_accounts(person, [&](AccountId account) {
        if (!may_edit(person, account, permission))
            return denied({"X-1", "X-4", "S-*", "P-*"});
        if (!is_enrolled)
            return not_now({"X-13"});
        return granted(permission, account);
    });
}

Answer Judge::operator()(ClearPin const& c) const
{
    return sees(world, me, c.user) ? clear(c.user, users_clear_pin, world.users[c.user].pin) : hidden();
}

Answer Judge::operator()(ClearFingerprint const& c) const
{
    return sees(world, me, c.user) ? clear(c.user, users_clear_fingerprint, world.users[c.user].fingerprint) : hidden();
}

Answer Judge::operator()(SetAdminType const& c) const
{
    if (!sees(world, me, c.account))
        return hidden();
    auto const is_mine = is_full_admin(world, me, c.account);
    if (!knows(world, me, c.user))
        return hidden();
    if (!is_mine)
        return not_granted(profiles_set_type);
    if (c.user == me)
        return denied({"X-3"});
    if (c.type != ProfilesRole::none && !reaches(c.user, c.account))
        return denied({"X-12"});
    auto const present = world.users[c.user].roles_in(c.account).profiles;
    if (present == c.type)
        return not_now({"X-13"});
    if (is_last(world, c.user, [&](UserId person) { return is_full_admin(world, person, c.account); }))
        return not_now({"X-6"});
    auto const about_top = present == ProfilesRole::full_admin || c.type == ProfilesRole::full_admin;
    return granted(profiles_set_type, c.account, {.code = about_top && needs_code(TopRole::full_admin)});
}

Answer Judge::operator()(SetModulesRole const& c) const
{
    if (!c.in_account) {
        if (!knows(world, me, c.user))
            return hidden();
        if (!is_organization_admin(world, me))
            return not_granted(modules_assign_roles);
        if (c.user == me)
            return denied({"X-3"});
        if (is_organization_admin(world, c.user) == c.holds)
            return not_now({"X-13"});
        if (is_last(world, c.user, [&](UserId person) { return is_organization_admin(world, person); }))
            return not_now({"X-6"});
        return granted_without_mfa(modules_assign_roles, {.code = needs_code(TopRole::organization_admin)});
    }
    if (!sees(world, me, c.account))
        return hidden();
    auto const may_give = is_organization_admin(world, me) || is_division_admin(world, me, c.account);
    if (!knows(world, me, c.user))
        return hidden();
    if (!holds(world, me, modules_assign_roles, c.account))
        return not_granted(modules_assign_roles);
    if (c.user == me)
        return denied({"X-3", "X-5"});
    if (!may_give && (c.holds || is_division_admin(world, c.user, c.account)))
        return denied({"X-4", "X-5", "X-12", "M-*", "P-*"});
    if (is_organization_admin(world, c.user) && !is_organization_admin(world, me))
        return denied({"X-4", "X-12"});
    if (c.holds && !is_organization_admin(world, me) && !reaches(c.user, c.account))
        return denied({"X-12"});
    if (is_division_admin(world, c.user, c.account) == c.holds)
        return not_now({"X-13"});
    return granted(modules_assign_roles, c.account);
}

} // namespace castellan::plain
