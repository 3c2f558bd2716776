#include "rules/sentence.hpp"

#include "model/address.hpp"
#include "rules/may.hpp"
#include "rules/permission.hpp"
#include "rules/sight.hpp"

#include <algorithm>
#include <unordered_set>
#include <vector>

namespace castellan {

namespace {

constexpr std::size_t most_named = 5; // a sentence, no list

/// "a, b and 3 more"
std::string joined(std::vector<std::string> const& entries)
{
    auto result = std::string{};
    for (std::size_t at = 0; at < std::min(entries.size(), most_named); ++at) {
        if (at != 0)
            result += "; ";
        result += entries[at];
    }
    if (entries.size() > most_named)
        result += " and " + std::to_string(entries.size() - most_named) + " more";
    return result;
}

/// The reason, and after a colon what it is about; nothing if there is nothing to name.
std::string with(std::string_view reason, std::vector<std::string> const& entries)
{
    if (entries.empty())
        return {};
    if (reason.ends_with('.'))
        reason.remove_suffix(1);
    return std::string{reason} + ": " + joined(entries) + ".";
}

/// A line as it was typed, cut to what fits into a sentence; characters stay whole.
std::string quoted(std::string_view line)
{
    constexpr std::size_t most = 60;
    if (line.size() <= most)
        return "“" + std::string{line} + "”";
    auto end = most;
    while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U)
        --end;
    return "“" + std::string{line.substr(0, end)} + "…”";
}

bool is_bound(KeyRole role) { return role == KeyRole::user || role == KeyRole::admin; }

/// One overload for each kind whose refusals can name something. Empty: the reason says all.
struct Tell {
    World const& world;
    Actor actor;
    Decision const& decision;

    bool is(std::string_view rule) const { return decision.effect == Effect::not_now && decision.rule == rule; }

    /// Whether the actor sees the key roles of others in the group.
    bool sees_key_roles(GroupId group) const
    {
        return sight_of_doors_side(world, actor.user, group) == Sight::whole;
    }

    /// D-4: "Station 9 (Bay door)", as far as the actor may see it.
    std::string overlap_with(GroupId other, std::vector<DoorId> const& shared) const
    {
        auto doors = std::vector<std::string>{};
        for (auto const door : shared) {
            if (sees(world, actor.user, door))
                doors.push_back(world.doors[door].name);
        }
        auto name = sees_key_roles(other) ? world.groups[other].name : std::string{"a group that you do not see"};
        return doors.empty() ? name : name + " (" + joined(doors) + ")";
    }

    std::string operator()(SetKeyRole const& c) const
    {
        if (!is("D-4"))
            return {};
        auto groups = std::vector<std::string>{};
        for (auto const& [other, role] : world.users[c.user].assigned->group_keys) {
            if (other == c.group || !is_bound(role))
                continue;
            auto shared = std::vector<DoorId>{};
            std::ranges::set_intersection(world.groups[other].doors, world.groups[c.group].doors, std::back_inserter(shared));
            if (!shared.empty())
                groups.push_back(overlap_with(other, shared));
        }
        return with(decision.reason, groups);
    }

    std::string operator()(AddDoor const& c) const
    {
        if (!is("D-4"))
            return {};
        auto people = std::vector<std::string>{};
        for (auto const& [user, role] : world.groups[c.group].key_roles) {
            if (!is_bound(role) || !sees(world, actor.user, user))
                continue;
            for (auto const other : world.doors[c.door].groups) {
                if (other != c.group && is_bound(role_in(world.groups[other].key_roles, user)))
                    people.push_back(world.users[user].name + " in " + overlap_with(other, {c.door}));
            }
        }
        return with(decision.reason, people);
    }

    /// M-7: each line that is bad, in the order in which they were typed.
    std::string operator()(SendInvitation const& c) const
    {
        if (!is("M-7") && !is("X-2") && !is("X-12"))
            return {};
        auto bad = std::vector<std::string>{};
        auto seen = std::unordered_set<std::string>{};
        for (std::size_t at = 0; at < c.emails.size(); ++at) {
            auto const& email = c.emails[at];
            if (auto const problem = problem_of(email, !seen.insert(lowered(email)).second); !problem.empty())
                bad.push_back("line " + std::to_string(at + 1) + ", " + quoted(email) + ", " + std::string{problem});
        }
        if (bad.empty())
            return {};
        auto result = joined(bad) + ".";
        result.front() = 'L';
        return result;
    }

    std::string_view problem_of(std::string const& email, bool is_repeated) const
    {
        if (!is_address(email))
            return "is no e-mail address";
        auto const known = world.find_by_email(email);
        if (known && world.users[known].status == Status::disabled)
            return sees(world, actor.user, known) ? "belongs to a disabled person" : "can't be used";
        return is_repeated ? "stands there twice" : "";
    }

    /// P-2: the managers that were named without their list.
    std::string lists_lacking(PermissionSet permissions) const
    {
        auto managers = std::vector<std::string>{};
        for (std::size_t at = 0; at < permission_count; ++at) {
            auto const permission = static_cast<Permission>(at);
            auto const manager = std::string{row_of(permission).manager};
            if (permissions.has(permission) && !permissions.has(list_of_manager(permission)) &&
                !std::ranges::contains(managers, manager))
                managers.push_back(manager);
        }
        return with(decision.reason, managers);
    }

    std::string operator()(CreateProfile const& c) const { return is("P-2") ? lists_lacking(c.permissions) : ""; }

    std::string operator()(EditProfile const& c) const
    {
        if (!is("P-2") || !c.permissions)
            return {};
        auto const present = world.profiles[c.profile].permissions;
        return lists_lacking(ticked(present, *c.permissions, ticked_by(world, actor.user, c.profile)));
    }

    std::string of_member(std::optional<PermissionSet> const& permissions) const
    {
        return is("P-2") && permissions ? lists_lacking(*permissions) : "";
    }
    std::string operator()(AddProfileMember const& c) const { return of_member(c.permissions); }
    std::string operator()(SetProfileMember const& c) const { return of_member(c.permissions); }

    /// S-6: the first row whose verdict is that of the whole.
    std::string operator()(ImportUsers const& c) const
    {
        auto seen = std::unordered_set<std::string>{};
        auto ids = std::unordered_set<std::string_view>{};
        for (std::size_t at = 0; at < c.rows.size(); ++at) {
            auto const& row = c.rows[at];
            auto const is_repeated = !seen.insert(lowered(row.email)).second || (!row.user.empty() && !ids.insert(row.user).second);
            auto const alone = may(world, actor, ImportUsers{c.account, {row}}, nothing_confirmed);
            auto const fits = alone.effect == decision.effect && alone.reason == decision.reason;
            auto const fits_as_repeated = is_repeated && alone.effect != Effect::deny && is("X-12");
            if (fits || fits_as_repeated)
                return "Row " + std::to_string(at + 1) + " (" + row.email + "): " + std::string{decision.reason};
        }
        return {};
    }

    template <class Other>
    std::string operator()(Other const&) const
    {
        return {};
    }
};

} // namespace

std::string sentence(World const& world, Actor actor, Change const& change, Decision const& decision)
{
    auto result = std::string{};
    auto const refused = decision.effect == Effect::deny || decision.effect == Effect::not_now;
    // A replica has what D-4 names, as far as its person may see it; of the rest the server knows more.
    if (refused && !decision.hidden && (!world.is_replica || decision.rule == "D-4"))
        result = std::visit(Tell{world, actor, decision}, change);
    return result.empty() ? std::string{decision.reason} : result;
}

} // namespace castellan
