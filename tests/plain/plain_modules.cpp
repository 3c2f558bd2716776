// Modules, records and custom roles (RULEBOOK 5, M).
#include "tests/plain/plain_judge.hpp"

namespace castellan::plain {

namespace {

using enum Permission;

bool holds_custom_role(World const& world, UserId person, CustomRoleId role)
{
    for (auto const& [module, held] : world.users[person].assigned->modules) {
        if (held.custom == role)
            return true;
    }
    return false;
}

} // namespace

bool Judge::holds_nothing_in(ModuleId module) const
{
    for (std::size_t at = 0; at < permission_count; ++at) {
        auto const permission = static_cast<Permission>(at);
        if (module_permissions().has(permission) && holds(world, me, permission, module))
            return false;
    }
    return true;
}

Answer Judge::operator()(CreateModule const& c) const
{
    if (auto const refusal = refused(c.account, modules_create))
        return *refusal;
    if (world.modules.find(c.module))
        return not_now({"X-13"});
    return granted(modules_create, c.account);
}

Answer Judge::operator()(EditModule const& c) const
{
    if (auto const refusal = refused(c.module, modules_edit))
        return *refusal;
    auto const& module = world.modules[c.module];
    if (!alters(c.fields.name, module.name) && !alters(c.fields.fields, module.fields))
        return not_now({"X-13"});
    return granted(modules_edit, module.account);
}

Answer Judge::operator()(DeleteModule const& c) const
{
    if (auto const refusal = refused(c.module, modules_delete))
        return *refusal;
    return granted(modules_delete, world.modules[c.module].account);
}

Answer Judge::operator()(SetModuleRole const& c) const
{
    if (!sees(world, me, c.module))
        return hidden();
    auto const account = world.modules[c.module].account;
    if (c.role.rank == ModuleRank::custom && !sees(world, me, c.role.custom))
        return hidden();
    auto const has_grant = holds(world, me, modules_assign_roles, c.module);
    if (!knows(world, me, c.user))
        return hidden();
    if (!has_grant)
        return not_granted(modules_assign_roles, c.module);
    if (c.user == me)
        return denied({"X-3"});
    auto const their_rank = module_rank(world, c.user, c.module);
    auto const by_m = their_rank <= module_rank(world, me, c.module) && could_give_by_modules(world, me, c.module, c.role);
    auto const by_p = their_rank <= 2 && could_give_by_profiles(world, me, c.module, c.role);
    if (c.role.rank == ModuleRank::custom && world.custom_roles[c.role.custom].account != account)
        return denied({"M-5", "X-4", "X-12"});
    if (!by_m && !by_p)
        return denied({"X-4", "X-5", "M-5", "X-12"});
    if (c.role.rank != ModuleRank::none && !is_organization_admin(world, me) && !reaches(c.user, account))
        return denied({"X-12"});
    if (module_role(world, c.user, c.module) == c.role)
        return not_now({"X-13"});
    return granted(modules_assign_roles, account);
}

Answer Judge::operator()(SubmitRecord const& c) const
{
    if (auto const refusal = refused(c.module, records_submit))
        return *refusal;
    if (world.records.find(c.record))
        return not_now({"X-13"});
    return granted(records_submit, world.modules[c.module].account);
}

Answer Judge::operator()(EditRecord const& c) const
{
    if (!sees(world, me, c.record))
        return hidden();
    auto const& record = world.records[c.record];
    if (!holds(world, me, records_edit, record.module))
        return not_granted(records_edit);
    if (c.values == record.values)
        return not_now({"X-13"});
    return granted(records_edit, world.modules[record.module].account);
}

Answer Judge::operator()(DeleteRecord const& c) const
{
    if (!sees(world, me, c.record))
        return hidden();
    auto const& record = world.records[c.record];
    if (!holds(world, me, records_delete, record.module))
        return not_granted(records_delete);
    return granted(records_delete, world.modules[record.module].account);
}

Answer Judge::operator()(ClearRecords const& c) const
{
    if (!sees(world, me, c.module) || (c.in_record && !sees(world, me, c.record)))
        return hidden();
    if (c.in_record && world.records[c.record].module != c.module)
        return hidden();
    if (!holds(world, me, records_clear, c.module))
        return not_granted(records_clear, c.module);
    auto has_values = false;
    for (auto const record : world.modules[c.module].records)
        has_values = has_values || ((!c.in_record || record == c.record) && world.records[record].values != "{}");
    if (!has_values)
        return not_now({"X-13"});
    return granted(records_clear, world.modules[c.module].account);
}

/// M-5: what a custom role may carry that this person defines: by M all module permissions or a module_admin's, by P
/// what he holds himself.
bool Judge::may_define(AccountId account, Permission permission, PermissionSet permissions) const
{
    if (!module_permissions().includes(permissions))
        return false;
    if (is_organization_admin(world, me) || is_full_admin(world, me, account))
        return true;
    if (is_division_admin(world, me, account) && module_admin_permissions().includes(permissions))
        return true;
    auto const carried = by_profiles(world, me, account);
    return carried.has(permission) && carried.includes(permissions);
}

Answer Judge::operator()(CreateCustomRole const& c) const
{
    if (auto const refusal = refused(c.account, custom_roles_create))
        return *refusal;
    if (!may_define(c.account, custom_roles_create, c.permissions))
        return denied({"M-5", "X-5"});
    if (world.custom_roles.find(c.custom_role))
        return not_now({"X-13"});
    return granted(custom_roles_create, c.account);
}

Answer Judge::operator()(EditCustomRole const& c) const
{
    if (!sees(world, me, c.custom_role))
        return hidden();
    auto const& role = world.custom_roles[c.custom_role];
    if (!holds(world, me, custom_roles_edit, role.account))
        return not_granted(custom_roles_edit);
    if (holds_custom_role(world, me, c.custom_role))
        return denied({"M-5", "X-3"});
    if (c.permissions && !may_define(role.account, custom_roles_edit, *c.permissions))
        return denied({"M-5", "X-5"});
    if (!alters(c.name, role.name) && !alters(c.permissions, role.permissions))
        return not_now({"X-13"});
    return granted(custom_roles_edit, role.account);
}

Answer Judge::operator()(DeleteCustomRole const& c) const
{
    if (!sees(world, me, c.custom_role))
        return hidden();
    auto const& role = world.custom_roles[c.custom_role];
    if (!holds(world, me, custom_roles_delete, role.account))
        return not_granted(custom_roles_delete);
    if (holds_custom_role(world, me, c.custom_role))
        return denied({"M-5", "X-3"});
    return granted(custom_roles_delete, role.account);
}

} // namespace castellan::plain
