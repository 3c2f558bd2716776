#include "ui/screens/admin_profiles.hpp"

#include "model/apply.hpp"
#include "model/put_in_order.hpp"
#include "rules/grants.hpp"
#include "ui/screens/places.hpp"
#include "ui/screens/words.hpp"

#include <algorithm>
#include <array>
#include <deque>

namespace castellan::ui {

namespace {

constexpr auto types = std::to_array<std::pair<std::string_view, ProfilesRole>>({
    {"partial_admin", ProfilesRole::partial_admin}, {"full_admin", ProfilesRole::full_admin}, {"none", ProfilesRole::none}});

std::string_view key_of(ProfilesRole type) { return std::ranges::find(types, type, &decltype(types)::value_type::second)->first; }

ProfilesRole type_named(std::string_view key)
{
    auto const at = std::ranges::find(types, key, &decltype(types)::value_type::first);
    return at == types.end() ? ProfilesRole::none : at->second;
}

bool is_full(Seen const& seen, AccountId account) { return seen.world.users[seen.me].roles_in(account).profiles == ProfilesRole::full_admin; }

/// A change that stands for all edits of a profile's permissions: one more or one fewer of those that may be ticked.
EditProfile another(Seen const& seen, ProfileId profile)
{
    auto const may_tick = tickable(seen, profile);
    auto wanted = seen.world.profiles[profile].permissions;
    for (auto at = permission_count; at-- > 0;) {
        auto const permission = static_cast<Permission>(at);
        if (!may_tick.has(permission) || list_of_manager(permission) == permission)
            continue;
        wanted.has(permission) ? wanted.remove(permission) : wanted.add(permission);
        wanted.add(list_of_manager(permission));
        if (auto edit = EditProfile{profile, {}, wanted}; seen.offers(edit))
            return edit;
        wanted = seen.world.profiles[profile].permissions;
    }
    return {profile, {}, may_tick};
}

void administrators_card(Ui& ui, Seen const& seen, AdminProfilesState& state, ProfileForms& forms)
{
    auto const& world = seen.world;
    auto people = std::vector<UserId>{};
    for (auto const user : world.users.handles()) {
        if (world.users[user].roles_in(seen.account).profiles != ProfilesRole::none && is_listed(seen, user))
            people.push_back(user);
    }
    put_in_order(people, [&](UserId one, UserId other) { return comes_before(world.users[one].name, world.users[other].name); });
    Card card{ui, tr("Administrators"), {.subtitle = tr("Full ones hold everything here; partial ones what their profiles carry."), .icon = icon::shield_user, .flush = true}};
    {
        auto actions = card.actions();
        auto possible = possible_admin_types(seen, seen.account);
        std::erase_if(possible, [&](Change const& change) {
            return world.users[std::get<SetAdminType>(change).user].roles_in(seen.account).profiles != ProfilesRole::none;
        });
        if (any_offered(ui, possible) && actions.button(tr("Make somebody an administrator…"), {.icon = icon::user_plus, .small = true}))
            open_admin_type(forms.type, world, seen.account);
    }
    auto const columns = std::to_array<Column>({{.label = tr("Name"), .sortable = false},
                                                {.label = tr("Type"), .width = 12, .sortable = false},
                                                {.label = tr("Profiles"), .sortable = false, .leaves_first = 1}});
    DataTable table{ui, tr("Administrators"), columns, state.administrators,
                    {.row_count = people.size(), .empty = {icon::shield_user, tr("No administrators by profile"), tr("Nobody administers this account in whole or in part.")}, .two_lines = true}};
    while (table.next_row()) {
        auto const user = people[table.row()];
        auto const& row = world.users[user];
        auto const type = row.roles_in(seen.account).profiles;
        auto names = std::vector<std::string>{};
        for (auto const profile : row.assigned->profiles) {
            if (auto const* of = world.profiles.get(profile); of != nullptr && of->account == seen.account)
                names.push_back(of->name);
        }
        auto const href = client::user_href(row.id);
        table.begin_row(row.id, {.name = row.name, .href = href, .quiet = row.status == Status::disabled});
        table.person(row.name, row.email);
        table.text(title_of(type));
        if (type == ProfilesRole::full_admin)
            table.muted(tr("needs none"));
        else if (names.empty())
            table.badge(Tone::warning, tr("In no profile"));
        else
            table.text(listed(names, 3));
        auto actions = table.actions();
        auto changes = std::vector<Change>{};
        for (auto const& [key, other] : types) {
            if (other != type && other != ProfilesRole::none)
                changes.emplace_back(SetAdminType{user, seen.account, other});
        }
        if (any_offered(ui, changes) && actions.button(tr("Set type…"), {.icon = icon::shield_user}))
            open_admin_type(forms.type, world, seen.account, user);
        actions.offer(tr("End administration"), SetAdminType{user, seen.account, ProfilesRole::none},
                      {.weight = Weight::danger,
                       .icon = icon::user_x,
                       .confirm = Confirmation{tr("End the administration of {}?", row.name), tr("They leave all profiles of this account, too.")}});
    }
}

void permissions_card(Ui& ui, Seen const& seen, ProfileId profile, AdminProfileState& state)
{
    auto const& row = seen.world.profiles[profile];
    auto const from = row.id + " " + std::to_string(row.version);
    if (state.of != from) {
        state.of = from;
        state.ticks.ticked = row.permissions;
    }
    auto const edits = seen.offers(another(seen, profile));
    Card card{ui, tr("Permissions"), {.subtitle = tr("Manager by manager. List comes with each of them."), .icon = icon::lock_keyhole}};
    if (row.beyond)
        muted(ui, tr("It may carry more than what you see here: what you do not hold in it yourself stays as it is (P-5)."));
    if (!edits) {
        permission_facts(ui, row.permissions);
        return;
    }
    static_cast<void>(ui.may_offer(another(seen, profile)));
    permission_ticks(ui, state.ticks, tickable(seen, profile));
    if (state.ticks.ticked == row.permissions)
        return;
    Form form{ui, tr("Permissions")};
    ui.consequences(std::to_array<Change>({EditProfile{profile, {}, state.ticks.ticked}}));
    auto actions = form.actions();
    if (actions.button(tr("Discard changes"), {.weight = Weight::ghost}))
        state.of.clear();
    auto const fewer = count_of(row.permissions - state.ticks.ticked);
    auto options = OfferOptions{};
    if (fewer > 0)
        options.confirm = Confirmation{tr("Save {}?", row.name), tr_n("Its members lose {} permission at once.", "Its members lose {} permissions at once.", fewer), tr("Save permissions")};
    static_cast<void>(submit_offer(ui, actions, tr("Save permissions"), EditProfile{profile, {}, state.ticks.ticked}, options, false));
}

void members_card(Ui& ui, Seen const& seen, ProfileId profile, AdminProfileState& state, ProfileForms& forms)
{
    auto const& world = seen.world;
    auto const& row = world.profiles[profile];
    auto members = row.members;
    put_in_order(members, [&](ProfileMember const& one, ProfileMember const& other) { return comes_before(name_of(world, one.user), name_of(world, other.user)); });
    Card card{ui, tr("Members"), {.subtitle = tr("Partial administrators, each with all of it or less."), .icon = icon::users, .flush = true}};
    {
        auto actions = card.actions();
        auto possible = std::vector<Change>{};
        for (auto const user : world.users.handles()) {
            auto const change = AddProfileMember{profile, user, {}};
            if (row.member(user) == nullptr && seen.offers(change))
                possible.emplace_back(change);
        }
        if (any_offered(ui, possible) && actions.button(tr("Add member…"), {.icon = icon::user_plus, .small = true}))
            open_profile_member(forms.member, world, profile);
    }
    auto const columns = std::to_array<Column>({{.label = tr("Name"), .sortable = false}});
    DataTable table{ui, tr("Members"), columns, state.members,
                    {.row_count = members.size(), .empty = {icon::users, tr("Nobody is in this profile"), tr("It gives nobody anything until somebody is.")}, .two_lines = true}};
    while (table.next_row()) {
        auto const& member = members[table.row()];
        auto const& person = world.users[member.user];
        table.begin_row(person.id, {.name = person.name, .quiet = person.status == Status::disabled});
        table.person(person.name, member.restricted ? permissions_in_short(row.held_by(member)) : tr("All of it"));
        auto actions = table.actions();
        auto const one_list = row.permissions & PermissionSet{row.permissions.has(Permission::users_list) ? Permission::users_list : Permission::safes_list};
        auto const restricted = member.restricted ? SetProfileMember{profile, member.user, {}} : SetProfileMember{profile, member.user, one_list};
        if (any_offered(ui, {restricted}) && actions.button(tr("What they hold…"), {.icon = icon::pencil}))
            open_profile_member(forms.member, world, profile, member.user);
        actions.offer(tr("Remove from profile"), RemoveProfileMember{profile, member.user},
                      {.weight = Weight::danger,
                       .icon = icon::user_minus,
                       .confirm = Confirmation{tr("Remove {} from {}?", person.name, row.name), tr("They lose what it gives them at once.")}});
    }
}

/// What members of a profile used of it, as far as the trail is for the viewer.
PermissionSet used_of(Seen const& seen, Profile const& profile, client::Usage const& usage)
{
    auto used = PermissionSet{};
    for (auto const& member : profile.members) {
        auto const of_him = usage.of(seen.world.users[member.user].id);
        for (auto at = std::size_t{0}; at < permission_count; ++at) {
            if (of_him.has(static_cast<Permission>(at)))
                used |= {static_cast<Permission>(at), list_of_manager(static_cast<Permission>(at))};
        }
    }
    return used & profile.permissions;
}

void comparison_card(Ui& ui, Seen const& seen, ProfileId profile, AdminProfileState& state)
{
    auto const& world = seen.world;
    auto const& row = world.profiles[profile];
    auto choices = std::vector<Choice>{{"", std::string{tr("Nothing")}}};
    if (seen.manages("audit"))
        choices.push_back({std::string{state.with_use}, std::string{tr("What its members used in the last 90 days")}});
    for (auto const other : profiles_of(world, row.account)) {
        if (other != profile)
            choices.push_back({world.profiles[other].id, world.profiles[other].name});
    }
    if (choices.size() == 1)
        return;
    Card card{ui, tr("Compare"), {.icon = icon::columns_3}};
    select(ui, tr("With"), choices, state.compared);
    auto const other = world.profiles.find(state.compared);
    auto const with_use = state.compared == state.with_use && state.usage != nullptr;
    if (!other && !with_use)
        return;
    if (with_use && state.usage->state() != client::Usage::State::ready) {
        if (state.usage->state() == client::Usage::State::loading)
            spinner(ui, tr("Reading the trail"));
        else
            muted(ui, tr("What was used can't be read just now."));
        return;
    }
    toggle(ui, tr("Only what differs"), state.differences);
    auto const there = with_use ? used_of(seen, row, *state.usage) : world.profiles[other].permissions;
    auto const lines = compared(row.permissions, there, state.differences);
    auto const there_title = with_use ? std::string_view{tr("Used")} : std::string_view{world.profiles[other].name};
    auto const columns = std::to_array<Column>({{.label = tr("Permission"), .sortable = false},
                                                {.label = row.name, .width = 5, .sortable = false},
                                                {.label = there_title, .width = 5, .sortable = false}});
    DataTable table{ui, tr("Comparison"), columns, state.comparison,
                    {.row_count = lines.size(),
                     .empty = {icon::circle_check, with_use ? tr("All of it was used") : tr("Both carry the same"), {}},
                     .has_actions = false}};
    while (table.next_row()) {
        auto const& line = lines[table.row()];
        auto const& words = row_of(line.permission);
        table.begin_row(static_cast<std::uint64_t>(line.permission));
        table.text(tr("{}: {}", manager_word(words.manager), verb_word(words.verb)));
        for (auto const has : {line.here, line.there})
            has ? table.badge(Tone::good, tr("Yes")) : table.skip();
    }
}

void create_dialog(Ui& ui, Seen const& seen, NewProfileForm& form)
{
    auto const title = form.is_copy ? tr("Copy a profile") : tr("Create a profile");
    if (Dialog dialog{ui, title, form.open, {.body = tr("You do not become a member of it by creating it (P-4)."), .width = 48}}) {
        form_problem(ui, form);
        text_field(ui, tr("Name"), form.name, {.placeholder = tr("Night desk"), .required = true, .max_length = 120, .autofocus = true});
        permission_ticks(ui, form.permissions, carriable(seen, seen.account));
        auto actions = dialog.actions();
        auto const missing = trimmed(form.name).empty() ? std::string_view{tr("Type a name first.")} : std::string_view{};
        if (submit_offer(ui, actions, tr("Create profile"), CreateProfile{seen.account, {}, trimmed(form.name), form.permissions.ticked},
                         {.icon = icon::plus, .incomplete = missing}, dialog.submitted()))
            dialog.close();
    }
}

void rename_dialog(Ui& ui, Seen const& seen, NewProfileForm& form)
{
    auto const profile = seen.world.profiles.find(form.thing);
    if (!profile) {
        form.open = false;
        return;
    }
    if (Dialog dialog{ui, tr("Rename {}", seen.world.profiles[profile].name), form.open}) {
        form_problem(ui, form);
        text_field(ui, tr("Name"), form.name, {.required = true, .max_length = 120, .autofocus = true});
        auto actions = dialog.actions();
        auto const missing = trimmed(form.name).empty() ? std::string_view{tr("Type a name first.")} : std::string_view{};
        if (submit_offer(ui, actions, tr("Save"), EditProfile{profile, trimmed(form.name), {}}, {.incomplete = missing}, dialog.submitted()))
            dialog.close();
    }
}

/// Everybody of the account, with why somebody can't be chosen (P-3).
std::vector<Choice> member_choices(Ui& ui, Seen const& seen, ProfileId profile)
{
    auto const& world = seen.world;
    auto choices = std::vector<Choice>{};
    for (auto const user : world.users.handles()) {
        auto const change = AddProfileMember{profile, user, {}};
        auto const decision = ui.judge(change);
        if (decision.effect == Effect::deny || world.profiles[profile].member(user) != nullptr)
            continue;
        static_cast<void>(ui.may_offer(change));
        auto const& person = world.users[user];
        choices.push_back({person.id, person.name, std::string{title_of(person.roles_in(seen.account).profiles)}, {},
                           decision.effect == Effect::not_now ? std::string{tr(decision.reason)} : std::string{}});
    }
    // Those who can be chosen stand first.
    put_in_order(choices, [](Choice const& one, Choice const& other) {
        return one.unavailable.empty() != other.unavailable.empty() ? one.unavailable.empty() : comes_before(one.label, other.label);
    });
    return choices;
}

void member_dialog(Ui& ui, Seen const& seen, ProfileMemberForm& form)
{
    auto const& world = seen.world;
    auto const profile = world.profiles.find(form.thing);
    if (!profile) {
        form.open = false;
        return;
    }
    auto const& row = world.profiles[profile];
    auto const user = world.users.find(form.user);
    auto const title = form.is_new ? tr("Add a member to {}", row.name) : tr("What {} holds of {}", name_of(world, user), row.name);
    if (Dialog dialog{ui, title, form.open, {.width = 44}}) {
        form_problem(ui, form);
        if (form.is_new) {
            auto const choices = member_choices(ui, seen, profile);
            select(ui, tr("Person"), choices, form.user,
                   {.hint = tr("Only partial administrators of the account can be members."), .placeholder = tr("Choose a person"), .required = true, .autofocus = true});
        }
        // Who does not hold all of it himself can't give all of it.
        form.restricted = form.restricted || row.beyond;
        toggle(ui, tr("Less than all of it"), form.restricted, {.disabled = row.beyond ? std::string_view{tr("You do not hold all of this profile yourself (X-5).")} : std::string_view{}});
        if (form.restricted)
            permission_ticks(ui, form.permissions, row.permissions & tickable(seen, profile));
        auto const held = form.restricted ? std::optional{form.permissions.ticked} : std::nullopt;
        auto const missing = !user ? std::string_view{tr("Choose a person first.")}
                             : held && held->empty() ? std::string_view{tr("Choose what they hold first.")}
                                                     : std::string_view{};
        auto const change = form.is_new ? Change{AddProfileMember{profile, user, held}} : Change{SetProfileMember{profile, user, held}};
        if (missing.empty())
            ui.consequences({&change, 1});
        auto actions = dialog.actions();
        if (submit_offer(ui, actions, form.is_new ? tr("Add member") : tr("Save"), change, {.incomplete = missing}, dialog.submitted()))
            dialog.close();
    }
}

void type_dialog(Ui& ui, Seen const& seen, AdminTypeForm& form)
{
    auto const& world = seen.world;
    auto const account = world.accounts.find(form.account);
    if (!account) {
        form.open = false;
        return;
    }
    auto const user = world.users.find(form.user);
    auto const present = user ? world.users[user].roles_in(account).profiles : ProfilesRole::none;
    auto const is_new = form.thing.empty();
    if (Dialog dialog{ui, is_new ? std::string{tr("Make somebody an administrator")} : tr("Type of {}", name_of(world, user)), form.open}) {
        form_problem(ui, form);
        if (is_new) {
            auto people = std::vector<Choice>{};
            for (auto const& change : possible_admin_types(seen, account)) {
                auto const person = std::get<SetAdminType>(change).user;
                auto const& row = world.users[person];
                if (row.roles_in(account).profiles != ProfilesRole::none)
                    continue;
                static_cast<void>(ui.may_offer(change));
                if (people.empty() || people.back().key != row.id)
                    people.push_back({row.id, row.name, row.email});
            }
            put_in_order(people, comes_before, &Choice::label);
            select(ui, tr("Person"), people, form.user, {.placeholder = tr("Choose a person"), .required = true, .autofocus = true});
        }
        Choice const choices[] = {
            {"partial_admin", std::string{title_of(ProfilesRole::partial_admin)}, std::string{tr("Holds nothing but what profiles give.")}},
            {"full_admin", std::string{title_of(ProfilesRole::full_admin)}, std::string{tr("Holds everything in the account; profiles never limit it.")}}};
        for (auto const& choice : choices) {
            if (user && type_named(choice.key) != present && ui.judge(SetAdminType{user, account, type_named(choice.key)}).effect != Effect::deny)
                static_cast<void>(ui.may_offer(SetAdminType{user, account, type_named(choice.key)}));
        }
        radio_group(ui, tr("Type"), choices, form.type);
        auto const missing = !user ? std::string_view{tr("Choose a person first.")}
                             : type_named(form.type) == present ? std::string_view{tr("Choose another type first.")}
                                                                : std::string_view{};
        if (missing.empty())
            ui.consequences(std::to_array<Change>({SetAdminType{user, account, type_named(form.type)}}));
        auto actions = dialog.actions();
        if (submit_offer(ui, actions, tr("Set type"), SetAdminType{user, account, type_named(form.type)}, {.icon = icon::shield_user, .incomplete = missing}, dialog.submitted()))
            dialog.close();
    }
}

void open(FormState& form, std::string_view thing = {}, std::optional<std::uint64_t> version = {})
{
    form.open = form.filled = true;
    form.thing = thing;
    form.version = version;
}

} // namespace

bool has_admin_entry(Seen const& seen)
{
    auto const* me = seen.world.users.get(seen.me);
    if (me == nullptr)
        return false;
    auto const is_full_somewhere = std::ranges::any_of(me->accounts, [](AccountRoles const& roles) { return roles.profiles == ProfilesRole::full_admin; });
    return is_full_somewhere || !me->assigned->profiles.empty();
}

std::vector<GrantedManager> granted_managers(Seen const& seen)
{
    auto const held = is_full(seen, seen.account) ? account_level_permissions() : profile_permissions(seen.world, seen.me, seen.account);
    auto managers = std::vector<GrantedManager>{};
    for (auto at = std::size_t{0}; at < permission_count; ++at) {
        auto const permission = static_cast<Permission>(at);
        if (!held.has(permission))
            continue;
        auto const& row = row_of(permission);
        if (managers.empty() || managers.back().manager != row.manager) {
            auto const place = std::ranges::find_if(places(), [&](PlaceRow const& one) { return std::ranges::contains(one.managers, row.manager); });
            managers.push_back({row.manager, 0, {}, place == places().end() ? std::string_view{} : place->href});
        }
        ++managers.back().permissions;
        auto& verbs = managers.back().verbs;
        verbs += (verbs.empty() ? "" : ", ") + std::string{verb_word(row.verb)};
    }
    return managers;
}

std::vector<ProfileId> profiles_of(World const& world, AccountId account)
{
    auto profiles = std::vector<ProfileId>{};
    for (auto const profile : world.profiles.handles()) {
        if (world.profiles[profile].account == account)
            profiles.push_back(profile);
    }
    put_in_order(profiles, [&](ProfileId one, ProfileId other) { return comes_before(world.profiles[one].name, world.profiles[other].name); });
    return profiles;
}

std::vector<ComparedLine> compared(PermissionSet here, PermissionSet there, bool differences_only)
{
    auto lines = std::vector<ComparedLine>{};
    for (auto at = std::size_t{0}; at < permission_count; ++at) {
        auto const permission = static_cast<Permission>(at);
        auto const line = ComparedLine{permission, here.has(permission), there.has(permission)};
        if (differences_only ? line.here != line.there : line.here || line.there)
            lines.push_back(line);
    }
    return lines;
}

PermissionSet tickable(Seen const& seen, ProfileId profile)
{
    return ticked_by(seen.world, seen.me, profile) & (account_level_permissions() - PermissionSet{Permission::profiles_set_type});
}

PermissionSet carriable(Seen const& seen, AccountId account)
{
    return permissions_in(seen.world, seen.me, in_account(account)) & (account_level_permissions() - PermissionSet{Permission::profiles_set_type});
}

std::vector<Change> possible_admin_types(Seen const& seen, AccountId account)
{
    auto changes = std::vector<Change>{};
    for (auto const user : seen.world.users.handles()) {
        for (auto const type : {ProfilesRole::partial_admin, ProfilesRole::full_admin}) {
            if (auto const change = SetAdminType{user, account, type}; seen.offers(change))
                changes.emplace_back(change);
        }
    }
    return changes;
}

void admin_screen(Ui& ui, Seen const& seen)
{
    auto const managers = granted_managers(seen);
    auto const* account = seen.world.accounts.get(seen.account);
    Page page{ui, "admin"};
    static_cast<void>(page_header(ui, {.title = tr("Admin"), .subtitle = account == nullptr ? std::string_view{} : std::string_view{account->name}, .icon = icon::shield_user}));
    if (managers.empty()) {
        static_cast<void>(empty_state(ui, {icon::shield_user, tr("Nothing in this account"), tr("Your profiles are of another account; choose it above.")}));
        return;
    }
    muted(ui, is_full(seen, seen.account) ? tr("You are a full administrator: everything in this account is yours to manage.")
                                          : tr("What your admin profiles let you manage here."));
    auto counts = std::deque<std::string>{};
    auto tiles = std::vector<Figure>{};
    for (auto const& granted : managers)
        tiles.push_back({.label = manager_word(granted.manager), .value = counts.emplace_back(grouped(granted.permissions)), .detail = granted.verbs, .icon = icon::lock_keyhole, .href = granted.href});
    figures(ui, tiles);
}

void admin_profiles_screen(Ui& ui, Seen const& seen, AdminProfilesState& state, ProfileForms& forms)
{
    auto const& world = seen.world;
    auto profiles = profiles_of(world, seen.account);
    std::erase_if(profiles, [&](ProfileId profile) { return !contains_words(world.profiles[profile].name, state.search); });
    auto const order = [&](ProfileId profile) {
        auto const& row = world.profiles[profile];
        return state.profiles.sort_column == 1 ? static_cast<std::int64_t>(row.members.size()) : state.profiles.sort_column == 2 ? count_of(row.permissions) : 0;
    };
    put_in_order(profiles, {}, order);
    if (state.profiles.descending)
        std::ranges::reverse(profiles);
    Page page{ui, "profiles"};
    {
        auto actions = page_header(ui, {.title = tr("Admin profiles"), .subtitle = tr("What partial administrators may manage, put together once and given to many")});
        if (any_offered(ui, {CreateProfile{seen.account, {}, "?", {}}}) && actions.button(tr("Create profile…"), {.weight = Weight::primary, .icon = icon::plus}))
            open_new_profile(forms.create);
    }
    {
        Toolbar toolbar{ui};
        search_field(ui, tr("Search profiles"), state.search, {.placeholder = tr("Search by name")});
        toolbar.right();
        muted(ui, tr_n("{} profile", "{} profiles", static_cast<std::int64_t>(profiles.size())));
    }
    {
        auto const columns = std::to_array<Column>({{.label = tr("Name"), .second = tr("Managers")},
                                                    {.label = tr("Members"), .width = 7, .align = Align::right},
                                                    {.label = tr("Permissions"), .width = 8, .align = Align::right, .leaves_first = 1}});
        DataTable table{ui, tr("Admin profiles"), columns, state.profiles,
                        {.row_count = profiles.size(),
                         .empty = {icon::shield_user, tr("No profiles here"), tr("A profile carries permissions; its members hold them.")},
                         .two_lines = true,
                         .key = "profiles"}};
        while (table.next_row()) {
            auto const profile = profiles[table.row()];
            auto const& row = world.profiles[profile];
            auto const href = client::admin_profile_href(row.id);
            table.begin_row(row.id, {.name = row.name, .href = href});
            table.icon(icon::shield_user, row.name, permissions_in_short(row.permissions));
            table.number(static_cast<std::int64_t>(row.members.size()));
            table.number(count_of(row.permissions));
            auto actions = table.actions();
            if (any_offered(ui, {CreateProfile{seen.account, {}, "?", {}}}) && actions.button(tr("Copy…"), {.icon = icon::copy}))
                open_profile_copy(forms.create, seen, profile);
            actions.offer(tr("Delete"), DeleteProfile{profile},
                          {.weight = Weight::danger, .icon = icon::trash_2, .confirm = Confirmation{tr("Delete {}?", row.name), tr("Its members lose what it gives them at once. This can't be undone.")}});
        }
    }
    administrators_card(ui, seen, state, forms);
}

void admin_profile_screen(Ui& ui, Seen const& seen, ProfileId profile, AdminProfileState& state, ProfileForms& forms)
{
    auto const& row = seen.world.profiles[profile];
    Page page{ui, client::admin_profile_href(row.id)};
    {
        auto const trail = std::to_array<Crumb>({{tr("Admin profiles"), "#/profiles"}});
        auto const subtitle = tr_n("{} permission", "{} permissions", count_of(row.permissions)) + " · " + tr_n("{} member", "{} members", static_cast<std::int64_t>(row.members.size()));
        auto actions = page_header(ui, {.breadcrumb = trail, .title = row.name, .subtitle = subtitle, .icon = icon::shield_user});
        if (any_offered(ui, {EditProfile{profile, row.name + "?", {}}}) && actions.button(tr("Rename…"), {.icon = icon::pencil})) {
            forms.rename = {};
            open(forms.rename, row.id, row.version);
            forms.rename.name = row.name;
        }
        if (any_offered(ui, {CreateProfile{seen.account, {}, "?", {}}}) && actions.button(tr("Copy…"), {.icon = icon::copy}))
            open_profile_copy(forms.create, seen, profile);
        actions.rest_in_menu();
        actions.offer(tr("Delete"), DeleteProfile{profile},
                      {.weight = Weight::danger, .icon = icon::trash_2, .confirm = Confirmation{tr("Delete {}?", row.name), tr("Its members lose what it gives them at once. This can't be undone.")}});
    }
    Columns columns{ui, {3, 2}};
    permissions_card(ui, seen, profile, state);
    columns.next();
    members_card(ui, seen, profile, state, forms);
    comparison_card(ui, seen, profile, state);
}

void open_new_profile(NewProfileForm& form)
{
    form = {};
    open(form);
}

void open_profile_copy(NewProfileForm& form, Seen const& seen, ProfileId profile)
{
    form = {};
    open(form);
    auto const& row = seen.world.profiles[profile];
    form.is_copy = true;
    form.name = tr("{} (copy)", row.name);
    form.permissions.ticked = row.permissions & carriable(seen, row.account);
}

void open_profile_member(ProfileMemberForm& form, World const& world, ProfileId profile, UserId user)
{
    form = {};
    auto const& row = world.profiles[profile];
    open(form, row.id);
    form.is_new = !user;
    form.permissions.ticked = row.permissions;
    if (!user)
        return;
    form.user = world.users[user].id;
    auto const& member = *row.member(user);
    form.restricted = member.restricted;
    form.permissions.ticked = row.held_by(member);
}

void open_admin_type(AdminTypeForm& form, World const& world, AccountId account, UserId user)
{
    form = {};
    auto const* row = world.users.get(user);
    open(form, row == nullptr ? std::string_view{} : std::string_view{row->id});
    form.account = world.accounts[account].id;
    if (row == nullptr)
        return;
    form.user = row->id;
    form.type = key_of(row->roles_in(account).profiles);
}

void profile_dialogs(Ui& ui, Seen const& seen, ProfileForms& forms)
{
    if (forms.create.open)
        create_dialog(ui, seen, forms.create);
    if (forms.rename.open)
        rename_dialog(ui, seen, forms.rename);
    if (forms.member.open)
        member_dialog(ui, seen, forms.member);
    if (forms.type.open)
        type_dialog(ui, seen, forms.type);
}

} // namespace castellan::ui
