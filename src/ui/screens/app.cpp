#include "ui/screens/app.hpp"

#include "ui/screens/places.hpp"
#include "ui/screens/screens.hpp"
#include "ui/screens/shell_view.hpp"
#include "ui/screens/words.hpp"

#include <algorithm>
#include <deque>
#include <ranges>
#include <utility>

namespace castellan::ui {

using client::Route;
using Where = client::Page;

namespace {

/// More than these are a matter for the page of the search.
constexpr auto found_in_palette = std::size_t{20};

/// The version of what an edit is about, as it is known now.
std::optional<std::uint64_t> version_of(World const& world, Change const& change)
{
    if (auto const* edit = std::get_if<EditUser>(&change))
        return world.users[edit->user].version;
    if (auto const* edit = std::get_if<EditGroup>(&change))
        return world.groups[edit->group].version;
    if (auto const* edit = std::get_if<EditSafe>(&change))
        return world.safes[edit->safe].version;
    if (auto const* edit = std::get_if<EditTeam>(&change))
        return world.teams[edit->team].version;
    if (auto const* edit = std::get_if<EditPatient>(&change))
        return world.patients[edit->patient].version;
    if (auto const* edit = std::get_if<EditAsset>(&change))
        return world.assets[edit->asset].version;
    if (auto const* edit = std::get_if<EditDoor>(&change))
        return world.doors[edit->door].version;
    if (auto const* edit = std::get_if<SetLockSettings>(&change))
        return world.doors[edit->door].version;
    if (auto const* edit = std::get_if<EditModule>(&change))
        return world.modules[edit->module].version;
    if (auto const* edit = std::get_if<EditRecord>(&change))
        return world.records[edit->record].version;
    if (auto const* edit = std::get_if<EditCustomRole>(&change))
        return world.custom_roles[edit->custom_role].version;
    if (auto const* edit = std::get_if<EditProfile>(&change))
        return world.profiles[edit->profile].version;
    if (auto const* edit = std::get_if<EditSchedule>(&change))
        return world.schedules[edit->integration].version;
    if (auto const* edit = std::get_if<EditCredential>(&change))
        return world.credentials[edit->integration].version;
    if (auto const* edit = std::get_if<EditWebhook>(&change))
        return world.webhooks[edit->integration].version;
    return std::nullopt;
}

/// The page of all things of the kind that one has a page of its own here.
Where list_of(Where page)
{
    auto const at = std::ranges::find(places(), page, &PlaceRow::of_one);
    return at == places().end() ? Where::overview : at->page;
}

} // namespace

struct App::State {
    State(Ui& the_ui, client::Transport& transport) : ui(the_ui), client(transport) {}

    Ui& ui;
    client::Client client;
    Screens screens;
    Route route;
    std::string account; // id of the current one; empty: the home account
    std::string title = "Castellan";
    std::deque<Navigation> navigation;
    std::optional<std::string> announcement;
    std::string announced; // what was said last of where one is; toasts speak for themselves
    std::uint64_t password_ticket = 0;
    std::uint64_t second_person_ticket = 0;
    std::uint64_t code_ticket = 0;   // a one-time code was asked for
    std::uint64_t coded_ticket = 0;  // the change that was sent with one
    std::uint64_t pairing_ticket = 0;
    std::uint64_t picture_ticket = 0;
    std::uint64_t end_sessions_ticket = 0;
    std::uint64_t errand_ticket = 0;
    Errand errand; // the one under way
    Cached<std::int64_t, std::uint64_t> waiting;
    std::string waiting_asked_on; // the page where it was asked last what terminals did that is to be settled
    std::string past_asked; // what the service was asked about past days last
    std::int64_t past_polled_ms = 0;
    std::string pairing_safe;
    /// Changes that were asked for together are told of together.
    struct Together {
        std::vector<std::uint64_t> open; // tickets, ascending
        Kind kind{};
        std::size_t total = 0;
        std::size_t done = 0;
        client::Outcome refusal = {}; // one that stands for all
        bool is_watched = false; // row by row, so that there is no more to tell
    };
    std::vector<Together> together;
    /// What is no part of the world is read anew when the world has moved on, but only by whoever still looks at it, and may.
    struct ReadAt { // at which revision of the world
        std::uint64_t trail = 0;
        std::uint64_t movements = 0;
        std::uint64_t integrations = 0;
    };
    ReadAt read_at;
    Cached<std::vector<Found>, std::pair<std::uint64_t, std::string>> palette_found;
    bool theme_wish = false;
    bool wants_frame = true;

