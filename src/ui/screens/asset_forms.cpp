// The forms about what is in a safe (S-10).
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

void count_dialog(Ui& ui, Seen const& seen, CountForm& form)
{
    auto const asset = asset_of(seen.world, form);
    if (!asset)
        return;
    auto const& row = seen.world.assets[asset];
    auto const body = tr_n("{} is expected.", "{} are expected.", row.quantity);
    if (Dialog dialog{ui, tr("Count {}", row.kind), form.open, {.body = body}}) {
        form_problem(ui, form);
        number_field(ui, tr("Counted"), form.quantity, {.min = 0, .max = 1'000'000}, {.required = true, .autofocus = true});
        if (form.quantity && *form.quantity != row.quantity) {
            auto const difference = *form.quantity - row.quantity;
            static_cast<void>(banner(ui, Tone::warning,
                                     difference < 0 ? tr_n("{} is missing", "{} are missing", -difference)
                                                    : tr_n("{} more than expected", "{} more than expected", difference),
                                     tr("The audit trail keeps both figures.")));
        }
        auto actions = dialog.actions();
        if (submit_offer(ui, actions, tr("Record count"), CountAsset{asset, form.quantity.value_or(0)},
                         {.icon = icon::clipboard_list,
                          .incomplete = form.quantity ? std::string_view{} : std::string_view{tr("Type what you counted.")}},
                         dialog.submitted()))
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

void enroll_dialog(Ui& ui, Seen const& seen, EnrollForm& form)
{
    auto const asset = asset_of(seen.world, form);
    if (!asset)
        return;
    auto const& row = seen.world.assets[asset];
    if (Dialog dialog{ui, tr("Enroll {}", row.kind), form.open,
                      {.body = tr("Hold the RFID tag to the reader of {} when it asks for it.",
                                  seen.world.safes[row.safe].name)}}) {
        form_problem(ui, form);
        text_field(ui, tr("Tag"), form.tag, {.hint = tr("Leave it empty to take the tag that is read."), .max_length = 60, .autofocus = true});
        auto change = EnrollAsset{.asset = asset, .tag = std::nullopt};
        if (auto tag = trimmed(form.tag); !tag.empty())
            change.tag = std::move(tag);
        auto actions = dialog.actions();
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

void open_count(CountForm& form, World const& world, AssetId asset)
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
    form.tag = world.assets[asset].tag;
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
    if (any_offered(ui, {CountAsset{asset, row.quantity}}) && actions.button(tr("Count…"), {.icon = icon::clipboard_list}))
        open_count(forms.count, world, asset);
    if (any_offered(ui, {EditAsset{asset, {.quantity = row.quantity + 1}}}) && actions.button(tr("Edit…"), {.icon = icon::pencil}))
        open_edit_asset(forms.edit_asset, world, asset);
    if (any_offered(ui, possible_moves(world, asset)) && actions.button(tr("Move…"), {.icon = icon::arrow_right}))
        open_move(forms.move, world, asset);
    auto const enroll = EnrollAsset{.asset = asset, .tag = std::nullopt};
    if (actions.form(tr("Enroll tag…"), enroll, {.icon = icon::tag}))
        open_enroll(forms.enroll, world, asset);
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
    if (forms.move.open)
        move_dialog(ui, seen, forms.move);
    if (forms.enroll.open)
        enroll_dialog(ui, seen, forms.enroll);
}

} // namespace castellan::ui
