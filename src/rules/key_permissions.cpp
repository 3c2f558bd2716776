#include "rules/key_permissions.hpp"

namespace castellan {

namespace {

using enum Permission;

constexpr auto for_people = PermissionSet{
    credentials_list,    credentials_create, credentials_edit, credentials_delete, credentials_run,         webhooks_list,
    webhooks_create,     webhooks_edit,      webhooks_delete,  webhooks_run,       settings_edit,           profiles_list,
    profiles_create,     profiles_edit,      profiles_delete,  profiles_set_type,  profiles_assign_members, custom_roles_create,
    custom_roles_edit,   custom_roles_delete, modules_assign_roles, audit_list,    audit_export};

} // namespace

PermissionSet key_permissions()
{
    return account_level_permissions() - for_people;
}

} // namespace castellan
