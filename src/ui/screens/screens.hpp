// All pages and what each keeps between frames; which page a route leads to, and the frame around it. Needs no client
// and no network, so that every page can be drawn headless.
#pragma once

#include "client/audit_trail.hpp"
#include "client/integrations.hpp"
#include "client/route.hpp"
#include "ui/kit/gallery.hpp"
#include "ui/screens/admin_profiles.hpp"
#include "ui/screens/accounts_screen.hpp"
#include "ui/screens/access_screen.hpp"
#include "ui/screens/assets_screen.hpp"
#include "ui/screens/audit_screen.hpp"
#include "ui/screens/door_screen.hpp"
#include "ui/screens/doors_screen.hpp"
#include "ui/screens/credentials_screen.hpp"
#include "ui/screens/group_screen.hpp"
#include "ui/screens/code_form.hpp"
#include "ui/screens/groups_screen.hpp"
#include "ui/screens/module_screen.hpp"
#include "ui/screens/modules_screen.hpp"
#include "ui/screens/order_progress.hpp"
#include "ui/screens/organization_screen.hpp"
#include "ui/screens/overview_screen.hpp"
#include "ui/screens/privileges_screen.hpp"
#include "ui/screens/preview.hpp"
#include "ui/screens/profile_screen.hpp"
#include "ui/screens/reports_screen.hpp"
#include "ui/screens/roles_screen.hpp"
#include "ui/screens/safe_screen.hpp"
#include "ui/screens/safes_screen.hpp"
#include "ui/screens/schedules_screen.hpp"
#include "ui/screens/search_screen.hpp"
#include "ui/screens/second_person_form.hpp"
#include "ui/screens/teams_screen.hpp"
#include "ui/screens/terminals_screen.hpp"
#include "ui/screens/secret_dialog.hpp"
#include "ui/screens/settings_screen.hpp"
#include "ui/screens/user_screen.hpp"
#include "ui/screens/users_screen.hpp"
#include "ui/screens/webhooks_screen.hpp"

#include <optional>
#include <string>

namespace castellan::ui {

struct Forms {
    UserForms users;
    GroupForms groups;
    SafeForms safes;
    DoorForms doors;
    ModuleForms modules;
    ProfileForms profiles;
    SecondPersonForm second_person;
    CodeForm code;
    CareForm care;
    ScheduleForms schedules;
    CredentialForms credentials;
    WebhookForms webhooks;
    TerminalForms terminals;
};

struct Screens {
    OverviewState overview;
    UsersState users;
    UserState user;
    UsersState members{.whole = true};
    InvitationsState invitations;
    TeamsState teams;
    TeamState team;
    PatientState patient;
    AccountsState accounts;
    OrganizationState organization;
    GroupsState groups;
    GroupState group;
    SafesState safes;
    SafeState safe;
    AssetsState assets;
    AssetState asset;
    DoorsState doors;
    DoorState door;
    ReportsState reports;
    ModulesState modules;
    ModuleState module;
    AdminProfilesState admin_profiles;
    AdminProfileState admin_profile;
    RolesState roles;
    PrivilegesState privileges;
    AccessState access;
    SchedulesState schedules;
    CredentialsState credentials;
    WebhooksState webhooks;
    TerminalsState terminals;
    SettingsState settings;
    SecretShown secret;
    AuditState audit;
    ProfileState profile;
    SearchState search;
    GalleryState gallery;
    OrderBatch orders; // given to many safes at once, the last time
    Forms forms;
    AppState frame;
    PreviewState preview;
};

/// A route was arrived at: filters are taken from it, and what belonged to the former page is forgotten.
void arrive(Screens& screens, client::Route const& route);
/// The route as it is now, with the filters that were chosen on its page.
[[nodiscard]] client::Route present(Screens const& screens, client::Route const& route);

/// Which page the viewer gets at a route: its own, or `unknown` where there is nothing that he may see.
[[nodiscard]] client::Page page_of(Seen const& seen, client::Route const& route);

/// "Station 7", for the window's title and for the ear.
[[nodiscard]] std::string title_of(Seen const& seen, client::Route const& route);

/// The account of the thing that a route is about; none for lists and for what is not seen.
[[nodiscard]] AccountId account_of(World const& world, client::Route const& route);

/// What pages show that is not in the replica.
struct Beside {
    client::AuditTrail const& audit;
    client::AuditTrail const& movements;
    client::Integrations const& integrations;
};

/// Draws the page and the form that is open over it.
void draw_page(Ui& ui, Seen const& seen, client::Route const& route, Beside const& beside, Screens& screens);

/// The movements that the page shows; none on pages that show none.
[[nodiscard]] std::optional<client::AuditFilter> movements_wanted(Screens const& screens, Seen const& seen,
                                                                  client::Route const& route);

/// The form that ends with this kind of change, if there is one.
[[nodiscard]] FormState* form_of(Forms& forms, Kind kind);

} // namespace castellan::ui
