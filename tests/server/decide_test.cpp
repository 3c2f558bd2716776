// `castellan decide`, `explain` and `matrix`, as a script meets them (RULEBOOK 9).
#include "server-stub/lines.hpp"
#include "tests/server/process.hpp"
#include "tests/server/temporary_folder.hpp"

#include <catch2/catch_test_macros.hpp>

#include <unistd.h>

#include <array>
#include <string>
#include <vector>

using namespace castellan::server;
using namespace castellan::tests;

namespace {

constexpr auto world = std::string_view{R"({
"organization": {"id": "o1", "name": "Riverside EMS"},
"accounts": [{"id": "a1", "name": "Fire"}],
"users": [{"id": "u1", "name": "Ada", "email": "ada@riverside.example", "accounts": {"a1": {"safes": "account_admin"}}}],
"safes": [{"id": "s1", "account": "a1", "name": "Engine 7"}]
})"};

/// What was written into a pipe, to be read from it.
class Pipe {
public:
    Pipe() { REQUIRE(::pipe(ends_.data()) == 0); }
    Pipe(Pipe const&) = delete;
    Pipe& operator=(Pipe const&) = delete;
    ~Pipe()
    {
        ::close(ends_[0]);
        end();
    }
    void write(std::string_view text) const { REQUIRE(::write(ends_[1], text.data(), text.size()) == ssize_t(text.size())); }
    void end()
    {
        if (ends_[1] >= 0)
            ::close(ends_[1]);
        ends_[1] = -1;
    }
    int read_end() const { return ends_[0]; }
    int write_end() const { return ends_[1]; }

private:
    std::array<int, 2> ends_{-1, -1};
};

} // namespace

TEST_CASE("decide answers line by line, skips empty ones, and ends with 1 if a line was no question", "[program][decide]")
{
    TemporaryFolder const folder;
    folder.write("world.json", world);
    auto const good = run(folder.path(), {"decide", "--world", folder / "world.json"},
                          "{\"actor\":\"u1\",\"list\":\"safes\"}\n\n  \r\n{\"actor\":\"u1\",\"see\":{\"type\":\"safe\",\"id\":\"s1\"}}");
    CHECK(good.status == 0);
    CHECK(good.printed == "{\"ids\":[\"s1\"]}\n{\"effect\":\"visible\"}\n");
    auto const bad = run(folder.path(), {"decide", "--world", folder / "world.json"},
                         "{\"actor\":\"u1\",\"list\":\"safes\"}\n\n{\"actor\":\"u1\"\n{\"actor\":\"u1\",\"list\":\"safes\"}\n");
    CHECK(bad.status == 1);
    CHECK(bad.printed.starts_with("{\"ids\":[\"s1\"]}\n{\"error\":\"line 3: "));
    CHECK(bad.printed.ends_with("\n{\"ids\":[\"s1\"]}\n"));
    CHECK(run(folder.path(), {"decide", "--world", folder / "world.json"}, "").status == 0);
}

TEST_CASE("decide changes nothing unless it is told to apply", "[program][decide]")
{
    TemporaryFolder const folder;
    folder.write("world.json", world);
    auto const lines = std::string_view{
        "{\"actor\":\"u1\",\"change\":{\"kind\":\"safe.remove\",\"safe\":\"s1\"}}\n{\"actor\":\"u1\",\"list\":\"safes\"}\n"};
    CHECK(run(folder.path(), {"decide", "--world", folder / "world.json"}, lines).printed ==
          "{\"effect\":\"allow\",\"rule\":\"S-11\"}\n{\"ids\":[\"s1\"]}\n");
    CHECK(run(folder.path(), {"decide", "--world", folder / "world.json", "--apply"}, lines).printed ==
          "{\"effect\":\"allow\",\"rule\":\"S-11\"}\n{\"ids\":[]}\n");
}

