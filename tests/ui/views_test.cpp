// What screens show, without drawing it.
#include "tests/client/town.hpp"
#include "tests/service/riverside.hpp"
#include "ui/screens/audit_words.hpp"
#include "ui/screens/overview_screen.hpp"
#include "ui/screens/places.hpp"
#include "ui/screens/safes_screen.hpp"
#include "ui/screens/screens.hpp"
#include "ui/screens/search_screen.hpp"
#include "ui/screens/shell_view.hpp"
#include "ui/screens/terminals_screen.hpp"
#include "ui/screens/users_screen.hpp"
#include "ui/screens/words.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <array>

using namespace castellan;
using namespace castellan::test;
using namespace castellan::ui;

namespace {

/// Riverside as one of its people sees it.
struct Eyes {
    explicit Eyes(std::string_view person, std::string_view account = "a1")
        : town(riverside), replica(town.replica_of(person)),
          seen(look(replica.world(), replica.me(), replica.world().accounts.find(account), town.now, 1))
    {
    }
    [[nodiscard]] std::vector<std::string> names(UsersView const& view) const
    {
        auto result = std::vector<std::string>{};
        for (auto const user : view.people)
            result.push_back(seen.world.users[user].name);
        return result;
    }

    Town town;
    client::Replica replica;
    castellan::ui::Seen seen;
};

bool contains(std::vector<std::string> const& names, std::string_view name)
{
    return std::ranges::find(names, name) != names.end();
}

} // namespace

TEST_CASE("S-4: the list of users is the directory of the account, sorted by name", "[ui][S-4]")
{
    auto const eyes = Eyes{"gia"};
    auto const names = eyes.names(users_view(eyes.seen, {}));
    CHECK(contains(names, "Ada Okafor"));
    CHECK(contains(names, "Ugo Brandt"));
    CHECK_FALSE(contains(names, "Yan Oduya")); // of the other account
    CHECK(std::ranges::is_sorted(names));
}

TEST_CASE("the list of users is searched by name and address, filtered by role, status and group", "[ui]")
{
    auto const eyes = Eyes{"ada"};
    CHECK(eyes.names(users_view(eyes.seen, {.search = "OKAF"})) == std::vector<std::string>{"Ada Okafor"});
    CHECK(eyes.names(users_view(eyes.seen, {.search = "uma@"})) == std::vector<std::string>{"Uma Patel"});
    CHECK(eyes.names(users_view(eyes.seen, {.role = "account_admin"})) == std::vector<std::string>{"Ada Okafor", "Bob Lindqvist"});
    CHECK(eyes.names(users_view(eyes.seen, {.status = "invited"})) == std::vector<std::string>{"Ivy Chen"});
    CHECK(eyes.names(users_view(eyes.seen, {.role = "user", .group = "g2"})) == std::vector<std::string>{"May Both", "Ugo Brandt"});
    CHECK(contains(eyes.names(users_view(eyes.seen, {.group = "none"})), "Kim Sorel"));
    auto const upside_down = eyes.names(users_view(eyes.seen, {.descending = true}));
    CHECK(std::ranges::is_sorted(upside_down, std::greater{}));
}

TEST_CASE("RULEBOOK 4: who could get a first role is a name in the picker and in no list", "[ui]")
{
    auto const eyes = Eyes{"ada"};
    auto const nobody = eyes.seen.world.users.find("noa");
    REQUIRE(nobody);
    CHECK_FALSE(is_listed(eyes.seen, nobody));
    CHECK_FALSE(contains(eyes.names(users_view(eyes.seen, {})), "Noa Nowhere"));
    CHECK(page_of(eyes.seen, client::parse_route("#/users/noa")) == client::Page::unknown);
    auto const possible = possible_first_roles(eyes.seen);
    CHECK(std::ranges::any_of(possible, [&](Change const& change) { return std::get<SetUserRole>(change).user == nobody; }));
    CHECK(search_view(eyes.seen, "Noa").empty());
}

