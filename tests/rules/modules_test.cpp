// The rules of book M, by number, on both sides.
#include <catch2/catch_test_macros.hpp>

#include "tests/rules/books.hpp"

#include "rules/grants.hpp"
#include "rules/sentence.hpp"

namespace castellan::tests {

using enum Permission;

namespace {

constexpr auto module_admin = ModuleRole{ModuleRank::module_admin, {}};
constexpr auto collaborator = ModuleRole{ModuleRank::collaborator, {}};
constexpr auto no_role = ModuleRole{};

ModuleRole custom(Scene const& s, std::string_view role) { return {ModuleRank::custom, s.custom_role(role)}; }

SendInvitation to_organization(std::vector<std::string> emails, OfferedRole role)
{
    return {.emails = std::move(emails), .offer = {role, {}}};
}

SendInvitation to_account(Scene const& s, std::string_view account)
{
    return {.emails = {"new@x.example"},
            .offer = {OfferedRole::division_admin, {}},
            .account = s.in(account),
            .in_account = true};
}

SendInvitation to_module(Scene const& s, std::string_view module, OfferedRole role, std::string email = "new@x.example")
{
    return {.emails = {std::move(email)}, .offer = {role, {}}, .module = s.module(module), .in_module = true};
}

/// Sends it, and gives the one invitation that came of it.
InvitationId sent(Scene& s, std::string_view sender, SendInvitation invitation)
{
    invitation.invitations = {"i" + std::to_string(s.world.revision)};
    s.carry_out(sender, invitation);
    return s.invitation(invitation.invitations.front());
}

} // namespace

TEST_CASE("M-1: organization_admin adds, edits and deletes accounts and modules everywhere", "[rules][M-1]")
{
    auto s = with_modules();
    CHECK(s.verdict("omar", CreateAccount{.account = "", .fields = {.name = "Harbor"}}) == "allow M-1");
    CHECK(s.verdict("omar", EditAccount{s.in("fire"), {.name = "Fire and rescue"}}) == "allow M-1");
    for (auto const account : {"fire", "depot"})
        CHECK(s.verdict("omar", CreateModule{s.in(account), "", {.name = "New"}}) == "allow M-1");
    CHECK(s.verdict("omar", EditModule{s.module("intake"), {.name = "Renamed"}}) == "allow M-1");
    CHECK(s.verdict("omar", DeleteModule{s.module("check")}) == "allow M-1");
    for (auto const other : {"div", "mod", "chief", "boss", "tess"}) {
        CHECK(s.judge(other, CreateAccount{.account = "", .fields = {.name = "Harbor"}}).effect == Effect::deny);
        CHECK(s.judge(other, EditAccount{s.in("fire"), {.name = "Mine"}}).effect == Effect::deny);
    }
    CHECK(s.judge("omar", SyncSafe{s.safe("engine_7")}).effect == Effect::deny); // another book

    // An account is deleted only when it holds nothing of another book.
    CHECK(s.verdict("omar", DeleteAccount{s.in("fire")}) == "not_now M-1");
    s.carry_out("omar", CreateAccount{.account = "harbor", .fields = {.name = "Harbor"}});
    CHECK(s.verdict("omar", DeleteAccount{s.in("harbor")}) == "allow M-1");
    s.carry_out("omar", CreateModule{s.in("harbor"), "boats", {.name = "Boats"}});
    CHECK(s.verdict("omar", DeleteAccount{s.in("harbor")}) == "allow M-1");
    s.carry_out("omar", DeleteAccount{s.in("harbor")});
    CHECK_FALSE(s.module("boats"));
}

TEST_CASE("M-1: creating an account may name its first administrators, other persons", "[rules][M-1]")
{
    auto s = with_modules();
    auto const create = [&](std::string_view safes, std::string_view profiles, std::string_view modules) {
        return CreateAccount{.account = "harbor",
                             .fields = {.name = "Harbor"},
                             .administrators = {{s.user(safes)}, {s.user(profiles)}, {s.user(modules)}}};
    };
    CHECK(s.verdict("omar", create("nora", "omar", "nora")) == "deny X-3");
    CHECK(s.verdict("omar", create("omar", "nora", "nora")) == "deny X-3");
    CHECK(s.verdict("div", create("nora", "nora", "nora")).starts_with("deny"));
    s.carry_out("omar", create("nora", "dan", "col"));
    CHECK(s.world.users[s.user("nora")].roles_in(s.in("harbor")).safes == SafesRole::account_admin);
    CHECK(s.verdict("nora", CreateGroup{s.in("harbor"), "", {.name = "Pier"}}) == "allow S-11");
    CHECK(s.verdict("dan", SetAdminType{s.user("nora"), s.in("harbor"), ProfilesRole::partial_admin}) == "allow P-6");
    CHECK(s.verdict("col", CreateModule{s.in("harbor"), "", {.name = "Boats"}}) == "allow M-2");
    CHECK(s.verdict("omar", DeleteAccount{s.in("harbor")}) == "not_now M-1"); // roles of another book
}

TEST_CASE("M-2: division_admin adds and edits modules of his account and reaches their data", "[rules][M-2]")
{
    auto const s = with_modules();
    CHECK(s.verdict("div", CreateModule{s.in("fire"), "", {.name = "New"}}) == "allow M-2");
    CHECK(s.verdict("div", EditModule{s.module("stock"), {.name = "Renamed"}}) == "allow M-2");
    CHECK(s.verdict("div", EditRecord{s.record("r_check"), R"({"a":2})"}) == "allow M-2");
    CHECK(s.verdict("div", SubmitRecord{s.module("stock"), "", "{}"}) == "allow M-2");
    CHECK(s.verdict("div", SetModuleRole{s.module("check"), s.user("nora"), module_admin}) == "allow M-2");
    CHECK(s.verdict("div", DeleteModule{s.module("check")}).starts_with("deny")); // deletes none
    CHECK(s.verdict("div", CreateModule{s.in("depot"), "", {.name = "New"}}) == "deny X-1");
    CHECK(s.verdict("div", EditModule{s.module("intake"), {.name = "Mine"}}) == "deny X-1");
    CHECK(s.verdict("div", EditRecord{s.record("r_intake"), R"({"a":2})"}) == "deny X-1");
    CHECK(s.verdict("dov", EditRecord{s.record("r_intake"), R"({"a":2})"}) == "allow M-2");
    CHECK_FALSE(sees(s.world, s.user("div"), s.module("intake")));
    CHECK(s.judge("div", SyncSafe{s.safe("engine_7")}).effect == Effect::deny); // another book
}

TEST_CASE("M-3: module_admin edits his module, its records and the roles in it", "[rules][M-3]")
{
    auto const s = with_modules();
    CHECK(s.verdict("mod", EditModule{s.module("check"), {.name = "Renamed"}}) == "allow M-3");
    CHECK(s.verdict("mod", EditRecord{s.record("r_check"), R"({"a":2})"}) == "allow M-3");
    CHECK(s.verdict("mod", DeleteRecord{s.record("r_check")}) == "allow M-3");
    CHECK(s.verdict("mod", ClearRecords{.module = s.module("check")}) == "allow M-3");
    CHECK(s.verdict("mod", SetModuleRole{s.module("check"), s.user("nora"), collaborator}) == "allow M-3");
    CHECK(s.verdict("mod", SetModuleRole{s.module("check"), s.user("nora"), module_admin}) == "allow M-3");
    CHECK(s.verdict("mod", SetModuleRole{s.module("check"), s.user("col"), no_role}) == "allow M-3");
    CHECK(s.verdict("mod", SetModuleRole{s.module("check"), s.user("mod2"), no_role}) == "allow M-3"); // equal rank
    CHECK(s.verdict("mod", SetModuleRole{s.module("check"), s.user("mod"), no_role}) == "deny X-3");
    CHECK(s.verdict("mod", SetModuleRole{s.module("check"), s.user("div"), collaborator}) == "deny X-4"); // higher
    CHECK(s.verdict("mod", DeleteModule{s.module("check")}).starts_with("deny"));
    CHECK(s.verdict("mod", CreateModule{s.in("fire"), "", {.name = "New"}}).starts_with("deny"));
    CHECK(s.verdict("mod", EditModule{s.module("stock"), {.name = "Mine"}}) == "deny X-1"); // that module, no other
    CHECK(s.verdict("mod", EditRecord{s.record("r_stock"), R"({"a":2})"}) == "deny X-1");
}

TEST_CASE("M-4: collaborator lists records and submits forms of that module", "[rules][M-4]")
{
    auto const s = with_modules();
    CHECK(s.verdict("col", SubmitRecord{s.module("check"), "", "{}"}) == "allow M-4");
    CHECK(sees(s.world, s.user("col"), s.record("r_check")));
    CHECK(managers_of(s.world, s.user("col")) == std::vector<std::string_view>{"records"});
    CHECK(s.verdict("col", EditRecord{s.record("r_check"), R"({"a":2})"}).starts_with("deny")); // his own even
    CHECK(s.verdict("col", DeleteRecord{s.record("r_check")}).starts_with("deny"));
    CHECK(s.verdict("col", EditModule{s.module("check"), {.name = "Mine"}}).starts_with("deny"));
    CHECK(s.verdict("col", SetModuleRole{s.module("check"), s.user("nora"), collaborator}).starts_with("deny"));
    CHECK(s.verdict("col", SubmitRecord{s.module("stock"), "", "{}"}) == "deny X-1");
    CHECK_FALSE(sees(s.world, s.user("col"), s.record("r_stock")));
    CHECK(s.verdict("nora", SubmitRecord{s.module("check"), "", "{}"}) == "deny X-1");
}

TEST_CASE("M-5: a custom role does what is configured in it now, in the module where it is given", "[rules][M-5]")
{
    auto s = with_modules();
    CHECK(s.verdict("cus", EditRecord{s.record("r_check"), R"({"a":2})"}) == "allow M-5");
    CHECK(s.verdict("cus", DeleteRecord{s.record("r_check")}).starts_with("deny"));
    CHECK(s.verdict("cus", SubmitRecord{s.module("check"), "", "{}"}).starts_with("deny"));
    CHECK(s.verdict("cus", EditRecord{s.record("r_stock"), R"({"a":2})"}) == "deny X-1");
    s.carry_out("div", EditCustomRole{s.custom_role("reviewer"), {}, {{records_list, records_delete}}});
    CHECK(s.verdict("cus", DeleteRecord{s.record("r_check")}) == "allow M-5");
    CHECK(s.verdict("cus", EditRecord{s.record("r_check"), R"({"a":2})"}).starts_with("deny"));
    s.carry_out("div", DeleteCustomRole{s.custom_role("reviewer")});
    CHECK(s.verdict("cus", DeleteRecord{s.record("r_check")}) == "deny X-1");
}

TEST_CASE("M-5: custom roles are defined above the modules, and never edited by their holder", "[rules][M-5]")
{
    auto s = with_modules();
    auto const create = [&](std::string_view account, PermissionSet permissions) {
        return CreateCustomRole{s.in(account), "", "New", permissions};
    };
    CHECK(s.verdict("omar", create("fire", {records_list, records_clear})) == "allow M-5");
    CHECK(s.verdict("omar", create("fire", {safes_sync})).starts_with("deny")); // of a module only
    CHECK(s.verdict("div", create("fire", {records_list, modules_edit, modules_assign_roles})) == "allow M-5");
    CHECK(s.verdict("div", create("fire", {modules_delete})).starts_with("deny")); // no module_admin has that
    CHECK(s.verdict("div", create("depot", {records_list})) == "deny X-1");
    CHECK(s.verdict("mod", create("fire", {records_list})).starts_with("deny"));
    CHECK(s.verdict("cus", EditCustomRole{s.custom_role("reviewer"), "Mine", {}}).starts_with("deny"));
    s.carry_out("omar", SetModuleRole{s.module("stock"), s.user("div"), custom(s, "reviewer")});
    CHECK(s.verdict("div", EditCustomRole{s.custom_role("reviewer"), {}, {{records_list, records_clear}}})
              .starts_with("deny"));
    CHECK(s.verdict("omar", EditCustomRole{s.custom_role("reviewer"), {}, {{records_list, records_clear}}}) == "allow M-5");

    // Given by comparing permissions, in modules of its own account.
    CHECK(s.verdict("mod", SetModuleRole{s.module("check"), s.user("nora"), custom(s, "reviewer")}) == "allow M-3");
    CHECK(s.verdict("omar", SetModuleRole{s.module("check"), s.user("nora"), custom(s, "visitor")}).starts_with("deny"));
    CHECK(s.verdict("mod", SetModuleRole{s.module("check"), s.user("nora"), custom(s, "visitor")}) == "deny X-1");
}

TEST_CASE("M-5: through a profile a custom role holds at most one's own permissions", "[rules][M-5]")
{
    auto s = with_modules();
    s.person("pam").make("pam", "fire", ProfilesRole::partial_admin);
    s.add_profile("forms", "fire",
                  {custom_roles_list, custom_roles_create, custom_roles_edit, modules_list, modules_assign_roles,
                   records_list},
                  {"pam"});
    CHECK(s.verdict("pam", CreateCustomRole{s.in("fire"), "", "New", {records_list}}) == "allow P-1");
    CHECK(s.verdict("pam", CreateCustomRole{s.in("fire"), "", "New", {records_list, records_edit}}).starts_with("deny"));
    CHECK(s.verdict("pam", EditCustomRole{s.custom_role("reviewer"), {}, {{records_list, records_edit, records_clear}}})
              .starts_with("deny"));
    CHECK(s.verdict("pam", SetModuleRole{s.module("check"), s.user("nora"), custom(s, "reviewer")}) == "deny M-5");
    s.carry_out("pam", CreateCustomRole{s.in("fire"), "reader", "Reader", {records_list}});
    CHECK(s.verdict("pam", SetModuleRole{s.module("check"), s.user("nora"), custom(s, "reader")}) == "allow P-1");
}

TEST_CASE("M-6: roles in modules of different accounts stand side by side and open nothing else", "[rules][M-6]")
{
    auto s = with_modules();
    auto const give = SetModuleRole{s.module("intake"), s.user("col"), module_admin};
    CHECK(s.judge("dov", give).effect == Effect::deny); // a person of another account (X-12)
    s.carry_out("omar", give);
    CHECK(s.verdict("col", EditModule{s.module("intake"), {.name = "Renamed"}}) == "allow M-3");
    CHECK(s.verdict("col", EditModule{s.module("check"), {.name = "Renamed"}}).starts_with("deny"));
    CHECK(s.verdict("col", SubmitRecord{s.module("check"), "", "{}"}) == "allow M-4");
    CHECK(s.verdict("col", CreateModule{s.in("depot"), "", {.name = "New"}}).starts_with("deny"));
    CHECK(s.verdict("col", SyncSafe{s.safe("depot_safe")}) == "deny X-1");
    CHECK_FALSE(sees(s.world, s.user("col"), s.group("yard")));
    CHECK_FALSE(sees(s.world, s.user("col"), s.user("dora")));
}

TEST_CASE("M-7: each invites within what he administers, up to his own rank", "[rules][M-7]")
{
    auto const s = with_modules();
    CHECK(s.verdict("omar", to_organization({"new@x.example"}, OfferedRole::organization_admin)) == "allow M-7");
    CHECK(s.verdict("omar", to_account(s, "depot")) == "allow M-7");
    CHECK(s.verdict("omar", to_module(s, "intake", OfferedRole::module_admin)) == "allow M-7");

    CHECK(s.verdict("div", to_organization({"new@x.example"}, OfferedRole::organization_admin)).starts_with("deny"));
    CHECK(s.verdict("div", to_account(s, "fire")) == "allow M-7");
    CHECK(s.verdict("div", to_account(s, "depot")) == "deny X-1");
    CHECK(s.verdict("div", to_module(s, "stock", OfferedRole::module_admin)) == "allow M-7");

    CHECK(s.verdict("mod", to_account(s, "fire")).starts_with("deny"));
    CHECK(s.verdict("mod", to_module(s, "check", OfferedRole::module_admin)) == "allow M-7");
    CHECK(s.verdict("mod", to_module(s, "check", OfferedRole::collaborator)) == "allow M-7");
    CHECK(s.verdict("mod", to_module(s, "stock", OfferedRole::collaborator)) == "deny X-1");

    for (auto const other : {"col", "cus", "chief", "boss", "uma"})
        CHECK(s.judge(other, to_module(s, "check", OfferedRole::collaborator)).effect == Effect::deny);
    // A custom role, where it may be given.
    auto reviewer = to_module(s, "check", OfferedRole::custom);
    reviewer.offer.custom = s.custom_role("reviewer");
    CHECK(s.verdict("mod", reviewer) == "allow M-7");
    reviewer.module = s.module("intake");
    CHECK(s.verdict("omar", reviewer).starts_with("deny"));
    // Nobody invites himself.
    CHECK(s.verdict("mod", to_module(s, "check", OfferedRole::collaborator, "mod@riverside.example")) == "deny X-3");
}

TEST_CASE("M-7: several e-mails at once, and bad or repeated lines are named", "[rules][M-7]")
{
    auto s = with_modules();
    auto const invite = [](std::vector<std::string> emails) {
        return to_organization(std::move(emails), OfferedRole::organization_admin);
    };
    auto const told = [&](SendInvitation const& change) {
        return sentence(s.world, s.user("omar"), change, s.judge("omar", change));
    };
    CHECK(s.verdict("omar", invite({"a@x.example", "b@x.example"})) == "allow M-7");
    CHECK(s.verdict("omar", invite({})) == "not_now M-7");
    auto const bad = invite({"a@x.example", "nonsense", "A@X.example"});
    CHECK(s.verdict("omar", bad) == "not_now M-7");
    CHECK(told(bad).contains("ine 2, “nonsense”"));
    CHECK(told(bad).contains("ine 3, “A@X.example”"));
    CHECK_FALSE(told(bad).contains("ine 1"));
    // The address of a disabled person is refused on every route (X-2).
    s.edit("vic", [](User& vic) { vic.status = Status::disabled; });
    CHECK(s.verdict("omar", invite({"a@x.example", "vic@riverside.example"})) == "not_now X-2");
    CHECK(told(invite({"a@x.example", "vic@riverside.example"})).contains("ine 2"));
}

TEST_CASE("M-7: an invitation never changes an existing person's role silently", "[rules][M-7]")
{
    auto s = with_modules();
    auto const lower = sent(s, "mod", to_module(s, "check", OfferedRole::collaborator, "mod2@riverside.example"));
    CHECK(s.verdict("mod2", AcceptInvitation{.invitation = lower}).starts_with("not_now"));
    CHECK(role_in(s.world.modules[s.module("check")].roles, s.user("mod2")) == module_admin);
    auto const known = sent(s, "mod", to_module(s, "check", OfferedRole::collaborator, "wes@riverside.example"));
    CHECK(role_in(s.world.modules[s.module("check")].roles, s.user("wes")) == no_role); // until he accepts
    s.carry_out("wes", AcceptInvitation{.invitation = known});
    CHECK(role_in(s.world.modules[s.module("check")].roles, s.user("wes")) == collaborator);
}

TEST_CASE("M-8: an invitation expires, is resent and withdrawn, and is accepted once", "[rules][M-8]")
{
    auto s = with_modules();
    auto const day = Instant{24} * 60 * 60 * 1000;
    auto const accept = [](InvitationId invitation) { return AcceptInvitation{.invitation = invitation}; };
    auto const one = sent(s, "mod", to_module(s, "check", OfferedRole::collaborator, "wes@riverside.example"));
    CHECK(s.verdict("wes", accept(one), {.now = 1000 + 6 * day}) == "allow M-8");
    CHECK(s.verdict("wes", accept(one), {.now = 1000 + 8 * day}) == "not_now M-8");
    CHECK(s.verdict("xia", accept(one)) == "deny X-1"); // another's
    s.carry_out("mod2", ResendInvitation{one}, {.now = 8 * day});
    CHECK(s.verdict("wes", accept(one), {.now = 9 * day}) == "allow M-8");
    CHECK(s.judge("col", ResendInvitation{one}).effect == Effect::deny);
    s.carry_out("wes", accept(one), {.now = 9 * day});
    CHECK(s.verdict("wes", accept(one), {.now = 9 * day}) == "not_now M-8"); // once
    CHECK(s.verdict("mod", ResendInvitation{one}) == "not_now M-8");

    auto const other = sent(s, "mod", to_module(s, "check", OfferedRole::collaborator, "yan@riverside.example"));
    s.carry_out("mod", WithdrawInvitation{other});
    CHECK(s.verdict("yan", accept(other)) == "not_now M-8");
}

TEST_CASE("M-8: an invitation gives what its sender may still give at acceptance", "[rules][M-8]")
{
    auto s = with_modules();
    auto const one = sent(s, "mod", to_module(s, "check", OfferedRole::module_admin, "wes@riverside.example"));
    CHECK(s.verdict("wes", AcceptInvitation{.invitation = one}) == "allow M-8");
    s.carry_out("div", SetModuleRole{s.module("check"), s.user("mod"), collaborator});
    CHECK(s.verdict("wes", AcceptInvitation{.invitation = one}) == "not_now M-8");
    s.carry_out("div", SetModuleRole{s.module("check"), s.user("mod"), module_admin});
    s.carry_out("tess", DisableUser{s.user("mod")});
    CHECK(s.verdict("wes", AcceptInvitation{.invitation = one}) == "not_now M-8");
}

TEST_CASE("M-8: who was unknown becomes a person by accepting", "[rules][M-8]")
{
    auto s = with_modules();
    auto const one = sent(s, "mod", to_module(s, "check", OfferedRole::collaborator));
    auto const accept = AcceptInvitation{.invitation = one, .user = "newcomer", .name = "New Comer"};
    CHECK(may(s.world, Actor{one}, SyncSafe{s.safe("engine_7")}, {}).effect == Effect::deny);
    REQUIRE(may(s.world, Actor{one}, accept, {.now = 2000}).effect == Effect::allow);
    apply(s.world, accept, Stamp{.number = s.world.revision + 1, .at = 2000, .actor = Actor{one}});
    CHECK(broken_invariants(s.world).empty());
    CHECK(s.verdict("newcomer", SubmitRecord{s.module("check"), "", "{}"}) == "allow M-4");
    CHECK(may(s.world, Actor{one}, accept, {.now = 2000}).effect != Effect::allow);
}

} // namespace castellan::tests
