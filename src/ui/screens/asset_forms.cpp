// The forms about what is in a safe (S-10).
#include "rules/grants.hpp"
#include "ui/screens/safe_forms.hpp"
#include "ui/screens/words.hpp"

#include <algorithm>

namespace castellan::ui {

namespace {

/// The asset that a form is about; the form closes when it is gone.
AssetId asset_of(World const& world, FormState& form)
{
    auto const asset = world.assets.find(form.thing);
    if (!asset)
        form.open = false;
    return asset;
}

std::string_view missing(AssetForm const& form)
{
    if (trimmed(form.kind).empty())
        return tr("Say what it is first.");
    if (!form.quantity)
        return tr("Type how many there are.");
    if (!form.expires.empty() && !days_until(form.expires, 0))
        return tr("The expiry date is no date.");
    return {};
}

void asset_fields(Ui& ui, AssetForm& form, Asset const* present)
{
    auto const now = [&](std::string_view typed, std::string_view there) {
        return present == nullptr ? std::string{} : now_there(form, typed, there);
    };
    auto const kind_now = now(form.kind, present == nullptr ? "" : present->kind);
    auto const tag_now = now(form.tag, present == nullptr ? "" : present->tag);
    auto const lot_now = now(form.lot, present == nullptr ? "" : present->lot);
    auto const expires_now = now(form.expires, present == nullptr ? "" : present->expires);
    text_field(ui, tr("What it is"), form.kind,
               {.hint = kind_now, .placeholder = tr("fentanyl 100 mcg"), .required = true, .max_length = 120, .autofocus = true});
    number_field(ui, tr("Quantity"), form.quantity, {.min = 0, .max = 1'000'000}, {.required = true});
    text_field(ui, tr("Lot"), form.lot, {.hint = lot_now, .max_length = 60});
    date_field(ui, tr("Expires"), form.expires, {.hint = expires_now});
    text_field(ui, tr("RFID tag"), form.tag,
               {.hint = tag_now.empty() ? std::string_view{tr("Leave it empty and enroll the tag on the safe.")}
                                        : std::string_view{tag_now},
                .max_length = 60});
}

void create_asset_dialog(Ui& ui, Seen const& seen, AssetForm& form)
{
    auto const safe = seen.world.safes.find(form.safe);
    if (!safe) {
        form.open = false;
        return;
    }
    if (Dialog dialog{ui, tr("Add to {}", seen.world.safes[safe].name), form.open}) {
        form_problem(ui, form);
        asset_fields(ui, form, nullptr);
        auto const text = [](std::string const& typed) {
            auto value = trimmed(typed);
            return value.empty() ? std::optional<std::string>{} : std::optional<std::string>{std::move(value)};
        };
        auto const fields = AssetFields{.kind = trimmed(form.kind), .tag = text(form.tag), .lot = text(form.lot),
                                        .expires = text(form.expires), .quantity = form.quantity};
        auto actions = dialog.actions();
        if (submit_offer(ui, actions, tr("Add asset"), CreateAsset{safe, {}, fields},
                         {.icon = icon::plus, .incomplete = missing(form)}, dialog.submitted()))
            dialog.close();
    }
}

void edit_asset_dialog(Ui& ui, Seen const& seen, AssetForm& form)
{
    auto const asset = asset_of(seen.world, form);
    if (!asset)
        return;
    auto const& row = seen.world.assets[asset];
    if (Dialog dialog{ui, tr("Edit {}", row.kind), form.open}) {
        form_problem(ui, form);
        asset_fields(ui, form, &row);
        auto fields = AssetFields{.kind = edited(form.kind, row.kind), .tag = edited(form.tag, row.tag),
                                  .lot = edited(form.lot, row.lot), .expires = edited(form.expires, row.expires)};
        if (form.quantity && *form.quantity != row.quantity)
            fields.quantity = form.quantity;
        auto actions = dialog.actions();
        if (submit_offer(ui, actions, tr("Save"), EditAsset{asset, fields}, {.incomplete = missing(form)}, dialog.submitted()))
            dialog.close();
    }
}

/// What a count has shown: "As expected", or how many are missing.
void tell_count(Ui& ui, Asset const& row)
{
    auto const expected = tr_n("Counted {}, {} expected.", "Counted {}, {} expected.", row.quantity, row.quantity - row.discrepancy);
    if (row.discrepancy == 0)
        static_cast<void>(banner(ui, Tone::good, tr("{}: as expected", row.kind), expected));
    else
        static_cast<void>(banner(ui, Tone::warning, row.kind + ": " + difference_of(row.discrepancy), expected));
}

void count_dialog(Ui& ui, Seen const& seen, CountForm& form)
{
    auto const& world = seen.world;
    auto const first_asset = asset_of(world, form);
    if (!first_asset)
        return;
    auto const title = form.lines.size() == 1 ? tr("Count {}", world.assets[first_asset].kind)
                                              : tr_n("Count {} asset", "Count {} assets", std::ssize(form.lines));
    auto dialog = Dialog{ui, title, form.open,
                         {.body = form.sent ? std::string_view{tr("The audit trail keeps both figures.")}
                                            : std::string_view{tr("Count what is there. How many are expected is told afterwards.")},
                          .closes_on_offer = false,
                          .closes = form.sent}};
    if (!dialog)
        return;
    form_problem(ui, form);
    auto counted = std::vector<Change>{};
    auto first = true;
    for (auto& line : form.lines) {
        auto const asset = world.assets.find(line.asset);
        if (!asset)
            continue;
        auto const& row = world.assets[asset];
        auto const scope = ui.scope(row.id);
        if (form.sent) {
            if (row.counted_at != line.former)
                tell_count(ui, row);
            continue;
        }
        auto const label = form.lines.size() == 1 ? std::string{tr("Counted")} : row.lot.empty() ? row.kind : row.kind + " · " + row.lot;
        number_field(ui, label, line.counted, {.min = 0, .max = 1'000'000}, {.required = form.lines.size() == 1, .autofocus = first});
        first = false;
        if (line.counted)
            counted.emplace_back(CountAsset{asset, *line.counted});
    }
    if (form.sent) {
        if (std::ranges::all_of(form.lines, [&](auto const& line) {
                auto const* row = world.assets.get(world.assets.find(line.asset));
                return row == nullptr || !line.counted || row->counted_at != line.former;
            }))
            return;
        spinner(ui, tr("Recording the count"));
        return;
    }
    auto actions = dialog.actions();
    auto const pressed = actions.button(tr("Record count"), {.weight = Weight::primary,
                                                             .icon = icon::clipboard_list,
                                                             .disabled = counted.empty() ? std::string_view{tr("Type what you counted.")}
                                                                                         : std::string_view{}});
    if (counted.empty() || !(pressed || dialog.submitted()))
        return;
    for (auto& change : counted)
        ui.request(std::move(change));
    form.problem.clear();
    form.sent = true;
}

void waste_dialog(Ui& ui, Seen const& seen, WasteForm& form)
{
    auto const asset = asset_of(seen.world, form);
    if (!asset)
        return;
    auto const& row = seen.world.assets[asset];
    if (Dialog dialog{ui, tr("Waste {}", row.kind), form.open,
                      {.body = tr("What is destroyed leaves the inventory. A second person has to witness it.")}}) {
        form_problem(ui, form);
        number_field(ui, tr("Quantity"), form.quantity, {.min = 1, .max = std::max<std::int64_t>(row.quantity, 1)},
                     {.required = true, .autofocus = true});
        text_field(ui, tr("Reason"), form.reason, {.placeholder = tr("Broken ampoule"), .required = true, .max_length = 200});
        auto const incomplete = !form.quantity                   ? std::string_view{tr("Type how many there are.")}
                                : trimmed(form.reason).empty() ? std::string_view{tr("Say why first.")}
                                                               : std::string_view{};
        auto actions = dialog.actions();
        if (submit_offer(ui, actions, tr("Record waste"), WasteAsset{asset, form.quantity.value_or(1), trimmed(form.reason)},
                         {.icon = icon::trash_2, .incomplete = incomplete}, dialog.submitted()))
            dialog.close();
    }
}

void move_dialog(Ui& ui, Seen const& seen, MoveForm& form)
{
    auto const& world = seen.world;
    auto const asset = asset_of(world, form);
    if (!asset)
        return;
    auto const& row = world.assets[asset];
    if (Dialog dialog{ui, tr("Move {}", row.kind), form.open, {.body = tr("It is in {} now.", world.safes[row.safe].name)}}) {
        form_problem(ui, form);
        auto choices = std::vector<Choice>{};
        for (auto const& change : possible_moves(world, asset)) {
            if (ui.judge(change).effect == Effect::deny)
                continue;
            static_cast<void>(ui.may_offer(change));
            auto const& safe = world.safes[std::get<MoveAsset>(change).to];
            choices.push_back({safe.id, safe.name, safe.online ? tr("Online") : tr("Offline"), icon::vault});
        }
        if (choices.empty())
            paragraph(ui, tr("There is no other safe that you can move it to."));
        else
            select(ui, tr("Move to"), choices, form.to, {.placeholder = tr("Choose a safe"), .required = true, .autofocus = true});
        auto const to = world.safes.find(form.to);
        auto actions = dialog.actions();
        if (!to)
            static_cast<void>(actions.button(tr("Move"), {.weight = Weight::primary, .disabled = tr("Choose a safe first.")}));
        else if (submit_offer(ui, actions, tr("Move"), MoveAsset{asset, to}, {.icon = icon::arrow_right}, dialog.submitted()))
            dialog.close();
    }
}

/// What is in a safe, to choose from.
std::vector<Choice> assets_in(World const& world, SafeId safe)
{
    auto choices = std::vector<Choice>{};
    for (auto const asset : world.safes[safe].assets) {
        auto const& row = world.assets[asset];
        choices.push_back({row.id, row.kind, row.tag.empty() ? std::string{tr("No tag enrolled")} : row.tag, icon::pill});
    }
    return choices;
}

void enroll_dialog(Ui& ui, Seen const& seen, EnrollForm& form)
{
    auto const& world = seen.world;
    auto const safe = world.safes.find(form.safe);
    auto const body = safe ? tr("Hold the RFID tag to the reader of {} when it asks for it.", world.safes[safe].name)
                           : std::string{tr("Tags are programmed on a safe that is online.")};
    if (Dialog dialog{ui, tr("Enroll a tag"), form.open, {.body = body}}) {
        form_problem(ui, form);
        auto const former = form.safe;
        select(ui, tr("Safe"), enrollment_safes(seen), form.safe, {.placeholder = tr("Choose a safe"), .required = true, .autofocus = true});
        if (form.safe != former)
            form.thing.clear();
        if (auto const advice = missing_safes_advice(seen); !advice.empty())
            muted(ui, advice);
        auto const chosen = world.safes.find(form.safe);
        if (chosen && form.safe == former)
            select(ui, tr("Asset"), assets_in(world, chosen), form.thing, {.placeholder = tr("Choose an asset"), .required = true});
        text_field(ui, tr("Tag"), form.tag, {.hint = tr("Leave it empty to take the tag that is read."), .max_length = 60});
        auto const asset = world.assets.find(form.thing);
        auto actions = dialog.actions();
        if (!asset) {
            static_cast<void>(actions.button(tr("Enroll"), {.weight = Weight::primary, .disabled = tr("Choose what to enroll first.")}));
            return;
        }
        auto change = EnrollAsset{.asset = asset, .tag = std::nullopt};
        if (auto tag = trimmed(form.tag); !tag.empty())
            change.tag = std::move(tag);
        if (submit_offer(ui, actions, tr("Enroll"), change, {.icon = icon::tag}, dialog.submitted()))
            dialog.close();
    }
}

} // namespace

void open_create_asset(AssetForm& form, World const& world, SafeId safe)
{
    form = {};
    form.open = form.filled = true;
    form.safe = world.safes[safe].id;
}

void open_edit_asset(AssetForm& form, World const& world, AssetId asset)
{
    auto const& row = world.assets[asset];
    form = {};
    form.open = form.filled = true;
    form.thing = row.id;
    form.version = row.version;
    form.kind = row.kind;
    form.tag = row.tag;
    form.lot = row.lot;
    form.expires = row.expires;
    form.quantity = row.quantity;
}

void open_count(CountForm& form, World const& world, std::span<AssetId const> assets)
{
    form = {};
    form.open = form.filled = !assets.empty();
    for (auto const asset : assets)
        form.lines.push_back({.asset = world.assets[asset].id, .counted = {}, .former = world.assets[asset].counted_at});
    if (!assets.empty())
        form.thing = form.lines.front().asset;
}

void open_waste(WasteForm& form, World const& world, AssetId asset)
{
    form = {};
    form.open = form.filled = true;
    form.thing = world.assets[asset].id;
}

void open_move(MoveForm& form, World const& world, AssetId asset)
{
    form = {};
    form.open = form.filled = true;
    form.thing = world.assets[asset].id;
}

void open_enroll(EnrollForm& form, World const& world, AssetId asset)
{
    form = {};
    form.open = form.filled = true;
    form.thing = world.assets[asset].id;
    form.safe = world.safes[world.assets[asset].safe].id;
    form.tag = world.assets[asset].tag;
}

void open_enroll(EnrollForm& form)
{
    form = {};
    form.open = form.filled = true;
}

std::vector<Choice> enrollment_safes(Seen const& seen)
{
    auto choices = std::vector<Choice>{};
    for (auto const safe : safes_of(seen.world, seen.account)) {
        auto const& row = seen.world.safes[safe];
        if (!permissions_in(seen.world, seen.me, place_of(seen.world, safe)).has(Permission::assets_enroll))
            continue;
        choices.push_back({row.id, row.name, listed(group_names(seen.world, row.groups, row.account)), icon::vault,
                           row.online ? std::string{} : std::string{tr("Offline")}});
    }
    return choices;
}

std::string missing_safes_advice(Seen const& seen)
{
    if (permissions_in(seen.world, seen.me, in_account(seen.account)).has(Permission::assets_enroll))
        return {};
    auto const* me = seen.world.users.get(seen.me);
    auto const in_a_group = me != nullptr && std::ranges::any_of(me->groups, [&](GroupId group) {
        return seen.world.groups[group].account == seen.account;
    });
    return in_a_group ? tr("A safe that is not listed is in none of your groups. An Account Administrator can put it into one.")
                      : tr("You are in no group, so that you reach no safe. Ask an Account Administrator to add you to one.");
}

std::vector<Change> possible_enrollments(Seen const& seen)
{
    auto possible = std::vector<Change>{};
    for (auto const safe : safes_of(seen.world, seen.account)) {
        for (auto const asset : seen.world.safes[safe].assets) {
            possible.emplace_back(EnrollAsset{.asset = asset, .tag = std::nullopt});
            if (possible.size() == 20) // enough to know whether there is a place for it
                return possible;
        }
    }
    return possible;
}

std::vector<Change> possible_moves(World const& world, AssetId asset)
{
    auto possible = std::vector<Change>{};
    auto const from = world.assets[asset].safe;
    for (auto const safe : safes_of(world, world.safes[from].account)) {
        if (safe != from)
            possible.emplace_back(MoveAsset{asset, safe});
    }
    return possible;
}

void asset_actions(Ui& ui, Actions& actions, Seen const& seen, AssetId asset, SafeForms& forms)
{
    auto const& world = seen.world;
    auto const& row = world.assets[asset];
    if (any_offered(ui, possible_moves(world, asset)) && actions.button(tr("Move…"), {.icon = icon::arrow_right}))
        open_move(forms.move, world, asset);
    if (any_offered(ui, {EditAsset{asset, {.quantity = row.quantity + 1}}}) && actions.button(tr("Edit…"), {.icon = icon::pencil}))
        open_edit_asset(forms.edit_asset, world, asset);
    if (any_offered(ui, {CountAsset{asset, row.quantity}}) &&
        actions.button(tr("Count…"), {.weight = Weight::primary, .icon = icon::clipboard_list}))
        open_count(forms.count, world, std::span{&asset, 1});
    actions.rest_in_menu();
    auto const enroll = EnrollAsset{.asset = asset, .tag = std::nullopt};
    if (actions.form(tr("Enroll tag…"), enroll, {.icon = icon::tag}))
        open_enroll(forms.enroll, world, asset);
    if (actions.form(tr("Waste…"), WasteAsset{asset, 1, "?"}, {.icon = icon::trash_2}))
        open_waste(forms.waste, world, asset);
    actions.offer(tr("Delete"), DeleteAsset{asset},
                  {.weight = Weight::danger,
                   .icon = icon::trash_2,
                   .confirm = Confirmation{tr("Delete {}?", row.kind),
                                           tr_n("{} in {} is no longer tracked. This can't be undone.",
                                                "{} in {} are no longer tracked. This can't be undone.", row.quantity,
                                                world.safes[row.safe].name),
                                           tr("Delete asset")}});
}

void asset_dialogs(Ui& ui, Seen const& seen, SafeForms& forms)
{
    if (forms.create_asset.open)
        create_asset_dialog(ui, seen, forms.create_asset);
    if (forms.edit_asset.open)
        edit_asset_dialog(ui, seen, forms.edit_asset);
    if (forms.count.open)
        count_dialog(ui, seen, forms.count);
    if (forms.waste.open)
        waste_dialog(ui, seen, forms.waste);
    if (forms.move.open)
        move_dialog(ui, seen, forms.move);
    if (forms.enroll.open)
        enroll_dialog(ui, seen, forms.enroll);
}

} // namespace castellan::ui
