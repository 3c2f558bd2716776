#include "tests/properties/findings.hpp"

#include "tests/plain/small_case.hpp"

#include <array>
#include <cstdlib>
#include <format>

namespace castellan::properties {

namespace {

std::uint64_t from_environment(char const* name, std::uint64_t otherwise)
{
    auto const* const said = std::getenv(name);
    return said == nullptr ? otherwise : std::strtoull(said, nullptr, 10);
}

} // namespace

Effort effort(std::size_t towns, std::size_t turns)
{
    return {.first_seed = from_environment("CASTELLAN_SEED", 1),
            .towns = towns * from_environment("CASTELLAN_TIMES", 1),
            .turns = turns};
}

void Findings::add(std::string const& kind, std::function<std::string()> const& tell)
{
    auto& found = found_[kind];
    if (++found.count == 1)
        found.first = tell();
}

std::string Findings::text() const
{
    auto text = std::string{};
    for (auto const& [kind, found] : found_)
        text += std::format("{} x {}\n{}\n", found.count, kind, found.first);
    return text;
}

std::string words(Decision const& decision)
{
    constexpr auto effects = std::to_array<char const*>({"allow", "after", "deny", "not_now"});
    auto const& needs = decision.needs;
    return std::format("{} {}{}{}{}{}: {}", effects[static_cast<std::size_t>(decision.effect)], decision.rule,
                       decision.hidden ? " hidden" : "", needs.otp ? " otp" : "", needs.mfa ? " mfa" : "",
                       needs.second_person ? " second_person" : "", decision.reason);
}

std::string small_case(World const& town, Question const& question, std::function<bool(World const&)> const& still)
{
    auto const small = plain::shrunk(town, still);
    return std::format("{}{}\n", plain::told(small), plain::told(small, question));
}

} // namespace castellan::properties
