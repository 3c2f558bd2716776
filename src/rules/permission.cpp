#include "rules/permission.hpp"

namespace castellan {

namespace {

using enum Permission;

constexpr std::string_view ask_account = "This is for an Account Administrator.";
constexpr std::string_view ask_administrator = "This is for an administrator of the organisation.";
constexpr std::string_view ask_full = "This is for a full administrator of the account.";
constexpr std::string_view ask_organization_admin = "This is for an Organization Admin.";
constexpr std::string_view ask_key = "You hold no key that allows this.";
constexpr std::string_view ask_team = "This is for the team and its owners.";
constexpr std::string_view ask_module = "You hold no role in this module that allows this.";
constexpr std::string_view ask_group = "The safe is not in one of your groups; an Account Administrator can assign it.";
constexpr std::string_view ask_member = "You are not a member of this group; an Account Administrator can add you.";
constexpr std::string_view ask_people = "Managing people is for administrators.";

// One row per permission, manager by manager: what it is called, whose book it is in, and what a person is told who
// lacks it.
constexpr auto permission_rows = std::to_array<PermissionRow>({
    // permission              manager          verb                 book             refusal
    {organization_view,        "organization",  "view",              Book::teams,     "T-2",  ask_administrator},
    {organization_edit,        "organization",  "edit",              Book::teams,     "T-2",  ask_administrator},
    {accounts_list,            "accounts",      "list",              Book::modules,   "M-1",  ask_organization_admin},
    {accounts_create,          "accounts",      "create",            Book::modules,   "M-1",  ask_organization_admin},
    {accounts_edit,            "accounts",      "edit",              Book::modules,   "M-1",  ask_organization_admin},
    {accounts_delete,          "accounts",      "delete",            Book::modules,   "M-1",  ask_organization_admin},
    {users_list,               "users",         "list",              Book::safes,     "S-4",  ask_people},
    {users_create,             "users",         "create",            Book::safes,     "S-5",  ask_people},
    {users_edit,               "users",         "edit",              Book::safes,     "S-5",  ask_people},
    {users_delete,             "users",         "delete",            Book::safes,     "S-11", ask_account},
    {users_import,             "users",         "import",            Book::safes,     "S-6",  ask_people},
    {users_set_role,           "users",         "set_role",          Book::safes,     "S-5",  ask_people},
    {users_clear_pin,          "users",         "clear_pin",         Book::safes,     "S-7",  ask_people},
    {users_clear_fingerprint,  "users",         "clear_fingerprint", Book::safes,     "S-7",  ask_people},
    {people_list,              "people",        "list",              Book::teams,     "T-2",  ask_administrator},
    {people_invite,            "people",        "invite",            Book::teams,     "T-2",  ask_administrator},
    {people_disable,           "people",        "disable",           Book::teams,     "T-2",  ask_administrator},
    {people_promote,           "people",        "promote",           Book::teams,     "T-2",  ask_administrator},
    {groups_list,              "groups",        "list",              Book::safes,     "S-4",  ask_member},
    {groups_create,            "groups",        "create",            Book::safes,     "S-11", ask_account},
    {groups_edit,              "groups",        "edit",              Book::safes,     "S-11", ask_account},
    {groups_delete,            "groups",        "delete",            Book::safes,     "S-11", ask_account},
    {groups_assign_members,    "groups",        "assign_members",    Book::safes,     "S-9",  ask_member},
    {groups_assign_safes,      "groups",        "assign_safes",      Book::safes,     "S-11", ask_account},
    {groups_assign_doors,      "groups",        "assign_doors",      Book::doors,     "D-6",  ask_key},
    {groups_set_toggles,       "groups",        "set_toggles",       Book::doors,     "D-3",  ask_key},
    {safes_list,               "safes",         "list",              Book::safes,     "S-4",  ask_group},
    {safes_register,           "safes",         "register",          Book::safes,     "S-11", ask_account},
    {safes_edit,               "safes",         "edit",              Book::safes,     "S-8",  ask_group},
    {safes_remove,             "safes",         "remove",            Book::safes,     "S-11", ask_account},
    {safes_sync,               "safes",         "sync",              Book::safes,     "S-8",  ask_group},
    {safes_upgrade,            "safes",         "upgrade",           Book::safes,     "S-8",  ask_group},
    {safes_emergency_code,     "safes",         "emergency_code",    Book::safes,     "S-8",  ask_group},
    {safes_unlock,             "safes",         "unlock",            Book::safes,     "S-14", ask_group},
    {assets_list,              "assets",        "list",              Book::safes,     "S-10", ask_group},
    {assets_create,            "assets",        "create",            Book::safes,     "S-10", ask_group},
    {assets_edit,              "assets",        "edit",              Book::safes,     "S-10", ask_group},
    {assets_delete,            "assets",        "delete",            Book::safes,     "S-10", ask_group},
    {assets_enroll,            "assets",        "enroll",            Book::safes,     "S-10", ask_group},
    {assets_count,             "assets",        "count",             Book::safes,     "S-10", ask_group},
    {schedules_list,           "schedules",     "list",              Book::safes,     "S-11", ask_account},
    {schedules_create,         "schedules",     "create",            Book::safes,     "S-11", ask_account},
    {schedules_edit,           "schedules",     "edit",              Book::safes,     "S-11", ask_account},
    {schedules_delete,         "schedules",     "delete",            Book::safes,     "S-11", ask_account},
    {schedules_run,            "schedules",     "run",               Book::safes,     "S-11", ask_account},
    {credentials_list,         "credentials",   "list",              Book::safes,     "S-11", ask_account},
    {credentials_create,       "credentials",   "create",            Book::safes,     "S-11", ask_account},
    {credentials_edit,         "credentials",   "edit",              Book::safes,     "S-11", ask_account},
    {credentials_delete,       "credentials",   "delete",            Book::safes,     "S-11", ask_account},
    {credentials_run,          "credentials",   "run",               Book::safes,     "S-11", ask_account},
    {webhooks_list,            "webhooks",      "list",              Book::safes,     "S-11", ask_account},
    {webhooks_create,          "webhooks",      "create",            Book::safes,     "S-11", ask_account},
    {webhooks_edit,            "webhooks",      "edit",              Book::safes,     "S-11", ask_account},
    {webhooks_delete,          "webhooks",      "delete",            Book::safes,     "S-11", ask_account},
    {webhooks_run,             "webhooks",      "run",               Book::safes,     "S-11", ask_account},
    {settings_view,            "settings",      "view",              Book::safes,     "S-11", ask_account},
    {settings_edit,            "settings",      "edit",              Book::safes,     "S-11", ask_account},
    {doors_list,               "doors",         "list",              Book::doors,     "D-7",  ask_full},
    {doors_create,             "doors",         "create",            Book::doors,     "D-7",  ask_full},
    {doors_edit,               "doors",         "edit",              Book::doors,     "D-7",  ask_full},
    {doors_delete,             "doors",         "delete",            Book::doors,     "D-7",  ask_full},
    {doors_lock_settings,      "doors",         "lock_settings",     Book::doors,     "D-2",  ask_key},
    {doors_unlock,             "doors",         "unlock",            Book::doors,     "D-1",  ask_key},
    {doors_remote_unlock,      "doors",         "remote_unlock",     Book::doors,     "D-1",  ask_key},
    {doors_unlock_for,         "doors",         "unlock_for",        Book::doors,     "D-1",  ask_key},
    {keys_list,                "keys",          "list",              Book::doors,     "D-2",  ask_key},
    {keys_send,                "keys",          "send",              Book::doors,     "D-2",  ask_key},
    {keys_revoke,              "keys",          "revoke",            Book::doors,     "D-2",  ask_key},
    {teams_list,               "teams",         "list",              Book::teams,     "T-5",  ask_team},
    {teams_create,             "teams",         "create",            Book::teams,     "T-2",  ask_administrator},
    {teams_edit,               "teams",         "edit",              Book::teams,     "T-3",  ask_team},
    {teams_delete,             "teams",         "delete",            Book::teams,     "T-2",  ask_administrator},
    {teams_assign_members,     "teams",         "assign_members",    Book::teams,     "T-3",  ask_team},
    {patients_list,            "patients",      "list",              Book::teams,     "T-4",  ask_team},
    {patients_create,          "patients",      "create",            Book::teams,     "T-4",  ask_team},
    {patients_edit,            "patients",      "edit",              Book::teams,     "T-4",  ask_team},
    {patients_delete,          "patients",      "delete",            Book::teams,     "T-4",  ask_team},
    {patients_act,             "patients",      "act",               Book::teams,     "T-4",  ask_team},
    {profiles_list,            "profiles",      "list",              Book::profiles,  "P-4",  ask_full},
    {profiles_create,          "profiles",      "create",            Book::profiles,  "P-4",  ask_full},
    {profiles_edit,            "profiles",      "edit",              Book::profiles,  "P-5",  ask_full},
    {profiles_delete,          "profiles",      "delete",            Book::profiles,  "P-4",  ask_full},
    {profiles_assign_members,  "profiles",      "assign_members",    Book::profiles,  "P-5",  ask_full},
    {profiles_set_type,        "profiles",      "set_type",          Book::profiles,  "P-6",  ask_full},
    {modules_list,             "modules",       "list",              Book::modules,   "M-2",  ask_module},
    {modules_create,           "modules",       "create",            Book::modules,   "M-2",  ask_organization_admin},
    {modules_edit,             "modules",       "edit",              Book::modules,   "M-3",  ask_module},
    {modules_delete,           "modules",       "delete",            Book::modules,   "M-1",  ask_organization_admin},
    {modules_assign_roles,     "modules",       "assign_roles",      Book::modules,   "M-3",  ask_module},
    {records_list,             "records",       "list",              Book::modules,   "M-4",  ask_module},
    {records_submit,           "records",       "submit",            Book::modules,   "M-4",  ask_module},
    {records_edit,             "records",       "edit",              Book::modules,   "M-3",  ask_module},
    {records_delete,           "records",       "delete",            Book::modules,   "M-3",  ask_module},
    {records_clear,            "records",       "clear",             Book::modules,   "M-3",  ask_module},
    {custom_roles_list,        "custom_roles",  "list",              Book::modules,   "M-5",  ask_organization_admin},
    {custom_roles_create,      "custom_roles",  "create",            Book::modules,   "M-5",  ask_organization_admin},
    {custom_roles_edit,        "custom_roles",  "edit",              Book::modules,   "M-5",  ask_organization_admin},
    {custom_roles_delete,      "custom_roles",  "delete",            Book::modules,   "M-5",  ask_organization_admin},
    {audit_list,               "audit",         "list",              Book::all,       "X-7",  ask_account},
    {audit_export,             "audit",         "export",            Book::all,       "X-7",  ask_account},
});

constexpr bool permission_rows_are_in_order()
{
    for (std::size_t at = 0; at < permission_rows.size(); ++at) {
        if (permission_rows[at].permission != static_cast<Permission>(at))
            return false;
    }
    return permission_rows.size() == permission_count;
}
static_assert(permission_rows_are_in_order(), "row_of finds a permission by its number");

constexpr auto names = [] {
    // "manager.verb" is at most 32 characters long.
    struct Name {
        std::array<char, 32> text{};
        std::size_t size = 0;
    };
    auto result = std::array<Name, permission_count>{};
    for (std::size_t at = 0; at < permission_rows.size(); ++at) {
        for (auto const part : {permission_rows[at].manager, std::string_view{"."}, permission_rows[at].verb}) {
            for (auto const letter : part)
                result[at].text[result[at].size++] = letter;
        }
    }
    return result;
}();

// A manager's permissions stand together, and its `list` or `view` comes first.
constexpr auto list_of_each = [] {
    auto result = std::array<Permission, permission_count>{};
    auto list = Permission{};
    for (auto const& row : permission_rows) {
        if (row.verb == "list" || row.verb == "view")
            list = row.permission;
        result[static_cast<std::size_t>(row.permission)] = list;
    }
    return result;
}();

constexpr auto account_level = [] {
    auto result = PermissionSet{};
    for (auto const& row : permission_rows) {
        auto const of_the_organization = row.manager == "organization" || row.manager == "accounts" ||
                                         row.manager == "people" || row.manager == "teams" ||
                                         row.manager == "patients";
        if (!of_the_organization)
            result.add(row.permission);
    }
    return result;
}();

constexpr auto everyday = [] {
    auto result = PermissionSet{safes_unlock, doors_unlock, doors_remote_unlock, doors_unlock_for,
                                records_list, records_submit};
    for (auto const& row : permission_rows) {
        if (row.manager == "patients")
            result.add(row.permission);
    }
    return result;
}();

} // namespace

PermissionRow const& row_of(Permission permission)
{
    return permission_rows[static_cast<std::size_t>(permission)];
}

std::string_view name_of(Permission permission)
{
    auto const& name = names[static_cast<std::size_t>(permission)];
    return {name.text.data(), name.size};
}

std::optional<Permission> permission_named(std::string_view name)
{
    for (auto const& row : permission_rows) {
        if (name_of(row.permission) == name)
            return row.permission;
    }
    return std::nullopt;
}

Permission list_of_manager(Permission permission)
{
    return list_of_each[static_cast<std::size_t>(permission)];
}

PermissionSet account_level_permissions()
{
    return account_level;
}

PermissionSet everyday_permissions()
{
    return everyday;
}

} // namespace castellan
