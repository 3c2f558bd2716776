#include "service/answers.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace castellan {

namespace {

std::string stored_key(std::string_view user, std::string_view key)
{
    return std::string{user} + ' ' + std::string{key};
}

/// Lines, the body last because it may hold anything.
std::string encoded(Answers::Kept const& kept)
{
    auto const& response = kept.response;
    auto const kind = response.content_type == problem_content_type ? "problem" : "json";
    return kept.request + '\n' + std::to_string(kept.at) + '\n' + std::to_string(response.status) + '\n' + kind + '\n' +
           response.etag + '\n' + response.location + '\n' + response.body;
}

std::optional<Answers::Kept> decoded(std::string_view text)
{
    auto lines = std::array<std::string_view, 6>{};
    for (auto& line : lines) {
        auto const end = text.find('\n');
        if (end == text.npos)
            return std::nullopt;
        line = text.substr(0, end);
        text.remove_prefix(end + 1);
    }
    auto kept = Answers::Kept{.request = std::string{lines[0]}};
    std::from_chars(lines[1].data(), lines[1].data() + lines[1].size(), kept.at);
    std::from_chars(lines[2].data(), lines[2].data() + lines[2].size(), kept.response.status);
    if (lines[3] == "problem")
        kept.response.content_type = problem_content_type;
    kept.response.etag = lines[4];
    kept.response.location = lines[5];
    kept.response.body = text;
    return kept;
}

} // namespace

std::string Answers::fingerprint(Request const& request)
{
    auto state = crypto_generichash_state{};
    crypto_generichash_init(&state, nullptr, 0, 16);
    for (auto const part : {request.method, request.target, request.if_match, request.body}) {
        auto const size = part.size();
        crypto_generichash_update(&state, reinterpret_cast<unsigned char const*>(&size), sizeof size);
        crypto_generichash_update(&state, reinterpret_cast<unsigned char const*>(part.data()), part.size());
    }
    auto digest = std::array<unsigned char, 16>{};
    crypto_generichash_final(&state, digest.data(), digest.size());
    auto hex = std::array<char, 2 * digest.size() + 1>{};
    sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
    return hex.data();
}

void Answers::load(std::vector<KeyValue> const& stored, Instant now)
{
    people_.clear();
    for (auto const& [key, value] : stored) {
        auto const blank = key.find(' ');
        auto kept = decoded(value);
        if (blank == key.npos || !kept || now - kept->at >= answer_kept_ms) {
            writes_.push_back({SecretTable::answers, key, std::nullopt});
            continue;
        }
        auto& person = people_[key.substr(0, blank)];
        person.order.push_back(key.substr(blank + 1));
        person.kept.emplace(key.substr(blank + 1), std::move(*kept));
    }
    for (auto& [user, person] : people_)
        std::ranges::sort(person.order, {}, [&](std::string const& key) { return person.kept.at(key).at; });
}

Answers::Kept const* Answers::find(std::string_view user, std::string_view key, Instant now) const
{
    auto const person = people_.find(std::string{user});
    if (person == people_.end())
        return nullptr;
    auto const found = person->second.kept.find(std::string{key});
    if (found == person->second.kept.end() || now - found->second.at >= answer_kept_ms)
        return nullptr;
    return &found->second;
}

void Answers::keep(std::string_view user, std::string_view key, Kept kept)
{
    auto& person = people_[std::string{user}];
    auto const name = std::string{key};

    // One that is too old to be repeated may still be there under this very key.
    if (person.kept.contains(name)) {
        person.kept.erase(name);
        std::erase(person.order, name);
    }
    while (!person.order.empty() &&
           (person.order.size() >= answers_each || kept.at - person.kept.at(person.order.front()).at >= answer_kept_ms)) {
        writes_.push_back({SecretTable::answers, stored_key(user, person.order.front()), std::nullopt});
        person.kept.erase(person.order.front());
        person.order.pop_front();
    }

    writes_.push_back({SecretTable::answers, stored_key(user, key), encoded(kept)});
    person.order.push_back(name);
    person.kept.emplace(name, std::move(kept));
}

void Answers::forget(std::string_view user)
{
    auto const person = people_.find(std::string{user});
    if (person == people_.end())
        return;
    for (auto const& key : person->second.order)
        writes_.push_back({SecretTable::answers, stored_key(user, key), std::nullopt});
    people_.erase(person);
}

} // namespace castellan
