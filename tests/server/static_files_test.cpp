#include "server-stub/http/static_files.hpp"
#include "tests/server/temporary_folder.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <string>

using castellan::server::Answer;
using castellan::server::Field;
using castellan::server::RequestHead;
using castellan::server::StaticFiles;
using castellan::tests::TemporaryFolder;

namespace {

/// A folder as a build makes it, with something beside it that must never be served.
struct Site {
    Site()
    {
        folder.write("secret.txt", "secret");
        folder.write("www/index.html", "<!doctype html>");
        folder.write("www/console.wasm", "plain");
        folder.write("www/console.wasm.br", "brotli");
        folder.write("www/console.wasm.gz", "gzip");
        folder.write("www/fonts/inter.woff2", "font");
        folder.write("www/.hidden", "hidden");
        folder.write("www/.git/config", "hidden");
        std::filesystem::create_symlink(folder / "secret.txt", folder / "www/link.txt");
        std::filesystem::create_directory_symlink(folder.path(), folder / "www/up");
        files = StaticFiles::read(folder / "www").value();
    }

    Answer get(std::string_view target, std::vector<Field> fields = {}, std::string_view method = "GET") const
    {
        RequestHead head;
        head.method = method;
        head.target = target;
        head.fields = std::move(fields);
        return files.answer(head);
    }

    TemporaryFolder folder;
    StaticFiles files;
};

std::string field_of(Answer const& answer, std::string const& name)
{
    auto const begin = answer.fields.find(name + ": ");
    if (begin == std::string::npos)
        return "";
    auto const value = begin + name.size() + 2;
    return answer.fields.substr(value, answer.fields.find("\r\n", value) - value);
}

} // namespace

TEST_CASE("files are served with their types, the page at the root", "[http][files]")
{
    Site const site;
    CHECK(site.get("/").content() == "<!doctype html>");
    CHECK(site.get("/").content_type == "text/html; charset=utf-8");
    CHECK(site.get("/index.html?v=2").status == 200);
    CHECK(site.get("/console.wasm").content_type == "application/wasm");
    CHECK(site.get("/fonts/inter.woff2").content_type == "font/woff2");
    CHECK(site.get("/fonts/inter.woff2").content() == "font");
}

TEST_CASE("nothing but the folder's own files can be reached", "[http][files]")
{
    Site const site;
    auto const target =
        GENERATE("/../secret.txt", "/fonts/../../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "//secret.txt",
                 "/link.txt", "/up/secret.txt", "/.hidden", "/.git/config", "/fonts", "/fonts/", "/INDEX.HTML",
                 "/console.wasm.br", "/nothing", "/index.html/", "/index.html%00");
    CAPTURE(target);
    CHECK(site.get(target).status == 404);
}

TEST_CASE("the best form that the browser takes is sent", "[http][files]")
{
    Site const site;
    auto const& [accepted, content, coding] = GENERATE(table<std::string, std::string, std::string>({
        {"", "plain", ""},
        {"gzip, deflate, br", "brotli", "br"},
        {"gzip", "gzip", "gzip"},
        {"br;q=0, gzip", "gzip", "gzip"},
        {"br;q=0.0,gzip;q=0", "plain", ""},
        {"*", "brotli", "br"},
        {"*;q=0", "plain", ""},
        {"BR", "brotli", "br"},
        {"brotli", "plain", ""},
        {"gzip;q=0.5, br;q=0.1", "brotli", "br"},
    }));
    CAPTURE(accepted);
    auto const answer = site.get("/console.wasm", {{"Accept-Encoding", accepted}});
    CHECK(answer.content() == content);
    CHECK(field_of(answer, "Content-Encoding") == coding);
    CHECK(field_of(answer, "Vary") == "Accept-Encoding");
}

TEST_CASE("a file that the browser has already is not sent again", "[http][files]")
{
    Site const site;
    auto const tag = field_of(site.get("/console.wasm"), "ETag");
    REQUIRE(tag.size() > 30);
    CHECK(site.get("/console.wasm", {{"If-None-Match", tag}}).status == 304);
    CHECK(site.get("/console.wasm", {{"If-None-Match", "\"x\", W/" + tag}}).status == 304);
    CHECK(site.get("/console.wasm", {{"If-None-Match", "\"x\""}}).status == 200);
    CHECK(site.get("/console.wasm", {{"If-None-Match", tag}, {"Accept-Encoding", "br"}}).status == 200); // other bytes
    CHECK(field_of(site.get("/index.html"), "ETag") != tag);
    CHECK(field_of(site.get("/"), "Cache-Control") == "no-cache");
}

TEST_CASE("files can be read and nothing else", "[http][files]")
{
    Site const site;
    auto const refused = site.get("/index.html", {}, "POST");
    CHECK(refused.status == 405);
    CHECK(field_of(refused, "Allow") == "GET, HEAD");
}

TEST_CASE("a folder of files that is not there is said plainly", "[http][files]")
{
    TemporaryFolder const folder;
    auto const files = StaticFiles::read(folder / "www");
    REQUIRE_FALSE(files);
    CHECK(files.error().contains("www"));
}
