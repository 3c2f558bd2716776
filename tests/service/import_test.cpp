// People from a table (S-6): what can be read, what the rules say of each line, and what is created.
#include "service/chain.hpp"
#include "service/csv_reader.hpp"
#include "tests/service/house.hpp"
#include "wire/codec.hpp"
#include "wire/import_json.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_all.hpp>

#include <algorithm>
#include <format>

using namespace castellan;
using namespace castellan::test;

namespace {

std::string cells_of(std::string text)
{
    auto reader = CsvReader{std::move(text)};
    auto result = std::string{};
    for (;;) {
        auto const record = reader.next();
        if (!record)
            return result + std::format("! {}", record.error().line);
        if (!*record)
            return result;
        result += std::to_string((*record)->line);
        for (auto const& cell : (*record)->cells)
            result += '<' + cell + '>';
        result += '\n';
    }
}

/// Sends a table and works until the import is over.
wire::ImportJob imported(House& house, std::string_view person, std::string_view csv, std::string_view query = "",
                         std::string_view account = "a1")
{
    auto const begun = house.ask(person, "POST", std::format("/api/v1/accounts/{}/users/import?{}", account, query), csv,
                                 {.content_type = "text/csv; charset=utf-8"});
    CAPTURE(csv, begun.body);
    REQUIRE(begun.status == 202);
    while (house.service->work_on(house.now))
        house.commit();
    house.commit();
    auto const job = wire::decode<wire::ImportJob>(house.get(person, begun.location).body);
    REQUIRE(job);
    CHECK(job->state != wire::ImportState::running);
    return *job;
}

Response sent(House& house, std::string_view person, std::string_view csv, std::string_view account = "a1")
{
    return house.ask(person, "POST", std::format("/api/v1/accounts/{}/users/import", account), csv, {.content_type = "text/csv"});
}

std::string table_of(int rows)
{
    auto csv = std::string{"name;e-mail;phone;role;groups\n"};
    for (auto row = 0; row < rows; ++row)
        csv += std::format("Person {};p{}@riverside.example;+1555{:07};user;{}\n", row, row, row, row % 2 == 0 ? "g1" : "Station 9");
    return csv;
}

} // namespace

TEST_CASE("S-6: tables are read as spreadsheets write them", "[service][import][csv][S-6]")
{
    auto const [text, cells] = GENERATE(table<std::string, std::string>({
        {"a,b\n1,2\n",                          "1<a><b>\n2<1><2>\n"},
        {"a,b\r\n1,2\r\n",                      "1<a><b>\n2<1><2>\n"},
        {"a,b\r1,2\r",                          "1<a><b>\n2<1><2>\n"},
        {"a,b\n1,2",                            "1<a><b>\n2<1><2>\n"},
        {"\xEF\xBB\xBF\"a\";b\n1;2\n",         "1<a><b>\n2<1><2>\n"},
        {"a\tb\n1\t\n",                         "1<a><b>\n2<1><>\n"},
        {"a;b,c;d\n",                           "1<a><b,c><d>\n"},
        {"\"a;;;\",b,c\n",                      "1<a;;;><b><c>\n"},
        {"a,\"b \"\"c\"\"\"\n",                 "1<a><b \"c\">\n"},
        {"a,\"two\r\nlines\"\n\n\nb,c\n",      "1<a><two\r\nlines>\n5<b><c>\n"},
        {"\n\n a , b \n",                       "3<a><b>\n"},
        {"a,,\n",                               "1<a><><>\n"},
        {"a\n,b\n",                             "1<a>\n2<><b>\n"},
        {"",                                    ""},
        {"\n\r\n",                              ""},
        {"a,b\n1,\"open\n2,3\n",                "1<a><b>\n! 2"},
        {"a,b\n1,2\n3,x\"y\n",                  "1<a><b>\n2<1><2>\n! 3"},
        {"a,b\n\"x\"y,2\n",                     "1<a><b>\n! 2"},
        {"a,\"\xC3\xA4\n\xC3\xB6\",c\n",       "1<a><\xC3\xA4\n\xC3\xB6><c>\n"},
    }));
    CAPTURE(text);
    CHECK(cells_of(text) == cells);
}

