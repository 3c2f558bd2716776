#include "wire/change_json.hpp"

#include "wire/change_object.hpp"
#include "wire/change_schema.hpp"
#include "wire/decoder.hpp"
#include "wire/encoder.hpp"
#include "wire/merge.hpp"
#include "wire/text.hpp"
#include "wire/url.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace castellan::wire {

namespace {

/// What stands for a kind on the wire: mostly the change itself.
template <class C>
struct OnWire {
    using type = C;
};
template <>
struct OnWire<SetModulesRole> {
    using type = NamedModulesRole;
};

template <std::size_t... Index>
constexpr auto schemas_of_all(std::index_sequence<Index...>)
{
    return std::array<Schema const*, sizeof...(Index)>{
        &schema_of<typename OnWire<std::variant_alternative_t<Index, Change>>::type>...};
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

ModulesRoleWord word_for(SetModulesRole const& change)
{
    if (!change.holds)
        return ModulesRoleWord::none;
    return change.in_account ? ModulesRoleWord::division_admin : ModulesRoleWord::organization_admin;
}

std::unexpected<WireError> wrong(std::string_view path, std::string_view problem)
{
    return std::unexpected(WireError{std::string{path}, std::string{problem}});
}

/// Which role is meant is said twice, by the word and by whether there is an account.
std::expected<void, WireError> finish(Change& change, NamedModulesRole const& said)
{
    auto& role = std::get<SetModulesRole>(change);
    role = {.user = said.user,
            .account = said.account,
            .in_account = said.in_account,
            .holds = said.role != ModulesRoleWord::none};
    if (said.role != word_for(role))
        return wrong("role", said.in_account ? "must be one of none, division_admin in an account"
                                             : "must be one of none, organization_admin without an account");
    return {};
}

/// Where an invitation leads must go with the role that it gives (RULEBOOK 7).
std::expected<void, WireError> check_place(SendInvitation const& change)
{
    auto const role = change.offer.role;
    auto const in_account = role == OfferedRole::division_admin;
    auto const in_module = role == OfferedRole::module_admin || role == OfferedRole::collaborator ||
                           role == OfferedRole::custom;
    if (in_account && !change.in_account)
        return wrong("account", "is missing");
    if (in_module && !change.in_module)
        return wrong("module", "is missing");
    auto const foreign = change.in_account && !in_account                        ? std::string_view{"account"}
                         : change.in_module && !in_module                        ? std::string_view{"module"}
                         : change.in_team && role != OfferedRole::staff          ? std::string_view{"team"}
                                                                                 : std::string_view{};
    if (!foreign.empty())
        return wrong(foreign, "does not go with this role");
    return {};
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
        auto const slot = parent.member->section == Section::safes     ? subjects.safe.slot
                          : parent.member->section == Section::teams   ? subjects.team.slot
                          : parent.member->section == Section::modules ? subjects.module.slot
                                                                       : subjects.account.slot;
        return parent.slot != UserId::none && parent.slot == slot;
    };
    if (std::ranges::all_of(parents, fits))
        return;
    for (auto const& parent : parents)
        decoded.unknown.push_back({std::string{parent.member->name}, parent.id});
    for (auto const& member : schema.members) {
        if (member.type != Type::reference || !member.at)
            continue;
        auto* const place = const_cast<void*>(member.at(ChangeObject{decoded.change}.get())); // ours to change
        auto& slot = *static_cast<std::uint32_t*>(place);
        if (slot != UserId::none)
            decoded.unknown.push_back({std::string{member.name}, std::string{id_at(world, member.section, slot)}});
        slot = UserId::none;
        return; // the first reference is the thing itself
    }
}

/// Of `record.clear`, which needs the module too: a record of another one counts as unknown.
void check_record(World const& world, DecodedChange& decoded)
{
    auto* const clear = std::get_if<ClearRecords>(&decoded.change);
    if (clear == nullptr || clear->record.is_none() || world.records[clear->record].module == clear->module)
        return;
    decoded.unknown.push_back({"record", world.records[clear->record].id});
    clear->record = {};
}

/// What is kept of a thing as JSON and set in part becomes the whole: the members that are named are set, others stay.
std::expected<void, WireError> complete(World const& world, Change& change)
{
    auto const set_in = [](std::string const& present, std::string& given, std::uint32_t most,
                           std::string_view path) -> std::expected<void, WireError> {
        given = merged(present, given);
        if (given.size() <= most)
            return {};
        auto problem = std::string{"would make more than "};
        append_number(problem, std::uint64_t{most});
        return wrong(path, problem + " bytes of JSON");
    };
    if (auto* const lock = std::get_if<SetLockSettings>(&change)) {
        if (auto const* door = world.get(lock->door))
            return set_in(door->lock_settings, lock->fields, most_settings_bytes, "fields");
    } else if (auto* const edit = std::get_if<EditRecord>(&change)) {
        if (auto const* record = world.get(edit->record))
            return set_in(record->values, edit->values, most_values_bytes, "values");
    }
    return {};
}

std::expected<DecodedChange, WireError> read(World const& world, Schema const& schema, DecodedChange decoded,
                                             DecodeOptions options, std::vector<NamedParent> parents,
                                             std::string_view text)
{
    options.world = &world;
    options.unknown = &decoded.unknown;
    options.parents = &parents;
    auto object = ChangeObject{decoded.change};
    auto decoder = Decoder{schema, object.edit(), options};
    parse_json(decoder, text);
    if (!decoder.problems().empty())
        return std::unexpected(std::move(decoder.problems().front()));
    if (auto const* named = object.named_modules_role()) {
        if (auto done = finish(decoded.change, *named); !done)
            return std::unexpected(std::move(done.error()));
    }
    if (auto const* invitation = std::get_if<SendInvitation>(&decoded.change)) {
        if (auto done = check_place(*invitation); !done)
            return std::unexpected(std::move(done.error()));
    }
    check_parents(world, schema, decoded, parents);
    check_record(world, decoded);
    if (auto done = complete(world, decoded.change); !done)
        return std::unexpected(std::move(done.error()));
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

ChangeObject::ChangeObject(Change const& change)
    : object_(std::visit([](auto const& kind) -> void const* { return &kind; }, change))
{
    auto const* role = std::get_if<SetModulesRole>(&change);
    if (role == nullptr)
        return;
    named_ = NamedModulesRole{
        .user = role->user, .account = role->account, .in_account = role->in_account, .role = word_for(*role)};
}

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
    auto object = ChangeObject{decoded.change};
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
        *static_cast<std::uint32_t*>(const_cast<void*>(at->at(object.edit()))) = slot;
        if (at->named)
            *at->named(object.edit()) = true;
        if (slot == UserId::none)
            decoded.unknown.push_back({std::string{name}, *id});
    }
    if (auto const* named = object.named_modules_role())
        std::get<SetModulesRole>(decoded.change) = {
            .user = named->user, .account = named->account, .in_account = named->in_account};
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
    Encoder{writer, &world, unknown}.members(parameters_of(kind_of(change)), ChangeObject{change}.get());
    writer.end();
    return out;
}

} // namespace castellan::wire
