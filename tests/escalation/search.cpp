#include "tests/escalation/search.hpp"

#include "tests/escalation/moves.hpp"
#include "model/apply.hpp"
#include "rules/grants.hpp"
#include "rules/may.hpp"

#include <algorithm>
#include <unordered_map>

namespace castellan::tests {

namespace {

/// A number for what rights hang on in a world, so that a state is looked at once.
class Digest {
public:
    void add(std::uint64_t number)
    {
        value_ ^= number + 0x9e3779b97f4a7c15U + (value_ << 6U) + (value_ >> 2U);
        value_ *= 0xff51afd7ed558ccdU;
    }
    void add(PermissionSet set)
    {
        for (std::size_t at = 0; at < permission_count; ++at) {
            if (set.has(static_cast<Permission>(at)))
                add(at + 1'000);
        }
        add(std::uint64_t{7});
    }
    template <HandleList List>
    void add(List const& handles)
    {
        for (auto const handle : handles)
            add(std::uint64_t{handle.slot});
        add(std::uint64_t{13});
    }
    template <class Handle, class Role>
    void add(Holdings<Handle, Role> const& holdings)
    {
        for (auto const& [thing, role] : holdings) {
            add(std::uint64_t{thing.slot});
            if constexpr (std::is_same_v<Role, ModuleRole>)
                add(static_cast<std::uint64_t>(role.rank) * 64 + role.custom.slot % 64);
            else
                add(static_cast<std::uint64_t>(role));
        }
        add(std::uint64_t{17});
    }
    [[nodiscard]] std::uint64_t value() const { return value_; }

private:
    std::uint64_t value_ = 0;
};

std::uint64_t digest_of(World const& world, std::vector<UserId> const& people)
{
    auto digest = Digest{};
    for (auto const handle : world.users.handles()) {
        auto const& user = world.users[handle];
        digest.add(std::hash<std::string>{}(user.email));
        digest.add(static_cast<std::uint64_t>(user.status) * 4 + user.administrator * 2U + user.organization_admin);
        for (auto const& roles : user.accounts)
            digest.add(roles.account.slot * 64ULL + static_cast<std::uint64_t>(roles.safes) * 16 +
                       static_cast<std::uint64_t>(roles.profiles) * 4 + static_cast<std::uint64_t>(roles.modules));
        digest.add(user.groups);
        digest.add(user.assigned->group_keys);
        digest.add(user.assigned->keys);
        digest.add(user.assigned->teams);
        digest.add(user.assigned->modules);
    }
    for (auto const handle : world.groups.handles()) {
        auto const& group = world.groups[handle];
        digest.add(group.safes);
        digest.add(group.doors);
        digest.add(group.toggles.users_can_remote_unlock * 4ULL + group.toggles.users_can_unlock_for * 2U +
                   group.toggles.admins_can_modify_lock_settings);
    }
    for (auto const handle : world.profiles.handles()) {
        auto const& profile = world.profiles[handle];
        digest.add(profile.permissions);
        for (auto const& member : profile.members) {
            digest.add(std::uint64_t{member.user.slot} * 2 + member.restricted);
            digest.add(member.permissions);
        }
    }
    for (auto const handle : world.custom_roles.handles())
        digest.add(world.custom_roles[handle].permissions);
    for (auto const handle : world.accounts.handles())
        digest.add(std::uint64_t{world.accounts[handle].groups_for_doors});
    for (auto const handle : world.invitations.handles())
        digest.add(std::hash<std::string>{}(world.invitations[handle].id) +
                   static_cast<std::uint64_t>(world.invitations[handle].state));
    digest.add(world.modules.size() * 64 + world.teams.size());
    digest.add(people);
    return digest.value();
}

/// What a group of people together holds on each thing of the world they began in.
class HeldTogether {
public:
    HeldTogether(World const& first, World const& world, std::vector<UserId> const& people)
    {
        auto const note = [&](Place const& place) {
            auto held = PermissionSet{};
            for (auto const person : people) {
                if (world.users.contains(person))
                    held |= reach_of(world, person, place).all;
            }
            sets_.push_back(held);
        };
        note(in_organization());
        for (auto const account : first.accounts.handles())
            note(in_account(account));
        for (auto const group : first.groups.handles())
            note(world.groups.contains(group) ? place_of(world, group) : in_organization());
        for (auto const safe : first.safes.handles())
            note(place_of(world, safe));
        for (auto const door : first.doors.handles())
            note(place_of(world, door));
        for (auto const team : first.teams.handles())
            note(in_team(team));
        for (auto const module : first.modules.handles())
            note(place_of(world, module));
    }

    [[nodiscard]] bool is_within(HeldTogether const& bound, PermissionSet handed_on) const
    {
        for (std::size_t at = 0; at < sets_.size(); ++at) {
            if (!(bound.sets_[at] | handed_on).includes(sets_[at]))
                return false;
        }
        return true;
    }

private:
    std::vector<PermissionSet> sets_;
};

class Search {
public:
    explicit Search(Coalition const& coalition)
        : coalition_(coalition), bound_(coalition.world, coalition.world, coalition.people)
    {
    }

    Finding run()
    {
        visit(coalition_.world, coalition_.people, coalition_.depth);
        found_.states = seen_.size();
        return std::move(found_);
    }

private:
    void visit(World const& world, std::vector<UserId> const& people, unsigned depth)
    {
        auto& looked = seen_[digest_of(world, people)];
        if (looked > depth)
            return; // with as many steps left, or more
        looked = depth + 1;
        if (!HeldTogether{coalition_.world, world, people}.is_within(bound_, coalition_.handed_on)) {
            found_.hole = steps_;
            return;
        }
        if (depth == 0)
            return;
        for (auto const& move : all_moves(world)) {
            for (auto const person : people) {
                step(world, people, Actor{person}, move, depth);
                if (!found_.hole.empty())
                    return;
            }
            if (auto const* acceptance = std::get_if<AcceptInvitation>(&move))
                step(world, people, Actor{acceptance->invitation}, move, depth);
            if (!found_.hole.empty())
                return;
        }
    }

    void step(World const& world, std::vector<UserId> const& people, Actor actor, Change const& move, unsigned depth)
    {
        constexpr auto all_confirmed = Context{.otp = true, .mfa = true, .second_person = {}, .now = 0};
        ++found_.judged;
        // Who was made by them signs in, by the link that goes to their address.
        if (may(world, actor, move, all_confirmed).effect != Effect::allow)
            return;
        auto next = world;
        apply(next, move, {.number = world.revision + 1, .at = 0, .actor = actor});
        auto grown = people;
        for (auto const handle : next.users.handles()) {
            auto const is_theirs = next.users[handle].email.ends_with("@attacker.example");
            if (is_theirs && next.users[handle].status == Status::invited)
                next.edit_user(handle, [](User& user) { user.status = Status::active; });
            if (is_theirs && !std::ranges::contains(grown, handle))
                grown.push_back(handle);
        }
        steps_.push_back((actor.user ? world.users[actor.user].id : std::string{"a guest"}) + ": " +
                         std::string{name_of(kind_of(move))});
        visit(next, grown, depth - 1);
        steps_.pop_back();
    }

    Coalition const& coalition_;
    HeldTogether bound_;
    std::unordered_map<std::uint64_t, unsigned> seen_; // the digest of a state: with how many steps left, plus one
    std::vector<std::string> steps_;
    Finding found_;
};

} // namespace

Finding search(Coalition const& coalition) { return Search{coalition}.run(); }

} // namespace castellan::tests
