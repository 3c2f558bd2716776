#include "wire/view.hpp"

#include "rules/at_terminal.hpp"
#include "rules/cut.hpp"
#include "rules/sight.hpp"
#include "wire/rows.hpp"
#include "wire/text.hpp"

#include <functional>
#include <type_traits>

namespace castellan::wire {

namespace {

/// Versions are numbers that every reader of JSON takes exactly.
constexpr auto version_bits = std::uint64_t{(std::uint64_t{1} << 53U) - 1};

/// A role is told with its name or not at all: whoever holds a custom role that the viewer does not see is left out.
template <class Row>
void drop_unseen(World const&, UserId, Row&)
{
}
void drop_unseen(World const& world, UserId viewer, Module& module)
{
    std::erase_if(module.roles, [&](auto const& held) {
        return held.role.rank == ModuleRank::custom && !sees(world, viewer, held.role.custom);
    });
}

/// What a person is elsewhere than in one account.
template <class Row>
void drop_elsewhere(World const&, AccountId, Row&)
{
}
void drop_elsewhere(World const& world, AccountId only, User& user)
{
    erase_if(user.accounts, [&](AccountRoles const& roles) { return roles.account != only; });
    auto groups = GroupIds{};
    for (auto const group : user.groups) {
        if (world.groups[group].account == only)
            groups.push_back(group);
    }
    user.groups = groups;
    user.administrator = user.organization_admin = false;
}

/// What belongs to a thing's state and stands with other things in a replica.
template <class Table, HandleList List>
void add_ids(std::string& text, Table const& table, List const& handles)
{
    for (auto const handle : handles)
        text.append(1, ' ').append(table[handle].id);
}

} // namespace

/// Leaves the row in `text_` as a replica gets it, and makes the row's version what that text says.
template <class Row>
std::uint64_t View::read_version(Row& row) const
{
    row.version = 0;
    text_.clear();
    auto writer = Writer{text_};
    write_row(writer, world_, row, Form::sync);
    auto const length = text_.size();
    if constexpr (requires { row.members; row.safes; }) {
        add_ids(text_, world_.users, row.members);
        text_ += ';';
        add_ids(text_, world_.safes, row.safes);
        text_ += ';';
        add_ids(text_, world_.doors, row.doors);
    }
    row.version = std::max(std::hash<std::string_view>{}(text_) & version_bits, std::uint64_t{1});
    text_.resize(length);
    return row.version;
}

template <class Handle>
auto View::cut_for_viewer(Handle thing) const
{
    using Cut = decltype(cut(world_, viewer_, thing));
    if (terminal_ && !(world_.get(thing) && is_shown_at(world_, viewer_, terminal_, thing)))
        return Cut{};
    auto row = cut(world_, viewer_, thing);
    if (row) {
        drop_unseen(world_, viewer_, *row);
        if (only_)
            drop_elsewhere(world_, only_, *row);
        if (terminal_)
            cut_at(world_, viewer_, terminal_, *row);
    }
    return row;
}

template <class Handle>
bool View::write(Writer& writer, Handle thing, Form form) const
{
    auto row = cut_for_viewer(thing);
    if (!row)
        return false;
    if constexpr (std::is_same_v<Handle, UserId>) {
        // The pickers of a replica offer people of whom nothing else is shown (RULEBOOK 4).
        if (row->facts.candidate && form != Form::sync)
            return false;
    }
    auto const version = read_version(*row);
    if (form != Form::sync) {
        write_row(writer, world_, *row, form);
        return true;
    }
    // OPTIMIZATION: the text is there already, but for the version at its end.
    text_.back() = ',';
    text_ += R"("version":)";
    append_number(text_, version);
    text_ += '}';
    writer.json(text_);
    return true;
}

template <class Handle>
std::uint64_t View::version(Handle thing) const
{
    auto row = cut_for_viewer(thing);
    if (!row)
        return 0;
    return read_version(*row);
}

std::uint64_t View::version(Section section, std::uint32_t slot) const
{
    return with_handle(section, slot, [this](auto thing) { return version(thing); });
}

bool View::sees(Section section, std::uint32_t slot) const
{
    return with_handle(section, slot, [this]<class Handle>(Handle thing) {
        if (terminal_ && !(world_.get(thing) && is_shown_at(world_, viewer_, terminal_, thing)))
            return false;
        if constexpr (std::is_same_v<Handle, UserId>)
            return is_offered(world_, viewer_, thing);
        else
            return castellan::sees(world_, viewer_, thing);
    });
}

template bool View::write(Writer&, AccountId, Form) const;
template bool View::write(Writer&, UserId, Form) const;
template bool View::write(Writer&, GroupId, Form) const;
template bool View::write(Writer&, SafeId, Form) const;
template bool View::write(Writer&, AssetId, Form) const;
template bool View::write(Writer&, DoorId, Form) const;
template bool View::write(Writer&, TeamId, Form) const;
template bool View::write(Writer&, PatientId, Form) const;
template bool View::write(Writer&, ProfileId, Form) const;
template bool View::write(Writer&, CustomRoleId, Form) const;
template bool View::write(Writer&, ModuleId, Form) const;
template bool View::write(Writer&, RecordId, Form) const;
template bool View::write(Writer&, ScheduleId, Form) const;
template bool View::write(Writer&, CredentialId, Form) const;
template bool View::write(Writer&, WebhookId, Form) const;
template bool View::write(Writer&, InvitationId, Form) const;

template std::uint64_t View::version(AccountId) const;
template std::uint64_t View::version(UserId) const;
template std::uint64_t View::version(GroupId) const;
template std::uint64_t View::version(SafeId) const;
template std::uint64_t View::version(AssetId) const;
template std::uint64_t View::version(DoorId) const;
template std::uint64_t View::version(TeamId) const;
template std::uint64_t View::version(PatientId) const;
template std::uint64_t View::version(ProfileId) const;
template std::uint64_t View::version(CustomRoleId) const;
template std::uint64_t View::version(ModuleId) const;
template std::uint64_t View::version(RecordId) const;
template std::uint64_t View::version(ScheduleId) const;
template std::uint64_t View::version(CredentialId) const;
template std::uint64_t View::version(WebhookId) const;
template std::uint64_t View::version(InvitationId) const;

} // namespace castellan::wire
