// The kinds of RULEBOOK 7 that are about the organisation, its accounts, their integrations, and the trail.
#include "rules/judgement.hpp"

#include <algorithm>
#include <array>

namespace castellan {

namespace {

using enum Permission;

/// On something of an account that only its manager lists.
template <class Handle>
Decision on_integration(Judgement const& j, Handle integration, std::optional<PermissionSet> const& content = {},
                        bool sets_hours = false)
{
    if (!j.sees(integration))
        return unseen;
    auto subject = j.in(j.world().get(integration)->account);
    subject.content = content ? &*content : nullptr; // of a credential
    if constexpr (std::is_same_v<Handle, ScheduleId>)
        subject.widens_actor = sets_hours && is_bound_by(j.world(), j.actor(), integration); // other hours for oneself
    return j.settled(subject, j.judged(subject));
}

template <class Handle>
Decision create_integration(Judgement const& j, CreateIntegration<Handle> const& c)
{
    auto const* content = c.fields.permissions ? &*c.fields.permissions : nullptr;
    return j.make_in(c.account, j.world().table_of(Handle{}), c.integration, content);
}

template <class Handle>
Decision edit_integration(Judgement const& j, EditIntegration<Handle> const& c)
{
    auto const hours = c.fields.hours || c.fields.exceptions;
    auto const decision = on_integration(j, c.integration, c.fields.permissions, hours);
    if (decision.effect == Effect::deny)
        return decision;
    auto const& row = *j.world().get(c.integration);
    auto const differs = changes(c.fields.name, row.name) || changes(c.fields.url, row.url) ||
                         changes(c.fields.settings, row.settings) || changes(c.fields.hours, row.hours) ||
                         changes(c.fields.exceptions, row.exceptions) ||
                         changes(c.fields.permissions, row.permissions) || changes(c.fields.expires, row.expires);
    return differs ? decision : unchanged;
}

Decision on_account(Judgement const& j, Case& subject)
{
    return j.sees(subject.place.account) ? j.judged(subject) : unseen;
}

} // namespace

Decision judge_kind(Judgement const& j, EditOrganization const& c)
{
    auto subject = j.in(in_organization());
    auto const decision = j.judged(subject);
    if (decision.effect == Effect::deny)
        return decision;
    auto const& organization = j.world().organization;
    auto const asks_other_codes = c.fields.code_for && [&] {
        auto const named = [&](TopRole role) { return std::ranges::contains(*c.fields.code_for, role); };
        return std::ranges::any_of(std::array{TopRole::organization_admin, TopRole::account_admin, TopRole::full_admin,
                                              TopRole::owner},
                                   [&](TopRole role) { return named(role) != j.is_coded(role); });
    }();
    auto const differs = changes(c.fields.name, organization.name) || asks_other_codes ||
                         changes(c.fields.patient_fields, organization.patient_fields) ||
                         changes(c.fields.user_fields, organization.user_fields);
    return differs ? decision : unchanged;
}

Decision judge_kind(Judgement const& j, CreateAccount const& c)
{
    auto const& first = c.administrators;
    for (auto const* people : {&first.safes, &first.profiles, &first.modules}) {
        for (auto const user : *people) {
            if (!j.is_offered(user))
                return unseen;
        }
    }
    auto subject = j.in(in_organization());
    auto const decision = j.judged(subject);
    if (decision.effect == Effect::deny)
        return decision;
    for (auto const* people : {&first.safes, &first.profiles, &first.modules}) {
        if (std::ranges::contains(*people, j.actor()))
            return denied("X-3", "The first administrators of an account are other persons.");
    }
    if (!c.account.empty() && j.world().accounts.find(c.account))
        return id_taken;
    return j.coded(decision, (!first.safes.empty() && j.is_coded(TopRole::account_admin)) ||
                                 (!first.profiles.empty() && j.is_coded(TopRole::full_admin)));
}

Decision judge_kind(Judgement const& j, EditAccount const& c)
{
    auto subject = j.in(c.account);
    auto const decision = on_account(j, subject);
    if (decision.effect == Effect::deny)
        return decision;
    return changes(c.fields.name, j.world().accounts[c.account].name) ? j.obliged(subject, decision) : unchanged;
}

Decision judge_kind(Judgement const& j, DeleteAccount const& c)
{
    auto subject = j.in(c.account);
    auto const decision = on_account(j, subject);
    if (decision.effect == Effect::deny)
        return decision;
    if (is_occupied(j.world(), c.account))
        return not_now("M-1", "The account still holds safes, doors, groups, or roles of another book.");
    return j.obliged(subject, decision);
}

Decision judge_kind(Judgement const& j, SetAccountSettings const& c)
{
    auto subject = j.in(c.account);
    auto const* account = j.world().accounts.get(c.account);
    auto const sets_doors = account != nullptr && changes(c.fields.groups_for_doors, account->groups_for_doors);
    subject.sets_doors_feature = sets_doors;
    auto const decision = on_account(j, subject);
    if (decision.effect == Effect::deny)
        return decision;
    auto const differs = sets_doors || changes(c.fields.require_admin_mfa, account->require_admin_mfa) ||
                         changes(c.fields.time_zone, account->time_zone) ||
                         changes(c.fields.time_zone_rule, account->time_zone_rule);
    return differs ? j.obliged(subject, decision) : unchanged;
}

Decision judge_kind(Judgement const& j, CreateSchedule const& c) { return create_integration(j, c); }
Decision judge_kind(Judgement const& j, EditSchedule const& c) { return edit_integration(j, c); }
Decision judge_kind(Judgement const& j, DeleteSchedule const& c) { return on_integration(j, c.integration, {}, true); }
Decision judge_kind(Judgement const& j, CreateCredential const& c) { return create_integration(j, c); }
Decision judge_kind(Judgement const& j, EditCredential const& c) { return edit_integration(j, c); }
Decision judge_kind(Judgement const& j, DeleteCredential const& c) { return on_integration(j, c.integration); }
Decision judge_kind(Judgement const& j, CreateWebhook const& c) { return create_integration(j, c); }
Decision judge_kind(Judgement const& j, EditWebhook const& c) { return edit_integration(j, c); }
Decision judge_kind(Judgement const& j, DeleteWebhook const& c) { return on_integration(j, c.integration); }
Decision judge_kind(Judgement const& j, RunWebhook const& c) { return on_integration(j, c.integration); }

Decision judge_kind(Judgement const& j, ExportAudit const& c)
{
    if (c.in_account && !j.sees(c.account))
        return unseen;
    auto subject = c.in_account ? j.in(c.account) : j.in(in_organization());
    return j.settled(subject, j.judged(subject));
}

} // namespace castellan
