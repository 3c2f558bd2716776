#include "service/links.hpp"

#include "service/sessions.hpp"

#include <charconv>

namespace castellan {

namespace {

constexpr std::string_view person_word = "person";
constexpr std::string_view invitation_word = "invitation";

std::string name_of(Link::To to, std::string_view id)
{
    return std::string{to == Link::To::person ? person_word : invitation_word} + ' ' + std::string{id};
}

/// "person u1 1700000000000"
std::string encoded(Link const& link)
{
    return name_of(link.to, link.id) + ' ' + std::to_string(link.until);
}

std::optional<Link> decoded(std::string_view text)
{
    auto const first = text.find(' ');
    auto const second = first == text.npos ? text.npos : text.find(' ', first + 1);
    if (second == text.npos)
        return std::nullopt;
    auto link = Link{.to = text.substr(0, first) == person_word ? Link::To::person : Link::To::invitation,
                     .id = std::string{text.substr(first + 1, second - first - 1)}};
    std::from_chars(text.data() + second + 1, text.data() + text.size(), link.until);
    return link;
}

} // namespace

void Links::load(std::vector<KeyValue> const& stored, Instant now)
{
    by_key_.clear();
    key_of_.clear();
    for (auto const& [key, value] : stored) {
        auto link = decoded(value);
        if (!link || link->until <= now) {
            writes_.push_back({SecretTable::invitations, key, std::nullopt});
            continue;
        }
        key_of_.insert_or_assign(name_of(link->to, link->id), key);
        by_key_.emplace(key, std::move(*link));
    }
}

std::string Links::issue(Link link, Random& random)
{
    withdraw(link.to, link.id);
    auto token = random_token(random);
    auto key = Sessions::key_of(token);
    writes_.push_back({SecretTable::invitations, key, encoded(link)});
    key_of_.emplace(name_of(link.to, link.id), key);
    by_key_.emplace(std::move(key), std::move(link));
    return token;
}

std::optional<Link> Links::find(std::string_view token, Instant now) const
{
    // What is looked up is the hash: nobody learns by the time it takes how much of a token was right.
    auto const found = by_key_.find(Sessions::key_of(token));
    if (found == by_key_.end() || found->second.until <= now)
        return std::nullopt;
    return found->second;
}

void Links::withdraw(Link::To to, std::string const& id)
{
    auto const found = key_of_.find(name_of(to, id));
    if (found == key_of_.end())
        return;
    writes_.push_back({SecretTable::invitations, found->second, std::nullopt});
    by_key_.erase(found->second);
    key_of_.erase(found);
}

} // namespace castellan