TEST_CASE("S-6: a table creates all whom it names, with role and groups", "[service][import][S-6]")
{
    auto house = House{};
    auto const job = imported(house, "ada",
                              "\xEF\xBB\xBF\"Name\";\"E-Mail\";Phone number;Role;Groups\r\n"
                              "\"Nia \"\"N\"\" Abara\";nia@riverside.example;+1 555 0123;Group Administrator;station 7 | g2\r\n"
                              ";;;;\r\n"
                              "Oz;OZ@riverside.example;;;\r\n");
    CHECK(job.state == wire::ImportState::done);
    CHECK(job.rows == 2);
    CHECK(job.good == 2);
    CHECK(job.created == 2);
    REQUIRE(job.lines.size() == 2);
    CHECK(job.lines[1].line == 4);
    CHECK(job.lines[1].effect == "allow");
    auto const nia = house.world().find_by_email("nia@riverside.example");
    REQUIRE(nia);
    auto const& row = house.world().users[nia];
    CHECK(row.name == "Nia \"N\" Abara");
    CHECK(row.phone == "+1 555 0123");
    CHECK(row.accounts[0].safes == SafesRole::group_admin);
    CHECK(row.groups.size() == 2);
    CHECK(row.status == Status::invited);
    CHECK(house.world().users[house.world().find_by_email("oz@riverside.example")].accounts[0].safes == SafesRole::user);
    CHECK(house.store.entries().back().kind == "user.import");
    auto const picture = house.picture();
    house.restart();
    CHECK(house.picture() == picture);
    CHECK(verify_chain(house.store));
}

TEST_CASE("S-6: a dry run tells of each line what the rules say, and changes nothing", "[service][import][S-6]")
{
    auto house = House{};
    house.cookie_of("gia");
    auto const before = house.picture();
    auto const entries = house.store.entries().size();
    auto const table = "name,e-mail,role,groups\n"
                       "Nia,nia@riverside.example,user,g1\n"
                       "Two,nia@riverside.example,user,g1\n"
                       "Boss,boss@riverside.example,account_admin,g1\n"
                       "Taken,uma@riverside.example,user,g1\n"
                       "Secret,zoe@riverside.example,user,g1\n"
                       "Gone,dan@riverside.example,user,g1\n"
                       "Other,other@riverside.example,user,g2\n"
                       "Nowhere,nowhere@riverside.example,user,g99\n"
                       ",noname@riverside.example,user,g1\n"
                       "\"Odd\nOne\",odd@riverside.example,user,g1\n"
                       "Bad,not an address,user,g1\n"
                       "Role,role@riverside.example,emperor,g1\n"
                       "Twice,twice@riverside.example,user,g1|Station 7\n"
                       "Long,long@riverside.example,user,g1,more\n"
                       "Last,last@riverside.example,,Station 7\n";
    auto const job = imported(house, "gia", table, "dry_run=true");
    CHECK(job.state == wire::ImportState::done);
    CHECK(job.dry_run);
    CHECK(job.rows == 15);
    CHECK(job.judged == 15);
    CHECK(job.good == 2);
    CHECK(job.bad == 13);
    CHECK(job.created == 0);
    auto const said = [&](std::int64_t line) {
        auto const found = std::ranges::find(job.lines, line, &wire::ImportLine::line);
        return found == job.lines.end() ? std::string{"?"} : found->effect + ' ' + found->rule;
    };
    CHECK(said(2) == "allow S-6");
    CHECK(said(3) == "not_now X-12");
    CHECK(said(4).starts_with("deny "));
    CHECK(said(5) == "not_now X-12");
    CHECK(said(6) == "not_now X-12");
    CHECK(said(7).starts_with("not_now "));
    CHECK(said(8) == "unfit "); // hidden, and told as if it were not there
    CHECK(said(9) == "unfit ");
    CHECK(said(10) == "unfit ");
    CHECK(said(11) == "unfit ");
    CHECK(said(13) == "unfit ");
    CHECK(said(14) == "unfit ");
    CHECK(said(15) == "unfit ");
    CHECK(said(16) == "unfit ");
    CHECK(said(17) == "allow S-6");
    for (auto const& line : job.lines)
        CHECK((line.effect == "allow" || !line.reason.empty()));
    CHECK(job.lines[6].reason.find("g2") != std::string::npos);
    auto const unlike = [&](std::size_t line) { return job.lines[line].reason.substr(job.lines[line].reason.find(',')); };
    CHECK(unlike(6) == unlike(7));
    CHECK(house.picture() == before);
    CHECK(house.store.entries().size() == entries);

    // All of it: nobody. The good ones: an import of their own.
    auto const all = imported(house, "gia", table);
    CHECK(all.state == wire::ImportState::refused);
    CHECK(all.created == 0);
    CHECK(all.lines.size() == 15);
    CHECK(house.picture() == before);
    CHECK(house.store.entries().size() == entries + 1); // X-7
    CHECK(house.store.entries().back().kind == "user.import");
    auto const good = imported(house, "gia", table, "good_only=true");
    CHECK(good.state == wire::ImportState::done);
    CHECK(good.created == 2);
    CHECK(good.lines.size() == 15);
    CHECK(house.world().find_by_email("last@riverside.example"));
    CHECK_FALSE(house.world().find_by_email("boss@riverside.example"));
}

