#include "ui/screens/invite_form.hpp"

#include "model/put_in_order.hpp"
#include "rules/sight.hpp"
#include "ui/screens/words.hpp"

#include <algorithm>
#include <array>

namespace castellan::ui {

namespace {

constexpr auto stand_in = std::string_view{"somebody@castellan.invalid"};

struct OfferWords {
    OfferedRole role;
    std::string_view key;
    std::string_view title;
    std::string_view meaning;
};

// words:
constexpr auto offers = std::to_array<OfferWords>({
    {OfferedRole::administrator, "administrator", "Administrator", "Reaches every team, invites and disables people. Asks for a one-time code."},
    {OfferedRole::staff, "staff", "Staff", "A member of the organisation, or of one team and its patients."},
    {OfferedRole::organization_admin, "organization_admin", "Organization Admin", "Runs accounts and modules everywhere."},
    {OfferedRole::division_admin, "division_admin", "Account Admin", "Runs the modules of one account."},
    {OfferedRole::module_admin, "module_admin", "Module Admin", "Configures one module, its records and roles."},
    {OfferedRole::collaborator, "collaborator", "Collaborator", "Lists records and submits forms of one module."},
});
// words end

std::string key_of(World const& world, castellan::Offer const& offer)
{
    for (auto const& row : offers) {
        if (row.role == offer.role)
            return std::string{row.key};
    }
    auto const* custom = world.custom_roles.get(offer.custom);
    return custom == nullptr ? std::string{} : "custom " + custom->id;
}

std::string title_of(World const& world, castellan::Offer const& offer)
{
    for (auto const& row : offers) {
        if (row.role == offer.role)
            return tr(row.title);
    }
    auto const* custom = world.custom_roles.get(offer.custom);
    return custom == nullptr ? std::string{tr("A custom role")} : custom->name;
}

std::string_view meaning_of(castellan::Offer const& offer)
{
    auto const row = std::ranges::find(offers, offer.role, &OfferWords::role);
    return row == offers.end() ? std::string_view{} : tr(row->meaning);
}

struct PlaceOf {
    std::string id;
    std::string name;
};

template <class Change>
PlaceOf place_of(World const& world, Change const& c)
{
    if (auto const* team = world.teams.get(c.team))
        return {team->id, team->name};
    if (auto const* module = world.modules.get(c.module))
        return {module->id, module->name};
    if (auto const* account = world.accounts.get(c.account))
        return {account->id, account->name};
    return {};
}

std::vector<std::string> parts_of(std::string_view text)
{
    auto parts = std::vector<std::string>{};
    for (auto at = std::size_t{0}; at <= text.size();) {
        auto const end = std::min(text.find_first_of("\n\r,;\t", at), text.size());
        if (auto part = trimmed(text.substr(at, end - at)); !part.empty())
            parts.push_back(std::move(part));
        at = end + 1;
    }
    return parts;
}

/// What a line of the present offer would be, to be judged by itself.
SendInvitation with_emails(SendInvitation offer, std::vector<std::string> emails)
{
    offer.emails = std::move(emails);
    return offer;
}

bool is_expired(Seen const& seen, Invitation const& row)
{
    return row.state == InvitationState::pending && row.expires <= seen.now;
}

std::string_view state_key(Seen const& seen, Invitation const& row)
{
    if (is_expired(seen, row))
        return "expired";
    return row.state == InvitationState::pending ? "pending" : row.state == InvitationState::accepted ? "accepted" : "withdrawn";
}

} // namespace

std::vector<SendInvitation> possible_invitations(Seen const& seen)
{
    auto const& world = seen.world;
    auto possible = std::vector<SendInvitation>{};
    auto const add = [&](SendInvitation offer) {
        offer.emails = {std::string{stand_in}};
        if (seen.offers(offer))
            possible.push_back(std::move(offer));
    };
    add({.offer = {OfferedRole::administrator, {}}});
    add({.offer = {OfferedRole::staff, {}}});
    for (auto const team : world.teams.handles())
        add({.offer = {OfferedRole::staff, {}}, .team = team, .in_team = true});
    add({.offer = {OfferedRole::organization_admin, {}}});
    for (auto const account : world.accounts.handles())
        add({.offer = {OfferedRole::division_admin, {}}, .account = account, .in_account = true});
    for (auto const module : world.modules.handles()) {
        for (auto const role : {OfferedRole::module_admin, OfferedRole::collaborator})
            add({.offer = {role, {}}, .module = module, .in_module = true});
        for (auto const custom : world.custom_roles.handles()) {
            if (world.custom_roles[custom].account == world.modules[module].account)
                add({.offer = {OfferedRole::custom, custom}, .module = module, .in_module = true});
        }
    }
    return possible;
}

std::vector<Change> possible_invitations_to(Seen const& seen, TeamId team, ModuleId module)
{
    auto possible = std::vector<Change>{};
    for (auto& one : possible_invitations(seen)) {
        if (one.team == team && one.module == module && one.account.is_none() && (one.in_team || one.in_module))
            possible.emplace_back(std::move(one));
    }
    return possible;
}

void invite_offer(Ui& ui, Actions& actions, Seen const& seen, InviteForm& form)
{
    auto const& possible = form.possible.get({seen.generation, seen.me}, [&] { return possible_invitations(seen); });
    if (!possible.empty() && any_offered(ui, {possible.begin(), possible.end()}) &&
        actions.button(tr("Invite people…"), {.weight = Weight::primary, .icon = icon::user_plus}))
        open_invite(form);
}

std::vector<InvitedLine> invited_lines(Seen const& seen, std::string_view text, SendInvitation const& offer)
{
    auto lines = std::vector<InvitedLine>{};
    auto emails = std::vector<std::string>{};
    for (auto& part : parts_of(text)) {
        auto line = InvitedLine{.number = lines.size() + 1, .email = part};
        auto const decision = may(seen.world, seen.me, with_emails(offer, {part}), Context{.now = seen.now});
        if (!looks_like_email(part))
            line.problem = tr("This is not an e-mail address.");
        else if (std::ranges::contains(emails, lowered(part)))
            line.problem = tr("It stands there already.");
        else if (decision.rule == "X-13")
            line.problem = tr("They have this role already.");
        else if (decision.effect == Effect::deny || decision.effect == Effect::not_now)
            line.problem = tr(decision.reason);
        emails.push_back(lowered(part));
        lines.push_back(std::move(line));
    }
    return lines;
}

void open_invite(InviteForm& form, std::string_view role, std::string_view place)
{
    form = {};
    form.open = form.filled = true;
    form.role = role;
    form.place = place;
}

std::string title_of_offer(World const& world, Invitation const& invitation)
{
    auto const place = place_of(world, invitation);
    auto const title = title_of(world, invitation.offer);
    return place.name.empty() ? title : tr("{} in {}", title, place.name);
}

void invite_dialog(Ui& ui, Seen const& seen, InviteForm& form)
{
    auto const& world = seen.world;
    Dialog dialog{ui, tr("Invite people"), form.open,
                  {.body = tr("Each address gets a link that is good for seven days and can be used once.")}};
    if (!dialog)
        return;
    form_problem(ui, form);
    auto const& possible = form.possible.get({seen.generation, seen.me}, [&] { return possible_invitations(seen); });
    auto roles = std::vector<Choice>{};
    for (auto const& one : possible) {
        auto key = key_of(world, one.offer);
        if (form.role.empty() && !form.place.empty() && place_of(world, one).id == form.place)
            form.role = key;
        if (!std::ranges::contains(roles, key, &Choice::key))
            roles.push_back({std::move(key), title_of(world, one.offer), std::string{meaning_of(one.offer)}});
    }
    if (!roles.empty() && !std::ranges::contains(roles, form.role, &Choice::key))
        form.role = roles.front().key;
    text_area(ui, tr("E-mail addresses"), form.emails, 5,
              {.hint = tr("One a line; a column of a spreadsheet can be pasted."), .required = true, .max_length = 40'000, .autofocus = true});
    select(ui, tr("Role"), roles, form.role, {.required = true});
    auto places = std::vector<Choice>{};
    auto const* chosen = static_cast<SendInvitation const*>(nullptr);
    for (auto const& one : possible) {
        if (key_of(world, one.offer) != form.role)
            continue;
        auto const place = place_of(world, one);
        places.push_back({place.id.empty() ? "-" : place.id, place.id.empty() ? std::string{tr("The organisation")} : place.name});
        if (places.back().key == form.place)
            chosen = &one;
    }
    if (chosen == nullptr && !places.empty()) {
        form.place = places.front().key;
        chosen = &*std::ranges::find_if(possible, [&](SendInvitation const& one) { return key_of(world, one.offer) == form.role; });
    }
    if (places.size() > 1)
        select(ui, tr("Where"), places, form.place, {.required = true});
    auto actions_of_none = [&] {
        auto actions = dialog.actions();
        static_cast<void>(actions.button(tr("Invite"), {.weight = Weight::primary, .disabled = tr("You may invite nobody.")}));
    };
    if (chosen == nullptr) {
        actions_of_none();
        return;
    }
    auto const& lines = form.lines.get({seen.generation, form.role + ' ' + form.place + ' ' + form.emails},
                                       [&] { return invited_lines(seen, form.emails, *chosen); });
    auto good = std::vector<std::string>{};
    auto shown = 0;
    for (auto const& line : lines) {
        if (line.problem.empty())
            good.push_back(line.email);
        else if (++shown <= 6)
            static_cast<void>(banner(ui, Tone::warning, tr("Line {}: {}", static_cast<std::int64_t>(line.number), line.email), line.problem));
    }
    auto const count = static_cast<std::int64_t>(good.size());
    auto const left_out = static_cast<std::int64_t>(lines.size()) - count;
    if (left_out > 0)
        muted(ui, tr_n("{} line is left out.", "{} lines are left out.", left_out));
    auto actions = dialog.actions();
    auto const incomplete = good.empty() ? std::string_view{tr("Type an e-mail address first.")} : std::string_view{};
    auto const change = with_emails(*chosen, good.empty() ? std::vector{std::string{stand_in}} : good);
    if (submit_offer(ui, actions, good.empty() ? std::string{tr("Invite")} : tr_n("Invite {} person", "Invite {} people", count), change,
                     {.icon = icon::mail, .incomplete = incomplete}, false))
        dialog.close();
}

std::vector<InvitationId> invitations_view(Seen const& seen, InvitationsState const& state, TeamId team)
{
    auto shown = std::vector<InvitationId>{};
    for (auto const invitation : seen.world.invitations.handles()) {
        auto const& row = seen.world.invitations[invitation];
        auto const fits = team ? row.team == team && row.state == InvitationState::pending
                               : (state.state.empty() || state_key(seen, row) == state.state) &&
                                     (contains_words(row.email, state.search) || contains_words(title_of_offer(seen.world, row), state.search));
        if (fits && sees(seen.world, seen.me, invitation))
            shown.push_back(invitation);
    }
    put_in_order(shown, [&](InvitationId one, InvitationId other) { // the youngest first
        auto const& left = seen.world.invitations[one];
        auto const& right = seen.world.invitations[other];
        return left.expires != right.expires ? left.expires > right.expires : left.email < right.email;
    });
    return shown;
}

void invitations_table(Ui& ui, Seen const& seen, std::vector<InvitationId> const& shown, TableState& state, bool fill)
{
    auto const& world = seen.world;
    auto const columns = std::to_array<Column>({
        {.label = tr("E-mail"), .sortable = false, .second = tr("Role")},
        {.label = tr("Sent by"), .width = 11, .sortable = false, .leaves_first = 2},
        {.label = tr("Expires"), .width = 9, .sortable = false, .leaves_first = 1},
        {.label = tr("State"), .width = 8, .sortable = false},
    });
    DataTable table{ui, tr("Invitations"), columns, state,
                    {.row_count = shown.size(),
                     .empty = {icon::mail, tr("No invitations"), tr("Whoever is invited stands here until the link is used.")},
                     .two_lines = true,
                     .fill = fill,
                     .key = fill ? "invitations" : ""}};
    while (table.next_row()) {
        auto const invitation = shown[table.row()];
        auto const& row = world.invitations[invitation];
        table.begin_row(row.id, {.name = row.email, .quiet = row.state != InvitationState::pending});
        table.icon(icon::mail, row.email, title_of_offer(world, row));
        table.text(row.by ? name_of(world, row.by) : tr("Somebody"));
        row.state == InvitationState::pending ? table.time(row.expires) : table.skip();
        if (is_expired(seen, row))
            table.badge(Tone::warning, tr("Expired"));
        else if (row.state == InvitationState::pending)
            table.badge(Tone::accent, tr("Pending"));
        else
            table.badge(row.state == InvitationState::accepted ? Tone::good : Tone::neutral,
                        row.state == InvitationState::accepted ? tr("Accepted") : tr("Withdrawn"));
        auto actions = table.actions();
        if (row.state != InvitationState::pending)
            continue;
        actions.offer(tr("Send again"), ResendInvitation{invitation}, {.icon = icon::mail});
        actions.offer(tr("Withdraw"), WithdrawInvitation{invitation},
                      {.weight = Weight::danger,
                       .icon = icon::x,
                       .confirm = Confirmation{tr("Withdraw the invitation of {}?", row.email), tr("The link no longer works."), tr("Withdraw")}});
    }
}

void invitations_screen(Ui& ui, Seen const& seen, InvitationsState& state, InviteForm& form)
{
    auto const shown = invitations_view(seen, state);
    Page page{ui, "invitations", PageWidth::full};
    {
        auto actions = page_header(ui, {.title = tr("Invitations"), .subtitle = tr("Whom you and others asked to join, and what became of it")});
        invite_offer(ui, actions, seen, form);
    }
    {
        Toolbar toolbar{ui};
        search_field(ui, tr("Search invitations"), state.search, {.placeholder = tr("Search by e-mail or role")});
        select(ui, tr("State"), std::to_array<Choice>({{"", tr("Any")}, {"pending", tr("Pending")}, {"expired", tr("Expired")}, {"accepted", tr("Accepted")}, {"withdrawn", tr("Withdrawn")}}),
               state.state, {.label_hidden = true});
        toolbar.right();
        muted(ui, tr_n("{} invitation", "{} invitations", static_cast<std::int64_t>(shown.size())));
    }
    invitations_table(ui, seen, shown, state.table, true);
}

void own_invitations(Ui& ui, Seen const& seen)
{
    auto const& mine = seen.world.users[seen.me].email;
    for (auto const invitation : seen.world.invitations.handles()) {
        auto const& row = seen.world.invitations[invitation];
        if (row.email != mine || row.state != InvitationState::pending || ui.judge(AcceptInvitation{.invitation = invitation, .user = {}, .name = {}}).effect != Effect::allow)
            continue;
        auto actions = banner(ui, Tone::accent, tr("You are invited: {}", title_of_offer(seen.world, row)),
                              row.by ? tr("By {}.", name_of(seen.world, row.by)) : std::string{});
        actions.offer(tr("Accept"), AcceptInvitation{.invitation = invitation, .user = {}, .name = {}}, {.weight = Weight::primary, .icon = icon::check});
    }
}

} // namespace castellan::ui