TEST_CASE("T-2: members are everybody of the organisation, by their role in it", "[ui][T-2]")
{
    auto eyes = Eyes{"tess", ""};
    eyes.seen.account = {};
    auto const names = eyes.names(users_view(eyes.seen, {}));
    for (auto const* name : {"Ada Okafor", "Yan Oduya", "Noa Nowhere", "Dan Weiss", "Tess Moreau"})
        CHECK(contains(names, name));
    CHECK(eyes.names(users_view(eyes.seen, {.role = "administrator"})) == std::vector<std::string>{"Tess Moreau"});
    CHECK(eyes.names(users_view(eyes.seen, {.role = "organization_admin"})) == std::vector<std::string>{"Olga Ruiz"});
    CHECK_FALSE(contains(eyes.names(users_view(eyes.seen, {.role = "staff"})), "Tess Moreau"));
    // What they are in accounts is for those who see the accounts (X-10).
    CHECK(eyes.seen.world.accounts.size() == 0);
    auto const zoes = Eyes{"zoe", "a2"};
    CHECK(hats_in(zoes.seen.world, zoes.seen.world.users.find("may"), zoes.seen.account) == "Group Administrator");
}

TEST_CASE("M-7: each line of an invitation is told apart, however it was pasted", "[ui][M-7]")
{
    auto const eyes = Eyes{"tess", ""};
    auto const offer = SendInvitation{.offer = {OfferedRole::administrator, {}}};
    auto const lines = invited_lines(eyes.seen, "new@x.example\r\nNEW@x.example; nobody\n\n dan@riverside.example\ttess@riverside.example", offer);
    REQUIRE(lines.size() == 5);
    CHECK(lines[0].problem.empty());
    CHECK(lines[1].problem == "It stands there already.");
    CHECK(lines[2].problem == "This is not an e-mail address.");
    CHECK(lines[3].problem.starts_with("An address belongs to a disabled person"));
    CHECK(lines[4].problem == "Nobody can invite himself to a role.");
}

TEST_CASE("X-8: a code's dialog says what happens, where the code went, and how often one may try", "[ui][X-8]")
{
    auto const eyes = Eyes{"tess", ""};
    CHECK(masked("caroline@riverside.example") == "c•••@riverside.example");
    CHECK(masked("+15550102") == "•••0102");
    CHECK(masked("") == "•••");
    CHECK(consequence_of(eyes.seen.world, SetAdministrator{eyes.seen.world.users.find("uma"), true}).starts_with("Uma Patel becomes administrator"));
    auto form = CodeForm{};
    open_code(form, SetAdministrator{eyes.seen.world.users.find("uma"), true}, std::nullopt);
    CHECK(form.wants_code);
    take_sent(form, {.result = client::Result::done, .of_code = true, .expires = 300'000, .sent_to = {"email"}});
    CHECK(form.tries_left == 5);
    form.code = "123456";
    take_wrong(form, {.result = client::Result::refused, .reason = "No.", .needs_code = true});
    CHECK(form.tries_left == 4);
    CHECK(form.code.empty());
    CHECK(form.problem == "No.");
}

TEST_CASE("T-1: one's own teams stand before the others; the most urgent task before what has no day", "[ui][T-1]")
{
    constexpr auto clinic = R"({"organization": {"id": "o1", "name": "Clinic"},
     "users": [{"id": "tess", "name": "Tess", "email": "t@x.example", "administrator": true}, {"id": "mia", "name": "Mia", "email": "m@x.example"}],
     "teams": [{"id": "t1", "name": "Burns", "members": ["mia"]}, {"id": "t2", "name": "Stroke", "owners": ["tess"]}],
     "patients": [{"id": "p1", "team": "t1", "name": "Smith", "actions": [{"id": "n1", "text": "A"}, {"id": "n2", "text": "B", "due": "2027-03-02"},
                    {"id": "n3", "text": "C", "due": "2027-03-01", "user": "mia"}, {"id": "n4", "text": "D", "done": true}]}]})";
    auto town = Town{clinic};
    auto const replica = town.replica_of("tess");
    auto const seen = look(replica.world(), replica.me(), {}, town.now, 1);
    auto const lines = teams_view(seen, {});
    REQUIRE(lines.size() == 2);
    CHECK(seen.world.teams[lines[0].team].name == "Stroke");
    CHECK(lines[0].mine == TeamRole::owner);
    CHECK(lines[1].open == 3);
    auto const burns = seen.world.teams.find("t1");
    auto const patient = seen.world.patients.find("p1");
    CHECK(open_tasks(seen.world, burns) == std::vector<TaskLine>{{patient, 2}, {patient, 1}, {patient, 0}});
    auto const mias = town.replica_of("mia");
    CHECK(own_teams(mias.world(), mias.me()).size() == 1);
    CHECK(open_tasks(mias.world(), mias.world().teams.find("t1")).size() == 3);
}

