// The kinds of RULEBOOK 7 that are about modules, their records, and custom roles (M-1 to M-6).
#include "rules/judgement.hpp"

#include <algorithm>

namespace castellan {

namespace {

using enum Permission;

Decision on_module(Judgement const& j, ModuleId module) { return j.on(module, shows_module); }

Decision on_record(Judgement const& j, RecordId record)
{
    auto const* row = j.world().records.get(record);
    return row != nullptr ? j.on(row->module, shows_record) : unseen;
}

/// Where somebody stands over a module (RULEBOOK 3).
Rank standing_in(World const& world, UserId user, Module const& module)
{
    auto const& row = world.users[user];
    if (row.organization_admin)
        return organization_admin_rank;
    if (row.roles_in(module.account).modules == ModulesRole::division_admin)
        return division_admin_rank;
    return rank_of(role_in(module.roles, user).rank);
}

Decision on_custom_role(Judgement const& j, CustomRoleId role, PermissionSet const* content)
{
    if (!j.sees(role))
        return unseen;
    auto subject = j.in(j.world().custom_roles[role].account);
    subject.custom_role = role;
    subject.content = content;
    return j.settled(subject, j.judged(subject));
}

} // namespace

Decision judge_kind(Judgement const& j, CreateModule const& c) { return j.make_in(c.account, j.world().modules, c.module); }

Decision judge_kind(Judgement const& j, EditModule const& c)
{
    auto const decision = on_module(j, c.module);
    if (decision.effect == Effect::deny)
        return decision;
    auto const& module = j.world().modules[c.module];
    return changes(c.fields.name, module.name) || changes(c.fields.fields, module.fields) ? decision : unchanged;
}

Decision judge_kind(Judgement const& j, DeleteModule const& c) { return on_module(j, c.module); }

Decision judge_kind(Judgement const& j, SetModuleRole const& c)
{
    auto const is_custom = c.role.rank == ModuleRank::custom;
    if (!j.is_offered(c.user) || !j.world().modules.contains(c.module) || (is_custom && !j.sees(c.role.custom)))
        return unseen;
    auto const& module = j.world().modules[c.module];
    auto subject = j.in(c.module);
    subject.person = c.user;
    subject.book = Book::modules;
    subject.present = standing_in(j.world(), c.user, module);
    subject.gives = rank_of(c.role.rank);
    if (is_custom) {
        subject.content = &j.world().custom_roles[c.role.custom].permissions;
    }
    auto const decision = j.judged_if_shown(subject, shows_module);
    if (decision.effect == Effect::deny)
        return decision;
    if (is_custom && j.world().custom_roles[c.role.custom].account != module.account)
        return denied("M-5", "A custom role is given in modules of its own account.");
    return role_in(module.roles, c.user) == c.role ? unchanged : j.obliged(subject, decision);
}

Decision judge_kind(Judgement const& j, SubmitRecord const& c)
{
    return Judgement::unless_taken(on_module(j, c.module), j.world().records, c.record);
}

Decision judge_kind(Judgement const& j, EditRecord const& c)
{
    auto const decision = on_record(j, c.record);
    if (decision.effect != Effect::deny && j.world().records[c.record].values == c.values)
        return unchanged;
    return decision;
}

Decision judge_kind(Judgement const& j, DeleteRecord const& c) { return on_record(j, c.record); }

Decision judge_kind(Judgement const& j, ClearRecords const& c)
{
    auto const is_clear = [&](RecordId record) { return j.world().records[record].values == "{}"; };
    if (c.in_record) {
        auto const* row = j.world().records.get(c.record);
        if (row == nullptr || row->module != c.module)
            return unseen; // a parent that does not fit
        auto const decision = on_record(j, c.record);
        return decision.effect != Effect::deny && is_clear(c.record) ? unchanged : decision;
    }
    auto const decision = on_module(j, c.module);
    if (decision.effect != Effect::deny && std::ranges::all_of(j.world().modules[c.module].records, is_clear))
        return unchanged;
    return decision;
}

Decision judge_kind(Judgement const& j, CreateCustomRole const& c)
{
    return j.make_in(c.account, j.world().custom_roles, c.custom_role, &c.permissions);
}

Decision judge_kind(Judgement const& j, EditCustomRole const& c)
{
    auto const decision = on_custom_role(j, c.custom_role, c.permissions ? &*c.permissions : nullptr);
    if (decision.effect == Effect::deny)
        return decision;
    auto const& role = j.world().custom_roles[c.custom_role];
    return changes(c.name, role.name) || changes(c.permissions, role.permissions) ? decision : unchanged;
}

Decision judge_kind(Judgement const& j, DeleteCustomRole const& c) { return on_custom_role(j, c.custom_role, nullptr); }

} // namespace castellan
