#include "model/local_time.hpp"
#include "tests/plain/plain_judge.hpp"

#include <variant>

namespace castellan::plain {

namespace {

using enum Permission;

bool is_everyday(Permission permission)
{
    return PermissionSet{safes_unlock, doors_unlock, doors_remote_unlock, doors_unlock_for, records_list,
                         records_submit, patients_list, patients_create, patients_edit, patients_delete, patients_act}
        .has(permission);
}

/// S-13: somebody else, active, who may open this safe; where it is asked for, an administrator of S for it.
bool serves_as_second(World const& world, UserId me, UserId second, SafeId safe)
{
    if (second == me || !is_active(world, second))
        return false;
    auto const account = world.safes[safe].account;
    if (world.safes[safe].two_person == TwoPerson::any)
        return holds(world, second, safes_unlock, safe);
    if (is_account_admin(world, second, account))
        return true;
    for (auto const group : world.safes[safe].groups) {
        if (is_group_admin(world, second, account) && is_member(world, second, group))
            return true;
    }
    return false;
}

} // namespace

bool Answer::accepts(std::string_view rule) const
{
    return std::ranges::any_of(rules, [rule](std::string_view accepted) {
        return accepted == rule || (accepted.ends_with('*') && rule.starts_with(accepted.substr(0, accepted.size() - 1)));
    });
}

bool agree(Answer const& plain, Decision const& engine)
{
    return plain.effect == engine.effect && plain.needs == engine.needs &&
           (plain.hidden_is_open || plain.hidden == engine.hidden);
}

Answer Judge::hidden() { return {.effect = Effect::deny, .hidden = true, .rules = {"X-1", "X-12"}}; }
Answer Judge::denied(Rules rules) { return {.effect = Effect::deny, .rules = rules}; }
Answer Judge::not_now(Rules rules) { return {.effect = Effect::not_now, .rules = rules}; }

std::vector<std::string_view> Judge::rules_about(Permission permission)
{
    if (permission >= accounts_list && permission <= accounts_delete)
        return {"X-1", "M-*"};
    if (permission == organization_view || permission == organization_edit ||
        (permission >= people_list && permission <= people_promote) ||
        (permission >= teams_list && permission <= patients_act))
        return {"X-1", "T-*", "M-2", "M-7"};
    if (permission == groups_assign_doors || permission == groups_set_toggles ||
        (permission >= doors_list && permission <= keys_revoke))
        return {"X-1", "D-*", "P-*"};
    if (permission >= profiles_list && permission <= profiles_set_type)
        return {"X-1", "P-*"};
    if (permission >= modules_list && permission <= custom_roles_delete)
        return {"X-1", "M-*", "P-*"};
    if (permission == audit_list || permission == audit_export)
        return {"X-1", "X-7", "S-*", "T-*", "P-*", "M-*"};
    return {"X-1", "S-*", "P-*"};
}

Answer Judge::not_granted(Permission permission) { return {.effect = Effect::deny, .rules = rules_about(permission)}; }

Answer Judge::granted(Permission permission, AccountId account, Obligations obligations) const
{
    auto answer = granted_without_mfa(permission, obligations);
    if (answer.effect == Effect::not_now)
        return answer;
    auto const* row = world.get(account);
    if (row != nullptr && row->require_admin_mfa && !is_everyday(permission) && !context.mfa &&
        has_administrative_role(world, me, account)) {
        answer.needs.mfa = true;
        answer.effect = Effect::after;
        answer.rules.emplace_back("X-9");
    }
    return answer;
}

Answer Judge::granted(Permission permission, AccountId account) const { return granted(permission, account, {}); }

Answer Judge::granted_without_mfa(Permission permission, Obligations obligations) const
{
    auto answer = Answer{.effect = Effect::allow, .rules = rules_about(permission)};
    if (obligations.code && !context.otp) {
        auto const& row = world.users[me];
        if (!row.email_verified || !row.phone_verified)
            return not_now({"X-8"});
        answer.needs.otp = true;
    }
    answer.needs.second_person = obligations.second_person;
    if (answer.needs.any()) {
        answer.effect = Effect::after;
        answer.rules = {"X-8", "S-13"};
    }
    return answer;
}

Answer Judge::granted_without_mfa(Permission permission) const { return granted_without_mfa(permission, {}); }

bool Judge::needs_code(TopRole role) const
{
    return role == TopRole::administrator || std::ranges::find(world.organization.code_for, role) !=
                                                 world.organization.code_for.end();
}

std::optional<Answer> Judge::address_taken(std::string_view email, UserId except) const
{
    auto const wanted = lowered(email);
    for (auto const person : world.users.handles()) {
        if (person == except || wanted.empty() || world.users[person].email != wanted)
            continue;
        return world.users[person].status == Status::disabled ? not_now({"X-2", "X-12"}) : not_now({"X-12"});
    }
    return std::nullopt;
}

bool Judge::reaches(UserId person, AccountId account) const
{
    return belongs_to(world, person, account) || belongs_nowhere(world, person);
}

/// S-14: whether every group by which this person opens the safe has a schedule that is closed now.
static bool is_out_of_hours(World const& world, UserId person, SafeId safe, Instant now)
{
    auto const account = world.safes[safe].account;
    if (is_account_admin(world, person, account) || is_full_admin(world, person, account) ||
        carries(world, person, account, safes_unlock))
        return false;
    auto is_bound = false;
    for (auto const group : world.groups.handles()) {
        auto const& row = world.groups[group];
        auto const has_it = std::ranges::find(row.safes, safe) != row.safes.end();
        if (!has_it)
            continue;
        auto const* schedule = world.schedules.get(row.schedule);
        is_bound = is_bound || schedule != nullptr;
        if (std::ranges::find(row.members, person) == row.members.end())
            continue;
        if (schedule == nullptr || is_open(*schedule, local_time(world.accounts[account].time_zone_rule, now)))
            return false;
    }
    return is_bound;
}

// Orders to safes (S-8, S-13, S-14, S-16).

Answer Judge::operator()(UnlockSafe const& c) const
{
    if (auto const refusal = refused(c.safe, safes_unlock))
        return *refusal;
    if (is_out_of_hours(world, me, c.safe, context.now))
        return not_now({"S-14"});
    if (is_busy(c.safe))
        return not_now({"S-16"});
    auto const alone = world.safes[c.safe].two_person == TwoPerson::off ||
                       serves_as_second(world, me, context.second_person, c.safe);
    return granted(safes_unlock, world.safes[c.safe].account, {.second_person = !alone});
}

Answer Judge::operator()(CancelOrder const& c) const
{
    if (world.get(c.safe) == nullptr || !holds(world, me, safes_list, c.safe))
        return hidden(); // others do not see its orders
    auto const& safe = world.safes[c.safe];
    for (auto const& order : safe.orders) {
        if (order.number != static_cast<std::uint64_t>(c.order))
            continue;
        auto needed = safes_edit;
        switch (order.kind) {
        case OrderKind::sync: needed = safes_sync; break;
        case OrderKind::upgrade: needed = safes_upgrade; break;
        case OrderKind::emergency_code: needed = safes_emergency_code; break;
        case OrderKind::enroll: needed = assets_enroll; break;
        case OrderKind::unlock: needed = safes_unlock; break;
        case OrderKind::settings: break;
        }
        if (!holds(world, me, needed, c.safe))
            return not_granted(needed);
        return order.state == OrderState::queued ? granted(needed, safe.account) : not_now({"S-16"});
    }
    return not_now({"S-16"});
}

Answer Judge::operator()(ReportSafe const& c) const
{
    if (world.get(actor.device) == nullptr) { // a person is no device
        auto answer = denied({"X-1", "S-*"});
        answer.hidden_is_open = true; // refused whatever the safe is, so that it tells nothing
        return answer;
    }
    if (actor.device != c.safe) {
        auto answer = denied({"X-1", "S-16"});
        answer.hidden_is_open = true;
        return answer;
    }
    auto const& safe = world.safes[c.safe];
    auto changes = alters(c.online, safe.online) || alters(c.firmware, safe.firmware);
    if (c.order && c.state) {
        for (auto const& order : safe.orders) {
            if (order.number == static_cast<std::uint64_t>(*c.order) &&
                (order.state != *c.state || alters(c.detail, order.detail)))
                changes = true;
        }
    }
    if (!changes)
        return not_now({"X-13", "S-16"});
    return {.effect = Effect::allow, .rules = {"S-16"}};
}

Answer plain_may(World const& world, Actor actor, Change const& change, Context const& context)
{
    auto const judge = Judge{world, actor.user, actor, context};
    if (auto const* report = std::get_if<ReportSafe>(&change); report != nullptr && actor.device)
        return judge(*report);
    if (auto const* acceptance = std::get_if<AcceptInvitation>(&change))
        return judge(*acceptance);
    if (world.get(actor.user) == nullptr) // nobody whom the organisation knows
        return {.effect = Effect::deny, .hidden_is_open = true, .rules = {"X-1", "X-2"}};
    if (!is_active(world, actor.user))
        return {.effect = Effect::deny, .hidden_is_open = true, .rules = {"X-1", "X-2"}};
    return std::visit(judge, change);
}

} // namespace castellan::plain
