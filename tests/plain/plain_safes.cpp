// Groups, safes, assets and integrations (RULEBOOK 5, S).
#include "tests/plain/plain_judge.hpp"

namespace castellan::plain {

namespace {

using enum Permission;

} // namespace

/// whether I come to reach more by being in this group with these safes, if I am in it or join it.
bool Judge::reaches_more_in(GroupId group, std::vector<SafeId> const& safes, bool joins) const
{
    auto const account = world.groups[group].account;
    if (is_account_admin(world, me, account) || is_full_admin(world, me, account))
        return false;
    auto gained = PermissionSet{};
    if (joins && safes_role(world, me, account) != SafesRole::none && !carries(world, me, account, safes_unlock))
        return true; // whatever safes the group has, or gets
    if (is_group_admin(world, me, account)) {
        gained = {safes_list,   safes_edit,    safes_sync,  safes_upgrade, safes_emergency_code, safes_unlock,
                  assets_list,  assets_create, assets_edit, assets_delete, assets_count,         assets_enroll};
    } else if (safes_role(world, me, account) == SafesRole::user) {
        gained = {safes_unlock};
    }
    for (auto const safe : safes) {
        for (std::size_t at = 0; at < permission_count; ++at) {
            auto const permission = static_cast<Permission>(at);
            if (gained.has(permission) && !holds(world, me, permission, safe))
                return true;
        }
    }
    if (!joins || !is_group_admin(world, me, account))
        return false;
    for (auto const permission : {groups_list, groups_assign_members}) {
        if (!holds(world, me, permission, group))
            return true;
    }
    for (auto const permission :
         {users_create, users_edit, users_import, users_set_role, users_clear_pin, users_clear_fingerprint}) {
        if (!holds(world, me, permission, account))
            return true;
    }
    return false;
}

bool Judge::is_busy(SafeId safe) const
{
    auto waiting = std::size_t{0};
    for (auto const& order : world.safes[safe].orders) {
        auto const is_open = order.state == OrderState::queued || order.state == OrderState::sent;
        if (is_open && context.now < order.expires)
            ++waiting;
    }
    return context.now != 0 && waiting >= 12;
}

Answer Judge::operator()(CreateGroup const& c) const
{
    if (auto const refusal = refused(c.account, groups_create))
        return *refusal;
    if (c.fields.schedule) {
        auto const schedule = world.schedules.find(*c.fields.schedule);
        if (!holds(world, me, schedules_list, c.account))
            return denied({"X-1"});
        if (!c.fields.schedule->empty() && (!schedule || world.schedules[schedule].account != c.account))
            return hidden();
    }
    if (world.groups.find(c.group))
        return not_now({"X-13"});
    return granted(groups_create, c.account);
}

Answer Judge::operator()(EditGroup const& c) const
{
    if (auto const refusal = refused(c.group, groups_edit))
        return *refusal;
    auto const& group = world.groups[c.group];
    auto sets_schedule = false;
    if (c.fields.schedule) {
        auto const opens_by_it = std::ranges::find(group.members, me) != group.members.end() && safes_role(world, me, group.account) != SafesRole::none;
        if (opens_by_it && !is_account_admin(world, me, group.account) && !is_full_admin(world, me, group.account))
            return denied({"X-3"}); // other hours for himself
        auto const schedule = world.schedules.find(*c.fields.schedule);
        if (!holds(world, me, schedules_list, group.account))
            return denied({"X-1"});
        if (!c.fields.schedule->empty() && (!schedule || world.schedules[schedule].account != group.account))
            return hidden();
        sets_schedule = schedule != group.schedule;
    }
    if (!sets_schedule && !alters(c.fields.name, group.name) && !alters(c.fields.description, group.description) &&
        !alters(c.fields.logo, group.logo) && !alters(c.fields.notification_emails, group.notification_emails))
        return not_now({"X-13"});
    return granted(groups_edit, group.account);
}

Answer Judge::operator()(DeleteGroup const& c) const
{
    if (auto const refusal = refused(c.group, groups_delete))
        return *refusal;
    auto const& group = world.groups[c.group];
    auto const is_in_use = !group.doors.empty() || !group.key_roles.empty();
    if (is_in_use && group_key(world, me, c.group) != KeyRole::owner && !is_full_admin(world, me, group.account))
        return not_now({"S-15"});
    return granted(groups_delete, group.account);
}

Answer Judge::operator()(AddMember const& c) const
{
    if (!sees(world, me, c.group) || !knows(world, me, c.user))
        return hidden();
    if (!holds(world, me, groups_assign_members, c.group))
        return not_granted(groups_assign_members);
    auto const& group = world.groups[c.group];
    if (c.user == me && !is_member(world, me, c.group) && reaches_more_in(c.group, group.safes, true))
        return denied({"X-3", "S-9", "X-12"});
    if (!could_place(world, me, c.user, c.group))
        return denied({"S-9", "S-11", "X-3", "X-4", "X-5", "X-12", "P-*"});
    if (!reaches(c.user, group.account))
        return denied({"X-12"});
    if (is_member(world, c.user, c.group))
        return not_now({"X-13"});
    return granted(groups_assign_members, group.account);
}

Answer Judge::operator()(RemoveMember const& c) const
{
    if (!sees(world, me, c.group) || !sees(world, me, c.user))
        return hidden();
    if (!holds(world, me, groups_assign_members, c.group))
        return not_granted(groups_assign_members);
    if (!could_place(world, me, c.user, c.group))
        return denied({"S-9", "S-11", "X-4", "X-5", "P-*"});
    if (!is_member(world, c.user, c.group))
        return not_now({"X-13"});
    return granted(groups_assign_members, world.groups[c.group].account);
}

Answer Judge::operator()(AddSafe const& c) const
{
    if (!sees(world, me, c.group) || !sees(world, me, c.safe))
        return hidden();
    auto const& group = world.groups[c.group];
    if (!holds(world, me, groups_assign_safes, c.group))
        return not_granted(groups_assign_safes);
    if (world.safes[c.safe].account != group.account)
        return denied({"X-1", "X-10", "S-*"});
    if (is_member(world, me, c.group) && reaches_more_in(c.group, {c.safe}, false))
        return denied({"X-3"});
    if (std::ranges::find(group.safes, c.safe) != group.safes.end())
        return not_now({"X-13"});
    return granted(groups_assign_safes, group.account);
}

Answer Judge::operator()(RemoveSafeFromGroup const& c) const
{
    if (!sees(world, me, c.group) || !sees(world, me, c.safe))
        return hidden();
    auto const& group = world.groups[c.group];
    if (!holds(world, me, groups_assign_safes, c.group))
        return not_granted(groups_assign_safes);
    if (std::ranges::find(group.safes, c.safe) == group.safes.end())
        return not_now({"X-13"});
    return granted(groups_assign_safes, group.account);
}

Answer Judge::operator()(RegisterSafe const& c) const
{
    if (auto const refusal = refused(c.account, safes_register))
        return *refusal;
    if (world.safes.find(c.safe))
        return not_now({"X-13"});
    return granted(safes_register, c.account);
}

Answer Judge::operator()(EditSafe const& c) const
{
    if (auto const refusal = refused(c.safe, safes_edit))
        return *refusal;
    auto const& safe = world.safes[c.safe];
    if (!alters(c.fields.name, safe.name) && !alters(c.fields.two_person, safe.two_person))
        return not_now({"X-13"});
    if (alters(c.fields.two_person, safe.two_person) && is_busy(c.safe))
        return not_now({"S-16"});
    return granted(safes_edit, safe.account);
}

Answer Judge::operator()(RemoveSafe const& c) const
{
    if (auto const refusal = refused(c.safe, safes_remove))
        return *refusal;
    return granted(safes_remove, world.safes[c.safe].account);
}

Answer Judge::operator()(SyncSafe const& c) const
{
    if (auto const refusal = refused(c.safe, safes_sync))
        return *refusal;
    if (is_busy(c.safe))
        return not_now({"S-16"});
    return granted(safes_sync, world.safes[c.safe].account);
}

Answer Judge::operator()(UpgradeSafe const& c) const
{
    if (auto const refusal = refused(c.safe, safes_upgrade))
        return *refusal;
    if (is_busy(c.safe))
        return not_now({"S-16"});
    return granted(safes_upgrade, world.safes[c.safe].account);
}

Answer Judge::operator()(IssueEmergencyCode const& c) const
{
    if (auto const refusal = refused(c.safe, safes_emergency_code))
        return *refusal;
    if (world.safes[c.safe].unpaired)
        return not_now({"S-16"});
    return granted(safes_emergency_code, world.safes[c.safe].account); // S-16: offline or not
}

Answer Judge::operator()(CreateAsset const& c) const
{
    if (auto const refusal = refused(c.safe, assets_create))
        return *refusal;
    if (world.assets.find(c.asset))
        return not_now({"X-13"});
    return granted(assets_create, world.safes[c.safe].account);
}

Answer Judge::operator()(EditAsset const& c) const
{
    if (!sees(world, me, c.asset))
        return hidden();
    auto const& asset = world.assets[c.asset];
    if (!holds(world, me, assets_edit, asset.safe))
        return not_granted(assets_edit);
    if (!alters(c.fields.kind, asset.kind) && !alters(c.fields.tag, asset.tag) && !alters(c.fields.lot, asset.lot) &&
        !alters(c.fields.expires, asset.expires) && !alters(c.fields.quantity, asset.quantity))
        return not_now({"X-13"});
    return granted(assets_edit, world.safes[asset.safe].account);
}

Answer Judge::operator()(DeleteAsset const& c) const
{
    if (!sees(world, me, c.asset))
        return hidden();
    auto const& asset = world.assets[c.asset];
    if (!holds(world, me, assets_delete, asset.safe))
        return not_granted(assets_delete);
    return granted(assets_delete, world.safes[asset.safe].account);
}

Answer Judge::operator()(CountAsset const& c) const
{
    if (!sees(world, me, c.asset))
        return hidden();
    auto const& asset = world.assets[c.asset];
    if (!holds(world, me, assets_count, asset.safe))
        return not_granted(assets_count);
    return granted(assets_count, world.safes[asset.safe].account);
}

Answer Judge::operator()(EnrollAsset const& c) const
{
    if (!sees(world, me, c.asset))
        return hidden();
    auto const& asset = world.assets[c.asset];
    if (!holds(world, me, assets_enroll, asset.safe))
        return not_granted(assets_enroll);
    if (!world.safes[asset.safe].online)
        return not_now({"S-12"});
    if (is_busy(asset.safe))
        return not_now({"S-16"});
    return granted(assets_enroll, world.safes[asset.safe].account);
}

Answer Judge::operator()(MoveAsset const& c) const
{
    if (!sees(world, me, c.asset))
        return hidden();
    auto const from = world.assets[c.asset].safe;
    if (!sees(world, me, c.to)) {
        auto answer = hidden();
        if (!holds(world, me, assets_edit, from)) { // refused wherever it should go
            answer.hidden_is_open = true;
            answer.rules = rules_about(assets_edit);
        }
        return answer;
    }
    if (!holds(world, me, assets_edit, from) || !holds(world, me, assets_edit, c.to))
        return not_granted(assets_edit);
    if (world.safes[from].account != world.safes[c.to].account)
        return denied({"X-1", "X-10", "S-*"});
    if (from == c.to)
        return not_now({"X-13"});
    return granted(assets_edit, world.safes[from].account);
}

Answer Judge::operator()(WasteAsset const& c) const
{
    if (!sees(world, me, c.asset))
        return hidden();
    auto const& asset = world.assets[c.asset];
    if (!holds(world, me, assets_edit, asset.safe))
        return not_granted(assets_edit);
    if (c.quantity > asset.quantity)
        return not_now({"S-10"});
    auto const& second = context.second_person;
    auto const has_witness = world.get(second) != nullptr && second != me &&
                             world.users[second].status == Status::active &&
                             holds(world, second, safes_unlock, asset.safe);
    return granted(assets_edit, world.safes[asset.safe].account, {.second_person = !has_witness});
}

/// a credential carries no more than what one of its maker's roles gives in the account, by which he makes it.
bool Judge::ticks_beyond(IntegrationFields const& fields, AccountId account, Permission needed) const
{
    if (!fields.permissions)
        return false;
    auto full = PermissionSet{profiles_set_type};
    for (std::size_t at = 0; at < permission_count; ++at) {
        if (is_account_level(static_cast<Permission>(at)))
            full.add(static_cast<Permission>(at));
    }
    auto const fits = [&](PermissionSet held) { return held.has(needed) && (held & full).includes(*fields.permissions); };
    return !(is_account_admin(world, me, account) && fits(all_of_safes())) &&
           !(is_full_admin(world, me, account) && fits(full)) && !fits(by_profiles(world, me, account));
}

/// whether I am in a group that this schedule binds, and am no administrator whom none binds.
bool Judge::is_bound_by(ScheduleId schedule) const
{
    auto const account = world.schedules[schedule].account;
    if (is_account_admin(world, me, account) || is_full_admin(world, me, account) || safes_role(world, me, account) == SafesRole::none)
        return false;
    return std::ranges::any_of(world.groups.handles(), [&](GroupId group) {
        auto const& members = world.groups[group].members;
        return world.groups[group].schedule == schedule && std::ranges::find(members, me) != members.end();
    });
}

template <class Handle>
Answer Judge::create_integration(CreateIntegration<Handle> const& c, Permission permission) const
{
    if (auto const refusal = refused(c.account, permission))
        return *refusal;
    if (ticks_beyond(c.fields, c.account, permission))
        return denied({"X-5"});
    if (world.table_of(Handle{}).find(c.integration))
        return not_now({"X-13"});
    return granted(permission, c.account);
}

template <class Handle>
Answer Judge::on_integration(Handle integration, Permission permission) const
{
    if (!sees(world, me, integration))
        return hidden();
    auto const account = world.get(integration)->account;
    return holds(world, me, permission, account) ? granted(permission, account) : not_granted(permission);
}

template <class Handle>
Answer Judge::edit_integration(EditIntegration<Handle> const& c, Permission permission) const
{
    auto const answer = on_integration(c.integration, permission);
    if (answer.effect == Effect::deny)
        return answer;
    auto const& row = *world.get(c.integration);
    if constexpr (std::is_same_v<Handle, ScheduleId>) {
        if ((c.fields.hours || c.fields.exceptions) && is_bound_by(c.integration))
            return denied({"X-3"});
    }
    if (ticks_beyond(c.fields, row.account, permission))
        return denied({"X-5"});
    if (!alters(c.fields.name, row.name) && !alters(c.fields.url, row.url) && !alters(c.fields.settings, row.settings) &&
        !alters(c.fields.hours, row.hours) && !alters(c.fields.exceptions, row.exceptions) &&
        !alters(c.fields.permissions, row.permissions) && !alters(c.fields.expires, row.expires))
        return not_now({"X-13"});
    return answer;
}

Answer Judge::operator()(CreateSchedule const& c) const { return create_integration(c, schedules_create); }
Answer Judge::operator()(EditSchedule const& c) const { return edit_integration(c, schedules_edit); }
Answer Judge::operator()(DeleteSchedule const& c) const
{
    auto const answer = on_integration(c.integration, schedules_delete);
    return answer.effect != Effect::deny && is_bound_by(c.integration) ? denied({"X-3"}) : answer;
}
Answer Judge::operator()(CreateCredential const& c) const { return create_integration(c, credentials_create); }
Answer Judge::operator()(EditCredential const& c) const { return edit_integration(c, credentials_edit); }
Answer Judge::operator()(DeleteCredential const& c) const { return on_integration(c.integration, credentials_delete); }
Answer Judge::operator()(CreateWebhook const& c) const { return create_integration(c, webhooks_create); }
Answer Judge::operator()(EditWebhook const& c) const { return edit_integration(c, webhooks_edit); }
Answer Judge::operator()(DeleteWebhook const& c) const { return on_integration(c.integration, webhooks_delete); }
Answer Judge::operator()(RunWebhook const& c) const { return on_integration(c.integration, webhooks_run); }

} // namespace castellan::plain
