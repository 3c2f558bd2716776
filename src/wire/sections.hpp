// The organisation document as a whole: rows are handed over one by one as they are read, so that a large document is
// never held twice. Inside wire only.
#pragma once

#include "wire/rows.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

namespace castellan::wire {

/// Takes rows of one type as they are read. A row may be changed; it is used again for the next.
template <class Row>
class TakesRows {
public:
    virtual ~TakesRows() = default;
    virtual void take_row(Row& row, std::uint32_t index) = 0;
};

template <class... Rows>
class TakesAll : public TakesRows<Rows>... {
public:
    using TakesRows<Rows>::take_row...;
};

/// Takes the rows of all sections, and the keys.
using RowSink =
    TakesAll<AccountRow, UserRow, GroupRow, SafeRow, AssetRow, DoorRow, KeyRow, TeamRow, PatientRow, ProfileRow,
             CustomRoleRow, ModuleRow, RecordRow, IntegrationRow<ScheduleId>, IntegrationRow<CredentialId>,
             IntegrationRow<WebhookId>, InvitationRow>;

/// A section that is being read: the row at hand, and who takes it.
template <class Row>
struct SectionReader {
    TakesRows<Row>* sink = nullptr;
    std::uint32_t count = 0;
    Row row{};
};

/// The ids of what a difference takes away.
struct RemovedRows {
    std::array<std::vector<std::string>, section_count> ids; // by Section
};

/// The sections of a cut in the order in which they refer to each other: people stand in the rows of groups only at
/// the end (sync_decode.cpp), and what they hold stands with the thing.
using InOrderOfCuts = std::tuple<AccountId, GroupId, UserId, SafeId, AssetId, DoorId, TeamId, PatientId, ProfileId,
                                 CustomRoleId, ModuleId, RecordId, ScheduleId, CredentialId, WebhookId, InvitationId>;
static_assert(std::tuple_size_v<InOrderOfCuts> == section_count);

template <class Act>
void for_each_in_order_of_cuts(Act const& act)
{
    std::apply([&act](auto... handles) { (act(handles), ...); }, InOrderOfCuts{});
}

struct DocumentRows {
    explicit DocumentRows(RowSink& sink)
        : accounts{&sink}, users{&sink}, groups{&sink}, safes{&sink}, assets{&sink}, doors{&sink}, keys{&sink}, teams{&sink}, patients{&sink}, profiles{&sink}, custom_roles{&sink}, modules{&sink}, records{&sink}, schedules{&sink}, credentials{&sink}, webhooks{&sink}, invitations{&sink}
    {
    }

    OrganizationRow organization;
    SectionReader<AccountRow> accounts;
    SectionReader<UserRow> users;
    SectionReader<GroupRow> groups;
    SectionReader<SafeRow> safes;
    SectionReader<AssetRow> assets;
    SectionReader<DoorRow> doors;
    SectionReader<KeyRow> keys;
    SectionReader<TeamRow> teams;
    SectionReader<PatientRow> patients;
    SectionReader<ProfileRow> profiles;
    SectionReader<CustomRoleRow> custom_roles;
    SectionReader<ModuleRow> modules;
    SectionReader<RecordRow> records;
    SectionReader<IntegrationRow<ScheduleId>> schedules;
    SectionReader<IntegrationRow<CredentialId>> credentials;
    SectionReader<IntegrationRow<WebhookId>> webhooks;
    SectionReader<InvitationRow> invitations;
    // Of snapshots and cuts.
    std::uint64_t revision = 0;
    // Of cuts.
    std::string me;
    bool everything = false;
    RemovedRows removed;
};

[[nodiscard]] Schema const& document_schema();

} // namespace castellan::wire