TEST_CASE("the address of every place leads to it", "[ui]")
{
    for (auto const& place : places()) {
        CAPTURE(place.title);
        CHECK(client::parse_route(place.href).page == place.page);
    }
}

TEST_CASE("what is hidden and what does not exist lead to the same page", "[ui]")
{
    auto const eyes = Eyes{"gia"};
    CHECK(page_of(eyes.seen, client::parse_route("#/groups/g2")) == client::Page::unknown);
    CHECK(page_of(eyes.seen, client::parse_route("#/groups/g999")) == client::Page::unknown);
    CHECK(page_of(eyes.seen, client::parse_route("#/groups/g1")) == client::Page::group);
}

TEST_CASE("S-1: a user has no administrative pages, and sees the safes that he may open", "[ui][S-1]")
{
    auto const eyes = Eyes{"uma"};
    for (auto const* hash : {"#/users", "#/groups", "#/safes", "#/assets", "#/doors", "#/reports", "#/modules", "#/admin", "#/profiles", "#/roles", "#/privileges", "#/audit"}) {
        CAPTURE(hash);
        CHECK(page_of(eyes.seen, client::parse_route(hash)) == client::Page::unknown);
    }
    auto const view = overview_view(eyes.seen, 0);
    CHECK_FALSE(view.administers);
    REQUIRE(view.safes.size() == 1);
    CHECK(eyes.seen.world.safes[view.safes.front()].name == "Engine 7 narcotics");
}

TEST_CASE("S-3: a group admin in no group is told whom to ask", "[ui][S-3]")
{
    auto const kim = Eyes{"kim"};
    CHECK(overview_view(kim.seen, 0).advice == "Groups lead to safes. Ask Ada Okafor or Bob Lindqvist to add you to yours.");
    auto const gia = Eyes{"gia"};
    CHECK(overview_view(gia.seen, 0).advice.empty());
}

TEST_CASE("the overview names offline safes and people without a group", "[ui]")
{
    auto const eyes = Eyes{"ada"};
    auto const view = overview_view(eyes.seen, 0);
    auto const shows = [&](std::string_view title) {
        return std::ranges::any_of(view.attention, [&](Attention const& line) { return line.title == title; });
    };
    CHECK(shows("Spare is offline"));
    CHECK(shows("1 person is in no group")); // Kim
    CHECK(std::ranges::any_of(view.figures, [](FigureLine const& line) { return line.value == "2 of 3"; }));
}

TEST_CASE("safes are filtered by state", "[ui]")
{
    auto const eyes = Eyes{"ada"};
    CHECK(safes_view(eyes.seen, {.state = "offline"}).safes.size() == 1);
    CHECK(safes_view(eyes.seen, {.state = "online"}).safes.size() == 2);
    CHECK(safes_view(eyes.seen, {.search = "mx-0002"}).safes.size() == 1);
    CHECK(safes_view(eyes.seen, {.group = "none"}).safes.size() == 1);
}

