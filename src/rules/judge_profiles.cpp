// The kinds of RULEBOOK 7 that are about admin profiles (P-1 to P-7).
#include "rules/judgement.hpp"

namespace castellan {

namespace {

using enum Permission;

/// P-2. `list` comes with every manager.
std::optional<Decision> list_problem(PermissionSet permissions)
{
    auto lacking = permissions;
    for (std::size_t at = 0; at < permission_count; ++at) {
        auto const permission = static_cast<Permission>(at);
        if (permissions.has(permission) && permissions.has(list_of_manager(permission)))
            lacking.remove(permission);
    }
    if (!lacking.empty())
        return not_now("P-2", "List comes with every manager and can't be left out alone.");
    return std::nullopt;
}

Case in_profile(Judgement const& j, ProfileId profile)
{
    auto subject = j.in(j.world().profiles[profile].account);
    subject.profile = profile;
    return subject;
}

/// Somebody in a profile: being in it is what makes a partial_admin able, so that it is touched like a role.
Case about_member(Judgement const& j, ProfileId profile, UserId user)
{
    auto subject = in_profile(j, profile);
    subject.person = user;
    subject.member = user;
    subject.book = Book::profiles;
    subject.present = rank_of(j.world().users[user].roles_in(subject.place.account).profiles);
    subject.gives = rank_of(ProfilesRole::partial_admin);
    return subject;
}

/// P-1, P-2. What a member is given: all of the profile's, or fewer.
std::optional<Decision> member_problem(Profile const& profile, std::optional<PermissionSet> const& permissions)
{
    if (!permissions)
        return std::nullopt;
    if (!profile.permissions.includes(*permissions))
        return not_now("P-1", "A member holds all of the profile's permissions, or fewer.");
    return list_problem(*permissions);
}

Decision on_member(Judgement const& j, ProfileId profile, UserId user, std::optional<PermissionSet> const& permissions,
                   bool is_new)
{
    if (!j.is_offered(user) || !j.sees(profile))
        return unseen;
    auto subject = about_member(j, profile, user);
    subject.content = permissions ? &*permissions : nullptr;
    auto const decision = j.judged(subject);
    if (decision.effect == Effect::deny)
        return decision;
    auto const& row = j.world().profiles[profile];
    if (j.world().users[user].roles_in(row.account).profiles != ProfilesRole::partial_admin)
        return not_now("P-3", "Only partial administrators of the account can be members of a profile.");
    auto const* member = row.member(user);
    if (is_new && member != nullptr)
        return not_now("X-13", "This person is already a member of the profile.");
    if (!is_new && member == nullptr)
        return not_now("X-13", "This person is no member of the profile.");
    if (auto const problem = member_problem(row, permissions))
        return *problem;
    if (member != nullptr) {
        auto const before = row.held_by(*member);
        auto const after = permissions ? ticked(before, *permissions, ticked_by(j.world(), j.actor(), profile)) : row.permissions;
        if (before == after && member->restricted == permissions.has_value())
            return unchanged;
    }
    return j.obliged(subject, decision);
}

} // namespace

Decision judge_kind(Judgement const& j, CreateProfile const& c)
{
    if (!j.sees(c.account))
        return unseen;
    auto subject = j.in(c.account);
    subject.content = &c.permissions;
    auto const decision = j.judged(subject);
    if (decision.effect == Effect::deny)
        return decision;
    if (auto const problem = list_problem(c.permissions))
        return *problem;
    return Judgement::unless_taken(j.obliged(subject, decision), j.world().profiles, c.profile);
}

Decision judge_kind(Judgement const& j, EditProfile const& c)
{
    if (!j.sees(c.profile))
        return unseen;
    auto subject = in_profile(j, c.profile);
    subject.content = c.permissions ? &*c.permissions : nullptr;
    auto const decision = j.judged(subject);
    if (decision.effect == Effect::deny)
        return decision;
    auto const& profile = j.world().profiles[c.profile];
    auto after = profile.permissions;
    if (c.permissions)
        after = ticked(after, *c.permissions, ticked_by(j.world(), j.actor(), c.profile));
    if (auto const problem = list_problem(after))
        return *problem;
    return changes(c.name, profile.name) || after != profile.permissions ? j.obliged(subject, decision) : unchanged;
}

Decision judge_kind(Judgement const& j, DeleteProfile const& c)
{
    if (!j.sees(c.profile))
        return unseen;
    auto subject = in_profile(j, c.profile);
    return j.settled(subject, j.judged(subject));
}

Decision judge_kind(Judgement const& j, AddProfileMember const& c)
{
    return on_member(j, c.profile, c.user, c.permissions, true);
}

Decision judge_kind(Judgement const& j, SetProfileMember const& c)
{
    return on_member(j, c.profile, c.user, c.permissions, false);
}

Decision judge_kind(Judgement const& j, RemoveProfileMember const& c)
{
    if (!j.sees(c.user) || !j.sees(c.profile))
        return unseen;
    auto subject = about_member(j, c.profile, c.user);
    subject.gives = Rank{0};
    subject.removes = true;
    auto const decision = j.judged(subject);
    if (decision.effect == Effect::deny)
        return decision;
    if (j.world().profiles[c.profile].member(c.user) == nullptr)
        return not_now("X-13", "This person is no member of the profile.");
    return j.obliged(subject, decision);
}

} // namespace castellan
