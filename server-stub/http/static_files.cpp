#include "server-stub/http/static_files.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <format>
#include <fstream>
#include <optional>
#include <utility>

namespace castellan::server {

namespace {

constexpr std::uintmax_t file_bytes_at_most = 32 * 1024 * 1024;

// clang-format off
constexpr auto content_types = std::to_array<std::pair<std::string_view, std::string_view>>({
    {".css",         "text/css; charset=utf-8"},
    {".html",        "text/html; charset=utf-8"},
    {".ico",         "image/x-icon"},
    {".js",          "text/javascript; charset=utf-8"},
    {".json",        "application/json"},
    {".map",         "application/json"},
    {".mjs",         "text/javascript; charset=utf-8"},
    {".png",         "image/png"},
    {".svg",         "image/svg+xml"},
    {".ttf",         "font/ttf"},
    {".txt",         "text/plain; charset=utf-8"},
    {".wasm",        "application/wasm"},
    {".webmanifest", "application/manifest+json"},
    {".woff2",       "font/woff2"},
});
// clang-format on

std::string_view content_type_of(std::filesystem::path const& path)
{
    auto const extension = path.extension().string();
    auto const found = std::ranges::find(content_types, extension, [](auto const& row) { return row.first; });
    return found == content_types.end() ? "application/octet-stream" : found->second;
}

std::optional<std::string> content_of(std::filesystem::path const& path)
{
    std::ifstream file(path, std::ios::binary);
    std::string content{std::istreambuf_iterator<char>(file), {}};
    return file.good() || file.eof() ? std::optional(std::move(content)) : std::nullopt;
}

/// Forms of one file are different bytes and must not share a strong tag.
std::string etag_of(std::string_view plain, std::string_view coding)
{
    std::array<unsigned char, 16> hash{};
    crypto_generichash(hash.data(), hash.size(), reinterpret_cast<unsigned char const*>(plain.data()), plain.size(),
                       nullptr, 0);
    std::string tag = "\"";
    for (auto const byte : hash)
        std::format_to(std::back_inserter(tag), "{:02x}", byte);
    if (!coding.empty())
        tag.append("-").append(coding);
    return tag + '"';
}

std::string_view trimmed(std::string_view text)
{
    while (text.starts_with(' ') || text.starts_with('\t'))
        text.remove_prefix(1);
    while (text.ends_with(' ') || text.ends_with('\t'))
        text.remove_suffix(1);
    return text;
}

/// Calls `use` for each element of a comma-separated list until it returns true.
template <class Use>
bool any_element(std::string_view list, Use use)
{
    while (true) {
        auto const comma = list.find(',');
        if (use(trimmed(list.substr(0, comma))))
            return true;
        if (comma == std::string_view::npos)
            return false;
        list.remove_prefix(comma + 1);
    }
}

bool is_weight_zero(std::string_view parameters)
{
    auto const q = parameters.find("q=");
    return q != std::string_view::npos &&
           trimmed(parameters.substr(q + 2)).find_first_not_of("0.") == std::string_view::npos;
}

/// If-None-Match: any of the tags, a weak mark aside, or "*".
bool matches(std::string_view if_none_match, std::string_view etag)
{
    return !if_none_match.empty() && any_element(if_none_match, [&](std::string_view tag) {
        if (tag.starts_with("W/"))
            tag.remove_prefix(2);
        return tag == "*" || tag == etag;
    });
}

} // namespace

bool accepts_coding(std::string_view accept_encoding, std::string_view coding)
{
    std::optional<bool> named;
    bool others = false;
    any_element(accept_encoding, [&](std::string_view element) {
        auto const semicolon = std::min(element.find(';'), element.size());
        auto const name = trimmed(element.substr(0, semicolon));
        auto const wanted = !is_weight_zero(element.substr(semicolon));
        if (equal_without_case(name, coding))
            named = wanted;
        else if (name == "*")
            others = wanted;
        return false;
    });
    return named.value_or(others);
}

std::expected<StaticFiles, std::string> StaticFiles::read(std::filesystem::path const& folder)
{
    namespace fs = std::filesystem;
    std::error_code error;
    auto const root = fs::canonical(folder, error);
    if (error || !fs::is_directory(root))
        return std::unexpected(std::format("The folder of the console's files, {}, is not there.", folder.string()));

    StaticFiles files;
    std::map<std::string, std::string> compressed; // filled first; the plain file may come later
    for (auto entry = fs::recursive_directory_iterator(root, error); entry != fs::recursive_directory_iterator();
         entry.increment(error))
    {
        if (error)
            break;
        if (entry->path().filename().string().starts_with('.')) {
            entry.disable_recursion_pending();
            continue;
        }
        auto const target = fs::canonical(entry->path(), error);
        if (error || !fs::is_regular_file(target) || !target.string().starts_with(root.string() + '/') ||
            fs::file_size(target) > file_bytes_at_most)
            continue;
        auto content = content_of(target);
        if (!content)
            return std::unexpected(std::format("The file {} can't be read.", target.string()));
        auto const path = "/" + entry->path().lexically_relative(root).generic_string();
        if (path.ends_with(".br") || path.ends_with(".gz")) {
            compressed.emplace(path, *std::move(content));
            continue;
        }
        auto tag = etag_of(*content, "");
        files.files_[path] = File{content_type_of(path), Form{*std::move(content), std::move(tag)}, {}, {}};
    }
    if (error)
        return std::unexpected(std::format("The folder {} can't be read: {}.", folder.string(), error.message()));

    for (auto& [path, file] : files.files_) {
        if (auto const found = compressed.find(path + ".br"); found != compressed.end())
            file.brotli = Form{std::move(found->second), etag_of(file.plain.content, "br")};
        if (auto const found = compressed.find(path + ".gz"); found != compressed.end())
            file.gzip = Form{std::move(found->second), etag_of(file.plain.content, "gz")};
    }
    return files;
}

StaticFiles::Choice StaticFiles::choose(File const& file, std::string_view accept_encoding)
{
    if (!file.brotli.etag.empty() && accepts_coding(accept_encoding, "br"))
        return {&file.brotli, "br"};
    if (!file.gzip.etag.empty() && accepts_coding(accept_encoding, "gzip"))
        return {&file.gzip, "gzip"};
    return {&file.plain, ""};
}

Answer StaticFiles::answer(RequestHead const& request) const
{
    if (request.method != "GET" && request.method != "HEAD") {
        auto refused = problem_answer({405, "Files can only be read."});
        refused.add_field("Allow", "GET, HEAD");
        return refused;
    }
    auto path = request.target.substr(0, request.target.find('?'));
    if (path == "/")
        path = "/index.html";
    auto const found = files_.find(path);
    if (found == files_.end())
        return problem_answer({404, "There is nothing at this address."});

    auto const& file = found->second;
    auto const [form, coding] = choose(file, request.field("accept-encoding"));
    Answer answer(200, file.content_type, {});
    answer.add_field("ETag", form->etag);
    // Kept by the browser, and asked about each time: a new version of the console is there at the next load.
    answer.add_field("Cache-Control", "no-cache");
    if (!file.brotli.etag.empty() || !file.gzip.etag.empty())
        answer.add_field("Vary", "Accept-Encoding");
    if (!coding.empty())
        answer.add_field("Content-Encoding", coding);
    if (matches(request.field("if-none-match"), form->etag))
        answer.status = 304;
    else
        answer.fixed_body = form->content;
    return answer;
}

} // namespace castellan::server
