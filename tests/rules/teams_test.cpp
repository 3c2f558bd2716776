// The rules of book T, by number, on both sides.
#include <catch2/catch_test_macros.hpp>

#include "tests/rules/books.hpp"

#include "rules/cut.hpp"
#include "rules/grants.hpp"

namespace castellan::tests {

namespace {

Change invite(std::string email, OfferedRole role, TeamId team = {})
{
    return SendInvitation{.emails = {std::move(email)}, .offer = {role, {}}, .team = team, .in_team = !team.is_none()};
}

constexpr auto coded = Context{.otp = true};

} // namespace

TEST_CASE("T-1: administrator reaches every team and its patients, member or not", "[rules][T-1]")
{
    auto const s = with_teams();
    for (auto const team : {"stroke", "trauma"}) {
        CAPTURE(team);
        CHECK(sight_of(s.world, s.user("tess"), s.team(team)) == Sight::whole);
        CHECK(s.verdict("tess", EditTeam{s.team(team), {.name = "Renamed"}}) == "allow T-1");
        CHECK(s.verdict("tess", CreatePatient{s.team(team), "", {.name = "New"}}) == "allow T-1");
        CHECK(s.verdict("tess", AddTeamMember{s.team(team), s.user("nora")}) == "allow T-1");
        for (auto const outsider : {"nora", "omar", "chief", "boss"})
            CHECK(s.verdict(outsider, EditTeam{s.team(team), {.name = "Renamed"}}) == "deny X-1");
    }
    CHECK(s.verdict("tess", EditPatient{s.patient("smith"), {.name = "Smythe"}}) == "allow T-1");
    CHECK(s.verdict("tess", ActOnPatient{s.patient("jones"), "", {.text = "Scan"}}) == "allow T-1");
    CHECK(s.verdict("tess", MovePatient{s.patient("smith"), s.team("trauma")}) == "allow T-1");
    CHECK(s.verdict("tess", SetTeamOwner{s.team("stroke"), s.user("tara"), false}) == "allow T-1"); // ends an ownership
}

TEST_CASE("T-2: only administrators make and delete teams and see to the organisation", "[rules][T-2]")
{
    auto const s = with_teams();
    auto const theirs = std::initializer_list<Change>{
        CreateTeam{"", {.name = "Cardio"}},
        DeleteTeam{s.team("stroke")},
        EditOrganization{{.name = "Riverside"}},
        invite("new@x.example", OfferedRole::staff),
        DisableUser{s.user("mike")},
    };
    for (auto const& change : theirs) {
        CAPTURE(name_of(kind_of(change)));
        CHECK(s.verdict("tess", change) == "allow T-2");
        for (auto const other : {"tina", "mike", "theo", "chief", "boss", "omar"})
            CHECK(s.judge(other, change).effect == Effect::deny);
    }
    CHECK(s.verdict("tina", DeleteTeam{s.team("stroke")}) == "deny T-2"); // her own
    CHECK(s.verdict("tess", ExportAudit{}) == "allow X-7");
    CHECK(s.judge("tina", ExportAudit{}).effect == Effect::deny);
    CHECK(s.judge("chief", ExportAudit{}).effect == Effect::deny);
}

TEST_CASE("T-2: promoting and demoting is for administrators, and reaches active people", "[rules][T-2]")
{
    auto s = with_teams();
    auto const promote = [&](std::string_view who) { return SetAdministrator{s.user(who), true}; };
    CHECK(s.verdict("tess", promote("mike"), coded) == "allow T-2");
    CHECK(s.verdict("tess", promote("tom"), coded) == "not_now X-13");
    CHECK(s.verdict("tina", promote("mike"), coded).starts_with("deny"));
    CHECK(s.verdict("omar", promote("mike"), coded).starts_with("deny"));
    CHECK(s.verdict("tess", promote("tess"), coded) == "deny X-3");
    for (auto const status : {Status::invited, Status::disabled}) {
        s.edit("mike", [status](User& mike) { mike.status = status; });
        CHECK(s.verdict("tess", promote("mike"), coded) == "not_now T-2");
    }
    CHECK(s.verdict("tess", SetAdministrator{s.user("tom"), false}, coded) == "allow T-2");
}

TEST_CASE("T-3: a team's owner edits it and keeps its people, his teams only", "[rules][T-3]")
{
    auto const s = with_teams();
    CHECK(s.verdict("tina", EditTeam{s.team("stroke"), {.name = "Stroke 1"}}) == "allow T-3");
    CHECK(s.verdict("tina", AddTeamMember{s.team("stroke"), s.user("nora")}) == "allow T-3");
    CHECK(s.verdict("tina", RemoveTeamMember{s.team("stroke"), s.user("mike")}) == "allow T-3");
    CHECK(s.verdict("tina", SetTeamOwner{s.team("stroke"), s.user("mike"), true}) == "allow T-3");
    CHECK(s.verdict("tina", SetTeamOwner{s.team("stroke"), s.user("nora"), true}).starts_with("not_now")); // no member
    CHECK(s.verdict("tina", invite("new@x.example", OfferedRole::staff, s.team("stroke"))) == "allow T-3");
    // Ending an ownership is an administrator's.
    CHECK(s.verdict("tina", SetTeamOwner{s.team("stroke"), s.user("tara"), false}).starts_with("deny"));
    CHECK(s.verdict("tina", RemoveTeamMember{s.team("stroke"), s.user("tara")}).starts_with("deny"));
    CHECK(s.verdict("tina", SetTeamOwner{s.team("stroke"), s.user("tina"), false}) == "deny X-3");
    // Nothing of another team, nothing of the organisation.
    CHECK(s.verdict("tina", EditTeam{s.team("trauma"), {.name = "Mine"}}) == "deny X-1");
    CHECK(s.verdict("tina", AddTeamMember{s.team("trauma"), s.user("tina")}) == "deny X-1");
    CHECK(s.verdict("tina", invite("new@x.example", OfferedRole::staff, s.team("trauma"))) == "deny X-1");
    CHECK(s.verdict("tina", invite("new@x.example", OfferedRole::staff)).starts_with("deny"));
    CHECK(s.verdict("tina", invite("new@x.example", OfferedRole::administrator), coded).starts_with("deny"));
    // A member does none of it.
    CHECK(s.verdict("mike", EditTeam{s.team("stroke"), {.name = "Mine"}}).starts_with("deny"));
    CHECK(s.verdict("mike", AddTeamMember{s.team("stroke"), s.user("nora")}).starts_with("deny"));
    CHECK(s.verdict("mike", SetTeamOwner{s.team("stroke"), s.user("mike"), true}).starts_with("deny"));
}

TEST_CASE("T-4: owner and member work with the patients and actions of their team", "[rules][T-4]")
{
    auto s = with_teams();
    for (auto const who : {"tina", "mike"}) {
        CAPTURE(who);
        CHECK(s.verdict(who, CreatePatient{s.team("stroke"), "", {.name = "New"}}) == "allow T-4");
        CHECK(s.verdict(who, EditPatient{s.patient("smith"), {.name = "Smythe"}}) == "allow T-4");
        CHECK(s.verdict(who, ActOnPatient{s.patient("smith"), "", {.text = "Scan"}}) == "allow T-4");
        CHECK(s.verdict(who, DeletePatient{s.patient("smith")}) == "allow T-4");
        CHECK(s.verdict(who, EditPatient{s.patient("jones"), {.name = "Mine"}}) == "deny X-1");
        CHECK(s.verdict(who, CreatePatient{s.team("trauma"), "", {.name = "New"}}) == "deny X-1");
        CHECK(s.verdict(who, MovePatient{s.patient("smith"), s.team("trauma")}) == "deny X-1");
    }
    s.carry_out("tess", AddTeamMember{s.team("trauma"), s.user("mike")});
    CHECK(s.verdict("mike", MovePatient{s.patient("smith"), s.team("trauma")}) == "allow T-4");
    CHECK(s.verdict("mike", MovePatient{s.patient("smith"), s.team("stroke")}) == "not_now X-13");
    s.carry_out("tess", RemoveTeamMember{s.team("stroke"), s.user("mike")});
    CHECK(s.verdict("mike", EditPatient{s.patient("smith"), {.name = "Smythe"}}) == "deny X-1");
}

TEST_CASE("T-5: who is not in a team sees nothing of it", "[rules][T-5]")
{
    auto const s = with_teams();
    for (auto const outsider : {"theo", "mia", "nora", "omar", "chief", "boss"}) {
        CAPTURE(outsider);
        CHECK_FALSE(sees(s.world, s.user(outsider), s.team("stroke")));
        CHECK_FALSE(sees(s.world, s.user(outsider), s.patient("smith")));
        auto const unknown = s.judge(outsider, EditTeam{TeamId{}, {.name = "x"}});
        auto const hidden = s.judge(outsider, EditTeam{s.team("stroke"), {.name = "x"}});
        CHECK(unknown.reason == hidden.reason);
        CHECK(hidden.hidden);
    }
    CHECK_FALSE(sees(s.world, s.user("theo"), s.user("mike")));
    CHECK(sees(s.world, s.user("mike"), s.team("stroke")));
    CHECK(sees(s.world, s.user("mike"), s.patient("smith")));
    CHECK(sees(s.world, s.user("tina"), s.user("mike")));
}

TEST_CASE("T-4: a task is for oneself, or, from whoever lists the team, for one of it", "[rules][T-4]")
{
    auto s = with_teams();
    s.carry_out("mike", ActOnPatient{s.patient("smith"), "n1", {.text = "Scan"}});
    auto const give = [&](std::string user) { return ActOnPatient{s.patient("smith"), "n1", {.user = std::move(user)}}; };
    CHECK(s.verdict("mike", give("mike")) == "allow T-4");
    CHECK(s.verdict("mike", give("tina")) == "deny X-1"); // of whom he does not see that she is in it
    CHECK(s.verdict("mike", give("nobody")) == "deny X-1");
    CHECK(s.verdict("tina", give("mike")) == "allow T-4");
    CHECK(s.verdict("tina", give("nora")) == "deny X-1");
    CHECK(s.verdict("tess", give("mia")) == "not_now T-4"); // of another team
    CHECK(s.verdict("tess", give("tess")) == "not_now T-4");
    CHECK(s.verdict("tess", give("")) == "not_now X-13");

    s.carry_out("tina", give("mike"));
    auto const task = [&]() -> Action const& { return s.world.patients[s.patient("smith")].actions.front(); };
    CHECK(task().user == s.user("mike"));
    CHECK_FALSE(task().done);
    CHECK(s.verdict("tina", give("mike")) == "not_now X-13");
    CHECK(s.verdict("tina", give("")) == "allow T-4");
    CHECK(s.verdict("tina", ActOnPatient{s.patient("smith"), "n1", {.due = "2027-03-01"}}) == "allow T-4");
    CHECK(s.verdict("tina", ActOnPatient{s.patient("smith"), "n1", {.due = ""}}) == "not_now X-13");

    SECTION("who sees no colleagues is told that it is taken, and may take it")
    {
        s.carry_out("tina", give("tara"));
        auto const seen = cut(s.world, s.user("mike"), s.patient("smith"));
        CHECK(seen->actions.front().user.is_none());
        CHECK(seen->actions.front().taken);
        CHECK_FALSE(cut(s.world, s.user("tina"), s.patient("smith"))->actions.front().taken);
        CHECK(s.verdict("mike", give("mike")) == "allow T-4");
        CHECK(s.verdict("mike", give("")) == "allow T-4");
    }
    SECTION("who leaves the team has its tasks no more")
    {
        s.carry_out("tina", RemoveTeamMember{s.team("stroke"), s.user("mike")});
        CHECK(task().user.is_none());
    }
    SECTION("nor are they anybody's in another team")
    {
        s.carry_out("tess", MovePatient{s.patient("smith"), s.team("trauma")});
        CHECK(task().user.is_none());
    }
}

TEST_CASE("T-2, T-5: who has to do with no team is not told what is asked about patients", "[rules][T-2][T-5]")
{
    auto s = with_teams();
    auto const asks = EditOrganization{{.patient_fields = R"([{"id":"f1","label":"Blood group"}])"}};
    CHECK(s.verdict("tess", asks) == "allow T-2");
    CHECK(s.judge("tina", asks).effect == Effect::deny);
    s.carry_out("tess", asks);
    CHECK(s.verdict("tess", asks) == "not_now X-13");
    for (auto const who : {"tess", "tina", "mike"})
        CHECK(cut_organization(s.world, s.user(who)).patient_fields != "[]");
    for (auto const who : {"nora", "omar", "chief", "boss"})
        CHECK(cut_organization(s.world, s.user(who)).patient_fields == "[]");
}

TEST_CASE("T-6: one becomes administrator by promotion or invitation, each with a code", "[rules][T-6]")
{
    auto s = with_teams();
    CHECK(s.verdict("tess", SetAdministrator{s.user("tina"), true}) == "after X-8");
    CHECK(s.judge("tess", SetAdministrator{s.user("tina"), true}).needs == Needs{.otp = true});
    CHECK(s.verdict("tess", invite("new@x.example", OfferedRole::administrator)) == "after X-8");
    CHECK(s.verdict("tess", invite("new@x.example", OfferedRole::administrator), coded) == "allow T-2");
    for (auto const other : {"tina", "omar", "chief", "boss"})
        CHECK(s.judge(other, invite("new@x.example", OfferedRole::administrator), coded).effect == Effect::deny);

    // Team membership and ownership stay, whichever way it is lost.
    s.carry_out("tess", SetAdministrator{s.user("tina"), true}, coded);
    CHECK(s.verdict("tess", SetAdministrator{s.user("tina"), false}) == "after X-8");
    s.carry_out("tess", SetAdministrator{s.user("tina"), false}, coded);
    CHECK(s.verdict("tina", EditTeam{s.team("stroke"), {.name = "Stroke 1"}}) == "allow T-3");
    CHECK_FALSE(sees(s.world, s.user("tina"), s.team("trauma")));
    s.carry_out("tess", SetAdministrator{s.user("tina"), true}, coded);
    CHECK(s.verdict("tess", DisableUser{s.user("tina")}) == "after X-8");
    s.carry_out("tess", DisableUser{s.user("tina")}, coded);
    s.carry_out("tess", EnableUser{s.user("tina")});
    CHECK_FALSE(s.world.users[s.user("tina")].administrator);
    CHECK(s.verdict("tina", EditTeam{s.team("stroke"), {.name = "Stroke 1"}}) == "allow T-3");
}

} // namespace castellan::tests