TEST_CASE("decide tells all errors of a world, with their paths, and nothing else", "[program][decide]")
{
    TemporaryFolder const folder;
    folder.write("world.json", R"({"accounts": [{"id": "a1", "nom": "Fire"}], "users": [{"id": "u1", "name": "Ada", "status": "gone"}]})");
    auto const ran = run(folder.path(), {"decide", "--world", folder / "world.json"}, "{\"actor\":\"u1\",\"list\":\"safes\"}\n");
    CHECK(ran.status == 2);
    CHECK(ran.printed.contains("accounts[0].nom"));
    CHECK(ran.printed.contains("users[0].status"));
    CHECK_FALSE(ran.printed.contains("ids"));
    CHECK(run(folder.path(), {"decide", "--world", folder / "nothing.json"}).status == 2);
}

TEST_CASE("explain prints the chain of one question, matrix all five books", "[program][decide]")
{
    TemporaryFolder const folder;
    folder.write("world.json", world);
    auto const question = std::string{R"({"actor":"u1","change":{"kind":"safe.sync","safe":"s1"}})"};
    auto const told = run(folder.path(), {"explain", "--world", folder / "world.json", question});
    CHECK(told.status == 0);
    CHECK(told.printed.contains("allow, by S-2"));
    CHECK(run(folder.path(), {"explain", "--world", folder / "world.json"}, question).printed == told.printed);
    CHECK(run(folder.path(), {"explain", "--world", folder / "world.json", "nonsense"}).status == 1);
    auto const matrix = run(folder.path(), {"matrix"});
    for (auto const book : {"## S · ", "## T · ", "## D · ", "## P · ", "## M · "})
        CHECK(matrix.printed.contains(book));
}

TEST_CASE("lines come whole, however they are cut, and answers leave before more is waited for", "[lines]")
{
    auto pipe = Pipe{};
    auto waits = 0;
    auto reader = LineReader{pipe.read_end(), [&] { ++waits; }};
    pipe.write("one\ntwo\nth");
    CHECK(reader.next()->text == "one");
    CHECK(waits == 1);
    auto const two = reader.next();
    CHECK(two->text == "two");
    CHECK(two->number == 2);
    CHECK(waits == 1); // it was at hand
    pipe.write("ree\n\nlast");
    CHECK(reader.next()->text == "three");
    CHECK(waits == 2);
    CHECK(reader.next()->text.empty());
    pipe.end();
    auto const last = reader.next();
    CHECK(last->text == "last");
    CHECK(last->number == 5);
    CHECK_FALSE(reader.next());
    CHECK_FALSE(reader.failed());
}

TEST_CASE("a line that is too long is told and dropped, the next one is read", "[lines]")
{
    TemporaryFolder const folder;
    folder.write("world.json", world);
    auto const line = std::string(LineReader::longest + 1, ' ');
    auto const fits = R"({"actor":"u1","list":"safes"})" + std::string(LineReader::longest - 29, ' ');
    auto const ran = run(folder.path(), {"decide", "--world", folder / "world.json"},
                         line + "\n" + fits + "\n{\"actor\":\"u1\",\"list\":\"safes\"}\n");
    CHECK(ran.status == 1);
    CHECK(ran.printed == "{\"error\":\"line 1: is longer than 16 MB\"}\n{\"ids\":[\"s1\"]}\n{\"ids\":[\"s1\"]}\n");
}

TEST_CASE("what is written leaves at once when asked, in order, and a reader who is gone is noticed", "[lines]")
{
    auto pipe = Pipe{};
    auto writer = LineWriter{pipe.write_end()};
    writer.buffer() += "a";
    CHECK(writer.end_line());
    writer.buffer() += "b";
    CHECK(writer.end_line());
    CHECK(writer.flush());
    auto text = std::array<char, 16>{};
    CHECK(std::string_view{text.data(), static_cast<std::size_t>(::read(pipe.read_end(), text.data(), text.size()))} == "a\nb\n");
    auto broken = LineWriter{-1};
    broken.buffer() += "c";
    CHECK(broken.end_line()); // kept so far
    CHECK_FALSE(broken.flush());
}
