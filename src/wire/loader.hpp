// Builds a world of the rows of a document, in whatever order the sections come. Inside wire only.
#pragma once

#include "model/world.hpp"
#include "wire/error.hpp"
#include "wire/sections.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace castellan::wire {

/// A reference to what has not come yet waits until the end; relations are joined then, each list sorted once. All that
/// is wrong is noted, with its place.
class Loader final : public RowSink {
public:
    /// What the rulebook asks of a world is looked at in documents: a snapshot's came about by changes that were judged.
    Loader(std::vector<WireError>& problems, Form form) : problems_(problems), form_(form) {}

    void take_row(AccountRow& row, std::uint32_t index) override;
    void take_row(UserRow& row, std::uint32_t index) override;
    void take_row(GroupRow& row, std::uint32_t index) override;
    void take_row(SafeRow& row, std::uint32_t index) override;
    void take_row(AssetRow& row, std::uint32_t index) override;
    void take_row(DoorRow& row, std::uint32_t index) override;
    void take_row(KeyRow& row, std::uint32_t index) override;
    void take_row(TeamRow& row, std::uint32_t index) override;
    void take_row(PatientRow& row, std::uint32_t index) override;
    void take_row(ProfileRow& row, std::uint32_t index) override;
    void take_row(CustomRoleRow& row, std::uint32_t index) override;
    void take_row(ModuleRow& row, std::uint32_t index) override;
    void take_row(RecordRow& row, std::uint32_t index) override;
    void take_row(IntegrationRow<ScheduleId>& row, std::uint32_t index) override { take_integration(row, index); }
    void take_row(IntegrationRow<CredentialId>& row, std::uint32_t index) override { take_integration(row, index); }
    void take_row(IntegrationRow<WebhookId>& row, std::uint32_t index) override { take_integration(row, index); }
    void take_row(InvitationRow& row, std::uint32_t index) override;

    /// The world, once the document was read to its end. `is_sound`: the decoder found nothing wrong, so that every row
    /// has what it needs.
    World finish(DocumentRows& rows, bool is_sound);

private:
    /// A place in a row that refers to a thing.
    struct Field {
        Section section; // of the thing that is referred to
        std::uint32_t* (*place)(World& world, std::uint32_t slot, std::uint32_t entry);
    };
    struct Fields;

    struct WaitingRoles {
        UserId user;
        std::uint32_t index;
        RolesRow roles;
    };
    struct WaitingReference {
        Field const* field;
        std::uint32_t slot; // of the thing that refers
        std::uint32_t entry;
        std::string id;
        std::string path; // empty: what is not found is let be
    };
    struct Key {
        DoorId door;
        UserId user;
        std::uint32_t index = 0;
        KeyRole role = KeyRole::none;
    };

    void problem(std::string path, std::string text);
    template <class Handle>
    std::string path_of(Handle handle, std::string_view member) const;
    template <class Handle>
    bool is_new(std::uint32_t index, std::string const& id);
    template <class Handle, class Row>
    Handle insert(Row& row, std::uint32_t index);
    template <class Handle>
    void take_integration(IntegrationRow<Handle>& row, std::uint32_t index);

    bool resolve(Field const& field, std::uint32_t slot, std::uint32_t entry, std::string_view id);
    template <class Path>
    void refer(Field const& field, std::uint32_t slot, std::uint32_t entry, std::string& id, Path const& path);
    template <class Handle>
    void refer_to_parent(Field const& field, Handle handle, std::string& id, std::string_view member);
    template <class Handle>
    void refer_all(Field const& field, Handle handle, std::vector<std::string>& ids, std::string_view member,
                   std::uint32_t first = 0);
    static void enter(User& user, AccountId account, RolesRow const& row);
    void resolve(WaitingRoles const& waiting);

    void check_carried(PermissionSet permissions, std::string const& path);
    void check_offer(Invitation const& invitation, InvitationRow const& row, std::uint32_t index);

    template <class Entry, class HandleOf>
    void sort(std::vector<Entry>& entries, HandleOf const& handle_of, std::string const& path);
    template <class Handle>
    void keep_in_account(std::vector<Handle> const& things, GroupId group, std::string_view member);
    void join_groups();
    void join_keys();
    void join_teams();
    void join_profiles();
    void join_modules();
    void check_overlaps();

    [[nodiscard]] bool is_document() const { return form_ == Form::document; }

    std::vector<WireError>& problems_;
    Form form_;
    World world_;
    std::vector<WaitingRoles> roles_;
    std::vector<WaitingReference> references_;
    std::vector<KeyRow> keys_;
    std::array<std::vector<std::uint32_t>, section_count> rows_; // by section and slot: the index of the row
};

} // namespace castellan::wire
