#include "server-stub/simulate/office.hpp"

#include "server-stub/demonstration.hpp"
#include "wire/codec.hpp"
#include "wire/session_json.hpp"
#include "wire/url.hpp"

#include <curl/curl.h>

#include <cstdint>
#include <format>
#include <map>
#include <memory>
#include <sstream>

namespace castellan::server {

namespace {

constexpr long whole_ms = 30'000;

std::size_t append(char const* data, std::size_t size, std::size_t count, void* text)
{
    static_cast<std::string*>(text)->append(data, size * count);
    return size * count;
}

/// One signed-in person, one request after the other.
class Session {
public:
    explicit Session(std::string server) : server_(std::move(server)), curl_(curl_easy_init(), &curl_easy_cleanup)
    {
        while (server_.ends_with('/'))
            server_.pop_back();
        headers_ = curl_slist_append(headers_, "Content-Type: application/json");
        headers_ = curl_slist_append(headers_, "Castellan-Request: 1");
        curl_easy_setopt(curl_.get(), CURLOPT_COOKIEFILE, ""); // in memory
        curl_easy_setopt(curl_.get(), CURLOPT_PROXY, "");
        curl_easy_setopt(curl_.get(), CURLOPT_PROTOCOLS_STR, "http,https");
        curl_easy_setopt(curl_.get(), CURLOPT_TIMEOUT_MS, whole_ms);
        curl_easy_setopt(curl_.get(), CURLOPT_WRITEFUNCTION, &append);
        curl_easy_setopt(curl_.get(), CURLOPT_HTTPHEADER, headers_);
    }
    Session(Session const&) = delete;
    Session& operator=(Session const&) = delete;
    ~Session() { curl_slist_free_all(headers_); }

    struct Answer {
        long status = 0;
        std::string text;
    };
    Answer ask(std::string const& path, std::string const* body)
    {
        auto answer = Answer{};
        curl_easy_setopt(curl_.get(), CURLOPT_URL, (server_ + path).c_str());
        curl_easy_setopt(curl_.get(), CURLOPT_WRITEDATA, &answer.text);
        if (body == nullptr) {
            curl_easy_setopt(curl_.get(), CURLOPT_HTTPGET, 1L);
        } else {
            curl_easy_setopt(curl_.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(body->size()));
            curl_easy_setopt(curl_.get(), CURLOPT_COPYPOSTFIELDS, body->c_str());
        }
        if (curl_easy_perform(curl_.get()) == CURLE_OK)
            curl_easy_getinfo(curl_.get(), CURLINFO_RESPONSE_CODE, &answer.status);
        return answer;
    }

private:
    std::string server_;
    std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl_;
    curl_slist* headers_ = nullptr;
};

/// All values of an answer by the way to them: {"safes[0].id", "s1"}.
using Values = std::map<std::string, std::string, std::less<>>;

Values values_of(std::string_view json)
{
    auto result = Values{};
    for (auto& [path, value] : wire::leaves(json))
        result.emplace(std::move(path), std::move(value));
    return result;
}

std::string value_at(Values const& values, std::string_view path)
{
    auto const found = values.find(path);
    return found == values.end() ? std::string{} : found->second;
}

} // namespace

std::expected<PairingCodes, std::string> read_codes(std::filesystem::path const& file)
{
    auto const content = read_file(file);
    if (!content)
        return std::unexpected(content.error());
    auto codes = PairingCodes{};
    auto lines = std::istringstream{*content};
    for (std::string line; std::getline(lines, line);) {
        auto const row = values_of(line);
        auto const serial = value_at(row, "serial");
        auto const code = value_at(row, "code");
        if (serial.empty() || code.empty())
            return std::unexpected(std::format("{}: a line is not like {{\"serial\":…,\"code\":…}}.", file.string()));
        codes.emplace(serial, code);
    }
    return codes;
}

std::expected<PairingCodes, std::string> ask_for_codes(std::string const& server, std::string const& email,
                                                       std::string const& password, std::size_t most,
                                                       std::map<std::string, std::string> const& except)
{
    curl_global_init(CURL_GLOBAL_DEFAULT);
    auto session = Session{server};
    auto const sign_in = wire::encode(wire::SignIn{.email = email, .password = password});
    if (auto const signed_in = session.ask("/api/v1/session", &sign_in); signed_in.status != 201)
        return std::unexpected(signed_in.status == 0 ? std::format("Nobody answers at {}.", server)
                                                     : std::format("Signing in as {} failed.", email));
    auto codes = PairingCodes{};
    auto known = std::size_t{0};
    auto const nothing = std::string{"{}"};
    for (std::string after; known + codes.size() < most;) {
        auto const page = session.ask("/api/v1/safes?limit=200&after=" + wire::percent_encoded(after), nullptr);
        auto const read = values_of(page.text);
        if (page.status != 200)
            return std::unexpected("The safes can't be listed.");
        for (auto row = std::size_t{0};; ++row) {
            auto const id = value_at(read, std::format("safes[{}].id", row));
            if (id.empty())
                break;
            auto const serial = value_at(read, std::format("safes[{}].serial", row));
            if (serial.empty() || known + codes.size() >= most)
                continue;
            if (except.contains(serial)) {
                ++known;
                continue;
            }
            auto const made =
                session.ask(std::format("/api/v1/safes/{}/pairing_code", wire::percent_encoded(id)), &nothing);
            auto const answer = values_of(made.text);
            if (auto const code = value_at(answer, "code"); made.status == 201 && !code.empty())
                codes.emplace(serial, code);
            else
                return std::unexpected(std::format("No pairing code for {}: {}", serial, value_at(answer, "detail")));
        }
        after = value_at(read, "next");
        if (after.empty())
            break;
    }
    return codes;
}

} // namespace castellan::server
