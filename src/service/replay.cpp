#include "service/replay.hpp"

#include "service/chain.hpp"
#include "service/entry_text.hpp"
#include "service/ledger.hpp"
#include "wire/codec.hpp"
#include "wire/document.hpp"
#include "wire/log_json.hpp"

#include <algorithm>

namespace castellan {

namespace {

std::optional<Actor> actor_named(World const& world, std::string_view name)
{
    if (name.starts_with(device_prefix)) {
        auto const safe = world.safes.find(name.substr(device_prefix.size()));
        return safe ? std::optional{Actor{safe}} : std::nullopt;
    }
    if (name.starts_with(invitation_prefix)) {
        auto const invitation = world.invitations.find(name.substr(invitation_prefix.size()));
        return invitation ? std::optional{Actor{invitation}} : std::nullopt;
    }
    auto const user = world.users.find(name);
    return user ? std::optional{Actor{user}} : std::nullopt;
}

} // namespace

void note_pin(User& person, bool has_pin, std::uint64_t number)
{
    person.pin = has_pin;
    person.version = number;
}

std::expected<void, OpenError> replay(World& world, Entry const& entry)
{
    auto const body = wire::decode<wire::LogBody>(entry.body);
    if (!body)
        return std::unexpected(OpenError::damaged);
    if (entry.kind == installation_kind) {
        auto founded = wire::decode_document(body->after.text);
        if (!founded)
            return std::unexpected(OpenError::damaged);
        world = std::move(*founded);
        world.revision = entry.number;
        return {};
    }
    if (entry.kind == pin_kind || entry.kind == pin_removed_kind) {
        auto const change = wire::leaves(body->change.text);
        auto const named = std::ranges::find(change, "user", &wire::Leaf::path);
        auto const person = world.users.find(named == change.end() ? std::string_view{entry.actor} : named->value);
        if (!person)
            return std::unexpected(OpenError::damaged);
        note_pin(world.users[person], entry.kind == pin_kind, entry.number);
        return {};
    }
    if (body->effect != name_of(Effect::allow) || is_about_secrets(entry.kind) || is_about_pairing(entry.kind) ||
        is_about_terminals(entry.kind) || entry.kind == snapshot_kind)
        return {};

    auto const change = wire::decode_change(world, body->change.text);
    auto const actor = actor_named(world, entry.actor);
    if (!change || !change->unknown.empty() || !actor)
        return std::unexpected(OpenError::damaged);
    apply(world, change->change, Stamp{entry.number, entry.at, *actor});
    return {};
}

} // namespace castellan
