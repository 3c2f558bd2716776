// The rules across all books (X), by number, where they meet the books beside S.
#include <catch2/catch_test_macros.hpp>

#include "tests/rules/books.hpp"

#include "rules/grants.hpp"

namespace castellan::tests {

namespace {

constexpr auto coded = Context{.otp = true};
constexpr auto collaborator = ModuleRole{ModuleRank::collaborator, {}};

SendInvitation invite(OfferedRole role, std::string email = "new@x.example")
{
    return {.emails = {std::move(email)}, .offer = {role, {}}};
}

SendInvitation invite_to(ModuleId module, std::string email)
{
    return {.emails = {std::move(email)}, .offer = {OfferedRole::collaborator, {}}, .module = module, .in_module = true};
}

} // namespace

TEST_CASE("X-1: a role of one book is no grant in another", "[rules][X-1]")
{
    auto const s = with_doors();
    CHECK(s.verdict("olga", SyncSafe{s.safe("engine_7")}) == "deny X-1");
    CHECK(s.verdict("alma", EditUser{s.user("uma"), {.name = "U"}}) == "deny X-1");
    auto const m = with_modules();
    CHECK(m.verdict("mod", SyncSafe{m.safe("engine_7")}) == "deny X-1");
    CHECK(m.verdict("col", CreateTeam{"", {.name = "Mine"}}).starts_with("deny"));
}

TEST_CASE("X-2: who is invited or disabled holds no key, no module and no team either", "[rules][X-2]")
{
    for (auto const status : {Status::invited, Status::disabled}) {
        auto d = with_doors();
        d.edit("ulf", [&](User& ulf) { ulf.status = status; });
        CHECK(d.verdict("ulf", UnlockDoor{d.door("front")}) == "deny X-2");
        CHECK(managers_of(d.world, d.user("ulf")).empty());
        auto t = with_teams();
        t.edit("mike", [&](User& mike) { mike.status = status; });
        CHECK(t.verdict("mike", EditPatient{t.patient("smith"), {.name = "S"}}) == "deny X-2");
        CHECK_FALSE(sees(t.world, t.user("mike"), t.team("stroke")));
    }
}

TEST_CASE("X-2: an invited person accepts, a disabled one is refused by invitation too", "[rules][X-2]")
{
    auto s = with_modules();
    auto invitation = invite_to(s.module("check"), "wes@riverside.example");
    invitation.invitations = {"i1"};
    s.carry_out("mod", invitation);
    auto const accept = AcceptInvitation{.invitation = s.invitation("i1")};
    s.edit("wes", [](User& wes) { wes.status = Status::invited; });
    CHECK(s.verdict("wes", SubmitRecord{s.module("check"), "", "{}"}) == "deny X-2");
    CHECK(s.judge("wes", accept).effect == Effect::allow);
    s.edit("wes", [](User& wes) { wes.status = Status::disabled; });
    CHECK(s.verdict("wes", accept) == "deny X-2");
    CHECK(s.judge("mod", invite_to(s.module("check"), "wes@riverside.example")).effect == Effect::not_now);
    CHECK(s.judge("mod", ResendInvitation{s.invitation("i1")}).effect == Effect::not_now);
    s.carry_out("tess", EnableUser{s.user("wes")});
    CHECK(s.judge("wes", accept).effect == Effect::allow);
}

TEST_CASE("X-3: nobody changes a role of his own, in any book", "[rules][X-3]")
{
    auto const d = with_doors();
    CHECK(d.verdict("olga", SetKeyRole{d.group("hq"), d.user("olga"), KeyRole::none}) == "deny X-3");
    CHECK(d.verdict("alma", SetKeyRole{d.group("hq"), d.user("alma"), KeyRole::user}) == "deny X-3");
    CHECK(d.verdict("dirk", RevokeKey{d.door("shed"), d.user("dirk")}) == "deny X-3");
    CHECK(d.verdict("boss", SendKey{d.door("store"), d.user("boss"), KeyRole::owner}) == "deny X-3");

    auto const t = with_teams();
    CHECK(t.verdict("tess", SetAdministrator{t.user("tess"), false}, coded) == "deny X-3");
    CHECK(t.verdict("tina", RemoveTeamMember{t.team("stroke"), t.user("tina")}) == "deny X-3");
    CHECK(t.verdict("tess", AddTeamMember{t.team("stroke"), t.user("tess")}) == "allow T-1"); // as plain member

    auto const p = with_profiles();
    CHECK(p.verdict("boss", SetAdminType{p.user("boss"), p.in("fire"), ProfilesRole::partial_admin}) == "deny X-3");
    CHECK(p.verdict("paul", SetProfileMember{p.profile("desk"), p.user("paul"), {}}) == "deny X-3");
    CHECK(p.verdict("boss", SetAdminType{p.user("bess"), p.in("fire"), ProfilesRole::partial_admin}) == "allow P-6");

    auto const m = with_modules();
    CHECK(m.verdict("omar", SetModulesRole{.user = m.user("omar"), .holds = false}) == "deny X-3");
    CHECK(m.verdict("div", SetModulesRole{.user = m.user("div"), .account = m.in("fire"), .in_account = true}) == "deny X-3");
    CHECK(m.verdict("mod", SetModuleRole{m.module("check"), m.user("mod"), collaborator}) == "deny X-3");
    CHECK(m.verdict("omar", SetModuleRole{m.module("check"), m.user("omar"), collaborator}) == "deny X-3");
    CHECK(m.verdict("mod", SetModuleRole{m.module("check"), m.user("mod2"), collaborator}) == "allow M-3");
}

TEST_CASE("X-3: no way round by toggles, doors or groups", "[rules][X-3]")
{
    auto s = with_doors();
    // Somebody who owns one group of a door and is user in another must not switch on for himself.
    s.carry_out("boss", SetKeyRole{s.group("attic"), s.user("ulf"), KeyRole::owner});
    CHECK(s.verdict("ulf", SetToggles{s.group("attic"), {.users_can_remote_unlock = true}}) == "allow D-3");
    CHECK(s.verdict("ulf", AddDoor{s.group("attic"), s.door("front")}).starts_with("deny"));
    // The exceptions: account_admin, full_admin.
    CHECK(s.verdict("boss", AddMember{s.group("station_7"), s.user("boss")}) == "allow P-6");
    // A profile's holder with groups.assign_safes, member of a group, gains no safe by it.
    using enum Permission;
    s.person("pam", {{"fire", SafesRole::user}}).make("pam", "fire", ProfilesRole::partial_admin);
    s.add_profile("stock", "fire", {groups_list, groups_assign_safes, groups_assign_members, safes_list}, {"pam"});
    s.carry_out("chief", AddMember{s.group("station_7"), s.user("pam")});
    CHECK(s.verdict("pam", AddSafe{s.group("station_7"), s.safe("spare")}) == "deny X-3");
    CHECK(s.verdict("pam", AddSafe{s.group("station_9"), s.safe("spare")}) == "allow P-1");
    CHECK(s.verdict("pam", AddMember{s.group("station_9"), s.user("pam")}) == "deny X-3");
    CHECK(s.verdict("pam", AddMember{s.group("station_9"), s.user("uma")}) == "allow P-1");
}

TEST_CASE("X-10: who gives memberships by a profile ends them too, whatever a module shows him", "[rules][X-10][P-1]")
{
    using enum Permission;
    auto s = with_modules();
    s.person("gil").make("gil", "fire", ProfilesRole::partial_admin);
    s.add_profile("rota", "fire", {groups_list, groups_assign_members}, {"gil"});
    s.world.give(s.module("check"), s.user("uma"), collaborator);
    auto const taken_out = RemoveMember{s.group("station_7"), s.user("uma")};
    auto const verdict = s.verdict("gil", taken_out);
    CHECK(verdict == "allow P-1");
    CHECK(sees(s.world, s.user("gil"), s.user("uma")));
    s.world.give(s.module("check"), s.user("gil"), ModuleRole{ModuleRank::module_admin, {}}); // lists who has a role there
    CHECK(s.verdict("gil", taken_out) == verdict);
    // Members of groups are shown him; others of the directory are not, nor is anybody by `groups.list` alone.
    s.person("lone", {{"fire", SafesRole::user}});
    CHECK_FALSE(sees(s.world, s.user("gil"), s.user("lone")));
    CHECK(s.verdict("gil", RemoveMember{s.group("station_7"), s.user("lone")}) == "deny X-1");
    s.person("len").make("len", "fire", ProfilesRole::partial_admin);
    s.add_profile("look", "fire", {groups_list}, {"len"});
    CHECK_FALSE(sees(s.world, s.user("len"), s.user("uma")));
    CHECK(s.verdict("len", taken_out) == "deny X-1");
    s.world.give(s.module("check"), s.user("len"), ModuleRole{ModuleRank::module_admin, {}});
    CHECK(s.verdict("len", taken_out).starts_with("deny"));
    // The books stay apart: a module_admin without a profile ends no membership, and rank holds (X-4).
    CHECK(s.verdict("mod", taken_out).starts_with("deny"));
    s.carry_out("chief", AddMember{s.group("station_7"), s.user("chief")});
    CHECK(s.verdict("gil", RemoveMember{s.group("station_7"), s.user("chief")}).starts_with("deny"));
}

TEST_CASE("X-4: in every book who stands higher is left alone, who stands equal is not", "[rules][X-4]")
{
    auto d = with_doors();
    CHECK(d.verdict("alma", SetKeyRole{d.group("hq"), d.user("olga"), KeyRole::none}) == "deny X-4");
    d.carry_out("olga", SetKeyRole{d.group("hq"), d.user("ulf"), KeyRole::admin});
    CHECK(d.verdict("alma", SetKeyRole{d.group("hq"), d.user("ulf"), KeyRole::user}) == "allow D-2");
    CHECK(d.verdict("sven", RevokeKey{d.door("back"), d.user("udo")}) == "allow D-2");

    auto const m = with_modules();
    CHECK(m.verdict("div", SetModulesRole{.user = m.user("omar"), .holds = false}).starts_with("deny"));
    CHECK(m.verdict("mod", SetModuleRole{m.module("check"), m.user("div"), collaborator}) == "deny X-4");
    CHECK(m.verdict("mod", SetModuleRole{m.module("check"), m.user("mod2"), ModuleRole{}}) == "allow M-3");
}

TEST_CASE("X-4: identity is safe from whoever could not give a key, a team, a module or a profile", "[rules][X-4]")
{
    auto const readdress = [](Scene const& s, std::string_view who) { return EditUser{s.user(who), {.email = "new@x.example"}}; };
    auto d = with_doors();
    d.world.give(d.group("hq"), d.user("uma"), KeyRole::user);
    CHECK(d.verdict("chief", readdress(d, "uma")) == "deny X-4");
    CHECK(d.verdict("boss", readdress(d, "uma")) == "allow P-6"); // all of D and of S up to group_admin
    CHECK(d.verdict("chief", EditUser{d.user("uma"), {.name = "Uma T."}}) == "allow S-2");

    auto t = with_teams();
    t.world.give(t.team("stroke"), t.user("uma"), TeamRole::member);
    CHECK(t.verdict("chief", readdress(t, "uma")) == "deny X-4");
    CHECK(t.verdict("boss", readdress(t, "uma")) == "deny X-4");

    auto m = with_modules();
    m.world.give(m.module("check"), m.user("uma"), collaborator);
    CHECK(m.verdict("chief", readdress(m, "uma")) == "deny X-4");
    CHECK(m.verdict("boss", readdress(m, "uma")) == "allow P-6");

    auto p = with_profiles();
    p.make("uma", "fire", ProfilesRole::partial_admin);
    CHECK(p.verdict("chief", readdress(p, "uma")) == "deny X-4");
    CHECK(p.verdict("boss", readdress(p, "uma")) == "allow P-6");
    p.edit("uma", [](User& uma) { uma.administrator = true; });
    CHECK(p.verdict("boss", readdress(p, "uma")) == "deny X-4");
}

TEST_CASE("X-5: a role is handed out up to one's own rank, a profile and a custom role by comparing", "[rules][X-5]")
{
    auto const d = with_doors();
    CHECK(d.verdict("alma", SetKeyRole{d.group("hq"), d.user("nora"), KeyRole::admin}) == "allow D-2");
    CHECK(d.verdict("alma", SetKeyRole{d.group("hq"), d.user("nora"), KeyRole::owner}).starts_with("deny"));
    auto const m = with_modules();
    CHECK(m.verdict("div", SetModulesRole{m.user("nora"), m.in("fire"), true, true}) == "allow M-2");
    CHECK(m.verdict("div", SetModulesRole{.user = m.user("nora"), .holds = true}).starts_with("deny"));
    CHECK(m.verdict("mod", SetModulesRole{m.user("nora"), m.in("fire"), true, true}).starts_with("deny"));
    CHECK(m.verdict("omar", SetModulesRole{.user = m.user("nora"), .holds = true}) == "allow M-1");
    auto p = with_profiles();
    p.add_profile("makers", "fire", {Permission::profiles_list, Permission::profiles_create}, {"pol"});
    CHECK(p.verdict("pol", CreateProfile{p.in("fire"), "", "Same", {Permission::profiles_list}}) == "allow P-1");
    CHECK(p.verdict("pol", CreateProfile{p.in("fire"), "", "More", {Permission::safes_list}}) == "deny X-5");
}

TEST_CASE("X-6: the last active administrator and organization_admin stay, by demotion and by disabling", "[rules][X-6]")
{
    auto s = riverside();
    CHECK(s.verdict("tess", SetAdministrator{s.user("tom"), false}, coded) == "allow T-2");
    s.carry_out("tess", SetAdministrator{s.user("tom"), false}, coded);
    CHECK(s.verdict("tom", SetAdministrator{s.user("tess"), false}, coded).starts_with("deny")); // two at once leave one
    CHECK(s.world.holders.administrators == 1);
    CHECK(s.verdict("tom", DisableUser{s.user("tess")}).starts_with("deny"));

    auto m = riverside();
    m.edit("nora", [](User& nora) { nora.organization_admin = true; });
    CHECK(m.verdict("nora", SetModulesRole{.user = m.user("omar"), .holds = false}) == "allow M-1");
    m.edit("nora", [](User& nora) { nora.status = Status::disabled; });
    CHECK(m.verdict("tess", DisableUser{m.user("omar")}) == "not_now X-6");
}

TEST_CASE("X-6: an account's last full_admin and the last key owner of a group with doors stay", "[rules][X-6]")
{
    auto p = with_profiles();
    p.carry_out("boss", SetAdminType{p.user("bess"), p.in("fire"), ProfilesRole::none});
    CHECK(p.verdict("tess", DisableUser{p.user("boss")}) == "allow T-2"); // disabling is barred at the top only
    p.make("uma", "fire", ProfilesRole::full_admin);
    CHECK(p.verdict("uma", SetAdminType{p.user("boss"), p.in("fire"), ProfilesRole::none}) == "allow P-6");
    p.edit("uma", [](User& uma) { uma.status = Status::invited; });
    CHECK(p.world.holders.full_admins[p.in("fire").slot] == 1);

    auto d = with_doors();
    CHECK(d.verdict("boss", SetKeyRole{d.group("hq"), d.user("olga"), KeyRole::none}) == "not_now X-6");
    CHECK(d.verdict("boss", SetKeyRole{d.group("hq"), d.user("olga"), KeyRole::user}) == "not_now X-6");
    CHECK(d.verdict("boss", SetKeyRole{d.group("attic"), d.user("olga"), KeyRole::none}) == "allow D-7"); // no doors
    d.carry_out("boss", SetKeyRole{d.group("hq"), d.user("nora"), KeyRole::owner});
    CHECK(d.verdict("boss", SetKeyRole{d.group("hq"), d.user("olga"), KeyRole::none}) == "allow D-7");
    d.edit("nora", [](User& nora) { nora.status = Status::disabled; });
    CHECK(d.verdict("boss", SetKeyRole{d.group("hq"), d.user("olga"), KeyRole::none}) == "not_now X-6");
}

TEST_CASE("X-7: the trail is exported by who may read it, the organisation's by its administrators", "[rules][X-7]")
{
    auto const s = with_modules();
    auto const of = [&](std::string_view account) { return ExportAudit{.account = s.in(account), .in_account = true}; };
    CHECK(s.verdict("tess", ExportAudit{}) == "allow X-7");
    CHECK(s.verdict("chief", of("fire")) == "allow X-7");
    CHECK(s.verdict("boss", of("fire")) == "allow P-6");
    CHECK(s.verdict("chief", of("depot")) == "deny X-1");
    for (auto const other : {"chief", "boss", "dora", "ada", "uma"})
        CHECK(s.judge(other, ExportAudit{}).effect == Effect::deny);
    for (auto const other : {"ada", "uma", "col", "mod", "nora"})
        CHECK(s.judge(other, of("fire")).effect == Effect::deny);
}

TEST_CASE("X-8: giving and ending administrator takes a code, which only who may change it is asked for", "[rules][X-8]")
{
    auto s = with_teams();
    auto const promote = SetAdministrator{s.user("mike"), true};
    CHECK(s.verdict("tess", promote) == "after X-8");
    CHECK(s.verdict("tess", promote, coded) == "allow T-2");
    CHECK(s.verdict("tess", SetAdministrator{s.user("tom"), false}) == "after X-8");
    CHECK(s.verdict("tess", invite(OfferedRole::administrator)) == "after X-8");
    CHECK(s.verdict("tess", DisableUser{s.user("tom")}) == "after X-8");
    CHECK(s.verdict("tess", invite(OfferedRole::staff)) == "allow T-2");
    // None where the change would be refused anyway.
    CHECK(s.verdict("tina", promote).starts_with("deny"));
    CHECK(s.verdict("tess", SetAdministrator{s.user("mike"), false}) == "not_now X-13");
    // It adds no right.
    CHECK(s.verdict("tina", promote, coded).starts_with("deny"));
    // Without both addresses verified none is issued.
    s.edit("tess", [](User& tess) { tess.phone_verified = false; });
    CHECK(s.verdict("tess", promote) == "not_now X-8");
    s.edit("tess", [](User& tess) {
        tess.phone_verified = true;
        tess.email_verified = false;
    });
    CHECK(s.verdict("tess", promote) == "not_now X-8");
    CHECK(s.verdict("tess", DisableUser{s.user("mike")}) == "allow T-2");
}

TEST_CASE("X-8: the organisation puts other top roles under codes, creation and import included", "[rules][X-8]")
{
    auto s = with_profiles();
    auto const chief_too = CreateUser{
        .account = s.in("fire"), .name = "New", .email = "new@x.example", .role = SafesRole::account_admin};
    auto const import = ImportUsers{
        s.in("fire"), {ImportRow{.name = "New", .email = "new@x.example", .role = SafesRole::account_admin}}};
    auto const raise = SetUserRole{s.user("uma"), s.in("fire"), SafesRole::account_admin};
    auto const lower = SetUserRole{s.user("deputy"), s.in("fire"), SafesRole::user};
    auto const full = SetAdminType{s.user("uma"), s.in("fire"), ProfilesRole::full_admin};
    auto const organization = SetModulesRole{.user = s.user("nora"), .holds = true};
    for (Change const& change : std::initializer_list<Change>{chief_too, import, raise, lower})
        CHECK(s.judge("chief", change).effect == Effect::allow);
    CHECK(s.verdict("tess", EditOrganization{{.code_for = {{TopRole::account_admin, TopRole::full_admin}}}}) == "allow T-2");
    s.carry_out("tess", EditOrganization{{.code_for = {{TopRole::account_admin, TopRole::full_admin}}}});
    for (Change const& change : std::initializer_list<Change>{chief_too, import, raise, lower}) {
        CAPTURE(name_of(kind_of(change)));
        CHECK(s.verdict("chief", change) == "after X-8");
        CHECK(s.judge("chief", change, coded).effect == Effect::allow);
    }
    CHECK(s.verdict("boss", full) == "after X-8");
    CHECK(s.verdict("chief", SetUserRole{s.user("uma"), s.in("fire"), SafesRole::group_admin}) == "allow S-2");
    CHECK(s.verdict("omar", organization) == "allow M-1");
    // `administrator` is always on the list.
    s.carry_out("tess", EditOrganization{{.code_for = {std::vector<TopRole>{}}}});
    CHECK(s.verdict("tess", SetAdministrator{s.user("uma"), true}) == "after X-8");
    CHECK(s.verdict("chief", raise) == "allow S-2");
}

TEST_CASE("X-9: a second factor is asked of administrative roles of every book, not of T nor of daily work", "[rules][X-9]")
{
    auto d = with_doors();
    d.world.accounts[d.in("fire")].require_admin_mfa = true;
    CHECK(d.verdict("alma", SetKeyRole{d.group("hq"), d.user("nora"), KeyRole::user}) == "after X-9");
    CHECK(d.judge("alma", SetKeyRole{d.group("hq"), d.user("nora"), KeyRole::user}).needs == Needs{.mfa = true});
    CHECK(d.verdict("alma", SetKeyRole{d.group("hq"), d.user("nora"), KeyRole::user}, {.mfa = true}) == "allow D-2");
    CHECK(d.verdict("alma", UnlockDoor{d.door("front")}) == "allow D-2");
    CHECK(d.verdict("alma", RemoteUnlockDoor{d.door("front")}) == "allow D-2");
    CHECK(d.verdict("olga", SetToggles{d.group("hq"), {.users_can_unlock_for = true}}) == "after X-9");
    CHECK(d.verdict("ulf", UnlockDoor{d.door("front")}) == "allow D-1");

    auto m = with_modules();
    m.world.accounts[m.in("fire")].require_admin_mfa = true;
    CHECK(m.verdict("mod", EditModule{m.module("check"), {.name = "R"}}) == "after X-9");
    CHECK(m.verdict("mod", SubmitRecord{m.module("check"), "", "{}"}) == "allow M-3");
    CHECK(m.verdict("omar", EditModule{m.module("check"), {.name = "R"}}) == "after X-9"); // he counts in every account
    CHECK(m.verdict("omar", EditModule{m.module("intake"), {.name = "R"}}) == "allow M-1");
    CHECK(m.verdict("col", SubmitRecord{m.module("check"), "", "{}"}) == "allow M-4");

    auto p = with_profiles();
    p.world.accounts[p.in("fire")].require_admin_mfa = true;
    CHECK(p.verdict("pam", SyncSafe{p.safe("spare")}) == "after X-9"); // a partial_admin with a profile
    CHECK(p.verdict("boss", CreateProfile{p.in("fire"), "", "N", {}}) == "after X-9");

    auto t = with_teams();
    t.world.accounts[t.in("fire")].require_admin_mfa = true;
    CHECK(t.verdict("tess", CreateTeam{"", {.name = "N"}}) == "allow T-2");
    // Both obligations of one change.
    p.carry_out("tess", EditOrganization{{.code_for = {{TopRole::full_admin}}}});
    CHECK(p.judge("boss", SetAdminType{p.user("uma"), p.in("fire"), ProfilesRole::full_admin}).needs ==
          Needs{.otp = true, .mfa = true});
}

TEST_CASE("X-10: the two sides of a group know nothing of each other", "[rules][X-10]")
{
    auto s = with_doors();
    s.carry_out("chief", AddMember{s.group("hq"), s.user("wes")});
    CHECK(s.verdict("wes", UnlockDoor{s.door("front")}) == "deny X-1"); // a member has no key by it
    s.carry_out("chief", AddSafe{s.group("hq"), s.safe("spare")});
    CHECK(s.verdict("wes", UnlockSafe{s.safe("spare"), {}}) == "allow S-14");
    CHECK(s.verdict("ulf", UnlockSafe{s.safe("spare"), {}}) == "deny X-1"); // nor a key holder the safes
    CHECK(s.verdict("olga", UnlockSafe{s.safe("spare"), {}}) == "deny X-1");
    CHECK(s.verdict("olga", AddMember{s.group("hq"), s.user("yan")}).starts_with("deny"));
    CHECK(s.verdict("chief", SetKeyRole{s.group("hq"), s.user("yan"), KeyRole::user}).starts_with("deny"));
    CHECK(sight_of_doors_side(s.world, s.user("chief"), s.group("hq")) == Sight::hidden);
}

TEST_CASE("X-11: a new e-mail or phone of one's own takes a code sent to it", "[rules][X-11]")
{
    auto s = riverside();
    CHECK(s.verdict("uma", EditSelf{{.email = "uma@home.example"}}) == "after X-11");
    CHECK(s.judge("uma", EditSelf{{.email = "uma@home.example"}}).needs == Needs{.otp = true});
    CHECK(s.verdict("uma", EditSelf{{.phone = "+15550177"}}) == "after X-11");
    CHECK(s.verdict("uma", EditSelf{{.email = "uma@home.example"}}, coded) == "allow X-11");
    CHECK(s.verdict("uma", EditSelf{{.email = "vic@riverside.example"}}, coded) == "not_now X-12");
    s.carry_out("uma", EditSelf{{.email = "uma@home.example"}}, {.otp = true, .now = 1000});
    CHECK(s.world.users[s.user("uma")].email_verified);
    CHECK(s.verdict("nora", EditSelf{{.name = "Nora B."}}) == "allow X-11"); // without any role

    // What is known and was never proved is proved in the same way, and once.
    s.edit("vic", [](User& vic) { vic.email_verified = false; });
    auto const same = EditSelf{{.email = "Vic@riverside.example"}};
    CHECK(s.verdict("vic", same) == "after X-11");
    CHECK(s.verdict("vic", same, coded) == "allow X-11");
    s.carry_out("vic", same, {.otp = true, .now = 1000});
    CHECK(s.world.users[s.user("vic")].email_verified);
    CHECK(s.verdict("vic", same) == "not_now X-13");
}

TEST_CASE("X-12: a role reaches people of the account by any book, organization_admin everybody", "[rules][X-12]")
{
    auto const d = with_doors();
    CHECK(d.verdict("boss", SetUserRole{d.user("ulf"), d.in("fire"), SafesRole::user}) == "allow P-6"); // by his key
    CHECK(d.judge("olga", SetKeyRole{d.group("hq"), d.user("dan"), KeyRole::user}).effect == Effect::deny);
    CHECK(d.verdict("olga", SetKeyRole{d.group("hq"), d.user("uma"), KeyRole::user}) == "allow D-3");
    CHECK(d.verdict("olga", SetKeyRole{d.group("hq"), d.user("nora"), KeyRole::user}) == "allow D-3"); // of no account

    auto const m = with_modules();
    CHECK(m.judge("div", SetModuleRole{m.module("check"), m.user("dan"), collaborator}).effect == Effect::deny);
    CHECK(m.verdict("div", SetModuleRole{m.module("check"), m.user("uma"), collaborator}) == "allow M-2");
    CHECK(m.verdict("omar", SetModuleRole{m.module("check"), m.user("dan"), collaborator}) == "allow M-1");
}

TEST_CASE("X-12: an accepted invitation reaches everybody and offers one more role", "[rules][X-12]")
{
    auto s = with_modules();
    auto invitation = invite_to(s.module("check"), "dan@riverside.example"); // of the depot
    invitation.invitations = {"i1"};
    s.carry_out("mod", invitation);
    s.carry_out("dan", AcceptInvitation{.invitation = s.invitation("i1")});
    CHECK(s.verdict("dan", SubmitRecord{s.module("check"), "", "{}"}) == "allow M-4");
    CHECK(s.world.users[s.user("dan")].roles_in(s.in("depot")).safes == SafesRole::user);
    // A creation with that e-mail is refused all the same.
    CHECK(s.verdict("chief", CreateUser{.account = s.in("fire"), .name = "D", .email = "Dan@riverside.example"}) ==
          "not_now X-12");
}

TEST_CASE("X-13: in every book what changes nothing, or takes a taken id, is not now", "[rules][X-13]")
{
    auto const d = with_doors();
    CHECK(d.verdict("olga", SetKeyRole{d.group("hq"), d.user("ulf"), KeyRole::user}) == "not_now X-13");
    CHECK(d.verdict("olga", SetToggles{d.group("hq"), {.users_can_unlock_for = false}}) == "not_now X-13");
    CHECK(d.verdict("boss", CreateDoor{d.in("fire"), "gate", {.name = "G"}}) == "not_now X-13");
    CHECK(d.verdict("boss", AddDoor{d.group("hq"), d.door("front")}) == "not_now X-13");
    CHECK(d.verdict("boss", RemoveDoorFromGroup{d.group("hq"), d.door("shed")}) == "not_now X-13");
    CHECK(d.verdict("alma", SendKey{d.door("back"), d.user("udo"), KeyRole::user}) == "not_now X-13");

    auto const t = with_teams();
    CHECK(t.verdict("tess", CreateTeam{"stroke", {.name = "S"}}) == "not_now X-13");
    CHECK(t.verdict("tina", AddTeamMember{t.team("stroke"), t.user("mike")}) == "not_now X-13");
    CHECK(t.verdict("tina", EditTeam{t.team("stroke"), {.name = "stroke"}}) == "not_now X-13");
    CHECK(t.verdict("tess", EditOrganization{{.name = "Riverside EMS"}}) == "not_now X-13");
    CHECK(t.verdict("tess", SetAdministrator{t.user("tom"), true}) == "not_now X-13"); // and no code is issued for it

    auto const p = with_profiles();
    CHECK(p.verdict("boss", EditProfile{p.profile("night"), "night", {}}) == "not_now X-13");
    CHECK(p.verdict("boss", SetAdminType{p.user("pam"), p.in("fire"), ProfilesRole::partial_admin}) == "not_now X-13");
    CHECK(p.verdict("boss", RemoveProfileMember{p.profile("night"), p.user("pol")}) == "not_now X-13");

    auto const m = with_modules();
    CHECK(m.verdict("mod", SetModuleRole{m.module("check"), m.user("col"), collaborator}) == "not_now X-13");
    CHECK(m.verdict("mod", EditRecord{m.record("r_check"), R"({"a":1})"}) == "not_now X-13");
    CHECK(m.verdict("omar", CreateAccount{.account = "fire", .fields = {.name = "F"}}) == "not_now X-13");
    CHECK(m.verdict("div", CreateCustomRole{m.in("fire"), "visitor", "V", {}}) == "not_now X-13"); // the depot's
}

} // namespace castellan::tests
