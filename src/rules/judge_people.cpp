// The kinds of RULEBOOK 7 that are about persons and their roles.
#include "rules/judgement.hpp"

#include <algorithm>
#include <unordered_set>

namespace castellan {

namespace {

using enum Permission;

Rank rank_in(World const& world, UserId user, AccountId account)
{
    return rank_of(world.users[user].roles_in(account).safes);
}

/// A person in the name of S, in one account.
Case about(Judgement const& j, UserId user, AccountId account)
{
    auto subject = j.in(account);
    subject.person = user;
    subject.present = rank_in(j.world(), user, account);
    return subject;
}

/// A person in the name of T, in the organisation.
Case about(Judgement const& j, UserId user)
{
    auto subject = j.in(in_organization());
    subject.person = user;
    subject.book = Book::teams;
    subject.present = j.world().users[user].administrator ? administrator_rank : Rank{0};
    return subject;
}

constexpr Decision last_account_admin =
    not_now("X-6", "This is the last Account Administrator of the account; name another first.");

Decision create(Judgement const& j, AccountId account, std::string const& id, std::string const& email, SafesRole role,
                std::vector<GroupId> const& groups)
{
    if (!j.sees(account))
        return unseen;
    for (auto const group : groups) {
        if (!j.sees(group))
            return unseen;
    }
    auto subject = j.in(account);
    subject.permission = users_create; // S-6: a row of an import does nothing that a single change could not
    subject.gives = rank_of(role);
    subject.groups_given = groups.size();
    subject.groups_given_beyond =
        std::ranges::any_of(groups, [&](GroupId group) { return !holds(j.self().groups, group); });
    auto const decision = j.judged(subject);
    if (decision.effect == Effect::deny)
        return decision;
    for (auto const& group : groups) {
        if (j.world().groups[group].account != account)
            return misfit;
        auto membership = j.in(group);
        membership.permission = groups_assign_members;
        if (auto const assigned = j.judged(membership); assigned.effect == Effect::deny)
            return assigned;
    }
    if (!id.empty() && j.world().users.find(id))
        return id_taken;
    if (auto const taken = j.address_taken(email, {}))
        return *taken;
    return j.coded(j.obliged(subject, decision), role == SafesRole::account_admin && j.is_coded(TopRole::account_admin));
}

Decision clear(Judgement const& j, UserId user, bool User::*enrolled, std::string_view nothing_there)
{
    if (!j.sees(user))
        return unseen;
    auto subject = about(j, user, {});
    auto const decision = j.judged_in_any_account(subject);
    if (decision.effect == Effect::deny)
        return decision;
    if (!(j.world().users[user].*enrolled))
        return not_now("X-13", nothing_there);
    return j.obliged(subject, decision);
}

} // namespace

Decision judge_kind(Judgement const& j, CreateUser const& c)
{
    return create(j, c.account, c.user, c.email, c.role, c.groups);
}

Decision judge_kind(Judgement const& j, ImportUsers const& c)
{
    if (!j.sees(c.account))
        return unseen;
    auto worst = j.judged(j.in(c.account));
    // One pass with what was seen before, and an end at the first refusal: a large import must not hold up others.
    auto emails = std::unordered_set<std::string>{};
    auto ids = std::unordered_set<std::string_view>{};
    for (auto const& row : c.rows) {
        if (worst.effect == Effect::deny)
            break;
        auto decision = create(j, c.account, row.user, row.email, row.role, row.groups);
        auto const first_email = emails.insert(lowered(row.email)).second;
        auto const first_id = row.user.empty() || ids.insert(row.user).second;
        if (decision.effect != Effect::deny && !(first_email && first_id))
            decision = not_now("X-12", "An earlier row has the same e-mail or id.");
        worst = joined(worst, decision);
    }
    return worst.effect != Effect::deny && c.rows.empty() ? unchanged : worst;
}

Decision judge_kind(Judgement const& j, EditUser const& c)
{
    if (!j.sees(c.user))
        return unseen;
    auto const& user = j.world().users[c.user];
    auto subject = about(j, c.user, {});
    subject.changes_identity = (c.fields.email && lowered(*c.fields.email) != user.email) ||
                               changes(c.fields.phone, user.phone);
    auto const decision = j.judged_in_any_account(subject);
    if (decision.effect == Effect::deny)
        return decision;
    if (!subject.changes_identity && !changes(c.fields.name, user.name) && !changes(c.fields.values, user.values->json))
        return unchanged;
    if (c.fields.email) {
        if (auto const taken = j.address_taken(*c.fields.email, c.user))
            return *taken;
    }
    return j.obliged(subject, decision);
}

Decision judge_kind(Judgement const& j, DeleteUser const& c)
{
    if (!j.sees(c.user))
        return unseen;
    auto subject = about(j, c.user, {});
    subject.ends_person = true;
    subject.deletes_person = true;
    auto const decision = j.judged_in_any_account(subject);
    if (decision.effect == Effect::deny)
        return decision;
    if (is_last_account_admin(j.world(), c.user, subject.place.account))
        return last_account_admin;
    return j.coded(j.obliged(subject, decision), holds_coded_role(j.world(), c.user));
}

Decision judge_kind(Judgement const& j, SetUserRole const& c)
{
    if (!j.is_offered(c.user) || !j.sees(c.account))
        return unseen;
    auto subject = about(j, c.user, c.account);
    subject.gives = rank_of(c.role);
    auto const decision = j.judged(subject);
    if (decision.effect == Effect::deny)
        return decision;
    auto const present = j.world().users[c.user].roles_in(c.account).safes;
    if (present == c.role)
        return unchanged;
    if (present == SafesRole::account_admin && is_last_account_admin(j.world(), c.user, c.account))
        return last_account_admin;
    auto const top = present == SafesRole::account_admin || c.role == SafesRole::account_admin;
    return j.coded(j.obliged(subject, decision), top && j.is_coded(TopRole::account_admin));
}

Decision judge_kind(Judgement const& j, SetAdministrator const& c)
{
    if (!j.sees(c.user))
        return unseen;
    auto subject = about(j, c.user);
    subject.gives = c.administrator ? administrator_rank : Rank{0};
    auto const decision = j.judged(subject);
    if (decision.effect == Effect::deny)
        return decision;
    auto const& user = j.world().users[c.user];
    if (user.administrator == c.administrator)
        return unchanged;
    if (c.administrator && user.status != Status::active)
        return not_now("T-2", "Who is invited or disabled can't be promoted.");
    if (!c.administrator && is_last_administrator(j.world(), c.user))
        return not_now("X-6", "This is the last administrator; promote another first.");
    return j.coded(j.obliged(subject, decision), true);
}

Decision judge_kind(Judgement const& j, DisableUser const& c)
{
    if (!j.sees(c.user))
        return unseen;
    auto subject = about(j, c.user);
    subject.ends_person = true;
    auto const decision = j.judged(subject);
    if (decision.effect == Effect::deny)
        return decision;
    if (j.world().users[c.user].status == Status::disabled)
        return unchanged;
    if (is_last_administrator(j.world(), c.user) || is_last_organization_admin(j.world(), c.user))
        return not_now("X-6", "The last administrator or Organization Admin can't be disabled; name another first.");
    return j.coded(j.obliged(subject, decision), holds_coded_role(j.world(), c.user));
}

Decision judge_kind(Judgement const& j, EnableUser const& c)
{
    if (!j.sees(c.user))
        return unseen;
    auto subject = about(j, c.user);
    auto const decision = j.judged(subject);
    if (decision.effect == Effect::deny)
        return decision;
    if (j.world().users[c.user].status != Status::disabled)
        return unchanged;
    return j.obliged(subject, decision);
}

Decision judge_kind(Judgement const& j, EditSelf const& c)
{
    auto const& self = j.self();
    // What is one's own already and not proved yet is proved by saying it again.
    auto const new_email = c.fields.email && (lowered(*c.fields.email) != self.email || !self.email_verified);
    auto const new_phone = changes(c.fields.phone, self.phone) ||
                           (c.fields.phone && !self.phone.empty() && !self.phone_verified);
    if (!new_email && !new_phone && !changes(c.fields.name, self.name) && !changes(c.fields.values, self.values->json))
        return unchanged;
    if (new_email) {
        if (auto const taken = j.address_taken(*c.fields.email, j.actor()))
            return *taken;
    }
    constexpr auto allowed = Decision{.effect = Effect::allow, .rule = "X-11"};
    // A code goes to the address; one that is only taken away needs none.
    auto const to_verify = new_email || (new_phone && !c.fields.phone->empty());
    return to_verify && !j.context().otp ? Judgement::obligation(allowed, "X-11", {.otp = true}) : allowed;
}

Decision judge_kind(Judgement const& j, ClearPin const& c) { return clear(j, c.user, &User::pin, "No PIN is enrolled."); }

Decision judge_kind(Judgement const& j, ClearFingerprint const& c)
{
    return clear(j, c.user, &User::fingerprint, "No fingerprint is enrolled.");
}

Decision judge_kind(Judgement const& j, SetAdminType const& c)
{
    if (!j.is_offered(c.user) || !j.sees(c.account))
        return unseen;
    auto const present = j.world().users[c.user].roles_in(c.account).profiles;
    auto subject = j.in(c.account);
    subject.person = c.user;
    subject.book = Book::profiles;
    subject.present = rank_of(present);
    subject.gives = rank_of(c.type);
    auto const decision = j.judged(subject);
    if (decision.effect == Effect::deny)
        return decision;
    if (present == c.type)
        return unchanged;
    if (present == ProfilesRole::full_admin && is_last_full_admin(j.world(), c.user, c.account))
        return not_now("X-6", "This is the last full administrator of the account; name another first.");
    auto const top = present == ProfilesRole::full_admin || c.type == ProfilesRole::full_admin;
    return j.coded(j.obliged(subject, decision), top && j.is_coded(TopRole::full_admin));
}

Decision judge_kind(Judgement const& j, SetModulesRole const& c)
{
    if (!j.is_offered(c.user) || (c.in_account && !j.sees(c.account)))
        return unseen;
    auto const& user = j.world().users[c.user];
    auto const is_division_admin = c.in_account && user.roles_in(c.account).modules == ModulesRole::division_admin;
    auto const present = c.in_account ? is_division_admin : user.organization_admin;
    auto subject = c.in_account ? j.in(c.account) : j.in(in_organization());
    subject.person = c.user;
    subject.book = Book::modules;
    subject.present = user.organization_admin ? organization_admin_rank : is_division_admin ? division_admin_rank : Rank{0};
    if (!c.holds)
        subject.gives = Rank{0};
    else
        subject.gives = c.in_account ? division_admin_rank : organization_admin_rank;
    auto const decision = j.judged(subject);
    if (decision.effect == Effect::deny)
        return decision;
    if (present == c.holds)
        return unchanged;
    if (!c.in_account && !c.holds && is_last_organization_admin(j.world(), c.user))
        return not_now("X-6", "This is the last Organization Admin; name another first.");
    return j.coded(j.obliged(subject, decision), !c.in_account && j.is_coded(TopRole::organization_admin));
}

} // namespace castellan
