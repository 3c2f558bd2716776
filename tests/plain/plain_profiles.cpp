// Admin profiles (RULEBOOK 5, P), and the reading of the trail.
#include "tests/plain/plain_judge.hpp"

namespace castellan::plain {

namespace {

using enum Permission;

struct Manager {
    Permission first, last, list;
};

/// RULEBOOK 4's account-level managers, each with the permission that comes with it.
constexpr Manager managers[] = {
    {users_list, users_clear_fingerprint, users_list},
    {groups_list, groups_set_toggles, groups_list},
    {safes_list, safes_unlock, safes_list},
    {assets_list, assets_count, assets_list},
    {schedules_list, schedules_run, schedules_list},
    {credentials_list, credentials_run, credentials_list},
    {webhooks_list, webhooks_run, webhooks_list},
    {settings_view, settings_edit, settings_view},
    {doors_list, doors_unlock_for, doors_list},
    {keys_list, keys_revoke, keys_list},
    {profiles_list, profiles_set_type, profiles_list},
    {modules_list, modules_assign_roles, modules_list},
    {records_list, records_clear, records_list},
    {custom_roles_list, custom_roles_delete, custom_roles_list},
    {audit_list, audit_export, audit_list},
};

bool holds_no_more(PermissionSet theirs, PermissionSet mine) { return mine.includes(theirs); }

} // namespace

/// P-2: a verb without its manager's list.
bool Judge::lacks_list(PermissionSet permissions)
{
    for (auto const& manager : managers) {
        for (auto at = static_cast<std::size_t>(manager.first); at <= static_cast<std::size_t>(manager.last); ++at) {
            if (permissions.has(static_cast<Permission>(at)) && !permissions.has(manager.list))
                return true;
        }
    }
    return false;
}

/// P-1: a profile carries account-level permissions.
bool Judge::is_beyond_accounts(PermissionSet permissions)
{
    for (std::size_t at = 0; at < permission_count; ++at) {
        if (permissions.has(static_cast<Permission>(at)) && !is_account_level(static_cast<Permission>(at)))
            return true;
    }
    return false;
}

/// P-5, P-6: what I tick there.
PermissionSet Judge::held_in(ProfileId profile) const
{
    auto const& row = world.profiles[profile];
    if (is_full_admin(world, me, row.account))
        return PermissionSet::all();
    for (auto const& member : row.members) {
        if (member.user == me)
            return member.restricted ? member.permissions & row.permissions : row.permissions;
    }
    return {};
}

/// whether what I hold in the account changes, if that is what I hold by this profile afterwards.
bool Judge::own_permissions_change(ProfileId profile, PermissionSet mine_there_afterwards) const
{
    auto const account = world.profiles[profile].account;
    if (is_full_admin(world, me, account))
        return false;
    auto afterwards = mine_there_afterwards;
    for (auto const other : world.profiles.handles()) {
        if (other != profile && world.profiles[other].account == account)
            afterwards |= held_in(other);
    }
    return afterwards != by_profiles(world, me, account);
}

Answer Judge::operator()(CreateProfile const& c) const
{
    if (auto const refusal = refused(c.account, profiles_create))
        return *refusal;
    if (is_beyond_accounts(c.permissions))
        return denied({"P-1", "P-6", "X-5"});
    if (!is_full_admin(world, me, c.account) && !by_profiles(world, me, c.account).includes(c.permissions))
        return denied({"X-5", "P-5"});
    if (lacks_list(c.permissions))
        return not_now({"P-2"});
    if (world.profiles.find(c.profile))
        return not_now({"X-13"});
    return granted(profiles_create, c.account);
}

Answer Judge::operator()(EditProfile const& c) const
{
    if (!sees(world, me, c.profile))
        return hidden();
    auto const& profile = world.profiles[c.profile];
    if (!carries(world, me, profile.account, profiles_edit))
        return not_granted(profiles_edit);
    auto const is_full = is_full_admin(world, me, profile.account);
    if (!is_full && profile.member(me) == nullptr)
        return denied({"P-5", "X-5", "P-6"});
    auto permissions = profile.permissions;
    if (c.permissions) {
        auto const mine = held_in(c.profile);
        permissions = (profile.permissions - mine) | (*c.permissions & mine);
        if (!is_full && !profile.permissions.includes(*c.permissions))
            return denied({"X-5", "P-5", "X-3", "P-6"}); // he would tick what he doesn't hold there
        if (is_beyond_accounts(permissions - profile.permissions))
            return denied({"P-1", "P-6", "X-5"});
        if (!is_full && own_permissions_change(c.profile, mine & permissions))
            return denied({"X-3", "P-5", "P-6"});
        if (lacks_list(permissions))
            return not_now({"P-2"});
    }
    if (!alters(c.name, profile.name) && permissions == profile.permissions)
        return not_now({"X-13"});
    return granted(profiles_edit, profile.account);
}

Answer Judge::operator()(DeleteProfile const& c) const
{
    if (!sees(world, me, c.profile))
        return hidden();
    auto const& profile = world.profiles[c.profile];
    if (!carries(world, me, profile.account, profiles_delete))
        return not_granted(profiles_delete);
    if (profile.member(me) != nullptr)
        return denied({"X-3"});
    if (!is_full_admin(world, me, profile.account) &&
        !holds_no_more(profile.permissions, by_profiles(world, me, profile.account)))
        return denied({"P-5", "X-5"});
    return granted(profiles_delete, profile.account);
}

Answer Judge::operator()(AddProfileMember const& c) const
{
    if (!sees(world, me, c.profile))
        return hidden();
    auto const& profile = world.profiles[c.profile];
    auto const has_grant = carries(world, me, profile.account, profiles_assign_members);
    if (!knows(world, me, c.user))
        return hidden();
    if (!has_grant)
        return not_granted(profiles_assign_members);
    auto const is_full = is_full_admin(world, me, profile.account);
    if (!is_full && profile.member(me) == nullptr)
        return denied({"P-5", "X-3", "X-4", "X-12"});
    if (c.user == me)
        return denied({"X-3", "P-5"});
    if (!is_full && is_full_admin(world, c.user, profile.account))
        return denied({"X-4", "P-3"});
    auto const mine = held_in(c.profile);
    if (!holds_no_more(c.permissions ? *c.permissions : profile.permissions, mine))
        return denied({"X-5", "P-5", "X-12"});
    if (!reaches(c.user, profile.account))
        return denied({"X-12"});
    if (!holds_no_more(profile.held_by(c.user), mine))
        return denied({"P-5"});
    if (!is_partial_admin(world, c.user, profile.account))
        return not_now({"P-3"});
    if (profile.member(c.user) != nullptr)
        return not_now({"X-13"});
    if (c.permissions && !profile.permissions.includes(*c.permissions))
        return not_now({"P-1", "P-2"});
    if (c.permissions && lacks_list(*c.permissions & mine))
        return not_now({"P-2"});
    return granted(profiles_assign_members, profile.account);
}

Answer Judge::operator()(SetProfileMember const& c) const
{
    if (!sees(world, me, c.profile) || !knows(world, me, c.user))
        return hidden();
    auto const& profile = world.profiles[c.profile];
    if (!carries(world, me, profile.account, profiles_assign_members))
        return not_granted(profiles_assign_members);
    auto const is_full = is_full_admin(world, me, profile.account);
    if (!is_full && profile.member(me) == nullptr)
        return denied({"P-5", "X-3", "X-4", "X-12"});
    if (c.user == me)
        return denied({"X-3", "P-5"});
    if (!is_full && is_full_admin(world, c.user, profile.account))
        return denied({"X-4", "P-3"});
    auto const mine = held_in(c.profile);
    auto const* member = profile.member(c.user);
    auto const theirs = profile.held_by(c.user);
    auto const wanted = c.permissions ? (theirs - mine) | (*c.permissions & mine) : profile.permissions;
    if (c.permissions ? !(mine | theirs).includes(*c.permissions) : !holds_no_more(profile.permissions, mine))
        return denied({"X-5", "P-5", "X-12"});
    if (!holds_no_more(theirs, mine))
        return denied({"P-5", "X-4", "X-5"});
    if (!reaches(c.user, profile.account))
        return denied({"X-12"});
    if (member == nullptr)
        return not_now({"X-13", "P-3"});
    if (c.permissions && !profile.permissions.includes(*c.permissions & mine))
        return not_now({"P-1"});
    if (lacks_list(wanted))
        return not_now({"P-2"});
    auto const is_same = member->restricted ? c.permissions && wanted == theirs : !c.permissions;
    if (is_same)
        return not_now({"X-13"});
    return granted(profiles_assign_members, profile.account);
}

Answer Judge::operator()(RemoveProfileMember const& c) const
{
    if (!sees(world, me, c.profile) || !sees(world, me, c.user))
        return hidden();
    auto const& profile = world.profiles[c.profile];
    if (!carries(world, me, profile.account, profiles_assign_members))
        return not_granted(profiles_assign_members);
    auto const is_full = is_full_admin(world, me, profile.account);
    if (!is_full && profile.member(me) == nullptr)
        return denied({"P-5", "X-3", "X-4", "X-12"});
    if (c.user == me)
        return denied({"X-3", "P-5"});
    if (!is_full && is_full_admin(world, c.user, profile.account))
        return denied({"X-4", "P-3"});
    if (!holds_no_more(profile.held_by(c.user), held_in(c.profile)))
        return denied({"P-5", "X-4", "X-5"});
    if (profile.member(c.user) == nullptr)
        return not_now({"X-13"});
    return granted(profiles_assign_members, profile.account);
}

Answer Judge::operator()(ExportAudit const& c) const
{
    if (!c.in_account) {
        if (!is_administrator(world, me) && !is_organization_admin(world, me))
            return not_granted(audit_export);
        return granted_without_mfa(audit_export);
    }
    if (auto const refusal = refused(c.account, audit_export))
        return *refusal;
    return granted(audit_export, c.account);
}

} // namespace castellan::plain