TEST_CASE("S-6: of a file's columns those are taken that its heading tells, and the others are left out", "[ui][S-6]")
{
    auto form = ImportForm{};
    form.file = {"people.csv", "\xEF\xBB\xBF" "Number;Full name;E-Mail;Station\r\n1;\"Lee; Ann\";ann@riverside.example;Station 7\r\n\r\n2;Bo;bo@riverside.example;\r\n"};
    take_file(form);
    REQUIRE(form.table.rows.size() == 3);
    CHECK(form.table.rows[1].cells[1] == "Lee; Ann");
    CHECK(form.table.rows[2].line == 4);
    CHECK(form.columns == std::array<std::string, 5>{"1", "2", "", "", "3"});
    CHECK(import_problem(form).empty());
    CHECK(import_table(form) == ";name;e-mail;groups\n1;\"Lee; Ann\";ann@riverside.example;Station 7\r\n\r\n2;Bo;bo@riverside.example;\r\n");

    auto job = wire::ImportJob{.rows = 2, .judged = 2, .good = 1, .bad = 1};
    job.lines = {{.line = 2, .effect = "allow", .email = "ann@riverside.example"},
                 {.line = 4, .effect = "not_now", .rule = "X-12", .reason = "An earlier row has the same e-mail.", .email = "bo@riverside.example"}};
    auto const rejected = rejected_rows(form, job);
    CHECK(rejected.contains("\"2\",\"Bo\",\"bo@riverside.example\",\"\",\"An earlier row has the same e-mail.\""));
    CHECK_FALSE(rejected.contains("Lee"));
}

TEST_CASE("S-6: what can't be judged says why", "[ui][S-6]")
{
    auto form = ImportForm{};
    CHECK(import_problem(form) == "Choose a file first.");
    form.file = {"people.csv", "name,e-mail\n"};
    take_file(form);
    CHECK(import_problem(form) == "There is nobody in this file.");
    form.file.content += "Ann,ann@riverside.example\n";
    take_file(form);
    CHECK(import_problem(form).empty());
    form.columns[1] = form.columns[0];
    CHECK(import_problem(form) == "A column is chosen twice.");
    form.columns[1].clear();
    CHECK(import_problem(form) == "Say which column has the names and which the e-mail addresses.");
    form.file.content.append(picked_bytes_most, '\n');
    CHECK(import_problem(form) == "The file has more than 4 MB. Import it in parts.");
}

TEST_CASE("days and names are told as people tell them", "[ui]")
{
    auto const noon = Instant{1'795'000'000'000}; // 2026-11-18
    CHECK(days_until("2026-11-18", noon) == 0);
    CHECK(days_until("2026-11-17", noon) == -1);
    CHECK(days_until("2027-01-01", noon) == 44);
    CHECK_FALSE(days_until("2026-02-30", noon));
    CHECK_FALSE(days_until("soon", noon));
    CHECK(expiry_of("2026-11-19", noon) == "expires in 1 day");
    CHECK(comes_before("Engine 9", "engine 10"));
    CHECK_FALSE(comes_before("Engine 10", "Engine 9"));
    CHECK(comes_before("Ángela", "Boris"));
    CHECK(comes_before("Łukasz", "Maria"));
    CHECK(comes_before("Zoe", "Ελένη"));
    auto const in_order = std::to_array<std::string_view>({"", "Ada", "ada b", "Ángela", "Engine 9", "engine 10", "Engine 10 a", "Engines",
                                                           "Łukasz Lindqvist the Elder", "Łukasz Lindqvist the Younger", "Zoe", "Ελένη", "Борис"});
    for (auto at = std::size_t{1}; at < in_order.size(); ++at) {
        CAPTURE(in_order[at]);
        CHECK(comes_before(in_order[at - 1], in_order[at]));
        CHECK(sort_key(in_order[at - 1]) <= sort_key(in_order[at]));
    }
    CHECK(sort_key("Zoe") < sort_key("Ελένη"));
    CHECK(sort_key("Adam") < sort_key("ADAN"));
    CHECK(contains_words("Ángela Muñoz", "angela mun"));
    CHECK(contains_words("Γιώργος", "γ"));
    CHECK_FALSE(contains_words("Ada", "adam"));
    CHECK(contains_words("aab", "ab"));
    CHECK(contains_words("Ada", "a"));
    CHECK_FALSE(contains_words("", "a"));
    CHECK(listed({"A", "B"}) == "A and B");
    CHECK(listed({"A", "B", "C", "D"}, 3) == "A, B and 2 more");
}