TEST_CASE("S-6: a table that is none is refused with its line", "[service][import][S-6]")
{
    auto house = House{};
    auto const [csv, path, words] = GENERATE(table<std::string, std::string, std::string>({
        {"",                                              "line 1", "empty"},
        {"\n\n",                                          "line 1", "empty"},
        {"name,phone\nA,1\n",                             "line 1", "no column e-mail"},
        {"e-mail\na@b.example\n",                         "line 1", "no column name"},
        {"\nname,e-mail,shoe size\n",                     "line 2", "shoe size"},
        {"name,e-mail,mail\n",                            "line 1", "twice"},
        {"na\"me,e-mail\n",                               "line 1", "quotation mark"},
        {std::string{"\xFF\xFEn\0a\0", 6},               "line 1", "UTF-16"},
        {"name,e-mail\nAda,a@b.example\nJ\xF6rg,j@b.example\n", "line 3", "UTF-8"},
        {std::string{"name,e-mail\nA\0,b\n", 17},         "line 2", "zero byte"},
    }));
    auto const response = sent(house, "ada", csv);
    CAPTURE(csv, response.body);
    CHECK(response.status == 422);
    CHECK(at(response, "path") == path);
    CHECK(at(response, "detail").find(words) != std::string::npos);
}

TEST_CASE("S-6: what breaks off in the middle, or has too many rows, creates nobody", "[service][import][S-6]")
{
    auto house = House{};
    house.cookie_of("ada");
    auto const before = house.picture();
    auto const broken = imported(house, "ada", "name,e-mail\nA,a@b.example\nB,\"b@b.example\nC,c@b.example\n", "good_only=true");
    CHECK(broken.state == wire::ImportState::refused);
    CHECK(broken.reason.starts_with("Line 3: "));
    auto const many = imported(house, "ada", table_of(10'001), "good_only=true");
    CHECK(many.state == wire::ImportState::refused);
    CHECK(many.reason.starts_with("Line 10002: "));
    CHECK(imported(house, "ada", "name,e-mail\n").state == wire::ImportState::refused);
    CHECK(house.picture() == before);
}

TEST_CASE("S-6: who may import nobody is refused before his table is looked at", "[service][import][S-6][X-7]")
{
    auto house = House{};
    for (auto const person : {"uma", "kim", "tess", "noa", "zoe"}) {
        auto const good = sent(house, person, "name,e-mail\nA,a@b.example\n");
        auto const bad = sent(house, person, "nonsense");
        CAPTURE(person, good.body);
        CHECK((good.status == 403 || good.status == 404));
        CHECK(good.body == bad.body);
    }
    CHECK(sent(house, "ada", "x", "a2").body == sent(house, "ada", "x", "a99").body);
    CHECK(sent(house, "ada", "x", "a2").status == 404);
    CHECK(sent(house, "", "x").status == 401);
    auto const as_json = house.ask("ada", "POST", "/api/v1/accounts/a1/users/import", "{}");
    CHECK(as_json.status == 415);
    CHECK(house.ask("ada", "POST", "/api/v1/users/import", "name", {.content_type = "text/csv"}).status == 415);
    CHECK(house.ask("ada", "POST", "/api/v1/accounts/a1/users/import?dry_run=maybe", "name,e-mail", {.content_type = "text/csv"}).status == 422);
    CHECK(house.ask("ada", "POST", "/api/v1/accounts/a1/users/import", "name,e-mail", {.content_type = "text/csv", .castellan_request = ""}).status == 403);
}

TEST_CASE("S-6: an import is told of to nobody else, and one person has one at a time", "[service][import][S-6]")
{
    auto house = House{};
    house.cookie_of("bob");
    auto const begun = sent(house, "ada", table_of(1'000));
    REQUIRE(begun.status == 202);
    CHECK(house.get("ada", begun.location).status == 200);
    CHECK(house.get("bob", begun.location).status == 404);
    CHECK(house.get("bob", begun.location).body == house.get("bob", "/api/v1/imports/inone").body);
    CHECK(sent(house, "ada", table_of(1)).status == 409);
    CHECK(sent(house, "bob", table_of(0) + "B;b@b.example;;;\n").status == 202);

    // Others are served between its slices, and are told how far it is.
    auto seen = std::vector<std::string>{};
    while (house.service->work_on(house.now)) {
        auto const state = house.get("ada", begun.location);
        seen.push_back(at(state, "rows") + '/' + at(state, "judged"));
        CHECK(house.get("bob", "/api/v1/session").status == 200);
    }
    CHECK(std::ranges::contains(seen, "500/0"));
    CHECK(std::ranges::contains(seen, "1000/200"));
    CHECK(at(house.get("ada", begun.location), "state") == "done");
    house.now += Instant{16} * 60 * 1000;
    CHECK(sent(house, "ada", table_of(1)).status == 202);
    CHECK(house.get("ada", begun.location).status == 404);
}

TEST_CASE("X-2: an import ends with the rights of who began it", "[service][import][X-2]")
{
    auto house = House{};
    house.cookie_of("tess");
    auto const begun = sent(house, "ada", table_of(900));
    REQUIRE(begun.status == 202);
    for (auto slice = 0; slice < 4; ++slice)
        REQUIRE(house.service->work_on(house.now));
    auto const ada = house.user("ada");
    SECTION("disabled")
    {
        REQUIRE(house.ask("tess", "POST", "/api/v1/users/ada/disable").status == 200);
    }
    SECTION("without the role")
    {
        REQUIRE(house.ask("bob", "PUT", "/api/v1/users/ada/roles/a1", R"({"role":"user"})").status == 200);
    }
    SECTION("signed out") { REQUIRE(house.ask("ada", "DELETE", "/api/v1/session").status == 204); }
    while (house.service->work_on(house.now)) {
    }
    REQUIRE(house.world().users.contains(ada));
    CHECK_FALSE(house.world().find_by_email("p0@riverside.example"));
    CHECK_FALSE(house.world().find_by_email("p899@riverside.example"));
}

TEST_CASE("S-6: what was not kept was not imported", "[service][import][log]")
{
    auto house = House{};
    auto const begun = sent(house, "ada", table_of(10));
    while (house.service->work_on(house.now)) {
    }
    CHECK(house.world().find_by_email("p0@riverside.example"));
    house.store.fail_appends(1);
    house.commit();
    CHECK_FALSE(house.world().find_by_email("p0@riverside.example"));
    auto const job = house.get("ada", begun.location);
    CHECK(at(job, "state") == "failed");
    CHECK(at(job, "created") == "0");
}

TEST_CASE("S-6: the same request under its key imports once", "[service][import][S-6]")
{
    auto house = House{};
    auto const again = [&] {
        auto const response = house.ask("ada", "POST", "/api/v1/accounts/a1/users/import", table_of(3),
                                        {.idempotency_key = "k1", .content_type = "text/csv"});
        while (house.service->work_on(house.now)) {
        }
        house.commit();
        return response;
    };
    auto const first = again();
    auto const second = again();
    CHECK(first.status == 202);
    CHECK(first.body == second.body);
    CHECK(std::ranges::count(house.store.entries(), "user.import", &Entry::kind) == 1);
}

TEST_CASE("S-6: an import is never more than its single rows", "[service][import][S-6][property]")
{
    auto engine = std::mt19937{20'261'122};
    auto const any = [&](std::initializer_list<std::string_view> of) { return std::string{*(of.begin() + engine() % of.size())}; };
    auto allowed = 0;
    for (auto round = 0; round < 150; ++round) {
        auto house = House{};
        auto const person = any({"ada", "gia", "gus", "kim", "pia", "may", "bob"});
        auto one_by_one = House{};
        auto csv = std::string{"name,e-mail,role,groups\n"};
        auto good = 0;
        for (auto row = 0; row < 6; ++row) {
            auto const email = any({"a", "b", "c", "uma", "zoe", "dan"}) + "@riverside.example";
            auto const role = any({"user", "group_admin", "account_admin", "none"});
            auto const group = any({"", "g1", "g2", "g3", "g1|g2"});
            csv += std::format("Some {},{},{},{}\n", row, email, role, group);
            auto list = std::string{};
            if (!group.empty())
                list = group == "g1|g2" ? R"("g1","g2")" : '"' + group + '"';
            auto const single = one_by_one.ask(person, "POST", "/api/v1/users", std::format(R"({{"account":"a1","name":"Some","email":"{}","role":"{}","groups":[{}]}})", email, role, list));
            good += single.status == 201 ? 1 : 0;
        }
        auto const response = sent(house, person, csv);
        if (response.status != 202) {
            CHECK(good == 0);
            continue;
        }
        while (house.service->work_on(house.now)) {
        }
        auto const job = wire::decode<wire::ImportJob>(house.get(person, response.location).body);
        REQUIRE(job);
        CAPTURE(person, csv, house.get(person, response.location).body);
        CHECK(job->good == good);
        CHECK((job->created == 6) == (good == 6));
        allowed += good;
    }
    CHECK(allowed > 50);
}

TEST_CASE("what an import of ten thousand people takes", "[.][measure][import]")
{
    auto house = House{};
    auto const csv = table_of(10'000);
    house.cookie_of("ada");
    auto const begun = std::chrono::steady_clock::now();
    auto const response = sent(house, "ada", csv);
    REQUIRE(response.status == 202);
    auto longest = std::chrono::steady_clock::duration{};
    auto slices = 0;
    for (auto more = true; more; ++slices) {
        auto const slice = std::chrono::steady_clock::now();
        more = house.service->work_on(house.now);
        longest = std::max(longest, std::chrono::steady_clock::now() - slice);
    }
    auto const took = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count();
    CHECK(at(house.get("ada", response.location), "created") == "10000");
    WARN(std::format("10,000 rows in {:.1f} ms, {} slices, the longest {:.1f} ms", took, slices,
                     std::chrono::duration<double, std::milli>(longest).count()));
}
