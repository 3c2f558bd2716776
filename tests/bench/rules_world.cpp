#include "tests/bench/rules_world.hpp"

#include <algorithm>
#include <random>
#include <string>

namespace castellan::bench {

namespace {

using Random = std::mt19937_64;

/// Below `bound`; spelled out because the library's distributions differ between implementations.
std::uint32_t below(Random& random, std::size_t bound)
{
    return static_cast<std::uint32_t>(random() % bound);
}

void add_groups(World& world, std::size_t count)
{
    for (auto number = std::size_t{0}; number < count; ++number) {
        auto const account = AccountId{number % 6 == 5 ? 1U : 0U};
        world.add_group(
            {.id = "g" + std::to_string(number), .account = account, .name = "Station " + std::to_string(number)});
    }
}

void add_safes(World& world, std::size_t count, Random& random)
{
    auto const groups = world.groups.size();
    for (auto number = std::size_t{0}; number < count; ++number) {
        auto const home = GroupId{static_cast<std::uint32_t>(number / 5 % groups)};
        auto safe = Safe{.id = "s" + std::to_string(number),
                         .account = world.groups[home].account,
                         .name = "Medic " + std::to_string(number),
                         .online = below(random, 6) != 0,
                         .firmware = "4.1.3",
                         .groups = {home}};
        auto const also = GroupId{below(random, groups)};
        if (number % 20 == 0 && also != home && world.groups[also].account == safe.account)
            safe.groups.push_back(also);
        std::ranges::sort(safe.groups);
        world.add_safe(std::move(safe));
    }
}

void add_users(World& world, std::size_t count, Random& random)
{
    auto const groups = world.groups.size();
    for (auto number = std::size_t{0}; number < count; ++number) {
        auto const home = GroupId{below(random, groups)};
        auto const account = world.groups[home].account;
        auto const draw = below(random, 1000);
        auto const role = draw < 1 || number < 2 ? SafesRole::account_admin
                          : draw < 31            ? SafesRole::group_admin
                                                 : SafesRole::user;
        auto user = User{.id = "u" + std::to_string(number),
                         .name = "Person " + std::to_string(number),
                         .email = "person." + std::to_string(number) + "@riverside.example",
                         .phone = "+15550000000",
                         .accounts = {{.account = account, .safes = role}},
                         .pin = true,
                         .fingerprint = true,
                         .email_verified = true,
                         .phone_verified = true};
        if (role != SafesRole::account_admin)
            user.groups.push_back(home);
        auto const also = GroupId{below(random, groups)};
        if (!user.groups.empty() && below(random, 6) == 0 && also != home && world.groups[also].account == account)
            user.groups.push_back(also);
        std::ranges::sort(user.groups);
        world.add_user(std::move(user));
    }
}

std::vector<UserId> people_with(World const& world, SafesRole role)
{
    auto people = std::vector<UserId>{};
    for (auto const user : world.users.handles()) {
        if (world.users[user].accounts.front().safes == role)
            people.push_back(user);
    }
    return people;
}

/// Who asks, and about what: half the time something near the asker, half the time anything.
class Asker {
public:
    Asker(World const& world, Random& random)
        : world_(world),
          random_(random),
          account_admins_(people_with(world, SafesRole::account_admin)),
          group_admins_(people_with(world, SafesRole::group_admin)),
          users_(people_with(world, SafesRole::user))
    {
    }

    /// A group administrator in six of ten questions, an account administrator in three, a user in one.
    UserId actor()
    {
        auto const draw = below(random_, 10);
        auto const& people = draw < 6 ? group_admins_ : draw < 9 ? account_admins_ : users_;
        return people[below(random_, people.size())];
    }

    GroupId group(UserId actor)
    {
        auto const& own = world_.users[actor].groups;
        if (!own.empty() && below(random_, 2) == 0)
            return own[below(random_, own.size())];
        return GroupId{below(random_, world_.groups.size())};
    }

    SafeId safe(UserId actor)
    {
        auto const& near = world_.groups[group(actor)].safes;
        return near.empty() ? SafeId{below(random_, world_.safes.size())} : near[below(random_, near.size())];
    }

    UserId user(UserId actor)
    {
        auto const& near = world_.groups[group(actor)].members;
        return near.empty() ? anybody() : near[below(random_, near.size())];
    }

    UserId anybody() { return UserId{below(random_, world_.users.size())}; }

private:
    World const& world_;
    Random& random_;
    std::vector<UserId> account_admins_;
    std::vector<UserId> group_admins_;
    std::vector<UserId> users_;
};

} // namespace

World world_of(std::size_t users, std::size_t safes)
{
    auto random = Random{users};
    auto world = World{};
    world.organization = {.id = "o1", .name = "Riverside EMS"};
    world.accounts.insert({.id = "a1", .name = "Field Operations"});
    world.accounts.insert({.id = "a2", .name = "Mercy Hospital Depot"});
    world.users.reserve(users);
    world.safes.reserve(safes);
    add_groups(world, safes / 5);
    add_safes(world, safes, random);
    add_users(world, users, random);
    return world;
}

std::vector<Questions> questions_about(World const& world, std::size_t of_each)
{
    auto random = Random{7};
    auto ask = Asker{world, random};
    auto const many = [&](std::string_view name, auto const& change_for) {
        auto questions = Questions{name, {}};
        for (auto number = std::size_t{0}; number < of_each; ++number) {
            auto const actor = ask.actor();
            questions.questions.push_back({actor, change_for(actor)});
        }
        return questions;
    };
    auto const account_of = [&](UserId user) { return world.users[user].accounts.front().account; };
    return {
        many("safe.sync", [&](UserId actor) -> Change { return SyncSafe{ask.safe(actor)}; }),
        many("safe.unlock", [&](UserId actor) -> Change { return UnlockSafe{.safe = ask.safe(actor)}; }),
        many("safe.remove", [&](UserId actor) -> Change { return RemoveSafe{ask.safe(actor)}; }),
        many("user.edit",
             [&](UserId actor) -> Change {
                 return EditUser{ask.user(actor), {.name = "A new and rather longer name"}};
             }),
        many("user.set_role",
             [&](UserId actor) -> Change {
                 auto const user = ask.user(actor);
                 return SetUserRole{user, account_of(user),
                                    below(random, 2) == 0 ? SafesRole::group_admin : SafesRole::user};
             }),
        many("user.delete", [&](UserId actor) -> Change { return DeleteUser{ask.user(actor)}; }),
        many("group.add_member", [&](UserId actor) -> Change { return AddMember{ask.group(actor), ask.anybody()}; }),
        many("group.remove_member",
             [&](UserId actor) -> Change { return RemoveMember{ask.group(actor), ask.user(actor)}; }),
    };
}

UserId an_account_admin(World const& world)
{
    return people_with(world, SafesRole::account_admin).front();
}

UserId a_group_admin(World const& world)
{
    return people_with(world, SafesRole::group_admin).front();
}

} // namespace castellan::bench