TEST_CASE("X-7: entries of the trail are sentences, refused ones too", "[ui][X-7]")
{
    auto const eyes = Eyes{"ada"};
    auto entry = client::AuditEntry{.actor = "gia", .kind = "group.add_member", .user = "ugo", .group = "g1"};
    CHECK(audit_sentence(eyes.seen.world, entry) == "Added Ugo Brandt to Station 7");
    CHECK(audit_actor(eyes.seen.world, entry) == "Gia Romano");
    entry.refused = true;
    CHECK(audit_sentence(eyes.seen.world, entry) == "Was refused to add Ugo Brandt to Station 7");
    // Gone since: called what it was called.
    CHECK(audit_sentence(eyes.seen.world, {.kind = "user.delete", .user = "u99", .name = "Old Hand"}) == "Deleted Old Hand");
    CHECK(audit_sentence(eyes.seen.world, {}) == "A change to something that you may not see");
}

TEST_CASE("Terminals are shown where they stand, and what waits is counted in the navigation", "[ui][terminals]")
{
    constexpr auto list = std::string_view{R"({"terminals":[
        {"id":"k1","name":"Workshop","group":"g1","badge_alone":true,"paired":"2026-11-21T08:00:00.000Z","last_seen":"2026-11-21T08:00:00.000Z"},
        {"id":"k2","name":"Front desk","group":"g1","badge_alone":false,"paired":"2026-11-21T08:00:00.000Z","last_seen":"2026-11-21T08:00:00.000Z"}]})"};
    constexpr auto refused = std::string_view{R"({"refused":[
        {"id":"q1","terminal":"k1","terminal_name":"Workshop","account":"a1","group":"g1","at":"2026-11-21T08:00:00.000Z",
         "received":"2026-11-21T09:00:00.000Z","user":"uma","change":{"kind":"asset.count","asset":"x1","fields":{"quantity":1}},
         "effect":"deny","rule":"X-1","reason":"No."},
        {"id":"q2","terminal":"k9","terminal_name":"Gate","account":"a2","group":"g3","at":"2026-11-21T08:00:00.000Z",
         "received":"2026-11-21T09:00:00.000Z","effect":"invalid"}]})"};
    auto const eyes = Eyes{"ada"};
    auto const rows = terminals_view(eyes.seen, list);
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].name == "Front desk"); // by name
    CHECK(terminals_view(Eyes{"zoe", "a2"}.seen, R"({"terminals":[]})").empty());
    CHECK(terminals_view(eyes.seen, "no answer").empty());
    auto const waiting = waiting_view(eyes.seen, refused);
    REQUIRE(waiting.size() == 1);
    CHECK(waiting[0].id == "q1");
    CHECK(waiting_count(refused) == 2);
    CHECK(waiting_count({}) == 0);

    CHECK(looks_after_terminals(eyes.seen));
    CHECK(looks_after_terminals(Eyes{"pia"}.seen));
    for (auto const* person : {"gia", "uma", "tess"}) {
        CAPTURE(person);
        CHECK_FALSE(looks_after_terminals(Eyes{person}.seen));
        CHECK_FALSE(has_place(Eyes{person}.seen, *place_at(client::Page::terminals)));
    }
    auto const count_of = [&](std::int64_t number) {
        auto const shell = shell_view(eyes.seen, client::parse_route("#/"), number);
        for (auto const& section : shell.sections) {
            for (auto const& place : section.places) {
                if (place.href == "#/terminals")
                    return place.count;
            }
        }
        return std::int64_t{-2};
    };
    CHECK(count_of(3) == 3);
    CHECK(count_of(0) == -1);
}
