// Photos and signatures of records: who may send one, who may look at it, and what of it is served.
#include "tests/service/house.hpp"

#include <catch2/catch_test_macros.hpp>

#include <format>

using namespace castellan;
using namespace castellan::test;

namespace {

constexpr std::string_view forms = R"({
"organization": {"id": "o1", "name": "Riverside EMS"},
"accounts": [{"id": "a1", "name": "Fire"}, {"id": "a2", "name": "Depot"}],
"users": [
 {"id": "cal", "name": "Cal Reed",  "email": "cal@riverside.example"},
 {"id": "mod", "name": "Mod Adams", "email": "mod@riverside.example"},
 {"id": "out", "name": "Out Sider", "email": "out@riverside.example"},
 {"id": "usr", "name": "Usr Plain", "email": "usr@riverside.example", "accounts": {"a1": {"safes": "user"}}}
],
"modules": [
 {"id": "m1", "account": "a1", "name": "Vehicle check", "roles": {"cal": "collaborator", "mod": "module_admin"},
  "fields": [{"id": "photo", "label": "Photo", "kind": "photo"}, {"id": "note", "label": "Note", "kind": "text"}]},
 {"id": "m2", "account": "a2", "name": "Hand-over", "roles": {"out": "module_admin"},
  "fields": [{"id": "photo", "label": "Photo", "kind": "photo"}]}
]})";

std::string big_endian(std::uint32_t number)
{
    auto bytes = std::string{};
    for (auto const shift : {24, 16, 8, 0})
        bytes += static_cast<char>(number >> shift & 0xFF);
    return bytes;
}

/// The head of a PNG, which is all that is looked at, with something behind it.
std::string png(std::uint32_t width, std::uint32_t height, std::string_view rest = "pixels")
{
    return std::string{"\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16} + big_endian(width) + big_endian(height) + std::string{"\x08\x02\0\0\0....", 9} + std::string{rest};
}

std::string jpeg(std::uint16_t width, std::uint16_t height)
{
    auto const short_of = [](std::uint16_t number) { return std::string{static_cast<char>(number >> 8), static_cast<char>(number & 0xFF)}; };
    return std::string{"\xFF\xD8\xFF\xE0\0\x04" "ab\xFF\xC0\0\x0B\x08", 13} + short_of(height) + short_of(width) + "pixels";
}

struct Office : House {
    Office() : House(cheap(), true) { install(forms); }

    Response send(std::string_view person, std::string_view picture, std::string_view type = "application/octet-stream")
    {
        return ask(person, "POST", "/api/v1/attachments", picture, {.content_type = type});
    }
    std::string sent(std::string_view person, std::string_view picture)
    {
        auto const response = send(person, picture);
        REQUIRE(response.status == 201);
        return at(response, "attachment");
    }
    Response submit(std::string_view person, std::string_view module, std::string_view picture)
    {
        return ask(person, "POST", std::format("/api/v1/modules/{}/records", module), std::format(R"({{"values":{{"photo":"{}"}}}})", picture));
    }
    Response look(std::string_view person, std::string_view record, std::string_view picture)
    {
        return get(person, std::format("/api/v1/records/{}/attachments/{}", record, picture));
    }
    [[nodiscard]] std::size_t kept() { return store.files().value().size(); }
};

} // namespace

TEST_CASE("A picture is durable when it is said that it was taken", "[service][attachments]")
{
    auto office = Office{};
    std::ignore = office.sent("cal", png(320, 200));
    auto taken = office.ask_only("cal", "POST", "/api/v1/attachments", png(640, 480), {.content_type = "application/octet-stream"});
    CHECK(taken.response.status == 201);
    CHECK(taken.after != 0); // nothing but the picture waits to be written
    CHECK(office.settle(std::move(taken)).status == 201);
    CHECK(office.kept() == 2);
}

TEST_CASE("M-4: a picture goes with a record, and whoever lists the record may look at it", "[service][attachments][M-4]")
{
    auto office = Office{};
    auto const picture = office.sent("cal", png(640, 480));
    // Until then it is its sender's alone.
    CHECK(office.get("cal", "/api/v1/attachments/" + picture).status == 200);
    CHECK(office.get("mod", "/api/v1/attachments/" + picture).status == 404);
    CHECK(office.get("", "/api/v1/attachments/" + picture).status == 401);

    auto const submitted = office.submit("cal", "m1", picture);
    REQUIRE(submitted.status == 201);
    auto const record = at(submitted, "id");
    for (auto const* person : {"cal", "mod"}) {
        auto const shown = office.look(person, record, picture);
        CHECK(shown.status == 200);
        CHECK(shown.body == png(640, 480));
    }
    // Who does not list the record is told what he would be told of one that is not there.
    for (auto const* person : {"out", "usr"}) {
        auto const hidden = office.look(person, record, picture);
        CHECK(hidden.status == 404);
        CHECK(hidden.body == office.look(person, "nothing", picture).body);
    }
    CHECK(office.get("cal", "/api/v1/attachments/" + picture).status == 404); // it is the record's now
}