    void go_to(Route next);
    [[nodiscard]] AccountId current_account();
    void draw(std::int64_t now_ms);
    void draw_ready(Seen const& seen);
    [[nodiscard]] bool is_outdated(std::uint64_t& revision) const;
    void want_integrations(Seen const& seen);
    void ask_for_integrations();
    void show_secret(client::Outcome const& outcome);
    void after_frame();
    void ask_or_send(Change const& change);
    void send_beside_second_person();
    void follow_code();
    std::uint64_t send(Change const& change);
    [[nodiscard]] std::optional<std::uint64_t> version_for(Change const& change);
    void ask_about_past(Seen const& seen);
    void send_together(std::vector<Change> const& changes);
    void order_failed_again(Seen const& seen);
    [[nodiscard]] bool tell_together(client::Outcome const& outcome);
    void tell(client::Outcome const& outcome);
    void tell_password(client::Outcome const& outcome);
    void tell_pairing(client::Outcome const& outcome);
    void run_errands();
    void tell_errand(client::Outcome const& outcome);
    std::int64_t look_after_terminals(Seen const& seen);
    void send_pictures();
    void tell_picture(client::Outcome const& outcome);
};

void App::State::go_to(Route next)
{
    if (next == route)
        return;
    auto const same_page = next.page == route.page && next.id == route.id;
    route = std::move(next);
    arrive(screens, route);
    if (!same_page)
        screens.frame.drawer_open = false;
    wants_frame = true;
}

AccountId App::State::current_account()
{
    auto const& world = client.replica().world();
    if (auto const of_thing = account_of(world, route)) {
        account = world.accounts.contains(of_thing) ? world.accounts[of_thing].id : account;
        return of_thing;
    }
    if (auto const chosen = world.accounts.find(account))
        return chosen;
    return home_account(world, client.replica().me());
}

void App::State::draw(std::int64_t now_ms)
{
    auto const& replica = client.replica();
    auto const arriving = client.phase() == client::Phase::arriving;
    // Of people a part is better than none; elsewhere what is missing would mislead.
    if (client.phase() == client::Phase::ready || (arriving && route.page == Where::users)) {
        screens.users.arriving = arriving;
        draw_ready(look(replica.world(), replica.me(), current_account(), now_ms, replica.generation()));
        return;
    }
    auto const nobody = AppView{};
    AppFrame frame{ui, nobody, screens.frame};
    castellan::ui::Page page{ui, "loading"};
    if (client.phase() != client::Phase::failed) {
        loading_state(ui, 8);
        return;
    }
    auto actions = failed_state(ui, said(client.problem()));
    if (actions.button(tr("Try again"), {.weight = Weight::primary, .icon = icon::refresh_cw}))
        client.refresh();
}

void App::State::draw_ready(Seen const& seen)
{
    auto const reads_trail = page_of(seen, route) == Where::audit;
    if (reads_trail || (route.page == Where::overview && seen.manages("audit"))) {
        client.audit().want(reads_trail ? screens.audit.filter : client::AuditFilter{});
        if (is_outdated(read_at.trail))
            client.audit().refresh();
    }
    if (auto const wanted = movements_wanted(screens, seen, route)) {
        client.movements().want(*wanted);
        if (is_outdated(read_at.movements))
            client.movements().refresh();
    } else {
        client.movements().forget();
    }

    screens.forms.users.import.import = &client.people_import();
    screens.privileges.usage = screens.admin_profile.usage = &client.usage();
    auto const looks_at_use = page_of(seen, route) == Where::privileges || screens.admin_profile.compared == AdminProfileState::with_use;
    if (auto const* of = seen.world.accounts.get(seen.account); looks_at_use && of != nullptr)
        client.usage().want(of->id);
    screens.members.last_sign_in = [this](std::string const& user) { return client.last_sign_in(user); };
    screens.profile.sessions.answer = &client.sessions();
    if (route.page == Where::profile)
        client.sessions().want("/api/v1/sessions");
    else
        client.sessions().forget();
    ask_about_past(seen);

    want_integrations(seen);
    auto const shell = shell_view(seen, route, looks_after_terminals(seen) ? look_after_terminals(seen) : 0);
    auto view = app_view(shell, !client.online());
    view.find = [&](std::string_view query, std::vector<Hit>& hits) {
        auto const& found = palette_found.get({seen.generation, std::string{query}}, [&] { return search_view(seen, query); });
        for (auto const& one : found | std::views::take(found_in_palette))
            hits.push_back({.label = one.name, .detail = one.kind, .href = one.href, .icon = one.icon});
    };
    AppFrame frame{ui, view, screens.frame};
    draw_page(ui, seen, route, {client.audit(), client.movements(), client.integrations()}, screens);

    auto const name = title_of(seen, route);
    title = name + " · Castellan";
    if (announced != name) {
        announced = name;
        announcement = name;
    }
}

bool App::State::is_outdated(std::uint64_t& revision) const
{
    auto const now = client.replica().revision();
    auto const before = std::exchange(revision, now);
    return before != 0 && before != now;
}

void App::State::want_integrations(Seen const& seen)
{
    auto& integrations = client.integrations();
    auto const* current = seen.world.accounts.get(seen.account);
    auto const page = page_of(seen, route);
    if (current != nullptr && page == Where::credentials)
        integrations.want_keys(current->id);
    if (current != nullptr && page == Where::webhooks)
        integrations.want_webhooks(current->id);
    integrations.want_deliveries(page == Where::webhooks && screens.webhooks.panel_open ? std::string_view{screens.webhooks.shown} : std::string_view{});
    if ((page == Where::credentials || page == Where::webhooks) && is_outdated(read_at.integrations))
        integrations.refresh();
}

/// What was asked for on the page and is no change of the world.
void App::State::ask_for_integrations()
{
    for (auto* ask : {&screens.webhooks.ask, &screens.credentials.ask}) {
        if (auto const asked = std::exchange(*ask, {}); !asked.path.empty())
            client.ask_for(asked.kind, asked.path);
    }
    if (std::exchange(screens.webhooks.wants_refresh, false))
        client.integrations().refresh();
}

void App::State::show_secret(client::Outcome const& outcome)
{
    auto const of_webhook = outcome.kind == Kind::webhook_create || outcome.kind == Kind::webhook_edit;
    screens.secret = {.open = true,
                      .title = of_webhook ? tr("The webhook's secret") : tr("The API key"),
                      .body = of_webhook ? tr("The receiver verifies signatures with it.") : tr("The program sends it with each request, as a bearer token."),
                      .secret = outcome.secret};
    wants_frame = true;
}

/// An edit is of the version that the form was opened on; after a conflict, of the one that the form shows since.
std::optional<std::uint64_t> App::State::version_for(Change const& change)
{
    auto const* form = form_of(screens.forms, kind_of(change));
    if (form == nullptr || !form->version)
        return std::nullopt;
    return form->conflict ? version_of(client.replica().world(), change) : form->version;
}

std::uint64_t App::State::send(Change const& change) { return client.send(change, version_for(change)); }

/// What needs a second person (S-13) or a one-time code is not even tried without.
void App::State::ask_or_send(Change const& change)
{
    auto const needs = ui.judge(change).needs;
    if (needs.second_person)
        open_second_person(screens.forms.second_person, change);
    else if (needs.otp)
        open_code(screens.forms.code, change, version_for(change));
    else
        send(change);
}

void App::State::follow_code()
{
    auto& form = screens.forms.code;
    auto const wants_code = std::exchange(form.wants_code, false);
    auto const wants_change = std::exchange(form.wants_change, false);
    if (!wants_code && !wants_change)
        return;
    form.under_way = true;
    form.problem.clear();
    if (wants_code)
        code_ticket = client.ask_code(*form.change);
    else
        coded_ticket = client.send(*form.change, form.of_version, form.code);
    wants_frame = true;
}

void App::State::send_beside_second_person()
{
    auto& form = screens.forms.second_person;
    form.under_way = true;
    form.problem.clear();
    second_person_ticket = client.send_beside({.email = trimmed(form.email), .password = form.password, .code = trimmed(form.code)},
                                              *form.change, version_for(*form.change));
}

void App::State::send_together(std::vector<Change> const& changes)
{
    auto one = Together{.open = {}, .kind = kind_of(changes.front()), .total = changes.size()};
    for (auto const& change : changes)
        one.open.push_back(send(change));
    // Orders are seen through, each by itself.
    if (order_of_many(changes.front())) {
        screens.orders = begin_batch(client.replica().world(), changes);
        for (std::size_t at = 0; at < changes.size(); ++at)
            screens.orders.rows[at].ticket = one.open[at];
        one.is_watched = true;
    }
    together.push_back(std::move(one));
}

/// A question about past days is asked when it is another one, and its answer asked for until it is there.
void App::State::ask_about_past(Seen const& seen)
{
    constexpr auto poll_ms = 400;
    auto& access = screens.access;
    access.past = &client.past();
    if (route.page != Where::access || (access.on.empty() && access.against.empty())) {
        past_asked.clear();
        client.past().forget();
        return;
    }
    auto asked = std::string{};
    for (auto const* part : {&access.thing, &access.permission, &access.on, &access.against})
        asked.append(*part).append("\n");
    if (auto const* present_one = seen.world.accounts.get(seen.account))
        asked += present_one->id;
    if (asked != past_asked) {
        past_asked = std::move(asked);
        if (auto question = past_question(access, seen, ui.utc_offset_minutes()))
            client.past().begin("/api/v1/access", *std::move(question));
    } else if (is_being_answered(client.past())) {
        if (ui.now_ms() - past_polled_ms >= poll_ms) {
            past_polled_ms = ui.now_ms();
            client.past().refresh();
        }
        ui.draw_again_in(poll_ms / 1000.0);
    }
}

void App::State::order_failed_again(Seen const& seen)
{
    auto& batch = screens.orders;
    for (auto& row : batch.rows) {
        auto const safe = seen.world.safes.find(row.safe);
        if (!safe || progress_of(seen, batch, row).stage != OrderStage::failed)
            continue;
        auto const& orders = seen.world.safes[safe].orders;
        auto const change = order_again(batch.order, safe);
        auto const decision = ui.judge(change);
        if (decision.effect != Effect::allow) {
            row.problem = decision.reason;
            continue;
        }
        row.problem.clear();
        row.former = orders.empty() ? 0 : orders.back().number;
        row.ticket = send(change);
    }
}

bool App::State::tell_together(client::Outcome const& outcome)
{
    for (auto at = together.begin(); at != together.end(); ++at) {
        auto const ticket = std::ranges::lower_bound(at->open, outcome.ticket);
        if (ticket == at->open.end() || *ticket != outcome.ticket)
            continue;
        at->open.erase(ticket);
        if (outcome.result == client::Result::done)
            ++at->done;
        else
            at->refusal = outcome;
        if (!at->open.empty())
            return true;
        if (at->is_watched) {
            together.erase(at);
            return true;
        }
        auto const counts = tr("{} of {}", static_cast<std::int64_t>(at->done), static_cast<std::int64_t>(at->total));
        if (at->done == at->total)
            ui.toast({.tone = Tone::good, .title = std::string{done_title(at->kind)}, .body = counts});
        else
            ui.toast({.tone = Tone::warning,
                      .title = std::string{at->done == 0 ? failed_title(at->kind) : done_title(at->kind)},
                      .body = counts + ". " + said(at->refusal.reason),
                      .rule = at->refusal.rule});
        together.erase(at);
        return true;
    }
    return false;
}

void App::State::tell_password(client::Outcome const& outcome)
{
    auto& form = screens.profile.password;
    if (outcome.result == client::Result::done) {
        form = {};
        ui.toast({.tone = Tone::good, .title = tr("Password changed")});
        return;
    }
    form.problem = outcome.reason;
    form.rule = outcome.rule;
}

void App::State::tell_pairing(client::Outcome const& outcome)
{
    if (outcome.result == client::Result::done)
        screens.forms.safes.pairing_code.tell(pairing_safe, outcome.code);
    else
        ui.toast({.tone = Tone::danger, .title = tr("No pairing code was made"), .body = said(outcome.reason), .rule = outcome.rule});
}

/// One picture is on its way at a time, and the forms wait for it.
void App::State::send_pictures()
{
    for (auto* form : {&screens.forms.modules.submit, &screens.forms.modules.edit_record}) {
        if (!form->fill.attachment.content.empty())
            picture_ticket = client.attach(std::exchange(form->fill.attachment, {}).content);
    }
}

void App::State::tell_picture(client::Outcome const& outcome)
{
    for (auto* form : {&screens.forms.modules.submit, &screens.forms.modules.edit_record}) {
        auto& fill = form->fill;
        if (fill.attaching.empty())
            continue;
        if (outcome.result == client::Result::done) {
            fill.at(fill.attaching) = outcome.code;
        } else {
            fill.problem_field = fill.attaching;
            fill.problem = said(outcome.reason);
        }
        fill.attaching.clear();
    }
}

/// What is done beside the changes of the world: terminals, PINs and badges.
void App::State::run_errands()
{
    for (auto* wanted : {&screens.forms.terminals.errand, &screens.profile.errand}) {
        if (auto asked = std::exchange(*wanted, std::nullopt)) {
            errand_ticket = client.ask_for(Kind::group_edit, asked->path, asked->method, std::move(asked->body));
            errand = *std::move(asked);
        }
    }
}

void App::State::tell_errand(client::Outcome const& outcome)
{
    auto& terminals = screens.forms.terminals;
    auto& pin = screens.profile.pin;
    terminals.form.under_way = pin.under_way = false;
    if (outcome.result == client::Result::done) {
        if (!outcome.code.empty())
            terminals.code.tell(terminals.form.thing, outcome.code);
        else
            ui.toast({.tone = Tone::good, .title = std::string{errand.done}});
        terminals.form = {};
        pin = {};
        client.terminals().refresh();
        client.refused_changes().refresh();
        return;
    }
    if (auto* form = terminals.form.open ? static_cast<FormState*>(&terminals.form) : route.page == Where::profile ? &pin : nullptr) {
        form->problem = outcome.reason;
        form->rule = outcome.rule;
    } else {
        ui.toast({.tone = Tone::danger, .title = tr("This was not done"), .body = said(outcome.reason), .rule = outcome.rule});
    }
}

/// Asks for what the page of terminals shows, and on each page how much waits there.
std::int64_t App::State::look_after_terminals(Seen const& seen)
{
    auto& refused = client.refused_changes();
    refused.want("/api/v1/refused_changes");
    if (auto const here = route.text(); std::exchange(waiting_asked_on, here) != here && refused.state() == client::Inquiry::State::ready)
        refused.refresh();
    screens.terminals.refused = &refused;
    screens.terminals.terminals = &client.terminals();
    if (page_of(seen, route) == Where::terminals)
        client.terminals().want("/api/v1/terminals");
    else
        client.terminals().forget();
    return waiting.get(refused.generation(), [&] { return waiting_count(refused.body()); });
}

void App::State::tell(client::Outcome const& outcome)
{
    if (outcome.ticket == errand_ticket) {
        tell_errand(outcome);
        return;
    }
    if (outcome.ticket == picture_ticket) {
        tell_picture(outcome);
        return;
    }
    if (outcome.ticket == password_ticket) {
        tell_password(outcome);
        return;
    }
    if (outcome.ticket == pairing_ticket) {
        tell_pairing(outcome);
        return;
    }
    if (outcome.ticket == end_sessions_ticket) {
        auto const done = outcome.result == client::Result::done;
        ui.toast({.tone = done ? Tone::good : Tone::danger,
                  .title = done ? tr("Sessions ended") : tr("No session was ended"),
                  .body = done ? std::string{} : said(outcome.reason),
                  .rule = outcome.rule});
        return;
    }
    if (outcome.ticket == second_person_ticket) {
        auto& beside = screens.forms.second_person;
        if (outcome.of_second_person && beside.open) {
            beside.under_way = false;
            beside.problem = outcome.reason;
            beside.rule = outcome.rule;
            beside.needs_code = beside.needs_code || outcome.needs_code;
            beside.code.clear();
            if (!beside.needs_code)
                beside.password.clear();
            return;
        }
        beside = {};
    }
    if (auto& code = screens.forms.code; outcome.of_code) {
        if (outcome.ticket == code_ticket && code.open)
            take_sent(code, outcome);
        return;
    } else if (outcome.ticket == coded_ticket && code.open) {
        if (outcome.needs_code) {
            take_wrong(code, outcome);
            return;
        }
        code = {};
    }
    // The count goes on where it was, with what was typed.
    if (auto& count = screens.forms.safes.count;
        outcome.kind == Kind::asset_count && outcome.result != client::Result::done && count.open) {
        count.sent = false;
        count.problem = outcome.reason;
        count.rule = outcome.rule;
    }
    if (!outcome.secret.empty())
        show_secret(outcome);
    if (outcome.kind == Kind::webhook_run)
        client.integrations().refresh(); // what it sends is no part of the world
    auto const is_row = std::ranges::contains(screens.orders.rows, outcome.ticket, &OrderRow::ticket);
    take_outcome(screens.orders, outcome);
    if (tell_together(outcome) || is_row)
        return;
    auto* form = form_of(screens.forms, outcome.kind);
    if (outcome.result == client::Result::done) {
        if (outcome.kind == Kind::safe_emergency_code && !outcome.code.empty())
            screens.forms.safes.emergency_code.tell(screens.forms.safes.code.thing, outcome.code);
        else
            ui.toast({.tone = Tone::good, .title = std::string{done_title(outcome.kind)}});
        return;
    }
    // The form comes back with what was typed, so that nothing is lost.
    auto const comes_back = form != nullptr && !form->open && form->filled;
    if (comes_back) {
        form->open = true;
        form->conflict = outcome.result == client::Result::conflict;
        form->problem = outcome.reason;
        form->rule = outcome.rule;
    } else {
        ui.toast({.tone = outcome.result == client::Result::failed ? Tone::warning : Tone::danger,
                  .title = std::string{failed_title(outcome.kind)},
                  .body = outcome.result == client::Result::conflict ? tr("Somebody else changed it meanwhile. Look and try again.")
                                                                     : said(outcome.reason),
                  .rule = outcome.rule});
    }
}

void App::State::after_frame()
{
    if (auto const changes = ui.take_changes(); changes.size() == 1)
        ask_or_send(changes.front());
    else if (!changes.empty())
        send_together(changes);
    if (auto const href = ui.take_navigation()) {
        navigation.push_back({*href, false});
        go_to(client::parse_route(*href));
    }
    auto const now = present(screens, route);
    if (!(now == route)) {
        route = now;
        navigation.push_back({route.text(), true});
    }

    auto& frame = screens.frame;
    if (auto const chosen = std::exchange(frame.chosen_account, std::nullopt); chosen && *chosen != account) {
        account = *chosen;
        // A thing belongs to its account: another account means another list.
        if (account_of(client.replica().world(), route)) {
            auto const list = Route{.page = list_of(route.page)};
            navigation.push_back({list.text(), false});
            go_to(list);
        }
        wants_frame = true;
    }
    if (std::exchange(frame.wants_sign_out, false) || std::exchange(screens.profile.wants_sign_out, false))
        client.sign_out();
    if (std::exchange(frame.wants_other_theme, false))
        theme_wish = true;
    if (std::exchange(frame.wants_search, false) && !frame.search.empty()) {
        auto found = Route{.page = Where::search};
        found.set("q", frame.search);
        navigation.push_back({found.text(), false});
        go_to(std::move(found));
    }
    if (std::exchange(screens.forms.second_person.wants_in, false))
        send_beside_second_person();
    follow_code();
    if (std::exchange(screens.members.wants_sign_ins, false))
        client.ask_sign_ins();
    if (std::exchange(screens.audit.wants_newest, false))
        client.audit().refresh();
    ask_for_integrations();
    if (std::exchange(screens.audit.wants_more, false))
        client.audit().more();
    if (std::exchange(screens.asset.wants_more, false) || std::exchange(screens.reports.wants_more, false))
        client.movements().more();
    if (std::exchange(screens.orders.wants_retry, false)) {
        auto const& replica = client.replica();
        order_failed_again(look(replica.world(), replica.me(), current_account(), ui.now_ms(), replica.generation()));
    }
    send_pictures();
    run_errands();
    auto& import = screens.forms.users.import;
    if (std::exchange(import.wants_back, false))
        client.people_import().forget();
    auto const* account_now = client.replica().world().accounts.get(current_account());
    if (auto const wish = std::exchange(import.wish, std::nullopt); wish && account_now != nullptr)
        client.people_import().begin(account_now->id, import_table(import), *wish);
    if (auto safe = std::exchange(screens.forms.safes.wants_pairing_code, {}); !safe.empty()) {
        pairing_ticket = client.ask_pairing_code(safe);
        pairing_safe = std::move(safe);
    }
    if (auto end = std::exchange(screens.profile.sessions.wants_end, {}); !end.empty())
        client.sessions().tell("DELETE", end == "*" ? "/api/v1/sessions" : "/api/v1/sessions/" + end);
    if (auto& form = screens.forms.users.end_sessions; std::exchange(form.wants, false))
        end_sessions_ticket = client.end_sessions_of(form.user);
    if (std::exchange(screens.profile.wants_password, false))
        password_ticket = client.change_password(screens.profile.password.current, screens.profile.password.wanted);
}

App::App(Ui& ui, client::Transport& transport) : state_(std::make_unique<State>(ui, transport)) {}
App::~App() = default;

void App::start(std::string_view hash)
{
    state_->route = client::parse_route(hash);
    arrive(state_->screens, state_->route);
    state_->client.start();
}

void App::route_changed(std::string_view hash) { state_->go_to(client::parse_route(hash)); }

void App::heard(std::string_view event, std::string_view data) { state_->client.heard(event, data); }

FrameReport const& App::frame(double seconds, std::int64_t now_ms, int utc_offset_minutes)
{
    auto& state = *state_;
    auto& ui = state.ui;
    for (auto const& outcome : state.client.take_outcomes())
        state.tell(outcome);
    state.client.people_import().poll(now_ms);
    state.client.take_news();
    state.wants_frame = false;

    auto const& replica = state.client.replica();
    ui.set_clock(now_ms, utc_offset_minutes);
    if (state.client.phase() == client::Phase::ready)
        ui.set_viewer({.world = &replica.world(), .actor = replica.me(), .context = {.now = now_ms}});
    else
        ui.set_viewer({});
    ui.set_under_way(state.client.under_way());
    ui.begin_frame(seconds);
    state.draw(now_ms);
    auto const& report = ui.end_frame();
    state.after_frame();
    return report;
}

bool App::wants_frame() const
{
    return state_->wants_frame || state_->client.has_news();
}

std::optional<Navigation> App::take_navigation()
{
    if (state_->navigation.empty())
        return std::nullopt;
    auto next = std::move(state_->navigation.front());
    state_->navigation.pop_front();
    return next;
}

std::string const& App::title() const { return state_->title; }

std::optional<std::string> App::take_announcement() { return std::exchange(state_->announcement, std::nullopt); }

std::optional<std::string> App::take_language_wish()
{
    auto wish = std::exchange(state_->screens.frame.wanted_language, {});
    return wish.empty() ? std::nullopt : std::optional{std::move(wish)};
}

std::optional<client::SignedOut> App::take_signed_out() { return state_->client.take_signed_out(); }

bool App::take_theme_wish() { return std::exchange(state_->theme_wish, false); }

bool App::find()
{
    // The page's own search stands after the one in the top bar, and is nearer to what is shown.
    auto last = WidgetId{};
    for (auto const& node : state_->ui.semantics()) {
        if (node.role != AriaRole::searchbox || !node.visible || node.disabled)
            continue;
        if (node.focused)
            return false;
        last = node.id;
    }
    if (last == 0)
        return false;
    state_->ui.focus(last);
    return true;
}

client::Client& App::client() { return state_->client; }

} // namespace castellan::ui
