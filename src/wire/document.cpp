#include "wire/document.hpp"

#include "wire/decoder.hpp"
#include "wire/loader.hpp"

#include <algorithm>
#include <utility>

namespace castellan::wire {

namespace {

std::expected<World, std::vector<WireError>> load(std::string_view bytes, Form form, Encoding encoding)
{
    auto linked = std::vector<WireError>{};
    auto loader = Loader{linked, form};
    auto rows = DocumentRows{loader};
    auto const options = DecodeOptions{.form = form, .most_problems = most_errors};
    auto decoder = Decoder{document_schema(), &rows, options};
    auto const is_whole = encoding == Encoding::json ? parse_json(decoder, bytes) : parse_cbor(decoder, bytes);
    auto problems = std::move(decoder.problems());
    // What refers to what was not read any more is no further problem.
    auto world = is_whole ? loader.finish(rows, problems.empty()) : World{};
    for (auto& problem : linked) {
        if (problems.size() < most_errors)
            problems.push_back(std::move(problem));
    }
    if (!problems.empty())
        return std::unexpected(std::move(problems));
    return world;
}

template <class Handle>
void write_section(Writer& writer, World const& world, Form form)
{
    auto const& table = world.table_of(Handle{});
    if (table.size() == 0)
        return;
    writer.key(name_of(section_of_handle<Handle>)).list();
    for (auto const handle : table.handles()) {
        // A line for each thing, so that exports can be compared and kept under version control.
        if (form == Form::document)
            writer.line();
        write_row(writer, world, table[handle], form);
    }
    writer.end();
}

void write_keys(Writer& writer, World const& world, Form form)
{
    auto const& doors = world.doors;
    if (std::ranges::all_of(doors.handles(), [&](DoorId door) { return doors[door].keys.empty(); }))
        return;
    writer.key("keys").list();
    for (auto const door : doors.handles()) {
        for (auto const& [user, role] : doors[door].keys) {
            if (form == Form::document)
                writer.line();
            writer.object();
            writer.member("user", world.users[user].id);
            writer.member("door", doors[door].id);
            writer.member("role", word_of(role));
            writer.end();
        }
    }
    writer.end();
}

std::string save(World const& world, Form form, Encoding encoding)
{
    auto out = std::string{};
    out.reserve(world.users.size() * 160 + world.safes.size() * 200 + 4'096);
    auto writer = Writer{out, encoding};
    writer.object();
    writer.key("organization");
    write_row(writer, world.organization);
    if (form == Form::snapshot)
        writer.member("revision", world.revision);
    // References point back, so that reading resolves them at once.
    write_section<AccountId>(writer, world, form);
    write_section<UserId>(writer, world, form);
    write_section<SafeId>(writer, world, form);
    write_section<DoorId>(writer, world, form);
    write_section<GroupId>(writer, world, form);
    write_section<AssetId>(writer, world, form);
    write_keys(writer, world, form);
    write_section<TeamId>(writer, world, form);
    write_section<PatientId>(writer, world, form);
    write_section<ProfileId>(writer, world, form);
    write_section<CustomRoleId>(writer, world, form);
    write_section<ModuleId>(writer, world, form);
    write_section<RecordId>(writer, world, form);
    write_section<ScheduleId>(writer, world, form);
    write_section<CredentialId>(writer, world, form);
    write_section<WebhookId>(writer, world, form);
    write_section<InvitationId>(writer, world, form);
    writer.end();
    if (form == Form::document)
        out += '\n';
    return out;
}

} // namespace

std::expected<World, std::vector<WireError>> decode_document(std::string_view json)
{
    return load(json, Form::document, Encoding::json);
}

std::string encode_document(World const& world) { return save(world, Form::document, Encoding::json); }

std::expected<World, std::vector<WireError>> decode_snapshot(std::string_view cbor)
{
    return load(cbor, Form::snapshot, Encoding::cbor);
}

std::string encode_snapshot(World const& world) { return save(world, Form::snapshot, Encoding::cbor); }

} // namespace castellan::wire