TEST_CASE("A picture can be put into a record only by whoever has sent it", "[service][attachments][M-4]")
{
    auto office = Office{};
    auto const of_cal = office.sent("cal", png(640, 480));
    auto const record = at(office.submit("cal", "m1", of_cal), "id");
    // Somebody who knows its name, and has a module of his own, does not get at it by naming it there.
    auto const taken = office.submit("out", "m2", of_cal);
    CHECK(taken.status == 422);
    CHECK(at(taken, "path") == "values");
    CHECK(office.submit("mod", "m1", of_cal).status == 422);
    CHECK(office.submit("cal", "m1", of_cal).status == 422); // once
    // Who sends the same picture himself has a right of his own, and learns nothing of the other's.
    auto const of_out = office.sent("out", png(640, 480));
    CHECK(of_out == of_cal);
    auto const second = office.submit("out", "m2", of_out);
    CHECK(second.status == 201);
    CHECK(office.look("out", record, of_cal).status == 404);
    // Editing leaves what is there.
    CHECK(office.ask("mod", "PATCH", "/api/v1/records/" + record, std::format(R"({{"values":{{"photo":"{}","note":"seen"}}}})", of_cal)).status == 200);
}

TEST_CASE("A picture of another record is none of this one", "[service][attachments]")
{
    auto office = Office{};
    auto const first = office.sent("cal", png(10, 10));
    auto const second = office.sent("cal", png(20, 20));
    auto const record = at(office.submit("cal", "m1", first), "id");
    REQUIRE(office.submit("cal", "m1", second).status == 201);
    CHECK(office.look("cal", record, first).status == 200);
    CHECK(office.look("cal", record, second).status == 404);
    CHECK(office.look("cal", record, std::string(64, 'a')).status == 404);
    CHECK(office.look("cal", record, "..%2F..%2Fcastellan.db").status == 404);
}

TEST_CASE("What is kept is a JPEG or PNG of decent size, and is served as what it is", "[service][attachments]")
{
    auto office = Office{};
    for (auto const& bad : std::to_array<std::string>({
             "", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>", "<html>", "GIF89a...........................",
             "\xFF\xD8\xFF", png(640, 480).substr(0, 20), png(5000, 10), png(10, 100'000), png(0, 10), jpeg(0, 4), jpeg(5000, 4),
             "\x89PNG\r\n\x1A\n<script>alert(1)</script>.........................................."})) {
        CAPTURE(bad);
        auto const refused = office.send("cal", bad);
        CHECK(refused.status == 422);
    }
    CHECK(office.send("cal", png(10, 10), "image/png").status == 415);
    CHECK(office.send("cal", png(10, 10, std::string(2 * 1024 * 1024, 'x'))).status == 413);
    CHECK(office.kept() == 0);

    auto const photo = office.sent("cal", jpeg(1600, 1200));
    auto const drawn = office.sent("cal", png(600, 240, "<script>alert(1)</script>"));
    auto const as_jpeg = office.get("cal", "/api/v1/attachments/" + photo);
    CHECK(as_jpeg.content_type == "image/jpeg");
    CHECK(as_jpeg.file_name == "picture.jpg");
    auto const as_png = office.get("cal", "/api/v1/attachments/" + drawn);
    CHECK(as_png.content_type == "image/png"); // whatever stands in it
    CHECK(as_png.file_name == "picture.png");
}

TEST_CASE("X-1: pictures are sent by whoever submits or edits records, and not without end", "[service][attachments][X-1]")
{
    auto office = Office{};
    CHECK(office.send("usr", png(10, 10)).status == 403);
    CHECK(office.ask("cal", "POST", "/api/v1/attachments", png(10, 10), {.content_type = "application/octet-stream", .castellan_request = ""}).status == 403);
    CHECK(office.ask("", "POST", "/api/v1/attachments", png(10, 10), {.content_type = "application/octet-stream"}).status == 401);
    for (std::uint32_t side = 1; side <= 20; ++side)
        CHECK(office.send("cal", png(side, side)).status == 201);
    CHECK(office.send("cal", png(21, 21)).status == 422);
    CHECK(office.send("mod", png(21, 21)).status == 201); // another person's are his own
}

TEST_CASE("A picture that no record names any more is not kept", "[service][attachments]")
{
    auto office = Office{};
    auto const picture = office.sent("cal", png(10, 10));
    auto const other = office.sent("cal", png(20, 20));
    auto const record = at(office.submit("cal", "m1", picture), "id");
    office.pass(1'000);
    CHECK(office.kept() == 2); // one is in a record, and the other may still go into one
    CHECK(office.ask("mod", "POST", "/api/v1/modules/m1/records/clear", std::format(R"({{"record":"{}"}})", record)).status == 200);
    office.pass(1'000);
    CHECK(office.kept() == 1);
    CHECK(office.look("cal", record, picture).status == 404);
    office.pass(Instant{25} * 60 * 60 * 1000);
    CHECK(office.kept() == 0);
    static_cast<void>(other);
}

TEST_CASE("After a restart pictures of records are there, and others are not", "[service][attachments]")
{
    auto office = Office{};
    auto const picture = office.sent("cal", png(10, 10));
    auto const other = office.sent("cal", png(20, 20));
    auto const record = at(office.submit("cal", "m1", picture), "id");
    office.restart();
    office.pass(1'000);
    CHECK(office.kept() == 1);
    CHECK(office.look("mod", record, picture).status == 200);
    CHECK(office.submit("cal", "m1", other).status == 422); // it has to be sent again
}
