#include "server-stub/demonstration.hpp"

#include "service/passwords.hpp"

#include <nlohmann/json.hpp>

#include <format>
#include <fstream>
#include <iterator>

namespace castellan::server {

std::expected<std::string, std::string> read_file(std::filesystem::path const& file)
{
    std::ifstream stream(file, std::ios::binary);
    std::string content{std::istreambuf_iterator<char>(stream), {}};
    if (!stream.is_open() || stream.bad())
        return std::unexpected(std::format("The file {} can't be read.", file.string()));
    return content;
}

std::vector<Persona> personas(World const& world, std::filesystem::path const& document)
{
    std::vector<Persona> found;
    auto const content = read_file(document.parent_path() / "personas.json");
    auto const rows = nlohmann::json::parse(content.value_or("[]"), nullptr, /*allow_exceptions=*/false);
    for (auto const& row : rows) {
        if (!row.is_object() || !row.value("user", nlohmann::json()).is_string() ||
            !row.value("says", nlohmann::json()).is_string())
            continue;
        auto const* const user = world.users.get(world.users.find(row["user"].get<std::string>()));
        if (user != nullptr)
            found.push_back({user->email, user->name, row["says"].get<std::string>()});
    }
    return found;
}

std::expected<void, std::string> install_demonstration(Service& service, std::filesystem::path const& document,
                                                       Instant now)
{
    auto const content = read_file(document);
    if (!content)
        return std::unexpected(content.error());
    if (auto const installed = service.install(*content, Demonstration::yes, now); !installed)
        return std::unexpected(std::format("{}: {}", document.string(), installed.error()));

    auto const people = personas(service.world(), document);
    if (people.empty())
        return std::unexpected(std::format("{} names nobody of {} who could sign in.",
                                           (document.parent_path() / "personas.json").string(), document.string()));
    // One hash for all: what a salt of one's own hides, that two passwords are equal, is printed at every start.
    auto const hash = hash_password(demonstration_password, PasswordCost{});
    for (auto const& persona : people)
        if (!service.preset_password(persona.email, hash))
            return std::unexpected(std::format("The persona {} has no account to sign in to.", persona.email));
    // Whoever tries a terminal out has the same PIN, as everybody has the same password.
    auto const pin = hash_password(demonstration_pin, PasswordCost{});
    for (auto const& persona : people)
        if (!service.preset_pin(persona.email, pin))
            return std::unexpected(std::format("The persona {} has no account to sign in to.", persona.email));
    return {};
}

} // namespace castellan::server
