// Invitations (M-7, M-8, T-3, T-6): whom, as what, where; and those that are out.
#pragma once

#include "ui/screens/form.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace castellan::ui {

/// What will become of one line of addresses.
struct InvitedLine {
    std::size_t number = 0; // from 1, as it stands in the field
    std::string email;
    std::string problem; // empty: will be invited
    friend bool operator==(InvitedLine const&, InvitedLine const&) = default;
};

struct InviteForm : FormState {
    std::string emails; // one a line
    std::string role;   // key of an offer
    std::string place;  // id of a team, account or module; empty: the organisation
    Cached<std::vector<InvitedLine>, std::pair<std::uint64_t, std::string>> lines;
    Cached<std::vector<SendInvitation>, std::pair<std::uint64_t, UserId>> possible;
};

/// What the viewer may offer to somebody, and where: nobody's address stands in each.
[[nodiscard]] std::vector<SendInvitation> possible_invitations(Seen const& seen);
/// The same for one place; none of them: no button there.
[[nodiscard]] std::vector<Change> possible_invitations_to(Seen const& seen, TeamId team, ModuleId module = {});
/// The button that leads to the form, if there is anything to offer.
void invite_offer(Ui& ui, Actions& actions, Seen const& seen, InviteForm& form);

/// Each line that was typed or pasted: commas, semicolons and tabs part addresses, too, as tables have them.
[[nodiscard]] std::vector<InvitedLine> invited_lines(Seen const& seen, std::string_view text, SendInvitation const& offer);

/// Without a role: the first that is given at the place.
void open_invite(InviteForm& form, std::string_view role = {}, std::string_view place = {});

/// "Administrator", "Collaborator in Vehicle check".
[[nodiscard]] std::string title_of_offer(World const& world, Invitation const& invitation);

/// The table of invitations: state, expiry, resend, withdraw. `team`: of that one only.
struct InvitationsState {
    std::string search;
    std::string state;
    TableState table;
};
void invitations_table(Ui& ui, Seen const& seen, std::vector<InvitationId> const& shown, TableState& state, bool fill);
[[nodiscard]] std::vector<InvitationId> invitations_view(Seen const& seen, InvitationsState const& state, TeamId team = {});

void invitations_screen(Ui& ui, Seen const& seen, InvitationsState& state, InviteForm& form);

/// Those that were sent to the viewer himself, to be accepted.
void own_invitations(Ui& ui, Seen const& seen);

void invite_dialog(Ui& ui, Seen const& seen, InviteForm& form);

} // namespace castellan::ui
