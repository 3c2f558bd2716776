#include "wire/change_json.hpp"

#include "wire/change_schema.hpp"
#include "wire/decoder.hpp"
#include "wire/encoder.hpp"
#include "wire/text.hpp"
#include "wire/url.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace castellan::wire {

namespace {

template <std::size_t... Index>
constexpr auto schemas_of_all(std::index_sequence<Index...>)
{
    return std::array<Schema const*, sizeof...(Index)>{&schema_of<std::variant_alternative_t<Index, Change>>...};
}

template <std::size_t... Index>
constexpr auto makers_of_all(std::index_sequence<Index...>)
{
    using Make = Change (*)();
    return std::array<Make, sizeof...(Index)>{[] { return Change{std::in_place_index<Index>}; }...};
}

/// In the order of `Kind`.
constexpr auto schemas = schemas_of_all(std::make_index_sequence<kind_count>{});
constexpr auto makers = makers_of_all(std::make_index_sequence<kind_count>{});

void const* alternative(Change const& change)
{
    return std::visit([](auto const& kind) -> void const* { return &kind; }, change);
}

/// What the kinds have in common: that they say which they are.
struct Named {
    std::string kind;
};
struct Batch {
    std::vector<Json> changes;
};

} // namespace

template <>
inline constexpr auto members_of<Named> = std::to_array<Member>({required<&Named::kind>("kind", short_text)});
template <>
inline constexpr auto members_of<Batch> = std::to_array<Member>({
    at_most(required<&Batch::changes>("changes"), most_changes_in_a_batch),
});

namespace {

/// Parents that were named must fit the thing; if they don't, the thing counts as unknown, and what was said is kept.
void check_parents(World const& world, Schema const& schema, DecodedChange& decoded,
                   std::vector<NamedParent> const& parents)
{
    if (parents.empty())
        return;
    auto const subjects = subjects_of(world, decoded.change);
    auto const fits = [&](NamedParent const& parent) {
        auto const slot = parent.member->section == Section::safes ? subjects.safe.slot : subjects.account.slot;
        return parent.slot != UserId::none && parent.slot == slot;
    };
    if (std::ranges::all_of(parents, fits))
        return;
    for (auto const& parent : parents)
        decoded.unknown.push_back({std::string{parent.member->name}, parent.id});
    for (auto const& member : schema.members) {
        if (member.type != Type::reference || !member.at)
            continue;
        auto* const place = const_cast<void*>(member.at(alternative(decoded.change))); // ours to change
        auto& slot = *static_cast<std::uint32_t*>(place);
        if (slot != UserId::none)
            decoded.unknown.push_back({std::string{member.name}, std::string{id_at(world, member.section, slot)}});
        slot = UserId::none;
        return; // the first reference is the thing itself
    }
}

std::expected<DecodedChange, WireError> read(World const& world, Schema const& schema, DecodedChange decoded,
                                             DecodeOptions options, std::vector<NamedParent> parents,
                                             std::string_view text)
{
    options.world = &world;
    options.unknown = &decoded.unknown;
    options.parents = &parents;
    auto decoder = Decoder{schema, const_cast<void*>(alternative(decoded.change)), options};
    parse_json(decoder, text);
    if (!decoder.problems().empty())
        return std::unexpected(std::move(decoder.problems().front()));
    check_parents(world, schema, decoded, parents);
    return decoded;
}

/// The kind of a change that begins with it, as ours do. Nothing is said if it doesn't.
std::optional<Kind> leading_kind(std::string_view json)
{
    constexpr auto beginning = std::string_view{R"({"kind":")"};
    if (!json.starts_with(beginning))
        return std::nullopt;
    json.remove_prefix(beginning.size());
    return kind_named(json.substr(0, json.find('"')));
}

std::expected<Kind, WireError> kind_in(std::string_view json)
{
    // OPTIMIZATION: mostly the text needs to be read only once; a second `kind` is refused then all the same.
    if (auto const kind = leading_kind(json))
        return *kind;
    auto named = Named{};
    auto const options = DecodeOptions{.unknown_members = true};
    auto decoder = Decoder{schema_of<Named>, &named, options};
    parse_json(decoder, json);
    if (!decoder.problems().empty())
        return std::unexpected(std::move(decoder.problems().front()));
    auto const kind = kind_named(named.kind);
    if (!kind)
        return std::unexpected(WireError{"kind", quoted_id(named.kind) + " is no kind of change"});
    return *kind;
}

} // namespace

Schema const& parameters_of(Kind kind) { return *schemas[static_cast<std::size_t>(kind)]; }

std::expected<DecodedChange, WireError> decode_change(World const& world, std::string_view json)
{
    auto const kind = kind_in(json);
    if (!kind)
        return std::unexpected(kind.error());
    auto const options = DecodeOptions{.discarded = &members_of<Named>.front()};
    auto empty = DecodedChange{.change = makers[static_cast<std::size_t>(*kind)]()};
    return read(world, parameters_of(*kind), std::move(empty), options, {}, json);
}

std::expected<DecodedChange, WireError> decode_change_parameters(World const& world, Kind kind,
                                                                 std::span<PathParameter const> path,
                                                                 std::string_view body)
{
    auto const& schema = parameters_of(kind);
    auto options = DecodeOptions{.flat = true};
    auto decoded = DecodedChange{.change = makers[static_cast<std::size_t>(kind)]()};
    auto parents = std::vector<NamedParent>{};
    for (auto const& [name, value] : path) {
        auto const at = std::ranges::find(schema.members, name, &Member::name);
        assert(at != schema.members.end() && at->type == Type::reference); // the table of routes is ours
        auto const id = percent_decoded(value);
        if (auto wrong = id ? problem_of(*id, id_text) : std::string{"is not well percent-encoded"}; !wrong.empty())
            return std::unexpected(WireError{std::string{name}, std::move(wrong)});
        auto const slot = slot_of(world, at->section, *id);
        options.given |= std::uint64_t{1} << (at - schema.members.begin());
        if (!at->at) {
            parents.push_back({&*at, slot, *id});
            continue;
        }
        *static_cast<std::uint32_t*>(const_cast<void*>(at->at(alternative(decoded.change)))) = slot;
        if (slot == UserId::none)
            decoded.unknown.push_back({std::string{name}, *id});
    }
    return read(world, schema, std::move(decoded), options, std::move(parents), body.empty() ? "{}" : body);
}

std::expected<std::vector<std::string>, WireError> decode_batch(std::string_view json)
{
    auto batch = Batch{};
    auto const options = DecodeOptions{};
    auto decoder = Decoder{schema_of<Batch>, &batch, options};
    parse_json(decoder, json);
    if (!decoder.problems().empty())
        return std::unexpected(std::move(decoder.problems().front()));
    auto result = std::vector<std::string>{};
    result.reserve(batch.changes.size());
    for (auto& change : batch.changes)
        result.push_back(std::move(change.text));
    return result;
}

WireError within(std::string_view path, WireError error)
{
    auto outer = std::string{path};
    if (!error.path.empty() && error.path.front() != '[')
        outer += '.';
    error.path = outer + error.path;
    return error;
}

std::string encode_change(World const& world, Change const& change, std::span<UnknownId const> unknown)
{
    auto out = std::string{};
    auto writer = Writer{out};
    writer.object();
    writer.member("kind", name_of(kind_of(change)));
    Encoder{writer, &world, unknown}.members(parameters_of(kind_of(change)), alternative(change));
    writer.end();
    return out;
}

} // namespace castellan::wire
