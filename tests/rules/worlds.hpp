// Small worlds for the rule tests, made by name: a test changes the one fact that it is about.
#pragma once

#include "model/invariants.hpp"
#include "rules/may.hpp"
#include "rules/sight.hpp"

#include <catch2/catch_test_macros.hpp>

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace castellan::tests {

/// A world whose things are found by their ids.
class Scene {
public:
    World world;

    Scene& account(std::string id)
    {
        world.accounts.insert(Account{.id = id, .name = id});
        return *this;
    }

    /// A person with safes roles: {"fire", SafesRole::user}, …
    Scene& person(std::string id, std::initializer_list<std::pair<std::string_view, SafesRole>> roles = {})
    {
        auto user = User{.id = id, .name = id, .email = id + "@riverside.example", .phone = "+15550100"};
        user.email_verified = user.phone_verified = true;
        for (auto const& [account, role] : roles)
            user.accounts.push_back({.account = world.accounts.find(account), .safes = role});
        std::ranges::sort(user.accounts, {}, &AccountRoles::account);
        world.add_user(std::move(user));
        return *this;
    }

    Scene& group(std::string id, std::string_view account, std::initializer_list<std::string_view> members = {},
                 std::initializer_list<std::string_view> safes = {})
    {
        auto const handle =
            world.add_group(Group{.id = id, .account = world.accounts.find(account), .name = std::move(id)});
        for (auto const member : members)
            world.join(handle, user(member));
        for (auto const safe : safes)
            world.assign(handle, this->safe(safe));
        return *this;
    }

    Scene& add_safe(std::string id, std::string_view account, bool online = true)
    {
        world.add_safe(Safe{.id = id,
                            .account = world.accounts.find(account),
                            .name = id,
                            .serial = "MX-" + id,
                            .online = online,
                            .firmware = "4.2.0"});
        return *this;
    }

    Scene& add_asset(std::string id, std::string_view safe)
    {
        world.add_asset(Asset{.id = std::move(id), .safe = this->safe(safe), .kind = "fentanyl 100 mcg", .quantity = 10});
        return *this;
    }

    // What the books beside S have, added with its people in one go.

    Scene& add_door(std::string id, std::string_view account, bool controller = true, bool online = true)
    {
        world.add_door(Door{
            .id = id, .account = world.accounts.find(account), .name = id, .controller = controller, .online = online});
        return *this;
    }

    /// The doors side of a group that is there: its doors, and the key roles of people.
    Scene& key_group(std::string_view group, std::initializer_list<std::string_view> doors,
                     std::initializer_list<std::pair<std::string_view, KeyRole>> people)
    {
        for (auto const door : doors)
            world.assign(this->group(group), this->door(door));
        for (auto const& [who, role] : people)
            world.give(this->group(group), user(who), role);
        return *this;
    }

    Scene& key(std::string_view door, std::string_view who, KeyRole role)
    {
        world.give(this->door(door), user(who), role);
        return *this;
    }

    Scene& team(std::string id, std::initializer_list<std::string_view> owners,
                std::initializer_list<std::string_view> members)
    {
        auto const handle = world.add_team(Team{.id = id, .name = id});
        for (auto const who : owners)
            world.give(handle, user(who), TeamRole::owner);
        for (auto const who : members)
            world.give(handle, user(who), TeamRole::member);
        return *this;
    }

    Scene& add_patient(std::string id, std::string_view team)
    {
        world.add_patient(Patient{.id = id, .team = this->team(team), .name = id});
        return *this;
    }

    Scene& add_profile(std::string id, std::string_view account, PermissionSet permissions,
                       std::initializer_list<std::string_view> members)
    {
        auto const handle = world.add_profile(
            Profile{.id = id, .account = world.accounts.find(account), .name = id, .permissions = permissions});
        for (auto const who : members)
            world.set_member(handle, ProfileMember{.user = user(who)});
        return *this;
    }

    Scene& add_custom_role(std::string id, std::string_view account, PermissionSet permissions)
    {
        world.custom_roles.insert(
            CustomRole{.id = id, .account = world.accounts.find(account), .name = id, .permissions = permissions});
        return *this;
    }

    Scene& add_module(std::string id, std::string_view account,
                      std::initializer_list<std::pair<std::string_view, ModuleRole>> people = {})
    {
        auto const handle =
            world.add_module(Module{.id = id, .account = world.accounts.find(account), .name = id});
        for (auto const& [who, role] : people)
            world.give(handle, user(who), role);
        return *this;
    }

    Scene& add_record(std::string id, std::string_view module, std::string_view by)
    {
        world.add_record(Record{.id = std::move(id), .module = this->module(module), .by = user(by), .values = R"({"a":1})"});
        return *this;
    }

    /// Gives a person roles of P and M in an account, beside what he has.
    Scene& make(std::string_view who, std::string_view account, ProfilesRole profiles,
                ModulesRole modules = ModulesRole::none)
    {
        return edit(who, [&](User& person) {
            auto roles = person.roles_in(in(account));
            roles.profiles = profiles;
            roles.modules = modules;
            erase_if(person.accounts, [&](AccountRoles const& had) { return had.account == roles.account; });
            person.accounts.push_back(roles);
            std::ranges::sort(person.accounts, {}, &AccountRoles::account);
        });
    }

    template <class Edit>
    Scene& edit(std::string_view id, Edit const& edit)
    {
        world.edit_user(user(id), edit);
        return *this;
    }

    [[nodiscard]] AccountId in(std::string_view id) const { return world.accounts.find(id); }
    [[nodiscard]] UserId user(std::string_view id) const { return world.users.find(id); }
    [[nodiscard]] GroupId group(std::string_view id) const { return world.groups.find(id); }
    [[nodiscard]] SafeId safe(std::string_view id) const { return world.safes.find(id); }
    [[nodiscard]] AssetId asset(std::string_view id) const { return world.assets.find(id); }
    [[nodiscard]] DoorId door(std::string_view id) const { return world.doors.find(id); }
    [[nodiscard]] TeamId team(std::string_view id) const { return world.teams.find(id); }
    [[nodiscard]] PatientId patient(std::string_view id) const { return world.patients.find(id); }
    [[nodiscard]] ProfileId profile(std::string_view id) const { return world.profiles.find(id); }
    [[nodiscard]] CustomRoleId custom_role(std::string_view id) const { return world.custom_roles.find(id); }
    [[nodiscard]] ModuleId module(std::string_view id) const { return world.modules.find(id); }
    [[nodiscard]] RecordId record(std::string_view id) const { return world.records.find(id); }
    [[nodiscard]] InvitationId invitation(std::string_view id) const { return world.invitations.find(id); }

    [[nodiscard]] Decision judge(std::string_view actor, Change const& change, Context const& context = {}) const
    {
        return may(world, user(actor), change, context);
    }

    /// "allow S-8", "deny S-11", "not_now X-13", "after X-9": the effect and its rule.
    [[nodiscard]] std::string verdict(std::string_view actor, Change const& change, Context const& context = {}) const
    {
        auto const decision = judge(actor, change, context);
        return std::string{effect_name(decision.effect)} + " " + std::string{decision.rule};
    }

    /// Carries out a change that must be allowed.
    void carry_out(std::string_view actor, Change const& change, Context const& context = {.now = 1000})
    {
        CAPTURE(actor, name_of(kind_of(change)));
        REQUIRE(judge(actor, change, context).effect == Effect::allow);
        apply(world, change, Stamp{.number = world.revision + 1, .at = context.now, .actor = user(actor)});
        CHECK(broken_invariants(world) == std::vector<std::string>{});
    }

    static std::string_view effect_name(Effect effect)
    {
        switch (effect) {
        case Effect::allow: return "allow";
        case Effect::after: return "after";
        case Effect::deny: return "deny";
        case Effect::not_now: return "not_now";
        }
        return "";
    }
};

/// An ambulance service in two accounts.
///
///   fire   chief, deputy: account_admin · ada: group_admin of station_7 · bo: group_admin of station_7 and station_9
///          kim: group_admin of nothing · lee: group_admin of station_9
///          uma, vic: user of station_7 · wes: user of station_9 · xia: user of both · yan: user of nothing
///          boss: full_admin (P)
///   depot  dora: account_admin · dan: user · both: account_admin here and in fire
///   nobody nora has no role at all; tess is the organisation's administrator, tom another one; omar organization_admin
///   safes  engine_7 (station_7), engine_9 (station_9), shared (both), spare (no group), dark (station_7, offline)
inline Scene riverside()
{
    using enum SafesRole;
    auto scene = Scene{};
    scene.account("fire").account("depot");
    scene.world.organization = {.id = "o1", .name = "Riverside EMS"};
    scene.person("chief", {{"fire", account_admin}})
        .person("deputy", {{"fire", account_admin}})
        .person("ada", {{"fire", group_admin}})
        .person("bo", {{"fire", group_admin}})
        .person("kim", {{"fire", group_admin}})
        .person("lee", {{"fire", group_admin}})
        .person("uma", {{"fire", user}})
        .person("vic", {{"fire", user}})
        .person("wes", {{"fire", user}})
        .person("xia", {{"fire", user}})
        .person("yan", {{"fire", user}})
        .person("boss")
        .person("dora", {{"depot", account_admin}})
        .person("dan", {{"depot", user}})
        .person("both", {{"fire", account_admin}, {"depot", account_admin}})
        .person("nora")
        .person("tess")
        .person("tom")
        .person("omar");
    scene.edit("boss", [&](User& boss) {
        boss.accounts.push_back({.account = scene.in("fire"), .profiles = ProfilesRole::full_admin});
    });
    scene.edit("tess", [](User& tess) { tess.administrator = true; });
    scene.edit("tom", [](User& tom) { tom.administrator = true; });
    scene.edit("omar", [](User& omar) { omar.organization_admin = true; });
    scene.add_safe("engine_7", "fire")
        .add_safe("engine_9", "fire")
        .add_safe("shared", "fire")
        .add_safe("spare", "fire")
        .add_safe("dark", "fire", false)
        .add_safe("depot_safe", "depot");
    scene.group("station_7", "fire", {"ada", "bo", "uma", "vic", "xia"}, {"engine_7", "shared", "dark"})
        .group("station_9", "fire", {"bo", "lee", "wes", "xia"}, {"engine_9", "shared"})
        .group("yard", "depot", {"dan"}, {"depot_safe"});
    scene.add_asset("fentanyl", "engine_7").add_asset("morphine", "engine_9").add_asset("ketamine", "dark");
    return scene;
}

} // namespace castellan::tests
